//! On-ramps and exits: other people's tables and files in, ours out.
//!
//! Takes tables and documents of others and gives [entries](crate::model::Entry) to any
//! [`Sink`](crate::model::Sink); takes a model and gives RON, tables and documents. Never guesses in
//! silence: whatever cannot be used is reported with its place, and the counts add up.
//!
//! | file | owns |
//! |---|---|
//! | `format` | one style for model files that keeps comments; entries put into a model |
//! | `flat`, `three_way` | a file as lines to compare; two changes of one file put together |
//! | `ron_line` | one value as RON on one line |
//! | `ron` | entries as tidy RON |
//! | `csv` | tables, in and out |
//! | `json`, `unique_keys` | a model as JSON, and back; no key twice in one object, no U+0000 in a text |
//! | `popolo` | Popolo JSON in and out |
//! | `workbook` | XLSX and OpenDocument sheets in, XLSX out |
//! | `ftm` | FollowTheMoney entities and statements in and out |
//! | `eac` | EAC-CPF records in and out |
//! | `rdf` | linked data out: the Organization Ontology and Records in Contexts |
//! | `wikidata` | entities of Wikidata in, QuickStatements out |
//! | `network` | a model as nodes and edges |
//! | `pairs` | pairs of people as a network |
//! | `xml`, `dot` | GraphML, GEXF and DOT out |
//! | `parquet` | a folder of tables for engines on many machines |
//! | `template` | small models to begin with |
//! | `select` | the part of a model that a slice shows |
//! | `modality` | the modality of an entry as a whole |
//! | `merge` | two accounts of one thing as one entry |
//! | `update` | entries put into a model that has some of them already |
//! | `no_person` | vacancies and ex officio seats, for formats that have a person in each |
//! | `identifiers` | identifiers of things on their way in and out |
//! | `behalf` | for whom people sat, for formats without it |
//! | `quotations` | words of sources that are quoted, for formats without these |
//! | `dated_values` | kinds and places with days of their own, for formats without these |
//! | `counted` | the claims that count in a perspective |

mod behalf;
mod counted;
mod csv;
mod dated_values;
mod dot;
mod eac;
mod flat;
mod format;
mod ftm;
mod identifiers;
mod json;
mod merge;
mod modality;
mod network;
mod no_person;
mod pairs;
#[cfg(feature = "parquet")]
mod parquet;
mod popolo;
mod quotations;
#[cfg(feature = "rdf")]
mod rdf;
mod ron;
mod ron_line;
mod select;
mod template;
mod three_way;
mod unique_keys;
mod update;
mod wikidata;
#[cfg(feature = "workbooks")]
mod workbook;
mod xml;

#[cfg(test)]
mod tests;

pub(crate) use csv::export::CsvTables;
pub use csv::export::{csv_text, to_csv};
pub use csv::import::{
    Dates, IdChoice, ImportCounts, ImportError, ImportOptions, ImportPlan, ImportReport, Imported,
    KnownThing, Mapping, OnRepeat, Precision, ReadyMapping, Strictness, TableKind, TableMapping,
    TablePlan, code, import, open, plan, with_ready_mappings, write_reported,
};
pub(crate) use csv::import::{is_table, table_text};
pub use dot::to_dot;
pub use eac::{from_eac, to_eac};
pub use flat::flat_lines;
pub use format::{ModelSection, NotRon, format, ids, splice};
pub use ftm::{from_ftm, is_ftm, to_ftm, to_ftm_statements};
pub use json::{from_json, to_json};
pub use pairs::{Pair, Pairs};
#[cfg(feature = "parquet")]
pub(crate) use parquet::ParquetTables;
pub use popolo::{from_popolo, to_popolo};
#[cfg(feature = "rdf")]
pub use rdf::{to_org, to_rico};
pub use ron::Ron;
pub use select::{select, select_organs};
pub use template::{TEMPLATES, Template};
pub use three_way::{MergedText, merge_texts};
pub use update::{ImportMemory, KeptValue, UpdateReport, UpdatedTexts, update};
pub use wikidata::{from_wikidata, to_quickstatements};
#[cfg(feature = "workbooks")]
pub use workbook::to_xlsx;
pub use xml::{to_gexf, to_graphml};
