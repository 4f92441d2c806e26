//! Which rows say an id first, and which say it again.
//!
//! Takes the ids of the rows of things in their order, once, before any entry is made; afterwards
//! every row knows by its place whether it is the first of its id. Rows that say an id again cost no
//! memory, unless the mapping unites them with the first.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::{HashMap, HashSet, HashTable};
use rustc_hash::FxHasher;

use super::cells::Rows;
use crate::model::Text;

pub(super) fn hash(id: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(id)
}

/// The ids of all things.
#[derive(Default)]
pub(super) struct Ids<'t> {
    slots: HashTable<u32>,
    firsts: Vec<First<'t>>,
    /// The ids that the model has already.
    known: HashSet<&'t str, BuildHasherDefault<FxHasher>>,
    /// The further rows of an id, by its first, where they are to be united.
    more: HashMap<u32, Vec<u32>, BuildHasherDefault<FxHasher>>,
    /// By table: where its pieces begin.
    pub(super) pieces: Vec<Vec<Piece<'t>>>,
}

struct First<'t> {
    id: Text<'t>,
    table: u32,
    at: u32,
}

/// A piece of a table, to be read beside the others.
#[derive(Clone)]
pub(super) struct Piece<'t> {
    pub(super) rows: Rows<'t>,
    /// The first of the first rows that it may hold.
    pub(super) first: usize,
}

/// What a row is to its id.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    First(u32),
    Again,
}

impl<'t> Ids<'t> {
    /// Room for so many ids, beside those that are known already.
    pub(super) fn new(rows: usize, known: &'t [String], tables: usize) -> Self {
        Ids {
            slots: HashTable::with_capacity(rows),
            firsts: Vec::with_capacity(rows),
            known: known.iter().map(String::as_str).collect(),
            pieces: vec![Vec::new(); tables],
            ..Ids::default()
        }
    }

    /// Remembers that a row has an id; `unite` if a later row is to be united with the first.
    pub(super) fn add(&mut self, id: Text<'t>, table: usize, at: usize, unite: bool) {
        if self.known.contains(&*id) {
            return;
        }
        let hashed = hash(&id);
        let firsts = &mut self.firsts;
        if let Some(&first) = self.slots.find(hashed, |&first| firsts[first as usize].id == id) {
            if unite && firsts[first as usize].table == table as u32 {
                self.more.entry(first).or_default().push(at as u32);
            }
            return;
        }
        let first = firsts.len() as u32;
        self.slots.insert_unique(hashed, first, |&first| hash(&firsts[first as usize].id));
        firsts.push(First { id, table: table as u32, at: at as u32 });
    }

    pub(super) fn len(&self) -> usize {
        self.firsts.len()
    }

    /// Whether any row, or the model, has an id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.known.contains(id)
            || self.slots.find(hash(id), |&first| self.firsts[first as usize].id == id).is_some()
    }

    /// Whether the model has an id already.
    pub(super) fn is_known(&self, id: &str) -> bool {
        self.known.contains(id)
    }

    /// What the row at a place is to its id. `likely` is the first row that comes next; rows must be
    /// asked about in their order.
    pub(super) fn turn(&self, table: usize, at: usize, likely: &mut usize) -> Turn {
        let place = (table as u32, at as u32);
        while let Some(first) = self.firsts.get(*likely) {
            match (first.table, first.at).cmp(&place) {
                std::cmp::Ordering::Less => *likely += 1,
                std::cmp::Ordering::Equal => return Turn::First(*likely as u32),
                std::cmp::Ordering::Greater => break,
            }
        }
        Turn::Again
    }

    /// The further rows of an id that are to be united with the first.
    pub(super) fn more(&self, first: u32) -> &[u32] {
        self.more.get(&first).map_or(&[], Vec::as_slice)
    }
}
