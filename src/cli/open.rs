//! Opening a model: loading it with a sign of life, and what can go wrong with a command.

use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::{ModelArgs, Terminal};
use crate::atomic_write::{self, Existing, Folders, NewFile, WriteError, write_files};
use crate::diagnostics::human::{Colour, Human, summary};
use crate::diagnostics::{self, Diagnostics};
use crate::graph::{Builder, Class, Found, NodeIx, OrgGraph};
use crate::load::{self, LoadOptions, Outside};
use crate::time::DateError;

/// Why a command could not be run.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The model has faults that keep it from being read.
    #[error("the model could not be read: {0}")]
    Model(String),
    /// A date on the command line is not EDTF.
    #[error("{option}: `{text}`: {}", error.message)]
    Date {
        /// The option.
        option: &'static str,
        /// What was typed.
        text: String,
        /// What is wrong with it.
        error: DateError,
    },
    /// Something was named that the model lacks.
    #[error("no {what} is called `{name}`")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// What was typed.
        name: String,
        /// What may have been meant.
        near: Option<String>,
    },
    /// A name fits several things.
    #[error("`{name}` fits {} things equally well:{}", several.len(), some(several))]
    Ambiguous {
        /// What was typed.
        name: String,
        /// The ids of the things with their names.
        several: Vec<String>,
    },
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

fn some(ids: &[String]) -> String {
    const MOST: usize = 12;
    let shown: String = ids.iter().take(MOST).map(|id| format!("\n  {id}")).collect();
    match ids.len().checked_sub(MOST) {
        Some(more) if more > 0 => format!("{shown}\n  and {more} more"),
        _ => shown,
    }
}

impl CliError {
    /// That nothing has this name, with what may have been meant.
    pub fn unknown<'a>(
        what: &'static str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> CliError {
        let near = diagnostics::suggest(name, known).map(str::to_owned);
        CliError::Unknown { what, name: name.to_owned(), near }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            CliError::Date { error, .. } => error.help.clone(),
            CliError::Unknown { near, .. } => {
                near.as_ref().map(|near| format!("did you mean `{near}`?"))
            }
            CliError::Ambiguous { .. } => Some("name it by its id".to_owned()),
            CliError::Model(_) => Some(
                "mend the faults above first; nothing was answered from a half-read model"
                    .to_owned(),
            ),
            _ => None,
        }
    }
}

/// A model that was loaded.
pub struct Opened {
    /// Its graph.
    pub graph: OrgGraph,
    /// What loading found.
    pub findings: Diagnostics,
}

/// Loads a model, with all that was found on the way.
#[must_use]
pub(super) fn load(args: &ModelArgs, terminal: &mut Terminal) -> Opened {
    recover(&args.model, terminal);
    with_sign_of_life(terminal, &args.model.display().to_string(), || {
        let outside = if args.allow_outside { Outside::Allowed } else { Outside::Refused };
        let options = LoadOptions { outside, ..LoadOptions::default() };
        let loaded = load::load(&args.model, &options, Builder::default());
        let graph = loaded.sink.finish(loaded.sources, loaded.charter);
        Opened { graph, findings: loaded.findings }
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
/// When loading found errors: an answer from a half-read model may be a wrong one.
pub(super) fn open(args: &ModelArgs, terminal: &mut Terminal) -> Result<OrgGraph, CliError> {
    let Opened { graph, findings } = load(args, terminal);
    if findings.counts().errors > 0 {
        human(terminal.color_err).write(&mut terminal.err, &findings, graph.texts())?;
        return Err(CliError::Model(summary(findings.counts())));
    }
    let (faults, more) = graph.faults();
    match faults.len() + more {
        0 => {}
        1 => terminal.note("the model has a fault; `organigram check` shows it"),
        count => {
            terminal.note(&format!("the model has {count} faults; `organigram check` shows them"))
        }
    }
    Ok(graph)
}

/// How findings are written for a person at this terminal.
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
    match graph.find(name, classes) {
        Found::One(node) => Ok(node),
        Found::Several(nodes) => Err(CliError::Ambiguous {
            name: name.to_owned(),
            several: nodes.iter().map(|&node| graph.calling(node)).collect(),
        }),
        Found::None => {
            let nodes = classes.iter().flat_map(|&class| graph.nodes(class));
            let known =
                nodes.flat_map(|node| std::iter::once(graph.id(node)).chain(graph.names(node)));
            Err(CliError::unknown(what, name, known))
        }
    }
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
