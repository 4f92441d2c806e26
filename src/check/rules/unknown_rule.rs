//! C001: a rule's name that no rule has, in levels or in an allow.

use crate::check::levels::{Levels, is_charter_rule};
use crate::check::reporter::{ConflictAnswer, Reporter, Say};
use crate::check::rule::{Rule, RuleGroup};
use crate::check::suppressions::Allows;
use crate::diagnostics::{Diagnostic, suggest};
use crate::graph::OrgGraph;
use crate::model::RuleLevel;
use crate::syntax::places;
use crate::text::Span;

pub(in crate::check) static RULE: Rule = Rule {
    code: "C001",
    name: "unknown-rule",
    group: RuleGroup::Check,
    level: RuleLevel::Warn,
    what: "A name in `levels`, in `allow` or on the command line that is not the name of a rule.",
    why: "a level or an `allow` for a rule that does not exist has no effect",
    fails: r#"Model(organs: { "club": Organ() }, levels: { "cycles": Off })"#,
    passes: r#"Model(organs: { "club": Organ() }, levels: { "cycle": Off })"#,
    fix: "Write the name of a rule: `organigram rules` lists them.",
    check: |_, _| {},
};

pub(in crate::check) fn report(
    graph: &OrgGraph,
    levels: &Levels,
    allows: &Allows,
    out: &mut Reporter<'_>,
) {
    for (name, pos) in &levels.unknown {
        out.push(ConflictAnswer::Certain, |say| {
            describe(levels, say, graph, places::head_span(graph.texts(), *pos), name)
        });
    }
    for allowed in &allows.list {
        if levels.rule(&allowed.rule).is_none() && !is_charter_rule(graph, &allowed.rule) {
            out.push(ConflictAnswer::Certain, |say| {
                describe(levels, say, graph, allowed.span, &allowed.rule)
            });
        }
    }
}

/// What a rule is called now that had another name.
fn renamed(name: &str) -> Option<&'static str> {
    match name {
        "circle" => Some("cycle"),
        "lineage-circle" => Some("lineage-cycle"),
        "older-heir" => Some("older-successor"),
        _ => None,
    }
}

fn describe(levels: &Levels, say: Say, graph: &OrgGraph, span: Span, name: &str) -> Diagnostic {
    let found = say.at(span, format!("unknown rule `{name}`"));
    match renamed(name).or_else(|| suggest(name, levels.names())) {
        // A text that is escaped in its file cannot be replaced by its place.
        Some(near) if graph.texts().str(span) == Some(name) => {
            found.help(format!("did you mean `{near}`?")).fix(span, near)
        }
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("`organigram rules` lists the names of all rules"),
    }
}
