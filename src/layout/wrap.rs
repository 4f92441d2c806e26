//! Breaks a text into lines of a given width, balanced: as few lines as fit, then as narrow as that many
//! lines allow. Takes text, gives lines; never cuts a letter off.

use super::metrics::TextStyle;

/// Breaks `text` so that no line is wider than `limit`. A word wider than that is broken inside.
pub fn wrap(text: &str, style: TextStyle, limit: f64) -> Vec<String> {
    let full = style.width(text);
    if full <= limit {
        let blanks = text.split(' ').any(str::is_empty) || text.contains(['\t', '\n', '\r']);
        let words = || text.split(is_blank).filter(|word| !word.is_empty());
        let tidy = || words().collect::<Vec<_>>().join(" ");
        return vec![if blanks { tidy() } else { text.to_owned() }];
    }
    let mut pieces = pieces_of(text, style, limit, Breaks::Anywhere);
    let count = lines(&pieces, limit);
    // A word is parted only where that saves a line.
    let whole = pieces_of(text, style, limit, Breaks::BetweenWords);
    if lines(&whole, limit) <= count {
        pieces = whole;
    }
    let (mut low, mut high) = (full / count as f64, limit);
    if low < high && lines(&pieces, low) <= count {
        high = low;
    }
    for _ in 0..8 {
        let middle = (low + high) / 2.0;
        if lines(&pieces, middle) <= count { high = middle } else { low = middle }
    }
    fill(&pieces, high)
}

/// Breaks a paragraph: every line as full as it goes.
pub fn flow(text: &str, style: TextStyle, limit: f64) -> Vec<String> {
    fill(&pieces_of(text, style, limit, Breaks::Anywhere), limit)
}

/// A run of letters that stays together, and whether a blank stands before it.
struct Run<'t> {
    text: &'t str,
    width: f64,
    blank: f64,
}

/// Where a text may part.
#[derive(Clone, Copy)]
enum Breaks {
    /// At blanks, after hyphens and strokes, and round ideographs.
    Anywhere,
    /// At blanks.
    BetweenWords,
}

/// A blank at which a line may end: not one that keeps what stands round it together.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

fn pieces_of(text: &str, style: TextStyle, limit: f64, breaks: Breaks) -> Vec<Run<'_>> {
    let space = style.width(" ");
    let mut pieces: Vec<Run<'_>> = Vec::new();
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        let mut blank = if pieces.is_empty() { 0.0 } else { space };
        let too_wide = style.width(word) > limit;
        if let Some(last) =
            pieces.last_mut().filter(|_| matches!(word, "|" | "/" | "–" | "—" | "-"))
        {
            // A lone stroke ends a line and begins none.
            let start = last.text.as_ptr() as usize - text.as_ptr() as usize;
            let end = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
            let width = style.width(&text[start..end]);
            if width <= limit && !text[start..end].contains("  ") {
                (last.text, last.width) = (&text[start..end], width);
                continue;
            }
        }
        let breaks = if too_wide { Breaks::Anywhere } else { breaks };
        for part in parts(word, breaks) {
            for text in broken(part, style, limit) {
                let width = style.width(text);
                pieces.push(Run { text, width, blank });
                blank = 0.0;
            }
        }
    }
    pieces
}

/// A word may part after a hyphen or stroke, and round any ideograph or syllable that stands on the em.
fn parts(word: &str, breaks: Breaks) -> Vec<&str> {
    if let Breaks::BetweenWords = breaks {
        return vec![word];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut letters = word.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let Some(&(next_at, next)) = letters.peek() else { break };
        // A date such as 2013-01-28 stays in one piece.
        let after =
            matches!(c, '-' | '‐' | '–' | '—' | '/' | '|') && at > start && !next.is_ascii_digit();
        if after || (wide(c) && !closing(next)) || (wide(next) && !closing(next)) {
            parts.push(&word[start..next_at]);
            start = next_at;
        }
    }
    parts.push(&word[start..]);
    parts
}

/// Chinese and kana. Korean is set with blanks between words and breaks there.
fn wide(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

fn closing(c: char) -> bool {
    matches!(c, ')' | ']' | '」' | '』' | '）' | '、' | '。' | '，' | '》' | '〉' | ',' | '.')
}

/// Breaks a run that is wider than the limit wherever it must.
fn broken(part: &str, style: TextStyle, limit: f64) -> Vec<&str> {
    if style.width(part) <= limit {
        return vec![part];
    }
    let mut runs = Vec::new();
    let (mut start, mut width) = (0, 0.0);
    for (at, c) in part.char_indices() {
        let step = style.width(c.encode_utf8(&mut [0; 4]));
        if width + step > limit && at > start {
            runs.push(&part[start..at]);
            (start, width) = (at, 0.0);
        }
        width += step;
    }
    runs.push(&part[start..]);
    runs
}

/// How many lines the pieces fill.
fn lines(pieces: &[Run<'_>], limit: f64) -> usize {
    let (mut count, mut width) = (0, f64::INFINITY);
    for piece in pieces {
        let wider = width + piece.blank + piece.width;
        if wider <= limit + SLACK {
            width = wider;
        } else {
            (count, width) = (count + 1, piece.width);
        }
    }
    count.max(1)
}

/// Sums of widths are not exact.
const SLACK: f64 = 0.001;

fn fill(pieces: &[Run<'_>], limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = f64::INFINITY;
    for piece in pieces {
        let wider = width + piece.blank + piece.width;
        match lines.last_mut() {
            Some(line) if wider <= limit + SLACK => {
                if piece.blank > 0.0 {
                    line.push(' ');
                }
                line.push_str(piece.text);
                width = wider;
            }
            _ => {
                lines.push(piece.text.to_owned());
                width = piece.width;
            }
        }
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_balanced() {
        let lines = wrap("Central Committee of the Workers' Party", TextStyle::Label, 150.0);
        assert_eq!(lines, ["Central Committee", "of the Workers' Party"]);
    }

    #[test]
    fn a_lone_stroke_begins_no_line() {
        let lines = wrap("Centro Cristiano Democratico / Cristiani Uniti", TextStyle::Band, 190.0);
        assert_eq!(lines, ["Centro Cristiano", "Democratico / Cristiani Uniti"]);
        let lines = wrap("HaMiflega | Moked", TextStyle::Band, 60.0);
        assert_eq!(lines, ["HaMiflega |", "Moked"]);
    }

    #[test]
    fn a_word_parts_at_its_hyphen_only_to_save_a_line() {
        let lines = wrap("Directorate-General for Water", TextStyle::Label, 130.0);
        assert_eq!(lines, ["Directorate-General", "for Water"]);
        let lines = wrap("Directorate-General for Water", TextStyle::Label, 106.0);
        assert_eq!(lines, ["Directorate-", "General for Water"]);
        let lines = wrap("Union of Founders 東亞聯盟", TextStyle::Band, 110.0);
        assert_eq!(lines, ["Union of Founders", "東亞聯盟"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_wide(text in "[a-zA-Z당黨 -]{0,80}", limit in 20.0..200.0f64) {
            let lines = wrap(&text, TextStyle::Label, limit);
            let kept: String = lines.concat().split_whitespace().collect();
            let given: String = text.split_whitespace().collect();
            prop_assert_eq!(kept, given);
            for line in lines {
                prop_assert!(TextStyle::Label.width(&line) <= limit + 0.01);
            }
        }
    }
}
