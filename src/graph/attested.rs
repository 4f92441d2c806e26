//! Last attested: the latest day on which a source that counts places a thing there, and for how long after it the
//! thing is presumed to have gone on.
//!
//! Takes a slice's perspective, goes once through all claims that count; gives a date for each node, and for each
//! relation. Never makes an answer surer: what is presumed too long after the date becomes possible.
//!
//! A dated claim attests up to the latest day of its end where one is stated; up to the day on which its source
//! speaks where it says that the thing goes on (`1950/..`) or names no year (`XXXX-10-10`); else up to the latest day
//! of its start. What is dated of a thing in this way is its own dates, counts and names, its relations (a tenure attests person, post and organ, a
//! relation to a superior both organs), the events that it met in, and the change events that it went through. Plans,
//! forecasts and honours attest nothing.

use super::index::{Class, Item, NodeIx};
use super::org_graph::{FactRef, OrgGraph, RelationRef};
use super::slice::Slice;
use super::tables::{CiteList, FactRow, Field, RelationKind};
use crate::model::{Lapse, TransitionKind};
use crate::time::{Bound, DateSpan, Day, LastDate, Period};

/// The later of two dates by its latest day; of two with the same one, the finer.
fn later(one: Option<DateSpan>, other: Option<DateSpan>) -> Option<DateSpan> {
    let key = |date: DateSpan| (date.latest, date.earliest);
    match (one, other) {
        (Some(one), Some(other)) => Some(if key(other) > key(one) { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// The last date at which a claim with these dates places a thing there.
fn attests(period: Period) -> Option<DateSpan> {
    let bounded = |date: &DateSpan| date.latest.is_bounded();
    let start = Some(period.start()).filter(bounded);
    match period.end_bound() {
        _ if period.is_unknown() || period.is_backwards() => None,
        Bound::Stated => Some(period.end()).filter(bounded).or(start),
        // As it is seen in a slice: up to the day on which its source speaks.
        Bound::Open => later(start, Some(DateSpan::day(period.end().earliest)).filter(bounded)),
        Bound::Unknown => start,
    }
}

impl OrgGraph {
    /// By number of kind, how long one of them is presumed to have gone on; nothing where that is said of no kind.
    pub(super) fn find_lapses(&self) -> Vec<Option<Lapse>> {
        let kinds = self.charter().map(|charter| &charter.kinds);
        let own = |kind: &str| kinds.and_then(|kinds| kinds.get(kind));
        let of_kind = |kind: &String| {
            let wider = |kind: &&str| own(kind).map(|entry| &*entry.is).filter(|is| !is.is_empty());
            let chain = std::iter::successors(Some(kind.as_str()), wider).take(64);
            let mut said = chain.filter_map(|kind| own(kind)?.presume_for.0);
            said.next()
        };
        let lapses: Vec<Option<Lapse>> = self.kind_names().iter().map(of_kind).collect();
        if lapses.iter().any(Option::is_some) { lapses } else { Vec::new() }
    }

    /// How long a node is presumed to have gone on, as the charter says of its kind.
    fn lapse_of_kind(&self, node: NodeIx) -> Option<Lapse> {
        self.lapses.get(self.kind_number(node) as usize).copied().flatten()
    }
}

impl<'g> Slice<'g> {
    /// The latest date at which a source that counts places a node there: see `docs/language.md`.
    ///
    /// ```
    /// use organigram::graph::{Builder, Slice};
    /// let graph = Builder::from_model(ron::from_str(r#"Model(
    ///     organs: { "club": Organ(existence: "1950/"), "board": Organ(under: [Under(organ: "club", during: "1987/1990")]) },
    /// )"#)?);
    /// let club = graph.node("club").unwrap();
    /// assert_eq!(Slice::all(&graph).last_attested(club).unwrap().to_string(), "1990");
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    #[must_use]
    pub fn last_attested(&self, node: NodeIx) -> Option<LastDate> {
        let dates = self.attestations().0.get_or_init(|| self.attest_all());
        dates[node.index()].map(LastDate)
    }

    /// By the dated claims about an item itself.
    pub(super) fn own_attested(&self, item: Item, field: Field) -> Option<DateSpan> {
        let rows = self.graph().fact_rows(item).iter();
        let counts = |row: &&FactRow| row.modality.is_held() && self.counts(row);
        let rows = rows.filter(|row| row.field == field).filter(counts);
        rows.fold(None, |last, row| later(last, self.claim_attests(item, row.cites, row.period)))
    }

    /// The last date at which one claim about an item places it there.
    fn claim_attests(&self, item: Item, cites: CiteList, period: Period) -> Option<DateSpan> {
        let date = attests(self.as_seen(item, cites, period))?;
        // What names no year is said of all the years of which its source can speak.
        let names_no_year = date.earliest.year() <= 0 && date.latest.year() >= 9999;
        if names_no_year { self.known_until(item, cites).map(DateSpan::day) } else { Some(date) }
    }

    /// The dates that one claim about an item gives, as it is seen in the slice, with the last at which the claim
    /// attests it.
    #[must_use]
    pub fn claimed(&self, item: Item, fact: &FactRef<'_>) -> (Period, Option<LastDate>) {
        let seen = self.as_seen(item, fact.cites, fact.period);
        let attested = self.claim_attests(item, fact.cites, fact.period);
        (self.lapsing(item, seen), attested.map(LastDate))
    }

    fn attest_all(&self) -> Box<[Option<DateSpan>]> {
        let graph = self.graph();
        let mut dates: Vec<Option<DateSpan>> = vec![None; graph.len()];
        let mut note = |node: NodeIx, date: Option<DateSpan>| {
            dates[node.index()] = later(dates[node.index()], date);
        };
        for node in (0..graph.len() as u32).map(NodeIx) {
            use Field::{Born, Date, Died, Kind, Members, Name, Place};
            let own = [Date, Members, Name, Born, Died, Kind, Place];
            for field in own {
                note(node, self.own_attested(Item::Node(node), field));
            }
        }
        let counts = |item: Item| self.counts_item(item) && graph.modality(item).is_held();
        for under in graph.all_unders().filter(|under| counts(Item::Under(under.ix))) {
            let date = self.own_attested(Item::Under(under.ix), Field::Date);
            [under.unit, under.superior].into_iter().for_each(|organ| note(organ, date));
        }
        for tie in graph.all_relations().filter(|tie| counts(Item::Tie(tie.ix))) {
            let date = self.tie_attested(&tie);
            let ends = [tie.from, tie.to].into_iter().chain(graph.organs_of_post(tie.to));
            ends.filter(|_| date.is_some()).for_each(|node| note(node, date));
        }
        for transition in graph.all_transitions() {
            let item = Item::Transition(transition.ix);
            if transition.kind != TransitionKind::Origin && counts(item) {
                let date = self.own_attested(item, Field::Date);
                transition.from().chain(transition.into()).for_each(|organ| note(organ, date));
            }
        }
        dates.into()
    }

    /// What a relation attests of its ends: a meeting is dated by its event.
    fn tie_attested(&self, tie: &RelationRef) -> Option<DateSpan> {
        let own = self.own_attested(Item::Tie(tie.ix), Field::Date);
        match tie.kind {
            // A rule on who sits says nothing of anybody, and what was vacant was there.
            RelationKind::ExOfficio => None,
            RelationKind::Vacant => own,
            RelationKind::Tenure | RelationKind::Seat => own.filter(|_| tie.status.is_holder()),
            RelationKind::PostOf => own,
            // What a congress has for itself it has while it meets: that attests nothing but the congress.
            RelationKind::BodyOf => None,
            RelationKind::Met | RelationKind::CalledBy | RelationKind::Attended => {
                let event = if tie.kind == RelationKind::Attended { tie.to } else { tie.from };
                own.or_else(|| self.own_attested(Item::Node(event), Field::Date))
            }
        }
    }

    /// The dates of an item, presumed to have gone on for no longer than the question, the charter or the model says.
    #[inline]
    pub(super) fn lapsing(&self, item: Item, period: Period) -> Period {
        let is_asked = self.presume_for().is_some() || !self.graph().lapses.is_empty();
        if !is_asked || period.end_bound() == Bound::Stated {
            return period;
        }
        match self.lapse(item) {
            Some(lapse) => self.lapsing_after(item, period, lapse),
            None => period,
        }
    }

    fn lapsing_after(&self, item: Item, period: Period, lapse: Lapse) -> Period {
        period.presumed_until(self.lapsed_after(item, lapse))
    }

    /// The last day on which it is presumed that an item went on, where that is limited and the end is not recorded.
    pub(super) fn presumed_to(&self, item: Item) -> Option<Day> {
        self.lapse(item).map(|lapse| self.lapsed_after(item, lapse))
    }

    fn lapsed_after(&self, item: Item, lapse: Lapse) -> Day {
        let attested = match item {
            Item::Node(node) => self.last_attested(node).map(|date| date.0),
            _ => self.own_attested(item, Field::Date),
        };
        let last = attested.map_or(Day::MIN, |date| date.latest);
        last.later(lapse.years, lapse.months, lapse.days)
    }

    /// How long a thing is presumed to have gone on after it was last attested, where the question or the model says
    /// so of all things.
    #[must_use]
    pub fn presume_for(&self) -> Option<Lapse> {
        self.perspective().presume_for().or(self.graph().presume_for)
    }

    /// How long an item is presumed to have gone on: of a relation as of the thing whose kind it has, the post or the
    /// organ that is held, the unit that stands under another.
    pub(super) fn lapse(&self, item: Item) -> Option<Lapse> {
        let graph = self.graph();
        let of_kind = || match item {
            Item::Node(node) => graph.lapse_of_kind(node),
            Item::Under(ix) => graph.lapse_of_kind(graph.under(ix).unit),
            Item::Tie(ix) => {
                let held = graph.tie(ix).to;
                let organs = graph.organs_of_post(held);
                [held].into_iter().chain(organs).find_map(|node| graph.lapse_of_kind(node))
            }
            Item::Transition(_) => None,
        };
        let of_question = self.perspective().presume_for();
        of_question.or_else(of_kind).or(graph.presume_for)
    }
}

impl OrgGraph {
    /// The organs to which a post belongs; none of a node that is no post.
    pub(super) fn organs_of_post(&self, node: NodeIx) -> impl Iterator<Item = NodeIx> + '_ {
        let is_post = self.class(node) == Class::Post;
        let ties = is_post.then(|| self.relations_from(node)).into_iter().flatten();
        ties.filter(|tie| tie.kind == RelationKind::PostOf).map(|tie| tie.to)
    }
}
