//! R004: one id for two things.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::GraphProblem;
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R004",
    name: "duplicate-id",
    group: RuleGroup::References,
    level: RuleLevel::Error,
    what: "One id that is used for two things, of the same class or not, in one file or in \
           several. References to it are ambiguous.",
    why: "an id must say which thing is meant; every reference to this id is taken for the first",
    fails: r#"Model(
    organs: { "board": Organ() },
    posts: { "board": Post(title: "Board member", organ: "board") },
)"#,
    passes: r#"Model(
    organs: { "board": Organ() },
    posts: { "board.member": Post(title: "Board member", organ: "board") },
)"#,
    fix: "Give one of the two another id, or join the two entries if they are one thing.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for problem in subject.graph.problems().0 {
        let GraphProblem::DuplicateId { id, first, again } = problem else { continue };
        out.push(ConflictAnswer::Certain, |say| {
            say.at(*again, format!("the id `{id}` is used twice"))
                .label("used again here")
                .also(*first, "first used here")
                .help("give one of the two another id")
        });
    }
}
