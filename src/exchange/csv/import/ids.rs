//! Which rows say an id first, and which say it again.
//!
//! Takes the ids of the rows of things in their order, once, before any entry is made; afterwards
//! every row knows by its place whether it is the first of its id. Rows that say an id again cost no
//! memory, unless the mapping unites them with the first.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::{HashMap, HashTable};
use rustc_hash::FxHasher;

use super::cells::Rows;
use super::columns::ColumnKind;
use super::meaning::KnownThing;
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
    known: HashMap<&'t str, Option<ColumnKind>, BuildHasherDefault<FxHasher>>,
    /// How the first row of an id writes it, where that is with blanks.
    written: HashMap<u32, Text<'t>, BuildHasherDefault<FxHasher>>,
    /// What differs from an earlier id by its blanks alone, with the id that it has instead.
    apart: HashMap<Text<'t>, Text<'t>, BuildHasherDefault<FxHasher>>,
    /// The things of the model that rows without ids of their own name.
    called: HashMap<(ColumnKind, String), Vec<Text<'t>>, BuildHasherDefault<FxHasher>>,
    /// The further rows of an id, by its first, where they are to be united.
    more: HashMap<u32, Vec<u32>, BuildHasherDefault<FxHasher>>,
    /// By table: where its pieces begin.
    pub(super) pieces: Vec<Vec<TablePiece<'t>>>,
}

struct First<'t> {
    id: Text<'t>,
    table: u32,
    at: u32,
}

/// A piece of a table, to be read beside the others.
#[derive(Clone)]
pub(super) struct TablePiece<'t> {
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
    pub(super) fn new(rows: usize, known: &'t [KnownThing], tables: usize) -> Self {
        Ids {
            slots: HashTable::with_capacity(rows),
            firsts: Vec::with_capacity(rows),
            known: known.iter().map(|thing| (thing.id.as_str(), thing.kind)).collect(),
            pieces: vec![Vec::new(); tables],
            ..Ids::default()
        }
    }

    /// Remembers that a row has an id, which its cell may write with blanks; `unite` if a later row is to be
    /// united with the first.
    pub(super) fn add(
        &mut self,
        id: Text<'t>,
        written: &Text<'t>,
        (table, kind): (usize, ColumnKind),
        at: usize,
        unite: bool,
    ) {
        let id = self.apart.get(written).cloned().unwrap_or(id);
        // What the model has of another kind is no thing of this row.
        if self.known.get(&*id).is_some_and(|known| *known != Some(kind)) {
            return;
        }
        let Some(first) = self.first(&id) else {
            let first = self.insert(id, table, at);
            if *self.firsts[first as usize].id != **written {
                self.written.insert(first, written.clone());
            }
            return;
        };
        let earlier = self.written.get(&first).unwrap_or(&self.firsts[first as usize].id);
        let blanks = |text: &str| text.contains(char::is_whitespace);
        if (blanks(earlier) || blanks(written))
            && !earlier.split_whitespace().eq(written.split_whitespace())
        {
            let other = self.free(&id);
            self.apart.insert(written.clone(), other.clone());
            self.insert(other, table, at);
        } else if unite && self.firsts[first as usize].table == table as u32 {
            self.more.entry(first).or_default().push(at as u32);
        }
    }

    fn first(&self, id: &str) -> Option<u32> {
        self.slots.find(hash(id), |&first| self.firsts[first as usize].id == id).copied()
    }

    fn insert(&mut self, id: Text<'t>, table: usize, at: usize) -> u32 {
        let (hashed, first) = (hash(&id), self.firsts.len() as u32);
        self.firsts.push(First { id, table: table as u32, at: at as u32 });
        let firsts = &self.firsts;
        self.slots.insert_unique(hashed, first, |&first| hash(&firsts[first as usize].id));
        first
    }

    /// An id like another that nothing has.
    fn free(&self, id: &str) -> Text<'t> {
        let numbered = (2..).map(|number| format!("{id}-{number}"));
        let mut numbered = numbered;
        numbered.find(|id| !self.has(id)).expect("numbers do not end").into()
    }

    /// The id of a cell that differs from an earlier one by its blanks alone.
    pub(super) fn apart(&self, written: &str) -> Option<Text<'t>> {
        if self.apart.is_empty() { None } else { self.apart.get(written).cloned() }
    }

    /// What differs by its blanks alone, with the ids that it has instead.
    pub(super) fn all_apart(&self) -> impl Iterator<Item = (&str, &str)> {
        self.apart.iter().map(|(written, id)| (&**written, &**id))
    }

    pub(super) fn len(&self) -> usize {
        self.firsts.len()
    }

    /// Whether any row, or the model, has an id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.known.contains_key(id) || self.first(id).is_some()
    }

    /// All ids of rows.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.firsts.iter().map(|first| &*first.id)
    }

    /// The table of the row that has an id.
    pub(super) fn table_of(&self, id: &str) -> Option<usize> {
        self.first(id).map(|first| self.firsts[first as usize].table as usize)
    }

    /// What the model has under an id.
    pub(super) fn known(&self, id: &str) -> Option<ColumnKind> {
        self.known.get(id).copied().flatten()
    }

    /// A row has a name for an id, and the model has things of that name.
    pub(super) fn call(&mut self, kind: ColumnKind, written: &str, ids: &[&'t str]) {
        let ids = ids.iter().map(|id| Text::Borrowed(*id)).collect();
        self.called.insert((kind, written.to_owned()), ids);
    }

    /// What the model has under the name that a row has for an id.
    pub(super) fn called(&self, kind: ColumnKind, written: &str) -> &[Text<'t>] {
        if self.called.is_empty() {
            return &[];
        }
        self.called.get(&(kind, written.to_owned())).map_or(&[], Vec::as_slice)
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
