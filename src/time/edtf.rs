//! EDTF to periods.
//!
//! Takes EDTF; gives a [`Period`]. Plain dates and the intervals of them, which is nearly everything a model
//! holds, are read here by hand in a few nanoseconds; all else goes through the `edtf-core` crate. Does not
//! explain what is wrong with a text: that is `near_miss`.

use std::ops::Range;
use std::sync::{PoisonError, RwLock};

use edtf_core::{
    Bound as EdtfBound, Date, DateField, Edtf, Precision, Qualifier, SetElement, SetKind, YearKind,
};

use rustc_hash::FxHashMap;

use super::day::days_in_month;
use super::members::{Combination, DateMembers};
use super::period::IntervalSide;
use super::{DateSpan, Day, Period};

/// What is wrong with a text, before it is put into plain words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct EdtfError {
    pub(super) message: &'static str,
    pub(super) at: Range<usize>,
}

// ------------------------------------------------------------------ by hand

/// `YYYY`, `YYYY-MM`, `YYYY-MM-DD` and intervals of these; `None` for anything else, right or wrong.
#[inline]
pub(super) fn fast(text: &[u8]) -> Option<Period> {
    let (start, rest) = match text {
        [b'/', rest @ ..] => (IntervalSide::Unknown, rest),
        [b'.', b'.', b'/', rest @ ..] => (IntervalSide::Open, rest),
        _ => match plain_date(text)? {
            (date, []) => return Some(Period::on(date)),
            (date, [b'/', rest @ ..]) => (IntervalSide::Stated(date), rest),
            _ => return None,
        },
    };
    let end = match (start, rest) {
        (IntervalSide::Stated(_), []) => IntervalSide::Unknown,
        (IntervalSide::Stated(_), b"..") => IntervalSide::Open,
        _ => match plain_date(rest)? {
            (date, []) => IntervalSide::Stated(date),
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
pub(super) fn slow(text: &str) -> Result<Period, EdtfError> {
    let may_lie_apart = text.contains(['X', '[', '{']);
    if may_lie_apart && let Some(period) = recall(text) {
        return Ok(period);
    }
    let period = whole_text(text)?;
    if may_lie_apart {
        remember(text, period);
    }
    Ok(period)
}

/// A period, without an explanation where there is none.
pub(super) fn understood(text: &str) -> Result<Period, EdtfError> {
    fast(text.as_bytes()).map_or_else(|| slow(text), Ok)
}

/// What the texts that were met mean: a text such as `XXXX-10` has thousands of members and is looked at once.
static MET: RwLock<Option<FxHashMap<Box<str>, Period>>> = RwLock::new(None);

/// What a text was found to mean when it was met before.
fn recall(text: &str) -> Option<Period> {
    let met = MET.read().unwrap_or_else(PoisonError::into_inner);
    met.as_ref()?.get(text).copied()
}

/// Keeps what a text means, if there is room for it.
fn remember(text: &str, period: Period) {
    const LONGEST: usize = 64;
    const MOST: usize = 50_000;
    let mut met = MET.write().unwrap_or_else(PoisonError::into_inner);
    let met = met.get_or_insert_default();
    if text.len() <= LONGEST && met.len() < MOST {
        met.insert(text.into(), period);
    }
}

fn whole_text(text: &str) -> Result<Period, EdtfError> {
    let problem = |message, at| Err(EdtfError { message, at });
    match slashes(text).as_slice() {
        [] if text.is_empty() => problem("the date is empty", 0..0),
        [] => match Edtf::parse(text) {
            Ok(edtf) => {
                single(&edtf, text).ok_or(EdtfError { message: "not a date", at: 0..text.len() })
            }
            Err(error) => problem(error.message, error.offset..text.len()),
        },
        [_] if text == "/" => problem("neither side of the `/` has a date", 0..1),
        [slash] => {
            let (start, doubt, starts) = side(&text[..*slash], 0, IntervalEdge::Start)?;
            let (end, more_doubt, ends) = side(&text[slash + 1..], slash + 1, IntervalEdge::End)?;
            let period = Period::between(start, end).with_qualified(doubt || more_doubt);
            if starts.is_empty() && ends.is_empty() {
                return Ok(period);
            }
            let (choice, text) = (Combination::One, text.to_owned());
            Ok(period.with_members(DateMembers::new(choice, starts, ends, text)))
        }
        [_, second, ..] => problem("an interval has one `/` only", *second..*second + 1),
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

fn single(edtf: &Edtf, text: &str) -> Option<Period> {
    let (span, members) = match edtf {
        Edtf::Date(date) => (date_span(date), apart(date)),
        Edtf::DateTime(moment) => (date_span(&moment.date), apart(&moment.date)),
        Edtf::Set(set) => (set_span(&set.elements), members(&set.elements)),
        Edtf::Interval(_) => return None,
    };
    let span = whole(span, &members);
    let period = Period::on(span).with_qualified(edtf.is_uncertain() || edtf.is_approximate());
    if members.is_empty() {
        return Some(period);
    }
    let each = matches!(edtf, Edtf::Set(set) if set.kind == SetKind::AllMembers);
    let choice = if each { Combination::Each } else { Combination::One };
    let text = text.to_owned();
    Some(period.with_members(DateMembers::new(choice, members, Vec::new(), text)))
}

/// Which side of an interval is being read.
#[derive(Copy, Clone, PartialEq, Eq)]
enum IntervalEdge {
    Start,
    End,
}

/// One side of an interval, and whether it is qualified. `offset` is where the side stands in the whole.
/// With it the members of a date that means days which lie apart.
fn side(
    text: &str,
    offset: usize,
    edge: IntervalEdge,
) -> Result<(IntervalSide, bool, Vec<DateSpan>), EdtfError> {
    let at = offset..offset + text.len();
    match text {
        "" => return Ok((IntervalSide::Unknown, false, Vec::new())),
        ".." => return Ok((IntervalSide::Open, false, Vec::new())),
        _ => {}
    }
    let (date, open) = match edge {
        IntervalEdge::Start => (text.strip_prefix(".."), 2),
        IntervalEdge::End => (text.strip_suffix(".."), 0),
    };
    // ISO 8601-2, 10.6: `..date` as a start is that date or an earlier one, `date..` as an end or a later.
    let limit = date.is_some();
    let edtf = match Edtf::parse(date.unwrap_or(text)) {
        Ok(edtf) => edtf,
        Err(error) => {
            let from = offset + error.offset + if limit { open } else { 0 };
            return Err(EdtfError { message: error.message, at: from.min(at.end)..at.end });
        }
    };
    let qualified = edtf.is_uncertain() || edtf.is_approximate();
    let (span, members) = match &edtf {
        Edtf::Date(date) if limit => (limited(date_span(date), edge), Vec::new()),
        Edtf::Date(date) => (date_span(date), apart(date)),
        Edtf::Set(set) if !limit => (set_span(&set.elements), members(&set.elements)),
        Edtf::DateTime(_) => {
            return Err(EdtfError {
                message: "the start or end of an interval cannot have a time \
                                             of day",
                at,
            });
        }
        _ => return Err(EdtfError { message: "`..` must stand beside a date", at }),
    };
    Ok((IntervalSide::Stated(whole(span, &members)), qualified, members))
}

/// From the first to the last day of all members.
fn whole(span: DateSpan, members: &[DateSpan]) -> DateSpan {
    members.iter().fold(span, |all, one| DateSpan {
        earliest: all.earliest.min(one.earliest),
        latest: all.latest.max(one.latest),
    })
}

fn limited(span: DateSpan, edge: IntervalEdge) -> DateSpan {
    match edge {
        IntervalEdge::Start => DateSpan { earliest: Day::MIN, latest: span.latest },
        IntervalEdge::End => DateSpan { earliest: span.earliest, latest: Day::MAX },
    }
}

/// From the earliest to the latest day of any member.
fn set_span(elements: &[SetElement]) -> DateSpan {
    elements
        .iter()
        .map(element_span)
        .reduce(|all, one| DateSpan {
            earliest: all.earliest.min(one.earliest),
            latest: all.latest.max(one.latest),
        })
        .unwrap_or(DateSpan::UNKNOWN)
}

fn element_span(element: &SetElement) -> DateSpan {
    match element {
        SetElement::Date(date) => date_span(date),
        SetElement::OnOrBefore(date) => limited(date_span(date), IntervalEdge::Start),
        SetElement::OnOrAfter(date) => limited(date_span(date), IntervalEdge::End),
        SetElement::Range(from, to) => {
            DateSpan { earliest: date_span(from).earliest, latest: date_span(to).latest }
        }
    }
}

// ------------------------------------------------- dates whose days lie apart

/// The members of a set; none where there is one only, or where its days are all those from its first to its
/// last.
fn members(elements: &[SetElement]) -> Vec<DateSpan> {
    let of = |element: &SetElement| match element {
        SetElement::Date(date) => match apart(date) {
            members if members.is_empty() => vec![date_span(date)],
            members => members,
        },
        element => vec![element_span(element)],
    };
    let found: Vec<DateSpan> = elements.iter().flat_map(of).collect();
    if elements.len() == 1 && !matches!(elements[0], SetElement::Date(_)) {
        Vec::new()
    } else {
        several(found)
    }
}

/// Members that are more than one, in order.
fn several(mut members: Vec<DateSpan>) -> Vec<DateSpan> {
    members.sort_by_key(|span| (span.earliest, span.latest));
    members.dedup();
    if members.len() > 1 { members } else { Vec::new() }
}

/// The stretches of days that a date may mean where they lie apart: `1999-XX-01`, `156X-12-25`, `XXXX-10`, a
/// season. Empty for any other.
fn apart(date: &Date) -> Vec<DateSpan> {
    let plain_year = matches!(date.year.kind, YearKind::Standard { digits, .. } if digits.iter().all(Option::is_some));
    let is_season = |field: DateField| matches!(field.value(), Some(21..=24));
    let is_plain = |field: Option<DateField>| field.is_none_or(|field| field.value().is_some());
    if plain_year
        && is_plain(date.month)
        && is_plain(date.day)
        && !date.month.is_some_and(is_season)
    {
        return Vec::new();
    }
    let YearKind::Standard { negative, digits } = date.year.kind else { return Vec::new() };
    if date.year.significant_digits.is_some() {
        return Vec::new();
    }
    let mut found: Vec<DateSpan> = Vec::new();
    for year in fitting_years(digits) {
        let year = if negative { -year } else { year };
        for month in fitting_months(date.month) {
            for span in fitting_days(year, month, date.day) {
                match found.last_mut() {
                    Some(last) if last.latest.next() == span.earliest => last.latest = span.latest,
                    _ => found.push(span),
                }
            }
        }
    }
    let widen = |span: DateSpan| widened(span, date);
    several(found.into_iter().map(widen).collect())
}

fn fitting_years(digits: [Option<u8>; 4]) -> impl Iterator<Item = i64> {
    let fits = move |year: &i64| {
        let of = |place: usize| (year / 10_i64.pow(3 - place as u32) % 10) as u8;
        digits.iter().enumerate().all(|(place, digit)| digit.is_none_or(|digit| digit == of(place)))
    };
    (0..10_000_i64).filter(fits)
}

/// Months and seasons that a field may mean; 0 where there is none.
fn fitting_months(field: Option<DateField>) -> Vec<u32> {
    match field {
        None => vec![0],
        Some(field) => match field.value() {
            Some(value) => vec![value.into()],
            None => fitting(field, 1..=12),
        },
    }
}

fn fitting(field: DateField, values: std::ops::RangeInclusive<u32>) -> Vec<u32> {
    let fits = |value: &u32| {
        let [tens, ones] = field.digits;
        tens.is_none_or(|tens| u32::from(tens) == value / 10)
            && ones.is_none_or(|ones| u32::from(ones) == value % 10)
    };
    values.filter(fits).collect()
}

/// The stretches of days in a month, a season or a whole year that a field for the day may mean.
fn fitting_days(year: i64, month: u32, day: Option<DateField>) -> Vec<DateSpan> {
    let stretch = |(year, first): (i64, u32), months: i64| {
        let from = Day::clamped(year, first, 1);
        DateSpan { earliest: from, latest: from.plus_months(months).prev() }
    };
    let on = |day: u32| DateSpan::day(Day::clamped(year, month, day));
    match (month, day) {
        (0, _) => vec![stretch((year, 1), 12)],
        // Of the north and of the south; winter and the southern summer run into the next year.
        (21, _) => vec![stretch((year, 3), 3), stretch((year, 9), 3)],
        (22, _) => vec![stretch((year, 6), 3), stretch((year, 12), 3)],
        (23, _) => vec![stretch((year, 3), 3), stretch((year, 9), 3)],
        (24, _) => vec![stretch((year, 6), 3), stretch((year, 12), 3)],
        (13.., _) => Vec::new(),
        (_, None) => vec![stretch((year, month), 1)],
        (_, Some(day)) => {
            let length = days_in_month(year, month);
            match day.value() {
                Some(day) if u32::from(day) <= length => vec![on(day.into())],
                Some(_) => Vec::new(),
                None => fitting(day, 1..=length).into_iter().map(on).collect(),
            }
        }
    }
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
enum QualifierUnit {
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

fn moved(day: Day, unit: QualifierUnit, times: i64) -> Day {
    match unit {
        QualifierUnit::Days(days) => day.plus_days(days.saturating_mul(times)),
        QualifierUnit::Months(months) => day.plus_months(months.saturating_mul(times)),
    }
}

/// The unit in doubt and its qualifier. A qualifier of the whole date puts the finest part in doubt; one of
/// some parts only, the coarsest of those (ISO 8601-2, 8.4: complete, group and individual).
fn doubt(date: &Date) -> Option<(QualifierUnit, Qualifier)> {
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
fn year_unit(date: &Date) -> QualifierUnit {
    let year = Edtf::Date(Date { month: None, day: None, ..*date }).bounds();
    let years = match (year.earliest, year.latest) {
        (EdtfBound::Date(from), EdtfBound::Date(to)) => to.year.saturating_sub(from.year) + 1,
        _ => 1,
    };
    QualifierUnit::Months(years.saturating_mul(12))
}

/// A month; the length of a season, quarter or other part of a year (ISO 8601-2, 4.8); a year if it is open.
fn month_unit(month: DateField) -> QualifierUnit {
    QualifierUnit::Months(match month.value() {
        None => 12,
        Some(21..=36) => 3,
        Some(37..=39) => 4,
        Some(40..=41) => 6,
        Some(_) => 1,
    })
}

/// A day; ten for `1X`, a month for `XX`.
fn day_unit(day: DateField) -> QualifierUnit {
    match day.digits {
        [None, _] => QualifierUnit::Months(1),
        [_, None] => QualifierUnit::Days(10),
        _ => QualifierUnit::Days(1),
    }
}
