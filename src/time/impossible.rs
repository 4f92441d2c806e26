//! Days and months that the calendar has not: takes a text of the right form, gives the error that says why there is
//! no such day. Never reads a date that there is.

use super::DateError;
use super::day::{MONTHS, days_in_month};

/// A date that has the right form and names a day or month there is not.
pub(super) fn impossible(text: &str) -> Option<DateError> {
    let is_part = |byte: char| byte.is_ascii_digit() || matches!(byte, '-' | '?' | '~' | '%');
    let mut offset = 0;
    for piece in text.split_inclusive(|found| !is_part(found)) {
        let date = piece.trim_end_matches(|found| !is_part(found));
        if let Some((message, help)) = impossible_date(date) {
            return Some(DateError { message, help: Some(help), at: offset..offset + date.len() });
        }
        offset += piece.len();
    }
    None
}

fn impossible_date(written: &str) -> Option<(String, String)> {
    let date = written.replace(['?', '~', '%'], "");
    let (sign, date) = match date.strip_prefix('-') {
        Some(rest) => ("-", rest.to_owned()),
        None => ("", date),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day @ ..] = parts.as_slice() else { return None };
    if year.len() != 4 || month.len() != 2 || !matches!(day, [] | [_]) {
        return None;
    }
    let number = |digits: &str| digits.parse::<u32>().ok();
    let (count, month) = (number(year)?, number(month)?);
    let day = match day {
        [day] if day.len() == 2 => Some(number(day)?),
        [] => None,
        _ => return None,
    };
    impossible_parts(written, &format!("{sign}{year}"), count, month, day)
}

fn impossible_parts(
    written: &str,
    year: &str,
    count: u32,
    month: u32,
    day: Option<u32>,
) -> Option<(String, String)> {
    let message = |what: &str| format!("`{written}`: {what}");
    match (month, day) {
        (1..=12, None) | (21..=41, None) => None,
        (1..=12, Some(day)) => {
            let signed = if year.starts_with('-') { -i64::from(count) } else { i64::from(count) };
            let length = days_in_month(signed, month);
            let name = MONTHS[month as usize - 1];
            let help = format!("{name} {year} has {length} days");
            (!(1..=length).contains(&day)).then(|| (message("there is no such day"), help))
        }
        (21..=41, Some(_)) => Some((
            message("a season or other part of a year has no days"),
            format!("write `{year}-{month}`, or a month from 01 to 12"),
        )),
        // Year, day, month is a common mistake.
        (1..=31, Some(swapped @ 1..=12)) if days_in_month(i64::from(count), swapped) >= month => {
            Some((
                format!("`{written}` has no month {month:02}"),
                format!("the month comes before the day: `{year}-{swapped:02}-{month:02}`"),
            ))
        }
        (_, day) => {
            let two_years = format!("{year}/{}{month:02}", &year[..year.len() - 2]);
            let help = match day.is_none() && month > count % 100 {
                true => format!("for an interval write `{two_years}`"),
                false => {
                    "months are 01 to 12, seasons and other parts of a year 21 to 41".to_owned()
                }
            };
            Some((format!("`{written}` has no month {month:02}"), help))
        }
    }
}
