//! What a date means, in words. Takes a text of EDTF, gives sentences for people; never says whether something was so.

use super::ProjectError;
use crate::time::{Bound, DateSpan, Day, Period};

/// What a date or a period in EDTF means, in a sentence or two of Markdown.
///
/// ```
/// use organigram::project::date_meaning;
/// assert_eq!(
///     date_meaning("1950/")?,
///     "Begun in 1950; the end is not recorded. Presumed to go on after 1950-12-31.",
/// );
/// assert_eq!(date_meaning("1936~")?, "About 1936: some day between 1935-01-01 and 1937-12-31.");
/// assert!(date_meaning("3 July 1930").is_err());
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
///
/// # Errors
/// When the text is not EDTF; the error shows what to write.
pub fn date_meaning(text: &str) -> Result<String, ProjectError> {
    let period = Period::parse(text).map_err(|error| ProjectError::Date {
        field: "date",
        text: text.to_owned(),
        error,
    })?;
    Ok(meaning(text.trim(), period))
}

fn meaning(text: &str, period: Period) -> String {
    if period.is_sparse() {
        return sparse(text, period);
    }
    if period.is_unknown() {
        return "No date is recorded.".to_owned();
    }
    if period.is_backwards() {
        return format!(
            "The end {} is before the start {}: it held on no day.",
            period.end(),
            period.start()
        );
    }
    if period.is_instant() {
        return single(text, period);
    }
    let start = match period.start_bound() {
        Bound::Open => "Without a beginning".to_owned(),
        Bound::Unknown => "The beginning is not recorded".to_owned(),
        Bound::Stated => format!("Begun {}", within(period.start())),
    };
    let end = match period.end_bound() {
        Bound::Open => {
            "goes on: certain up to the day on which its source speaks, presumed after it"
                .to_owned()
        }
        Bound::Unknown => "the end is not recorded".to_owned(),
        Bound::Stated => format!("ended {}", within(period.end())),
    };
    format!("{start}; {end}.{}", certain(period))
}

/// What a date without a slash means.
fn single(text: &str, period: Period) -> String {
    let span = period.start();
    let qualified = ["~", "?", "%"].iter().any(|sign| text.contains(sign));
    let about = match () {
        () if text.contains('%') => "About, and uncertain",
        () if text.contains('~') => "About",
        () => "Uncertain",
    };
    match (span.is_day(), qualified) {
        (true, _) => format!("The day {span}."),
        (_, true) => {
            let plain: String = text.chars().filter(|sign| !"~?%".contains(*sign)).collect();
            format!("{about} {plain}: {}.", between(span))
        }
        (_, false) => format!("{}; which one is not known.", capital(&between(span))),
    }
}

/// What a date of several members means.
fn sparse(text: &str, period: Period) -> String {
    let (first, last) = period.possible_days();
    let which = if text.starts_with('{') { "All of several dates" } else { "One of several dates" };
    format!("{which}, between {first} and {last}; on no day between them.")
}

/// From when to when it is certain, and what is presumed.
fn certain(period: Period) -> String {
    let sure = match period.certain_days() {
        Some((first, last)) if first == last => format!(" Certain on {first} alone."),
        Some((first, last)) if first == Day::MIN => format!(" Certain up to {last}."),
        Some((first, last)) if last != Day::MAX => format!(" Certain from {first} to {last}."),
        Some(_) | None => String::new(),
    };
    match period.end_bound() {
        Bound::Unknown if period.start_bound() == Bound::Stated => {
            format!(" Presumed to go on after {}.", period.start().latest)
        }
        Bound::Stated => sure,
        _ => String::new(),
    }
}

/// `on 1950-03-01`, `in 1950`, `between 1949-01-01 and 1951-12-31`.
fn within(span: DateSpan) -> String {
    let text = span.to_string();
    match () {
        () if span.is_day() => format!("on {span}"),
        () if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => {
            format!("in {text}")
        }
        () if !text.starts_with('[') && text != ".." => format!("in {text}"),
        () => between(span),
    }
}

fn between(span: DateSpan) -> String {
    match (span.earliest == Day::MIN, span.latest == Day::MAX) {
        (true, true) => "any day".to_owned(),
        (true, false) => format!("some day up to {}", span.latest),
        (false, true) => format!("some day from {} on", span.earliest),
        (false, false) => format!("some day between {} and {}", span.earliest, span.latest),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::date_meaning;

    #[test]
    fn every_form_of_a_date_has_its_words() {
        let cases = [
            ("1930-07-03", "The day 1930-07-03."),
            ("1930-07", "Some day between 1930-07-01 and 1930-07-31; which one is not known."),
            ("193X", "Some day between 1930-01-01 and 1939-12-31; which one is not known."),
            ("1936?", "Uncertain 1936: some day between 1935-01-01 and 1937-12-31."),
            ("[..1936-05-01]", "Some day up to 1936-05-01; which one is not known."),
            (
                "1930/1935-02-01",
                "Begun in 1930; ended on 1935-02-01. Certain from 1930-12-31 to 1935-02-01.",
            ),
            ("1930/1930", "Begun in 1930; ended in 1930."),
            ("/1930", "The beginning is not recorded; ended in 1930."),
            (
                "../1930-05-01",
                "Without a beginning; ended on 1930-05-01. Certain up to 1930-05-01.",
            ),
            (
                "1930/..",
                "Begun in 1930; goes on: certain up to the day on which its source speaks, presumed after it.",
            ),
            (
                "[..2013-01]/",
                "Begun some day up to 2013-01-31; the end is not recorded. Presumed to go on after 2013-01-31.",
            ),
            ("1950/1940", "The end 1940 is before the start 1950: it held on no day."),
            (
                "[1950,1953]",
                "One of several dates, between 1950-01-01 and 1953-12-31; on no day between them.",
            ),
        ];
        for (text, words) in cases {
            assert_eq!(date_meaning(text).unwrap(), words, "{text}");
        }
    }
}
