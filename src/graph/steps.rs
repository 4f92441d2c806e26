//! The lineage as rows: for each organ what leads on from it, with its days.
//!
//! A walk through time asks of every step when it may have been taken. That takes a look at the
//! transition, at its claims and at its ends, each in another table; here one row has it all. A
//! transition of many organs into many has one row at each of them, not one for each pair: there
//! are never many more rows than the text names organs. Made when a walk first asks, of all claims:
//! a slice that counts fewer looks at each transition itself. Never works out a day: whoever fills the rows
//! gives those of each transition.

use super::index::{NOWHERE, NodeIx, TransitionIx};
use super::org_graph::{OrgGraph, TransitionRef};
use crate::time::Day;

/// Which way a walk goes through time.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum LineageDirection {
    /// To what an organ grew out of.
    Back,
    /// To what grew out of an organ.
    Forth,
}

impl LineageDirection {
    /// A day by the walk's clock, which runs on as the walk does: backwards it is turned about.
    /// Turning twice gives the day again.
    #[inline]
    pub(super) fn clock(self, day: Day) -> Day {
        match self {
            LineageDirection::Forth => day,
            LineageDirection::Back => Day(!day.0),
        }
    }

    /// The first and the last of some days by the walk's clock.
    #[inline]
    pub(super) fn clocks(self, (first, last): (Day, Day)) -> (Day, Day) {
        match self {
            LineageDirection::Forth => (first, last),
            LineageDirection::Back => (self.clock(last), self.clock(first)),
        }
    }

    /// The transitions that lead on from an organ.
    pub(super) fn transitions(
        self,
        graph: &OrgGraph,
        organ: NodeIx,
    ) -> impl Iterator<Item = TransitionRef<'_>> {
        let rows = match self {
            LineageDirection::Forth => &graph.successors,
            LineageDirection::Back => &graph.predecessors,
        };
        rows.get(organ.index()).iter().map(|&at| graph.transition(TransitionIx(at)))
    }

    /// The organs to which a transition leads, each but `organ` itself.
    #[inline]
    pub(super) fn each_end(
        self,
        transition: TransitionRef<'_>,
        organ: NodeIx,
        mut visit: impl FnMut(NodeIx),
    ) {
        let others = |end: NodeIx| {
            if end != organ {
                visit(end)
            }
        };
        match self {
            LineageDirection::Forth => transition.into().for_each(others),
            LineageDirection::Back => transition.from().for_each(others),
        }
    }
}

/// The rows of all organs in one direction.
#[derive(Debug)]
pub(super) struct Steps {
    starts: Vec<u32>,
    rows: Vec<Onward>,
}

/// What leads on from an organ.
#[derive(Copy, Clone, Debug)]
pub(super) struct Onward {
    /// The organ to which it leads; [`NOWHERE`] where it leads to all ends of a wide transition.
    to: u32,
    pub(super) transition: TransitionIx,
    /// The days on which it may be taken, by the walk's clock.
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Onward {
    /// The organ to which it leads; `None` where it leads to all ends of a wide transition.
    #[inline]
    pub(super) fn to(self) -> Option<NodeIx> {
        (self.to != NOWHERE).then_some(NodeIx(self.to))
    }
}

impl Steps {
    /// The rows of a graph, with the days of each transition.
    pub(super) fn new<'g>(
        graph: &'g OrgGraph,
        way: LineageDirection,
        days: impl Fn(&TransitionRef<'g>) -> (Day, Day),
    ) -> Steps {
        let mut steps = Steps { starts: vec![0], rows: Vec::new() };
        for organ in graph.organs() {
            for transition in way.transitions(graph, organ) {
                let (first, last) = way.clocks(days(&transition));
                let mut add = |to| {
                    let row = Onward { to, transition: transition.ix, first, last };
                    steps.rows.push(row);
                };
                match transition.is_wide() {
                    true => add(NOWHERE),
                    false => way.each_end(transition, organ, |end| add(end.0)),
                }
            }
            steps.starts.push(steps.rows.len() as u32);
        }
        steps
    }

    /// What leads on from an organ, in the order of the text.
    #[inline]
    pub(super) fn of(&self, organ: NodeIx) -> &[Onward] {
        // A transition may lead to an event, from which nothing leads on.
        match self.starts.get(organ.index()..organ.index() + 2) {
            Some(&[start, end]) => &self.rows[start as usize..end as usize],
            _ => &[],
        }
    }
}
