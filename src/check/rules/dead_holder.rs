//! T006: a person who holds a post or a seat before birth or after death.

use crate::check::extent::Extent;
use crate::check::misfit::{Side, misfit};
use crate::check::place;
use crate::check::reporter::{Reporter, Weight};
use crate::check::rule::{Group, Rule};
use crate::check::subject::Subject;
use crate::graph::{Field, Item, NodeIx, TieKind};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T006",
    name: "dead-holder",
    group: Group::Time,
    level: RuleLevel::Error,
    what: "A person who holds a post or sits in an organ before birth or after death. Honorary and \
           posthumous titles are free.",
    why: "the dead hold honours and no office",
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
    mend: "End the tenure at the death, and write what came after as a tenure with the status \
           `Honorary` or `Posthumous`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for tie in subject.ties() {
        let holds = match tie.kind {
            TieKind::Tenure => tie.status.is_holder(),
            TieKind::Seat => true,
            _ => false,
        };
        let item = Item::Tie(tie.ix);
        let own = subject.extent(item);
        if !holds || !own.is_dated() {
            continue;
        }
        let Some(found) = lifetime(subject, tie.from).and_then(|life| misfit(own, life)) else {
            continue;
        };
        if !subject.in_question(found.days()) {
            continue;
        }
        out.about(subject, item, found.weight, |say| {
            let (field, what) = match found.side {
                Side::Early => (Field::Born, "born"),
                Side::Late => (Field::Died, "died"),
            };
            let perhaps = if found.weight == Weight::Possible { "perhaps " } else { "" };
            let when = if found.side == Side::Early { "before birth" } else { "after death" };
            let verb = if tie.kind == TieKind::Seat { "sits in" } else { "holds" };
            let (who, post) = (subject.id(tie.from), subject.id(tie.to));
            let said = say
                .at(subject.date_span(item), format!("{who} {verb} {post} {perhaps}{when}"))
                .label(format!("held {}", subject.date_text(item)));
            let said = match subject.field(Item::Node(tie.from), field) {
                Some(fact) => {
                    said.also(place::fact(subject.graph, &fact), format!("{what} {}", fact.text))
                }
                None => said,
            };
            found
                .explain(said)
                .help("correct one of the two dates, or give the title the status `Posthumous`")
        });
    }
}

/// From birth to death, as far as they are told.
fn lifetime(subject: &Subject<'_>, person: NodeIx) -> Option<Extent> {
    let born = subject.extent_of(Item::Node(person), Field::Born);
    let died = subject.extent_of(Item::Node(person), Field::Died);
    (born.is_dated() || died.is_dated()).then(|| Extent::between(born, died))
}
