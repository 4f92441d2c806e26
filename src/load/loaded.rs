//! How to load, and what loading gives. Plain data.

use crate::diagnostics::Diagnostics;
use crate::model::Charter;
use crate::text::SourceMap;

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
