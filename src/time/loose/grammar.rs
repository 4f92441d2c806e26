//! Tokens to readings.
//!
//! Takes the tokens of a human date; gives every reading that they have: one date, a limit, a period, or one
//! of two dates. Prefers none: what has several readings is ambiguous.

use super::lexer::{Mark, Token};
use super::point::{Point, Year, points};
use super::words::Word;
use super::{DateChoice, DateReading};
use crate::time::Period;
use crate::time::near_miss::understood;

/// All readings of the tokens. `ongoing` is what stands for the end of what goes on.
pub(super) fn readings(tokens: &[Token], ongoing: &str) -> Vec<DateReading> {
    let reader = Reader { ongoing, julian: is_old_style(tokens) };
    let mut found = reader.whole(unwrapped(tokens));
    found.retain(|reading| understood(&reading.edtf).is_ok());
    let mut distinct: Vec<DateReading> = Vec::new();
    for reading in found {
        if !distinct.iter().any(|other| other.edtf == reading.edtf) {
            distinct.push(reading);
        }
    }
    distinct
}

fn is_old_style(tokens: &[Token]) -> bool {
    let has = |wanted| tokens.iter().any(|token| means(token, wanted));
    has(Word::OldStyle) && !has(Word::NewStyle)
}

/// Whether a token may have a meaning.
pub(super) fn means(token: &Token, wanted: Word) -> bool {
    match token {
        Token::Word(word) => *word == wanted,
        Token::Words(words) => words.contains(&wanted),
        _ => false,
    }
}

/// Without brackets around the whole.
fn unwrapped(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token::Opening, inner @ .., Token::Closing]
            if !inner.iter().any(|token| matches!(token, Token::Opening | Token::Closing)) =>
        {
            unwrapped(inner)
        }
        _ => tokens,
    }
}

/// Whether tokens say that something goes on.
pub(super) fn is_ongoing(tokens: &[Token]) -> bool {
    let fits = |token: &Token| {
        let words = [Word::Ongoing, Word::Filler, Word::Until, Word::To];
        words.iter().any(|word| means(token, *word)) || is_bracket(token)
    };
    tokens.iter().all(fits) && tokens.iter().any(|token| means(token, Word::Ongoing))
}

fn is_bracket(token: &Token) -> bool {
    matches!(token, Token::Opening | Token::Closing)
}

/// Whether tokens say that nothing is known.
pub(super) fn is_nothing(tokens: &[Token]) -> bool {
    tokens.iter().all(|token| match token {
        Token::Uncertain | Token::Opening | Token::Closing => true,
        Token::Mark(mark) => matches!(mark.sign, ':' | '.' | '-' | '–'),
        token => means(token, Word::Nothing) || means(token, Word::Filler),
    })
}

struct Reader<'r> {
    ongoing: &'r str,
    julian: bool,
}

/// One end of a period.
#[derive(Clone, Debug)]
enum Side {
    NotRecorded,
    Ongoing,
    Point(Point),
    NoLater(Point),
    NoEarlier(Point),
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Limit {
    NoLater,
    NoEarlier,
    From,
    Until,
}

impl Reader<'_> {
    fn whole(&self, tokens: &[Token]) -> Vec<DateReading> {
        let mut found = self.twice(tokens);
        if !found.is_empty() {
            return found;
        }
        found.extend(self.points(tokens).iter().filter_map(|point| self.single(point)));
        found.extend(self.limited(tokens));
        found.extend(self.periods(tokens));
        found.extend(self.either(tokens));
        found
    }

    fn points(&self, tokens: &[Token]) -> Vec<Point> {
        let mut found = points(tokens);
        found.iter_mut().for_each(|point| point.julian |= self.julian);
        found
    }

    fn single(&self, point: &Point) -> Option<DateReading> {
        if !point.is_whole() {
            return None;
        }
        // A school year lasts.
        if let (Some(Year::Set(from, to)), None) = (&point.year, point.month)
            && to - from == 1
        {
            let edtf = format!("{from:04}/{to:04}");
            return Some(DateReading { edtf, calendar: "", choice: Some(DateChoice::Ranges) });
        }
        Some(reading(point.edtf()?, &[point], point.choice))
    }

    // ------------------------------------------------------------- limits

    /// `before 1936`, `1936年以前`, `since 1936`, `until 1936`.
    fn limited(&self, tokens: &[Token]) -> Vec<DateReading> {
        let mut found = Vec::new();
        for (limit, point) in self.limits(tokens) {
            let Some(edtf) = point.edtf() else { continue };
            let edtf = match limit {
                Limit::NoLater => no_later(&edtf),
                Limit::NoEarlier => no_earlier(&edtf),
                Limit::From => format!("{edtf}/"),
                Limit::Until => format!("/{edtf}"),
            };
            found.push(reading(edtf, &[&point], point.choice));
        }
        found
    }

    fn limits(&self, tokens: &[Token]) -> Vec<(Limit, Point)> {
        const LIMITS: [(Word, Limit); 4] = [
            (Word::Before, Limit::NoLater),
            (Word::After, Limit::NoEarlier),
            (Word::From, Limit::From),
            (Word::Until, Limit::Until),
        ];
        let mut found = Vec::new();
        let mut add = |limit: Limit, rest: &[Token]| {
            let whole = self.points(rest).into_iter().filter(Point::is_whole);
            found.extend(whole.map(|point| (limit, point)));
        };
        for (word, limit) in LIMITS {
            match tokens {
                // `on 3 July`, `de 1936`: a filler where it stands first.
                [first, rest @ ..] if means(first, word) && !means(first, Word::Filler) => {
                    // `pre-1936`
                    let hyphen = matches!(rest.first(), Some(Token::Mark(Mark { sign: '-', .. })));
                    add(limit, if hyphen { &rest[1..] } else { rest });
                }
                [rest @ .., last] if means(last, word) => add(limit, rest),
                _ => {}
            }
        }
        found
    }

    // ------------------------------------------------------------ periods

    fn periods(&self, tokens: &[Token]) -> Vec<DateReading> {
        let (tokens, between) = match tokens {
            [first, rest @ ..] if means(first, Word::Between) => (rest, true),
            // `1936年から1940年までの間`
            [rest @ .., last] if means(last, Word::Between) => (rest, true),
            [first, rest @ ..] if means(first, Word::From) => (rest, false),
            _ => (tokens, false),
        };
        let mut found = Vec::new();
        // `1998年至今`, `since 1998 to date`
        if let [left @ .., last] = tokens
            && means(last, Word::Ongoing)
        {
            found.extend(self.period(left, std::slice::from_ref(last), last, between));
        }
        for (at, token) in tokens.iter().enumerate() {
            let (left, right) = (&tokens[..at], &tokens[at + 1..]);
            if self.separates(token, tokens, at, between) {
                found.extend(self.period(left, right, token, between));
            }
            // `1936년부터 1940년까지`: a word of the start stands behind it.
            if at > 0 && means(token, Word::From) {
                let right = match right {
                    [rest @ .., last] if means(last, Word::Until) => rest,
                    _ => right,
                };
                if !right.is_empty() {
                    found.extend(self.period(left, right, token, between));
                }
            }
        }
        found
    }

    /// Whether a token may stand between the two ends of a period.
    fn separates(&self, token: &Token, tokens: &[Token], at: usize, between: bool) -> bool {
        if let Token::Mark(mark) = token {
            // Signs that stand several times in the same way are within dates.
            let alike = tokens.iter().filter(|other| *other == token).count();
            return alike == 1 && matches!(mark.sign, '-' | '–' | '/' | ':');
        }
        if between && means(token, Word::And) {
            return true;
        }
        let first = at == 0;
        let is_to = means(token, Word::To) && !(first && means(token, Word::Before));
        let limits =
            |wanted, tokens: &[Token]| tokens.first().is_some_and(|word| means(word, wanted));
        // `not before 1936 and not after 1940`
        let both = means(token, Word::And)
            && limits(Word::After, tokens)
            && limits(Word::Before, &tokens[at + 1..]);
        is_to || both
    }

    fn period(
        &self,
        left: &[Token],
        right: &[Token],
        separator: &Token,
        between: bool,
    ) -> Vec<DateReading> {
        let century = right.iter().find(|token| means(token, Word::Century));
        let shared = |token: &Token| [left, std::slice::from_ref(token)].concat();
        let longer = match century {
            Some(token)
                if !left.is_empty() && !left.iter().any(|token| means(token, Word::Century)) =>
            {
                Some(shared(token))
            }
            _ => None,
        };
        let left = longer.as_deref().unwrap_or(left);
        let (lefts, rights) = (self.sides(left), self.sides(right));
        let mut found = Vec::new();
        for from in &lefts {
            for to in &rights {
                found.extend(self.joined(from, to, (left, separator), between));
            }
        }
        found
    }

    fn sides(&self, tokens: &[Token]) -> Vec<Side> {
        if is_nothing(tokens) {
            return vec![Side::NotRecorded];
        }
        if is_ongoing(tokens) {
            return vec![Side::Ongoing];
        }
        let points = self.points(tokens).into_iter().map(Side::Point);
        let limits = self.limits(tokens).into_iter().filter_map(|(limit, point)| match limit {
            Limit::NoLater => Some(Side::NoLater(point)),
            Limit::NoEarlier => Some(Side::NoEarlier(point)),
            Limit::Until => Some(Side::Point(point)),
            Limit::From => None,
        });
        points.chain(limits).collect()
    }

    fn joined(
        &self,
        from: &Side,
        to: &Side,
        (left, separator): (&[Token], &Token),
        between: bool,
    ) -> Option<DateReading> {
        let end = |side: &Side| match side {
            Side::NotRecorded => Some(String::new()),
            Side::Ongoing => Some(self.ongoing.to_owned()),
            Side::Point(point) if point.is_whole() => point.edtf(),
            Side::NoLater(point) => Some(no_later(&point.edtf()?)),
            Side::NoEarlier(point) => Some(no_earlier(&point.edtf()?)),
            Side::Point(_) => None,
        };
        let (from, to) = match (from, to) {
            (Side::Point(one), Side::Point(other)) => {
                let (one, other) = completed(one, other, separator)?;
                let (one, other) = doubted(one, other, left);
                return period_of(&one, &other, between);
            }
            // `not before 1936 and not after 1940`
            (Side::NoEarlier(one), Side::NoLater(other)) if means(separator, Word::And) => {
                return period_of(one, other, true);
            }
            (Side::NotRecorded | Side::Ongoing, Side::NotRecorded | Side::Ongoing)
            | (Side::Ongoing, _) => return None,
            sides => sides,
        };
        let points: Vec<&Point> = [from, to].into_iter().filter_map(point_of).collect();
        let edtf = match (from, separator) {
            // `..1934` is EDTF without its brackets.
            (Side::NotRecorded, Token::Mark(Mark { sign: ':', .. })) => no_later(&end(to)?),
            _ => format!("{}/{}", end(from)?, end(to)?),
        };
        // `-1936` may also be a year before Christ.
        let choice = matches!(from, Side::NotRecorded).then_some(DateChoice::Ranges);
        Some(reading(edtf, &points, choice))
    }

    /// `1936 or 1937`, `1936 or 37`.
    fn either(&self, tokens: &[Token]) -> Vec<DateReading> {
        let mut found = Vec::new();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| means(token, Word::Or)) {
            for one in &self.points(&tokens[..at]) {
                for other in &self.points(&tokens[at + 1..]) {
                    let pair = completed(one, other, token);
                    let edtf = pair.and_then(|(one, other)| {
                        let (first, second) = (one.edtf()?, other.edtf()?);
                        Some(reading(format!("[{first},{second}]"), &[&one, &other], None))
                    });
                    found.extend(edtf);
                }
            }
        }
        found
    }

    /// One date in two calendars: `25 October (7 November) 1917`, `Juche 86 (1997)`.
    fn twice(&self, tokens: &[Token]) -> Vec<DateReading> {
        let place = |wanted: &Token| tokens.iter().position(|token| token == wanted);
        let (Some(open), Some(close)) = (place(&Token::Opening), place(&Token::Closing)) else {
            return Vec::new();
        };
        let Some(inner) = tokens.get(open + 1..close) else { return Vec::new() };
        let outer = [&tokens[..open], &tokens[close + 1..]].concat();
        let mut found = Vec::new();
        for one in &points(&outer) {
            for other in &points(inner) {
                found.extend(same_day(one, other));
            }
        }
        found
    }
}

/// One day in the Julian and in the Gregorian calendar, or one year twice.
fn same_day(one: &Point, other: &Point) -> Option<DateReading> {
    let filled = |point: &Point, by: &Point| {
        let year = point.year.clone().or_else(|| by.year.clone());
        Point { year, month: point.month.or(by.month), julian: false, ..point.clone() }
    };
    let (one, other) = (filled(one, other), filled(other, one));
    if !(one.is_whole() && other.is_whole()) {
        return None;
    }
    let (first, second) = (one.edtf()?, other.edtf()?);
    if first == second {
        return Some(reading(first, &[&one], None));
    }
    let old = |point: &Point| Point { julian: true, ..point.clone() };
    let pairs = [(&one, &second), (&other, &first)];
    let (found, new) = pairs
        .into_iter()
        .find(|(point, new)| point.day.is_some() && old(point).edtf().as_ref() == Some(*new))?;
    Some(reading(new.clone(), &[&old(found)], None))
}

fn point_of(side: &Side) -> Option<&Point> {
    match side {
        Side::Point(point) | Side::NoLater(point) | Side::NoEarlier(point) => Some(point),
        Side::NotRecorded | Side::Ongoing => None,
    }
}

/// Both dates with what each leaves to the other: `1920-25`, `3–5 July 1930`, `July–August 1930`.
fn completed(one: &Point, other: &Point, separator: &Token) -> Option<(Point, Point)> {
    let (mut one, mut other) = (one.clone(), other.clone());
    match (one.short.take(), other.short.take()) {
        (None, None) => {}
        (None, Some(short)) => other = longer(&one, &other, &short, separator)?,
        (Some(short), None) => one = earlier(&one, &other, &short)?,
        (Some(_), Some(_)) => return None,
    }
    // `July–August 1930`, but no July before all of 1930.
    if one.year.is_none() && (other.month.is_some() || other.day.is_some()) {
        one.year.clone_from(&other.year);
    }
    if one.day.is_some() && one.month.is_none() {
        one.month = other.month;
    }
    if other.day.is_some() && other.month.is_none() {
        other.month = one.month;
    }
    (one.is_whole() && other.is_whole()).then_some((one, other))
}

/// An end of which only the last digits were written.
fn longer(from: &Point, to: &Point, short: &str, separator: &Token) -> Option<Point> {
    let to = Point { day: None, choice: Some(DateChoice::Ranges), ..to.clone() };
    let slash = matches!(separator, Token::Mark(Mark { sign: '/', .. }));
    match (&from.year, from.month, from.day) {
        (Some(Year::Number(year @ 1..)), None, None) => {
            let digits = format!("{year:04}");
            let head = digits.get(..4_usize.checked_sub(short.len())?)?;
            let end: i32 = format!("{head}{short}").parse().ok()?;
            (end > *year && short.len() <= 2)
                .then_some(Point { year: Some(Year::Number(end)), ..to })
        }
        (Some(Year::Open(open)), None, None) if short.ends_with('X') && open.ends_with('X') => {
            let end = format!("{}{short}", open.get(..2)?);
            (end > *open).then_some(Point { year: Some(Year::Open(end)), ..to })
        }
        // ISO 8601-1 leaves out what the start has said: `1930-07/08`.
        (Some(_), Some(month @ 1..=12), None) if slash => {
            let end = short.parse().ok().filter(|end| *end > month && short.len() == 2)?;
            Some(Point { year: from.year.clone(), month: Some(end), ..to })
        }
        (Some(_), Some(month), Some(day)) if slash => {
            let end = short.parse().ok().filter(|end| *end > day && short.len() == 2)?;
            Some(Point { year: from.year.clone(), month: Some(month), day: Some(end), ..to })
        }
        _ => None,
    }
}

/// A start that is a number of which the end says the rest: `3–5 July 1930`.
fn earlier(from: &Point, to: &Point, short: &str) -> Option<Point> {
    let fits = from.day.is_some() && to.day.is_some() && short.len() <= 2;
    fits.then(|| Point { month: to.month, year: to.year.clone(), ..from.clone() })
}

/// `c. 1920-25`: a doubt before two years is about both.
fn doubted(one: Point, other: Point, left: &[Token]) -> (Point, Point) {
    let leads = left.first().is_some_and(|first| {
        *first == Token::Approximate || means(first, Word::Circa) || means(first, Word::Perhaps)
    });
    if !(leads && one.is_year() && other.is_year()) {
        return (one, other);
    }
    let approximate = one.approximate || other.approximate;
    let uncertain = one.uncertain || other.uncertain;
    (one, Point { approximate, uncertain, ..other })
}

fn period_of(one: &Point, other: &Point, between: bool) -> Option<DateReading> {
    let (from, to) = (one.edtf()?, other.edtf()?);
    let edtf = match between {
        true => one_of(&from, &to),
        false => format!("{from}/{to}"),
    };
    // Nothing ends before it begins: then it was meant otherwise.
    let backwards = understood(&format!("{from}/{to}")).is_ok_and(Period::is_backwards);
    let choice =
        one.choice.filter(|choice| *choice != DateChoice::Ranges).or(Some(DateChoice::Ranges));
    (!backwards).then(|| reading(edtf, &[one, other], choice))
}

/// Some day between two dates. Those of a set are of one precision (ISO 8601-2, 6.4), or days.
fn one_of(from: &str, to: &str) -> String {
    let set = format!("[{from}..{to}]");
    match (understood(&set), understood(from), understood(to)) {
        (Err(_), Ok(first), Ok(last)) => {
            format!("[{}..{}]", first.start().earliest, last.end().latest)
        }
        _ => set,
    }
}

fn no_later(edtf: &str) -> String {
    match edtf.strip_prefix('[').and_then(|set| set.split_once("..")) {
        Some((_, to)) => format!("[..{to}"),
        None => format!("[..{edtf}]"),
    }
}

fn no_earlier(edtf: &str) -> String {
    match edtf.strip_prefix('[').and_then(|set| set.split_once("..")) {
        Some((from, _)) => format!("[{from}..]"),
        None => format!("[{edtf}..]"),
    }
}

fn reading(edtf: String, points: &[&Point], choice: Option<DateChoice>) -> DateReading {
    let julian = points.iter().any(|point| point.julian);
    DateReading { edtf, calendar: if julian { "julian" } else { "" }, choice }
}
