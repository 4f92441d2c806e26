//! Mending files: the safe mends of findings, put into the texts.
//!
//! Takes findings and the texts they lie in; changes each file at the places of the edits and
//! nowhere else, so that comments and layout stay. A finding's edits are made all or not at all;
//! of two that overlap the first wins. Files are written whole, under another name first; none is
//! touched before all are ready or if one has changed since it was read; and if one cannot take
//! its place, those before it get their old texts back.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

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
    #[error("{0} has changed since it was read; nothing was mended")]
    Changed(String),
    /// A file could not be read or written.
    #[error("{file}: {error}; nothing was mended")]
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
/// When a file has changed since, or cannot be read or written; then no file is changed.
pub fn mend(findings: &[Diagnostic], sources: &SourceMap) -> Result<Mended, MendError> {
    let (edits, mut mended) = choose(findings);
    let mut ready = Vec::new();
    for file in sources.files() {
        let own: Vec<&Edit> = edits.iter().copied().filter(|edit| lies_in(edit, file)).collect();
        if !own.is_empty() {
            ready.push(prepare(file, &own)?);
            mended.files.push(file.name.clone());
        }
    }
    put(ready)?;
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

/// A mended file beside the old one, ready to take its name.
#[derive(Debug)]
struct Ready {
    /// Where the file itself lies, whatever links lead to it.
    path: PathBuf,
    old: Vec<u8>,
    new: NamedTempFile,
}

fn prepare(file: &SourceFile, edits: &[&Edit]) -> Result<Ready, MendError> {
    let failed = |error| fault(&file.path, error);
    let path = fs::canonicalize(&file.path).map_err(failed)?;
    let old = fs::read(&path).map_err(failed)?;
    if old != file.text().as_bytes() {
        return Err(MendError::Changed(file.name.clone()));
    }
    let new = beside(&path, edited(file, edits).as_bytes()).map_err(failed)?;
    Ok(Ready { path, old, new })
}

/// A file in the same folder and with the same rights.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let about = fs::metadata(path)?;
    if about.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::Builder::new().prefix(".organigram-").tempfile_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().set_permissions(about.permissions())?;
    new.as_file().sync_all()?;
    Ok(new)
}

/// Lets all of them take their places; those before one that fails get their old texts back.
fn put(ready: Vec<Ready>) -> Result<(), MendError> {
    let mut done: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for Ready { path, old, new } in ready {
        if let Err(failed) = new.persist(&path) {
            for (path, old) in done.iter().rev() {
                let back = beside(path, old)
                    .and_then(|new| new.persist(path).map_err(|failed| failed.error));
                back.map_err(|error| fault(path, error))?;
            }
            return Err(fault(&path, failed.error));
        }
        done.push((path, old));
    }
    Ok(())
}

fn fault(path: &Path, error: io::Error) -> MendError {
    MendError::File { file: path.display().to_string(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_one_file_cannot_take_its_place_all_keep_their_texts() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let ready = |name: &str| {
            fs::write(at(name), "old").unwrap();
            let new = beside(&at(name), b"new").unwrap();
            Ready { path: at(name), old: b"old".to_vec(), new }
        };
        let all = vec![ready("a"), ready("b"), ready("c")];
        // Nothing takes the place of a folder.
        fs::remove_file(at("b")).unwrap();
        fs::create_dir(at("b")).unwrap();
        put(all).unwrap_err();
        assert_eq!(fs::read(at("a")).unwrap(), b"old");
        assert_eq!(fs::read(at("c")).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing is left behind");
    }
}
