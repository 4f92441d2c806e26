//! Texts of a model as a terminal or a log may be shown them.
//!
//! Takes any text; gives it without characters that move a cursor, start an escape sequence or turn
//! the direction of what follows, and no longer than a message can be. Never used where programs
//! read the text: JSON and SARIF escape and keep all.

use std::borrow::Cow;

/// The text with a sign in the place of each control character: `␛` for escape.
pub fn plain(text: &str) -> Cow<'_, str> {
    match text.chars().any(|letter| sign(letter).is_some()) {
        true => text.chars().map(|letter| sign(letter).unwrap_or(letter)).collect(),
        false => Cow::Borrowed(text),
    }
}

/// The head of a long text, with an ellipsis.
pub(super) fn clipped(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// What stands for a character that is not to be shown as it is.
fn sign(letter: char) -> Option<char> {
    match letter {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + letter as u32),
        '\u{7f}' => Some('␡'),
        // Controls of eight bits; marks that embed or override a direction (Unicode TR9).
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_but_text() {
        assert_eq!(plain("당중앙 – שלום"), "당중앙 – שלום");
        assert_eq!(plain("a\u{1b}[31m\r\n\u{9b}0m\u{202e}b\u{7f}"), "a␛[31m␍␊\u{fffd}0m\u{fffd}b␡");
        assert_eq!(clipped("가나다", 3), "가나다");
        assert_eq!(clipped("가나다라", 3), "가나다…");
    }
}
