//! The steps of writing, which tests let fail, and the folders in which they are taken. Never takes a step.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// A step at which writing can fail. The tests let each one fail in turn.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum WriteStep {
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
pub(super) type Probe<'p> = &'p dyn Fn(WriteStep) -> io::Result<()>;

/// The folders of some files, each once, in one order for all processes, so that none waits in a ring.
pub(super) fn folders_of<'p>(places: impl Iterator<Item = &'p Path>) -> BTreeSet<PathBuf> {
    places.map(|place| folder_of(place).to_owned()).collect()
}

/// The folder of a file whose path is resolved.
pub(super) fn folder_of(place: &Path) -> &Path {
    place.parent().unwrap_or(Path::new("/"))
}
