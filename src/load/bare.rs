//! A short way through entries whose values are all bare texts.
//!
//! Takes a reader at the start of a record, fills a [`BareEntry`] and puts the reader behind the record;
//! or says that the record is of another form and leaves the reader where it was, for the long way.
//! Reports nothing: whatever is odd in any way (a comment, an escape, an empty text, a field given
//! twice, a error) is of another form.

use super::reader::Reader;
use crate::model::bare::{BareKind, BareShape, BareText, BareValue, CHANGE, FIELDS, ORGAN, TENURE};
use crate::model::{At, BareEntry, Choice, TransitionKind};
use crate::syntax::lexer;

/// A record of more texts takes the long way.
const MOST: usize = 1 << 12;

/// Reads an organ, if it is plain.
#[inline]
pub(super) fn organ<'t>(r: &mut Reader<'t>, plain: &mut BareEntry<'t>) -> bool {
    let start = r.at;
    let named = r.bytes[start..].starts_with(b"Organ(");
    named && record(r, start + ORGAN.name.len() + 1, BareKind::Organ, &ORGAN, plain).is_some()
}

/// Reads a tenure, if it is plain.
#[inline]
pub(super) fn tenure<'t>(r: &mut Reader<'t>, plain: &mut BareEntry<'t>) -> bool {
    let start = r.at;
    let named = r.bytes[start..].starts_with(b"Tenure(");
    named && record(r, start + TENURE.name.len() + 1, BareKind::Tenure, &TENURE, plain).is_some()
}

/// Reads a transition, if it is plain.
#[inline]
pub(super) fn transition<'t>(r: &mut Reader<'t>, plain: &mut BareEntry<'t>) -> bool {
    let (word, end) = lexer::word(r.src, r.at);
    let Some(kind) = TransitionKind::NAMES.iter().position(|name| *name == word) else {
        return false;
    };
    let kind = BareKind::Transition(TransitionKind::from_index(kind));
    r.bytes.get(end) == Some(&b'(') && record(r, end + 1, kind, &CHANGE, plain).is_some()
}

/// Reads the fields from `at` on, which is behind the parenthesis.
#[inline]
fn record<'t>(
    r: &mut Reader<'t>,
    at: usize,
    kind: BareKind,
    shape: &BareShape,
    plain: &mut BareEntry<'t>,
) -> Option<()> {
    plain.begin(kind, At(r.file.pos(r.at)));
    let (mut at, mut before, mut last) = (blank(r.bytes, at), FIELDS, r.last_text);
    while *r.bytes.get(at)? != b')' {
        let next = u128::from_le_bytes(*r.bytes.get(at..)?.first_chunk()?);
        let guess = usize::from(plain.followers[before]);
        let field = if shape.is(guess, next) { guess } else { shape.find(next)? };
        plain.followers[before] = field as u8;
        before = field;
        let (len, holds) = shape.head(field);
        at = blank(r.bytes, at + len);
        let listed = *r.bytes.get(at)? == b'[';
        if (listed && holds != BareValue::OneOrMany) || !plain.field(field, listed) {
            return None;
        }
        at = match listed {
            true => list(r, at + 1, field, plain)?,
            false => {
                last = at;
                text(r, at, field, plain)?
            }
        };
        at = comma(r.bytes, at, b')')?;
    }
    r.last_text = last;
    r.at = at + 1;
    Some(())
}

/// Reads the texts of a list; gives the byte behind its bracket.
fn list<'t>(r: &Reader<'t>, at: usize, field: usize, plain: &mut BareEntry<'t>) -> Option<usize> {
    let mut at = blank(r.bytes, at);
    while *r.bytes.get(at)? != b']' {
        at = text(r, at, field, plain)?;
        at = comma(r.bytes, at, b']')?;
    }
    Some(at + 1)
}

/// Reads a text without escapes that says something; gives the byte behind it.
#[inline]
fn text<'t>(r: &Reader<'t>, at: usize, field: usize, plain: &mut BareEntry<'t>) -> Option<usize> {
    if *r.bytes.get(at)? != b'"' {
        return None;
    }
    let end = lexer::quote_or_escape(r.bytes, at + 1)?;
    if r.bytes[end] != b'"' || end == at + 1 || plain.len() >= MOST {
        return None;
    }
    plain.push(field, BareText { text: &r.src[at + 1..end], pos: At(r.file.pos(at)) });
    Some(end + 1)
}

/// Passes over the comma behind a value; nothing but a comma or what `close`s follows one.
#[inline]
fn comma(bytes: &[u8], at: usize, close: u8) -> Option<usize> {
    let mut at = at;
    if *bytes.get(at)? != b',' {
        at = blank(bytes, at);
    }
    match *bytes.get(at)? {
        b',' => Some(blank(bytes, at + 1)),
        byte if byte == close => Some(at),
        _ => None,
    }
}

/// Passes over plain white space.
#[inline]
fn blank(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\t' | b'\r')) {
        at += 1;
    }
    at
}
