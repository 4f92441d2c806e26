//! Which stretch of the text to underline.
//!
//! Takes places and borrowed texts of a graph; gives the stretch that a reader should look at: a
//! text without its quotation marks, else the word with which a record begins. Reads the text
//! again only when somebody asks, and knows of RON no more than that.

use crate::graph::{CiteRef, FactRef, OrgGraph};
use crate::load;
use crate::text::{Pos, SourceFile, Span};

/// The stretch of a text that a graph borrows from the file in which `near` lies.
pub(super) fn text(graph: &OrgGraph, text: &str, near: Pos) -> Span {
    let found = |file: &SourceFile| {
        let start = file.find(text)?;
        Some(Span::new(start, Pos(start.0 + text.len() as u32)))
    };
    let file = graph.texts().file_of(near);
    file.filter(|_| !text.is_empty()).and_then(found).unwrap_or_else(|| at(graph, near))
}

/// The value of a claim.
pub(super) fn fact(graph: &OrgGraph, fact: &FactRef<'_>) -> Span {
    text(graph, fact.text, fact.pos)
}

/// A citation.
pub(super) fn cite(graph: &OrgGraph, cite: &CiteRef<'_>) -> Span {
    at(graph, cite.pos)
}

/// What begins at a place: the inside of a text, or the word before a record's parenthesis.
pub(super) fn at(graph: &OrgGraph, pos: Pos) -> Span {
    let Some(file) = graph.texts().file_of(pos) else { return Span::at(pos) };
    let rest = &file.text()[file.offset(pos)..];
    let stretch = |start: usize, len: usize| {
        let from = Pos(pos.0 + start as u32);
        Span::new(from, Pos(from.0 + len as u32))
    };
    if let Some(inside) = rest.strip_prefix('"') {
        return stretch(1, inside.find('"').unwrap_or(inside.len()));
    }
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    stretch(0, word.max(rest.chars().next().map_or(0, char::len_utf8)))
}

/// The value of a field of the record at a place, without the quotation marks of a text.
pub(super) fn field(graph: &OrgGraph, pos: Pos, field: &str) -> Option<Span> {
    let file = graph.texts().file_of(pos)?;
    let span = load::field_span(file, pos, field)?;
    let quoted = file.text()[file.offset(span.start)..].starts_with('"');
    Some(if quoted { Span::new(Pos(span.start.0 + 1), Pos(span.end.0 - 1)) } else { span })
}

/// A word within a stretch: the first text in quotation marks that says just that.
pub(super) fn word(graph: &OrgGraph, within: Span, word: &str) -> Span {
    let found = graph.texts().str(within).and_then(|text| text.find(&format!("\"{word}\"")));
    let start = |at: usize| Pos(within.start.0 + at as u32 + 1);
    found.map_or(within, |at| Span::new(start(at), Pos(start(at).0 + word.len() as u32)))
}

/// A word within the record at a place, else the word with which the record begins.
pub(super) fn within(graph: &OrgGraph, pos: Pos, wanted: &str) -> Span {
    let begin = at(graph, pos);
    let whole = graph.texts().file_of(pos).map_or(begin, |file| load::span_at(file, pos));
    let found = word(graph, whole, wanted);
    if found == whole { begin } else { found }
}

/// A part of a stretch, by the bytes of its text.
pub(super) fn part(span: Span, at: &std::ops::Range<usize>) -> Span {
    let len = (span.end.0 - span.start.0) as usize;
    if at.start >= at.end || at.end > len {
        return span;
    }
    Span::new(Pos(span.start.0 + at.start as u32), Pos(span.start.0 + at.end as u32))
}
