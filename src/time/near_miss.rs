//! What someone meant who did not write EDTF.
//!
//! Takes a text that could not be read and what stood in the way; gives the error, with the EDTF to write if
//! the text is a familiar way to write a date. Every suggestion has been read back before it is made, and
//! none is ever taken in place of what was written.

use super::day::{MONTHS, days_in_month};
use super::parse::{Fault, fast, slow};
use super::{DateError, Period};

const EXAMPLES: &str = "dates are EDTF, such as `1930-07-03`, `1930-07`, `1936~`, `193X`, `1926-10-17/`, `[..1934-05]`";

/// The error for a text that is not EDTF.
#[cold]
pub(super) fn explain(text: &str, fault: Fault) -> DateError {
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
            message: format!("`{text}` is not a date: {}", fault.message),
            help: Some(EXAMPLES.to_owned()),
            at: fault.at,
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
        Err(fault) => explain(text, fault),
    }
}

fn understood(text: &str) -> Result<Period, Fault> {
    fast(text.as_bytes()).map_or_else(|| slow(text), Ok)
}

fn readable(text: String) -> Option<String> {
    understood(&text).is_ok().then_some(text)
}

// --------------------------------------------------- days the calendar has not

/// A date that has the right form and names a day or month there is not.
fn impossible(text: &str) -> Option<DateError> {
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
        // Year, day, month is a common slip.
        (1..=31, Some(swapped @ 1..=12)) if days_in_month(i64::from(count), swapped) >= month => {
            Some((
                message(&format!("there is no month {month:02}")),
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
            Some((message(&format!("there is no month {month:02}")), help))
        }
    }
}

// ------------------------------------------------------- other ways to write it

/// The help for a text that reads as a date in another notation.
fn suggestion(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    if let Some((day_first, month_first)) = ambiguous(&lower) {
        return Some(format!("write `{day_first}`, or `{month_first}` if the month is first"));
    }
    let found = date(&lower).or_else(|| interval(&lower)).or_else(|| set(&lower))?;
    Some(format!("write `{found}`"))
}

/// `03/07/1930` or `03-07-1930`, of which nobody can tell which of the two is the month.
fn ambiguous(text: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = text.split(if text.contains('/') { '/' } else { '-' }).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (day_first, month_first) =
        (numeric(&[year, second, first])?, numeric(&[year, first, second])?);
    (day_first != month_first).then_some((day_first, month_first))
}

/// One date, in lower case.
fn date(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    const WAYS: [fn(&str) -> Option<String>; 11] = [
        tidied,
        unclosed,
        doubtful,
        limited,
        decade,
        before_christ,
        season,
        quarter,
        named_month,
        numbers,
        clock,
    ];
    WAYS.iter().find_map(|way| way(text).and_then(readable))
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

/// "c. 1936", "probably 1936".
fn doubtful(text: &str) -> Option<String> {
    const SIGNS: [(&str, char); 14] = [
        ("circa", '~'),
        ("ca.", '~'),
        ("ca", '~'),
        ("c.", '~'),
        ("c", '~'),
        ("about", '~'),
        ("around", '~'),
        ("approximately", '~'),
        ("approx.", '~'),
        ("approx", '~'),
        ("~", '~'),
        ("probably", '?'),
        ("possibly", '?'),
        ("perhaps", '?'),
    ];
    SIGNS.iter().find_map(|(word, sign)| {
        let rest = text.strip_prefix(word)?.trim_start();
        let glued = rest.len() + word.len() == text.len()
            && !rest.starts_with(|c: char| c.is_ascii_digit());
        let rest = if glued { None } else { any_date(rest) }?;
        Some(format!("{rest}{sign}"))
    })
}

/// "2014-Q2", "Q2 2014": quarters are 33 to 36 in EDTF.
fn quarter(text: &str) -> Option<String> {
    let apart = |c: char| matches!(c, '-' | '/' | ' ' | '.');
    let (year, number) = match text.strip_prefix('q') {
        Some(rest) => (rest.get(1..)?.trim_start_matches(apart), rest.get(..1)?),
        None => {
            let (year, number) = text.split_once('q')?;
            (year.trim_end_matches(apart), number)
        }
    };
    let number: u32 = number.parse().ok().filter(|number| (1..=4).contains(number))?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| format!("{year}-{}", 32 + number))
}

/// "before 1934-05", "after July 1930".
fn limited(text: &str) -> Option<String> {
    let rest = |words: &[&str]| {
        words.iter().find_map(|word| any_date(text.strip_prefix(word)?.strip_prefix(' ')?))
    };
    if let Some(date) = rest(&["before", "by", "no later than", "not later than", "at the latest"])
    {
        return Some(format!("[..{date}]"));
    }
    rest(&["after", "no earlier than", "not earlier than", "not before"])
        .map(|date| format!("[{date}..]"))
}

/// "1930s", "the 1930s", "19th century".
fn decade(text: &str) -> Option<String> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    if let Some(century) = text.strip_suffix("century").or_else(|| text.strip_suffix("c.")) {
        let count: u32 = ordinal(century.trim())?.parse().ok()?;
        return (1..=99).contains(&count).then(|| format!("{:02}XX", count - 1));
    }
    let years = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s"));
    let tens = years.or_else(|| text.strip_suffix('s'))?.strip_suffix('0')?;
    is_digits(tens, 3..=3).then(|| format!("{tens}X"))
}

/// "44 BC", which is the year -43: astronomical years have a year 0.
fn before_christ(text: &str) -> Option<String> {
    let year = ["bce", "bc", "b.c."].iter().find_map(|word| text.strip_suffix(word))?.trim();
    let year: u32 = is_digits(year, 1..=4).then(|| year.parse().ok())??;
    match year {
        0 => None,
        1 => Some("0000".to_owned()),
        _ => Some(format!("-{:04}", year - 1)),
    }
}

/// "spring 1934" (ISO 8601-2, 4.8: 21 to 24).
fn season(text: &str) -> Option<String> {
    let (word, year) = text.rsplit_once(' ')?;
    let code = match word.trim() {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        _ => return None,
    };
    is_digits(year, 4..=4).then(|| format!("{year}-{code}"))
}

/// "3 July 1930", "July 3rd, 1930", "Jul 1930".
fn named_month(text: &str) -> Option<String> {
    let (mut year, mut month, mut day) = (None, None, None);
    let words = text.split(|found: char| !found.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.filter(|word| !matches!(*word, "of" | "the" | "in" | "on")) {
        let slot = match (ordinal(word), month_number(word)) {
            (Some(digits), _) if digits.len() == 4 => (&mut year, digits.parse().ok()?),
            (Some(digits), _) if digits.len() <= 2 => (&mut day, digits.parse().ok()?),
            (None, Some(number)) => (&mut month, number),
            _ => return None,
        };
        if slot.0.replace(slot.1).is_some() {
            return None;
        }
    }
    let (year, month): (u32, u32) = (year?, month?);
    Some(match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    })
}

/// `1930/07/03`, `03.07.1930`, `1930-7-3`, `07/1930`, `19300703`, `936`.
fn numbers(text: &str) -> Option<String> {
    let text = text.replace(". ", ".");
    let separator = text.find(|found: char| !found.is_ascii_digit());
    let separator = separator.and_then(|at| text[at..].chars().next()).unwrap_or('-');
    if !['-', '.', '/', ' '].contains(&separator) {
        return None;
    }
    let parts: Vec<&str> = text.split(separator).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => numeric(&[year, month, day]),
        [day, month, year] => numeric(&[year, month, day]),
        [from, to] if is_digits(from, 4..=4) && is_digits(to, 4..=4) => {
            Some(format!("{from}/{to}"))
        }
        [year, month] if year.len() == 4 => numeric(&[year, month]),
        [month, year] => numeric(&[year, month]),
        [day] if is_digits(day, 8..=8) => numeric(&[&day[..4], &day[4..6], &day[6..]]),
        [year] if is_digits(year, 1..=3) => Some(format!("{year:0>4}")),
        _ => None,
    }
}

/// Year, month and perhaps day as digits, filled up with zeros. `None` unless the calendar has it.
fn numeric(parts: &[&str]) -> Option<String> {
    let (year, rest) = parts.split_first()?;
    let fits = is_digits(year, 4..=4) && rest.iter().all(|part| is_digits(part, 1..=2));
    let date = rest.iter().fold((*year).to_owned(), |date, part| format!("{date}-{part:0>2}"));
    // A month above 12 would be a season, which nobody writes in these ways.
    (fits && rest.first()?.parse::<u32>().ok()? <= 12).then(|| readable(date))?
}

/// A day with a time that is not complete, which EDTF does not have.
fn clock(text: &str) -> Option<String> {
    let (day, _) = text.split_once(['t', ' '])?;
    is_digits(&day.replace('-', ""), 8..=8).then(|| day.to_owned())
}

/// A date that is EDTF already, or one in another notation.
fn any_date(text: &str) -> Option<String> {
    readable(text.trim().to_uppercase()).or_else(|| date(text))
}

/// "1930 to 1935", "since 1930", "1930-1935", `1950/present`, `1930-07/08`.
fn interval(text: &str) -> Option<String> {
    let since = ["since ", "from "].iter().find_map(|word| text.strip_prefix(word));
    if let Some(start) = since.and_then(any_date) {
        return readable(format!("{start}/"));
    }
    if let Some(end) = ["until ", "till ", "to "].iter().find_map(|word| text.strip_prefix(word)) {
        return readable(format!("/{}", any_date(end)?));
    }
    let text = text.strip_prefix("from ").or_else(|| text.strip_prefix("between ")).unwrap_or(text);
    const BETWEEN: [&str; 9] = ["/", " to ", " until ", " till ", " and ", "–", "—", " - ", "-"];
    BETWEEN.iter().find_map(|mark| {
        let (start, end) = text.split_once(mark)?;
        let start = interval_side(start)?;
        let end = interval_side(end).filter(|end| end.len() >= 4 || end.is_empty() || end == "..");
        let end = end.or_else(|| shortened(&start, text.split_once(mark)?.1))?;
        readable(format!("{start}/{end}"))
    })
}

fn interval_side(text: &str) -> Option<String> {
    match text.trim() {
        "" | "?" | "unknown" => Some(String::new()),
        ".." | "open" | "present" | "now" | "today" | "ongoing" => Some("..".to_owned()),
        // A number of one or two digits is a part of the date before it, and no year.
        short if is_digits(short, 1..=2) => None,
        text => any_date(text),
    }
}

/// An end that leaves out what it shares with the start, as ISO 8601-1 allows and EDTF does not.
fn shortened(start: &str, end: &str) -> Option<String> {
    let end = end.trim();
    let same = start.len().checked_sub(end.len())?;
    let digits = end.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    (digits && !end.is_empty()).then(|| Some(format!("{}{end}", start.get(..same)?)))?
}

/// A set of which the sides are not of one precision, as ISO 8601-2, 6.4 asks: both as days.
fn set(text: &str) -> Option<String> {
    let inner = text.strip_prefix('[')?;
    let (set, rest) = inner.split_once(']')?;
    let (from, to) = set.split_once("..")?;
    let (from, to) = (understood(&any_date(from)?).ok()?, understood(&any_date(to)?).ok()?);
    readable(format!("[{}..{}]{rest}", from.start().earliest, to.end().latest))
}

fn month_number(word: &str) -> Option<u32> {
    let found = MONTHS.iter().position(|name| {
        let name = name.to_lowercase();
        word.len() >= 3
            && (name.starts_with(word) || word == "sept")
            && (word == name || word.len() <= 4)
            && (word != "sept" || name == "september")
    })?;
    u32::try_from(found + 1).ok()
}

/// The digits of `3`, `3rd`, `19th`.
fn ordinal(word: &str) -> Option<&str> {
    let digits =
        ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    is_digits(digits, 1..=4).then_some(digits)
}

fn is_digits(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
