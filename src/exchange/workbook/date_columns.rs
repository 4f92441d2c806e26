//! The dates of a workbook: a start and an end, each from the earliest day that it may be to the latest.
//!
//! Takes claims about a period, gives cells. Days are texts, for a spreadsheet has no day before 1900 and sorts texts
//! and dates apart. A missing end is not "still there": the column beside it says what is known.

use crate::model::{Date, Disputed};
use crate::time::{Bound, DateSpan, Day, Period};

/// The headings of the columns for a period.
pub(super) const PERIOD: [&str; 6] =
    ["start earliest", "start latest", "end earliest", "end latest", "end known", "as written"];

/// The headings of the columns for one date.
pub(super) const INSTANT: [&str; 3] = ["earliest", "latest", "as written"];

fn day(day: Day) -> String {
    if day.is_bounded() { day.to_string() } else { String::new() }
}

fn days(span: DateSpan) -> [String; 2] {
    [day(span.earliest), day(span.latest)]
}

/// The cells of a period.
pub(super) fn period(dates: &Disputed<'_, Date<'_>>) -> Vec<String> {
    let Some(date) = dates.preferred() else { return vec![String::new(); PERIOD.len()] };
    let written = date.as_written.to_string();
    let Ok(period) = Period::parse(&date.edtf) else {
        return [vec![String::new(); PERIOD.len() - 1], vec![written]].concat();
    };
    let bound = |bound: Bound, span: DateSpan| match bound {
        Bound::Stated => days(span),
        Bound::Unknown | Bound::Open => [String::new(), String::new()],
    };
    let start = bound(period.start_bound(), period.start());
    let end = bound(period.end_bound(), period.end());
    let known = match period.end_bound() {
        Bound::Stated => "yes",
        Bound::Unknown => "not recorded",
        Bound::Open => "open, by its source",
    };
    [&start[..], &end[..], &[known.to_owned(), written]].concat()
}

/// The cells of a date.
pub(super) fn instant(dates: &Disputed<'_, Date<'_>>) -> Vec<String> {
    let Some(date) = dates.preferred() else { return vec![String::new(); INSTANT.len()] };
    let span = match Period::parse(&date.edtf) {
        Ok(period) if period.is_instant() => days(period.start()),
        Ok(period) => {
            let (first, last) = period.possible_days();
            [day(first), day(last)]
        }
        Err(_) => [String::new(), String::new()],
    };
    [&span[..], &[date.as_written.to_string()]].concat()
}
