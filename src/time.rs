//! Dates as historians have them, periods, and the four answers.
//!
//! Takes the text of a date, EDTF levels 0 to 2 (ISO 8601-2:2019, Annex A); gives small `Copy` values
//! that say what is certain, presumed, possible or ruled out on any day. It imports nothing of the
//! crate, reads no clock, and never guesses: a text that is not EDTF is an error that shows what to write.
//!
//! ```
//! use organigram::time::{Answer, Period, When};
//!
//! let union = Period::parse("1926-10-17/")?; // begun on a day, end not recorded
//! assert_eq!(union.answer(When::parse("1926-10-16")?), Answer::No);
//! assert_eq!(union.answer(When::parse("1926-10-17")?), Answer::Certain);
//! assert_eq!(union.answer(When::parse("1930")?), Answer::Presumed);
//! assert_eq!(union.why(When::parse("1930")?).to_string(), "begun 1926-10-17, end not recorded");
//! # Ok::<(), organigram::time::DateError>(())
//! ```
//!
//! # The words
//!
//! | word | meaning |
//! |---|---|
//! | [`Day`] | one day of the proleptic Gregorian calendar, or "before any" and "after any" |
//! | [`DateSpan`] | the days one date may mean: `1930-07` is the 31 days of that July |
//! | [`Period`] | a span for the start, a span for the end, and how each was given |
//! | [`When`] | the days a question is about |
//! | [`Answer`] | no, possible, presumed, certain, in that order |
//!
//! # How EDTF is read
//!
//! | text | start | end |
//! |---|---|---|
//! | `1930` | some day of 1930 | that day or a later one of 1930 |
//! | `1930/1935` | some day of 1930 | some day of 1935 |
//! | `1930/` | some day of 1930 | not recorded |
//! | `1930/..` | some day of 1930 | none: known to go on |
//! | `/1930` | not recorded | some day of 1930 |
//! | `../1930` | none: no beginning | some day of 1930 |
//! | `[1926..1930]` | some day of those years | the same |
//! | `1936~`, `1936?` | one unit wider on each side: 1935 to 1937 | the same |
//! | `1936%` | two units wider on each side: 1934 to 1938 | the same |
//!
//! ISO 8601-2 gives `?`, `~` and `%` no width (8.4.2 leaves it to the parties), so one must be chosen. We
//! take that of the `python-edtf` library's "fuzzy" bounds: one unit of the date's own precision, twice
//! that for `%`. When only some parts are qualified (`2004-06~-11`) the unit is that of the coarsest of them.
//!
//! Three readings go beyond the standard. A one-of set may stand as the bound of an interval
//! (`[..2013-01]/`, `[1994-07-08..1997-10-08]/..`), since sources often give a latest or an earliest
//! start. `../..`, `/..` and `../` are accepted. And an interval that ends before it begins (`1950/1940`) is
//! kept, so that a check can show it together with its source: see [`Period::is_backwards`].

mod answer;
mod bound_days;
mod calendar;
mod day;
mod edtf;
mod error;
pub(crate) mod extent;
mod impossible;
mod loose;
mod members;
mod near_miss;
mod parse;
mod period;
mod sets;
mod span;
#[cfg(test)]
mod tests;
mod verdict;
mod when;

pub use answer::Answer;
pub use bound_days::BoundDays;
pub use calendar::{CALENDARS, year_label};
pub use day::Day;
pub(crate) use day::MONTHS;
pub use error::DateError;
#[cfg(feature = "tables")]
pub(crate) use loose::gregorian;
pub use loose::{
    DateChoice, DateHabits, DateReading, LooseDate, Serials, ambiguous, date_evidence,
    needs_evidence,
};
pub use period::{Bound, Period};
pub use span::DateSpan;
pub(crate) use verdict::{AppositiveDate, BareDate};
pub use verdict::{LastDate, Reason, Verdict};
pub use when::When;
