//! What several tables say of one id: superiors, further names, numbers of members.
//!
//! Takes the rows of the tables that add to others, and remembers only where they stand; when their
//! id comes, they are read again from there. A table of a million rows costs a few bytes a row.

use std::hash::BuildHasherDefault;

use hashbrown::HashMap;
use rustc_hash::FxHasher;

use crate::model::Text;

const NONE: u32 = u32::MAX;

/// The rows by id, each list in the order of the tables.
#[derive(Default)]
pub(super) struct Joined<'t> {
    lists: HashMap<Text<'t>, (u32, u32), BuildHasherDefault<FxHasher>>,
    rows: Vec<JoinedRow>,
}

#[derive(Copy, Clone)]
struct JoinedRow {
    at: u32,
    next: u32,
    table: u16,
    taken: bool,
}

impl<'t> Joined<'t> {
    /// Room for so many rows.
    pub(super) fn with_capacity(rows: usize) -> Self {
        let lists = HashMap::with_capacity_and_hasher(rows, BuildHasherDefault::default());
        Joined { lists, rows: Vec::with_capacity(rows) }
    }

    /// Remembers a row of a table.
    pub(super) fn add(&mut self, id: Text<'t>, table: usize, at: usize) {
        let row = self.rows.len() as u32;
        self.rows.push(JoinedRow { at: at as u32, next: NONE, table: table as u16, taken: false });
        let list = self.lists.entry(id).or_insert((row, NONE));
        if list.1 != NONE {
            self.rows[list.1 as usize].next = row;
        }
        list.1 = row;
    }

    /// Takes the rows of an id: their tables and places.
    pub(super) fn take(&mut self, id: &str, mut each: impl FnMut(usize, usize)) {
        let Some(&(mut row, _)) = self.lists.get(id) else { return };
        while row != NONE {
            let found = &mut self.rows[row as usize];
            if !found.taken {
                found.taken = true;
                each(found.table.into(), found.at as usize);
            }
            row = found.next;
        }
    }

    /// The tables and places of the rows that nobody took, in order.
    pub(super) fn rest(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let rest = self.rows.iter().filter(|row| !row.taken);
        rest.map(|row| (row.table.into(), row.at as usize))
    }
}
