//! E004: what was so, in something that was only planned.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, RelationKind};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "E004",
    name: "rests-on-plan",
    group: RuleGroup::Evidence,
    level: RuleLevel::Warn,
    what: "A relation, a tenure, a seat or a transition that counts as having taken place, \
           although it depends on an organ, a post or an event that was only planned or \
           projected.",
    why: "what depends on a plan is itself only planned, unless the plan came true",
    fails: r#"Model(
    sources: { "s": Source() },
    organs: { "bureau": Organ(modality: Planned, cite: ["s"]) },
    people: { "ann": Person() },
    seats: [Seat(person: "ann", organ: "bureau", during: "1950/", cite: ["s"])],
)"#,
    passes: r#"Model(
    sources: { "s": Source() },
    organs: { "bureau": Organ(modality: Planned, cite: ["s"]) },
    people: { "ann": Person() },
    seats: [Seat(person: "ann", organ: "bureau", during: "1950/", modality: Planned, cite: ["s"])],
)"#,
    fix: "Give the relation the modality of the plan; or, where the plan came true, cite who says \
           so.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for tie in subject.ties() {
        if matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat) {
            check_item(subject, Item::Tie(tie.ix), [tie.to].into_iter(), out);
        }
    }
    for under in subject.unders() {
        let ends = [under.superior, under.unit];
        check_item(subject, Item::Under(under.ix), ends.into_iter(), out);
    }
    for transition in subject.transitions() {
        let ends = transition.from().chain(transition.into());
        check_item(subject, Item::Transition(transition.ix), ends, out);
    }
}

#[inline]
fn check_item(
    subject: &Subject<'_>,
    item: Item,
    mut ends: impl Iterator<Item = NodeIx>,
    out: &mut Reporter<'_>,
) {
    let Some(plan) = ends.find(|&node| is_plan(subject, node)) else { return };
    let held = subject.date(item).map_or(subject.graph.modality(item), |fact| fact.modality);
    if !held.is_held() {
        return;
    }
    out.about(subject, item, ConflictAnswer::Certain, |say| {
        let (id, how) = (subject.id(plan), subject.graph.modality(Item::Node(plan)));
        say.at(subject.span(item), format!("this is {held}, but {id} is only {how}"))
            .label(format!("{held}"))
            .also(subject.span(Item::Node(plan)), format!("{how}"))
            .help(format!("write `modality: {}` here, or cite who says that it came true", {
                crate::model::Choice::name(how)
            }))
    });
}

/// Whether a node is only planned or projected, and nothing says that it was.
fn is_plan(subject: &Subject<'_>, node: NodeIx) -> bool {
    let item = Item::Node(node);
    !subject.graph.modality(item).is_held() && !subject.is_held(item)
}
