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
//! | `tables` | tables out |
//! | `json` | a model as JSON, and back |
//! | `popolo` | Popolo JSON in and out |
//! | `network` | a model as nodes and edges |
//! | `xml`, `dot` | GraphML, GEXF and DOT out |
//! | `template` | small models to begin with |
//! | `select` | the part of a model that a slice shows |

mod ron_line;
mod dot;
mod format;
mod json;
mod network;
mod popolo;
mod ron;
mod select;
mod table;
mod tables;
mod template;
mod xml;

#[cfg(test)]
mod tests;

pub use dot::to_dot;
pub use format::{NotRon, Section, format, ids, splice};
pub use json::{from_json, to_json};
pub use popolo::{from_popolo, to_popolo};
pub use ron::Ron;
pub use select::{select, select_organs};
pub use table::{
    Counts, Dates, Ids, ImportError, Imported, Mapping, Options, Order, Precision, Repeated,
    Report, Strictness, TableMapping, TableKind, code, import, open,
};
pub use tables::to_csv;
pub use template::{TEMPLATES, Template};
pub use xml::{to_gexf, to_graphml};
