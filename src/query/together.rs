//! What was so at the same time: several posts held at once, people in one body on the same days.
//!
//! Takes a slice and a set; gives who is found, each with what shows it: posts, people, organ and days, by services that are
//! as sure as the slice's threshold asks. Never takes two days of different worlds for one: the days of each service are
//! those on which it was in every world that counts, or may have been in one.

use std::collections::{BTreeMap, BTreeSet};

use super::meetings::{Meetings, Stay};
use super::people;
use super::plan::{Move, Sort};
use super::runs::Runs;
use super::service;
use super::shared_days::SharedDays;
use crate::ask::words;
use crate::graph::{DayRange, NodeIx, RelationKind, RelationRef, Slice};
use crate::time::Answer;

/// How many days there are; the unbounded have more than any others.
fn length((first, last): DayRange) -> i64 {
    i64::from(last.0) - i64::from(first.0)
}

/// Who was together, by what is asked of.
pub(super) fn shared(
    step: Move,
    slice: &Slice<'_>,
    sort: Sort,
    of: &Runs,
) -> BTreeMap<NodeIx, SharedDays> {
    let of = match sort {
        Sort::People => AskedOf::People(of),
        _ => AskedOf::Places(of),
    };
    match step {
        Move::Concurrent => concurrent(slice, &of),
        _ => held_together(slice, &of),
    }
}

// Several posts at once.

/// Who held several of the posts at once.
fn concurrent(slice: &Slice<'_>, of: &AskedOf<'_>) -> BTreeMap<NodeIx, SharedDays> {
    let graph = slice.graph();
    let (people, posts): (BTreeSet<NodeIx>, Option<BTreeSet<NodeIx>>) = match of {
        AskedOf::People(people) => (nodes(people).collect(), None),
        AskedOf::Places(places) => {
            let posts: BTreeSet<NodeIx> =
                nodes(places).flat_map(|node| people::posts(graph, node)).collect();
            let ties = posts.iter().flat_map(|post| graph.relations_to(*post));
            let holders = ties.filter(|tie| tie.kind == RelationKind::Tenure);
            (holders.map(|tie| tie.from).collect(), Some(posts))
        }
    };
    let held_by = |person: NodeIx| {
        let ties = graph.relations_from(person).filter(|tie| tie.kind == RelationKind::Tenure);
        let ties = ties.filter(|tie| posts.as_ref().is_none_or(|posts| posts.contains(&tie.to)));
        at_once(ties.filter_map(|tie| Some((service::asked(slice, &tie)?, tie.to))).collect())
    };
    people.into_iter().filter_map(|person| Some((person, held_by(person)?))).collect()
}

/// The days on which the most posts were held, of several such the longest; nothing where it was never more than one.
fn at_once(mut held: Vec<(DayRange, NodeIx)>) -> Option<SharedDays> {
    held.sort_unstable();
    let mut open: Vec<(DayRange, NodeIx)> = Vec::new();
    let mut best: Option<(usize, i64, SharedDays)> = None;
    for (days, post) in held {
        open.retain(|(other, _)| other.1 >= days.0);
        open.push((days, post));
        let mut posts: Vec<NodeIx> = open.iter().map(|(_, post)| *post).collect();
        posts.sort_unstable();
        posts.dedup();
        if posts.len() < 2 {
            continue;
        }
        // Of two tenures of one post the later end counts.
        let until = |post: &NodeIx| {
            let own = open.iter().filter(|(_, other)| other == post);
            own.map(|(days, _)| days.1).max()
        };
        let last = posts.iter().filter_map(until).min().unwrap_or(days.1);
        let both = (days.0, last);
        if best.as_ref().is_none_or(|known| (known.0, known.1) < (posts.len(), length(both))) {
            let count = posts.len();
            best = Some((count, length(both), SharedDays { posts, ..SharedDays::new(both) }));
        }
    }
    best.map(|(.., found)| found)
}

// In one body.

/// What a question of who was together asks of.
enum AskedOf<'r> {
    /// These people.
    People(&'r Runs),
    /// These organs, or posts.
    Places(&'r Runs),
}

/// Who served in one body on the same days: with one of the people, or in one of the organs.
fn held_together(slice: &Slice<'_>, of: &AskedOf<'_>) -> BTreeMap<NodeIx, SharedDays> {
    let graph = slice.graph();
    let bodies: BTreeSet<NodeIx> = match of {
        AskedOf::Places(organs) => nodes(organs).collect(),
        AskedOf::People(people) => {
            let ties = nodes(people).flat_map(|person| graph.relations_from(person));
            ties.flat_map(|tie| bodies(slice, tie)).collect()
        }
    };
    let is_asked = |person: NodeIx| match of {
        AskedOf::People(people) => people.contains(person.0),
        AskedOf::Places(_) => true,
    };
    let mut found: BTreeMap<NodeIx, (i64, SharedDays)> = BTreeMap::new();
    for body in bodies {
        let seats = graph.relations_to(body).filter(|tie| tie.kind == RelationKind::Seat);
        let tenures = people::posts(graph, body).into_iter();
        let tenures = tenures.flat_map(|post| graph.relations_to(post));
        let ties = seats.chain(tenures.filter(|tie| tie.kind == RelationKind::Tenure));
        let served: Vec<(NodeIx, DayRange)> =
            ties.filter_map(|tie| Some((tie.from, service::asked(slice, &tie)?))).collect();
        let asked = served.iter().filter(|(person, _)| is_asked(*person));
        let table = Meetings::of(asked.map(|(person, days)| Stay::of(*person, *days)));
        for (person, days) in &served {
            let Some(other) = table.meet(*person, *days) else { continue };
            let both = other.shared_with(*days);
            let known = found.get(person).map_or(i64::MIN, |(length, _)| *length);
            if length(both) > known {
                let shared = SharedDays {
                    with: Some(other.who),
                    organ: Some(body),
                    ..SharedDays::new(both)
                };
                found.insert(*person, (length(both), shared));
            }
        }
    }
    found.into_iter().map(|(person, (_, shared))| (person, shared)).collect()
}

/// The organs in which a tenure or a seat makes somebody serve.
fn bodies(slice: &Slice<'_>, tie: RelationRef) -> Vec<NodeIx> {
    let graph = slice.graph();
    match tie.kind {
        RelationKind::Seat => vec![tie.to],
        RelationKind::Tenure => {
            let places = graph.relations_from(tie.to);
            places.filter(|tie| tie.kind == RelationKind::PostOf).map(|tie| tie.to).collect()
        }
        _ => Vec::new(),
    }
}

fn nodes(of: &Runs) -> impl Iterator<Item = NodeIx> + '_ {
    of.iter().map(NodeIx)
}

/// What shows that somebody is found, in words.
pub(super) fn words(slice: &Slice<'_>, shared: &SharedDays, answer: Answer) -> String {
    let graph = slice.graph();
    let days = shared.days(answer);
    match (shared.with, shared.organ) {
        (Some(with), Some(organ)) => {
            format!("with {} in {}, {days}", graph.name(with), graph.name(organ))
        }
        _ => {
            let posts: Vec<String> =
                shared.posts.iter().map(|post| words::post(graph, *post)).collect();
            format!("{} at once, {days}", posts.join("; "))
        }
    }
}
