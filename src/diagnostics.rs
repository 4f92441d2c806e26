//! Diagnostics about a model, and how they are reported.
//!
//! Takes what loading and checking find, gives diagnostics in the order of the text, and writes
//! them for people and for programs. Never decides what is a problem, and never prints by itself.
//!
//! ```
//! use organigram::diagnostics::short;
//! use organigram::project::Project;
//!
//! let project = Project::from_text("club.ron", r#"Model(organs: { "board": Organ(under: "clubb") })"#);
//! let mut out = Vec::new();
//! short::write(&mut out, project.problems(), project.texts())?;
//! assert!(String::from_utf8(out)?.contains("club.ron:1:"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod short;

mod advice;
mod collection;
mod fingerprint;
mod plain;
mod suggest;

pub use advice::Advice;
pub use collection::{Counts, Diagnostics, heaviest};
pub use fingerprint::fingerprint;
pub use plain::plain;
pub use suggest::{near_words, suggest};

use crate::text::{Pos, SourceMap, Span};

/// How heavily a diagnostic weighs.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

/// What a diagnostic is about: a stable code for programs and a name that reads after "allow".
///
/// Codes are never used again for anything else.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Code {
    /// The code, such as `L001`.
    pub code: &'static str,
    /// The name, such as `unknown-field`.
    pub name: &'static str,
}

/// A stretch of text and what it has to do with the diagnostic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The stretch that is underlined.
    pub span: Span,
    /// What to say beside it; may be empty.
    pub text: String,
}

/// A fix that can be made by a program: put `text` in the place of `span`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The stretch to replace.
    pub span: Span,
    /// What to put there.
    pub text: String,
}

/// One diagnostic: what is wrong, where, why, and how to fix it.
///
/// ```
/// use organigram::diagnostics::human::Human;
/// use organigram::diagnostics::{Code, Diagnostic, Level};
/// use organigram::text::{Pos, SourceMap, Span};
///
/// let texts = SourceMap::of("club.ron", r#"Organ(under: "clubb")"#);
/// let code = Code { code: "X001", name: "unknown-id" };
/// let problem = Diagnostic::new(code, Level::Error, "no organ is called `clubb`", Span::new(Pos(13), Pos(20)))
///     .label("named here")
///     .help("write `club`");
/// let shown = Human::default().one(&problem, &texts);
/// assert!(shown.contains("club.ron:1:14") && shown.contains("^^^^^^^ named here"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// How heavily it weighs.
    pub level: Level,
    /// What is wrong, in one sentence of the user's words, without a full stop.
    pub message: String,
    /// Where: the first label is the problem itself, the others explain it.
    pub labels: Vec<Label>,
    /// Facts that help to understand it.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<Advice>,
    /// A fix that is safe to make without looking.
    pub fix: Vec<Edit>,
    /// The file that it concerns, where there is no place in a text (an unreadable file).
    pub file: Option<String>,
}

impl Diagnostic {
    /// A diagnostic at a place.
    pub fn new(code: Code, level: Level, message: impl Into<String>, span: Span) -> Self {
        let label = Label { span, text: String::new() };
        Diagnostic { labels: vec![label], ..Diagnostic::whole_file(code, level, message, None) }
    }

    /// A diagnostic about a whole file, or about none.
    pub fn whole_file(
        code: Code,
        level: Level,
        message: impl Into<String>,
        file: Option<String>,
    ) -> Self {
        Diagnostic {
            code,
            level,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fix: Vec::new(),
            file,
        }
    }

    /// Says something beside the problem itself.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Adds a stretch that explains the problem.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fact that helps to understand it.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<Advice>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a safe fix.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix.push(Edit { span, text: text.into() });
        self
    }

    /// Calls the fields in its advice as somebody else does: as the options of a program.
    pub fn call_fields(&mut self, call: impl Fn(&'static str) -> String) {
        for help in &mut self.help {
            *help = help.with(&call).into();
        }
    }

    /// Where the problem is; [`Pos::NONE`] when it has no place in a text.
    pub fn pos(&self) -> Pos {
        self.labels.first().map_or(Pos::NONE, |label| label.span.start)
    }
}

/// What was reported of a model, with the texts in which it lies: for reports of several models.
#[derive(Copy, Clone, Debug)]
pub struct CheckedTexts<'d> {
    /// The model's name.
    pub name: &'d str,
    /// What was reported of it.
    pub diagnostics: &'d [Diagnostic],
    /// Its texts.
    pub sources: &'d SourceMap,
}

/// `1 error`, `2 errors`.
pub(crate) fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
