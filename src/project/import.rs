//! Other people's tables and documents as a model. Takes texts and what is known of them, gives the entries with a
//! report of every row; never writes a file.
//!
//! | file | owns |
//! |---|---|
//! | `known` | what a model has, what was remembered of its imports, and names of files |
//! | `imported` | a model that was imported, and one that takes it |
//! | `tables` | tables to make a model of |

mod imported;
mod known;
mod tables;

pub use imported::{ImportedModel, UpdatedFile, UpdatedModel};
pub use tables::TableImport;

use crate::exchange;

/// Whether a text is a table of results of a query service, and not entities: CSV, or JSON with results.
///
/// ```
/// use organigram::project::is_query_result;
/// assert!(is_query_result("item,itemLabel\n") && !is_query_result(r#"{"entities": {}}"#));
/// ```
#[must_use]
pub fn is_query_result(text: &str) -> bool {
    exchange::is_table(text)
}

/// Whether a text has entities or statements of FollowTheMoney.
///
/// ```
/// use organigram::project::is_ftm;
/// assert!(is_ftm(r#"{"id": "club", "schema": "Organization"}"#) && !is_ftm("id,name\n1,Club\n"));
/// ```
#[must_use]
pub fn is_ftm(text: &str) -> bool {
    exchange::is_ftm(text)
}
