//! Reads RON into the model's types, with places, and goes on after every problem.
//!
//! Takes one text and answers what `model` asks of it through [`Read`]; gives the diagnostics. Never
//! knows what a record means: the types ask for what they want, this finds it or says what stands
//! there instead (`messages`), and finds the next entry where the brackets make no sense (`recover`).

use std::ops::Deref;

use super::brackets::{BracketContent, Open};
use super::file_text::FileText;
use super::messages;
use crate::diagnostics::Diagnostics;
use crate::model::{At, Forms, Read, Text};
use crate::syntax::{
    DEEPEST,
    lexer::{self, Raw, TriviaProblem},
};
use crate::text::{SourceFile, fits_id};

/// Why a value was not read; it has been reported.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum ReadError {
    /// The value is wrong and has been passed over: what follows it can be read.
    Value,
    /// The brackets make no sense: reading goes on at the next entry.
    Structure,
}

type Outcome<T = ()> = Result<T, ReadError>;

/// Whether a container begins or goes on after an item.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum ItemPosition {
    /// At the start of an item, or at the closing bracket.
    Before,
    /// After an item, before its comma.
    After,
}

/// Where another reader has taken over: a byte that is the start of an entry of one section.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Stop {
    /// The byte.
    pub(super) at: usize,
    /// The section: the index of the model's field.
    pub(super) section: usize,
}

impl Stop {
    /// Read to the end of the text.
    pub(super) const NEVER: Stop = Stop { at: usize::MAX, section: usize::MAX };
}

/// A reader of one text.
pub(super) struct Reader<'t> {
    text: FileText<'t>,
    /// The next byte.
    pub(super) at: usize,
    /// How many brackets are open.
    pub(super) depth: usize,
    /// What closes them, two bits a bracket, the innermost lowest.
    pub(super) closers: u64,
    /// Where the entry that is being read begins.
    pub(super) entry: usize,
    /// The section of the model that is being read.
    pub(super) section: usize,
    /// The sections that were begun, and where.
    pub(super) begun: Vec<(usize, usize)>,
    pub(super) stop: Stop,
    /// Whether reading ended at `stop`, where the other reader began.
    pub(super) stopped: bool,
    /// How many `Some(` are open around the value that is being read.
    somes: u32,
    /// Where the last text began: the suspect when things make no sense.
    pub(super) last_text: usize,
    /// The least number of `#` of a raw text that is known never to be closed.
    missing_hashes: usize,
    /// Where the last item ended, if no comma follows it at once.
    pub(super) item_end: usize,
    /// The innermost bracket ends here although nothing closes it.
    pub(super) early: bool,
    /// A comma whose absence is a consequence of a problem already reported.
    pub(super) forgiven: bool,
    /// The end of the text has come too early and has been reported.
    pub(super) ended: bool,
    /// How many bytes may still be read a second time to find where an entry went wrong.
    pub(super) patience: usize,
    /// What was found.
    pub(super) diagnostics: Diagnostics,
}

impl<'t> Deref for Reader<'t> {
    type Target = FileText<'t>;

    #[inline]
    fn deref(&self) -> &FileText<'t> {
        &self.text
    }
}

impl<'t> Reader<'t> {
    /// A reader at the start of a file, after a byte order mark.
    pub(super) fn new(file: &'t SourceFile) -> Self {
        let src = file.text();
        Reader {
            text: FileText::new(file),
            at: if src.starts_with('\u{feff}') { 3 } else { 0 },
            depth: 0,
            closers: 0,
            entry: 0,
            section: usize::MAX,
            begun: Vec::new(),
            stop: Stop::NEVER,
            stopped: false,
            somes: 0,
            last_text: usize::MAX,
            missing_hashes: usize::MAX,
            item_end: 0,
            early: false,
            forgiven: false,
            ended: false,
            patience: src.len().saturating_mul(4),
            diagnostics: Diagnostics::new(),
        }
    }

    /// The next byte; 0 at the end of the text.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Passes over white space and comments.
    #[inline]
    pub(super) fn blank(&mut self) -> Outcome {
        if self.peek() == b' ' {
            self.at += 1;
        }
        if matches!(self.peek(), b'!'..=b'.' | b'0'..=b'~') {
            return Ok(());
        }
        self.long_blank()
    }

    #[inline(never)]
    fn long_blank(&mut self) -> Outcome {
        match lexer::blank(self.bytes, self.at) {
            Ok(at) => {
                self.at = at;
                Ok(())
            }
            Err(error) => self.bad_blank(error),
        }
    }

    #[cold]
    fn bad_blank(&mut self, error: TriviaProblem) -> Outcome {
        let found = match error {
            TriviaProblem::Unclosed(at) => {
                self.at = self.bytes.len();
                self.ended = true;
                messages::unclosed_comment(self, at)
            }
            TriviaProblem::Slash(at) => {
                self.at = at + 1;
                messages::slash(self, at)
            }
        };
        self.diagnostics.push(found);
        if self.ended { Ok(()) } else { self.blank() }
    }

    /// Opens a bracket that stands at the next byte.
    pub(super) fn open(&mut self, close: u8, holds: BracketContent) -> Open {
        let open = Open { at: self.at, close, holds };
        self.at += 1;
        self.depth += 1;
        self.closers = self.closers << 2 | closer_bits(close);
        open
    }

    /// What closes the bracket around the innermost one.
    pub(super) fn outer_close(&self) -> u8 {
        if self.depth < 2 {
            return 0;
        }
        match self.closers >> 2 & 3 {
            1 => b')',
            2 => b']',
            _ => b'}',
        }
    }

    /// Whether an item follows in an open bracket. Passes over the comma before it, or over the
    /// closing bracket.
    #[inline]
    fn next(&mut self, open: &Open, stand: ItemPosition) -> Outcome<bool> {
        if stand == ItemPosition::After {
            let byte = self.peek();
            if byte == b',' && self.somes == 0 {
                self.at += 1;
            } else if byte == open.close && self.somes == 0 {
                self.at += 1;
                return Ok(false);
            } else if !self.comma(open)? {
                return Ok(false);
            }
        }
        self.blank()?;
        match self.peek() {
            b'"' => Ok(true),
            byte if byte == open.close => {
                self.at += 1;
                Ok(false)
            }
            b')' | b']' | b'}' => self.wrong_close(open),
            0 if self.at == self.bytes.len() => self.cut_off(open),
            b'a'..=b'z' if open.holds == BracketContent::Items => Ok(!self.leaves_list(open)),
            _ => Ok(true),
        }
    }

    /// Passes over the comma or the closing bracket after an item where neither follows at once.
    /// Gives whether it was the comma.
    #[inline(never)]
    fn comma(&mut self, open: &Open) -> Outcome<bool> {
        self.item_end = self.at;
        self.blank()?;
        if self.somes > 0 {
            self.close_somes()?;
        }
        match self.peek() {
            b',' => {
                self.at += 1;
                Ok(true)
            }
            byte if byte == open.close => {
                self.at += 1;
                Ok(false)
            }
            _ => self.no_comma(open),
        }
    }

    /// Reads all items of an open bracket. `step` is called where each begins.
    pub(super) fn items(
        &mut self,
        open: Open,
        mut stand: ItemPosition,
        mut step: impl FnMut(&mut Self) -> Outcome,
    ) -> Outcome {
        let (depth, closers) = (self.depth, self.closers);
        let somes = std::mem::take(&mut self.somes);
        let recovers = depth <= 2 || open.holds == BracketContent::Entries;
        loop {
            let went = match self.next(&open, stand) {
                Ok(true) if self.at >= self.stop.at && self.arrives() => return Ok(()),
                Ok(true) => {
                    if recovers {
                        self.entry = self.at;
                    }
                    step(self)
                }
                Ok(false) => break,
                Err(error) => Err(error),
            };
            stand = ItemPosition::After;
            match went {
                Ok(()) if self.stopped => return Ok(()),
                Ok(()) => {}
                Err(ReadError::Value) => {
                    if std::mem::take(&mut self.early) {
                        break;
                    }
                }
                Err(ReadError::Structure) if recovers => {
                    (self.depth, self.closers, self.somes) = (depth, closers, 0);
                    self.recover(&open);
                    stand = ItemPosition::Before;
                }
                Err(ReadError::Structure) => return Err(ReadError::Structure),
            }
        }
        (self.depth, self.closers, self.somes) = (depth - 1, closers >> 2, somes);
        Ok(())
    }

    /// Whether this is where the other reader began. If it was passed by, that reader was wrong and
    /// this one reads all.
    #[cold]
    fn arrives(&mut self) -> bool {
        self.stopped =
            self.at == self.stop.at && self.section == self.stop.section && self.depth == 2;
        if !self.stopped {
            self.stop = Stop::NEVER;
        }
        self.stopped
    }

    /// Reads the entries of a map whose bracket is open.
    pub(super) fn map_entries(
        &mut self,
        open: Open,
        mut item: impl FnMut(&mut Self, Text<'t>, At) -> Outcome,
    ) -> Outcome {
        self.items(open, ItemPosition::Before, |r| {
            let pos = At(r.file.pos(r.at));
            let start = r.at;
            let id = r.key(&open)?;
            if !is_good_id(&id) {
                let found = messages::bad_id(r, start, r.at, &id);
                r.diagnostics.push(found);
            }
            r.colon()?;
            item(r, id, pos)
        })
    }

    /// The key of a map's entry.
    #[inline]
    fn key(&mut self, open: &Open) -> Outcome<Text<'t>> {
        if self.peek() == b'"' { self.text() } else { self.odd_key(open) }
    }

    /// Passes over the colon between a name and its value.
    #[inline]
    pub(super) fn colon(&mut self) -> Outcome {
        self.blank()?;
        if self.peek() != b':' {
            self.no_colon()?;
        } else {
            self.at += 1;
        }
        self.blank()
    }

    /// Reads the fields of a record whose bracket is open.
    pub(super) fn record_fields(
        &mut self,
        open: Open,
        stand: ItemPosition,
        record: &'static str,
        fields: &'static [&'static str],
        mut field: impl FnMut(&mut Self, usize) -> Outcome,
    ) -> Outcome {
        let (mut guess, mut seen) = (0, 0u64);
        self.items(open, stand, |r| {
            let start = r.at;
            let mut end = start;
            while r.bytes.get(end).is_some_and(|&byte| lexer::is_word(byte)) {
                end += 1;
            }
            let index = match find(fields, &r.bytes[start..end], guess) {
                Some(index) if r.bytes.get(end) == Some(&b':') => {
                    r.at = end + 1;
                    r.blank()?;
                    index
                }
                _ => r.odd_field(&open, record, fields)?,
            };
            if seen >> index & 1 == 1 {
                let found = messages::repeated_field(r, start, record, fields[index]);
                r.diagnostics.push(found);
            }
            seen |= 1 << index;
            guess = index + 1;
            field(r, index)
        })
    }

    /// Passes over the name before a record's parentheses, which may be missing, and opens them.
    #[inline]
    fn record_open(&mut self, name: &'static str) -> Outcome<Open> {
        if self.bytes[self.at..].starts_with(name.as_bytes())
            && self.bytes.get(self.at + name.len()) == Some(&b'(')
        {
            self.at += name.len();
        }
        if self.peek() == b'(' {
            return Ok(self.open(b')', BracketContent::Fields));
        }
        self.odd_record(name)
    }

    /// The text whose raw form begins at the next byte, if it is one.
    pub(super) fn raw_text(&mut self) -> Outcome<Option<Text<'t>>> {
        self.last_text = self.at;
        match lexer::raw_text(self.src, self.at, self.missing_hashes) {
            Raw::Read(text, end) => {
                self.at = end;
                Ok(Some(text))
            }
            Raw::Unclosed(hashes) => {
                self.missing_hashes = self.missing_hashes.min(hashes);
                Err(self.unclosed_text(self.at))
            }
            Raw::No => Ok(None),
        }
    }

    /// Reads a text with escapes, or one that is never closed.
    #[cold]
    fn text_with_escapes(&mut self) -> Outcome<Text<'t>> {
        let Some(read) = lexer::text(self.src, self.at) else {
            return Err(self.unclosed_text(self.at));
        };
        for (range, why) in read.bad_escapes {
            let found = messages::bad_escape(self, range, why);
            self.diagnostics.push(found);
        }
        self.at = read.end;
        Ok(read.text)
    }

    /// Passes over `Some(` before a value, any number of times.
    #[inline]
    fn unwrap_some(&mut self) {
        if self.peek() == b'S' && self.src[self.at..].starts_with("Some") {
            self.open_somes();
        }
    }

    #[cold]
    fn open_somes(&mut self) {
        while self.src[self.at..].starts_with("Some") {
            let Ok(paren) = lexer::blank(self.bytes, self.at + 4) else { return };
            if self.bytes.get(paren) != Some(&b'(') || self.somes as usize >= DEEPEST {
                return;
            }
            let found = messages::needless_some(self, self.at, paren + 1);
            self.diagnostics.push(found);
            self.somes += 1;
            self.at = lexer::blank(self.bytes, paren + 1).unwrap_or(paren + 1);
        }
    }

    #[cold]
    fn close_somes(&mut self) -> Outcome {
        for _ in 0..std::mem::take(&mut self.somes) {
            if self.peek() == b',' {
                self.at += 1;
                self.blank()?;
            }
            if self.peek() != b')' {
                return Ok(());
            }
            self.at += 1;
            self.blank()?;
        }
        Ok(())
    }
}

pub(super) fn closer_bits(close: u8) -> u64 {
    match close {
        b')' => 1,
        b']' => 2,
        _ => 3,
    }
}

/// The index of a field's name. Fields mostly stand in the order in which they are declared, so
/// the search begins at the one after the last.
#[inline]
fn find(fields: &[&str], name: &[u8], guess: usize) -> Option<usize> {
    let first = name.first();
    let is = |field: &&str| {
        let field = field.as_bytes();
        field.len() == name.len() && field.first() == first && field == name
    };
    match fields.get(guess..).and_then(|rest| rest.iter().position(is)) {
        Some(step) => Some(guess + step),
        None => fields.iter().position(is),
    }
}

/// Ids are any text without white space and invisible characters.
#[inline]
pub(super) fn is_good_id(id: &str) -> bool {
    let plain = id.bytes().all(|byte| byte > b' ' && byte < 0x7f);
    !id.is_empty() && (plain || id.chars().all(fits_id))
}

impl<'t> Read<'t> for Reader<'t> {
    type Error = ReadError;

    #[inline]
    fn pos(&mut self) -> At {
        At(self.file.pos(self.at))
    }

    #[inline]
    fn form(&mut self) -> Forms {
        self.unwrap_some();
        match self.peek() {
            b'"' => Forms::Text,
            b'[' => Forms::List,
            b'{' => Forms::Map,
            b'(' => Forms::Record,
            _ => self.odd_form(),
        }
    }

    fn is_number(&mut self) -> bool {
        self.unwrap_some();
        matches!(self.peek(), b'0'..=b'9' | b'+' | b'-')
    }

    #[inline]
    fn text(&mut self) -> Result<Text<'t>, ReadError> {
        self.unwrap_some();
        if self.peek() != b'"' {
            return self.odd_text();
        }
        let start = self.at;
        self.last_text = start;
        match lexer::quote_or_escape(self.bytes, start + 1) {
            Some(end) if self.bytes[end] == b'"' => {
                self.at = end + 1;
                Ok(Text::Borrowed(&self.src[start + 1..end]))
            }
            _ => self.text_with_escapes(),
        }
    }

    fn parsed<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, ReadError> {
        let start = self.at;
        let text = self.text()?;
        parse(&text).ok_or_else(|| {
            self.at = start;
            self.wrong_type(expected)
        })
    }

    fn number(&mut self, most: u64) -> Result<u64, ReadError> {
        self.unwrap_some();
        if !matches!(self.peek(), b'0'..=b'9' | b'+' | b'-') {
            return Err(self.mismatch("a whole number"));
        }
        let (start, end) = (self.at, lexer::bare_end(self.src, self.at));
        match lexer::number(&self.src[start..end]) {
            Some(number) if number <= most => {
                self.at = end;
                Ok(number)
            }
            _ => {
                let found = messages::bad_number(self, start, end, most);
                self.diagnostics.push(found);
                self.at = end;
                Err(ReadError::Value)
            }
        }
    }

    fn flag(&mut self) -> Result<bool, ReadError> {
        self.unwrap_some();
        match lexer::word(self.src, self.at) {
            ("true", end) => {
                self.at = end;
                Ok(true)
            }
            ("false", end) => {
                self.at = end;
                Ok(false)
            }
            _ => Err(self.mismatch("true or false")),
        }
    }

    fn choice(
        &mut self,
        what: &'static str,
        names: &'static [&'static str],
    ) -> Result<usize, ReadError> {
        self.unwrap_some();
        let (name, end) = lexer::word(self.src, self.at);
        match names.iter().position(|known| *known == name) {
            Some(index) => {
                self.at = end;
                Ok(index)
            }
            None => self.odd_choice(what, names),
        }
    }

    fn list(
        &mut self,
        item: impl FnMut(&mut Self) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.unwrap_some();
        if self.peek() != b'[' {
            return Err(self.mismatch("a list `[..]`"));
        }
        let open = self.open(b']', BracketContent::Items);
        self.items(open, ItemPosition::Before, item)
    }

    fn map(
        &mut self,
        item: impl FnMut(&mut Self, Text<'t>, At) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.unwrap_some();
        if self.peek() != b'{' {
            return Err(self.mismatch("entries in braces `{ \"id\": .. }`"));
        }
        let open = self.open(b'}', BracketContent::Entries);
        self.map_entries(open, item)
    }

    #[cold]
    fn repeated_key(&mut self, at: At, key: &str) {
        let found = messages::repeated_key(self, at, key);
        self.diagnostics.push(found);
    }

    #[inline]
    fn record(
        &mut self,
        name: &'static str,
        fields: &'static [&'static str],
        field: impl FnMut(&mut Self, usize) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.unwrap_some();
        let open = self.record_open(name)?;
        self.record_fields(open, ItemPosition::Before, name, fields, field)
    }

    fn variant(
        &mut self,
        what: &'static str,
        variants: &'static [&'static str],
        fields: &'static [&'static str],
        field: impl FnMut(&mut Self, usize) -> Result<(), ReadError>,
    ) -> Result<usize, ReadError> {
        self.unwrap_some();
        let index = match variants.iter().position(|known| *known == self.word()) {
            Some(index) => index,
            None => self.odd_variant(what, variants)?,
        };
        let start = self.at;
        self.at = lexer::word(self.src, start).1;
        self.blank()?;
        if self.peek() != b'(' {
            return Err(self.no_parentheses(start, variants[index], fields));
        }
        let open = self.open(b')', BracketContent::Fields);
        self.record_fields(open, ItemPosition::Before, variants[index], fields, field)?;
        Ok(index)
    }

    fn mismatch(&mut self, expected: &'static str) -> ReadError {
        self.wrong_type(expected)
    }
}
