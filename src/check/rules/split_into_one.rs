//! N003: a split out of which only one organ came, though the organ that was split did not go on.

use crate::check::containment::{Grace, late};
use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, TransitionRef};
use crate::model::{RuleLevel, TransitionKind};

pub(in crate::check) static RULE: Rule = Rule {
    code: "N003",
    name: "split-into-one",
    group: RuleGroup::Lineage,
    level: RuleLevel::Warn,
    what: "A split with only one successor, although the organ that was split did not go on and \
           no other split of it took place within a year.",
    why: "a split makes at least two organs out of one; the old organ may be one of them",
    fails: r#"Model(
    organs: { "a": Organ(existence: "1950/1960"), "b": Organ() },
    transitions: [Split(from: "a", into: "b", on: "1960")],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(existence: "1950/1960"), "b": Organ() },
    transitions: [Succeeded(from: "a", into: "b", on: "1960")],
)"#,
    fix: "Name the other successors, or write `Succeeded` if one took the other's place. Where \
          the old organ went on beside the new one, show this by its `existence`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for transition in subject.transitions().filter(|t| t.kind == TransitionKind::Split) {
        let mut successors = transition.into();
        let (Some(successor), None) = (successors.next(), successors.next()) else { continue };
        let item = Item::Transition(transition.ix);
        let on = subject.extent(item);
        let went_on = |node| {
            let life = subject.life(node);
            !life.is_dated() || !on.is_dated() || on.ended().latest < life.ended().latest
        };
        if transition.from().any(went_on) || is_one_of_several(subject, &transition) {
            continue;
        }
        out.about(subject, item, ConflictAnswer::Certain, |say| {
            say.at(
                subject.span(item),
                format!("this split has only one successor, {}", subject.id(successor)),
            )
            .label("a split needs at least two")
            .help("name the other successors, or write `Succeeded`")
        });
    }
}

/// Whether the same organ was split into another too, up to a year before or after: one split may
/// be reported as several.
fn is_one_of_several(subject: &Subject<'_>, transition: &TransitionRef<'_>) -> bool {
    let on = subject.extent(Item::Transition(transition.ix));
    let near = |other: &TransitionRef<'_>| {
        let then = subject.extent(Item::Transition(other.ix));
        let far =
            |a, b| late(a, b, Grace::Year).is_some_and(|f| f.weight == ConflictAnswer::Certain);
        !then.is_dated() || !(far(on.begun(), then.ended()) || far(then.begun(), on.ended()))
    };
    let others = transition.from().flat_map(|from| subject.graph.transitions_from(from));
    others
        .filter(|other| other.kind == TransitionKind::Split && other.ix != transition.ix)
        .any(|other| near(&other))
}
