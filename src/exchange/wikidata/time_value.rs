//! Times of Wikidata, with a precision and a calendar, to EDTF and back.
//!
//! Takes and gives texts. A century or a decade is the years that it may mean, never its first year; a day of the Julian
//! calendar becomes the Gregorian one.

use serde_json::Value;

use crate::model::Date;
use crate::time::gregorian;

/// The precisions that say which year, month or day, or among which years.
const DAY: u64 = 11;
const MONTH: u64 = 10;
const YEAR: u64 = 9;
const DECADE: u64 = 8;
const CENTURY: u64 = 7;

/// The item for the Julian calendar.
const JULIAN: &str = "Q1985786";

/// A time of a statement as a date; nothing where it is less precise than a century.
pub(super) fn date(time: &Value) -> Option<Date<'static>> {
    let text = time.get("time")?.as_str()?;
    let precision = time.get("precision")?.as_u64()?;
    let is_julian = time
        .get("calendarmodel")
        .and_then(Value::as_str)
        .is_some_and(|model| model.ends_with(JULIAN));
    let edtf = edtf_of(text, precision)?;
    let day = is_julian.then(|| julian_day(&edtf)).flatten();
    Some(match day {
        Some(day) => Date {
            edtf: day.into(),
            as_written: edtf.into(),
            calendar: "julian".into(),
            ..Date::default()
        },
        None => Date { edtf: edtf.into(), ..Date::default() },
    })
}

/// A day that is written as the Julian calendar has it; Wikidata writes it so, whatever it shows.
fn julian_day(edtf: &str) -> Option<String> {
    let mut parts = edtf.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    gregorian(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A time such as `+1949-10-01T00:00:00Z` or `1949-10-01T00:00:00Z` with its precision.
pub(in crate::exchange) fn edtf_of(time: &str, precision: u64) -> Option<String> {
    let day = time.trim().split('T').next()?;
    let (sign, digits) = match day.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", day.strip_prefix('+').unwrap_or(day)),
    };
    let mut parts = digits.splitn(3, '-');
    let year: i64 = parts.next()?.parse().ok()?;
    let (month, date) = (parts.next().unwrap_or("00"), parts.next().unwrap_or("00"));
    let is_number = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=9999).contains(&year) || !is_number(month) || !is_number(date) {
        return None;
    }
    // 1 BCE is written as -0001 here, and as 0000 in EDTF.
    let year = if sign == "-" { 1 - year } else { year };
    let shown = |year: i64| if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") };
    match precision {
        DAY.. if month != "00" && date != "00" => Some(format!("{}-{month}-{date}", shown(year))),
        MONTH.. if month != "00" => Some(format!("{}-{month}", shown(year))),
        YEAR.. => Some(shown(year)),
        DECADE => {
            let first = year.div_euclid(10) * 10;
            Some(format!("[{}..{}]", shown(first), shown(first + 9)))
        }
        // The year 1900 is written for the 19th century and for the 20th alike.
        CENTURY if year.rem_euclid(100) == 0 => {
            Some(format!("[{}..{}]", shown(year - 99), shown(year + 100)))
        }
        CENTURY => {
            let first = (year - 1).div_euclid(100) * 100 + 1;
            Some(format!("[{}..{}]", shown(first), shown(first + 99)))
        }
        _ => None,
    }
}

/// A plain date of EDTF as QuickStatements write a time with its precision: `+1949-10-00T00:00:00Z/10`.
pub(super) fn quick_time(edtf: &str) -> Option<String> {
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts: Vec<&str> = edtf.split('-').collect();
    let (year, month, day, precision) = match parts.as_slice() {
        [year] => (*year, "00", "00", YEAR),
        [year, month] if ("01"..="12").contains(month) => (*year, *month, "00", MONTH),
        [year, month, day] => (*year, *month, *day, DAY),
        _ => return None,
    };
    let is_one = digits(year, 4) && year != "0000" && digits(month, 2) && digits(day, 2);
    is_one.then(|| format!("+{year}-{month}-{day}T00:00:00Z/{precision}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_as_precise_as_it_says() {
        for (time, precision, edtf) in [
            ("+1949-10-01T00:00:00Z", 11, "1949-10-01"),
            ("+1949-10-01T00:00:00Z", 10, "1949-10"),
            ("+1949-00-00T00:00:00Z", 9, "1949"),
            ("1949-01-01T00:00:00Z", 9, "1949"),
            ("+1930-00-00T00:00:00Z", 8, "[1930..1939]"),
            ("+1850-00-00T00:00:00Z", 7, "[1801..1900]"),
            ("+1900-00-00T00:00:00Z", 7, "[1801..2000]"),
            ("-0044-03-15T00:00:00Z", 11, "-0043-03-15"),
            ("+1949-00-00T00:00:00Z", 11, "1949"),
        ] {
            assert_eq!(edtf_of(time, precision).as_deref(), Some(edtf), "{time}/{precision}");
        }
        assert_eq!(edtf_of("+2000-00-00T00:00:00Z", 6), None);
        assert_eq!(edtf_of("soon", 9), None);
    }

    #[test]
    fn plain_dates_are_written_with_their_precision() {
        assert_eq!(quick_time("1949").as_deref(), Some("+1949-00-00T00:00:00Z/9"));
        assert_eq!(quick_time("1949-10").as_deref(), Some("+1949-10-00T00:00:00Z/10"));
        assert_eq!(quick_time("1949-10-01").as_deref(), Some("+1949-10-01T00:00:00Z/11"));
        for no in ["1949~", "194X", "[..1950]", "1949-21", ""] {
            assert_eq!(quick_time(no), None, "{no}");
        }
    }
}
