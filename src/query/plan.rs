//! Plans: expressions whose names mean something.
//!
//! Given by `resolve`, rewritten by `optimise`, taken by `evaluate`. A plan holds numbers of the
//! graph and parsed dates and no text that would still have to be looked up, so that evaluating it
//! cannot meet an unknown name.

use std::fmt;

use globset::GlobMatcher;
use regex::Regex;

use super::runs::Runs;
use super::syntax::Pairing;
use crate::graph::{Class, SourceIx};
use crate::model::{Membership, Modality, TransitionKind};
use crate::time::When;

/// What a set is a set of.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Sort {
    /// Bodies.
    Organs,
    /// Meetings and other happenings.
    Events,
    /// Positions.
    Posts,
    /// People.
    People,
    /// Changes from organs to organs.
    Transitions,
    /// What sources say.
    Claims,
}

impl Sort {
    /// All of them.
    pub const ALL: [Sort; 6] =
        [Sort::Organs, Sort::Events, Sort::Posts, Sort::People, Sort::Transitions, Sort::Claims];

    /// The class of the nodes, where they are nodes.
    pub fn class(self) -> Option<Class> {
        match self {
            Sort::Organs => Some(Class::Organ),
            Sort::Events => Some(Class::Event),
            Sort::Posts => Some(Class::Post),
            Sort::People => Some(Class::Person),
            Sort::Transitions | Sort::Claims => None,
        }
    }

    /// Whether they have ids: transitions and claims have none.
    pub fn has_ids(self) -> bool {
        self.class().is_some()
    }

    /// The word for one of them.
    pub fn one(self) -> &'static str {
        ["organ", "event", "post", "person", "transition", "claim"][self as usize]
    }

    /// The word for several of them: the function that gives them all.
    pub fn word(self) -> &'static str {
        ["organs", "events", "posts", "people", "transitions", "claims"][self as usize]
    }
}

impl From<Class> for Sort {
    fn from(class: Class) -> Self {
        match class {
            Class::Organ => Sort::Organs,
            Class::Event => Sort::Events,
            Class::Post => Sort::Posts,
            Class::Person => Sort::People,
        }
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Some of the sorts.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Sorts(u8);

impl Sorts {
    /// Every sort.
    pub const ALL: Sorts = Sorts(0b11_1111);
    /// Those that are nodes.
    pub const NODES: Sorts = Sorts(0b1111);

    /// Some sorts.
    pub const fn of(sorts: &[Sort]) -> Sorts {
        let (mut bits, mut at) = (0, 0);
        while at < sorts.len() {
            bits |= 1 << sorts[at] as u8;
            at += 1;
        }
        Sorts(bits)
    }

    /// Those in both.
    #[must_use]
    pub fn both(self, other: Sorts) -> Sorts {
        Sorts(self.0 & other.0)
    }

    /// Whether a sort is among them.
    pub fn has(self, sort: Sort) -> bool {
        self.0 >> (sort as u8) & 1 == 1
    }

    /// The first of them: organs where they are among them.
    pub fn first(self) -> Option<Sort> {
        self.iter().next()
    }

    /// The sorts.
    pub fn iter(self) -> impl Iterator<Item = Sort> {
        Sort::ALL.into_iter().filter(move |&sort| self.has(sort))
    }
}

impl From<Sort> for Sorts {
    fn from(sort: Sort) -> Self {
        Sorts::of(&[sort])
    }
}

impl fmt::Display for Sorts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.iter().map(Sort::word).collect();
        match &words[..] {
            [head @ .., last] if !head.is_empty() => write!(f, "{} or {last}", head.join(", ")),
            words => f.write_str(&words.concat()),
        }
    }
}

/// A pattern that names, places and tags are compared with, letter case aside.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// The whole text.
    Exact(String),
    /// A part of the text.
    Part(String),
    /// `*` and `?` stand for anything.
    Glob(GlobMatcher),
    /// A regular expression that fits anywhere.
    Regex(Regex),
}

impl Pattern {
    /// Whether a text fits.
    pub fn fits(&self, text: &str) -> bool {
        match self {
            Pattern::Exact(wanted) => crate::graph::fold(text) == *wanted,
            Pattern::Part(wanted) => crate::graph::fold(text).contains(wanted),
            Pattern::Glob(glob) => glob.is_match(crate::graph::fold(text)),
            Pattern::Regex(regex) => regex.is_match(text),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pattern::Exact(text) => write!(f, "exact:{text:?}"),
            Pattern::Part(text) => write!(f, "{text:?}"),
            Pattern::Glob(glob) => write!(f, "glob:{:?}", glob.glob().glob()),
            Pattern::Regex(regex) => write!(f, "regex:{:?}", regex.as_str()),
        }
    }
}

/// What an identifier must be like.
#[derive(Clone, Debug)]
pub struct IdentifierTest {
    /// The scheme: the register that gave it.
    pub scheme: String,
    /// What it has to fit, if anything.
    pub pattern: Option<Pattern>,
}

/// What one thing must be like to stay in a set.
#[derive(Clone, Debug)]
pub enum Test {
    /// The slice shows it.
    Shown,
    /// Its kind is one of those with these numbers.
    Kind(String, Vec<bool>),
    /// One of its names fits.
    Name(Pattern),
    /// One of its places fits.
    Place(Pattern),
    /// One of its tags fits.
    Tag(Pattern),
    /// It has an identifier of a scheme, that fits where a pattern is given.
    Identified(Box<IdentifierTest>),
    /// Its series fits.
    Series(Pattern),
    /// It was there on one of the days.
    Existed(When),
    /// It began on one of the days.
    Founded(When),
    /// It ended on one of the days.
    Ended(When),
    /// It was over before the days.
    Before(When),
    /// It began after the days.
    After(When),
    /// It lies wholly within the days.
    During(When),
    /// No claim that counts dates it.
    Undated,
    /// It is not the same on the one date and on the other.
    Changed(When, When),
    /// One of these sources speaks of it.
    Cited(Vec<SourceIx>),
    /// No source is cited for it.
    Uncited,
    /// Its claims contradict each other.
    Disputed,
    /// Something about it is said in this way.
    Modality(Modality),
    /// All that is said of it comes from one source.
    SingleSourced,
    /// Another one bore one of its names at the same time.
    CoNamed,
    /// It was attested last before the days.
    LastAttested(When),
    /// The test fails.
    Fails(Box<Test>),
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Test::Shown => f.write_str("shown"),
            Test::Kind(kind, _) => write!(f, "kind({kind})"),
            Test::Name(pattern) => write!(f, "name({pattern})"),
            Test::Place(pattern) => write!(f, "place({pattern})"),
            Test::Tag(pattern) => write!(f, "tag({pattern})"),
            Test::Identified(test) => match &test.pattern {
                None => write!(f, "identified({})", test.scheme),
                Some(pattern) => write!(f, "identified({}, {pattern})", test.scheme),
            },
            Test::Series(pattern) => write!(f, "series({pattern})"),
            Test::Existed(when) => write!(f, "existed({when})"),
            Test::Founded(when) => write!(f, "founded({when})"),
            Test::Ended(when) => write!(f, "ended({when})"),
            Test::Before(when) => write!(f, "before({when})"),
            Test::After(when) => write!(f, "after({when})"),
            Test::During(when) => write!(f, "during({when})"),
            Test::Undated => f.write_str("undated()"),
            Test::Changed(from, to) => write!(f, "changed({from}, {to})"),
            Test::Cited(_) => f.write_str("cited(..)"),
            Test::Uncited => f.write_str("uncited()"),
            Test::Disputed => f.write_str("disputed()"),
            Test::Modality(modality) => write!(f, "modality({modality})"),
            Test::SingleSourced => f.write_str("single_sourced()"),
            Test::CoNamed => f.write_str("co_named()"),
            Test::LastAttested(when) => write!(f, "last_attested(before: {when})"),
            Test::Fails(test) => write!(f, "not {test}"),
        }
    }
}

/// From a set to another.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Move {
    /// One level up.
    Superiors,
    /// One level down.
    Units,
    /// All levels up.
    Above,
    /// All levels down.
    Under,
    /// Those that stand under none of the set.
    Roots,
    /// Those that none of the set stands under.
    Leaves,
    /// All that the set grew out of.
    Predecessors,
    /// All that grew out of the set.
    Successors,
    /// The set and all its predecessors.
    To,
    /// The set and all its successors.
    From,
    /// The predecessors that grew out of nothing.
    Origins,
    /// What belongs to the set, of another sort.
    Related(Sort),
    /// Who held the posts, or the posts of the organs.
    Holders,
    /// Who sat in the organs.
    Members(Option<Membership>),
    /// The seats in the organs, as claims.
    Seats,
    /// The posts and seats of the people, as claims.
    Career,
    /// Who sat or served in the same organ at the same time.
    Colleagues,
    /// Who served in one organ on the same days, with the people or in the organs.
    HeldTogether,
    /// Who held several posts at once.
    Concurrent,
    /// The posts that nobody held.
    Vacant,
    /// Who was at the events.
    Attended,
    /// Those of which both ends are dated, the longest first.
    Longest,
    /// The tenures of the posts, as claims.
    Tenures,
}

impl Move {
    /// Whether it goes along the hierarchy: from organs to organs, from posts to posts.
    fn is_hierarchical(self) -> bool {
        use Move::{Above, Leaves, Roots, Superiors, Under, Units};
        matches!(self, Superiors | Units | Above | Under | Roots | Leaves)
    }
}

/// From two sets to another.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Join {
    /// The nearest shared superiors.
    Meet,
    /// The nearest shared predecessors.
    Common,
    /// All on any way from the one to the other.
    Between,
}

/// What a walk keeps to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Along {
    /// The lines; all where there is none.
    pub lines: Vec<String>,
    /// The kinds of transition; all where there is none.
    pub via: Vec<TransitionKind>,
    /// How many levels or steps.
    pub depth: Option<u32>,
}

impl fmt::Display for Along {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sep = " ";
        for word in self.lines.iter().cloned().chain(self.via.iter().map(ToString::to_string)) {
            write!(f, "{sep}{word}")?;
            sep = ", ";
        }
        match self.depth {
            Some(depth) => write!(f, "{sep}depth {depth}"),
            None => Ok(()),
        }
    }
}

/// How a part of an expression looks at the graph otherwise than its surroundings.
#[derive(Clone, PartialEq, Debug)]
pub enum ContextChange {
    /// As of other days.
    AsOf(When),
    /// At any time.
    AnyTime,
    /// The merely possible with the rest.
    Loosely,
    /// According to these sources.
    According(Vec<String>),
    /// Without these sources.
    Without(Vec<String>),
    /// Known by then.
    KnownBy(When),
}

impl fmt::Display for ContextChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ContextChange::AsOf(when) => write!(f, "as of {when}"),
            ContextChange::AnyTime => f.write_str("at any time"),
            ContextChange::Loosely => f.write_str("with the possible"),
            ContextChange::According(sources) => write!(f, "according to {}", sources.join(", ")),
            ContextChange::Without(sources) => write!(f, "without {}", sources.join(", ")),
            ContextChange::KnownBy(when) => write!(f, "known by {when}"),
        }
    }
}

/// Which answer the members of a set have.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Grade {
    /// No.
    Absent,
    /// Possible.
    Possible,
    /// Presumed.
    Presumed,
    /// Certain.
    Certain,
}

/// A resolved expression.
#[derive(Clone, Debug)]
pub enum Plan {
    /// The empty set.
    Nothing(Sort),
    /// Things that were named.
    Items(Sort, Runs),
    /// All that the slice shows.
    Every(Sort),
    /// All that the slice shows and that pass.
    Where(Sort, Test),
    /// Those of a set that pass every test.
    Keep(Box<Plan>, Vec<Test>),
    /// From a set to another.
    Move(Move, Along, Box<Plan>),
    /// From two sets to another; of [`Join::Common`], from two or more.
    Join(Join, Along, Vec<Plan>),
    /// Two sets put together.
    Pair(Pairing, Box<Plan>, Box<Plan>),
    /// What the slice shows and is not in the set.
    Not(Box<Plan>),
    /// Those of a set with one answer.
    Graded(Grade, Box<Plan>),
    /// The set in another slice.
    In(ContextChange, Box<Plan>),
}

impl Plan {
    /// What the set is a set of.
    pub fn sort(&self) -> Sort {
        match self {
            Plan::Nothing(sort)
            | Plan::Items(sort, _)
            | Plan::Every(sort)
            | Plan::Where(sort, _)
            | Plan::Move(Move::Related(sort), ..) => *sort,
            Plan::Move(
                Move::Holders
                | Move::Members(_)
                | Move::Colleagues
                | Move::HeldTogether
                | Move::Concurrent
                | Move::Attended,
                ..,
            ) => Sort::People,
            Plan::Move(Move::Seats | Move::Career | Move::Tenures, ..) => Sort::Claims,
            Plan::Move(Move::Vacant, ..) => Sort::Posts,
            Plan::Move(Move::Longest, _, plan) => plan.sort(),
            // Organs stand under organs, and posts report to posts.
            Plan::Move(step, _, of) if step.is_hierarchical() => of.sort(),
            Plan::Join(Join::Meet, _, sets) => sets.first().map_or(Sort::Organs, Plan::sort),
            Plan::Move(..) | Plan::Join(..) => Sort::Organs,
            Plan::Keep(plan, _)
            | Plan::Pair(_, plan, _)
            | Plan::Not(plan)
            | Plan::Graded(_, plan)
            | Plan::In(_, plan) => plan.sort(),
        }
    }

    /// The grade that all of a set have, where it was asked for: `possible() & x` too is of the
    /// possible alone.
    pub fn grade(&self) -> Option<Grade> {
        match self {
            Plan::Graded(grade, _) => Some(*grade),
            Plan::Pair(Pairing::And, a, b) => a.grade().or_else(|| b.grade()),
            Plan::Pair(Pairing::Minus, inner, _) | Plan::Keep(inner, _) | Plan::In(_, inner) => {
                inner.grade()
            }
            _ => None,
        }
    }

    /// Whether all that it finds are tenures and seats.
    pub fn is_of_services(&self) -> bool {
        match self {
            Plan::Move(Move::Seats | Move::Career | Move::Tenures, ..) => true,
            Plan::Move(Move::Longest, _, inner)
            | Plan::Keep(inner, _)
            | Plan::Graded(_, inner)
            | Plan::In(_, inner)
            | Plan::Pair(Pairing::Minus, inner, _) => inner.is_of_services(),
            Plan::Pair(Pairing::And, a, b) => a.is_of_services() || b.is_of_services(),
            Plan::Pair(Pairing::Or, a, b) => a.is_of_services() && b.is_of_services(),
            _ => false,
        }
    }

    /// Whether it finds nothing that the slice does not show.
    pub(super) fn is_shown(&self) -> bool {
        match self {
            Plan::Nothing(_) | Plan::Every(_) | Plan::Where(..) | Plan::Not(_) => true,
            Plan::Keep(inner, tests) => {
                inner.is_shown() || tests.iter().any(|test| matches!(test, Test::Shown))
            }
            Plan::Pair(Pairing::And, a, b) => a.is_shown() || b.is_shown(),
            Plan::Pair(Pairing::Or, a, b) => a.is_shown() && b.is_shown(),
            Plan::Pair(Pairing::Minus, a, _) => a.is_shown(),
            _ => false,
        }
    }

    /// The parts, from left to right.
    pub fn parts(&self) -> Vec<&Plan> {
        match self {
            Plan::Nothing(_) | Plan::Items(..) | Plan::Every(_) | Plan::Where(..) => Vec::new(),
            Plan::Join(_, _, sets) => sets.iter().collect(),
            Plan::Pair(_, a, b) => vec![a, b],
            Plan::Keep(a, _)
            | Plan::Move(_, _, a)
            | Plan::Not(a)
            | Plan::Graded(_, a)
            | Plan::In(_, a) => vec![a],
        }
    }
}
