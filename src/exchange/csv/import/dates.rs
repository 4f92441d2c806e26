//! Dates as tables have them, to EDTF.
//!
//! Takes a cell, the rules of a mapping and the habits of its column; gives EDTF. What people write is read
//! by `time::LooseDate`, which serves all formats; here stands what is of tables: words for no date, days that
//! are years in disguise, a start and an end that make a period.

use crate::diagnostics::Advice;
use crate::model::{Date, Text};
use crate::time::{
    DateChoice, DateError, DateHabits, DateReading, LooseDate, Period, Serials, ambiguous,
};

use super::absent::is_unknown_value;
use super::mapping::{Dates, Precision};

/// The habits that a mapping gives to all columns.
pub(super) fn habits(rules: &Dates) -> DateHabits {
    let ongoing = match rules.present.as_str() {
        "" => String::new(),
        on => format!("[{on}..]"),
    };
    let choices = rules.choices.clone();
    DateHabits { choices, serials: rules.serials, ongoing, ..DateHabits::default() }
}

/// A cell as a date; `None` where it says that there is none. What goes on at the time of the table
/// (`present`) has an end that is not recorded: nobody said that it goes on for ever.
pub(super) fn read<'t>(
    cell: &Text<'t>,
    rules: &Dates,
    habits: &DateHabits,
) -> Result<Option<Date<'t>>, UnreadDate> {
    let text = cell.trim();
    if is_unknown_value(text) || rules.unknown.iter().any(|word| word == text) {
        return Ok(None);
    }
    if is_plain(text) && Period::parse(text).is_ok() {
        // The mapping itself says that these days were never meant as days.
        return Ok(Some(Date::from(piece(cell, coarser(text, rules).unwrap_or(text)))));
    }
    match LooseDate::read(text, habits) {
        LooseDate::Date(DateReading { edtf, calendar, .. }) => {
            let date = written(cell, text, coarser(&edtf, rules).unwrap_or(&edtf));
            Ok(Some(Date { calendar: calendar.into(), ..date }))
        }
        LooseDate::Ongoing => Ok(Some(Date {
            edtf: habits.ongoing.clone().into(),
            as_written: piece(cell, text),
            ..Date::default()
        })),
        LooseDate::Nothing => Ok(None),
        LooseDate::Ambiguous(readings) => Err(undecided(ambiguous(text, &readings), &readings)),
        LooseDate::Unclear(error) => Err(unclear(error, text)),
    }
}

/// Days and years as nearly all tables have them.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| bytes[from..to].iter().all(u8::is_ascii_digit);
    let is_set = |year: &[u8]| !matches!(year, b"0000" | b"0001" | b"9999");
    match bytes.len() {
        4 => digits(0, 4) && bytes != b"0000",
        10 => {
            digits(0, 4)
                && bytes[4] == b'-'
                && digits(5, 7)
                && bytes[7] == b'-'
                && digits(8, 10)
                && is_set(&bytes[..4])
        }
        _ => false,
    }
}

/// A date with the cell's own text, where that says it otherwise. Midnight says nothing: programs write it
/// behind every day.
fn written<'t>(cell: &Text<'t>, text: &str, edtf: &str) -> Date<'t> {
    let is_midnight = text.split_once(['T', ' ']).is_some_and(|(day, time)| {
        let zeros = |letter: char| matches!(letter, '0' | ':' | '.' | 'Z');
        is_plain(day) && time.contains(':') && time.chars().all(zeros)
    });
    if is_midnight && let Some(piece_of_day) = text.get(..edtf.len()).filter(|day| *day == edtf) {
        return Date::from(piece(cell, piece_of_day));
    }
    match edtf == text {
        true => Date::from(piece(cell, text)),
        false => {
            let (edtf, as_written) = (edtf.to_owned().into(), piece(cell, text));
            Date { edtf, as_written, ..Date::default() }
        }
    }
}

/// Why a cell is not a date, and what to do.
#[derive(Debug)]
pub(super) struct UnreadDate {
    pub(super) message: String,
    pub(super) help: Option<Advice>,
}

impl From<DateError> for UnreadDate {
    fn from(error: DateError) -> UnreadDate {
        UnreadDate { message: error.message, help: error.help.map(Advice::from) }
    }
}

/// What is ambiguous, with the choices that settle it for all dates.
fn undecided(error: DateError, readings: &[DateReading]) -> UnreadDate {
    let mut names: Vec<&str> =
        readings.iter().filter_map(|one| one.choice).map(DateChoice::name).collect();
    names.dedup();
    let Some((first, rest)) = names.split_first() else { return error.into() };
    let others: String = rest.iter().map(|name| format!(" or {name}")).collect();
    let help = error.help.unwrap_or_default();
    let help = Advice::new("{}; {dates} {}{} decides it for all", &[&help, first, &others]);
    UnreadDate { message: error.message, help: Some(help) }
}

/// What is no date, with what may read it.
fn unclear(error: DateError, text: &str) -> UnreadDate {
    if text.len() != 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return error.into();
    }
    let help = Advice::new(
        "if a spreadsheet counted days in this way, {dates} {} reads the column",
        &[&Serials::From1900.name()],
    );
    UnreadDate { message: error.message, help: Some(help) }
}

/// A start and an end as one period. An end that is missing is not recorded.
pub(super) fn period<'t>(start: Option<Date<'t>>, end: Option<Date<'t>>) -> Option<Date<'t>> {
    let (start, end) = match (start, end) {
        (None, None) => return None,
        (start, end) => (start.unwrap_or_default(), end.unwrap_or_default()),
    };
    let edtf = format!(
        "{}/{}",
        bound(&start.edtf, PeriodBound::Start),
        bound(&end.edtf, PeriodBound::End)
    );
    let as_written = match (start.as_written.is_empty(), end.as_written.is_empty()) {
        (true, true) => Text::default(),
        _ => {
            let or = |written: Text<'t>, edtf| if written.is_empty() { edtf } else { written };
            let (start, end) = (or(start.as_written, start.edtf), or(end.as_written, end.edtf));
            match (start.is_empty(), end.is_empty()) {
                (_, true) => start,
                (true, _) => end,
                _ => format!("{start} – {end}").into(),
            }
        }
    };
    Some(Date { edtf: edtf.into(), as_written, ..Date::default() })
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum PeriodBound {
    Start,
    End,
}

/// A date as one end of a period. What says of itself that it runs from one date to another is one of
/// the days between them; `since 1936` in a column of starts is 1936.
fn bound(edtf: &str, which: PeriodBound) -> String {
    let Some((from, to)) = edtf.split_once('/') else { return edtf.to_owned() };
    match (from, to, which) {
        (from, "" | "..", PeriodBound::Start) => from.to_owned(),
        ("" | "..", to, PeriodBound::End) => to.to_owned(),
        (from, "" | "..", PeriodBound::End) => format!("[{from}..]"),
        ("" | "..", to, PeriodBound::Start) => format!("[..{to}]"),
        (from, to, _) if !edtf.contains('[') => format!("[{from}..{to}]"),
        (from, _, PeriodBound::Start) => from.to_owned(),
        (_, to, PeriodBound::End) => to.to_owned(),
    }
}

/// A start that lies no later than a first mention.
pub(super) fn no_later(first: Date<'_>) -> Date<'_> {
    bounded(first, |edtf| format!("[..{edtf}]"))
}

/// An end that lies no earlier than a last mention.
pub(super) fn no_earlier(last: Date<'_>) -> Date<'_> {
    bounded(last, |edtf| format!("[{edtf}..]"))
}

/// A mention as a bound; one that is imprecise itself, such as `[..1998]`, stays as it is.
fn bounded<'t>(mention: Date<'t>, bound: impl Fn(&str) -> String) -> Date<'t> {
    let edtf = bound(&mention.edtf);
    if Period::parse(&edtf).is_err() {
        return mention;
    }
    let as_written = match mention.as_written.is_empty() {
        true => mention.edtf,
        false => mention.as_written,
    };
    Date { edtf: edtf.into(), as_written, ..Date::default() }
}

/// The same piece of text as borrowed as the cell is.
fn piece<'t>(cell: &Text<'t>, piece: &str) -> Text<'t> {
    match cell {
        Text::Borrowed(whole) => {
            let start = piece.as_ptr() as usize - whole.as_ptr() as usize;
            Text::Borrowed(&whole[start..start + piece.len()])
        }
        Text::Owned(_) => Text::Owned(piece.to_owned()),
    }
}

/// The part of a full day that counts where the mapping says that such days are years in disguise.
fn coarser<'d>(text: &'d str, rules: &Dates) -> Option<&'d str> {
    let bytes = text.as_bytes();
    let is_day = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !is_day {
        return None;
    }
    let rule = rules.coarser.iter().find(|(ending, _)| text.ends_with(ending.as_str()));
    rule.map(|(_, precision)| match precision {
        Precision::Year => &text[..4],
        Precision::Month => &text[..7],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edtf(text: &str, rules: &Dates) -> String {
        match read(&text.into(), rules, &habits(rules)) {
            Ok(Some(date)) => date.edtf.into_owned(),
            Ok(None) => "none".into(),
            Err(error) => format!("error: {}", error.message),
        }
    }

    #[test]
    fn the_text_of_the_cell_stays_beside_the_date() {
        let rules = Dates::default();
        let written = |text: &str| {
            let date = read(&text.into(), &rules, &DateHabits::default()).unwrap().unwrap();
            (date.edtf.into_owned(), date.as_written.into_owned(), date.calendar.into_owned())
        };
        let all = |edtf: &str, as_written: &str, calendar: &str| {
            (edtf.to_owned(), as_written.to_owned(), calendar.to_owned())
        };
        assert_eq!(written(" 1930-07-03 "), all("1930-07-03", "", ""));
        assert_eq!(written("1939-45"), all("1939/1945", "1939-45", ""));
        assert_eq!(written("11 FEB 1731/2"), all("1732-02-22", "11 FEB 1731/2", "julian"));
        assert_eq!(written("1945-10-10T00:00:00Z"), all("1945-10-10", "", ""));
        assert_eq!(written("1945-10-10T12:30"), all("1945-10-10", "1945-10-10T12:30", ""));
        assert_eq!(written("1945-10-00"), all("1945-10", "1945-10-00", ""));
        assert_eq!(written("present"), all("", "present", ""));
    }

    #[test]
    fn what_is_ambiguous_is_refused_with_its_readings() {
        let error = read(&"2009/10".into(), &Dates::default(), &DateHabits::default()).unwrap_err();
        assert_eq!(
            error.message,
            "`2009/10` is ambiguous: `2009-10` (a month) or `2009/2010` (from one to the other)"
        );
        assert_eq!(
            error.help.unwrap().to_string(),
            "write `2009-10` or `2009/2010`; `dates` months or ranges decides it for all"
        );
        let plain = |text: &str| edtf(text, &Dates::default());
        assert!(plain("1930-02-30").contains("there is no such day"));
        assert!(plain("spring cleaning").starts_with("error"));
    }

    #[test]
    fn what_says_that_it_runs_is_one_end_of_a_period() {
        let date = |edtf: &'static str| Some(Date::from(Text::from(edtf)));
        let period = |start, end| period(date(start), date(end)).unwrap().edtf.into_owned();
        assert_eq!(period("1936/1937", ""), "[1936..1937]/");
        assert_eq!(period("1936/", "/1940"), "1936/1940");
        assert_eq!(period("/1936", "1940/"), "[..1936]/[1940..]");
        let table = Dates { present: "2024-03".into(), ..Dates::default() };
        assert_eq!(edtf("1998-present", &table), "1998/[2024-03..]");
    }

    #[test]
    fn the_mapping_shows_the_order_and_the_years_in_disguise() {
        let rules = Dates {
            choices: vec![DateChoice::DayFirst],
            unknown: vec!["gone".into()],
            coarser: [("-07-01".to_owned(), Precision::Year)].into_iter().collect(),
            ..Dates::default()
        };
        assert_eq!(edtf("3/7/1930", &rules), "1930-07-03");
        assert_eq!(edtf("1930-07-01", &rules), "1930");
        assert_eq!(edtf("1/7/1930", &rules), "1930");
        assert_eq!(edtf("1930-07-02", &rules), "1930-07-02");
        assert_eq!(edtf("gone", &rules), "none");
        let written = read(&"1/7/1930".into(), &rules, &habits(&rules)).unwrap().unwrap();
        assert_eq!(written.as_written, "1/7/1930");
    }
}
