//! Tables made ready to be read: which file holds what, and which column is what.
//!
//! Takes files and a mapping, gives a [`Spec`] for each table. Reads no row but the heading.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use super::ImportError;
use super::cells::{Cell, Rows, separator};
use super::columns::{self, ColumnKind, FIELDS, Field, Place};
use super::dates;
use super::mapping::{Mapping, TableMapping};
use super::row::{Filter, Spec, Untold};
use crate::diagnostics::Advice;
use crate::model::{Cite, OneOrMany};
use crate::text::{SourceFile, SourceMap};
use crate::time::{DateChoice, DateHabits, date_evidence, needs_evidence};

static UNMAPPED: LazyLock<TableMapping> = LazyLock::new(TableMapping::default);

/// The tables of some files, in the order in which they are to be read.
pub(super) fn specs<'t>(
    sources: &'t SourceMap,
    mapping: &'t Mapping,
    known: &'t [String],
) -> Result<Vec<Spec<'t>>, ImportError> {
    let mut specs = Vec::new();
    for file in sources.files() {
        let mapped = mapping.tables.iter().filter(|table| is_for(table, file));
        let mut tables: Vec<&TableMapping> = mapped.collect();
        if tables.is_empty() {
            tables.push(&UNMAPPED);
        }
        for table in tables {
            specs.push(spec(file, table, mapping)?);
        }
    }
    if specs.is_empty() {
        return Err(ImportError::Nothing);
    }
    name_for_id(&mut specs);
    unreported(&mut specs, mapping, known);
    specs.sort_by_key(|spec| columns::KINDS.iter().position(|kind| *kind == spec.kind));
    Ok(specs)
}

/// Whether a mapping's table lies in a file: the names are the same, `.gz` aside, or one is the end
/// of the other's path.
fn is_for(table: &TableMapping, file: &SourceFile) -> bool {
    let bare = |name: &str| name.trim_end_matches(".gz").replace('\\', "/");
    let (wanted, found) = (bare(&table.file), bare(&file.name));
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
    let mut rows = Rows::new(file.text(), separator(file.text()));
    let mut cells = Vec::new();
    match rows.next(&mut cells) {
        None => return Err(fail("the file is empty: its first line must name the columns".into())),
        Some(Err(error)) => {
            return Err(fail(format!("the heading cannot be read: {}", error.what)));
        }
        Some(Ok(_)) => {}
    }
    let headings: Vec<String> = cells.iter().map(|cell| cell.text.trim().to_owned()).collect();
    let kind = table.holds.or_else(|| ColumnKind::of_name(&file.name));
    let kind = kind.or_else(|| columns::guess(&headings, &table.columns)).ok_or_else(|| {
        advise(Advice::new(
            "cannot tell what its rows are: its columns are {}. Name the column of a field \
             ({column} id=HEADING), name the file after what it contains (organs.csv, people.csv, ..), or \
             write a mapping",
            &[&shortened(&headings)],
        ))
    })?;
    let columns = columns::find(kind, &headings, &table.columns).map_err(fail)?;
    let ids = mapping.ids;
    let dates = table.dates.as_ref().unwrap_or(&mapping.dates);
    let cite = table.cite.as_deref().unwrap_or(&mapping.cite);
    let modality = table.modality.unwrap_or(mapping.modality);
    let spec = Spec {
        constants: by_field(kind, &table.constants, "", String::as_str).map_err(fail)?,
        values: by_field(kind, &table.values, None, Some).map_err(fail)?,
        lists: by_field(kind, &table.lists, "|", String::as_str).map_err(fail)?,
        filters: filters(table, &headings).map_err(fail)?,
        together: fields(kind, &table.together).map_err(fail)?,
        cite: if cite.is_empty() {
            OneOrMany::None
        } else {
            OneOrMany::One(Cite::from(crate::model::Text::from(cite)))
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
        unreported: Untold::default(),
        sources: None,
        modality,
    };
    check_needs(&spec).map_err(advise)?;
    Ok(Spec { habits: habits(&spec), ..spec })
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

/// Where a table of things has no ids, their names are ids.
fn name_for_id(specs: &mut [Spec<'_>]) {
    for spec in specs {
        let places = &mut spec.columns.places;
        if spec.kind.needs() == [Field::Id] && places[Field::Id as usize] == Place::None {
            let name = [Field::Name, Field::Title]
                .into_iter()
                .find(|name| places[*name as usize] != Place::None);
            if let Some(name) = name {
                places[Field::Id as usize] = places[name as usize].clone();
            }
        }
    }
}

/// What no table shows, each row that speaks of it shows.
fn unreported<'t>(specs: &mut [Spec<'t>], mapping: &'t Mapping, known: &'t [String]) {
    let reported = |kind: ColumnKind| specs.iter().any(|spec| spec.kind == kind);
    // A model that is added to has things of its own, of which the tables may speak.
    let alone = known.is_empty();
    let unreported = Untold {
        organs: alone && !reported(ColumnKind::Organs),
        people: alone && !reported(ColumnKind::People),
        posts: alone && !reported(ColumnKind::Posts),
    };
    let sources = (!reported(ColumnKind::Sources)).then(|| {
        let mapped = mapping.sources.keys().map(|id| &**id);
        Arc::new(mapped.chain(known.iter().map(String::as_str)).collect::<HashSet<&str>>())
    });
    for spec in specs {
        spec.unreported = unreported;
        spec.sources.clone_from(&sources);
    }
}
