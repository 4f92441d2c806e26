//! M001: a kind that the charter does not name.

use crate::check::context::{Subject, fact_span};
use crate::check::kinds::Kinds;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::diagnostics::{Diagnostic, suggest};
use crate::graph::{Class, Field, Item, NodeIx, OrgGraph};
use crate::model::{Charter, Kind, RuleLevel};
use crate::syntax::places;
use crate::text::Span;

pub(in crate::check) static RULE: Rule = Rule {
    code: "M001",
    name: "unknown-kind",
    group: RuleGroup::Model,
    level: RuleLevel::Warn,
    what: "A kind of an organ, post or event that the charter does not name, or one to which the \
           charter itself refers without naming it. A charter that names no kinds at all is not \
           checked.",
    why: "the charter can say nothing about a kind that it does not know",
    fails: r#"Model(
    charter: Charter(kinds: { "committee": Kind() }),
    organs: { "cc": Organ(kind: "comittee") },
)"#,
    passes: r#"Model(
    charter: Charter(kinds: { "committee": Kind() }),
    organs: { "cc": Organ(kind: "committee") },
)"#,
    fix: "Correct the kind, or add it to the charter.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let (Some(_), Some(charter)) = (Kinds::of(graph), graph.charter()) else { return };
    let unknown: Vec<bool> = graph
        .kind_names()
        .iter()
        .map(|kind| !kind.is_empty() && !charter.kinds.contains_key(kind.as_str()))
        .collect();
    if unknown.contains(&true) {
        for node in [Class::Organ, Class::Event, Class::Post].iter().flat_map(|c| subject.nodes(*c))
        {
            let item = Item::Node(node);
            let mut report = |kind: &str, span: &dyn Fn() -> Option<Span>| {
                out.about(subject, item, ConflictAnswer::Certain, |say| {
                    let id = subject.id(node);
                    let message = format!(
                        "{id} is of the kind `{kind}`, which the charter does \
                                           not name"
                    );
                    let span = span().unwrap_or(graph.id_span(node));
                    near(charter, kind, say.at(span, message).label("unknown kind"))
                });
            };
            if unknown[graph.kind_number(node) as usize] {
                report(graph.kind(node), &|| kind_span(graph, node));
            }
            // What it was at other times, and what others say that it was.
            for fact in graph.facts_of(item, Field::Kind) {
                let is_unknown =
                    graph.number_of_kind(fact.text).is_some_and(|kind| unknown[kind as usize]);
                if is_unknown && fact.text != graph.kind(node) {
                    report(fact.text, &|| Some(fact_span(graph, &fact)));
                }
            }
        }
    }
    for (name, kind) in &charter.kinds {
        for wanted in referred(kind).filter(|wanted| !charter.kinds.contains_key(*wanted)) {
            out.push(ConflictAnswer::Certain, |say| {
                let message = format!(
                    "the kind `{name}` refers to the kind `{wanted}`, which \
                                       the charter does not name"
                );
                let span = places::text_span_in(graph.texts(), kind.pos.0, wanted);
                near(charter, wanted, say.at(span, message).label("unknown kind"))
            });
        }
    }
}

/// The kind of an entry as it stands in the text: the preferred one of several claims.
fn kind_span(graph: &OrgGraph, node: NodeIx) -> Option<Span> {
    let span = places::field_span(graph.texts(), graph.pos(Item::Node(node)), "kind")?;
    let kind = graph.kind(node);
    let here = graph.texts().str(span) == Some(kind);
    let found = if here { span } else { places::text_span(graph.texts(), span, kind) };
    (graph.texts().str(found) == Some(kind)).then_some(found)
}

/// The kinds to which a kind refers.
fn referred<'k>(kind: &'k Kind<'static>) -> impl Iterator<Item = &'k str> {
    let is = Some(&*kind.is).filter(|is| !is.is_empty());
    let under = kind.under.iter().map(|stand| &*stand.kind);
    let named = kind.posts.iter().chain(&kind.subset_of).map(|kind| &**kind);
    is.into_iter().chain(under).chain(named)
}

fn near(charter: &Charter<'static>, kind: &str, found: Diagnostic) -> Diagnostic {
    match suggest(kind, charter.kinds.keys().map(|kind| &**kind)) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!("add `\"{kind}\": Kind(label: ..)` to the charter's `kinds`")),
    }
}
