//! Ids to the numbers of nodes.
//!
//! Takes the references that builders kept, gives the numbers of what they name. What names
//! nothing, or a node of a class that may not stand there, is kept as a fault.

use super::super::build::{
    Expected, Loose, LooseUnder, TieEnd, TieTable, TransitionTable, UnderTable,
};
use super::super::fault::{Fault, Faults};
use super::super::hands::Hands;
use super::super::ids::{Ids, Repeated, place};
use super::super::index::Texts;
use super::super::tables::{NodeRow, UnderRow};
use super::{NOWHERE, class_of};
use crate::text::{Pos, Span};

/// All that is needed to find a node by its id.
pub(super) struct Resolver<'a> {
    pub(super) nodes: &'a [NodeRow],
    pub(super) ids: &'a Ids,
    pub(super) texts: &'a Texts,
    pub(super) class_starts: [u32; 5],
}

impl Resolver<'_> {
    /// Finds the superiors that were not at hand when their units were read.
    pub(super) fn unders(
        &self,
        table: &mut UnderTable,
        repeated: &[Repeated],
        hands: Hands,
    ) -> Faults {
        let refs = std::mem::take(&mut table.refs);
        let (first_refs, second_refs) = refs.split_at(refs.len() / 2);
        let middle = second_refs.first().map_or(table.rows.len(), |next| next.row as usize);
        let (first, second) = table.rows.split_at_mut(middle);
        let (mut faults, later) = hands.both(
            || self.superiors(first, 0, first_refs),
            || self.superiors(second, middle, second_refs),
        );
        faults.append(later);
        if !repeated.is_empty() {
            table.rows.iter_mut().for_each(|under| under.to = first_of(repeated, under.to));
        }
        faults
    }

    /// Some rows of a table, from the one with the number `start` on.
    fn superiors(&self, rows: &mut [UnderRow], start: usize, refs: &[LooseUnder]) -> Faults {
        let mut faults = Faults::default();
        for &LooseUnder { row, text } in refs {
            let loose = Loose { text, expected: Expected::Organ };
            rows[row as usize - start].to = self.find(loose, &mut faults);
        }
        faults
    }

    /// Finds the nodes at the ends of ties.
    pub(super) fn ties(&self, table: &mut TieTable) -> Faults {
        let mut faults = Faults::default();
        for (tie, ends) in table.rows.iter_mut().zip(std::mem::take(&mut table.refs)) {
            [tie.from, tie.to] = ends.map(|end| match end {
                TieEnd::Here(class, row) => self.class_starts[class as usize] + row,
                TieEnd::Loose(loose) => self.find(loose, &mut faults),
            });
        }
        for check in std::mem::take(&mut table.checks) {
            let _: u32 = self.find(check, &mut faults);
        }
        faults
    }

    /// Finds the nodes at the ends of transitions.
    pub(super) fn ends(&self, table: &mut TransitionTable) -> (Vec<u32>, Faults) {
        let mut faults = Faults::default();
        let refs = std::mem::take(&mut table.ends);
        let ends = refs.into_iter().map(|loose| self.find(loose, &mut faults)).collect();
        (ends, faults)
    }

    fn find(&self, loose: Loose, faults: &mut Faults) -> u32 {
        let id = self.texts.get(loose.text);
        match self.ids.find(id, self.nodes, self.texts) {
            Some(found) if self.may_be(loose.expected, found) => found,
            found => {
                faults.push(self.fault(loose, id, found));
                NOWHERE
            }
        }
    }

    fn may_be(&self, expected: Expected, node: u32) -> bool {
        expected.classes().contains(&class_of(&self.class_starts, node))
    }

    #[cold]
    fn fault(&self, loose: Loose, id: &str, found: Option<u32>) -> Fault {
        let span = loose.text.span().unwrap_or(Span::at(Pos::NONE));
        let (id, expected) = (id.to_owned(), loose.expected.classes());
        let Some(found) = found else { return Fault::UnknownId { span, id, expected } };
        let row = &self.nodes[found as usize];
        let (found, there) = (class_of(&self.class_starts, found), place(row.id, row.pos));
        Fault::WrongClass { span, id, expected, found, there }
    }
}

/// The first node that has the id of a node.
fn first_of(repeated: &[Repeated], node: u32) -> u32 {
    let found = repeated.binary_search_by_key(&node, |pair| pair.again);
    found.map_or(node, |at| repeated[at].first)
}
