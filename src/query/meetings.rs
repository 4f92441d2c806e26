//! Who was there with whom: stays by their first days, so that whether somebody meets one of many takes one search.
//!
//! Takes stays of things, from a day to a day; gives for further days one of those that were there then. Knows nothing of
//! what they did there.

use crate::graph::{DayRange, NodeIx};
use crate::time::Day;

/// From when to when something was there. Of two stays the greater is the one that lasts longer.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Stay {
    until: Day,
    /// What was there.
    pub(super) who: NodeIx,
    since: Day,
}

impl Stay {
    pub(super) fn of(who: NodeIx, (since, until): DayRange) -> Stay {
        Stay { until, who, since }
    }

    /// The days that it shares with others; they are known to meet.
    pub(super) fn shared_with(self, (first, last): DayRange) -> DayRange {
        (self.since.max(first), self.until.min(last))
    }
}

/// Stays by their first days, each with the two of different things that last longest of all that have begun by then.
pub(super) struct Meetings {
    firsts: Vec<Day>,
    longest: Vec<[Option<Stay>; 2]>,
}

impl Meetings {
    pub(super) fn of(stays: impl Iterator<Item = Stay>) -> Meetings {
        let mut stays: Vec<Stay> = stays.collect();
        stays.sort_unstable_by_key(|stay| (stay.since, stay.until, stay.who));
        let mut longest = [None, None];
        let mut table = Meetings { firsts: Vec::new(), longest: Vec::new() };
        for stay in stays {
            longest = with(longest, stay);
            table.firsts.push(stay.since);
            table.longest.push(longest);
        }
        table
    }

    /// The one, other than `who`, that was there on one of the days and of all that had come by their end lasts longest.
    pub(super) fn meet(&self, who: NodeIx, (first, last): DayRange) -> Option<Stay> {
        let come = self.firsts.partition_point(|day| *day <= last);
        let longest = come.checked_sub(1).map_or([None, None], |at| self.longest[at]);
        let mut others = longest.into_iter().flatten().filter(|stay| stay.who != who);
        others.find(|stay| stay.until >= first)
    }
}

/// The two of different things that last longest, of two and one more.
fn with([first, second]: [Option<Stay>; 2], more: Stay) -> [Option<Stay>; 2] {
    let is_same = |one: Option<Stay>| one.is_some_and(|stay| stay.who == more.who);
    match first {
        _ if is_same(first) => [first.max(Some(more)), second],
        Some(one) if one.until >= more.until => match is_same(second) {
            true => [first, second.max(Some(more))],
            false => [first, second.filter(|two| two.until >= more.until).or(Some(more))],
        },
        _ => [Some(more), first],
    }
}
