//! Between the tenures of a post: stretches of days for which no source names a holder, and terms that follow each other.
//!
//! Takes the holdings of a post; gives the gaps between the first and the last of them, and which of them are terms of one
//! holder. A gap is what sources leave out, never a vacancy that one states: who held the post then is not recorded.

use std::fmt;

use serde::Serialize;

use crate::graph::DayRange;
use crate::time::Day;

/// Days for which no source names a holder of a post, between two tenures.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct UnnamedDays<'g> {
    /// The first of the days: that after the last on which the tenure before may have gone on.
    pub from: Day,
    /// The last of the days: that before the first on which the tenure after may have begun.
    pub to: Day,
    /// The name of the holder before.
    pub before: &'g str,
    /// The name of the holder after.
    pub after: &'g str,
    /// How many tenures without dates may lie in these days.
    #[serde(skip_serializing_if = "is_none")]
    pub undated: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

impl fmt::Display for UnnamedDays<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.from == self.to {
            true => write!(f, "no source names a holder on {}", self.from)?,
            false => write!(f, "no source names a holder from {} to {}", self.from, self.to)?,
        }
        match self.undated {
            0 => Ok(()),
            1 => f.write_str(", unless the undated tenure was then"),
            count => write!(f, ", unless one of {count} undated tenures was then"),
        }
    }
}

/// The days between the tenures of a post for which no source names a holder. Takes the days on which each holder may have
/// held it, where something dates them, and the name.
pub(super) fn unnamed_days<'g>(
    held: impl Iterator<Item = (Option<DayRange>, &'g str)>,
) -> Vec<UnnamedDays<'g>> {
    let (mut dated, mut undated) = (Vec::new(), 0);
    for (days, name) in held {
        match days {
            Some(days) => dated.push((days, name)),
            None => undated += 1,
        }
    }
    dated.sort_unstable();
    let mut found = Vec::new();
    let mut last: Option<(Day, &'g str)> = None;
    for ((first, until), name) in dated {
        if let Some((end, before)) = last
            && end.next() < first
        {
            let (from, to) = (end.next(), first.prev());
            found.push(UnnamedDays { from, to, before, after: name, undated });
        }
        last = match last {
            Some(known) if known.0 >= until => Some(known),
            _ => Some((until, name)),
        };
    }
    found
}

/// The numbers of terms that follow each other without a gap, by the same holder: of each tenure its days, where it has some,
/// and whose it is. A tenure that stands alone has none.
pub(super) fn terms<K: PartialEq>(tenures: &[Option<(DayRange, K)>]) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..tenures.len()).filter(|at| tenures[*at].is_some()).collect();
    order.sort_by_key(|at| tenures[*at].as_ref().map(|(days, _)| *days));
    let follows = |one: &usize, other: &usize| match (&tenures[*one], &tenures[*other]) {
        (Some((before, who)), Some((after, also))) => who == also && after.0 <= before.1.next(),
        _ => false,
    };
    let mut numbers = vec![None; tenures.len()];
    for run in order.chunk_by(follows).filter(|run| run.len() > 1) {
        for (number, at) in (1..).zip(run) {
            numbers[*at] = Some(number);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range((first, length): (i32, i32)) -> DayRange {
        (Day(first), Day(first + length))
    }

    proptest! {
        #[test]
        fn days_without_a_name_are_those_between_that_nobody_may_have(
            held in prop::collection::vec((0i32..30, 0i32..6), 1..6),
        ) {
            let held: Vec<DayRange> = held.into_iter().map(range).collect();
            let found = unnamed_days(held.iter().map(|days| (Some(*days), "x")));
            let first = held.iter().map(|days| days.0).min().unwrap();
            let last = held.iter().map(|days| days.1).max().unwrap();
            for day in (-1..40).map(Day) {
                let is_held = held.iter().any(|days| days.0 <= day && day <= days.1);
                let is_between = first <= day && day <= last;
                let is_found = found.iter().any(|gap| gap.from <= day && day <= gap.to);
                prop_assert_eq!(is_found, is_between && !is_held, "{:?}", day);
            }
        }
    }

    #[test]
    fn terms_are_numbered_where_they_follow_each_other() {
        let tenures = [
            Some((range((0, 9)), "ann")),
            Some((range((10, 9)), "ann")),
            None,
            Some((range((20, 9)), "bob")),
            Some((range((30, 9)), "ann")),
        ];
        assert_eq!(terms(&tenures), [Some(1), Some(2), None, None, None]);
    }
}
