//! Slices: the graph at a date, in a perspective, with an answer and a reason for everything.
//!
//! A slice is cheap to make: every answer is worked out when it is asked for, from the claims of
//! the one item that it is about.

use std::fmt;

use super::caches::{Caches, Tables};
use super::index::{Class, Item, NodeIx};
use super::org_graph::{FactRef, OrgGraph, RelationRef, TransitionRef, UnderRef};
use super::perspective::Perspective;
use super::tables::{FactRow, Field};
use crate::model::{Modality, TransitionKind};
use crate::time::{Answer, Day, Period, Reason, When};

/// From which answer on a slice shows and walks things.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Threshold {
    /// The possible, the presumed and the certain.
    Possible,
    /// The presumed and the certain.
    #[default]
    Presumed,
    /// The certain alone.
    Certain,
}

impl Threshold {
    /// The least answer that passes.
    pub fn least(self) -> Answer {
        match self {
            Threshold::Possible => Answer::Possible,
            Threshold::Presumed => Answer::Presumed,
            Threshold::Certain => Answer::Certain,
        }
    }
}

/// The graph at a date, in a perspective.
#[derive(Clone, Debug)]
pub struct Slice<'g> {
    graph: &'g OrgGraph,
    caches: Caches<'g>,
    when: Option<When>,
    perspective: Perspective,
    threshold: Threshold,
    /// By number of line; `None` for all lines.
    lines: Option<Vec<bool>>,
    /// The kinds of transition that are not walked, as bits.
    refused_kinds: u16,
}

/// Why an answer is what it is, in words without a capital.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum Why {
    /// No date was asked about.
    AnyTime,
    /// Nothing that counts in the perspective speaks of it.
    Unsaid,
    /// No claim that counts has a date.
    Undated,
    /// The preferred claim that counts, for the days asked about.
    Dated(Reason),
    /// The same, of a claim that is a plan or a forecast.
    NotHeld(Modality, Reason),
    /// A plan or a forecast without a date.
    NotHeldUndated(Modality),
    /// Its own end is not recorded, but it cannot have outlived this.
    Outlived(Class),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::AnyTime => f.write_str("at any time"),
            Why::Unsaid => f.write_str("no source that counts here speaks of it"),
            Why::Undated => f.write_str("no date at all"),
            Why::Dated(reason) => write!(f, "{reason}"),
            Why::NotHeld(modality, reason) => write!(f, "only {modality}: {reason}"),
            Why::NotHeldUndated(modality) => write!(f, "only {modality}"),
            Why::Outlived(class) => {
                write!(f, "not recorded for then, when the {class} did not exist")
            }
        }
    }
}

impl<'g> Caches<'g> {
    /// The graph at a date (`None`: at any time), where all claims count that `perspective` takes. What the slice
    /// works out is kept for the others.
    #[must_use]
    pub fn slice(
        &self,
        when: Option<When>,
        perspective: Perspective,
        threshold: Threshold,
    ) -> Slice<'g> {
        let (graph, caches) = (self.graph(), self.clone());
        Slice { graph, caches, when, perspective, threshold, lines: None, refused_kinds: 0 }
    }
}

impl<'g> Slice<'g> {
    /// The graph at a date (`None`: at any time), where all claims count that `perspective` takes.
    pub fn new(
        graph: &'g OrgGraph,
        when: Option<When>,
        perspective: Perspective,
        threshold: Threshold,
    ) -> Self {
        Caches::new(graph).slice(when, perspective, threshold)
    }

    /// The whole graph: every claim, at any time.
    pub fn all(graph: &'g OrgGraph) -> Self {
        Slice::new(graph, None, Perspective::all(), Threshold::Possible)
    }

    /// The same slice, walked along some lines only.
    #[must_use]
    pub fn along(mut self, lines: &[impl AsRef<str>]) -> Self {
        let wanted = |line: &str| lines.iter().any(|wanted| wanted.as_ref() == line);
        let count = self.graph.lines.list().len() as u16;
        let main = self.graph.main_line();
        let name = |line: u16| match self.graph.lines.get(u32::from(line)) {
            "" => main,
            line => line,
        };
        self.lines =
            (!lines.is_empty()).then(|| (0..count).map(|line| wanted(name(line))).collect());
        self
    }

    /// The same slice, whose lineage is walked through some kinds of transition only.
    #[must_use]
    pub fn via(mut self, kinds: &[TransitionKind]) -> Self {
        let wanted = kinds.iter().fold(0u16, |bits, kind| bits | 1 << *kind as u16);
        self.refused_kinds = if kinds.is_empty() { 0 } else { !wanted };
        self
    }

    /// The same slice at another date.
    #[must_use]
    pub fn at(mut self, when: Option<When>) -> Self {
        self.when = when;
        self
    }

    /// What is kept for this slice and those that share it.
    pub fn caches(&self) -> &Caches<'g> {
        &self.caches
    }

    #[inline]
    pub(super) fn tables(&self) -> &Tables {
        &self.caches.tables
    }

    /// All claims at any time, from some answer on: what is kept is worked out in it.
    pub(super) fn of_all_claims(&self, threshold: Threshold) -> Slice<'g> {
        self.caches.slice(None, Perspective::all(), threshold)
    }

    /// The graph.
    pub fn graph(&self) -> &'g OrgGraph {
        self.graph
    }

    /// The days asked about.
    pub fn when(&self) -> Option<When> {
        self.when
    }

    /// Which claims count.
    pub fn perspective(&self) -> &Perspective {
        &self.perspective
    }

    /// From which answer on things are shown and walked.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// Whether an answer is enough to be shown and walked.
    #[inline]
    pub fn shows(&self, answer: Answer) -> bool {
        answer >= self.threshold.least()
    }

    // Which claims count.

    #[inline]
    fn counts(&self, fact: &FactRow) -> bool {
        self.perspective.counts(self.graph, fact.cites, fact.modality)
    }

    /// Whether the entry of an item counts: what it says without further claims.
    #[inline]
    pub fn counts_item(&self, item: Item) -> bool {
        self.perspective.is_all()
            || self.perspective.counts(
                self.graph,
                self.graph.item_cites(item),
                self.graph.modality(item),
            )
    }

    /// The claims about a field of an item that count, the preferred first.
    pub fn facts(
        &self,
        item: Item,
        field: Field,
    ) -> impl Iterator<Item = FactRef<'g>> + use<'g, '_> {
        let graph = self.graph;
        let counts =
            move |fact: &FactRef<'g>| self.perspective.counts(graph, fact.cites, fact.modality);
        graph.facts_of(item, field).filter(counts)
    }

    /// Whether anything that counts speaks of a node: its entry, a claim, or a relation to another.
    pub fn attested(&self, node: NodeIx) -> bool {
        if self.perspective.is_all() {
            return true;
        }
        let graph = self.graph;
        let item = Item::Node(node);
        let counts = |item| self.counts_item(item);
        counts(item)
            || graph.fact_rows(item).iter().any(|fact| self.counts(fact))
            || graph.relations_from(node).any(|tie| counts(Item::Tie(tie.ix)))
            || graph.relations_to(node).any(|tie| counts(Item::Tie(tie.ix)))
            || (graph.class(node) == Class::Organ
                && (graph.unders(node).any(|under| counts(Item::Under(under.ix)))
                    || graph.units(node).any(|under| counts(Item::Under(under.ix)))
                    || graph.transitions_from(node).any(|step| counts(Item::Transition(step.ix)))
                    || graph.transitions_into(node).any(|step| counts(Item::Transition(step.ix)))))
    }

    // Answers.

    /// The preferred claim that counts about an item's date: one that was held before any plan or
    /// forecast.
    #[inline]
    fn date_row(&self, item: Item, field: Field) -> Option<&'g FactRow> {
        let rows = self.graph.fact_rows(item);
        let mut planned = None;
        for row in rows.iter().filter(|row| row.field == field) {
            if !self.perspective.is_all() && !self.counts(row) {
                continue;
            }
            if row.modality.is_held() {
                return Some(row);
            }
            planned = planned.or(Some(row));
        }
        planned
    }

    /// The dates of an item by the preferred claim that counts.
    pub fn period(&self, item: Item) -> Option<Period> {
        self.date_row(item, Field::Date).map(|row| row.period)
    }

    /// The dates of an item and how they are said, by the preferred claim that counts.
    pub(super) fn dating(&self, item: Item) -> (Option<Period>, Modality) {
        match self.date_row(item, Field::Date) {
            Some(row) => (Some(row.period), row.modality),
            None => (None, self.graph.modality(item)),
        }
    }

    fn dated(&self, item: Item, undated: Answer) -> Answer {
        let row = self.date_row(item, Field::Date);
        let held = row.map_or(self.graph.modality(item), |row| row.modality).is_held();
        let answer = match (self.when, row) {
            (None, _) => Answer::Certain,
            (Some(when), Some(row)) => row.period.answer(when),
            (Some(_), None) => undated,
        };
        if held { answer } else { answer.min(Answer::Possible) }
    }

    fn dated_why(&self, item: Item) -> Why {
        let row = self.date_row(item, Field::Date);
        let modality = row.map_or(self.graph.modality(item), |row| row.modality);
        match (self.when, row) {
            (Some(when), Some(row)) if modality.is_held() => Why::Dated(row.period.why(when)),
            (Some(when), Some(row)) => Why::NotHeld(modality, row.period.why(when)),
            _ if !modality.is_held() => Why::NotHeldUndated(modality),
            (None, _) => Why::AnyTime,
            (Some(_), None) => Why::Undated,
        }
    }

    /// Whether a node existed then (an event: was held then).
    #[inline]
    pub fn answer(&self, node: NodeIx) -> Answer {
        if !self.attested(node) {
            return Answer::No;
        }
        match self.graph.class(node) {
            Class::Person => self.alive(node),
            // A post without dates of its own is as old as what is said of it.
            Class::Post => self.dated(Item::Node(node), Answer::Certain),
            Class::Organ | Class::Event => self.dated(Item::Node(node), Answer::Possible),
        }
    }

    /// The answer of [`Slice::answer`] in words.
    pub fn why(&self, node: NodeIx) -> Why {
        if self.attested(node) { self.dated_why(Item::Node(node)) } else { Why::Unsaid }
    }

    /// A person without dates is not denied: only a recorded death or birth does that.
    fn alive(&self, person: NodeIx) -> Answer {
        let Some(when) = self.when else { return Answer::Certain };
        let item = Item::Node(person);
        let born = self.date_row(item, Field::Born).map(|row| row.period.start());
        let died = self.date_row(item, Field::Died).map(|row| row.period.end());
        let unborn = born.is_some_and(|born| born.earliest > when.to);
        let dead = died.is_some_and(|died| died.latest < when.from);
        if unborn || dead { Answer::No } else { Answer::Certain }
    }

    /// Whether an organ stood under another then. A relation without a date held for as long as
    /// both organs did.
    pub fn under_answer(&self, under: &UnderRef<'_>) -> Answer {
        if !self.counts_item(Item::Under(under.ix)) {
            return Answer::No;
        }
        self.dated(Item::Under(under.ix), Answer::Certain)
            .min(self.answer(under.unit))
            .min(self.answer(under.superior))
    }

    /// The answer of [`Slice::under_answer`] in words.
    pub fn under_why(&self, under: &UnderRef<'_>) -> Why {
        let item = Item::Under(under.ix);
        if !self.counts_item(item) {
            return Why::Unsaid;
        }
        let own = self.dated(item, Answer::Certain);
        let (unit, superior) = (self.answer(under.unit), self.answer(under.superior));
        match self.dated_why(item) {
            why if own < unit.min(superior) => why,
            Why::Undated if unit <= superior => self.why(under.unit),
            Why::Undated => self.why(under.superior),
            _ if unit < own => self.why(under.unit),
            _ if superior < own => self.why(under.superior),
            why => why,
        }
    }

    /// Whether a tie held then. An undated seat or tenure is possible; where a post belongs and who
    /// met is not a matter of dates of its own.
    pub fn relation_answer(&self, tie: &RelationRef) -> Answer {
        use super::RelationKind::*;
        let item = Item::Tie(tie.ix);
        if !self.counts_item(item) {
            return Answer::No;
        }
        match tie.kind {
            Tenure | Seat => match self.dated(item, Answer::Possible) {
                Answer::Certain => Answer::Certain,
                _ if self.outlived(tie).is_some() => Answer::No,
                answer => answer,
            },
            PostOf => self.dated(item, Answer::Certain),
            Met | CalledBy | Attended => {
                let event = if tie.kind == Attended { tie.to } else { tie.from };
                self.dated(item, Answer::Certain).min(self.answer(event))
            }
        }
    }

    /// The person, the post or the organ of a tenure or a seat that did not exist then: where the
    /// end of a tenure is not recorded, it is not presumed to have outlived them.
    fn outlived(&self, tie: &RelationRef) -> Option<Class> {
        let posts =
            self.graph.relations_from(tie.to).filter(|tie| tie.kind == super::RelationKind::PostOf);
        let organs = posts.map(|tie| tie.to);
        let gone = |node: &NodeIx| self.answer(*node) == Answer::No;
        [tie.from, tie.to].into_iter().chain(organs).find(gone).map(|node| self.graph.class(node))
    }

    /// The answer of [`Slice::relation_answer`] in words.
    pub fn relation_why(&self, tie: &RelationRef) -> Why {
        use super::RelationKind::*;
        let item = Item::Tie(tie.ix);
        if !self.counts_item(item) {
            return Why::Unsaid;
        }
        match (tie.kind, self.dated_why(item)) {
            (Tenure | Seat, why) if self.dated(item, Answer::Possible) < Answer::Certain => {
                self.outlived(tie).map_or(why, Why::Outlived)
            }
            (PostOf, Why::Undated) => Why::AnyTime,
            (Met | CalledBy, Why::Undated) => self.why(tie.from),
            (Attended, Why::Undated) => self.why(tie.to),
            (_, why) => why,
        }
    }

    /// Whether a transition had happened by the end of the days asked about.
    pub fn transition_answer(&self, transition: &TransitionRef<'_>) -> Answer {
        let item = Item::Transition(transition.ix);
        if !self.counts_item(item) || self.refused_kinds >> (transition.kind as u16) & 1 == 1 {
            return Answer::No;
        }
        let row = self.date_row(item, Field::Date);
        let held = row.map_or(transition.modality, |row| row.modality).is_held();
        let answer = match (self.when, row) {
            (None, _) => Answer::Certain,
            (Some(_), None) => Answer::Possible,
            (Some(when), Some(row)) if row.period.end().latest <= when.to => Answer::Certain,
            (Some(when), Some(row)) if row.period.start().earliest <= when.to => Answer::Possible,
            (Some(_), Some(_)) => Answer::No,
        };
        if held { answer } else { answer.min(Answer::Possible) }
    }

    /// The days on which a transition may have happened: all of them where it has no date.
    pub fn transition_days(&self, transition: &TransitionRef<'_>) -> (Day, Day) {
        let row = self.date_row(Item::Transition(transition.ix), Field::Date);
        row.map_or((Day::MIN, Day::MAX), |row| row.period.possible_days())
    }

    // The next step of every walk.

    #[inline]
    fn along_line(&self, under: &UnderRef<'_>) -> bool {
        let line = self.graph.unders[under.ix.index()].line;
        self.lines.as_ref().is_none_or(|lines| lines[usize::from(line)])
    }

    /// What an organ stood under, with the answers.
    pub fn superiors(
        &self,
        organ: NodeIx,
    ) -> impl Iterator<Item = (UnderRef<'g>, Answer)> + Clone + use<'g, '_> {
        let graph = self.graph;
        graph.unders(organ).filter_map(move |under| self.shown(under))
    }

    /// What stood under an organ, with the answers.
    pub fn units(
        &self,
        organ: NodeIx,
    ) -> impl DoubleEndedIterator<Item = (UnderRef<'g>, Answer)> + Clone + use<'g, '_> {
        let graph = self.graph;
        graph.units(organ).filter_map(move |under| self.shown(under))
    }

    /// Whether walks follow every line.
    pub(super) fn walks_all_lines(&self) -> bool {
        self.lines.is_none()
    }

    /// Whether no claim and no answer keeps anything from being shown.
    #[inline]
    pub(super) fn shows_everything(&self) -> bool {
        self.when.is_none() && self.perspective.is_all() && self.threshold == Threshold::Possible
    }

    /// Whether every step of the lineage is walked.
    #[inline]
    pub(super) fn walks_all_steps(&self) -> bool {
        self.shows_everything() && self.refused_kinds == 0
    }

    /// Whether a unit shows below its superior, which is known to show itself.
    #[inline]
    pub(super) fn shows_below(&self, under: &UnderRef<'_>) -> bool {
        let item = Item::Under(under.ix);
        self.along_line(under)
            && self.counts_item(item)
            && self.shows(self.dated(item, Answer::Certain))
            && self.shows(self.answer(under.unit))
    }

    #[inline]
    fn shown(&self, under: UnderRef<'g>) -> Option<(UnderRef<'g>, Answer)> {
        let answer = if self.along_line(&under) { self.under_answer(&under) } else { Answer::No };
        self.shows(answer).then_some((under, answer))
    }

    /// The organs that the slice shows.
    pub fn organs(&self) -> impl Iterator<Item = (NodeIx, Answer)> + use<'g, '_> {
        self.nodes(Class::Organ)
    }

    /// The nodes of a class that the slice shows.
    pub fn nodes(&self, class: Class) -> impl Iterator<Item = (NodeIx, Answer)> + use<'g, '_> {
        let answers = self.graph.nodes(class).map(|node| (node, self.answer(node)));
        answers.filter(|(_, answer)| self.shows(*answer))
    }

    /// The organs that the slice shows and that stand under none that it shows.
    pub fn roots(&self) -> impl Iterator<Item = NodeIx> + use<'g, '_> {
        let nodes = self.organs().map(|(node, _)| node);
        nodes.filter(|&node| self.superiors(node).next().is_none())
    }
}
