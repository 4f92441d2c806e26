//! Days, coarse dates and periods, written as EDTF. Knows the Gregorian calendar and no clock.

use std::fmt;

/// How much of a date is recorded.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Precision {
    Day,
    Month,
    Year,
}

/// A date as a source gives it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Date {
    day: i32,
    precision: Precision,
}

/// How a period ends.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum End {
    On(Date),
    /// Not recorded: `/`.
    Unknown,
    /// Known to go on: `/..`.
    Open,
}

/// From when to when something was.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Period {
    pub(crate) start: Date,
    pub(crate) end: End,
}

/// The day's number, counted from 1970-01-01.
pub(crate) fn day(year: i32, month: i32, day: i32) -> i32 {
    // After Howard Hinnant, "chrono-compatible low-level date algorithms".
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a day's number.
pub(crate) fn civil(day: i32) -> (i32, i32, i32) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i32::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

impl Date {
    pub(crate) fn day(day: i32) -> Self {
        Date { day, precision: Precision::Day }
    }

    pub(crate) fn coarse(day: i32, precision: Precision) -> Self {
        Date { day, precision }
    }

    /// The first day that it may mean.
    pub(crate) fn first(self) -> i32 {
        let (y, m, _) = civil(self.day);
        match self.precision {
            Precision::Day => self.day,
            Precision::Month => day(y, m, 1),
            Precision::Year => day(y, 1, 1),
        }
    }

    /// The last day that it may mean.
    pub(crate) fn last(self) -> i32 {
        let (y, m, _) = civil(self.day);
        match self.precision {
            Precision::Day => self.day,
            Precision::Month => day(y + i32::from(m == 12), m % 12 + 1, 1) - 1,
            Precision::Year => day(y, 12, 31),
        }
    }
}

impl Period {
    /// From a date on, with no end recorded.
    pub(crate) fn from(start: Date) -> Self {
        Period { start, end: End::Unknown }
    }

    /// From a date to another.
    pub(crate) fn between(start: Date, end: Date) -> Self {
        Period { start, end: End::On(end) }
    }

    /// The last day that it may reach, where an end is recorded.
    pub(crate) fn last(self) -> Option<i32> {
        match self.end {
            End::On(date) => Some(date.last()),
            End::Unknown | End::Open => None,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = civil(self.day);
        match self.precision {
            Precision::Day => write!(f, "{y:04}-{m:02}-{d:02}"),
            Precision::Month => write!(f, "{y:04}-{m:02}"),
            Precision::Year => write!(f, "{y:04}"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.end {
            End::On(end) => write!(f, "{}/{end}", self.start),
            End::Unknown => write!(f, "{}/", self.start),
            End::Open => write!(f, "{}/..", self.start),
        }
    }
}
