//! What someone meant who did not write EDTF.
//!
//! Takes a text that could not be read and what stood in the way; gives the error, with the EDTF to write if
//! the text is a familiar way to write a date. Every suggestion has been read back before it is made, and
//! none is ever taken in place of what was written.

use super::DateError;
use super::edtf::{EdtfError, understood};
use super::impossible::impossible;
use super::loose::{self, DateHabits, EXAMPLES, LooseDate, readable, set, tidied, unclosed};

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
            "" => "the date is empty".to_owned(),
            _ => format!("`{text}` is not a date"),
        };
        let help = Some("leave the date out if none is known".to_owned());
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
            message: format!("`{text}` is not a single day"),
            help: Some("write a day as `1930-07-03`".to_owned()),
            at: 0..text.len(),
        },
        Err(error) => explain(text, error),
    }
}

// ------------------------------------------------------- other ways to write it

/// The help for a text that reads as a date in another notation.
fn suggestion(text: &str) -> Option<String> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let which = format!("such as `19{text}` or `18{text}` (the year {text} is `00{text}`)");
        return Some(format!("write all four digits of the year, {which}"));
    }
    let habits = DateHabits { ongoing: "..".to_owned(), ..DateHabits::default() };
    match LooseDate::read(text, &habits) {
        LooseDate::Date(reading) if reading.edtf != text => {
            return Some(format!("write `{}`", reading.edtf));
        }
        LooseDate::Ambiguous(readings) => return loose::ambiguous(text, &readings).help,
        _ => {}
    }
    const WAYS: [fn(&str) -> Option<String>; 4] =
        [tidied, unclosed, |text| set(text, loose::side), short_year];
    let lower = text.trim().to_lowercase();
    let found = WAYS.iter().find_map(|way| way(&lower).and_then(readable))?;
    Some(format!("write `{found}`"))
}

/// `936`: a year has four digits.
fn short_year(text: &str) -> Option<String> {
    let is_year = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| format!("{text:0>4}"))
}
