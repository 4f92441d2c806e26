//! R013: a scheme that is nearly one that is known.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::diagnostics::suggest;
use crate::graph::Item;
use crate::identifiers::{SCHEMES, scheme};
use crate::model::RuleLevel;
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R013",
    name: "unknown-scheme",
    group: RuleGroup::References,
    level: RuleLevel::Note,
    what: "A scheme of `ids` that organigram does not know and whose name is nearly that of one that it knows. Any other \
           name of a scheme is free.",
    why: "a misspelt scheme is not checked, has no links, and stands beside the right one in every export",
    fails: r#"Model(people: { "ann": Person(ids: { "wikidta": "Q42" }) })"#,
    passes: r#"Model(people: { "ann": Person(ids: { "wikidata": "Q42", "parish-register": "1901/17" }) })"#,
    fix: "Write the scheme as the list in `docs/language.md` has it.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    for (node, one) in graph.all_identifiers() {
        let Some(near) = near(one.scheme) else { continue };
        out.about(subject, Item::Node(node), ConflictAnswer::Certain, |say| {
            let found = say.at(one.scheme_span, message(one.scheme));
            let is_whole =
                (one.scheme_span.end.0 - one.scheme_span.start.0) as usize == one.scheme.len();
            let found = found.label(format!("did you mean `{near}`?"));
            if is_whole { found.fix(one.scheme_span, near) } else { found }
        });
    }
    for source in graph.sources() {
        let Some(entry) = graph.source_entry(source) else { continue };
        for name in entry.ids.keys() {
            let Some(near) = near(name) else { continue };
            out.push(ConflictAnswer::Certain, |say| {
                let span = places::head_span(graph.texts(), entry.pos.0);
                say.at(span, message(name)).label(format!("did you mean `{near}`?"))
            });
        }
    }
}

/// The known scheme of which a name may be a misspelling.
fn near(name: &str) -> Option<&'static str> {
    let is_long = name.len() > 3;
    let known = SCHEMES
        .iter()
        .map(|scheme| scheme.name)
        .filter(|known| is_long || name.len() == known.len());
    if scheme(name).is_some() { None } else { suggest(name, known) }
}

fn message(name: &str) -> String {
    format!("`{name}` is not a known scheme of identifiers")
}
