//! What to do where something stands that the language does not expect.
//!
//! The cold half of the reader: every common mistake is reported in its own words (`messages`) and reading
//! goes on as if it had been written right, wherever it is plain what was meant.

use super::brackets::{BracketContent, Open};
use super::messages;
use super::reader::{ReadError, Reader, closer_bits};
use crate::diagnostics::suggest;
use crate::model::{Charter, Forms, Model, Record, Text};
use crate::syntax::{DEEPEST, lexer};

type Outcome<T = ()> = Result<T, ReadError>;

/// The records that stand somewhere in the language: naming one of them where another belongs is
/// no typing error.
const RECORDS: &[&str] = &[
    "Model", "Charter", "Organ", "Under", "Name", "Members", "Event", "Post", "Person", "Tenure",
    "Seat", "Source", "Cite", "Claim", "Date", "Allow", "Kind", "Line", "Stand", "Size",
    "UserRule",
];

impl<'t> Reader<'t> {
    /// Where the next thing after `at` stands.
    fn after_blank(&self, at: usize) -> usize {
        lexer::blank(self.bytes, at).unwrap_or(at)
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The name that stands at the next byte.
    pub(super) fn word(&self) -> &'t str {
        lexer::word(self.src, self.at).0
    }

    /// Whether a name and a colon stand at `at`, and the name.
    fn named(&self, at: usize) -> Option<&'t str> {
        let (word, end) = lexer::word(self.src, at);
        (!word.is_empty() && self.byte(self.after_blank(end)) == b':').then_some(word)
    }

    /// Whether a text and a colon stand at `at`.
    fn keyed(&self, at: usize) -> bool {
        self.byte(at) == b'"'
            && lexer::text(self.src, at)
                .is_some_and(|read| self.byte(self.after_blank(read.end)) == b':')
    }

    /// Whether a section of a model or of a charter begins at `at`.
    fn section_begins(&self, at: usize) -> bool {
        self.named(at)
            .is_some_and(|word| Model::FIELDS.contains(&word) || Charter::FIELDS.contains(&word))
    }

    /// Goes on behind the bracket that is missing where the entries of a section begin: `organs: "club": Organ()`.
    #[cold]
    pub(super) fn unopened(&mut self, section: &str) -> Option<Open> {
        self.keyed(self.at).then(|| {
            let found = messages::missing_bracket(self, self.at, section);
            self.diagnostics.push(found);
            let open = Open { at: self.at, close: b'}', holds: BracketContent::Entries };
            self.depth += 1;
            self.closers = self.closers << 2 | closer_bits(open.close);
            open
        })
    }

    #[cold]
    pub(super) fn odd_form(&self) -> Forms {
        let rest = &self.src[self.at..];
        if rest.starts_with("r\"") || rest.starts_with("r#\"") || rest.starts_with("r##") {
            return Forms::Text;
        }
        if opening_quote(rest).is_some() || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Forms::Text;
        }
        let (word, end) = lexer::word(self.src, self.at);
        match (word, self.byte(end)) {
            ("", _) | ("b" | "br", b'"' | b'#' | b'\'') => Forms::Other,
            _ if self.byte(self.after_blank(end)) == b'(' => Forms::Record,
            ("true" | "false" | "None" | "null", _) => Forms::Name,
            _ => Forms::Text,
        }
    }

    /// Reads a text that does not begin with `"`.
    #[cold]
    pub(super) fn odd_text(&mut self) -> Outcome<Text<'t>> {
        if self.peek() == b'r'
            && let Some(text) = self.raw_text()?
        {
            return Ok(text);
        }
        if let Some(text) = self.misquoted() {
            return Ok(text);
        }
        let (word, end) = lexer::word(self.src, self.at);
        let bare = lexer::bare_end(self.src, self.at);
        let is_bare = bare > self.at
            && self.byte(self.after_blank(bare.max(end))) != b'('
            && !matches!(self.byte(bare), b'"' | b'[' | b'{')
            && (self.peek().is_ascii_digit() || !word.is_empty());
        if !is_bare || matches!(word, "true" | "false" | "None" | "null") {
            return Err(self.wrong_type("a text in quotes"));
        }
        let found = messages::bare_text(self, self.at, bare);
        self.diagnostics.push(found);
        let text = &self.src[self.at..bare];
        self.at = bare;
        Ok(Text::Borrowed(text))
    }

    /// Reads a text in quotation marks of another sort: 'x', “x”, «x».
    fn misquoted(&mut self) -> Option<Text<'t>> {
        const FAR: usize = 4096;
        let rest = &self.src[self.at..];
        let (head, closing) = opening_quote(rest)?;
        let line = rest.bytes().take(FAR).position(|byte| byte == b'\n').unwrap_or(FAR);
        let len = rest[head..].find(closing).filter(|&len| head + len < line)?;
        let text = &rest[head..head + len];
        let tail = rest[head + len..].chars().next().map_or(0, char::len_utf8);
        let end = self.at + head + len + tail;
        let found = messages::wrong_quotes(self, self.at, end, text);
        self.diagnostics.push(found);
        self.at = end;
        Some(Text::Borrowed(text))
    }

    /// Reads the key of an entry that does not begin with `"`.
    #[cold]
    pub(super) fn odd_key(&mut self, open: &Open) -> Outcome<Text<'t>> {
        if self.section_begins(self.at) {
            let found = messages::unclosed(self, open, self.at);
            self.diagnostics.push(found);
            (self.early, self.forgiven) = (true, true);
            return Err(ReadError::Value);
        }
        let quoted = self.peek() == b'r' || opening_quote(&self.src[self.at..]).is_some();
        let bare = lexer::bare_end(self.src, self.at);
        let colon = self.byte(self.after_blank(bare));
        if quoted || (bare > self.at && matches!(colon, b':' | b'=')) {
            return self.odd_text();
        }
        let found = messages::unexpected(self, self.at, "an id in quotes");
        self.diagnostics.push(found);
        Err(ReadError::Structure)
    }

    /// No colon stands after a name or an id.
    #[cold]
    pub(super) fn no_colon(&mut self) -> Outcome {
        if let Some(error) = self.swallowed() {
            return Err(error);
        }
        let start = self.at;
        let len = self.src[start..].bytes().take_while(|byte| matches!(byte, b'=' | b'>')).count();
        let begins = matches!(self.peek(), b'"' | b'(' | b'[' | b'{' | b'0'..=b'9')
            || !self.word().is_empty();
        if len == 0 && !begins {
            let found = messages::unexpected(self, start, "a colon and a value");
            self.diagnostics.push(found);
            return Err(ReadError::Structure);
        }
        let found = messages::missing_colon(self, start, start + len);
        self.diagnostics.push(found);
        self.at += len;
        Ok(())
    }

    /// Something that is not a known field and a colon stands where a field belongs.
    #[cold]
    pub(super) fn odd_field(
        &mut self,
        open: &Open,
        record: &'static str,
        fields: &'static [&'static str],
    ) -> Outcome<usize> {
        if self.peek() == b'"' {
            return self.quoted_field(open, record, fields);
        }
        let start = self.at;
        let (word, end) = lexer::word(self.src, start);
        if word.is_empty() {
            return self.positional(record, fields);
        }
        if matches!(
            self.byte(self.after_blank(end)),
            b',' | b')' | b'(' | b'}' | b']' | b'.' | b'-'
        ) {
            return self.positional(record, fields);
        }
        self.at = end;
        self.colon()?;
        self.known_field(start..end, word, open, record, fields)
    }

    /// A field's name has been read up to its value: which field it is.
    fn known_field(
        &mut self,
        range: std::ops::Range<usize>,
        name: &str,
        open: &Open,
        record: &'static str,
        fields: &'static [&'static str],
    ) -> Outcome<usize> {
        if let Some(index) = fields.iter().position(|field| *field == name) {
            return Ok(index);
        }
        if self.depth > 2 && Model::FIELDS.contains(&name) && matches!(self.peek(), b'{' | b'[') {
            let found = messages::unclosed(self, open, range.start);
            self.diagnostics.push(found);
            return Err(ReadError::Structure);
        }
        let found = messages::unknown_field(self, range, record, fields);
        self.diagnostics.push(found);
        self.skip_value()?;
        Err(ReadError::Value)
    }

    /// A text stands where a field's name belongs: JSON's way, a value without its name, or the
    /// next entry because this one is not closed.
    fn quoted_field(
        &mut self,
        open: &Open,
        record: &'static str,
        fields: &'static [&'static str],
    ) -> Outcome<usize> {
        let start = self.at;
        let Some(read) = lexer::text(self.src, start) else {
            return Err(self.unclosed_text(start));
        };
        match self.byte(self.after_blank(read.end)) {
            b':' if !fields.contains(&&*read.text) && self.is_next_entry(start) => {
                let found = messages::unclosed(self, open, start);
                self.diagnostics.push(found);
                Err(ReadError::Structure)
            }
            b':' => {
                if fields.contains(&&*read.text) && open.close == b')' {
                    let found = messages::needless_quotes(self, start, read.end, &read.text);
                    self.diagnostics.push(found);
                }
                self.at = read.end;
                self.colon()?;
                self.known_field(start..read.end, &read.text, open, record, fields)
            }
            b',' | b')' | b'}' | b']' => self.positional(record, fields),
            _ => {
                (self.at, self.last_text) = (read.end, start);
                match self.swallowed() {
                    Some(error) => Err(error),
                    None => {
                        self.at = start;
                        self.positional(record, fields)
                    }
                }
            }
        }
    }

    /// Whether the text at `at` begins a line no deeper than the entry that is being read.
    fn is_next_entry(&self, at: usize) -> bool {
        let indent = |at: usize| {
            let start = memchr::memrchr(b'\n', &self.bytes[..at]).map_or(0, |line| line + 1);
            let head = &self.src[start..at];
            head.trim().is_empty().then_some(head.len())
        };
        self.depth > 2
            && indent(at).is_some_and(|own| indent(self.entry).is_some_and(|of| own <= of))
    }

    /// A value stands without its field's name.
    fn positional(
        &mut self,
        record: &'static str,
        fields: &'static [&'static str],
    ) -> Outcome<usize> {
        let start = self.at;
        let begins = matches!(self.peek(), b'"' | b'(' | b'[' | b'{' | b'0'..=b'9' | b'-' | b'+')
            || !self.word().is_empty()
            || opening_quote(&self.src[start..]).is_some();
        if !begins {
            let found =
                messages::unexpected(self, start, messages::item_of(BracketContent::Fields));
            self.diagnostics.push(found);
            return Err(ReadError::Structure);
        }
        let found = messages::missing_field_name(self, start, record, fields);
        self.diagnostics.push(found);
        if messages::is_short(record) {
            return Ok(0);
        }
        self.skip_value()?;
        Err(ReadError::Value)
    }

    /// No parenthesis stands where a record belongs, or after a name that may be wrong.
    #[cold]
    pub(super) fn odd_record(&mut self, name: &'static str) -> Outcome<Open> {
        if self.peek() == b'{' {
            let found = messages::braces(self, self.at, name);
            self.diagnostics.push(found);
            return Ok(self.open(b'}', BracketContent::Fields));
        }
        let (word, end) = lexer::word(self.src, self.at);
        let paren = self.after_blank(end);
        if word.is_empty() || !matches!(self.byte(paren), b'(' | b'{') {
            return Err(self.wrong_type(&format!("`{name}(..)`")));
        }
        if word != name {
            let found = messages::wrong_record(self, self.at, end, name);
            self.diagnostics.push(found);
            if RECORDS.contains(&word) {
                self.skip_value()?;
                return Err(ReadError::Value);
            }
        }
        self.at = paren;
        if self.peek() == b'{' {
            self.odd_record(name)
        } else {
            Ok(self.open(b')', BracketContent::Fields))
        }
    }

    #[cold]
    pub(super) fn odd_choice(
        &mut self,
        what: &'static str,
        names: &'static [&'static str],
    ) -> Outcome<usize> {
        let start = self.at;
        if self.peek() == b'"' {
            let read = lexer::text(self.src, start);
            let known = read.as_ref().and_then(|r| names.iter().position(|n| **n == *r.text));
            let (Some(read), Some(index)) = (read, known) else {
                return Err(self.wrong_type(what));
            };
            let found = messages::needless_quotes(self, start, read.end, names[index]);
            self.diagnostics.push(found);
            self.at = read.end;
            return Ok(index);
        }
        let (word, end) = lexer::word(self.src, start);
        if word.is_empty() || matches!(word, "None" | "null") {
            return Err(self.wrong_type(what));
        }
        let found = messages::unknown_name(self, start, end, what, names);
        self.diagnostics.push(found);
        self.skip_value()?;
        let near = suggest(word, names.iter().copied());
        near.and_then(|near| names.iter().position(|name| *name == near)).ok_or(ReadError::Value)
    }

    #[cold]
    pub(super) fn odd_variant(
        &mut self,
        what: &'static str,
        variants: &'static [&'static str],
    ) -> Outcome<usize> {
        let (word, end) = lexer::word(self.src, self.at);
        if word.is_empty() || self.byte(self.after_blank(end)) != b'(' {
            return Err(self.wrong_type(what));
        }
        let found = messages::unknown_name(self, self.at, end, what, variants);
        self.diagnostics.push(found);
        let near = suggest(word, variants.iter().copied());
        match near.and_then(|near| variants.iter().position(|name| *name == near)) {
            Some(index) => Ok(index),
            None => {
                self.skip_value()?;
                Err(ReadError::Value)
            }
        }
    }

    /// A variant's name stands without its fields.
    #[cold]
    pub(super) fn no_parentheses(
        &mut self,
        start: usize,
        variant: &str,
        fields: &[&str],
    ) -> ReadError {
        let end = lexer::word(self.src, start).1;
        let example = fields.first().map_or(String::new(), |field| format!("{field}: .."));
        let what = format!("`{variant}` needs its fields in parentheses");
        let found = self
            .error(super::code::UNEXPECTED, start, end, what)
            .help(format!("write `{variant}({example})`"));
        self.diagnostics.push(found);
        if matches!(self.peek(), b'{' | b'[') && self.skip_value() == Err(ReadError::Structure) {
            return ReadError::Structure;
        }
        ReadError::Value
    }

    /// Neither a comma nor the closing bracket stands after an item.
    #[cold]
    pub(super) fn no_comma(&mut self, open: &Open) -> Outcome<bool> {
        if std::mem::take(&mut self.forgiven) {
            return Ok(true);
        }
        if self.at >= self.bytes.len() {
            return self.cut_off(open);
        }
        if matches!(self.peek(), b')' | b']' | b'}') {
            return self.wrong_close(open);
        }
        if let Some(error) = self.swallowed() {
            return Err(error);
        }
        let at = self.at;
        if self.peek() == b';' {
            let found = messages::no_comma(self, at, open);
            self.diagnostics.push(found);
            self.at += 1;
            self.blank()?;
            return Ok(self.peek() != open.close || {
                self.at += 1;
                false
            });
        }
        if open.holds != BracketContent::Fields && self.section_begins(at) && self.depth <= 3 {
            let found = messages::unclosed(self, open, at);
            self.diagnostics.push(found);
            self.forgiven = true;
            return Ok(false);
        }
        if self.begins_item(open) {
            let before = self.item_end;
            let found = messages::missing_comma(self, before, at, messages::describe(self, at).1);
            self.diagnostics.push(found);
            return Ok(true);
        }
        let unclosed =
            self.keyed(at) || (open.holds != BracketContent::Fields && self.named(at).is_some());
        let found = if unclosed {
            messages::unclosed(self, open, at)
        } else {
            messages::no_comma(self, at, open)
        };
        self.diagnostics.push(found);
        Err(ReadError::Structure)
    }

    /// Whether a field of the record around it stands where an item of a list belongs: then the
    /// list's bracket is missing.
    #[cold]
    pub(super) fn leaves_list(&mut self, open: &Open) -> bool {
        let leaves = self.named(self.at).is_some() && self.outer_close() == b')';
        if leaves {
            let found = messages::unclosed(self, open, self.at);
            self.diagnostics.push(found);
            self.forgiven = true;
        }
        leaves
    }

    /// Whether what stands next could be an item of an open bracket.
    fn begins_item(&self, open: &Open) -> bool {
        let (word, end) = lexer::word(self.src, self.at);
        let after = self.byte(self.after_blank(end));
        match open.holds {
            BracketContent::Fields => {
                let keyed = self.keyed(self.at) && !self.is_next_entry(self.at);
                keyed || (!word.is_empty() && matches!(after, b':' | b'='))
            }
            BracketContent::Entries => self.keyed(self.at),
            BracketContent::Items if !word.is_empty() => after != b':',
            BracketContent::Items => {
                matches!(self.peek(), b'"' | b'(' | b'[') && !self.keyed(self.at)
            }
        }
    }

    /// A bracket of another sort stands where this one should be closed.
    #[cold]
    pub(super) fn wrong_close(&mut self, open: &Open) -> Outcome<bool> {
        let at = self.at;
        if self.peek() == self.outer_close() && !self.closes_this(at) {
            let found = messages::unclosed(self, open, at);
            self.diagnostics.push(found);
            return Ok(false);
        }
        let found = messages::wrong_bracket(self, open, at);
        self.diagnostics.push(found);
        self.at += 1;
        Ok(false)
    }

    /// Whether the bracket at `at` was probably meant for the innermost open one, because what
    /// follows belongs to the one around it.
    fn closes_this(&self, at: usize) -> bool {
        let mut next = self.after_blank(at + 1);
        if self.byte(next) == b',' {
            next = self.after_blank(next + 1);
        }
        let goes_on = match self.byte(at) {
            b')' => self.named(next).is_some() && !self.section_begins_far(next),
            b'}' => self.keyed(next),
            _ => false,
        };
        goes_on || self.byte(next) == self.byte(at)
    }

    /// Whether a section of the model begins at `at` while an entry is still open.
    fn section_begins_far(&self, at: usize) -> bool {
        let (_, end) = lexer::word(self.src, at);
        let value = self.after_blank(self.after_blank(end) + 1);
        self.depth > 2 && self.section_begins(at) && matches!(self.byte(value), b'{' | b'[')
    }

    /// The text ends while a bracket is open. Only the innermost is reported.
    #[cold]
    pub(super) fn cut_off(&mut self, open: &Open) -> Outcome<bool> {
        if !std::mem::replace(&mut self.ended, true) {
            let found = messages::unclosed(self, open, self.at);
            self.diagnostics.push(found);
        }
        Ok(false)
    }

    /// A text that is never closed begins at `at`.
    #[cold]
    pub(super) fn unclosed_text(&mut self, at: usize) -> ReadError {
        let found = messages::unclosed_text(self, at);
        self.diagnostics.push(found);
        self.at = memchr::memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len(), |len| at + len);
        ReadError::Structure
    }

    /// Whether the last text swallowed what follows it because a quotation mark is missing: then a
    /// word stands directly after it.
    fn swallowed(&mut self) -> Option<ReadError> {
        let start = self.last_text;
        if start >= self.at || !lexer::is_word(self.peek()) || self.bytes[self.at - 1] != b'"' {
            return None;
        }
        let read = lexer::text(self.src, start)?;
        if read.end != self.at {
            return None;
        }
        let found = messages::swallowed(self, start, read.end);
        self.diagnostics.push(found);
        Some(ReadError::Structure)
    }

    /// The next value is not what belongs there.
    #[cold]
    pub(super) fn wrong_type(&mut self, expected: &str) -> ReadError {
        let start = self.at;
        let (word, end) = lexer::word(self.src, start);
        if start >= self.bytes.len() {
            if !std::mem::replace(&mut self.ended, true) {
                let found = messages::unexpected(self, start, expected);
                self.diagnostics.push(found);
            }
            return ReadError::Structure;
        }
        if matches!(self.peek(), b',' | b')' | b']' | b'}') {
            let found = messages::unexpected(self, start, expected);
            self.diagnostics.push(found);
            return ReadError::Value;
        }
        if matches!(word, "None" | "null") && self.byte(self.after_blank(end)) != b'(' {
            let found = messages::needless_none(self, start, end);
            self.diagnostics.push(found);
            self.at = end;
            return ReadError::Value;
        }
        let keyed = self.keyed(start);
        if self.skip_value() == Err(ReadError::Structure) {
            return ReadError::Structure;
        }
        if keyed {
            let found = messages::key_in_list(self, start, self.at);
            self.diagnostics.push(found);
            self.at = self.after_blank(self.at) + 1;
            return self.skip_value().err().unwrap_or(ReadError::Value);
        }
        let found = messages::wrong_type(self, start, self.at, expected);
        self.diagnostics.push(found);
        ReadError::Value
    }

    /// Passes over one value of any sort, however deep, without reading it.
    pub(super) fn skip_value(&mut self) -> Outcome {
        let mut opens: Vec<Open> = Vec::new();
        loop {
            self.blank()?;
            let at = self.at;
            match self.peek() {
                byte @ (b'(' | b'[' | b'{') => {
                    opens.push(Open { at, close: closing(byte), holds: BracketContent::Items });
                    self.at += 1;
                    if opens.len() + self.depth > DEEPEST {
                        let found = messages::too_deep(self, at);
                        self.diagnostics.push(found);
                        return Err(ReadError::Structure);
                    }
                }
                byte @ (b')' | b']' | b'}') => match opens.pop() {
                    None => return Ok(()),
                    Some(open) if open.close == byte => self.at += 1,
                    Some(open) => {
                        let found = messages::wrong_bracket(self, &open, at);
                        self.diagnostics.push(found);
                        return Err(ReadError::Structure);
                    }
                },
                b',' | b':' if opens.is_empty() => return Ok(()),
                0 if at >= self.bytes.len() => {
                    let Some(open) = opens.last() else { return Ok(()) };
                    return self.cut_off(open).and(Err(ReadError::Structure));
                }
                _ => self.skip_token()?,
            }
            let named =
                lexer::is_word(self.byte(at)) && self.byte(self.after_blank(self.at)) == b'(';
            if opens.is_empty() && !named {
                return Ok(());
            }
        }
    }

    /// Passes over a text, a number, a name or a single character.
    fn skip_token(&mut self) -> Outcome {
        let at = self.at;
        let rest = &self.bytes[at..];
        let prefix = match rest {
            [b'b', b'"', ..] | [b'b', b'r', b'"' | b'#', ..] => 1,
            _ => 0,
        };
        match rest[prefix..] {
            [b'"', ..] => match lexer::text(self.src, at + prefix) {
                Some(read) => {
                    (self.last_text, self.at) = (at + prefix, read.end);
                    return Ok(());
                }
                None => return Err(self.unclosed_text(at + prefix)),
            },
            [b'r', b'"' | b'#', ..] => {
                self.at += prefix;
                if self.raw_text()?.is_some() {
                    return Ok(());
                }
                self.at = at;
            }
            [b'\'', ..] => {
                if let Some(len) = rest[1..].iter().take(12).skip(1).position(|&b| b == b'\'') {
                    self.at += len + 3;
                    return Ok(());
                }
            }
            _ => {}
        }
        let one = self.src[at..].chars().next().map_or(1, char::len_utf8);
        self.at = lexer::bare_end(self.src, at).max(lexer::word(self.src, at).1).max(at + one);
        Ok(())
    }
}

fn closing(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

/// The length of a quotation mark of another sort at the start of a text, and what closes it.
fn opening_quote(src: &str) -> Option<(usize, &'static [char])> {
    let closing: &'static [char] = match src.chars().next()? {
        '\'' => &['\''],
        '“' | '”' | '„' | '‟' | '″' => &['“', '”', '"', '″'],
        '‘' | '’' | '‚' => &['‘', '’', '\''],
        '«' | '»' => &['«', '»'],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        '`' => &['`', '\''],
        _ => return None,
    };
    Some((src.chars().next()?.len_utf8(), closing))
}
