//! Plain petgraph as a user would write it with care: two `DiGraph`s filled in file order, a hash
//! map from ids, walks that never clear their marks. Takes the facts, answers the questions.

use std::collections::{BTreeMap, HashMap};

use petgraph::Direction::{self, Incoming, Outgoing};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::generate::{Ask, Facts, Life};
use super::{Answer, Asked, Peer};

/// The party as petgraph holds it. Node indices are positions in the text.
pub(crate) struct Petgraph {
    facts: Facts,
    numbers: HashMap<String, NodeIndex>,
    /// From the superior to what stood under it.
    hierarchy: DiGraph<(), Life>,
    /// From the predecessor to the successor.
    lineage: DiGraph<(), ()>,
    marks: Marks,
}

/// Which nodes a walk has met: those that bear the number of the walk.
struct Marks {
    of: Vec<u32>,
    walk: u32,
}

impl Marks {
    fn new_walk(&mut self) {
        self.walk += 1;
    }

    /// Whether the node was met now for the first time.
    fn meet(&mut self, node: NodeIndex) -> bool {
        std::mem::replace(&mut self.of[node.index()], self.walk) != self.walk
    }
}

impl Petgraph {
    pub(crate) fn new(facts: Facts) -> Self {
        let mut hierarchy = DiGraph::with_capacity(facts.ids.len(), facts.under.len());
        let mut lineage = DiGraph::with_capacity(facts.ids.len(), facts.lineage.len());
        let mut numbers = HashMap::with_capacity(facts.ids.len());
        for id in &facts.ids {
            numbers.insert(id.clone(), hierarchy.add_node(()));
            lineage.add_node(());
        }
        for &(child, parent, life) in &facts.under {
            hierarchy.add_edge(parent.into(), child.into(), life);
        }
        for &(from, into) in &facts.lineage {
            lineage.add_edge(from.into(), into.into(), ());
        }
        let marks = Marks { of: vec![0; facts.ids.len()], walk: 0 };
        Petgraph { facts, numbers, hierarchy, lineage, marks }
    }

    fn under_on(&mut self, top: NodeIndex, day: i32) -> Vec<NodeIndex> {
        let lives = &self.facts.lives;
        if !lives[top.index()].covers(day) {
            return vec![];
        }
        walk(&self.hierarchy, &mut self.marks, top, Outgoing, |life, organ| {
            life.covers(day) && lives[organ.index()].covers(day)
        })
    }

    fn is_predecessor(&mut self, a: NodeIndex, b: NodeIndex) -> bool {
        let mut met = false;
        walk(&self.lineage, &mut self.marks, b, Incoming, |(), organ| {
            met |= organ == a;
            !met
        });
        met
    }

    /// The steps of the shortest way, breadth first.
    fn steps(&mut self, a: NodeIndex, b: NodeIndex) -> Option<usize> {
        self.marks.new_walk();
        self.marks.meet(a);
        let mut ring = vec![a];
        for steps in 0.. {
            if ring.is_empty() || ring.contains(&b) {
                return (!ring.is_empty()).then_some(steps);
            }
            let next = ring.iter().flat_map(|&organ| self.lineage.neighbors(organ));
            ring = next.filter(|&organ| self.marks.meet(organ)).collect();
        }
        None
    }

    fn meeting(&mut self, a: NodeIndex, b: NodeIndex) -> Option<NodeIndex> {
        let above = |organ| self.hierarchy.neighbors_directed(organ, Incoming).next();
        self.marks.new_walk();
        std::iter::successors(Some(a), |&organ| above(organ))
            .for_each(|organ| _ = self.marks.meet(organ));
        std::iter::successors(Some(b), |&organ| above(organ)).find(|&organ| !self.marks.meet(organ))
    }

    fn kinds_under(&mut self, top: NodeIndex) -> String {
        let mut counts = BTreeMap::new();
        for organ in walk(&self.hierarchy, &mut self.marks, top, Outgoing, |_, _| true) {
            *counts.entry(self.facts.kinds[organ.index()]).or_insert(0) += 1;
        }
        let counts: Vec<String> = counts.iter().map(|(kind, n)| format!("{kind}={n}")).collect();
        counts.join(";")
    }
}

impl Peer for Petgraph {
    fn position(&self, organ: u32) -> u64 {
        u64::from(organ) + 1
    }

    fn answer(&mut self, question: &Asked) -> Answer {
        let a = self.numbers[&question.a];
        let other = |peer: &Self| peer.numbers[&question.b];
        let all = |_: &Life, _| true;
        match question.ask {
            Ask::Lookup => Answer::Reported(self.facts.names[a.index()].clone()),
            Ask::Chain => organs(others(walk(&self.hierarchy, &mut self.marks, a, Incoming, all))),
            Ask::Province | Ask::Root => {
                organs(walk(&self.hierarchy, &mut self.marks, a, Outgoing, all))
            }
            Ask::AsOf => organs(self.under_on(a, question.date)),
            Ask::Predecessors => {
                organs(others(walk(&self.lineage, &mut self.marks, a, Incoming, |_, _| true)))
            }
            Ask::IsForerunner => Answer::Reported(self.is_predecessor(a, other(self)).to_string()),
            Ask::Path => {
                let steps = self.steps(a, other(self));
                Answer::Reported(steps.map_or("none".to_owned(), |steps| steps.to_string()))
            }
            Ask::Meet => {
                let met = self.meeting(a, other(self));
                let id = |organ: NodeIndex| self.facts.ids[organ.index()].clone();
                Answer::Reported(met.map_or("none".to_owned(), id))
            }
            Ask::Kinds => Answer::Reported(self.kinds_under(a)),
        }
    }
}

/// All nodes from one on, that one first, along the edges that are to be followed.
fn walk<E>(
    graph: &DiGraph<(), E>,
    marks: &mut Marks,
    from: NodeIndex,
    direction: Direction,
    mut follow: impl FnMut(&E, NodeIndex) -> bool,
) -> Vec<NodeIndex> {
    marks.new_walk();
    marks.meet(from);
    let mut found = vec![from];
    let mut next = 0;
    while let Some(&node) = found.get(next) {
        next += 1;
        for edge in graph.edges_directed(node, direction) {
            let other = if direction == Outgoing { edge.target() } else { edge.source() };
            if follow(edge.weight(), other) && marks.meet(other) {
                found.push(other);
            }
        }
    }
    found
}

fn organs(found: Vec<NodeIndex>) -> Answer {
    Answer::Organs(found.into_iter().map(|organ| organ.index() as u32).collect())
}

/// All but the first.
fn others(mut found: Vec<NodeIndex>) -> Vec<NodeIndex> {
    found.swap_remove(0);
    found
}
