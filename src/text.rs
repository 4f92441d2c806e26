//! Source files, places in them, and the line index.
//!
//! Takes the texts of files, gives every byte of all of them one number ([`Pos`]) and turns such a
//! number back into file, line and column. Never reads a file and knows no syntax.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// A place: the number of a byte, counted over all files of a [`SourceMap`] one after another.
///
/// Four bytes for a place keep a model of millions of organs small; all texts of one model
/// together stay below 4 GiB.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos(pub u32);

impl Pos {
    /// No place: the value did not come from a text.
    pub const NONE: Pos = Pos(u32::MAX);

    /// Whether this names a place in a text.
    pub fn is_some(self) -> bool {
        self != Pos::NONE
    }
}

impl Default for Pos {
    fn default() -> Self {
        Pos::NONE
    }
}

impl fmt::Debug for Pos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_some() { write!(f, "@{}", self.0) } else { f.write_str("@-") }
    }
}

/// Whether a character shows nothing of itself: a control character, or one that Unicode lets programs pass over
/// (`Default_Ignorable_Code_Point` of the Unicode Character Database), such as the zero-width space and the signs that
/// turn the direction of a line.
///
/// ```
/// use organigram::text::is_invisible;
/// assert!(is_invisible('\u{200b}') && is_invisible('\u{202e}') && !is_invisible('조'));
/// ```
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether an id may hold a character: no white space, and nothing [invisible](is_invisible), so that two ids that look
/// alike in a text are one.
pub fn fits_id(c: char) -> bool {
    !c.is_whitespace() && !is_invisible(c)
}

/// A text as an id: without what is invisible, and with a hyphen for white space.
///
/// ```
/// assert_eq!(organigram::text::to_id(" Mine\u{200b} Cell\n2 "), "Mine-Cell-2");
/// ```
pub fn to_id(text: &str) -> String {
    let seen: String = text.chars().filter(|c| c.is_whitespace() || fits_id(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Whether XML 1.0 has a place for a character and shows something for it (production 2, `Char`).
pub(crate) fn fits_xml(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    }
}

/// A stretch of one text, from its first byte to the one after its last.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The first byte.
    pub start: Pos,
    /// The byte after the last.
    pub end: Pos,
}

impl Span {
    /// The stretch from `start` to before `end`.
    pub fn new(start: Pos, end: Pos) -> Self {
        Span { start, end }
    }

    /// An empty stretch at one place.
    pub fn at(pos: Pos) -> Self {
        Span { start: pos, end: pos }
    }
}

/// One file of a model: its name as shown to people, and its text.
#[derive(Debug)]
pub struct SourceFile {
    /// The name as messages print it: relative, with `/`.
    pub name: String,
    /// Where it lies; empty for a text that never was a file.
    pub path: PathBuf,
    text: Arc<String>,
    base: u32,
    lines: OnceLock<Vec<u32>>,
    /// How many characters begin before every `STRIDE`-th byte.
    letters: OnceLock<Vec<u32>>,
}

/// A line may be the whole of a file: characters in longer heads of lines are counted once.
const STRIDE: usize = 4096;

/// A place as people count it: both numbers start at 1, columns count characters.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct LineCol {
    /// The line.
    pub line: u32,
    /// The column, in characters (`char`s) and not bytes; a tab is one.
    pub column: u32,
}

impl SourceFile {
    /// A file that belongs to no map: its first byte has the place 0.
    pub fn alone(name: impl Into<String>, text: impl Into<String>) -> Self {
        SourceFile::new(name.into(), PathBuf::new(), Arc::new(text.into()), 0)
    }

    fn new(name: String, path: PathBuf, text: Arc<String>, base: u32) -> Self {
        SourceFile { name, path, text, base, lines: OnceLock::new(), letters: OnceLock::new() }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of the first byte.
    pub fn base(&self) -> Pos {
        Pos(self.base)
    }

    /// The place of a byte of this file.
    pub fn pos(&self, offset: usize) -> Pos {
        Pos(self.base + offset as u32)
    }

    /// The byte of this file at a place, which must lie in it.
    pub fn offset(&self, pos: Pos) -> usize {
        (pos.0 - self.base) as usize
    }

    /// The place of a piece that was borrowed from this file's text; `None` for any other text.
    pub fn find(&self, piece: &str) -> Option<Pos> {
        let start = (piece.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (start + piece.len() <= self.text.len()).then(|| self.pos(start))
    }

    /// Line and column of a byte of this file.
    pub fn line_col(&self, offset: usize) -> LineCol {
        let offset = self.floor(offset);
        let lines = self.line_starts();
        let line = lines.partition_point(|&start| start as usize <= offset) - 1;
        let head = &self.text[lines[line] as usize..offset];
        let bom = usize::from(line == 0 && head.starts_with('\u{feff}'));
        let letters = match head.len() {
            ..STRIDE => head.chars().count(),
            _ => self.letters_before(offset) - self.letters_before(lines[line] as usize),
        };
        LineCol { line: line as u32 + 1, column: (letters - bom) as u32 + 1 }
    }

    /// How many characters begin before a byte.
    fn letters_before(&self, offset: usize) -> usize {
        let begin = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        let marks = self.letters.get_or_init(|| {
            let parts = self.text.as_bytes().chunks(STRIDE).map(|part| begin(part) as u32);
            let sums = parts.scan(0, |sum, part| {
                *sum += part;
                Some(*sum)
            });
            std::iter::once(0).chain(sums).collect()
        });
        let part = offset / STRIDE;
        marks[part] as usize + begin(&self.text.as_bytes()[part * STRIDE..offset])
    }

    /// The bytes of one line (counted from 1), without its line break.
    pub fn line(&self, line: u32) -> &str {
        let lines = self.line_starts();
        let start = lines[line as usize - 1] as usize;
        let end = lines.get(line as usize).map_or(self.text.len(), |&next| next as usize);
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> u32 {
        self.line_starts().len() as u32
    }

    /// The byte at which a line (counted from 1) begins.
    pub fn line_start(&self, line: u32) -> usize {
        self.line_starts()[line as usize - 1] as usize
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(breaks.map(|at| at as u32 + 1)).collect()
        })
    }
}

/// All files of a model, in the order in which they were found.
///
/// ```
/// use organigram::text::{Pos, SourceMap};
///
/// let texts = SourceMap::of("club.ron", "Model(\n    title: \"Club\",\n)");
/// let at = texts.line_col(Pos(11)).unwrap();
/// assert_eq!((at.line, at.column), (2, 5)); // both counted from 1, columns in characters
/// ```
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

/// The texts of one model are together too long to be numbered.
#[derive(Debug, thiserror::Error)]
#[error("the files of this model are together longer than 4 GiB")]
pub struct TooLong;

impl SourceMap {
    /// A map without files.
    pub fn new() -> Self {
        SourceMap::default()
    }

    /// A map of one text.
    ///
    /// # Panics
    /// When the text is longer than 4 GiB.
    pub fn of(name: &str, text: impl Into<String>) -> Self {
        let mut map = SourceMap::new();
        map.add(name, PathBuf::new(), text.into()).expect("one text stays below 4 GiB");
        map
    }

    /// Adds a file and gives its number.
    ///
    /// # Errors
    /// When all texts together would pass 4 GiB.
    pub fn add(&mut self, name: &str, path: PathBuf, text: String) -> Result<usize, TooLong> {
        self.share(name, path, Arc::new(text))
    }

    /// The same of a text that somebody else holds too, and that is not copied.
    ///
    /// # Errors
    /// When all texts together would pass 4 GiB.
    pub fn share(
        &mut self,
        name: &str,
        path: PathBuf,
        text: Arc<String>,
    ) -> Result<usize, TooLong> {
        let base = self.end();
        let end = base as u64 + text.len() as u64 + 1;
        if end >= u64::from(u32::MAX) {
            return Err(TooLong);
        }
        self.files.push(SourceFile::new(name.to_owned(), path, text, base));
        Ok(self.files.len() - 1)
    }

    /// The files in order.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The first place that belongs to no file yet.
    pub fn end(&self) -> u32 {
        self.files.last().map_or(0, |file| file.base + file.text.len() as u32 + 1)
    }

    /// The file in which a place lies.
    pub fn file_of(&self, pos: Pos) -> Option<&SourceFile> {
        let after = self.files.partition_point(|file| file.base <= pos.0);
        let file = &self.files[after.checked_sub(1)?];
        (pos.0 <= file.base + file.text.len() as u32).then_some(file)
    }

    /// Line and column of a place.
    pub fn line_col(&self, pos: Pos) -> Option<LineCol> {
        let file = self.file_of(pos)?;
        Some(file.line_col(file.offset(pos)))
    }

    /// The text of a stretch, which must lie in one file.
    pub fn str(&self, span: Span) -> Option<&str> {
        let file = self.file_of(span.start)?;
        file.text.get(file.offset(span.start)..file.offset(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_with_hangul_tabs_crlf_and_a_bom() {
        let file = SourceFile::alone("t", "\u{feff}ab\r\n\t당 x\n");
        assert_eq!(file.line_col(3), LineCol { line: 1, column: 1 });
        assert_eq!(file.line_col(5), LineCol { line: 1, column: 3 });
        let x = file.text().find('x').unwrap();
        assert_eq!(file.line_col(x), LineCol { line: 2, column: 4 });
        assert_eq!(file.line(1), "\u{feff}ab");
        assert_eq!(file.line(2), "\t당 x");
        assert_eq!(file.line_count(), 3);
        let long = SourceFile::alone("t", format!("\n{}", "당a".repeat(5_000)));
        for at in [0, 1, 4_095, 4_096, 4_097, 9_999] {
            let byte = long.text().char_indices().nth(at).unwrap().0;
            let column = if at == 0 { 1 } else { at as u32 };
            assert_eq!(long.line_col(byte).column, column);
        }
    }

    #[test]
    fn every_byte_of_every_file_has_its_own_number() {
        let mut map = SourceMap::new();
        map.add("a", PathBuf::new(), "one".to_owned()).unwrap();
        map.add("b", PathBuf::new(), "two".to_owned()).unwrap();
        assert_eq!(map.file_of(Pos(3)).unwrap().name, "a");
        assert_eq!(map.file_of(Pos(4)).unwrap().name, "b");
        assert_eq!(map.str(Span::new(Pos(5), Pos(7))), Some("wo"));
        assert!(map.file_of(Pos(8)).is_none());
        assert!(map.file_of(Pos::NONE).is_none());
    }

    #[test]
    fn a_borrowed_piece_is_found_and_a_foreign_one_is_not() {
        let file = SourceFile::alone("t", "hello world");
        assert_eq!(file.find(&file.text()[6..]), Some(Pos(6)));
        assert_eq!(file.find(&String::from("world")), None);
    }
}
