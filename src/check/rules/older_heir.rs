//! T008: an heir that is older than its forerunner.

use crate::check::extent::{Before, before};
use crate::check::reporter::{Reporter, Weight};
use crate::check::rule::{Group, Rule};
use crate::check::subject::Subject;
use crate::graph::{Item, NodeIx, TransitionRef};
use crate::model::{Choice, RuleLevel, TransitionKind};

pub(in crate::check) static RULE: Rule = Rule {
    code: "T008",
    name: "older-heir",
    group: Group::Time,
    level: RuleLevel::Warn,
    what: "An organ that came out of a split, a merger or a succession, and that for certain began \
           before its forerunner did. What had gone into the forerunner before and leaves it again \
           is fine, and a merger of one is left to `merger-of-one`.",
    why: "what comes out of these is new; what was there before takes something up",
    fails: r#"Model(
    organs: { "old": Organ(existence: "1950/"), "new": Organ(existence: "1940/") },
    transitions: [Succeeded(from: "old", into: "new", on: "1960")],
)"#,
    passes: r#"Model(
    organs: { "old": Organ(existence: "1950/"), "new": Organ(existence: "1940/") },
    transitions: [Absorbed(from: "old", into: "new", on: "1960")],
)"#,
    mend: "Write `Absorbed` if the heir was there before and went on, `Origin` if the tie is \
           looser; or correct the dates.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    use TransitionKind::{Merged, Split, Succeeded};
    for transition in subject.transitions() {
        let of_one = transition.kind == Merged && transition.from().nth(1).is_none();
        if !matches!(transition.kind, Split | Merged | Succeeded) || of_one {
            continue;
        }
        for into in transition.into() {
            let heir = subject.life(into);
            let older = transition.from().find(|&from| {
                let life = subject.life(from);
                from != into
                    && life.is_dated()
                    && heir.is_dated()
                    && before(heir.start, life.start) == Before::Certain
                    && !went_into(subject, into, from, &transition)
            });
            let Some(from) = older else { continue };
            let item = Item::Transition(transition.ix);
            out.about(subject, item, Weight::Certain, |say| {
                let (old, new) = (subject.id(from), subject.id(into));
                let kind = transition.kind.name();
                let (born, before) = (Item::Node(into), Item::Node(from));
                say.at(
                    subject.span(item),
                    format!("{new} is older than {old}, out of which it came"),
                )
                .label(format!("`{kind}` makes something new"))
                .also(subject.date_span(born), format!("{new} began here"))
                .also(subject.date_span(before), format!("{old} began here"))
                .help("write `Absorbed` if the heir was there before and went on")
            });
        }
    }
}

/// Whether an organ had gone into another, no later than this transition for certain.
fn went_into(
    subject: &Subject<'_>,
    organ: NodeIx,
    other: NodeIx,
    leaves: &TransitionRef<'_>,
) -> bool {
    let left = subject.extent(Item::Transition(leaves.ix));
    subject.graph.transitions_from(organ).any(|way| {
        let went = subject.extent(Item::Transition(way.ix));
        let later = went.is_dated() && left.is_dated() && left.end.latest < went.start.earliest;
        way.ix != leaves.ix && !later && way.into().any(|into| into == other)
    })
}
