//! What several tables say of one id: superiors, further names, numbers of members.
//!
//! Takes the rows of the tables that add to others, and remembers only their ids and where they stand;
//! when their id comes, they are read again from there. A table of a million rows costs 40 bytes a
//! row, good or bad.

use std::sync::atomic::{AtomicBool, Ordering};

use hashbrown::HashTable;

use super::ids::hash;
use crate::model::Text;

const NONE: u32 = u32::MAX;

/// The rows by id, each list in the order of the tables.
#[derive(Default)]
pub(super) struct Joined<'t> {
    /// The first row of each id.
    heads: HashTable<u32>,
    rows: Vec<JoinedRow<'t>>,
}

struct JoinedRow<'t> {
    id: Text<'t>,
    at: u32,
    /// The next row of this id.
    next: u32,
    /// In the first row of an id: the last one.
    last: u32,
    table: u16,
    is_head: bool,
    /// Pieces of a table take rows at once, never the same row.
    taken: AtomicBool,
}

impl<'t> Joined<'t> {
    /// Room for so many rows.
    pub(super) fn with_capacity(rows: usize) -> Self {
        Joined { heads: HashTable::with_capacity(rows), rows: Vec::with_capacity(rows) }
    }

    /// Remembers a row of a table.
    pub(super) fn add(&mut self, id: Text<'t>, table: usize, at: usize) {
        let row = self.rows.len() as u32;
        let rows = &mut self.rows;
        let hashed = hash(&id);
        let head = self.heads.find(hashed, |&head| rows[head as usize].id == id).copied();
        match head {
            Some(head) => {
                let last = std::mem::replace(&mut rows[head as usize].last, row);
                rows[last as usize].next = row;
            }
            None => {
                self.heads.insert_unique(hashed, row, |&row| hash(&rows[row as usize].id));
            }
        }
        let (at, table, taken) = (at as u32, table as u16, AtomicBool::new(false));
        let is_head = head.is_none();
        rows.push(JoinedRow { id, at, next: NONE, last: row, table, is_head, taken });
    }

    /// Gives the rows of some ids to others, as `of` says.
    pub(super) fn rename(&mut self, of: impl Fn(&str) -> Option<Text<'t>>) {
        for row in 0..self.rows.len() {
            let Some(id) = self.rows[row].is_head.then(|| of(&self.rows[row].id)).flatten() else {
                continue;
            };
            let hashed = hash(&id);
            let rows = &mut self.rows;
            let head = self.heads.find(hashed, |&head| rows[head as usize].id == id).copied();
            match head {
                Some(head) => {
                    let end = rows[row].last;
                    let last = std::mem::replace(&mut rows[head as usize].last, end);
                    rows[last as usize].next = row as u32;
                    rows[row].is_head = false;
                }
                None => {
                    rows[row].id = id;
                    self.heads
                        .insert_unique(hashed, row as u32, |&row| hash(&rows[row as usize].id));
                }
            }
        }
    }

    /// Takes the rows of an id: their tables and places. `likely` is where they probably begin, for
    /// tables mostly have one order; afterwards it is where those of the next id do.
    pub(super) fn take(&self, id: &str, likely: &mut usize, mut each: impl FnMut(usize, usize)) {
        let guessed = self.rows.get(*likely).filter(|row| row.is_head && row.id == id);
        let head = match guessed {
            Some(_) => Some(*likely as u32),
            None => self.heads.find(hash(id), |&row| self.rows[row as usize].id == id).copied(),
        };
        let Some(mut row) = head else { return };
        while row != NONE {
            let found = &self.rows[row as usize];
            if !found.taken.swap(true, Ordering::Relaxed) {
                each(found.table.into(), found.at as usize);
            }
            *likely = row as usize + 1;
            row = found.next;
        }
    }

    /// The tables and places of the rows that nobody took, in order.
    pub(super) fn rest(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let rest = self.rows.iter().filter(|row| !row.taken.load(Ordering::Relaxed));
        rest.map(|row| (row.table.into(), row.at as usize))
    }
}
