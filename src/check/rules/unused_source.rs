//! R006: a source that is described and never cited.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::model::RuleLevel;
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R006",
    name: "unused-source",
    group: RuleGroup::References,
    level: RuleLevel::Warn,
    what: "A source that is never cited, and in which no cited source is quoted.",
    why: "what the source says is not in the model yet, or its id is misspelt in a citation",
    fails: r#"Model(
    sources: { "minutes": Source(), "gazette": Source() },
    organs: { "club": Organ(cite: ["minutes"]) },
)"#,
    passes: r#"Model(
    sources: { "minutes": Source(), "gazette": Source() },
    organs: { "club": Organ(cite: ["minutes", "gazette p. 7"]) },
)"#,
    fix: "Cite it, or remove it.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let mut used = vec![false; graph.sources().len()];
    for source in graph.cited_sources() {
        used[source.index()] = true;
    }
    for source in graph.sources() {
        let mut quoted = Some(source).filter(|source| used[source.index()]);
        for _ in 0..used.len() {
            let Some(outer) = quoted.and_then(|quoted| graph.within(quoted)) else { break };
            used[outer.index()] = true;
            quoted = Some(outer);
        }
    }
    for source in graph.sources().filter(|source| !used[source.index()]) {
        let Some(entry) = graph.source_entry(source) else { continue };
        out.push(ConflictAnswer::Certain, |say| {
            let id = graph.source_id(source);
            say.at(
                places::head_span(graph.texts(), entry.pos.0),
                format!("the source `{id}` is never cited"),
            )
            .label("never cited")
            .help(format!("cite it with `cite: [\"{id} ..\"]`, or remove it"))
        });
    }
}
