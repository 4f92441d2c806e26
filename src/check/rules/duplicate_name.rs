//! R008: two organs of one name at one time under one superior.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, OrgGraph};
use crate::model::RuleLevel;
use crate::time::extent::{both, has_day};

pub(in crate::check) static RULE: Rule = Rule {
    code: "R008",
    name: "duplicate-name",
    group: RuleGroup::References,
    level: RuleLevel::Warn,
    what: "Two organs with the same name under the same superior that may have existed at the \
           same time. Organs without a superior or without a name are not checked.",
    why: "a reader cannot distinguish the two, and they may be one organ under two ids",
    fails: r#"Model(organs: {
    "party": Organ(),
    "a": Organ(name: "Mine Cell", under: ["party"]),
    "b": Organ(name: "Mine Cell", under: ["party"]),
})"#,
    passes: r#"Model(organs: {
    "party": Organ(),
    "a": Organ(name: "Mine Cell No. 1", under: ["party"]),
    "b": Organ(name: "Mine Cell No. 2", under: ["party"]),
})"#,
    fix: "Join the two entries if they are one organ; otherwise give them different names.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let mut group: Vec<(u64, NodeIx)> = Vec::new();
    for superior in graph.organs() {
        if graph.main_subtree(superior).len() > 2 {
            let units = graph.units(superior).map(|under| under.unit);
            let units = units.filter(|&unit| graph.main_superior(unit) == Some(superior));
            check_group(subject, units, &mut group, out);
        }
    }
}

fn check_group(
    subject: &Subject<'_>,
    organs: impl Iterator<Item = NodeIx>,
    group: &mut Vec<(u64, NodeIx)>,
    out: &mut Reporter<'_>,
) {
    let graph = subject.graph;
    group.clear();
    group.extend(organs.filter(|&organ| graph.is_named(organ)).map(|o| (name_hash(graph, o), o)));
    group.sort_unstable();
    group.dedup();
    for same in group.chunk_by(|a, b| a.0 == b.0 && graph.name(a.1) == graph.name(b.1)) {
        if same.len() > 1 {
            check_same(subject, same, out);
        }
    }
}

pub(super) fn name_hash(graph: &OrgGraph, organ: NodeIx) -> u64 {
    let mut hasher = FxHasher::default();
    graph.name(organ).hash(&mut hasher);
    hasher.finish()
}

/// In the order of their beginnings each is held against the one that may have lasted longest.
fn check_same(subject: &Subject<'_>, same: &[(u64, NodeIx)], out: &mut Reporter<'_>) {
    let days = |organ: NodeIx| subject.life(organ).possible();
    let mut order: Vec<NodeIx> = same.iter().map(|(_, organ)| *organ).collect();
    order.sort_by_key(|&organ| (days(organ).0, organ));
    let mut longest = order[0];
    for &organ in &order[1..] {
        let (one, two) = (longest.min(organ), longest.max(organ));
        check_pair(subject, one, two, out);
        if days(organ).1 > days(longest).1 {
            longest = organ;
        }
    }
}

fn check_pair(subject: &Subject<'_>, one: NodeIx, two: NodeIx, out: &mut Reporter<'_>) {
    let days = both(subject.life(one).possible(), subject.life(two).possible());
    let counts = subject.counts(Item::Node(one)) && subject.counts(Item::Node(two));
    if !has_day(days) || !counts || !subject.in_question(days) {
        return;
    }
    let graph = subject.graph;
    out.about(subject, Item::Node(two), ConflictAnswer::Certain, |say| {
        let (a, b) = (subject.id(one), subject.id(two));
        let under = graph.main_superior(two).map_or_else(String::new, |node| subject.id(node));
        say.at(
            graph.id_span(two),
            format!("{a} and {b} under {under} are both called \"{}\"", graph.name(two)),
        )
        .label("has the same name")
        .also(graph.id_span(one), "as this organ")
        .help("join the two entries if they are one organ, otherwise give them different names")
    });
}
