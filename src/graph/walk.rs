//! Walks over a slice: up and down the hierarchy, back and forth along the lineage.
//!
//! The lineage of real organisations runs in circles: parties split and merge again. Only time
//! decides, so a walk goes on through a transition only when it may have happened no earlier than
//! the one before it: reachability in a temporal graph, by earliest arrival and latest departure
//! (Wu, Cheng, Huang, Ke, Lu, Xu: Path Problems in Temporal Graphs, VLDB 2014).

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::hash_map::Entry;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::index::{NodeIx, TransitionIx};
use super::slice::Slice;
use super::steps::{Steps, Way};
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

/// A step with the first and the last day on which it may have been taken.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct TimedStep {
    /// The step.
    pub step: Step,
    /// The first day; [`Day::MIN`] where there is no such limit.
    pub first: Day,
    /// The last day; [`Day::MAX`] where there is no such limit.
    pub last: Day,
}

/// From one organ to the next: all transitions that lead there, in the order of the text.
pub type Hop = Vec<Step>;

/// One way from an organ to another.
pub type Path = Vec<Hop>;

/// All ways from an organ to another.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Paths {
    /// The ways, in the order of the text.
    pub found: Vec<Path>,
    /// Whether there are more than were looked for.
    pub more: bool,
}

/// How many steps a search for paths may try: keeps a model with too many ways from hanging.
const MOST_TRIES: usize = 1_000_000;

#[derive(Copy, Clone, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

impl<'g> Slice<'g> {
    // Hierarchy.

    /// All that an organ stood under, directly or not, nearest first, with the number of levels.
    /// The organ itself is not among them, not even where the line runs in a circle.
    pub fn above(&self, organ: NodeIx, depth: Option<u32>) -> Vec<(NodeIx, u32)> {
        self.reach(organ, depth, Direction::Up)
    }

    /// All that stood under an organ, directly or not, nearest first, with the number of levels.
    pub fn below(&self, organ: NodeIx, depth: Option<u32>) -> Vec<(NodeIx, u32)> {
        self.reach(organ, depth, Direction::Down)
    }

    /// The organs found so far are the queue as well: nearest first.
    fn reach(&self, organ: NodeIx, depth: Option<u32>, direction: Direction) -> Vec<(NodeIx, u32)> {
        let mut met = Met::new(organ);
        let mut found: Vec<(NodeIx, u32)> = Vec::with_capacity(8);
        let (mut node, mut level, mut next) = (organ, 0, 0);
        loop {
            if depth.is_none_or(|depth| level < depth) {
                self.each_beside(node, direction, |other| {
                    if met.is_new(other, &found) {
                        found.push((other, level + 1));
                    }
                });
            }
            let Some(&queued) = found.get(next) else { return found };
            (node, level) = queued;
            next += 1;
        }
    }

    /// The organs one level up or down. Where nothing is hidden, no claim is looked at.
    #[inline]
    fn each_beside(&self, node: NodeIx, direction: Direction, mut visit: impl FnMut(NodeIx)) {
        let graph = self.graph();
        match direction {
            Direction::Up if self.shows_all() => graph.over(node).for_each(visit),
            Direction::Down if self.shows_all() => graph.beneath(node).for_each(visit),
            Direction::Up => self.superiors(node).for_each(|(under, _)| visit(under.superior)),
            Direction::Down => self.units(node).for_each(|(under, _)| visit(under.unit)),
        }
    }

    /// The nearest superiors that two organs share: of the shared ones (each organ counts as above
    /// itself) those that have no other shared one under them.
    pub fn meet(&self, a: NodeIx, b: NodeIx) -> Vec<NodeIx> {
        let (of_a, of_b) = (self.above(a, None), self.above(b, None));
        let many: FxHashSet<NodeIx> = match of_a.len() {
            0..=Met::FEW => FxHashSet::default(),
            _ => of_a.iter().map(|(node, _)| *node).collect(),
        };
        let is_above_a = |node: NodeIx| {
            node == a
                || match many.is_empty() {
                    true => of_a.iter().any(|(other, _)| *other == node),
                    false => many.contains(&node),
                }
        };
        let above_b = of_b.iter().map(|(node, _)| *node);
        let shared: Vec<NodeIx> =
            [b].into_iter().chain(above_b).filter(|&n| is_above_a(n)).collect();
        // Few organs are shared, and each has few superiors: to look at units would be to look at many.
        let mut covered = Vec::with_capacity(shared.len());
        for &node in &shared {
            self.each_beside(node, Direction::Up, |superior| {
                if superior != node {
                    covered.push(superior);
                }
            });
        }
        covered.sort_unstable();
        nearest(shared, |node| covered.binary_search(&node).is_ok())
    }

    // Lineage.

    /// The steps from an organ to its heirs.
    pub fn steps_from(&self, organ: NodeIx) -> impl Iterator<Item = Step> + use<'g, '_> {
        let graph = self.graph();
        graph
            .transitions_from(organ)
            .filter(|transition| self.shows(self.transition_answer(transition)))
            .flat_map(move |transition| {
                let heirs = transition.into().filter(move |&to| to != organ);
                heirs.map(move |to| Step { transition: transition.ix, from: organ, to })
            })
    }

    /// The steps to an organ from its forerunners.
    pub fn steps_into(&self, organ: NodeIx) -> impl Iterator<Item = Step> + use<'g, '_> {
        let graph = self.graph();
        graph
            .transitions_into(organ)
            .filter(|transition| self.shows(self.transition_answer(transition)))
            .flat_map(move |transition| {
                let forerunners = transition.from().filter(move |&from| from != organ);
                forerunners.map(move |from| Step { transition: transition.ix, from, to: organ })
            })
    }

    /// The days on which a step may have been taken: all where its transition has no date.
    pub fn step_days(&self, step: Step) -> (Day, Day) {
        self.transition_days(&self.graph().transition(step.transition))
    }

    /// The steps from an organ to its heirs with their days.
    pub fn timed_steps_from(&self, organ: NodeIx) -> impl Iterator<Item = TimedStep> + use<'g, '_> {
        self.timed_steps(organ, Way::Forth)
    }

    /// The steps to an organ from its forerunners with their days.
    pub fn timed_steps_into(&self, organ: NodeIx) -> impl Iterator<Item = TimedStep> + use<'g, '_> {
        self.timed_steps(organ, Way::Back)
    }

    fn timed_steps(
        &self,
        organ: NodeIx,
        way: Way,
    ) -> impl Iterator<Item = TimedStep> + use<'g, '_> {
        let graph = self.graph();
        let kept = self.walks_all_steps().then(|| {
            let steps = graph.memory.steps[way as usize].get_or_init(|| Steps::new(graph, way));
            steps.of(organ)
        });
        let told = kept.is_none().then(|| self.told_steps(organ, way));
        kept.into_iter().flatten().chain(told.into_iter().flatten())
    }

    /// The steps of an organ as its transitions tell them.
    pub(super) fn told_steps(
        &self,
        organ: NodeIx,
        way: Way,
    ) -> impl Iterator<Item = TimedStep> + use<'g, '_> {
        let back = (way == Way::Back).then(|| self.steps_into(organ));
        let forth = (way == Way::Forth).then(|| self.steps_from(organ));
        let steps = back.into_iter().flatten().chain(forth.into_iter().flatten());
        steps.map(|step| {
            let (first, last) = self.step_days(step);
            TimedStep { step, first, last }
        })
    }

    /// All that grew out of an organ, in the order in which it may have come to be.
    pub fn heirs(&self, organ: NodeIx) -> Vec<NodeIx> {
        let mut stops = self.arrivals(organ).stops;
        stops.swap_remove(0);
        stops.sort_unstable_by_key(|&(node, day)| (day, node));
        stops.into_iter().map(|(node, _)| node).collect()
    }

    /// The earliest day on which each heir may have come to be.
    fn arrivals(&self, organ: NodeIx) -> Days {
        let mut arrivals = Days::of(organ, Day::MIN);
        let mut queue = BinaryHeap::from([Reverse((Day::MIN, 0))]);
        while let Some(Reverse((day, at))) = queue.pop() {
            let (node, best) = arrivals.stops[at];
            if best < day {
                continue;
            }
            for TimedStep { step, first, last } in self.timed_steps_from(node) {
                let arrival = day.max(first);
                if last >= day
                    && let Some(at) = arrivals.improve(step.to, arrival, |new, old| new < old)
                {
                    queue.push(Reverse((arrival, at)));
                }
            }
        }
        arrivals
    }

    /// The steps of all ways that lead on from an organ, by date and then by the order of the text.
    pub fn steps_to_heirs(&self, organ: NodeIx) -> Vec<Step> {
        let arrivals = self.arrivals(organ);
        let steps = arrivals.stops.iter().flat_map(|&(node, day)| {
            self.steps_from(node).filter(move |&step| self.step_days(step).1 >= day)
        });
        self.in_order(steps.collect())
    }

    /// The steps of all ways that lead to an organ, by date and then by the order of the text.
    pub fn steps_to_forerunners(&self, organ: NodeIx) -> Vec<Step> {
        let departures = self.departures(organ);
        let steps = departures.stops.iter().flat_map(|&(node, day)| {
            self.steps_into(node).filter(move |&step| self.step_days(step).0 <= day)
        });
        self.in_order(steps.collect())
    }

    fn in_order(&self, mut steps: Vec<Step>) -> Vec<Step> {
        steps.sort_unstable_by_key(|&step| (self.step_days(step), step));
        steps
    }

    /// All that an organ grew out of, the latest first.
    pub fn forerunners(&self, organ: NodeIx) -> Vec<NodeIx> {
        let mut stops = self.departures(organ).stops;
        stops.swap_remove(0);
        stops.sort_unstable_by_key(|&(node, day)| (Reverse(day), node));
        stops.into_iter().map(|(node, _)| node).collect()
    }

    /// Whether an organ grew out of another: the walk ends where the other is met, and leaves out
    /// what has to be left before anything grew out of the other.
    pub fn is_forerunner(&self, forerunner: NodeIx, organ: NodeIx) -> bool {
        let Some(left) = self.first_step(forerunner) else { return false };
        let mut departures = Days::of(organ, Day::MAX);
        let mut queue = BinaryHeap::from([(Day::MAX, 0)]);
        while let Some((day, at)) = queue.pop() {
            let (node, best) = departures.stops[at];
            if best > day {
                continue;
            }
            for TimedStep { step, first, last } in self.timed_steps_into(node) {
                let departure = day.min(last);
                if first > day || departure < left {
                    continue;
                }
                if step.from == forerunner {
                    return forerunner != organ;
                }
                if let Some(at) = departures.improve(step.from, departure, |new, old| new > old) {
                    queue.push((departure, at));
                }
            }
        }
        false
    }

    /// The first day on which anything may have grown out of an organ.
    fn first_step(&self, organ: NodeIx) -> Option<Day> {
        self.timed_steps_from(organ).map(|timed| timed.first).min()
    }

    /// The latest day on which each forerunner may still have been left on the way to `organ`.
    fn departures(&self, organ: NodeIx) -> Days {
        let mut departures = Days::of(organ, Day::MAX);
        let mut queue = BinaryHeap::from([(Day::MAX, 0)]);
        while let Some((day, at)) = queue.pop() {
            let (node, best) = departures.stops[at];
            if best > day {
                continue;
            }
            for TimedStep { step, first, last } in self.timed_steps_into(node) {
                let departure = day.min(last);
                if first <= day
                    && let Some(at) = departures.improve(step.from, departure, |new, old| new > old)
                {
                    queue.push((departure, at));
                }
            }
        }
        departures
    }

    /// All ways from an organ to another that go forward in time and pass no organ twice, at most
    /// `most` of them.
    pub fn paths(&self, from: NodeIx, to: NodeIx, most: usize) -> Paths {
        let departures = self.departures(to);
        if from == to || departures.get(from).is_none() {
            return Paths::default();
        }
        Search { slice: self, departures, to, on_path: FxHashSet::from_iter([from]) }
            .run(from, most)
    }

    /// A way from an organ to another with the fewest hops, forward in time.
    ///
    /// Backwards, for organs have fewer forerunners than heirs: level by level, each organ with the
    /// latest day on which it may be left in so many hops. An earlier departure is of no use, and a
    /// later one may go back where the first does not.
    pub fn shortest(&self, from: NodeIx, to: NodeIx) -> Option<Path> {
        let left = self.first_step(from)?;
        let mut latest = Days::of(to, Day::MAX);
        let mut stops = vec![Stop { node: to, day: Day::MAX, next: 0 }];
        let mut level = 0..1;
        let mut found = None;
        while from != to && found.is_none() && !level.is_empty() {
            for next in level.clone() {
                let Stop { node, day, .. } = stops[next];
                for TimedStep { step, first, last } in self.timed_steps_into(node) {
                    let departure = day.min(last);
                    if first > day || departure < left {
                        continue;
                    }
                    if latest.improve(step.from, departure, |new, old| new > old).is_some() {
                        if step.from == from {
                            found = Some(stops.len());
                        }
                        stops.push(Stop { node: step.from, day: departure, next });
                    }
                }
            }
            level = level.end..stops.len();
        }
        found.map(|start| self.along_stops(&stops, start))
    }

    /// The way that the stops of a search tell, from its start to its end.
    fn along_stops(&self, stops: &[Stop], start: usize) -> Path {
        let mut path = Path::new();
        let mut at = start;
        let mut day = Day::MIN;
        while at != 0 {
            let (stop, next) = (stops[at], stops[stops[at].next]);
            let mut arrival = Day::MAX;
            let mut hop = Hop::new();
            for TimedStep { step, first, last } in self.timed_steps_into(next.node) {
                if step.from == stop.node && last >= day && first <= next.day {
                    arrival = arrival.min(first);
                    hop.push(step);
                }
            }
            day = day.max(arrival);
            path.push(hop);
            at = stop.next;
        }
        path
    }

    /// The nearest forerunners that two organs share: of the shared ones (each organ counts as its
    /// own forerunner) those from which no step leads in time to another shared one.
    pub fn common_forerunners(&self, a: NodeIx, b: NodeIx) -> Vec<NodeIx> {
        let (to_a, to_b) = (self.departures(a), self.departures(b));
        let last = |node: NodeIx| Some(to_a.get(node)?.min(to_b.get(node)?));
        let nodes = to_a.stops.iter().map(|(node, _)| *node);
        let shared = nodes.filter(|&node| to_b.get(node).is_some()).collect();
        nearest(shared, |node| {
            self.timed_steps_from(node)
                .any(|timed| last(timed.step.to).is_some_and(|last| timed.first <= last))
        })
    }

    /// The least of the answers of a path's transitions.
    pub fn path_answer(&self, path: &[Step]) -> Answer {
        let answer =
            |step: &Step| self.transition_answer(&self.graph().transition(step.transition));
        path.iter().map(answer).min().unwrap_or(Answer::Certain)
    }
}

/// The organs that a walk through time has met, each with its best day so far, in the order of
/// meeting.
struct Days {
    stops: Vec<(NodeIx, Day)>,
    places: FxHashMap<NodeIx, usize>,
}

impl Days {
    /// What most walks find has room from the start.
    const MANY: usize = 56;

    fn of(organ: NodeIx, day: Day) -> Days {
        let mut places = FxHashMap::with_capacity_and_hasher(Days::MANY, FxBuildHasher);
        places.insert(organ, 0);
        let mut stops = Vec::with_capacity(Days::MANY);
        stops.push((organ, day));
        Days { stops, places }
    }

    fn get(&self, node: NodeIx) -> Option<Day> {
        self.places.get(&node).map(|&at| self.stops[at].1)
    }

    /// Keeps a day for an organ if it is better than the one that is known; gives the organ's place
    /// if it was.
    #[inline]
    fn improve(
        &mut self,
        node: NodeIx,
        day: Day,
        better: impl Fn(Day, Day) -> bool,
    ) -> Option<usize> {
        match self.places.entry(node) {
            Entry::Vacant(place) => {
                place.insert(self.stops.len());
                self.stops.push((node, day));
                Some(self.stops.len() - 1)
            }
            Entry::Occupied(place) => {
                let at = *place.get();
                let is_better = better(day, self.stops[at].1);
                if is_better {
                    self.stops[at].1 = day;
                }
                is_better.then_some(at)
            }
        }
    }
}

/// An organ on the way back of a search for the shortest way.
#[derive(Copy, Clone)]
struct Stop {
    node: NodeIx,
    /// Until when it may be left.
    day: Day,
    /// The stop to which it leads.
    next: usize,
}

/// The organs that a walk has met. Few are looked through, which is faster than hashing them.
struct Met {
    start: NodeIx,
    many: FxHashSet<NodeIx>,
}

impl Met {
    const FEW: usize = 24;

    fn new(start: NodeIx) -> Met {
        Met { start, many: FxHashSet::default() }
    }

    /// Whether an organ is met for the first time, `found` being those that were met before.
    #[inline]
    fn is_new(&mut self, node: NodeIx, found: &[(NodeIx, u32)]) -> bool {
        if node == self.start {
            return false;
        }
        if found.len() < Met::FEW {
            return found.iter().all(|(other, _)| *other != node);
        }
        if self.many.is_empty() {
            self.many.extend(found.iter().map(|(node, _)| *node));
        }
        self.many.insert(node)
    }
}

/// Those of `shared` that lead to no other of them; all of them where every one does, in a circle.
fn nearest(mut shared: Vec<NodeIx>, leads_on: impl Fn(NodeIx) -> bool) -> Vec<NodeIx> {
    shared.sort_unstable();
    let nearest: Vec<NodeIx> = shared.iter().copied().filter(|&node| !leads_on(node)).collect();
    if nearest.is_empty() { shared } else { nearest }
}

/// A search for paths, depth first. A chain of renamed and renamed again may be longer than the
/// program's stack, so the search keeps its own.
struct Search<'s, 'g> {
    slice: &'s Slice<'g>,
    departures: Days,
    to: NodeIx,
    on_path: FxHashSet<NodeIx>,
}

impl Search<'_, '_> {
    fn run(mut self, from: NodeIx, most: usize) -> Paths {
        let mut paths = Paths::default();
        let mut path = Path::new();
        let mut levels = vec![self.hops(from, Day::MIN).into_iter()];
        for _ in 0..MOST_TRIES {
            let Some(level) = levels.last_mut() else { return paths };
            let Some((arrival, hop)) = level.next() else {
                levels.pop();
                if let Some(hop) = path.pop() {
                    self.on_path.remove(&hop[0].to);
                }
                continue;
            };
            if paths.found.len() >= most {
                break;
            }
            let to = hop[0].to;
            path.push(hop);
            if to == self.to {
                paths.found.push(path.clone());
                path.pop();
            } else {
                self.on_path.insert(to);
                levels.push(self.hops(to, arrival).into_iter());
            }
        }
        paths.more = true;
        paths
    }

    /// The hops from an organ that may be made on `day` or later and from which the end can still
    /// be reached, each with the earliest day of its arrival.
    fn hops(&self, node: NodeIx, day: Day) -> Vec<(Day, Hop)> {
        let mut hops: IndexMap<NodeIx, (Day, Hop), FxBuildHasher> = IndexMap::default();
        for step in self.slice.steps_from(node) {
            let (earliest, latest) = self.slice.step_days(step);
            let arrival = day.max(earliest);
            let leads = self.departures.get(step.to).is_some_and(|departure| departure >= arrival);
            if latest < day || !leads || self.on_path.contains(&step.to) {
                continue;
            }
            let hop = hops.entry(step.to).or_insert_with(|| (arrival, Hop::new()));
            hop.0 = hop.0.min(arrival);
            hop.1.push(step);
        }
        hops.into_values().collect()
    }
}
