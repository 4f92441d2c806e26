//! One style for model files. Takes the text of a file, gives it in style; never writes a file.

use super::ProjectError;
use crate::exchange::{self, TEMPLATES, Template};
use crate::load;

/// The text of a model's file in our style: every comment stays, and no meaning changes. `name` is what an error
/// calls the file.
///
/// ```
/// use organigram::project::format_text;
/// let text = "Model(title:\"Club\", /* nothing yet */)";
/// let formatted = format_text("club.ron", text)?;
/// assert_eq!(formatted, "Model(\n    title: \"Club\", /* nothing yet */\n)\n");
/// assert_eq!(format_text("club.ron", &formatted)?, formatted);
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
///
/// # Errors
/// When the text is no RON: a bracket, a text or a comment is not closed. And when the formatted text has an
/// error that the text had not, which would be a bug.
pub fn format_text(name: &str, text: &str) -> Result<String, ProjectError> {
    let formatted = exchange::format(text)
        .map_err(|error| ProjectError::Usage(format!("{name}: {error}").into()))?;
    let error = if formatted == text { None } else { load::new_error(name, text, &formatted) };
    match error {
        None => Ok(formatted),
        Some(error) => {
            let message =
                format!("{name} could not be read after formatting: {error}; nothing was written");
            Err(ProjectError::Usage(message.into()))
        }
    }
}

/// The template of a small model to begin with.
///
/// ```
/// let template = organigram::project::template("ministry")?;
/// assert_eq!(template.files[0].0, "model.ron");
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
///
/// # Errors
/// When there is none of that name.
pub fn template(name: &str) -> Result<&'static Template, ProjectError> {
    static ALL: [Template; TEMPLATES.len()] = TEMPLATES;
    let known = ALL.iter().map(|template| template.name);
    let found = ALL.iter().find(|template| template.name == name);
    found.ok_or_else(|| ProjectError::unknown("template", name, known))
}
