//! What makes an item the same in two models. Takes an item, gives a text by the ids of what takes part in it; never
//! looks at dates or sources.

use crate::graph::{Item, NodeIx, OrgGraph};

/// An item's identity in words: the same in two graphs for the same thing.
pub(super) fn key(graph: &OrgGraph, item: Item) -> String {
    let ids = |nodes: &mut dyn Iterator<Item = NodeIx>| {
        let mut ids: Vec<&str> = nodes.map(|node| graph.id(node)).collect();
        ids.sort_unstable();
        ids.join("\u{1}")
    };
    match item {
        Item::Node(node) => graph.id(node).to_owned(),
        Item::Under(ix) => {
            let under = graph.under(ix);
            [graph.id(under.unit), under.line, graph.id(under.superior)].join("\u{1}")
        }
        Item::Tie(ix) => {
            let tie = graph.tie(ix);
            // A candidate who became a full member has the same seat.
            let manner = format!("{:?} {}", tie.kind, tie.status);
            [graph.id(tie.from), &manner, graph.id(tie.to)].join("\u{1}")
        }
        Item::Transition(ix) => {
            let transition = graph.transition(ix);
            let (from, into) = (ids(&mut transition.from()), ids(&mut transition.into()));
            format!("{}\u{1}{from}\u{1}{into}", transition.kind)
        }
    }
}
