//! Several people in one cell, each perhaps with the time: `A. Meier (1951-1953), B. Schulz (ab 1953)`.
//!
//! Takes the text of a cell, gives names and times as they are written. Never knows a date itself: what counts
//! as one is asked of the caller, so that `Meier (SED)` keeps its brackets.

/// One of the people of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NamedHolder<'c> {
    pub(super) name: &'c str,
    /// When, as it is written; empty where nothing is said.
    pub(super) span: &'c str,
    pub(super) is_acting: bool,
}

const ACTING: &[&str] = &[
    "acting",
    "interim",
    "ad interim",
    "a.i.",
    "a. i.",
    "pro tem",
    "pro tempore",
    "caretaker",
    "komm.",
    "kommissarisch",
    "amtierend",
    "geschäftsführend",
    "i. v.",
    "i.v.",
    "par intérim",
    "intérim",
    "и.о.",
    "и. о.",
    "врио",
    "вр.и.о.",
    "исполняющий обязанности",
    "대행",
    "직무대행",
    "직무 대행",
    "代理",
    "代行",
    "代",
];

/// Whether a cell can name more than a name, so that it is worth a look.
pub(super) fn may_hold_more(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b';' | b'|' | b'(' | b'\n' | b'\r' | b'0'..=b'9'))
        || text.contains(['（', '；', '、'])
}

/// The people of a cell. `is_date` says what can be a time.
pub(super) fn people<'c>(cell: &'c str, is_date: &dyn Fn(&str) -> bool) -> Vec<NamedHolder<'c>> {
    let mut people = Vec::new();
    for part in cell.split([';', '|', '\n', '\r', '；', '、']) {
        for piece in pieces(part, is_date) {
            let piece = piece.trim().trim_matches(',').trim();
            if !piece.is_empty() {
                people.push(person(piece, is_date));
            }
        }
    }
    people
}

/// `A (1951), B (1953)` at the commas behind times; a comma elsewhere may be part of a name.
fn pieces<'c>(part: &'c str, is_date: &dyn Fn(&str) -> bool) -> Vec<&'c str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in part.match_indices([')', '）']) {
        let close = part[at..].chars().next().map_or(1, char::len_utf8);
        let rest = part[at + close..].trim_start();
        let is_end = rest.starts_with([',', '，', '/', '&'])
            || rest.starts_with("and ")
            || rest.starts_with("und ");
        if is_end
            && brackets(&part[start..at + close])
                .is_some_and(|(_, inner)| says_more(inner, is_date))
        {
            pieces.push(&part[start..at + close]);
            let skipped = ["und ", "and "]
                .iter()
                .find(|word| rest.starts_with(**word))
                .map_or(0, |word| word.len());
            let sign =
                if skipped == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { skipped };
            start = part.len() - rest.len() + sign;
        }
    }
    pieces.push(&part[start..]);
    pieces
}

/// Whether brackets hold a time or `acting`, or both.
fn says_more(inner: &str, is_date: &dyn Fn(&str) -> bool) -> bool {
    is_date(inner) || inner.split([',', ';']).any(|piece| is_acting(piece) || is_date(piece.trim()))
}

/// A name, and what stands in brackets at its end.
fn brackets(piece: &str) -> Option<(&str, &str)> {
    let piece = piece.trim();
    let inner = piece.strip_suffix([')', '）'])?;
    let open = inner.rfind(['(', '（'])?;
    let sign = inner[open..].chars().next().map_or(1, char::len_utf8);
    Some((inner[..open].trim(), inner[open + sign..].trim()))
}

fn person<'c>(piece: &'c str, is_date: &dyn Fn(&str) -> bool) -> NamedHolder<'c> {
    let mut person = NamedHolder { name: piece, span: "", is_acting: false };
    while let Some((name, inner)) = brackets(person.name) {
        // `(acting, 1951)` says both.
        let (first, second) =
            inner.split_once([',', ';']).map_or((inner, ""), |(one, two)| (one.trim(), two.trim()));
        let (status, span) =
            if is_acting(first) { (true, second) } else { (is_acting(second), first) };
        let span = if status { span } else { inner };
        if name.is_empty()
            || !(span.is_empty() && status || person.span.is_empty() && is_date(span))
        {
            break;
        }
        person.name = name;
        person.is_acting |= status;
        if !span.is_empty() {
            person.span = span;
        }
    }
    if person.span.is_empty() {
        (person.name, person.span) = beside(person.name, is_date);
    }
    person
}

/// `Meier, 1951-1953`, `1951-1953: Meier`, `Meier 1951-1953`.
fn beside<'c>(piece: &'c str, is_date: &dyn Fn(&str) -> bool) -> (&'c str, &'c str) {
    let is_span = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit()) && is_date(text);
    let parts = [piece.rsplit_once(','), piece.split_once(':').map(|(span, name)| (name, span))];
    for (name, span) in parts.into_iter().flatten() {
        if is_span(span.trim()) && !name.trim().is_empty() {
            return (name.trim(), span.trim());
        }
    }
    let first_digit = piece.find(|c: char| c.is_ascii_digit());
    if let Some(at) = first_digit.filter(|at| *at > 0) {
        let (name, span) = piece.split_at(at);
        if is_span(span) && name.ends_with(' ') {
            return (name.trim(), span.trim());
        }
    }
    (piece, "")
}

fn is_acting(text: &str) -> bool {
    let small = text.trim().to_lowercase();
    ACTING.contains(&small.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{DateHabits, LooseDate};

    fn read(cell: &str) -> Vec<(&str, &str, bool)> {
        let is_date = |text: &str| {
            matches!(
                LooseDate::read(text, &DateHabits::default()),
                LooseDate::Date(_) | LooseDate::Ambiguous(_)
            )
        };
        people(cell, &is_date).into_iter().map(|one| (one.name, one.span, one.is_acting)).collect()
    }

    #[test]
    fn people_stand_with_and_without_times() {
        assert_eq!(
            read("A. Meier (1951-1953), B. Schulz (ab 1953)"),
            [("A. Meier", "1951-1953", false), ("B. Schulz", "ab 1953", false)]
        );
        assert_eq!(
            read("Ada Linden; Tom Oakes"),
            [("Ada Linden", "", false), ("Tom Oakes", "", false)]
        );
        assert_eq!(
            read("Linden, Ada (1950); Oakes, Tom"),
            [("Linden, Ada", "1950", false), ("Oakes, Tom", "", false)]
        );
        assert_eq!(read("Meier (SED)"), [("Meier (SED)", "", false)]);
        assert_eq!(read("Meier (acting)"), [("Meier", "", true)]);
        assert_eq!(
            read("Meier (acting, 1951), Schulz (1952)"),
            [("Meier", "1951", true), ("Schulz", "1952", false)]
        );
        assert_eq!(read("Meier (SED) (1951)"), [("Meier (SED)", "1951", false)]);
        assert_eq!(read("Meier, 1951-1953"), [("Meier", "1951-1953", false)]);
        assert_eq!(read("1951-1953: Meier"), [("Meier", "1951-1953", false)]);
        assert_eq!(read("Meier 1951–1953"), [("Meier", "1951–1953", false)]);
        assert_eq!(read("Henry 8"), [("Henry 8", "", false)]);
        assert_eq!(read("박정희（1963-1979）"), [("박정희", "1963-1979", false)]);
        assert_eq!(
            read("Иванов (и.о.), Петров (с 1953)"),
            [("Иванов", "", true), ("Петров", "с 1953", false)]
        );
    }
}
