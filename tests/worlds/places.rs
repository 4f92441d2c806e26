//! The places of one organ, each claimed of some days or of none, and where it was in a world.
//!
//! Of two places on one day the preferred one holds, and one that is claimed of no days where no other does. Where
//! nobody recorded an end, a place gives way to another one that began later. Where no place has days, each is one of
//! which somebody says so, and all are found.

use std::collections::BTreeSet;

use super::claims::{Modality, Perspective};
use super::dates::{self, Interval, SOURCES, Stay};
use super::models::World;
use super::random::Random;

/// Where an organ was, by one source.
pub(crate) struct PlaceClaim {
    source: usize,
    place: usize,
    during: Option<Interval>,
}

/// A place in a world: the days on which it is claimed; of none in particular, where there are none.
#[derive(Clone, Debug)]
pub(crate) struct HeldPlace {
    place: usize,
    days: Option<Vec<i8>>,
    is_ended: bool,
}

/// The places, by number.
pub(crate) const PLACES: [&str; 2] = ["A", "B"];

impl PlaceClaim {
    /// Some places, with the text of the field.
    pub(crate) fn some(random: &mut Random) -> (String, Vec<PlaceClaim>) {
        let (mut text, mut all) = (String::new(), Vec::new());
        for _ in 0..2 + random.below(2) {
            let (source, place) = (random.below(2), random.below(2));
            let during = (!random.once_in(5)).then(|| dates::interval(random, source));
            let days = during.as_ref().map(|during| format!(", during: \"{}\"", during.text()));
            let (value, cite) = (PLACES[place], SOURCES[source].0);
            let days = days.unwrap_or_default();
            text += &format!("Claim(value: \"{value}\"{days}, cite: \"{cite}\"), ");
            all.push(PlaceClaim { source, place, during });
        }
        (text, all)
    }

    /// The ways in which it may have been there; never, for who does not count it.
    pub(crate) fn ways(&self, seen: Perspective) -> BTreeSet<Stay> {
        let never = || BTreeSet::from([Stay { days: Vec::new(), unrecorded_end_came: false }]);
        match (&self.during, seen.counts(Some(self.source), Modality::Asserted)) {
            (_, false) => never(),
            (None, true) => dates::Date::always().ways,
            (Some(during), true) => during.ways(),
        }
    }

    /// As it is in a world in which it is claimed of these days; nothing where it does not count.
    pub(crate) fn held(&self, days: &[i8]) -> Option<HeldPlace> {
        let is_ended = self.during.as_ref().is_some_and(Interval::has_end);
        let own = self.during.as_ref().map(|_| days.to_vec());
        (!days.is_empty()).then_some(HeldPlace { place: self.place, days: own, is_ended })
    }
}

impl World {
    /// Whether the organ was at a place on a day.
    pub(crate) fn was_at(&self, place: usize, on: i8) -> bool {
        if self.places.iter().all(|held| held.days.is_none()) {
            return self.places.iter().any(|held| held.place == place);
        }
        let start = |held: &HeldPlace| held.days.as_ref().and_then(|days| days.first().copied());
        let is_left = |held: &HeldPlace| {
            let later = |other: &&HeldPlace| {
                other.place != held.place
                    && start(other).is_some_and(|day| day <= on && Some(day) > start(held))
            };
            !held.is_ended && self.places.iter().any(|other| later(&other))
        };
        let holds = |held: &&HeldPlace| {
            held.days.as_ref().is_some_and(|days| days.contains(&on)) && !is_left(held)
        };
        let dated = self.places.iter().find(holds);
        let timeless = || self.places.iter().find(|held| held.days.is_none());
        dated.or_else(timeless).is_some_and(|held| held.place == place)
    }
}
