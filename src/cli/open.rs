//! Opening a model: loading it with a sign of life, and what can go wrong with a command.

use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::{ModelArgs, Terminal};
use crate::atomic_write::{self, Existing, Folders, NewFile, WriteError, write_files};
use crate::diagnostics::human::{Colour, Human};
use crate::graph::{Class, NodeIx, OrgGraph};
use crate::project::{self, Disk, LoadOptions, Outside, Project, ProjectError};

/// Why a command could not be run.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The question has no answer.
    #[error("{}", by_option(.0))]
    Project(#[from] ProjectError),
    /// An expression is wrong; the text shows where.
    #[error("{}", .0.strip_prefix("error: ").unwrap_or(.0))]
    Query(String),
    /// The arguments do not go together.
    #[error("{0}")]
    Usage(String),
    /// A file was not written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A file could not be written or read.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: String,
        /// What went wrong.
        error: io::Error,
    },
    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Output(#[from] io::Error),
}

/// An error of the library, with the option for the field that is wrong.
fn by_option(error: &ProjectError) -> String {
    match error {
        ProjectError::Date { field, .. } => {
            format!("--{}{}", field.replace('_', "-"), &error.to_string()[field.len()..])
        }
        error => error.to_string(),
    }
}

impl CliError {
    /// That nothing has this name, with what may have been meant.
    pub fn unknown<'a>(
        what: &'static str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> CliError {
        ProjectError::unknown(what, name, known).into()
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            CliError::Project(error) => error.help(),
            _ => None,
        }
    }
}

/// Loads a model, whatever is wrong with it.
#[must_use]
pub(super) fn load(args: &ModelArgs, terminal: &mut Terminal) -> Project {
    recover(&args.model, terminal);
    load_again(args, terminal)
}

/// Loads a model that was loaded before.
pub(super) fn load_again(args: &ModelArgs, terminal: &Terminal) -> Project {
    with_sign_of_life(terminal, &args.model.display().to_string(), || {
        let outside = if args.allow_outside { Outside::Allowed } else { Outside::Refused };
        let options = LoadOptions { outside, ..LoadOptions::default() };
        Project::load_from(&Disk, &args.model, &options)
    })
}

/// Undoes what a run that was killed left half done in the model's folder.
pub(super) fn recover(model: &Path, terminal: &mut Terminal) {
    let folder = model.parent().filter(|folder| !folder.as_os_str().is_empty());
    match atomic_write::recover(folder.unwrap_or(Path::new("."))) {
        Ok(files) => files.iter().for_each(|file| {
            let file = file.display();
            terminal.note(&format!(
                "{file} has its old contents again: a run that changed several files was cut short"
            ));
        }),
        Err(error) => terminal.note(&error.to_string()),
    }
}

/// Loads a model to answer from.
///
/// # Errors
/// When loading reported errors: an answer from a half-read model may be wrong.
pub(super) fn project(args: &ModelArgs, terminal: &mut Terminal) -> Result<Project, CliError> {
    let project = load(args, terminal);
    if let Some(error) = project.unreadable() {
        human(terminal.color_err).write(
            &mut terminal.err,
            project.load_problems(),
            project.texts(),
        )?;
        return Err(error.into());
    }
    let (problems, more) = project.graph().problems();
    match problems.len() + more {
        0 => {}
        1 => terminal.note("the model has a problem; `organigram check` shows it"),
        count => {
            terminal.note(&format!("the model has {count} problems; `organigram check` shows them"))
        }
    }
    Ok(project)
}

/// The graph of a model to answer from.
///
/// # Errors
/// As [`project`].
pub(super) fn open(args: &ModelArgs, terminal: &mut Terminal) -> Result<OrgGraph, CliError> {
    Ok(project(args, terminal)?.into_graph())
}

/// How diagnostics are written for a person at this terminal.
pub(super) fn human(color: bool) -> Human {
    let width = terminal_width().clamp(60, 140);
    Human { colour: if color { Colour::On } else { Colour::Off }, width, ..Human::default() }
}

fn terminal_width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100)
}

/// Runs something that may take long; after a second a terminal shows that it goes on.
fn with_sign_of_life<T: Send>(terminal: &Terminal, what: &str, work: impl FnOnce() -> T) -> T {
    if !terminal.is_watched() {
        return work();
    }
    std::thread::scope(|scope| {
        let (done, wait) = mpsc::channel::<()>();
        scope.spawn(move || {
            if wait.recv_timeout(Duration::from_secs(1)) != Err(mpsc::RecvTimeoutError::Timeout) {
                return;
            }
            let bar = indicatif::ProgressBar::new_spinner().with_message(format!("reading {what}"));
            while wait.recv_timeout(Duration::from_millis(100))
                == Err(mpsc::RecvTimeoutError::Timeout)
            {
                bar.tick();
            }
            bar.finish_and_clear();
        });
        let result = work();
        drop(done);
        result
    })
}

/// Finds the one node that a person means.
///
/// # Errors
/// When nothing or several things fit.
pub(super) fn find(
    graph: &OrgGraph,
    name: &str,
    what: &'static str,
    classes: &[Class],
) -> Result<NodeIx, CliError> {
    Ok(project::find(graph, name, what, classes)?)
}

/// Writes a file whole or not at all; `-` is standard output.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write_file(
    path: &std::path::Path,
    bytes: &[u8],
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    if path.as_os_str() == "-" {
        // Bytes as they are: they may be a picture.
        terminal.out.flush()?;
        let mut out = io::stdout().lock();
        return Ok(out.write_all(bytes).and_then(|()| out.flush())?);
    }
    // What was printed so far comes first if the file is standard output by another name.
    terminal.out.flush()?;
    let file = NewFile::of(path, Existing::Replaced, bytes);
    Ok(write_files(&[file], Folders::MustExist)?)
}
