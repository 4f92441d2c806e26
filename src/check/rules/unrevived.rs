//! N005: an identity that is used again after its end.

use crate::check::misfit::{Grace, late};
use crate::check::reporter::{Reporter, Weight};
use crate::check::rule::{Group, Rule};
use crate::check::subject::Subject;
use crate::graph::Item;
use crate::model::{Choice, RuleLevel, TransitionKind};

pub(in crate::check) static RULE: Rule = Rule {
    code: "N005",
    name: "unrevived",
    group: Group::Lineage,
    level: RuleLevel::Error,
    what: "An organ that comes out of a transition after its own end, without being `Revived` or \
           `Reorganised`.",
    why: "what begins after an organ's end is another organ, unless a source says that it came back",
    fails: r#"Model(
    organs: { "a": Organ(existence: "1950/1960"), "b": Organ(existence: "1955/1970") },
    transitions: [Succeeded(from: "b", into: "a", on: "1970")],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(existence: "1950/1960"), "b": Organ(existence: "1955/1970") },
    transitions: [
        Succeeded(from: "b", into: "a", on: "1970"), Revived(organ: "a", on: "1970"),
    ],
)"#,
    mend: "Give the later body an id of its own, add the `Revived` that is missing, or correct the \
           dates.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    use TransitionKind::{Origin, Reorganised, Revived};
    for transition in subject.transitions() {
        if matches!(transition.kind, Origin | Reorganised | Revived) {
            continue;
        }
        let item = Item::Transition(transition.ix);
        let on = subject.extent(item);
        for into in transition.into().filter(|into| !transition.from().any(|from| from == *into)) {
            let life = subject.life(into);
            if !on.is_dated() || !life.is_dated() {
                continue;
            }
            let Some(found) = late(on.begun(), life.end, Grace::Day) else { continue };
            let mut ways = subject.graph.transitions_into(into);
            let back = ways.any(|way| matches!(way.kind, Revived | Reorganised));
            if back || !subject.in_question(found.days()) {
                continue;
            }
            out.about(subject, item, found.weight, |say| {
                let (id, kind) = (subject.id(into), transition.kind.name());
                let perhaps = if found.weight == Weight::Possible { "perhaps " } else { "" };
                let said = say
                    .at(subject.date_span(item), format!("{id} comes back {perhaps}after its end"))
                    .label(format!("out of this `{kind}`"))
                    .also(
                        subject.date_span(Item::Node(into)),
                        format!("{id} existed {}", subject.date_text(Item::Node(into))),
                    );
                found.explain(said).help(format!(
                    "give the later body an id of its own, or add `Revived(organ: \"{}\", ..)`",
                    subject.graph.id(into)
                ))
            });
        }
    }
}
