//! The pieces of RON: blank space, comments, brackets, names, texts and numbers.
//!
//! Takes a text and a byte in it, gives where the piece ends and what it says; [`SyntaxLexer`] gives all
//! pieces of a text, one after another, and they are the whole of it, whatever stands there. Knows no
//! records, reports nothing and never goes back.

use std::borrow::Cow;
use std::ops::Range;

/// What a piece of a text is.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum TokenKind {
    /// Blanks and line breaks; a byte order mark at the head of the text among them.
    Blank,
    /// `// ..` up to the line break.
    LineComment,
    /// `/* .. */`, others inside it included.
    BlockComment,
    /// `#![..]`, as it stands at the head of a file.
    Header,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `".."`, `r#".."#` or `b".."`.
    Text,
    /// `'.'` or `b'.'`.
    Character,
    /// A name or a number.
    Word,
    /// What is no piece of RON.
    Bad(BadToken),
}

/// Why something is no piece of RON.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum BadToken {
    /// `"` without its partner: the rest of the text.
    UnclosedText,
    /// `r#"` without its `"#`: the rest of the text.
    UnclosedRawText,
    /// `'` without its partner: the rest of the line.
    UnclosedCharacter,
    /// `/*` without its `*/`: the rest of the text.
    UnclosedComment,
    /// `#!` without a `[..]` of names: the rest of the line.
    UnclosedHeader,
    /// A character that means nothing.
    Sign,
}

impl BadToken {
    /// What is wrong, in words.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            BadToken::UnclosedText => "this text is never closed",
            BadToken::UnclosedRawText => "this raw text is never closed",
            BadToken::UnclosedCharacter => "this character is never closed",
            BadToken::UnclosedComment => "this comment is never closed",
            BadToken::UnclosedHeader => "this header line is not closed",
            BadToken::Sign => "this character cannot stand in a model file",
        }
    }
}

/// A piece of a text: what it is and which bytes it has.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct SyntaxToken {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl SyntaxToken {
    /// The bytes of the token.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether nothing is said here: blank space or a comment.
    #[must_use]
    pub fn is_trivia(&self) -> bool {
        use TokenKind::{BlockComment, LineComment};
        self.kind == TokenKind::Blank || matches!(self.kind, LineComment | BlockComment)
    }
}

/// Gives the pieces of a text in order. Together they are the text, byte for byte.
///
/// ```
/// use organigram::syntax::{SyntaxLexer, TokenKind};
///
/// let text = "Model( /* soon */ title: \"Club";
/// let kinds: Vec<TokenKind> = SyntaxLexer::new(text).map(|token| token.kind).collect();
/// assert_eq!(kinds[..2], [TokenKind::Word, TokenKind::Open]);
/// let whole: String = SyntaxLexer::new(text).map(|token| &text[token.range()]).collect();
/// assert_eq!(whole, text);
/// ```
#[derive(Clone, Debug)]
pub struct SyntaxLexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> SyntaxLexer<'t> {
    /// Begins at the head of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        SyntaxLexer { text, at: 0 }
    }

    /// Begins at a byte, where a piece begins; at the end if that is within a character.
    pub(crate) fn at(text: &'t str, at: usize) -> Self {
        SyntaxLexer { text, at: if text.is_char_boundary(at) { at } else { text.len() } }
    }

    /// The next piece that is neither blank nor a comment.
    pub(crate) fn next_said(&mut self) -> Option<SyntaxToken> {
        self.find(|token| !token.is_trivia())
    }
}

impl Iterator for SyntaxLexer<'_> {
    type Item = SyntaxToken;

    #[inline]
    fn next(&mut self) -> Option<SyntaxToken> {
        let start = self.at;
        let first = *self.text.as_bytes().get(start)?;
        let (kind, end) = piece(self.text, start, first);
        self.at = end;
        Some(SyntaxToken { kind, start, end })
    }
}

/// The piece that begins at a byte, and the byte after it.
fn piece(src: &str, at: usize, first: u8) -> (TokenKind, usize) {
    let bytes = src.as_bytes();
    let closed = |kind, end: Option<usize>, bad, rest| match end {
        Some(end) => (kind, end),
        None => (TokenKind::Bad(bad), rest),
    };
    match first {
        b'(' | b'[' | b'{' => (TokenKind::Open, at + 1),
        b')' | b']' | b'}' => (TokenKind::Close, at + 1),
        b',' => (TokenKind::Comma, at + 1),
        b':' => (TokenKind::Colon, at + 1),
        b'"' => closed(TokenKind::Text, text_end(bytes, at), BadToken::UnclosedText, bytes.len()),
        b'\'' => character(src, at, at),
        b'r' | b'b' => prefixed(src, at).unwrap_or_else(|| (TokenKind::Word, value_end(src, at))),
        b'#' => header(src, at),
        b'/' => match bytes.get(at + 1) {
            Some(b'/') => (TokenKind::LineComment, line_end(bytes, at)),
            Some(b'*') => {
                let end = block_comment(bytes, at).ok();
                closed(TokenKind::BlockComment, end, BadToken::UnclosedComment, bytes.len())
            }
            _ => (TokenKind::Bad(BadToken::Sign), at + 1),
        },
        _ => match white(bytes, at) {
            end if end > at => (TokenKind::Blank, end),
            _ if is_value(first) => (TokenKind::Word, value_end(src, at)),
            _ => (TokenKind::Bad(BadToken::Sign), at + 1),
        },
    }
}

/// Passes over white space, and over a byte order mark at the head of the text.
fn white(bytes: &[u8], mut at: usize) -> usize {
    if at == 0 && bytes.starts_with("\u{feff}".as_bytes()) {
        at = 3;
    }
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
            Some(0x0b | 0x0c | 0x80..) => match rare_white(&bytes[at..]) {
                0 => return at,
                len => at += len,
            },
            _ => return at,
        }
    }
}

/// The length of one of the rarer white spaces that `ron` knows.
fn rare_white(bytes: &[u8]) -> usize {
    match bytes {
        [0x0b | 0x0c, ..] => 1,
        [0xc2, 0x85, ..] => 2,
        [0xe2, 0x80, 0x8e | 0x8f | 0xa8 | 0xa9, ..] => 3,
        _ => 0,
    }
}

/// The end of the line, before its line break.
fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |len| at + len)
}

/// The byte after the text whose quotation mark stands at `at`.
fn text_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    loop {
        end = quote_or_escape(bytes, end)?;
        match bytes[end] {
            b'"' => return Some(end + 1),
            _ => end = (end + 2).min(bytes.len()),
        }
    }
}

/// The character whose quotation mark stands at `quote`, which ends on its line.
fn character(src: &str, start: usize, quote: usize) -> (TokenKind, usize) {
    let bytes = src.as_bytes();
    let line = line_end(bytes, quote);
    let mut end = quote + 1;
    while let Some(step) = memchr::memchr2(b'\'', b'\\', &bytes[end.min(line)..line]) {
        match bytes[end + step] {
            b'\'' => return (TokenKind::Character, end + step + 1),
            _ => end += step + 2,
        }
    }
    (TokenKind::Bad(BadToken::UnclosedCharacter), line.max(start + 1))
}

/// `r".."`, `r#".."#`, `b".."`, `br".."` and `b'.'`.
fn prefixed(src: &str, at: usize) -> Option<(TokenKind, usize)> {
    let bytes = src.as_bytes();
    let raw = |at| match raw_text(src, at, usize::MAX) {
        Raw::Read(_, end) => Some((TokenKind::Text, end)),
        Raw::Unclosed(_) => Some((TokenKind::Bad(BadToken::UnclosedRawText), bytes.len())),
        Raw::No => None,
    };
    match bytes[at..] {
        [b'r', b'"' | b'#', ..] => raw(at),
        [b'b', b'r', b'"' | b'#', ..] => raw(at + 1),
        [b'b', b'\'', ..] => Some(character(src, at, at + 1)),
        [b'b', b'"', ..] => Some(match text_end(bytes, at + 1) {
            Some(end) => (TokenKind::Text, end),
            None => (TokenKind::Bad(BadToken::UnclosedText), bytes.len()),
        }),
        _ => None,
    }
}

/// Whether a byte can stand in a name or a number.
fn is_value(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'.' | b'+' | b'-')
}

/// The byte after the name or number that begins at `at`.
fn value_end(src: &str, at: usize) -> usize {
    let bytes = src.as_bytes();
    if bytes[at..].starts_with(b"r#") {
        return word(src, at).1.max(at + 1);
    }
    at + bytes[at..].iter().take_while(|&&byte| is_value(byte)).count()
}

/// `#![..]`: names, texts, parentheses and commas between the brackets, on any number of lines; a text
/// stands on one.
fn header(src: &str, at: usize) -> (TokenKind, usize) {
    let bytes = src.as_bytes();
    let sign = white(bytes, at + 1);
    if bytes.get(sign) != Some(&b'!') {
        return (TokenKind::Bad(BadToken::Sign), at + 1);
    }
    match header_end(src, sign + 1) {
        Some(end) => (TokenKind::Header, end),
        None => (TokenKind::Bad(BadToken::UnclosedHeader), line_end(bytes, at)),
    }
}

fn header_end(src: &str, at: usize) -> Option<usize> {
    let bytes = src.as_bytes();
    let mut at = white(bytes, at);
    (bytes.get(at) == Some(&b'[')).then_some(())?;
    loop {
        at = white(bytes, at + 1);
        match *bytes.get(at)? {
            b']' => return Some(at + 1),
            b'(' | b')' | b',' | b'=' => {}
            b'"' => at = text_end(&bytes[..line_end(bytes, at)], at)? - 1,
            byte if is_word(byte) => at = word(src, at).1.max(at + 1) - 1,
            _ => return None,
        }
    }
}

/// Why white space could not be passed over.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum TriviaProblem {
    /// A `/*` without its `*/`, at this byte.
    Unclosed(usize),
    /// A `/` that begins no comment, at this byte.
    Slash(usize),
}

/// Passes over white space and comments and gives the byte after them.
#[inline]
pub(crate) fn blank(bytes: &[u8], mut at: usize) -> Result<usize, TriviaProblem> {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            b'/' | 0x0b | 0x0c | 0x80.. => match rare_blank(bytes, at)? {
                next if next == at => break,
                next => at = next,
            },
            _ => break,
        }
    }
    Ok(at)
}

/// One comment, or one of the rarer white spaces that `ron` knows; `at` itself where there is none.
#[cold]
fn rare_blank(bytes: &[u8], at: usize) -> Result<usize, TriviaProblem> {
    match bytes[at..] {
        [b'/', b'/', ..] => Ok(line_end(bytes, at)),
        [b'/', b'*', ..] => block_comment(bytes, at),
        [b'/', ..] => Err(TriviaProblem::Slash(at)),
        _ => Ok(at + rare_white(&bytes[at..])),
    }
}

fn block_comment(bytes: &[u8], start: usize) -> Result<usize, TriviaProblem> {
    let (mut at, mut level) = (start + 2, 1);
    while level > 0 {
        let Some(step) = memchr::memchr2(b'/', b'*', &bytes[at..]) else {
            return Err(TriviaProblem::Unclosed(start));
        };
        at += step;
        match &bytes[at..] {
            [b'/', b'*', ..] => (at, level) = (at + 2, level + 1),
            [b'*', b'/', ..] => (at, level) = (at + 2, level - 1),
            _ => at += 1,
        }
    }
    Ok(at)
}

/// Whether a byte can stand in a name. Names of other scripts are names too, though none is known.
#[inline]
pub(crate) fn is_word(byte: u8) -> bool {
    WORD[byte as usize]
}

static WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || byte == b'_' as usize || byte >= 0x80;
        byte += 1;
    }
    table
};

/// The name that begins at `at`, without the `r#` of a raw one, and the byte after it. An empty
/// name means that none begins there.
#[inline]
pub(crate) fn word(src: &str, at: usize) -> (&str, usize) {
    let bytes = src.as_bytes();
    let mut end = at;
    while bytes.get(end).is_some_and(|&byte| is_word(byte)) {
        end += 1;
    }
    if end == at + 1 && bytes[at] == b'r' && bytes.get(end) == Some(&b'#') {
        return raw_word(src, at);
    }
    if bytes.get(at).is_some_and(u8::is_ascii_digit) {
        end = at;
    }
    (&src[at..end], end)
}

#[cold]
fn raw_word(src: &str, at: usize) -> (&str, usize) {
    let bytes = src.as_bytes();
    let start = at + 2;
    let raw = |&byte: &u8| is_word(byte) || matches!(byte, b'.' | b'+' | b'-');
    let end = start + bytes[start..].iter().take_while(|byte| raw(byte)).count();
    if end == start { (&src[at..at], at) } else { (&src[start..end], end) }
}

/// The end of what was probably meant as one text without quotation marks: a date, an id.
pub(crate) fn bare_end(src: &str, at: usize) -> usize {
    let stop = |c: char| {
        c.is_whitespace() || matches!(c, ',' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | ':' | '=')
    };
    let rest = &src[at..];
    at + rest.find(stop).unwrap_or(rest.len())
}

/// A text that was read.
#[derive(Debug)]
pub(crate) struct ReadText<'t> {
    /// What it says.
    pub(crate) text: Cow<'t, str>,
    /// The byte after its last quotation mark.
    pub(crate) end: usize,
    /// The escapes that are not understood, and why.
    pub(crate) bad_escapes: Vec<(Range<usize>, &'static str)>,
}

/// The first `"` or `\` from `at` on. Most texts are short, so the first bytes are looked at eight
/// at a time before memchr's wide registers are set up.
#[inline]
pub(crate) fn quote_or_escape(bytes: &[u8], mut at: usize) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    for _ in 0..4 {
        let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) else { break };
        let word = u64::from_le_bytes(*chunk);
        let found = zero(word ^ (ONES * b'"' as u64)) | zero(word ^ (ONES * b'\\' as u64));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr::memchr2(b'"', b'\\', &bytes[at..]).map(|step| at + step)
}

/// Reads the text whose opening `"` stands at `at`; `None` when none stands there or it is never
/// closed.
#[inline]
pub(crate) fn text(src: &str, at: usize) -> Option<ReadText<'_>> {
    let bytes = src.as_bytes();
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let end = quote_or_escape(bytes, at + 1)?;
    if bytes[end] == b'"' {
        let text = Cow::Borrowed(&src[at + 1..end]);
        return Some(ReadText { text, end: end + 1, bad_escapes: Vec::new() });
    }
    escaped(src, at)
}

/// Why the sign U+0000 may not stand in a text.
pub(crate) const NO_NUL: &str = "tables, pictures and most other files cannot hold the sign U+0000";

#[cold]
fn escaped(src: &str, start: usize) -> Option<ReadText<'_>> {
    let bytes = src.as_bytes();
    let (mut text, mut bad_escapes, mut at) = (String::new(), Vec::new(), start + 1);
    loop {
        let stop = at + memchr::memchr2(b'"', b'\\', &bytes[at..])?;
        text.push_str(&src[at..stop]);
        if bytes[stop] == b'"' {
            return Some(ReadText { text: text.into(), end: stop + 1, bad_escapes });
        }
        at = match escape(&src[stop..]) {
            Ok((Some('\0'), len)) => {
                bad_escapes.push((stop..stop + len, NO_NUL));
                stop + len
            }
            Ok((Some(c), len)) => {
                text.push(c);
                stop + len
            }
            Ok((None, len)) => stop + len,
            Err(why) => {
                let len = src[stop + 1..].chars().next()?.len_utf8();
                bad_escapes.push((stop..stop + 1 + len, why));
                stop + 1 + len
            }
        };
    }
}

/// One escape at the start of `src`: its character (none where a line goes on) and its length.
fn escape(src: &str) -> Result<(Option<char>, usize), &'static str> {
    let c = match src.as_bytes().get(1).copied().unwrap_or(b' ') {
        c @ (b'\'' | b'"' | b'\\') => c as char,
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'0' => '\0',
        b'x' => return byte_escape(src),
        b'u' => return unicode_escape(src),
        b'\n' => return Ok((None, continuation(src, 2))),
        b'\r' if src.as_bytes().get(2) == Some(&b'\n') => return Ok((None, continuation(src, 3))),
        _ => return Err("no escape begins with these letters"),
    };
    Ok((Some(c), 2))
}

/// A line break after `\` is left out with the white space at the head of the next line.
fn continuation(src: &str, head: usize) -> usize {
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    head + src.as_bytes()[head..].iter().take_while(blank).count()
}

/// `\x41`, or the bytes of one character: `\xEA\xB9\x80`.
fn byte_escape(src: &str) -> Result<(Option<char>, usize), &'static str> {
    const WHY: &str = "these bytes do not form one character";
    let mut bytes = [0; 4];
    for count in 1..=4 {
        let piece = src.get(4 * (count - 1)..4 * count).ok_or(WHY)?;
        let digits = piece.strip_prefix("\\x").ok_or(WHY)?;
        bytes[count - 1] =
            hex(digits).ok_or("`\\x` needs two hexadecimal digits (0-9, a-f)")? as u8;
        if let Ok(text) = std::str::from_utf8(&bytes[..count]) {
            return Ok((text.chars().next(), 4 * count));
        }
    }
    Err(WHY)
}

/// `\u{AC00}`.
fn unicode_escape(src: &str) -> Result<(Option<char>, usize), &'static str> {
    const WHY: &str = "`\\u` needs one to six hexadecimal digits in braces, as in `\\u{AC00}`";
    let rest = src.strip_prefix("\\u{").ok_or(WHY)?;
    let digits = &rest[..rest.bytes().take(7).position(|byte| byte == b'}').ok_or(WHY)?];
    let number = hex(digits).ok_or(WHY)?;
    let c = char::from_u32(number).ok_or("no character has this number")?;
    Ok((Some(c), digits.len() + 4))
}

fn hex(digits: &str) -> Option<u32> {
    let all = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if all { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// Where a raw text begins, how many `#` it has, or that it is never closed.
pub(crate) enum Raw<'t> {
    /// It was read.
    Read(Cow<'t, str>, usize),
    /// No `"` with this many `#` follows.
    Unclosed(usize),
    /// No raw text begins here.
    No,
}

/// Reads the raw text whose `r` stands at `at`. `missing` is the least number of `#` that is known
/// never to close a text from here on, so that a file of unclosed texts is not searched for each.
pub(crate) fn raw_text(src: &str, at: usize, missing: usize) -> Raw<'_> {
    let bytes = src.as_bytes();
    let hashes = bytes[at + 1..].iter().take_while(|&&byte| byte == b'#').count();
    let start = at + 1 + hashes;
    if bytes.get(start) != Some(&b'"') {
        return Raw::No;
    }
    if hashes >= missing {
        return Raw::Unclosed(hashes);
    }
    let closing = [b"\"" as &[u8], &bytes[at + 1..start]].concat();
    match memchr::memmem::find(&bytes[start + 1..], &closing) {
        Some(len) => {
            let end = start + 1 + len;
            Raw::Read(Cow::Borrowed(&src[start + 1..end]), end + closing.len())
        }
        None => Raw::Unclosed(hashes),
    }
}

/// Reads a whole number as `ron` writes them: signs, bases, `_` and a suffix such as `u32`.
pub(crate) fn number(src: &str) -> Option<u64> {
    let negative = src.starts_with('-');
    let src = src.strip_prefix(['+', '-']).unwrap_or(src);
    let (base, digits) = match src.get(..2) {
        Some("0b") => (2, &src[2..]),
        Some("0o") => (8, &src[2..]),
        Some("0x") => (16, &src[2..]),
        _ => (10, src),
    };
    let digits = match digits.find(['i', 'u']) {
        Some(suffix) => known_suffix(&digits[suffix..]).then(|| &digits[..suffix])?,
        None => digits,
    };
    if digits.is_empty() || digits.starts_with('_') {
        return None;
    }
    let mut value = 0u64;
    for digit in digits.chars().filter(|&digit| digit != '_') {
        value = value.checked_mul(base)?.checked_add(digit.to_digit(base as u32)?.into())?;
    }
    (!negative || value == 0).then_some(value)
}

fn known_suffix(suffix: &str) -> bool {
    matches!(suffix, "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_nested_comments_are_passed_over() {
        let passes = |src: &str| blank(src.as_bytes(), 0);
        assert_eq!(passes(" \t\r\n\u{b}\u{c}\u{85}\u{200e}\u{2028}x"), Ok(14));
        assert_eq!(passes("// a\n/* b /* c */ d */x"), Ok(22));
        assert_eq!(passes("// to the end"), Ok(13));
        assert_eq!(passes("/* /* */"), Err(TriviaProblem::Unclosed(0)));
        assert_eq!(passes(" /x"), Err(TriviaProblem::Slash(1)));
        assert_eq!(passes("\u{a0}"), Ok(0));
    }

    #[test]
    fn texts_are_read_with_every_escape() {
        let src = r#""a\n\t\\\"\'\x41\xEA\xB9\x80\u{AC00}b" rest"#;
        let read = text(src, 0).unwrap();
        assert_eq!(read.text, "a\n\t\\\"'A김가b");
        assert_eq!(&src[read.end..], " rest");
        assert!(read.bad_escapes.is_empty());
        assert_eq!(text("\"a \\\r\n   b\"", 0).unwrap().text, "a b");
        assert_eq!(text(r#""a\qb\u{}c""#, 0).unwrap().bad_escapes.len(), 2);
        assert!(text(r#""never"#, 0).is_none());
        assert!(text(r#""a\"#, 0).is_none());
    }

    #[test]
    fn the_end_of_a_text_is_found_at_any_length() {
        for len in 0..100 {
            let src = format!("\"{}\"tail\\", "x".repeat(len));
            assert_eq!(text(&src, 0).unwrap().end, len + 2);
        }
    }

    #[test]
    fn numbers_are_read_in_every_form() {
        let good =
            [("0", 0), ("+7", 7), ("-0", 0), ("0x1F", 31), ("0b10_1", 5), ("1_000u32", 1000)];
        for (src, value) in good {
            assert_eq!(number(src), Some(value), "{src}");
        }
        for src in ["", "-1", "_1", "1.5", "0x", "1e3", "99999999999999999999", "5u", "0b2"] {
            assert_eq!(number(src), None, "{src}");
        }
    }
}
