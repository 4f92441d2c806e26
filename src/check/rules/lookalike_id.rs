//! R010: two ids that look alike.

use rustc_hash::FxHashMap;
use unicode_security::skeleton;

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Item, NodeIx};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "R010",
    name: "lookalike-id",
    group: RuleGroup::References,
    level: RuleLevel::Warn,
    what: "Two ids that are written with different letters but look the same: `party` in Latin \
           letters, and one with the Cyrillic `а`. Ids of Latin letters and digits only are not \
           compared with each other. Which letters look alike is defined in Unicode Technical \
           Standard 39, section 4.",
    why: "a reader takes the two for one, and a claim may end up with the wrong one of them",
    fails: r#"Model(organs: {
    "party": Organ(),
    "pаrty": Organ(),
})"#,
    passes: r#"Model(organs: {
    "party": Organ(),
    "партия": Organ(),
})"#,
    fix: "Write both ids in one script, or give one of them another name.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let nodes = || {
        let classes = [Class::Organ, Class::Event, Class::Post, Class::Person].into_iter();
        classes.flat_map(|class| subject.nodes(class))
    };
    if nodes().all(|node| graph.id(node).is_ascii()) {
        return;
    }
    let look = |node: NodeIx| skeleton(graph.id(node)).collect::<String>();
    let mut first: FxHashMap<String, NodeIx> = FxHashMap::default();
    for node in nodes() {
        let other = *first.entry(look(node)).or_insert(node);
        let is_plain = |node| graph.id(node).is_ascii();
        if other == node || (is_plain(node) && is_plain(other)) {
            continue;
        }
        let (node, other) = if is_plain(node) { (other, node) } else { (node, other) };
        out.about(subject, Item::Node(node), ConflictAnswer::Certain, |say| {
            let message = format!("{} looks like another id", subject.id(node));
            let found = say.at(graph.id_span(node), message).label(letters(graph.id(node)));
            let found = found.also(graph.id_span(other), "the id that it looks like");
            found.help("write both ids in one script, or give one of them another name")
        });
    }
}

/// The letters that are not Latin, by their numbers, for the eye sees no difference.
fn letters(id: &str) -> String {
    const MOST: usize = 4;
    let named = |c: char| format!("`{c}` is U+{:04X}", u32::from(c));
    let letters: Vec<String> = id.chars().filter(|c| !c.is_ascii()).take(MOST).map(named).collect();
    letters.join(", ")
}
