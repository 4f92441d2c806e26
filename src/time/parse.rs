//! Text to period.
//!
//! Takes EDTF; gives a [`Period`]. Plain dates and the intervals of them, which is nearly everything a model
//! holds, are read here by hand in a few nanoseconds; all else goes through the `edtf-core` crate. Does not
//! explain what is wrong with a text: that is `near_miss`.

use std::ops::Range;

use edtf_core::{
    Bound as EdtfBound, Date, DateField, Edtf, Precision, Qualifier, SetElement, YearKind,
};

use super::day::days_in_month;
use super::period::Side;
use super::{DateError, DateSpan, Day, Period, near_miss};

#[inline]
pub(super) fn period(text: &str) -> Result<Period, DateError> {
    match fast(text.as_bytes()) {
        Some(period) => Ok(period),
        None => slow(text).map_err(|fault| near_miss::explain(text, fault)),
    }
}

/// What is wrong with a text, before it is put into plain words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fault {
    pub(super) message: &'static str,
    pub(super) at: Range<usize>,
}

// ------------------------------------------------------------------ by hand

/// `YYYY`, `YYYY-MM`, `YYYY-MM-DD` and intervals of these; `None` for anything else, right or wrong.
#[inline]
pub(super) fn fast(text: &[u8]) -> Option<Period> {
    let (start, rest) = match text {
        [b'/', rest @ ..] => (Side::Unknown, rest),
        [b'.', b'.', b'/', rest @ ..] => (Side::Open, rest),
        _ => match plain_date(text)? {
            (date, []) => return Some(Period::on(date)),
            (date, [b'/', rest @ ..]) => (Side::Stated(date), rest),
            _ => return None,
        },
    };
    let end = match (start, rest) {
        (Side::Stated(_), []) => Side::Unknown,
        (Side::Stated(_), b"..") => Side::Open,
        _ => match plain_date(rest)? {
            (date, []) => Side::Stated(date),
            _ => return None,
        },
    };
    Some(Period::between(start, end))
}

/// A plain date at the beginning of the text, and what follows it.
#[inline]
fn plain_date(text: &[u8]) -> Option<(DateSpan, &[u8])> {
    let [y1, y2, y3, y4, rest @ ..] = text else { return None };
    let year = two_digits(*y1, *y2)? * 100 + two_digits(*y3, *y4)?;
    let [b'-', m1, m2, rest @ ..] = rest else {
        let first = plain_day(year, 1, 1);
        let last = plain_day(year, 12, 31);
        return Some((DateSpan { earliest: first, latest: last }, rest));
    };
    let month = two_digits(*m1, *m2)?;
    if !(1..=12).contains(&month) {
        return None;
    }
    let length = days_in_month(i64::from(year), month);
    let [b'-', d1, d2, rest @ ..] = rest else {
        let Day(first) = plain_day(year, month, 1);
        return Some((
            DateSpan { earliest: Day(first), latest: Day(first + length as i32 - 1) },
            rest,
        ));
    };
    let day = two_digits(*d1, *d2)?;
    (1..=length).contains(&day).then(|| (DateSpan::day(plain_day(year, month, day)), rest))
}

#[inline]
fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u32::from(tens) * 10 + u32::from(ones))
}

/// The day of a date in years 0 to 9999, without a signed division.
///
/// C. Neri and L. Schneider, "Euclidean affine functions and their application to calendar
/// algorithms", Software: Practice and Experience 53 (2023).
#[inline]
fn plain_day(year: u32, month: u32, day: u32) -> Day {
    // Years begin in March, and 400 of them are added so that January of year 0 is not negative.
    let (year, month) = if month <= 2 { (year + 399, month + 12) } else { (year + 400, month) };
    let century = year / 100;
    let of_years = 1461 * year / 4 - century + century / 4;
    let of_months = (979 * month - 2919) / 32;
    Day((of_years + of_months + day) as i32 - 719_469 - 146_097)
}

// ------------------------------------------------------------ by `edtf-core`

/// The whole of EDTF and our extensions. Each side of an interval is read alone, so that one which ends
/// before it begins, or has a set for a bound, can be represented.
pub(super) fn slow(text: &str) -> Result<Period, Fault> {
    let fault = |message, at| Err(Fault { message, at });
    match slashes(text).as_slice() {
        [] if text.is_empty() => fault("there is no date here", 0..0),
        [] => match Edtf::parse(text) {
            Ok(edtf) => single(&edtf).ok_or(Fault { message: "not a date", at: 0..text.len() }),
            Err(error) => fault(error.message, error.offset..text.len()),
        },
        [_] if text == "/" => fault("neither side of the `/` has a date", 0..1),
        [slash] => {
            let (start, doubt) = side(&text[..*slash], 0, Edge::Start)?;
            let (end, more_doubt) = side(&text[slash + 1..], slash + 1, Edge::End)?;
            Ok(Period::between(start, end).with_qualified(doubt || more_doubt))
        }
        [_, second, ..] => fault("an interval has only one `/`", *second..*second + 1),
    }
}

/// Where the text has a `/` that is not inside brackets.
fn slashes(text: &str) -> Vec<usize> {
    let mut depth = 0_u32;
    let mut found = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'/' if depth == 0 => found.push(at),
            _ => {}
        }
    }
    found
}

fn single(edtf: &Edtf) -> Option<Period> {
    let span = match edtf {
        Edtf::Date(date) => date_span(date),
        Edtf::DateTime(moment) => date_span(&moment.date),
        Edtf::Set(set) => set_span(&set.elements),
        Edtf::Interval(_) => return None,
    };
    Some(Period::on(span).with_qualified(edtf.is_uncertain() || edtf.is_approximate()))
}

/// Which side of an interval is being read.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// One side of an interval, and whether it is qualified. `offset` is where the side stands in the whole.
fn side(text: &str, offset: usize, edge: Edge) -> Result<(Side, bool), Fault> {
    let at = offset..offset + text.len();
    match text {
        "" => return Ok((Side::Unknown, false)),
        ".." => return Ok((Side::Open, false)),
        _ => {}
    }
    let (date, open) = match edge {
        Edge::Start => (text.strip_prefix(".."), 2),
        Edge::End => (text.strip_suffix(".."), 0),
    };
    // ISO 8601-2, 10.6: `..date` as a start is that date or an earlier one, `date..` as an end or a later.
    let limit = date.is_some();
    let edtf = match Edtf::parse(date.unwrap_or(text)) {
        Ok(edtf) => edtf,
        Err(error) => {
            let from = offset + error.offset + if limit { open } else { 0 };
            return Err(Fault { message: error.message, at: from.min(at.end)..at.end });
        }
    };
    let qualified = edtf.is_uncertain() || edtf.is_approximate();
    let span = match &edtf {
        Edtf::Date(date) if limit => limited(date_span(date), edge),
        Edtf::Date(date) => date_span(date),
        Edtf::Set(set) if !limit => set_span(&set.elements),
        Edtf::DateTime(_) => {
            return Err(Fault { message: "a bound of an interval has no time of day", at });
        }
        _ => return Err(Fault { message: "`..` stands beside a date only", at }),
    };
    Ok((Side::Stated(span), qualified))
}

fn limited(span: DateSpan, edge: Edge) -> DateSpan {
    match edge {
        Edge::Start => DateSpan { earliest: Day::MIN, latest: span.latest },
        Edge::End => DateSpan { earliest: span.earliest, latest: Day::MAX },
    }
}

/// From the earliest to the latest day of any member: what lies between them is not told apart.
fn set_span(elements: &[SetElement]) -> DateSpan {
    let members = elements.iter().map(|element| match element {
        SetElement::Date(date) => date_span(date),
        SetElement::OnOrBefore(date) => limited(date_span(date), Edge::Start),
        SetElement::OnOrAfter(date) => limited(date_span(date), Edge::End),
        SetElement::Range(from, to) => {
            DateSpan { earliest: date_span(from).earliest, latest: date_span(to).latest }
        }
    });
    members
        .reduce(|all, one| DateSpan {
            earliest: all.earliest.min(one.earliest),
            latest: all.latest.max(one.latest),
        })
        .unwrap_or(DateSpan::UNKNOWN)
}

fn date_span(date: &Date) -> DateSpan {
    widened(written_span(date), date)
}

/// The days of a date as it is written, qualifiers left aside.
fn written_span(date: &Date) -> DateSpan {
    let bounds = Edtf::Date(*date).bounds();
    DateSpan { earliest: bound_day(bounds.earliest, date), latest: bound_day(bounds.latest, date) }
}

fn bound_day(bound: EdtfBound, date: &Date) -> Day {
    match bound {
        EdtfBound::Date(day) => Day::clamped(day.year, day.month.into(), day.day.into()),
        EdtfBound::NegativeInfinity => Day::MIN,
        EdtfBound::PositiveInfinity => Day::MAX,
        // A year too large even for `edtf-core` to compute with.
        EdtfBound::Unknown => match date.year.kind {
            YearKind::Standard { negative: true, .. } => Day::MIN,
            YearKind::Big { value: ..0 } => Day::MIN,
            YearKind::Exponential { significand: ..0, .. } => Day::MIN,
            _ => Day::MAX,
        },
    }
}

// ---------------------------------------------------------------- qualifiers

/// By how much a qualifier moves the bounds of a date.
#[derive(Copy, Clone)]
enum Unit {
    Days(i64),
    Months(i64),
}

/// The span with its qualifier taken into account: one unit more on each side, two for `%`.
fn widened(span: DateSpan, date: &Date) -> DateSpan {
    let Some((unit, qualifier)) = doubt(date) else { return span };
    let times = if qualifier.uncertain && qualifier.approximate { 2 } else { 1 };
    // The last day of a month moves to the last day of another, whatever their lengths; a given day does not.
    let latest = match date.precision() {
        Precision::Day => moved(span.latest, unit, times),
        _ => moved(span.latest.next(), unit, times).prev(),
    };
    DateSpan { earliest: moved(span.earliest, unit, -times), latest }
}

fn moved(day: Day, unit: Unit, times: i64) -> Day {
    match unit {
        Unit::Days(days) => day.plus_days(days.saturating_mul(times)),
        Unit::Months(months) => day.plus_months(months.saturating_mul(times)),
    }
}

/// The unit in doubt and its qualifier. A qualifier of the whole date puts the finest part in doubt; one of
/// some parts only, the coarsest of those (ISO 8601-2, 8.4: complete, group and individual).
fn doubt(date: &Date) -> Option<(Unit, Qualifier)> {
    let month = date.month.map(|month| (month_unit(month), month.qualifier));
    let day = date.day.map(|day| (day_unit(day), day.qualifier));
    let parts = [Some((year_unit(date), date.year.qualifier)), month, day];
    let parts = || parts.iter().flatten().copied();
    if parts().all(|(_, qualifier)| qualifier == date.year.qualifier) {
        return parts().next_back().filter(|(_, qualifier)| qualifier.is_qualified());
    }
    parts().find(|(_, qualifier)| qualifier.is_qualified())
}

/// A year; for one with open digits (`193X`, `1950S2`) as many years as it may be.
fn year_unit(date: &Date) -> Unit {
    let year = Edtf::Date(Date { month: None, day: None, ..*date }).bounds();
    let years = match (year.earliest, year.latest) {
        (EdtfBound::Date(from), EdtfBound::Date(to)) => to.year.saturating_sub(from.year) + 1,
        _ => 1,
    };
    Unit::Months(years.saturating_mul(12))
}

/// A month; the length of a season, quarter or other part of a year (ISO 8601-2, 4.8); a year if it is open.
fn month_unit(month: DateField) -> Unit {
    Unit::Months(match month.value() {
        None => 12,
        Some(21..=36) => 3,
        Some(37..=39) => 4,
        Some(40..=41) => 6,
        Some(_) => 1,
    })
}

/// A day; ten for `1X`, a month for `XX`.
fn day_unit(day: DateField) -> Unit {
    match day.digits {
        [None, _] => Unit::Months(1),
        [_, None] => Unit::Days(10),
        _ => Unit::Days(1),
    }
}
