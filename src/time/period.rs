//! Periods: from when to when something held, as far as it is known.
//!
//! Takes two dates and how each was given; gives the answer for any day, exactly: what is called certain is so
//! in every completion of the unknown days, what is called no is so in all of them. Looks at no clock.

use std::fmt;

use serde::{Serialize, Serializer};

use super::members::{self, Combination, DateMembers, SetIx};
use super::{Answer, DateSpan, Day, When};

/// How a bound of a period was given.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Bound {
    /// By a date, however imprecise.
    Stated,
    /// Not recorded: nothing before or after the `/` (ISO 8601-2, 10.3: unknown).
    Unknown,
    /// `..`: known to go on, or to have no beginning (ISO 8601-2, 10.3: open).
    Open,
}

/// A period: the days its start may be, the days its end may be, and how each bound was given.
///
/// Both ends are included, and the end is never before the start: `1930` alone begins on some day
/// of 1930 and ends on that day or a later one of 1930.
///
/// ```
/// use organigram::time::{Answer, Day, Period};
///
/// let leader = Period::parse("1997-10-08/2011")?;
/// let (first, last) = leader.certain_days().unwrap();
/// assert_eq!((first.to_string(), last.to_string()), ("1997-10-08".into(), "2011-01-01".into()));
/// assert_eq!(leader.overlap(Period::parse("2012/..")?), Answer::No);
/// # Ok::<(), organigram::time::DateError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Period {
    start: DateSpan,
    end: DateSpan,
    /// Where it means days that lie apart: their number in the table of such dates, else 0. The spans then
    /// reach from the first of those days to the last.
    set: SetIx,
    how: How,
}

/// How the bounds were given, in one byte.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
struct How(u8);

impl How {
    const INSTANT: u8 = 1 << 4;
    const QUALIFIED: u8 = 1 << 5;
    /// The end is not recorded, and is presumed not to have come only up to the latest day of `end`.
    const LAPSES: u8 = 1 << 6;

    const fn of(start: Bound, end: Bound) -> How {
        How(start as u8 | (end as u8) << 2)
    }

    const fn bound(bits: u8) -> Bound {
        match bits & 3 {
            0 => Bound::Stated,
            1 => Bound::Unknown,
            _ => Bound::Open,
        }
    }

    const fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }
}

/// One side of an interval as it was written.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum IntervalSide {
    Stated(DateSpan),
    Unknown,
    Open,
}

impl IntervalSide {
    fn bound(self) -> Bound {
        match self {
            IntervalSide::Stated(_) => Bound::Stated,
            IntervalSide::Unknown => Bound::Unknown,
            IntervalSide::Open => Bound::Open,
        }
    }
}

impl Period {
    /// No date at all.
    pub const UNKNOWN: Period = Period {
        start: DateSpan::UNKNOWN,
        end: DateSpan::UNKNOWN,
        set: 0,
        how: How::of(Bound::Unknown, Bound::Unknown),
    };

    /// Without a beginning and an end: `../..`.
    pub const EVER: Period = Period {
        start: DateSpan { earliest: Day::MIN, latest: Day::MIN },
        end: DateSpan { earliest: Day::MAX, latest: Day::MAX },
        set: 0,
        how: How::of(Bound::Open, Bound::Open),
    };

    /// Something that lies within one date, as a date without a slash says.
    #[must_use]
    #[inline]
    pub const fn on(date: DateSpan) -> Period {
        Period {
            start: date,
            end: date,
            set: 0,
            how: How(How::of(Bound::Stated, Bound::Stated).0 | How::INSTANT),
        }
    }

    #[inline]
    pub(super) fn between(start: IntervalSide, end: IntervalSide) -> Period {
        let (first, last) = match (start, end) {
            (IntervalSide::Stated(start), _) => (start, IntervalSide::latest_or(end, start)),
            (IntervalSide::Open, end) => {
                (DateSpan::day(Day::MIN), IntervalSide::latest_or(end, DateSpan::day(Day::MIN)))
            }
            (IntervalSide::Unknown, IntervalSide::Stated(end)) => {
                (DateSpan { earliest: Day::MIN, latest: end.latest }, end)
            }
            (IntervalSide::Unknown, end) => {
                (DateSpan::UNKNOWN, IntervalSide::latest_or(end, DateSpan::UNKNOWN))
            }
        };
        Period { start: first, end: last, set: 0, how: How::of(start.bound(), end.bound()) }
    }

    pub(super) fn with_qualified(self, qualified: bool) -> Period {
        let bits = self.how.0 & !How::QUALIFIED;
        Period { how: How(if qualified { bits | How::QUALIFIED } else { bits }), ..self }
    }

    /// The same dates as one of several, or all of several, members.
    pub(super) fn with_members(self, members: DateMembers) -> Period {
        Period { set: members::number(members), ..self }
    }

    /// The members, where it means days that lie apart.
    pub(super) fn members(self) -> Option<&'static DateMembers> {
        (self.set != 0).then(|| members::members(self.set))
    }

    /// The same period with other days for its bounds, and no members.
    pub(super) fn plain(self, start: DateSpan, end: DateSpan) -> Period {
        let latest = if self.how.has(How::LAPSES) { self.end.latest } else { end.latest };
        let end = match self.end_bound() {
            Bound::Unknown => DateSpan { earliest: start.earliest, latest },
            _ => DateSpan { latest, ..end },
        };
        Period { start, end, set: 0, ..self }
    }

    /// Whether it means days that lie apart, so that nothing may be so between them.
    #[must_use]
    #[inline]
    pub const fn is_sparse(self) -> bool {
        self.set != 0
    }

    /// The period with the start of another one.
    #[must_use]
    pub fn with_start_of(self, other: Period) -> Period {
        let end = match self.end_bound() {
            Bound::Unknown => DateSpan { earliest: other.start.earliest, ..self.end },
            _ => self.end,
        };
        Period {
            start: other.start,
            end,
            set: other.side_set(false),
            how: How(How::of(other.start_bound(), self.end_bound()).0
                | self.how.0 & How::LAPSES
                | (self.how.0 | other.how.0) & How::QUALIFIED),
        }
        .with_side_of(self, true)
    }

    /// The period with the end of another one.
    #[must_use]
    pub fn with_end_of(self, other: Period) -> Period {
        let start = match self.start_bound() {
            Bound::Unknown => DateSpan { earliest: Day::MIN, latest: other.end().latest },
            _ => self.start,
        };
        Period {
            start,
            end: other.end,
            set: self.side_set(false),
            how: How(How::of(self.start_bound(), other.end_bound()).0
                | other.how.0 & How::LAPSES
                | (self.how.0 | other.how.0) & How::QUALIFIED),
        }
        .with_side_of(other, true)
    }

    /// The members of one side alone, as those of an interval.
    fn side_set(self, of_end: bool) -> SetIx {
        let Some(members) = self.members() else { return 0 };
        let instant = members.end.is_empty() && self.is_instant();
        let side = if of_end && !instant { &members.end } else { &members.start };
        if side.is_empty() {
            return 0;
        }
        let (start, end) =
            if of_end { (Vec::new(), side.clone()) } else { (side.clone(), Vec::new()) };
        members::number(DateMembers::new(Combination::One, start, end, String::new()))
    }

    /// Adds the members that another period has on a side.
    fn with_side_of(self, other: Period, of_end: bool) -> Period {
        let more = other.side_set(of_end);
        match (self.set, more) {
            (_, 0) => self,
            (0, more) => Period { set: more, ..self },
            (own, more) => {
                let (own, more) = (members::members(own), members::members(more));
                let pick = |a: &[DateSpan], b: &[DateSpan]| {
                    if a.is_empty() { b.to_vec() } else { a.to_vec() }
                };
                self.with_members(DateMembers::new(
                    Combination::One,
                    pick(&own.start, &more.start),
                    pick(&own.end, &more.end),
                    String::new(),
                ))
            }
        }
    }

    /// A period that is known to go on, as its source knows it: seen for certain until a day, or not at all
    /// after its start. Any other period stays as it is.
    #[must_use]
    pub fn seen_until(self, day: Option<Day>) -> Period {
        if self.end_bound() != Bound::Open {
            return self;
        }
        let seen = day.unwrap_or(Day::MIN).max(self.start.earliest);
        Period { end: DateSpan { earliest: seen, latest: Day::MAX }, ..self }
    }

    /// The same period, whose end, where it is not recorded, is presumed not to have come up to a day and no longer.
    ///
    /// ```
    /// use organigram::time::{Answer, Day, Period, When};
    ///
    /// let bureau = Period::parse("1950/")?.presumed_until("1955-06-01".parse()?);
    /// assert_eq!(bureau.answer(When::parse("1955")?), Answer::Presumed);
    /// assert_eq!(bureau.answer(When::parse("1956")?), Answer::Possible);
    /// # Ok::<(), organigram::time::DateError>(())
    /// ```
    #[must_use]
    pub fn presumed_until(self, day: Day) -> Period {
        if self.end_bound() == Bound::Stated || self.is_unknown() {
            return self;
        }
        let least = self.start.latest.max(self.end.earliest);
        let end = DateSpan { earliest: self.end.earliest, latest: day.max(least) };
        Period { end, how: How(self.how.0 | How::LAPSES), ..self }
    }

    /// The days the start may be: [`Day::MIN`] alone if there is none.
    #[must_use]
    #[inline]
    pub const fn start(self) -> DateSpan {
        self.start
    }

    /// The days the end may be: [`Day::MAX`] alone if there is none.
    #[must_use]
    #[inline]
    pub const fn end(self) -> DateSpan {
        if self.how.has(How::LAPSES) {
            return DateSpan { earliest: self.end.earliest, latest: Day::MAX };
        }
        self.end
    }

    /// How the start was given.
    #[must_use]
    #[inline]
    pub const fn start_bound(self) -> Bound {
        How::bound(self.how.0)
    }

    /// How the end was given.
    #[must_use]
    #[inline]
    pub const fn end_bound(self) -> Bound {
        How::bound(self.how.0 >> 2)
    }

    /// Whether there is no date at all.
    #[must_use]
    #[inline]
    pub fn is_unknown(self) -> bool {
        self.start_bound() == Bound::Unknown && self.end_bound() == Bound::Unknown
    }

    /// Whether it was written as a single date, without a slash.
    #[must_use]
    pub const fn is_instant(self) -> bool {
        self.how.has(How::INSTANT)
    }

    /// Whether any part of it was marked uncertain or approximate (`?`, `~`, `%`).
    #[must_use]
    pub const fn qualified(self) -> bool {
        self.how.has(How::QUALIFIED)
    }

    /// Whether it ends before it begins, whichever days the two are: `1950/1940`. It then held on no day.
    #[must_use]
    #[inline]
    pub fn is_backwards(self) -> bool {
        self.end.latest < self.start.earliest
    }

    /// The last day it may begin, given that it does not end before it begins.
    #[inline]
    pub(super) fn latest_start(self) -> Day {
        self.start.latest.min(self.end.latest)
    }

    /// The first day it may end, given that it does not end before it begins.
    #[inline]
    pub(super) fn earliest_end(self) -> Day {
        self.end.earliest.max(self.start.earliest)
    }

    /// The first and last of the days on which it held for certain, if there are any.
    ///
    /// The first is [`Day::MIN`] only if the start is open, the last [`Day::MAX`] only if the end is.
    #[must_use]
    pub fn certain_days(self) -> Option<(Day, Day)> {
        if self.is_sparse() {
            return None;
        }
        let (first, last) = (self.latest_start(), self.earliest_end());
        let none = self.is_backwards() || first > last || first == Day::MAX || last == Day::MIN;
        (!none).then_some((first, last))
    }

    /// The first and last of the days on which it may have held; the wrong way round if it [is
    /// backwards](Period::is_backwards).
    #[must_use]
    #[inline]
    pub const fn possible_days(self) -> (Day, Day) {
        (self.start.earliest, self.end().latest)
    }

    /// The first and last of the single days for which [`Period::answer`] is at least so sure, if
    /// there are any.
    #[must_use]
    pub fn days(self, least: Answer) -> Option<(Day, Day)> {
        let (first, last) = match least {
            Answer::No => (Day::MIN, Day::MAX),
            Answer::Possible if self.is_unknown() => (Day::MIN, Day::MAX),
            _ if self.is_unknown() || self.is_backwards() => return None,
            Answer::Possible => self.possible_days(),
            _ if self.is_sparse() => return None,
            Answer::Presumed => (self.latest_start(), self.presumed_end()),
            Answer::Certain => (self.latest_start(), self.earliest_end()),
        };
        (first <= last).then_some((first, last))
    }

    /// Whether the two held on at least one day together: certain if they did whatever the unknown days
    /// were, presumed if so provided that an end that is not recorded has not come.
    ///
    /// ```
    /// use organigram::time::{Answer, Period};
    ///
    /// // The day within March is not known, so that these do not contradict each other.
    /// let (before, after) = (Period::parse("../2003-03")?, Period::parse("2003-03-20/..")?);
    /// assert_eq!(before.overlap(after), Answer::Possible);
    /// # Ok::<(), organigram::time::DateError>(())
    /// ```
    #[must_use]
    pub fn overlap(self, other: Period) -> Answer {
        if self.is_sparse() || other.is_sparse() {
            return self.overlap_of_members(other);
        }
        if self.is_backwards() || other.is_backwards() {
            Answer::No
        } else if self.is_unknown() || other.is_unknown() {
            Answer::Possible
        } else if self.end().latest < other.start.earliest
            || other.end().latest < self.start.earliest
        {
            Answer::No
        } else if self.latest_start() <= other.earliest_end()
            && other.latest_start() <= self.earliest_end()
        {
            Answer::Certain
        } else if self.latest_start() <= other.presumed_end()
            && other.latest_start() <= self.presumed_end()
        {
            Answer::Presumed
        } else {
            Answer::Possible
        }
    }

    /// The days that decide whether it [overlaps](Period::overlap) another at least so surely: the two do exactly where
    /// the first of each is no later than the last of the other. `None` where days that lie apart decide, or none.
    pub(crate) fn meeting_days(self, least: Answer) -> Option<(Day, Day)> {
        if self.is_sparse() || self.is_unknown() || self.is_backwards() {
            return None;
        }
        Some(match least {
            Answer::Certain => (self.latest_start(), self.earliest_end()),
            Answer::Presumed => (self.latest_start(), self.presumed_end()),
            Answer::Possible | Answer::No => self.possible_days(),
        })
    }

    /// Whether the two cannot be dates of one thing: their starts have no day in common, or their
    /// ends have none. A bound that is not recorded or still open contradicts nothing: a source
    /// cannot know of an end after its own time.
    ///
    /// ```
    /// use organigram::time::Period;
    ///
    /// let (day, year) = (Period::parse("1949-06-24/")?, Period::parse("1949/..")?);
    /// assert!(!day.contradicts(year));
    /// assert!(day.contradicts(Period::parse("1949-06-30/")?));
    /// # Ok::<(), organigram::time::DateError>(())
    /// ```
    #[must_use]
    pub fn contradicts(self, other: Period) -> bool {
        if self.is_sparse() || other.is_sparse() {
            return self.contradicts_by_members(other);
        }
        let apart =
            |one: DateSpan, two: DateSpan| one.certainly_before(two) || two.certainly_before(one);
        let stated = |one, two| one == Bound::Stated && two == Bound::Stated;
        stated(self.start_bound(), other.start_bound()) && apart(self.start, other.start)
            || stated(self.end_bound(), other.end_bound()) && apart(self.end, other.end)
    }

    /// The days on which both may have held, if there are any.
    #[must_use]
    pub fn intersect(self, other: Period) -> Option<When> {
        shared(self.possible_days(), other.possible_days())
    }

    /// The days on which both held for certain, if there are any.
    #[must_use]
    pub fn intersect_certain(self, other: Period) -> Option<When> {
        shared(self.certain_days()?, other.certain_days()?)
    }

    /// Whether the days asked about begin after the last up to which it is presumed to have gone on.
    pub(super) fn has_lapsed(self, when: When) -> bool {
        self.how.has(How::LAPSES) && when.from > self.end.latest
    }

    /// The first day it may end if an end that is not recorded has not come; the last day on which that is presumed.
    #[inline]
    pub(super) fn presumed_end(self) -> Day {
        if self.end_bound() == Bound::Stated { self.earliest_end() } else { self.end.latest }
    }
}

impl IntervalSide {
    /// The days of this side as the end of an interval with that start.
    #[inline]
    fn latest_or(end: IntervalSide, start: DateSpan) -> DateSpan {
        match end {
            IntervalSide::Stated(end) => end,
            IntervalSide::Unknown => DateSpan { earliest: start.earliest, latest: Day::MAX },
            IntervalSide::Open => DateSpan::day(Day::MAX),
        }
    }
}

fn shared(one: (Day, Day), other: (Day, Day)) -> Option<When> {
    let (from, to) = (one.0.max(other.0), one.1.min(other.1));
    (one.0 <= one.1 && other.0 <= other.1 && from <= to).then_some(When::between(from, to))
}

impl fmt::Display for Period {
    /// EDTF that reads as the same days, if not as it was written: `1936~` comes out as `[1935..1937]`.
    /// No date at all is `/`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.members() {
            Some(members) if !members.text.is_empty() => return f.write_str(&members.text),
            _ if self.is_instant() => return self.start.fmt(f),
            _ => {}
        }
        write_side(f, self.start, self.start_bound())?;
        f.write_str("/")?;
        write_side(f, self.end, self.end_bound())
    }
}

fn write_side(f: &mut fmt::Formatter<'_>, span: DateSpan, bound: Bound) -> fmt::Result {
    match bound {
        Bound::Stated => write!(f, "{span}"),
        Bound::Unknown => Ok(()),
        Bound::Open => f.write_str(".."),
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
