//! Files that the program reads and writes. Takes paths, texts and bytes; writes each file whole or not at all. The
//! one place where `cli` opens files other than models and tables.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::{CliError, Terminal};
use crate::atomic_write::{self, write_files};
use crate::limited;

pub(super) use crate::atomic_write::{Existing, Folders, NewFile};

/// The text of a file of data; `-` is standard input.
///
/// # Errors
/// When it cannot be read, or is longer than any model.
pub(super) fn read(path: &Path) -> Result<String, CliError> {
    let text = match path.as_os_str() == "-" {
        true => limited::text_of(io::stdin(), limited::DATA),
        false => limited::text(path, limited::DATA),
    };
    text.map_err(CliError::file(path))
}

/// The text of a pipe, to its end.
///
/// # Errors
/// When it cannot be read, or is longer than any model.
pub(super) fn read_pipe(path: &Path) -> Result<String, CliError> {
    let text = match path.as_os_str() == "-" {
        true => limited::text_of(io::stdin(), limited::DATA),
        false => File::open(path).and_then(|pipe| limited::text_of(pipe, limited::DATA)),
    };
    text.map_err(CliError::file(path))
}

/// What a regular file holds, to compare it with what would be written; nothing where there is none or it is longer than
/// any model.
pub(super) fn bytes_of(path: &Path) -> Option<Vec<u8>> {
    let is_file = std::fs::metadata(path).is_ok_and(|about| about.is_file());
    if !is_file {
        return None;
    }
    limited::bytes(path, limited::DATA).ok()
}

/// The text of a file of settings.
///
/// # Errors
/// When it cannot be read, or is longer than settings are.
pub(super) fn read_settings(path: &Path) -> Result<String, CliError> {
    limited::text(path, limited::SETTINGS).map_err(CliError::file(path))
}

/// Writes a file whole or not at all; `-` is standard output.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write_file(
    path: &Path,
    bytes: &[u8],
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    // What was printed so far comes first, also if the file is standard output by another name.
    terminal.out.flush()?;
    if path.as_os_str() == "-" {
        // Bytes as they are: they may be a picture.
        let mut out = io::stdout().lock();
        return Ok(out.write_all(bytes).and_then(|()| out.flush())?);
    }
    write_all(&[NewFile::of(path, Existing::Replaced, bytes)], Folders::MustExist)
}

/// Writes several files, all or none.
///
/// # Errors
/// When one cannot be written.
pub(super) fn write_all(files: &[NewFile<'_>], folders: Folders) -> Result<(), CliError> {
    Ok(write_files(files, folders)?)
}

/// What to do with a file that exists.
pub(super) fn existing(force: bool) -> Existing<'static> {
    if force { Existing::Replaced } else { Existing::Kept }
}

/// Undoes what a run that was killed left half done in a model's folder.
pub(super) fn recover(model: &Path, terminal: &mut Terminal) {
    let folder = model.parent().filter(|folder| !folder.as_os_str().is_empty());
    match atomic_write::recover(folder.unwrap_or(Path::new("."))) {
        Ok(files) => files.iter().for_each(|file| {
            let file = file.display();
            terminal.note(&format!(
                "{file} has its old contents again: an earlier run was interrupted while it \
                 changed several files"
            ));
        }),
        Err(error) => terminal.note(&error.to_string()),
    }
}
