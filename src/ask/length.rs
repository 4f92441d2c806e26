//! How long something lasted, as far as its dates show.
//!
//! Takes a period, gives the least and the most that it can have been. Of a period whose end is not
//! recorded or still open, and of a single date, there is no length.

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
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
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
