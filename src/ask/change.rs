//! Whether an organ is the same in two slices.

use crate::graph::{FactRef, Field, Item, NodeIx, RelationKind, Slice, Trait};

/// The name that a node bore in the slice: one that was in use then, else its own. Of several that
/// may have been, the surest and then the latest: an end that is not recorded gives way to a later
/// start. Names in another language come last.
pub fn name_at<'g>(slice: &Slice<'g>, node: NodeIx) -> &'g str {
    let graph = slice.graph();
    let used = slice.when().and_then(|when| {
        let names = slice.facts(Item::Node(node), Field::Name);
        let names = names.filter(|fact| !fact.period.is_unknown());
        let rank = |fact: &FactRef<'g>| {
            let is_own = graph.fact_property(fact.ix, Trait::Lang).is_none();
            (is_own, fact.period.answer(when), fact.period.start().earliest)
        };
        let used = names.filter(|fact| fact.period.answer(when).holds());
        // The first of equals, which `max_by_key` would pass over.
        used.fold(None, |best: Option<FactRef<'g>>, fact| match best {
            Some(best) if rank(&best) >= rank(&fact) => Some(best),
            _ => Some(fact),
        })
    });
    used.map_or_else(|| graph.name(node), |fact| fact.text)
}

/// Whether an organ differs between two slices: there or not, its name, what it stood under, who
/// served in it.
pub fn changed(one: &Slice<'_>, other: &Slice<'_>, organ: NodeIx) -> bool {
    let there = |slice: &Slice<'_>| slice.shows(slice.answer(organ));
    if there(one) != there(other) {
        return true;
    }
    there(one)
        && (name_at(one, organ) != name_at(other, organ)
            || superiors(one, organ) != superiors(other, organ)
            || people(one, organ) != people(other, organ))
}

fn superiors<'g>(slice: &Slice<'g>, organ: NodeIx) -> Vec<(NodeIx, &'g str)> {
    let mut superiors: Vec<_> =
        slice.superiors(organ).map(|(under, _)| (under.superior, under.line)).collect();
    superiors.sort_unstable();
    superiors.dedup();
    superiors
}

/// Who held a post of the organ or sat in it, and in what way.
fn people(slice: &Slice<'_>, organ: NodeIx) -> Vec<(NodeIx, NodeIx, u8)> {
    let graph = slice.graph();
    let posts = graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::PostOf);
    let tenures = posts.flat_map(|tie| graph.relations_to(tie.from));
    let mut people: Vec<_> = tenures
        .chain(graph.relations_to(organ))
        .filter(|tie| matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat))
        .filter(|tie| slice.shows(slice.relation_answer(tie)))
        .map(|tie| (tie.from, tie.to, tie.membership as u8))
        .collect();
    people.sort_unstable();
    people.dedup();
    people
}
