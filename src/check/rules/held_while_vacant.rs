//! T014: somebody holds a post that is stated to be vacant.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Item, RelationKind, RelationRef};
use crate::model::RuleLevel;
use crate::text::Pos;
use crate::time::When;
use crate::time::extent::{Before, before, both, has_day};

pub(in crate::check) static RULE: Rule = Rule {
    code: "T014",
    name: "held-while-vacant",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "A tenure on days on which the post is stated to be vacant, and a seat on days on which the place of its rank is. \
           Posts with several `seats` are exempt, for one of them may be vacant, and so are honours.",
    why: "nobody holds a vacant post: one of the two sources is wrong, or one of the dates",
    fails: r#"Model(
    posts: { "chair": Post(seats: 1) },
    people: { "ann": Person() },
    tenures: [
        Tenure(person: "ann", post: "chair", during: "1950/1960"),
        Tenure(post: "chair", vacant: true, during: "1958/1962"),
    ],
)"#,
    passes: r#"Model(
    posts: { "chair": Post(seats: 1) },
    people: { "ann": Person() },
    tenures: [
        Tenure(person: "ann", post: "chair", during: "1950/1958"),
        Tenure(post: "chair", vacant: true, during: "1958/1962"),
    ],
)"#,
    fix: "Correct the dates; or, where the sources differ, prefer one of them by its place in a list of claims.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for vacancy in subject.ties().filter(|tie| tie.kind == RelationKind::Vacant) {
        let graph = subject.graph;
        let is_post = graph.class(vacancy.to) == Class::Post;
        if is_post && graph.number(Item::Node(vacancy.to)).is_some_and(|seats| seats > 1) {
            continue;
        }
        let kind = if is_post { RelationKind::Tenure } else { RelationKind::Seat };
        let rank = graph.number(Item::Tie(vacancy.ix));
        let is_its_place = |tie: &RelationRef| {
            let own = graph.number(Item::Tie(tie.ix));
            is_post && tie.status.is_holder()
                || !is_post
                    && (rank.is_some() && own == rank && tie.membership == vacancy.membership)
                || is_same_entry(&vacancy, tie)
        };
        let held: Vec<RelationRef> =
            subject.relations_to(vacancy.to, kind).filter(is_its_place).collect();
        held.iter().for_each(|tie| check_pair(subject, &vacancy, tie, out));
    }
}

/// Whether one entry says both: it names somebody and calls the place vacant. What came of no text has no place.
fn is_same_entry(vacancy: &RelationRef, held: &RelationRef) -> bool {
    vacancy.pos == held.pos && held.pos != Pos::NONE
}

fn check_pair(
    subject: &Subject<'_>,
    vacancy: &RelationRef,
    held: &RelationRef,
    out: &mut Reporter<'_>,
) {
    let items = [vacancy, held].map(|tie| Item::Tie(tie.ix));
    if !items.iter().all(|item| subject.is_held(*item)) {
        return;
    }
    let [empty, holds] = items.map(|item| subject.extent(item));
    let same_entry = is_same_entry(vacancy, held);
    let are_dated = empty.is_dated() && holds.is_dated();
    if !(same_entry || are_dated) {
        return;
    }
    // One may leave on the day from which the post is vacant.
    let (first, last) = match empty.possible() <= holds.possible() {
        true => (empty, holds),
        false => (holds, empty),
    };
    let sure = both(empty.bounds(), holds.bounds());
    let is_sure = same_entry || has_day(sure) && sure.0 < sure.1;
    let weight = match before(last.begun(), first.ended()) {
        _ if is_sure => ConflictAnswer::Certain,
        Before::Possible => ConflictAnswer::Possible,
        _ => return,
    };
    let days = if is_sure { sure } else { both(empty.possible(), holds.possible()) };
    if !same_entry && !subject.in_question(days) {
        return;
    }
    out.about(subject, items[1], weight, |say| {
        let (person, place) = (subject.id(held.from), subject.id(held.to));
        let verb = if held.kind == RelationKind::Seat { "sits in" } else { "holds" };
        let perhaps = if weight == ConflictAnswer::Possible { "perhaps " } else { "" };
        let message = format!("{person} {perhaps}{verb} {place} while it is stated to be vacant");
        let found = say
            .at(subject.date_span(items[1]), message)
            .label(format!("{person} {}", subject.date_text(items[1])))
            .also(
                subject.date_span(items[0]),
                format!("vacant {}", subject.date_text(items[0])).trim_end().to_owned(),
            );
        let when = When::between(days.0, days.1);
        let found = match weight {
            _ if same_entry && !has_day(days) => found,
            ConflictAnswer::Possible => {
                found.note(format!("a conflict if both were so on a day of {when}"))
            }
            _ => found.note(format!("both are stated of {when}")),
        };
        found.help("correct one of the two dates")
    });
}
