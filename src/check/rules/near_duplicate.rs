//! R009: two organs with one name and the same dates.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use super::duplicate_name::name_hash;
use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R009",
    name: "near-duplicate",
    group: RuleGroup::References,
    level: RuleLevel::Warn,
    what: "Two organs with the same name, kind and dates, at least one of them without a \
           superior. Organs under different superiors are taken for two; for organs under the \
           same superior see `duplicate-name`.",
    why: "they are probably one organ under two ids, and each entry has only a part of what is \
          known",
    fails: r#"Model(organs: {
    "party": Organ(),
    "a": Organ(name: "Mine Cell", existence: "1931-05/", under: ["party"]),
    "b": Organ(name: "Mine Cell", existence: "1931-05/"),
})"#,
    passes: r#"Model(organs: {
    "party": Organ(),
    "a": Organ(name: "Mine Cell", existence: "1931-05/", under: ["party"]),
    "b": Organ(name: "Mine Cell", existence: "1947-05/"),
})"#,
    fix: "Join the two entries if they are one organ; otherwise name the missing superior.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let alone = |&organ: &NodeIx| graph.main_superior(organ).is_none();
    let reporting = |&organ: &NodeIx| graph.is_named(organ) && subject.life(organ).is_dated();
    let keyed = |organ| (key(subject, organ), organ);
    let mut lonely: Vec<(u64, NodeIx)> =
        subject.organs().filter(|organ| alone(organ) && reporting(organ)).map(keyed).collect();
    if lonely.is_empty() {
        return;
    }
    lonely.sort_unstable();
    for group in lonely.chunk_by(|a, b| a.0 == b.0) {
        for &(_, other) in &group[1..] {
            if is_same(subject, group[0].1, other) {
                report(subject, other, group[0].1, out);
            }
        }
    }
    let mut reported = FxHashSet::default();
    for organ in subject.organs().filter(|organ| !alone(organ) && reporting(organ)) {
        let key = key(subject, organ);
        let first = lonely.partition_point(|(other, _)| *other < key);
        let twin = lonely.get(first).filter(|(other, _)| *other == key);
        if let Some(&(_, other)) = twin
            && is_same(subject, other, organ)
            && reported.insert(other)
        {
            report(subject, other, organ, out);
        }
    }
}

/// Equal for organs of one name, one kind and one life.
fn key(subject: &Subject<'_>, organ: NodeIx) -> u64 {
    let graph = subject.graph;
    let life = subject.life(organ).possible();
    let mut hasher = FxHasher::default();
    (name_hash(graph, organ), graph.kind_number(organ), life.0.0, life.1.0).hash(&mut hasher);
    hasher.finish()
}

fn is_same(subject: &Subject<'_>, one: NodeIx, other: NodeIx) -> bool {
    let graph = subject.graph;
    graph.name(one) == graph.name(other)
        && graph.kind_number(one) == graph.kind_number(other)
        && subject.life(one) == subject.life(other)
}

fn report(subject: &Subject<'_>, lonely: NodeIx, other: NodeIx, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    out.about(subject, Item::Node(lonely), ConflictAnswer::Certain, |say| {
        let (a, b) = (subject.id(lonely), subject.id(other));
        say.at(graph.id_span(lonely), format!("{a} and {b} have the same name, kind and dates"))
            .label(format!("\"{}\"", graph.name(lonely)))
            .also(graph.id_span(other), "the other")
            .help(
                "join the two entries if they are one organ; otherwise name the missing \
                   superior",
            )
    });
}
