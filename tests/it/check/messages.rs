//! Whole messages, as a person reads them.

use organigram::diagnostics::human::Human;

use super::{graph_of, run};

fn reported(text: &str, rule: &str) -> String {
    let graph = graph_of(text);
    let report = run(&graph);
    let human = Human::default();
    let fitting = report.diagnostics.iter().filter(|diagnostic| diagnostic.code.name == rule);
    let reported: String =
        fitting.map(|diagnostic| human.one(diagnostic, graph.texts()) + "\n").collect();
    reported.replace(&graph.texts().files()[0].name, "model.ron")
}

const WHOLE: &str = r#"Model(
    charter: Charter(
        lines: { "part_of": Line(label: "is part of") },
    ),
    organs: {
        "party": Organ(existence: "1945/..", under: [Under(organ: "bureau", during: "1950/1960")]),
        "bureau": Organ(existence: "1945/1970", under: ["party"]),
        "cell": Organ(existence: "1930/", under: [
            Under(organ: "party", during: "1930/1950"),
            Under(organ: "bureau", during: "1948/1955"),
        ]),
        "union": Organ(existence: "[1944..1946]/", under: [Under(organ: "party", during: "[1943..1945]/")]),
        "loner": Organ(under: ["praty"]),
    },
    people: { "ann": Person(died: "1950-07-08"), "ben": Person() },
    posts: { "chair": Post(title: "Chairman", organ: "party", seats: 1) },
    tenures: [
        Tenure(person: "ann", post: "chair", during: "1946/1952"),
        Tenure(person: "ben", post: "chair", during: "1951/1960"),
    ],
    transitions: [
        Merged(from: ["union", "cell"], into: "party", on: [
            Claim(value: "1949-06-24"), Claim(value: "1949-06-30"),
        ]),
        Absorbed(from: "bureau", into: "party", on: "1965"),
    ],
)"#;

#[test]
fn each_message_shows_the_problem_and_what_explains_it() {
    let rules = [
        "unknown-id",
        "absent-superior",
        "dead-holder",
        "two-superiors",
        "cycle",
        "too-many-holders",
        "lives-on",
        "excluding-rivals",
    ];
    for rule in rules {
        insta::assert_snapshot!(rule, reported(WHOLE, rule));
    }
}

#[test]
fn a_rule_of_the_charter_shows_what_its_query_finds() {
    let graph = graph_of(
        r#"Model(
    charter: Charter(rules: {
        "lone-cell": UserRule(message: "too small", query: "kind(cell)"),
        "broken": UserRule(level: Note, query: "kindd(cell)"),
    }),
    organs: {
        "a": Organ(kind: "cell"), "b": Organ(kind: "cell", allow: ["lone-cell"]),
        "c": Organ(kind: "club", allow: ["lone-cell", "broken"]),
    },
)"#,
    );
    let options = organigram::check::CheckOptions::default();
    let mut report = organigram::check::check(&graph, &options);
    report.diagnostics.retain(|f| ["charter-rule", "unused-allow"].contains(&f.code.name));
    let reported: Vec<String> =
        report.diagnostics.iter().map(|f| format!("{:?} {}", f.level, f.message)).collect();
    let expected = [
        "Warning the charter's rule `broken` cannot be run: unknown function `kindd`",
        "Warning `a`: too small",
        "Warning the rule `lone-cell` reports nothing here, so this `allow` has no effect",
    ];
    assert_eq!(reported, expected);
    assert!(report.diagnostics[0].notes[0].contains("did you mean `kind`?"), "{report:?}");
}
