//! On-ramps and exits: other people's tables and files in, ours out.
//!
//! Takes tables and documents of others and gives [entries](crate::model::Entry) to any
//! [`Sink`](crate::model::Sink); takes a model and gives RON, tables and documents. Never guesses in
//! silence: whatever cannot be used is reported with its place, and the counts add up.
//!
//! | file | owns |
//! |---|---|
//! | `format` | one style for model files that keeps comments; entries put into a model |
//! | `compact` | one value as RON on one line |
//! | `ron` | entries as tidy RON |
//! | `store` | files written whole or not at all |
//! | `table` | tables in |

mod compact;
mod format;
mod ron;
mod store;
mod table;

pub use format::{NotRon, Section, format, ids, splice};
pub use ron::Ron;
pub use store::{Existing, StoreError, store};
pub use table::{
    Counts, Dates, Ids, ImportError, Imported, Mapping, Options, Order, Precision, Repeated,
    Report, Strictness, Table, TableKind, code, import, open,
};
