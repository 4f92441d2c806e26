//! N008: what a succession is in, said of a change by which nothing takes another's place.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, Trait};
use crate::model::{RuleLevel, TransitionKind};

pub(in crate::check) static RULE: Rule = Rule {
    code: "N008",
    name: "succession-of-none",
    group: RuleGroup::Lineage,
    level: RuleLevel::Warn,
    what: "`in: Law` or `in: Function` on a change by which no organ takes the place of another: a founding, a renaming, an \
           end, a revival, or an `Origin`, which says less than a succession.",
    why: "such a change has no successor of whose rights or functions it could speak",
    fails: r#"Model(
    organs: { "a": Organ(), "b": Organ() },
    transitions: [Origin(from: "a", into: "b", on: "1960", in: Law)],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(), "b": Organ() },
    transitions: [Succeeded(from: "a", into: "b", on: "1960", in: Law)],
)"#,
    fix: "Write the change as what it was, `Succeeded` for one, or take `in` away.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    use TransitionKind::{Dissolved, Founded, Origin, Renamed, Revived};
    for transition in subject.transitions() {
        let item = Item::Transition(transition.ix);
        if !matches!(transition.kind, Founded | Renamed | Dissolved | Revived | Origin) {
            continue;
        }
        let Some(what) = subject.graph.property(item, Trait::In) else { continue };
        out.about(subject, item, ConflictAnswer::Certain, |say| {
            let kind = transition.kind;
            say.at(
                subject.span(item),
                format!("a change of the kind `{kind}` is no succession in {what}"),
            )
            .help("write `Succeeded(from: .., into: ..)`, or take `in` away")
        });
    }
}
