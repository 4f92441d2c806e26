//! Dates as tables have them, to EDTF.
//!
//! Takes a cell and the rules of a mapping, gives EDTF. Reads EDTF and ISO days as they are, GEDCOM's
//! words (`ABT`, `BEF`, `AFT`, `BET .. AND ..`, `FROM .. TO ..`), and what people write
//! (`3 July 1930`, `July 1930`, `1930s`). `03/07/1930` is read only where the mapping says which of
//! the two is the month.

use crate::model::{Date, Text};
use crate::time::{DateError, Period};

use super::mapping::{Dates, Order, Precision};

/// A cell as a date; `None` where it says that there is none.
pub(super) fn read<'t>(cell: &Text<'t>, rules: &Dates) -> Result<Option<Date<'t>>, DateError> {
    let text = cell.trim();
    if text.is_empty() || rules.unknown.iter().any(|unknown| unknown == text) {
        return Ok(None);
    }
    let coarse = coarser(text, rules);
    let readable = coarse.unwrap_or(text);
    let error = match Period::parse(readable) {
        Ok(_) => return Ok(Some(Date::from(piece(cell, readable)))),
        Err(error) => error,
    };
    let edtf = ordered(text, rules.order)
        .or_else(|| gedcom(text, rules))
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

/// A start and an end as one period. An end that is missing is not recorded.
pub(super) fn period<'t>(start: Option<Date<'t>>, end: Option<Date<'t>>) -> Option<Date<'t>> {
    let (start, end) = match (start, end) {
        (None, None) => return None,
        (start, end) => (start.unwrap_or_default(), end.unwrap_or_default()),
    };
    let edtf = format!("{}/{}", start.edtf, end.edtf);
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

/// `03/07/1930` with a known order.
fn ordered(text: &str, order: Order) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (day, month) = match order {
        Order::Unsaid => return None,
        Order::DayFirst => (first, second),
        Order::MonthFirst => (second, first),
    };
    let digits = |text: &str, most| {
        !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fits = digits(day, 2) && digits(month, 2) && year.len() == 4 && digits(year, 4);
    fits.then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

/// The words of GEDCOM 7, 2.4 (`date` values), in any case.
fn gedcom(text: &str, rules: &Dates) -> Option<String> {
    let (word, rest) = text.split_once(' ')?;
    let one = |text: &str| {
        let date = read(&Text::Owned(text.trim().to_owned()), rules).ok()??;
        (!date.edtf.contains(['/', '['])).then(|| date.edtf.into_owned())
    };
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
        match read(&text.into(), rules) {
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
        ] {
            assert_eq!(edtf(text, &rules), expected, "{text}");
        }
        assert!(edtf("03/07/1930", &rules).starts_with("error"));
        assert!(edtf("1930-02-30", &rules).starts_with("error"));
        assert!(edtf("spring cleaning", &rules).starts_with("error"));
    }

    #[test]
    fn the_mapping_tells_the_order_and_the_years_in_disguise() {
        let rules = Dates {
            order: Order::DayFirst,
            unknown: vec!["n/a".into()],
            coarser: [("-07-01".to_owned(), Precision::Year)].into_iter().collect(),
        };
        assert_eq!(edtf("3/7/1930", &rules), "1930-07-03");
        assert_eq!(edtf("1930-07-01", &rules), "1930");
        assert_eq!(edtf("1/7/1930", &rules), "1930");
        assert_eq!(edtf("1930-07-02", &rules), "1930-07-02");
        assert_eq!(edtf("n/a", &rules), "none");
        let written = read(&"3/7/1930".into(), &rules).unwrap().unwrap();
        assert_eq!(written.as_written, "3/7/1930");
    }
}
