//! One file, written beside its place and ready to take it.
//!
//! Takes a place and contents; gives a temporary file in the same folder, with the mode, the owner and
//! the extended attributes of the file that it is to replace, flushed to disk. Never touches the file
//! that is there.

use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::target::Place;
use super::{Existing, NewFile, Probe, Step, WriteError, folder_of, signals};

pub(super) const PREFIX: &str = ".organigram-";
pub(super) const SUFFIX: &str = ".tmp";
pub(super) const RANDOM: usize = 12;

/// Contents by length and hash.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Digest {
    pub(super) length: u64,
    pub(super) hash: u64,
}

impl Digest {
    /// The digest of what a file holds.
    pub(super) fn of(path: &Path) -> io::Result<Digest> {
        let mut hasher = DefaultHasher::new();
        let (mut file, mut length, mut buffer) = (File::open(path)?, 0, vec![0; 1 << 16]);
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(Digest { length, hash: hasher.finish() }),
                count => {
                    hasher.write(&buffer[..count]);
                    length += count as u64;
                }
            }
        }
    }
}

/// A file that is ready to take its place.
pub(super) struct Staged<'f> {
    pub(super) file: &'f NewFile<'f>,
    pub(super) place: &'f Place,
    pub(super) temp: NamedTempFile,
    pub(super) digest: Digest,
}

impl<'f> Staged<'f> {
    pub(super) fn error(&self, source: io::Error) -> WriteError {
        io_error(&self.file.path, source)
    }

    /// Whether the file that is there is still the one that was compared.
    pub(super) fn is_unchanged(&self) -> bool {
        match (&self.place.old, fs::symlink_metadata(&self.place.path)) {
            (Some(old), Ok(now)) => same(old, &now),
            (None, Err(error)) => error.kind() == io::ErrorKind::NotFound,
            _ => false,
        }
    }
}

/// Writes the contents beside their place.
pub(super) fn stage<'f>(
    file: &'f NewFile<'f>,
    place: &'f Place,
    probe: Probe<'_>,
) -> Result<Staged<'f>, WriteError> {
    may_replace(file, place)?;
    let fail = |source| io_error(&file.path, source);
    let temp = probe(Step::Stage).and_then(|()| create(&place.path, place.old.is_none()));
    let temp = temp.map_err(fail)?;
    let digest = fill(temp.as_file(), file, probe).map_err(fail)?;
    if let Some(old) = &place.old {
        let kept = probe(Step::Attributes).and_then(|()| attributes::keep(&temp, &place.path, old));
        kept.map_err(fail)?;
    }
    probe(Step::SyncFile).and_then(|()| temp.as_file().sync_all()).map_err(fail)?;
    Ok(Staged { file, place, temp, digest })
}

fn io_error(path: &Path, source: io::Error) -> WriteError {
    match signals::arrived() {
        true => WriteError::Interrupted(path.to_owned()),
        false => WriteError::Io { path: path.to_owned(), source },
    }
}

/// Refuses to replace what must not be.
fn may_replace(file: &NewFile<'_>, place: &Place) -> Result<(), WriteError> {
    let path = || file.path.clone();
    let Some(old) = &place.old else {
        return match file.existing {
            Existing::Unchanged(_) => Err(WriteError::Changed(path())),
            _ => Ok(()),
        };
    };
    if file.existing == Existing::Kept {
        return Err(WriteError::Exists(path()));
    }
    if old.permissions().readonly() || attributes::is_denied(&place.path, old) {
        return Err(WriteError::ReadOnly(path()));
    }
    let links = attributes::links(old);
    if links > 1 {
        return Err(WriteError::HardLinked { path: path(), links });
    }
    match file.existing {
        Existing::Unchanged(read) => {
            let now = fs::read(&place.path).map_err(|source| io_error(&file.path, source))?;
            if now == read { Ok(()) } else { Err(WriteError::Changed(path())) }
        }
        _ => Ok(()),
    }
}

/// A new file beside another. One that is to replace nothing has the mode that the umask gives; any other
/// is for its owner's eyes until it has the mode of the old one.
fn create(beside: &Path, is_new: bool) -> io::Result<NamedTempFile> {
    named(beside, SUFFIX, |path| {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(if is_new { 0o666 } else { 0o600 });
        }
        let _ = is_new;
        options.open(path)
    })
}

/// Makes something under a name of ours, which the next run in the folder removes if it is left behind.
pub(super) fn named<F>(
    beside: &Path,
    suffix: &str,
    make: impl FnMut(&Path) -> io::Result<F>,
) -> io::Result<NamedTempFile<F>> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(suffix).rand_bytes(RANDOM);
    builder.make_in(folder_of(beside), make)
}

/// A second name for a file, or where the disk has none, a copy of it.
pub(super) fn backup(of: &Path) -> io::Result<NamedTempFile<()>> {
    named(of, SUFFIX, |path| {
        fs::hard_link(of, path).or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Err(error),
            _ => fs::copy(of, path).and_then(|_| File::open(path)?.sync_all()),
        })
    })
}

fn fill(to: &File, file: &NewFile<'_>, probe: Probe<'_>) -> io::Result<Digest> {
    let hasher = DefaultHasher::new();
    let mut out = BufWriter::with_capacity(1 << 16, Hashed { to, hasher, length: 0, probe });
    (file.contents)(&mut out)?;
    out.flush()?;
    let hashed = out.get_ref();
    Ok(Digest { length: hashed.length, hash: hashed.hasher.finish() })
}

/// Writes and hashes, until a signal asks to stop.
struct Hashed<'w> {
    to: &'w File,
    hasher: DefaultHasher,
    length: u64,
    probe: Probe<'w>,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if signals::arrived() {
            return Err(io::Error::other("interrupted"));
        }
        (self.probe)(Step::Write)?;
        let count = self.to.write(bytes)?;
        self.hasher.write(&bytes[..count]);
        self.length += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Whether two looks saw the same file with the same contents, as far as the system shows.
fn same(one: &Metadata, two: &Metadata) -> bool {
    let times = one.modified().ok() == two.modified().ok();
    times && one.len() == two.len() && attributes::identity(one) == attributes::identity(two)
}

/// Flushes the names in a folder to disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match cfg!(unix) {
        // Some file systems cannot flush a folder; that is no failure of ours.
        true => File::open(folder)?.sync_all().or_else(|error| match error.kind() {
            io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported => Ok(()),
            _ => Err(error),
        }),
        false => Ok(()),
    }
}

/// The path of something under a name of ours, to be kept.
pub(super) fn path_of<F>(temp: &NamedTempFile<F>) -> PathBuf {
    temp.path().to_owned()
}

#[cfg(unix)]
pub(super) mod attributes {
    //! What a file has beside its contents.

    use std::fs::{Metadata, Permissions};
    use std::io;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    use std::path::Path;

    use tempfile::NamedTempFile;

    /// A number that no other file of the system has.
    pub(in super::super) fn identity(about: &Metadata) -> (u64, u64) {
        (about.dev(), about.ino())
    }

    /// How many names the file has.
    pub(super) fn links(about: &Metadata) -> u64 {
        about.nlink()
    }

    /// Whether the file may not be written: by this process, or by its own owner. Root may write anything,
    /// so for root the owner's permission counts.
    pub(super) fn is_denied(path: &Path, about: &Metadata) -> bool {
        let denied = rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_err();
        denied || about.mode() & 0o200 == 0
    }

    /// Gives a new file the owner, the mode and the extended attributes of an old one. Only root may give
    /// a file away: where that is refused, the group is kept if it can be.
    pub(super) fn keep(new: &NamedTempFile, path: &Path, old: &Metadata) -> io::Result<()> {
        let (file, now) = (new.as_file(), new.as_file().metadata()?);
        let differs = (now.uid(), now.gid()) != (old.uid(), old.gid());
        if differs && fchown(file, Some(old.uid()), Some(old.gid())).is_err() {
            let _ = fchown(file, None, Some(old.gid()));
        }
        extended(new.path(), path);
        file.set_permissions(Permissions::from_mode(old.mode() & 0o7777))
    }

    /// Access lists and labels, as far as the disk has them and this process may set them.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn extended(new: &Path, old: &Path) {
        use rustix::fs::{XattrFlags, getxattr, listxattr, setxattr};
        let mut names = vec![0; 1 << 16];
        let Ok(length) = listxattr(old, &mut names[..]) else { return };
        for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
            let mut value = vec![0; 1 << 16];
            if let Ok(length) = getxattr(old, name, &mut value[..]) {
                let _ = setxattr(new, name, &value[..length], XattrFlags::empty());
            }
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn extended(_: &Path, _: &Path) {}
}

#[cfg(not(unix))]
pub(super) mod attributes {
    //! What a file has beside its contents.

    use std::fs::Metadata;
    use std::io;
    use std::path::Path;

    use tempfile::NamedTempFile;

    pub(in super::super) fn identity(_: &Metadata) -> (u64, u64) {
        (0, 0)
    }

    pub(super) fn links(_: &Metadata) -> u64 {
        1
    }

    pub(super) fn is_denied(_: &Path, _: &Metadata) -> bool {
        false
    }

    pub(super) fn keep(new: &NamedTempFile, _: &Path, old: &Metadata) -> io::Result<()> {
        new.as_file().set_permissions(old.permissions())
    }
}
