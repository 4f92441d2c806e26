//! One writer at a time in a folder.
//!
//! Takes folders, gives advisory locks on them that end with the value or with the process. Never waits
//! for ever. A file system without locks is written without: the comparison with what was read remains.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{WriteError, signals};

const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);

/// Locked folders, and whether the lock is a real one.
#[derive(Default)]
pub(super) struct Locks(BTreeMap<PathBuf, Option<File>>);

enum Attempt {
    Locked(Option<File>),
    Busy,
}

impl Locks {
    /// Locks a folder, by its resolved path, and waits for other writers some seconds.
    pub(super) fn lock(&mut self, folder: &Path) -> Result<(), WriteError> {
        let start = Instant::now();
        while !self.try_lock(folder)? {
            if signals::arrived() {
                return Err(WriteError::Interrupted(folder.to_owned()));
            }
            if start.elapsed() > PATIENCE {
                return Err(WriteError::Busy(folder.to_owned()));
            }
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }

    /// Locks a folder if nobody else has locked it.
    pub(super) fn try_lock(&mut self, folder: &Path) -> Result<bool, WriteError> {
        if self.0.contains_key(folder) {
            return Ok(true);
        }
        let fail = |source| WriteError::Io { path: folder.to_owned(), source };
        match attempt(folder).map_err(fail)? {
            Attempt::Locked(lock) => self.0.insert(folder.to_owned(), lock),
            Attempt::Busy => return Ok(false),
        };
        Ok(true)
    }

    /// Whether no other run can be writing in the folder.
    pub(super) fn excludes_others(&self, folder: &Path) -> bool {
        self.0.get(folder).is_some_and(Option::is_some)
    }
}

#[cfg(unix)]
fn attempt(folder: &Path) -> std::io::Result<Attempt> {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;
    let file = match File::open(folder) {
        Ok(file) => file,
        // A folder in which one may write but not look.
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            return Ok(Attempt::Locked(None));
        }
        Err(error) => return Err(error),
    };
    Ok(match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Attempt::Locked(Some(file)),
        Err(Errno::WOULDBLOCK | Errno::INTR) => Attempt::Busy,
        Err(_) => Attempt::Locked(None),
    })
}

#[cfg(not(unix))]
fn attempt(_: &Path) -> std::io::Result<Attempt> {
    Ok(Attempt::Locked(None))
}
