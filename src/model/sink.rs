//! What takes the entries of a model as they are read, so that no reader need hold it whole.

use super::{BareEntry, Entry};
use crate::text::SourceFile;

/// Takes the entries of files as they are read.
///
/// Large files are read in pieces at once: each piece fills a sink of its own, and the sinks are
/// joined in the order of the text.
pub trait Sink: Send + Sized {
    /// A sink for another piece, to be joined to this one later.
    fn fresh(&self) -> Self;

    /// Takes one entry, which stays where it was read: entries are large. Borrowed texts lie in
    /// `file`.
    fn take<'t>(&mut self, file: &'t SourceFile, entry: &Entry<'t>);

    /// Takes an entry whose values are all bare texts. A sink that gains nothing by it takes the
    /// entry that they mean.
    ///
    /// No part of the interface: nobody outside can name what it takes.
    #[doc(hidden)]
    fn take_plain<'t>(&mut self, file: &'t SourceFile, plain: &BareEntry<'t>) {
        self.take(file, &plain.entry());
    }

    /// Takes all that a sink for a later piece took.
    fn append(&mut self, later: Self);
}
