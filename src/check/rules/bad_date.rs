//! T001: a date that is not EDTF, or that no calendar has.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::GraphProblem;
use crate::model::RuleLevel;
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T001",
    name: "bad-date",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "A date that is not written as EDTF (ISO 8601-2), or a day that does not exist in the \
           calendar.",
    why: "what cannot be read as a date counts as undated, so no question about a day finds it",
    fails: r#"Model(organs: { "club": Organ(existence: "1950-02-30/") })"#,
    passes: r#"Model(organs: { "club": Organ(existence: "1950-02-28/") })"#,
    fix: "Write the date as the message shows. What the source printed can stand beside it: \
          `Date(edtf: \"1950-02\", as_written: \"Feb 30th, 1950\")`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for problem in subject.graph.problems().0 {
        let GraphProblem::Date { span, error } = problem else { continue };
        out.push(ConflictAnswer::Certain, |say| {
            let span = if span.start == span.end {
                places::head_span(subject.graph.texts(), span.start)
            } else {
                places::part(*span, &error.at)
            };
            let found = say.at(span, error.message.clone());
            match &error.help {
                Some(help) => found.help(help.clone()),
                None => found.help("write `1950`, `1950-02` or `1950-02-28`"),
            }
        });
    }
}
