//! T013: one person twice in one post or one seat at one time.

use rustc_hash::FxHashMap;

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, RelationKind, RelationRef};
use crate::model::{Choice, RuleLevel};
use crate::time::extent::both;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T013",
    name: "repeated-tenure",
    group: RuleGroup::Time,
    level: RuleLevel::Warn,
    what: "Two tenures of the same person in the same post, or two seats in the same organ, with \
           the same status, that certainly overlap or repeat each other. The person counts as \
           one holder.",
    why: "nobody holds one post twice at the same time; what several sources say about it \
          belongs in one tenure",
    fails: r#"Model(
    posts: { "chair": Post(title: "Chair") }, people: { "ann": Person() },
    tenures: [
        Tenure(person: "ann", post: "chair", during: "1950/1960"),
        Tenure(person: "ann", post: "chair", during: "1955/1965"),
    ],
)"#,
    passes: r#"Model(
    posts: { "chair": Post(title: "Chair") }, people: { "ann": Person() },
    tenures: [
        Tenure(person: "ann", post: "chair", during: ["1950/1960", "1950/1965"]),
        Tenure(person: "ann", post: "chair", during: "1970/1975"),
    ],
)"#,
    fix: "Write one tenure with the rival dates as claims, or correct the dates.",
    check,
};

/// Who, where, and in what way: a status or a membership.
type Service = (NodeIx, NodeIx, usize);

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let mut services: FxHashMap<Service, Vec<RelationRef>> = FxHashMap::default();
    let mut order = Vec::new();
    for tie in subject.ties().filter(|tie| subject.is_held(Item::Tie(tie.ix))) {
        let manner = match tie.kind {
            RelationKind::Tenure => tie.status.index(),
            RelationKind::Seat => tie.membership.index(),
            _ => continue,
        };
        let known = services.entry((tie.from, tie.to, manner)).or_default();
        if known.len() == 1 {
            order.push((tie.from, tie.to, manner));
        }
        known.push(tie);
    }
    for service in order {
        check_service(subject, &services[&service], out);
    }
}

/// Each but the first that overlaps with one before it.
fn check_service(subject: &Subject<'_>, ties: &[RelationRef], out: &mut Reporter<'_>) {
    const MOST: usize = 100;
    for (at, tie) in ties.iter().enumerate().take(MOST) {
        let weighed =
            ties[..at].iter().filter_map(|other| Some((other, weight(subject, other, tie)?)));
        let Some((other, weight)) = weighed.max_by_key(|(_, weight)| *weight) else { continue };
        let item = Item::Tie(tie.ix);
        out.about(subject, item, weight, |say| {
            let (who, place) = (subject.id(tie.from), subject.id(tie.to));
            let verb = if tie.kind == RelationKind::Seat { "sits in" } else { "holds" };
            let date = |item| match subject.date_text(item) {
                "" => "without dates".to_owned(),
                text => text.to_owned(),
            };
            let before = Item::Tie(other.ix);
            say.at(subject.date_span(item), format!("{who} {verb} {place} twice at the same time"))
                .label(date(item))
                .also(subject.date_span(before), date(before))
                .help("write one tenure with the rival dates as claims, or correct the dates")
        });
    }
}

/// How sure it is that two tenures overlap by more than the day on which one passes into the other.
fn weight(subject: &Subject<'_>, one: &RelationRef, other: &RelationRef) -> Option<ConflictAnswer> {
    let [a, b] = [one, other].map(|tie| subject.extent(Item::Tie(tie.ix)));
    let overlap = |days: ((i32, i32), (i32, i32))| days.0.0.max(days.1.0) < days.0.1.min(days.1.1);
    let days = |(first, last): (crate::time::Day, crate::time::Day)| (first.0, last.0);
    let same = !a.is_dated() && !b.is_dated()
        || subject.date_text(Item::Tie(one.ix)) == subject.date_text(Item::Tie(other.ix));
    let asked = subject.in_question(both(a.possible(), b.possible()));
    if !asked {
        None
    } else if same || overlap((days(a.certain()), days(b.certain()))) {
        Some(ConflictAnswer::Certain)
    } else {
        overlap((days(a.presumed()), days(b.presumed()))).then_some(ConflictAnswer::Presumed)
    }
}
