//! Staged files take their places, all or none.
//!
//! Takes resolved places and contents. Holds the locks of their folders, clears what an earlier run left
//! there, stages every file and only then renames. Never leaves one file new and another old.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::journal::{self, Journal};
use super::lock::Locks;
use super::staging::{Staged, stage, sync_folder};
use super::target::Place;
use super::{Existing, NewFile, Probe, Step, WriteError, folders_of};

pub(super) fn write_places(
    places: &[(&NewFile<'_>, Place)],
    probe: Probe<'_>,
) -> Result<(), WriteError> {
    let folders = folders_of(places.iter().map(|(_, place)| place.path.as_path()));
    let mut locks = Locks::default();
    for folder in &folders {
        locks.lock(folder)?;
    }
    for folder in &folders {
        journal::recover(folder, &mut locks)?;
    }
    let places = seen_under_lock(places)?;
    let staged = places.iter().map(|(file, place)| stage(file, place, probe));
    let staged = staged.collect::<Result<Vec<_>, _>>()?;
    match <[Staged<'_>; 1]>::try_from(staged) {
        Ok([only]) => put_one(only, &folders, probe),
        Err(several) => put_all(several, &folders, probe),
    }
}

/// The places as they are now that nobody else writes.
fn seen_under_lock<'f>(
    places: &[(&'f NewFile<'f>, Place)],
) -> Result<Vec<(&'f NewFile<'f>, Place)>, WriteError> {
    let mut paths = BTreeSet::new();
    let look = |(file, place): &(&'f NewFile<'f>, Place)| {
        if !paths.insert(place.path.clone()) {
            return Err(WriteError::Twice(file.path.clone()));
        }
        let old = match fs::symlink_metadata(&place.path) {
            Ok(about) => Some(about),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(WriteError::Io { path: file.path.clone(), source }),
        };
        Ok((*file, Place { path: place.path.clone(), old }))
    };
    places.iter().map(look).collect()
}

fn put_one(
    staged: Staged<'_>,
    folders: &BTreeSet<PathBuf>,
    probe: Probe<'_>,
) -> Result<(), WriteError> {
    let path = staged.file.path.clone();
    take_place(staged, probe)?;
    sync(folders, probe).map_err(|source| WriteError::Io { path, source })
}

fn put_all(
    staged: Vec<Staged<'_>>,
    folders: &BTreeSet<PathBuf>,
    probe: Probe<'_>,
) -> Result<(), WriteError> {
    let Some(first) = staged.first() else { return Ok(()) };
    let path = first.file.path.clone();
    let fail = |source| WriteError::Io { path: path.clone(), source };
    let mut journal = Journal::begin(&staged, folders, probe)?;
    let put = || {
        staged.into_iter().try_for_each(|staged| take_place(staged, probe))?;
        sync(folders, probe).map_err(fail)
    };
    match put().and_then(|()| journal.end(probe).map_err(fail)) {
        Ok(()) => sync(folders, &|_| Ok(())).map_err(fail),
        Err(error) => Err(journal.undo().err().unwrap_or(error)),
    }
}

/// Renames one staged file into its place, if that is still as it was.
fn take_place(staged: Staged<'_>, probe: Probe<'_>) -> Result<(), WriteError> {
    let path = staged.file.path.clone();
    if !staged.is_unchanged() {
        return Err(match staged.file.existing {
            Existing::Kept => WriteError::Exists(path),
            _ => WriteError::Changed(path),
        });
    }
    let fail = |source| WriteError::Io { path: path.clone(), source };
    probe(Step::Rename).map_err(fail)?;
    let Staged { file, place, temp, .. } = staged;
    let renamed = match file.existing {
        Existing::Kept => temp.persist_noclobber(&place.path),
        _ => temp.persist(&place.path),
    };
    renamed.map(drop).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => WriteError::Exists(path.clone()),
        _ => fail(error.error),
    })
}

fn sync(folders: &BTreeSet<PathBuf>, probe: Probe<'_>) -> io::Result<()> {
    folders.iter().try_for_each(|folder| {
        probe(Step::SyncFolder)?;
        sync_folder(folder)
    })
}
