//! N004: a merger of a single organ.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::Item;
use crate::model::{RuleLevel, TransitionKind};

pub(in crate::check) static RULE: Rule = Rule {
    code: "N004",
    name: "merger-of-one",
    group: RuleGroup::Lineage,
    level: RuleLevel::Warn,
    what: "A merger of a single organ.",
    why: "a merger makes one out of several",
    fails: r#"Model(
    organs: { "a": Organ(existence: "1950/1960"), "b": Organ() },
    transitions: [Merged(from: "a", into: "b", on: "1960")],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(existence: "1950/1960"), "b": Organ() },
    transitions: [Absorbed(from: "a", into: "b", on: "1960")],
)"#,
    fix: "Name the other predecessors, or write `Absorbed` or `Succeeded`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for transition in subject.transitions().filter(|t| t.kind == TransitionKind::Merged) {
        let mut before = transition.from();
        let (Some(only), None) = (before.next(), before.next()) else { continue };
        let item = Item::Transition(transition.ix);
        out.about(subject, item, ConflictAnswer::Certain, |say| {
            say.at(
                subject.span(item),
                format!("this merger has only one predecessor, {}", subject.id(only)),
            )
            .label("a merger needs at least two")
            .help("name the other predecessors, or write `Absorbed` or `Succeeded`")
        });
    }
}
