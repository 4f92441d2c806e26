//! Walks over a slice: up and down the hierarchy, back and forth along the lineage.
//!
//! The lineage of real organisations runs in circles: parties split and merge again. Only time
//! decides, so a walk goes on through a transition only when it may have happened no earlier than
//! the one before it: reachability in a temporal graph, by earliest arrival and latest departure
//! (Wu, Cheng, Huang, Ke, Lu, Xu: Path Problems in Temporal Graphs, VLDB 2014).

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::ops::ControlFlow;

use rustc_hash::{FxHashMap, FxHashSet};

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

/// One way from an organ to another.
pub type Path = Vec<Step>;

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
        found
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
        let mut search = Search {
            slice: self,
            departures: self.departures(to),
            to,
            most,
            tries: 0,
            on_path: vec![from],
            path: Vec::new(),
            paths: Paths::default(),
        };
        if search.departures.contains_key(&from) && from != to {
            let _ = search.go(Day::MIN);
        }
        search.paths
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

/// A search for paths, depth first: an explicit stack is not needed, for a path passes no organ
/// twice and the steps of one search are counted.
struct Search<'s, 'g> {
    slice: &'s Slice<'g>,
    departures: FxHashMap<NodeIx, Day>,
    to: NodeIx,
    most: usize,
    tries: usize,
    on_path: Vec<NodeIx>,
    path: Path,
    paths: Paths,
}

impl Search<'_, '_> {
    /// Tries every step on from the last organ of the path, reached at the earliest on `day`.
    fn go(&mut self, day: Day) -> ControlFlow<()> {
        let node = *self.on_path.last().expect("a path has a start");
        let steps: Vec<Step> = self.slice.steps_from(node).collect();
        for step in steps {
            self.tries += 1;
            if self.paths.found.len() >= self.most || self.tries > MOST_TRIES {
                self.paths.more = true;
                return ControlFlow::Break(());
            }
            let (earliest, latest) = self.slice.step_days(step);
            let arrival = day.max(earliest);
            let leads =
                self.departures.get(&step.to).is_some_and(|&departure| departure >= arrival);
            if latest < day || !leads || self.on_path.contains(&step.to) {
                continue;
            }
            self.path.push(step);
            if step.to == self.to {
                self.paths.found.push(self.path.clone());
            } else {
                self.on_path.push(step.to);
                self.go(arrival)?;
                self.on_path.pop();
            }
            self.path.pop();
        }
        ControlFlow::Continue(())
    }
}
