//! Writes diagnostics one a line, as editors and `grep` take them: `file:line:column: level code: ..`.
//!
//! Takes diagnostics and the texts they lie in. Leaves out whatever explains a diagnostic.

use std::io::{self, Write};

use super::Diagnostic;
use super::plain::{clipped, plain};
use crate::text::SourceMap;

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
        let file = sources.file_of(diagnostic.pos());
        let level = format!("{:?}", diagnostic.level).to_lowercase();
        let message = one_line(&diagnostic.message);
        let (code, message) = (diagnostic.code, clipped(&message, LONGEST));
        let tail = format!("{level}[{}] {}: {message}", code.code, code.name);
        match (file.zip(sources.line_col(diagnostic.pos())), &diagnostic.file) {
            (Some((file, at)), _) => {
                writeln!(out, "{}:{}:{}: {tail}", plain(&file.name), at.line, at.column)?;
            }
            (None, Some(file)) => writeln!(out, "{}: {tail}", plain(file))?,
            (None, None) => writeln!(out, "{tail}")?,
        }
    }
    Ok(())
}

/// No message is longer, however long the names in it.
const LONGEST: usize = 500;

/// A text without line breaks: a name may hold one.
fn one_line(text: &str) -> String {
    plain(&text.replace(['\n', '\r'], " ")).into_owned()
}
