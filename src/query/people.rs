//! From sets of one sort to sets of another: who held, who sat, who met, what is said of whom.
//!
//! Takes a slice and a set; only relations that the slice shows lead on.

use super::claims::{ends, links};
use super::evaluate::Evaluator;
use super::filter::Member;
use super::plan::Sort;
use super::runs::Runs;
use crate::graph::{Class, Item, NodeIx, OrgGraph, RelationKind, RelationRef, Slice};
use crate::model::{Membership, Modality};
use crate::time::Answer;

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
    let graph = slice.graph();
    let date = slice.facts(Item::Tie(tie.ix), crate::graph::Field::Date).next();
    let modality: Modality = date.map_or(graph.modality(Item::Tie(tie.ix)), |fact| fact.modality);
    tie.status.is_holder() && modality.is_held() && slice.shows(slice.relation_answer(tie))
}

/// What belongs to the members of a set, of another sort.
pub(super) fn related(
    evaluator: &Evaluator<'_>,
    slice: &Slice<'_>,
    from: Sort,
    to: Sort,
    of: &Runs,
) -> Runs {
    let graph = slice.graph();
    let items: Vec<Item> = of
        .iter()
        .flat_map(|number| match evaluator.member(from, number) {
            Member::Node(node) => links(graph, node),
            member => vec![member.item()],
        })
        .filter(|&item| shown_item(slice, item))
        .collect();
    match to {
        Sort::Claims => {
            let own = of.iter().map(|number| evaluator.member(from, number).item());
            counted(evaluator, slice, own.chain(items))
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
            let ends = items.iter().flat_map(|&item| ends(graph, item)).collect();
            through_posts(slice, ends, class)
        }
    }
}

/// The claims about some items that count.
fn counted(
    evaluator: &Evaluator<'_>,
    slice: &Slice<'_>,
    items: impl Iterator<Item = Item>,
) -> Runs {
    let all = evaluator.claim_table().of(slice.graph(), items);
    all.filter(|number| evaluator.claims()[number as usize].counts(slice))
}

/// The nodes of a class among some and behind the posts among them: a post ties people to organs.
fn through_posts(slice: &Slice<'_>, mut ends: Vec<NodeIx>, class: Class) -> Runs {
    let graph = slice.graph();
    if matches!(class, Class::Organ | Class::Person) {
        let posts: Vec<NodeIx> =
            ends.iter().copied().filter(|&node| graph.class(node) == Class::Post).collect();
        for post in posts {
            let ties = graph.relations_to(post).chain(graph.relations_from(post));
            let ties = ties.filter(|tie| slice.shows(slice.relation_answer(tie)));
            ends.extend(ties.map(|tie| if tie.from == post { tie.to } else { tie.from }));
        }
    }
    ends.into_iter().filter(|&node| graph.class(node) == class).map(|node| node.0).collect()
}

/// The posts of an organ, or the post itself.
fn posts(graph: &OrgGraph, node: NodeIx) -> Vec<NodeIx> {
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
pub(super) fn seats(evaluator: &Evaluator<'_>, slice: &Slice<'_>, of: &Runs) -> Runs {
    let graph = slice.graph();
    let seats = nodes(of)
        .flat_map(|organ| graph.relations_to(organ))
        .filter(|tie| tie.kind == RelationKind::Seat && slice.shows(slice.relation_answer(tie)));
    counted(evaluator, slice, seats.map(|tie| Item::Tie(tie.ix)))
}

/// The posts and seats of the people, as claims.
pub(super) fn career(evaluator: &Evaluator<'_>, slice: &Slice<'_>, of: &Runs) -> Runs {
    let graph = slice.graph();
    let ties = nodes(of)
        .flat_map(|person| graph.relations_from(person))
        .filter(|tie| matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat))
        .filter(|tie| slice.shows(slice.relation_answer(tie)));
    counted(evaluator, slice, ties.map(|tie| Item::Tie(tie.ix)))
}

/// Who sat or served in the same organ at the same time. Nobody is a colleague of his own.
pub(super) fn colleagues(slice: &Slice<'_>, of: &Runs) -> Runs {
    let graph = slice.graph();
    let mut found = Vec::new();
    for person in nodes(of) {
        for (organ, mine) in services(slice, graph.relations_from(person)) {
            let seats = graph.relations_to(organ);
            let tenures = posts(graph, organ).into_iter().flat_map(|post| graph.relations_to(post));
            for (_, theirs) in services(slice, seats.chain(tenures)) {
                if theirs.from != person && slice.shows(overlap(slice, &mine, &theirs)) {
                    found.push(theirs.from.0);
                }
            }
        }
    }
    found.into_iter().collect()
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

fn overlap(slice: &Slice<'_>, a: &RelationRef, b: &RelationRef) -> Answer {
    let period = |tie: &RelationRef| slice.period(Item::Tie(tie.ix));
    match (period(a), period(b)) {
        (Some(a), Some(b)) => a.overlap(b),
        _ => Answer::Possible,
    }
}
