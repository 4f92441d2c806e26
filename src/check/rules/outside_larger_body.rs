//! S008: a full seat in a body without one in the larger body of which it is a part.

use rustc_hash::FxHashMap;

use crate::check::context::Subject;
use crate::check::kinds::Kinds;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, RelationKind, RelationRef};
use crate::model::{Kind, Membership, RuleLevel};
use crate::syntax::places;
use crate::time::extent::{both, has_day};
use crate::time::{Day, When};

pub(in crate::check) static RULE: Rule = Rule {
    code: "S008",
    name: "outside-larger-body",
    group: RuleGroup::Structure,
    level: RuleLevel::Warn,
    what: "A full seat in an organ without a full seat at that time in the larger body of which \
           the charter makes its kind a part (`subset_of`): for example, a member of the \
           presidium who is not a member of the bureau. Bodies without any recorded seat are not \
           checked.",
    why: "the charter says that all full members of the smaller body are full members of the \
          larger one",
    fails: r#"Model(
    charter: Charter(kinds: { "bureau": Kind(), "presidium": Kind(subset_of: ["bureau"]) }),
    organs: { "b": Organ(kind: "bureau"), "p": Organ(kind: "presidium", under: ["b"]) },
    people: { "ann": Person(), "ben": Person() },
    seats: [
        Seat(person: "ann", organ: "p", during: "1980/1985"),
        Seat(person: "ben", organ: "b", during: "1980/1985"),
    ],
)"#,
    passes: r#"Model(
    charter: Charter(kinds: { "bureau": Kind(), "presidium": Kind(subset_of: ["bureau"]) }),
    organs: { "b": Organ(kind: "bureau"), "p": Organ(kind: "presidium", under: ["b"]) },
    people: { "ann": Person() },
    seats: [
        Seat(person: "ann", organ: "p", during: "1980/1985"),
        Seat(person: "ann", organ: "b", during: "1980/1985"),
    ],
)"#,
    fix: "Add the seat in the larger body, or correct the membership or the dates.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let (graph, Some(kinds)) = (subject.graph, Kinds::of(subject.graph)) else { return };
    let mut of_kind: FxHashMap<u32, Vec<NodeIx>> = FxHashMap::default();
    for tie in subject.ties().filter(|tie| tie.kind == RelationKind::Seat && is_full(subject, tie))
    {
        let larger = kinds.said(graph.kind(tie.to), |kind| !kind.subset_of.is_empty());
        let Some((_, kind)) = larger else { continue };
        let bodies = larger_bodies(subject, kinds, tie.to, kind, &mut of_kind);
        let seats =
            |body: &NodeIx| subject.relations_to(*body, RelationKind::Seat).next().is_some();
        if !bodies.iter().any(seats) {
            continue;
        }
        if let Some(days) = alone(subject, &tie, &bodies).filter(|&days| subject.in_question(days))
        {
            report(subject, &tie, kind, &bodies, days, out);
        }
    }
}

fn is_full(subject: &Subject<'_>, tie: &RelationRef) -> bool {
    tie.membership == Membership::Full && subject.is_held(Item::Tie(tie.ix))
}

/// The superiors of the larger kind; where there is none, all organs of that kind.
fn larger_bodies<'g>(
    subject: &Subject<'g>,
    kinds: Kinds<'g>,
    organ: NodeIx,
    kind: &Kind<'static>,
    of_kind: &mut FxHashMap<u32, Vec<NodeIx>>,
) -> Vec<NodeIx> {
    let graph = subject.graph;
    let fits =
        |node: &NodeIx| kind.subset_of.iter().any(|wanted| kinds.is_a(graph.kind(*node), wanted));
    let above: Vec<NodeIx> = graph.unders(organ).map(|under| under.superior).filter(fits).collect();
    if !above.is_empty() {
        return above;
    }
    let all = || graph.organs().filter(fits).collect();
    of_kind.entry(graph.kind_number(organ)).or_insert_with(all).clone()
}

/// The days of a seat on which the person had no full seat in any of the bodies, whichever days the
/// dates mean; the first of several stretches. One day is none: who is elected to both at one meeting
/// may enter the one a day before the other.
fn alone(subject: &Subject<'_>, tie: &RelationRef, bodies: &[NodeIx]) -> Option<(Day, Day)> {
    let own = subject.extent(Item::Tie(tie.ix));
    let larger = |other: &RelationRef| {
        other.kind == RelationKind::Seat && is_full(subject, other) && bodies.contains(&other.to)
    };
    let seats = subject.graph.relations_from(tie.from).filter(larger);
    let mut there: Vec<(Day, Day)> =
        seats.map(|seat| subject.extent(Item::Tie(seat.ix)).possible()).collect();
    if !there.iter().any(|&days| has_day(both(own.possible(), days))) {
        return Some(own.possible());
    }
    there.sort_unstable();
    let (mut open, last) = own.certain();
    for &(from, to) in &there {
        if from <= open.next() {
            open = open.max(to.next());
        }
    }
    let back = there.iter().map(|days| days.0).find(|&from| from > open);
    let until = back.map_or(last, |from| last.min(from.prev()));
    (open < until).then_some((open, until))
}

fn report(
    subject: &Subject<'_>,
    tie: &RelationRef,
    kind: &Kind<'static>,
    bodies: &[NodeIx],
    (from, to): (Day, Day),
    out: &mut Reporter<'_>,
) {
    let item = Item::Tie(tie.ix);
    out.about(subject, item, ConflictAnswer::Certain, |say| {
        let (who, organ) = (subject.id(tie.from), subject.id(tie.to));
        let named = bodies.iter().take(3).map(|&body| subject.id(body));
        let more = (bodies.len() > 3).then(|| "another".to_owned());
        let larger = named.chain(more).collect::<Vec<_>>().join(" or ");
        let place = places::head_span(subject.graph.texts(), kind.pos.0);
        say.at(
            subject.date_span(item),
            format!("{who} has a full seat in {organ}, but none in {larger}"),
        )
        .label("full member")
        .also(place, "the charter makes this a part of the larger body")
        .note(format!("this is so in {}", When::between(from, to)))
        .help("add the seat in the larger body, or correct the membership")
    });
}
