//! The order of it all: tables that add to others are indexed, then each table's rows go to the sink.
//!
//! Takes ready tables, gives entries and the report. Reads each row once, and once more where it is
//! joined to another.

use std::hash::BuildHasherDefault;

use hashbrown::HashSet;
use indexmap::IndexMap;
use rustc_hash::FxHasher;

use super::cells::{Cell, RowFlaw};
use super::columns::{Field, Kind};
use super::entries::unite;
use super::join::Joined;
use super::mapping::{Mapping, Repeated};
use super::report::{Counts, Refusal, Report, code};
use super::row::{Filter, Row, Spec, Taken, shown};
use super::{ImportError, ready};
use crate::model::{
    At, CharterRef, Cite, Entry, Few, Key, Modality, Name, Organ, Sink, Text, Transition,
};
use crate::text::{Pos, SourceFile, SourceMap, Span};

/// Whether reading goes on after a row that cannot be used.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// It goes on.
    #[default]
    Lenient,
    /// It stops at the first.
    Strict,
}

/// How to import.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether reading goes on after a row that cannot be used.
    pub strictness: Strictness,
    /// The ids that the model has already into which this goes: rows with one of them are reported.
    pub known: Vec<String>,
}

/// What importing gives.
#[derive(Debug)]
pub struct Imported<S> {
    /// The sink with all entries.
    pub sink: S,
    /// What came of the rows.
    pub report: Report,
}

/// Imports tables.
///
/// ```
/// use organigram::exchange::{Mapping, Options, import};
/// use organigram::graph::Builder;
/// use organigram::text::SourceMap;
///
/// let mut tables = SourceMap::new();
/// tables.add("organs.csv", "".into(), "id,name,parent,since\nclub,Chess Club,,1950\nboard,Board,club,\n".into())?;
/// let mapping = Mapping::default();
/// let imported = import(&tables, &mapping, &Options::default(), Builder::default())?;
/// assert_eq!(imported.report.tables[0].to_string(), "organs.csv (organs): 2 read = 2 taken + 0 reported");
/// let graph = imported.sink.finish(tables, None);
/// let board = graph.node("board").unwrap();
/// assert_eq!(graph.name(graph.main_superior(board).unwrap()), "Chess Club");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When a table cannot be read at all: nothing tells what it holds, or it lacks a column.
pub fn import<'t, S: Sink>(
    sources: &'t SourceMap,
    mapping: &'t Mapping,
    options: &'t Options,
    sink: S,
) -> Result<Imported<S>, ImportError> {
    let specs = ready::specs(sources, mapping)?;
    let tables = specs
        .iter()
        .map(|spec| Counts::new(&spec.file.name, spec.kind, spec.columns.unread.clone()));
    let report = Report { tables: tables.collect(), ..Report::default() };
    let mut known = Ids::default();
    let things = specs.iter().filter(|spec| spec.kind.needs() == [Field::Id]);
    known.reserve(things.map(|spec| lines(spec.file)).sum());
    let joined = specs.iter().filter(|spec| spec.kind.adds()).map(|spec| lines(spec.file)).sum();
    known.extend(options.known.iter().map(|id| Text::Borrowed(id.as_str())));
    let mut run = Run {
        specs: &specs,
        strictness: options.strictness,
        known,
        known_sources: Ids::default(),
        joined: Joined::with_capacity(joined),
        found: Vec::new(),
        scratch: Vec::new(),
        sink,
        report,
    };
    run.head(mapping);
    let (added, others): (Vec<usize>, Vec<usize>) =
        (0..specs.len()).partition(|&at| specs[at].kind.adds());
    added.into_iter().chain(others).for_each(|at| run.table(at));
    run.rest();
    let Run { sink, report, .. } = run;
    Ok(Imported { sink, report })
}

/// How many rows a file may have, at most.
fn lines(file: &SourceFile) -> usize {
    memchr::memchr_iter(b'\n', file.text().as_bytes()).count()
}

type Ids<'t> = HashSet<Text<'t>, BuildHasherDefault<FxHasher>>;

/// Transitions of several rows, by the fields that their rows share.
type United<'t> = IndexMap<Vec<Text<'t>>, Transition<'t>>;

struct Run<'r, 't, S> {
    specs: &'r [Spec<'t>],
    strictness: Strictness,
    known: Ids<'t>,
    known_sources: Ids<'t>,
    joined: Joined<'t>,
    /// The rows that are being joined: kept for its memory.
    found: Vec<(usize, usize)>,
    scratch: Vec<Cell<'t>>,
    sink: S,
    report: Report,
}

/// Whether a row is about something new.
enum News {
    New,
    /// An earlier row said so, and the mapping allows that.
    Again,
}

impl<'t, S: Sink> Run<'_, 't, S> {
    /// What the mapping says of the whole model.
    fn head(&mut self, mapping: &'t Mapping) {
        let file = SourceFile::alone("", "");
        let mut take = |said: bool, entry: Entry<'t>| {
            if said {
                self.sink.take(self.specs[0].file, &entry);
            }
        };
        take(!mapping.title.is_empty(), Entry::Title(mapping.title.as_str().into()));
        take(!mapping.note.is_empty(), Entry::Note(mapping.note.as_str().into()));
        let charter = CharterRef::File(mapping.charter.as_str().into(), At(Pos::NONE));
        take(!mapping.charter.is_empty(), Entry::Charter(charter));
        for (id, source) in &mapping.sources {
            self.known_sources.insert(Text::Borrowed(id));
            let key = Key { id: id.clone(), pos: At::default() };
            self.sink.take(&file, &Entry::Source(key, source.clone()));
        }
    }

    /// Reads one table.
    fn table(&mut self, table: usize) {
        let spec = &self.specs[table];
        let mut rows = spec.rows.clone();
        let mut cells = Vec::new();
        let mut united = United::default();
        while !self.report.stopped
            && let Some(start) = rows.next(&mut cells)
        {
            self.report.tables[table].read += 1;
            let outcome = match whole(spec, &cells, start) {
                Ok(Some(row)) => self.row(table, &row, &mut united),
                Ok(None) => {
                    self.report.tables[table].left += 1;
                    continue;
                }
                Err(refusal) => Err(refusal),
            };
            self.count(table, outcome);
        }
        for (_, transition) in united {
            self.sink.take(spec.file, &Entry::Transition(transition));
        }
    }

    fn count(&mut self, table: usize, outcome: Taken<Part>) {
        match outcome {
            Ok(Part::Whole) => self.report.tables[table].taken += 1,
            Ok(Part::Joined) => {}
            Err(refusal) => {
                self.report.refuse(table, *refusal);
                self.report.stopped |= self.strictness == Strictness::Strict;
            }
        }
    }

    fn row(&mut self, table: usize, row: &Row<'_, 't>, united: &mut United<'t>) -> Taken<Part> {
        let file = row.spec.file;
        let entry = match row.spec.kind {
            Kind::Hierarchy | Kind::Names | Kind::Members => {
                self.joined.add(row.needed_id(Field::Id)?, table, row.start);
                return Ok(Part::Joined);
            }
            Kind::Model => row.part()?,
            Kind::Sources => {
                let (key, source) = row.source()?;
                if let News::Again = news(&mut self.known_sources, row, &key.id)? {
                    return Ok(Part::Whole);
                }
                Entry::Source(key, source)
            }
            Kind::Lineage if row.spec.together.is_empty() => Entry::Transition(row.transition()?),
            Kind::Lineage => {
                let transition = row.transition()?;
                let shared = row.spec.together.iter().map(|field| row.raw(*field)).collect();
                match united.entry(shared) {
                    indexmap::map::Entry::Occupied(mut one) => unite(one.get_mut(), transition),
                    indexmap::map::Entry::Vacant(place) => drop(place.insert(transition)),
                }
                return Ok(Part::Whole);
            }
            Kind::Tenures => Entry::Tenure(row.tenure()?),
            Kind::Seats => Entry::Seat(row.seat()?),
            Kind::Organs | Kind::Events | Kind::Posts | Kind::People => {
                return self.thing(row);
            }
        };
        self.sink.take(file, &entry);
        Ok(Part::Whole)
    }

    /// Something with an id, to which other tables may add.
    fn thing(&mut self, row: &Row<'_, 't>) -> Taken<Part> {
        let entry = match row.spec.kind {
            Kind::Organs => {
                let (key, mut organ) = row.organ()?;
                if let News::Again = news(&mut self.known, row, &key.id)? {
                    return Ok(Part::Whole);
                }
                self.join_organ(&key.id, &mut organ);
                Entry::Organ(key, organ)
            }
            Kind::Events => {
                let (key, mut event) = row.event()?;
                if let News::Again = news(&mut self.known, row, &key.id)? {
                    return Ok(Part::Whole);
                }
                self.join_names(&key.id, &mut event.names, &event.cite, event.modality);
                Entry::Event(key, event)
            }
            Kind::Posts => {
                let (key, mut post) = row.post()?;
                if let News::Again = news(&mut self.known, row, &key.id)? {
                    return Ok(Part::Whole);
                }
                self.join_names(&key.id, &mut post.names, &post.cite, post.modality);
                Entry::Post(key, post)
            }
            _ => {
                let (key, mut person) = row.person()?;
                if let News::Again = news(&mut self.known, row, &key.id)? {
                    return Ok(Part::Whole);
                }
                self.join_names(&key.id, &mut person.names, &person.cite, person.modality);
                Entry::Person(key, person)
            }
        };
        self.sink.take(row.spec.file, &entry);
        Ok(Part::Whole)
    }

    /// Adds to an organ what other tables say of it.
    fn join_organ(&mut self, id: &str, organ: &mut Organ<'t>) {
        let (cite, modality) = (organ.cite.clone(), organ.modality);
        let listed = organ.names.len();
        self.join(id, |row| {
            match row.spec.kind {
                Kind::Hierarchy => {
                    let mut under = row.under()?;
                    inherit(row, &mut under.cite, &mut under.modality, &cite, modality);
                    organ.under.push(under);
                }
                Kind::Members => {
                    let mut members = row.members()?;
                    inherit(row, &mut members.cite, &mut members.modality, &cite, modality);
                    organ.members.push(members);
                }
                _ => {
                    let mut name = row.name()?;
                    inherit(row, &mut name.cite, &mut name.modality, &cite, modality);
                    add_name(&mut organ.names, listed, name);
                }
            }
            Ok(Part::Whole)
        });
    }

    fn join_names(
        &mut self,
        id: &str,
        names: &mut Few<Name<'t>>,
        cite: &Few<Cite<'t>>,
        modality: Modality,
    ) {
        let listed = names.len();
        self.join(id, |row| {
            if row.spec.kind != Kind::Names {
                let message = format!("{} is no organ", shown(id));
                return row.refuse(code::UNKNOWN_ROW_ID, Field::Id, message, None);
            }
            let mut name = row.name()?;
            inherit(row, &mut name.cite, &mut name.modality, cite, modality);
            add_name(names, listed, name);
            Ok(Part::Whole)
        });
    }

    /// Reads again the rows that add to an id.
    fn join(&mut self, id: &str, mut add: impl FnMut(&Row<'_, 't>) -> Taken<Part>) {
        let mut found = std::mem::take(&mut self.found);
        self.joined.take(id, |table, at| found.push((table, at)));
        for (table, at) in found.drain(..) {
            let outcome = self.again(table, at, &mut add);
            self.count(table, outcome);
        }
        self.found = found;
    }

    fn again<T>(
        &mut self,
        table: usize,
        at: usize,
        use_it: &mut impl FnMut(&Row<'_, 't>) -> Taken<T>,
    ) -> Taken<T> {
        let spec = &self.specs[table];
        let mut cells = std::mem::take(&mut self.scratch);
        let start = spec.rows.from(at).next(&mut cells);
        start.expect("the row was there before").expect("it was whole before");
        let outcome = use_it(&Row { spec, cells: &cells, start: at });
        self.scratch = cells;
        outcome
    }

    /// The rows that add to ids which no table has. Where there is no table of organs at all, they
    /// name the organs themselves.
    fn rest(&mut self) {
        if self.report.stopped {
            return;
        }
        if !self.specs.iter().any(|spec| spec.kind == Kind::Organs) {
            self.organs_of_hierarchy();
        }
        let rest: Vec<(usize, usize)> = self.joined.rest().collect();
        for (table, at) in rest {
            let outcome = self.again(table, at, &mut |row| {
                let id = row.raw(Field::Id);
                let message = format!("no row of the other tables has the id {}", shown(&id));
                let help =
                    "this row adds to an entry: import it together with the table that has it"
                        .to_owned();
                row.refuse(code::UNKNOWN_ROW_ID, Field::Id, message, Some(help))
            });
            self.count(table, outcome);
            if self.report.stopped {
                return;
            }
        }
    }

    fn organs_of_hierarchy(&mut self) {
        let rows: Vec<(usize, usize)> = self.joined.rest().collect();
        for (table, at) in rows {
            if self.specs[table].kind != Kind::Hierarchy {
                continue;
            }
            let ends = self.again(table, at, &mut |row| {
                Ok([row.needed_id(Field::Id)?, row.id(Field::Organ)?])
            });
            // A row with a fault is reported when it is joined to its child.
            let ends = ends.into_iter().flatten().filter(|id| !id.is_empty());
            for id in ends.collect::<Vec<_>>() {
                if self.known.insert(id.clone()) {
                    let spec = &self.specs[table];
                    let mut organ = Organ {
                        cite: spec.cite.clone(),
                        modality: spec.modality,
                        ..Organ::default()
                    };
                    self.join_organ(&id, &mut organ);
                    let key = Key { id, pos: At(spec.file.pos(at)) };
                    self.sink.take(spec.file, &Entry::Organ(key, organ));
                }
            }
        }
    }
}

/// What became of a row so far.
enum Part {
    /// It is in the model.
    Whole,
    /// It waits for the row that it adds to.
    Joined,
}

/// The row, if it has as many cells as the heading; `None` if the mapping leaves it out.
fn whole<'r, 't>(
    spec: &'r Spec<'t>,
    cells: &'r [Cell<'t>],
    start: Result<usize, RowFlaw>,
) -> Taken<Option<Row<'r, 't>>> {
    let refuse = |at: usize, message: String| {
        let span = Span::at(spec.file.pos(at));
        Err(Box::new(Refusal { code: code::BAD_ROW, span, message, help: None }))
    };
    let start = match start {
        Ok(start) => start,
        Err(flaw) => return refuse(flaw.at, flaw.what.to_owned()),
    };
    let (found, wanted) = (cells.len(), spec.headings.len());
    let empty = |cells: &[Cell<'_>]| cells.iter().all(|cell| cell.text.trim().is_empty());
    if found < wanted || !empty(&cells[wanted..]) {
        return refuse(start, format!("this row has {found} cells where the heading has {wanted}"));
    }
    let stays = |filter: &Filter<'_>| {
        let cell = cells[filter.column].text.trim();
        filter.values.iter().any(|value| value == cell) == filter.stays
    };
    Ok(spec.filters.iter().all(stays).then_some(Row { spec, cells, start }))
}

/// Whether an id is new, which it is from now on no more.
fn news<'t>(known: &mut Ids<'t>, row: &Row<'_, 't>, id: &Text<'t>) -> Taken<News> {
    if known.insert(id.clone()) {
        return Ok(News::New);
    }
    if row.spec.table.repeated == Repeated::Same {
        return Ok(News::Again);
    }
    let message = format!("the id {} is there already", shown(id));
    let help = "give one of the two another id; if they are the same thing, say `repeated: Same` in the mapping";
    row.refuse(code::REPEATED_ROW_ID, Field::Id, message, Some(help.to_owned()))
}

/// Adds a name that a table of names says. It takes the place of the same name in the `listed` ones of
/// the entry's own row, which say nothing more of it.
fn add_name<'t>(names: &mut Few<Name<'t>>, listed: usize, name: Name<'t>) {
    let bare = Name::from(name.text.clone());
    match names.iter().take(listed).position(|known| *known == bare) {
        None => names.push(name),
        Some(at) => {
            let mut all = names.to_vec();
            all[at] = name;
            *names = Few::Many(all);
        }
    }
}

/// What comes from the mapping and not from the row need not be said again where the entry says it.
fn inherit<'t>(
    row: &Row<'_, 't>,
    own: &mut Few<Cite<'t>>,
    own_modality: &mut Modality,
    cite: &Few<Cite<'t>>,
    modality: Modality,
) {
    if !row.has(Field::Cite) && *own == *cite {
        *own = Few::None;
        if !row.has(Field::Modality) && *own_modality == modality {
            *own_modality = Modality::default();
        }
    }
}
