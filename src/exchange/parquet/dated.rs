//! Dates as columns. Takes a period; gives its EDTF, the days of its bounds, and how each was given. Where nothing
//! bounds it there is no day: engines compare days, and must not take "before any" for one of them.

use super::writer::TableCell;
use crate::time::{Bound, DateSpan, Day, Period};

/// The seven columns of a date, with its text.
pub(super) struct DateColumns {
    text: Option<String>,
    days: [Option<i32>; 4],
    bounds: [&'static str; 2],
}

impl DateColumns {
    pub(super) fn of(period: Option<Period>) -> DateColumns {
        let dated = period.filter(|period| !period.is_unknown());
        let text = dated.map(|period| period.to_string());
        let period = dated.unwrap_or(Period::UNKNOWN);
        let ([start_min, start_max], [end_min, end_max]) =
            (days(period.start()), days(period.end()));
        let bounds = [bound(period.start_bound()), bound(period.end_bound())];
        DateColumns { text, days: [start_min, start_max, end_min, end_max], bounds }
    }

    pub(super) fn cells(&self) -> [TableCell<'_>; 7] {
        let [start_min, start_max, end_min, end_max] = self.days.map(TableCell::from);
        let [start, end] = self.bounds.map(TableCell::from);
        [self.text.as_deref().into(), start_min, start_max, end_min, end_max, start, end]
    }
}

fn days(span: DateSpan) -> [Option<i32>; 2] {
    [span.earliest, span.latest].map(day)
}

/// A day as a number, where it is one.
pub(super) fn day(day: Day) -> Option<i32> {
    day.is_bounded().then_some(day.0)
}

fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Stated => "stated",
        Bound::Unknown => "unknown",
        Bound::Open => "open",
    }
}
