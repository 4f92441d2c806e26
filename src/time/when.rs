//! The day or days a question is about.

use std::fmt;

use serde::{Serialize, Serializer};

use super::span::{Edge, Grain};
use super::{DateError, DateSpan, Day, Period};

/// The day or days a question is about: `from` to `to`, both included, `from` no later than `to`.
///
/// A question about several days asks whether something held on at least one of them.
///
/// ```
/// use organigram::time::When;
///
/// let year = When::parse("1937")?;
/// assert_eq!((year.from.to_string(), year.to.to_string()), ("1937-01-01".into(), "1937-12-31".into()));
/// assert_eq!(year.to_string(), "1937");
/// assert_eq!(When::parse("1936-12/1937-02-15")?.to_string(), "1936-12-01/1937-02-15");
/// # Ok::<(), organigram::time::DateError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct When {
    /// The first day asked about.
    pub from: Day,
    /// The last day asked about.
    pub to: Day,
}

impl When {
    /// All days there are.
    pub const EVER: When = When { from: Day::MIN, to: Day::MAX };

    /// One day.
    #[must_use]
    pub const fn day(day: Day) -> When {
        When { from: day, to: day }
    }

    /// Any EDTF date or interval: the days from the earliest to the latest that it may cover.
    pub fn parse(text: &str) -> Result<When, DateError> {
        let period = Period::parse(text)?;
        if period.is_backwards() {
            return Err(DateError {
                message: format!("`{text}` ends before it begins"),
                help: Some("write the earlier date first".into()),
                at: 0..text.len(),
            });
        }
        let (from, to) = period.possible_days();
        Ok(When { from, to })
    }

    /// Whether it is one day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.from == self.to
    }

    /// Whether the day is one of those asked about.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

impl From<Day> for When {
    fn from(day: Day) -> When {
        When::day(day)
    }
}

impl fmt::Display for When {
    /// The shortest EDTF that asks the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use super::span::Shape::{Day, Month, Year, Years};
        let span = DateSpan { earliest: self.from, latest: self.to };
        if matches!(span.shape(), Day | Month | Year | Years(_)) {
            return span.fmt(f);
        }
        let grain = Grain::of(span);
        let edge = |day, f: &mut fmt::Formatter<'_>| match day {
            day if super::Day::is_bounded(day) => Edge(day, grain).fmt(f),
            _ => f.write_str(".."),
        };
        edge(self.from, f)?;
        f.write_str("/")?;
        edge(self.to, f)
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
