//! The order of it all: ids and rows that add to others are indexed, then each table's rows go to the
//! sink, large tables in several pieces at once.
//!
//! Takes ready tables, gives entries and the report. What becomes of one row is the work of `take`.

use std::collections::HashMap;

use super::cells::Cell;
use super::columns::{ColumnKind, Field};
use super::ids::{Ids, TablePiece};
use super::join::Joined;
use super::mapping::{Mapping, OnRepeat};
use super::meaning::{KnownThing, Meaning, Refers};
use super::plan::{ImportPlan, TablePlan};
use super::references::References;
use super::report::{ImportCounts, ImportReport};
use super::row::Spec;
use super::row_log::RowLog;
use super::rows::{Strictness, Take, row_start};
use super::shared::Shared;
use super::whole::whole;
use super::{ImportError, detect};
use crate::graph::fold;
use crate::model::{At, CharterRef, Entry, EntryKey, Sink, Text};
use crate::text::{Pos, SourceFile, SourceMap};
use crate::workers::Workers;

/// Tables are read in pieces of at least so many bytes.
const PIECE: usize = if cfg!(test) { 64 } else { 1 << 20 };

/// How to import.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ImportOptions {
    /// Whether reading goes on after a row that cannot be used.
    pub strictness: Strictness,
    /// The things of the model into which this goes: cells may call them by their names, as may rows that have a
    /// name and no id. Rows with one of their ids say more of them.
    pub known: Vec<KnownThing>,
    /// How many problems are kept with their places; a thousand where it is not said. All of them are counted.
    pub most: Option<usize>,
}

impl ImportOptions {
    /// Whether reading goes on after a row that cannot be used.
    #[must_use]
    pub fn strictness(self, strictness: Strictness) -> ImportOptions {
        ImportOptions { strictness, ..self }
    }

    /// The things of the model into which this goes.
    #[must_use]
    pub fn known(self, known: Vec<KnownThing>) -> ImportOptions {
        ImportOptions { known, ..self }
    }

    /// How many problems are kept with their places.
    #[must_use]
    pub fn most(self, most: Option<usize>) -> ImportOptions {
        ImportOptions { most, ..self }
    }
}

/// What importing gives.
#[derive(Debug)]
pub struct Imported<S> {
    /// The sink with all entries.
    pub sink: S,
    /// What came of the rows.
    pub report: ImportReport,
}

/// Imports tables.
///
/// ```
/// use organigram::exchange::{Mapping, ImportOptions, import};
/// use organigram::graph::Builder;
/// use organigram::text::SourceMap;
///
/// let mut tables = SourceMap::new();
/// tables.add("organs.csv", "".into(), "id,name,parent,since\nclub,Chess Club,,1950\nboard,Board,club,\n".into())?;
/// let mapping = Mapping::default();
/// let imported = import(&tables, &mapping, &ImportOptions::default(), Builder::default())?;
/// assert_eq!(imported.report.tables[0].to_string(), "organs.csv (organs): 2 read = 2 taken + 0 reported");
/// let graph = imported.sink.finish(tables, None);
/// let board = graph.node("board").unwrap();
/// assert_eq!(graph.name(graph.main_superior(board).unwrap()), "Chess Club");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When a table cannot be read at all: nothing shows what it holds, or it lacks a column.
pub fn import<'t, S: Sink>(
    sources: &'t SourceMap,
    mapping: &'t Mapping,
    options: &'t ImportOptions,
    sink: S,
) -> Result<Imported<S>, ImportError> {
    import_logged(sources, mapping, options, sink, None)
}

/// The same, and notes each row that cannot be used in a log, in the order of the tables.
pub(super) fn import_logged<'t, S: Sink>(
    sources: &'t SourceMap,
    mapping: &'t Mapping,
    options: &'t ImportOptions,
    sink: S,
    mut log: RowLog<'_>,
) -> Result<Imported<S>, ImportError> {
    let (specs, unknown) = detect::specs(sources, mapping, &options.known)?;
    let mut report = empty_report(&specs, options.most);
    report.unknown = unknown;
    let (mut joined, ids) = index(&specs, options, &mut report, &mut log);
    let references = References::new(&specs, &ids, &options.known);
    joined.rename(|id| named(&references, id));
    let shared = Shared { specs: &specs, joined: &joined, ids: &ids, references: &references };
    let is_logged = log.is_some();
    let mut take = Take::new(&shared, options.strictness, report, sink).logged(log);
    head(mapping, specs[0].file, &mut take.sink);
    let tables = (0..specs.len()).filter(|&table| !specs[table].kind.adds());
    for table in tables {
        match ids.pieces[table].as_slice() {
            [first, others @ ..] if options.strictness == Strictness::Lenient && !is_logged => {
                pieces(&mut take, table, first, others);
            }
            pieces => {
                let first = pieces.first().map_or(0, |piece| piece.first);
                take.table(table, specs[table].rows.clone(), first);
            }
        }
    }
    take.rest();
    take.extras();
    take.notes();
    let Take { sink, report, .. } = take;
    Ok(Imported { sink, report })
}

/// The thing that a row adds to, where it says its name.
fn named<'t>(references: &References<'_, 't>, written: &str) -> Option<Text<'t>> {
    if references.has(written) {
        return None;
    }
    let kinds = [ColumnKind::Organs, ColumnKind::People];
    let meanings =
        kinds.into_iter().map(|kind| references.meaning(kind, &written.replace('-', " ")));
    meanings.chain(kinds.into_iter().map(|kind| references.meaning(kind, written))).find_map(
        |meaning| match meaning {
            Meaning::Is(id) => Some(id),
            _ => None,
        },
    )
}

fn empty_report(specs: &[Spec<'_>], most: Option<usize>) -> ImportReport {
    let counts = |spec: &Spec<'_>| {
        let unread = spec.columns.unread.clone();
        let mut counts = ImportCounts::new(&spec.file.name, spec.kind, unread, spec.none);
        counts.notes = spec.notes();
        counts
    };
    let tables = specs.iter().map(counts);
    ImportReport::keeping(most, tables.collect())
}

/// What importing these tables would take for what, without reading their rows.
///
/// # Errors
/// As [`import`].
pub fn plan(sources: &SourceMap, mapping: &Mapping) -> Result<ImportPlan, ImportError> {
    let (specs, unknown) = detect::specs(sources, mapping, &[])?;
    let tables = specs.iter().map(TablePlan::of).collect();
    Ok(ImportPlan { tables, unknown })
}

/// What the mapping says of the whole model.
fn head<'t, S: Sink>(mapping: &'t Mapping, file: &'t SourceFile, sink: &mut S) {
    let mut take = |said: bool, entry: Entry<'t>| {
        if said {
            sink.take(file, &entry);
        }
    };
    take(!mapping.title.is_empty(), Entry::Title(mapping.title.as_str().into()));
    take(!mapping.note.is_empty(), Entry::Note(mapping.note.as_str().into()));
    let charter = CharterRef::File(mapping.charter.as_str().into(), At(Pos::NONE));
    take(!mapping.charter.is_empty(), Entry::Charter(charter));
    let alone = SourceFile::alone("", "");
    for (id, source) in &mapping.sources {
        let key = EntryKey { id: id.clone(), pos: At::default() };
        sink.take(&alone, &Entry::Source(key, source.clone()));
    }
}

/// Which rows add to which ids, and which rows say an id first: two passes side by side.
fn index<'t>(
    specs: &[Spec<'t>],
    options: &'t ImportOptions,
    report: &mut ImportReport,
    log: &mut RowLog<'_>,
) -> (Joined<'t>, Ids<'t>) {
    Workers::all().join(|| joined(specs, options.strictness, report, log), || ids(specs, options))
}

fn joined<'t>(
    specs: &[Spec<'t>],
    strictness: Strictness,
    report: &mut ImportReport,
    log: &mut RowLog<'_>,
) -> Joined<'t> {
    let adding = || specs.iter().enumerate().filter(|(_, spec)| spec.kind.adds());
    let mut joined = Joined::with_capacity(adding().map(|(_, spec)| lines(spec.file)).sum());
    for (table, spec) in adding() {
        let (mut rows, mut cells): (_, Vec<Cell<'t>>) = (spec.rows.clone(), Vec::new());
        while !report.stopped
            && let Some(start) = rows.next(&mut cells)
        {
            report.tables[table].read += 1;
            let at = row_start(&start);
            let outcome = whole(spec, &cells, start, None).and_then(|row| {
                row.map(|row| Ok((row.needed_id(Field::Id)?, row.start))).transpose()
            });
            match outcome {
                Ok(Some((id, at))) => joined.add(id, table, at),
                Ok(None) => report.tables[table].left += 1,
                Err(error) => {
                    if let Some(log) = log {
                        log(spec, at, &[&error]);
                    }
                    report.refuse(table, *error, Vec::new());
                    report.stopped = strictness == Strictness::Strict;
                }
            }
        }
    }
    joined
}

fn ids<'t>(specs: &[Spec<'t>], options: &'t ImportOptions) -> Ids<'t> {
    let things = || specs.iter().enumerate().filter(|(_, spec)| spec.kind.is_thing());
    let rows = things().map(|(_, spec)| lines(spec.file)).sum();
    let mut ids = Ids::new(rows, &options.known, specs.len());
    let pieces = Workers::all().count();
    let names = names_of(&options.known);
    for (table, spec) in things() {
        let unite = spec.table.repeated == OnRepeat::United;
        let step = (spec.file.text().len() / pieces + 1).max(PIECE);
        let mut next = 0;
        let (mut rows, mut cells): (_, Vec<Cell<'t>>) = (spec.rows.clone(), Vec::new());
        loop {
            if rows.at() >= next {
                let piece = TablePiece { rows: rows.clone(), first: ids.len() };
                ids.pieces[table].push(piece);
                next = rows.at() + step;
            }
            let Some(start) = rows.next(&mut cells) else { break };
            if let Ok(Some(row)) = whole(spec, &cells, start, None)
                && let Ok(mut id) = row.needed_id(Field::Id)
            {
                let written = row.raw(Field::Id);
                if spec.is_named && !names.is_empty() && ids.known(&id) != Some(spec.kind) {
                    let called =
                        names.get(&(spec.kind, fold(&written))).map_or(&[][..], Vec::as_slice);
                    if !called.is_empty() {
                        ids.call(spec.kind, &written, called);
                    }
                    match called {
                        [] => {}
                        [one] => id = Text::Borrowed(one),
                        // Which one is meant cannot be known: the row is reported where it is taken.
                        _ => continue,
                    }
                }
                ids.add(id, &written, (table, spec.kind), row.start, unite);
            }
        }
        let starts: Vec<usize> =
            ids.pieces[table].iter().skip(1).map(|piece| piece.rows.at()).collect();
        for (piece, stop) in ids.pieces[table].iter_mut().zip(starts) {
            piece.rows = piece.rows.until(stop);
        }
    }
    ids
}

/// The ids of the model's things by their folded names.
fn names_of(known: &[KnownThing]) -> HashMap<(ColumnKind, String), Vec<&str>> {
    let mut names: HashMap<(ColumnKind, String), Vec<&str>> = HashMap::new();
    for thing in known {
        let Some(kind) = thing.kind else { continue };
        for name in thing.names.iter().filter(|name| !name.is_empty()) {
            let ids = names.entry((kind, fold(name))).or_default();
            if !ids.contains(&thing.id.as_str()) {
                ids.push(&thing.id);
            }
        }
    }
    names
}

/// Reads the pieces of a table side by side, each into a sink of its own.
fn pieces<'t, S: Sink>(
    take: &mut Take<'_, 't, S>,
    table: usize,
    first: &TablePiece<'t>,
    others: &[TablePiece<'t>],
) {
    let beside: Vec<_> = others.iter().map(|piece| (take.fresh(), piece)).collect();
    let workers = if others.is_empty() { Workers::ONE } else { Workers::all() };
    let ((), later) = workers.join(
        || take.table(table, first.rows.clone(), first.first),
        || {
            workers.map(beside, |(mut beside, piece)| {
                beside.table(table, piece.rows.clone(), piece.first);
                beside.into_parts()
            })
        },
    );
    later.into_iter().for_each(|parts| take.append(parts));
}

/// How many rows a file may have, at most.
fn lines(file: &SourceFile) -> usize {
    memchr::memchr_iter(b'\n', file.text().as_bytes()).count() + 1
}
