//! Old Style dates, to the Gregorian calendar.
//!
//! Takes days of the Julian calendar; gives Gregorian days. E. G. Richards, "Calendars", in: Explanatory
//! Supplement to the Astronomical Almanac, 3rd edition (2013), 15.11.

use crate::time::Day;

/// The Julian day number of 1970-01-01 (Gregorian), from which [`Day`] counts.
const EPOCH: i64 = 2_440_588;

/// A day of the Julian calendar; `None` where that calendar has no such day.
pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Day> {
    (1..=length(year, month)).contains(&day).then(|| number(year, month, day))?
}

/// A day of the Julian calendar as a Gregorian one, in EDTF.
pub(crate) fn gregorian(year: i32, month: u32, of_month: u32) -> Option<String> {
    day(year, month, of_month).map(|day| day.to_string())
}

/// The number of days of a Julian month.
pub(super) fn length(year: i32, month: u32) -> u32 {
    match month {
        2 if year.rem_euclid(4) == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

fn number(year: i32, month: u32, day: u32) -> Option<Day> {
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let before_march = (14 - month) / 12;
    let years = year + 4800 - before_march;
    let months = month + 12 * before_march - 3;
    let number = day + (153 * months + 2) / 5 + 365 * years + years.div_euclid(4) - 32_083;
    i32::try_from(number - EPOCH).ok().map(Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_history_books_give_in_both_calendars() {
        for ((year, month, of_month), expected) in [
            ((1917, 10, 25), "1917-11-07"),
            ((1582, 10, 5), "1582-10-15"),
            ((1732, 2, 11), "1732-02-22"),
            ((1752, 9, 2), "1752-09-13"),
            ((1700, 2, 29), "1700-03-11"),
            ((1, 1, 3), "0001-01-01"),
        ] {
            assert_eq!(day(year, month, of_month).unwrap().to_string(), expected);
        }
        assert_eq!(day(1917, 2, 29), None);
    }
}
