//! Tables in: CSV files of organs, hierarchy, names, lineage, posts, people, tenures, seats, events and
//! sources to the entries of a model.
//!
//! Takes files as text and a [`Mapping`], gives entries to any [`Sink`](crate::model::Sink): a graph's
//! builder, with nothing between, or the writer of RON. Every row that cannot be used is reported with
//! its place and the rest goes on. Never drops a row in silence: for each table,
//! read = taken + taken in part + reported (+ left out by the mapping).
//!
//! | file | owns |
//! |---|---|
//! | `open` | files to text |
//! | `cells` | rows and cells, borrowed from the text |
//! | `columns`, `headings` | which column is what |
//! | `well_known`, `ready`, `wikidata_columns` | well-known files, and what their columns mean |
//! | `json_table`, `derived` | JSON that is a table; columns that follow from others |
//! | `mapping` | the mapping file |
//! | `heading_row` | where the headings stand, and where the table ends |
//! | `guess`, `sample` | what a table holds, by its columns and some rows |
//! | `detect` | tables made ready from files and mapping |
//! | `whole`, `row` | one row by its fields |
//! | `dates` | dates as tables have them |
//! | `absent` | words for nothing and nobody |
//! | `holders`, `holdings` | the people of a cell, and what they held |
//! | `not_taken` | what of well-known files is not taken, by kind and number |
//! | `locators`, `described`, `citations` | pages apart from sources, which source a citation names, and what a row cites |
//! | `elsewhere` | the identifiers that the thing of a row has elsewhere |
//! | `entries` | rows to records |
//! | `join` | what several tables say of one id |
//! | `ids` | which rows say an id first |
//! | `meaning`, `references` | what cells refer to by id or name |
//! | `rows` | what becomes of one row |
//! | `implied` | what rows say of things that have no row |
//! | `sheets` | what sheets of workbooks are called |
//! | `shared` | what every piece of every table looks into |
//! | `run` | the order of it all, in pieces at once |
//! | `row_log`, `reported` | all rows that cannot be used, as they were |
//! | `report`, `plan`, `error` | what came of the rows, what would be done with them, why nothing could be imported |

mod absent;
mod cells;
mod citations;
mod columns;
mod dates;
mod derived;
mod described;
mod detect;
mod elsewhere;
mod entries;
mod error;
mod guess;
mod heading_row;
mod headings;
mod holders;
mod holdings;
mod ids;
mod implied;
mod join;
mod json_table;
mod locators;
mod mapping;
mod meaning;
mod not_taken;
mod open;
mod plan;
mod ready;
mod references;
mod report;
mod reported;
mod row;
mod row_log;
mod rows;
mod run;
mod sample;
mod shared;
mod sheets;
mod well_known;
mod whole;
mod wikidata_columns;

#[cfg(test)]
mod tests;

pub use columns::ColumnKind as TableKind;
pub use error::ImportError;
pub use mapping::{Dates, IdChoice, Mapping, OnRepeat, Precision, TableMapping};
pub use meaning::KnownThing;
pub use open::open;
pub use plan::{ImportPlan, TablePlan};
pub use ready::with_ready_mappings;
pub use report::{ImportCounts, ImportReport, code};
pub use reported::write_reported;
pub use rows::Strictness;
pub use run::{ImportOptions, Imported, import, plan};
pub use well_known::ReadyMapping;

pub(crate) use json_table::is_table;
pub(crate) use open::table_text;

pub(super) use columns::{ColumnKind, Field};
pub(super) use described::{CitedSource, DescribedSources};
pub(super) use elsewhere::{bare, pair};
pub(super) use entries::counted;
pub(super) use row::{RON, is_formula, split};

/// What a cell with this date would be read as, without a mapping.
pub(crate) fn plain_dates(cell: &str) -> Option<crate::model::Date<'_>> {
    dates::read(&cell.into(), &Dates::default(), &crate::time::DateHabits::default()).ok().flatten()
}

/// A start and an end as one period, as tables have them.
pub(crate) fn plain_period<'t>(
    start: Option<crate::model::Date<'t>>,
    end: Option<crate::model::Date<'t>>,
) -> Option<crate::model::Date<'t>> {
    dates::period(start, end)
}
