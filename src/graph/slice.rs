//! Slices: the graph at a date, in a perspective, with an answer and a reason for everything.
//!
//! A slice is cheap to make: every answer is worked out when it is asked for, from the claims of
//! the one item that it is about.

use std::fmt;

use super::caches::{Attestations, Caches, SliceTables, Vacated};
use super::index::{Class, Item, NodeIx};
use super::org_graph::{FactRef, OrgGraph, RelationRef, TransitionRef, UnderRef};
use super::perspective::Perspective;
use super::tables::{FactRow, Field, Trait};
use crate::model::{Lapse, Modality, TransitionKind};
use crate::time::{Answer, DateSpan, Day, LastDate, Period, Reason, When};

/// From which answer on a slice shows and walks things.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Threshold {
    /// The possible, the presumed and the certain.
    Possible,
    /// What is possible although no end that is not recorded has come: the dual of [`Threshold::Presumed`],
    /// for what must not be so. Of what existed it is the same as the possible.
    Unended,
    /// The possible, as far as it follows from recorded dates: a bound that is not recorded may lie on any day, and
    /// is not looked for. Else the same as the possible.
    Recorded,
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
            Threshold::Possible | Threshold::Unended | Threshold::Recorded => Answer::Possible,
            Threshold::Presumed => Answer::Presumed,
            Threshold::Certain => Answer::Certain,
        }
    }

    /// The threshold at which a thing must not be found for its contrary to be found at this one: what is
    /// certainly not so is not even possible.
    #[must_use]
    pub fn dual(self) -> Threshold {
        match self {
            Threshold::Certain => Threshold::Possible,
            Threshold::Presumed => Threshold::Unended,
            Threshold::Unended => Threshold::Presumed,
            Threshold::Possible | Threshold::Recorded => Threshold::Certain,
        }
    }

    /// Whether what passes is so in every world that counts, not in some only.
    #[must_use]
    pub fn is_sure(self) -> bool {
        self >= Threshold::Presumed
    }
}

/// The graph at a date, in a perspective.
///
/// ```
/// use organigram::graph::{Builder, Slice};
/// use organigram::time::{Answer, When};
///
/// let graph = Builder::from_model(ron::from_str(r#"Model(organs: {
///     "board": Organ(existence: "1950/1971"),
/// })"#)?);
/// let at = |year| Slice::all(&graph).at(Some(When::parse(year).unwrap()));
/// let board = graph.node("board").unwrap();
/// assert_eq!(at("1960").answer(board), Answer::Certain);
/// assert_eq!(at("1980").answer(board), Answer::No);
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Slice<'g> {
    graph: &'g OrgGraph,
    caches: Caches<'g>,
    when: Option<When>,
    perspective: Perspective,
    attestations: Attestations,
    vacated: Vacated,
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
    /// The same, where the end is not recorded and the days are after the last at which it is attested.
    Presumed(Reason, LastDate),
    /// The same, too long after it: the time for which it is presumed.
    Lapsed(Reason, Option<LastDate>, Lapse),
    /// The same, of a claim that is a plan or a forecast.
    NotHeld(Modality, Reason),
    /// A plan or a forecast without a date.
    NotHeldUndated(Modality),
    /// By its own dates it held, but the person, the post or the organ was not there, or may not have been.
    Outlived(Class),
    /// By its own dates the post may have been held, but a source says that it was vacant then.
    Vacant,
    /// The relation and its two ends were there, but on no day together.
    NotTogether,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::AnyTime => f.write_str("at any time"),
            Why::Unsaid => f.write_str("no source that counts here speaks of it"),
            Why::Undated => f.write_str("no date at all"),
            Why::Dated(reason) => write!(f, "{reason}"),
            Why::Presumed(reason, last) => write!(f, "{reason}; last attested {last}"),
            Why::Lapsed(reason, Some(last), lapse) => {
                write!(f, "{reason}; last attested {last}, more than {lapse} before")
            }
            Why::Lapsed(reason, None, _) => write!(f, "{reason}; attested at no date"),
            Why::NotHeld(modality, reason) => write!(f, "only {modality}: {reason}"),
            Why::NotHeldUndated(modality) => write!(f, "only {modality}"),
            Why::Outlived(class) => {
                write!(f, "not recorded for then, when the {class} did not exist")
            }
            Why::Vacant => f.write_str("the post is stated to have been vacant since or then"),
            Why::NotTogether => f.write_str("the two never existed on one of these days together"),
        }
    }
}

impl Why {
    /// The latest date at which a source that counts places the thing there, of an answer that is presumed, or would
    /// be if that were not so long ago.
    #[must_use]
    pub fn last_attested(&self) -> Option<LastDate> {
        match self {
            Why::Presumed(_, last) => Some(*last),
            Why::Lapsed(_, last, _) => *last,
            _ => None,
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
        let (attestations, vacated) = (Attestations::default(), Vacated::default());
        let (lines, refused_kinds) = (None, 0);
        Slice {
            graph,
            caches,
            when,
            perspective,
            attestations,
            vacated,
            threshold,
            lines,
            refused_kinds,
        }
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
        let count = self.graph.lines.list().len() as u32;
        let main = self.graph.main_line();
        let name = |line: u32| match self.graph.lines.get(line) {
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

    /// Sets another date, for whoever asks about many days one after the other.
    pub(crate) fn set_when(&mut self, when: Option<When>) {
        self.when = when;
    }

    /// What is kept for this slice and those that share it.
    pub fn caches(&self) -> &Caches<'g> {
        &self.caches
    }

    #[inline]
    pub(super) fn tables(&self) -> &SliceTables {
        &self.caches.tables
    }

    /// All claims at any time, from some answer on: what is kept is worked out in it.
    pub(super) fn of_all_claims(&self, threshold: Threshold) -> Slice<'g> {
        self.caches.slice(None, Perspective::all(), threshold)
    }

    /// The same slice with another threshold.
    #[must_use]
    pub fn with_threshold(mut self, threshold: Threshold) -> Self {
        self.threshold = threshold;
        self
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

    pub(super) fn vacated(&self) -> &Vacated {
        &self.vacated
    }

    pub(super) fn attestations(&self) -> &Attestations {
        &self.attestations
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
    pub(super) fn counts(&self, fact: &FactRow) -> bool {
        self.perspective.counts(self.graph, fact.cites, fact.modality)
    }

    /// Whether the entry of an item counts: what it says without further claims.
    #[inline]
    pub fn counts_item(&self, item: Item) -> bool {
        if self.perspective.is_all() {
            return true;
        }
        if let Item::Tie(ix) = item
            && let Some(both) = self.graph.by_virtue(ix)
        {
            return both.iter().all(|tie| self.counts_item(Item::Tie(tie.ix)));
        }
        self.perspective.counts(self.graph, self.graph.item_cites(item), self.graph.modality(item))
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

    /// The remark on an item. It is of all that the item rests on, and so says nothing where a part of that does not
    /// count.
    pub fn note(&self, item: Item) -> &'g str {
        let graph = self.graph;
        let (cites, modality) = (graph.item_cites(item), graph.modality(item));
        let note = || graph.property(item, Trait::Note).unwrap_or_default();
        if self.perspective.covers(graph, cites, modality) { note() } else { "" }
    }

    /// The remark on a claim, likewise.
    pub fn fact_note(&self, fact: &FactRef<'g>) -> &'g str {
        let note = || self.graph.fact_property(fact.ix, Trait::Note).unwrap_or_default();
        let counts = self.perspective.covers(self.graph, fact.cites, fact.modality);
        if counts { note() } else { "" }
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
            || graph.unders(node).any(|under| counts(Item::Under(under.ix)))
            || graph.units(node).any(|under| counts(Item::Under(under.ix)))
            || (graph.class(node) == Class::Organ
                && (graph.transitions_from(node).any(|step| counts(Item::Transition(step.ix)))
                    || graph.transitions_into(node).any(|step| counts(Item::Transition(step.ix)))))
    }

    // Answers.

    /// The preferred claim that counts about an item's date: one that was held before any plan or
    /// forecast.
    #[inline]
    pub(super) fn date_row(&self, item: Item, field: Field) -> Option<&'g FactRow> {
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

    /// The dates of an item by the claims that count, each bound by the first that states it; of an organ on
    /// whose life change events bear, by those too: from the start of its first spell to the end of its last.
    pub fn period(&self, item: Item) -> Option<Period> {
        match item {
            Item::Tie(ix) if self.graph.by_virtue(ix).is_some() => self.period_by_virtue(ix),
            Item::Node(node) if self.is_eventful(node) => self.life(node).whole(),
            _ => self.merged(item, Field::Date).map(|(period, _)| period),
        }
    }

    /// The spells in which an organ, a post or an event was there, in order: more than one where it came back.
    pub fn spells(&self, node: NodeIx) -> Vec<Period> {
        self.life(node).spells().collect()
    }

    /// The dates of an item and how they are said, by the claims that count.
    pub(super) fn dating(&self, item: Item) -> (Option<Period>, Modality) {
        match self.merged(item, Field::Date) {
            Some((period, modality)) => (Some(period), modality),
            None => (None, self.graph.modality(item)),
        }
    }

    pub(super) fn dated(&self, item: Item, undated: Answer) -> Answer {
        let (period, modality) = match self.when {
            None => (
                None,
                self.date_row(item, Field::Date)
                    .map_or(self.graph.modality(item), |row| row.modality),
            ),
            Some(_) => self.dating(item),
        };
        let answer = match (self.when, period) {
            (None, _) => Answer::Certain,
            (Some(when), Some(period)) => period.answer(when),
            (Some(_), None) => undated,
        };
        if modality.is_held() { answer } else { answer.min(Answer::Possible) }
    }

    fn dated_why(&self, item: Item) -> Why {
        let (period, modality) = match item {
            Item::Node(node) if self.is_eventful(node) => {
                let life = self.life(node);
                let best = self.when.and_then(|when| life.best(when)).map(|(spell, _)| spell);
                (best, if life.is_held { Modality::Asserted } else { self.dating(item).1 })
            }
            _ => self.dating(item),
        };
        match (self.when, period) {
            (Some(when), Some(period)) if modality.is_held() => {
                self.held_why(item, period.why(when))
            }
            (Some(when), Some(period)) => Why::NotHeld(modality, period.why(when)),
            _ if !modality.is_held() => Why::NotHeldUndated(modality),
            (None, _) => Why::AnyTime,
            (Some(_), None) => Why::Undated,
        }
    }

    fn held_why(&self, item: Item, reason: Reason) -> Why {
        self.why_with(item, reason, || match item {
            Item::Node(node) => self.last_attested(node),
            _ => self.own_attested(item, Field::Date).map(LastDate),
        })
    }

    /// Why one claim about an item answers what it does.
    pub fn claim_why(&self, item: Item, fact: &FactRef<'_>, when: When) -> Why {
        let (period, last) = self.claimed(item, fact);
        self.why_with(item, period.why(when), || last)
    }

    fn why_with(&self, item: Item, reason: Reason, last: impl Fn() -> Option<LastDate>) -> Why {
        if reason.has_lapsed() {
            // A tenure is also presumed no longer where its post is stated to have been vacant.
            let lapse = self.lapse(item);
            return lapse.map_or(Why::Dated(reason), |lapse| Why::Lapsed(reason, last(), lapse));
        }
        match reason.answer() {
            Answer::Presumed => {
                last().map_or(Why::Dated(reason), |last| Why::Presumed(reason, last))
            }
            _ => Why::Dated(reason),
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
            Class::Organ => self.existed(node),
            Class::Event => self.dated(Item::Node(node), Answer::Possible),
        }
    }

    #[inline]
    fn existed(&self, organ: NodeIx) -> Answer {
        match self.when {
            Some(when) if self.is_eventful(organ) => {
                let life = self.life(organ);
                // Of several days, one of which is meant, each may lie in a spell of its own.
                let on = |when| life.best(when).map_or(Answer::Possible, |(_, answer)| answer);
                let answer = when.ask(on);
                if life.is_held { answer } else { answer.min(Answer::Possible) }
            }
            _ => self.dated(Item::Node(organ), Answer::Possible),
        }
    }

    /// The answer of [`Slice::answer`] in words.
    pub fn why(&self, node: NodeIx) -> Why {
        if self.attested(node) { self.dated_why(Item::Node(node)) } else { Why::Unsaid }
    }

    /// Whether an organ stood under another then. A relation without a date held for as long as
    /// both organs did. The three hold together on one day.
    pub fn under_answer(&self, under: &UnderRef<'_>) -> Answer {
        let item = Item::Under(under.ix);
        if !self.counts_item(item) {
            return Answer::No;
        }
        self.stood(item, [under.unit, under.superior])
    }

    /// Whether a relation held on a day on which some organs existed.
    fn stood<const N: usize>(&self, item: Item, organs: [NodeIx; N]) -> Answer {
        let own = self.dated(item, Answer::Certain);
        let Some(when) = self.when else {
            return organs.into_iter().map(|organ| self.answer(organ)).fold(own, Answer::min);
        };
        let all = organs.iter().map(|organ| self.answer(*organ)).fold(own, Answer::min);
        if when.is_day() || all == Answer::No || N == 0 {
            return all;
        }
        // On one day: of all those that bound the answers, one on which it is as good as together.
        let mut days = vec![when.from, when.to];
        let items = organs.iter().map(|organ| Item::Node(*organ)).chain([item]);
        for period in items.filter_map(|item| self.period(item)) {
            for span in [period.start(), period.end()] {
                days.extend([span.earliest, span.latest, span.latest.next(), span.earliest.prev()]);
            }
        }
        days.retain(|day| when.contains(*day) && day.is_bounded());
        let on = |day: Day| {
            let then = self.clone().at(Some(When::day(day)));
            let own = then.dated(item, Answer::Certain);
            organs.iter().map(|organ| then.answer(*organ)).fold(own, Answer::min)
        };
        let best = days.into_iter().map(on).max().unwrap_or(Answer::No);
        best.min(all)
    }

    /// The answer of [`Slice::under_answer`] in words.
    pub fn under_why(&self, under: &UnderRef<'_>) -> Why {
        let item = Item::Under(under.ix);
        if !self.counts_item(item) {
            return Why::Unsaid;
        }
        let own = self.dated(item, Answer::Certain);
        let (unit, superior) = (self.answer(under.unit), self.answer(under.superior));
        let together = self.under_answer(under);
        match self.dated_why(item) {
            why if own <= together && !matches!(why, Why::Undated | Why::AnyTime) => why,
            _ if together == Answer::No && own.min(unit).min(superior) > Answer::No => {
                Why::NotTogether
            }
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
            Seat if self.graph.by_virtue(tie.ix).is_some() => self.sat_by_virtue(tie),
            Tenure | Seat | PostOf | ExOfficio | Vacant => self.served(tie),
            Met | CalledBy | Attended | BodyOf => {
                let event = if tie.kind == Attended { tie.to } else { tie.from };
                self.dated(item, Answer::Certain).min(self.answer(event))
            }
        }
    }

    /// The answer of [`Slice::relation_answer`] in words.
    pub fn relation_why(&self, tie: &RelationRef) -> Why {
        use super::RelationKind::*;
        let item = Item::Tie(tie.ix);
        if !self.counts_item(item) {
            return Why::Unsaid;
        }
        if let Some([tenure, seat]) = self.graph.by_virtue(tie.ix) {
            let weaker = self.relation_answer(&seat) < self.relation_answer(&tenure);
            return self.relation_why(if weaker { &seat } else { &tenure });
        }
        let why = match tie.kind {
            Tenure | Seat | PostOf | ExOfficio | Vacant => self.limited_why(tie),
            Met | CalledBy | Attended | BodyOf => None,
        };
        match (tie.kind, why.unwrap_or_else(|| self.dated_why(item))) {
            (PostOf | ExOfficio, Why::Undated) => Why::AnyTime,
            (Met | CalledBy | BodyOf, Why::Undated) => self.why(tie.from),
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
        let happened = |period: Period, when: When| {
            if period.end().latest <= when.to {
                Answer::Certain
            } else if period.start().earliest <= when.to {
                Answer::Possible
            } else {
                Answer::No
            }
        };
        let answer = match (self.when, row) {
            (None, _) => Answer::Certain,
            (Some(_), None) => Answer::Possible,
            (Some(when), Some(row)) => when.ask(|when| happened(row.period, when)),
        };
        if held { answer } else { answer.min(Answer::Possible) }
    }

    /// The names that an organ took by renames that count, each with the days on which it may have taken it.
    pub fn renames(
        &self,
        organ: NodeIx,
    ) -> impl Iterator<Item = (&'g str, DateSpan)> + use<'g, '_> {
        self.renamings(organ).map(|(name, t)| {
            let (earliest, latest) = self.transition_days(&t);
            (name, DateSpan { earliest, latest })
        })
    }

    /// The renames that count, each with the name that it gave.
    pub fn renamings(
        &self,
        organ: NodeIx,
    ) -> impl Iterator<Item = (&'g str, TransitionRef<'g>)> + use<'g, '_> {
        let graph = self.graph;
        let is_organ = graph.class(organ) == Class::Organ;
        let transitions = is_organ.then(|| graph.transitions_into(organ)).into_iter().flatten();
        transitions.filter(|t| t.kind == TransitionKind::Renamed).filter_map(move |t| {
            let item = Item::Transition(t.ix);
            let counts = self.counts_item(item) && t.modality.is_held();
            let name = graph.property(item, Trait::Title).filter(|_| counts)?;
            Some((name, t))
        })
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
        self.lines.as_ref().is_none_or(|lines| lines[line as usize])
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
        self.when.is_none()
            && self.perspective.is_all()
            && matches!(self.threshold, Threshold::Possible | Threshold::Recorded)
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
            && self.shows(match self.when {
                Some(when) if !when.is_day() => self.under_answer(under),
                _ => self.stood(item, [under.unit]),
            })
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
