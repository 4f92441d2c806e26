//! N001: an organ that was merged, absorbed or dissolved and whose recorded end is later.

use crate::check::containment::{Grace, late};
use crate::check::context::{Subject, leavers};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, TransitionRef};
use crate::model::{Choice, RuleLevel, TransitionKind};
use crate::time::extent::{Before, before};
use crate::time::{Bound, DateSpan};

pub(in crate::check) static RULE: Rule = Rule {
    code: "N001",
    name: "lives-on",
    group: RuleGroup::Lineage,
    level: RuleLevel::Error,
    what: "An organ that was merged, absorbed or dissolved, although by its `existence` it ended \
           later or goes on (`/..`). An end that is not recorded is fine, and so is an organ \
           that came back (`Revived`, `Reorganised`, `Founded`, or out of a later split, merger \
           or succession) or that is itself among the successors. An end within a year \
           afterwards is a warning at most: winding up takes time.",
    why: "the transition says that the organ ended then, and its `existence` says that it did \
          not",
    fails: r#"Model(
    organs: { "a": Organ(existence: "1950/1970"), "b": Organ(existence: "1940/") },
    transitions: [Absorbed(from: "a", into: "b", on: "1960")],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(existence: "1950/1960"), "b": Organ(existence: "1940/") },
    transitions: [Absorbed(from: "a", into: "b", on: "1960")],
)"#,
    fix: "Correct one of the two dates; or write `Split` or `Origin` if the organ went on.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for transition in subject.transitions().filter(ends_its_predecessors) {
        let on = subject.extent(Item::Transition(transition.ix));
        if !on.is_dated() {
            continue;
        }
        for organ in leavers(&transition) {
            let back = || comes_back(subject, organ, on.ended());
            if !has_end(subject, organ) || back() {
                continue;
            }
            let Some(found) = late(subject.life(organ).ended(), on.ended(), Grace::Year) else {
                continue;
            };
            if !subject.in_question(found.days()) {
                continue;
            }
            out.about(subject, Item::Transition(transition.ix), found.weight, |say| {
                let (id, item) = (subject.id(organ), Item::Node(organ));
                let date = subject.date_span(Item::Transition(transition.ix));
                let perhaps =
                    if found.weight == ConflictAnswer::Possible { "perhaps " } else { "" };
                let said = say
                    .at(
                        date,
                        format!("{id} {} here, but {perhaps}goes on existing", verb(&transition)),
                    )
                    .label(format!("{id} ends here by this `{}`", transition.kind.name()))
                    .also(subject.date_span(item), format!("existed {}", subject.date_text(item)));
                found.explain(said).help(format!("end {id} here, or correct the transition's date"))
            });
        }
    }
}

/// Whether a transition ends the organs before it.
pub(super) fn ends_its_predecessors(transition: &TransitionRef<'_>) -> bool {
    use TransitionKind::{Absorbed, Dissolved, Merged};
    matches!(transition.kind, Absorbed | Dissolved | Merged) && transition.modality.is_held()
}

/// Whether an organ is among the successors too.
pub(super) fn stays(transition: &TransitionRef<'_>, organ: NodeIx) -> bool {
    (*transition).into().any(|into| into == organ)
}

/// Whether an organ was brought back, or came out of something after it had ended.
pub(super) fn comes_back(subject: &Subject<'_>, organ: NodeIx, end: DateSpan) -> bool {
    use TransitionKind::{Founded, Merged, Reorganised, Revived, Split, Succeeded};
    let mut into = subject.graph.transitions_into(organ);
    into.any(|transition| {
        let on = subject.extent(Item::Transition(transition.ix));
        match transition.kind {
            Revived | Reorganised => true,
            Founded => {
                let born = subject.life(organ);
                on.is_dated() && born.is_dated() && born.start.latest < on.start.earliest
            }
            Split | Merged | Succeeded => {
                on.is_dated() && before(end, on.begun()) == Before::Certain
            }
            _ => false,
        }
    })
}

fn has_end(subject: &Subject<'_>, organ: NodeIx) -> bool {
    let date = subject.date(Item::Node(organ));
    date.is_some_and(|fact| fact.period.end_bound() != Bound::Unknown)
}

fn verb(transition: &TransitionRef<'_>) -> &'static str {
    match transition.kind {
        TransitionKind::Dissolved => "is dissolved",
        TransitionKind::Absorbed => "is absorbed",
        _ => "is merged",
    }
}
