//! Writes diagnostics for programs: one JSON object a line, in the order given.
//!
//! Takes diagnostics and the texts they lie in. Every place is file, line and column (both from 1,
//! columns in characters) and the byte in its file. Never leaves a key out.

use std::io::{self, Write};

use serde::Serialize;

use super::{Advice, Diagnostic, Level};
use crate::text::{SourceMap, Span};

#[derive(Serialize)]
struct JsonDiagnostic<'d> {
    code: &'d str,
    name: &'d str,
    level: Level,
    message: &'d str,
    file: Option<&'d str>,
    line: Option<u32>,
    column: Option<u32>,
    end: Option<PlaceEnd>,
    labels: Vec<PlaceJson<'d>>,
    notes: &'d [String],
    help: &'d [Advice],
    fixes: Vec<PlaceJson<'d>>,
}

#[derive(Serialize)]
struct PlaceEnd {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct PlaceJson<'d> {
    file: &'d str,
    line: u32,
    column: u32,
    end: PlaceEnd,
    start_byte: usize,
    end_byte: usize,
    text: &'d str,
}

/// Writes one line for each diagnostic.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<'d>(
    out: &mut impl Write,
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &SourceMap,
) -> io::Result<()> {
    for diagnostic in diagnostics {
        serde_json::to_writer(&mut *out, &convert(diagnostic, sources))?;
        writeln!(out)?;
    }
    Ok(())
}

fn convert<'d>(diagnostic: &'d Diagnostic, sources: &'d SourceMap) -> JsonDiagnostic<'d> {
    let labels: Vec<_> =
        diagnostic.labels.iter().filter_map(|l| mark(l.span, &l.text, sources)).collect();
    let fixes = diagnostic.fix.iter().filter_map(|e| mark(e.span, &e.text, sources)).collect();
    let first = diagnostic.labels.first().and_then(|label| mark(label.span, "", sources));
    JsonDiagnostic {
        code: diagnostic.code.code,
        name: diagnostic.code.name,
        level: diagnostic.level,
        message: &diagnostic.message,
        file: first.as_ref().map(|mark| mark.file).or(diagnostic.file.as_deref()),
        line: first.as_ref().map(|mark| mark.line),
        column: first.as_ref().map(|mark| mark.column),
        end: first.map(|mark| mark.end),
        labels,
        notes: &diagnostic.notes,
        help: &diagnostic.help,
        fixes,
    }
}

fn mark<'d>(span: Span, text: &'d str, sources: &'d SourceMap) -> Option<PlaceJson<'d>> {
    let file = sources.file_of(span.start)?;
    let (start_byte, end_byte) = (file.offset(span.start), file.offset(span.end));
    let (start, end) = (file.line_col(start_byte), file.line_col(end_byte));
    Some(PlaceJson {
        file: &file.name,
        line: start.line,
        column: start.column,
        end: PlaceEnd { line: end.line, column: end.column },
        start_byte,
        end_byte,
        text,
    })
}
