//! The program `git`, asked in a folder. Takes the words of a command that changes nothing, gives what it prints.

use std::path::Path;
use std::process::Command;

use super::CliError;

/// What a command of git prints in a folder; nothing where it fails.
///
/// # Errors
/// When git cannot be run.
pub(super) fn git(folder: &Path, words: &[&str]) -> Result<Option<String>, CliError> {
    let printed = git_bytes(folder, words)?;
    Ok(printed.map(|printed| String::from_utf8_lossy(&printed).into_owned()))
}

/// The same as bytes.
///
/// # Errors
/// When git cannot be run.
pub(super) fn git_bytes(folder: &Path, words: &[&str]) -> Result<Option<Vec<u8>>, CliError> {
    let output = Command::new("git").arg("-C").arg(folder).args(words).output();
    let output = output.map_err(|error| CliError::Usage(format!("git cannot be run: {error}")))?;
    Ok(output.status.success().then_some(output.stdout))
}
