//! Who served together: pairs of people in the same body on the same days.
//!
//! Takes a slice and a set of bodies and people; gives a row for each pair and body, with the days that they shared. A
//! body is an organ: its seats and its posts. Sweeps over the starts of the services of a body, so that it takes no
//! longer than the pairs that it finds. What is only planned is no service; what has no dates is counted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::reliability::{is_unjudged, reliability};
use super::roster::modality;
use super::words;
use crate::graph::{Class, DayRange, Item, NodeIx, OrgGraph, RelationKind, RelationRef, Slice};
use crate::model::{Modality, Reliability};
use crate::time::{Answer, Day, When};

/// Two people who served in one body on the same days.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct Tie<'g> {
    /// The ids of the two, in the order of the model.
    pub people: [&'g str; 2],
    /// Their names.
    pub names: [&'g str; 2],
    /// The id of the organ.
    pub body: &'g str,
    /// Its name.
    pub body_name: &'g str,
    /// How sure it is that they shared a day.
    pub answer: Answer,
    /// Why.
    pub why: &'static str,
    /// How many days they shared for certain; nothing where that has no bound.
    pub certain_days: Option<u64>,
    /// How many they shared if no end that is not recorded has come; nothing where that has no end.
    pub presumed_days: Option<u64>,
    /// On how many days at the most; nothing where that has no bound.
    pub possible_days: Option<u64>,
    /// The first day on which they may have served together, where it is bounded.
    pub from: Option<Day>,
    /// The last such day.
    pub to: Option<Day>,
    /// How the sources say it: the weakest of the services.
    pub modality: Modality,
    /// How far the best source of the weakest service is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// Who says so, of all services that count.
    pub cites: Vec<String>,
}

/// Who served together, with what cannot be compared.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Ties<'g> {
    /// The pairs, by body in the order of the model.
    pub rows: Vec<Tie<'g>>,
    /// How many services are left out because nothing dates them.
    pub undated: usize,
}

/// The services of one person in a body.
#[derive(Default)]
struct Served {
    /// The days that are certain, presumed and possible, in order and without overlap.
    days: [Vec<DayRange>; 3],
    ties: Vec<RelationRef>,
}

/// Who served together in some bodies, as far as a pair is asked about; nothing where there are more than `most` pairs.
/// With a date, on its days.
///
/// ```
/// use organigram::ask::ties;
/// use organigram::graph::{Builder, Slice};
/// let graph = Builder::from_model(ron::from_str(r#"Model(
///     organs: { "board": Organ() }, people: { "ann": Person(), "bob": Person() }, seats: [
///         Seat(person: "ann", organ: "board", during: "1950-01-01/1950-03-31"),
///         Seat(person: "bob", organ: "board", during: "1950-03-01/1950-12-31"),
///     ],
/// )"#)?);
/// let found = ties(&Slice::all(&graph), |_| true, |_, _| true, 100).unwrap();
/// assert_eq!((found.rows[0].people, found.rows[0].certain_days), (["ann", "bob"], Some(31)));
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn ties<'g>(
    slice: &Slice<'g>,
    is_body: impl Fn(NodeIx) -> bool,
    is_asked: impl Fn(NodeIx, NodeIx) -> bool,
    most: usize,
) -> Option<Ties<'g>> {
    let graph = slice.graph();
    let mut found = Ties::default();
    for body in graph.organs().filter(|&organ| is_body(organ)) {
        let served = services(slice, body, &mut found.undated);
        let is_pair = |one: usize, other: usize| is_asked(served[one].0, served[other].0);
        for (one, other) in pairs(&served, is_pair, most)? {
            found.rows.extend(tie(slice, body, [&served[one], &served[other]]));
        }
        if found.rows.len() > most {
            return None;
        }
    }
    Some(found)
}

/// Who served in a body, by the order of the model.
fn services(slice: &Slice<'_>, body: NodeIx, undated: &mut usize) -> Vec<(NodeIx, Served)> {
    let graph = slice.graph();
    let posts = graph.relations_to(body).filter(|tie| tie.kind == RelationKind::PostOf);
    let seats = graph.relations_to(body).filter(|tie| tie.kind == RelationKind::Seat);
    let tenures = posts.flat_map(|post| {
        let held = graph.relations_to(post.from);
        held.filter(|tie| tie.kind == RelationKind::Tenure && tie.status.is_holder())
    });
    let mut served: BTreeMap<NodeIx, Served> = BTreeMap::new();
    let counted = seats.chain(tenures).filter(|tie| {
        graph.class(tie.from) == Class::Person
            && slice.counts_item(Item::Tie(tie.ix))
            && slice.is_held(Item::Tie(tie.ix))
    });
    for tie in counted {
        let Some(days) = slice.service_days(&tie) else {
            let has_date = slice.period(Item::Tie(tie.ix)).is_some_and(|date| !date.is_unknown());
            *undated += usize::from(!has_date);
            continue;
        };
        let own = served.entry(tie.from).or_default();
        let levels = [days.certain, days.presumed, Some(days.possible)];
        for (level, days) in own.days.iter_mut().zip(levels) {
            level.extend(days.and_then(|days| within(days, slice.when(), asks_of_all_days(slice))));
        }
        own.ties.push(tie);
    }
    let mut served: Vec<(NodeIx, Served)> = served.into_iter().collect();
    for (_, own) in &mut served {
        own.days.iter_mut().for_each(|level| *level = united(std::mem::take(level)));
    }
    served
}

/// Whether the days asked about are all meant, and not one of several.
fn asks_of_all_days(slice: &Slice<'_>) -> bool {
    slice.when().is_none_or(|when| when.is_plain())
}

/// The part of some days that is asked about.
fn within(days: DayRange, when: Option<When>, is_plain: bool) -> Option<DayRange> {
    let Some(when) = when.filter(|_| is_plain) else { return Some(days) };
    let part = (days.0.max(when.from), days.1.min(when.to));
    (part.0 <= part.1).then_some(part)
}

/// Ranges in order, those that meet as one.
fn united(mut ranges: Vec<DayRange>) -> Vec<DayRange> {
    ranges.sort_unstable();
    let mut united: Vec<DayRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match united.last_mut() {
            Some(last) if range.0 <= last.1 || range.0 == last.1.next() => {
                last.1 = last.1.max(range.1);
            }
            _ => united.push(range),
        }
    }
    united
}

/// Which of some people may have shared a day, as far as a pair is asked about: a sweep over the starts. Nothing where
/// there are too many.
fn pairs(
    served: &[(NodeIx, Served)],
    is_asked: impl Fn(usize, usize) -> bool,
    most: usize,
) -> Option<BTreeSet<(usize, usize)>> {
    let mut spells: Vec<(DayRange, usize)> = Vec::new();
    for (at, (_, own)) in served.iter().enumerate() {
        spells.extend(own.days[2].iter().map(|range| (*range, at)));
    }
    spells.sort_unstable();
    let mut pairs = BTreeSet::new();
    let mut open: Vec<(Day, usize)> = Vec::new();
    for ((from, to), at) in spells {
        open.retain(|(end, _)| *end >= from);
        let others = open.iter().map(|(_, other)| *other);
        let others = others.filter(|&other| other != at && is_asked(at, other));
        pairs.extend(others.map(|other| (at.min(other), at.max(other))));
        if pairs.len() > most {
            return None;
        }
        open.push((to, at));
    }
    Some(pairs)
}

/// The ranges that two lists share.
fn common(one: &[DayRange], other: &[DayRange]) -> Vec<DayRange> {
    let (mut i, mut j, mut both) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        let part = (a.0.max(b.0), a.1.min(b.1));
        if part.0 <= part.1 {
            both.push(part);
        }
        if a.1 < b.1 { i += 1 } else { j += 1 }
    }
    both
}

/// How many days some ranges have; nothing where that has no bound.
fn count(ranges: &[DayRange]) -> Option<u64> {
    let days = ranges.iter().map(|(first, last)| {
        let is_bounded = first.is_bounded() && last.is_bounded();
        is_bounded.then(|| (i64::from(last.0) - i64::from(first.0) + 1).unsigned_abs())
    });
    days.sum()
}

fn tie<'g>(slice: &Slice<'g>, body: NodeIx, two: [&(NodeIx, Served); 2]) -> Option<Tie<'g>> {
    let graph: &'g OrgGraph = slice.graph();
    let level = |level: usize| common(&two[0].1.days[level], &two[1].1.days[level]);
    let (certain, presumed, possible) = (level(0), level(1), level(2));
    let answer = match (certain.is_empty(), presumed.is_empty(), possible.is_empty()) {
        _ if !asks_of_all_days(slice) && !possible.is_empty() => Answer::Possible,
        (false, ..) => Answer::Certain,
        (_, false, _) => Answer::Presumed,
        (.., false) => Answer::Possible,
        _ => return None,
    };
    if !slice.shows(answer) {
        return None;
    }
    let services = || two.iter().flat_map(|(_, own)| &own.ties).map(|tie| Item::Tie(tie.ix));
    let mut cites: Vec<String> =
        services().flat_map(|item| words::date_cites(slice, item)).collect();
    let mut seen = BTreeSet::new();
    cites.retain(|cite| seen.insert(cite.clone()));
    let said = || two.iter().flat_map(|(_, own)| &own.ties).map(|tie| modality(slice, tie));
    Some(Tie {
        people: two.map(|(person, _)| graph.id(*person)),
        names: two.map(|(person, _)| graph.name(*person)),
        body: graph.id(body),
        body_name: graph.name(body),
        answer,
        why: match answer {
            Answer::Certain => "they shared days by the recorded dates",
            Answer::Presumed => "they shared days if no end that is not recorded had come",
            _ => "their dates leave open whether they shared a day",
        },
        certain_days: if answer == Answer::Certain { count(&certain) } else { Some(0) },
        // Of one of several days nobody knows which are meant.
        presumed_days: count(&presumed).filter(|_| asks_of_all_days(slice)),
        possible_days: count(&possible),
        from: possible.first().map(|range| range.0).filter(|day| day.is_bounded()),
        to: possible.last().map(|range| range.1).filter(|day| day.is_bounded()),
        modality: said().max().unwrap_or_default(),
        reliability: services().map(|item| reliability(slice, item)).max().unwrap_or_default(),
        cites,
    })
}
