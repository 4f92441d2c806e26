//! Places as editors count them: lines and columns in UTF-16 units or in bytes, both from 0.
//!
//! Takes a text, turns bytes into such places and back. A place that lies past a line or past the text becomes the
//! nearest that is there, so that no number of a client's leads outside of the text. Knows no model.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use super::protocol::{LspPosition, LspRange, TextChange};

/// What the columns of a client count.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum ColumnUnit {
    /// Units of UTF-16, as every client can.
    #[default]
    Utf16,
    /// Bytes of UTF-8.
    Utf8,
}

impl ColumnUnit {
    /// Its name in the protocol.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ColumnUnit::Utf16 => "utf-16",
            ColumnUnit::Utf8 => "utf-8",
        }
    }

    fn len(self, text: &str) -> usize {
        match self {
            ColumnUnit::Utf8 => text.len(),
            ColumnUnit::Utf16 if text.is_ascii() => text.len(),
            ColumnUnit::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }

    /// The byte of a line, which may end in a line break, at which a column stands.
    fn within(self, line: &str, column: usize) -> usize {
        let line = line.trim_end_matches(['\n', '\r']);
        match self {
            ColumnUnit::Utf8 => floor(line, column),
            ColumnUnit::Utf16 => utf16_offset(line, column),
        }
    }
}

/// The bytes at which the lines of a text begin, worked out once and shared by all who ask.
#[derive(Clone, Debug)]
pub(super) struct LineStarts(Rc<[u32]>);

impl LineStarts {
    /// Those of a text, which is shorter than 4 GB, as every text of a model is.
    pub(super) fn of(text: &str) -> LineStarts {
        LineStarts(std::iter::once(0).chain(line_starts(text)).map(|at| at as u32).collect())
    }

    fn get(&self, line: usize) -> Option<usize> {
        self.0.get(line).map(|&start| start as usize)
    }
}

/// Where the lines of a text begin, but for the first.
fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
    breaks.map(|at| at + 1)
}

/// A text with the bytes at which its lines begin. `\n`, `\r\n` and `\r` end a line, as the protocol has it.
#[derive(Debug)]
pub struct TextLines<'t> {
    text: &'t str,
    starts: LineStarts,
    unit: ColumnUnit,
    /// A byte whose column was asked for, with its line and column: places are mostly asked for in order.
    last: Cell<(usize, usize, usize)>,
}

impl<'t> TextLines<'t> {
    /// The lines of a text.
    ///
    /// ```
    /// use organigram::lsp::{ColumnUnit, LspPosition, TextLines};
    /// let lines = TextLines::new("a\r\n당𝄞b", ColumnUnit::Utf16);
    /// assert_eq!(lines.position(10), LspPosition { line: 1, character: 3 });
    /// assert_eq!(lines.offset(LspPosition { line: 1, character: 3 }), 10);
    /// assert_eq!(lines.offset(LspPosition { line: 7, character: 0 }), 11);
    /// ```
    #[must_use]
    pub fn new(text: &'t str, unit: ColumnUnit) -> TextLines<'t> {
        TextLines::with(text, LineStarts::of(text), unit)
    }

    /// The lines of a text of which is known where they begin.
    pub(super) fn with(text: &'t str, starts: LineStarts, unit: ColumnUnit) -> TextLines<'t> {
        TextLines { text, starts, unit, last: Cell::new((0, 0, 0)) }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The line of a byte.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.0.partition_point(|&start| start as usize <= offset) - 1
    }

    /// The bytes of a line, with what ends it; of a line past the last, the end of the text.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let end = self.text.len();
        let start = self.starts.get(line).unwrap_or(end);
        start..self.starts.get(line + 1).unwrap_or(end)
    }

    /// The place of a byte.
    #[must_use]
    pub fn position(&self, offset: usize) -> LspPosition {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset);
        let (known, known_line, known_column) = self.last.get();
        let (from, before) = match known_line == line && known <= offset {
            true => (known, known_column),
            false => (self.line_range(line).start, 0),
        };
        let column = before + self.unit.len(&self.text[from..offset]);
        self.last.set((offset, line, column));
        LspPosition { line: line as u32, character: column as u32 }
    }

    /// The place of a stretch of bytes.
    #[must_use]
    pub fn range(&self, bytes: &Range<usize>) -> LspRange {
        let start = self.position(bytes.start);
        LspRange { start, end: self.position(bytes.end.max(bytes.start)) }
    }

    /// The byte at a place.
    #[must_use]
    pub fn offset(&self, place: LspPosition) -> usize {
        let range = self.line_range(place.line as usize);
        range.start + self.unit.within(&self.text[range], place.character as usize)
    }

    /// The bytes between two places, the first of which may be the later.
    #[must_use]
    pub fn bytes(&self, range: LspRange) -> Range<usize> {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        start.min(end)..start.max(end)
    }
}

fn floor(line: &str, mut at: usize) -> usize {
    at = at.min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The byte of the character in which a unit of UTF-16 lies.
fn utf16_offset(line: &str, column: usize) -> usize {
    if line.is_ascii() {
        return column.min(line.len());
    }
    let mut units = 0;
    for (at, letter) in line.char_indices() {
        units += letter.len_utf16();
        if units > column {
            return at;
        }
    }
    line.len()
}

/// The bytes at which two places stand, found in one walk over the lines before them.
fn places(text: &str, range: LspRange, unit: ColumnUnit) -> (usize, usize) {
    let last = range.start.line.max(range.end.line) as usize;
    let mut found = (text.len(), text.len());
    let mut start = 0;
    let ends = line_starts(text).chain(std::iter::once(text.len()));
    for (line, end) in ends.take(last.saturating_add(1)).enumerate() {
        for (place, found) in [(range.start, &mut found.0), (range.end, &mut found.1)] {
            if place.line as usize == line {
                *found = start + unit.within(&text[start..end], place.character as usize);
            }
        }
        start = end;
    }
    found
}

/// Makes room for so many more bytes, and a little for the letters to come: a text that has none would become twice as
/// long as it need be.
fn make_room(text: &mut String, more: usize) {
    const LETTERS_TO_COME: usize = 16 * 1024;
    if text.capacity() - text.len() < more {
        text.reserve_exact(more + LETTERS_TO_COME);
    }
}

/// Changes a text, one change after the other; gives the first byte from which on it may differ.
pub(super) fn changed(text: &mut String, changes: Vec<TextChange>, unit: ColumnUnit) -> usize {
    let mut from = text.len();
    for change in changes {
        match change.range {
            None => (*text, from) = (change.text, 0),
            Some(range) => {
                let (start, end) = places(text, range, unit);
                let bytes = start.min(end)..start.max(end);
                from = from.min(bytes.start);
                make_room(text, change.text.len());
                text.replace_range(bytes, &change.text);
            }
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_one_place_and_every_place_a_byte_of_the_text() {
        let text = "\u{feff}ab\r\n\t당 𝄞x\rlone\n\nlast";
        for unit in [ColumnUnit::Utf16, ColumnUnit::Utf8] {
            let lines = TextLines::new(text, unit);
            for (at, letter) in text.char_indices() {
                // Between the two signs of a line break there is no place.
                if letter == '\n' && at > 0 && text.as_bytes()[at - 1] == b'\r' {
                    continue;
                }
                assert_eq!(lines.offset(lines.position(at)), at, "{unit:?} {at}");
            }
            for line in 0..9 {
                for character in 0..12 {
                    let at = lines.offset(LspPosition { line, character });
                    assert!(text.is_char_boundary(at), "{unit:?} {line}:{character}");
                }
            }
        }
        let lines = TextLines::new(text, ColumnUnit::Utf16);
        let at = text.find('x').unwrap();
        assert_eq!(lines.position(at), LspPosition { line: 1, character: 5 });
        assert_eq!(
            lines.position(text.find("last").unwrap()),
            LspPosition { line: 4, character: 0 }
        );
    }

    #[test]
    fn changes_are_made_one_after_the_other() {
        let mut text = "당신\nb".to_owned();
        let place = |line, character| LspPosition { line, character };
        let change = |start, end, text: &str| TextChange {
            range: Some(LspRange { start, end }),
            text: text.to_owned(),
        };
        let changes = vec![
            change(place(0, 1), place(0, 2), "x\n"),
            change(place(1, 0), place(1, 0), "y"),
            change(place(9, 9), place(9, 9), "!"),
        ];
        assert_eq!(changed(&mut text, changes, ColumnUnit::Utf16), 3);
        assert_eq!(text, "당x\ny\nb!");
    }
}
