//! Claims as members of sets: each is one thing that sources say, with a number.
//!
//! A fact of a node is a claim (a date, a name, a place); so is a relation: by its dates where it
//! has some, by itself where it has none. Never says which claims count: a slice does.

use std::sync::OnceLock;

use super::runs::Runs;
use crate::graph::{Class, FactIx, FactRef, Item, NodeIx, OrgGraph, Slice};

/// One thing that sources say.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClaimRow {
    /// What it is about.
    pub item: Item,
    /// Which claim about it; `None` for a relation without dates.
    pub fact: Option<FactIx>,
}

impl ClaimRow {
    /// The fact that it is.
    pub fn fact(self, graph: &OrgGraph) -> Option<FactRef<'_>> {
        graph.facts(self.item).find(|fact| Some(fact.ix) == self.fact)
    }

    /// Whether it counts in a slice's perspective.
    pub fn counts(self, slice: &Slice<'_>) -> bool {
        match self.fact(slice.graph()) {
            None => slice.counts_item(self.item),
            Some(fact) => slice.facts(self.item, fact.field).any(|other| other.ix == fact.ix),
        }
    }
}

/// The numbers of all claims of a graph: made when they are first asked for.
#[derive(Debug, Default)]
pub(super) struct ClaimTable(OnceLock<Vec<ClaimRow>>);

impl ClaimTable {
    pub(super) fn all(&self, graph: &OrgGraph) -> &[ClaimRow] {
        self.0.get_or_init(|| {
            let nodes = (0..graph.len() as u32).map(|at| Item::Node(NodeIx(at)));
            let items = nodes
                .chain(graph.all_unders().map(|under| Item::Under(under.ix)))
                .chain(graph.all_relations().map(|tie| Item::Tie(tie.ix)))
                .chain(graph.all_transitions().map(|transition| Item::Transition(transition.ix)));
            let mut claims: Vec<ClaimRow> = items.flat_map(|item| of_item(graph, item)).collect();
            claims.sort_unstable();
            claims
        })
    }

    /// The numbers of the claims about some items.
    pub(super) fn of(&self, graph: &OrgGraph, items: impl IntoIterator<Item = Item>) -> Runs {
        let all = self.all(graph);
        let numbers = items.into_iter().flat_map(|item| {
            let start = all.partition_point(|claim| claim.item < item);
            let len = all[start..].iter().take_while(|claim| claim.item == item).count();
            start as u32..(start + len) as u32
        });
        numbers.collect()
    }
}

fn of_item(graph: &OrgGraph, item: Item) -> Vec<ClaimRow> {
    let mut claims: Vec<ClaimRow> =
        graph.facts(item).map(|fact| ClaimRow { item, fact: Some(fact.ix) }).collect();
    if claims.is_empty() && !matches!(item, Item::Node(_)) {
        claims.push(ClaimRow { item, fact: None });
    }
    claims
}

/// The relations in which a node takes part.
pub(super) fn links(graph: &OrgGraph, node: NodeIx) -> Vec<Item> {
    let mut links: Vec<Item> = Vec::new();
    links.extend(graph.unders(node).map(|under| Item::Under(under.ix)));
    links.extend(graph.units(node).map(|under| Item::Under(under.ix)));
    if graph.class(node) == Class::Organ {
        links.extend(graph.transitions_from(node).map(|step| Item::Transition(step.ix)));
        links.extend(graph.transitions_into(node).map(|step| Item::Transition(step.ix)));
    }
    links.extend(graph.relations_from(node).map(|tie| Item::Tie(tie.ix)));
    links.extend(graph.relations_to(node).map(|tie| Item::Tie(tie.ix)));
    links.sort_unstable();
    links.dedup();
    links
}

/// The nodes that take part in an item.
pub(super) fn ends(graph: &OrgGraph, item: Item) -> Vec<NodeIx> {
    match item {
        Item::Node(node) => vec![node],
        Item::Under(ix) => {
            let under = graph.under(ix);
            vec![under.unit, under.superior]
        }
        Item::Tie(ix) => {
            let tie = graph.tie(ix);
            vec![tie.from, tie.to]
        }
        Item::Transition(ix) => {
            let transition = graph.transition(ix);
            transition.from().chain(transition.into()).chain(transition.by()).collect()
        }
    }
}
