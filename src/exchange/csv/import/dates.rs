//! Dates as tables have them, to EDTF.
//!
//! Takes a cell and the rules of a mapping, gives EDTF. Reads EDTF and ISO days as they are, GEDCOM's
//! words (`ABT`, `BEF`, `AFT`, `BET .. AND ..`, `FROM .. TO ..`), and what people write
//! (`3 July 1930`, `July 1930`, `c. 1930`, `1998 – present`). `03/07/1930` is read only where the mapping or
//! the other dates of its table say which of the two is the month.

use crate::model::{Date, Text};
use crate::time::{DateError, Period};

use super::mapping::{DateOrder, Dates, Precision};

/// A cell as a date; `None` where it says that there is none. What goes on at the time of the table
/// (`present`) has an end that is not recorded: nobody said that it goes on for ever.
pub(super) fn read<'t>(
    cell: &Text<'t>,
    rules: &Dates,
    order: DateOrder,
) -> Result<Option<Date<'t>>, DateError> {
    let text = cell.trim();
    if text.is_empty() || says_nothing(text) || rules.unknown.iter().any(|word| word == text) {
        return Ok(None);
    }
    if let Some(edtf) = unlike_edtf(text, rules, order) {
        let edtf = coarser(&edtf, rules).map_or(edtf.clone(), str::to_owned);
        return Ok(Some(Date {
            edtf: edtf.into(),
            as_written: piece(cell, text),
            ..Date::default()
        }));
    }
    let (day, time) = day_of(text);
    let day = coarser(day, rules).unwrap_or(day);
    let error = match Period::parse(day) {
        Ok(_) => {
            let as_written = if time { piece(cell, text) } else { Text::default() };
            return Ok(Some(Date { edtf: piece(cell, day), as_written, ..Date::default() }));
        }
        Err(error) => error,
    };
    let edtf = ordered(text, order)
        .or_else(|| gedcom(text, rules, order))
        .or_else(|| words(text, rules, order))
        .or_else(|| suggested(&error).map(str::to_owned))
        .filter(|edtf| Period::parse(edtf).is_ok());
    match edtf {
        Some(edtf) => {
            let edtf = coarser(&edtf, rules).map_or(edtf.clone(), str::to_owned);
            let as_written = piece(cell, text);
            Ok(Some(Date { edtf: edtf.into(), as_written, ..Date::default() }))
        }
        None => Err(error),
    }
}

/// Words by which tables say that nothing is known.
fn says_nothing(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "?", "??", "-", "--", "–", "—", ".", "n/a", "na", "nan", "nil", "null", "none", "unknown",
        "n.d.", "undated",
    ];
    // Wikidata's unknown values: `t1234567`, or an address of their own.
    let digits = text.strip_prefix('t').unwrap_or_default();
    let is_unknown = digits.len() >= 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_unknown || text.contains("/.well-known/genid/") {
        return true;
    }
    text.len() <= 8 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Words by which tables say that something goes on.
fn goes_on(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "present",
        "the present",
        "now",
        "today",
        "current",
        "currently",
        "ongoing",
        "to date",
        "incumbent",
        "date",
    ];
    text.len() <= 11 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// What would be read otherwise than it was meant if it were read as EDTF, or as a slip of it.
fn unlike_edtf(text: &str, rules: &Dates, order: DateOrder) -> Option<String> {
    let open = || match rules.present.as_str() {
        "" => String::new(),
        on => format!("[{on}..]"),
    };
    if goes_on(text) {
        return Some(open());
    }
    let one = |text: &str| one(text, rules, order);
    // `1936-present`, `since 1936 until now`
    for mark in ["-", "–", "—", " to ", " until ", "/"] {
        if let Some((from, to)) = text.rsplit_once(mark)
            && goes_on(to.trim())
        {
            return Some(format!("{}/{}", one(from.trim_end_matches([' ', '-']))?, open()));
        }
    }
    // `1936-37`: EDTF has parts of years by such numbers, tables have years.
    if let (Some(year), Some(second)) = (text.get(..4), text.get(5..))
        && text.as_bytes()[4] == b'-'
        && second.len() == 2
        && let (Ok(first), Ok(second)) = (year.parse::<u32>(), second.parse::<u32>())
        && (25..=41).contains(&second)
        && second > first % 100
    {
        return Some(format!("{first:04}/{:04}", first / 100 * 100 + second));
    }
    let rest = strip_word(text, "between ")?;
    let (from, to) = rest.split_once(" and ")?;
    Some(format!("[{}..{}]", one(from)?, one(to)?))
}

fn strip_word<'w>(text: &'w str, word: &str) -> Option<&'w str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| text[word.len()..].trim())
}

/// The day of a point in time, without parts that say nothing (`1945-00-00`, `1945-10-`, `1936.0`),
/// and whether the time said something.
fn day_of(text: &str) -> (&str, bool) {
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time))
            if time.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':') =>
        {
            (day, time.contains(|c: char| c.is_ascii_digit() && c != '0'))
        }
        _ => (text, false),
    };
    if !day.starts_with(|c: char| c.is_ascii_digit() || c == '+') {
        return (text, false);
    }
    let bare = day.strip_prefix('+').unwrap_or(day).trim_end_matches('-');
    let bare = bare.strip_suffix(".0").unwrap_or(bare);
    let bare = bare.strip_suffix("-00").unwrap_or(bare);
    (bare.strip_suffix("-00").unwrap_or(bare), time)
}

/// One date that may stand within another form.
fn one(text: &str, rules: &Dates, order: DateOrder) -> Option<String> {
    let date = read(&Text::Owned(text.trim().to_owned()), rules, order).ok()??;
    (!date.edtf.is_empty() && !date.edtf.contains(['/', '[', '{'])).then(|| date.edtf.into_owned())
}

/// What people write that EDTF says otherwise: `early 1936`, `1936 or 1937`, `Q3 2015`, `1936 (?)`,
/// `1945年10月10日`.
fn words(text: &str, rules: &Dates, order: DateOrder) -> Option<String> {
    let one = |text: &str| one(text, rules, order);
    for word in ["early ", "mid ", "mid-", "late ", "in ", "during ", "the year ", "year "] {
        if let Some(rest) = strip_word(text, word) {
            return one(rest);
        }
    }
    if let Some((first, second)) = text.split_once(" or ") {
        return Some(format!("[{},{}]", one(first)?, one(second)?));
    }
    if let Some(rest) = text.strip_suffix("(?)") {
        return Some(format!("{}?", one(rest)?));
    }
    if let Some(rest) = text.strip_prefix(['Q', 'q'])
        && let Some((quarter @ ("1" | "2" | "3" | "4"), year)) = rest.split_once(' ')
    {
        let quarter: u32 = quarter.parse().ok()?;
        return Some(format!("{}-{}", one(year)?, 32 + quarter));
    }
    if text.contains(['年', '년']) {
        let parts = text.split(['年', '月', '日', '년', '월', '일']).map(str::trim);
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let padded = parts.iter().map(|part| format!("{part:0>2}"));
        return one(&padded.collect::<Vec<_>>().join("-"));
    }
    None
}

/// A start and an end as one period. An end that is missing is not recorded.
pub(super) fn period<'t>(start: Option<Date<'t>>, end: Option<Date<'t>>) -> Option<Date<'t>> {
    let (start, end) = match (start, end) {
        (None, None) => return None,
        (start, end) => (start.unwrap_or_default(), end.unwrap_or_default()),
    };
    let edtf = format!("{}/{}", bound(&start.edtf, Bound::Start), bound(&end.edtf, Bound::End));
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
enum Bound {
    Start,
    End,
}

/// A date as one end of a period. What says of itself that it runs from one date to another is one of
/// the days between them; `since 1936` in a column of starts is 1936.
fn bound(edtf: &str, which: Bound) -> String {
    let Some((from, to)) = edtf.split_once('/') else { return edtf.to_owned() };
    match (from, to, which) {
        (from, "" | "..", Bound::Start) => from.to_owned(),
        ("" | "..", to, Bound::End) => to.to_owned(),
        (from, "" | "..", Bound::End) => format!("[{from}..]"),
        ("" | "..", to, Bound::Start) => format!("[..{to}]"),
        (from, to, _) if !edtf.contains('[') => format!("[{from}..{to}]"),
        (from, _, Bound::Start) => from.to_owned(),
        (_, to, Bound::End) => to.to_owned(),
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

/// `03/07/1930` with a known order, or where only one order gives a day.
fn ordered(text: &str, order: DateOrder) -> Option<String> {
    let (first, second, year) = day_month_year(text)?;
    let (day, month) = match order {
        DateOrder::DayFirst => (first, second),
        DateOrder::MonthFirst => (second, first),
        DateOrder::Unsaid => match order_of(text)? {
            DateOrder::MonthFirst => (second, first),
            _ => (first, second),
        },
    };
    Some(format!("{year}-{month:0>2}-{day:0>2}"))
}

/// The parts of `03/07/1930`, of which nobody said yet which is the month; a time behind it is passed
/// over.
fn day_month_year(text: &str) -> Option<(&str, &str, &str)> {
    let text = match text.split_once(' ') {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    };
    let mut parts = text.split(['/', '.', '-']).map(str::trim);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str, most| {
        !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fits = digits(first, 2) && digits(second, 2) && year.len() == 4 && digits(year, 4);
    (fits && parts.next().is_none()).then_some((first, second, year))
}

/// Which order a date shows that can be read in one way only: `25/12/1930`; `None` where it shows
/// none. Dots stand between days and months in this order alone.
pub(super) fn order_of(text: &str) -> Option<DateOrder> {
    let (first, second, _) = day_month_year(text.trim())?;
    let (first, second): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    match (first > 12, second > 12) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        (true, true) => None,
        _ if first == second || text.contains('.') => Some(DateOrder::DayFirst),
        _ => None,
    }
}

/// Whether the first number can only be a day, which `10/10/1930` does not show.
pub(super) fn begins_with_day(text: &str) -> bool {
    let first = day_month_year(text.trim()).and_then(|(first, ..)| first.parse::<u32>().ok());
    first.is_some_and(|first| first > 12)
}

/// The words of GEDCOM 7, 2.4 (`date` values), in any case.
fn gedcom(text: &str, rules: &Dates, order: DateOrder) -> Option<String> {
    let (word, rest) = text.split_once(' ')?;
    let one = |text: &str| one(text, rules, order);
    let two = |rest: &str, mark: &str| {
        let upper = rest.to_ascii_uppercase();
        let at = upper.find(mark)?;
        Some((one(&rest[..at])?, one(&rest[at + mark.len()..])?))
    };
    match word.to_ascii_uppercase().as_str() {
        "ABT" | "EST" | "CAL" => Some(format!("{}~", one(rest)?)),
        "BEF" => Some(format!("[..{}]", one(rest)?)),
        "AFT" => Some(format!("[{}..]", one(rest)?)),
        "BET" => two(rest, " AND ").map(|(from, to)| format!("[{from}..{to}]")),
        "FROM" => match two(rest, " TO ") {
            Some((from, to)) => Some(format!("{from}/{to}")),
            None => Some(format!("{}/", one(rest)?)),
        },
        "TO" => Some(format!("/{}", one(rest)?)),
        _ => None,
    }
}

/// What the error says to write, where it leaves no choice.
fn suggested(error: &DateError) -> Option<&str> {
    let only = error.help.as_deref()?.strip_prefix("write `")?.strip_suffix('`')?;
    (!only.contains('`')).then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edtf(text: &str, rules: &Dates) -> String {
        match read(&text.into(), rules, rules.order) {
            Ok(Some(date)) => date.edtf.into_owned(),
            Ok(None) => "none".into(),
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn every_way_to_write_a_date() {
        let rules = Dates::default();
        for (text, expected) in [
            (" 1930-07-03 ", "1930-07-03"),
            ("[..2013-01]/", "[..2013-01]/"),
            ("3 July 1930", "1930-07-03"),
            ("July 1930", "1930-07"),
            ("1930", "1930"),
            ("ABT 1930", "1930~"),
            ("BEF 3 JUL 1930", "[..1930-07-03]"),
            ("aft Jul 1930", "[1930-07..]"),
            ("BET 1926 AND 1930", "[1926..1930]"),
            ("FROM 1 JAN 1926 TO 1930", "1926-01-01/1930"),
            ("FROM 1926", "1926/"),
            ("TO 1930", "/1930"),
            ("", "none"),
            ("N/A", "none"),
            ("?", "none"),
            ("t1234567", "none"),
            ("1945-10-10T00:00:00Z", "1945-10-10"),
            ("+1945-00-00T00:00:00Z", "1945"),
            ("1945-10-00", "1945-10"),
            ("1945-10-", "1945-10"),
            ("1936.0", "1936"),
            ("c. 1936", "1936~"),
            ("early 1936", "1936"),
            ("1936 or 1937", "[1936,1937]"),
            ("between 1936 and May 1938", "[1936..1938-05]"),
            ("Q3 2015", "2015-35"),
            ("1945년 10월 9일", "1945-10-09"),
            ("1945年10月", "1945-10"),
            ("1936-37", "1936/1937"),
            ("1936-21", "1936-21"),
            // What goes on when a table is made has no recorded end.
            ("1998 – present", "1998/"),
            ("2 May 1998-present", "1998-05-02/"),
            ("present", ""),
            ("25/12/1945", "1945-12-25"),
            ("12/25/1945", "1945-12-25"),
            ("25/12/1945 00:00", "1945-12-25"),
            ("10.12.1945", "1945-12-10"),
        ] {
            assert_eq!(edtf(text, &rules), expected, "{text}");
        }
        assert!(edtf("03/07/1930", &rules).starts_with("error"));
        assert!(edtf("1930-02-30", &rules).starts_with("error"));
        assert!(edtf("spring cleaning", &rules).starts_with("error"));
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
    fn the_mapping_tells_the_order_and_the_years_in_disguise() {
        let rules = Dates {
            order: DateOrder::DayFirst,
            present: String::new(),
            unknown: vec!["n/a".into()],
            coarser: [("-07-01".to_owned(), Precision::Year)].into_iter().collect(),
        };
        assert_eq!(edtf("3/7/1930", &rules), "1930-07-03");
        assert_eq!(edtf("1930-07-01", &rules), "1930");
        assert_eq!(edtf("1/7/1930", &rules), "1930");
        assert_eq!(edtf("1930-07-02", &rules), "1930-07-02");
        assert_eq!(edtf("n/a", &rules), "none");
        let written = read(&"3/7/1930".into(), &rules, rules.order).unwrap().unwrap();
        assert_eq!(written.as_written, "3/7/1930");
    }
}
