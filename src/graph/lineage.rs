//! Walks back and forth along the lineage of a slice.
//!
//! The lineage of real organisations runs in cycles: parties split and merge again. Only time
//! decides, so a walk goes on through a transition only when it may have happened no earlier than
//! the one before it: reachability in a temporal graph, by earliest arrival and latest departure
//! (Wu, Cheng, Huang, Ke, Lu, Xu: Path Problems in Temporal Graphs, VLDB 2014).
//!
//! One transition may lead from thousands of organs to thousands. A walk that has gone through it
//! need not go through it again later, wherever it comes from: so a walk takes as long as the text
//! is, not as there are pairs of organs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::arrivals::Arrivals;
use super::index::{NodeIx, TransitionIx};
use super::slice::{Slice, Threshold};
use super::steps::{LineageDirection, Steps};
use super::walk::nearest;
use crate::time::{Answer, Day};

/// One step of a lineage.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Step {
    /// Through which transition.
    pub transition: TransitionIx,
    /// From which organ.
    pub from: NodeIx,
    /// To which organ.
    pub to: NodeIx,
}

/// The steps that one transition makes: from each of some organs to each of others. No organ leads
/// to itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bundle {
    /// Through which transition.
    pub transition: TransitionIx,
    /// From which organs, each once, in the order of their numbers.
    pub from: Vec<NodeIx>,
    /// To which organs, likewise.
    pub into: Vec<NodeIx>,
}

impl Bundle {
    /// The steps one by one: as many as there are pairs.
    pub fn steps(&self) -> impl Iterator<Item = Step> + '_ {
        let transition = self.transition;
        let from = self.from.iter();
        let pairs = from.flat_map(|&from| self.into.iter().map(move |&to| (from, to)));
        pairs.filter(|(from, to)| from != to).map(move |(from, to)| Step { transition, from, to })
    }
}

/// One way to go on from an organ.
#[derive(Copy, Clone)]
pub(super) struct Pass {
    pub(super) to: NodeIx,
    /// When the walk comes by there, by its clock.
    pub(super) time: Day,
}

/// The wide transitions that a walk went through, with the earliest time by its clock.
#[derive(Default)]
pub(super) struct Passed(FxHashMap<TransitionIx, Day>);

impl Passed {
    /// Whether a walk that comes to a wide transition now has not been there as early before.
    pub(super) fn is_earlier(&mut self, transition: TransitionIx, time: Day) -> bool {
        let known = self.0.get(&transition).is_some_and(|&known| known <= time);
        if !known {
            self.0.insert(transition, time);
        }
        !known
    }
}

impl<'g> Slice<'g> {
    /// The steps from an organ to its successors.
    pub fn steps_from(&self, organ: NodeIx) -> impl Iterator<Item = Step> + use<'g, '_> {
        self.shown_transitions(LineageDirection::Forth, organ).flat_map(move |transition| {
            let successors = transition.into().filter(move |&to| to != organ);
            successors.map(move |to| Step { transition: transition.ix, from: organ, to })
        })
    }

    /// The steps to an organ from its predecessors.
    pub fn steps_into(&self, organ: NodeIx) -> impl Iterator<Item = Step> + use<'g, '_> {
        self.shown_transitions(LineageDirection::Back, organ).flat_map(move |transition| {
            let predecessors = transition.from().filter(move |&from| from != organ);
            predecessors.map(move |from| Step { transition: transition.ix, from, to: organ })
        })
    }

    /// The days on which a step may have been taken: all where its transition has no date.
    pub fn step_days(&self, step: Step) -> (Day, Day) {
        self.transition_days(&self.graph().transition(step.transition))
    }

    pub(super) fn shown_transitions(
        &self,
        way: LineageDirection,
        organ: NodeIx,
    ) -> impl Iterator<Item = super::TransitionRef<'g>> + use<'g, '_> {
        let transitions = way.transitions(self.graph(), organ);
        transitions.filter(|transition| self.shows(self.transition_answer(transition)))
    }

    /// The kept rows of one direction.
    pub(super) fn kept_steps(&self, way: LineageDirection) -> &Steps {
        self.tables().steps[way as usize].get_or_init(|| {
            let all = self.of_all_claims(Threshold::Possible);
            Steps::new(self.graph(), way, |transition| all.transition_days(transition))
        })
    }

    /// Visits what leads on from an organ to which a walk came at some time: through wide
    /// transitions only where `may_pass` says so.
    #[inline]
    pub(super) fn each_onward(
        &self,
        way: LineageDirection,
        (organ, time): (NodeIx, Day),
        mut may_pass: impl FnMut(TransitionIx, Day) -> bool,
        mut visit: impl FnMut(Pass),
    ) {
        let graph = self.graph();
        if self.walks_all_steps() {
            for row in self.kept_steps(way).of(organ).iter().filter(|row| row.last >= time) {
                let time = time.max(row.first);
                match row.to() {
                    Some(to) => visit(Pass { to, time }),
                    None if !may_pass(row.transition, time) => {}
                    None => {
                        let transition = graph.transition(row.transition);
                        way.each_end(transition, organ, |to| visit(Pass { to, time }));
                    }
                }
            }
            return;
        }
        for transition in self.shown_transitions(way, organ) {
            let (first, last) = way.clocks(self.transition_days(&transition));
            let now = self.clock_after(time, first, last);
            if self.goes_on(time, first, last)
                && (!transition.is_wide() || may_pass(transition.ix, now))
            {
                way.each_end(transition, organ, |to| visit(Pass { to, time: now }));
            }
        }
    }

    /// Whether a step that was taken on one of some days leads on from a walk that came by at `time`: may, or
    /// where only what is sure is shown, does whichever days they were.
    #[inline]
    fn goes_on(&self, time: Day, first: Day, last: Day) -> bool {
        if self.threshold().is_sure() { first >= time } else { last >= time }
    }

    /// When a walk comes by after such a step: the earliest it may, or the latest where it must be sure.
    #[inline]
    fn clock_after(&self, time: Day, first: Day, last: Day) -> Day {
        if self.threshold().is_sure() { last } else { time.max(first) }
    }

    /// All that a walk from some organs comes by, the organs themselves first, with the earliest
    /// time by the walk's clock.
    pub(super) fn times(
        &self,
        way: LineageDirection,
        starts: impl IntoIterator<Item = NodeIx>,
    ) -> Arrivals {
        let mut times = Arrivals::new();
        let mut passed = Passed::default();
        let mut queue = BinaryHeap::new();
        for start in starts {
            queue.extend(times.improve(start, Day::MIN).map(|at| Reverse((Day::MIN, at))));
        }
        while let Some(Reverse((time, at))) = queue.pop() {
            let (organ, best) = times.stops()[at as usize];
            if best < time {
                continue;
            }
            let may_pass = |transition, time| passed.is_earlier(transition, time);
            self.each_onward(way, (organ, time), may_pass, |pass| {
                if let Some(at) = times.improve(pass.to, pass.time) {
                    queue.push(Reverse((pass.time, at)));
                }
            });
        }
        times
    }

    /// All that grew out of an organ, in the order in which it may have come to be.
    pub fn successors(&self, organ: NodeIx) -> Vec<NodeIx> {
        self.times(LineageDirection::Forth, [organ]).others()
    }

    /// All that an organ grew out of, the latest first.
    pub fn predecessors(&self, organ: NodeIx) -> Vec<NodeIx> {
        self.times(LineageDirection::Back, [organ]).others()
    }

    /// The steps of all ways that lead on from an organ, by date and then by the order of the text.
    pub fn steps_to_successors(&self, organ: NodeIx) -> Vec<Bundle> {
        self.bundles(LineageDirection::Forth, organ)
    }

    /// The steps of all ways that lead to an organ, by date and then by the order of the text.
    pub fn steps_to_predecessors(&self, organ: NodeIx) -> Vec<Bundle> {
        self.bundles(LineageDirection::Back, organ)
    }

    fn bundles(&self, way: LineageDirection, organ: NodeIx) -> Vec<Bundle> {
        let mut nears: IndexMap<TransitionIx, Vec<NodeIx>, FxBuildHasher> = IndexMap::default();
        for &(near, time) in self.times(way, [organ]).stops() {
            for transition in self.shown_transitions(way, near) {
                let (first, last) = way.clocks(self.transition_days(&transition));
                if self.goes_on(time, first, last) {
                    nears.entry(transition.ix).or_default().push(near);
                }
            }
        }
        let bundles = nears.into_iter().map(|(transition, near)| {
            let ends = self.graph().transition(transition);
            let (from, into) = match way {
                LineageDirection::Forth => (near, ends.into().collect()),
                LineageDirection::Back => (ends.from().collect(), near),
            };
            Bundle { transition, from: each_once(from), into: each_once(into) }
        });
        let mut bundles: Vec<Bundle> =
            bundles.filter(|bundle| bundle.steps().next().is_some()).collect();
        let days = |ix| self.transition_days(&self.graph().transition(ix));
        bundles.sort_by_cached_key(|bundle| (days(bundle.transition), bundle.transition));
        bundles
    }

    /// Whether an organ grew out of another: the walk ends where the other is met, and leaves out
    /// what has to be left before anything grew out of the other.
    pub fn is_predecessor(&self, predecessor: NodeIx, organ: NodeIx) -> bool {
        let Some(left) = self.first_step(predecessor) else { return false };
        let mut times = Arrivals::new();
        let mut passed = Passed::default();
        let mut queue = BinaryHeap::new();
        queue.extend(times.improve(organ, Day::MIN).map(|at| Reverse((Day::MIN, at))));
        let mut is_met = false;
        while let Some(Reverse((time, at))) = queue.pop() {
            let (node, best) = times.stops()[at as usize];
            if best < time {
                continue;
            }
            let may_pass = |transition, time| passed.is_earlier(transition, time);
            self.each_onward(LineageDirection::Back, (node, time), may_pass, |pass| {
                if pass.time > left {
                    return;
                }
                is_met |= pass.to == predecessor;
                if let Some(at) = times.improve(pass.to, pass.time) {
                    queue.push(Reverse((pass.time, at)));
                }
            });
            if is_met {
                return predecessor != organ;
            }
        }
        false
    }

    /// The first day on which anything may have grown out of an organ, as a walk back counts it: a
    /// walk that has come further back does not come by the organ.
    pub(super) fn first_step(&self, organ: NodeIx) -> Option<Day> {
        let first = if self.walks_all_steps() {
            self.kept_steps(LineageDirection::Forth).of(organ).iter().map(|row| row.first).min()
        } else {
            let transitions = self.shown_transitions(LineageDirection::Forth, organ);
            transitions.map(|transition| self.transition_days(&transition).0).min()
        };
        first.map(|first| LineageDirection::Back.clock(first))
    }

    /// All that walks of at most `depth` steps from some organs come by. An organ does not find
    /// itself; it is found all the same when another one of them leads to it.
    ///
    /// To know that, every organ and every wide transition remembers its two earliest finders:
    /// with two of them, one is not the organ itself, and a third could not add anything that the
    /// two do not.
    pub fn reached(
        &self,
        way: LineageDirection,
        starts: impl IntoIterator<Item = NodeIx>,
        depth: Option<u32>,
    ) -> Vec<NodeIx> {
        let mut found: IndexMap<NodeIx, Finders, FxBuildHasher> = IndexMap::default();
        let mut passed: FxHashMap<TransitionIx, Finders> = FxHashMap::default();
        let starts = starts.into_iter().map(|start| Reverse((0, Day::MIN, start, start)));
        let mut queue: BinaryHeap<_> = starts.collect();
        while let Some(Reverse((level, time, organ, start))) = queue.pop() {
            if depth.is_some_and(|depth| level >= depth) {
                break;
            }
            // Without a limit nothing is gained by going level by level: the earliest comes first.
            let next = level + u32::from(depth.is_some());
            let may_pass = |ix, time| passed.entry(ix).or_default().note(start, time);
            self.each_onward(way, (organ, time), may_pass, |pass| {
                let is_other = pass.to != start;
                if is_other && found.entry(pass.to).or_default().note(start, pass.time) {
                    queue.push(Reverse((next, pass.time, pass.to, start)));
                }
            });
        }
        found.into_keys().collect()
    }

    /// All organs on any way through time from some organs to others, the ends with them.
    pub fn between(
        &self,
        from: impl IntoIterator<Item = NodeIx>,
        to: impl IntoIterator<Item = NodeIx>,
    ) -> Vec<NodeIx> {
        let (arrivals, departures) =
            (self.times(LineageDirection::Forth, from), self.times(LineageDirection::Back, to));
        let on_a_way = |&(organ, arrival): &(NodeIx, Day)| {
            let departure = LineageDirection::Back.clock(departures.get(organ)?);
            (arrival <= departure).then_some(organ)
        };
        arrivals.stops().iter().filter_map(on_a_way).collect()
    }

    /// The nearest predecessors that all of some sets share: of the shared ones (each organ counts
    /// as its own predecessor) those from which no step leads in time to another shared one.
    pub fn common_predecessors(&self, sets: &[Vec<NodeIx>]) -> Vec<NodeIx> {
        let times: Vec<Arrivals> = sets
            .iter()
            .map(|set| self.times(LineageDirection::Back, set.iter().copied()))
            .collect();
        let Some((one, others)) = times.split_first() else { return Vec::new() };
        let last = |&(organ, time): &(NodeIx, Day)| {
            let time = others.iter().try_fold(time, |last, to| Some(last.max(to.get(organ)?)));
            Some((organ, time?))
        };
        let shared: Vec<(NodeIx, Day)> = one.stops().iter().filter_map(last).collect();
        // Whatever leads to one of them, with one or two of them: the second where the first is
        // the organ that leads there.
        let mut leads: FxHashMap<TransitionIx, (NodeIx, bool)> = FxHashMap::default();
        for &(organ, time) in &shared {
            for transition in self.shown_transitions(LineageDirection::Back, organ) {
                let (first, last) =
                    LineageDirection::Back.clocks(self.transition_days(&transition));
                if self.goes_on(time, first, last) {
                    let lead = leads.entry(transition.ix).or_insert((organ, false));
                    lead.1 |= lead.0 != organ;
                }
            }
        }
        nearest(shared.into_iter().map(|(organ, _)| organ).collect(), |organ| {
            let mut ways = LineageDirection::Forth.transitions(self.graph(), organ);
            ways.any(|way| leads.get(&way.ix).is_some_and(|&(to, more)| more || to != organ))
        })
    }

    /// The least of the answers of a path's transitions.
    pub fn path_answer(&self, path: &[Step]) -> Answer {
        let answer =
            |step: &Step| self.transition_answer(&self.graph().transition(step.transition));
        path.iter().map(answer).min().unwrap_or(Answer::Certain)
    }
}

fn each_once(mut organs: Vec<NodeIx>) -> Vec<NodeIx> {
    organs.sort_unstable();
    organs.dedup();
    organs
}

/// The two earliest walks that came by, of different starts.
#[derive(Copy, Clone, Default)]
struct Finders([Option<(NodeIx, Day)>; 2]);

impl Finders {
    /// Keeps a walk if it is one of the two. Whether it was new.
    fn note(&mut self, start: NodeIx, time: Day) -> bool {
        let same = |finder: &Option<(NodeIx, Day)>| finder.is_some_and(|known| known.0 == start);
        let place = self.0.iter().position(same).unwrap_or_else(|| self.later());
        let is_new = self.0[place].is_none_or(|known| time < known.1);
        if is_new {
            self.0[place] = Some((start, time));
        }
        is_new
    }

    /// The free place, or that of the later walk.
    fn later(&self) -> usize {
        match self.0 {
            [None, _] => 0,
            [_, None] => 1,
            [Some(one), Some(other)] => usize::from(one.1 <= other.1),
        }
    }
}
