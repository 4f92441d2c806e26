//! What went wrong, as exceptions of Python. Takes errors of the library; gives one of the classes in `organigram.errors`,
//! with the advice and the problems that belong to it. Work is done without the interpreter's lock, and a mistake of our
//! own becomes an exception too.

use std::panic::{AssertUnwindSafe, catch_unwind};

use organigram::atomic_write::WriteError;
use organigram::diagnostics::Advice;
use organigram::project::{DrawError, ImportError, Project, ProjectError, UnknownFormat};
use pyo3::prelude::*;
use serde_json::Value;

use crate::diagnostic::PyDiagnostic;
use crate::rows;

/// Why something could not be done.
pub(crate) enum Failure {
    /// A question has no answer.
    Question { message: String, help: Option<String> },
    /// A model could not be read.
    Model { message: String, help: Option<String>, problems: Vec<Value> },
    /// A picture could not be drawn.
    Draw(String),
    /// A file could not be written.
    Write(std::io::Error),
}

/// The name of a field of the library as the arguments are called here.
fn argument(field: &'static str) -> String {
    match field {
        "from" => "`before`".to_owned(),
        "to" => "`after`".to_owned(),
        "possible" => "`show=\"possible\"`".to_owned(),
        "outside" => "`allow_outside`".to_owned(),
        "query" => "`only`".to_owned(),
        field => format!("`{field}`"),
    }
}

/// A sentence with the arguments for the fields of which it speaks.
pub(crate) fn with_arguments(advice: &Advice) -> String {
    advice.with(argument)
}

impl Failure {
    /// That something was asked that cannot be.
    pub(crate) fn question(message: impl Into<String>) -> Failure {
        Failure::Question { message: message.into(), help: None }
    }

    /// That a model could not be read, with all that loading reported.
    pub(crate) fn unreadable(project: &Project, error: &ProjectError) -> Failure {
        let mut problems = project.load_problems().kept().to_vec();
        problems.iter_mut().for_each(|problem| problem.call_fields(argument));
        Failure::Model {
            message: error.to_string(),
            help: None,
            problems: rows::problems(&problems, project.texts()),
        }
    }

    fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Failure::Question { message, help } => {
                exception(py, "QuestionError", &message, help.as_deref(), &[])
            }
            Failure::Model { message, help, problems } => {
                exception(py, "ModelError", &message, help.as_deref(), &problems)
            }
            Failure::Draw(message) => exception(py, "DrawError", &message, None, &[]),
            Failure::Write(error) => error.into(),
        }
    }
}

impl From<ProjectError> for Failure {
    fn from(error: ProjectError) -> Failure {
        let help = error.help();
        let message = match &error {
            ProjectError::Usage(advice) => with_arguments(advice),
            ProjectError::Date { field, .. } => {
                argument(field).replace('`', "") + &error.to_string()[field.len()..]
            }
            ProjectError::Import(
                ImportError::Table { file, message } | ImportError::Unknown { file, message },
            ) => format!("{file}: {}", with_arguments(message)),
            error => error.to_string(),
        };
        match error {
            ProjectError::Import(_) => Failure::Model { message, help, problems: Vec::new() },
            _ => Failure::Question { message, help },
        }
    }
}

impl From<DrawError> for Failure {
    fn from(error: DrawError) -> Failure {
        Failure::Draw(with_arguments(&error.advice()))
    }
}

impl From<UnknownFormat> for Failure {
    fn from(error: UnknownFormat) -> Failure {
        Failure::Draw(with_arguments(&error.advice()))
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Failure {
        Failure::Write(std::io::Error::other(error))
    }
}

/// An exception of `organigram.errors`.
fn exception(
    py: Python<'_>,
    class: &str,
    message: &str,
    help: Option<&str>,
    problems: &[Value],
) -> PyErr {
    let made = || -> PyResult<Bound<'_, PyAny>> {
        let problems = problems.iter().map(|problem| Py::new(py, PyDiagnostic::of(problem)));
        let problems = problems.collect::<PyResult<Vec<_>>>()?;
        py.import("organigram.errors")?.getattr(class)?.call1((message, help, problems))
    };
    made().map_or_else(|error| error, PyErr::from_value)
}

/// Does something without the interpreter's lock, so that other threads of Python go on meanwhile.
pub(crate) fn without_lock<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> PyResult<T> {
    match py.detach(|| catch_unwind(AssertUnwindSafe(work))) {
        Ok(done) => done.map_err(|failure| failure.raise(py)),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(exception(py, "InternalError", said.unwrap_or("unknown"), None, &[]))
        }
    }
}

/// Raises what went wrong.
pub(crate) fn raised<T>(py: Python<'_>, done: Result<T, Failure>) -> PyResult<T> {
    done.map_err(|failure| failure.raise(py))
}
