//! Loading: from RON files to entries in a sink, with every problem of every file at once.
//!
//! ```text
//! entry file ─files→ text ─lexer, reader→ values ─entries→ Sink
//!     ↑                        │ recovery, messages, resync → diagnostics
//!     └──────── include ───────┘
//! ```
//!
//! `files` reads a file with care, `include` finds the files that a model names, `work` spreads
//! them over the cores (a large file in pieces), `reader` is the RON reader behind
//! [`model::Read`](crate::model::Read), `plain` its short way for entries of bare texts, `recovery` and `messages` know the common mistakes and their words,
//! `recover` finds the next entry after a broken one, `place` finds the extent of what begins at a
//! place. Nothing here knows what a model means: dates stay text and ids may dangle.
//!
//! # Where this differs from the crate `ron`
//!
//! Whatever `ron::from_str::<Model>` accepts is read here to the same model, except that
//!
//! - two entries with one id and one field written twice are errors (`ron` keeps the later entry);
//! - an id that is empty or holds white space or control characters is an error;
//! - the name before parentheses must be the record's own (`ron` takes any name where a short form
//!   is possible, as in `cite: [Foo(source: "x")]`);
//! - where a short form is possible, `ron` takes `(..)` for a list, `{..}` for a record and `'x'`
//!   for a text of one character; each is an error here, with the right form in its message.
//!
//! Beyond `ron`, a byte order mark is passed over, and `Some(..)` and `None` are taken with a
//! warning where `ron` refuses them.

pub mod code;

mod bare;
mod entries;
mod files;
mod include;
mod lexer;
mod messages;
mod parallel;
mod place;
mod reader;
mod recovery;
mod repeated;
mod resync;

use std::path::Path;

pub use files::{Disk, FileKind, Files, FolderEntry, Overlay, Texts};
pub use place::{field_span, span_at};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Charter, Model, Sink};
use crate::text::{SourceFile, SourceMap};
use crate::workers::Workers;
use reader::Reader;

/// Whether files outside the entry file's folder may be read.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Outside {
    /// No: a model that somebody sent reads no other file of this machine.
    #[default]
    Refused,
    /// Yes.
    Allowed,
}

/// How to load.
///
/// ```
/// use organigram::load::{LoadOptions, Outside};
/// let options = LoadOptions::default().outside(Outside::Allowed);
/// # assert_eq!(options.outside, Outside::Allowed);
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct LoadOptions {
    /// Whether files outside the entry file's folder may be read.
    pub outside: Outside,
    /// How many threads read; 0 for as many as there are cores.
    pub threads: usize,
}

impl LoadOptions {
    /// Whether files outside the entry file's folder may be read.
    #[must_use]
    pub fn outside(self, outside: Outside) -> LoadOptions {
        LoadOptions { outside, ..self }
    }

    /// How many threads read; 0 for as many as there are cores.
    #[must_use]
    pub fn threads(self, threads: usize) -> LoadOptions {
        LoadOptions { threads, ..self }
    }
}

/// What loading gives.
#[derive(Debug)]
pub struct Loaded<S> {
    /// All files, the entry file first; a charter's file among them.
    pub sources: SourceMap,
    /// The sink with all entries, in the order of the files and of their texts.
    pub sink: S,
    /// Everything that was wrong, in the order of the text.
    pub diagnostics: Diagnostics,
    /// The charter, if the model has one.
    pub charter: Option<Charter<'static>>,
}

/// Loads a model: its entry file, all that it includes, and its charter.
///
/// Never fails: what cannot be read is among the diagnostics.
pub fn load<S: Sink>(entry: &Path, options: &LoadOptions, sink: S) -> Loaded<S> {
    include::load(&Disk, entry, options, sink)
}

/// Loads a model as [`load`] does, from wherever its files are.
pub fn load_from<S: Sink>(
    files: &dyn Files,
    entry: &Path,
    options: &LoadOptions,
    sink: S,
) -> Loaded<S> {
    include::load(files, entry, options, sink)
}

/// Loads a model from one text in memory, which can include nothing.
pub fn load_text<S: Sink>(name: &str, text: impl Into<String>, sink: S) -> Loaded<S> {
    include::load_text(name, text.into(), sink)
}

/// Reads texts that are in memory already into a sink, on some threads. Includes and charters are
/// not followed.
pub fn read<S: Sink>(files: &[SourceFile], sink: S, threads: usize) -> (S, Diagnostics) {
    let batch = Workers::with(threads, |workers| parallel::read(files, sink, workers));
    (batch.sink, batch.diagnostics)
}

/// The plain model of some texts, borrowed from them: all entries of all files as one. Includes are
/// not followed; an id that two things share is an error.
pub fn model(sources: &SourceMap) -> (Model<'_>, Vec<Diagnostic>) {
    let mut model = Model::default();
    let mut diagnostics = Diagnostics::new();
    let mut seen = repeated::Seen::default();
    for file in sources.files() {
        let mut reader = Reader::new(file);
        entries::read(&mut reader, &mut |item: entries::Item<'_, '_>| {
            let entry = item.into_entry();
            seen.add_any(&entry);
            model.add(entry);
        });
        diagnostics.append(reader.diagnostics);
    }
    diagnostics.extend(seen.repeated(sources));
    diagnostics.sort();
    (model, diagnostics.kept().to_vec())
}
