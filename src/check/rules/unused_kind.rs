//! M003: a kind that nothing is of.

use crate::check::context::Subject;
use crate::check::kinds::Kinds;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::Class;
use crate::model::RuleLevel;
use crate::syntax::places;
use crate::text::Pos;

pub(in crate::check) static RULE: Rule = Rule {
    code: "M003",
    name: "unused-kind",
    group: RuleGroup::Model,
    level: RuleLevel::Note,
    what: "A kind in the model's own charter that nothing in the model has, neither itself nor \
           by a narrower kind. A charter in a file of its own may serve many models, and is not \
           checked.",
    why: "the kind is a leftover, or a misspelt kind is used in its place",
    fails: r#"Model(
    charter: Charter(kinds: { "cell": Kind(), "league": Kind() }),
    organs: { "c": Organ(kind: "cell") },
)"#,
    passes: r#"Model(
    charter: Charter(kinds: { "cell": Kind(is: "body"), "body": Kind() }),
    organs: { "c": Organ(kind: "cell") },
)"#,
    fix: "Remove the kind from the charter, or use it.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let (Some(kinds), Some(charter)) = (Kinds::of(graph), graph.charter()) else { return };
    if !subject.is_whole() || has_own_file(subject, charter.pos.0) {
        return;
    }
    let mut used: Vec<&str> = Vec::new();
    for kind in graph.kind_names() {
        used.extend(kinds.chain(kind).map(|(name, _)| name));
    }
    for (name, kind) in charter.kinds.iter().filter(|(name, _)| !used.contains(&&***name)) {
        out.push(ConflictAnswer::Certain, |say| {
            say.at(
                places::head_span(graph.texts(), kind.pos.0),
                format!("the kind `{name}` is never used"),
            )
            .label("never used")
            .help("remove it, or use it")
        });
    }
}

/// Whether nothing but the charter stands in its file.
fn has_own_file(subject: &Subject<'_>, charter: Pos) -> bool {
    let graph = subject.graph;
    let Some(file) = graph.texts().file_of(charter) else { return false };
    let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
    let mut nodes = classes.into_iter().flat_map(|class| graph.nodes(class));
    let here =
        |pos: Pos| graph.texts().file_of(pos).is_some_and(|other| other.base() == file.base());
    !nodes.any(|node| here(graph.pos(crate::graph::Item::Node(node))))
}
