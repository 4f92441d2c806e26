//! EAC-CPF, the archives' records of corporate bodies, persons and families: versions 1.0 and 2.0 in, 2.0 out.
//!
//! Takes documents, gives a model and notes on what has no place in one; takes a model, gives one valid document for each
//! organ and person, and notes on what they cannot say. No document type and no entity that a document declares is ever
//! loaded. Opens no file.
//!
//! | file | owns |
//! |---|---|
//! | `node` | a document as a tree, and back as text |
//! | `dates` | dates and ranges, in and out |
//! | `gathered` | what is known while documents are read |
//! | `read` | documents to a model |
//! | `relations` | what a document says of others |
//! | `write` | a model to documents |

mod dates;
mod gathered;
mod node;
mod read;
mod relations;
mod write;

#[cfg(test)]
mod tests;

pub use read::from_eac;
pub use write::to_eac;
