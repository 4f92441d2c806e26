//! What can go wrong with a command. Takes errors of the library and of the system, gives them in the words of the
//! program's options; never prints.

use std::io;

use crate::atomic_write::WriteError;
use crate::diagnostics::Diagnostic;
use crate::project::{Advice, DrawError, ImportError, ProjectError, UnknownFormat};

/// Why a command could not be run.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The question has no answer.
    #[error("{}", by_option(.0))]
    Project(#[from] ProjectError),
    /// The view cannot be drawn.
    #[error("{}", with_options(&.0.advice()))]
    Draw(#[from] DrawError),
    /// The name of a picture's file does not show its format.
    #[error("{}", with_options(&.0.advice()))]
    Format(#[from] UnknownFormat),
    /// The arguments do not go together.
    #[error("{0}")]
    Usage(String),
    /// A file was not written.
    #[error("{}", by_force(.0))]
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

/// An error of the library, with the options for the fields of which it speaks.
fn by_option(error: &ProjectError) -> String {
    match error {
        ProjectError::Date { field, .. } => option(field) + &error.to_string()[field.len()..],
        ProjectError::Usage(advice) => with_options(advice),
        ProjectError::Import(
            ImportError::Table { file, message } | ImportError::Unknown { file, message },
        ) => {
            format!("{file}: {}", with_options(message))
        }
        error => error.to_string(),
    }
}

/// An error of writing, with the option that replaces a file.
fn by_force(error: &WriteError) -> String {
    match error {
        WriteError::Exists(_) => format!("{error}; `--force` replaces it"),
        error => error.to_string(),
    }
}

/// A sentence with the options for the fields of which it speaks.
pub(super) fn with_options(advice: &Advice) -> String {
    advice.with(option)
}

/// Diagnostics whose advice names options for the fields of the library.
pub(super) fn name_options(diagnostics: &mut [Diagnostic]) {
    diagnostics.iter_mut().for_each(|diagnostic| diagnostic.call_fields(option));
}

/// The option for a field of the library.
fn option(field: &'static str) -> String {
    match field {
        "form" => "--view".to_owned(),
        "holds" => "--as".to_owned(),
        "stretches" => "--time".to_owned(),
        "outside" => "--allow-outside".to_owned(),
        field => format!("--{}", field.replace('_', "-")),
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

    /// That a file could not be written or read.
    pub(super) fn file(path: &std::path::Path) -> impl Fn(io::Error) -> CliError + '_ {
        move |error| CliError::File { path: path.display().to_string(), error }
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
