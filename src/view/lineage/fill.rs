//! Fills a genealogy from a slice. Takes a slice and a scope; gives a band an organ and a event an event,
//! with what several sources describe one event in one event. Never invents a date.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::passage::{Passage, passages};
use super::{Band, End, EventMark, LineageView, Rename};
use crate::graph::{
    Item, LineageDirection, NodeIx, OrgGraph, Slice, Trait, TransitionIx, TransitionRef,
};
use crate::model::TransitionKind;
use crate::time::{Bound, DateSpan, Day, Period};
use crate::view::evidence::{Evidence, Said};
use crate::view::kinds::Places;
use crate::view::scope::counted;
use crate::view::{Mark, Scope};

impl LineageView {
    /// The genealogy of a slice: what the scope's roots grew out of and what they became, or all.
    pub fn of(slice: &Slice<'_>, scope: &Scope) -> LineageView {
        let graph = slice.graph();
        let organs = organs(slice, scope);
        let mut filler = LineageFiller {
            slice,
            graph,
            evidence: Evidence::new(slice),
            kinds: Places::for_organs(graph, &organs),
            groups: Places::default(),
            places: IndexMap::default(),
            renames: IndexMap::default(),
            scope,
        };
        filler.places = organs.iter().copied().zip(0..).collect();
        let mut event_marks = filler.event_marks(&steps_within(slice, &organs));
        let mut left_out = false;
        if scope.only.is_some() {
            let ways = passages(slice, &organs);
            event_marks.extend(ways.found.into_iter().map(|way| filler.passage(way)));
            left_out = ways.more;
        }
        let mut bands: Vec<Band> = organs.iter().map(|&organ| filler.band(organ)).collect();
        let mut notes = notes(slice, scope, &bands);
        let range = slice.when().map(|when| (when.from, when.to)).filter(|(from, to)| from != to);
        if let Some(range) = range {
            let beyond = crop(&mut bands, &mut event_marks, range);
            let note = || match beyond {
                1 => "1 change before or after these dates left out.".to_owned(),
                more => format!("{more} changes before or after these dates left out."),
            };
            notes.extend((beyond > 0).then(note));
        }
        if left_out {
            notes.push(
                "Not all connections through organs that are not shown are drawn.".to_owned(),
            );
        }
        let sources = filler.evidence.numbers().references();
        LineageView {
            caption: scope.caption(slice, notes, sources),
            kinds: filler.kinds.labels,
            groups: filler.groups.labels,
            bands,
            event_marks,
            range,
        }
    }
}

/// Leaves out what happened before or after some days: bands bear the names of these days. Gives how many changes
/// that were.
fn crop(bands: &mut [Band], event_marks: &mut Vec<EventMark>, (from, to): (Day, Day)) -> usize {
    let is_within = |on: DateSpan| on.latest >= from && on.earliest <= to;
    let before = event_marks.len();
    event_marks.retain(|event| is_within(event.on));
    let mut left_out = before - event_marks.len();
    for band in bands {
        let all = std::mem::take(&mut band.renames);
        left_out += all.len();
        for rename in all {
            if rename.on.latest < from {
                band.label = rename.label;
            } else if is_within(rename.on) {
                band.renames.push(rename);
                left_out -= 1;
            }
        }
    }
    left_out
}

fn notes(slice: &Slice<'_>, scope: &Scope, bands: &[Band]) -> Vec<String> {
    let meant = || slice.organs().filter(|(organ, _)| scope.keeps(*organ)).count();
    let all = if scope.roots.is_empty() { meant() } else { bands.len() };
    let left_out = all.saturating_sub(bands.len());
    let note = || format!("{} without a recorded lineage left out.", counted(left_out, "organ"));
    (left_out > 0).then(note).into_iter().collect()
}

/// The organs of the picture, in the model's order.
fn organs(slice: &Slice<'_>, scope: &Scope) -> Vec<NodeIx> {
    let roots = || scope.roots.iter().copied();
    let mut organs: Vec<NodeIx> = if scope.roots.is_empty() {
        let all = slice.graph().all_transitions();
        let changed = all.flat_map(|transition| joined(slice, transition));
        changed.chain(lasting(slice)).collect()
    } else {
        let reach = |way| slice.reached(way, roots(), scope.depth);
        roots().chain(reach(LineageDirection::Back)).chain(reach(LineageDirection::Forth)).collect()
    };
    organs.retain(|&organ| scope.keeps(organ));
    organs.sort_unstable();
    organs.dedup();
    organs
}

/// The organs of a period that have a lineage before or after it: their bands run through, whether anything changed or not.
fn lasting(slice: &Slice<'_>) -> Vec<NodeIx> {
    if slice.when().is_none_or(|when| when.from == when.to) {
        return Vec::new();
    }
    let whole = slice.clone().at(None);
    let all = slice.graph().all_transitions();
    let mut organs: Vec<NodeIx> = all.flat_map(|transition| joined(&whole, transition)).collect();
    organs.retain(|organ| slice.shows(slice.answer(*organ)));
    organs
}

/// The organs between which a transition makes a step, from one that the slice shows.
fn joined(slice: &Slice<'_>, transition: TransitionRef<'_>) -> Vec<NodeIx> {
    if !slice.shows(slice.transition_answer(&transition)) {
        return Vec::new();
    }
    let is_shown = |organ: &NodeIx| slice.shows(slice.answer(*organ));
    let from: Vec<NodeIx> = transition.from().filter(is_shown).collect();
    let into: Vec<NodeIx> = transition.into().collect();
    let leads = |end: &NodeIx, others: &[NodeIx]| others.iter().any(|other| other != end);
    let starts = from.iter().filter(|end| leads(end, &into));
    starts.chain(into.iter().filter(|end| leads(end, &from))).copied().collect()
}

/// The transitions among the organs, in the model's order.
fn steps_within(slice: &Slice<'_>, organs: &[NodeIx]) -> Vec<TransitionIx> {
    let shown: FxHashSet<NodeIx> = organs.iter().copied().collect();
    let happened =
        |transition: &TransitionRef<'_>| slice.shows(slice.transition_answer(transition));
    let within = |transition: TransitionRef<'_>| {
        let known = |organ: NodeIx| shown.contains(&organ);
        match (transition.from().next(), transition.into().next()) {
            (Some(_), Some(_)) => transition.from().any(known) && transition.into().any(known),
            _ => transition.from().chain(transition.into()).any(known),
        }
    };
    let all = slice.graph().all_transitions();
    all.filter(|transition| within(*transition) && happened(transition)).map(|t| t.ix).collect()
}

/// What events that may be one have in common: the kind, and the organs before and after.
type Key = (TransitionKind, Vec<usize>, Vec<usize>);

/// A mark, and the transitions that it stands for.
struct MarkedEvent {
    mark: EventMark,
    of: Vec<TransitionIx>,
}

struct LineageFiller<'s, 'g> {
    slice: &'s Slice<'g>,
    graph: &'g OrgGraph,
    evidence: Evidence<'s, 'g>,
    kinds: Places,
    groups: Places,
    /// The place of each organ among the bands.
    places: IndexMap<NodeIx, usize, FxBuildHasher>,
    renames: IndexMap<NodeIx, Vec<Rename>, FxBuildHasher>,
    scope: &'s Scope,
}

impl<'g> LineageFiller<'_, 'g> {
    fn event_marks(&mut self, transitions: &[TransitionIx]) -> Vec<EventMark> {
        let mut event_marks: IndexMap<Key, Vec<MarkedEvent>, FxBuildHasher> = IndexMap::default();
        for &ix in transitions {
            let transition = self.graph.transition(ix);
            let event = self.event(transition);
            if event.kind == TransitionKind::Renamed && event.from == event.into {
                self.rename(transition, event);
                continue;
            }
            let event = if event.from == event.into {
                EventMark { from: Vec::new(), ..event }
            } else {
                event
            };
            let key = (event.kind, event.from.clone(), event.into.clone());
            let known = event_marks.entry(key).or_default();
            match known.iter_mut().find(|reported| self.is_same(reported, ix)) {
                Some(reported) => {
                    join(&mut reported.mark, event);
                    reported.of.push(ix);
                }
                None => known.push(MarkedEvent { mark: event, of: vec![ix] }),
            }
        }
        event_marks.into_values().flatten().map(|reported| reported.mark).collect()
    }

    /// Whether a transition may be the event that a mark describes already: its dates allow it, or they are rival
    /// accounts of what happens once.
    fn is_same(&self, reported: &MarkedEvent, ix: TransitionIx) -> bool {
        reported.of.iter().all(|known| self.slice.may_be_one_event(*known, ix))
    }

    fn event(&mut self, transition: TransitionRef<'g>) -> EventMark {
        let item = Item::Transition(transition.ix);
        let places = |organs: Vec<NodeIx>| -> Vec<usize> {
            let mut places: Vec<usize> =
                organs.iter().filter_map(|organ| self.places.get(organ).copied()).collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        let (from, into) =
            (places(transition.from().collect()), places(transition.into().collect()));
        let Said { tooltip, link } = self.evidence.transition(transition);
        EventMark {
            kind: transition.kind,
            from,
            into,
            on: self.slice.period(item).map_or(DateSpan::UNKNOWN, days),
            left_out: 0,
            mark: self.evidence.mark(item, self.slice.transition_answer(&transition)),
            tooltip,
            link,
        }
    }

    /// A way through organs that are not shown, as one weak event.
    fn passage(&mut self, way: Passage) -> EventMark {
        let (graph, first, last) = (self.graph, way.first, way.last);
        let mut said = self.evidence.transition(graph.transition(first.transition));
        said.and(self.evidence.transition(graph.transition(last.transition)));
        let between = counted(way.left_out as usize, "organ");
        let (from, into) = (graph.name(first.from), graph.name(last.to));
        let head = format!("{from} \u{2192} {into}: through {between} not shown");
        let last_event = graph.transition(last.transition);
        let mark = self.evidence.mark(Item::Transition(last.transition), way.answer);
        EventMark {
            kind: TransitionKind::Origin,
            from: vec![self.places[&first.from]],
            into: vec![self.places[&last.to]],
            on: self.slice.period(Item::Transition(last_event.ix)).map_or(DateSpan::UNKNOWN, days),
            left_out: way.left_out,
            mark: Mark { answer: way.answer, ..mark },
            tooltip: format!("{head}\n\n{}", said.tooltip),
            link: said.link,
        }
    }

    fn rename(&mut self, transition: TransitionRef<'g>, event: EventMark) {
        let name = self.graph.property(Item::Transition(transition.ix), Trait::Title);
        let Some(name) = name else { return };
        for organ in transition.into().filter(|organ| self.places.contains_key(organ)) {
            let (label, tooltip, link) =
                (name.to_owned(), event.tooltip.clone(), event.link.clone());
            let rename = Rename { on: event.on, label, tooltip, link };
            self.renames.entry(organ).or_default().push(rename);
        }
    }

    fn band(&mut self, organ: NodeIx) -> Band {
        let item = Item::Node(organ);
        let answer = self.slice.answer(organ);
        let period = self.slice.period(item);
        let mut renames = self.renames.swap_remove(&organ).unwrap_or_default();
        renames.sort_by_key(|rename| rename.on.earliest);
        let Said { tooltip, link } = self.evidence.organ(organ, answer);
        let tag = self.graph.property(item, Trait::Tag);
        let group = tag.map(|tag| self.groups.place(tag, || tag.to_owned()));
        Band {
            id: self.graph.id(organ).to_owned(),
            label: self.graph.name(organ).to_owned(),
            renames,
            kind: self.kinds.of_organ(self.slice, organ),
            group,
            start: period.map_or(DateSpan::UNKNOWN, |period| match period.start_bound() {
                Bound::Stated => period.start(),
                Bound::Unknown | Bound::Open => DateSpan::UNKNOWN,
            }),
            end: period.map_or(End::NotRecorded(None), end),
            mark: self.evidence.mark(item, answer),
            highlighted: self.scope.stresses(organ),
            tooltip,
            link,
        }
    }
}

fn end(period: Period) -> End {
    match period.end_bound() {
        Bound::Stated => End::Stated(period.end()),
        Bound::Unknown => End::NotRecorded(None),
        Bound::Open => End::Open,
    }
}

/// The days on which a dated event may have been.
fn days(period: Period) -> DateSpan {
    let (earliest, latest) = period.possible_days();
    DateSpan { earliest, latest }
}

/// Adds what another source describes the same event: a date where there was none, a dispute where the
/// dates exclude each other.
fn join(known: &mut EventMark, other: EventMark) {
    let dated = |event: &EventMark| event.on != DateSpan::UNKNOWN;
    let apart = known.on.certainly_before(other.on) || other.on.certainly_before(known.on);
    known.mark =
        Mark { disputed: known.mark.disputed || other.mark.disputed || apart, ..known.mark };
    if !dated(known) && dated(&other) {
        (known.on, known.mark.modality) = (other.on, other.mark.modality);
    }
    known.tooltip.push_str("\n\n");
    known.tooltip.push_str(&other.tooltip);
    known.link = known.link.take().or(other.link);
}
