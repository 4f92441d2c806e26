//! RON in pieces that together are the whole text: marks, values, comments and line breaks.
//!
//! Takes a text, gives its pieces in order. Knows nothing of records or of what a value means, and
//! loses nothing: only blanks and line breaks lie between the pieces.

/// What a piece is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// A text, a number, a name, a character.
    Value,
    /// `#![..]` at the head of a file.
    Header,
    /// `// ..` to the end of the line.
    Line,
    /// `/* .. */`
    Block,
}

/// One piece of the text.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Piece<'t> {
    pub(super) sort: Sort,
    pub(super) text: &'t str,
    /// Where it begins.
    pub(super) at: usize,
    /// How many line breaks stand between it and the piece before.
    pub(super) breaks: usize,
}

/// A place at which the text is no RON.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) what: &'static str,
}

/// Reads the pieces one after another.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Lexer { text, at }
    }

    /// Passes over blanks and gives the number of line breaks among them.
    fn blank(&mut self) -> usize {
        let mut breaks = 0;
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b'\n') => breaks += 1,
                Some(b' ' | b'\t' | b'\r' | 0x0b | 0x0c) => {}
                Some(0x80..) => match self.rest().chars().next() {
                    Some(c @ ('\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')) => {
                        self.at += c.len_utf8() - 1;
                    }
                    _ => return breaks,
                },
                _ => return breaks,
            }
            self.at += 1;
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn end(&self) -> Result<(Sort, usize), &'static str> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        Ok(match bytes[0] {
            b'(' | b'[' | b'{' => (Sort::Open, 1),
            b')' | b']' | b'}' => (Sort::Close, 1),
            b',' => (Sort::Comma, 1),
            b':' => (Sort::Colon, 1),
            b'"' => (Sort::Value, text(bytes, 0)?),
            b'\'' => (Sort::Value, character(rest)?),
            b'#' if bytes.starts_with(b"#!") => (Sort::Header, header(bytes)?),
            b'/' if bytes.starts_with(b"//") => {
                (Sort::Line, memchr::memchr(b'\n', bytes).unwrap_or(bytes.len()))
            }
            b'/' if bytes.starts_with(b"/*") => (Sort::Block, block(bytes)?),
            b'r' | b'b' if prefixed(bytes).is_some() => {
                (Sort::Value, prefixed(bytes).expect("just seen")?)
            }
            _ => (Sort::Value, word(rest)?),
        })
    }
}

impl<'t> Iterator for Lexer<'t> {
    type Item = Result<Piece<'t>, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        let breaks = self.blank();
        let at = self.at;
        if at == self.text.len() {
            return None;
        }
        Some(match self.end() {
            Ok((sort, len)) => {
                self.at += len;
                let text = self.text[at..self.at].trim_end_matches('\r');
                Ok(Piece { sort, text, at, breaks })
            }
            Err(what) => {
                self.at = self.text.len();
                Err(Broken { at, what })
            }
        })
    }
}

/// The byte after the text whose quotation mark stands at `at`.
pub(super) fn text(bytes: &[u8], at: usize) -> Result<usize, &'static str> {
    let mut end = at + 1;
    loop {
        let stop =
            memchr::memchr2(b'"', b'\\', &bytes[end..]).ok_or("this text is never closed")?;
        end += stop + 1;
        if bytes[end - 1] == b'"' {
            return Ok(end);
        }
        end = (end + 1).min(bytes.len());
    }
}

fn character(rest: &str) -> Result<usize, &'static str> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => break,
            '\'' if !escaped => return Ok(at + 1),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    Err("this character is never closed")
}

/// `r"..."`, `r#"..."#`, `b"..."`, `br"..."`, `b'x'` and the raw name `r#name`.
fn prefixed(bytes: &[u8]) -> Option<Result<usize, &'static str>> {
    let head = if bytes.starts_with(b"br") { 2 } else { 1 };
    let raw = bytes[head - 1] == b'r';
    let hashes = bytes[head..].iter().take_while(|&&byte| raw && byte == b'#').count();
    match bytes.get(head + hashes)? {
        b'"' if raw => Some(raw_text(bytes, head + hashes, hashes)),
        b'"' => Some(text(bytes, head)),
        byte if hashes == 1 && is_word(*byte) => {
            let len = bytes[head + 1..].iter().take_while(|&&byte| is_word(byte)).count();
            Some(Ok(head + 1 + len))
        }
        _ => None,
    }
}

fn raw_text(bytes: &[u8], quote: usize, hashes: usize) -> Result<usize, &'static str> {
    let ends = memchr::memchr_iter(b'"', &bytes[quote + 1..]).map(|at| quote + 1 + at + 1);
    let closes = |end: &usize| {
        let tail = &bytes[*end..];
        tail.len() >= hashes && tail[..hashes].iter().all(|&byte| byte == b'#')
    };
    ends.map(|end| (end, closes(&end)))
        .find(|(_, closes)| *closes)
        .map(|(end, _)| end + hashes)
        .ok_or("this raw text is never closed")
}

fn header(bytes: &[u8]) -> Result<usize, &'static str> {
    let line = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let end =
        memchr::memchr(b']', &bytes[..line]).ok_or("this line of extensions is not closed")?;
    Ok(end + 1)
}

fn block(bytes: &[u8]) -> Result<usize, &'static str> {
    let (mut at, mut level) = (2, 1);
    while level > 0 {
        at += memchr::memchr2(b'/', b'*', &bytes[at..]).ok_or("this comment is never closed")?;
        match &bytes[at..] {
            [b'/', b'*', ..] => (at, level) = (at + 2, level + 1),
            [b'*', b'/', ..] => (at, level) = (at + 2, level - 1),
            _ => at += 1,
        }
    }
    Ok(at)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-') || byte >= 0x80
}

fn word(rest: &str) -> Result<usize, &'static str> {
    let len = rest.bytes().take_while(|&byte| is_word(byte)).count();
    if len == 0 { Err("this sign has no place in a model file") } else { Ok(len) }
}
