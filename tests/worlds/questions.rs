//! Random questions, and whether each is so in one world.

use super::claims::Perspective;
use super::dates::{DAYS, any_day, day, two_days};
use super::models::{BODY, OTHER_POST, POST, Relation, Shape, World};
use super::places::PLACES;
use super::random::Random;

/// What a question is about, for the count of wrong answers.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    Existence,
    ExistenceInSeveralDays,
    ExistenceInOneOfSeveralDays,
    Founded,
    Units,
    Chains,
    ChainsInSeveralDays,
    RootsAndLeaves,
    Negation,
    Nested,
    Holders,
    HoldersInSeveralDays,
    Successors,
    Predecessors,
    Lines,
    ChangedEndedAbsent,
    Tree,
    Who,
    Roster,
    Headline,
    LineageWays,
    LineageSteps,
    Diff,
    Timeline,
    Check,
    Renames,
    Vacant,
    Concurrent,
    HeldTogether,
    CoNamed,
    Places,
    PlacesInSeveralDays,
}

/// A set of the language. Its text and its meaning are written side by side.
#[derive(Clone, Debug)]
enum Set {
    /// All organs that are there.
    All,
    /// One organ, if it is there.
    One(usize),
    Existed(i8),
    At(Box<Set>, i8),
    Not(Box<Set>),
    And(Box<Set>, Box<Set>),
    Or(Box<Set>, Box<Set>),
    Minus(Box<Set>, Box<Set>),
    Units(usize, Line),
    Superiors(usize, Line),
    Under(usize, Line),
    Above(usize, Line),
    Ended(i8, i8),
    Changed(i8, i8),
    Absent(usize),
    Roots,
    Leaves,
    Founded(i8, i8),
    Holders,
    Members,
    /// A post that nobody holds, if it is there.
    Vacant(usize),
    /// Who holds both posts.
    Concurrent,
    /// Who serves in the organ together with one person, or with anybody.
    HeldTogether(Option<usize>),
    /// What is called as another organ is.
    CoNamed,
    Place(usize),
    Successors(usize),
    Predecessors(usize),
}

/// All lines, the main one or the other one.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Line {
    All,
    Main,
    Other,
}

impl Line {
    fn any(random: &mut Random) -> Line {
        if random.once_in(2) { Line::Main } else { Line::Other }
    }

    fn text(self) -> &'static str {
        match self {
            Line::All => "",
            Line::Main => ", part_of",
            Line::Other => ", guided_by",
        }
    }

    fn has(self, relation: Relation) -> bool {
        match self {
            Line::All => true,
            Line::Main => relation.is_main,
            Line::Other => !relation.is_main,
        }
    }
}

pub(crate) struct Question {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) as_of: Option<String>,
    pub(crate) seen: Perspective,
    /// Each reading of the date asked about: a list of days on one of which it is to be so.
    readings: Vec<Vec<i8>>,
    set: Set,
    shape: Shape,
}

/// Some questions to a model.
pub(crate) fn some(random: &mut Random, shape: Shape, count: usize) -> Vec<Question> {
    (0..count).map(|_| any(random, shape)).collect()
}

fn any(random: &mut Random, shape: Shape) -> Question {
    let thing = random.below(shape.things().len());
    let several = random.once_in(3);
    let (kind, set) = match shape {
        Shape::Posts if random.once_in(2) => at_one_time(random, thing),
        Shape::Names if random.once_in(2) => (Kind::CoNamed, negated(random, Set::CoNamed)),
        Shape::Posts => {
            let kind = if several { Kind::HoldersInSeveralDays } else { Kind::Holders };
            (kind, if random.once_in(3) { Set::Members } else { Set::Holders })
        }
        Shape::Lineage if random.once_in(2) => (Kind::Successors, Set::Successors(thing)),
        Shape::Lineage => (Kind::Predecessors, Set::Predecessors(thing)),
        Shape::Levels => level_set(random, thing),
        // What tells two dates of an organ apart is no question about posts.
        Shape::Reports => loop {
            let (kind, set) = level_set(random, thing);
            if !set.is_about_changes() {
                break (kind, set);
            }
        },
        Shape::Places => {
            let kind = if several { Kind::PlacesInSeveralDays } else { Kind::Places };
            (kind, Set::Place(random.below(PLACES.len())))
        }
        Shape::Names => {
            let (one, other) = two_days(random);
            (Kind::Renames, Set::Changed(one, other))
        }
    };
    let (first, last) = two_days(random);
    let one = any_day(random);
    let (as_of, readings) = match kind {
        Kind::Founded | Kind::Successors | Kind::Predecessors | Kind::Renames => {
            (None, vec![vec![]])
        }
        Kind::ChangedEndedAbsent if !matches!(set, Set::Absent(_)) => (None, vec![vec![]]),
        Kind::ExistenceInSeveralDays
        | Kind::ChainsInSeveralDays
        | Kind::HoldersInSeveralDays
        | Kind::PlacesInSeveralDays => {
            (Some(format!("{}/{}", day(first), day(last))), vec![(first..=last).collect()])
        }
        Kind::ExistenceInOneOfSeveralDays => {
            (Some(format!("[{},{}]", day(first), day(last))), vec![vec![first], vec![last]])
        }
        // What is in a set on one of several days may be out of it on another.
        Kind::Vacant | Kind::Concurrent | Kind::HeldTogether | Kind::CoNamed
            if several && !matches!(set, Set::Not(_)) =>
        {
            match random.once_in(2) {
                true => {
                    (Some(format!("[{},{}]", day(first), day(last))), vec![vec![first], vec![last]])
                }
                false => {
                    let days = (first..=last).collect();
                    (Some(format!("{}/{}", day(first), day(last))), vec![days])
                }
            }
        }
        _ => (Some(day(one)), vec![vec![one]]),
    };
    // Whom no source names that counts is not among the people.
    let is_of_people = matches!(kind, Kind::Concurrent | Kind::HeldTogether);
    let seen = match is_of_people && matches!(set, Set::Not(_)) {
        true => Perspective::All,
        false => Perspective::any(random),
    };
    Question { kind, text: set.text(shape), as_of, seen, readings, set, shape }
}

/// What was so of posts and people at one time.
fn at_one_time(random: &mut Random, thing: usize) -> (Kind, Set) {
    let (kind, set) = match random.below(4) {
        0 | 1 => {
            let post = if random.once_in(3) { OTHER_POST } else { POST };
            (Kind::Vacant, Set::Vacant(post))
        }
        2 => (Kind::Concurrent, Set::Concurrent),
        _ => (Kind::HeldTogether, Set::HeldTogether((!random.once_in(3)).then_some(thing))),
    };
    (kind, negated(random, set))
}

/// A set, or once in a while all that is not in it.
fn negated(random: &mut Random, set: Set) -> Set {
    if random.once_in(4) { Set::Not(Box::new(set)) } else { set }
}

fn level_set(random: &mut Random, thing: usize) -> (Kind, Set) {
    let (first, last) = two_days(random);
    match random.below(18) {
        0 => (Kind::Existence, Set::All),
        1 => (Kind::ExistenceInSeveralDays, Set::All),
        2 => (Kind::ExistenceInOneOfSeveralDays, Set::All),
        3 => (Kind::Founded, Set::Founded(first, last)),
        4 => (
            Kind::Units,
            if random.once_in(2) {
                Set::Units(thing, Line::All)
            } else {
                Set::Superiors(thing, Line::All)
            },
        ),
        5 => (
            Kind::Chains,
            if random.once_in(2) {
                Set::Under(thing, Line::All)
            } else {
                Set::Above(thing, Line::All)
            },
        ),
        6 => (
            Kind::ChainsInSeveralDays,
            if random.once_in(2) {
                Set::Under(thing, Line::All)
            } else {
                Set::Above(thing, Line::All)
            },
        ),
        7 => (Kind::RootsAndLeaves, if random.once_in(2) { Set::Roots } else { Set::Leaves }),
        8 | 9 => (Kind::Negation, negation(random)),
        14 | 15 => {
            let line = Line::any(random);
            let set = match random.below(4) {
                0 => Set::Units(thing, line),
                1 => Set::Superiors(thing, line),
                2 => Set::Under(thing, line),
                _ => Set::Above(thing, line),
            };
            (Kind::Lines, set)
        }
        16 | 17 => {
            let set = match random.below(3) {
                0 => Set::Ended(first, last),
                1 => Set::Changed(first, last),
                _ => Set::Absent(thing),
            };
            (Kind::ChangedEndedAbsent, set)
        }
        _ => (Kind::Nested, nested(random, 3)),
    }
}

fn leaf(random: &mut Random) -> Set {
    let thing = random.below(Shape::Levels.things().len());
    match random.below(6) {
        0 => Set::One(thing),
        1 | 2 => Set::Existed(any_day(random)),
        3 => Set::Under(thing, Line::All),
        4 => Set::Above(thing, Line::All),
        _ => Set::All,
    }
}

fn negation(random: &mut Random) -> Set {
    let (a, b) = (leaf(random), leaf(random));
    match random.once_in(3) {
        true => Set::Not(Box::new(a)),
        false => Set::Minus(Box::new(a), Box::new(b)),
    }
}

fn nested(random: &mut Random, depth: usize) -> Set {
    let part = |random: &mut Random| match depth {
        0 => Box::new(leaf(random)),
        _ => Box::new(nested(random, depth - 1)),
    };
    match random.below(8) {
        0 => Set::Not(part(random)),
        1 | 2 => Set::Minus(part(random), part(random)),
        3 => Set::And(part(random), part(random)),
        4 => Set::Or(part(random), part(random)),
        5 => Set::At(part(random), any_day(random)),
        _ => leaf(random),
    }
}

impl Question {
    pub(crate) fn things(&self) -> &'static [&'static str] {
        match self.shape {
            Shape::Posts if self.kind == Kind::Vacant => &["h", "k", "p", "o", "q"],
            Shape::Names if self.kind == Kind::CoNamed => &["n", "m"],
            shape => shape.things(),
        }
    }

    /// The ways in which the date asked about may be meant.
    pub(crate) fn readings(&self) -> &[Vec<i8>] {
        &self.readings
    }

    /// Whether one fact decides it, so that the answer is to be exact.
    pub(crate) fn is_single(&self) -> bool {
        use Kind::*;
        matches!(self.kind, Existence | ExistenceInOneOfSeveralDays)
    }

    /// Whether a thing is found in a world, on one of the days.
    pub(crate) fn holds(&self, world: &World, days: &[i8], thing: usize) -> bool {
        match days {
            [] => self.set.has(world, 0, thing),
            days => days.iter().any(|day| self.set.has(world, *day, thing)),
        }
    }
}

impl Set {
    fn is_about_changes(&self) -> bool {
        matches!(self, Set::Changed(..))
    }

    fn text(&self, shape: Shape) -> String {
        let things = shape.things();
        let all = if shape == Shape::Reports { "posts()" } else { "organs()" };
        let of_all = if shape == Shape::Reports { "posts()" } else { "" };
        let text = |set: &Set| set.text(shape);
        match self {
            Set::All => all.into(),
            Set::One(thing) => format!("({} & {all})", things[*thing]),
            Set::Existed(on) if shape == Shape::Reports => {
                format!("({all} & existed({}))", day(*on))
            }
            Set::Existed(on) => format!("existed({})", day(*on)),
            Set::At(set, on) => format!("(({}) @ {})", text(set), day(*on)),
            Set::Not(set) => format!("~({})", text(set)),
            Set::And(a, b) => format!("({} & {})", text(a), text(b)),
            Set::Or(a, b) => format!("({} | {})", text(a), text(b)),
            Set::Minus(a, b) => format!("({} ~ {})", text(a), text(b)),
            Set::Units(thing, line) => format!("units({}{})", things[*thing], line.text()),
            Set::Superiors(thing, line) => format!("superiors({}{})", things[*thing], line.text()),
            Set::Under(thing, line) => format!("under({}{})", things[*thing], line.text()),
            Set::Above(thing, line) => format!("above({}{})", things[*thing], line.text()),
            Set::Roots => format!("roots({of_all})"),
            Set::Leaves => format!("leaves({of_all})"),
            Set::Founded(first, last) => {
                format!("{all} & founded({}/{})", day(*first), day(*last))
            }
            Set::Ended(first, last) => {
                format!("{all} & ended({}/{})", day(*first), day(*last))
            }
            Set::Changed(one, other) => {
                format!("organs() & changed({}, {})", day(*one), day(*other))
            }
            Set::Absent(thing) => format!("absent({})", things[*thing]),
            Set::Holders => "holders(p)".into(),
            Set::Members => "members(o)".into(),
            Set::Vacant(post) => format!("vacant({})", if *post == POST { "p" } else { "q" }),
            Set::Concurrent => "concurrent(p | q)".into(),
            Set::HeldTogether(Some(person)) => format!("held_together({})", things[*person]),
            Set::HeldTogether(None) => "held_together(o)".into(),
            Set::CoNamed => "co_named()".into(),
            Set::Place(place) => format!("(organs() & place(exact:{}))", PLACES[*place]),
            Set::Successors(thing) => format!("successors({})", things[*thing]),
            Set::Predecessors(thing) => format!("predecessors({})", things[*thing]),
        }
    }

    /// Whether a thing is of the sort of which it is a set.
    fn may_have(&self, thing: usize) -> bool {
        match self {
            Set::Vacant(_) => [POST, OTHER_POST].contains(&thing),
            Set::Concurrent | Set::HeldTogether(_) => thing < 2,
            _ => true,
        }
    }

    /// Whether it has a thing on a day in a world.
    fn has(&self, world: &World, on: i8, thing: usize) -> bool {
        let stood = |unit, superior, line| world.stood(unit, superior, line, on);
        match self {
            Set::All => world.is_there(thing, on),
            Set::One(one) => *one == thing && world.is_there(thing, on),
            Set::Existed(then) => world.is_there(thing, *then) && world.is_there(thing, on),
            Set::At(set, then) => set.has(world, *then, thing),
            Set::Not(set) => {
                set.may_have(thing) && world.is_there(thing, on) && !set.has(world, on, thing)
            }
            Set::And(a, b) => a.has(world, on, thing) && b.has(world, on, thing),
            Set::Or(a, b) => a.has(world, on, thing) || b.has(world, on, thing),
            Set::Minus(a, b) => a.has(world, on, thing) && !b.has(world, on, thing),
            Set::Units(of, line) => stood(thing, *of, *line),
            Set::Superiors(of, line) => stood(*of, thing, *line),
            Set::Under(of, line) => world.chain(thing, *of, *line, on),
            Set::Above(of, line) => world.chain(*of, thing, *line, on),
            Set::Ended(first, last) => {
                world.lives[thing].last().is_some_and(|day| (*first..=*last).contains(day))
            }
            Set::Changed(one, other) => world.differs(thing, *one, *other),
            Set::Absent(absent) => *absent == thing && !world.is_there(thing, on),
            Set::Roots => {
                world.is_there(thing, on)
                    && !(0..world.lives.len()).any(|one| stood(thing, one, Line::All))
            }
            Set::Leaves => {
                world.is_there(thing, on)
                    && !(0..world.lives.len()).any(|one| stood(one, thing, Line::All))
            }
            Set::Founded(first, last) => {
                world.lives[thing].first().is_some_and(|day| (*first..=*last).contains(day))
            }
            Set::Holders => stood(thing, POST, Line::All),
            Set::Members => world.served(thing, BODY, on),
            Set::Vacant(post) => {
                thing == *post
                    && world.is_there(*post, on)
                    && !(0..2).any(|person| stood(person, *post, Line::All))
            }
            Set::Concurrent => stood(thing, POST, Line::All) && stood(thing, OTHER_POST, Line::All),
            Set::HeldTogether(with) => {
                let served = |person| {
                    [POST, BODY, OTHER_POST].iter().any(|place| stood(person, *place, Line::All))
                };
                thing < 2
                    && (0..2).any(|other| {
                        other != thing
                            && with.is_none_or(|with| with == other)
                            && served(thing)
                            && served(other)
                    })
            }
            // The first of the names that are taken is that of the other organ.
            Set::CoNamed => thing < 2 && world.is_there(thing, on) && world.named(on).contains(&0),
            Set::Place(place) => world.was_at(*place, on),
            Set::Successors(of) => world.came_of(*of, thing, -1),
            Set::Predecessors(of) => world.came_of(thing, *of, -1),
        }
    }
}

impl World {
    pub(crate) fn is_there(&self, thing: usize, on: i8) -> bool {
        self.lives[thing].contains(&on)
    }

    /// Whether one thing stood under another on a day, and both were there.
    pub(crate) fn stood(&self, unit: usize, superior: usize, line: Line, on: i8) -> bool {
        let is_it = |(relation, days): &(Relation, Vec<i8>)| {
            (relation.from, relation.to) == (unit, superior)
                && line.has(*relation)
                && days.contains(&on)
        };
        self.is_there(unit, on) && self.is_there(superior, on) && self.relations.iter().any(is_it)
    }

    /// Whether somebody held the post or sat in the organ on a day: also as the holder of a post that has a seat there.
    pub(crate) fn served(&self, person: usize, place: usize, on: i8) -> bool {
        let by_virtue = place == BODY
            && self.stood(person, POST, Line::All, on)
            && self.stood(POST, BODY, Line::All, on);
        by_virtue || self.stood(person, place, Line::All, on)
    }

    /// Whether somebody held the post on a day on which it was vacant.
    pub(crate) fn is_held_while_vacant(&self) -> bool {
        let days = |is_it: fn(&Relation) -> bool| {
            let found = self.relations.iter().filter(move |(relation, _)| is_it(relation));
            found.flat_map(|(_, days)| days)
        };
        let is_vacancy = |relation: &Relation| (relation.from, relation.to) == (POST, POST);
        let is_tenure = |relation: &Relation| relation.from < POST && relation.to == POST;
        let is_vacant = |day: &i8| days(is_vacancy).any(|vacant| vacant == day);
        // Only people and posts have numbers from there on.
        self.lives.len() > POST + 1 && days(is_tenure).any(is_vacant)
    }

    /// The same by way of others, all on that day.
    fn chain(&self, unit: usize, superior: usize, line: Line, on: i8) -> bool {
        let through =
            |middle| self.stood(unit, middle, line, on) && self.chain(middle, superior, line, on);
        self.stood(unit, superior, line, on) || (0..self.lives.len()).any(through)
    }

    /// What a thing stood under, by superior and line.
    fn superiors(&self, unit: usize, on: i8) -> Vec<(usize, bool)> {
        let lines = [(Line::Main, true), (Line::Other, false)];
        let all =
            (0..self.lives.len()).flat_map(|of| lines.map(|(line, is_main)| (of, line, is_main)));
        let stood = all.filter(|(of, line, _)| self.stood(unit, *of, *line, on));
        stood.map(|(of, _, is_main)| (of, is_main)).collect()
    }

    /// Whether a thing stood under something else on the one day and on the other, and was there on both.
    pub(crate) fn moved(&self, thing: usize, one: i8, other: i8) -> bool {
        self.is_there(thing, one)
            && self.is_there(thing, other)
            && self.superiors(thing, one) != self.superiors(thing, other)
    }

    /// Whether a thing is not the same on the one day and on the other.
    fn differs(&self, thing: usize, one: i8, other: i8) -> bool {
        self.is_there(thing, one) != self.is_there(thing, other)
            || self.moved(thing, one, other)
            || (!self.names.is_empty() && self.is_renamed(one, other))
    }

    /// Whether one organ grew out of another by steps, none before `since` and none before the one before it.
    pub(crate) fn came_of(&self, from: usize, into: usize, since: i8) -> bool {
        self.relations.iter().any(|(relation, days)| {
            let Some(on) = days.first().copied() else { return false };
            relation.from == from
                && on >= since
                && (relation.to == into || self.came_of(relation.to, into, on))
        })
    }
}

// A question is never about the days before or after the calendar.
const _: () = assert!(DAYS >= 2);
