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
//! | `ready` | tables made ready from files and mapping |
//! | `row` | one row by its fields |
//! | `dates` | dates as tables have them |
//! | `entries` | rows to records |
//! | `join` | what several tables say of one id |
//! | `ids` | which rows say an id first |
//! | `unite` | several rows of one id as one entry |
//! | `take` | what becomes of one row |
//! | `extras` | what rows say of things that no table has |
//! | `import` | the order of it all, in pieces at once |
//! | `report` | what came of the rows |
//! | `open` | files to text |

mod cells;
mod columns;
mod dates;
mod detect;
mod entries;
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

#[cfg(test)]
mod tests;

pub use columns::ColumnKind as TableKind;
pub use mapping::{Dates, IdChoice, Mapping, OnRepeat, Precision, TableMapping};
pub use open::open;
pub use report::{ImportCounts, ImportReport, code};
pub use run::{ImportOptions, Imported, Strictness, import};

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

/// Why nothing could be imported.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say what each is")]
pub enum ImportError {
    #[error("there is no table to import")]
    Nothing,
    #[error("{file}: {message}")]
    Table { file: String, message: String },
    #[error("{file}: {source}")]
    Unreadable { file: String, source: std::io::Error },
}
