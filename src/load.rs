//! Loading: from RON files to entries in a sink, with every problem of every file at once.
//!
//! ```text
//! entry file ─files→ text ─lexer, reader→ values ─entries→ Sink
//!     ↑                        │ recovery, messages, resync → diagnostics
//!     └──────── include ───────┘
//! ```
//!
//! `files` reads a file with care, `include` finds the files that a model names, `models` the models that a file belongs to, `work` spreads
//! them over the cores (a large file in pieces), `reader` is the RON reader behind
//! [`model::Read`](crate::model::Read), `plain` its short way for entries of bare texts, `recovery` and `messages` know the common mistakes and their words,
//! `recover` finds the next entry after a broken one, `examples` has a text with each problem. The lexer is that of `syntax`. Nothing here knows what a model means: dates stay text and ids may dangle.
//!
//! # Where this differs from the crate `ron`
//!
//! Whatever `ron::from_str::<Model>` accepts is read here to the same model, except that
//!
//! - two entries with one id and one field written twice are errors (`ron` keeps the later entry);
//! - a text holds no U+0000, as `\\0` or otherwise;
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
mod brackets;
mod entries;
pub(crate) mod examples;
mod file_text;
mod files;
mod include;
mod loaded;
mod messages;
mod models;
mod parallel;
mod reader;
mod recovery;
mod repeated;
mod resync;

use std::path::Path;

pub use files::{Disk, FileKind, Files, FolderEntry, Overlay, Texts};
pub use loaded::{LoadOptions, Loaded, Outside};
pub use models::{FileRole, file_role, files_of, matching, may_include, models_in, models_with};

use crate::diagnostics::{Diagnostic, Diagnostics, Level};
use crate::model::{Entry, Model, Sink};
use crate::text::{SourceFile, SourceMap};
use crate::workers::Workers;
use reader::Reader;

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

/// The first error that a text has and had not before it was edited; `None` where it can be read as well as
/// before. What edits a file asks this before it replaces the file.
///
/// ```
/// use organigram::load::new_error;
/// let old = r#"Model(title: "Club")"#;
/// assert_eq!(new_error("club.ron", old, r#"Model(title: "The club")"#), None);
/// assert!(new_error("club.ron", old, r#"Model(title: "The club)"#).is_some());
/// ```
#[must_use]
pub fn new_error(name: &str, old: &str, new: &str) -> Option<String> {
    let errors = |text: &str| -> Vec<String> {
        let found = load_text(name, text, Nobody).diagnostics;
        let errors = found.kept().iter().filter(|one| one.level == Level::Error);
        errors.map(|one| one.message.clone()).collect()
    };
    let mut new = errors(new);
    if new.is_empty() {
        return None;
    }
    let old = errors(old);
    match new.iter().position(|message| !old.contains(message)) {
        Some(at) => Some(new.swap_remove(at)),
        None if new.len() > old.len() => new.pop(),
        None => None,
    }
}

/// Takes entries of which nobody asks anything.
struct Nobody;

impl Sink for Nobody {
    fn fresh(&self) -> Self {
        Nobody
    }

    fn take<'t>(&mut self, _: &'t SourceFile, _: &Entry<'t>) {}

    fn append(&mut self, _: Self) {}
}

/// Reads texts that are in memory already into a sink, on some threads. Includes and charters are
/// not followed.
pub fn read<S: Sink>(files: &[SourceFile], sink: S, threads: usize) -> (S, Diagnostics) {
    let batch = Workers::with(threads, |workers| parallel::read(files, sink, workers));
    (batch.sink, batch.diagnostics)
}

/// The plain model of some texts in parts, one after the other, each of `most` entries at the most, for whoever needs no
/// more than one at a time. What stands only once comes with the last part. An id that two things share comes twice.
#[cfg(feature = "tables")]
pub(crate) fn model_parts<'t>(
    sources: &'t SourceMap,
    most: usize,
    mut visit: impl FnMut(Model<'t>),
) {
    let (mut model, mut count) = (Model::default(), 0);
    for file in sources.files() {
        let mut reader = Reader::new(file);
        entries::read(&mut reader, &mut |item: entries::ReadEntry<'_, 't>| {
            model.add(item.into_entry());
            count += 1;
            if count >= most {
                count = 0;
                visit(model.take_things());
            }
        });
    }
    visit(model);
}

/// The plain model of some texts, borrowed from them: all entries of all files as one. Includes are
/// not followed; an id that two things share is an error.
pub fn model(sources: &SourceMap) -> (Model<'_>, Vec<Diagnostic>) {
    let mut model = Model::default();
    let mut diagnostics = Diagnostics::new();
    let mut seen = repeated::Seen::default();
    for file in sources.files() {
        let mut reader = Reader::new(file);
        entries::read(&mut reader, &mut |item: entries::ReadEntry<'_, '_>| {
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
