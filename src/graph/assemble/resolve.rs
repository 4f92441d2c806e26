//! Ids to the numbers of nodes.
//!
//! Takes the references that builders kept, gives the numbers of what they name. What names
//! nothing, or a node of a class that may not stand there, is kept as a problem.

use super::super::build::{Expected, Loose, LooseUnder, RelationEnd, RelationTable, UnderTable};
use super::super::ids::{Ids, Repeated, place};
use super::super::index::{GraphTexts, NOWHERE, class_of};
use super::super::problem::{GraphProblem, GraphProblems};
use super::super::tables::{NodeRow, UnderRow};
use crate::text::{Pos, Span};
use crate::workers::Workers;

/// All that is needed to find a node by its id.
pub(super) struct Resolver<'a> {
    pub(super) nodes: &'a [NodeRow],
    pub(super) ids: &'a Ids,
    pub(super) texts: &'a GraphTexts,
    pub(super) class_starts: [u32; 5],
}

impl Resolver<'_> {
    /// Finds the superiors that were not at hand when their units were read.
    pub(super) fn unders(
        &self,
        table: &mut UnderTable,
        repeated: &[Repeated],
        workers: Workers,
    ) -> GraphProblems {
        let refs = std::mem::take(&mut table.refs);
        let mut left = (&mut table.rows[..], 0);
        let mut pieces = Vec::with_capacity(workers.count());
        for refs in workers.cut(&refs) {
            let (rows, start) = left;
            let end = refs.last().map_or(start, |last| last.row as usize + 1);
            let (own, rest) = rows.split_at_mut(end - start);
            pieces.push((own, start, refs));
            left = (rest, end);
        }
        let mut problems = GraphProblems::default();
        let found = |(rows, start, refs)| self.superiors(rows, start, refs);
        workers.map(pieces, found).into_iter().for_each(|more| problems.append(more));
        if !repeated.is_empty() {
            table.rows.iter_mut().for_each(|under| under.to = first_of(repeated, under.to));
        }
        problems
    }

    /// Some rows of a table, from the one with the number `start` on.
    fn superiors(&self, rows: &mut [UnderRow], start: usize, refs: &[LooseUnder]) -> GraphProblems {
        let mut problems = GraphProblems::default();
        for &LooseUnder { row, text } in refs {
            let row = &mut rows[row as usize - start];
            let is_organ = row.from < self.class_starts[1];
            let expected = if is_organ { Expected::Organ } else { Expected::Post };
            let loose = Loose { text, expected };
            row.to = self.find_of(loose, row.pos, &mut problems);
        }
        problems
    }

    /// Finds the nodes at the ends of ties.
    pub(super) fn ties(&self, table: &mut RelationTable) -> GraphProblems {
        let mut problems = GraphProblems::default();
        for (tie, ends) in table.rows.iter_mut().zip(std::mem::take(&mut table.refs)) {
            [tie.from, tie.to] = ends.map(|end| match end {
                RelationEnd::Here(class, row) => self.class_starts[class as usize] + row,
                RelationEnd::Loose(loose) => self.find_of(loose, tie.pos, &mut problems),
            });
        }
        for check in std::mem::take(&mut table.checks) {
            let _: u32 = self.find(check, &mut problems);
        }
        problems
    }

    /// Finds the nodes at the ends of transitions.
    pub(super) fn ends(&self, refs: &[Loose], workers: Workers) -> (Vec<u32>, GraphProblems) {
        const PIECE: usize = 1 << 14;
        let found = |refs: &[Loose]| {
            let (mut ends, mut problems) =
                (Vec::with_capacity(refs.len()), GraphProblems::default());
            self.all(refs, &mut ends, &mut problems);
            (ends, problems)
        };
        let (mut ends, mut problems) = (Vec::with_capacity(refs.len()), GraphProblems::default());
        for (more, wrong) in workers.map(refs.chunks(PIECE).collect(), found) {
            ends.extend(more);
            problems.append(wrong);
        }
        (ends, problems)
    }

    fn all(&self, refs: &[Loose], ends: &mut Vec<u32>, problems: &mut GraphProblems) {
        const AT_ONCE: usize = 16;
        let (chunks, rest) = refs.as_chunks::<AT_ONCE>();
        for chunk in chunks {
            let found = self.ids.find_all(&chunk.map(|loose| loose.text), self.texts);
            let known = chunk.iter().zip(found);
            ends.extend(known.map(|(&loose, found)| self.known(loose, found, problems)));
        }
        ends.extend(rest.iter().map(|&loose| self.find(loose, problems)));
    }

    /// The node that an entry names; where it names none, that is wrong at the place where the entry begins.
    fn find_of(&self, loose: Loose, pos: u32, problems: &mut GraphProblems) -> u32 {
        if !loose.text.is_empty() {
            return self.find(loose, problems);
        }
        let (span, expected) = (Span::at(Pos(pos)), loose.expected.classes());
        problems.push(GraphProblem::UnknownId { span, id: String::new(), expected });
        NOWHERE
    }

    fn find(&self, loose: Loose, problems: &mut GraphProblems) -> u32 {
        self.known(loose, self.ids.find(self.texts.get(loose.text), self.texts), problems)
    }

    /// What was found, if it may stand there.
    #[inline]
    fn known(&self, loose: Loose, found: Option<u32>, problems: &mut GraphProblems) -> u32 {
        match found {
            Some(found) if self.may_be(loose.expected, found) => found,
            found => {
                problems.push(self.problem(loose, self.texts.get(loose.text), found));
                NOWHERE
            }
        }
    }

    fn may_be(&self, expected: Expected, node: u32) -> bool {
        expected.classes().contains(&class_of(&self.class_starts, node))
    }

    #[cold]
    fn problem(&self, loose: Loose, id: &str, found: Option<u32>) -> GraphProblem {
        let span = loose.text.span().unwrap_or(Span::at(Pos::NONE));
        let (id, expected) = (id.to_owned(), loose.expected.classes());
        let Some(found) = found else { return GraphProblem::UnknownId { span, id, expected } };
        let row = &self.nodes[found as usize];
        let (found, there) = (class_of(&self.class_starts, found), place(row.id, row.pos));
        GraphProblem::WrongClass { span, id, expected, found, there }
    }
}

/// The first node that has the id of a node.
fn first_of(repeated: &[Repeated], node: u32) -> u32 {
    let found = repeated.binary_search_by_key(&node, |pair| pair.again);
    found.map_or(node, |at| repeated[at].first)
}
