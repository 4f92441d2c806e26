//! What well-known files say that no field of a model has, and what of their cells is not sure: counted, and reported.
//!
//! Takes tables made ready, gives notes for the closing line; takes a row, notes the cells of it that are not taken. Takes
//! nothing itself.

use std::collections::{BTreeMap, HashSet};

use super::cells::Cell;
use super::columns::{ColumnKind, plain};
use super::derived::{LISTS_OF_NAMES, is_unsure};
use super::report::{RowError, code};
use super::row::{RowCells, Spec, shown};
use super::well_known::ReadyMapping;
use super::whole::whole;
use crate::text::{Pos, Span};

/// The columns of a table whose lists of names may be one name with a comma.
pub(super) fn unsure_columns(spec: &Spec<'_>) -> Vec<usize> {
    if spec.table.from != Some(ReadyMapping::Ror) || spec.kind != ColumnKind::Organs {
        return Vec::new();
    }
    LISTS_OF_NAMES.iter().filter_map(|name| column(spec, name)).collect()
}

fn column(spec: &Spec<'_>, name: &str) -> Option<usize> {
    spec.headings.iter().position(|heading| plain(heading) == plain(name))
}

impl RowCells<'_, '_> {
    /// Notes the lists of names of which nobody can tell whether they are one name or several.
    pub(super) fn note_unsure_names(&self) {
        for &column in &self.spec.unsure {
            let cell = &self.cells[column];
            let unsure: Vec<&str> =
                cell.text.split(';').map(str::trim).filter(|names| is_unsure(names)).collect();
            if unsure.is_empty() {
                continue;
            }
            let start = self.spec.file.pos(cell.at);
            self.note(RowError {
                code: code::BAD_CELL,
                span: Span::new(start, Pos(start.0 + cell.text.len() as u32)),
                message: format!("{} may be one name or several", shown(&unsure.join("; "))),
                help: Some(
                    "import the JSON file of the same data, which has the names one by one, or write them with `; ` \
                     and the language before each"
                        .into(),
                ),
            });
        }
    }
}

/// What of a well-known file has no place in a model, by kind and number.
pub(super) fn notes(spec: &Spec<'_>) -> Vec<String> {
    match spec.table.from {
        Some(ReadyMapping::Ror) => relations(spec),
        Some(ReadyMapping::Sfm) => open_ends(spec),
        _ => Vec::new(),
    }
}

fn rows(spec: &Spec<'_>, mut each: impl FnMut(&[Cell<'_>])) {
    let (mut rows, mut cells): (_, Vec<Cell<'_>>) = (spec.rows.clone(), Vec::new());
    while let Some(start) = rows.next(&mut cells) {
        if start.is_ok() && cells.len() >= spec.headings.len() {
            each(&cells);
        }
    }
}

/// The relations of ROR that are neither of hierarchy nor of lineage, and the children that have no row.
fn relations(spec: &Spec<'_>) -> Vec<String> {
    let (Some(id), Some(relations)) = (column(spec, "id"), column(spec, "relationships")) else {
        return Vec::new();
    };
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let (mut ids, mut children) = (HashSet::new(), HashSet::new());
    rows(spec, |cells| {
        ids.insert(cells[id].text.trim().to_owned());
        for group in cells[relations].text.split(';').filter(|group| !group.trim().is_empty()) {
            let (kind, others) = group.split_once(':').unwrap_or((group, ""));
            let others: Vec<&str> =
                others.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
            match kind.trim().to_lowercase().as_str() {
                "parent" | "predecessor" | "successor" => {}
                "child" => children.extend(others.into_iter().map(str::to_owned)),
                kind => *kinds.entry(kind.to_owned()).or_default() += others.len().max(1),
            }
        }
    });
    let mut notes: Vec<String> = kinds
        .into_iter()
        .map(|(kind, count)| {
            format!(
                "relations of the kind {} have no place in a model: {count} left out",
                shown(&kind)
            )
        })
        .collect();
    let without_row = children.difference(&ids).count();
    if without_row > 0 {
        notes.push(format!("children without a row of their own: {without_row} left out"));
    }
    notes
}

/// The cells of the Security Force Monitor that say whether something goes on, but no day.
fn open_ends(spec: &Spec<'_>) -> Vec<String> {
    let columns = ["unit:last_cited_date_open", "unit:related_unit_open"];
    let columns = columns.into_iter().filter_map(|name| Some((name, column(spec, name)?)));
    let columns: Vec<(&str, usize)> = columns.collect();
    let mut counts = vec![0_usize; columns.len()];
    rows(spec, |cells| {
        for ((_, column), count) in columns.iter().zip(&mut counts) {
            let said = cells[*column].text.trim();
            *count += usize::from(!said.is_empty() && !said.eq_ignore_ascii_case("e"));
        }
    });
    let said = columns.iter().zip(counts).filter(|(_, count)| *count > 0);
    said.map(|((name, _), count)| {
        let (cells, say, were) =
            if count == 1 { ("cell", "says", "was") } else { ("cells", "say", "were") };
        format!(
            "{count} {cells} of `{name}` {say} no day, only whether it goes on, and {were} left out"
        )
    })
    .collect()
}

/// Of the tables that one file is read as: how many of its rows none of them reads, and what these say in the columns that
/// decide it. Nothing where some table reads every row.
pub(super) fn read_by_none(tables: &[&Spec<'_>]) -> Option<(usize, String)> {
    const SHOWN: usize = 5;
    let spec = tables.first()?;
    if tables.len() < 2 || tables.iter().any(|table| table.filters.is_empty()) {
        return None;
    }
    let (mut count, mut said): (usize, BTreeMap<String, usize>) = (0, BTreeMap::new());
    let (mut rows, mut cells): (_, Vec<Cell<'_>>) = (spec.rows.clone(), Vec::new());
    while let Some(start) = rows.next(&mut cells) {
        let Ok(start) = start else { continue };
        let is_read =
            |table: &&Spec<'_>| !matches!(whole(table, &cells, Ok(start), None), Ok(None));
        if tables.iter().any(is_read) {
            continue;
        }
        count += 1;
        let filter = &spec.filters[0];
        let cell = shown(cells[filter.column].text.trim());
        if said.len() < 100 || said.contains_key(&cell) {
            *said.entry(cell).or_default() += 1;
        }
    }
    let heading = &spec.headings[spec.filters[0].column];
    let mut values: Vec<(String, usize)> = said.into_iter().collect();
    values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let more = values.len().saturating_sub(SHOWN);
    let mut values: Vec<String> =
        values.into_iter().take(SHOWN).map(|(value, count)| format!("{value} ({count})")).collect();
    if more > 0 {
        values.push(format!("and {more} others"));
    }
    let of = if count == 1 { "row has" } else { "rows have" };
    (count > 0).then(|| {
        let said = values.join(", ");
        (count, format!("{count} {of} no place in a model, by {}: {said}", shown(heading)))
    })
}
