//! The journal by which several files change together.
//!
//! Takes staged files; keeps a second name for each file that they replace, and writes down which is
//! which before the first rename. As long as the journal is there, the change has not happened: whoever
//! finds it puts the old files back. It also clears away temporary files of runs that were killed. Never
//! touches a file that somebody edited since, and heeds no journal that was copied from elsewhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use super::lock::Locks;
use super::staging::{
    Digest, PREFIX, RANDOM, SUFFIX, Staged, attributes, backup, named, path_of, sync_folder,
};
use super::{Probe, Step, WriteError, folder_of, folders_of};

const ENDING: &str = ".journal";
const TITLE: &str = "organigram journal 1";
/// Where a folder cannot be locked, only what is older than this was surely left behind.
const OLD: Duration = Duration::from_secs(3600);

/// One file of a change.
#[derive(Debug)]
struct Entry {
    place: PathBuf,
    /// The file that was there, under another name in the same folder.
    backup: Option<PathBuf>,
    /// What is to be there.
    new: Digest,
}

/// A change that has begun. Its backups go when it is dropped.
pub(super) struct Journal {
    entries: Vec<Entry>,
    backups: Vec<NamedTempFile<()>>,
    /// The copies in the other folders, and last the one that counts.
    files: Vec<PathBuf>,
}

impl Journal {
    /// Keeps the old files and writes the journal: into every folder, so that a run in any of them finds it.
    pub(super) fn begin(
        staged: &[Staged<'_>],
        folders: &BTreeSet<PathBuf>,
        probe: Probe<'_>,
    ) -> Result<Journal, WriteError> {
        let (mut entries, mut backups) = (Vec::new(), Vec::new());
        for staged in staged {
            let old = match staged.place.old {
                Some(_) => {
                    let kept = probe(Step::Backup).and_then(|()| backup(&staged.place.path));
                    Some(kept.map_err(|source| staged.error(source))?)
                }
                None => None,
            };
            let (place, new) = (staged.place.path.clone(), staged.digest);
            entries.push(Entry { place, backup: old.as_ref().map(path_of), new });
            backups.extend(old);
        }
        let mut journal = Journal { entries, backups, files: Vec::new() };
        if let Err(source) = journal.write(folders, probe) {
            journal.remove_files();
            let path = staged.first().map(|staged| staged.file.path.clone()).unwrap_or_default();
            return Err(WriteError::Io { path, source });
        }
        Ok(journal)
    }

    fn write(&mut self, folders: &BTreeSet<PathBuf>, probe: Probe<'_>) -> io::Result<()> {
        let Some(first) = folders.first() else { return Ok(()) };
        // The name of the journal that counts is the name of its copies.
        let counts = named(&first.join("-"), ENDING, create)?;
        let name = counts.path().file_name().unwrap_or_default().to_owned();
        for folder in folders.iter().skip(1) {
            let path = folder.join(&name);
            let mut copy = create(&path)?;
            self.files.push(path.clone());
            self.fill(&mut copy, &path, first, probe)?;
            sync_folder(folder)?;
        }
        let (mut file, path) = counts.keep().map_err(|error| error.error)?;
        self.files.push(path.clone());
        self.fill(&mut file, &path, first, probe)?;
        sync_folder(first)
    }

    fn fill(
        &self,
        file: &mut fs::File,
        path: &Path,
        first: &Path,
        probe: Probe<'_>,
    ) -> io::Result<()> {
        probe(Step::WriteJournal)?;
        let text = to_text(&self.entries, path, first, attributes::identity(&file.metadata()?));
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    /// The change has happened.
    pub(super) fn end(&mut self, probe: Probe<'_>) -> io::Result<()> {
        probe(Step::EndJournal)?;
        if let Some(counts) = self.files.last() {
            fs::remove_file(counts)?;
            self.files.pop();
        }
        self.remove_files();
        Ok(())
    }

    /// The change has not happened: the old files come back.
    pub(super) fn undo(mut self) -> Result<(), WriteError> {
        match put_back(&self.entries) {
            Ok(_) => {
                self.remove_files();
                Ok(())
            }
            Err(error) => {
                // The next run needs them.
                self.backups.drain(..).for_each(|backup| drop(backup.into_temp_path().keep()));
                Err(error)
            }
        }
    }

    /// Removes the journal that counts before its copies.
    fn remove_files(&mut self) {
        self.files.drain(..).rev().for_each(|file| drop(fs::remove_file(file)));
    }
}

fn create(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}

/// Puts the old files back where the new ones stand; gives those that it put back.
fn put_back(entries: &[Entry]) -> Result<Vec<PathBuf>, WriteError> {
    let mut back = Vec::new();
    for Entry { place, backup, new } in entries {
        let is_new = Digest::of(place).is_ok_and(|digest| digest == *new);
        let done = match backup {
            // Not in place yet, or edited since: then it is somebody's work.
            _ if !is_new => continue,
            Some(backup) if backup.exists() => fs::rename(backup, place),
            Some(_) => continue,
            None => fs::remove_file(place),
        };
        done.map_err(|source| WriteError::NotRestored {
            path: place.clone(),
            backup: backup.clone().unwrap_or_default(),
            source,
        })?;
        back.push(place.clone());
    }
    let folders = folders_of(back.iter().map(PathBuf::as_path));
    folders.iter().for_each(|folder| drop(sync_folder(folder)));
    Ok(back)
}

/// Whether a folder holds anything of ours.
pub(super) fn has_leftovers(folder: &Path) -> bool {
    leftovers(folder, ENDING).next().is_some() || leftovers(folder, SUFFIX).next().is_some()
}

/// Ends in a folder, whose lock is held, what earlier runs began there; gives the files that were put back.
pub(super) fn recover(folder: &Path, locks: &mut Locks) -> Result<Vec<PathBuf>, WriteError> {
    let is_left = |path: &PathBuf, locks: &Locks| locks.excludes_others(folder) || is_old(path);
    let mut back = Vec::new();
    let mut journals: Vec<PathBuf> = leftovers(folder, ENDING).collect();
    journals.retain(|path| is_left(path, locks));
    for path in journals {
        if let Some((entries, copies)) = read(&path, folder) {
            for folder in folders_of(entries.iter().map(|entry| entry.place.as_path())) {
                locks.lock(&folder)?;
            }
            back.extend(put_back(&entries)?);
            copies.iter().for_each(|copy| drop(fs::remove_file(copy)));
        }
        let _ = fs::remove_file(&path);
    }
    leftovers(folder, SUFFIX)
        .filter(|path| is_left(path, locks))
        .for_each(|path| drop(fs::remove_file(path)));
    Ok(back)
}

fn is_old(path: &Path) -> bool {
    let changed = path.symlink_metadata().and_then(|about| about.modified());
    changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > OLD))
}

/// The files in a folder whose names are of our making.
fn leftovers(folder: &Path, ending: &'static str) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(move |entry| is_ours(&entry.file_name().to_string_lossy(), ending));
    ours.map(|entry| entry.path())
}

fn is_ours(name: &str, ending: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(ending));
    random.is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

// ------------------------------------------------------------------- its text

/// The entries as lines. Paths in or below the journal's own folder are relative to it, so that the folder
/// may be moved.
fn to_text(entries: &[Entry], path: &Path, first: &Path, identity: (u64, u64)) -> String {
    let folder = folder_of(path);
    let written = |path: &Path| escaped(path.strip_prefix(folder).unwrap_or(path));
    let counts = first.join(path.file_name().unwrap_or_default());
    let mut text = format!("{TITLE}\nidentity {} {}\n", identity.0, identity.1);
    let _ = writeln!(text, "counts {}", written(&counts));
    for Entry { place, backup, new } in entries {
        let backup = backup.as_deref().map_or("-".to_owned(), written);
        let _ = writeln!(text, "file {} {} {backup} {}", new.length, new.hash, written(place));
    }
    text + "end\n"
}

/// What a journal says, if it is whole, was written here, and counts: the entries, and its copies.
fn read(path: &Path, folder: &Path) -> Option<(Vec<Entry>, Vec<PathBuf>)> {
    let text = fs::read_to_string(path).ok()?;
    let mut lines = text.strip_suffix("end\n")?.lines();
    let (title, identity, counts) = (lines.next()?, lines.next()?, lines.next()?);
    let (device, number) = identity.strip_prefix("identity ")?.split_once(' ')?;
    let written = (device.parse().ok()?, number.parse().ok()?);
    let found = attributes::identity(&fs::symlink_metadata(path).ok()?);
    let counts = folder.join(unescaped(counts.strip_prefix("counts ")?)?);
    if title != TITLE || written != found || !counts.exists() {
        return None;
    }
    let entries = lines.map(|line| entry(line, folder)).collect::<Option<Vec<_>>>()?;
    let name = path.file_name()?;
    let folders = folders_of(entries.iter().map(|entry| entry.place.as_path()));
    let copies = folders.into_iter().map(|folder| folder.join(name));
    // The one that counts goes first.
    Some((entries, std::iter::once(counts.clone()).chain(copies).collect()))
}

fn entry(line: &str, folder: &Path) -> Option<Entry> {
    let mut parts = line.strip_prefix("file ")?.split(' ');
    let (length, hash) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let backup = match parts.next()? {
        "-" => None,
        backup => Some(folder.join(unescaped(backup)?)),
    };
    let place = folder.join(unescaped(parts.next()?)?);
    // A backup lies beside its file under a name of ours, or the journal is not ours.
    let beside = |backup: &PathBuf| {
        let name = backup.file_name().unwrap_or_default().to_string_lossy();
        folder_of(backup) == folder_of(&place) && is_ours(&name, SUFFIX)
    };
    let fits = backup.as_ref().is_none_or(beside);
    fits.then_some(Entry { place, backup, new: Digest { length, hash } })
}

/// A path in letters that stand in a line: all others as `%41`.
fn escaped(path: &Path) -> String {
    let mut text = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                text.push(char::from(byte));
            }
            _ => drop(write!(text, "%{byte:02x}")),
        }
    }
    text
}

fn unescaped(text: &str) -> Option<PathBuf> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        bytes.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
        rest = &after[2..];
    }
    bytes.extend(rest.bytes());
    path(bytes)
}

#[cfg(unix)]
fn path(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn path(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}
