//! Entities as Wikibase writes them (Wikibase JSON data model).
//!
//! Takes texts of one entity, of several under `entities`, of a list, or with one entity a line; gives entities. Fields
//! that nobody reads here are passed over; what is no entity is an error of its own.

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::exchange::unique_keys;

/// An item.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct WikidataEntity {
    #[serde(default)]
    pub(super) id: String,
    /// The moment of the last edit.
    #[serde(default)]
    pub(super) modified: String,
    #[serde(default, deserialize_with = "map_or_list")]
    pub(super) labels: IndexMap<String, Term>,
    #[serde(default, deserialize_with = "map_or_list")]
    pub(super) aliases: IndexMap<String, Vec<Term>>,
    #[serde(default, deserialize_with = "map_or_list")]
    pub(super) descriptions: IndexMap<String, Term>,
    #[serde(default, deserialize_with = "map_or_list")]
    pub(super) claims: IndexMap<String, Vec<WikidataStatement>>,
}

/// A text in a language.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(super) struct Term {
    #[serde(default)]
    pub(super) language: String,
    #[serde(default)]
    pub(super) value: String,
}

/// A statement.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct WikidataStatement {
    #[serde(default)]
    pub(super) id: String,
    #[serde(default)]
    pub(super) rank: Rank,
    #[serde(default)]
    pub(super) mainsnak: Snak,
    #[serde(default, deserialize_with = "map_or_list")]
    pub(super) qualifiers: IndexMap<String, Vec<Snak>>,
    #[serde(default)]
    pub(super) references: Vec<WikidataReference>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Rank {
    Preferred,
    #[default]
    Normal,
    Deprecated,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct WikidataReference {
    #[serde(default, deserialize_with = "map_or_list")]
    pub(super) snaks: IndexMap<String, Vec<Snak>>,
}

/// A property with its value.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Snak {
    #[serde(default)]
    pub(super) snaktype: SnakKind,
    #[serde(default)]
    pub(super) datavalue: Option<DataValue>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SnakKind {
    #[default]
    Value,
    /// There is a value, and it is not known.
    SomeValue,
    /// There is no value.
    NoValue,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct DataValue {
    pub(super) value: Value,
}

impl Snak {
    /// The item that is the value.
    pub(super) fn item(&self) -> Option<String> {
        let value = &self.datavalue.as_ref()?.value;
        let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
        id.or_else(|| Some(format!("Q{}", value.get("numeric-id")?.as_u64()?)))
    }

    /// The text that is the value, with its language where it has one.
    pub(super) fn text(&self) -> Option<Term> {
        match &self.datavalue.as_ref()?.value {
            Value::String(text) => Some(Term { value: text.clone(), ..Term::default() }),
            value => Some(Term {
                value: value.get("text")?.as_str()?.to_owned(),
                language: value
                    .get("language")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
            }),
        }
    }

    /// The time that is the value.
    pub(super) fn time(&self) -> Option<&Value> {
        let value = &self.datavalue.as_ref()?.value;
        value.get("time").is_some().then_some(value)
    }
}

impl WikidataEntity {
    /// The label in English, in all languages, or in whatever language comes first.
    pub(super) fn label(&self) -> &str {
        let named = ["en", "mul"].into_iter().find_map(|language| self.labels.get(language));
        named.or_else(|| self.labels.values().next()).map_or("", |label| &label.value)
    }

    pub(super) fn statements(&self, property: &str) -> &[WikidataStatement] {
        self.claims.get(property).map_or(&[], Vec::as_slice)
    }

    /// Whether a statement that counts has one of some items for its value.
    pub(super) fn is_one_of(&self, property: &str, items: &[&str]) -> bool {
        let counted = self.statements(property).iter().filter(|one| one.rank != Rank::Deprecated);
        counted.filter_map(|one| one.mainsnak.item()).any(|item| items.contains(&item.as_str()))
    }
}

/// A map, which is written as an empty list where it is empty.
fn map_or_list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<IndexMap<String, T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum MapOrList<T> {
        Map(IndexMap<String, T>),
        List([Value; 0]),
    }
    Ok(match MapOrList::<T>::deserialize(deserializer)? {
        MapOrList::Map(map) => map,
        MapOrList::List(_) => IndexMap::new(),
    })
}

/// What a file of entities looks like.
#[derive(Deserialize)]
struct EntityFile {
    entities: IndexMap<String, Value>,
}

/// The entities of a text, and what is none, in words.
///
/// # Errors
/// When nothing of it is an entity.
pub(super) fn entities(text: &str) -> Result<(Vec<WikidataEntity>, Vec<String>), String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if unique_keys::holds_nul(text) {
        return Err(unique_keys::NUL.to_owned());
    }
    let (mut found, mut notes) = (Vec::new(), Vec::new());
    let values: Vec<(usize, Value)> = match serde_json::from_str::<EntityFile>(text) {
        Ok(file) => file.entities.into_values().map(|value| (0, value)).collect(),
        Err(_) => match serde_json::from_str::<Value>(text) {
            Ok(Value::Array(list)) => list.into_iter().map(|value| (0, value)).collect(),
            Ok(value) => vec![(0, value)],
            // A dump has one entity a line, in brackets that are lines of their own.
            Err(whole) => lines(text).map_err(|()| format!("it is no JSON: {whole}"))?,
        },
    };
    for (line, value) in values {
        let what = if line > 0 { format!("line {line}: ") } else { String::new() };
        let is_missing = value.get("missing").is_some();
        match serde_json::from_value::<WikidataEntity>(value) {
            Ok(entity) if !entity.id.is_empty() && !is_missing => found.push(entity),
            Ok(_) => notes.push(format!("{what}no entity was left out")),
            Err(error) => notes.push(format!("{what}it is no entity: {error}")),
        }
    }
    match found.is_empty() {
        true => Err("it has no entity of Wikidata: no `id` with labels and claims".to_owned()),
        false => Ok((found, notes)),
    }
}

fn lines(text: &str) -> Result<Vec<(usize, Value)>, ()> {
    let mut values = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim().trim_end_matches(',');
        if line.is_empty() || line == "[" || line == "]" {
            continue;
        }
        values.push((at + 1, serde_json::from_str(line).map_err(|_| ())?));
    }
    if values.is_empty() { Err(()) } else { Ok(values) }
}
