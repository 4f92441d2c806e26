//! One entity: an id, a schema, and properties that all have lists of values, with who says them.
//!
//! Takes and gives one line of JSON, in which nobody says single values. Knows no schema.

use std::collections::HashSet;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// An entity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct FtmEntity {
    pub(super) id: String,
    pub(super) schema: String,
    #[serde(default)]
    pub(super) properties: IndexMap<String, Vec<FtmValue>, FxBuildHasher>,
    #[serde(default, skip_serializing)]
    pub(super) datasets: Vec<String>,
    /// Who says it: ids of sources, on the way out.
    #[serde(skip)]
    pub(super) sources: Vec<String>,
    /// What not all of them say, or what stands otherwise in its source: by property and value.
    #[serde(skip)]
    pub(super) attested: IndexMap<(String, String), Attested>,
    /// What of it was not taken, in words.
    #[serde(skip)]
    pub(super) not_taken: Vec<String>,
}

/// Who says a value, and how the source printed it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Attested {
    /// Sources or data sets.
    pub(super) sources: Vec<String>,
    /// Whether all those say it too that say the entity.
    pub(super) by_all: bool,
    pub(super) as_written: String,
}

/// A value: a text, or whatever else somebody wrote.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum FtmValue {
    Text(String),
    Other(Value),
}

/// As serde's own for an untagged one, which would keep each value in between.
impl<'de> Deserialize<'de> for FtmValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FtmValue, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::String(text) => FtmValue::Text(text),
            other => FtmValue::Other(other),
        })
    }
}

impl FtmValue {
    /// The text that it is.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            FtmValue::Text(text) => Some(text),
            FtmValue::Other(_) => None,
        }
    }
}

impl FtmEntity {
    pub(super) fn new(schema: &str, id: String) -> FtmEntity {
        FtmEntity { id, schema: schema.to_owned(), ..FtmEntity::default() }
    }

    /// Adds a value; an empty one is none, and each stands once.
    pub(super) fn put(&mut self, property: &str, value: impl Into<String>) {
        let value = value.into();
        if value.trim().is_empty() {
            return;
        }
        let values = self.properties.entry(property.to_owned()).or_default();
        let value = FtmValue::Text(value);
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// Who says a value, where that is known of it.
    pub(super) fn who_says(&self, property: &str, value: &str) -> Option<&Attested> {
        if self.attested.is_empty() {
            return None;
        }
        self.attested.get(&(property.to_owned(), value.to_owned()))
    }

    /// Who says a value, to be recorded.
    pub(super) fn attest(&mut self, property: &str, value: &str) -> &mut Attested {
        self.attested.entry((property.to_owned(), value.to_owned())).or_default()
    }

    /// Takes the texts of a property out. What is no text is noted.
    pub(super) fn take(&mut self, property: &str) -> Vec<String> {
        let values = self.properties.shift_remove(property).unwrap_or_default();
        let text = |value| match value {
            FtmValue::Text(text) => Some(text),
            FtmValue::Other(Value::Object(nested)) => Some(nested.get("id")?.as_str()?.to_owned()),
            FtmValue::Other(Value::Number(number)) => Some(number.to_string()),
            FtmValue::Other(_) => None,
        };
        if values.len() == 1 {
            return values
                .into_iter()
                .filter_map(text)
                .filter(|text| !text.trim().is_empty())
                .collect();
        }
        let mut seen = HashSet::new();
        let texts: Vec<Option<String>> = values.into_iter().map(text).collect();
        if texts.contains(&None) {
            self.not_taken.push(format!("`{property}` has a value that is no text"));
        }
        let texts = texts.into_iter().flatten();
        texts.filter(|text| !text.trim().is_empty() && seen.insert(text.clone())).collect()
    }

    /// Takes the one text of a property out; that it has others is noted.
    pub(super) fn take_first(&mut self, property: &str) -> String {
        let mut texts = self.take(property).into_iter();
        let first = texts.next().unwrap_or_default();
        self.not_taken.extend(texts.map(|text| {
            format!("`{property}` is `{first}` in the model, which has one of them; not `{text}`")
        }));
        first
    }

    /// The entity as one line.
    pub(super) fn to_line(&self) -> String {
        serde_json::to_string(self).expect("texts are JSON")
    }
}
