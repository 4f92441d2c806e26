//! Why nothing was written, with the caller's own paths.

use std::io;
use std::path::{Path, PathBuf};

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
        "{} has {links} names on the disk (hard links), and a new file would take only one of them; \
         nothing was written. Write to another file, or remove the other names", .path.display()
    )]
    HardLinked { path: PathBuf, links: u64 },
    #[error("{} appears twice among the files to write", .0.display())]
    Twice(PathBuf),
    #[error("another run of organigram is writing in {}; nothing was written. Try again when it has ended", .0.display())]
    Busy(PathBuf),
    #[error("interrupted; {} was not written", .0.display())]
    Interrupted(PathBuf),
    #[error("{}", unwritten(.path, .source))]
    Io { path: PathBuf, source: io::Error },
    #[error(
        "{}: the old contents could not be put back: {source}. They are in {}; the next run in that \
         folder tries again", .path.display(), .backup.display()
    )]
    NotRestored { path: PathBuf, backup: PathBuf, source: io::Error },
}

/// Why a file could not be written; that its folder is missing, where that is why.
fn unwritten(path: &Path, source: &io::Error) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if source.kind() == io::ErrorKind::NotFound && !folder.exists() => {
            let (path, folder) = (path.display(), folder.display());
            format!("{path} was not written: there is no folder {folder}. Make it first")
        }
        _ => format!("{}: {source}", path.display()),
    }
}
