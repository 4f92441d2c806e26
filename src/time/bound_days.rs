//! The bounds of a period as days, for engines and data frames, which compare days. Takes a period; gives the first and
//! the last day of each bound, and how each was given. Where nothing bounds it there is no day: who compares days must
//! not take "before any" for one of them.

use super::{Bound, DateSpan, Day, Period};

/// The bounds of a period as days.
///
/// ```
/// use organigram::time::{Bound, BoundDays, Day, Period};
/// let days = BoundDays::of(Some(Period::parse("1950/")?));
/// assert_eq!(days.start, [Day::from_ymd(1950, 1, 1), Day::from_ymd(1950, 12, 31)]);
/// assert_eq!((days.end[1], days.end_bound.name()), (None, "unknown"));
/// assert_eq!(BoundDays::of(None).start, [None, None]);
/// # Ok::<(), organigram::time::DateError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct BoundDays {
    /// The first and the last day on which it may have begun, where they are bounded.
    pub start: [Option<Day>; 2],
    /// The first and the last day on which it may have ended, where they are bounded.
    pub end: [Option<Day>; 2],
    /// How the start was given.
    pub start_bound: Bound,
    /// How the end was given.
    pub end_bound: Bound,
}

impl BoundDays {
    /// The bounds of a period; of none, and of one of which nothing is known, no days.
    #[must_use]
    pub fn of(period: Option<Period>) -> BoundDays {
        let period = period.filter(|period| !period.is_unknown()).unwrap_or(Period::UNKNOWN);
        BoundDays {
            start: days(period.start()),
            end: days(period.end()),
            start_bound: period.start_bound(),
            end_bound: period.end_bound(),
        }
    }
}

fn days(span: DateSpan) -> [Option<Day>; 2] {
    [span.earliest, span.latest].map(|day| Some(day).filter(|day| day.is_bounded()))
}

impl Bound {
    /// The word for it: `stated`, `unknown` or `open`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Bound::Stated => "stated",
            Bound::Unknown => "unknown",
            Bound::Open => "open",
        }
    }
}
