//! Tables in: CSV files of organs, hierarchy, names, lineage, posts, people, tenures, seats, events and
//! sources to the entries of a model.
//!
//! Takes files as text and a [`Mapping`], gives entries to any [`Sink`](crate::model::Sink): a graph's
//! builder, with nothing between, or the writer of RON. Every row that cannot be used is reported with
//! its place and the rest goes on. Never drops a row in silence: for each table,
//! read = taken + reported (+ left out by the mapping).
//!
//! | file | owns |
//! |---|---|
//! | `cells` | rows and cells, borrowed from the text |
//! | `columns` | which column is what |
//! | `mapping` | the mapping file |
//! | `detect` | which file holds what, and which column is what |
//! | `row` | one row by its fields |
//! | `dates` | dates as tables have them |
//! | `entries` | rows to records |
//! | `join` | what several tables say of one id |
//! | `ids` | which rows say an id first |
//! | `merge` | several rows of one id as one entry |
//! | `rows` | what becomes of one row |
//! | `implied` | what rows say of things that no table has |
//! | `shared` | what every piece of every table looks into |
//! | `run` | the order of it all, in pieces at once |
//! | `report`, `error` | what came of the rows; why nothing could be imported |
//! | `open` | files to text |

mod cells;
mod columns;
mod dates;
mod detect;
mod entries;
mod error;
mod ids;
mod implied;
mod join;
mod mapping;
mod merge;
mod open;
mod report;
mod row;
mod rows;
mod run;
mod shared;

#[cfg(test)]
mod tests;

pub use columns::ColumnKind as TableKind;
pub use error::ImportError;
pub use mapping::{Dates, IdChoice, Mapping, OnRepeat, Precision, TableMapping};
pub use open::open;
pub use report::{ImportCounts, ImportReport, code};
pub use rows::Strictness;
pub use run::{ImportOptions, Imported, import};

pub(super) use columns::{ColumnKind, Field};
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
