//! S007: more holders of a post at one time than it has seats.

use crate::check::context::Subject;
use crate::check::overlaps::all_crowds;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Item, NodeIx, RelationKind, RelationRef};
use crate::model::{RuleLevel, Status};
use crate::time::extent::{Before, Extent, before, both, shared};
use crate::time::{Day, When};

pub(in crate::check) static RULE: Rule = Rule {
    code: "S007",
    name: "too-many-holders",
    group: RuleGroup::Structure,
    level: RuleLevel::Error,
    what: "More holders of a post at the same time than its `seats`. Acting, honorary and \
           posthumous holders are not counted, and one holder may leave on the day on which the \
           next one comes.",
    why: "a post cannot have more holders than seats",
    fails: r#"Model(
    posts: { "chair": Post(seats: 1) },
    people: { "ann": Person(), "ben": Person() },
    tenures: [
        Tenure(person: "ann", post: "chair", during: "1950/1960"),
        Tenure(person: "ben", post: "chair", during: "1958/1970"),
    ],
)"#,
    passes: r#"Model(
    posts: { "chair": Post(seats: 1) },
    people: { "ann": Person(), "ben": Person() },
    tenures: [
        Tenure(person: "ann", post: "chair", during: "1950/1960"),
        Tenure(person: "ben", post: "chair", during: "1960/1970"),
        Tenure(person: "ann", post: "chair", during: "1960/1965", status: Honorary),
    ],
)"#,
    fix: "Correct the dates, give the tenure its status (`Acting`, `Honorary`), or raise `seats`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for post in subject.nodes(Class::Post) {
        let Some(seats) = subject.graph.number(Item::Node(post)) else { continue };
        let tenures: Vec<RelationRef> = subject
            .relations_to(post, RelationKind::Tenure)
            .filter(|tie| tie.status == Status::Held && subject.is_held(Item::Tie(tie.ix)))
            .collect();
        if tenures.len() > seats as usize {
            check_post(subject, post, seats as usize, &tenures, out);
        }
    }
}

fn check_post(
    subject: &Subject<'_>,
    post: NodeIx,
    seats: usize,
    tenures: &[RelationRef],
    out: &mut Reporter<'_>,
) {
    let extents: Vec<Extent> =
        tenures.iter().map(|tie| subject.extent(Item::Tie(tie.ix))).collect();
    let held: Vec<(Day, Day)> = extents.iter().map(|extent| extent.bounds()).collect();
    let crowds = all_crowds(&held, seats);
    for found in &crowds {
        let mut people: Vec<NodeIx> = found.iter().map(|&at| tenures[at].from).collect();
        people.sort_unstable();
        people.dedup();
        // One person with two tenures is one holder, and left to `repeated-tenure`.
        if people.len() <= seats {
            continue;
        }
        let days = shared(found.iter().map(|&at| extents[at]));
        if subject.in_question(days) {
            let together: Vec<RelationRef> = found.iter().map(|&at| tenures[at]).collect();
            report(subject, post, ConflictAnswer::Certain, &together, days, out);
        }
    }
    if crowds.is_empty() && seats == 1 {
        check_handovers(subject, post, tenures, out);
    }
}

/// Whether of two that follow each other the earlier perhaps ended after the later began.
fn check_handovers(
    subject: &Subject<'_>,
    post: NodeIx,
    tenures: &[RelationRef],
    out: &mut Reporter<'_>,
) {
    let mut order: Vec<_> = tenures
        .iter()
        .map(|tie| (subject.extent(Item::Tie(tie.ix)), *tie))
        .filter(|(days, _)| days.is_dated())
        .collect();
    order.sort_by_key(|(days, tie)| (days.possible(), tie.ix));
    for pair in order.windows(2) {
        let [(a, one), (b, two)] = pair else { continue };
        let days = both(a.possible(), b.possible());
        let perhaps = before(b.begun(), a.ended()) == Before::Possible;
        if perhaps && one.from != two.from && subject.in_question(days) {
            report(subject, post, ConflictAnswer::Possible, &[*one, *two], days, out);
        }
    }
}

fn report(
    subject: &Subject<'_>,
    post: NodeIx,
    weight: ConflictAnswer,
    together: &[RelationRef],
    (from, to): (Day, Day),
    out: &mut Reporter<'_>,
) {
    let [others @ .., last] = together else { return };
    let item = Item::Tie(last.ix);
    out.about(subject, item, weight, |say| {
        let seats = subject.graph.number(Item::Node(post)).unwrap_or(0);
        let may = if weight == ConflictAnswer::Possible { "perhaps " } else { "" };
        let many = crate::diagnostics::plural(together.len(), "holder");
        let message = format!("{} has {may}{many} at the same time", subject.id(post));
        let mut found = say.at(subject.date_span(item), message).label(format!(
            "{} {}",
            subject.id(last.from),
            subject.date_text(item)
        ));
        for tie in others {
            let item = Item::Tie(tie.ix);
            let text = format!("{} {}", subject.id(tie.from), subject.date_text(item));
            found = found.also(subject.date_span(item), text);
        }
        let days = When::between(from, to);
        let found = found.also(
            subject.span(Item::Node(post)),
            format!("has {}", crate::diagnostics::plural(seats as usize, "seat")),
        );
        match weight {
            ConflictAnswer::Possible => {
                found.note(format!("a conflict if both held it on a day of {days}"))
            }
            _ => found.note(format!("all of them held it in {days}")),
        }
        .help("correct the dates, or give the tenure its status")
    });
}
