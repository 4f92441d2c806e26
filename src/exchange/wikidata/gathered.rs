//! What is known while entities are read: what each of them is, and what was made of them so far.
//!
//! Takes entities, says which are people, positions and organs, and what they are called. Makes no entry.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::entity::WikidataEntity;
use super::evidence::{CitedReferences, Labels, counted};
use crate::model::Model;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WikidataClass {
    Organ,
    Person,
    Position,
}

pub(super) const INSTANCE_OF: &str = "P31";
pub(super) const SUBCLASS_OF: &str = "P279";
const HUMAN: &[&str] = &["Q5"];
/// Position, public office, and what both are kinds of.
const POSITIONS: &[&str] = &["Q4164871", "Q294414", "Q214339", "Q12737077", "Q108290289"];
pub(super) const POSITION_HELD: &str = "P39";

/// What was read so far.
pub(super) struct WikidataReader<'e> {
    pub(super) model: Model<'static>,
    pub(super) cited: CitedReferences,
    pub(super) labels: Labels<'e>,
    classes: HashMap<&'e str, WikidataClass>,
    /// Properties that a model has no place for, by their number of statements.
    pub(super) unread: BTreeMap<String, usize>,
    pub(super) deprecated: usize,
    pub(super) unknown: usize,
    pub(super) undated: usize,
}

impl<'e> WikidataReader<'e> {
    pub(super) fn new(all: &'e [WikidataEntity]) -> Self {
        let held = |entity: &'e WikidataEntity| {
            counted(entity, POSITION_HELD).filter_map(|one| one.mainsnak.item())
        };
        let positions: HashSet<String> = all.iter().flat_map(held).collect();
        let classes = all.iter().map(|entity| (entity.id.as_str(), class(entity, &positions)));
        let labels = all.iter().map(|entity| (entity.id.as_str(), entity.label()));
        WikidataReader {
            model: Model::default(),
            cited: CitedReferences::default(),
            labels: labels.collect(),
            classes: classes.collect(),
            unread: BTreeMap::new(),
            deprecated: 0,
            unknown: 0,
            undated: 0,
        }
    }

    /// What an id stands for, if the files describe it.
    pub(super) fn class(&self, id: &str) -> Option<WikidataClass> {
        self.classes.get(id).copied()
    }

    /// What an item is called, or its id.
    pub(super) fn called(&self, id: &str) -> String {
        self.labels.get(id).filter(|label| !label.is_empty()).map_or(id, |label| label).to_owned()
    }
}

fn class(entity: &WikidataEntity, positions: &HashSet<String>) -> WikidataClass {
    let has = |property: &str| counted(entity, property).next().is_some();
    if entity.is_one_of(INSTANCE_OF, HUMAN) || has("P569") || has(POSITION_HELD) {
        return WikidataClass::Person;
    }
    let is_position =
        entity.is_one_of(INSTANCE_OF, POSITIONS) || entity.is_one_of(SUBCLASS_OF, POSITIONS);
    match is_position || positions.contains(&entity.id) {
        true => WikidataClass::Position,
        false => WikidataClass::Organ,
    }
}
