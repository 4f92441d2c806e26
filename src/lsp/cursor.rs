//! What may be written at a place of a text that is being written.
//!
//! Takes the text before the place alone: what follows may be anything, also a quote that nobody has closed; and the
//! places at which its brackets are known, to which it adds. Gives what
//! belongs there and which bytes a word that is chosen replaces. Looks nothing up.

use std::ops::Range;

use super::brackets::{KnownPlaces, OpenBracket};
use super::slots::{KeyRole, RecordSlot, Slot, TextRole};
use crate::project::{FileRole, file_role};
use crate::syntax::{BadToken, SyntaxLexer, SyntaxToken, TokenKind};

/// What belongs at a place.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// Something within a text in quotes.
    Text(TextRole),
    /// A value; `slot` knows which.
    Value(Slot),
    /// The name of a field that the record lacks.
    Field { record: RecordSlot, present: Vec<String> },
    /// An id, or the entry that it begins.
    Key { role: Option<KeyRole>, value: Slot, section: String, quoted: bool },
    /// The whole of a file.
    File,
}

/// A place in a text.
#[derive(Clone, Debug)]
pub(super) struct Cursor {
    pub(super) wanted: Wanted,
    /// The bytes that a word replaces: those of the word that is being written.
    pub(super) replace: Range<usize>,
    /// How much of the word stands before the place.
    pub(super) typed: String,
}

/// What belongs at a byte of a text; nothing within a comment, behind a value, and in what is no model.
pub(super) fn cursor(text: &str, at: usize, known: &KnownPlaces) -> Option<Cursor> {
    let (from, mut open) = known.before(text, at);
    let mut last: Option<SyntaxToken> = None;
    for token in SyntaxLexer::at(&text[..at], from) {
        let touches = token.end == at;
        match token.kind {
            TokenKind::LineComment if touches => return None,
            TokenKind::Bad(BadToken::UnclosedComment) => return None,
            // What is being written does not count yet.
            TokenKind::Word
            | TokenKind::Bad(BadToken::UnclosedText | BadToken::UnclosedRawText)
                if touches =>
            {
                last = Some(token);
                break;
            }
            TokenKind::Text if touches => return None,
            _ => open.take(&token, text),
        }
    }
    place(text, at, file_role(text), &open.open, last)
}

fn place(
    text: &str,
    at: usize,
    role: FileRole,
    open: &[OpenBracket],
    last: Option<SyntaxToken>,
) -> Option<Cursor> {
    let in_text = last.filter(|token| token.kind != TokenKind::Word);
    let start = match (in_text, last) {
        (Some(token), _) => {
            text[..at][token.start..].find('"').map_or(at, |quote| token.start + quote + 1)
        }
        (None, Some(token)) => token.start,
        (None, None) => at,
    };
    let end = end_of_word(text, at, in_text.is_some());
    let wanted = wanted(text, at, role, open, in_text.is_some())?;
    Some(Cursor { wanted, replace: start..end, typed: text[start..at].to_owned() })
}

/// Where the word or text ends that a place stands in; the place itself where a text is not closed.
fn end_of_word(text: &str, at: usize, in_text: bool) -> usize {
    let rest = &text[at..];
    if !in_text {
        let len = rest.find(|sign: char| !(sign.is_alphanumeric() || sign == '_'));
        return at + len.unwrap_or(rest.len());
    }
    let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    // The quote of a text that begins further on in the line is not this one's end.
    match line.find(['"', ',', ':', '(', ')', '{', '}']) {
        Some(len) if line[len..].starts_with('"') => at + len,
        _ => at,
    }
}

fn wanted(
    text: &str,
    at: usize,
    role: FileRole,
    open: &[OpenBracket],
    in_text: bool,
) -> Option<Wanted> {
    let [file, rest @ ..] = open else { return None };
    if rest.is_empty() {
        return (file.pieces == 0 && !in_text).then_some(Wanted::File);
    }
    let mut slot = Slot::of_file(role)?;
    let mut section = String::new();
    for (depth, bracket) in rest.iter().enumerate() {
        let innermost = depth + 1 == rest.len();
        let written = |stretch: &Option<Range<usize>>| stretch.clone().map(|at| &text[at]);
        match &text[bracket.sign.clone()] {
            "(" => {
                let name = written(&bracket.name).filter(|_| depth > 0);
                let record = slot.record(name)?;
                let Some(key) = written(&bracket.key) else {
                    let is_field = innermost && !in_text && bracket.pieces == 0;
                    return is_field
                        .then(|| Wanted::Field { record, present: present(text, at, bracket) });
                };
                if depth == 0 {
                    section = key.to_owned();
                }
                slot = record.field(key)?.1;
            }
            "[" => slot = slot.item(),
            _ => {
                let (role, value) = slot.map()?;
                if bracket.key.is_none() {
                    let is_key = innermost && bracket.pieces == 0;
                    return is_key.then_some(Wanted::Key { role, value, section, quoted: in_text });
                }
                slot = value;
            }
        }
        if innermost {
            return match in_text {
                true => slot.text().map(Wanted::Text),
                false => (bracket.pieces == 0).then_some(Wanted::Value(slot)),
            };
        }
    }
    None
}

/// The fields that the innermost record has already, before the place and behind it.
fn present(text: &str, at: usize, bracket: &OpenBracket) -> Vec<String> {
    let mut present: Vec<String> =
        bracket.present.iter().map(|key| text[key.clone()].to_owned()).collect();
    let (mut depth, mut word) = (0usize, None);
    for token in SyntaxLexer::new(&text[at..]) {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close if depth == 0 => break,
            TokenKind::Close => depth -= 1,
            TokenKind::Word if depth == 0 => word = Some(&text[at..][token.range()]),
            TokenKind::Colon if depth == 0 => present.extend(word.take().map(str::to_owned)),
            // What follows an unclosed text is not known.
            TokenKind::Bad(_) => break,
            _ if token.is_trivia() => {}
            _ => word = None,
        }
    }
    present
}
