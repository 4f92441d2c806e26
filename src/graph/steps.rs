//! The lineage as rows: for each organ the steps that lead to it and from it, with their days.
//!
//! A walk through time asks of every step when it may have been taken. That takes a look at the
//! transition, at its claims and at its ends, each in another table; here one row has it all. Made
//! when a walk first asks, of all claims: a slice that counts fewer looks at each step itself.

use super::access::OrgGraph;
use super::index::{NodeIx, TransitionIx};
use super::slice::Slice;
use super::walk::{Step, TimedStep};
use crate::time::Day;

/// Which way steps lead.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Way {
    /// To what an organ grew out of.
    Back,
    /// To what grew out of an organ.
    Forth,
}

/// The steps of all organs in one direction.
#[derive(Debug)]
pub(super) struct Steps {
    way: Way,
    starts: Vec<u32>,
    rows: Vec<Row>,
}

#[derive(Copy, Clone, Debug)]
struct Row {
    other: NodeIx,
    transition: TransitionIx,
    first: Day,
    last: Day,
}

impl Steps {
    pub(super) fn new(graph: &OrgGraph, way: Way) -> Steps {
        let slice = Slice::all(graph);
        let mut steps = Steps { way, starts: vec![0], rows: Vec::new() };
        for organ in graph.organs() {
            steps.rows.extend(slice.told_steps(organ, way).map(|timed| Row {
                other: match way {
                    Way::Back => timed.step.from,
                    Way::Forth => timed.step.to,
                },
                transition: timed.step.transition,
                first: timed.first,
                last: timed.last,
            }));
            steps.starts.push(steps.rows.len() as u32);
        }
        steps
    }

    /// The steps of one organ, in the order of the text.
    #[inline]
    pub(super) fn of(&self, organ: NodeIx) -> impl Iterator<Item = TimedStep> + '_ {
        let at = organ.index();
        let rows = &self.rows[self.starts[at] as usize..self.starts[at + 1] as usize];
        rows.iter().map(move |row| {
            let (from, to) = match self.way {
                Way::Back => (row.other, organ),
                Way::Forth => (organ, row.other),
            };
            let step = Step { transition: row.transition, from, to };
            TimedStep { step, first: row.first, last: row.last }
        })
    }
}
