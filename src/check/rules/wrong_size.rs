//! S005: more or fewer members than the charter allows.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use crate::check::context::Subject;
use crate::check::kinds::Kinds;
use crate::check::overlaps::crowd;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Field, Item, NodeIx, RelationKind, RelationRef, Trait};
use crate::model::{Membership, Quantity, RuleLevel, Size};
use crate::syntax::places;
use crate::time::extent::{Extent, shared};
use crate::time::{Day, When};

pub(in crate::check) static RULE: Rule = Rule {
    code: "S005",
    name: "wrong-size",
    group: RuleGroup::Structure,
    level: RuleLevel::Warn,
    what: "A recorded number of members outside the size that the charter gives for the kind of \
           organ, or more full seats at the same time than it allows.",
    why: "the charter says how large such an organ is",
    fails: r#"Model(
    charter: Charter(kinds: { "cell": Kind(members: Size(least: 5, most: 30)) }),
    organs: { "c": Organ(kind: "cell", members: [Members(count: 41)]) },
)"#,
    passes: r#"Model(
    charter: Charter(kinds: { "cell": Kind(members: Size(least: 5, most: 30)) }),
    organs: { "c": Organ(kind: "cell", members: [Members(count: 14)]) },
)"#,
    fix: "Correct the number or the kind, or change the size in the charter.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let (graph, Some(kinds)) = (subject.graph, Kinds::of(subject.graph)) else { return };
    let sized = |size: &Size<'_>| size.least > 0 || size.most > 0;
    let size = |kind| Some(&kinds.said(kind, |kind| sized(&kind.members))?.1.members);
    let sizes: Vec<Option<&Size<'_>>> =
        graph.kind_names().iter().map(|kind| size(kind.as_str())).collect();
    if sizes.iter().all(Option::is_none) {
        return;
    }
    for organ in subject.organs() {
        if let Some(size) = sizes[graph.kind_number(organ) as usize] {
            check_counts(subject, organ, size, out);
            check_seats(subject, organ, size, out);
        }
    }
}

fn check_counts(subject: &Subject<'_>, organ: NodeIx, size: &Size<'_>, out: &mut Reporter<'_>) {
    let item = Item::Node(organ);
    for fact in subject.slice.facts(item, Field::Members) {
        let Ok(count) = fact.text.parse::<Quantity>() else { continue };
        // What is counted in another unit is no number of members.
        if subject.graph.fact_property(fact.ix, Trait::Of).is_some() || !fact.modality.is_held() {
            continue;
        }
        let few = count.most.is_some_and(|most| most < u64::from(size.least));
        let many = size.most > 0 && count.least > u64::from(size.most);
        if !(few || many) {
            continue;
        }
        let weight = match count.is_about {
            true => ConflictAnswer::Possible,
            false => ConflictAnswer::Certain,
        };
        out.about(subject, item, weight, |say| {
            let (bound, number) =
                if few { ("at least", size.least) } else { ("at most", size.most) };
            let id = subject.id(organ);
            say.at(
                places::head_span(subject.graph.texts(), fact.pos),
                format!("{id} has {} members", count.words()),
            )
            .label(format!("expected {bound} {number}"))
            .also(places::head_span(subject.graph.texts(), size.pos.0), "the charter says so")
            .help("correct the number or the kind of the organ")
        });
    }
}

/// The full seats of an organ, without those of a person who sat there by another seat anyway.
fn members(subject: &Subject<'_>, organ: NodeIx) -> Vec<(RelationRef, Extent)> {
    let full = |tie: &RelationRef| {
        tie.membership == Membership::Full && subject.is_held(Item::Tie(tie.ix))
    };
    let seats = subject.relations_to(organ, RelationKind::Seat).filter(full);
    let mut seats: Vec<(RelationRef, Extent)> =
        seats.map(|tie| (tie, subject.extent(Item::Tie(tie.ix)))).collect();
    let (first, last) = (|days: &Extent| days.bounds().0, |days: &Extent| days.bounds().1);
    seats.sort_by_key(|(tie, days)| (tie.from, first(days), Reverse(last(days)), tie.ix));
    seats.dedup_by(|(tie, days), (other, longer)| {
        tie.from == other.from && last(days) <= last(longer)
    });
    seats.sort_by_key(|(tie, _)| tie.ix);
    seats
}

fn check_seats(subject: &Subject<'_>, organ: NodeIx, size: &Size<'_>, out: &mut Reporter<'_>) {
    if size.most == 0 {
        return;
    }
    let (seats, extents): (Vec<RelationRef>, Vec<Extent>) =
        members(subject, organ).into_iter().unzip();
    let held: Vec<(Day, Day)> = extents.iter().map(|extent| extent.bounds()).collect();
    let Some(found) = crowd(&held, size.most as usize) else { return };
    let people: FxHashSet<NodeIx> = found.iter().map(|&at| seats[at].from).collect();
    if people.len() <= size.most as usize {
        return;
    }
    let days = shared(found.iter().map(|&at| extents[at]));
    if !subject.in_question(days) {
        return;
    }
    let last = Item::Tie(seats[*found.last().expect("a crowd has members")].ix);
    out.about(subject, last, ConflictAnswer::Certain, |say| {
        let (id, count) = (subject.id(organ), found.len());
        let (from, to) = days;
        say.at(subject.date_span(last), format!("{id} has {count} members at the same time"))
            .label(format!("expected at most {}", size.most))
            .also(places::head_span(subject.graph.texts(), size.pos.0), "the charter says so")
            .note(format!("all of these seats were held in {}", When::between(from, to)))
            .help("correct the dates of the seats or the kind of the organ")
    });
}
