//! R005: a transition without an end that its kind needs.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::GraphProblem;
use crate::model::{Choice, RuleLevel};
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R005",
    name: "missing-end",
    group: RuleGroup::References,
    level: RuleLevel::Error,
    what: "A transition that lacks an organ that its kind needs.",
    why: "a transition joins what was before it with what came after it, and one of the two is \
          missing",
    fails: r#"Model(
    organs: { "union": Organ(), "league": Organ() },
    transitions: [Split(into: ["league"])],
)"#,
    passes: r#"Model(
    organs: { "union": Organ(), "league": Organ() },
    transitions: [Succeeded(from: "union", into: "league")],
)"#,
    fix: "Name the missing organ, or use the transition that fits: `Founded`, `Renamed`, \
           `Dissolved` and `Revived` take an `organ`, the others `from` and `into`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for problem in subject.graph.problems().0 {
        let GraphProblem::MissingEnd { span, kind, missing } = problem else { continue };
        out.push(ConflictAnswer::Certain, |say| {
            let kind = kind.name();
            say.at(
                places::head_span(subject.graph.texts(), span.start),
                format!("this `{kind}` has no `{missing}`"),
            )
            .label(format!("`{missing}` is missing"))
            .help(format!("write `{kind}({missing}: \"..\", ..)`"))
        });
    }
}
