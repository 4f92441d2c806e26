//! Ways between organs that are shown through organs that are not. Takes a slice and the shown organs; gives
//! for each pair the way that arrives first. Never shows what was left out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::graph::{NodeIx, Slice, Step};
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

/// The ways between shown organs on which time goes forward, in the order of the organs.
pub(super) fn passages(slice: &Slice<'_>, organs: &[NodeIx]) -> Vec<Passage> {
    let shown: FxHashSet<NodeIx> = organs.iter().copied().collect();
    organs.iter().flat_map(|&organ| from(slice, organ, &shown)).collect()
}

/// The ways from one organ: Dijkstra's search by the day of arrival, among those not shown.
fn from(slice: &Slice<'_>, organ: NodeIx, shown: &FxHashSet<NodeIx>) -> Vec<Passage> {
    let mut ways: IndexMap<NodeIx, (Day, Option<Passage>), FxBuildHasher> = IndexMap::default();
    ways.insert(organ, (Day::MIN, None));
    let mut queue = BinaryHeap::from([Reverse((Day::MIN, organ))]);
    while let Some(Reverse((day, node))) = queue.pop() {
        let (known, so_far) = ways[&node];
        if known < day || (node != organ && shown.contains(&node)) {
            continue;
        }
        for step in slice.steps_from(node) {
            let (earliest, latest) = slice.step_days(step);
            let arrival = day.max(earliest);
            let later = ways.get(&step.to).is_some_and(|&(known, _)| known <= arrival);
            if latest < day || later {
                continue;
            }
            ways.insert(step.to, (arrival, Some(further(slice, so_far, step))));
            queue.push(Reverse((arrival, step.to)));
        }
    }
    let direct: FxHashSet<NodeIx> = slice.steps_from(organ).map(|step| step.to).collect();
    let ends = ways.into_iter().filter(|(n, _)| shown.contains(n) && !direct.contains(n));
    ends.filter_map(|(_, (_, way))| way).collect()
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
