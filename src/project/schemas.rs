//! The JSON schemas in `editors/schemas`, made from the types that read those files. `UPDATE_DOCS=1` writes them.

use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value as Json, json};

use crate::exchange::Mapping;
use crate::model::{Model, Value, json_schema};
use crate::render::ThemeFile;

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().into_generator()
}

/// The schema of a type, in which the address of a schema may be named.
fn of<T: JsonSchema>() -> Json {
    let mut schema = generator().into_root_schema_for::<T>().to_value();
    schema["properties"]["$schema"] = json!({ "type": "string" });
    schema
}

/// The schema of a whole model.
fn of_model() -> Json {
    let mut generator = generator();
    let model = json_schema::schema(&mut generator, <Model<'_> as Value<'_>>::shape());
    let mut schema = model.to_value();
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("Model");
    schema["$defs"] = Json::Object(generator.take_definitions(true));
    schema
}

fn schemas() -> [(&'static str, Json); 3] {
    [("mapping", of::<Mapping>()), ("model", of_model()), ("theme", of::<ThemeFile>())]
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    for (name, schema) in schemas() {
        let path = format!("editors/schemas/{name}.schema.json");
        let path = Path::new(&path);
        let made = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &made).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            committed == made,
            "{} is not up to date: UPDATE_DOCS=1 cargo test",
            path.display()
        );
    }
}

/// Every definition that is named is there, and everything has its field with what it holds.
#[test]
fn schemas_name_only_what_they_define() {
    fn references<'j>(json: &'j Json, found: &mut Vec<&'j str>) {
        match json {
            Json::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Json::as_str));
                fields.values().for_each(|value| references(value, found));
            }
            Json::Array(items) => items.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    for (name, schema) in schemas() {
        let mut found = Vec::new();
        references(&schema, &mut found);
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            let defined = schema.pointer(pointer).unwrap_or(&Json::Null);
            assert!(defined.is_object(), "{name}: {reference}");
        }
    }
    let model = of_model();
    let organ = model.pointer("/$defs/Organ/properties/under/description").unwrap();
    assert!(!organ.as_str().unwrap().is_empty());
}
