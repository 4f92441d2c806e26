//! N002: an organ that acts after a transition ended it.

use rustc_hash::FxHashMap;

use super::absent_organ::organ_of;
use super::lives_on::{comes_back, ends_its_predecessors};
use crate::check::containment::{Grace, late, outside_life};
use crate::check::context::{Subject, leavers};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, RelationKind, TransitionIx};
use crate::model::{Choice, RuleLevel, TransitionKind};
use crate::time::DateSpan;

pub(in crate::check) static RULE: Rule = Rule {
    code: "N002",
    name: "acts-after-end",
    group: RuleGroup::Lineage,
    level: RuleLevel::Error,
    what: "An organ that was merged, absorbed or dissolved, and that later meets, has members or \
           holders, stands under another, absorbs another or changes. Where its `existence` \
           already rules this out, the rules on time report it; where it comes out of a later \
           transition, `unrevived` does.",
    why: "an organ that has ended does nothing more, unless it was revived",
    fails: r#"Model(
    organs: { "a": Organ(existence: "1950/") },
    events: { "congress": Event(on: "1965", organs: ["a"]) },
    transitions: [Dissolved(organ: "a", on: "1960")],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(existence: "1950/") },
    events: { "congress": Event(on: "1965", organs: ["a"]) },
    transitions: [Dissolved(organ: "a", on: "1960"), Revived(organ: "a", on: "1964")],
)"#,
    fix: "Correct one of the dates, or add the `Revived` that is missing.",
    check,
};

type Ends = FxHashMap<NodeIx, (DateSpan, TransitionIx)>;

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    use TransitionKind::{Origin, Revived, Succeeded};
    let ends = ends(subject);
    if ends.is_empty() {
        return;
    }
    for tie in subject.ties() {
        let (item, organ, verb) = match tie.kind {
            RelationKind::Met => (Item::Node(tie.from), tie.to, "meets"),
            RelationKind::Seat => (Item::Tie(tie.ix), tie.to, "has a member"),
            RelationKind::Tenure if tie.status.is_holder() => match organ_of(subject, tie.to) {
                Some(organ) => (Item::Tie(tie.ix), organ, "has a post holder"),
                None => continue,
            },
            _ => continue,
        };
        check_item(subject, &ends, organ, item, verb, out);
    }
    for under in subject.unders() {
        check_item(subject, &ends, under.unit, Item::Under(under.ix), "stands under another", out);
        check_item(subject, &ends, under.superior, Item::Under(under.ix), "has units", out);
    }
    // What has ended may still be succeeded, come back, or be the origin of something.
    let acts = |kind| !matches!(kind, Origin | Revived | Succeeded);
    for transition in subject.transitions().filter(|transition| acts(transition.kind)) {
        for organ in transition.from() {
            let item = Item::Transition(transition.ix);
            check_item(subject, &ends, organ, item, "changes", out);
        }
        if transition.kind == TransitionKind::Absorbed {
            for organ in transition.into() {
                let item = Item::Transition(transition.ix);
                check_item(subject, &ends, organ, item, "absorbs another", out);
            }
        }
    }
}

/// When each organ was ended for good by a transition: by the last of several.
fn ends(subject: &Subject<'_>) -> Ends {
    let mut ends = Ends::default();
    for transition in subject.transitions().filter(ends_its_predecessors) {
        let on = subject.extent(Item::Transition(transition.ix));
        for organ in leavers(&transition).filter(|_| on.is_dated()) {
            let end = ends.entry(organ).or_insert((on.ended(), transition.ix));
            if end.0.latest < on.ended().latest {
                *end = (on.ended(), transition.ix);
            }
        }
    }
    ends.retain(|&organ, (end, _)| !comes_back(subject, organ, *end));
    ends
}

#[inline]
fn check_item(
    subject: &Subject<'_>,
    ends: &Ends,
    organ: NodeIx,
    item: Item,
    verb: &str,
    out: &mut Reporter<'_>,
) {
    let Some(&(end, by)) = ends.get(&organ) else { return };
    let own = subject.extent(item);
    if !own.is_dated() || item == Item::Transition(by) {
        return;
    }
    let reported =
        outside_life(own, subject.life(organ)).is_some_and(|m| m.weight == ConflictAnswer::Certain);
    let Some(found) = late(own.begun(), end, Grace::Day).filter(|_| !reported) else { return };
    if !subject.in_question(found.days()) {
        return;
    }
    out.about(subject, item, found.weight, |say| {
        let (id, kind) = (subject.id(organ), subject.graph.transition(by).kind);
        let said = say
            .at(subject.date_span(item), format!("{id} {verb} {}", found.words("it")))
            .label(format!("dated {}", subject.date_text(item)))
            .also(
                subject.date_span(Item::Transition(by)),
                format!("{id} ended here by this `{}`", kind.name()),
            );
        found.explain(said).help("correct one of the dates, or add the `Revived` that is missing")
    });
}
