//! What is left when all tables are read: rows that add to things which no table has, and things that have no row.
//!
//! Takes what was gathered, fills the same sink and report.

use std::collections::HashSet;

use super::Take;
use crate::exchange::csv::import::columns::{ColumnKind, Field};
use crate::exchange::csv::import::report::code;
use crate::exchange::csv::import::row::shown;
use crate::model::{At, Entry, EntryKey, Event, Organ, Person, Post, Sink, Text};

impl<'t, S: Sink> Take<'_, 't, S> {
    /// The rows that add to ids which no table has. Where there is no table of organs at all, they
    /// name the organs themselves.
    pub(in crate::exchange::csv::import) fn rest(&mut self) {
        if self.report.stopped {
            return;
        }
        if !self.shared.specs.iter().any(|spec| spec.kind == ColumnKind::Organs) {
            self.organs_of_hierarchy();
        }
        self.more_of_known();
        for (table, at) in self.shared.joined.rest() {
            let (outcome, _) = self.again(table, at, &mut |row| {
                let id = row.raw(Field::Id);
                let message = format!("no row of the other tables has the id {}", shown(&id));
                let help =
                    "this row adds to an entry: import it together with the table that has it"
                        .to_owned();
                row.refuse(code::UNKNOWN_ROW_ID, Field::Id, message, Some(help))
            });
            self.count((table, at), outcome, Vec::new());
            if self.report.stopped {
                return;
            }
        }
    }

    fn organs_of_hierarchy(&mut self) {
        let shared = self.shared;
        let mut made: HashSet<Text<'t>> = HashSet::new();
        let rest: Vec<(usize, usize)> = shared.joined.rest().collect();
        for (table, at) in rest {
            if shared.specs[table].kind != ColumnKind::Hierarchy {
                continue;
            }
            let (ends, _) = self.again(table, at, &mut |row| {
                Ok([Field::Id, Field::Organ].map(|end| (row.id(end), row.raw(end))))
            });
            // A row with a problem is reported when it is joined to its child.
            for (id, name) in ends.into_iter().flatten() {
                if id.is_empty() || shared.ids.has(&id) || !made.insert(id.clone()) {
                    continue;
                }
                self.extras.has_organ(&id);
                let spec = &shared.specs[table];
                let mut organ =
                    Organ { cite: spec.cite.clone(), modality: spec.modality, ..Organ::default() };
                if name != id {
                    organ.name = name;
                }
                self.join_organ(&id, &mut organ);
                let key = EntryKey { id, pos: At(spec.file.pos(at)) };
                self.sink.take(spec.file, &Entry::Organ(key, organ));
            }
        }
    }

    /// What rows add to things that only the model has.
    fn more_of_known(&mut self) {
        let shared = self.shared;
        let rest: Vec<(usize, usize)> = shared.joined.rest().collect();
        for (table, at) in rest {
            let (id, _) = self.again(table, at, &mut |row| row.needed_id(Field::Id));
            let Some((id, kind)) =
                id.ok().and_then(|id| Some((id.clone(), shared.ids.known(&id)?)))
            else {
                continue;
            };
            let key = EntryKey { id: id.clone(), pos: At(shared.specs[table].file.pos(at)) };
            let mut entry = match kind {
                ColumnKind::Organs => Entry::Organ(key, Organ::default()),
                ColumnKind::Events => Entry::Event(key, Event::default()),
                ColumnKind::Posts => Entry::Post(key, Post::default()),
                ColumnKind::People => Entry::Person(key, Person::default()),
                _ => continue,
            };
            self.join_to(&id, &mut entry);
            self.sink.take(shared.specs[table].file, &entry);
        }
    }

    /// What rows said of things that no table has.
    pub(in crate::exchange::csv::import) fn extras(&mut self) {
        if !self.report.stopped {
            let extras = std::mem::take(&mut self.extras);
            let file = self.shared.specs[0].file;
            self.report.notes = extras.notes(self.shared);
            extras.entries(self.shared, |entry| self.sink.take(file, entry));
        }
    }

    /// What was concluded from all tables, for the user to see.
    pub(in crate::exchange::csv::import) fn notes(&mut self) {
        let mut apart: Vec<String> = self
            .shared
            .ids
            .all_apart()
            .map(|(written, id)| {
                format!(
                    "{} differs from another id only by its blanks: it is `{id}`",
                    shown(written)
                )
            })
            .collect();
        apart.sort();
        self.report.notes.extend(apart);
    }
}
