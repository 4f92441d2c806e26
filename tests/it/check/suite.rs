//! Runs the annotated bad models of `tests/suite/check`, in the manner of those of loading:
//! `ORGANIGRAM_SUITE=rewrite` writes the comments anew.

use std::path::{Path, PathBuf};

use organigram::check::RULES;

use super::{graph, run};
use crate::load::suite::{annotate, expected, found};

fn models() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/check");
    let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "ron")).collect();
    files.sort();
    files
}

#[test]
fn every_annotated_model_gives_exactly_the_expected_diagnostics() {
    let rewrite = std::env::var_os("ORGANIGRAM_SUITE").is_some_and(|value| value == "rewrite");
    let mut wrong = String::new();
    for path in models() {
        let graph = graph(&path);
        let text = std::fs::read_to_string(&path).unwrap();
        let found = found(&run(&graph).diagnostics, graph.texts());
        if rewrite {
            std::fs::write(&path, annotate(&text, &found)).unwrap();
        } else if expected(&text) != found {
            let path = path.display();
            wrong += &format!("{path}\nexpected {:#?}\nfound {found:#?}\n", expected(&text));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_is_provoked_by_a_model_of_the_suite() {
    let texts: String =
        models().iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    for rule in RULES.iter().filter(|rule| rule.name != "unused-include") {
        assert!(texts.contains(&format!(" {}: ", rule.name)), "{rule:?} is not in the suite");
    }
}

/// Rules in which no date takes part: nothing imprecise can decide.
const DATELESS: [&str; 33] = [
    "translation-of-nothing",
    "malformed-identifier",
    "shared-identifier",
    "unknown-scheme",
    "succession-of-none",
    "lookalike-id",
    "unknown-id",
    "wrong-class",
    "unknown-source",
    "duplicate-id",
    "missing-end",
    "unused-source",
    "unused-include",
    "bad-date",
    "misplaced-kind",
    "no-superior",
    "missing-post",
    "merger-of-one",
    "own-successor",
    "unsourced",
    "weak-preference",
    "rests-on-plan",
    "single-source",
    "unreliable-alone",
    "unknown-kind",
    "unknown-line",
    "unused-kind",
    "orphan",
    "missing-number",
    "repeated-number",
    "no-language",
    "unknown-rule",
    "unused-allow",
];

/// The rules that a mark, `// silent: RULE, RULE`, names, each with the line of the entry below it.
fn marked(text: &str, mark: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let below = |at: usize| {
        let comment = |line: &&str| line.trim_start().starts_with("//");
        at + lines[at..].iter().take_while(|line| comment(line)).count() + 1
    };
    let marks = lines.iter().enumerate().filter_map(|(at, line)| {
        Some((at, line.trim_start().strip_prefix("// ")?.strip_prefix(mark)?))
    });
    marks
        .flat_map(|(at, rules)| rules.split(',').map(move |rule| (rule.trim().to_owned(), at)))
        .map(|(rule, at)| (rule, below(at)))
        .collect()
}

#[test]
fn every_rule_has_an_entry_where_it_must_stay_silent() {
    let mut marks = Vec::new();
    for path in models() {
        let text = std::fs::read_to_string(&path).unwrap();
        let diagnostics = expected(&text);
        for (rule, line) in marked(&text, "silent:") {
            let reported =
                |(at, what): &(usize, String)| *at == line && what.contains(&format!(" {rule}: "));
            assert!(!diagnostics.iter().any(reported), "{rule} in line {line} of {path:?}");
            marks.push(rule);
        }
    }
    for rule in RULES.iter().filter(|rule| rule.name != "unused-include") {
        assert!(marks.iter().any(|mark| mark == rule.name), "{rule:?} is nowhere silent");
    }
    let unknown = marks.iter().find(|mark| !RULES.iter().any(|rule| rule.name == *mark));
    assert_eq!(unknown, None, "a mark for no rule");
}

#[test]
fn every_rule_with_dates_has_an_entry_where_imprecise_ones_decide() {
    let mut marks = Vec::new();
    for path in models() {
        let text = std::fs::read_to_string(&path).unwrap();
        let diagnostics = expected(&text);
        for (rule, line) in marked(&text, "imprecise:") {
            let certain = |(at, what): &(usize, String)| {
                *at == line && what.contains(&format!(" {rule}: ")) && !what.starts_with("NOTE")
            };
            assert!(!diagnostics.iter().any(certain), "{rule} in line {line} of {path:?}");
            marks.push(rule);
        }
    }
    for rule in RULES.iter().filter(|rule| !DATELESS.contains(&rule.name)) {
        assert!(marks.iter().any(|mark| mark == rule.name), "{rule:?} has no imprecise case");
    }
}
