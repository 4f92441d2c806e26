//! Dates as people say them under a picture: `from 2012-04`, `by 2013-01-28`, `1997-10-08 to 2011`. Takes
//! a period, gives words; never more precise than the period, and silent about an end that no source gives.

use crate::time::{Bound, DateSpan, Period};

/// A period in words; `undated` where there is none.
pub(super) fn in_words(period: Option<Period>) -> String {
    let Some(period) = period.filter(|period| !period.is_unknown()) else {
        return "undated".to_owned();
    };
    if period.is_instant() {
        return bound(period.start()).unwrap_or_default();
    }
    let start = Some(period.start()).filter(|_| period.start_bound() == Bound::Stated);
    let start = start.and_then(bound);
    match (start, period.end_bound()) {
        (Some(start), Bound::Unknown) if start.starts_with("by ") => start,
        (Some(start), Bound::Unknown) => format!("from {start}"),
        (Some(start), Bound::Open) => format!("from {start} on"),
        (start, Bound::Stated) => {
            let end = bound(period.end()).unwrap_or_default();
            start.map_or_else(|| format!("until {end}"), |start| format!("{start} to {end}"))
        }
        (None, Bound::Open) => "known to go on".to_owned(),
        (None, Bound::Unknown) => "undated".to_owned(),
    }
}

/// One date: as it is written, or the bounds of what is not known.
fn bound(span: DateSpan) -> Option<String> {
    let day = |day: crate::time::Day| DateSpan::day(day).to_string();
    match (span.earliest.is_bounded(), span.latest.is_bounded()) {
        (false, false) => None,
        (false, true) => Some(format!("by {}", day(span.latest))),
        (true, false) => Some(format!("{} or later", day(span.earliest))),
        (true, true) => {
            let text = span.to_string();
            let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
            Some(match inner.and_then(|inner| inner.split_once("..")) {
                Some((from, to)) => format!("between {from} and {to}"),
                None => text,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_says_more_than_the_date() {
        for (text, said) in [
            ("2012-04/", "from 2012-04"),
            ("2012-04/..", "from 2012-04 on"),
            ("[..2013-01-28]/", "by 2013-01-28"),
            ("1997-10-08/2011", "1997-10-08 to 2011"),
            ("/1994-07-08", "until 1994-07-08"),
            ("2013-01", "2013-01"),
            ("2010-09/[2010-09-05..2013-01-27]", "2010-09 to between 2010-09-05 and 2013-01-27"),
        ] {
            assert_eq!(in_words(Some(Period::parse(text).unwrap())), said);
        }
        assert_eq!(in_words(None), "undated");
    }
}
