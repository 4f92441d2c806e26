//! Walks that begin at many organs at once.
//!
//! Takes a slice and a set of organs, gives the set that a walk from each of them finds, put
//! together. An organ does not find itself; it is found all the same when another one of the set
//! leads to it. To know that, every organ remembers its first two finders: with two of them, one
//! is not the organ itself, and a third could not add anything that the two do not.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::runs::Runs;
use crate::graph::{NodeIx, Slice, Step};
use crate::time::Day;

/// Which way a walk goes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Up,
    Down,
    Back,
    Forth,
}

/// When a walk may pass a step: times run forward on every way, so that going back counts them
/// with the other sign.
#[derive(Copy, Clone)]
struct Pass {
    to: NodeIx,
    first: i64,
    last: i64,
}

/// The organ that began a walk, and the time at which the walk came by.
type Label = (NodeIx, i64);

fn passes(slice: &Slice<'_>, way: Way, node: NodeIx, mut visit: impl FnMut(Pass)) {
    let untimed = |to| Pass { to, first: i64::MIN, last: i64::MAX };
    let timed = |to, step: Step| {
        let (Day(first), Day(last)) = slice.step_days(step);
        match way {
            Way::Back => Pass { to, first: -i64::from(last), last: -i64::from(first) },
            _ => Pass { to, first: first.into(), last: last.into() },
        }
    };
    match way {
        Way::Up => slice.superiors(node).for_each(|(under, _)| visit(untimed(under.superior))),
        Way::Down => slice.units(node).for_each(|(under, _)| visit(untimed(under.unit))),
        Way::Back => slice.steps_into(node).for_each(|step| visit(timed(step.from, step))),
        Way::Forth => slice.steps_from(node).for_each(|step| visit(timed(step.to, step))),
    }
}

/// All that walks of at most `depth` steps from the members of a set find.
pub(super) fn reach(slice: &Slice<'_>, starts: &Runs, way: Way, depth: Option<u32>) -> Runs {
    let mut finders: FxHashMap<NodeIx, Vec<Label>> = FxHashMap::default();
    let mut fringe: Vec<(NodeIx, Label)> =
        starts.iter().map(|at| (NodeIx(at), (NodeIx(at), i64::MIN))).collect();
    let mut left = depth.unwrap_or(u32::MAX);
    while left > 0 && !fringe.is_empty() {
        left -= 1;
        let mut next = Vec::new();
        for (node, (start, time)) in fringe {
            passes(slice, way, node, |pass| {
                let label = (start, time.max(pass.first));
                if pass.last >= time
                    && pass.to != start
                    && note(finders.entry(pass.to).or_default(), label)
                {
                    next.push((pass.to, label));
                }
            });
        }
        fringe = next;
    }
    #[allow(clippy::iter_over_hash_type, reason = "runs are sorted")]
    finders.keys().map(|node| node.0).collect()
}

/// Keeps a label if it is one of the two earliest of different starts. Whether it was new.
fn note(labels: &mut Vec<Label>, label: Label) -> bool {
    if let Some(same) = labels.iter_mut().find(|(start, _)| *start == label.0) {
        let earlier = label.1 < same.1;
        if earlier {
            *same = label;
        }
        return earlier;
    }
    if labels.len() < 2 {
        labels.push(label);
        return true;
    }
    let later = labels.iter_mut().max_by_key(|(_, time)| *time).expect("there are two");
    let earlier = label.1 < later.1;
    if earlier {
        *later = label;
    }
    earlier
}

/// The earliest time at which a walk from any member of a set may come by, members with it.
fn times(slice: &Slice<'_>, starts: &Runs, way: Way) -> FxHashMap<NodeIx, i64> {
    let mut times: FxHashMap<NodeIx, i64> =
        starts.iter().map(|at| (NodeIx(at), i64::MIN)).collect();
    let mut fringe: VecDeque<(NodeIx, i64)> =
        starts.iter().map(|at| (NodeIx(at), i64::MIN)).collect();
    while let Some((node, time)) = fringe.pop_front() {
        if times[&node] < time {
            continue;
        }
        passes(slice, way, node, |pass| {
            let arrival = time.max(pass.first);
            let known = times.get(&pass.to).is_some_and(|&known| known <= arrival);
            if pass.last >= time && !known {
                times.insert(pass.to, arrival);
                fringe.push_back((pass.to, arrival));
            }
        });
    }
    times
}

/// All organs on any way through time from one set to another, the ends with them.
pub(super) fn between(slice: &Slice<'_>, from: &Runs, to: &Runs) -> Runs {
    let (arrivals, departures) = (times(slice, from, Way::Forth), times(slice, to, Way::Back));
    let on_a_way = |(node, arrival): (&NodeIx, &i64)| {
        // A departure counts backwards: the latest day is the negative of it.
        let departure = departures.get(node)?.checked_neg().unwrap_or(i64::MAX);
        (*arrival <= departure).then_some(node.0)
    };
    #[allow(clippy::iter_over_hash_type, reason = "runs are sorted")]
    arrivals.iter().filter_map(on_a_way).collect()
}

/// The nearest organs that stand above both sets, each organ counting as above itself.
pub(super) fn meet(slice: &Slice<'_>, a: &Runs, b: &Runs) -> Runs {
    let above = |set: &Runs| set.union(&reach(slice, set, Way::Up, None));
    let shared = above(a).intersection(&above(b));
    let lead_on = |node| {
        let mut units = slice.units(NodeIx(node));
        units.any(|(under, _)| under.unit.0 != node && shared.contains(under.unit.0))
    };
    let nearest = shared.filter(|node| !lead_on(node));
    if nearest.is_empty() { shared } else { nearest }
}

/// The nearest organs that all of some sets grew out of, each organ counting as its own forerunner.
pub(super) fn common(slice: &Slice<'_>, sets: &[Runs]) -> Runs {
    let to: Vec<FxHashMap<NodeIx, i64>> =
        sets.iter().map(|set| times(slice, set, Way::Back)).collect();
    // Times count backwards here: the latest of them is the earliest departure.
    let last = |node: NodeIx| -> Option<i64> {
        let all: Option<Vec<i64>> = to.iter().map(|times| times.get(&node).copied()).collect();
        all?.into_iter().max()
    };
    let Some(first) = to.first() else { return Runs::NONE };
    #[allow(clippy::iter_over_hash_type, reason = "runs are sorted")]
    let shared: Runs = first.keys().filter(|&&node| last(node).is_some()).map(|n| n.0).collect();
    let leads_on = |node| {
        slice.steps_from(NodeIx(node)).any(|step| {
            let first = -i64::from(slice.step_days(step).0.0);
            last(step.to).is_some_and(|last| first >= last)
        })
    };
    let nearest = shared.filter(|node| !leads_on(node));
    if nearest.is_empty() { shared } else { nearest }
}

/// Those of a set that grew out of nothing.
pub(super) fn origins(slice: &Slice<'_>, of: &Runs) -> Runs {
    let all = of.union(&reach(slice, of, Way::Back, None));
    all.filter(|node| slice.steps_into(NodeIx(node)).next().is_none())
}
