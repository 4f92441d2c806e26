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
fn every_annotated_model_gives_exactly_the_expected_findings() {
    let rewrite = std::env::var_os("ORGANIGRAM_SUITE").is_some_and(|value| value == "rewrite");
    let mut wrong = String::new();
    for path in models() {
        let graph = graph(&path);
        let text = std::fs::read_to_string(&path).unwrap();
        let found = found(&run(&graph).findings, graph.texts());
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
