//! The files of folders. Takes paths and endings, gives paths in order of their names; opens none of the files.

use std::path::{Path, PathBuf};

use crate::cli::CliError;

/// The files of a folder with one of some endings, by name.
pub(super) fn folder(path: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, CliError> {
    let entries = std::fs::read_dir(path).map_err(CliError::file(path))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
    let mut paths = paths.map_err(CliError::file(path))?;
    let wanted = |path: &PathBuf| {
        let name = path.to_string_lossy().to_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    };
    paths.retain(wanted);
    paths.sort();
    Ok(paths)
}
