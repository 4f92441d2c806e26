//! Writes findings one a line, as editors and `grep` take them: `file:line:column: level code: ..`.
//!
//! Takes findings and the texts they lie in. Leaves out whatever explains a finding.

use std::io::{self, Write};

use super::Diagnostic;
use crate::text::SourceMap;

/// Writes one line for each finding.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<'d>(
    out: &mut impl Write,
    findings: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &SourceMap,
) -> io::Result<()> {
    for finding in findings {
        let file = sources.file_of(finding.pos());
        let level = format!("{:?}", finding.level).to_lowercase();
        let (code, message) = (finding.code, one_line(&finding.message));
        let tail = format!("{level}[{}] {}: {message}", code.code, code.name);
        match (file.zip(sources.line_col(finding.pos())), &finding.file) {
            (Some((file, at)), _) => {
                writeln!(out, "{}:{}:{}: {tail}", file.name, at.line, at.column)?;
            }
            (None, Some(file)) => writeln!(out, "{file}: {tail}")?,
            (None, None) => writeln!(out, "{tail}")?,
        }
    }
    Ok(())
}

/// A text without line breaks: a name may hold one.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
