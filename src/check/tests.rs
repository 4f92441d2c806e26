use super::*;
use crate::graph::Builder;
use crate::model::Model;
use crate::model::RuleLevel;

pub(super) fn graph(text: &str) -> OrgGraph {
    Builder::from_model(ron::from_str::<Model>(text).expect("the model is RON"))
}

/// The diagnostics of a model, as `name: message` with the level's first letter.
pub(super) fn diagnostics(text: &str) -> Vec<String> {
    let report = check(&graph(text), &CheckOptions::default());
    let line = |f: &crate::diagnostics::Diagnostic| {
        format!("{:?} {}: {}", f.level, f.code.name, f.message)
    };
    report.diagnostics.iter().map(line).collect()
}

#[test]
fn every_page_shows_what_fires_and_what_is_silent() {
    for rule in RULES {
        let options = |level| CheckOptions {
            levels: vec![(rule.name.to_owned(), level)],
            ..CheckOptions::default()
        };
        let run = |text| {
            let level = if rule.level == RuleLevel::Off { RuleLevel::Warn } else { rule.level };
            let report = check(&graph(text), &options(level));
            report.diagnostics.iter().filter(|f| f.code.name == rule.name).count()
        };
        if rule.name == "unused-include" {
            continue; // It takes several files: see `tests/it/check/pages.rs`.
        }
        assert!(run(rule.fails) > 0, "{rule:?} does not fire on its example");
        assert_eq!(run(rule.passes), 0, "{rule:?} fires on its fixed example");
    }
}

#[test]
fn codes_and_names_are_unique_and_fit_their_groups() {
    for (at, rule) in RULES.iter().enumerate() {
        assert!(rule.code.starts_with(rule.group.letter()), "{rule:?}");
        let same = |other: &&&Rule| other.code == rule.code || other.name == rule.name;
        assert_eq!(RULES[at + 1..].iter().filter(same).count(), 0, "{rule:?} is there twice");
    }
}

#[test]
fn a_cycle_is_an_error_only_where_its_days_are_certain() {
    let two = |a: &str, b: &str| {
        let text = format!(
            r#"Model(organs: {{ "a": Organ(under: [Under(organ: "b", during: "{a}")]),
                               "b": Organ(under: [Under(organ: "a", during: "{b}")]) }})"#
        );
        diagnostics(&text).into_iter().filter(|f| f.contains("cycle")).collect::<Vec<_>>()
    };
    let chain = "organs stand under each other in a cycle: `a` → `b` → `a`";
    assert_eq!(two("1950/1960", "1955/1956"), [format!("Error cycle: {chain}")]);
    assert_eq!(two("1950/", "1955/"), [format!("Warning cycle: {chain}")]);
    assert_eq!(
        two("1950/1955", "1955/1960"),
        [format!("Note cycle: {}", chain.replace("stand", "may stand"))]
    );
    assert_eq!(two("1950/1954", "1955/1960"), [""; 0]);
}

#[test]
fn what_goes_on_does_so_for_certain_until_its_source_speaks() {
    let by = |published: &str| {
        let text = format!(
            r#"Model(sources: {{ "book": Source(title: "Book", published: "{published}") }}, organs: {{
                "club": Organ(existence: "1940/1980", cite: "book"),
                "board": Organ(existence: "1950/..", cite: "book",
                    under: [Under(organ: "club", during: "1950/..", cite: "book")]),
            }})"#
        );
        let found = diagnostics(&text);
        found.into_iter().filter(|line| line.contains("absent-superior")).collect::<Vec<_>>()
    };
    let [later, undated, earlier] = ["2013", "", "1960"].map(|published| by(published).concat());
    assert!(later.starts_with("Error"), "{later}");
    assert!(undated.starts_with("Warning"), "{undated}");
    assert_eq!(earlier, "");
}

#[test]
fn a_plan_is_in_no_conflict_with_what_was() {
    let found = |planned: &str| {
        let text = format!(
            r#"Model(charter: Charter(lines: {{ "part_of": Line() }}), organs: {{
                "a": Organ(under: [Under(organ: "b", during: "1950/1960"), Under(organ: "c"{planned})]),
                "b": Organ(existence: "1940/1990"), "c": Organ(existence: "1940/1990"),
            }}, people: {{ "x": Person(), "y": Person() }},
            posts: {{ "p": Post(organ: "b", seats: 1) }}, tenures: [
                Tenure(person: "x", post: "p", during: "1950/1960"),
                Tenure(person: "y", post: "p", during: [Claim(value: "1955/1958"{planned})]),
            ])"#
        );
        let conflict =
            |line: &&String| line.contains("at the same time") && line.starts_with("Error");
        diagnostics(&text).iter().filter(conflict).count()
    };
    assert_eq!((found(""), found(", modality: Planned")), (2, 0));
}

#[test]
fn a_plan_lies_in_no_life_and_outside_of_none() {
    let found = |planned: &str| {
        let text = format!(
            r#"Model(organs: {{
                "a": Organ(existence: "1940/1950", under: [Under(organ: "b", during: "1955/1960"{planned})]),
                "b": Organ(existence: "1940/1990"),
            }}, people: {{ "x": Person(died: "1949"), "y": Person() }},
            posts: {{ "p": Post(organ: "b", existence: "1960/1970") }}, tenures: [
                Tenure(person: "x", post: "p", during: "1961/1962"{planned}),
                Tenure(person: "y", post: "p", during: "1950/1955"{planned}),
            ], transitions: [Renamed(organ: "a", name: "A2", on: "1980"{planned})])"#
        );
        let conflict = |line: &&String| {
            ["dead-holder", "absent-", "untimely", "acts-after"]
                .iter()
                .any(|rule| line.contains(rule))
        };
        diagnostics(&text).iter().filter(conflict).count()
    };
    assert_eq!((found(""), found(", modality: Planned")), (4, 0));
}
