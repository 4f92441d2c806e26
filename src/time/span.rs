//! The days one date may mean.
//!
//! Takes an earliest and a latest day; gives comparisons that never claim more than both allow, and the
//! shortest EDTF that says the same. Does not remember how the date was written.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Day;
use super::day::write_year;

/// The set of days one date may mean: every day from `earliest` to `latest`, both included.
///
/// ```
/// use organigram::time::Period;
///
/// let july = Period::parse("1930-07")?.start();
/// assert_eq!(july.earliest.to_string(), "1930-07-01");
/// assert_eq!(july.latest.to_string(), "1930-07-31");
/// assert_eq!(july.to_string(), "1930-07");
/// # Ok::<(), organigram::time::DateError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct DateSpan {
    /// The first day it may be, [`Day::MIN`] if there is no such limit.
    pub earliest: Day,
    /// The last day it may be, [`Day::MAX`] if there is no such limit.
    pub latest: Day,
}

/// What a span amounts to when it is written out.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum SpanForm {
    Day,
    Month,
    Year,
    /// A whole year of which that many last digits are open: `193X`, `19XX`.
    Years(u32),
    /// No later than the day, or no earlier.
    Until,
    Since,
    Between,
    Anywhen,
}

impl DateSpan {
    /// Any day at all.
    pub const UNKNOWN: DateSpan = DateSpan { earliest: Day::MIN, latest: Day::MAX };

    /// Exactly this day.
    #[must_use]
    pub const fn day(day: Day) -> DateSpan {
        DateSpan { earliest: day, latest: day }
    }

    /// Whether it is one known day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.earliest == self.latest && self.earliest.is_bounded()
    }

    /// Whether it may be this day.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.earliest <= day && day <= self.latest
    }

    /// Whether it is before the other, whichever days the two are.
    #[must_use]
    pub fn certainly_before(self, other: DateSpan) -> bool {
        self.latest < other.earliest
    }

    /// Whether it may be before the other.
    #[must_use]
    pub fn possibly_before(self, other: DateSpan) -> bool {
        self.earliest < other.latest
    }

    /// The days that both may be.
    pub(super) fn shared(self, other: DateSpan) -> Option<DateSpan> {
        let earliest = self.earliest.max(other.earliest);
        let latest = self.latest.min(other.latest);
        (earliest <= latest).then_some(DateSpan { earliest, latest })
    }

    pub(super) fn shape(self) -> SpanForm {
        match (self.earliest.is_bounded(), self.latest.is_bounded()) {
            (false, false) => return SpanForm::Anywhen,
            (false, true) => return SpanForm::Until,
            (true, false) => return SpanForm::Since,
            (true, true) if self.is_day() => return SpanForm::Day,
            _ => {}
        }
        let ((from, first_month, _), (to, last_month, _)) =
            (self.earliest.ymd(), self.latest.ymd());
        match Grain::of(self) {
            Grain::Month if (from, first_month) == (to, last_month) => SpanForm::Month,
            Grain::Year if from == to => SpanForm::Year,
            Grain::Year if (0..=9999).contains(&from) => [1, 2, 3]
                .into_iter()
                .find(|digits| {
                    from % 10_i32.pow(*digits) == 0 && to == from + 10_i32.pow(*digits) - 1
                })
                .map_or(SpanForm::Between, SpanForm::Years),
            _ => SpanForm::Between,
        }
    }
}

/// The coarsest precision in which both edges of a span can be written.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Day,
    Month,
    Year,
}

impl Grain {
    /// An edge that is "before any" or "after any" can be written in whatever precision the other has.
    pub(super) fn of(span: DateSpan) -> Grain {
        let first = match span.earliest.ymd() {
            _ if !span.earliest.is_bounded() => Grain::Year,
            (_, 1, 1) => Grain::Year,
            (_, _, 1) => Grain::Month,
            _ => Grain::Day,
        };
        let last = match span.latest.next().ymd() {
            _ if !span.latest.is_bounded() => Grain::Year,
            (_, 1, 1) => Grain::Year,
            (_, _, 1) => Grain::Month,
            _ => Grain::Day,
        };
        first.min(last)
    }
}

/// A day written no finer than the grain; nothing for "before any" and "after any".
pub(super) struct EdgeDay(pub(super) Day, pub(super) Grain);

impl fmt::Display for EdgeDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.is_bounded() {
            return Ok(());
        }
        let (year, month, day) = self.0.ymd();
        if self.1 == Grain::Year && year.unsigned_abs() > 9999 {
            return write!(f, "Y{year}");
        }
        write_year(f, year)?;
        if self.1 <= Grain::Month {
            write!(f, "-{month:02}")?;
        }
        if self.1 == Grain::Day { write!(f, "-{day:02}") } else { Ok(()) }
    }
}

impl fmt::Display for DateSpan {
    /// The shortest EDTF for these days; `..` if they are all days.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shape() {
            SpanForm::Day => self.earliest.fmt(f),
            SpanForm::Month => EdgeDay(self.earliest, Grain::Month).fmt(f),
            SpanForm::Year => EdgeDay(self.earliest, Grain::Year).fmt(f),
            SpanForm::Years(digits) => {
                let open = digits as usize;
                let kept = self.earliest.year() / 10_i32.pow(digits);
                write!(f, "{kept:0width$}{:X<open$}", "", width = 4 - open)
            }
            SpanForm::Anywhen => f.write_str(".."),
            SpanForm::Until | SpanForm::Since | SpanForm::Between => {
                let grain = Grain::of(*self);
                write!(f, "[{}..{}]", EdgeDay(self.earliest, grain), EdgeDay(self.latest, grain))
            }
        }
    }
}

impl Serialize for DateSpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
