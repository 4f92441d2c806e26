//! T005: a tenure, a seat or an event outside the life of its organ.

use super::absent_superior::existed;
use crate::check::containment::outside_life;
use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, RelationKind, RelationRef};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T005",
    name: "absent-organ",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "A tenure, a seat or an event on days on which its organ or its post did not exist. \
           Honorary and posthumous titles are exempt.",
    why: "nobody can sit, meet or hold office in an organ that does not exist",
    fails: r#"Model(
    organs: { "board": Organ(existence: "1950/1960") },
    people: { "ann": Person() },
    seats: [Seat(person: "ann", organ: "board", during: "1965/")],
)"#,
    passes: r#"Model(
    organs: { "board": Organ(existence: "1950/1960") },
    people: { "ann": Person() },
    seats: [Seat(person: "ann", organ: "board", during: "1955/")],
)"#,
    fix: "Correct one of the two dates, or give the title its status: `Honorary`, `Posthumous`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for tie in subject.ties() {
        match tie.kind {
            RelationKind::Seat => check_tie(subject, &tie, tie.to, out),
            RelationKind::Tenure if tie.status.is_holder() => {
                let organ = organ_of(subject, tie.to).filter(|_| !sticks_out(subject, &tie));
                check_tie(subject, &tie, tie.to, out);
                if let Some(organ) = organ {
                    check_tie(subject, &tie, organ, out);
                }
            }
            RelationKind::Met => check_event(subject, &tie, out),
            _ => {}
        }
    }
}

/// Whether a tenure for certain lies outside the life of the post itself: then that is reported, and not
/// that of its organ too.
fn sticks_out(subject: &Subject<'_>, tie: &RelationRef) -> bool {
    let found = outside_life(subject.extent(Item::Tie(tie.ix)), subject.life(tie.to));
    found.is_some_and(|found| found.weight == ConflictAnswer::Certain)
}

/// The organ to which a post belongs.
pub(super) fn organ_of(subject: &Subject<'_>, post: NodeIx) -> Option<NodeIx> {
    let ties = subject.graph.relations_from(post);
    ties.filter(|tie| tie.kind == RelationKind::PostOf).map(|tie| tie.to).next()
}

fn check_tie(subject: &Subject<'_>, tie: &RelationRef, of: NodeIx, out: &mut Reporter<'_>) {
    let item = Item::Tie(tie.ix);
    let Some(found) = outside_life(subject.extent(item), subject.life(of)) else { return };
    if !subject.in_question(found.days()) {
        return;
    }
    out.about(subject, item, found.weight, |say| {
        let verb = if tie.kind == RelationKind::Seat { "sits in" } else { "holds" };
        let there = subject.id(tie.to);
        let of_organ = if of == tie.to { String::new() } else { format!(" of {}", subject.id(of)) };
        let (who, when) = (subject.id(tie.from), found.words(&subject.id(of)));
        let said =
            say.at(subject.date_span(item), format!("{who} {verb} {there}{of_organ} {when}"));
        existed(subject, found, of, said.label(format!("dated {}", subject.date_text(item))))
    });
}

fn check_event(subject: &Subject<'_>, tie: &RelationRef, out: &mut Reporter<'_>) {
    let event = Item::Node(tie.from);
    let Some(found) = outside_life(subject.extent(event), subject.life(tie.to)) else { return };
    if !subject.in_question(found.days()) {
        return;
    }
    out.about(subject, event, found.weight, |say| {
        let (organ, when) = (subject.id(tie.to), found.words("it"));
        let message = format!("{organ} meets at {} {when}", subject.id(tie.from));
        let said = say.at(subject.date_span(event), message);
        existed(subject, found, tie.to, said.label(format!("held {}", subject.date_text(event))))
    });
}
