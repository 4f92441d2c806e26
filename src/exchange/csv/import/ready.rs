//! Ready mappings: what the columns of well-known files mean, so that nobody has to say it.
//!
//! Takes files and a mapping, gives the mapping with a table for each file whose headings show what it is, or of which
//! it is said. Never looks at a file that the mapping describes itself, and reads no row but a few of the first.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::ImportError;
use super::columns::{Field, plain};
use super::detect::is_for;
use super::heading_row::{self, TableParts};
use super::mapping::{Mapping, OnRepeat, TableMapping};
use super::sheets::book_and_sheet;
use super::well_known::ReadyMapping;
use super::wikidata_columns;
use crate::text::{SourceFile, SourceMap};
use indexmap::IndexMap;

const ALL: [ReadyMapping; 6] = [
    ReadyMapping::UkOrganogram,
    ReadyMapping::Ror,
    ReadyMapping::Sfm,
    ReadyMapping::Atom,
    ReadyMapping::EveryPolitician,
    // By what stands in the cells, so behind those that are known by their headings.
    ReadyMapping::Wikidata,
];

impl ReadyMapping {
    /// The headings that show it: all of one of these lists.
    fn shown_by(self) -> &'static [&'static [&'static str]] {
        match self {
            ReadyMapping::Wikidata => &[],
            ReadyMapping::UkOrganogram => &[
                &["Post Unique Reference", "Job Title", "Reports to Senior Post"],
                &["Reporting Senior Post", "Generic Job Title", "Unit"],
            ],
            ReadyMapping::Ror => &[
                &["id", "names.types.ror_display", "relationships"],
                &["id", "name", "wikipedia_url", "relationships", "established"],
            ],
            ReadyMapping::Sfm => &[&["unit:id:admin", "unit:name"]],
            ReadyMapping::Atom => &[
                &["authorizedFormOfName", "typeOfEntity", "datesOfExistence"],
                &["subjectAuthorizedFormOfName", "objectAuthorizedFormOfName", "relationType"],
            ],
            ReadyMapping::EveryPolitician => {
                &[&["id", "name", "group_id", "area_id", "chamber", "term"]]
            }
        }
    }

    /// What all such files have in common.
    fn mapping(self) -> &'static Mapping {
        static READ: LazyLock<Vec<Mapping>> = LazyLock::new(|| {
            let read =
                |one: &ReadyMapping| Mapping::read(one.text()).expect("the text is a mapping");
            ALL.iter().map(read).collect()
        });
        let at = ALL.iter().position(|one| *one == self).expect("it is one of all");
        &READ[at]
    }

    fn text(self) -> &'static str {
        match self {
            ReadyMapping::Wikidata => include_str!("ready/wikidata.ron"),
            ReadyMapping::UkOrganogram => include_str!("ready/uk_organogram.ron"),
            ReadyMapping::Ror => include_str!("ready/ror.ron"),
            ReadyMapping::Sfm => include_str!("ready/sfm.ron"),
            ReadyMapping::Atom => include_str!("ready/atom.ron"),
            ReadyMapping::EveryPolitician => include_str!("ready/everypolitician.ron"),
        }
    }

    /// The tables of a file of this kind.
    fn tables(self, parts: &TableParts<'_>) -> Vec<TableMapping> {
        match self {
            ReadyMapping::Wikidata => wikidata_columns::tables(&parts.headings),
            _ => self
                .mapping()
                .tables
                .iter()
                .filter_map(|table| cut(table, &parts.headings))
                .collect(),
        }
    }

    fn is_shown_by(self, parts: &TableParts<'_>) -> bool {
        let headings: Vec<String> = parts.headings.iter().map(|heading| plain(heading)).collect();
        let has_all = |wanted: &&[&str]| wanted.iter().all(|one| headings.contains(&plain(one)));
        match self {
            ReadyMapping::Wikidata => wikidata_columns::is_shown_by(parts),
            _ => self.shown_by().iter().any(has_all),
        }
    }
}

/// A table without the columns that a file does not have; nothing where its rows would say nothing without them.
fn cut(table: &TableMapping, headings: &[String]) -> Option<TableMapping> {
    let kind = table.holds?;
    let has = |name: &str| headings.iter().any(|heading| plain(heading) == plain(name));
    let is_needed = |name: &str| {
        let field = Field::of(kind, name).expect("a ready mapping names fields");
        kind.needs().contains(&field) || matches!(field, Field::From | Field::Into)
    };
    let mut columns = IndexMap::new();
    for (field, column) in &table.columns {
        match of_template(column, &has) {
            Some(column) => drop(columns.insert(field.clone(), column)),
            None if is_needed(field) => return None,
            None => {}
        }
    }
    // A column that is not there is one whose cells are all blank.
    let is_blank = |values: &Vec<String>| values.iter().any(String::is_empty);
    let no_row =
        |column: &str, values: &Vec<String>, stays: bool| !has(column) && is_blank(values) != stays;
    if table.only.iter().any(|(column, values)| no_row(column, values, true))
        || table.without.iter().any(|(column, values)| no_row(column, values, false))
    {
        return None;
    }
    let mut cut = TableMapping { columns, ..table.clone() };
    cut.only.retain(|column, _| has(column));
    cut.without.retain(|column, _| has(column));
    Some(cut)
}

/// A column or template, without the columns that are not there; nothing where none is. A template that joins columns by
/// `/` makes an id of them, and needs them all.
fn of_template(column: &str, has: &impl Fn(&str) -> bool) -> Option<String> {
    if !column.contains('{') {
        return has(column).then(|| column.to_owned());
    }
    let (mut cut, mut rest) = (String::new(), column);
    let (mut found, mut missing) = (false, false);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        cut.push_str(before);
        if has(name) {
            found = true;
            cut += &format!("{{{name}}}");
        } else {
            missing = true;
        }
        rest = after;
    }
    cut.push_str(rest);
    let is_id = column.contains('/');
    (found && !(missing && is_id)).then_some(cut)
}

/// The mapping with ready tables for the files that it does not describe and that are known by their headings, and for
/// those of which it says what they are.
///
/// # Errors
/// When a file is no table of the kind that it is said to be.
pub fn with_ready_mappings<'m>(
    sources: &SourceMap,
    mapping: &'m Mapping,
) -> Result<Cow<'m, Mapping>, ImportError> {
    let mut made: Option<Mapping> = None;
    for file in sources.files() {
        let described: Vec<&TableMapping> =
            mapping.tables.iter().filter(|table| is_for(table, file)).collect();
        let given = match described.as_slice() {
            [] => TableMapping::default(),
            [one] if one.holds.is_none() && one.columns.is_empty() => (*one).clone(),
            _ => continue,
        };
        let Some((ready, tables)) = tables_of(file, &given)? else { continue };
        let made = made.get_or_insert_with(|| mapping.clone());
        for (id, source) in &ready.mapping().sources {
            made.sources.entry(id.clone()).or_insert_with(|| source.clone());
        }
        let tables = tables.into_iter().map(|table| merged(table, &given, mapping, file, ready));
        made.tables.extend(tables);
    }
    Ok(made.map_or(Cow::Borrowed(mapping), Cow::Owned))
}

/// The tables of a file that is said, or shown, to be of a kind that is known.
fn tables_of(
    file: &SourceFile,
    given: &TableMapping,
) -> Result<Option<(ReadyMapping, Vec<TableMapping>)>, ImportError> {
    let between = book_and_sheet(&file.name).map(|_| b',');
    let Ok(parts) = heading_row::parts(file.text(), &[], between) else { return Ok(None) };
    let found = given.from.or_else(|| ALL.into_iter().find(|one| one.is_shown_by(&parts)));
    let Some(ready) = found else { return Ok(None) };
    let tables = ready.tables(&parts);
    match (tables.is_empty(), given.from) {
        (false, _) => Ok(Some((ready, tables))),
        (true, None) => Ok(None),
        (true, Some(_)) => {
            let headings: Vec<String> =
                parts.headings.iter().take(12).map(|heading| format!("`{heading}`")).collect();
            let message = format!(
                "it has not the columns of `{}`: its columns are {}",
                ready.name(),
                headings.join(", ")
            );
            Err(ImportError::Table { file: file.name.clone(), message: message.into() })
        }
    }
}

/// A ready table with what the user says of its file.
fn merged(
    table: TableMapping,
    given: &TableMapping,
    mapping: &Mapping,
    file: &SourceFile,
    ready: ReadyMapping,
) -> TableMapping {
    let own = table.dates.as_ref();
    let mut dates = given.dates.as_ref().unwrap_or(&mapping.dates).clone();
    if let Some(own) = own {
        for (ending, precision) in &own.coarser {
            dates.coarser.entry(ending.clone()).or_insert(*precision);
        }
    }
    let repeated = match given.repeated {
        OnRepeat::Reported => table.repeated,
        given => given,
    };
    let common = &ready.mapping().cite;
    let own_cite = Some(common).filter(|cite| !cite.is_empty() && mapping.cite.is_empty()).cloned();
    TableMapping {
        file: file.name.clone(),
        from: Some(ready),
        exact: true,
        dates: Some(dates),
        repeated,
        cite: given.cite.clone().or(table.cite).or(own_cite),
        modality: given.modality.or(table.modality),
        ..table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_mapping_is_one_and_has_its_name() {
        for one in ALL {
            assert!(!one.mapping().tables.is_empty() || one == ReadyMapping::Wikidata, "{one:?}");
            #[cfg(feature = "cli")]
            {
                use clap::ValueEnum;
                let value = one.to_possible_value().expect("it can be named");
                assert_eq!(value.get_name(), one.name());
            }
        }
    }
}
