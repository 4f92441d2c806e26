//! Completion in shells: the words that may stand at a place, ids of the model among them.
//!
//! A shell asks the program itself (`COMPLETE=bash organigram`), which reads the model that stands
//! on the unfinished command line. Gives words, never an error: a model that cannot be read has
//! none.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{EnvCompleter, Shells};

use super::{CliError, Outcome, Terminal};
use crate::project::{Completing, Completion, Project};

/// Print a shell completion script, which also completes the ids of a model.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct CompletionArgs {
    /// The shell: bash, elvish, fish, powershell or zsh.
    shell: String,
}

const EXAMPLES: &str = "\
Examples:
  source <(organigram completions bash)
  organigram completions fish > ~/.config/fish/completions/organigram.fish
";

/// Write man pages, one for each command.
#[derive(clap::Args, Debug)]
pub(super) struct Man {
    /// The folder to write to.
    dir: PathBuf,
}

pub(super) fn completions(
    args: &CompletionArgs,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(&args.shell) else {
        return Err(CliError::unknown("shell", &args.shell, shells.names()));
    };
    register(shell, &mut terminal.out)?;
    Ok(Outcome::Fine)
}

fn register(shell: &dyn EnvCompleter, out: &mut dyn Write) -> std::io::Result<()> {
    let name = "organigram";
    shell.write_registration("COMPLETE", name, name, name, out)
}

/// The manual pages of a command and of its verbs.
pub(super) fn man(args: &Man, command: clap::Command) -> Result<Outcome, CliError> {
    std::fs::create_dir_all(&args.dir).map_err(CliError::file(&args.dir))?;
    let written = clap_mangen::generate_to(command, &args.dir);
    written.map_err(CliError::file(&args.dir))?;
    Ok(Outcome::Fine)
}

/// Models past this size are not read for the sake of a completion: a shell should not wait.
const LARGEST: u64 = 50_000_000;

/// The model on the command line that a shell is completing.
fn model() -> Option<Project> {
    let mut words = std::env::args_os().map(PathBuf::from);
    let path = words.find(|word| word.extension().is_some_and(|end| end == "ron"))?;
    read(&path)
}

fn read(path: &Path) -> Option<Project> {
    let is_small = std::fs::metadata(path).ok()?.len() <= LARGEST;
    is_small.then(|| Project::load(path))
}

/// What an unfinished word of the command line may become.
fn candidates(what: Completing, current: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(project), Some(current)) = (model(), current.to_str()) else { return Vec::new() };
    let found = project.complete(what, current);
    let before = &current[..found.start];
    let help = |name: String| {
        let is_shown = what != Completing::Expression && !name.is_empty();
        is_shown.then(|| name.into())
    };
    let candidate = |word: Completion| {
        CompletionCandidate::new(format!("{before}{}", word.word)).help(help(word.name))
    };
    found.words.into_iter().map(candidate).collect()
}

/// Ids of anything.
pub(super) fn things(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(Completing::Thing, current)
}

/// Ids of organs.
pub(super) fn organs(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(Completing::Organ, current)
}

/// Ids of sources.
pub(super) fn sources(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(Completing::Source, current)
}

/// Expressions: what stands before the last word, and whatever that word may become.
pub(super) fn expressions(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(Completing::Expression, current)
}
