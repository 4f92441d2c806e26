//! The nodes by their ids.
//!
//! Hash tables share the nodes by the highest bits of their hashes, so that each is filled by a thread of its own. A
//! table holds the hash, the number and the id of each node side by side, so that most questions
//! reach for far memory twice: for the slot, and for the text of the id where it stands.

use super::index::{NOWHERE, StrRef, Texts, hash};
use super::problem::GraphProblem;
use super::tables::NodeRow;
use crate::text::{Pos, Span};
use crate::workers::Workers;

/// Finds the numbers of nodes.
#[derive(Default, Debug)]
pub(super) struct Ids {
    /// As many as a power of two.
    tables: Vec<Table>,
    /// How many bits of a hash say in which table it is.
    bits: u32,
}

/// A node whose id another has before it.
pub(super) struct Repeated {
    pub(super) again: u32,
    pub(super) first: u32,
}

impl Repeated {
    pub(super) fn problem(&self, nodes: &[NodeRow], texts: &Texts) -> GraphProblem {
        let (first, again) = (&nodes[self.first as usize], &nodes[self.again as usize]);
        GraphProblem::DuplicateId {
            id: texts.get(again.id).to_owned(),
            first: place(first.id, first.pos),
            again: place(again.id, again.pos),
        }
    }
}

/// The bits of an id's hash that are kept.
#[inline]
pub(super) fn short_hash(id: &str) -> u32 {
    (hash(id) >> 32) as u32
}

/// Which table holds a hash: by its highest bits, as the place in the table is by the lowest.
#[inline]
fn table_of(hash: u32, bits: u32) -> usize {
    (u64::from(hash) << bits >> 32) as usize
}

impl Ids {
    /// The tables of some nodes, whose hashes are known. The first node with an id has it; the
    /// others are given in their order.
    pub(super) fn new(
        nodes: &[NodeRow],
        hashes: &[u32],
        texts: &Texts,
        workers: Workers,
    ) -> (Ids, Vec<Repeated>) {
        // Whoever fills a table looks through all hashes: more tables than these are not worth it.
        const MOST_BITS: u32 = 4;
        let bits = workers.count().next_power_of_two().ilog2().min(MOST_BITS);
        let fill = |table| fill((table, bits), nodes, hashes, texts);
        let (mut tables, mut repeated) = (Vec::with_capacity(1 << bits), Vec::new());
        for (table, more) in workers.map((0..1 << bits).collect(), fill) {
            tables.push(table);
            repeated.extend(more);
        }
        repeated.sort_unstable_by_key(|pair| pair.again);
        (Ids { tables, bits }, repeated)
    }

    /// The node with an id.
    #[inline]
    pub(super) fn find(&self, id: &str, texts: &Texts) -> Option<u32> {
        self.find_hashed(id, short_hash(id), texts)
    }

    #[inline]
    fn find_hashed(&self, id: &str, hash: u32, texts: &Texts) -> Option<u32> {
        let table = self.tables.get(table_of(hash, self.bits))?;
        table.find(hash, |there| texts.get(there) == id).ok()
    }

    /// The nodes with some ids, in their order. All slots are reached for, then all texts, then they
    /// are compared: the ways to far memory are gone at once and not one after the other.
    pub(super) fn find_all<const N: usize>(
        &self,
        ids: &[StrRef; N],
        texts: &Texts,
    ) -> [Option<u32>; N] {
        let own = ids.map(|id| texts.get(id));
        let hashes = own.map(short_hash);
        let near = hashes.map(|hash| {
            self.tables.get(table_of(hash, self.bits)).map_or(FREE, |table| table.first(hash))
        });
        let heads = near.map(|slot| texts.get(slot.id).as_bytes().first().copied());
        std::hint::black_box(&heads);
        std::array::from_fn(|at| self.find_hashed(own[at], hashes[at], texts))
    }

    /// All numbers, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut u32> {
        let slots = self.tables.iter_mut().flat_map(|table| &mut table.slots);
        slots.map(|slot| &mut slot.node).filter(|node| **node != NOWHERE)
    }
}

/// A hash table that is as large as it needs to be from the start: a slot that is taken is followed
/// by the next.
#[derive(Default, Debug)]
struct Table {
    slots: Vec<Slot>,
}

#[derive(Copy, Clone, Debug)]
struct Slot {
    hash: u32,
    node: u32,
    id: StrRef,
}

const FREE: Slot = Slot { hash: 0, node: NOWHERE, id: StrRef::EMPTY };

impl Table {
    /// A table for some nodes, of which a quarter of the slots stays free.
    fn for_count(count: usize) -> Table {
        Table { slots: vec![FREE; (count * 4 / 3 + 1).next_power_of_two()] }
    }

    /// The slot where the search for a hash begins.
    #[inline]
    fn first(&self, hash: u32) -> Slot {
        let at = hash as usize & self.slots.len().wrapping_sub(1);
        self.slots.get(at).copied().unwrap_or(FREE)
    }

    /// The node with a hash whose id `is` the one; else the slot where it belongs.
    #[inline]
    fn find(&self, hash: u32, is: impl Fn(StrRef) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.node != NOWHERE) {
            if slot.hash == hash && is(slot.id) {
                return Ok(slot.node);
            }
            at = (at + 1) & mask;
        }
        Err(at)
    }
}

fn fill(
    (number, bits): (usize, u32),
    nodes: &[NodeRow],
    hashes: &[u32],
    texts: &Texts,
) -> (Table, Vec<Repeated>) {
    let here = |hash: &u32| table_of(*hash, bits) == number;
    let mut table = Table::for_count(hashes.iter().filter(|hash| here(hash)).count());
    let mut repeated = Vec::new();
    for (at, &hash) in hashes.iter().enumerate().filter(|(_, hash)| here(hash)) {
        let id = nodes[at].id;
        match table.find(hash, |there| texts.get(there) == texts.get(id)) {
            Err(free) => table.slots[free] = Slot { hash, node: at as u32, id },
            Ok(first) => repeated.push(Repeated { again: at as u32, first }),
        }
    }
    (table, repeated)
}

/// Where a text stands; the place of what has it, where it stands in no file.
pub(super) fn place(text: StrRef, pos: u32) -> Span {
    text.span().unwrap_or(Span::at(Pos(pos)))
}
