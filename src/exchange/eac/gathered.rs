//! What is known while documents are read: the model so far, the sources of a record, and what is said of others.
//!
//! Plain data, and what counts as the source of an element.

use std::collections::{BTreeMap, HashMap};

use super::node::XmlNode;
use crate::model::{Cite, Date, Model, OneOrMany};

/// What is known while documents are read.
#[derive(Default)]
pub(super) struct EacReader {
    pub(super) model: Model<'static>,
    /// The ids of described entities by their folded names.
    pub(super) by_name: HashMap<String, String>,
    /// What each document says of others.
    pub(super) related: Vec<RelatedEntity>,
    pub(super) unread: BTreeMap<String, usize>,
    /// How many dates are not understood.
    pub(super) undated: usize,
    pub(super) notes: Vec<String>,
}

impl EacReader {
    pub(super) fn leave(&mut self, what: &str) {
        *self.unread.entry(what.to_owned()).or_default() += 1;
    }
}

/// The sources of one record.
#[derive(Default)]
pub(super) struct RecordSources {
    pub(super) by_id: HashMap<String, Cite<'static>>,
    pub(super) all: Vec<Cite<'static>>,
}

impl RecordSources {
    /// What the record as a whole rests on.
    pub(super) fn whole(&self) -> OneOrMany<Cite<'static>> {
        let mut cites: OneOrMany<Cite<'static>> = OneOrMany::None;
        for cite in &self.all {
            if !cites.contains(cite) {
                cites.push(cite.clone());
            }
        }
        cites
    }

    /// What an element rests on, where it says so.
    pub(super) fn of(&self, node: &XmlNode<'_>) -> OneOrMany<Cite<'static>> {
        let references = node.attribute("sourceReference").split_whitespace();
        references.filter_map(|id| self.by_id.get(id.trim_start_matches('#')).cloned()).collect()
    }

    /// The same of the dates in it: of the first element that says so.
    pub(super) fn of_dates(&self, node: &XmlNode<'_>) -> OneOrMany<Cite<'static>> {
        let own = self.of(node);
        if !own.is_empty() {
            return own;
        }
        node.children
            .iter()
            .map(|child| self.of_dates(child))
            .find(|cites| !cites.is_empty())
            .unwrap_or_default()
    }
}

/// An entity that a document speaks of.
pub(super) struct RelatedEntity {
    pub(super) of: String,
    pub(super) how: Relationship,
    /// What refers to its record, and its name.
    pub(super) reference: String,
    pub(super) name: String,
    pub(super) is_person: bool,
    pub(super) role: String,
    pub(super) during: Vec<Date<'static>>,
    pub(super) note: String,
    pub(super) cite: OneOrMany<Cite<'static>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relationship {
    Superior,
    Subordinate,
    Earlier,
    Later,
    Associated,
}
