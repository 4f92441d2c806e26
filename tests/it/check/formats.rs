//! Formats for programs: one line each, GitHub, SARIF, and baselines.

use organigram::check::{Baseline, RULES};
use organigram::diagnostics::{github, sarif, short};
use serde_json::Value;

use super::{graph_of, run};

const MODEL: &str = r#"Model(
    organs: {
        "당": Organ(existence: "1960/1950", under: ["당중앙"]),
        "cell": Organ(existence: Date(edtf: "1930-07-03", as_written: "July 1930"), allow: ["orphen"]),
    },
)"#;

#[test]
fn one_line_says_where_and_what() {
    let graph = graph_of(MODEL);
    let mut out = Vec::new();
    short::write(&mut out, &run(&graph).diagnostics, graph.texts()).unwrap();
    let text = String::from_utf8(out).unwrap();
    insta::assert_snapshot!(text.replace(&graph.texts().files()[0].name, "model.ron"));
}

#[test]
fn github_takes_one_command_a_diagnostic() {
    let graph = graph_of(MODEL);
    let mut out = Vec::new();
    github::write(&mut out, &run(&graph).diagnostics, graph.texts()).unwrap();
    let text = String::from_utf8(out).unwrap();
    insta::assert_snapshot!(text.replace(&graph.texts().files()[0].name, "model.ron"));
}

/// What is wrong with a value by a JSON schema (draft 7), with its path. Knows the keywords that the
/// schema of SARIF uses, and fails on any other, so that none is passed over.
fn problems(value: &Value, schema: &Value, root: &Value, path: &str) -> Vec<String> {
    let known = [
        "$schema",
        "title",
        "$id",
        "description",
        "definitions",
        "default",
        "format",
        "type",
        "enum",
        "properties",
        "additionalProperties",
        "required",
        "items",
        "minItems",
        "uniqueItems",
        "minimum",
        "maximum",
        "pattern",
        "anyOf",
        "oneOf",
        "$ref",
    ];
    let mut wrong = Vec::new();
    for (keyword, wanted) in schema.as_object().expect("a schema is an object") {
        assert!(known.contains(&&**keyword), "the keyword {keyword} is not known");
        let under = |schema: &Value| problems(value, schema, root, path);
        let fits = |schema: &&Value| under(schema).is_empty();
        let alternatives = || wanted.as_array().expect("a list").iter().filter(fits).count();
        let number = || value.as_f64().zip(wanted.as_f64());
        let holds = match &**keyword {
            "$ref" => {
                let name = wanted.as_str().and_then(|text| text.strip_prefix("#/definitions/"));
                wrong.extend(under(&root["definitions"][name.expect("a local reference")]));
                true
            }
            "type" => is_of_type(value, wanted.as_str().expect("one type")),
            "enum" => wanted.as_array().expect("a list").contains(value),
            "required" => {
                let keys = wanted.as_array().expect("a list").iter().filter_map(Value::as_str);
                value
                    .as_object()
                    .is_none_or(|object| keys.into_iter().all(|key| object.contains_key(key)))
            }
            "minimum" => number().is_none_or(|(value, least)| value >= least),
            "maximum" => number().is_none_or(|(value, most)| value <= most),
            "minItems" => {
                value.as_array().is_none_or(|list| list.len() as u64 >= wanted.as_u64().unwrap())
            }
            "uniqueItems" => value.as_array().is_none_or(|list| {
                list.iter().enumerate().all(|(at, item)| !list[..at].contains(item))
            }),
            "pattern" => {
                let pattern = regex::Regex::new(wanted.as_str().unwrap()).expect("a pattern");
                value.as_str().is_none_or(|text| pattern.is_match(text))
            }
            "anyOf" => alternatives() > 0,
            "oneOf" => alternatives() == 1,
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                wrong
                    .extend(items.flat_map(|(n, item)| {
                        problems(item, wanted, root, &format!("{path}/{n}"))
                    }));
                true
            }
            "properties" | "additionalProperties" => {
                wrong.extend(members(value, schema, root, path, keyword));
                true
            }
            _ => true,
        };
        if !holds {
            wrong.push(format!("{path}: {keyword}"));
        }
    }
    wrong
}

/// The problems of those members of an object that the schema names, or of those that it does not.
fn members(value: &Value, schema: &Value, root: &Value, path: &str, keyword: &str) -> Vec<String> {
    let named = |key: &str| schema["properties"].get(key);
    let all = value.as_object().into_iter().flatten();
    all.flat_map(|(key, member)| {
        let path = format!("{path}/{key}");
        match (named(key), keyword) {
            (Some(schema), "properties") => problems(member, schema, root, &path),
            (None, "additionalProperties") => match &schema["additionalProperties"] {
                Value::Bool(true) => vec![],
                Value::Bool(false) => vec![format!("{path}: no such property")],
                schema => problems(member, schema, root, &path),
            },
            _ => vec![],
        }
    })
    .collect()
}

fn is_of_type(value: &Value, wanted: &str) -> bool {
    match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the type {other} is not known"),
    }
}

/// Valid by the schema of the standard, with paths that are relative and regions that are none the
/// wrong way round, which no schema says.
fn is_valid(log: &Value) {
    let schema: Value =
        serde_json::from_str(include_str!("../../schemas/sarif-2.1.0.json")).expect("JSON");
    assert_eq!(problems(log, &schema, &schema, ""), Vec::<String>::new());
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    for result in run["results"].as_array().unwrap() {
        if let Some(index) = result["ruleIndex"].as_u64() {
            assert_eq!(run["tool"]["driver"]["rules"][index as usize]["id"], result["ruleId"]);
        }
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for location in result["locations"].as_array().unwrap().iter().chain(related) {
            is_location(&location["physicalLocation"]);
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            for change in fix["artifactChanges"].as_array().unwrap() {
                is_relative(&change["artifactLocation"]);
            }
        }
    }
}

#[test]
fn the_schema_finds_what_is_wrong_with_a_log() {
    let schema: Value =
        serde_json::from_str(include_str!("../../schemas/sarif-2.1.0.json")).expect("JSON");
    let wrong = serde_json::json!({ "version": "2.0", "runs": [{ "tools": {}, "results": [
        { "message": { "text": "x" }, "level": "fatal", "ruleIndex": -2 },
    ] }] });
    let mut found = problems(&wrong, &schema, &schema, "");
    found.sort();
    let expected = [
        "/runs/0/results/0/level: enum",
        "/runs/0/results/0/ruleIndex: minimum",
        "/runs/0/tools: no such property",
        "/runs/0: required",
        "/version: enum",
    ];
    assert_eq!(found, expected);
}

fn is_location(physical: &Value) {
    is_relative(&physical["artifactLocation"]);
    if !physical["region"].is_null() {
        is_region(&physical["region"]);
    }
}

fn is_relative(artifact: &Value) {
    let uri = artifact["uri"].as_str().unwrap();
    assert!(!uri.starts_with('/') && !uri.contains(':') && uri.is_ascii(), "{uri}");
    assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
}

fn is_region(region: &Value) {
    let at = |key: &str| region[key].as_u64().filter(|number| *number >= 1).unwrap();
    assert!((at("startLine"), at("startColumn")) <= (at("endLine"), at("endColumn")));
}

#[test]
fn sarif_is_valid_by_its_schema() {
    let graph = graph_of(MODEL);
    let rules: Vec<sarif::RuleInfo<'_>> = RULES
        .iter()
        .map(|rule| sarif::RuleInfo {
            code: rule.code,
            name: rule.name,
            what: rule.what,
            page: organigram::check::pages::page(rule),
            address: None,
            level: None,
        })
        .collect();
    let mut out = Vec::new();
    sarif::write(&mut out, &run(&graph).diagnostics, graph.texts(), &rules).unwrap();
    let log: Value = serde_json::from_slice(&out).unwrap();
    is_valid(&log);
    assert!(log["runs"][0]["results"].as_array().unwrap().len() > 3);
}

#[test]
fn a_baseline_knows_its_diagnostics_when_lines_move() {
    let graph = graph_of(MODEL);
    let known = Baseline::parse(&Baseline::write(&run(&graph).diagnostics, graph.texts()));
    let moved = graph_of(&MODEL.replace("organs: {", "// New lines.\n\n    organs: {\n"));
    let mut report = run(&moved);
    assert!(known.apply(&mut report, moved.texts()) > 0);
    assert_eq!(report.diagnostics, []);
    assert_eq!((report.errors(), report.warnings(), report.notes()), (0, 0, 0));
    let worse = graph_of(&MODEL.replace("\"당중앙\"", "\"당중앙\", \"nobody\""));
    let mut report = run(&worse);
    known.apply(&mut report, worse.texts());
    let left: Vec<&str> =
        report.diagnostics.iter().map(|diagnostic| &*diagnostic.message).collect();
    assert_eq!(left, ["no organ has the id `nobody`"]);
}
