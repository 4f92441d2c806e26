//! JSON that is a table: results of a query service (SPARQL 1.1 Query Results JSON), lists of flat objects, records of ROR.
//!
//! Takes a text, gives the same rows as comma-separated text, or nothing where the JSON is something else. A value that is
//! no cell, such as an object, is left out and counted.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::exchange::csv::export::csv_text;
use crate::exchange::unique_keys;

/// A table that was JSON, and what of it is not in the table.
#[derive(Debug, Default, PartialEq)]
pub(super) struct JsonTable {
    pub(super) text: String,
    pub(super) notes: Vec<String>,
}

/// The table that a JSON text is; nothing where it is no JSON.
///
/// # Errors
/// When it is JSON and no table: in words.
pub(super) fn table(text: &str) -> Option<Result<JsonTable, String>> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with(['{', '[']) {
        return None;
    }
    if unique_keys::holds_nul(text) {
        return Some(Err(unique_keys::NUL.to_owned()));
    }
    // A table may have a heading in brackets.
    if let Ok(items) = serde_json::from_str::<Vec<IndexMap<String, Value>>>(text)
        && items.first().is_some_and(|first| !first.contains_key("relationships"))
    {
        return Some(Ok(flat(items)));
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) if text.starts_with('[') && !text[1..].trim_start().starts_with(['{', '[']) => {
            return None;
        }
        Err(error) => return Some(Err(format!("it is broken JSON: {error}"))),
    };
    Some(rows(value))
}

/// Whether a text is a table: no JSON, results of a query, or a flat list of records.
pub(crate) fn is_table(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let is_entity = |value: &Value| value.get("labels").is_some() || value.get("claims").is_some();
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(all)) => all.contains_key("results"),
        Ok(Value::Array(items)) => !items.iter().any(is_entity),
        Ok(_) => false,
        Err(_) => !text.starts_with(['{', '[']),
    }
}

fn rows(value: Value) -> Result<JsonTable, String> {
    const WANTED: &str =
        "it is JSON, but no table: neither results of a query service nor a list of records";
    match value {
        Value::Object(mut all) => {
            if all.contains_key("entities") || all.contains_key("claims") {
                return Err(
                    "it holds entities of Wikidata: `import wikidata` reads them".to_owned()
                );
            }
            match all.remove("results") {
                Some(Value::Object(mut results)) => match results.remove("bindings") {
                    Some(Value::Array(rows)) => Ok(bindings(&all, rows)),
                    _ => Err(WANTED.to_owned()),
                },
                _ if is_ror(&all) => Ok(ror(vec![Value::Object(all)])),
                _ => match all.remove("items") {
                    Some(Value::Array(items)) => list(items, WANTED),
                    _ => Err(WANTED.to_owned()),
                },
            }
        }
        Value::Array(items) => list(items, WANTED),
        _ => Err(WANTED.to_owned()),
    }
}

fn list(items: Vec<Value>, wanted: &str) -> Result<JsonTable, String> {
    let is_of_ror = matches!(items.first(), Some(Value::Object(first)) if is_ror(first));
    match items.iter().all(Value::is_object) && !items.is_empty() {
        true if is_of_ror => Ok(ror(items)),
        true => Ok(flat(items.into_iter().filter_map(record).collect())),
        false => Err(wanted.to_owned()),
    }
}

fn record(item: Value) -> Option<IndexMap<String, Value>> {
    match item {
        Value::Object(fields) => Some(fields.into_iter().collect()),
        _ => None,
    }
}

fn is_ror(record: &Map<String, Value>) -> bool {
    let id = record.get("id").and_then(Value::as_str).unwrap_or_default();
    id.contains("ror.org/") && record.contains_key("relationships")
}

/// A binding is a value with its type; only the value is a cell. A blank node is a value that nobody knows.
fn bindings(head: &Map<String, Value>, rows: Vec<Value>) -> JsonTable {
    let variables = head.get("head").and_then(|head| head.get("vars")).and_then(Value::as_array);
    let variables: Vec<String> =
        variables.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let cell = |binding: &Value| {
        let value = binding.get("value").and_then(Value::as_str).unwrap_or_default();
        match binding.get("type").and_then(Value::as_str) {
            Some("bnode") => "unknown".to_owned(),
            _ => value.to_owned(),
        }
    };
    let rows = rows.iter().map(|row| {
        let cells = row.as_object().into_iter().flatten();
        cells.map(|(variable, binding)| (variable.clone(), cell(binding))).collect()
    });
    written(variables, rows.collect())
}

/// Rows that are objects of texts, numbers and lists of them.
fn flat(items: Vec<IndexMap<String, Value>>) -> JsonTable {
    let mut left: IndexMap<String, usize> = IndexMap::new();
    let mut headings: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for item in items {
        let mut row = IndexMap::new();
        for (key, value) in item {
            let Some(cell) = plain_value(&value) else {
                *left.entry(key).or_default() += 1;
                continue;
            };
            if !headings.contains(&key) {
                headings.push(key.clone());
            }
            row.insert(key, cell);
        }
        rows.push(row);
    }
    let mut table = written(headings, rows);
    table.notes = left
        .into_iter()
        .map(|(key, count)| {
            let times = if count == 1 { "time" } else { "times" };
            format!("`{key}` is no cell of a table and was left out {count} {times}")
        })
        .collect();
    table
}

/// A value as a cell; a list of texts as JSON, as cells with lists are read.
fn plain_value(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Array(items) if items.is_empty() => Some(String::new()),
        Value::Array(items) if items.iter().all(Value::is_string) => Some(value.to_string()),
        Value::Object(binding) => {
            binding.get("value").filter(|value| value.is_string()).and_then(plain_value)
        }
        Value::Array(_) => None,
    }
}

/// Records of ROR as the columns of its own table.
fn ror(records: Vec<Value>) -> JsonTable {
    const HEADINGS: [&str; 10] = [
        "id",
        "names.types.ror_display",
        "other names",
        "established",
        "locations.geonames_details.name",
        "relationships",
        "ids",
        "links.type.website",
        "status",
        "types",
    ];
    let rows = records.iter().map(|record| {
        let (name, others) = names_of(record);
        let text = |value: Option<&Value>| value.and_then(plain_value).unwrap_or_default();
        let types = record.get("types").and_then(Value::as_array).into_iter().flatten();
        let types: Vec<&str> = types.filter_map(Value::as_str).collect();
        let cells = [
            text(record.get("id")),
            name,
            others.join("\n"),
            text(record.get("established")),
            place_of(record).unwrap_or_default(),
            relations_of(record),
            identifiers_of(record).join(" | "),
            websites_of(record).into_iter().next().unwrap_or_default(),
            text(record.get("status")),
            types.join("; "),
        ];
        HEADINGS.map(str::to_owned).into_iter().zip(cells).collect()
    });
    let mut table = written(HEADINGS.map(str::to_owned).to_vec(), rows.collect());
    table.notes = not_used(&records);
    table
}

/// The fields of records of ROR that are not read, and the locations behind the first.
fn not_used(records: &[Value]) -> Vec<String> {
    const READ: [&str; 14] = [
        "id",
        "name",
        "names",
        "aliases",
        "acronyms",
        "labels",
        "established",
        "locations",
        "addresses",
        "relationships",
        "external_ids",
        "links",
        "status",
        "types",
    ];
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::String(text) => !text.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    };
    let mut fields: IndexMap<&str, usize> = IndexMap::new();
    let mut locations = 0;
    let links = records.iter().map(|record| {
        let all = record.get("links").and_then(Value::as_array).map_or(0, Vec::len);
        all.saturating_sub(websites_of(record).len().min(1))
    });
    let links: usize = links.sum();
    for (field, value) in records.iter().filter_map(Value::as_object).flatten() {
        if !READ.contains(&field.as_str()) && says(value) {
            *fields.entry(field).or_default() += 1;
        }
        if matches!(field.as_str(), "locations" | "addresses") {
            locations += value.as_array().map_or(0, |all| all.len().saturating_sub(1));
        }
    }
    let listed: Vec<String> =
        fields.into_iter().map(|(field, count)| format!("`{field}` ({count})")).collect();
    let mut notes = Vec::new();
    if !listed.is_empty() {
        notes.push(format!("fields not used: {}", listed.join(", ")));
    }
    if links > 0 {
        notes.push(format!("links beside the first website of a record: {links} left out"));
    }
    if locations > 0 {
        notes.push(format!("locations beside the first of a record: {locations} left out"));
    }
    notes
}

/// The displayed name of a record of 2.0 or 1.0, and its others.
fn names_of(record: &Value) -> (String, Vec<String>) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let list = |key: &str| record.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut others: Vec<String> = Vec::new();
    let mut name = record.get("name").and_then(text).unwrap_or_default();
    for one in list("names") {
        let value = one.get("value").and_then(text).unwrap_or_default();
        let types = one.get("types").and_then(Value::as_array);
        match types.is_some_and(|types| types.iter().any(|kind| kind == "ror_display")) {
            true => name = value,
            false => others.push(value),
        }
    }
    others.extend(
        ["aliases", "acronyms"].iter().flat_map(|key| list(key)).filter_map(|one| text(&one)),
    );
    others.extend(list("labels").iter().filter_map(|label| label.get("label").and_then(text)));
    (name, others)
}

fn place_of(record: &Value) -> Option<String> {
    let of_2 = record.pointer("/locations/0/geonames_details/name");
    let of_1 = || record.pointer("/addresses/0/city");
    of_2.or_else(of_1)?.as_str().map(str::to_owned)
}

/// The identifiers that other registers gave, each behind its scheme: a list in 2.0, a map in 1.0.
fn identifiers_of(record: &Value) -> Vec<String> {
    let none = Value::Null;
    let known = record.get("external_ids").unwrap_or(&none);
    let listed = known.as_array().into_iter().flatten();
    let listed = listed.filter_map(|one| Some((one.get("type")?.as_str()?, one)));
    let mapped = known.as_object().into_iter().flatten().map(|(name, one)| (name.as_str(), one));
    let ids = |(scheme, one): (&str, &Value)| {
        let all = match one.get("all") {
            Some(Value::Array(all)) => all.clone(),
            Some(Value::String(id)) => vec![Value::String(id.clone())],
            _ => Vec::new(),
        };
        let scheme = scheme.to_lowercase();
        let ids = all.iter().filter_map(Value::as_str);
        ids.map(|id| format!("{scheme}: {id}")).collect::<Vec<_>>()
    };
    listed.chain(mapped).flat_map(ids).collect()
}

/// The websites of a record: links of that type in 2.0, all links in 1.0.
fn websites_of(record: &Value) -> Vec<String> {
    let links = record.get("links").and_then(Value::as_array).into_iter().flatten();
    let site = |link: &Value| match link {
        Value::String(url) => Some(url.clone()),
        link if link.get("type")?.as_str()? == "website" => {
            link.get("value")?.as_str().map(str::to_owned)
        }
        _ => None,
    };
    links.filter_map(site).collect()
}

fn relations_of(record: &Value) -> String {
    let all = record.get("relationships").and_then(Value::as_array).into_iter().flatten();
    let one = |relation: &Value| {
        let (kind, id) = (relation.get("type")?.as_str()?, relation.get("id")?.as_str()?);
        Some(format!("{kind}: {id}"))
    };
    all.filter_map(one).collect::<Vec<_>>().join("; ")
}

fn written(headings: Vec<String>, rows: Vec<IndexMap<String, String>>) -> JsonTable {
    let names: Vec<&str> = headings.iter().map(String::as_str).collect();
    let rows = rows
        .iter()
        .map(|row| names.iter().map(move |name| row.get(*name).map_or("", String::as_str)));
    JsonTable { text: csv_text(&names, rows), notes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_queries_are_tables() {
        let results = r#"{"head": {"vars": ["item", "itemLabel", "end"]}, "results": {"bindings": [
            {"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"},
             "itemLabel": {"type": "literal", "xml:lang": "en", "value": "Works, \"old\""},
             "end": {"type": "bnode", "value": "t1"}}]}}"#;
        let table = table(results).unwrap().unwrap();
        assert_eq!(
            table.text,
            "item,itemLabel,end\nhttp://www.wikidata.org/entity/Q1,\"Works, \"\"old\"\"\",unknown\n"
        );
    }

    #[test]
    fn lists_of_records_are_tables_and_other_json_is_named() {
        let list = r#"[{"id": "a", "n": 1, "aliases": ["x", "y"], "deep": {"b": 1}}, {"id": "b", "extra": null}]"#;
        let JsonTable { text, notes } = table(list).unwrap().unwrap();
        assert_eq!(text, "id,n,aliases,extra\na,1,\"[\"\"x\"\",\"\"y\"\"]\",\nb,,,\n");
        assert_eq!(notes, ["`deep` is no cell of a table and was left out 1 time"]);
        assert!(table("[id],name\n1,2\n").is_none() && table("id,name\n").is_none());
        assert!(table(r#"{"entities": {}}"#).unwrap().unwrap_err().contains("import wikidata"));
        assert!(table("{\"a\": ").unwrap().unwrap_err().contains("broken JSON"));
    }
}
