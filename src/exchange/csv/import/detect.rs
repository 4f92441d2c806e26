//! Tables made ready to be read: which file holds what, and which column is what.
//!
//! Takes files and a mapping, gives a [`Spec`] for each table, and why some are none. Reads no row but the first.

use std::sync::{Arc, LazyLock};

use super::ImportError;
use super::cells::Cell;
use super::columns::{self, ColumnKind, Columns, FIELDS, Field, Place};
use super::dates;
use super::derived::read_by_others;
use super::described::DescribedSources;
use super::guess::{self, Guess};
use super::heading_row::{self, TableParts};
use super::headings;
use super::mapping::{Mapping, TableMapping};
use super::meaning::KnownThing;
use super::not_taken;
use super::row::{Filter, Spec};
use super::sample::Sample;
use super::sheets::book_and_sheet;
use super::whole::whole;
use crate::diagnostics::Advice;
use crate::model::{Cite, OneOrMany, Text};
use crate::text::{SourceFile, SourceMap};
use crate::time::{DateChoice, DateHabits, date_evidence, needs_evidence};

/// How many rows are looked at to tell what a table holds.
const SAMPLED: usize = 50;

static UNMAPPED: LazyLock<TableMapping> = LazyLock::new(TableMapping::default);

/// The files of which nothing shows what they hold, and why.
type Unknown = Vec<(String, Advice)>;

/// The tables of some files, in the order in which they are to be read.
pub(super) fn specs<'t>(
    sources: &'t SourceMap,
    mapping: &'t Mapping,
    known: &'t [KnownThing],
) -> Result<(Vec<Spec<'t>>, Unknown), ImportError> {
    let (mut specs, mut unknown) = (Vec::new(), Vec::new());
    let is_one_of_several = sources.files().len() > 1;
    for file in sources.files() {
        let mapped = mapping.tables.iter().filter(|table| is_for(table, file));
        let mut tables: Vec<&TableMapping> = mapped.collect();
        // What is known of the file takes the place of what does not say what it holds.
        if tables.iter().any(|table| table.from.is_some() && table.holds.is_some()) {
            tables.retain(|table| table.holds.is_some());
        }
        if tables.is_empty() {
            tables.push(&UNMAPPED);
        }
        for table in tables {
            match spec(file, table, mapping) {
                Ok(spec) => specs.push(spec),
                Err(ImportError::Unknown { file, message }) => unknown.push((file, message)),
                // Of a file that nobody described, what is wrong with it is its own affair.
                Err(ImportError::Table { file, message })
                    if is_one_of_several && is_bare(table) =>
                {
                    unknown.push((file, message));
                }
                Err(error) => return Err(error),
            }
        }
    }
    if specs.is_empty() {
        let first = unknown.into_iter().next();
        return Err(first.map_or(ImportError::Nothing, |(file, message)| ImportError::Unknown {
            file,
            message,
        }));
    }
    name_for_id(&mut specs);
    described(&mut specs, mapping, known);
    specs.sort_by_key(|spec| columns::KINDS.iter().position(|kind| *kind == spec.kind));
    said_once(&mut specs);
    Ok((specs, unknown))
}

/// Whether the mapping says nothing of what a table holds.
fn is_bare(table: &TableMapping) -> bool {
    table.holds.is_none() && table.columns.is_empty() && table.from.is_none()
}

/// Whether a mapping's table lies in a file: the names are the same, `.gz` aside, or one is the end
/// of the other's path.
pub(super) fn is_for(table: &TableMapping, file: &SourceFile) -> bool {
    let bare = |name: &str| name.trim_end_matches(".gz").replace('\\', "/");
    let wanted = bare(&table.file);
    // What names a workbook means each of its sheets.
    let found = match book_and_sheet(&file.name) {
        Some((book, _)) if book_and_sheet(&wanted).is_none() => bare(book),
        _ => bare(&file.name),
    };
    let ends =
        |long: &str, short: &str| long.strip_suffix(short).is_some_and(|head| head.ends_with('/'));
    !wanted.is_empty() && (wanted == found || ends(&found, &wanted) || ends(&wanted, &found))
}

fn spec<'t>(
    file: &'t SourceFile,
    table: &'t TableMapping,
    mapping: &'t Mapping,
) -> Result<Spec<'t>, ImportError> {
    let advise = |message: Advice| ImportError::Table { file: file.name.clone(), message };
    let fail = |message: String| advise(message.into());
    let mapped: Vec<&str> = table.columns.values().map(String::as_str).collect();
    // Sheets come as texts of one form.
    let between = book_and_sheet(&file.name).map(|_| b',');
    let TableParts { headings, rows, notes } =
        heading_row::parts(file.text(), &mapped, between).map_err(fail)?;
    let sample = Sample::of(heading_row::sampled(&rows, SAMPLED));
    let kind = match table.holds {
        Some(kind) => kind,
        None => guessed(file, &headings, table, &sample)?,
    };
    let columns = match table.exact {
        true => columns::exactly(kind, &headings, &table.columns),
        false => columns::find(kind, &headings, &table.columns, &sample),
    };
    let mut columns = columns.map_err(fail)?;
    read_otherwise(&mut columns, table, &headings);
    let ids = mapping.ids;
    let dates = table.dates.as_ref().unwrap_or(&mapping.dates);
    let cite = table.cite.as_deref().unwrap_or(&mapping.cite);
    let modality = table.modality.unwrap_or(mapping.modality);
    let spec = Spec {
        constants: constants(kind, table, &headings, &columns).map_err(fail)?,
        values: by_field(kind, &table.values, None, Some).map_err(fail)?,
        lists: by_field(kind, &table.lists, None, |separator| Some(separator.as_str()))
            .map_err(fail)?,
        filters: filters(table, &headings).map_err(fail)?,
        together: fields(kind, &table.together).map_err(fail)?,
        cite: if cite.is_empty() {
            OneOrMany::None
        } else {
            OneOrMany::One(Cite::from(Text::from(cite)))
        },
        kind,
        file,
        rows,
        columns,
        headings,
        table,
        dates,
        habits: Vec::new(),
        ids,
        is_named: false,
        notes,
        none: None,
        unsure: Vec::new(),
        sources: Arc::default(),
        modality,
    };
    check_needs(&spec).map_err(advise)?;
    Ok(Spec { habits: habits(&spec), unsure: not_taken::unsure_columns(&spec), ..spec })
}

/// What a table holds, by its name and columns.
fn guessed(
    file: &SourceFile,
    headings: &[String],
    table: &TableMapping,
    sample: &Sample<'_>,
) -> Result<ColumnKind, ImportError> {
    let by_name = ColumnKind::of_name(&file.name);
    let fail = |message: Advice| Err(ImportError::Unknown { file: file.name.clone(), message });
    match guess::kind(headings, &table.columns, sample, &file.name) {
        Guess::Kind(kind) => Ok(kind),
        Guess::Near(kinds) => {
            let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
            fail(Advice::new(
                "its rows may be {}: its columns are {}. Name which: {holds} {}",
                &[&listed(&names), &shortened(headings), &listed(&names)],
            ))
        }
        // What its name says is not what its columns say: the missing column is named.
        Guess::None => by_name.map_or_else(
            || {
                fail(Advice::new(
                    "cannot tell what its rows are: its columns are {}. Name what they are ({holds} organs), name \
                     the column of a field ({column} id=HEADING), name the file after what it contains (organs.csv, \
                     people.csv, ..), or write a mapping",
                    &[&shortened(headings)],
                ))
            },
            Ok,
        ),
    }
}

/// `a, b or c`.
fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => names.join(", "),
    }
}

/// What all rows have. Where holders stand in a column called after their post, that is their post.
fn constants<'t>(
    kind: ColumnKind,
    table: &'t TableMapping,
    headings: &[String],
    columns: &Columns,
) -> Result<Vec<Text<'t>>, String> {
    let mut constants =
        by_field(kind, &table.constants, Text::default(), |text| Text::Borrowed(text.as_str()))?;
    let place = |field: Field| &columns.places[field as usize];
    if kind == ColumnKind::Tenures
        && *place(Field::Post) == Place::None
        && constants[Field::Post as usize].is_empty()
        && let Place::Column(at) = place(Field::Person)
        && headings::is_post(&columns::plain(&headings[*at]))
    {
        constants[Field::Post as usize] = Text::Owned(headings[*at].clone());
    }
    Ok(constants)
}

/// How the dates of each column are read: as the mapping says, or as its other dates show. Which of day and
/// month comes first is one question for the whole table.
fn habits(spec: &Spec<'_>) -> Vec<DateHabits> {
    let given = dates::habits(spec.dates);
    let mut habits = vec![given.clone(); spec.headings.len()];
    if !needs_evidence(spec.file.text()) {
        return habits;
    }
    use Field::{Born, Date, Died, End, FirstSeen, LastSeen, Published, Start};
    let columns: Vec<usize> = [Date, Start, End, FirstSeen, LastSeen, Born, Died, Published]
        .iter()
        .filter_map(|field| match spec.columns.places[*field as usize] {
            Place::Column(at) => Some(at),
            _ => None,
        })
        .collect();
    let mut shown: Vec<Vec<DateChoice>> = vec![Vec::new(); spec.headings.len()];
    let (mut rows, mut cells): (_, Vec<Cell<'_>>) = (spec.rows.clone(), Vec::new());
    while let Some(row) = rows.next(&mut cells) {
        for &at in columns.iter().filter(|_| row.is_ok()) {
            let choice = cells.get(at).and_then(|cell| date_evidence(&cell.text));
            let (Some(choice), Some(shown)) = (choice, shown.get_mut(at)) else { continue };
            if !shown.contains(&choice) {
                shown.push(choice);
            }
        }
    }
    let is_order =
        |choice: &DateChoice| matches!(choice, DateChoice::DayFirst | DateChoice::MonthFirst);
    let orders: Vec<DateChoice> = shown.iter().flatten().copied().filter(is_order).collect();
    for (habits, shown) in habits.iter_mut().zip(&shown) {
        let own = shown.iter().copied().filter(|choice| !is_order(choice));
        habits.show(own.chain(orders.iter().copied()));
    }
    habits
}

/// Without what it needs, no row of the table could be used.
fn check_needs(spec: &Spec<'_>) -> Result<(), Advice> {
    let missing = |field: &&Field| {
        let at = **field as usize;
        let named = **field == Field::Id
            && [Field::Name, Field::Title]
                .iter()
                .any(|name| spec.columns.places[*name as usize] != Place::None);
        spec.columns.places[at] == Place::None && spec.constants[at].is_empty() && !named
    };
    match spec.kind.needs().iter().find(missing) {
        None => Ok(()),
        Some(field) => {
            let heading = spec.kind.heading(*field);
            Err(Advice::new(
                "a table of {} needs a column `{}`; its columns are {}. Name the right one: \
                 {column} {}=HEADING, or `columns` in a mapping",
                &[&spec.kind.name(), &heading, &shortened(&spec.headings), &heading],
            ))
        }
    }
}

/// The first of the headings, as messages show them.
fn shortened(headings: &[String]) -> String {
    let mut shown: Vec<String> =
        headings.iter().take(12).map(|heading| super::row::shown(heading)).collect();
    if headings.len() > 12 {
        shown.push(format!("and {} more", headings.len() - 12));
    }
    shown.join(", ")
}

fn fields(kind: ColumnKind, names: &[String]) -> Result<Vec<Field>, String> {
    let field = |name: &String| {
        Field::of(kind, name)
            .ok_or_else(|| format!("a table of {} has no field `{name}`", kind.name()))
    };
    names.iter().map(field).collect()
}

/// What a mapping says by field, by the field's number.
fn by_field<'t, V, O: Clone>(
    kind: ColumnKind,
    said: &'t indexmap::IndexMap<String, V>,
    unsaid: O,
    get: impl Fn(&'t V) -> O,
) -> Result<Vec<O>, String> {
    let mut all = vec![unsaid; FIELDS];
    for (name, value) in said {
        let field = fields(kind, std::slice::from_ref(name))?[0];
        all[field as usize] = get(value);
    }
    Ok(all)
}

fn filters<'t>(table: &'t TableMapping, headings: &[String]) -> Result<Vec<Filter<'t>>, String> {
    let only = table.only.iter().map(|(heading, values)| (heading, values, true));
    let without = table.without.iter().map(|(heading, values)| (heading, values, false));
    only.chain(without)
        .map(|(heading, values, stays)| {
            Ok(Filter { column: columns::column(heading, headings)?, values, stays })
        })
        .collect()
}

/// What is said of a file that is several tables is said once: the columns that none of them reads, and what it was
/// taken for.
fn said_once(specs: &mut [Spec<'_>]) {
    for at in 0..specs.len() {
        let file = specs[at].file.name.clone();
        let (before, rest) = specs.split_at_mut(at);
        let Some((spec, later)) = rest.split_first_mut() else { continue };
        if before.iter().any(|other| other.file.name == file) {
            spec.columns.unread.clear();
            continue;
        }
        spec.notes.extend(
            spec.table.from.map(|ready| format!("by the ready mapping `{}`", ready.name())),
        );
        let mut left = not_taken::notes(spec);
        let of_file: Vec<&Spec<'_>> = std::iter::once(&*spec)
            .chain(later.iter().filter(|other| other.file.name == file))
            .collect();
        let none = not_taken::read_by_none(&of_file);
        let (count, note) = none.map_or((0, None), |(count, note)| (count, Some(note)));
        left.extend(note);
        spec.notes.extend(left);
        let of_file = std::iter::once(&mut *spec).chain(later.iter_mut());
        let ready = of_file.filter(|other| other.file.name == file && other.table.from.is_some());
        ready.for_each(|other| other.none = Some(count));
        for other in later.iter().filter(|other| other.file.name == file) {
            spec.columns.unread.retain(|heading| other.columns.unread.contains(heading));
        }
    }
}

/// The columns that decide which rows are meant, and those of which others are made, are read.
fn read_otherwise(columns: &mut Columns, table: &TableMapping, headings: &[String]) {
    let read = read_by_others(headings);
    let filters = || table.only.keys().chain(table.without.keys());
    columns
        .unread
        .retain(|heading| !read.contains(heading) && filters().all(|filter| filter != heading));
}

/// Where a table of things has no ids, their names are ids.
fn name_for_id(specs: &mut [Spec<'_>]) {
    for spec in specs {
        let places = &mut spec.columns.places;
        spec.is_named = places[Field::Id as usize] != Place::None
            && places[Field::Id as usize] == places[Field::Name as usize];
        if spec.kind.needs() == [Field::Id] && places[Field::Id as usize] == Place::None {
            let name = [Field::Name, Field::Title]
                .into_iter()
                .find(|name| places[*name as usize] != Place::None);
            if let Some(name) = name {
                places[Field::Id as usize] = places[name as usize].clone();
                spec.is_named = true;
            }
        }
    }
}

/// The sources that the mapping, the model and the tables describe.
fn described<'t>(specs: &mut [Spec<'t>], mapping: &'t Mapping, known: &'t [KnownThing]) {
    let mut sources = DescribedSources::default();
    for (id, source) in &mapping.sources {
        sources.add(id.clone(), &source.title);
    }
    // Whatever the model has an id for is no title.
    for thing in known {
        let title = thing.names.first().filter(|_| thing.kind == Some(ColumnKind::Sources));
        sources.add(Text::Borrowed(&thing.id), title.map_or("", String::as_str));
    }
    for spec in specs.iter().filter(|spec| spec.kind == ColumnKind::Sources) {
        sources.is_table = true;
        let (mut rows, mut cells): (_, Vec<Cell<'_>>) = (spec.rows.clone(), Vec::new());
        while let Some(start) = rows.next(&mut cells) {
            if let Ok(Some(row)) = whole(spec, &cells, start, None)
                && let Ok(id) = row.needed_id(Field::Id)
            {
                sources.add(id, &row.raw(Field::Title));
            }
        }
    }
    let sources = Arc::new(sources);
    for spec in specs {
        spec.sources = Arc::clone(&sources);
    }
}
