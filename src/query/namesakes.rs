//! Things that bore one name at one time.
//!
//! Takes a slice and a class of things; gives for each, as sure as the slice's threshold asks, another one that bore one of
//! its names on the same days. A name that others may have taken the place of is possible alone. Letter case is no
//! difference; a name in a language of its own is a name.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::life::life as person_life;
use super::meetings::{Meetings, Stay};
use super::shared_days::SharedDays;
use crate::ask;
use crate::graph::{Class, DayRange, Field, Item, NodeIx, Slice, Threshold, fold};
use crate::time::{Answer, Bound, Day, Period};

/// Another thing of the same name, the name, and the days on which both bore it.
pub(super) struct Namesake {
    pub(super) name: String,
    pub(super) shared: SharedDays,
}

impl Namesake {
    /// In words.
    pub(super) fn words(&self, slice: &Slice<'_>, answer: Answer) -> String {
        let with = self.shared.with.map_or("", |node| slice.graph().id(node));
        format!("called `{}` as {with} was, {}", self.name, self.shared.days(answer))
    }
}

const EVER: DayRange = (Day::MIN, Day::MAX);

/// All things of a class that have a namesake.
pub(super) fn namesakes(slice: &Slice<'_>, class: Class) -> BTreeMap<NodeIx, Namesake> {
    let graph = slice.graph();
    let mut borne: FxHashMap<String, Vec<(&str, Stay, DayRange)>> = FxHashMap::default();
    for node in graph.nodes(class).filter(|node| slice.attested(*node)) {
        for (name, days) in names(slice, node) {
            borne.entry(fold(name)).or_default().push((name, Stay::of(node, days), days));
        }
    }
    let mut found: BTreeMap<NodeIx, Namesake> = BTreeMap::new();
    #[allow(
        clippy::iter_over_hash_type,
        reason = "what is found is sorted, and the least of several is taken"
    )]
    for bearers in borne.values().filter(|bearers| bearers.len() > 1) {
        let table = Meetings::of(bearers.iter().map(|(_, stay, _)| *stay));
        for (name, own, days) in bearers {
            let Some(other) = table.meet(own.who, *days) else { continue };
            let shared =
                SharedDays { with: Some(other.who), ..SharedDays::new(other.shared_with(*days)) };
            let known = found.get(&own.who);
            if known.is_none_or(|known| *name < known.name.as_str()) {
                found.insert(own.who, Namesake { name: (*name).to_owned(), shared });
            }
        }
    }
    found
}

/// The names of a thing, each with days on which it bore it, as sure as the threshold asks.
fn names<'g>(slice: &Slice<'g>, node: NodeIx) -> Vec<(&'g str, DayRange)> {
    match slice.when() {
        Some(when) if when.is_day() => {
            let there = slice.answer(node);
            let names = ask::names_borne(slice, node).into_iter();
            let names = names.filter(|(_, answer)| slice.shows(there.min(*answer)));
            names.map(|(name, _)| (name, (when.from, when.to))).collect()
        }
        when => {
            let Some(life) = life(slice, node) else { return Vec::new() };
            let asked = match when {
                None => EVER,
                Some(when) if !when.is_plain() && slice.threshold().is_sure() => return Vec::new(),
                Some(when) => (when.from, when.to),
            };
            let names = used(slice, node).into_iter();
            names
                .filter_map(|(name, days)| Some((name, shared(shared(days, life)?, asked)?)))
                .collect()
        }
    }
}

/// The days on which a thing was there; of something that came back, all that may have been so.
fn life(slice: &Slice<'_>, node: NodeIx) -> Option<DayRange> {
    let graph = slice.graph();
    let is_sure = slice.threshold().is_sure();
    let least = slice.threshold().least();
    let came_back = matches!(graph.class(node), Class::Organ) && slice.spells(node).len() > 1;
    let is_held = slice.is_held(Item::Node(node));
    if is_sure && (came_back || !is_held) {
        return None;
    }
    let is_person = graph.class(node) == Class::Person;
    let period = match is_person {
        true => person_life(slice, node),
        false => slice.period(Item::Node(node)),
    };
    // Nobody is presumed to live for ever.
    let least = if is_person && is_sure { Answer::Certain } else { least };
    match period.filter(|period| !period.is_unknown()) {
        Some(period) => period.days(least),
        // A post without dates of its own is as old as what is said of it.
        None if graph.class(node) == Class::Post => Some(EVER),
        None => (!is_sure).then_some(EVER),
    }
}

/// The names of a thing with the days of their use: its only name is that of all its days; of several, one is sure where
/// the source says from when to when it was used.
fn used<'g>(slice: &Slice<'g>, node: NodeIx) -> Vec<(&'g str, DayRange)> {
    let graph = slice.graph();
    let facts: Vec<(&str, Period)> =
        slice.facts(Item::Node(node), Field::Name).map(|fact| (fact.text, fact.period)).collect();
    let renames: Vec<_> = slice.renames(node).collect();
    let threshold = slice.threshold();
    let is_sure = threshold.is_sure();
    let has_one = renames.is_empty() && facts.iter().all(|(_, period)| period.is_unknown());
    let mut names = Vec::new();
    if slice.counts_item(Item::Node(node)) && (has_one || !is_sure) {
        names.push((graph.name(node), EVER));
    }
    for (name, period) in facts {
        let is_bounded = [period.start_bound(), period.end_bound()] == [Bound::Stated; 2];
        let days = match threshold {
            Threshold::Certain | Threshold::Presumed if !is_bounded => None,
            // One with a recorded end and no recorded start was in use up to that end.
            _ if period.is_unknown() || period.start_bound() == Bound::Unknown => Some(EVER),
            threshold => period.days(threshold.least()),
        };
        names.extend(days.map(|days| (name, days)));
    }
    if !is_sure {
        names.extend(renames.iter().map(|(name, since)| (*name, (since.earliest, Day::MAX))));
    }
    names
}

/// The days that two ranges share.
fn shared(one: DayRange, other: DayRange) -> Option<DayRange> {
    let both = (one.0.max(other.0), one.1.min(other.1));
    (both.0 <= both.1).then_some(both)
}
