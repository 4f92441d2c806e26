//! Text to days, periods and questions.
//!
//! Takes EDTF; gives a [`Day`], a [`Period`] or a [`When`], or the error that says what to write instead. Reads nothing
//! itself: that is `edtf`, and what an error says is `near_miss`.

use std::str::FromStr;

use super::edtf::{fast, slow};
use super::members::{self, Combination, DateMembers, SetIx};
use super::near_miss::{explain, not_a_day};
use super::span::Grain;
use super::{DateError, DateSpan, Day, Period, When};

impl Period {
    /// Reads an EDTF date, interval or set. See [the module](crate::time) for how each is understood.
    ///
    /// # Errors
    ///
    /// A text that is not EDTF, or a day the calendar does not have; the error shows what to write.
    #[inline]
    pub fn parse(text: &str) -> Result<Period, DateError> {
        match fast(text.as_bytes()) {
            Some(period) => Ok(period),
            None => slow(text).map_err(|error| explain(text, error)),
        }
    }
}

impl When {
    /// Any EDTF date or interval, as the days of a question. `1936` asks about some day of that year. A date
    /// that leaves open which days it means (`[1935,1937]`, `1936~`, `193X`, `XXXX-10`) asks about one of
    /// several, and an answer is sure only if it is so whichever is meant; `{1935,1937}` asks about each.
    ///
    /// # Errors
    /// When the text is not EDTF, or ends before it begins.
    pub fn parse(text: &str) -> Result<When, DateError> {
        let (period, mut when) = When::hull(text)?;
        let (choice, meant) = meant(text, period);
        if meant.len() > 1 {
            when.set = set_of(choice, meant, text);
        }
        Ok(when)
    }

    /// The same text as the days on one of which something happened: `XXXX-10` are all Octobers.
    ///
    /// # Errors
    /// As [`When::parse`].
    pub fn parse_any(text: &str) -> Result<When, DateError> {
        let (period, mut when) = When::hull(text)?;
        if period.is_sparse() && period.is_instant() {
            let days = period.variants().1.iter().map(|member| member.start()).collect();
            when.set = set_of(Combination::Any, days, text);
        }
        Ok(when)
    }

    fn hull(text: &str) -> Result<(Period, When), DateError> {
        let period = Period::parse(text)?;
        if period.is_backwards() {
            return Err(DateError {
                message: format!("`{text}` ends before it begins"),
                help: Some("write the earlier date first".into()),
                at: 0..text.len(),
            });
        }
        let (from, to) = period.possible_days();
        Ok((period, When::between(from, to)))
    }
}

fn set_of(choice: Combination, start: Vec<DateSpan>, text: &str) -> SetIx {
    members::number(DateMembers::new(choice, start, Vec::new(), text.to_owned()))
}

/// The stretches of days that a text may mean as a question.
fn meant(text: &str, period: Period) -> (Combination, Vec<DateSpan>) {
    let hull = DateSpan { earliest: period.start().earliest, latest: period.end().latest };
    if period.is_instant() {
        if let Some(members) = period.members() {
            return (members.choice, members.start.clone());
        }
        return (Combination::One, units(text, hull));
    }
    let is_open = |side: &str| side.contains(['~', '?', '%', 'X', '[', '{']);
    if !is_open(text) {
        return (Combination::One, vec![hull]);
    }
    // Whether something held on a day of an interval is the surer the longer it is.
    let (start, end) = (period.start().latest, period.end().earliest);
    let shortest = match start <= end {
        true => vec![DateSpan { earliest: start, latest: end }],
        false => vec![DateSpan::day(start), DateSpan::day(end)],
    };
    (Combination::One, std::iter::once(hull).chain(shortest).collect())
}

/// The days, months or years of an inexact date, each for itself: of `1936~` three years.
fn units(text: &str, hull: DateSpan) -> Vec<DateSpan> {
    const MOST: usize = 4000;
    let exact = !text.contains(['~', '?', '%', 'X', '.']);
    if exact || !hull.earliest.is_bounded() || !hull.latest.is_bounded() {
        return vec![hull];
    }
    let parts = text.trim_start_matches(['-', '[']).split(['-', '.', ',']).count();
    let grain = match (parts, text.contains("..")) {
        (_, true) => Grain::of(hull),
        (1, _) => Grain::Year,
        (2, _) => Grain::Month,
        _ => Grain::Day,
    };
    let months = match grain {
        Grain::Day => 0,
        Grain::Month => 1,
        Grain::Year => 12,
    };
    let mut units = Vec::new();
    let mut from = hull.earliest;
    while from <= hull.latest && units.len() < MOST {
        let next = if months == 0 { from.next() } else { from.plus_months(months) };
        units.push(DateSpan { earliest: from, latest: next.prev().min(hull.latest) });
        from = next;
    }
    if from <= hull.latest {
        vec![hull, DateSpan::day(hull.earliest), DateSpan::day(hull.latest)]
    } else {
        units
    }
}

impl From<Day> for When {
    fn from(day: Day) -> When {
        When::day(day)
    }
}

impl FromStr for Day {
    type Err = DateError;

    /// Strictly `YYYY-MM-DD`; a year of more digits, or before 0, takes a sign.
    fn from_str(text: &str) -> Result<Day, DateError> {
        strict(text).ok_or_else(|| not_a_day(text))
    }
}

fn strict(text: &str) -> Option<Day> {
    let (rest, negative, signed) = match text.as_bytes().first()? {
        b'-' => (&text[1..], true, true),
        b'+' => (&text[1..], false, true),
        _ => (text, false, false),
    };
    let mut parts = rest.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let expanded = signed && (5..=9).contains(&year.len()) && !year.starts_with('0');
    let plain = year.len() == 4 && !text.starts_with('+') && text.get(..5) != Some("-0000");
    if parts.next().is_some() || month.len() != 2 || day.len() != 2 || !(plain || expanded) {
        return None;
    }
    let year = i32::try_from(number(year)?).ok()?;
    Day::from_ymd(if negative { -year } else { year }, number(month)?, number(day)?)
}

/// A number of nothing but digits: `str::parse` alone would let a `+` pass.
fn number(digits: &str) -> Option<u32> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}
