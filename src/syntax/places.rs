//! Where something stands in a text: the extent of the value, entry or field that begins at a byte.
//!
//! A graph of millions of organs keeps only where each claim begins. Takes such a place and gives its
//! extent, read again from the text when somebody asks. Reports nothing: where the text is no RON, the
//! extent is empty, or there is none.

use std::ops::Range;

use super::DEEPEST;
use super::lexer::{self, BadToken, SyntaxLexer, SyntaxToken, TokenKind};
use crate::text::{Pos, SourceFile, SourceMap, Span};

/// The byte after the value that begins at `at`, or after the blank space before it; `None` where no
/// value ends.
///
/// ```
/// use organigram::syntax::places::value_end;
/// let text = r#"under: ["a]", Under(organ: "b")], name: "x""#;
/// assert_eq!(value_end(text, 6), text.find(", name"));
/// ```
#[must_use]
pub fn value_end(text: &str, at: usize) -> Option<usize> {
    let mut tokens = SyntaxLexer::at(text, at);
    let (mut open, mut end) = (Vec::new(), at);
    loop {
        let Some(token) = tokens.next_said() else {
            return open.is_empty().then_some(end);
        };
        match token.kind {
            TokenKind::Open if open.len() == DEEPEST => return None,
            TokenKind::Open => open.push(text.as_bytes()[token.start]),
            TokenKind::Close => match open.pop() {
                None => return Some(end),
                Some(open) if is_pair(open, text.as_bytes()[token.start]) => {}
                Some(_) => return None,
            },
            TokenKind::Comma | TokenKind::Colon if open.is_empty() => return Some(end),
            TokenKind::Bad(bad) if bad != BadToken::Sign => return None,
            _ => {}
        }
        end = token_end(text, &token);
        if end != token.end {
            tokens = SyntaxLexer::at(text, end);
        }
        let is_name = token.kind == TokenKind::Word
            && tokens.clone().next_said().is_some_and(|next| &text[next.range()] == "(");
        if open.is_empty() && !is_name {
            return Some(end);
        }
    }
}

/// The end of a token; of what was meant as a text but has no quotation marks, all of it.
fn token_end(text: &str, token: &SyntaxToken) -> usize {
    match token.kind {
        TokenKind::Word => lexer::bare_end(text, token.start).max(token.end),
        _ => token.end,
    }
}

fn is_pair(open: u8, close: u8) -> bool {
    matches!((open, close), (b'(', b')') | (b'[', b']') | (b'{', b'}'))
}

/// The extent of the value or entry that begins at `at`: a text with its quotation marks, a record or
/// list to its closing bracket, an entry from its id to the end of its value.
///
/// ```
/// use organigram::syntax::places::entry;
/// let text = r#"{ "club": Organ(name: "\"Club\")"), "other": Organ() }"#;
/// assert_eq!(&text[entry(text, 2)], r#""club": Organ(name: "\"Club\")")"#);
/// assert_eq!(&text[entry(text, text.find("Organ").unwrap())], r#"Organ(name: "\"Club\")")"#);
/// ```
#[must_use]
pub fn entry(text: &str, at: usize) -> Range<usize> {
    let Some(end) = value_end(text, at) else { return at..at };
    let mut rest = SyntaxLexer::at(text, end);
    let value = match rest.next_said() {
        Some(colon) if colon.kind == TokenKind::Colon => value_end(text, colon.end),
        _ => None,
    };
    at..value.unwrap_or(end)
}

/// The extent of the id that begins at `at`, with its quotation marks if it has any.
#[must_use]
pub fn key(text: &str, at: usize) -> Range<usize> {
    let token = SyntaxLexer::at(text, at).next().filter(|token| !token.is_trivia());
    at..token.map_or(at, |token| token_end(text, &token))
}

/// The extent of the value of one field of the record that begins at `at`, or of the record that is the
/// value of the entry whose id stands at `at`.
///
/// ```
/// use organigram::syntax::places::field;
/// let text = r#"{ "club": Organ(name: "a, kind: b", kind: ["board"]) }"#;
/// assert_eq!(field(text, 2, "kind").map(|at| &text[at]), Some(r#"["board"]"#));
/// assert_eq!(field(text, 2, "under"), None);
/// ```
#[must_use]
pub fn field(text: &str, at: usize, name: &str) -> Option<Range<usize>> {
    let mut tokens = SyntaxLexer::at(text, at);
    let mut token = tokens.next_said()?;
    if token.kind == TokenKind::Text {
        (tokens.next_said()?.kind == TokenKind::Colon).then_some(())?;
        token = tokens.next_said()?;
    }
    if token.kind == TokenKind::Word {
        token = tokens.next_said()?;
    }
    (&text[token.range()] == "(").then_some(())?;
    loop {
        let key = tokens.next_said().filter(|key| key.kind == TokenKind::Word)?;
        (tokens.next_said()?.kind == TokenKind::Colon).then_some(())?;
        let start = tokens.clone().next_said()?.start;
        let end = value_end(text, start)?;
        if lexer::word(text, key.start).0 == name {
            return Some(start..end);
        }
        tokens = SyntaxLexer::at(text, end);
        (tokens.next_said()?.kind == TokenKind::Comma).then_some(())?;
    }
}

/// What to underline of what begins at `at`: the inside of a text, else the word with which a record
/// begins, and no less than one character.
///
/// ```
/// use organigram::syntax::places::head;
/// let text = r#"name: "the \"real\" one""#;
/// assert_eq!(&text[head(text, 0)], "name");
/// assert_eq!(&text[head(text, 6)], r#"the \"real\" one"#);
/// ```
#[must_use]
pub fn head(text: &str, at: usize) -> Range<usize> {
    let Some(token) = SyntaxLexer::at(text, at).next() else { return at..at };
    match token.kind {
        TokenKind::Text => inside(text, token.range()),
        TokenKind::Bad(BadToken::UnclosedText) => {
            let line = text[at..].find('\n').map_or(text.len(), |len| at + len);
            (at + 1).min(line)..line
        }
        _ => {
            let word = text[at..].bytes().take_while(|&byte| lexer::is_word(byte)).count();
            at..at + word.max(text[at..].chars().next().map_or(0, char::len_utf8))
        }
    }
}

/// A stretch without the quotation marks of the text that it is; any other stretch as it is.
#[must_use]
pub fn inside(text: &str, stretch: Range<usize>) -> Range<usize> {
    let piece = &text[stretch.clone()];
    let mut tokens = SyntaxLexer::new(piece);
    let is_text = tokens
        .next()
        .is_some_and(|token| token.kind == TokenKind::Text && token.end == piece.len());
    match (piece.find('"'), piece.rfind('"')) {
        (Some(open), Some(close)) if is_text => stretch.start + open + 1..stretch.start + close,
        _ => stretch,
    }
}

/// The inside of the first text within a stretch that says just `wanted`.
///
/// ```
/// use organigram::syntax::places::find_text;
/// let text = r#"[ /* "b" */ "a \"b\"", "b" ]"#;
/// assert_eq!(find_text(text, 0..text.len(), "b"), Some(24..25));
/// ```
#[must_use]
pub fn find_text(text: &str, within: Range<usize>, wanted: &str) -> Option<Range<usize>> {
    let piece = text.get(within.clone())?;
    let mut texts = SyntaxLexer::new(piece).filter(|token| token.kind == TokenKind::Text);
    let found = texts.find(|token| says(&piece[token.range()], wanted))?;
    Some(inside(text, within.start + found.start..within.start + found.end))
}

/// Whether a text in its quotation marks says this.
fn says(quoted: &str, wanted: &str) -> bool {
    match lexer::text(quoted, 0) {
        Some(read) => read.text == wanted,
        None => &quoted[inside(quoted, 0..quoted.len())] == wanted,
    }
}

/// The stretch of a file that begins at a place and has the extent that `extent` finds for a byte of its
/// text.
fn span(file: &SourceFile, pos: Pos, extent: impl Fn(&str, usize) -> Range<usize>) -> Span {
    let at = file.offset(pos);
    if !file.text().is_char_boundary(at) {
        return Span::at(pos);
    }
    let range = extent(file.text(), at);
    Span::new(file.pos(range.start), file.pos(range.end))
}

/// The [`entry`] or value that begins at a place.
#[must_use]
pub fn entry_span(file: &SourceFile, pos: Pos) -> Span {
    span(file, pos, entry)
}

/// The id that begins at a place: its [`key`].
#[must_use]
pub fn key_span(file: &SourceFile, pos: Pos) -> Span {
    span(file, pos, key)
}

/// The [`head`] of what begins at a place of some files.
#[must_use]
pub fn head_span(files: &SourceMap, pos: Pos) -> Span {
    files.file_of(pos).map_or(Span::at(pos), |file| span(file, pos, head))
}

/// The value of a [`field`] of the record at a place, without the quotation marks of a text.
#[must_use]
pub fn field_span(files: &SourceMap, pos: Pos, name: &str) -> Option<Span> {
    let file = files.file_of(pos)?;
    let value = field(file.text(), file.offset(pos), name)?;
    let range = inside(file.text(), value);
    Some(Span::new(file.pos(range.start), file.pos(range.end)))
}

/// A text that was borrowed from the file in which `near` lies; what begins at `near` where it was not.
#[must_use]
pub fn borrowed_span(files: &SourceMap, text: &str, near: Pos) -> Span {
    let found = |file: &SourceFile| {
        let start = file.find(text)?;
        Some(Span::new(start, Pos(start.0 + text.len() as u32)))
    };
    let file = files.file_of(near).filter(|_| !text.is_empty());
    file.and_then(found).unwrap_or_else(|| head_span(files, near))
}

/// The text within a stretch that says just this; the stretch itself where none does.
#[must_use]
pub fn text_span(files: &SourceMap, within: Span, wanted: &str) -> Span {
    let found = || {
        let file = files.file_of(within.start)?;
        let range = file.offset(within.start)..file.offset(within.end);
        let found = find_text(file.text(), range, wanted)?;
        Some(Span::new(file.pos(found.start), file.pos(found.end)))
    };
    found().unwrap_or(within)
}

/// The text within the record at a place that says just this; the record's head where none does.
#[must_use]
pub fn text_span_in(files: &SourceMap, pos: Pos, wanted: &str) -> Span {
    let whole = files.file_of(pos).map_or(Span::at(pos), |file| entry_span(file, pos));
    let found = text_span(files, whole, wanted);
    if found == whole { head_span(files, pos) } else { found }
}

/// A part of a stretch, by the bytes of its text; all of it where that has no such part.
#[must_use]
pub fn part(span: Span, at: &Range<usize>) -> Span {
    let len = (span.end.0 - span.start.0) as usize;
    if at.start >= at.end || at.end > len {
        return span;
    }
    Span::new(Pos(span.start.0 + at.start as u32), Pos(span.start.0 + at.end as u32))
}
