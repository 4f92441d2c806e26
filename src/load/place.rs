//! The extent of what begins at a place.
//!
//! A graph of millions of organs keeps only where each claim begins. Takes such a place and gives
//! its full stretch, read again from the text when somebody asks. Never reports a problem.

use super::lexer;
use super::reader::Reader;
use crate::text::{Pos, SourceFile, Span};

/// The stretch of the value or entry that begins at `pos`: a text with its quotation marks, a
/// record or list to its closing bracket, an entry's id to the end of its value.
pub fn span_at(file: &SourceFile, pos: Pos) -> Span {
    let mut reader = Reader::new(file);
    let start = file.offset(pos).min(file.text().len());
    reader.at = start;
    if !file.text().is_char_boundary(start) || reader.skip_value().is_err() {
        return Span::at(pos);
    }
    let key = reader.at;
    if reader.blank().is_ok() && reader.peek() == b':' {
        reader.at += 1;
        if reader.skip_value().is_ok() {
            return Span::new(pos, file.pos(reader.at));
        }
    }
    Span::new(pos, file.pos(key))
}

/// The stretch of the id that begins at `pos`, with its quotation marks if it has any.
pub(super) fn id_span(file: &SourceFile, pos: Pos) -> Span {
    let mut reader = Reader::new(file);
    reader.at = file.offset(pos);
    let end = match reader.peek() {
        b'"' | b'\'' => reader.skip_value().map_or(reader.at, |()| reader.at),
        _ => lexer::word(reader.src, reader.at).1,
    };
    Span::new(pos, file.pos(end))
}

/// The stretch of the value of one field of the record that begins at `pos`, or of the record that
/// is the value of the entry whose id stands at `pos`.
pub fn field_span(file: &SourceFile, pos: Pos, field: &str) -> Option<Span> {
    let mut reader = Reader::new(file);
    reader.at = file.offset(pos);
    file.text().get(reader.at..)?;
    if reader.peek() == b'"' {
        reader.skip_value().ok()?;
        reader.blank().ok()?;
        (reader.peek() == b':').then_some(())?;
        reader.at += 1;
        reader.blank().ok()?;
    }
    reader.at = lexer::word(reader.src, reader.at).1;
    reader.blank().ok()?;
    (reader.peek() == b'(').then_some(())?;
    reader.at += 1;
    find(&mut reader, file, field)
}

/// The value of a field among those that follow the open parenthesis.
fn find(reader: &mut Reader<'_>, file: &SourceFile, field: &str) -> Option<Span> {
    loop {
        reader.blank().ok()?;
        let (name, end) = lexer::word(reader.src, reader.at);
        (!name.is_empty()).then_some(())?;
        reader.at = end;
        reader.blank().ok()?;
        (reader.peek() == b':').then_some(())?;
        reader.at += 1;
        reader.blank().ok()?;
        let start = reader.at;
        reader.skip_value().ok()?;
        if name == field {
            return Some(Span::new(file.pos(start), file.pos(reader.at)));
        }
        reader.blank().ok()?;
        (reader.peek() == b',').then_some(())?;
        reader.at += 1;
    }
}
