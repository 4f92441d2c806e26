//! The day or days a question is about.

use std::fmt;

use serde::{Serialize, Serializer};

use super::sets::{self, Choice, Members, SetIx};
use super::span::{Edge, Grain};
use super::{Answer, DateError, DateSpan, Day, Period};

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
    set: SetIx,
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

    /// Any EDTF date or interval, as the days of a question. `1936` asks about some day of that year. A date
    /// that leaves open which days it means (`[1935,1937]`, `1936~`, `193X`, `XXXX-10`) asks about one of
    /// several, and an answer is sure only if it is so whichever is meant; `{1935,1937}` asks about each.
    ///
    /// # Errors
    /// When the text is not EDTF, or ends before it begins.
    pub fn parse(text: &str) -> Result<When, DateError> {
        let (period, mut when) = When::hull(text)?;
        let (choice, meant) = meant(text, period);
        if meant.len() > 1 {
            when.set = number(choice, meant, text);
        }
        Ok(when)
    }

    /// The same text as the days on one of which something happened: `XXXX-10` are all Octobers.
    ///
    /// # Errors
    /// As [`When::parse`].
    pub fn parse_any(text: &str) -> Result<When, DateError> {
        let (period, mut when) = When::hull(text)?;
        if period.is_sparse() && period.is_instant() {
            let days = period.variants().1.iter().map(|member| member.start()).collect();
            when.set = number(Choice::Any, days, text);
        }
        Ok(when)
    }

    fn hull(text: &str) -> Result<(Period, When), DateError> {
        let period = Period::parse(text)?;
        if period.is_backwards() {
            return Err(DateError {
                message: format!("`{text}` ends before it begins"),
                help: Some("write the earlier date first".into()),
                at: 0..text.len(),
            });
        }
        let (from, to) = period.possible_days();
        Ok((period, When::between(from, to)))
    }

    /// Whether the days asked about are all those from the first to the last.
    #[must_use]
    #[inline]
    pub const fn is_plain(self) -> bool {
        self.set == 0
    }

    /// The stretches of days that the question may mean, or that it means together.
    pub(super) fn stretches(self) -> (Choice, Vec<When>) {
        if self.set == 0 {
            return (Choice::One, vec![self]);
        }
        let members = sets::members(self.set);
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
        sets::together(choice, stretches.into_iter().map(answer))
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

fn number(choice: Choice, start: Vec<DateSpan>, text: &str) -> SetIx {
    sets::number(Members { choice, start, end: Vec::new(), text: text.to_owned() })
}

/// The stretches of days that a text may mean as a question.
fn meant(text: &str, period: Period) -> (Choice, Vec<DateSpan>) {
    let hull = DateSpan { earliest: period.start().earliest, latest: period.end().latest };
    if period.is_instant() {
        if let Some(members) = period.members() {
            return (members.choice, members.start.clone());
        }
        return (Choice::One, units(text, hull));
    }
    let is_open = |side: &str| side.contains(['~', '?', '%', 'X', '[', '{']);
    if !is_open(text) {
        return (Choice::One, vec![hull]);
    }
    // Whether something held on a day of an interval is the surer the longer it is.
    let (start, end) = (period.start().latest, period.end().earliest);
    let shortest = match start <= end {
        true => vec![DateSpan { earliest: start, latest: end }],
        false => vec![DateSpan::day(start), DateSpan::day(end)],
    };
    (Choice::One, std::iter::once(hull).chain(shortest).collect())
}

/// The days, months or years of an inexact date, each for itself: of `1936~` three years.
fn units(text: &str, hull: DateSpan) -> Vec<DateSpan> {
    const MOST: usize = 4000;
    let exact = !text.contains(['~', '?', '%', 'X', '.']);
    if exact || !hull.earliest.is_bounded() || !hull.latest.is_bounded() {
        return vec![hull];
    }
    let parts = text.trim_start_matches(['-', '[']).split(['-', '.', ',']).count();
    let grain = match (parts, text.contains("..")) {
        (_, true) => Grain::of(hull),
        (1, _) => Grain::Year,
        (2, _) => Grain::Month,
        _ => Grain::Day,
    };
    let months = match grain {
        Grain::Day => 0,
        Grain::Month => 1,
        Grain::Year => 12,
    };
    let mut units = Vec::new();
    let mut from = hull.earliest;
    while from <= hull.latest && units.len() < MOST {
        let next = if months == 0 { from.next() } else { from.plus_months(months) };
        units.push(DateSpan { earliest: from, latest: next.prev().min(hull.latest) });
        from = next;
    }
    if from <= hull.latest {
        vec![hull, DateSpan::day(hull.earliest), DateSpan::day(hull.latest)]
    } else {
        units
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
        if self.set != 0 {
            return f.write_str(&sets::members(self.set).text);
        }
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
