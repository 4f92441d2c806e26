//! The text of one file as the reader and its messages see it: takes bytes by number, gives stretches and errors over
//! them. Never reads on.

use crate::diagnostics::{Code, Diagnostic, Level};
use crate::text::{SourceFile, Span};

/// The text of one file.
#[derive(Copy, Clone)]
pub(super) struct FileText<'t> {
    pub(super) file: &'t SourceFile,
    pub(super) src: &'t str,
    pub(super) bytes: &'t [u8],
}

impl<'t> FileText<'t> {
    pub(super) fn new(file: &'t SourceFile) -> Self {
        let src = file.text();
        FileText { file, src, bytes: src.as_bytes() }
    }

    /// The stretch of two bytes of this file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file.pos(start), self.file.pos(end))
    }

    /// Reports an error over some bytes.
    pub(super) fn error(&self, code: Code, start: usize, end: usize, what: String) -> Diagnostic {
        Diagnostic::new(code, Level::Error, what, self.span(start, end))
    }
}
