//! R001: an id that nothing has. The graph found these; this shows them, with near misses.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, GraphProblem, OrgGraph};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R001",
    name: "unknown-id",
    group: RuleGroup::References,
    level: RuleLevel::Error,
    what: "A reference to an id that nothing in the model has.",
    why: "a relation to nothing cannot be drawn, walked or asked about, so it is left out",
    fails: r#"Model(organs: { "party": Organ(), "cell": Organ(under: ["praty"]) })"#,
    passes: r#"Model(organs: { "party": Organ(), "cell": Organ(under: ["party"]) })"#,
    fix: "Correct the id, or add an entry with that id.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let (problems, more) = subject.graph.problems();
    for problem in problems {
        let GraphProblem::UnknownId { span, id, expected } = problem else { continue };
        if id.is_empty() {
            let what = list(expected);
            out.push(ConflictAnswer::Certain, |say| {
                let field = expected.first().copied().unwrap_or(Class::Organ);
                say.at(*span, format!("no {what} is named here"))
                    .help(format!("name one by its id: `{field}: \"..\"`"))
            });
            continue;
        }
        out.push(ConflictAnswer::Certain, |say| {
            let found = say.at(*span, format!("no {} has the id `{id}`", list(expected)));
            match nearest(subject.graph, id, expected) {
                Some(near) => found.label("unknown").help(format!("did you mean `{near}`?")),
                None => found.label("unknown").help(format!(
                    "add an entry with this id to `{}`",
                    field(expected.first().copied().unwrap_or(Class::Organ))
                )),
            }
        });
    }
    if more > 0 {
        out.push(ConflictAnswer::Certain, |say| {
            say.whole(None, format!("{more} more wrong references or dates are not listed"))
        });
        out.count(more - 1);
    }
}

/// More ids than these are not compared one by one.
const MANY: usize = 50_000;

/// The id of a right class that was probably meant.
fn nearest<'g>(graph: &'g OrgGraph, id: &str, expected: &[Class]) -> Option<&'g str> {
    if graph.len() > MANY {
        let mut near = crate::diagnostics::near_words(id).filter_map(|meant| graph.node(&meant));
        return near.find(|&node| expected.contains(&graph.class(node))).map(|node| graph.id(node));
    }
    let ids = expected.iter().flat_map(|&class| graph.nodes(class)).map(|node| graph.id(node));
    crate::diagnostics::suggest(id, ids)
}

/// `organ`, `organ or event`, `organ, person or post`.
pub(in crate::check) fn list(classes: &[Class]) -> String {
    let names: Vec<String> = classes.iter().map(Class::to_string).collect();
    match &names[..] {
        [] => "entry".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

fn field(class: Class) -> &'static str {
    match class {
        Class::Organ => "organs",
        Class::Event => "events",
        Class::Post => "posts",
        Class::Person => "people",
    }
}
