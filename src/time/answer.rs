//! The four answers and their reasons.
//!
//! Takes a period and the days asked about; decides once which [`Case`] it is, and derives both the answer
//! and its words from that, so that the two cannot disagree. Words are made only when they are shown.

use std::fmt;

use serde::{Serialize, Serializer};

use super::span::{Edge, Grain, Shape};
use super::{Bound, DateSpan, Period, When};

/// Whether something held: ordered, so that `min()` combines what must all be true.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Ruled out.
    No,
    /// An imprecise bound may cover the day, or there is no date at all.
    Possible,
    /// Begun for certain, end not recorded.
    Presumed,
    /// Held, whatever the unknown days were.
    Certain,
}

impl Answer {
    /// Whether a view takes it that has no other choice: certain and presumed.
    #[must_use]
    pub fn holds(self) -> bool {
        self >= Answer::Presumed
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Answer::No => "no",
            Answer::Possible => "possible",
            Answer::Presumed => "presumed",
            Answer::Certain => "certain",
        })
    }
}

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
    pub(super) period: Period,
    pub(super) when: When,
    pub(super) case: Case,
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
        } else if period.end_bound() != Bound::Stated {
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

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.period.start(), self.period.end());
        match self.case {
            Case::NoDate => f.write_str("no date at all"),
            Case::Backwards => write!(f, "its end{} is before its start", Aside(end)),
            Case::Apart => write!(f, "dated {}, which is not in {}", self.period, self.when),
            _ if self.period.is_instant() => self.dated(f),
            Case::NotYet => write!(f, "begins only {}", Adverb(start)),
            Case::Over => write!(f, "ended {}", Adverb(end)),
            Case::Held => self.held(f),
            Case::NotSeenToEnd if self.period.end_bound() == Bound::Open => self.seen(f),
            Case::NotSeenToEnd if self.period.start_bound() == Bound::Open => {
                f.write_str("without a beginning, end not recorded")
            }
            Case::NotSeenToEnd => write!(f, "begun {}, end not recorded", Plain(start)),
            Case::Unsettled => self.unsettled(f),
        }
    }
}

impl Reason {
    /// For a single date, which has no start and end to distinguish.
    fn dated(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.period.is_sparse() {
            return match self.case {
                Case::Held => write!(f, "dated {}", self.period),
                _ => write!(f, "dated no closer than {}", self.period),
            };
        }
        let date = Plain(self.period.start());
        match self.case {
            Case::NotYet => write!(f, "dated {date}, which is after {}", self.when),
            Case::Over => write!(f, "dated {date}, which is before {}", self.when),
            Case::Held => write!(f, "dated {date}"),
            _ => write!(f, "dated no closer than {date}"),
        }
    }

    fn held(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.period.start(), self.period.end());
        match (self.period.start_bound(), self.period.end_bound()) {
            (Bound::Open, Bound::Open) => f.write_str("without a beginning, known to go on"),
            (Bound::Open, Bound::Stated) => {
                write!(f, "without a beginning, ended {}", Plain(end))
            }
            (Bound::Open, Bound::Unknown) => f.write_str("without a beginning, end not recorded"),
            (Bound::Stated, Bound::Open) => {
                write!(f, "begun {}, known to go on", Plain(start))
            }
            (Bound::Stated, Bound::Unknown) => write!(f, "begins {}", Adverb(start)),
            (Bound::Unknown, Bound::Stated) => write!(f, "ends {}", Adverb(end)),
            (Bound::Unknown, _) => f.write_str("start not recorded, known to go on"),
            _ if is_simple(start) && is_simple(end) => {
                write!(f, "held {} to {}", Plain(start), Plain(end))
            }
            _ => write!(f, "begun {}, ended {}", Plain(start), Plain(end)),
        }
    }

    /// Known to go on by a source that speaks for its own day and no later one.
    fn seen(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.period.start_bound() {
            Bound::Stated => write!(f, "begun {}", Plain(self.period.start()))?,
            Bound::Open => f.write_str("without a beginning")?,
            Bound::Unknown => f.write_str("start not recorded")?,
        }
        let seen = self.period.end().earliest;
        match seen > self.period.start().earliest {
            true => write!(f, ", known to go on when its source speaks, {seen}; no end recorded"),
            false => f.write_str(", said to go on by a source without a date; no end recorded"),
        }
    }

    fn unsettled(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.period.start(), self.period.end());
        match (self.period.start_bound(), self.period.end_bound()) {
            (Bound::Unknown, Bound::Open) => f.write_str("start not recorded, known to go on"),
            (Bound::Unknown, _) => write!(f, "start not recorded, ended {}", Plain(end)),
            _ if self.period.latest_start() <= self.when.to => {
                write!(f, "its end{} may be before {}", Aside(end), self.when)
            }
            (_, Bound::Stated) if self.period.earliest_end() < self.when.from => write!(
                f,
                "its start{} may be after {when}, or its end{} before it",
                Aside(start),
                Aside(end),
                when = self.when
            ),
            _ => write!(f, "its start{} may be after {}", Aside(start), self.when),
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
    matches!(span.shape(), Shape::Day | Shape::Month | Shape::Year | Shape::Years(_))
}

/// The span after a verb that takes a bare date: "begun 1937-02", "begun between 1926 and 1930".
pub(crate) struct Plain(pub(crate) DateSpan);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plain(span) = *self;
        let grain = Grain::of(span);
        match span.shape() {
            Shape::Until => write!(f, "by {}", Edge(span.latest, grain)),
            Shape::Since => write!(f, "in or after {}", Edge(span.earliest, grain)),
            Shape::Between => {
                write!(f, "between {} and {}", Edge(span.earliest, grain), Edge(span.latest, grain))
            }
            Shape::Anywhen => f.write_str("at an unknown date"),
            _ => span.fmt(f),
        }
    }
}

/// The span after a verb that takes a preposition: "begins on 1937-02-15", "begins in 1937-02".
struct Adverb(DateSpan);

impl fmt::Display for Adverb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Adverb(span) = *self;
        match span.shape() {
            Shape::Day => write!(f, "on {span}"),
            _ if is_simple(span) => write!(f, "in {span}"),
            _ => Plain(span).fmt(f),
        }
    }
}

/// The span beside the noun it dates: "its start 1937-02", "its start, between 1926 and 1930,".
pub(crate) struct Aside(pub(crate) DateSpan);

impl fmt::Display for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match is_simple(self.0) {
            true => write!(f, " {}", self.0),
            false => write!(f, ", {},", Plain(self.0)),
        }
    }
}
