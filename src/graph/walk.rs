//! Walks over a slice: up and down the hierarchy, back and forth along the lineage.
//!
//! The lineage of real organisations runs in circles: parties split and merge again. Only time
//! decides, so a walk goes on through a transition only when it may have happened no earlier than
//! the one before it: reachability in a temporal graph, by earliest arrival and latest departure
//! (Wu, Cheng, Huang, Ke, Lu, Xu: Path Problems in Temporal Graphs, VLDB 2014).

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::index::{NodeIx, TransitionIx};
use super::slice::Slice;
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

    fn reach(&self, organ: NodeIx, depth: Option<u32>, direction: Direction) -> Vec<(NodeIx, u32)> {
        let mut seen = FxHashSet::from_iter([organ]);
        let mut queue = VecDeque::from([(organ, 0)]);
        let mut found = Vec::new();
        while let Some((node, level)) = queue.pop_front() {
            if depth.is_some_and(|depth| level >= depth) {
                continue;
            }
            let mut visit = |next: NodeIx| {
                if seen.insert(next) {
                    found.push((next, level + 1));
                    queue.push_back((next, level + 1));
                }
            };
            match direction {
                Direction::Up => self.superiors(node).for_each(|(under, _)| visit(under.superior)),
                Direction::Down => self.units(node).for_each(|(under, _)| visit(under.unit)),
            }
        }
        found
    }

    /// The nearest superiors that two organs share: of the shared ones (each organ counts as above
    /// itself) those that have no other shared one under them.
    pub fn meet(&self, a: NodeIx, b: NodeIx) -> Vec<NodeIx> {
        let with = |organ| self.above(organ, None).into_iter().map(|(node, _)| node).chain([organ]);
        let of_a: FxHashSet<NodeIx> = with(a).collect();
        let shared: FxHashSet<NodeIx> = with(b).filter(|node| of_a.contains(node)).collect();
        nearest(&shared, |node| {
            self.units(node)
                .map(|(under, _)| under.unit)
                .any(|unit| unit != node && shared.contains(&unit))
        })
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

    /// All that grew out of an organ, in the order in which it may have come to be.
    pub fn heirs(&self, organ: NodeIx) -> Vec<NodeIx> {
        self.arrivals(organ).1
    }

    /// The earliest day on which each heir may have come to be, and the heirs in that order.
    fn arrivals(&self, organ: NodeIx) -> (FxHashMap<NodeIx, Day>, Vec<NodeIx>) {
        let mut arrivals = FxHashMap::from_iter([(organ, Day::MIN)]);
        let mut queue = BinaryHeap::from([Reverse((Day::MIN, organ))]);
        let mut found = Vec::new();
        while let Some(Reverse((day, node))) = queue.pop() {
            if arrivals[&node] < day {
                continue;
            }
            if node != organ {
                found.push(node);
            }
            for step in self.steps_from(node) {
                let (earliest, latest) = self.step_days(step);
                let arrival = day.max(earliest);
                let known = arrivals.get(&step.to).is_some_and(|&known| known <= arrival);
                if latest >= day && !known {
                    arrivals.insert(step.to, arrival);
                    queue.push(Reverse((arrival, step.to)));
                }
            }
        }
        (arrivals, found)
    }

    /// The steps of all ways that lead on from an organ, by date and then by the order of the text.
    pub fn steps_to_heirs(&self, organ: NodeIx) -> Vec<Step> {
        let arrivals = self.arrivals(organ).0;
        #[allow(clippy::iter_over_hash_type, reason = "sorted right below")]
        let steps = arrivals.iter().flat_map(|(&node, &day)| {
            self.steps_from(node).filter(move |&step| self.step_days(step).1 >= day)
        });
        self.in_order(steps.collect())
    }

    /// The steps of all ways that lead to an organ, by date and then by the order of the text.
    pub fn steps_to_forerunners(&self, organ: NodeIx) -> Vec<Step> {
        let departures = self.departures(organ);
        #[allow(clippy::iter_over_hash_type, reason = "sorted right below")]
        let steps = departures.iter().flat_map(|(&node, &day)| {
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
        let departures = self.departures(organ);
        let mut found: Vec<(Day, NodeIx)> = departures
            .into_iter()
            .filter(|(node, _)| *node != organ)
            .map(|(n, d)| (d, n))
            .collect();
        found.sort_unstable_by_key(|&(day, node)| (Reverse(day), node));
        found.into_iter().map(|(_, node)| node).collect()
    }

    /// The latest day on which each forerunner may still have been left on the way to `organ`.
    fn departures(&self, organ: NodeIx) -> FxHashMap<NodeIx, Day> {
        let mut departures = FxHashMap::from_iter([(organ, Day::MAX)]);
        let mut queue = BinaryHeap::from([(Day::MAX, Reverse(organ))]);
        while let Some((day, Reverse(node))) = queue.pop() {
            if departures[&node] > day {
                continue;
            }
            for step in self.steps_into(node) {
                let (earliest, latest) = self.step_days(step);
                let departure = day.min(latest);
                let known = departures.get(&step.from).is_some_and(|&known| known >= departure);
                if earliest <= day && !known {
                    departures.insert(step.from, departure);
                    queue.push((departure, Reverse(step.from)));
                }
            }
        }
        departures
    }

    /// All ways from an organ to another that go forward in time and pass no organ twice, at most
    /// `most` of them.
    pub fn paths(&self, from: NodeIx, to: NodeIx, most: usize) -> Paths {
        let departures = self.departures(to);
        if from == to || !departures.contains_key(&from) {
            return Paths::default();
        }
        Search { slice: self, departures, to, on_path: FxHashSet::from_iter([from]) }
            .run(from, most)
    }

    /// A way from an organ to another with the fewest hops, forward in time.
    ///
    /// Level by level, each organ with the earliest day on which it may be reached in so many hops:
    /// a later arrival is of no use, and an earlier one may lead on where the first does not.
    pub fn shortest(&self, from: NodeIx, to: NodeIx) -> Option<Path> {
        let mut earliest = FxHashMap::from_iter([(from, Day::MIN)]);
        let mut levels: Vec<FxHashMap<NodeIx, (Day, NodeIx)>> = Vec::new();
        let mut fringe = vec![(from, Day::MIN)];
        while !fringe.is_empty() && from != to {
            let mut level: FxHashMap<NodeIx, (Day, NodeIx)> = FxHashMap::default();
            for (node, day) in fringe {
                for step in self.steps_from(node) {
                    let (first, last) = self.step_days(step);
                    let arrival = day.max(first);
                    let known = earliest.get(&step.to).is_some_and(|&known| known <= arrival);
                    if last >= day && !known {
                        earliest.insert(step.to, arrival);
                        level.insert(step.to, (arrival, node));
                    }
                }
            }
            let found = level.contains_key(&to);
            fringe = level.iter().map(|(&node, &(day, _))| (node, day)).collect();
            fringe.sort_unstable();
            levels.push(level);
            if found {
                return Some(self.back(from, to, &levels));
            }
        }
        None
    }

    /// The way that the levels of a search tell, from its end to its start.
    fn back(&self, from: NodeIx, to: NodeIx, levels: &[FxHashMap<NodeIx, (Day, NodeIx)>]) -> Path {
        let mut path = Path::new();
        let mut at = to;
        for (depth, level) in levels.iter().enumerate().rev() {
            let before = level[&at].1;
            let day = match depth {
                0 => Day::MIN,
                _ => levels[depth - 1].get(&before).map_or(Day::MIN, |&(day, _)| day),
            };
            let steps = self.steps_from(before).filter(|step| step.to == at);
            path.push(steps.filter(|&step| self.step_days(step).1 >= day).collect());
            at = before;
        }
        debug_assert_eq!(at, from);
        path.reverse();
        path
    }

    /// The nearest forerunners that two organs share: of the shared ones (each organ counts as its
    /// own forerunner) those from which no step leads in time to another shared one.
    pub fn common_forerunners(&self, a: NodeIx, b: NodeIx) -> Vec<NodeIx> {
        let (to_a, to_b) = (self.departures(a), self.departures(b));
        let last = |node: NodeIx| Some(*to_a.get(&node)?.min(to_b.get(&node)?));
        let shared = to_a.keys().copied().filter(|node| to_b.contains_key(node)).collect();
        nearest(&shared, |node| {
            self.steps_from(node)
                .any(|step| last(step.to).is_some_and(|last| self.step_days(step).0 <= last))
        })
    }

    /// The least of the answers of a path's transitions.
    pub fn path_answer(&self, path: &[Step]) -> Answer {
        let answer =
            |step: &Step| self.transition_answer(&self.graph().transition(step.transition));
        path.iter().map(answer).min().unwrap_or(Answer::Certain)
    }
}

/// Those of `shared` that lead to no other of them; all of them where every one does, in a circle.
fn nearest(shared: &FxHashSet<NodeIx>, leads_on: impl Fn(NodeIx) -> bool) -> Vec<NodeIx> {
    #[allow(clippy::iter_over_hash_type, reason = "sorted right below")]
    let mut nodes: Vec<NodeIx> = shared.iter().copied().collect();
    nodes.sort_unstable();
    let nearest: Vec<NodeIx> = nodes.iter().copied().filter(|&node| !leads_on(node)).collect();
    if nearest.is_empty() { nodes } else { nearest }
}

/// A search for paths, depth first. A chain of renamed and renamed again may be longer than the
/// program's stack, so the search keeps its own.
struct Search<'s, 'g> {
    slice: &'s Slice<'g>,
    departures: FxHashMap<NodeIx, Day>,
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
            let leads =
                self.departures.get(&step.to).is_some_and(|&departure| departure >= arrival);
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
