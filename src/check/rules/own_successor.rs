//! N007: a change event that leads from an organ to itself.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, TransitionRef};
use crate::model::{Choice, RuleLevel, TransitionKind};

pub(in crate::check) static RULE: Rule = Rule {
    code: "N007",
    name: "own-successor",
    group: RuleGroup::Lineage,
    level: RuleLevel::Error,
    what: "An organ that succeeds, absorbs or goes back to itself. A `Reorganised`, a `Renamed` and a `Revived` \
           keep the organ and are fine, and so are a split and a merger that keep one of the organs.",
    why: "an organ cannot be its own predecessor, so no lineage shows this transition",
    fails: r#"Model(
    organs: { "a": Organ(), "b": Organ() },
    transitions: [Succeeded(from: "a", into: "a", on: "1960")],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(), "b": Organ() },
    transitions: [Succeeded(from: "a", into: "b", on: "1960"), Reorganised(organ: "b", on: "1970")],
)"#,
    fix: "Name the organ that was meant, or write `Reorganised` or `Renamed` if the organ stayed the same.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    use TransitionKind::{Absorbed, Origin, Succeeded};
    let leads = |t: &TransitionRef<'_>| matches!(t.kind, Absorbed | Origin | Succeeded);
    for transition in subject.transitions().filter(leads) {
        for organ in transition.from().filter(|organ| transition.has_successor(*organ)) {
            let item = Item::Transition(transition.ix);
            out.about(subject, item, ConflictAnswer::Certain, |say| {
                let (id, kind) = (subject.id(organ), transition.kind.name());
                say.at(subject.span(item), format!("`{kind}` leads from {id} to itself")).help(
                    "name the organ that was meant, or write `Reorganised` if it stayed the same",
                )
            });
        }
    }
}
