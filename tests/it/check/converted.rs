//! Real genealogies, converted: what the check finds in them is the data's fault, one by one.
//!
//! `docs/parlgov.md` says of each class of findings why the data and not the rule is at fault. A
//! finding more or less is a change to be judged in the same way, against the tables.

use std::path::Path;

use organigram::check::CheckReport;
use organigram::diagnostics::{Diagnostic, Level};

use super::{graph, run};

fn checked(model: &str) -> CheckReport {
    run(&graph(&Path::new(env!("CARGO_MANIFEST_DIR")).join("models").join(model)))
}

/// One line a finding, with the dates that it weighs.
fn line(finding: &Diagnostic) -> String {
    let labels: Vec<&str> = finding.labels.iter().map(|label| &*label.text).collect();
    let (code, message) = (finding.code.code, &finding.message);
    format!("{:?} {code} {message}: {}\n", finding.level, labels.join("; "))
}

#[test]
fn parlgov_has_the_faults_of_its_tables_and_no_others() {
    let report = checked("parlgov.ron");
    // Mergers of one are ParlGov's way to code a merger with a much larger side: only counted.
    let of_one = |finding: &&Diagnostic| finding.code.name == "merger-of-one";
    assert_eq!(report.findings.iter().filter(of_one).count(), 76);
    let others = report.findings.iter().filter(|finding| !of_one(finding));
    let told: String = others.filter(|finding| finding.level > Level::Note).map(line).collect();
    insta::assert_snapshot!(told);
}

#[test]
fn the_committees_of_congress_have_no_error() {
    let report = checked("us-congress.ron");
    assert_eq!(report.errors(), 0);
    let told: String = report.findings.iter().map(line).collect();
    insta::assert_snapshot!(told);
}
