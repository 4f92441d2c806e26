//! Real genealogies, converted: what the check finds in them is the data's problem, one by one.
//!
//! `docs/parlgov.md` says of each class of diagnostics why the data and not the rule is at fault. A
//! diagnostic more or less is a change to be judged in the same way, against the tables.

use std::path::Path;

use organigram::check::CheckReport;
use organigram::diagnostics::{Diagnostic, Level};

use super::{graph, run};

fn checked(model: &str) -> CheckReport {
    run(&graph(&Path::new(env!("CARGO_MANIFEST_DIR")).join("models").join(model)))
}

/// One line a diagnostic, with the dates that it weighs.
fn line(diagnostic: &Diagnostic) -> String {
    let labels: Vec<&str> = diagnostic.labels.iter().map(|label| &*label.text).collect();
    let (code, message) = (diagnostic.code.code, &diagnostic.message);
    format!("{:?} {code} {message}: {}\n", diagnostic.level, labels.join("; "))
}

#[test]
fn parlgov_has_the_problems_of_its_tables_and_no_others() {
    let report = checked("parlgov.ron");
    // Mergers of one are ParlGov's way to code a merger with a much larger side: only counted.
    let of_one = |diagnostic: &&Diagnostic| diagnostic.code.name == "merger-of-one";
    assert_eq!(report.diagnostics.iter().filter(of_one).count(), 76);
    let others = report.diagnostics.iter().filter(|diagnostic| !of_one(diagnostic));
    let reported: String =
        others.filter(|diagnostic| diagnostic.level > Level::Note).map(line).collect();
    insta::assert_snapshot!(reported);
}

#[test]
fn the_committees_of_congress_have_no_error() {
    let report = checked("us-congress.ron");
    assert_eq!(report.errors(), 0);
    let reported: String = report.diagnostics.iter().map(line).collect();
    insta::assert_snapshot!(reported);
}
