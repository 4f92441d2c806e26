//! Circles whose edges hold on one day.
//!
//! Takes edges with the days on which each holds; gives the circles that exist on some day, each
//! with those days. What runs in a circle only over time (A under B in 2020, B under A in 2023) is
//! none. Knows nothing of organs. Where days are unknown an edge has the latest first day and the
//! earliest last one: a circle of such edges exists whatever the unknown days are.
//!
//! A circle exists on a day only if it exists on the day on which the last of its edges begins to
//! hold. So it is enough to ask of every edge, on its first day: is there a way back from its head
//! to its tail over edges that hold on that day? Only edges within a strongly connected part can
//! have one, and those parts are found first, in the bare graph (petgraph, Tarjan 1972), after
//! everything that hangs loose has been stripped off in a linear pass.

use std::collections::VecDeque;

use petgraph::Graph;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHashSet};

use super::extent::both;
use crate::time::Day;

/// An edge with the days on which it holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    /// What the caller knows it by.
    pub(super) name: u32,
    pub(super) days: (Day, Day),
}

/// A circle: its edges in order, from the one that is written first, and the days on which all hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Loop {
    pub(super) edges: Vec<Edge>,
    pub(super) days: (Day, Day),
}

/// The edges that may lie on a circle of the bare graph: what is left when nodes without an edge
/// in or out are taken away again and again.
pub(super) fn tangled(nodes: usize, edges: Vec<Edge>) -> Vec<Edge> {
    if edges.len() < nodes / 8 {
        // Few edges among many nodes: number the nodes that have any.
        let mut known: Vec<u32> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
        known.sort_unstable();
        known.dedup();
        let at = |node: u32| known.partition_point(|&other| other < node) as u32;
        let edges = strip(known.len(), edges, |edge| (at(edge.from), at(edge.to)));
        return strip(known.len(), edges, |edge| (at(edge.to), at(edge.from)));
    }
    let edges = strip(nodes, edges, |edge| (edge.from, edge.to));
    strip(nodes, edges, |edge| (edge.to, edge.from))
}

/// Takes away the edges of nodes that nothing leads to, and of those that only they lead to.
fn strip(nodes: usize, edges: Vec<Edge>, ends: impl Fn(&Edge) -> (u32, u32)) -> Vec<Edge> {
    if edges.is_empty() {
        return edges;
    }
    let mut into = vec![0u32; nodes];
    let mut starts = vec![0u32; nodes + 1];
    for edge in &edges {
        let (from, to) = ends(edge);
        into[to as usize] += 1;
        starts[from as usize + 1] += 1;
    }
    for at in 0..nodes {
        starts[at + 1] += starts[at];
    }
    let mut heads = vec![0u32; edges.len()];
    let mut next = starts.clone();
    for edge in &edges {
        let (from, to) = ends(edge);
        heads[next[from as usize] as usize] = to;
        next[from as usize] += 1;
    }
    let mut loose: Vec<u32> = (0..nodes as u32).filter(|&at| into[at as usize] == 0).collect();
    let mut gone = fixedbitset::FixedBitSet::with_capacity(nodes);
    while let Some(at) = loose.pop() {
        gone.insert(at as usize);
        for &head in &heads[starts[at as usize] as usize..starts[at as usize + 1] as usize] {
            into[head as usize] -= 1;
            if into[head as usize] == 0 {
                loose.push(head);
            }
        }
    }
    edges.into_iter().filter(|edge| !gone.contains(ends(edge).0 as usize)).collect()
}

/// Whether an edge has days at all: of a dated one the latest first day may be after the earliest
/// last one, and it still holds on some day between the two.
fn is_known(days: (Day, Day)) -> bool {
    days.0 != Day::MAX && days.1 != Day::MIN
}

/// The circles of edges that hold on one day, each told once.
pub(super) fn loops(edges: &[Edge]) -> Vec<Loop> {
    let graph = bare(edges);
    let mut part = vec![u32::MAX; graph.node_count()];
    for (number, nodes) in (0..).zip(petgraph::algo::tarjan_scc(&graph)) {
        nodes.into_iter().for_each(|node| part[node.index()] = number);
    }
    let mut found = Vec::new();
    let mut told = FxHashSet::default();
    let mut covered = FxHashSet::default();
    for edge in graph.edge_references() {
        let tied = part[edge.source().index()] == part[edge.target().index()];
        if !tied || !is_known(edge.weight().days) || covered.contains(&edge.id()) {
            continue;
        }
        let Some(way) = way_back(&graph, &part, edge.id()) else { continue };
        let first = edge.weight().days.0;
        covered.extend(way.iter().copied().filter(|&edge| graph[edge].days.0 == first));
        let circle = in_order(way.iter().map(|&edge| graph[edge]).collect());
        if told.insert(circle.edges.iter().map(|edge| edge.name).collect::<Vec<_>>()) {
            found.push(circle);
        }
    }
    found.sort_by_key(|circle| circle.edges[0].name);
    found
}

fn bare(edges: &[Edge]) -> Graph<u32, Edge> {
    let mut graph = Graph::new();
    let mut numbers: FxHashMap<u32, NodeIndex> = FxHashMap::default();
    for edge in edges {
        let mut node = |at| *numbers.entry(at).or_insert_with(|| graph.add_node(at));
        let (from, to) = (node(edge.from), node(edge.to));
        graph.add_edge(from, to, *edge);
    }
    graph
}

/// The shortest circle through an edge over edges that hold on its first day.
fn way_back(graph: &Graph<u32, Edge>, part: &[u32], edge: EdgeIndex) -> Option<Vec<EdgeIndex>> {
    let (tail, head) = graph.edge_endpoints(edge)?;
    let (day, end) = graph[edge].days;
    let mut came: FxHashMap<NodeIndex, EdgeIndex> = FxHashMap::default();
    let mut queue = VecDeque::from([head]);
    let mut seen = FxHashSet::from_iter([head]);
    while let Some(node) = queue.pop_front() {
        if node == tail {
            return Some(path(graph, &came, edge, head, tail));
        }
        for next in graph.edges(node) {
            let (first, last) = next.weight().days;
            let here = part[next.target().index()] == part[head.index()];
            let holds = first <= day && day <= last && first <= end;
            if here && holds && seen.insert(next.target()) {
                came.insert(next.target(), next.id());
                queue.push_back(next.target());
            }
        }
    }
    None
}

fn path(
    graph: &Graph<u32, Edge>,
    came: &FxHashMap<NodeIndex, EdgeIndex>,
    edge: EdgeIndex,
    head: NodeIndex,
    tail: NodeIndex,
) -> Vec<EdgeIndex> {
    let mut back = Vec::new();
    let mut at = tail;
    while at != head {
        let step = came[&at];
        back.push(step);
        at = graph.edge_endpoints(step).expect("steps are edges of the graph").0;
    }
    back.push(edge);
    back.reverse();
    back
}

/// The same circle from the edge with the least name, so that each is told once.
fn in_order(mut edges: Vec<Edge>) -> Loop {
    let least = (0..edges.len()).min_by_key(|&at| edges[at].name).unwrap_or(0);
    edges.rotate_left(least);
    let days = edges.iter().map(|edge| edge.days).reduce(both).expect("a circle has an edge");
    Loop { edges, days }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::extent::has_day;
    use proptest::prelude::*;

    fn edge(name: u32, from: u32, to: u32, first: i32, last: i32) -> Edge {
        Edge { from, to, name, days: (Day(first), Day(last)) }
    }

    #[test]
    fn a_circle_needs_a_day_that_all_its_edges_share() {
        let apart = [edge(0, 0, 1, 1, 5), edge(1, 1, 0, 6, 9)];
        assert_eq!(loops(&apart), []);
        let shared = [edge(0, 0, 1, 1, 6), edge(1, 1, 0, 6, 9), edge(2, 1, 2, 1, 9)];
        let found = loops(&shared);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].days, (Day(6), Day(6)));
    }

    #[test]
    fn what_hangs_loose_is_stripped() {
        let edges = vec![
            edge(0, 0, 1, 0, 9),
            edge(1, 1, 2, 0, 9),
            edge(2, 2, 1, 0, 9),
            edge(3, 2, 3, 0, 9),
        ];
        let left: Vec<u32> = tangled(4, edges).iter().map(|edge| edge.name).collect();
        assert_eq!(left, [1, 2]);
    }

    /// Whether the edges that hold on a day run in a circle: the slow and obvious way.
    fn is_circular(edges: &[Edge], day: i32) -> bool {
        let mut graph = Graph::<(), ()>::new();
        let nodes: Vec<NodeIndex> = (0..6).map(|_| graph.add_node(())).collect();
        for edge in edges.iter().filter(|e| e.days.0 <= Day(day) && Day(day) <= e.days.1) {
            graph.add_edge(nodes[edge.from as usize], nodes[edge.to as usize], ());
        }
        petgraph::algo::is_cyclic_directed(&graph)
    }

    proptest! {
        #[test]
        fn circles_are_found_exactly_when_a_day_has_one(
            rows in prop::collection::vec((0u32..6, 0u32..6, 0i32..12, 0i32..8), 0..14)
        ) {
            let edges: Vec<Edge> = (0..).zip(&rows)
                .map(|(name, &(from, to, first, len))| edge(name, from, to, first, first + len))
                .collect();
            let found = loops(&tangled(6, edges.clone()));
            for circle in &found {
                prop_assert!(has_day(circle.days));
                for (step, next) in circle.edges.iter().zip(circle.edges.iter().cycle().skip(1)) {
                    prop_assert_eq!(step.to, next.from);
                }
            }
            let any = (0..24).any(|day| is_circular(&edges, day));
            prop_assert_eq!(any, !found.is_empty());
            // The first day of every stretch of circular days is the first day of a circle told.
            for day in 0..24 {
                if is_circular(&edges, day) && (day == 0 || !is_circular(&edges, day - 1)) {
                    prop_assert!(found.iter().any(|circle| circle.days.0 == Day(day)));
                }
            }
        }
    }
}
