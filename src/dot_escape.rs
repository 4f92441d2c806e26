//! Texts in the quotes of DOT, for every writer of it.
//!
//! Takes an id or words; gives them quoted, so that Graphviz shows what was written and ends no text early.
//! Knows no graph.

use std::fmt::Write;

/// An id in quotes. Only the quote is special in a DOT id, but a backslash before it or at the end would
/// escape it: backslashes are doubled, and control characters, with which Graphviz ends a text or writes
/// what other programs refuse, become `\x` and two digits; so does a first percent sign, by which Graphviz
/// knows the names that it makes up and shows as numbers. Different ids stay different.
pub(crate) fn quoted_id(id: &str) -> String {
    in_quotes(id, |letter, _, out| match letter {
        '%' if out.len() == 1 => out.push_str("\\x25"),
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        letter if letter.is_control() => {
            let _ = write!(out, "\\x{:02x}", letter as u32);
        }
        letter => out.push(letter),
    })
}

/// Words in quotes. A backslash would start one of Graphviz's escapes (`\N`, `\G`). An ampersand is one,
/// unless what follows would make it an entity: then Graphviz would show `Q &amp; A` as `Q & A`.
pub(crate) fn quoted_words(words: &str) -> String {
    in_quotes(words, |letter, rest, out| match letter {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '&' if is_entity(rest) => out.push_str("&amp;"),
        '\n' => out.push_str("\\n"),
        letter if letter.is_control() => out.push('\u{FFFD}'),
        letter => out.push(letter),
    })
}

/// Whether what follows an ampersand makes it an entity, such as `amp;`, `#38;` or `#x26;`.
fn is_entity(rest: &str) -> bool {
    let Some((name, _)) = rest.split_once(';') else { return false };
    let all = |text: &str, fits: fn(&u8) -> bool| {
        !text.is_empty() && text.len() <= 10 && text.bytes().all(|byte| fits(&byte))
    };
    match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => all(digits, u8::is_ascii_hexdigit),
            None => all(number, u8::is_ascii_digit),
        },
        None => all(name, u8::is_ascii_alphanumeric),
    }
}

/// A text in quotes, each letter as `write` escapes it, which also sees what follows. Graphviz reads no
/// quotes with more than 16,384 bytes between them: a longer text is joined from several.
fn in_quotes(text: &str, write: impl Fn(char, &str, &mut String)) -> String {
    const MOST: usize = 8_000;
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut begun = 0;
    for (at, letter) in text.char_indices() {
        if out.len() - begun > MOST {
            out.push_str("\" + \"");
            begun = out.len();
        }
        write(letter, &text[at + letter.len_utf8()..], &mut out);
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_as_they_were_written() {
        for (words, expected) in [
            ("Q & A", r#""Q & A""#),
            ("Q &amp; A", r#""Q &amp;amp; A""#),
            ("&#38; &#x26; &lt;", r#""&amp;#38; &amp;#x26; &amp;lt;""#),
            ("a & b; c", r#""a & b; c""#),
            ("&;", r#""&;""#),
            ("a\\N \"b\"", r#""a\\N \"b\"""#),
            ("two\nlines\u{7}", "\"two\\nlines\u{FFFD}\""),
        ] {
            assert_eq!(quoted_words(words), expected);
        }
    }

    #[test]
    fn ids_stay_different() {
        for (id, expected) in [
            ("a&amp;b", r#""a&amp;b""#),
            ("trailing\\", r#""trailing\\""#),
            ("%1", r#""\x251""#),
            ("a%", r#""a%""#),
            ("a\nb", r#""a\x0ab""#),
        ] {
            assert_eq!(quoted_id(id), expected);
        }
    }

    #[test]
    fn long_texts_are_joined_from_pieces() {
        let quoted = quoted_words(&"x".repeat(20_000));
        let pieces: Vec<&str> = quoted.split("\" + \"").collect();
        assert!(pieces.len() == 3 && pieces.iter().all(|piece| piece.len() < 16_384));
    }
}
