//! `organigram fmt`: one style for model files.

use std::path::{Path, PathBuf};

use super::files::{self, Existing, Folders, NewFile, recover, write_all, write_file};
use super::{CliError, Outcome, Terminal};
use crate::project::format_text;

/// Format model files in one standard style.
///
/// Every comment and the meaning are kept. All files are changed, or none.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The files; `-` is standard input, written to standard output.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Change nothing; list the files that are not formatted.
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let mut outcome = Outcome::Fine;
    let mut changed: Vec<(&Path, String, String)> = Vec::new();
    for path in &args.files {
        recover(path, terminal);
        let text = files::read(path)?;
        let formatted = format_text(&path.display().to_string(), &text)?;
        match (args.check, formatted == text) {
            (true, false) => {
                terminal.note(&format!("{} is not formatted", path.display()));
                outcome = Outcome::Diagnostics;
            }
            (false, _) if path.as_os_str() == "-" => {
                write_file(path, formatted.as_bytes(), terminal)?;
            }
            (false, false) if !is_among(path, &changed) => changed.push((path, text, formatted)),
            _ => {}
        }
    }
    let files = changed.iter().map(|(path, text, formatted)| {
        NewFile::of(*path, Existing::Unchanged(text.as_bytes()), formatted.as_bytes())
    });
    write_all(&files.collect::<Vec<_>>(), Folders::MustExist)?;
    Ok(outcome)
}

/// Whether a file was named before, perhaps by another name.
fn is_among(path: &Path, files: &[(&Path, String, String)]) -> bool {
    let resolved = path.canonicalize().ok();
    files.iter().any(|(other, ..)| resolved.is_some() && other.canonicalize().ok() == resolved)
}
