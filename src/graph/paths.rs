//! Ways from one organ to another, forward in time.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::arrivals::Arrivals;
use super::index::NodeIx;
use super::lineage::{Passed, Step};
use super::slice::Slice;
use super::steps::LineageDirection;
use crate::time::Day;

/// From one organ to the next: all transitions that lead there, in the order of the text.
pub type Hop = Vec<Step>;

/// One way from an organ to another.
pub type LineagePath = Vec<Hop>;

/// All ways from an organ to another.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Paths {
    /// The ways, in the order of the text.
    pub found: Vec<LineagePath>,
    /// Whether there are more than were looked for.
    pub more: bool,
}

/// How many steps a search for paths may look at: keeps a model with too many ways from hanging.
const MOST_TRIES: usize = 1_000_000;

impl Slice<'_> {
    /// All ways from an organ to another that go forward in time and pass no organ twice, at most
    /// `most` of them.
    pub fn paths(&self, from: NodeIx, to: NodeIx, most: usize) -> Paths {
        let departures = self.times(LineageDirection::Back, [to]);
        if from == to || departures.get(from).is_none() {
            return Paths::default();
        }
        let on_path = FxHashSet::from_iter([from]);
        Search { slice: self, departures, to, on_path, tries: 0 }.run(from, most)
    }

    /// A way from an organ to another with the fewest steps whatever their dates: where no way goes forward in time,
    /// it shows whose recorded dates run backwards.
    pub fn way_whatever_the_dates(&self, from: NodeIx, to: NodeIx) -> Option<Vec<Step>> {
        let mut came: IndexMap<NodeIx, Option<Step>, FxBuildHasher> = IndexMap::default();
        came.insert(from, None);
        let mut at = 0;
        while let Some((&organ, _)) = came.get_index(at).filter(|(organ, _)| **organ != to) {
            for step in self.steps_from(organ) {
                came.entry(step.to).or_insert(Some(step));
            }
            at += 1;
        }
        let mut way = Vec::new();
        let mut organ = to;
        while let Some(Some(step)) = came.get(&organ) {
            way.push(*step);
            organ = step.from;
        }
        way.reverse();
        (!way.is_empty()).then_some(way)
    }

    /// A way from an organ to another with the fewest hops, forward in time.
    ///
    /// Backwards, for organs have fewer predecessors than successors: level by level, each organ with the
    /// latest day on which it may be left in so many hops. An earlier departure is of no use, and a
    /// later one may go back where the first does not.
    pub fn shortest(&self, from: NodeIx, to: NodeIx) -> Option<LineagePath> {
        let left = self.first_step(from)?;
        let mut times = Arrivals::new();
        times.improve(to, Day::MIN);
        let mut passed = Passed::default();
        let mut stops = vec![Stop { organ: to, time: Day::MIN, next: 0 }];
        let mut level = 0..1;
        let mut found = None;
        while from != to && found.is_none() && !level.is_empty() {
            for next in level.clone() {
                let Stop { organ, time, .. } = stops[next];
                let may_pass = |transition, time| passed.is_earlier(transition, time);
                self.each_onward(LineageDirection::Back, (organ, time), may_pass, |pass| {
                    if pass.time <= left && times.improve(pass.to, pass.time).is_some() {
                        if pass.to == from {
                            found = Some(stops.len());
                        }
                        stops.push(Stop { organ: pass.to, time: pass.time, next });
                    }
                });
            }
            level = level.end..stops.len();
        }
        found.map(|start| self.along_stops(&stops, start))
    }

    /// The way that the stops of a search show, from its start to its end.
    fn along_stops(&self, stops: &[Stop], start: usize) -> LineagePath {
        let mut path = LineagePath::new();
        let mut at = start;
        let mut day = Day::MIN;
        while at != 0 {
            let (stop, next) = (stops[at], stops[stops[at].next]);
            let mut arrival = Day::MAX;
            let mut hop = Hop::new();
            self.each_step_between(stop.organ, next.organ, |step, (first, last)| {
                if last >= day && first <= LineageDirection::Back.clock(next.time) {
                    arrival = arrival.min(first);
                    hop.push(step);
                }
            });
            day = day.max(arrival);
            path.push(hop);
            at = stop.next;
        }
        path
    }

    /// The steps from an organ to another, with their days, in the order of the text.
    fn each_step_between(&self, from: NodeIx, to: NodeIx, mut visit: impl FnMut(Step, (Day, Day))) {
        let step = |transition| Step { transition, from, to };
        if self.walks_all_steps() {
            let leads = |row: &&super::steps::Onward| match row.to() {
                Some(organ) => organ == from,
                None => self.graph().transition(row.transition).has_predecessor(from),
            };
            for row in self.kept_steps(LineageDirection::Back).of(to).iter().filter(leads) {
                visit(step(row.transition), LineageDirection::Back.clocks((row.first, row.last)));
            }
            return;
        }
        for transition in self.shown_transitions(LineageDirection::Back, to) {
            if transition.has_predecessor(from) {
                visit(step(transition.ix), self.transition_days(&transition));
            }
        }
    }
}

/// An organ on the way back of a search for the shortest way.
#[derive(Copy, Clone)]
struct Stop {
    organ: NodeIx,
    /// Until when it may be left, by the clock of a walk back.
    time: Day,
    /// The stop to which it leads.
    next: usize,
}

/// A search for paths, depth first. A chain of renamed and renamed again may be longer than the
/// program's stack, so the search keeps its own.
struct Search<'s, 'g> {
    slice: &'s Slice<'g>,
    departures: Arrivals,
    to: NodeIx,
    on_path: FxHashSet<NodeIx>,
    /// How many steps it looked at.
    tries: usize,
}

impl Search<'_, '_> {
    fn run(mut self, from: NodeIx, most: usize) -> Paths {
        let mut paths = Paths::default();
        let mut path = LineagePath::new();
        let mut levels = vec![self.hops(from, Day::MIN).into_iter()];
        while self.tries < MOST_TRIES {
            self.tries += 1;
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
    fn hops(&mut self, node: NodeIx, day: Day) -> Vec<(Day, Hop)> {
        let mut hops: IndexMap<NodeIx, (Day, Hop), FxBuildHasher> = IndexMap::default();
        for step in self.slice.steps_from(node) {
            self.tries += 1;
            let (earliest, latest) = self.slice.step_days(step);
            let arrival = day.max(earliest);
            let departure =
                self.departures.get(step.to).map(|time| LineageDirection::Back.clock(time));
            let leads = departure.is_some_and(|departure| departure >= arrival);
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
