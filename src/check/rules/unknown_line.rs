//! M002: a line that the charter does not name.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::diagnostics::{Diagnostic, suggest};
use crate::graph::Item;
use crate::model::{Charter, RuleLevel};
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "M002",
    name: "unknown-line",
    group: RuleGroup::Model,
    level: RuleLevel::Warn,
    what: "A line of superiors that the charter does not name, on a relation or in the charter's \
           own `Stand`. The main line is exempt, and a charter that names no lines at all is not \
           checked.",
    why: "the charter can say nothing about a line that it does not know",
    fails: r#"Model(
    charter: Charter(lines: { "guided_by": Line(several: true) }),
    organs: { "a": Organ(), "b": Organ(under: [Under(organ: "a", line: "guide_by")]) },
)"#,
    passes: r#"Model(
    charter: Charter(lines: { "guided_by": Line(several: true) }),
    organs: { "a": Organ(), "b": Organ(under: [Under(organ: "a", line: "guided_by")]) },
)"#,
    fix: "Correct the line, or add it to the charter.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let Some(charter) = graph.charter().filter(|charter| !charter.lines.is_empty()) else { return };
    let known = |line: &str| line == graph.main_line() || charter.lines.contains_key(line);
    for (name, kind) in &charter.kinds {
        for stand in kind.under.iter().filter(|s| !s.line.is_empty() && !known(&s.line)) {
            out.push(ConflictAnswer::Certain, |say| {
                let span = places::text_span_in(graph.texts(), kind.pos.0, &stand.line);
                let message = format!(
                    "the kind `{name}` refers to the line `{}`, which the charter does \
                             not name",
                    stand.line
                );
                near(charter, &stand.line, say.at(span, message))
            });
        }
    }
    if graph.line_names().into_iter().all(known) {
        return;
    }
    for under in subject.unders().filter(|under| !known(under.line)) {
        out.about(subject, Item::Under(under.ix), ConflictAnswer::Certain, |say| {
            let span = places::field_span(graph.texts(), under.pos, "line");
            let span = span.unwrap_or_else(|| places::head_span(graph.texts(), under.pos));
            let message = format!("the charter names no line `{}`", under.line);
            near(charter, under.line, say.at(span, message))
        });
    }
}

fn near(charter: &Charter<'static>, line: &str, found: Diagnostic) -> Diagnostic {
    let found = found.label("unknown line");
    match suggest(line, charter.lines.keys().map(|line| &**line)) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!("add `\"{line}\": Line(label: ..)` to the charter's `lines`")),
    }
}
