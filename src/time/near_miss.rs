//! What someone meant who did not write EDTF.
//!
//! Takes a text that could not be read and what stood in the way; gives the error, with the EDTF to write if
//! the text is a familiar way to write a date. Every suggestion has been read back before it is made, and
//! none is ever taken in place of what was written.

use super::day::{MONTHS, days_in_month};
use super::loose::{self, DateHabits, LooseDate};
use super::parse::{EdtfError, fast, slow};
use super::{DateError, Period};

/// What a date looks like.
pub(super) const EXAMPLES: &str = "dates are EDTF, such as `1930-07-03`, `1930-07`, `1936~`, `193X`, `1926-10-17/`, `[..1934-05]`";

/// The error for a text that is not EDTF.
#[cold]
pub(super) fn explain(text: &str, error: EdtfError) -> DateError {
    let whole = 0..text.len();
    let lower = text.trim().to_lowercase();
    if matches!(
        lower.as_str(),
        "" | "/" | "?" | "unknown" | "n.d." | "nd" | "s.d." | "undated" | "none"
    ) {
        let message = match lower.as_str() {
            "" => "there is no date here".to_owned(),
            _ => format!("`{text}` is no date"),
        };
        let help = Some("leave the date out where none is known".to_owned());
        return DateError { message, help, at: whole };
    }
    if let Some(error) = impossible(text) {
        return error;
    }
    match suggestion(text) {
        Some(help) => {
            let message = format!("`{text}` is not written as EDTF");
            DateError { message, help: Some(help), at: whole }
        }
        None => DateError {
            message: format!("`{text}` is not a date: {}", error.message),
            help: Some(EXAMPLES.to_owned()),
            at: error.at,
        },
    }
}

/// The error where one day is needed and the text is not one.
#[cold]
pub(super) fn not_a_day(text: &str) -> DateError {
    match understood(text) {
        Ok(_) => DateError {
            message: format!("`{text}` is not one day"),
            help: Some("write a day as `1930-07-03`".to_owned()),
            at: 0..text.len(),
        },
        Err(error) => explain(text, error),
    }
}

/// A period, without an explanation where there is none.
pub(super) fn understood(text: &str) -> Result<Period, EdtfError> {
    fast(text.as_bytes()).map_or_else(|| slow(text), Ok)
}

fn readable(text: String) -> Option<String> {
    understood(&text).is_ok().then_some(text)
}

// --------------------------------------------------- days the calendar has not

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

// ------------------------------------------------------- other ways to write it

/// The help for a text that reads as a date in another notation.
fn suggestion(text: &str) -> Option<String> {
    let habits = DateHabits { ongoing: "..".to_owned(), ..DateHabits::default() };
    match LooseDate::read(text, &habits) {
        LooseDate::Date(reading) if reading.edtf != text => {
            return Some(format!("write `{}`", reading.edtf));
        }
        LooseDate::Ambiguous(readings) => return loose::ambiguous(text, &readings).help,
        _ => {}
    }
    const WAYS: [fn(&str) -> Option<String>; 4] = [tidied, unclosed, set, short_year];
    let lower = text.trim().to_lowercase();
    let found = WAYS.iter().find_map(|way| way(&lower).and_then(readable))?;
    Some(format!("write `{found}`"))
}

/// The same signs in their EDTF spelling: no blanks, capital `X` and `Y`, `%` for `?~`. The `u` of
/// the drafts of EDTF before 2019 was an open digit.
fn tidied(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|found| !found.is_whitespace()).collect();
    let bare = bare.replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2212}'], "-");
    let bare = bare.replace("?~", "%").replace("~?", "%").replace(['x', 'u'], "X");
    let bare = bare.replace('y', "Y").replace('e', "E").replace('s', "S").replace("...", "..");
    Some(bare.replace('…', ".."))
}

/// A limit without the brackets that make it a date.
fn unclosed(text: &str) -> Option<String> {
    let limit = text.starts_with("..") || text.ends_with("..") || text.contains("..");
    (limit && !text.contains(['/', '[', '{'])).then(|| format!("[{}]", text.replace(' ', "")))
}

/// A set that lacks little to be EDTF: people write sets in no other way.
pub(super) fn bracketed(text: &str) -> Option<String> {
    let is_set = text.starts_with(['[', '{']) && (text.contains("..") || text.contains(','));
    let lower = text.to_lowercase();
    let ways = || tidied(&lower).and_then(readable).or_else(|| set(&lower).and_then(readable));
    is_set.then(ways)?
}

/// A set of which the sides are not of one precision, as ISO 8601-2, 6.4 asks: both as days.
fn set(text: &str) -> Option<String> {
    let inner = text.strip_prefix('[')?;
    let (set, rest) = inner.split_once(']')?;
    let (from, to) = set.split_once("..")?;
    let (from, to) = (understood(&any_date(from)?).ok()?, understood(&any_date(to)?).ok()?);
    Some(format!("[{}..{}]{rest}", from.start().earliest, to.end().latest))
}

/// `936`: a year has four digits.
fn short_year(text: &str) -> Option<String> {
    let is_year = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| format!("{text:0>4}"))
}

/// A date that is EDTF already, or one in another notation.
fn any_date(text: &str) -> Option<String> {
    let found = || LooseDate::read(text, &DateHabits::default()).date().map(|reading| reading.edtf);
    readable(text.trim().to_uppercase()).or_else(found)
}
