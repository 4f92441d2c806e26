//! Ways between organs that are shown through organs that are not. Takes a slice and the shown organs; gives
//! for each pair the way that arrives first. Never shows what was left out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::graph::{NodeIx, Slice, Step, TransitionIx, TransitionRef};
use crate::time::{Answer, Day};

/// A way from a shown organ to another through organs that are not shown.
#[derive(Clone, Copy)]
pub(super) struct Passage {
    pub(super) first: Step,
    pub(super) last: Step,
    /// How many organs it leads through.
    pub(super) left_out: u32,
    /// The least sure answer on it.
    pub(super) answer: Answer,
}

/// How many ways are reported, and how many steps looked at, at most.
const MOST: usize = 10_000;
const MOST_TRIES: usize = 10_000_000;

/// Ways through organs that are not shown.
pub(super) struct Passages {
    pub(super) found: Vec<Passage>,
    /// Whether there are more than were looked for.
    pub(super) more: bool,
}

/// The ways between shown organs on which time goes forward, in the order of the organs.
pub(super) fn passages(slice: &Slice<'_>, organs: &[NodeIx]) -> Passages {
    let shown = organs.iter().copied().collect();
    let mut search = Search { slice, shown, hidden: FxHashMap::default(), tries: 0 };
    let mut found = Vec::new();
    for &organ in organs {
        search.from(organ, &mut found);
        if found.len() > MOST || search.tries > MOST_TRIES {
            found.truncate(MOST);
            return Passages { found, more: true };
        }
    }
    Passages { found, more: false }
}

struct Search<'s, 'g> {
    slice: &'s Slice<'g>,
    shown: FxHashSet<NodeIx>,
    /// The ends of a transition that are not shown: most often none, however many there are.
    hidden: FxHashMap<TransitionIx, Vec<NodeIx>>,
    tries: usize,
}

impl Search<'_, '_> {
    /// The ways from one organ: Dijkstra's search by the day of arrival, among those not shown.
    fn from(&mut self, organ: NodeIx, found: &mut Vec<Passage>) {
        let slice = self.slice;
        let mut ways: IndexMap<NodeIx, (Day, Option<Passage>), FxBuildHasher> = IndexMap::default();
        ways.insert(organ, (Day::MIN, None));
        let mut passed: FxHashSet<TransitionIx> = FxHashSet::default();
        let mut queue = BinaryHeap::from([Reverse((Day::MIN, organ))]);
        while let Some(Reverse((day, node))) = queue.pop() {
            let (known, so_far) = ways[&node];
            if known < day || (node != organ && self.shown.contains(&node)) {
                continue;
            }
            for transition in ways_from(slice, node) {
                let (earliest, latest) = slice.transition_days(&transition);
                // The first to come to a transition is the earliest: who comes later finds nothing.
                if latest < day || (node != organ && !passed.insert(transition.ix)) {
                    continue;
                }
                let arrival = day.max(earliest);
                for to in self.ends(transition, node == organ) {
                    self.tries += 1;
                    let later = ways.get(&to).is_some_and(|&(known, _)| known <= arrival);
                    if to != node && !later {
                        let step = Step { transition: transition.ix, from: node, to };
                        ways.insert(to, (arrival, Some(further(slice, so_far, step))));
                        queue.push(Reverse((arrival, to)));
                    }
                }
            }
        }
        let is_direct = |end| ways_from(slice, organ).any(|direct| direct.has_successor(end));
        let ends = ways.into_iter().filter(|(n, _)| self.shown.contains(n) && !is_direct(*n));
        found.extend(ends.filter_map(|(_, (_, way))| way));
    }

    /// The ends of a transition; of the first on a way only those that are not shown, for what one
    /// step leads to needs no way round.
    fn ends(&mut self, transition: TransitionRef<'_>, first: bool) -> Vec<NodeIx> {
        if !first {
            return transition.into().collect();
        }
        let shown = &self.shown;
        let hidden = || transition.into().filter(|end| !shown.contains(end)).collect();
        self.hidden.entry(transition.ix).or_insert_with(hidden).clone()
    }
}

fn ways_from<'g>(slice: &Slice<'g>, organ: NodeIx) -> impl Iterator<Item = TransitionRef<'g>> {
    let transitions = slice.graph().transitions_from(organ);
    transitions.filter(|way| slice.shows(slice.transition_answer(way)))
}

fn further(slice: &Slice<'_>, so_far: Option<Passage>, step: Step) -> Passage {
    let answer = slice.transition_answer(&slice.graph().transition(step.transition));
    match so_far {
        Some(way) => Passage {
            last: step,
            left_out: way.left_out + 1,
            answer: way.answer.min(answer),
            ..way
        },
        None => Passage { first: step, last: step, left_out: 0, answer },
    }
}
