//! Things that occur often, kept once. Takes values, gives each a number, the same for equal values.

use std::hash::Hash;

use indexmap::IndexSet;
use serde::{Serialize, Serializer};

/// Values by number.
#[derive(Debug)]
pub(super) struct Pool<T> {
    all: IndexSet<T>,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool { all: IndexSet::new() }
    }
}

impl<T: Hash + Eq> Pool<T> {
    /// The number of a value.
    pub(super) fn put(&mut self, value: T) -> u32 {
        self.all.insert_full(value).0 as u32
    }

    /// The same values, each changed; none may become equal to another.
    pub(super) fn each(self, change: impl FnMut(T) -> T) -> Pool<T> {
        Pool { all: self.all.into_iter().map(change).collect() }
    }

    /// The same values in another order, and the new number of each.
    pub(super) fn sorted_by(
        self,
        compare: impl Fn(&T, &T) -> std::cmp::Ordering,
    ) -> (Pool<T>, Vec<u32>) {
        let mut all: Vec<(usize, T)> = self.all.into_iter().enumerate().collect();
        all.sort_by(|one, other| compare(&one.1, &other.1));
        let mut numbers = vec![0; all.len()];
        for (new, (old, _)) in all.iter().enumerate() {
            numbers[*old] = new as u32;
        }
        (Pool { all: all.into_iter().map(|(_, value)| value).collect() }, numbers)
    }

    pub(super) fn get(&self, number: u32) -> &T {
        &self.all[number as usize]
    }
}

impl<T: Serialize> Serialize for Pool<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.all)
    }
}
