//! One date among tokens: a day, a month, a part of a year, a year, a decade or a century.
//!
//! Takes the tokens of one date; gives every way in which they can be one, perhaps without the year or the
//! month that the other end of a period gives. Prefers none of them.

use super::habits::DateChoice;
use super::julian;
use super::lexer::{DateSign, Token};
use super::words::DateWord;
use crate::time::Day;

/// A date, perhaps in part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PartialDate {
    pub(super) year: Option<Year>,
    /// A month, or a part of a year as EDTF counts them.
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) approximate: bool,
    pub(super) uncertain: bool,
    /// What was chosen to read it so.
    pub(super) choice: Option<DateChoice>,
    /// The day is one of the Julian calendar.
    pub(super) julian: bool,
    /// Nothing but a number of one to three digits: perhaps the end of a longer one.
    pub(super) short: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Number(i32),
    /// `193X`, `18XX`.
    Open(String),
    /// Some years, as an EDTF set.
    Set(i32, i32),
}

impl PartialDate {
    fn year(year: i32) -> PartialDate {
        PartialDate { year: Some(Year::Number(year)), ..PartialDate::default() }
    }

    fn open(year: String) -> PartialDate {
        PartialDate { year: Some(Year::Open(year)), ..PartialDate::default() }
    }

    fn in_year(self, month: u32) -> PartialDate {
        PartialDate { month: Some(month), ..self }
    }

    fn on(self, day: u32) -> PartialDate {
        PartialDate { day: Some(day), ..self }
    }

    fn by(self, choice: DateChoice) -> PartialDate {
        PartialDate { choice: Some(choice), ..self }
    }

    pub(super) fn is_year(&self) -> bool {
        self.year.is_some() && self.month.is_none()
    }

    /// Whether it needs nothing of another date.
    pub(super) fn is_whole(&self) -> bool {
        self.year.is_some() && self.short.is_none() && (self.day.is_none() || self.month.is_some())
    }

    /// The date as EDTF, without its qualifiers.
    pub(super) fn bare(&self) -> Option<String> {
        let year = match self.year.as_ref()? {
            Year::Number(year) => *year,
            Year::Open(open) if self.month.is_none() => return Some(open.clone()),
            Year::Set(from, to) if self.month.is_none() => {
                return Some(format!("[{}..{}]", written(*from), written(*to)));
            }
            _ => return None,
        };
        if self.julian {
            return self.gregorian(year);
        }
        let date = written(year);
        Some(match (self.month, self.day) {
            (None, None) => date,
            (Some(month), None) => format!("{date}-{month:02}"),
            (Some(month), Some(day)) => format!("{date}-{month:02}-{day:02}"),
            (None, Some(_)) => return None,
        })
    }

    /// A day, or the days that a Julian month or year may be.
    fn gregorian(&self, year: i32) -> Option<String> {
        let span = |first: Option<Day>, last: Option<Day>| Some(format!("[{}..{}]", first?, last?));
        match (self.month, self.day) {
            (Some(month), Some(day)) => julian::day(year, month, day).map(|day| day.to_string()),
            (Some(month @ 1..=12), None) => span(
                julian::day(year, month, 1),
                julian::day(year, month, julian::length(year, month)),
            ),
            (None, None) => span(julian::day(year, 1, 1), julian::day(year, 12, 31)),
            _ => None,
        }
    }

    /// The date as EDTF.
    pub(super) fn edtf(&self) -> Option<String> {
        let bare = self.bare()?;
        let sign = match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => return Some(bare),
        };
        // A set takes no sign: then each end does.
        match bare.strip_prefix('[').and_then(|set| set.strip_suffix(']')?.split_once("..")) {
            Some((from, to)) => Some(format!("[{from}{sign}..{to}{sign}]")),
            None => Some(format!("{bare}{sign}")),
        }
    }
}

/// A year in four digits and a sign.
pub(super) fn written(year: i32) -> String {
    match year {
        0.. => format!("{year:04}"),
        _ => format!("-{:04}", year.unsigned_abs()),
    }
}

/// What a token is once doubts and fillers are gone.
#[derive(Clone, Debug, PartialEq)]
enum Atom<'t> {
    Number(&'t str),
    Ordinal(u32),
    Open(&'t str),
    Month(u32),
    Season(u32),
    Century,
    Decade,
    Quarter,
    Half,
    HalfOf(u32),
    Bc,
    Ad,
    Era(i32),
    YearMark,
    MonthMark,
    DayMark,
    Mark(DateSign),
}

/// Every date that the tokens can be.
pub(super) fn points(tokens: &[Token]) -> Vec<PartialDate> {
    let Some(Atoms { atoms, approximate, uncertain, julian, part, school }) = atoms(tokens) else {
        return Vec::new();
    };
    let mut found = if school { school_years(&atoms) } else { read(&atoms) };
    // There is no early third of May.
    found.retain(|point| !(part && point.day.is_some()));
    for point in &mut found {
        point.approximate |= approximate;
        point.uncertain |= uncertain;
        point.julian |= julian;
    }
    found
}

struct Atoms<'t> {
    atoms: Vec<Atom<'t>>,
    approximate: bool,
    uncertain: bool,
    julian: bool,
    /// `early`, `late`: some part of what is named.
    part: bool,
    school: bool,
}

fn atoms(tokens: &[Token]) -> Option<Atoms<'_>> {
    let mut all = Atoms {
        atoms: Vec::new(),
        approximate: false,
        uncertain: false,
        julian: false,
        part: false,
        school: false,
    };
    for token in tokens {
        let word = match token {
            Token::Number(digits) => {
                all.atoms.push(Atom::Number(digits));
                continue;
            }
            Token::Ordinal(number) => {
                all.atoms.push(Atom::Ordinal(*number));
                continue;
            }
            Token::Open(open) => {
                all.atoms.push(Atom::Open(open));
                continue;
            }
            Token::Mark(mark) => {
                // `mid-1930`
                if !(all.atoms.is_empty() && all.part && mark.sign == '-') {
                    all.atoms.push(Atom::Mark(*mark));
                }
                continue;
            }
            Token::Approximate => DateWord::Circa,
            Token::Uncertain => DateWord::Perhaps,
            Token::Opening | Token::Closing => DateWord::Filler,
            Token::Word(word) => *word,
            // `1936 on`
            Token::Words(words) if words.contains(&DateWord::From) && !all.atoms.is_empty() => {
                return None;
            }
            Token::Words(words) if words.contains(&DateWord::Filler) => DateWord::Filler,
            Token::Words(words) => *words
                .iter()
                .find(|word| matches!(word, DateWord::Century | DateWord::Season(_)))?,
        };
        match word {
            DateWord::Circa => all.approximate = true,
            DateWord::Perhaps => all.uncertain = true,
            DateWord::OldStyle => all.julian = true,
            DateWord::Part => all.part = true,
            DateWord::SchoolYear => all.school = true,
            DateWord::Filler | DateWord::Weekday | DateWord::NewStyle => {}
            word => all.atoms.push(atom(word)?),
        }
    }
    let is_stop = |atom: Option<&Atom<'_>>| {
        matches!(atom, Some(Atom::Mark(DateSign { sign: '.' | ',', .. })))
    };
    while is_stop(all.atoms.last()) {
        all.atoms.pop();
    }
    while is_stop(all.atoms.first()) {
        all.atoms.remove(0);
    }
    (!all.atoms.is_empty()).then_some(all)
}

fn atom(word: DateWord) -> Option<Atom<'static>> {
    Some(match word {
        DateWord::Month(month) => Atom::Month(month),
        DateWord::Season(season) => Atom::Season(season),
        DateWord::Century => Atom::Century,
        DateWord::Decade => Atom::Decade,
        DateWord::Quarter => Atom::Quarter,
        DateWord::Half => Atom::Half,
        DateWord::HalfOf(half) => Atom::HalfOf(half),
        DateWord::Bc => Atom::Bc,
        DateWord::Ad => Atom::Ad,
        DateWord::Era(first) => Atom::Era(first),
        DateWord::YearMark => Atom::YearMark,
        DateWord::MonthMark => Atom::MonthMark,
        DateWord::DayMark => Atom::DayMark,
        _ => return None,
    })
}

fn read(atoms: &[Atom<'_>]) -> Vec<PartialDate> {
    if let Some(point) = winter(atoms) {
        return vec![point];
    }
    // A dash at an end is that of a period; so is one that is no hyphen.
    let is_dash =
        |atom: &Atom<'_>| matches!(atom, Atom::Mark(DateSign { sign: '-' | '–' | ':' | '/', .. }));
    let is_long = |atom: &Atom<'_>| matches!(atom, Atom::Mark(DateSign { sign: '–' | ':', .. }));
    if atoms.first().is_some_and(is_dash)
        || atoms.last().is_some_and(is_dash)
        || atoms.iter().any(is_long)
    {
        return Vec::new();
    }
    let only_numbers = atoms.iter().all(|atom| matches!(atom, Atom::Number(_) | Atom::Mark(_)));
    match only_numbers {
        true => numeric(atoms),
        false => dual_year(atoms).map_or_else(|| named(&without_marks(atoms)), |point| vec![point]),
    }
}

fn without_marks<'a>(atoms: &[Atom<'a>]) -> Vec<Atom<'a>> {
    atoms.iter().filter(|atom| !matches!(atom, Atom::Mark(_))).cloned().collect()
}

// --------------------------------------------------------------- in numbers

fn numeric(atoms: &[Atom<'_>]) -> Vec<PartialDate> {
    use Atom::{Mark as M, Number as N};
    let is = |mark: &DateSign, signs: &[char]| signs.contains(&mark.sign);
    const SIGNS: &[char] = &['-', '/', '.'];
    match atoms {
        [N(year)] if year.len() == 4 => four(year).map(PartialDate::year).into_iter().collect(),
        [N(digits)] if digits.len() == 8 => {
            let (year, month, day) = (four(&digits[..4]), two(&digits[4..6]), two(&digits[6..]));
            let found = year.zip(month).zip(day);
            found
                .map(|((year, month), day)| PartialDate::year(year).in_year(month).on(day))
                .into_iter()
                .collect()
        }
        [N(digits)] if digits.len() <= 3 => {
            let day = two(digits).filter(|day| (1..=31).contains(day));
            vec![PartialDate { day, short: Some((*digits).to_owned()), ..PartialDate::default() }]
        }
        [N(year), M(mark), N(month)] if year.len() == 4 && month.len() <= 2 => {
            year_and_number(year, *mark, month)
        }
        // `3, 1930` of `July 1 – 3, 1930`.
        [N(day), M(DateSign { sign: ',', .. }), N(year)] | [N(day), N(year)]
            if year.len() == 4 && day.len() <= 2 =>
        {
            let day = two(day).filter(|day| (1..=31).contains(day));
            let found = four(year).filter(|_| day.is_some());
            found.map(|year| PartialDate { day, ..PartialDate::year(year) }).into_iter().collect()
        }
        [N(month), M(mark), N(year)] if year.len() == 4 && month.len() <= 2 && is(mark, SIGNS) => {
            let found = four(year).zip(month_of(month));
            found.map(|(year, month)| PartialDate::year(year).in_year(month)).into_iter().collect()
        }
        [N(first), M(one), N(second), M(two), N(third)]
            if one.sign == two.sign && is(one, SIGNS) =>
        {
            three(first, second, third, one.sign)
        }
        _ => Vec::new(),
    }
}

/// `1930-7`, `2009/10`, `1675/6`.
fn year_and_number(year: &str, mark: DateSign, number: &str) -> Vec<PartialDate> {
    let Some(count) = four(year) else { return Vec::new() };
    let mut found = Vec::new();
    if matches!(mark.sign, '-' | '/' | '.')
        && (mark.tight || mark.sign == '.')
        && let Some(month) = month_of(number)
    {
        found.push(PartialDate::year(count).in_year(month).by(DateChoice::Months));
    }
    if matches!(mark.sign, '-' | '/')
        && number.len() == 2
        && let Some(season @ 21..=24) = two(number)
    {
        found.push(PartialDate::year(count).in_year(season).by(DateChoice::Seasons));
    }
    if is_dual(count, mark, number) {
        found.push(PartialDate {
            julian: false,
            ..PartialDate::year(count + 1).by(DateChoice::OldStyle)
        });
    }
    found
}

/// Whether a year is written doubly, as before the new year moved from March to January: in Scotland in
/// 1600, in England and her colonies in 1752.
fn is_dual(year: i32, mark: DateSign, second: &str) -> bool {
    let next = format!("{:04}", year + 1);
    (1100..=1752).contains(&year) && mark.sign == '/' && next.ends_with(second) && second.len() <= 2
}

/// Three numbers, of which one has four digits.
fn three(first: &str, second: &str, third: &str, sign: char) -> Vec<PartialDate> {
    let date = |year: &str, month: &str, day: &str| {
        let (year, month, day) = (four(year)?, month_of(month)?, two(day)?);
        (1..=31).contains(&day).then(|| PartialDate::year(year).in_year(month).on(day))
    };
    if first.len() == 4 {
        return date(first, second, third).into_iter().collect();
    }
    if third.len() != 4 {
        return Vec::new();
    }
    let day_first = date(third, second, first);
    // Dots stand between days and months in this order alone.
    let month_first = date(third, first, second).filter(|_| sign != '.');
    match (day_first, month_first) {
        (Some(one), Some(other)) if one == other => vec![one],
        (one, other) => {
            let one = one.map(|point| point.by(DateChoice::DayFirst));
            let other = other.map(|point| point.by(DateChoice::MonthFirst));
            one.into_iter().chain(other).collect()
        }
    }
}

// ----------------------------------------------------------------- in words

fn named(atoms: &[Atom<'_>]) -> Vec<PartialDate> {
    let one = by_month(atoms)
        .or_else(|| by_part(atoms))
        .or_else(|| by_mark(atoms))
        .or_else(|| by_era(atoms));
    match one {
        Some(point) => vec![point],
        None => by_age(atoms),
    }
}

/// `3 July 1930`, `July 3rd, 1930`, `1930 July 3`, `July 1930`, `3 July`, `3.VII.1930`.
fn by_month(atoms: &[Atom<'_>]) -> Option<PartialDate> {
    use Atom::{Month as M, Number as N, Ordinal as O};
    let (year, month, day) = match atoms {
        [M(month)] => (None, *month, None),
        [M(month), N(year)] | [N(year), M(month)] if year.len() == 4 => {
            (Some(four(year)?), *month, None)
        }
        [M(month), day] | [day, M(month)] => (None, *month, Some(day_of(day)?)),
        [day, M(month), N(year)] | [M(month), day, N(year)] | [N(year), M(month), day]
            if year.len() == 4 =>
        {
            (Some(four(year)?), *month, Some(day_of(day)?))
        }
        // A Roman month.
        [N(day), O(month @ 1..=12), N(year)] if year.len() == 4 && day.len() <= 2 => {
            (Some(four(year)?), *month, Some(two(day)?))
        }
        _ => return None,
    };
    let year = year.map(Year::Number);
    Some(PartialDate { year, month: Some(month), day, ..PartialDate::default() })
}

fn day_of(atom: &Atom<'_>) -> Option<u32> {
    let day = match atom {
        Atom::Number(day) if day.len() <= 2 => two(day)?,
        Atom::Ordinal(day) => *day,
        _ => return None,
    };
    (1..=31).contains(&day).then_some(day)
}

/// Seasons, quarters and halves of years (ISO 8601-2, 4.8: 21 to 24, 33 to 36, 40 and 41).
fn by_part(atoms: &[Atom<'_>]) -> Option<PartialDate> {
    use Atom::{Half, HalfOf, Number as N, Ordinal as O, Quarter, Season as S, YearMark};
    let (year, part) = match atoms {
        [S(season)] => return Some(PartialDate { month: Some(*season), ..PartialDate::default() }),
        [S(season), N(year)] | [N(year), S(season)] | [N(year), YearMark, S(season)] => {
            (*year, *season)
        }
        [O(number @ 1..=4), Quarter] => {
            return Some(PartialDate { month: Some(32 + number), ..PartialDate::default() });
        }
        [O(number @ 1..=4), Quarter, N(year)]
        | [N(year), O(number @ 1..=4), Quarter]
        | [N(year), YearMark, O(number @ 1..=4), Quarter] => (*year, 32 + number),
        [N(number), Quarter, N(year)] | [N(year), YearMark, N(number), Quarter] => {
            (*year, 32 + two(number).filter(|number| (1..=4).contains(number))?)
        }
        [O(number @ 1..=2), Half, N(year)]
        | [N(year), O(number @ 1..=2), Half]
        | [N(year), YearMark, O(number @ 1..=2), Half]
        | [N(year), HalfOf(number)]
        | [N(year), YearMark, HalfOf(number)] => (*year, 39 + number),
        [N(number), Half, N(year)] => {
            (*year, 39 + two(number).filter(|number| (1..=2).contains(number))?)
        }
        _ => return None,
    };
    (year.len() == 4).then(|| Some(PartialDate::year(four(year)?).in_year(part)))?
}

/// `1945年10月10日`, `昭和20年8月`, `10月3日`.
fn by_mark(atoms: &[Atom<'_>]) -> Option<PartialDate> {
    use Atom::{DayMark, MonthMark, Number as N, YearMark};
    let (year, rest) = match atoms {
        [N(year), YearMark, rest @ ..] if year.len() == 4 => (Some(four(year)?), rest),
        [Atom::Era(first), N(count), YearMark, rest @ ..] => (Some(of_era(*first, count)?), rest),
        [Atom::Ad, N(year), YearMark, rest @ ..] => (Some(year.parse().ok()?), rest),
        [Atom::Bc, N(year), YearMark] => return before_christ(year).map(PartialDate::year),
        rest => (None, rest),
    };
    let (month, day) = match rest {
        [] => (None, None),
        [N(month), MonthMark] => (Some(month_of(month)?), None),
        [N(month), MonthMark, N(day), DayMark] => (Some(month_of(month)?), Some(two(day)?)),
        [N(day), DayMark] if year.is_none() => (None, Some(two(day)?)),
        [Atom::Month(month)] if year.is_some() => (Some(*month), None),
        _ => return None,
    };
    (year.is_some() || month.is_some() || day.is_some()).then(|| PartialDate {
        year: year.map(Year::Number),
        month,
        day,
        ..PartialDate::default()
    })
}

fn by_era(atoms: &[Atom<'_>]) -> Option<PartialDate> {
    use Atom::{Ad, Bc, Era, Number as N};
    match atoms {
        [N(year), Bc] | [Bc, N(year)] => before_christ(year).map(PartialDate::year),
        [N(year), Ad] | [Ad, N(year)] if year.len() <= 4 => {
            year.parse().ok().filter(|year| *year > 0).map(PartialDate::year)
        }
        [Era(first), N(count)] => of_era(*first, count).map(PartialDate::year),
        _ => None,
    }
}

/// The years of an era are counted from 1.
fn of_era(first: i32, count: &str) -> Option<i32> {
    let count: i32 = count.parse().ok().filter(|count| (1..=5000).contains(count))?;
    // Those of the Tangun era are long ago; those of reigns are few.
    let fits = first < 0 || count <= 150;
    fits.then_some(first + count - 1)
}

/// 44 BC is the year -43: astronomical years have a year 0.
fn before_christ(year: &str) -> Option<i32> {
    let year: i32 = year.parse().ok()?;
    (1..=9999).contains(&year).then_some(1 - year)
}

/// Decades and centuries.
fn by_age(atoms: &[Atom<'_>]) -> Vec<PartialDate> {
    use Atom::{Ad, Bc, Century, Decade, Half, Number as N, Open, Ordinal as O, YearMark};
    let century = |number: u32| {
        (1..=21).contains(&number).then(|| PartialDate::open(format!("{:02}XX", number - 1)))
    };
    let before = |number: i32| {
        (1..=40).contains(&number).then(|| {
            let years = Year::Set(1 - number * 100, -(number - 1) * 100);
            PartialDate { year: Some(years), ..PartialDate::default() }
        })
    };
    let one = match atoms {
        [Open(open)] => Some(PartialDate::open((*open).to_owned())),
        [O(number), Century]
        | [O(number), Century, Ad]
        | [O(_) | N(_), Half, O(number), Century] => century(*number),
        [N(number), Century]
        | [N(number), Century, Ad]
        | [O(_) | N(_), Half, N(number), Century] => number.parse().ok().and_then(century),
        [O(number), Century, Bc] => i32::try_from(*number).ok().and_then(before),
        [N(number), Century, Bc] | [Bc, N(number), Century] => number.parse().ok().and_then(before),
        [N(year), Decade] | [Decade, N(year)] | [O(_), Half, N(year), Decade] => {
            return decade(year);
        }
        [N(year), YearMark, Decade] => return decade(year),
        _ => None,
    };
    one.into_iter().collect()
}

/// `1930s`; `1900s` may be ten years or a hundred.
fn decade(year: &str) -> Vec<PartialDate> {
    let tens =
        |year: &str| year.strip_suffix('0').map(|tens| PartialDate::open(format!("{tens}X")));
    match (year.len(), year.strip_suffix("00")) {
        (4, Some(century)) => vec![
            PartialDate::open(format!("{century}0X")).by(DateChoice::Decades),
            PartialDate::open(format!("{century}XX")).by(DateChoice::Centuries),
        ],
        (4, None) => tens(year).into_iter().collect(),
        (2, _) if year.ends_with('0') => {
            vec![PartialDate { short: Some(format!("{}X", &year[..1])), ..PartialDate::default() }]
        }
        _ => Vec::new(),
    }
}

// ------------------------------------------------------------- double years

/// `11 FEB 1731/2`: the year that begins in March and the one that begins in January. Such dates are of the
/// Julian calendar, which England kept until the same reform.
fn dual_year(atoms: &[Atom<'_>]) -> Option<PartialDate> {
    let at = atoms.iter().position(|atom| matches!(atom, Atom::Mark(mark) if mark.sign == '/'))?;
    let (Atom::Number(year), Atom::Mark(mark), Atom::Number(second)) =
        (atoms.get(at.checked_sub(1)?)?, &atoms[at], atoms.get(at + 1)?)
    else {
        return None;
    };
    let count = four(year).filter(|count| is_dual(*count, *mark, second))?;
    let next = format!("{:04}", count + 1);
    let mut rest: Vec<Atom<'_>> = atoms[..at - 1].to_vec();
    rest.push(Atom::Number(&next));
    rest.extend(atoms[at + 2..].iter().cloned());
    let point = by_month(&without_marks(&rest))?;
    // From Lady Day on, both years were the same.
    let before_lady_day = match (point.month?, point.day) {
        (1 | 2, _) | (3, None) => true,
        (3, Some(day)) => day <= 24,
        _ => false,
    };
    before_lady_day.then_some(PartialDate { julian: true, ..point })
}

/// `winter 1936/37`: the season is that of the year in which it begins.
fn winter(atoms: &[Atom<'_>]) -> Option<PartialDate> {
    use Atom::{Mark as M, Number as N, Season as S};
    let ([S(24), N(year), M(_), N(second)] | [N(year), M(_), N(second), S(24)]) = atoms else {
        return None;
    };
    let count = four(year)?;
    is_next(count, second).then(|| PartialDate::year(count).in_year(24))
}

/// A school or fiscal year: two years, of which the second is the next. One alone may begin in another year.
fn school_years(atoms: &[Atom<'_>]) -> Vec<PartialDate> {
    use Atom::{Mark as M, Number as N};
    match atoms {
        [N(year), M(_), N(second)] => {
            let count = four(year).filter(|count| is_next(*count, second));
            let set = count.map(|count| Year::Set(count, count + 1));
            set.map(|year| PartialDate { year: Some(year), ..PartialDate::default() })
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

fn is_next(year: i32, second: &str) -> bool {
    matches!(second.len(), 1 | 2 | 4) && format!("{:04}", year + 1).ends_with(second)
}

// ------------------------------------------------------------------ numbers

fn four(digits: &str) -> Option<i32> {
    (digits.len() == 4).then(|| digits.parse().ok())?.filter(|year| *year > 0)
}

fn two(digits: &str) -> Option<u32> {
    (digits.len() <= 2).then(|| digits.parse().ok())?
}

fn month_of(digits: &str) -> Option<u32> {
    two(digits).filter(|month| (1..=12).contains(month))
}
