//! Texts in quotes: what stands between the quotes, and what its escapes mean.
//!
//! Takes the bytes of a text as it is written, gives what it says and where each byte of that comes from; writes an id so
//! that it can stand between quotes. Knows no model.

use std::ops::Range;

use crate::syntax::places;

/// The bytes between the quotes of a text; of anything else all of it.
pub(super) fn inside(text: &str, token: Range<usize>) -> Range<usize> {
    places::inside(text, token)
}

/// What a text with escapes says, and for each byte of that, and for its end, the byte in `raw` at which it is written.
pub(super) fn unescaped(raw: &str) -> (String, Vec<usize>) {
    let (mut said, mut places) = (String::new(), Vec::new());
    let mut rest = raw.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        let meant = match letter {
            '\\' => escape(&mut rest),
            letter => Some(letter),
        };
        if let Some(meant) = meant {
            said.push(meant);
            places.extend(std::iter::repeat_n(at, meant.len_utf8()));
        }
    }
    places.push(raw.len());
    (said, places)
}

type Letters<'r> = std::iter::Peekable<std::str::CharIndices<'r>>;

/// What stands behind a backslash means; nothing where it means nothing.
fn escape(rest: &mut Letters<'_>) -> Option<char> {
    let (_, sign) = rest.next()?;
    let hex = match sign {
        'n' => return Some('\n'),
        't' => return Some('\t'),
        'r' => return Some('\r'),
        '0' => return Some('\0'),
        'x' => rest.by_ref().take(2).map(|(_, digit)| digit).collect::<String>(),
        'u' => {
            rest.next_if(|(_, brace)| *brace == '{')?;
            let mut digits = String::new();
            while let Some((_, digit)) = rest.next_if(|(_, digit)| digit.is_ascii_hexdigit()) {
                digits.push(digit);
            }
            rest.next_if(|(_, brace)| *brace == '}')?;
            digits
        }
        sign => return Some(sign),
    };
    u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32)
}

/// A text as it is written in quotes, with them.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_that_is_meant_has_the_place_where_it_is_written() {
        let raw = r#"a\"b\u{af}\x41\q"#;
        let (said, places) = unescaped(raw);
        assert_eq!(said, "a\"b\u{af}Aq");
        assert_eq!(places.len(), said.len() + 1);
        assert_eq!(&raw[places[1]..places[2]], "\\\"");
        assert_eq!(&raw[places[3]..places[5]], "\\u{af}");
        assert_eq!(places.last(), Some(&raw.len()));
        assert_eq!(unescaped("end\\").0, "end");
    }
}
