//! Dates as people write them, in seven languages: one vocabulary for imports and for help.
//!
//! Takes a text, and what is known of how its column is written; gives EDTF, or says that the text is
//! ambiguous and shows its readings, or that it names no date, or why it was not understood. What has two
//! readings is never settled by a guess, and a text of which one word is unknown is not understood.

mod brackets;
mod grammar;
mod habits;
mod julian;
mod lexer;
mod point;
#[cfg(test)]
mod tests;
mod words;

#[cfg(feature = "tables")]
pub(crate) use self::julian::gregorian;

pub use self::habits::{DateChoice, DateHabits, DateReading, Serials};

pub(super) use self::brackets::{readable, set, tidied, unclosed};

use self::brackets::bracketed;
use self::lexer::Token;
use super::edtf::understood;
use super::impossible::impossible;
use super::{DateError, Day};

/// What a human date says.
///
/// ```
/// use organigram::time::{DateChoice, DateHabits, LooseDate};
///
/// let read = |text| LooseDate::read(text, &DateHabits::default());
/// let edtf = |text| read(text).date().map(|reading| reading.edtf);
/// assert_eq!(edtf("c. 1920-25").as_deref(), Some("1920~/1925~"));
/// assert_eq!(edtf("Frühjahr 1955").as_deref(), Some("1955-21"));
/// assert_eq!(edtf("1936年10月から").as_deref(), Some("1936-10/"));
/// assert!(matches!(read("2009/10"), LooseDate::Ambiguous(readings) if readings.len() == 2));
/// assert_eq!(read("0000-00-00"), LooseDate::Nothing);
///
/// let ranges = DateHabits { choices: vec![DateChoice::Ranges], ..DateHabits::default() };
/// assert_eq!(LooseDate::read("2009/10", &ranges).date().unwrap().edtf, "2009/2010");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LooseDate {
    /// One date.
    Date(DateReading),
    /// Several readings, of which nothing says which is meant.
    Ambiguous(Vec<DateReading>),
    /// Something goes on, and nothing else is said.
    Ongoing,
    /// The text says that there is no date or that none is known.
    Nothing,
    /// Why it was not understood, and what may have been meant.
    Unclear(DateError),
}

/// What a date looks like.
pub(super) const EXAMPLES: &str = "write dates as EDTF, such as `1930-07-03`, `1930-07`, \
                                   `1936~`, `193X`, `1926-10-17/`, `[..1934-05]`";

/// Longer texts are no dates.
const LONGEST: usize = 120;

impl LooseDate {
    /// Reads a human date. Whatever is EDTF is read as that, but for what people write otherwise than EDTF
    /// means it: `1920-25`, `-1936`, `0000`.
    #[must_use]
    pub fn read(text: &str, habits: &DateHabits) -> LooseDate {
        let text = text.trim();
        if says_nothing(text) {
            return LooseDate::Nothing;
        }
        // What databases have for an end that has not come.
        if text.starts_with("9999-12-31") {
            return LooseDate::Ongoing;
        }
        if text.len() > LONGEST {
            return unclear(text, "this is too long for a date", None);
        }
        if let Some(found) = serial(text, habits) {
            return found;
        }
        if let Some(readings) = turn_of_century(text) {
            return of_readings(text, &[], readings, habits);
        }
        if let Some(readings) =
            lost_zero(text).filter(|_| !habits.choices.contains(&DateChoice::Months))
        {
            return LooseDate::Ambiguous(readings);
        }
        let day = day_of(text);
        if let Some(found) = as_edtf(day, habits) {
            return found;
        }
        if let Some(edtf) = bracketed(text, side) {
            return LooseDate::Date(DateReading { edtf, calendar: "", choice: None });
        }
        match lexer::tokens(day) {
            Ok(tokens) => of_tokens(text, day, &tokens, habits),
            Err(piece) => unclear(text, &format!("`{piece}` is not a word used in dates"), None),
        }
    }

    /// The date, if there is one reading.
    #[must_use]
    pub fn date(self) -> Option<DateReading> {
        match self {
            LooseDate::Date(reading) => Some(reading),
            _ => None,
        }
    }
}

/// A side of a set, in EDTF, if it has one reading.
pub(super) fn side(text: &str) -> Option<String> {
    LooseDate::read(text, &DateHabits::default()).date().map(|reading| reading.edtf)
}

fn of_tokens(text: &str, day: &str, tokens: &[Token], habits: &DateHabits) -> LooseDate {
    if grammar::is_nothing(tokens) {
        return LooseDate::Nothing;
    }
    if grammar::is_ongoing(tokens) {
        return LooseDate::Ongoing;
    }
    let mut readings = grammar::readings(tokens, &habits.ongoing);
    readings.extend(negative(day));
    readings.extend(month_as_edtf(day, &readings));
    of_readings(text, tokens, readings, habits)
}

fn of_readings(
    text: &str,
    tokens: &[Token],
    mut readings: Vec<DateReading>,
    habits: &DateHabits,
) -> LooseDate {
    one_winter(&mut readings);
    settle(&mut readings, &habits.choices);
    // That there are periods in a column is no reason against Old Style years there.
    if !readings.iter().any(|reading| reading.choice == Some(DateChoice::OldStyle)) {
        settle(&mut readings, &habits.shown);
    }
    match readings.len() {
        0 => unclear_tokens(text, tokens),
        1 => LooseDate::Date(readings.remove(0)),
        _ => LooseDate::Ambiguous(readings),
    }
}

/// `winter 1941/1942` is that winter, not the time from it to the whole next year.
fn one_winter(readings: &mut Vec<DateReading>) {
    let winters: Vec<String> = readings
        .iter()
        .filter_map(|reading| reading.edtf.strip_suffix("-24"))
        .filter_map(|year| Some(format!("{year}-24/{:04}", year.parse::<u32>().ok()? + 1)))
        .collect();
    readings.retain(|reading| !winters.contains(&reading.edtf));
}

/// Drops the readings that were decided against.
fn settle(readings: &mut Vec<DateReading>, choices: &[DateChoice]) {
    let chosen =
        |reading: &DateReading| reading.choice.is_some_and(|choice| choices.contains(&choice));
    if !readings.iter().any(chosen) {
        return;
    }
    readings.retain(|reading| {
        let rivals = |choice: DateChoice| choices.iter().any(|other| choice.rivals(*other));
        chosen(reading) || !reading.choice.is_some_and(rivals)
    });
}

// --------------------------------------------------------- what is EDTF already

/// EDTF that people mean as EDTF.
fn as_edtf(text: &str, habits: &DateHabits) -> Option<LooseDate> {
    if !text
        .starts_with(|first: char| first.is_ascii() && !first.is_ascii_alphabetic() || first == 'Y')
        || short_second(text).is_some_and(|second| !is_plain_month(text, second, habits))
        || negative(text).is_some()
        || text.starts_with("?-")
    {
        return None;
    }
    understood(text).ok()?;
    let reading = DateReading { edtf: text.to_owned(), calendar: "", choice: shown(text) };
    Some(LooseDate::Date(reading))
}

/// The second number of `1920-25`, if it may be the end of a period.
fn short_second(text: &str) -> Option<u32> {
    let (year, second) = text.split_once('-')?;
    let year = year.trim_end_matches(['?', '~', '%']);
    let bare = second.trim_end_matches(['?', '~', '%']);
    let year: u32 = is_digits(year, 4).then(|| year.parse().ok())??;
    let second = is_digits(bare, 2).then(|| bare.parse().ok())??;
    (second > year % 100).then_some(second)
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// ISO 8601 writes months so; only a column of ranges makes them something else.
fn is_plain_month(text: &str, second: u32, habits: &DateHabits) -> bool {
    let is_month = (1..=12).contains(&second) && text.len() == 7;
    let is_season = (21..=24).contains(&second) && habits.has(DateChoice::Seasons);
    let ranges = habits.has(DateChoice::Ranges);
    (is_month || is_season) && !ranges
}

/// In a column of ranges, what is a month by ISO 8601 is a range unless the column shows months too.
fn month_as_edtf(day: &str, readings: &[DateReading]) -> Option<DateReading> {
    let second = short_second(day).filter(|second| (21..=24).contains(second) && day.len() == 7);
    let known = readings.iter().any(|reading| reading.choice == Some(DateChoice::Seasons));
    (second.is_some() && !known).then(|| DateReading {
        edtf: day.to_owned(),
        calendar: "",
        choice: Some(DateChoice::Seasons),
    })
}

/// What EDTF shows of the habits of its writer.
fn shown(text: &str) -> Option<DateChoice> {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| bytes[from..to].iter().all(u8::is_ascii_digit);
    match bytes.len() {
        7 if bytes[4] == b'-' && digits(0, 4) && digits(5, 7) => match &text[5..] {
            "21" | "22" | "23" | "24" => Some(DateChoice::Seasons),
            _ => Some(DateChoice::Months),
        },
        _ => None,
    }
}

/// `1999-00`, `1936-??`: a year without its month, or a period.
fn turn_of_century(text: &str) -> Option<Vec<DateReading>> {
    if let Some(year) = text.strip_suffix("-??").filter(|year| is_digits(year, 4)) {
        let one = |edtf: String, choice| DateReading { edtf, calendar: "", choice: Some(choice) };
        return Some(vec![
            one(format!("{year}-XX"), DateChoice::Months),
            one(format!("{year}/"), DateChoice::Ranges),
        ]);
    }
    let year: u32 = text.strip_suffix("-00")?.parse().ok()?;
    let one = |edtf, choice| DateReading { edtf, calendar: "", choice: Some(choice) };
    (text.len() == 7 && year % 100 == 99).then(|| {
        vec![
            one(format!("{year:04}"), DateChoice::Months),
            one(format!("{year:04}/{:04}", year + 1), DateChoice::Ranges),
        ]
    })
}

/// `1950.1`: January, or October where a spreadsheet took `1950.10` for a number.
fn lost_zero(text: &str) -> Option<Vec<DateReading>> {
    let year = text.strip_suffix(".1").filter(|year| is_digits(year, 4))?;
    let one = |month| DateReading { edtf: format!("{year}-{month}"), calendar: "", choice: None };
    Some(vec![one("01"), one("10")])
}

/// `-1936`: in EDTF a year before Christ, to many the end of a period. `-0043` can only be the first.
fn negative(text: &str) -> Option<DateReading> {
    let year = text.strip_prefix('-')?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    (is_year && !year.starts_with('0')).then(|| DateReading {
        edtf: text.to_owned(),
        calendar: "",
        choice: None,
    })
}

// ------------------------------------------------------------- what tables have

/// Empty, without a letter or digit, all zeros, or a value that programs write for none.
fn says_nothing(text: &str) -> bool {
    let bare: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    // Wikidata's unknown values: `t1234567`, or an address of their own.
    let digits = text.strip_prefix('t').unwrap_or_default();
    let is_wikidata = digits.len() >= 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let is_sentinel = matches!(
        day.trim_start_matches('+'),
        "0000-01-01"
            | "0001-01-01"
            | "1900-01-00"
            | "00/01/1900"
            | "0/1/1900"
            | "1/0/1900"
            | "01/00/1900"
    );
    let is_zero = !bare.is_empty() && bare.bytes().all(|byte| matches!(byte, b'0' | b'T' | b'Z'));
    let is_sign = |sign: char| sign.is_whitespace() || "-–—―?.…_*()[]<>~,'\"/".contains(sign);
    text.chars().all(is_sign)
        || is_zero
        || is_sentinel
        || is_wikidata
        || text.contains("/.well-known/genid/")
}

/// A number of days in a spreadsheet, where the column has such numbers.
fn serial(text: &str, habits: &DateHabits) -> Option<LooseDate> {
    let serials = habits.serials?;
    let whole = text.split_once('.').map_or(text, |(whole, part)| {
        if part.bytes().all(|byte| byte.is_ascii_digit()) { whole } else { text }
    });
    let count: i32 = (whole.len() <= 7).then(|| whole.parse().ok())??;
    let first = match serials {
        Serials::From1904 => Day::from_ymd(1904, 1, 1)?.0,
        // The day after 28 February 1900 counts twice.
        Serials::From1900 if count < 60 => Day::from_ymd(1899, 12, 31)?.0,
        Serials::From1900 => Day::from_ymd(1899, 12, 30)?.0,
    };
    let is_day = count >= 1 && !(serials == Serials::From1900 && count == 60);
    let day = Day(first.checked_add(count)?);
    // Whoever types a year into such a column gets a number of four digits too.
    if (1000..3000).contains(&count) {
        let one = |edtf| DateReading { edtf, calendar: "", choice: None };
        return Some(LooseDate::Ambiguous(vec![one(whole.to_owned()), one(day.to_string())]));
    }
    Some(match is_day && day.year() <= 9999 {
        true => LooseDate::Date(DateReading { edtf: day.to_string(), calendar: "", choice: None }),
        false => unclear(text, "spreadsheets have no day with this number", None),
    })
}

/// The day of a point in time, without parts that say nothing (`1945-00-00`, `1945-10-`, `1936.0`).
fn day_of(text: &str) -> &str {
    let day = match text.split_once(['T', ' ']) {
        Some((day, time)) if is_time(time) && day.bytes().any(|byte| byte.is_ascii_digit()) => day,
        _ => text,
    };
    let Some(first) = day.chars().next() else { return day };
    if !(first.is_ascii_digit() || first == '+') {
        return day;
    }
    let bare = day.strip_prefix('+').unwrap_or(day);
    // `1945-10-` lacks its day; `1945-` is open.
    let bare = match bare.strip_suffix('-') {
        Some(month) if month.len() == 7 => month,
        _ => bare,
    };
    let bare = bare.strip_suffix(".0").unwrap_or(bare);
    let bare = bare.strip_suffix("-00").unwrap_or(bare);
    bare.strip_suffix("-00").unwrap_or(bare)
}

/// `00:00`, `12:30:45.123Z`, `9:15 pm`.
fn is_time(text: &str) -> bool {
    let text = text.trim();
    let signs =
        |letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.' | 'Z' | '+' | '-');
    let half = ["am", "pm", "a.m.", "p.m."];
    let lower = text.to_ascii_lowercase();
    let bare = half.iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(text);
    let bare = bare.trim_end().trim_end_matches("UTC").trim_end();
    bare.starts_with(|first: char| first.is_ascii_digit())
        && bare.contains(':')
        && bare.chars().all(signs)
}

// ------------------------------------------------------------------------ words

fn unclear(text: &str, reason: &str, help: Option<String>) -> LooseDate {
    LooseDate::Unclear(DateError {
        message: format!("`{text}` is not understood as a date: {reason}"),
        help: Some(help.unwrap_or_else(|| EXAMPLES.to_owned())),
        at: 0..text.len(),
    })
}

fn unclear_tokens(text: &str, tokens: &[Token]) -> LooseDate {
    if let Some(error) = impossible(text).or_else(|| no_such_day(text, tokens)) {
        return LooseDate::Unclear(error);
    }
    let school = tokens.iter().any(|token| grammar::means(token, words::DateWord::SchoolYear));
    let number = match tokens {
        [Token::Number(digits)] => digits.as_str(),
        _ => "",
    };
    match number.len() {
        _ if school => unclear(
            text,
            "such a year need not begin in January",
            Some("write from when to when: `2009-10/2010-09`".to_owned()),
        ),
        1..=2 => unclear(
            text,
            "its century is missing",
            Some("write the year with four digits".to_owned()),
        ),
        3 => unclear(text, "a year has four digits", Some(format!("write `{number:0>4}`"))),
        5 => unclear(
            text,
            "a number of five digits",
            Some("spreadsheets count days in this way".to_owned()),
        ),
        6 => unclear(
            text,
            "a number of six digits",
            Some("write the date with its dashes".to_owned()),
        ),
        _ if has_short_year(tokens) => unclear(
            text,
            "its century is missing",
            Some("write the year with four digits".to_owned()),
        ),
        _ => unclear(text, "its parts do not form one date", None),
    }
}

/// `31.02.1950`, `29 Feb 1900`: a day that its month has not.
fn no_such_day(text: &str, tokens: &[Token]) -> Option<DateError> {
    let month = |token: &Token| match token {
        Token::Number(digits) if digits.len() <= 2 => digits.parse().ok(),
        token => (1..=12).find(|month| grammar::means(token, words::DateWord::Month(*month))),
    };
    let parts: Vec<&Token> =
        tokens.iter().filter(|token| !matches!(token, Token::Mark(_))).collect();
    let [Token::Number(day), named, Token::Number(year)] = parts.as_slice() else { return None };
    let month = month(named).filter(|month| (1..=12).contains(month))?;
    if day.len() > 2 || year.len() != 4 {
        return None;
    }
    let error = impossible(&format!("{year}-{month:02}-{day:0>2}"))?;
    let message = format!("`{text}`: there is no such day");
    Some(DateError { message, at: 0..text.len(), ..error })
}

/// `03/07/30`, `3 July 30`: a day of which the year has two digits.
fn has_short_year(tokens: &[Token]) -> bool {
    let numbers = tokens.iter().filter_map(|token| match token {
        Token::Number(digits) => Some(digits.len()),
        _ => None,
    });
    let numbers: Vec<usize> = numbers.collect();
    numbers.len() >= 2 && numbers.iter().all(|length| *length <= 2)
}

/// What a cell that can be read in one way only shows of the habits of its column.
#[must_use]
pub fn date_evidence(text: &str) -> Option<DateChoice> {
    let plain = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    if plain || text.len() <= 4 {
        return None;
    }
    // These can be read in several ways, whatever ISO 8601 says of them.
    let text = text.trim();
    if short_second(text).is_some_and(|second| matches!(second, 1..=12 | 21..=24)) {
        return None;
    }
    let choice = LooseDate::read(text, &DateHabits::default()).date()?.choice?;
    // Dots stand between days and months in one order only, so they show nothing of the others.
    let dotted =
        matches!(choice, DateChoice::DayFirst | DateChoice::MonthFirst) && text.contains('.');
    (!dotted).then_some(choice)
}

/// Whether a text holds anything of which only other dates of its column can say how it is read: a quick
/// look at the bytes of a whole file.
#[must_use]
pub fn needs_evidence(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let has_slash = memchr::memchr(b'/', bytes).is_some();
    has_slash
        || memchr::memmem::find(bytes, b"00s").is_some()
        || memchr::memchr_iter(b'-', bytes).any(|at| {
            let year = at >= 4 && (at - 4..at).all(is_digit);
            let short = is_digit(at + 1) && is_digit(at + 2) && !is_digit(at + 3);
            let ends = bytes.get(at + 3) != Some(&b'-');
            // A second number that is not larger than the year's last two cannot be the end of a period.
            year && short && ends && bytes[at + 1..at + 3] > bytes[at - 2..at]
        })
        || {
            // Months and days without leading zeros: `3-7-1930`.
            memchr::memchr_iter(b'-', bytes).any(|at| {
                let after = (at + 1..at + 5).all(is_digit);
                let before = at >= 2
                    && is_digit(at - 1)
                    && (bytes[at - 2] == b'-' || at >= 3 && bytes[at - 3] == b'-');
                after && before
            })
        }
}

/// Both readings of an ambiguous date, in words.
#[must_use]
pub fn ambiguous(text: &str, readings: &[DateReading]) -> DateError {
    let one = |reading: &DateReading| match reading.choice {
        Some(choice) => format!("`{}` ({})", reading.edtf, choice.meaning()),
        None => format!("`{}`", reading.edtf),
    };
    let all: Vec<String> = readings.iter().map(one).collect();
    DateError {
        message: format!("`{text}` is ambiguous: {}", all.join(" or ")),
        help: Some(help(readings)),
        at: 0..text.len(),
    }
}

fn help(readings: &[DateReading]) -> String {
    match readings {
        [
            DateReading { edtf: day, choice: Some(DateChoice::DayFirst), .. },
            DateReading { edtf: month, .. },
        ] => {
            format!("write `{day}`, or `{month}` if the month is first")
        }
        _ => {
            let all: Vec<String> =
                readings.iter().map(|reading| format!("`{}`", reading.edtf)).collect();
            format!("write {}", all.join(" or "))
        }
    }
}
