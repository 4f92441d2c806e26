//! What becomes of one row: an entry that goes to the sink, a part of one, or a error.
//!
//! Takes rows and what was indexed before, fills a sink and a report. Several may read pieces of one
//! table at once; what one row says of things that no table has is gathered and comes last.

mod remaining;

use std::collections::HashSet;

use indexmap::IndexMap;

use super::cells::{Cell, CellProblem, Rows};
use super::columns::{ColumnKind, Field};
use super::ids::Turn;
use super::implied::Extras;
use super::mapping::OnRepeat;
use super::report::{ImportReport, RowError, code};
use super::row::{RowCells, Taken, shown};
use super::row_log::RowLog;
use super::shared::Shared;
use super::whole::whole;
use crate::diagnostics::Advice;
use crate::exchange::merge;
use crate::model::{Cite, Entry, Modality, Name, OneOrMany, Organ, Post, Sink, Text, Transition};

/// Whether reading goes on after a row that cannot be used.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// It goes on.
    #[default]
    Lenient,
    /// It stops at the first.
    Strict,
}

/// Reads rows into a sink.
pub(super) struct Take<'r, 't, S> {
    shared: &'r Shared<'r, 't>,
    strictness: Strictness,
    pub(super) sink: S,
    pub(super) report: ImportReport,
    extras: Extras<'t>,
    /// The sources described so far; a table of sources is never read in pieces.
    sources: HashSet<Text<'t>>,
    /// Where the next id and its rows in other tables probably stand.
    next_id: usize,
    next_joined: usize,
    /// The rows that are being joined: kept for its memory.
    found: Vec<(usize, usize)>,
    scratch: Vec<Cell<'t>>,
    log: RowLog<'r>,
}

/// What a piece gave.
pub(super) struct Parts<'t, S> {
    sink: S,
    report: ImportReport,
    extras: Extras<'t>,
}

/// Transitions of several rows, by the fields that their rows share.
type United<'t> = IndexMap<Vec<Text<'t>>, Transition<'t>>;

impl<'r, 't, S: Sink> Take<'r, 't, S> {
    pub(super) fn new(
        shared: &'r Shared<'r, 't>,
        strictness: Strictness,
        report: ImportReport,
        sink: S,
    ) -> Self {
        Take {
            shared,
            strictness,
            sink,
            report,
            extras: Extras::default(),
            sources: HashSet::new(),
            next_id: 0,
            next_joined: 0,
            found: Vec::new(),
            scratch: Vec::new(),
            log: None,
        }
    }

    /// The same, writing each row into a log that cannot be used.
    pub(super) fn logged(self, log: RowLog<'r>) -> Self {
        Take { log, ..self }
    }

    /// One for another piece, to be appended later.
    pub(super) fn fresh(&self) -> Self {
        Take::new(self.shared, self.strictness, self.report.fresh(), self.sink.fresh())
    }

    pub(super) fn into_parts(self) -> Parts<'t, S> {
        Parts { sink: self.sink, report: self.report, extras: self.extras }
    }

    pub(super) fn append(&mut self, later: Parts<'t, S>) {
        self.sink.append(later.sink);
        self.report.append(later.report);
        self.extras.append(later.extras);
    }

    /// Reads rows of one table; `first` is the first of the ids that they may hold.
    pub(super) fn table(&mut self, table: usize, mut rows: Rows<'t>, first: usize) {
        let spec = &self.shared.specs[table];
        (self.next_id, self.next_joined) = (first, 0);
        let mut cells = Vec::new();
        let mut united = United::default();
        while !self.report.stopped
            && let Some(start) = rows.next(&mut cells)
        {
            self.report.tables[table].read += 1;
            let at = row_start(&start);
            match whole(spec, &cells, start, Some(self.shared.references)) {
                Ok(Some(row)) => {
                    let outcome = self.row(table, &row, &mut united);
                    self.count((table, at), outcome, row.into_problems());
                }
                Ok(None) => self.report.tables[table].left += 1,
                Err(error) => self.count((table, at), Err(error), Vec::new()),
            }
        }
        for (_, transition) in united {
            self.sink.take(spec.file, &Entry::Transition(transition));
        }
    }

    fn count(&mut self, (table, at): (usize, usize), outcome: Taken<()>, problems: Vec<RowError>) {
        let is_fine = outcome.is_ok() && problems.is_empty();
        if let Some(log) = self.log.as_mut().filter(|_| !is_fine) {
            let errors: Vec<&RowError> =
                outcome.as_ref().err().map(|error| &**error).into_iter().chain(&problems).collect();
            log(&self.shared.specs[table], at, &errors);
        }
        match outcome {
            Ok(()) => self.report.take(table, problems),
            Err(error) => self.report.refuse(table, *error, problems),
        }
        self.report.stopped |= !is_fine && self.strictness == Strictness::Strict;
    }

    fn row(&mut self, table: usize, row: &RowCells<'_, 't>, united: &mut United<'t>) -> Taken<()> {
        let entry = match row.spec.kind {
            ColumnKind::Hierarchy | ColumnKind::Names | ColumnKind::Members => {
                unreachable!("rows that add to others were indexed and are not read as a table")
            }
            ColumnKind::Model => row.part()?,
            ColumnKind::Sources => {
                let (key, source) = row.source()?;
                if !self.is_new_source(row, &key.id)? {
                    return Ok(());
                }
                Entry::Source(key, source)
            }
            ColumnKind::Lineage if row.spec.together.is_empty() => {
                Entry::Transition(row.transition()?)
            }
            ColumnKind::Lineage => {
                let transition = row.transition()?;
                let shared = row.spec.together.iter().map(|field| row.raw(*field)).collect();
                match united.entry(shared) {
                    indexmap::map::Entry::Occupied(mut one) => {
                        merge::transition(one.get_mut(), &transition);
                    }
                    indexmap::map::Entry::Vacant(place) => drop(place.insert(transition)),
                }
                self.extras.of_row(row, self.shared)?;
                return Ok(());
            }
            ColumnKind::Tenures | ColumnKind::Seats => {
                let entries = row.holdings()?;
                self.extras.of_row(row, self.shared)?;
                entries.iter().for_each(|entry| self.sink.take(row.spec.file, entry));
                return Ok(());
            }
            ColumnKind::Organs | ColumnKind::Events | ColumnKind::Posts | ColumnKind::People => {
                return self.thing(table, row);
            }
        };
        self.extras.of_row(row, self.shared)?;
        self.sink.take(row.spec.file, &entry);
        Ok(())
    }

    /// Whether a source is described for the first time.
    fn is_new_source(&mut self, row: &RowCells<'_, 't>, id: &Text<'t>) -> Taken<bool> {
        if self.sources.insert(id.clone()) {
            return Ok(true);
        }
        match row.spec.table.repeated {
            OnRepeat::Reported => repeated(row, id),
            OnRepeat::Same | OnRepeat::United => Ok(false),
        }
    }

    /// Something with an id, to which other tables and later rows may add. If the first row of an id
    /// cannot be used, the next one that can be stands for it.
    fn thing(&mut self, table: usize, row: &RowCells<'_, 't>) -> Taken<()> {
        let id = row.needed_id(Field::Id)?;
        let Turn::First(first) = self.shared.ids.turn(table, row.start, &mut self.next_id) else {
            row.thing(&mut Entry::Title(Text::default()))?;
            return self.said_again(row, &id);
        };
        row.is_no_total(&id)?;
        let mut entry = Entry::Title(Text::default());
        let outcome = row.thing(&mut entry);
        let mut is_there = outcome.is_ok();
        if is_there {
            self.extras.of_row(row, self.shared)?;
        }
        let (shared, united) = (self.shared, row.spec.table.repeated == OnRepeat::United);
        for &at in shared.ids.more(first) {
            let mut other = Entry::Title(Text::default());
            let (said, _) = self.again(table, at as usize, &mut |row| row.thing(&mut other));
            match said {
                Ok(()) if !is_there => (entry, is_there) = (other, true),
                Ok(()) if united => merge::entry(&mut entry, &other),
                // A problem is reported, and the row counted, where the row itself is read.
                _ => {}
            }
        }
        if is_there {
            self.join_to(&id, &mut entry);
            self.sink.take(row.spec.file, &entry);
        }
        outcome
    }

    /// A row whose id an earlier one, or the model, has.
    fn said_again(&mut self, row: &RowCells<'_, 't>, id: &str) -> Taken<()> {
        let is_other = self.shared.ids.known(id).is_some_and(|kind| kind != row.spec.kind);
        if row.spec.table.repeated != OnRepeat::Reported && !is_other {
            return self.extras.of_row(row, self.shared);
        }
        repeated(row, id)
    }

    /// Adds what other tables say of an id.
    fn join_to(&mut self, id: &str, entry: &mut Entry<'t>) {
        match entry {
            Entry::Organ(_, organ) => self.join_organ(id, organ),
            Entry::Event(_, event) => {
                self.join_names(id, &mut event.names, &event.cite, event.modality);
            }
            Entry::Post(_, post) => self.join_post(id, post),
            Entry::Person(_, person) => {
                self.join_names(id, &mut person.names, &person.cite, person.modality);
            }
            _ => {}
        }
    }

    /// Adds to an organ what other tables say of it.
    fn join_organ(&mut self, id: &str, organ: &mut Organ<'t>) {
        let listed = organ.names.len();
        let Organ { cite, modality, under, members, names, .. } = organ;
        self.join(id, |row| {
            match row.spec.kind {
                ColumnKind::Hierarchy => {
                    let mut superior = row.under()?;
                    inherit(row, &mut superior.cite, &mut superior.modality, cite, *modality);
                    under.push(superior);
                }
                ColumnKind::Members => {
                    let mut number = row.members()?;
                    inherit(row, &mut number.cite, &mut number.modality, cite, *modality);
                    members.push(number);
                }
                _ => {
                    let mut name = row.name()?;
                    inherit(row, &mut name.cite, &mut name.modality, cite, *modality);
                    add_name(names, listed, name);
                }
            }
            Ok(())
        });
    }

    /// Adds to a post what other tables say of it.
    fn join_post(&mut self, id: &str, post: &mut Post<'t>) {
        let listed = post.names.len();
        let Post { cite, modality, under, names, .. } = post;
        self.join(id, |row| {
            match row.spec.kind {
                ColumnKind::Hierarchy => {
                    let mut superior = row.report()?;
                    inherit(row, &mut superior.cite, &mut superior.modality, cite, *modality);
                    under.push(superior);
                }
                ColumnKind::Names => {
                    let mut name = row.name()?;
                    inherit(row, &mut name.cite, &mut name.modality, cite, *modality);
                    add_name(names, listed, name);
                }
                _ => return is_no_organ(row, id),
            }
            Ok(())
        });
    }

    fn join_names(
        &mut self,
        id: &str,
        names: &mut OneOrMany<Name<'t>>,
        cite: &OneOrMany<Cite<'t>>,
        modality: Modality,
    ) {
        let listed = names.len();
        self.join(id, |row| {
            if row.spec.kind != ColumnKind::Names {
                return is_no_organ(row, id);
            }
            let mut name = row.name()?;
            inherit(row, &mut name.cite, &mut name.modality, cite, modality);
            add_name(names, listed, name);
            Ok(())
        });
    }

    /// Reads again the rows that add to an id.
    fn join(&mut self, id: &str, mut add: impl FnMut(&RowCells<'_, 't>) -> Taken<()>) {
        let mut found = std::mem::take(&mut self.found);
        let joined = self.shared.joined;
        joined.take(id, &mut self.next_joined, |table, at| found.push((table, at)));
        for (table, at) in found.drain(..) {
            let shared = self.shared;
            let mut extras = std::mem::take(&mut self.extras);
            let (outcome, problems) = self.again(table, at, &mut |row| {
                add(row)?;
                extras.of_row(row, shared)
            });
            self.extras = extras;
            self.count((table, at), outcome, problems);
        }
        self.found = found;
    }

    fn again<T>(
        &mut self,
        table: usize,
        at: usize,
        use_it: &mut impl FnMut(&RowCells<'_, 't>) -> Taken<T>,
    ) -> (Taken<T>, Vec<RowError>) {
        let spec = &self.shared.specs[table];
        let mut cells = std::mem::take(&mut self.scratch);
        let start = spec.rows.from(at).next(&mut cells);
        start.expect("the row was there before").expect("it was whole before");
        let row = RowCells::new(spec, &cells, at, Some(self.shared.references));
        let outcome = (use_it(&row), row.into_problems());
        self.scratch = cells;
        outcome
    }
}

fn is_no_organ<T>(row: &RowCells<'_, '_>, id: &str) -> Taken<T> {
    let message = format!("{} is not an organ", shown(id));
    row.refuse(code::UNKNOWN_ROW_ID, Field::Id, message, None)
}

/// Where a row begins, be it one or none.
pub(super) fn row_start(start: &Result<usize, CellProblem>) -> usize {
    match start {
        Ok(at) => *at,
        Err(problem) => problem.at,
    }
}

fn repeated<T>(row: &RowCells<'_, '_>, id: &str) -> Taken<T> {
    let message = format!("the id {} is used already", shown(id));
    let help = Advice::new(
        "give one of the two another id; if they are the same thing, {repeated} united makes them \
         one and keeps what both say (in a mapping, `repeated: United`)",
        &[],
    );
    row.refuse_with(code::REPEATED_ROW_ID, Field::Id, message, Some(help))
}

/// Adds a name that a table of names says. It takes the place of the same name in the `listed` ones of
/// the entry's own row, which say nothing more of it.
fn add_name<'t>(names: &mut OneOrMany<Name<'t>>, listed: usize, name: Name<'t>) {
    let bare = Name::from(name.text.clone());
    match names.iter().take(listed).position(|known| *known == bare) {
        None => names.push(name),
        Some(at) => {
            let mut all = names.to_vec();
            all[at] = name;
            *names = OneOrMany::Many(all);
        }
    }
}

/// What comes from the mapping and not from the row need not be said again where the entry says it.
fn inherit<'t>(
    row: &RowCells<'_, 't>,
    own: &mut OneOrMany<Cite<'t>>,
    own_modality: &mut Modality,
    cite: &OneOrMany<Cite<'t>>,
    modality: Modality,
) {
    if !row.has(Field::Cite) && *own == *cite {
        *own = OneOrMany::None;
        if !row.has(Field::Modality) && *own_modality == modality {
            *own_modality = Modality::default();
        }
    }
}
