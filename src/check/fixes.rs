//! Fixing files: the safe fixes of diagnostics, put into the texts.
//!
//! Takes diagnostics and the texts they lie in; changes each file at the places of the edits and
//! nowhere else, so that comments and layout stay. A diagnostic's edits are made all or not at all;
//! of two that overlap the first wins. All files are changed or none, and none that has changed since it
//! was read.

use std::collections::BTreeMap;

use crate::atomic_write::{Existing, Folders, NewFile, WriteError, write_files};
use crate::diagnostics::{Diagnostic, Edit};
use crate::load;
use crate::syntax::SyntaxTree;
use crate::text::{Pos, SourceFile, SourceMap};

/// What was fixed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The names of the files that were changed.
    pub files: Vec<String>,
    /// How many diagnostics were fixed.
    pub diagnostics: usize,
    /// How many were left because their edits overlap those of others.
    pub skipped: usize,
}

/// Why nothing was fixed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FixError {
    /// A file could not be read with its fixes.
    #[error("{name} could not be read after the fixes: {error}; nothing was written")]
    Unreadable {
        /// The file.
        name: String,
        /// The error that it would have.
        error: String,
    },
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Puts the safe fixes of diagnostics into their files.
///
/// # Errors
/// When a file has changed since, or cannot be read or written, or could not be read with its fixes; then no
/// file is changed.
pub fn fix(diagnostics: &[Diagnostic], sources: &SourceMap) -> Result<Fixed, FixError> {
    let (edits, mut fixed) = choose(diagnostics);
    let mut texts = Vec::new();
    for file in sources.files() {
        let own: Vec<&Edit> = edits.iter().copied().filter(|edit| lies_in(edit, file)).collect();
        if !own.is_empty() {
            let text = edited(file, &own);
            if let Some(error) = unreadable(file, &text) {
                return Err(FixError::Unreadable { name: file.name.clone(), error });
            }
            texts.push((file, text));
            fixed.files.push(file.name.clone());
        }
    }
    let files = texts.iter().map(|(file, text)| {
        NewFile::of(&file.path, Existing::Unchanged(file.text().as_bytes()), text.as_bytes())
    });
    write_files(&files.collect::<Vec<_>>(), Folders::MustExist)?;
    Ok(fixed)
}

/// The error for which a file could not be read with its fixes.
fn unreadable(file: &SourceFile, new: &str) -> Option<String> {
    let error = load::new_error(&file.name, file.text(), new)?;
    let had_errors = load::new_error(&file.name, "Model()", file.text()).is_some();
    let is_ron = |text| SyntaxTree::parse(text).problems().is_empty();
    // Behind an error that is fixed another one may show; but brackets that were right stay right.
    (!had_errors || (is_ron(file.text()) && !is_ron(new))).then_some(error)
}

/// A text with some edits, which must not overlap.
pub fn edited(file: &SourceFile, edits: &[&Edit]) -> String {
    let mut sorted: Vec<&&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut text = String::with_capacity(file.text().len());
    let mut at = 0;
    for edit in sorted {
        text.push_str(&file.text()[at..file.offset(edit.span.start)]);
        text.push_str(&edit.text);
        at = file.offset(edit.span.end);
    }
    text.push_str(&file.text()[at..]);
    text
}

/// The edits of all safe fixes of some diagnostics, none of which overlaps another, in the order of the text.
pub fn edits(diagnostics: &[Diagnostic]) -> Vec<Edit> {
    choose(diagnostics).0.into_iter().cloned().collect()
}

/// The edits to make: those of each diagnostic whole, and none that overlaps an earlier one.
fn choose(diagnostics: &[Diagnostic]) -> (Vec<&Edit>, Fixed) {
    // By their starts; none of them overlaps another.
    let mut chosen: BTreeMap<Pos, &Edit> = BTreeMap::new();
    let mut fixed = Fixed::default();
    for diagnostic in diagnostics.iter().filter(|diagnostic| !diagnostic.fix.is_empty()) {
        let free = |edit: &Edit| {
            let before = chosen.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, other)| other.span.end < edit.span.start)
        };
        if diagnostic.fix.iter().all(free) {
            chosen.extend(diagnostic.fix.iter().map(|edit| (edit.span.start, edit)));
            fixed.diagnostics += 1;
        } else {
            fixed.skipped += 1;
        }
    }
    (chosen.into_values().collect(), fixed)
}

fn lies_in(edit: &Edit, file: &SourceFile) -> bool {
    let end = file.base().0 as usize + file.text().len();
    file.base() <= edit.span.start && edit.span.end.0 as usize <= end
}
