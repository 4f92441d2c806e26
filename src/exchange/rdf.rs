//! A model as linked data in Turtle: for the web by W3C's Organization Ontology, for archives by Records in Contexts.
//!
//! Takes a model, gives one text in which things are fragments of the document itself, and what the vocabulary cannot say,
//! by kind and number. What has a time, or a source, is a thing of its own between the two that it joins (n-ary), so that
//! nothing is said for all time that was so for a while. Plans, forecasts and rival values are never given as facts. Opens
//! no file.
//!
//! | file | owns |
//! |---|---|
//! | `triples` | addresses, literals and prefixes; the text |
//! | `org` | the Organization Ontology, with the events of the Core Public Organisation Vocabulary |
//! | `rico` | the ontology of Records in Contexts |

mod org;
mod rico;
mod triples;

#[cfg(test)]
mod tests;

pub use org::to_org;
pub use rico::to_rico;
