//! From sets of one sort to sets of another: who held, who sat, who met, what is said of whom.
//!
//! Takes a slice and a set; only relations that the slice shows lead on.

use std::collections::BTreeMap;

use super::claims::{ClaimTable, ends, links};
use super::filter::Member;
use super::meetings::{Meetings, Stay};
use super::plan::Sort;
use super::runs::Runs;
use crate::graph::{Class, Item, NodeIx, OrgGraph, RelationKind, RelationRef, Slice};
use crate::model::Membership;
use crate::time::{Answer, Period};

fn nodes(of: &Runs) -> impl Iterator<Item = NodeIx> + '_ {
    of.iter().map(NodeIx)
}

fn shown_item(slice: &Slice<'_>, item: Item) -> bool {
    let graph = slice.graph();
    slice.shows(match item {
        Item::Node(node) => slice.answer(node),
        Item::Under(ix) => slice.under_answer(&graph.under(ix)),
        Item::Tie(ix) => slice.relation_answer(&graph.tie(ix)),
        Item::Transition(ix) => slice.transition_answer(&graph.transition(ix)),
    })
}

/// Whether a tie makes somebody a holder or a member: shown, and neither a plan nor a forecast.
fn is_held(slice: &Slice<'_>, tie: &RelationRef) -> bool {
    tie.status.is_holder()
        && slice.is_held(Item::Tie(tie.ix))
        && slice.shows(slice.relation_answer(tie))
}

/// What belongs to the members of a set, of another sort.
pub(super) fn related(
    claims: &ClaimTable,
    slice: &Slice<'_>,
    from: Sort,
    to: Sort,
    of: &Runs,
) -> Runs {
    let graph = slice.graph();
    let rows = if from == Sort::Claims { claims.all(graph) } else { &[] };
    let member = |number| Member::new(from, number, rows);
    let items: Vec<Item> = of
        .iter()
        .flat_map(|number| match member(number) {
            Member::Node(node) => links(graph, node),
            member => vec![member.item()],
        })
        .filter(|&item| shown_item(slice, item))
        .collect();
    match to {
        Sort::Claims => {
            let own = of.iter().map(|number| member(number).item());
            counted(claims, slice, own.chain(items))
        }
        Sort::Transitions => items
            .iter()
            .filter_map(|item| match item {
                Item::Transition(ix) => Some(ix.0),
                _ => None,
            })
            .collect(),
        _ => {
            let class = to.class().expect("the other sorts are nodes");
            // Whoever holds a post that another reports to does not belong to the other, nor does a post to an
            // organ in which its holder has a seat.
            let is_beside = |item: &Item| match item {
                Item::Under(ix) => graph.class(graph.under(*ix).unit) == Class::Post,
                Item::Tie(ix) => graph.tie(*ix).kind == RelationKind::ExOfficio,
                _ => false,
            };
            let items = items.iter().filter(|item| from == Sort::Claims || !is_beside(item));
            let ends = items.flat_map(|&item| ends(graph, item)).collect();
            through_posts(slice, ends, class)
        }
    }
}

/// The claims about some items that count.
fn counted(claims: &ClaimTable, slice: &Slice<'_>, items: impl Iterator<Item = Item>) -> Runs {
    let all = claims.of(slice.graph(), items);
    let rows = claims.all(slice.graph());
    all.filter(|number| rows[number as usize].counts(slice))
}

/// The nodes of a class among some and behind the posts among them: a post ties people to organs.
fn through_posts(slice: &Slice<'_>, mut ends: Vec<NodeIx>, class: Class) -> Runs {
    let graph = slice.graph();
    if matches!(class, Class::Organ | Class::Person) {
        let posts: Vec<NodeIx> =
            ends.iter().copied().filter(|&node| graph.class(node) == Class::Post).collect();
        for post in posts {
            let ties = graph.relations_to(post).chain(graph.relations_from(post));
            let belongs =
                |tie: &RelationRef| matches!(tie.kind, RelationKind::PostOf | RelationKind::Tenure);
            let ties = ties.filter(belongs);
            let ties = ties.filter(|tie| slice.shows(slice.relation_answer(tie)));
            ends.extend(ties.map(|tie| if tie.from == post { tie.to } else { tie.from }));
        }
    }
    ends.into_iter().filter(|&node| graph.class(node) == class).map(|node| node.0).collect()
}

/// The posts of an organ, or the post itself.
pub(super) fn posts(graph: &OrgGraph, node: NodeIx) -> Vec<NodeIx> {
    match graph.class(node) {
        Class::Post => vec![node],
        _ => {
            let ties = graph.relations_to(node).filter(|tie| tie.kind == RelationKind::PostOf);
            ties.map(|tie| tie.from).collect()
        }
    }
}

/// Who held the posts, or the posts of the organs.
pub(super) fn holders(slice: &Slice<'_>, of: &Runs) -> Runs {
    let graph = slice.graph();
    nodes(of)
        .flat_map(|node| posts(graph, node))
        .flat_map(|post| graph.relations_to(post))
        .filter(|tie| tie.kind == RelationKind::Tenure && is_held(slice, tie))
        .map(|tie| tie.from.0)
        .collect()
}

/// Who sat in the organs.
pub(super) fn members(slice: &Slice<'_>, of: &Runs, wanted: Option<Membership>) -> Runs {
    let fits = |tie: &RelationRef| wanted.is_none_or(|wanted| tie.membership == wanted);
    nodes(of)
        .flat_map(|organ| slice.graph().relations_to(organ))
        .filter(|tie| tie.kind == RelationKind::Seat && fits(tie) && is_held(slice, tie))
        .map(|tie| tie.from.0)
        .collect()
}

/// The seats in the organs, as claims.
pub(super) fn seats(claims: &ClaimTable, slice: &Slice<'_>, of: &Runs) -> Runs {
    let graph = slice.graph();
    let seats = nodes(of)
        .flat_map(|organ| graph.relations_to(organ))
        .filter(|tie| matches!(tie.kind, RelationKind::Seat | RelationKind::ExOfficio))
        .filter(|tie| slice.shows(slice.relation_answer(tie)));
    counted(claims, slice, seats.map(|tie| Item::Tie(tie.ix)))
}

/// The tenures of the posts, or of the posts of the organs, as claims.
pub(super) fn tenures(claims: &ClaimTable, slice: &Slice<'_>, of: &Runs) -> Runs {
    let graph = slice.graph();
    let tenures = nodes(of)
        .flat_map(|node| posts(graph, node))
        .flat_map(|post| graph.relations_to(post))
        .filter(|tie| tie.kind == RelationKind::Tenure && slice.shows(slice.relation_answer(tie)));
    counted(claims, slice, tenures.map(|tie| Item::Tie(tie.ix)))
}

/// Who attended the events.
pub(super) fn attended(slice: &Slice<'_>, of: &Runs) -> Runs {
    nodes(of).flat_map(|event| attendances(slice, event)).map(|tie| tie.from.0).collect()
}

/// The attendances of an event, or of a person, that the slice shows.
pub(super) fn attendances<'s>(
    slice: &'s Slice<'_>,
    node: NodeIx,
) -> impl Iterator<Item = RelationRef> + 's {
    let graph = slice.graph();
    let ties = graph.relations_to(node).chain(graph.relations_from(node));
    ties.filter(|tie| {
        tie.kind == RelationKind::Attended
            && slice.is_held(Item::Tie(tie.ix))
            && slice.shows(slice.relation_answer(tie))
    })
}

/// The posts and seats of the people, as claims.
pub(super) fn career(claims: &ClaimTable, slice: &Slice<'_>, of: &Runs) -> Runs {
    let graph = slice.graph();
    let ties = nodes(of)
        .flat_map(|person| graph.relations_from(person))
        .filter(|tie| matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat))
        .filter(|tie| slice.shows(slice.relation_answer(tie)));
    // A seat by virtue of a post is claimed of the post.
    let stated = |tie: RelationRef| graph.by_virtue(tie.ix).map_or(tie.ix, |[_, seat]| seat.ix);
    counted(claims, slice, ties.map(|tie| Item::Tie(stated(tie))))
}

/// Who sat or served in the same organ at the same time. Nobody is a colleague of his own.
pub(super) fn colleagues(slice: &Slice<'_>, of: &Runs) -> Runs {
    let graph = slice.graph();
    let service = |tie: RelationRef| (tie.from, slice.period(Item::Tie(tie.ix)));
    let mut asked: BTreeMap<NodeIx, Vec<Service>> = BTreeMap::new();
    for person in nodes(of) {
        for (organ, tie) in services(slice, graph.relations_from(person)) {
            asked.entry(organ).or_default().push(service(tie));
        }
    }
    let mut found = Vec::new();
    for (organ, asked) in asked {
        let seats = graph.relations_to(organ);
        let tenures = posts(graph, organ).into_iter().flat_map(|post| graph.relations_to(post));
        let all = services(slice, seats.chain(tenures)).filter(|(of, _)| *of == organ);
        let all = all.map(|(_, tie)| service(tie));
        met(&asked, all, slice.threshold().least(), &mut found);
    }
    found.into_iter().map(|person| person.0).collect()
}

/// Somebody's time in an organ; nothing dates it where there is no period.
type Service = (NodeIx, Option<Period>);

/// Those of `all` who served together with somebody else of `asked`, at least so surely.
fn met(
    asked: &[Service],
    all: impl Iterator<Item = Service>,
    least: Answer,
    found: &mut Vec<NodeIx>,
) {
    let days = |period: Option<Period>| period.and_then(|period| period.meeting_days(least));
    // Without a date nobody met for certain, and on dates that end before they begin nobody did.
    let hopeless = |period: Option<Period>| match period {
        Some(period) if period.is_backwards() => true,
        Some(period) if !period.is_unknown() => false,
        _ => least > Answer::Possible,
    };
    let asked: Vec<Service> =
        asked.iter().copied().filter(|(_, period)| !hopeless(*period)).collect();
    let (dated, others): (Vec<Service>, Vec<Service>) =
        asked.iter().copied().partition(|(_, period)| days(*period).is_some());
    let stay = |(person, period): &Service| Some(Stay::of(*person, days(*period)?));
    let table = Meetings::of(dated.iter().filter_map(stay));
    for (person, period) in all.filter(|(_, period)| !hopeless(*period)) {
        let pairwise =
            |(other, theirs): &Service| *other != person && overlap(period, *theirs) >= least;
        let meets = match days(period) {
            Some(days) => table.meet(person, days).is_some() || others.iter().any(pairwise),
            None => asked.iter().any(pairwise),
        };
        if meets {
            found.push(person);
        }
    }
}

/// Those of some ties by which people served, each with the organs in which they did.
fn services<'s>(
    slice: &'s Slice<'_>,
    ties: impl Iterator<Item = RelationRef> + 's,
) -> impl Iterator<Item = (NodeIx, RelationRef)> + 's {
    let graph = slice.graph();
    let served = ties.filter(|tie| is_held(slice, tie));
    served.flat_map(move |tie| {
        let organs: Vec<NodeIx> = match tie.kind {
            RelationKind::Seat => vec![tie.to],
            RelationKind::Tenure => {
                let of =
                    graph.relations_from(tie.to).filter(|tie| tie.kind == RelationKind::PostOf);
                of.map(|tie| tie.to).collect()
            }
            _ => Vec::new(),
        };
        organs.into_iter().map(move |organ| (organ, tie))
    })
}

fn overlap(one: Option<Period>, other: Option<Period>) -> Answer {
    let period = |period: Option<Period>| period.unwrap_or(Period::UNKNOWN);
    period(one).overlap(period(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DATES: [&str; 9] = [
        "1950/1952",
        "1951/",
        "1952/..",
        "/1951",
        "1950~/1951",
        "[1950,1953]",
        "1952/1950",
        "1951",
        "1953-02/1953-03",
    ];

    proptest! {
        #[test]
        fn who_met_is_found_as_by_comparing_all(
            rows in prop::collection::vec((0u32..5, prop::option::of(0..DATES.len())), 1..14),
            asked in 0u32..5, several: bool,
        ) {
            let rows: Vec<Service> = rows
                .iter()
                .map(|(who, date)| (NodeIx(*who), date.map(|at| Period::parse(DATES[at]).unwrap())))
                .collect();
            let is_asked = |row: &&Service| row.0.0 == asked || (several && row.0.0.is_multiple_of(2));
            let of: Vec<Service> = rows.iter().filter(is_asked).copied().collect();
            for least in [Answer::Possible, Answer::Presumed, Answer::Certain] {
                let plain = rows.iter().filter(|(who, period)| {
                    of.iter().any(|(other, theirs)| other != who && overlap(*period, *theirs) >= least)
                });
                let plain: Vec<NodeIx> = plain.map(|(who, _)| *who).collect();
                let mut found = Vec::new();
                met(&of, rows.iter().copied(), least, &mut found);
                prop_assert_eq!(found, plain);
            }
        }
    }
}
