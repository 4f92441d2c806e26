//! Files written whole or not at all, by one rule for every verb.
//!
//! Takes contents and the paths where they belong. Each is written beside its place and flushed to
//! disk; only when all are there, and only if what they replace is still what the caller read, are
//! they renamed into place. Several files are one change: a journal puts the old ones back if one
//! fails, and the next run does so after a crash. Never replaces a device, a pipe, a link, a
//! read-only file or one of several hard links, and leaves no temporary file behind.
//! `docs/reliability.md` states each promise and its test.

mod commit;
mod journal;
mod lock;
mod signals;
mod staging;
mod target;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use self::target::Target;

pub use self::signals::finish_writing_before_signals;

/// What to do with a file that exists already.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Existing<'a> {
    /// It stays, and nothing is written.
    #[default]
    Kept,
    /// It is replaced.
    Replaced,
    /// It is replaced if these bytes, which the caller read, are still what it holds.
    Unchanged(&'a [u8]),
}

/// What to do with a folder that does not exist.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Folders {
    /// That is an error.
    #[default]
    MustExist,
    /// It is made, with those above it.
    Created,
}

type Contents<'a> = Box<dyn Fn(&mut dyn Write) -> io::Result<()> + 'a>;

/// A file to write.
pub struct NewFile<'a> {
    path: PathBuf,
    existing: Existing<'a>,
    contents: Contents<'a>,
}

impl<'a> NewFile<'a> {
    /// A file whose contents a function writes.
    pub fn new(
        path: impl Into<PathBuf>,
        existing: Existing<'a>,
        contents: impl Fn(&mut dyn Write) -> io::Result<()> + 'a,
    ) -> Self {
        NewFile { path: path.into(), existing, contents: Box::new(contents) }
    }

    /// A file whose contents are at hand.
    pub fn of(path: impl Into<PathBuf>, existing: Existing<'a>, bytes: &'a [u8]) -> Self {
        NewFile::new(path, existing, |out| out.write_all(bytes))
    }
}

/// Why nothing was written. Paths are the caller's own.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the messages say what each is")]
pub enum WriteError {
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    #[error("{} has changed since it was read; nothing was written. Run the command again", .0.display())]
    Changed(PathBuf),
    #[error("{} is read-only; nothing was written. Make it writable, or write to another file", .0.display())]
    ReadOnly(PathBuf),
    #[error("{} is a folder", .0.display())]
    IsFolder(PathBuf),
    #[error(
        "{} has {links} names (hard links), and replacing it would leave the others with the old contents; \
         nothing was written. Write to another file, or remove the other names", .path.display()
    )]
    HardLinked { path: PathBuf, links: u64 },
    #[error("{} stands twice among the files to write", .0.display())]
    Twice(PathBuf),
    #[error("another run of organigram is writing in {}; nothing was written. Try again when it is done", .0.display())]
    Busy(PathBuf),
    #[error("interrupted; {} was not written", .0.display())]
    Interrupted(PathBuf),
    #[error("{}: {source}", .path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error(
        "{}: the old contents could not be put back: {source}. They are in {}; the next run in that \
         folder tries again", .path.display(), .backup.display()
    )]
    NotRestored { path: PathBuf, backup: PathBuf, source: io::Error },
}

/// Writes files: all of them, or none. A device, a pipe or `/dev/stdout` among them is written to
/// first, for that cannot be undone.
///
/// # Errors
/// When one cannot be written. Then every file holds what it held before.
///
/// ```
/// use organigram::atomic_write::{Existing, Folders, NewFile, WriteError, write_files};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("model.ron");
/// let write = |existing, text: &str| {
///     write_files(&[NewFile::of(&path, existing, text.as_bytes())], Folders::MustExist)
/// };
/// write(Existing::Kept, "Model()")?;
/// assert!(matches!(write(Existing::Kept, "other"), Err(WriteError::Exists(_))));
/// assert!(matches!(write(Existing::Unchanged(b"stale"), "other"), Err(WriteError::Changed(_))));
/// write(Existing::Unchanged(b"Model()"), "Model(organs: {})")?;
/// assert_eq!(std::fs::read_to_string(&path)?, "Model(organs: {})");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_files(files: &[NewFile<'_>], folders: Folders) -> Result<(), WriteError> {
    write_with(files, folders, &|_| Ok(()))
}

/// Puts back what an interrupted run in this folder left half done, and removes its temporary files.
/// Gives the files that got their old contents back. A folder in which another run is writing, or that
/// cannot be written, is left alone.
///
/// # Errors
/// When old contents are there and cannot be put back.
pub fn recover(folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    if !journal::has_leftovers(folder) {
        return Ok(Vec::new());
    }
    let mut locks = lock::Locks::default();
    match folder.canonicalize() {
        Ok(folder) if locks.try_lock(&folder).is_ok_and(|locked| locked) => {
            journal::recover(&folder, &mut locks)
        }
        _ => Ok(Vec::new()),
    }
}

/// A step at which writing can fail. The tests let each one fail in turn.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Step {
    MakeFolder,
    Stage,
    Write,
    Attributes,
    SyncFile,
    Backup,
    WriteJournal,
    Rename,
    SyncFolder,
    EndJournal,
}

/// Called before each step: an error takes the place of the step's own.
type Probe<'p> = &'p dyn Fn(Step) -> io::Result<()>;

fn write_with(files: &[NewFile<'_>], folders: Folders, probe: Probe<'_>) -> Result<(), WriteError> {
    let kept = files.iter().filter(|file| file.existing == Existing::Kept);
    if let Some(file) = kept.into_iter().find(|file| exists(&file.path)) {
        return Err(WriteError::Exists(file.path.clone()));
    }
    let mut made = MadeFolders::default();
    if folders == Folders::Created {
        files.iter().try_for_each(|file| made.make_for(&file.path, probe))?;
    }
    let mut places = Vec::new();
    for file in files {
        match Target::of(&file.path)? {
            Target::Stream(path) => target::write_stream(&path, &file.path, &file.contents)?,
            Target::Place(place) => places.push((file, place)),
        }
    }
    if places.is_empty() {
        return Ok(());
    }
    let signals = signals::defer();
    let result = commit::write_places(&places, probe);
    if result.is_ok() {
        made.keep();
    }
    drop(made);
    drop(signals);
    result
}

/// Whether a path is taken, be it by a link that leads nowhere. A device is no file to be kept.
fn exists(path: &Path) -> bool {
    let is_stream = matches!(Target::of(path), Ok(Target::Stream(_)));
    path.symlink_metadata().is_ok() && !is_stream
}

/// The folders that were made for the files; they go again if nothing is written.
#[derive(Default)]
struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    fn make_for(&mut self, path: &Path, probe: Probe<'_>) -> Result<(), WriteError> {
        let missing: Vec<&Path> = path
            .ancestors()
            .skip(1)
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            let made = probe(Step::MakeFolder).and_then(|()| std::fs::create_dir(folder));
            made.map_err(|source| WriteError::Io { path: folder.to_owned(), source })?;
            self.0.push(folder.to_owned());
        }
        Ok(())
    }

    fn keep(&mut self) {
        self.0.clear();
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        // One that somebody else filled meanwhile stays.
        self.0.iter().rev().for_each(|folder| drop(std::fs::remove_dir(folder)));
    }
}

/// The folders of some files, each once, in one order for all processes, so that none waits in a ring.
fn folders_of<'p>(places: impl Iterator<Item = &'p Path>) -> BTreeSet<PathBuf> {
    places.map(|place| folder_of(place).to_owned()).collect()
}

/// The folder of a file whose path is resolved.
fn folder_of(place: &Path) -> &Path {
    place.parent().unwrap_or(Path::new("/"))
}
