//! `organigram textconv` and `organigram merge`: what git calls to compare and to merge model files.

use std::path::PathBuf;
use std::process::Command;

use super::files::{self, write_file};
use super::{CliError, Outcome, Terminal};
use crate::diagnostics::plural;
use crate::project::{flat_lines, merge_texts};

/// Print a model file as lines to compare: an entry, then a line for each field, whatever the layout.
///
/// For `git diff`: docs/editors.md says how to set it up.
#[derive(clap::Args, Debug)]
pub(super) struct Textconv {
    /// The file; `-` is standard input.
    file: PathBuf,
}

pub(super) fn textconv(args: &Textconv, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let lines = flat_lines(&files::read(&args.file)?);
    terminal.data(|out| out.write_all(lines.as_bytes()))?;
    Ok(Outcome::Fine)
}

/// Merge two changes of a model file by entries and fields, and write the result to the first.
///
/// For `git merge`, as a merge driver: docs/editors.md says how to set it up. Where both changed one field in different
/// ways, both stand in the file between marks, and the exit code is 1.
#[derive(clap::Args, Debug)]
pub(super) struct Merge {
    /// The file that both began from.
    base: PathBuf,
    /// Our file, to which the result is written.
    ours: PathBuf,
    /// Their file.
    theirs: PathBuf,
    /// What to call the file in messages.
    #[arg(long, value_name = "PATH")]
    name: Option<PathBuf>,
}

pub(super) fn merge(args: &Merge, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let read = |path: &PathBuf| files::read(path);
    let (base, ours, theirs) = (read(&args.base)?, read(&args.ours)?, read(&args.theirs)?);
    let name = args.name.as_ref().unwrap_or(&args.ours).display().to_string();
    let Some(merged) = merge_texts(&base, &ours, &theirs) else {
        terminal.note(&format!("{name} is not RON on every side, and is merged by lines"));
        return by_lines(args);
    };
    write_file(&args.ours, merged.text.as_bytes(), terminal)?;
    match merged.conflicts {
        0 => Ok(Outcome::Fine),
        count => {
            terminal.note(&format!("{name}: {} to settle by hand", plural(count, "conflict")));
            Ok(Outcome::Diagnostics)
        }
    }
}

/// Merges as git does where it knows nothing of a file.
fn by_lines(args: &Merge) -> Result<Outcome, CliError> {
    let status = Command::new("git")
        .args(["merge-file", "-L", "ours", "-L", "base", "-L", "theirs"])
        .args([&args.ours, &args.base, &args.theirs])
        .status()
        .map_err(|error| CliError::Usage(format!("git cannot be run: {error}")))?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Diagnostics })
}
