//! Writes diagnostics as GitHub's workflow commands, which show beside the lines of a pull request.
//!
//! Takes diagnostics and the texts they lie in; writes `::error file=..,line=..::message` (GitHub
//! Docs, "Workflow commands for GitHub Actions"). Never writes more than one line a diagnostic.

use std::io::{self, Write};

use super::{Diagnostic, Level, plain};
use crate::text::SourceMap;

/// Writes one command for each diagnostic.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<'d>(
    out: &mut impl Write,
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &SourceMap,
) -> io::Result<()> {
    for diagnostic in diagnostics {
        let command = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let title = format!("{} {}", diagnostic.code.code, diagnostic.code.name);
        write!(out, "::{command} ")?;
        if let Some(label) = diagnostic.labels.first()
            && let Some(file) = sources.file_of(label.span.start)
        {
            let start = file.line_col(file.offset(label.span.start));
            let end = file.line_col(file.offset(label.span.end));
            write!(out, "file={},line={},", property(&file.name), start.line)?;
            write!(out, "col={},endLine={},endColumn={},", start.column, end.line, end.column)?;
        } else if let Some(file) = &diagnostic.file {
            write!(out, "file={},", property(file))?;
        }
        let help = diagnostic.help.iter().map(|help| format!("\nhelp: {help}")).collect::<String>();
        let text = data(&format!("{}{help}", diagnostic.message));
        writeln!(out, "title={}::{text}", property(&title))?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    // A log is shown by a terminal too; line breaks are escaped below.
    let text: String = text.split_inclusive(['\n', '\r']).map(line).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A line with its end.
fn line(text: &str) -> String {
    let inside = text.trim_end_matches(['\n', '\r']);
    format!("{}{}", plain(inside), &text[inside.len()..])
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
