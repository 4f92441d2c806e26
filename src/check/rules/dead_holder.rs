//! T006: a person who holds a post or a seat before birth or after death.

use crate::check::containment::{BeforeOrAfter, outside_life};
use crate::check::context::{Subject, fact_span};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Field, Item, NodeIx, RelationKind};
use crate::model::{Choice, RuleLevel};
use crate::time::extent::Extent;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T006",
    name: "dead-holder",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "A person who holds a post, sits in an organ, attends an event or makes a change \
           (`by`) before birth or after death. Honorary and posthumous titles are exempt.",
    why: "after death a person can receive honours, but cannot hold an office",
    fails: r#"Model(
    posts: { "chair": Post(title: "Chairman") },
    people: { "ann": Person(died: "1994-07-08") },
    tenures: [Tenure(person: "ann", post: "chair", during: "1972/1998")],
)"#,
    passes: r#"Model(
    posts: { "chair": Post(title: "Chairman") },
    people: { "ann": Person(died: "1994-07-08") },
    tenures: [
        Tenure(person: "ann", post: "chair", during: "1972/1994-07-08"),
        Tenure(person: "ann", post: "chair", during: "1998/..", status: Posthumous),
    ],
)"#,
    fix: "End the tenure at the death, and write a later honour as a tenure with the status \
          `Honorary` or `Posthumous`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for tie in subject.ties() {
        let own = Item::Tie(tie.ix);
        let (item, verb) = match tie.kind {
            RelationKind::Tenure if tie.status.is_holder() => (own, "holds"),
            RelationKind::Seat => (own, "sits in"),
            RelationKind::Attended => (Item::Node(tie.to), "attends"),
            _ => continue,
        };
        let what = || format!("{verb} {}", subject.id(tie.to));
        // Who was there belongs to the event, which may allow it.
        check_person(subject, tie.from, item, what, out);
    }
    for transition in subject.transitions() {
        for person in transition.by().filter(|&by| subject.graph.class(by) == Class::Person) {
            let what = || format!("makes this `{}`", transition.kind.name());
            check_person(subject, person, Item::Transition(transition.ix), what, out);
        }
    }
}

fn check_person(
    subject: &Subject<'_>,
    person: NodeIx,
    item: Item,
    what: impl Fn() -> String,
    out: &mut Reporter<'_>,
) {
    let own = subject.extent(item);
    if !own.is_dated() {
        return;
    }
    let Some(found) = lifetime(subject, person).and_then(|life| outside_life(own, life)) else {
        return;
    };
    if !subject.in_question(found.days()) {
        return;
    }
    out.about(subject, item, found.weight, |say| {
        let (field, born) = match found.side {
            BeforeOrAfter::Early => (Field::Born, "born"),
            BeforeOrAfter::Late => (Field::Died, "died"),
        };
        let perhaps = if found.weight == ConflictAnswer::Possible { "perhaps " } else { "" };
        let when = if found.side == BeforeOrAfter::Early { "before birth" } else { "after death" };
        let (who, what) = (subject.id(person), what());
        let dated = if matches!(item, Item::Tie(_)) { "held" } else { "dated" };
        let said = say
            .at(subject.date_span(item), format!("{who} {what} {perhaps}{when}"))
            .label(format!("{dated} {}", subject.date_text(item)));
        let said = match subject.field(Item::Node(person), field) {
            Some(fact) => {
                said.also(fact_span(subject.graph, &fact), format!("{born} {}", fact.text))
            }
            None => said,
        };
        let help = match item {
            Item::Tie(_) if found.side == BeforeOrAfter::Late => {
                "correct one of the two dates, or give the title the status `Posthumous`"
            }
            _ => "correct one of the two dates",
        };
        found.explain(said).help(help)
    });
}

/// From birth to death, as far as they are reported.
pub(super) fn lifetime(subject: &Subject<'_>, person: NodeIx) -> Option<Extent> {
    let born = subject.extent_of(Item::Node(person), Field::Born);
    let died = subject.extent_of(Item::Node(person), Field::Died);
    (born.is_dated() || died.is_dated()).then(|| Extent::between(born, died))
}
