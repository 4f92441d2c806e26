//! Formats for programs: one line each, GitHub, SARIF, and baselines.

use organigram::check::{Baseline, RULES};
use organigram::diag::{github, sarif, short};
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
    short::write(&mut out, &run(&graph).findings, graph.texts()).unwrap();
    let text = String::from_utf8(out).unwrap();
    insta::assert_snapshot!(text.replace(&graph.texts().files()[0].name, "model.ron"));
}

#[test]
fn github_takes_one_command_a_finding() {
    let graph = graph_of(MODEL);
    let mut out = Vec::new();
    github::write(&mut out, &run(&graph).findings, graph.texts()).unwrap();
    let text = String::from_utf8(out).unwrap();
    insta::assert_snapshot!(text.replace(&graph.texts().files()[0].name, "model.ron"));
}

/// The properties that the SARIF 2.1.0 schema requires, and the values that it allows, for every
/// object that we write.
fn is_valid(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    for rule in driver["rules"].as_array().unwrap() {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string());
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["none", "note", "warning", "error"].contains(&level));
    }
    for result in run["results"].as_array().unwrap() {
        assert!(result["message"]["text"].is_string());
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        if let Some(index) = result["ruleIndex"].as_u64() {
            assert_eq!(driver["rules"][index as usize]["id"], result["ruleId"]);
        }
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for location in result["locations"].as_array().unwrap().iter().chain(related) {
            is_location(&location["physicalLocation"]);
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            for change in fix["artifactChanges"].as_array().unwrap() {
                is_relative(&change["artifactLocation"]);
                for replacement in change["replacements"].as_array().unwrap() {
                    is_region(&replacement["deletedRegion"]);
                    assert!(replacement["insertedContent"]["text"].is_string());
                }
            }
        }
    }
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
fn sarif_has_the_shape_of_its_schema() {
    let graph = graph_of(MODEL);
    let rules: Vec<sarif::RuleInfo<'_>> = RULES
        .iter()
        .map(|rule| sarif::RuleInfo {
            code: rule.code,
            name: rule.name,
            what: rule.what,
            mend: rule.mend,
            level: None,
        })
        .collect();
    let mut out = Vec::new();
    sarif::write(&mut out, &run(&graph).findings, graph.texts(), &rules).unwrap();
    let log: Value = serde_json::from_slice(&out).unwrap();
    is_valid(&log);
    assert!(log["runs"][0]["results"].as_array().unwrap().len() > 3);
}

#[test]
fn a_baseline_knows_its_findings_when_lines_move() {
    let graph = graph_of(MODEL);
    let known = Baseline::parse(&Baseline::write(&run(&graph).findings, graph.texts()));
    let moved = graph_of(&MODEL.replace("organs: {", "// New lines.\n\n    organs: {\n"));
    let mut report = run(&moved);
    assert!(known.apply(&mut report, moved.texts()) > 0);
    assert_eq!(report.findings, []);
    assert_eq!((report.errors(), report.warnings(), report.notes()), (0, 0, 0));
    let worse = graph_of(&MODEL.replace("\"당중앙\"", "\"당중앙\", \"nobody\""));
    let mut report = run(&worse);
    known.apply(&mut report, worse.texts());
    let left: Vec<&str> = report.findings.iter().map(|finding| &*finding.message).collect();
    assert_eq!(left, ["no organ has the id `nobody`"]);
}
