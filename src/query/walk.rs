//! Walks that begin at many organs at once.
//!
//! Takes a slice and a set of organs, gives the set that a walk from each of them finds, put
//! together. An organ does not find itself; it is found all the same when another one of the set
//! leads to it. To know that, every organ remembers its first two finders: with two of them, one
//! is not the organ itself, and a third could not add anything that the two do not.

use rustc_hash::{FxHashMap, FxHashSet};

use super::filter::{Member, cites};
use super::runs::Runs;
use crate::graph::{LineageDirection, NodeIx, Slice, SourceIx, Step, Threshold};
use crate::model::{Modality, TransitionKind};

/// Which way a walk goes in the hierarchy.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum WalkDirection {
    Up,
    Down,
}

fn each_beside(
    slice: &Slice<'_>,
    level: WalkDirection,
    organ: NodeIx,
    mut visit: impl FnMut(NodeIx),
) {
    match level {
        WalkDirection::Up => slice.superiors(organ).for_each(|(under, _)| visit(under.superior)),
        WalkDirection::Down => slice.units(organ).for_each(|(under, _)| visit(under.unit)),
    }
}

fn nodes(set: &Runs) -> impl Iterator<Item = NodeIx> + '_ {
    set.iter().map(NodeIx)
}

fn runs(found: Vec<NodeIx>) -> Runs {
    found.into_iter().map(|node| node.0).collect()
}

/// All that walks of at most `depth` levels from the members of a set find.
pub(super) fn reach(
    slice: &Slice<'_>,
    starts: &Runs,
    level: WalkDirection,
    depth: Option<u32>,
) -> Runs {
    const FEW: usize = 64;
    if slice.when().is_some_and(|when| !when.is_day()) && depth != Some(1) {
        let found = nodes(starts).flat_map(|start| match level {
            WalkDirection::Up => slice.above(start, depth),
            WalkDirection::Down => slice.below(start, depth),
        });
        return found.map(|(organ, _)| organ.0).collect();
    }
    if level == WalkDirection::Down && depth.is_none() && starts.len() <= FEW {
        let subtrees = nodes(starts).map(|start| Runs::from_ranges(slice.subtree(start)));
        return subtrees.reduce(|all, more| all.union(&more)).unwrap_or_default();
    }
    let mut finders: FxHashMap<NodeIx, [Option<NodeIx>; 2]> = FxHashMap::default();
    let mut fringe: Vec<(NodeIx, NodeIx)> = nodes(starts).map(|start| (start, start)).collect();
    let mut left = depth.unwrap_or(u32::MAX);
    while left > 0 && !fringe.is_empty() {
        left -= 1;
        let mut next = Vec::new();
        for (organ, start) in fringe {
            each_beside(slice, level, organ, |to| {
                if to != start && note(finders.entry(to).or_default(), start) {
                    next.push((to, start));
                }
            });
        }
        fringe = next;
    }
    #[allow(clippy::iter_over_hash_type, reason = "runs are sorted")]
    finders.keys().map(|organ| organ.0).collect()
}

/// Keeps a finder if it is one of the first two. Whether it was new.
fn note(finders: &mut [Option<NodeIx>; 2], start: NodeIx) -> bool {
    match finders {
        [None, _] => finders[0] = Some(start),
        [Some(first), None] if *first != start => finders[1] = Some(start),
        _ => return false,
    }
    true
}

/// All that the members of a set grew out of, or that grew out of them, in at most `depth` steps.
pub(super) fn descent(
    slice: &Slice<'_>,
    of: &Runs,
    way: LineageDirection,
    depth: Option<u32>,
) -> Runs {
    runs(slice.reached(way, nodes(of), depth))
}

/// All organs on any way through time from one set to another, the ends with them.
pub(super) fn between(slice: &Slice<'_>, from: &Runs, to: &Runs) -> Runs {
    runs(slice.between(nodes(from), nodes(to)))
}

/// The nearest organs that stand above both sets, each organ counting as above itself.
pub(super) fn meet(slice: &Slice<'_>, a: &Runs, b: &Runs) -> Runs {
    let above = |set: &Runs| set.union(&reach(slice, set, WalkDirection::Up, None));
    let shared = above(a).intersection(&above(b));
    let superiors = |node| slice.superiors(NodeIx(node)).map(move |(u, _)| (node, u.superior.0));
    let covered: Runs = shared
        .iter()
        .flat_map(superiors)
        .filter(|(node, superior)| node != superior)
        .map(|(_, superior)| superior)
        .collect();
    let nearest = shared.difference(&covered);
    if nearest.is_empty() { shared } else { nearest }
}

/// The nearest organs that all of some sets grew out of, each organ counting as its own predecessor.
pub(super) fn common(slice: &Slice<'_>, sets: &[Runs]) -> Runs {
    let sets: Vec<Vec<NodeIx>> = sets.iter().map(|set| nodes(set).collect()).collect();
    runs(slice.common_predecessors(&sets))
}

/// What sources call an origin of the members of a set; of those of which none is called so, the first of what they
/// grew out of.
pub(super) fn origins(slice: &Slice<'_>, of: &Runs) -> Runs {
    let loose = slice.clone().with_threshold(Threshold::Possible);
    let unnamed = of.filter(|node| named_origins(&loose, node).next().is_none());
    let all = unnamed.union(&descent(slice, &unnamed, LineageDirection::Back, None));
    // What must not lead there is asked for at the dual threshold.
    let dual = slice.clone().with_threshold(slice.threshold().dual());
    let first = all.filter(|node| dual.steps_into(NodeIx(node)).next().is_none());
    let named = of.iter().flat_map(|node| named_origins(slice, node)).map(|step| step.from.0);
    first.union(&named.collect())
}

/// How many sources call an organ an origin of a member of a set.
pub(super) fn origin_witnesses(slice: &Slice<'_>, of: &Runs, origin: u32) -> usize {
    let graph = slice.graph();
    let named = of.iter().flat_map(|node| named_origins(slice, node));
    let cites = named
        .filter(|step| step.from.0 == origin)
        .flat_map(|step| cites(slice, Member::Transition(step.transition)));
    cites.map(|cite| graph.witness(cite.source)).collect::<FxHashSet<SourceIx>>().len()
}

/// The steps by which a source says outright that something is an origin of an organ.
fn named_origins<'s>(slice: &'s Slice<'_>, organ: u32) -> impl Iterator<Item = Step> + 's {
    let is_named = |step: &Step| {
        let transition = slice.graph().transition(step.transition);
        transition.kind == TransitionKind::Origin
            && matches!(transition.modality, Modality::Asserted | Modality::Reported)
    };
    slice.steps_into(NodeIx(organ)).filter(is_named)
}
