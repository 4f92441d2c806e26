//! R002: an id of something else than belongs there.

use super::unknown_id::list;
use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, GraphProblem};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R002",
    name: "wrong-class",
    group: RuleGroup::References,
    level: RuleLevel::Error,
    what: "A reference to a thing of the wrong class, such as a person where an organ is \
           expected.",
    why: "a relation joins things of certain classes only, so this one is left out",
    fails: r#"Model(
    organs: { "party": Organ(under: ["kim"]) },
    people: { "kim": Person(name: "Kim") },
)"#,
    passes: r#"Model(
    organs: { "party": Organ() },
    people: { "kim": Person(name: "Kim") },
    seats: [Seat(person: "kim", organ: "party")],
)"#,
    fix: "Name an entry of the right class, or use another relation: a seat connects a person \
          with an organ, a tenure connects a person with a post.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for problem in subject.graph.problems().0 {
        let GraphProblem::WrongClass { span, id, expected, found, there } = problem else {
            continue;
        };
        let (wanted, a) = (list(expected), article(expected[0]));
        out.push(ConflictAnswer::Certain, |say| {
            say.at(*span, format!("`{id}` is not {a} {wanted}"))
                .label(format!("expected {a} {wanted}"))
                .also(*there, format!("this is {} {found}", article(*found)))
                .help(format!("name the id of {a} {wanted} here"))
        });
    }
}

fn article(class: Class) -> &'static str {
    match class {
        Class::Organ | Class::Event => "an",
        Class::Post | Class::Person => "a",
    }
}
