//! The words and signs of an expression.
//!
//! Takes the text, gives tokens with their places. A word is whatever an id or an EDTF date is
//! usually made of, so that `wpk.cc`, `1926-10-17/` and `[1926..1930]` stand without quotes.

use super::parse::ParseError;
use super::syntax::AtDate;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    Word(String),
    Text(String),
    Sign(&'static str),
    End,
}

impl Token {
    /// The token in words, for messages.
    pub(super) fn name(&self) -> String {
        match self {
            Token::Word(word) => format!("`{word}`"),
            Token::Text(text) => format!("\"{text}\""),
            Token::Sign(sign) => format!("`{sign}`"),
            Token::End => "the end".to_owned(),
        }
    }
}

/// Longer signs first.
const SIGNS: [&str; 11] = ["::", "(", ")", ",", "|", "&", "~", "@", ":", "=", ";"];

pub(super) fn lex(text: &str) -> Result<Vec<(Token, AtDate)>, ParseError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, len) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first == '"' || first == '\'' {
            quoted(rest, first, at)?
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            (Token::Sign(sign), sign.len())
        } else {
            let len = word(rest);
            if len == 0 {
                let at = at..at + first.len_utf8();
                return Err(ParseError::StrayLetter { at, letter: first });
            }
            (Token::Word(rest[..len].to_owned()), len)
        };
        tokens.push((token, at..at + len));
        at += len;
    }
    tokens.push((Token::End, at..at));
    Ok(tokens)
}

/// A text in quotes; `\` makes the next letter lose its meaning.
fn quoted(rest: &str, quote: char, at: usize) -> Result<(Token, usize), ParseError> {
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next().map(|(_, letter)| letter)),
            letter if letter == quote => return Ok((Token::Text(text), place + 1)),
            letter => text.push(letter),
        }
    }
    Err(ParseError::OpenQuote { at: at..at + rest.len() })
}

/// How many bytes of `rest` are one word.
fn word(rest: &str) -> usize {
    let is_date = rest.starts_with(|letter: char| letter.is_ascii_digit() || letter == '[');
    let mut end = 0;
    while let Some(letter) = rest[end..].chars().next() {
        end += match letter {
            letter if letter.is_alphanumeric() || "_-.#/+'".contains(letter) => letter.len_utf8(),
            '[' => match rest[end..].find(']') {
                Some(closing) => closing + 1,
                None => break,
            },
            '?' | '%' if is_date => 1,
            // The sign of difference as well: part of a date only at its end.
            '~' if is_date && ends_a_date(&rest[end + 1..]) => 1,
            _ => break,
        };
    }
    end
}

fn ends_a_date(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| next.is_whitespace() || "),;/]".contains(next))
}
