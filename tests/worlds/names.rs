//! The names of one organ: its own, names with dates of use, and renames; and which it bore in a world.
//!
//! A name is in use on the days of its claim; one that a rename gave, from that day to the next rename. The organ's
//! own name is in use when no other is. Where nobody recorded an end, a name gives way to one in use that began later.

use super::claims::{Modality, Perspective};
use super::dates::{self, AFTER, Date, SOURCES, Stay};
use super::models::World;
use super::random::Random;

/// When a name was in use, by one source.
pub(crate) struct NameUse {
    source: usize,
    is_rename: bool,
    /// Whether an end of its use is recorded.
    is_ended: bool,
    ways: Vec<Stay>,
}

/// A name in a world.
#[derive(Clone, Debug)]
pub(crate) struct BorneName {
    days: Vec<i8>,
    is_rename: bool,
    is_ended: bool,
}

impl NameUse {
    /// Some names of the organ, with the text of the field `names` and of the renames.
    pub(crate) fn some(random: &mut Random, organ: &str) -> (String, String, Vec<NameUse>) {
        let (mut names, mut renames, mut all) = (String::new(), String::new(), Vec::new());
        for name in ["B", "C"].into_iter().take(1 + random.below(2)) {
            let source = random.below(2);
            let cite = SOURCES[source].0;
            if random.once_in(2) {
                let date = dates::moment(random);
                renames += &format!(
                    "  Renamed(organ: \"{organ}\", name: \"{name}\", on: \"{}\", cite: \"{cite}\"),\n",
                    date.text
                );
                all.push(NameUse::from(source, &date));
                continue;
            }
            let used = dates::ended_or_begun(random);
            let text = used.text();
            names += &format!("Name(text: \"{name}\", used: \"{text}\", cite: \"{cite}\"), ");
            let is_ended = used.has_end();
            let ways = used.reaching_back().ways().into_iter().collect();
            all.push(NameUse { source, is_rename: false, is_ended, ways });
        }
        (names, renames, all)
    }

    fn from(source: usize, date: &Date) -> NameUse {
        let since = |stay: &Stay| Stay { days: (stay.days[0]..=AFTER).collect(), ..stay.clone() };
        let ways = date.ways.iter().map(since).collect();
        NameUse { source, is_rename: true, is_ended: false, ways }
    }

    /// The ways in which it may have been in use; never, for who does not count it.
    pub(crate) fn ways(&self, seen: Perspective) -> Vec<Stay> {
        match seen.counts(Some(self.source), Modality::Asserted) {
            true => self.ways.clone(),
            false => vec![Stay { days: Vec::new(), unrecorded_end_came: false }],
        }
    }

    /// As it is in a world in which it was in use on these days.
    pub(crate) fn borne(&self, days: &[i8]) -> BorneName {
        let NameUse { is_rename, is_ended, .. } = *self;
        BorneName { days: days.to_vec(), is_rename, is_ended }
    }
}

impl World {
    /// The names that the organ bore on a day, by number; none stands for its own.
    pub(crate) fn named(&self, on: i8) -> Vec<usize> {
        let begun =
            |name: &BorneName| name.days.first().copied().filter(|_| name.days.contains(&on));
        let later = |name: &BorneName, by: fn(&BorneName) -> bool| {
            let others = self.names.iter().filter(|other| by(other));
            others.filter_map(begun).any(|start| Some(start) > name.days.first().copied())
        };
        let is_borne = |name: &BorneName| {
            name.days.contains(&on)
                && match (name.is_rename, name.is_ended) {
                    (true, _) => !later(name, |other| other.is_rename),
                    (false, false) => !later(name, |_| true),
                    (false, true) => true,
                }
        };
        (0..self.names.len()).filter(|at| is_borne(&self.names[*at])).collect()
    }

    /// Whether the organ was there on both days, and bore none of the names of the one on the other.
    pub(crate) fn is_renamed(&self, one: i8, other: i8) -> bool {
        let [then, now] = [one, other].map(|on| self.named(on));
        let is_own = then.is_empty() && now.is_empty();
        let is_shared = is_own || then.iter().any(|name| now.contains(name));
        self.is_there(0, one) && self.is_there(0, other) && !is_shared
    }
}
