//! What dates a thing: the claims and the change events that give the two bounds of its dates.
//!
//! Takes a slice and an item; gives the claims and the events, for those who cite them. Never works out a date of its
//! own: that is what `lives` does.

use super::index::{Item, NodeIx};
use super::org_graph::{FactRef, TransitionRef};
use super::slice::Slice;
use super::tables::Field;
use crate::model::TransitionKind;
use crate::time::{Bound, DateSpan, Period};

impl<'g> Slice<'g> {
    /// The claims that give the two bounds of an item's dates: each is the first that counts and states it. A
    /// bound that none states is given by the preferred claim, which leaves it open.
    pub fn dated_by(&self, item: Item, field: Field) -> Option<[FactRef<'g>; 2]> {
        let held = |fact: &FactRef<'_>| fact.modality.is_held();
        let all = || self.facts(item, field);
        let first = all().find(held).or_else(|| all().next())?;
        let (mut by, mut period) = ([first, first], first.period);
        for other in all().filter(|other| held(other) && held(&first) && other.ix != first.ix) {
            if other.period.is_instant() && other.period.contradicts(period) {
                continue;
            }
            let states = |own, other| own == Bound::Unknown && other != Bound::Unknown;
            let (mut more, mut gives) = (period, by);
            if states(period.start_bound(), other.period.start_bound()) {
                (more, gives[0]) = (more.with_start_of(other.period), other);
            }
            if states(period.end_bound(), other.period.end_bound()) {
                (more, gives[1]) = (more.with_end_of(other.period), other);
            }
            if !more.is_backwards() {
                (period, by) = (more, gives);
            }
        }
        Some(by)
    }

    /// The change events that give the two bounds of an organ's life where its claims do not state them, or not so
    /// closely: a founding or a revival the start, a dissolution, a merger or an absorption the end.
    ///
    /// ```
    /// use organigram::graph::{Builder, Slice};
    /// let graph = Builder::from_model(ron::from_str(r#"Model(
    ///     organs: { "club": Organ(existence: "1948/1957"), "hall": Organ() },
    ///     transitions: [Absorbed(from: "club", into: "hall", on: "1957-09-01")],
    /// )"#)?);
    /// let [begun, ended] = Slice::all(&graph).dated_by_events(graph.node("club").unwrap());
    /// assert!(begun.is_none() && ended.is_some());
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    #[must_use]
    pub fn dated_by_events(&self, organ: NodeIx) -> [Option<TransitionRef<'g>>; 2] {
        if !self.is_eventful(organ) {
            return [None, None];
        }
        let graph = self.graph();
        let life = self.life(organ).whole().unwrap_or(Period::UNKNOWN);
        let claimed = self.merged(Item::Node(organ), Field::Date);
        let claimed = claimed.map_or(Period::UNKNOWN, |(period, _)| period);
        let gives = |event: TransitionRef<'g>, bound: DateSpan| {
            let (earliest, latest) = self.happened(&event)?.possible_days();
            let is_met = bound.earliest >= earliest && bound.latest <= latest;
            is_met.then_some(event)
        };
        let is_new = |bound: fn(Period) -> (Bound, DateSpan)| {
            let (state, span) = bound(life);
            (state == Bound::Stated && bound(claimed) != (state, span)).then_some(span)
        };
        let start = is_new(|period| (period.start_bound(), period.start()));
        let end = is_new(|period| (period.end_bound(), period.end()));
        let begins = |event: &TransitionRef<'_>| {
            matches!(event.kind, TransitionKind::Founded | TransitionKind::Revived)
        };
        let mut begun = graph.transitions_into(organ).filter(begins);
        let mut ended = graph.transitions_from(organ).filter(|event| event.ends(organ));
        [
            start.and_then(|start| begun.find_map(|event| gives(event, start))),
            end.and_then(|end| ended.find_map(|event| gives(event, end))),
        ]
    }
}

impl TransitionRef<'_> {
    /// Whether it ends the life of an organ that goes into it.
    pub(super) fn ends(&self, organ: NodeIx) -> bool {
        match self.kind {
            TransitionKind::Dissolved => true,
            TransitionKind::Merged | TransitionKind::Absorbed => {
                !TransitionRef::into(*self).any(|other| other == organ)
            }
            _ => false,
        }
    }
}
