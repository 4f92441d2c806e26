//! JSON Schema of the language's values (draft 2020-12), from the shapes of the records.
//!
//! Takes a shape, gives the schema of its JSON. Tests alone need it: what it gives is committed in `editors/schemas`.

use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value as Json, json};

use super::{ChoiceShape, Modality, RecordShape, Source, Value, ValueShape};

/// The schema of a map of sources by their ids.
pub(crate) fn sources(generator: &mut SchemaGenerator) -> Schema {
    schema(generator, ValueShape::Map(<Source<'_> as Value<'_>>::shape))
}

/// The schema of a modality.
pub(crate) fn modality(generator: &mut SchemaGenerator) -> Schema {
    schema(generator, <Modality as Value<'_>>::shape())
}

/// The schema of a modality that may be left out.
pub(crate) fn some_modality(generator: &mut SchemaGenerator) -> Schema {
    modality(generator)
}

/// The schema of a value.
pub(crate) fn schema(generator: &mut SchemaGenerator, shape: ValueShape) -> Schema {
    let mut shapes = Shapes { generator };
    Schema::try_from(shapes.value(shape)).expect("a shape is an object or a list of such")
}

struct Shapes<'g> {
    generator: &'g mut SchemaGenerator,
}

impl Shapes<'_> {
    fn value(&mut self, shape: ValueShape) -> Json {
        match shape {
            ValueShape::Text | ValueShape::Lapse => json!({ "type": "string" }),
            ValueShape::Quantity => {
                json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string" }] })
            }
            ValueShape::Number => json!({ "type": "integer", "minimum": 0 }),
            ValueShape::Flag => json!({ "type": "boolean" }),
            ValueShape::Choice(choice) => choices(&choice),
            ValueShape::Record(record) => self.record(&record),
            ValueShape::Variants(choice, record) => {
                let of_variant = self.record(&record);
                let variants = choice.names.iter().zip(choice.about).map(|(name, about)| {
                    json!({
                        "type": "object",
                        "description": said(about),
                        "properties": { *name: of_variant },
                        "required": [name],
                        "additionalProperties": false,
                    })
                });
                json!({ "anyOf": variants.collect::<Vec<_>>() })
            }
            ValueShape::List(item) => json!({ "type": "array", "items": self.value(item()) }),
            ValueShape::OneOrMany(item) => {
                let item = self.value(item());
                json!({ "anyOf": [item, { "type": "array", "items": item }] })
            }
            ValueShape::Disputed(value) => {
                let value = self.value(value());
                let mut claim = self.fields(&super::CLAIM_SHAPE);
                claim["properties"]["value"] = value.clone();
                json!({ "anyOf": [value, { "type": "array", "items": claim }] })
            }
            ValueShape::Map(value) => {
                json!({ "type": "object", "additionalProperties": self.value(value()) })
            }
            ValueShape::PathOr(value) => {
                json!({ "anyOf": [{ "type": "string" }, self.value(value())] })
            }
        }
    }

    /// A record by its type's name; what it is stands among the definitions once.
    fn record(&mut self, record: &RecordShape) -> Json {
        let reference = json!({ "$ref": format!("#/$defs/{}", record.type_name) });
        if !self.generator.definitions().contains_key(record.type_name) {
            // A record may hold records of its own sort.
            self.generator.definitions_mut().insert(record.type_name.to_owned(), Json::Bool(true));
            let mut fields = self.fields(record);
            if record.short.is_some() {
                fields = json!({ "anyOf": [{ "type": "string" }, fields] });
            }
            self.generator.definitions_mut().insert(record.type_name.to_owned(), fields);
        }
        reference
    }

    fn fields(&mut self, record: &RecordShape) -> Json {
        let mut properties = Map::new();
        for field in record.fields {
            let mut value = self.value((field.shape)());
            value["description"] = said(field.about);
            properties.insert(field.name.to_owned(), value);
        }
        json!({
            "type": "object",
            "description": said(record.about),
            "properties": properties,
            "additionalProperties": false,
        })
    }
}

fn choices(choice: &ChoiceShape) -> Json {
    let one = |(name, about): (&&str, &&str)| json!({ "const": name, "description": said(about) });
    let all = choice.names.iter().zip(choice.about).map(one);
    json!({ "oneOf": all.collect::<Vec<_>>() })
}

/// A comment as one paragraph.
fn said(about: &str) -> Json {
    Json::String(about.split_whitespace().collect::<Vec<_>>().join(" "))
}
