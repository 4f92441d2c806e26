//! One day, as a number.
//!
//! Takes a year, a month and a day of the proleptic Gregorian calendar with astronomical years (0 is
//! 1 BC), as ISO 8601-1 counts them; gives a `Copy` number that orders and hashes as one. Knows no time
//! of day, no zone and no other calendar.

use std::fmt;

use serde::{Serialize, Serializer};

/// A day: days since 1970-01-01, proleptic Gregorian.
///
/// [`Day::MIN`] and [`Day::MAX`] are not days but "before any day" and "after any day".
///
/// ```
/// use organigram::time::Day;
///
/// let day: Day = "1930-07-03".parse()?;
/// assert_eq!(day, Day::from_ymd(1930, 7, 3).unwrap());
/// assert_eq!(day.next().to_string(), "1930-07-04");
/// assert!(Day::MIN < day && day < Day::MAX);
/// # Ok::<(), organigram::time::DateError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(pub i32);

/// Years further out than this cannot be distinguished in 32 bits of days.
const FURTHEST_YEAR: i64 = 5_900_000;

impl Day {
    /// Before any day.
    pub const MIN: Day = Day(i32::MIN);
    /// After any day.
    pub const MAX: Day = Day(i32::MAX);

    /// The day of that date, if the calendar has it and it lies between [`Day::MIN`] and [`Day::MAX`].
    #[must_use]
    pub const fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if month < 1 || month > 12 || day < 1 || day > days_in_month(year as i64, month) {
            return None;
        }
        let found = Day::clamped(year as i64, month, day);
        if found.is_bounded() { Some(found) } else { None }
    }

    /// Year, month and day. Of [`Day::MIN`] and [`Day::MAX`] only the order means anything.
    #[must_use]
    pub const fn ymd(self) -> (i32, u32, u32) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        let shifted = self.0 as i64 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year + era * 400 + (month <= 2) as i64;
        (year as i32, month as u32, day as u32)
    }

    /// The astronomical year of the day: 0 is 1 BC.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.ymd().0
    }

    /// The day after; [`Day::MIN`] and [`Day::MAX`] stay what they are.
    #[must_use]
    pub const fn next(self) -> Day {
        if self.is_bounded() { Day(self.0 + 1) } else { self }
    }

    /// The day before; [`Day::MIN`] and [`Day::MAX`] stay what they are.
    #[must_use]
    pub const fn prev(self) -> Day {
        if self.is_bounded() { Day(self.0 - 1) } else { self }
    }

    /// Whether this is a day at all, and not "before any" or "after any".
    #[must_use]
    #[inline]
    pub const fn is_bounded(self) -> bool {
        self.0 != i32::MIN && self.0 != i32::MAX
    }

    /// The day of a date known to be in the calendar; [`Day::MIN`] or [`Day::MAX`] where it is out of reach.
    pub(super) const fn clamped(year: i64, month: u32, day: u32) -> Day {
        if year > FURTHEST_YEAR {
            return Day::MAX;
        }
        if year < -FURTHEST_YEAR {
            return Day::MIN;
        }
        // Hinnant, days_from_civil: years begin in March, so that the leap day is the last of its year.
        let year = if month <= 2 { year - 1 } else { year };
        let of_era = year.rem_euclid(400);
        let march_month = if month > 2 { month - 3 } else { month + 9 } as i64;
        let of_year = (153 * march_month + 2) / 5 + day as i64 - 1;
        let days = year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100
            + of_year
            - 719_468;
        Day::from_count(days)
    }

    /// The day that many days from 1970-01-01, [`Day::MIN`] or [`Day::MAX`] where it is out of reach.
    const fn from_count(days: i64) -> Day {
        if days >= i32::MAX as i64 {
            Day::MAX
        } else if days <= i32::MIN as i64 {
            Day::MIN
        } else {
            Day(days as i32)
        }
    }

    /// That many days later, or earlier if negative.
    pub(super) const fn plus_days(self, days: i64) -> Day {
        if self.is_bounded() { Day::from_count(self.0 as i64 + days) } else { self }
    }

    /// The same day some years later, or before where the number is negative.
    #[must_use]
    pub fn years_later(self, years: i32) -> Day {
        self.plus_months(i64::from(years) * 12)
    }

    /// The day so many years, months and days later.
    #[must_use]
    pub fn later(self, years: u32, months: u32, days: u32) -> Day {
        self.plus_months(i64::from(years) * 12 + i64::from(months)).plus_days(i64::from(days))
    }

    /// The same day of the month that many months later, or the last one that month has.
    pub(super) fn plus_months(self, months: i64) -> Day {
        if !self.is_bounded() {
            return self;
        }
        let (year, month, day) = self.ymd();
        let count = (i64::from(year) * 12 + i64::from(month) - 1).saturating_add(months);
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u32 + 1);
        Day::clamped(year, month, day.min(days_in_month(year, month)))
    }
}

pub(super) const fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

pub(super) const fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + is_leap(year) as u32,
        _ => 31,
    }
}

/// The year of a date as ISO 8601-1 writes it: four digits, more only behind a sign (4.3.2, expanded).
pub(super) fn write_year(f: &mut fmt::Formatter<'_>, year: i32) -> fmt::Result {
    match year {
        0..=9999 => write!(f, "{year:04}"),
        ..0 => write!(f, "-{:04}", year.unsigned_abs()),
        _ => write!(f, "+{year}"),
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_bounded() {
            return f.write_str("..");
        }
        let (year, month, day) = self.ymd();
        write_year(f, year)?;
        write!(f, "-{month:02}-{day:02}")
    }
}

/// The months by their English names.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
