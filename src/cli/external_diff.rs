//! `organigram external-diff`: what git calls to show a change of a model file. Takes the file before and after, as git
//! gives them, prints what changed in the model and then in its statements. Writes no file of the model.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use super::diff::write_changes;
use super::files;
use super::terminal::{bold, dim};
use super::{CliError, Outcome, Terminal};
use crate::project::{
    CheckTarget, Compare, Disk, FileRole, LoadOptions, Overlay, Project, Question, check_targets,
    file_role, flat_lines,
};

/// Print how a change of a model file changes the model.
///
/// For `git diff`, as an external diff: docs/editors.md says how to set it up. The arguments are those that git gives: the
/// path, then file, hash and mode before, then the same after. Other files of the model count as they are now.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The path of the file in the repository.
    path: PathBuf,
    /// What git says of the file before and after; nothing for one whose merge is not done.
    #[arg(value_name = "BEFORE AFTER", allow_hyphen_values = true)]
    sides: Vec<OsString>,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let path = args.path.display();
    let [before, _, _, after, ..] = &args.sides[..] else {
        writeln!(terminal.out, "{}", bold(&format!("{path}: its merge is not settled")))?;
        return Ok(Outcome::Fine);
    };
    let (before, after) = (text(Path::new(before))?, text(Path::new(after))?);
    writeln!(terminal.out, "{}", bold(&format!("diff of {path}")))?;
    let is_ron = args.path.extension().is_some_and(|ending| ending == "ron");
    if is_ron && [&before, &after].iter().any(|text| is_of_model(text)) {
        in_the_model(&args.path, &before, &after, terminal)?;
        statements(&flat_lines(&before), &flat_lines(&after), terminal)?;
    } else {
        statements(&before, &after, terminal)?;
    }
    Ok(Outcome::Fine)
}

/// The text of one side; empty where there is no such file.
fn text(path: &Path) -> Result<String, CliError> {
    if path == Path::new("/dev/null") { Ok(String::new()) } else { files::read(path) }
}

fn is_of_model(text: &str) -> bool {
    !text.is_empty() && file_role(text) != FileRole::Other
}

/// What the change means, for each model that the file belongs to.
fn in_the_model(
    path: &Path,
    before: &str,
    after: &str,
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    let (before, after) = (with(path, before), with(path, after));
    let found = check_targets(&after, &[path.to_path_buf()], &LoadOptions::default())?;
    for target in &found.targets {
        let entry = target.entry.display().to_string();
        if target.is_charter {
            continue;
        }
        match differences(target, &before, &after) {
            None => writeln!(
                terminal.out,
                "{}",
                dim(&format!("{entry} cannot be read on both sides: `organigram check` says why"))
            )?,
            Some(diff) if diff.is_empty() => {
                let what = "no organ, name, person or claim of it differs";
                writeln!(terminal.out, "{}", dim(&format!("{entry}: {what}")))?;
            }
            Some(diff) => {
                writeln!(terminal.out, "{entry}")?;
                write_changes(&diff, &mut terminal.out)?;
            }
        }
    }
    Ok(())
}

fn differences(
    target: &CheckTarget,
    before: &Overlay,
    after: &Overlay,
) -> Option<crate::project::Diff> {
    let load = |files: &Overlay| -> Option<Project> {
        target.load(files, &LoadOptions::default()).readable().ok()
    };
    let mut compare = Compare::default();
    let before = load(before)?;
    compare.against = Some(Arc::new(load(after)?));
    before.diff(&Question::default(), &compare).ok()
}

/// The files of the disk with one text in the place of a file; a file that is not there says nothing.
fn with(path: &Path, text: &str) -> Overlay {
    let mut files = Overlay::new(Disk);
    files.insert(path, if text.trim().is_empty() { "Model()" } else { text });
    files
}

/// The lines that differ, as git finds them.
fn statements(before: &str, after: &str, terminal: &mut Terminal) -> Result<(), CliError> {
    let folder = tempfile::tempdir()?;
    let side = |name: &str, text: &str| -> Result<PathBuf, CliError> {
        let path = folder.path().join(name);
        std::fs::write(&path, text)?;
        Ok(path)
    };
    let (before, after) = (side("before", before)?, side("after", after)?);
    let output = Command::new("git")
        .args(["diff", "--no-index", "--no-ext-diff", "--no-textconv", "--no-color", "--"])
        .args([&before, &after])
        .output()
        .map_err(|error| CliError::Usage(format!("git cannot be run: {error}")))?;
    let shown = String::from_utf8_lossy(&output.stdout);
    // The names of these two files are nobody's.
    let lines = shown.lines().skip_while(|line| !line.starts_with("@@"));
    for line in lines {
        writeln!(terminal.out, "{line}")?;
    }
    writeln!(terminal.out)?;
    Ok(())
}
