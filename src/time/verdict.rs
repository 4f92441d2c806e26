//! Answers with their reasons.
//!
//! Takes a period and the days asked about; decides once which [`Case`] it is, and derives both the answer
//! and its words from that, so that the two cannot disagree. Words are made only when they are shown.

use std::fmt;

use serde::{Serialize, Serializer};

use super::span::{EdgeDay, Grain, SpanForm};
use super::{Answer, Bound, DateSpan, Period, When};

/// An answer with its reason.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Verdict {
    /// The answer.
    pub answer: Answer,
    /// Why, in words.
    pub reason: Reason,
}

/// Why a period gives the answer it gives. Shown, it is one clause in plain words.
///
/// ```
/// use organigram::time::{Period, When};
///
/// let committee = Period::parse("1937-02/")?;
/// let why = |day| When::parse(day).map(|when| committee.why(when).to_string());
/// assert_eq!(why("1936")?, "begins only in 1937-02");
/// assert_eq!(why("1937-02-15")?, "its start 1937-02 may be after 1937-02-15");
/// assert_eq!(why("1940")?, "begun 1937-02, end not recorded");
/// # Ok::<(), organigram::time::DateError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Reason {
    period: Period,
    when: When,
    case: Case,
}

/// How a period stands to the days asked about.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Case {
    NoDate,
    Backwards,
    NotYet,
    Over,
    Held,
    NotSeenToEnd,
    Unsettled,
    /// Its days lie before and after those asked about, or beside them.
    Apart,
}

impl Case {
    #[inline]
    pub(super) fn of(period: Period, when: When) -> Case {
        if period.is_unknown() {
            Case::NoDate
        } else if period.is_backwards() {
            Case::Backwards
        } else if period.start().earliest > when.to {
            Case::NotYet
        } else if period.end().latest < when.from {
            Case::Over
        } else if period.latest_start() > when.to {
            Case::Unsettled
        } else if period.earliest_end() >= when.from {
            Case::Held
        } else if period.end_bound() != Bound::Stated && !period.has_lapsed(when) {
            Case::NotSeenToEnd
        } else {
            Case::Unsettled
        }
    }

    /// The case of a date or a question whose days lie apart.
    pub(super) fn of_members(period: Period, when: When) -> Case {
        let plain = Case::of(period, When::between(when.from, when.to));
        match period.answer_of_members(when) {
            _ if matches!(plain, Case::NoDate | Case::Backwards | Case::NotYet | Case::Over) => {
                plain
            }
            Answer::No => Case::Apart,
            Answer::Possible => Case::Unsettled,
            Answer::Presumed => Case::NotSeenToEnd,
            Answer::Certain => Case::Held,
        }
    }

    #[inline]
    pub(super) fn answer(self) -> Answer {
        match self {
            Case::NotYet | Case::Over | Case::Backwards | Case::Apart => Answer::No,
            Case::NoDate | Case::Unsettled => Answer::Possible,
            Case::NotSeenToEnd => Answer::Presumed,
            Case::Held => Answer::Certain,
        }
    }
}

impl Period {
    /// Whether it held on at least one of the days asked about.
    ///
    /// ```
    /// use organigram::time::{Answer, Period, When};
    ///
    /// let party = Period::parse("[..2013-01]/")?; // begun in January 2013 at the latest
    /// assert_eq!(party.answer(When::parse("2012")?), Answer::Possible);
    /// assert_eq!(party.answer(When::parse("2014")?), Answer::Presumed);
    /// # Ok::<(), organigram::time::DateError>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn answer(self, when: When) -> Answer {
        if !self.is_sparse() && when.is_plain() {
            return Case::of(self, when).answer();
        }
        self.answer_of_members(when)
    }

    /// Why [`Period::answer`] says what it says.
    #[must_use]
    pub fn why(self, when: When) -> Reason {
        let case = match !self.is_sparse() && when.is_plain() {
            true => Case::of(self, when),
            false => Case::of_members(self, when),
        };
        Reason { period: self, when, case }
    }

    /// The answer and its reason.
    #[must_use]
    pub fn verdict(self, when: When) -> Verdict {
        let reason = self.why(when);
        Verdict { answer: reason.case.answer(), reason }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.period.start(), self.period.end());
        match self.case {
            Case::NoDate => f.write_str("no date recorded"),
            Case::Backwards => write!(f, "its end{} is before its start", AppositiveDate(end)),
            Case::Apart => write!(f, "dated {}, which is not in {}", self.period, self.when),
            _ if self.period.is_instant() => self.dated(f),
            Case::NotYet => write!(f, "begins only {}", PrepositionalDate(start)),
            Case::Over => write!(f, "ended {}", PrepositionalDate(end)),
            Case::Held => self.held(f),
            Case::NotSeenToEnd => self.not_seen_to_end(f),
            Case::Unsettled if self.has_lapsed() => self.not_seen_to_end(f),
            Case::Unsettled => self.unsettled(f),
        }
    }
}

impl Reason {
    /// Whether the answer is no more than possible because it is too long since it was last attested.
    #[must_use]
    pub fn has_lapsed(&self) -> bool {
        self.case == Case::Unsettled
            && self.period.has_lapsed(self.when)
            && self.period.latest_start() <= self.when.to
    }

    /// The answer.
    #[must_use]
    pub fn answer(&self) -> Answer {
        self.case.answer()
    }

    fn not_seen_to_end(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.period.start();
        match (self.period.start_bound(), self.period.end_bound()) {
            (_, Bound::Open) => self.seen(f),
            (Bound::Open, _) => f.write_str("without a beginning, end not recorded"),
            _ => write!(f, "begun {}, end not recorded", BareDate(start)),
        }
    }

    /// For a single date, which has no start and end to distinguish.
    fn dated(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.period.is_sparse() {
            return match self.case {
                Case::Held => write!(f, "dated {}", self.period),
                _ => write!(f, "dated no more precisely than {}", self.period),
            };
        }
        let date = BareDate(self.period.start());
        match self.case {
            Case::NotYet => write!(f, "dated {date}, which is after {}", self.when),
            Case::Over => write!(f, "dated {date}, which is before {}", self.when),
            Case::Held => write!(f, "dated {date}"),
            _ => write!(f, "dated no more precisely than {date}"),
        }
    }

    fn held(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.period.start(), self.period.end());
        match (self.period.start_bound(), self.period.end_bound()) {
            (Bound::Open, Bound::Open) => f.write_str("without a beginning, known to go on"),
            (Bound::Open, Bound::Stated) => {
                write!(f, "without a beginning, ended {}", BareDate(end))
            }
            (Bound::Open, Bound::Unknown) => f.write_str("without a beginning, end not recorded"),
            (Bound::Stated, Bound::Open) => {
                write!(f, "begun {}, known to go on", BareDate(start))
            }
            (Bound::Stated, Bound::Unknown) => write!(f, "begins {}", PrepositionalDate(start)),
            (Bound::Unknown, Bound::Stated) => write!(f, "ends {}", PrepositionalDate(end)),
            (Bound::Unknown, _) => f.write_str("start not recorded, known to go on"),
            _ if is_simple(start) && is_simple(end) => {
                write!(f, "held {} to {}", BareDate(start), BareDate(end))
            }
            _ => write!(f, "begun {}, ended {}", BareDate(start), BareDate(end)),
        }
    }

    /// Known to go on by a source that speaks for its own day and no later one.
    fn seen(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.period.start_bound() {
            Bound::Stated => write!(f, "begun {}", BareDate(self.period.start()))?,
            Bound::Open => f.write_str("without a beginning")?,
            Bound::Unknown => f.write_str("start not recorded")?,
        }
        let seen = self.period.end().earliest;
        match seen > self.period.start().earliest {
            true => write!(
                f,
                ", known to go on at the date of its source, {seen}; end not \
                               recorded"
            ),
            false => f.write_str(", said to go on by a source without a date; end not recorded"),
        }
    }

    fn unsettled(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.period.start(), self.period.end());
        match (self.period.start_bound(), self.period.end_bound()) {
            (Bound::Unknown, Bound::Open) => f.write_str("start not recorded, known to go on"),
            (Bound::Unknown, _) => write!(f, "start not recorded, ended {}", BareDate(end)),
            _ if self.period.latest_start() <= self.when.to => {
                write!(f, "its end{} may be before {}", AppositiveDate(end), self.when)
            }
            (_, Bound::Stated) if self.period.earliest_end() < self.when.from => write!(
                f,
                "its start{} may be after {when}, or its end{} before it",
                AppositiveDate(start),
                AppositiveDate(end),
                when = self.when
            ),
            _ => write!(f, "its start{} may be after {}", AppositiveDate(start), self.when),
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Whether the span is a date one would say without more words.
fn is_simple(span: DateSpan) -> bool {
    matches!(span.shape(), SpanForm::Day | SpanForm::Month | SpanForm::Year | SpanForm::Years(_))
}

/// A date as the last on which something was seen, no finer than it is known: `2013-01-28`, `1937-02`, of
/// `[..2013-01]` `2013-01`.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct LastDate(pub DateSpan);

impl fmt::Display for LastDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match is_simple(self.0) {
            true => self.0.fmt(f),
            false => EdgeDay(self.0.latest, Grain::of(self.0)).fmt(f),
        }
    }
}

impl Serialize for LastDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The span after a verb that takes a bare date: "begun 1937-02", "begun between 1926 and 1930".
pub(crate) struct BareDate(pub(crate) DateSpan);

impl fmt::Display for BareDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BareDate(span) = *self;
        let grain = Grain::of(span);
        match span.shape() {
            SpanForm::Until => write!(f, "by {}", EdgeDay(span.latest, grain)),
            SpanForm::Since => write!(f, "in or after {}", EdgeDay(span.earliest, grain)),
            SpanForm::Between => {
                write!(
                    f,
                    "between {} and {}",
                    EdgeDay(span.earliest, grain),
                    EdgeDay(span.latest, grain)
                )
            }
            SpanForm::Anywhen => f.write_str("at an unknown date"),
            _ => span.fmt(f),
        }
    }
}

/// The span after a verb that takes a preposition: "begins on 1937-02-15", "begins in 1937-02".
struct PrepositionalDate(DateSpan);

impl fmt::Display for PrepositionalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PrepositionalDate(span) = *self;
        match span.shape() {
            SpanForm::Day => write!(f, "on {span}"),
            _ if is_simple(span) => write!(f, "in {span}"),
            _ => BareDate(span).fmt(f),
        }
    }
}

/// The span beside the noun it dates: "its start 1937-02", "its start, between 1926 and 1930,".
pub(crate) struct AppositiveDate(pub(crate) DateSpan);

impl fmt::Display for AppositiveDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match is_simple(self.0) {
            true => write!(f, " {}", self.0),
            false => write!(f, ", {},", BareDate(self.0)),
        }
    }
}
