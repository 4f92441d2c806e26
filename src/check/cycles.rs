//! Cycles whose edges hold on one day.
//!
//! Takes edges with the days on which each holds; gives the cycles that exist on some day, each
//! with those days. What runs in a cycle only over time (A under B in 2020, B under A in 2023) is
//! none. Knows nothing of organs. Where days are unknown an edge has the latest first day and the
//! earliest last one: a cycle of such edges exists whatever the unknown days are.
//!
//! A cycle exists on a day only if it exists on the day on which the last of its edges begins to
//! hold. So it is enough to ask of every edge, on its first day: is there a way back from its head
//! to its tail over edges that hold on that day? Only edges within a strongly connected part can
//! have one, and those parts are found first, in the bare graph (petgraph, Kosaraju), after
//! everything that hangs loose has been stripped off in a linear pass.

use std::collections::VecDeque;

use petgraph::Graph;
use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::time::Day;
use crate::time::extent::both;

/// An edge with the days on which it holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    /// What the caller knows it by.
    pub(super) name: u32,
    pub(super) days: (Day, Day),
}

/// A cycle: its edges in order, from the one that is written first, and the days on which all hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Loop {
    pub(super) edges: Vec<Edge>,
    pub(super) days: (Day, Day),
}

impl Loop {
    /// How many steps a message shows.
    const MOST_SHOWN: usize = 20;

    /// The steps that a message shows one by one.
    pub(super) fn shown(&self) -> &[Edge] {
        &self.edges[..self.edges.len().min(Loop::MOST_SHOWN)]
    }

    /// The cycle in a line: `a → b → a`.
    pub(super) fn chain(&self, name: impl Fn(u32) -> String) -> String {
        let mut names: Vec<String> = self.shown().iter().map(|edge| name(edge.from)).collect();
        if self.edges.len() > Loop::MOST_SHOWN {
            names.push(format!("{} more", self.edges.len() - Loop::MOST_SHOWN));
        }
        names.push(name(self.edges[0].from));
        names.join(" → ")
    }
}

/// Whether a search came to its end.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Searched {
    /// All cycles were looked for.
    All,
    /// The tangle is too large: there may be cycles that were not found.
    Part,
}

/// The edges that may lie on a cycle of the bare graph: what is left when nodes without an edge
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

/// How many edges a search looks at before it ends. Models come nowhere near; a tangle of thousands
/// of organs, each under most of the others, has more cycles than anybody reads.
pub(super) const MOST_STEPS: usize = 100_000_000;

/// The cycles of edges that hold on one day, each reported once.
pub(super) fn loops(edges: &[Edge]) -> Vec<Loop> {
    search(edges, MOST_STEPS).0
}

/// The same, and whether all was searched.
pub(super) fn search(edges: &[Edge], most_steps: usize) -> (Vec<Loop>, Searched) {
    let mut search = Search::new(tied(edges), most_steps);
    let mut found = Vec::new();
    let mut reported = FxHashSet::default();
    let mut covered = fixedbitset::FixedBitSet::with_capacity(search.edges.len());
    for at in 0..search.edges.len() {
        let edge = search.edges[at];
        if !is_known(edge.days) || covered.contains(at) {
            continue;
        }
        let Some(way) = search.way_back(at) else { continue };
        let same_day = |&step: &usize| search.edges[step].days.0 == edge.days.0;
        way.iter().copied().filter(same_day).for_each(|step| covered.insert(step));
        let cycle = in_order(way.iter().map(|&step| search.edges[step]).collect());
        if reported.insert(cycle.edges.iter().map(|edge| edge.name).collect::<Vec<_>>()) {
            found.push(cycle);
        }
    }
    found.sort_by_key(|cycle| cycle.edges[0].name);
    (found, search.searched)
}

/// The edges within strongly connected parts, their nodes numbered anew without gaps: the old
/// number is `Edge::from` and `Edge::to`, the new ones stand beside.
fn tied(edges: &[Edge]) -> Vec<(Edge, u32, u32)> {
    let mut graph: Graph<(), ()> = Graph::with_capacity(0, edges.len());
    let mut numbers: FxHashMap<u32, NodeIndex> = FxHashMap::default();
    let mut ends = Vec::with_capacity(edges.len());
    for edge in edges {
        let mut node = |at| *numbers.entry(at).or_insert_with(|| graph.add_node(()));
        let (from, to) = (node(edge.from), node(edge.to));
        graph.add_edge(from, to, ());
        ends.push((from.index(), to.index()));
    }
    let mut part = vec![u32::MAX; graph.node_count()];
    // Kosaraju's way needs no recursion, and a cycle of a million organs no deep stack.
    for (number, nodes) in (0..).zip(petgraph::algo::kosaraju_scc(&graph)) {
        nodes.into_iter().for_each(|node| part[node.index()] = number);
    }
    let edges = edges.iter().zip(ends).filter(|(_, (from, to))| part[*from] == part[*to]);
    edges.map(|(edge, (from, to))| (*edge, from as u32, to as u32)).collect()
}

/// A search for ways back, over flat arrays.
struct Search {
    edges: Vec<Edge>,
    ends: Vec<(u32, u32)>,
    /// The edges out of each node, the last first.
    out: Vec<Vec<u32>>,
    /// By which edge each node was reached, and in which search.
    came: Vec<(u32, u32)>,
    searches: u32,
    steps_left: usize,
    searched: Searched,
}

impl Search {
    fn new(tied: Vec<(Edge, u32, u32)>, steps_left: usize) -> Search {
        let nodes = tied.iter().map(|(_, from, to)| from.max(to) + 1).max().unwrap_or(0) as usize;
        let mut out = vec![Vec::new(); nodes];
        for (at, (_, from, _)) in tied.iter().enumerate().rev() {
            out[*from as usize].push(at as u32);
        }
        let (edges, ends) = tied.into_iter().map(|(edge, from, to)| (edge, (from, to))).unzip();
        Search {
            edges,
            ends,
            out,
            came: vec![(0, 0); nodes],
            searches: 0,
            steps_left,
            searched: Searched::All,
        }
    }

    /// The shortest cycle through an edge over edges that hold on its first day.
    fn way_back(&mut self, edge: usize) -> Option<Vec<usize>> {
        let (tail, head) = self.ends[edge];
        let (day, end) = self.edges[edge].days;
        if tail == head {
            return Some(vec![edge]);
        }
        self.searches += 1;
        self.came[head as usize] = (self.searches, u32::MAX);
        let mut queue = VecDeque::from([head]);
        while let Some(node) = queue.pop_front() {
            let Some(left) = self.steps_left.checked_sub(self.out[node as usize].len()) else {
                self.searched = Searched::Part;
                return None;
            };
            self.steps_left = left;
            for &next in &self.out[node as usize] {
                let (first, last) = self.edges[next as usize].days;
                let to = self.ends[next as usize].1;
                let holds = first <= day && day <= last && first <= end;
                if !holds || self.came[to as usize].0 == self.searches {
                    continue;
                }
                self.came[to as usize] = (self.searches, next);
                if to == tail {
                    return Some(self.path(edge));
                }
                queue.push_back(to);
            }
        }
        None
    }

    fn path(&self, edge: usize) -> Vec<usize> {
        let (tail, head) = self.ends[edge];
        let (mut back, mut at) = (Vec::new(), tail);
        while at != head {
            let step = self.came[at as usize].1 as usize;
            back.push(step);
            at = self.ends[step].0;
        }
        back.push(edge);
        back.reverse();
        back
    }
}

/// The same cycle from the edge with the least name, so that each is reported once.
fn in_order(mut edges: Vec<Edge>) -> Loop {
    let least = (0..edges.len()).min_by_key(|&at| edges[at].name).unwrap_or(0);
    edges.rotate_left(least);
    let days = edges.iter().map(|edge| edge.days).reduce(both).expect("a cycle has an edge");
    Loop { edges, days }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::extent::has_day;
    use proptest::prelude::*;

    fn edge(name: u32, from: u32, to: u32, first: i32, last: i32) -> Edge {
        Edge { from, to, name, days: (Day(first), Day(last)) }
    }

    #[test]
    fn a_cycle_needs_a_day_that_all_its_edges_share() {
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

    /// Whether the edges that hold on a day run in a cycle: the slow and obvious way.
    fn is_circular(edges: &[Edge], day: i32) -> bool {
        let mut graph = Graph::<(), ()>::new();
        let nodes: Vec<NodeIndex> = (0..6).map(|_| graph.add_node(())).collect();
        for edge in edges.iter().filter(|e| e.days.0 <= Day(day) && Day(day) <= e.days.1) {
            graph.add_edge(nodes[edge.from as usize], nodes[edge.to as usize], ());
        }
        petgraph::algo::is_cyclic_directed(&graph)
    }

    #[test]
    fn a_cycle_of_many_needs_no_deep_stack_and_a_tangle_no_endless_search() {
        let many = 200_000;
        let ring: Vec<Edge> = (0..many).map(|at| edge(at, at, (at + 1) % many, 0, 9)).collect();
        assert_eq!(loops(&ring).iter().map(|cycle| cycle.edges.len()).max(), Some(200_000));
        let pairs = (0..60u32).flat_map(|from| (0..60u32).map(move |to| (from, to)));
        let tangle: Vec<Edge> =
            (0..).zip(pairs).map(|(name, (from, to))| edge(name, from, to, 0, 9)).collect();
        // Each with itself and each with each other.
        assert_eq!(loops(&tangle).len(), 60 + 60 * 59 / 2);
        assert_eq!(search(&ring, 10), (vec![], Searched::Part));
    }

    proptest! {
        #[test]
        fn cycles_are_found_exactly_when_a_day_has_one(
            rows in prop::collection::vec((0u32..6, 0u32..6, 0i32..12, 0i32..8), 0..14)
        ) {
            let edges: Vec<Edge> = (0..).zip(&rows)
                .map(|(name, &(from, to, first, len))| edge(name, from, to, first, first + len))
                .collect();
            let found = loops(&tangled(6, edges.clone()));
            for cycle in &found {
                prop_assert!(has_day(cycle.days));
                for (step, next) in cycle.edges.iter().zip(cycle.edges.iter().cycle().skip(1)) {
                    prop_assert_eq!(step.to, next.from);
                }
            }
            let any = (0..24).any(|day| is_circular(&edges, day));
            prop_assert_eq!(any, !found.is_empty());
            // The first day of every stretch of circular days is the first day of a cycle reported.
            for day in 0..24 {
                if is_circular(&edges, day) && (day == 0 || !is_circular(&edges, day - 1)) {
                    prop_assert!(found.iter().any(|cycle| cycle.days.0 == Day(day)));
                }
            }
        }
    }
}
