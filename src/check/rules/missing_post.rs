//! S006: a post that must exist and does not.

use crate::check::context::Subject;
use crate::check::kinds::Kinds;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, RelationKind};
use crate::model::RuleLevel;
use crate::syntax::places;

pub(in crate::check) static RULE: Rule = Rule {
    code: "S006",
    name: "missing-post",
    group: RuleGroup::Structure,
    level: RuleLevel::Warn,
    what: "An organ without a post of a kind that the charter says organs of its kind must have.",
    why: "the charter says that such an organ has this post",
    fails: r#"Model(
    charter: Charter(kinds: { "cell": Kind(posts: ["secretary"]), "secretary": Kind() }),
    organs: { "c": Organ(kind: "cell") },
)"#,
    passes: r#"Model(
    charter: Charter(kinds: { "cell": Kind(posts: ["secretary"]), "secretary": Kind() }),
    organs: { "c": Organ(kind: "cell") },
    posts: { "c.secretary": Post(title: "Secretary", kind: "secretary", organ: "c") },
)"#,
    fix: "Add the post, even if nobody is known to have held it.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let (graph, Some(kinds)) = (subject.graph, Kinds::of(subject.graph)) else { return };
    let needs = |kind: &String| kinds.said(kind, |kind| !kind.posts.is_empty()).is_some();
    let needing: Vec<bool> = graph.kind_names().iter().map(needs).collect();
    if !needing.contains(&true) {
        return;
    }
    for organ in subject.organs() {
        if needing[graph.kind_number(organ) as usize] {
            check_organ(subject, kinds, organ, out);
        }
    }
}

fn check_organ<'g>(subject: &Subject<'g>, kinds: Kinds<'g>, organ: NodeIx, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let Some((_, entry)) = kinds.said(graph.kind(organ), |kind| !kind.posts.is_empty()) else {
        return;
    };
    for wanted in &entry.posts {
        let mut posts = graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::PostOf);
        if posts.any(|tie| kinds.is_a(graph.kind(tie.from), wanted)) {
            continue;
        }
        out.about(subject, Item::Node(organ), ConflictAnswer::Certain, |say| {
            let (id, kind) = (subject.id(organ), graph.kind(organ));
            say.at(graph.id_span(organ), format!("{id} has no post of the kind `{wanted}`"))
                .label(format!("a `{kind}` must have one"))
                .also(places::head_span(graph.texts(), entry.pos.0), "the charter says so")
                .help(format!(
                    "add `Post(kind: \"{wanted}\", organ: \"{}\", ..)` to `posts`",
                    graph.id(organ)
                ))
        });
    }
}
