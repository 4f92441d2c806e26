//! Where to read on when the brackets of an entry make no sense.
//!
//! Takes a reader that gave up within an entry and moves it to the start of the next one: the next
//! line that begins as this entry's line does, or, where entries share a line, the next comma at
//! this depth. Reports nothing.

use super::brackets::{BracketContent, Open};
use super::reader::Reader;
use crate::model::{Charter, Model, Record};
use crate::syntax::lexer;

impl Reader<'_> {
    /// Moves to the next item of `open`, to its closing bracket, or to the end of the text.
    pub(super) fn recover(&mut self, open: &Open) {
        self.forgiven = false;
        let from = self.rewind();
        let next = match self.indent_of(self.entry) {
            Some(indent) => self.next_line(open, from, indent),
            None => self.next_comma(open),
        };
        self.at = next.unwrap_or_else(|| {
            self.ended = true;
            self.bytes.len()
        });
    }

    /// Where to look from: the line after the entry's first, because a text or a bracket that is
    /// never closed may have carried the reader far past the next entry. Reading the same bytes
    /// again and again is limited by the reader's patience.
    fn rewind(&mut self) -> usize {
        let line = |at: usize| {
            memchr::memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len(), |len| at + len + 1)
        };
        let near = line(self.entry);
        let again = self.at.saturating_sub(near);
        if again > self.patience {
            return line(self.at.min(self.bytes.len()));
        }
        self.patience -= again;
        near
    }

    /// The white space before the entry on its line; `None` when something else stands there.
    fn indent_of(&self, at: usize) -> Option<usize> {
        let start = memchr::memrchr(b'\n', &self.bytes[..at]).map_or(0, |line| line + 1);
        let blank = self.src[start..at].bytes().all(|byte| matches!(byte, b' ' | b'\t'));
        blank.then_some(at - start)
    }

    fn next_line(&self, open: &Open, from: usize, indent: usize) -> Option<usize> {
        let mut line = from;
        while line < self.bytes.len() {
            let rest = &self.bytes[line..];
            let head = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            let at = line + head;
            if (head == indent && self.is_item(open, at)) || (head < indent && self.ends(open, at))
            {
                return Some(at);
            }
            line += memchr::memchr(b'\n', rest)? + 1;
        }
        None
    }

    /// Whether an item of `open` begins at a byte that begins a line.
    fn is_item(&self, open: &Open, at: usize) -> bool {
        let (word, end) = lexer::word(self.src, at);
        match open.holds {
            BracketContent::Entries => matches!(self.byte_at(at), b'"' | b'\''),
            BracketContent::Items => {
                self.byte_at(at) == b'(' || (!word.is_empty() && self.byte_at(end) == b'(')
            }
            BracketContent::Fields => is_section(word) && self.byte_at(end) == b':',
        }
    }

    /// Whether the section is over at a byte that begins a less indented line.
    fn ends(&self, open: &Open, at: usize) -> bool {
        let (word, end) = lexer::word(self.src, at);
        let closes = match open.holds {
            BracketContent::Fields => self.byte_at(at) == open.close,
            _ => matches!(self.byte_at(at), b')' | b']' | b'}'),
        };
        closes || (is_section(word) && self.byte_at(end) == b':')
    }

    fn byte_at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The byte after the next comma that stands in no bracket opened from here on, or the bracket
    /// that closes `open`.
    fn next_comma(&self, open: &Open) -> Option<usize> {
        let (mut at, mut level) = (self.at, 0usize);
        while at < self.bytes.len() {
            match self.bytes[at] {
                b'"' => at = lexer::text(self.src, at).map_or(at, |read| read.end - 1),
                b'(' | b'[' | b'{' => level += 1,
                byte if level == 0 && byte == open.close => return Some(at),
                b')' | b']' | b'}' => level = level.saturating_sub(1),
                b',' if level == 0 => {
                    let next = lexer::blank(self.bytes, at + 1).unwrap_or(at + 1);
                    if self.is_inline_item(open, next) {
                        return Some(next);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn is_inline_item(&self, open: &Open, at: usize) -> bool {
        if at >= self.bytes.len() {
            return false;
        }
        match open.holds {
            BracketContent::Entries => lexer::text(self.src, at)
                .filter(|_| self.bytes[at] == b'"')
                .is_some_and(|read| self.src[read.end..].trim_start().starts_with(':')),
            _ => self.is_item(open, at),
        }
    }
}

fn is_section(word: &str) -> bool {
    Model::FIELDS.contains(&word) || Charter::FIELDS.contains(&word)
}
