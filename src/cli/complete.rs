//! Completion in shells: the words that may stand at a place, ids of the model among them.
//!
//! A shell asks the program itself (`COMPLETE=bash organigram`), which reads the model that stands
//! on the unfinished command line. Gives words, never an error: a model that cannot be read has
//! none.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{EnvCompleter, Shells};

use super::{CliError, Outcome, Terminal};
use crate::graph::{Builder, Class, OrgGraph};
use crate::load::{self, LoadOptions};
use crate::query::FUNCTIONS;

/// Print a shell completion script; it completes the ids of a model too.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell: bash, elvish, fish, powershell or zsh.
    shell: String,
}

const EXAMPLES: &str = "\
Examples:
  source <(organigram completions bash)
  organigram completions fish > ~/.config/fish/completions/organigram.fish
";

/// Write man pages, one for each verb.
#[derive(clap::Args, Debug)]
pub(super) struct Man {
    /// The folder to write to.
    dir: PathBuf,
}

pub(super) fn completions(
    args: &Completions,
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

pub(super) fn man(args: &Man) -> Result<Outcome, CliError> {
    let failed = |error| CliError::File { path: args.dir.display().to_string(), error };
    std::fs::create_dir_all(&args.dir).map_err(failed)?;
    clap_mangen::generate_to(super::Cli::command(), &args.dir).map_err(failed)?;
    Ok(Outcome::Fine)
}

/// Models past this size are not read for the sake of a completion: a shell should not wait.
const LARGEST: u64 = 50_000_000;

/// The model on the command line that a shell is completing.
fn model() -> Option<OrgGraph> {
    let mut words = std::env::args_os().map(PathBuf::from);
    let path = words.find(|word| word.extension().is_some_and(|end| end == "ron"))?;
    read(&path)
}

fn read(path: &Path) -> Option<OrgGraph> {
    if std::fs::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    let loaded = load::load(path, &LoadOptions::default(), Builder::default());
    Some(loaded.sink.finish(loaded.sources, loaded.charter))
}

/// The ids of the things of some classes, with their names.
fn ids(classes: &[Class], current: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(graph), Some(current)) = (model(), current.to_str()) else { return Vec::new() };
    let nodes = classes.iter().flat_map(|&class| graph.nodes(class));
    let fitting = nodes.filter(|&node| graph.id(node).starts_with(current));
    fitting
        .map(|node| {
            CompletionCandidate::new(graph.id(node)).help(Some(graph.name(node).to_owned().into()))
        })
        .collect()
}

/// Ids of anything.
pub(super) fn things(current: &OsStr) -> Vec<CompletionCandidate> {
    ids(&[Class::Organ, Class::Post, Class::Person, Class::Event], current)
}

/// Ids of organs.
pub(super) fn organs(current: &OsStr) -> Vec<CompletionCandidate> {
    ids(&[Class::Organ], current)
}

/// Ids of sources.
pub(super) fn sources(current: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(graph), Some(current)) = (model(), current.to_str()) else { return Vec::new() };
    let ids = graph.sources().map(|source| graph.source_id(source));
    ids.filter(|id| id.starts_with(current)).map(CompletionCandidate::new).collect()
}

/// Expressions: what stands before the last word, and whatever that word may become.
pub(super) fn expressions(current: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(graph), Some(current)) = (model(), current.to_str()) else { return Vec::new() };
    let start = last_word(current);
    let words = words(&graph, &current[start..]).into_iter();
    words.map(|word| CompletionCandidate::new(format!("{}{word}", &current[..start]))).collect()
}

/// Where the last word of an unfinished expression begins.
pub(super) fn last_word(text: &str) -> usize {
    let ends = |letter: char| !(letter.is_alphanumeric() || "_-.#/+".contains(letter));
    text.rfind(ends).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
}

/// The functions, named queries and ids that begin with a word.
pub(super) fn words(graph: &OrgGraph, start: &str) -> Vec<String> {
    const MOST: usize = 1_000;
    let functions = FUNCTIONS.iter().map(|entry| format!("{}(", entry.name));
    let queries = graph.queries().keys().cloned();
    let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
    let ids = classes.into_iter().flat_map(|class| graph.nodes(class));
    let ids = ids.map(|node| graph.id(node)).filter(|id| id.starts_with(start)).map(str::to_owned);
    functions.chain(queries).filter(|word| word.starts_with(start)).chain(ids).take(MOST).collect()
}
