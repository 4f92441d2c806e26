//! The questions that every peer is asked, with their arguments.
//!
//! An answer that is a set is printed as `count:sum`, the sum of the positions of its organs in the
//! text, counted from 1. Dates of answers are generous: an organ is there from the first day that
//! its start may mean to the last that its end may mean.

use std::fmt;

use super::calendar::{Date, day};
use super::party::{Party, Place};
use super::random::{For, draw};

/// What is asked.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Ask {
    /// The name of the organ with an id.
    Lookup,
    /// All that the organ ever stood under, itself not among them.
    Chain,
    /// All that ever stood under a province, itself among them.
    Province,
    /// The same for the congress.
    Root,
    /// The same for a province on a day: organs that were there, joined by lines that held.
    AsOf,
    /// All that the organ grew out of, itself not among them.
    Predecessors,
    /// Whether the first organ is a predecessor of the second: `true` or `false`.
    IsForerunner,
    /// The least number of steps from the first to the second, its successor; `none` without a path.
    Path,
    /// The nearest organ above or equal to both, neither of which ever moved: its id.
    Meet,
    /// How many of each kind under the congress: `kind=count`, sorted, joined by `;`.
    Kinds,
}

impl Ask {
    pub(crate) const ALL: [(Ask, &'static str, usize); 10] = [
        (Ask::Lookup, "lookup", 1000),
        (Ask::Chain, "chain", 1000),
        (Ask::Province, "province", 12),
        (Ask::Root, "root", 3),
        (Ask::AsOf, "as_of", 24),
        (Ask::Predecessors, "predecessors", 500),
        (Ask::IsForerunner, "is_predecessor", 500),
        (Ask::Path, "path", 500),
        (Ask::Meet, "meet", 500),
        (Ask::Kinds, "kinds", 3),
    ];

    /// The question's name in the tables.
    pub(crate) fn name(self) -> &'static str {
        Ask::ALL[self as usize].1
    }
}

/// A question with its arguments; displays as a row of `questions.csv`.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Question {
    pub(crate) ask: Ask,
    pub(crate) a: Place,
    pub(crate) b: Option<Place>,
    pub(crate) date: Option<i32>,
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let b = self.b.map(|b| b.to_string()).unwrap_or_default();
        let date = self.date.map(|day| Date::day(day).to_string()).unwrap_or_default();
        write!(f, "{},{},{b},{date}", self.ask.name(), self.a)
    }
}

/// All questions, the same on every run.
pub(crate) fn questions(party: &Party) -> impl Iterator<Item = Question> + '_ {
    Ask::ALL
        .into_iter()
        .flat_map(move |(ask, _, count)| (0..count).map(move |n| question(party, ask, n)))
}

fn question(party: &Party, ask: Ask, n: usize) -> Question {
    let mut dice =
        Dice { party, bits: draw(party.seed, For::Question, (ask as u64) << 32 | n as u64) };
    let (a, b) = match ask {
        Ask::Lookup | Ask::Chain => (dice.organ(), None),
        Ask::Province | Ask::AsOf => (Place::Province(n % party.province_count()), None),
        Ask::Root | Ask::Kinds => (Place::Centre(0), None),
        Ask::Predecessors => (dice.late(), None),
        Ask::IsForerunner if n % 2 == 1 => (dice.late(), Some(dice.late())),
        Ask::IsForerunner | Ask::Path => dice.related(),
        Ask::Meet => dice.settled_pair(n.is_multiple_of(2)),
    };
    let date = (ask == Ask::AsOf).then(|| day(1956, 1, 1) + dice.below(22_000) as i32);
    Question { ask, a, b, date }
}

struct Dice<'p> {
    party: &'p Party,
    bits: u64,
}

impl Dice<'_> {
    fn below(&mut self, n: usize) -> usize {
        self.bits = draw(self.party.seed, For::Question, self.bits);
        (self.bits % n as u64) as usize
    }

    fn organ(&mut self) -> Place {
        let n = self.below(self.party.sound());
        self.party.at(n)
    }

    /// An active unit of the last quarter of its county.
    fn late_active(&mut self) -> (usize, usize) {
        let q = self.below(self.party.county_count());
        let actives = self.party.active_count(q);
        (q, actives - 1 - self.below(actives.div_ceil(4)))
    }

    fn late(&mut self) -> Place {
        let (q, k) = self.late_active();
        self.party.active(q, k)
    }

    /// An organ and one that grew out of it in one to twenty steps, where there are so many.
    fn related(&mut self) -> (Place, Option<Place>) {
        let (q, k) = self.late_active();
        let mut from = (q, k);
        for _ in 0..=self.below(20) {
            let Some(before) = self.party.predecessor(from.0, from.1) else { break };
            from = before;
        }
        (self.party.active(from.0, from.1), Some(self.party.active(q, k)))
    }

    /// Two units that never moved, from one county or from any two.
    fn settled_pair(&mut self, neighbours: bool) -> (Place, Option<Place>) {
        let q = self.below(self.party.county_count());
        let other = if neighbours { q } else { self.below(self.party.county_count()) };
        (self.settled(q), Some(self.settled(other)))
    }

    fn settled(&mut self, q: usize) -> Place {
        loop {
            let j = self.below(self.party.units_in(q));
            if self.party.moved_on(q, j).is_none() {
                return self.party.unit(q, j);
            }
        }
    }
}
