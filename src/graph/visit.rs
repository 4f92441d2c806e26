//! petgraph's `visit` traits over a slice, so that petgraph's algorithms run on it as it lies.
//!
//! ```
//! use organigram::graph::{Builder, Hierarchy, Slice};
//! let graph = Builder::from_model(ron::from_str(r#"Model(organs: {
//!     "club": Organ(), "board": Organ(under: ["club"]),
//! })"#)?);
//! let slice = Slice::all(&graph);
//! let order = petgraph::algo::toposort(Hierarchy(&slice), None).expect("no cycle");
//! assert_eq!(order.len(), 2);
//! # Ok::<(), ron::error::SpannedError>(())
//! ```

use fixedbitset::FixedBitSet;
use petgraph::graph::NodeIndex;
use petgraph::visit::{
    GraphBase, GraphRef, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers,
    NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};
use petgraph::{Direction, Graph};

use super::index::{NodeIx, TransitionIx, UnderIx};
use super::slice::Slice;

/// The hierarchy of a slice: edges lead from a superior to its units.
#[derive(Copy, Clone, Debug)]
pub struct Hierarchy<'s, 'g>(pub &'s Slice<'g>);

/// The lineage of a slice: edges lead from a predecessor to its successors.
#[derive(Copy, Clone, Debug)]
pub struct Lineage<'s, 'g>(pub &'s Slice<'g>);

impl From<NodeIx> for NodeIndex<u32> {
    fn from(node: NodeIx) -> Self {
        NodeIndex::from(node.0)
    }
}

impl From<NodeIndex<u32>> for NodeIx {
    fn from(node: NodeIndex<u32>) -> Self {
        NodeIx(node.index() as u32)
    }
}

impl Hierarchy<'_, '_> {
    fn next(self, node: NodeIndex, direction: Direction) -> Vec<NodeIndex> {
        match direction {
            Direction::Outgoing => {
                self.0.units(node.into()).map(|(under, _)| under.unit.into()).collect()
            }
            Direction::Incoming => {
                self.0.superiors(node.into()).map(|(under, _)| under.superior.into()).collect()
            }
        }
    }

    /// The same as a graph of petgraph's own, for algorithms that want one: weights are numbers
    /// into the [`OrgGraph`](super::OrgGraph).
    pub fn to_petgraph(self) -> Graph<NodeIx, UnderIx> {
        let mut graph = Graph::new();
        for node in self.0.graph().organs() {
            graph.add_node(node);
        }
        for node in self.0.graph().organs() {
            for (under, _) in self.0.superiors(node) {
                graph.add_edge(under.superior.into(), under.unit.into(), under.ix);
            }
        }
        graph
    }
}

impl Lineage<'_, '_> {
    fn next(self, node: NodeIndex, direction: Direction) -> Vec<NodeIndex> {
        match direction {
            Direction::Outgoing => {
                self.0.steps_from(node.into()).map(|step| step.to.into()).collect()
            }
            Direction::Incoming => {
                self.0.steps_into(node.into()).map(|step| step.from.into()).collect()
            }
        }
    }

    /// The same as a graph of petgraph's own.
    pub fn to_petgraph(self) -> Graph<NodeIx, TransitionIx> {
        let mut graph = Graph::new();
        for node in self.0.graph().organs() {
            graph.add_node(node);
        }
        for node in self.0.graph().organs() {
            for step in self.0.steps_from(node) {
                graph.add_edge(step.from.into(), step.to.into(), step.transition);
            }
        }
        graph
    }
}

macro_rules! visit {
    ($View:ident, $Edge:ident) => {
        impl GraphBase for $View<'_, '_> {
            type NodeId = NodeIndex;
            type EdgeId = $Edge;
        }

        impl GraphRef for $View<'_, '_> {}

        impl NodeCount for $View<'_, '_> {
            fn node_count(&self) -> usize {
                self.0.graph().organ_count()
            }
        }

        impl NodeIndexable for $View<'_, '_> {
            fn node_bound(&self) -> usize {
                self.node_count()
            }
            fn to_index(&self, node: NodeIndex) -> usize {
                node.index()
            }
            fn from_index(&self, index: usize) -> NodeIndex {
                NodeIndex::new(index)
            }
        }

        impl NodeCompactIndexable for $View<'_, '_> {}

        impl IntoNodeIdentifiers for $View<'_, '_> {
            type NodeIdentifiers = std::iter::Map<std::ops::Range<usize>, fn(usize) -> NodeIndex>;
            fn node_identifiers(self) -> Self::NodeIdentifiers {
                (0..self.node_count()).map(NodeIndex::new as fn(usize) -> NodeIndex)
            }
        }

        impl IntoNeighbors for $View<'_, '_> {
            type Neighbors = std::vec::IntoIter<NodeIndex>;
            fn neighbors(self, node: NodeIndex) -> Self::Neighbors {
                self.next(node, Direction::Outgoing).into_iter()
            }
        }

        impl IntoNeighborsDirected for $View<'_, '_> {
            type NeighborsDirected = std::vec::IntoIter<NodeIndex>;
            fn neighbors_directed(self, node: NodeIndex, direction: Direction) -> Self::Neighbors {
                self.next(node, direction).into_iter()
            }
        }

        impl Visitable for $View<'_, '_> {
            type Map = FixedBitSet;
            fn visit_map(&self) -> FixedBitSet {
                FixedBitSet::with_capacity(self.node_count())
            }
            fn reset_map(&self, map: &mut FixedBitSet) {
                map.clear();
                map.grow(self.node_count());
            }
        }
    };
}

visit!(Hierarchy, UnderIx);
visit!(Lineage, TransitionIx);
