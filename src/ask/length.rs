//! How long something lasted, as far as its dates show.
//!
//! Takes a period, gives the least and the most that it can have been. Of a period whose end is not
//! recorded or still open, and of a single date, there is no length.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::time::{Bound, Day, Period};

/// From how long to how long something lasted: from its first day to its last.
///
/// ```
/// use organigram::ask::Length;
/// use organigram::time::Period;
/// let length = |text| Length::of(Period::parse(text).unwrap()).map(|length| length.to_string());
/// assert_eq!(length("2019-01-03/2023-01-03").unwrap(), "4 years");
/// assert_eq!(length("1997-10-08/2011").unwrap(), "13 years 85 days to 14 years 84 days");
/// assert_eq!(length("1997-10-08/"), None);
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Length {
    least: Stretch,
    most: Stretch,
}

/// Whole years and the days over them.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Stretch {
    years: i32,
    days: i32,
}

impl Length {
    /// The length of a period of which both ends are dated.
    pub fn of(period: Period) -> Option<Length> {
        let stated = |bound| bound == Bound::Stated;
        let is_dated = stated(period.start_bound()) && stated(period.end_bound());
        let (first, last) = period.possible_days();
        if !is_dated
            || period.is_instant()
            || period.is_backwards()
            || !first.is_bounded()
            || !last.is_bounded()
        {
            return None;
        }
        let most = Stretch::of(first, last);
        let least = match period.certain_days() {
            Some((from, to)) => Stretch::of(from, to),
            None => Stretch { years: 0, days: 0 },
        };
        Some(Length { least, most })
    }
}

impl Length {
    /// Between which places each of some lengths may stand, the longest first: equally long ones share a place.
    ///
    /// ```
    /// use organigram::ask::Length;
    /// use organigram::time::Period;
    /// let all = ["1950/1960-12-31", "1950-01-01/1955-01-01", "1950-01-01/1955-01-01", "1950-01-01/1951-01-01"];
    /// let all = all.map(|text| Length::of(Period::parse(text).unwrap()).unwrap());
    /// assert_eq!(Length::places(&all), [(1, 1), (2, 2), (2, 2), (4, 4)]);
    /// ```
    #[must_use]
    pub fn places(lengths: &[Length]) -> Vec<(usize, usize)> {
        let sorted = |of: fn(&Length) -> Stretch| {
            let mut all: Vec<Stretch> = lengths.iter().map(of).collect();
            all.sort_unstable();
            all
        };
        let (leasts, mosts) = (sorted(|length| length.least), sorted(|length| length.most));
        let place = |length: &Length| {
            // Longer for certain, and perhaps longer.
            let longer = leasts.len() - leasts.partition_point(|least| *least <= length.most);
            let perhaps = mosts.len() - mosts.partition_point(|most| *most <= length.least);
            // Its own most may be longer than its least.
            let perhaps = perhaps - usize::from(length.most > length.least);
            (1 + longer, 1 + perhaps)
        };
        lengths.iter().map(place).collect()
    }
}

/// By the least, then by the most that it can have been.
impl Ord for Length {
    fn cmp(&self, other: &Length) -> Ordering {
        (self.least, self.most).cmp(&(other.least, other.most))
    }
}

impl PartialOrd for Length {
    fn partial_cmp(&self, other: &Length) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Stretch {
    fn of(first: Day, last: Day) -> Stretch {
        let anniversary = |years| same_day(first, first.year() + years);
        let mut years = last.year() - first.year();
        if anniversary(years) > last {
            years -= 1;
        }
        Stretch { years, days: last.0 - anniversary(years).0 }
    }
}

/// The same day of another year; that after it where the year lacks 29 February.
fn same_day(day: Day, year: i32) -> Day {
    let (_, month, of_month) = day.ymd();
    Day::from_ymd(year, month, of_month).or_else(|| Day::from_ymd(year, 3, 1)).unwrap_or(day)
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |n: i32, word| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        match (self.years, self.days) {
            (0, 0) => f.write_str("less than a day"),
            (0, days) => f.write_str(&count(days, "day")),
            (years, 0) => f.write_str(&count(years, "year")),
            (years, days) => write!(f, "{} {}", count(years, "year"), count(days, "day")),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.least == self.most {
            true => self.most.fmt(f),
            false => write!(f, "{} to {}", self.least, self.most),
        }
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_are_those_of_all_worlds(all in prop::collection::vec((0i32..6, 0i32..3), 1..5)) {
            let stretch = |days: i32| Stretch { years: 0, days };
            let lengths: Vec<Length> = all
                .iter()
                .map(|(least, more)| Length { least: stretch(*least), most: stretch(least + more) })
                .collect();
            let mut worlds: Vec<Vec<i32>> = vec![Vec::new()];
            for (least, more) in &all {
                let with = |world: &Vec<i32>, days| [&world[..], &[days]].concat();
                worlds = worlds
                    .iter()
                    .flat_map(|world| (*least..=least + more).map(move |days| with(world, days)))
                    .collect();
            }
            for (at, found) in Length::places(&lengths).into_iter().enumerate() {
                let place = |world: &Vec<i32>| 1 + world.iter().filter(|days| **days > world[at]).count();
                let places: Vec<usize> = worlds.iter().map(place).collect();
                prop_assert_eq!(found.0, *places.iter().min().unwrap());
                prop_assert_eq!(found.1, *places.iter().max().unwrap());
            }
        }
    }
}
