//! Mending files: the safe mends of findings, put into the texts.
//!
//! Takes findings and the texts they lie in; changes each file at the places of the edits and
//! nowhere else, so that comments and layout stay. A finding's edits are made all or not at all;
//! of two that overlap the first wins. Files are written whole, under another name first, and none
//! is touched before all are ready or if it has changed since it was read.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Edit};
use crate::text::{Pos, SourceFile, SourceMap};

/// What was mended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The names of the files that were changed.
    pub files: Vec<String>,
    /// How many findings were mended.
    pub findings: usize,
    /// How many were left because their edits overlap those of others.
    pub skipped: usize,
}

/// Why nothing was mended.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    /// A file is not what it was when it was read.
    #[error("{0} has changed since it was read")]
    Changed(String),
    /// A file could not be read or written.
    #[error("{file}: {error}")]
    File {
        /// The file.
        file: String,
        /// What went wrong.
        error: io::Error,
    },
}

/// Puts the safe mends of findings into their files.
///
/// # Errors
/// When a file has changed since, or cannot be read or written; then no file is changed, unless
/// the very last step, the renaming, fails.
pub fn mend(findings: &[Diagnostic], sources: &SourceMap) -> Result<Mended, MendError> {
    let (edits, mut mended) = choose(findings);
    let mut ready = Vec::new();
    for file in sources.files() {
        let own: Vec<&Edit> = edits.iter().copied().filter(|edit| lies_in(edit, file)).collect();
        if !own.is_empty() {
            ready.push((file.path.clone(), prepare(file, &own)?));
            mended.files.push(file.name.clone());
        }
    }
    for (path, file) in ready {
        let failed = |error: tempfile::PersistError| fault(&path, error.error);
        file.persist(&path).map_err(failed)?;
    }
    Ok(mended)
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

/// The edits to make: those of each finding whole, and none that overlaps an earlier one.
fn choose(findings: &[Diagnostic]) -> (Vec<&Edit>, Mended) {
    // By their starts; none of them overlaps another.
    let mut chosen: BTreeMap<Pos, &Edit> = BTreeMap::new();
    let mut mended = Mended::default();
    for finding in findings.iter().filter(|finding| !finding.fix.is_empty()) {
        let free = |edit: &Edit| {
            let before = chosen.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, other)| other.span.end < edit.span.start)
        };
        if finding.fix.iter().all(free) {
            chosen.extend(finding.fix.iter().map(|edit| (edit.span.start, edit)));
            mended.findings += 1;
        } else {
            mended.skipped += 1;
        }
    }
    (chosen.into_values().collect(), mended)
}

fn lies_in(edit: &Edit, file: &SourceFile) -> bool {
    let end = file.base().0 as usize + file.text().len();
    file.base() <= edit.span.start && edit.span.end.0 as usize <= end
}

/// The mended file beside the old one, ready to take its name.
fn prepare(file: &SourceFile, edits: &[&Edit]) -> Result<tempfile::NamedTempFile, MendError> {
    let path = &file.path;
    let failed = |error| fault(path, error);
    if fs::read(path).map_err(failed)? != file.text().as_bytes() {
        return Err(MendError::Changed(file.name.clone()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut new = tempfile::Builder::new()
        .prefix(".organigram-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(failed)?;
    new.write_all(edited(file, edits).as_bytes()).map_err(failed)?;
    let old = fs::metadata(path).map_err(failed)?;
    new.as_file().set_permissions(old.permissions()).map_err(failed)?;
    new.as_file().sync_all().map_err(failed)?;
    Ok(new)
}

fn fault(path: &Path, error: io::Error) -> MendError {
    MendError::File { file: PathBuf::from(path).display().to_string(), error }
}
