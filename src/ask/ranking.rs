//! Standing: in which order people are named at an event, or by the ranks of their seats in an organ, and how two such orders
//! differ.
//!
//! Takes a slice and an event or an organ; gives the order with what it rests on, and of two orders their distance by
//! Kendall's tau, the pairs that changed places, who rose, fell, came and went. Says nothing of the offices that anybody
//! held: where somebody stands is no office, and no office is a standing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::reliability::{is_unjudged, reliability};
use super::{roster, words};
use crate::graph::{Class, Item, NodeIx, RelationKind, RelationRef, Slice};
use crate::model::{ListOrder, Modality, Reliability};
use crate::time::{Answer, LastDate};

/// What an order of people rests on.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RankingBasis {
    /// The order in which the people of an event are listed, where no source says that it is one of rank.
    Attendance,
    /// The order in which the source of an event lists its people (`order: AsListed`).
    Listed,
    /// The ranks of the seats in an organ.
    Seats,
}

impl RankingBasis {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            RankingBasis::Attendance => {
                "the order in which the model lists who was there, which may be that of no source"
            }
            RankingBasis::Listed => "the order in which the source lists who was there",
            RankingBasis::Seats => "the ranks of the seats",
        }
    }
}

/// An order of people.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct Ranking<'g> {
    /// The id of the event or the organ.
    pub of: &'g str,
    /// Its name.
    pub name: &'g str,
    /// When, in EDTF: the date of the event, or the date asked about.
    pub date: String,
    /// What the order rests on.
    pub basis: RankingBasis,
    /// The people, the first first.
    pub rows: Vec<RankingRow<'g>>,
    /// How many sat in the organ without a rank.
    #[serde(skip_serializing_if = "is_none")]
    pub unranked: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Somebody in an order.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct RankingRow<'g> {
    /// The place, from 1 on; those of one rank share it.
    pub place: usize,
    /// The person's id.
    pub person: &'g str,
    /// The person's name.
    pub name: &'g str,
    /// How sure it is that the person was there, or sat there.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// Where it is presumed: the latest date at which a source places the person there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_attested: Option<LastDate>,
    /// How the sources say it.
    pub modality: Modality,
    /// How far the best of the sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// Who says so.
    pub cites: Vec<String>,
}

/// The order of the people of an event, or of the seats of an organ at the date of the slice; nothing of anything else. What
/// the slice's threshold leaves out is left out.
///
/// ```
/// use organigram::ask::ranking;
/// use organigram::graph::{Builder, Slice};
/// let graph = Builder::from_model(ron::from_str(r#"Model(
///     people: { "ann": Person(), "bob": Person() },
///     events: { "congress": Event(on: "1950-05-01", people: ["bob", "ann"]) },
/// )"#)?);
/// let order = ranking(&Slice::all(&graph), graph.node("congress").unwrap()).unwrap();
/// assert_eq!(order.rows.iter().map(|row| row.person).collect::<Vec<_>>(), ["bob", "ann"]);
/// assert_eq!(order.basis, organigram::ask::RankingBasis::Attendance); // `order: AsListed` says more
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn ranking<'g>(slice: &Slice<'g>, of: NodeIx) -> Option<Ranking<'g>> {
    let graph = slice.graph();
    let (basis, kind) = match graph.class(of) {
        Class::Event if graph.list_order(of) == ListOrder::AsListed => {
            (RankingBasis::Listed, RelationKind::Attended)
        }
        Class::Event => (RankingBasis::Attendance, RelationKind::Attended),
        Class::Organ => (RankingBasis::Seats, RelationKind::Seat),
        _ => return None,
    };
    let ties = graph.relations_to(of).filter(|tie| tie.kind == kind && tie.status.is_holder());
    let ties = ties.filter(|tie| {
        slice.counts_item(Item::Tie(tie.ix))
            && slice.is_held(Item::Tie(tie.ix))
            && slice.shows(slice.relation_answer(tie))
    });
    let mut ties: Vec<RelationRef> = ties.collect();
    ties.sort_by_key(|tie| tie.ix);
    let date = match (basis, slice.when()) {
        (RankingBasis::Seats, Some(when)) => when.to_string(),
        (RankingBasis::Seats, None) => String::new(),
        _ => words::date(slice, Item::Node(of)).into_owned(),
    };
    let (mut rows, mut unranked, mut seen) = (Vec::new(), 0, BTreeMap::new());
    let mut ranked: Vec<(u32, RelationRef)> = Vec::new();
    for (at, tie) in ties.into_iter().enumerate() {
        let rank = match basis {
            RankingBasis::Attendance | RankingBasis::Listed => u32::try_from(at).ok(),
            RankingBasis::Seats => graph.number(Item::Tie(tie.ix)),
        };
        match rank {
            Some(rank) => ranked.push((rank, tie)),
            None => unranked += 1,
        }
    }
    ranked.sort_by_key(|(rank, tie)| (*rank, tie.ix));
    let mut last: Option<(u32, usize)> = None;
    for (rank, tie) in ranked {
        // Of one who is named twice the better place counts.
        if seen.insert(tie.from, rank).is_some() {
            continue;
        }
        let place = match last {
            Some((known, place)) if known == rank => place,
            _ => rows.len() + 1,
        };
        last = Some((rank, place));
        rows.push(row(slice, &tie, place));
    }
    Some(Ranking { of: graph.id(of), name: super::name_at(slice, of), date, basis, rows, unranked })
}

fn row<'g>(slice: &Slice<'g>, tie: &RelationRef, place: usize) -> RankingRow<'g> {
    let (graph, item, why) = (slice.graph(), Item::Tie(tie.ix), slice.relation_why(tie));
    RankingRow {
        place,
        person: graph.id(tie.from),
        name: graph.name(tie.from),
        answer: slice.relation_answer(tie),
        why: why.to_string(),
        last_attested: why.last_attested(),
        modality: roster::modality(slice, tie),
        reliability: reliability(slice, item),
        cites: words::date_cites(slice, item),
    }
}

/// How two orders of people differ, among those whom both name.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct RankingChange<'g> {
    /// How many pairs of people stand in another order (the distance of Kendall).
    pub distance: usize,
    /// How many pairs are ordered in both.
    pub pairs: usize,
    /// Kendall's tau: 1 where the two orders are the same, -1 where one is the other turned about; nothing where there is
    /// no pair.
    pub tau: Option<f64>,
    /// The pairs that changed places, of which the second stood first before; the first thousand of them.
    pub moved: Vec<[&'g str; 2]>,
    /// Who stands higher among those whom both name, by how many places, the most first.
    pub rose: Vec<RankingMove<'g>>,
    /// Who stands lower.
    pub fell: Vec<RankingMove<'g>>,
    /// Whom only the second names.
    pub came: Vec<&'g str>,
    /// Whom only the first names.
    pub went: Vec<&'g str>,
}

/// Somebody's places in two orders, counted among those whom both name.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct RankingMove<'g> {
    /// The person's id.
    pub person: &'g str,
    /// The place before.
    pub before: usize,
    /// The place after.
    pub after: usize,
}

/// How one order differs from another.
///
/// ```
/// use organigram::ask::{ranking, ranking_change};
/// use organigram::graph::{Builder, Slice};
/// let graph = Builder::from_model(ron::from_str(r#"Model(
///     people: { "ann": Person(), "bob": Person(), "cay": Person(), "dan": Person() },
///     events: { "first": Event(people: ["ann", "bob", "cay"]), "then": Event(people: ["cay", "ann", "dan"]) },
/// )"#)?);
/// let order = |id| ranking(&Slice::all(&graph), graph.node(id).unwrap()).unwrap();
/// let change = ranking_change(&order("first"), &order("then"));
/// assert_eq!((change.distance, change.pairs, &change.moved[..]), (1, 1, &[["cay", "ann"]][..]));
/// assert_eq!((change.came, change.went), (vec!["dan"], vec!["bob"]));
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn ranking_change<'g>(before: &Ranking<'g>, after: &Ranking<'g>) -> RankingChange<'g> {
    const MOST_PAIRS: usize = 1_000;
    let places = |order: &Ranking<'g>| -> BTreeMap<&'g str, usize> {
        order.rows.iter().map(|row| (row.person, row.place)).collect()
    };
    let (then, now) = (places(before), places(after));
    let only = |order: &Ranking<'g>, not: &BTreeMap<&str, usize>| {
        let rows = order.rows.iter().filter(|row| !not.contains_key(row.person));
        rows.map(|row| row.person).collect()
    };
    let both: Vec<(&'g str, usize, usize)> = after
        .rows
        .iter()
        .filter_map(|row| Some((row.person, *then.get(row.person)?, row.place)))
        .collect();
    let (mut distance, mut pairs, mut moved) = (0, 0, Vec::new());
    for (at, one) in both.iter().enumerate() {
        for other in &both[at + 1..] {
            if one.1 == other.1 || one.2 == other.2 {
                continue;
            }
            pairs += 1;
            if (one.1 < other.1) != (one.2 < other.2) {
                distance += 1;
                if moved.len() < MOST_PAIRS {
                    moved.push([one.0, other.0]);
                }
            }
        }
    }
    // The place among those whom both name.
    let among = |place: usize, of: fn(&(&'g str, usize, usize)) -> usize| {
        1 + both.iter().filter(|other| of(other) < place).count()
    };
    let moves = both.iter().map(|&(person, then, now)| RankingMove {
        person,
        before: among(then, |other| other.1),
        after: among(now, |other| other.2),
    });
    let (mut rose, mut fell): (Vec<RankingMove<'g>>, Vec<RankingMove<'g>>) =
        moves.filter(|one| one.before != one.after).partition(|one| one.after < one.before);
    rose.sort_by_key(|one| std::cmp::Reverse(one.before - one.after));
    fell.sort_by_key(|one| std::cmp::Reverse(one.after - one.before));
    #[allow(clippy::cast_precision_loss, reason = "there are far fewer pairs than a float counts")]
    let tau = (pairs > 0).then(|| 1.0 - 2.0 * distance as f64 / pairs as f64);
    let (came, went) = (only(after, &then), only(before, &now));
    RankingChange { distance, pairs, tau, moved, rose, fell, came, went }
}
