//! Where a path leads, whatever links stand on the way.
//!
//! Takes a path as the user wrote it; gives the file that is to be replaced or made, or says that it is
//! a stream (a device, a pipe, an open file of this process), and writes to streams. Never replaces
//! anything.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Contents, WriteError};

/// Links that lead to links: as many as Linux follows.
const MOST_LINKS: usize = 40;

/// Where a path leads.
pub(super) enum Target {
    /// Something that is written to and never replaced.
    Stream(PathBuf),
    /// A file, or the place where one can be.
    Place(Place),
}

/// A file on a disk, or the place where one can be.
pub(super) struct Place {
    /// The resolved path.
    pub(super) path: PathBuf,
    /// What stands there.
    pub(super) old: Option<fs::Metadata>,
}

impl Target {
    /// Follows links, also those that lead to nothing yet.
    pub(super) fn of(path: &Path) -> Result<Target, WriteError> {
        let fail = |source| WriteError::Io { path: path.to_owned(), source };
        let mut at = path.to_owned();
        for _ in 0..MOST_LINKS {
            if is_open_file(&at) {
                return Ok(Target::Stream(at));
            }
            match fs::symlink_metadata(&at) {
                Ok(about) if about.is_symlink() => {
                    let next = fs::read_link(&at).map_err(fail)?;
                    at = at.parent().unwrap_or(Path::new("")).join(next);
                }
                Ok(about) if about.is_dir() => return Err(WriteError::IsFolder(path.to_owned())),
                Ok(about) if about.is_file() => {
                    let resolved = fs::canonicalize(&at).map_err(fail)?;
                    return Ok(Target::Place(Place { path: resolved, old: Some(about) }));
                }
                Ok(_) => return Ok(Target::Stream(at)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    let path = absent(&at).map_err(fail)?;
                    return Ok(Target::Place(Place { path, old: None }));
                }
                Err(error) => return Err(fail(error)),
            }
        }
        Err(fail(io::Error::other("too many symbolic links")))
    }
}

/// The resolved path of a file that does not exist.
fn absent(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")))?;
    Ok(folder.join(name))
}

/// Names by which a process reaches its open files: what they lead to may be a plain file, which others
/// are writing to through the same opening, so it is not to be replaced.
fn is_open_file(path: &Path) -> bool {
    let parts: Vec<_> = path.iter().filter_map(|part| part.to_str()).collect();
    matches!(
        parts.as_slice(),
        ["/", "dev", "stdout" | "stderr"]
            | ["/", "dev", "fd", _]
            | ["/", "proc", _, "fd", _]
            | ["/", "proc", _, "task", _, "fd", _]
    )
}

fn is_own(path: &Path, name: &str, number: &str) -> bool {
    let own =
        [format!("/dev/{name}"), format!("/dev/fd/{number}"), format!("/proc/self/fd/{number}")];
    own.iter().any(|own| Path::new(own) == path)
}

/// Writes to a device, a pipe or an open file.
pub(super) fn write_stream(
    stream: &Path,
    path: &Path,
    contents: &Contents<'_>,
) -> Result<(), WriteError> {
    let write = || match stream {
        out if is_own(out, "stdout", "1") => flushed(io::stdout().lock(), contents),
        out if is_own(out, "stderr", "2") => flushed(io::stderr().lock(), contents),
        _ => flushed(open(stream)?, contents),
    };
    write().map_err(|source| WriteError::Io { path: path.to_owned(), source })
}

/// At the end: an open file may have been written to already.
fn open(stream: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).open(stream)
}

fn flushed(out: impl Write, contents: &Contents<'_>) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    contents(&mut out)?;
    out.flush()
}
