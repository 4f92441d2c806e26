//! R003: a source that is cited and not described.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::diagnostics::suggest;
use crate::graph::GraphProblem;
use crate::model::RuleLevel;
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R003",
    name: "unknown-source",
    group: RuleGroup::References,
    level: RuleLevel::Error,
    what: "A source that is cited, or named with `within`, but that the model does not describe.",
    why: "nobody can look up a source that is not described",
    fails: r#"Model(organs: { "club": Organ(cite: ["minutes p. 1"]) })"#,
    passes: r#"Model(
    sources: { "minutes": Source(title: "Minute book") },
    organs: { "club": Organ(cite: ["minutes p. 1"]) },
)"#,
    fix: "Correct the source's id, or add the source to `sources`. The id ends at the first \
          space; what follows is the place in the source.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    for problem in graph.problems().0 {
        let GraphProblem::UnknownSource { span, id } = problem else { continue };
        let known = graph.sources().filter(|&source| graph.source_entry(source).is_some());
        out.push(ConflictAnswer::Certain, |say| {
            let span = if span.start == span.end {
                places::head_span(graph.texts(), span.start)
            } else {
                *span
            };
            let found = say.at(span, format!("no source has the id `{id}`")).label("unknown");
            match suggest(id, known.map(|source| graph.source_id(source))) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help(format!("add `\"{id}\": Source(title: ..)` to `sources`")),
            }
        });
    }
}
