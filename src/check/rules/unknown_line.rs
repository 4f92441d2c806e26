//! M002: a line that the charter does not name.

use crate::check::place;
use crate::check::reporter::{Reporter, Weight};
use crate::check::rule::{Group, Rule};
use crate::check::subject::Subject;
use crate::diag::suggest;
use crate::graph::Item;
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "M002",
    name: "unknown-line",
    group: Group::Model,
    level: RuleLevel::Warn,
    what: "A line of superiors that the charter does not name. Charters that name no lines are \
           free, and so is the main line.",
    why: "the charter can say nothing about a line that it does not know",
    fails: r#"Model(
    charter: Charter(lines: { "guided_by": Line(several: true) }),
    organs: { "a": Organ(), "b": Organ(under: [Under(organ: "a", line: "guide_by")]) },
)"#,
    passes: r#"Model(
    charter: Charter(lines: { "guided_by": Line(several: true) }),
    organs: { "a": Organ(), "b": Organ(under: [Under(organ: "a", line: "guided_by")]) },
)"#,
    mend: "Correct the line, or add it to the charter.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let Some(charter) = graph.charter().filter(|charter| !charter.lines.is_empty()) else { return };
    let known = |line: &str| line == graph.main_line() || charter.lines.contains_key(line);
    if graph.line_names().into_iter().all(known) {
        return;
    }
    for under in subject.unders().filter(|under| !known(under.line)) {
        out.about(subject, Item::Under(under.ix), Weight::Certain, |say| {
            let line = under.line;
            let span = place::text(graph, line, under.pos);
            let found = say.at(span, format!("the charter names no line `{line}`"));
            match suggest(line, charter.lines.keys().map(|line| &**line)) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found
                    .help(format!("add `\"{line}\": Line(label: ..)` to the charter's `lines`")),
            }
        });
    }
}
