//! What can go wrong with a question: takes what was asked and what is known, gives the error in the user's
//! words and what to do about it. Never prints.

use super::Advice;
use crate::diagnostics::suggest;
use crate::time::DateError;

/// Why a question could not be answered.
///
/// ```
/// use organigram::project::{Project, ProjectError};
///
/// let project = Project::from_text("club.ron", r#"Model(organs: { "board": Organ() })"#);
/// let error = project.organ("bord").unwrap_err();
/// assert_eq!(error.to_string(), "no organ has the id or name `bord`");
/// assert_eq!(error.help().as_deref(), Some("did you mean `board`?"));
/// # assert!(matches!(error, ProjectError::Unknown { .. }));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectError {
    /// The model has errors that keep it from being read.
    #[error("the model could not be read: {summary}")]
    Unreadable {
        /// How many errors, in words.
        summary: String,
        /// The problems as a person reads them, with the lines underlined.
        shown: String,
    },
    /// A date is not EDTF.
    #[error("{field}: {}", naming(text, error))]
    Date {
        /// The field of the question: `as_of`.
        field: &'static str,
        /// What was given.
        text: String,
        /// What is wrong with it.
        error: DateError,
    },
    /// Something was named that the model lacks.
    #[error("no {what} has the id or name `{name}`")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// What was given.
        name: String,
        /// What may have been meant.
        near: Option<String>,
    },
    /// A name fits several things.
    #[error("`{name}` fits {} things equally well:{}", several.len(), some(several))]
    Ambiguous {
        /// What was given.
        name: String,
        /// The ids of the things with their names.
        several: Vec<String>,
    },
    /// An expression or a named view is wrong; the text shows where.
    #[error("{}", .0.strip_prefix("error: ").unwrap_or(.0))]
    Shown(String),
    /// What was asked for does not go together; the text says what to do.
    #[error("{0}")]
    Usage(Advice),
    /// Tables cannot be imported.
    #[cfg(feature = "tables")]
    #[error(transparent)]
    Import(#[from] crate::exchange::ImportError),
}

impl ProjectError {
    /// That nothing has this name, with what may have been meant.
    pub fn unknown<'a>(
        what: &'static str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> ProjectError {
        let near = suggest(name, known).map(str::to_owned);
        ProjectError::Unknown { what, name: name.to_owned(), near }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            ProjectError::Date { error, .. } => error.help.clone(),
            ProjectError::Unknown { near, .. } => {
                near.as_ref().map(|near| format!("did you mean `{near}`?"))
            }
            ProjectError::Ambiguous { .. } => Some("use one of these ids".to_owned()),
            ProjectError::Unreadable { .. } => Some(
                "fix the problems above first: a model that was read only in part could give \
                 wrong answers"
                    .to_owned(),
            ),
            ProjectError::Shown(_) | ProjectError::Usage(_) => None,
            #[cfg(feature = "tables")]
            ProjectError::Import(_) => None,
        }
    }
}

/// What is wrong with a date, with the date itself where the message lacks it.
fn naming(text: &str, error: &DateError) -> String {
    match error.message.contains(text) {
        true => error.message.clone(),
        false => format!("`{text}`: {}", error.message),
    }
}

fn some(ids: &[String]) -> String {
    const MOST: usize = 12;
    let shown: String = ids.iter().take(MOST).map(|id| format!("\n  {id}")).collect();
    match ids.len().checked_sub(MOST) {
        Some(more) if more > 0 => format!("{shown}\n  and {more} more"),
        _ => shown,
    }
}
