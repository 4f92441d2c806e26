//! When a walk came by each organ.

use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::index::NodeIx;
use crate::time::Day;

/// The organs that a walk through time has met, each with its earliest time so far by the walk's
/// clock, in the order of meeting.
pub(super) struct Arrivals {
    stops: Vec<(NodeIx, Day)>,
    places: FxHashMap<NodeIx, u32>,
}

impl Arrivals {
    /// With room for as many as most walks meet.
    pub(super) fn new() -> Arrivals {
        const MOST: usize = 28;
        Arrivals {
            stops: Vec::with_capacity(MOST),
            places: FxHashMap::with_capacity_and_hasher(MOST, FxBuildHasher),
        }
    }

    pub(super) fn stops(&self) -> &[(NodeIx, Day)] {
        &self.stops
    }

    pub(super) fn get(&self, organ: NodeIx) -> Option<Day> {
        self.places.get(&organ).map(|&at| self.stops[at as usize].1)
    }

    /// Keeps a time for an organ if it is earlier than the one that is known; gives the organ's
    /// place if it was.
    #[inline]
    pub(super) fn improve(&mut self, organ: NodeIx, time: Day) -> Option<u32> {
        match self.places.entry(organ) {
            Entry::Vacant(place) => {
                let at = self.stops.len() as u32;
                place.insert(at);
                self.stops.push((organ, time));
                Some(at)
            }
            Entry::Occupied(place) => {
                let known = &mut self.stops[*place.get() as usize].1;
                let is_earlier = time < *known;
                *known = time.min(*known);
                is_earlier.then_some(*place.get())
            }
        }
    }

    /// All but the first, the earliest first.
    pub(super) fn others(mut self) -> Vec<NodeIx> {
        self.stops.swap_remove(0);
        self.stops.sort_unstable_by_key(|&(organ, time)| (time, organ));
        self.stops.into_iter().map(|(organ, _)| organ).collect()
    }
}
