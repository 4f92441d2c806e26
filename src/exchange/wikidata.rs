//! Wikidata: entities in, as the site and its dumps give them; QuickStatements out.
//!
//! Takes entities as JSON, gives a model in which each statement is a claim, cited to its references or to Wikidata itself
//! by the statement's id, as precise as it is there; takes a model, gives commands that add what it says. Tables of the
//! query service are read as all tables are. Opens no file, and asks no network.
//!
//! | file | owns |
//! |---|---|
//! | `entity` | entities, statements and values, as they are written |
//! | `time_value` | times with a precision and a calendar, in and out |
//! | `evidence` | ranks and references: which statements count, and what they cite |
//! | `gathered` | what is known while entities are read |
//! | `read` | entities to a model |
//! | `registers` | the properties that hold identifiers of other registers |
//! | `spells` | when something was |
//! | `relations` | statements that join two things |
//! | `quick` | a model to QuickStatements |

mod entity;
mod evidence;
mod gathered;
mod quick;
mod read;
mod registers;
mod relations;
mod spells;
mod time_value;

#[cfg(test)]
mod tests;

pub use quick::to_quickstatements;
pub use read::from_wikidata;
pub(super) use time_value::edtf_of;
