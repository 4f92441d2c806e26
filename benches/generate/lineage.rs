//! What grew out of what: takes the party, gives its transitions in order of the counties.
//!
//! Every fifth unit of a county is active: it comes out of an active unit that is older, and goes
//! up in one that is younger, each once. The unit after an active one is its twin: it comes out of
//! the same split, and goes into a merger elsewhere. So lines split and join again, time runs one
//! way, and no organ acts after it has gone.

use rustc_hash::FxHashMap;

use super::calendar::Date;
use super::party::{Cite, Fault, NEST, Party, Place};
use super::random::{For, draw};

/// The kinds of transition that occur.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Change {
    Split,
    Merged,
    Absorbed,
    Succeeded,
    Renamed,
}

/// One transition. A rename has its organ in `into` and nothing in `from`.
pub(crate) struct Transition {
    pub(crate) change: Change,
    pub(crate) from: Vec<Place>,
    pub(crate) into: Vec<Place>,
    pub(crate) on: Date,
    pub(crate) cite: Cite,
}

/// One unit in five is active.
const EACH: usize = 5;

impl Party {
    /// How many transitions there are, without those put in as faults.
    pub(crate) fn transition_count(&self) -> usize {
        self.sound() / 5
    }

    /// All transitions.
    pub(crate) fn transitions(&self) -> impl Iterator<Item = Transition> + '_ {
        let successors = (0..self.county_count())
            .flat_map(move |q| (self.block()..self.actives(q)).map(move |k| (q, k)));
        let renames = self.transition_count().saturating_sub(self.successor_count());
        successors
            .map(|(q, k)| self.coming(q, k))
            .chain((0..renames).map(move |n| self.rename(n, renames)))
            .take(self.transition_count())
            .chain((0..self.faults).map(|case| self.reversed(case)))
    }

    fn successor_count(&self) -> usize {
        (0..self.county_count()).map(|q| self.actives(q) - self.block()).sum()
    }

    fn actives(&self, q: usize) -> usize {
        self.units_in(q).div_ceil(EACH)
    }

    /// Active units are taken in blocks; predecessors come from the block before.
    fn block(&self) -> usize {
        let wanted = (self.units_at_least() / EACH / 4).clamp(1, 8);
        1 << wanted.ilog2()
    }

    fn change(&self, q: usize, k: usize) -> Change {
        let has_twin = k * EACH + 1 < self.units_in(q);
        match draw(self.seed, For::Kind, (q as u64) << 24 | k as u64) % 4 {
            0 if has_twin => Change::Split,
            1 => Change::Merged,
            2 => Change::Absorbed,
            _ => Change::Succeeded,
        }
    }

    /// Whether a unit came out of the same split as the active unit before it.
    pub(crate) fn is_twin_of_split(&self, q: usize, j: usize) -> bool {
        let k = j / EACH;
        j % EACH == 1 && k >= self.block() && self.change(q, k) == Change::Split
    }

    /// The place in the block before, shuffled in the same way for all counties: so each unit is
    /// met once, even where some lines cross into the next county.
    fn before(&self, purpose: For, k: usize) -> usize {
        let (block, size) = (k / self.block(), self.block());
        let mask = draw(self.seed, purpose, block as u64) as usize & (size - 1);
        (block - 1) * size + ((k % size) ^ mask)
    }

    /// The active unit that an active unit comes from; none in the first block.
    pub(crate) fn predecessor(&self, q: usize, k: usize) -> Option<(usize, usize)> {
        (k >= self.block()).then(|| {
            let before = self.before(For::Block, k);
            let crosses = before % self.block() == 3;
            (if crosses { self.neighbour(q) } else { q }, before)
        })
    }

    /// The active unit with a number in its county.
    pub(crate) fn active(&self, q: usize, k: usize) -> Place {
        self.unit(q, k * EACH)
    }

    /// How many active units a county has.
    pub(crate) fn active_count(&self, q: usize) -> usize {
        self.actives(q)
    }

    fn coming(&self, q: usize, k: usize) -> Transition {
        let (from_q, from_k) =
            self.predecessor(q, k).expect("successors begin with the second block");
        let change = match self.change(q, k) {
            // What has units of its own does not end, or its units would hang from nothing.
            Change::Merged | Change::Absorbed if (from_k * EACH).is_multiple_of(NEST) => {
                Change::Succeeded
            }
            change => change,
        };
        let mut from = vec![self.active(from_q, from_k)];
        let mut into = vec![self.active(q, k)];
        let mut on = self.unit_start(q, k * EACH);
        let number = (q as u64) << 24 | k as u64;
        match change {
            Change::Split => into.push(self.unit(q, k * EACH + 1)),
            Change::Merged => from.push(self.unit(q, self.before(For::Twin, k) * EACH + 1)),
            Change::Absorbed => on += self.later(number),
            Change::Succeeded | Change::Renamed => {}
        }
        Transition { change, from, into, on: Date::day(on), cite: self.cite(For::Kind, number) }
    }

    /// Some days, but never so many that the organ has gone by then.
    fn later(&self, number: u64) -> i32 {
        (draw(self.seed, For::Absorbed, number) % (3 * self.unit_step()).max(1)) as i32
    }

    fn rename(&self, n: usize, of: usize) -> Transition {
        let (q, round) = (n % self.county_count(), n / self.county_count());
        let rounds = of / self.county_count() + 1;
        let plain = round * (self.units_at_least() / EACH) / rounds;
        let unit = self.unit(q, plain * EACH + 4);
        let start = self.existence(unit).start.last();
        let later = 1 + (draw(self.seed, For::Renamed, n as u64) % 1500) as i32;
        Transition {
            change: Change::Renamed,
            from: vec![],
            into: vec![unit],
            on: Date::day(start + later),
            cite: self.cite(For::Renamed, n as u64),
        }
    }

    /// The days on which organs ended by going up in another one, by their numbers.
    pub(crate) fn ended(&self) -> FxHashMap<usize, i32> {
        let ends = |transition: &Transition| {
            matches!(transition.change, Change::Merged | Change::Absorbed)
        };
        let ending = self.transitions().filter(ends);
        ending
            .flat_map(|transition| {
                let on = transition.on.last();
                transition.from.into_iter().map(move |from| (from, on))
            })
            .filter_map(|(from, on)| Some((self.number(from)?, on)))
            .collect()
    }

    /// A fault: a successor that is older than its predecessor.
    fn reversed(&self, case: usize) -> Transition {
        let late = Place::Faulty(Fault::Late, case);
        Transition {
            change: Change::Succeeded,
            from: vec![late],
            into: vec![self.active(case % self.county_count(), 0)],
            on: self.existence(late).start,
            cite: self.cite(For::Other, case as u64),
        }
    }
}
