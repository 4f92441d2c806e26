//! Dates as columns. Takes a period; gives its EDTF, the days of its bounds, and how each was given.

use super::writer::TableCell;
use crate::time::{BoundDays, Day, Period};

/// The seven columns of a date, with its text.
pub(super) struct DateColumns {
    text: Option<String>,
    days: BoundDays,
}

impl DateColumns {
    pub(super) fn of(period: Option<Period>) -> DateColumns {
        let dated = period.filter(|period| !period.is_unknown());
        DateColumns { text: dated.map(|period| period.to_string()), days: BoundDays::of(dated) }
    }

    pub(super) fn cells(&self) -> [TableCell<'_>; 7] {
        let BoundDays { start, end, start_bound, end_bound } = self.days;
        let number = |found: Option<Day>| TableCell::from(found.and_then(day));
        let ([start_min, start_max], [end_min, end_max]) = (start.map(number), end.map(number));
        let [start, end] = [start_bound, end_bound].map(|bound| TableCell::from(bound.name()));
        [self.text.as_deref().into(), start_min, start_max, end_min, end_max, start, end]
    }
}

/// A day as a number, where it is one.
pub(super) fn day(day: Day) -> Option<i32> {
    day.is_bounded().then_some(day.0)
}
