//! The day or days a question is about.

use std::fmt;

use serde::{Serialize, Serializer};

use super::answer::together;
use super::members::{self, Combination, SetIx};
use super::span::{EdgeDay, Grain};
use super::{Answer, DateSpan, Day};

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
    /// Where the question may mean one of several stretches of days, or days that lie apart: their number
    /// in the table of such dates, else 0.
    pub(super) set: SetIx,
}

impl When {
    /// All days there are.
    pub const EVER: When = When::between(Day::MIN, Day::MAX);

    /// All days from one to another.
    #[must_use]
    pub const fn between(from: Day, to: Day) -> When {
        When { from, to, set: 0 }
    }

    /// One day.
    #[must_use]
    pub const fn day(day: Day) -> When {
        When::between(day, day)
    }

    /// Whether the days asked about are all those from the first to the last.
    #[must_use]
    #[inline]
    pub const fn is_plain(self) -> bool {
        self.set == 0
    }

    /// The stretches of days that the question may mean, or that it means together.
    pub(super) fn stretches(self) -> (Combination, Vec<When>) {
        if self.set == 0 {
            return (Combination::One, vec![self]);
        }
        let members = members::members(self.set);
        let when = |span: &DateSpan| When::between(span.earliest, span.latest);
        (members.choice, members.start.iter().map(when).collect())
    }

    /// The answer to a question about these days, where `answer` gives it for days without a gap.
    #[inline]
    pub fn ask(self, answer: impl Fn(When) -> Answer) -> Answer {
        if self.set == 0 {
            return answer(self);
        }
        let (choice, stretches) = self.stretches();
        together(choice, stretches.into_iter().map(answer))
    }

    /// The answers to `count` questions about these days, where `answers` gives them for days without a gap.
    pub(crate) fn ask_each(
        self,
        count: usize,
        answers: impl Fn(When) -> Vec<Answer>,
    ) -> Vec<Answer> {
        if self.set == 0 {
            return answers(self);
        }
        let (choice, stretches) = self.stretches();
        let by_stretch: Vec<Vec<Answer>> = stretches.into_iter().map(answers).collect();
        let of_one = |one: usize| together(choice, by_stretch.iter().map(|found| found[one]));
        (0..count).map(of_one).collect()
    }

    /// Whether it is one day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.set == 0 && self.from == self.to
    }

    /// Whether the day is one of those asked about.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day
            && day <= self.to
            && (self.set == 0 || self.stretches().1.iter().any(|when| when.contains(day)))
    }
}

impl fmt::Display for When {
    /// The shortest EDTF that asks the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use super::span::SpanForm::{Day, Month, Year, Years};
        if self.set != 0 {
            return f.write_str(&members::members(self.set).text);
        }
        let span = DateSpan { earliest: self.from, latest: self.to };
        if matches!(span.shape(), Day | Month | Year | Years(_)) {
            return span.fmt(f);
        }
        let grain = Grain::of(span);
        let edge = |day, f: &mut fmt::Formatter<'_>| match day {
            day if super::Day::is_bounded(day) => EdgeDay(day, grain).fmt(f),
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
