//! What can go wrong with a query, and how it is shown.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::plan::{Sort, Sorts};
use super::syntax::{AtDate, HIGHEST};
use crate::graph::UnknownSource;
use crate::time::DateError;

/// What keeps a text from being an expression.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ParseError {
    /// A letter that means nothing here.
    #[error("`{letter}` has no meaning in an expression")]
    StrayLetter {
        /// Where.
        at: AtDate,
        /// The letter.
        letter: char,
    },
    /// A text whose closing quote is missing.
    #[error("the closing quotation mark is missing")]
    OpenQuote {
        /// From the opening quote on.
        at: AtDate,
    },
    /// Something else than belongs there.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// Where.
        at: AtDate,
        /// What belongs there.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// Parentheses within parentheses, or operators after operators, without end.
    #[error("the expression is nested too deeply")]
    TooDeep {
        /// Where it became too much.
        at: AtDate,
    },
}

impl ParseError {
    /// Where in the text.
    pub fn at(&self) -> AtDate {
        match self {
            ParseError::StrayLetter { at, .. }
            | ParseError::OpenQuote { at }
            | ParseError::Unexpected { at, .. }
            | ParseError::TooDeep { at } => at.clone(),
        }
    }

    /// What to do, where that can be reported.
    pub fn help(&self) -> Option<String> {
        match self {
            ParseError::StrayLetter { letter: '!', .. } => {
                Some("write `~x` for all that is not in x".to_owned())
            }
            ParseError::StrayLetter { .. } => Some(
                "put an id or a name that contains this character in quotation marks: \
                      \"..\""
                    .to_owned(),
            ),
            ParseError::Unexpected { found, expected, .. } => match found.to_lowercase().as_str() {
                "`and`" | "`or`" | "`not`" => {
                    Some(format!("write `&` for and, `|` for or, `~` for not; expected {expected}"))
                }
                "`-`" | "`+`" => Some("write `a ~ b` for a without b, `a | b` for both".to_owned()),
                "`=`" => Some("an argument is named with `:`, as in `depth: 1`".to_owned()),
                _ => None,
            },
            ParseError::TooDeep { .. } => Some(format!(
                "name parts of it with `let`, or in the model's `queries`; a chain such as `a | \
                 b | c` may have any length, everything else at most {HIGHEST} levels"
            )),
            ParseError::OpenQuote { .. } => Some(
                "every text in quotation marks ends with the mark with which it begins".to_owned(),
            ),
        }
    }
}

/// Why an expression's words mean nothing here.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ResolveError {
    /// No function has this name.
    #[error("unknown function `{name}`")]
    UnknownFunction {
        /// Where.
        at: AtDate,
        /// The name.
        name: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// Nothing has this id or name.
    #[error("{} has the id or name `{name}`", none_of(*wanted))]
    UnknownName {
        /// Where.
        at: AtDate,
        /// The name.
        name: String,
        /// What was looked for.
        wanted: Sorts,
        /// What was probably meant.
        near: Option<String>,
    },
    /// Several things fit a name equally well.
    #[error("`{name}` fits {} things equally well", found.len())]
    Ambiguous {
        /// Where.
        at: AtDate,
        /// The name.
        name: String,
        /// Their ids with their names.
        found: Vec<String>,
    },
    /// Another word than the model has.
    #[error("unknown {what} `{word}`")]
    UnknownWord {
        /// Where.
        at: AtDate,
        /// What was looked for.
        what: &'static str,
        /// The word.
        word: String,
        /// What was probably meant.
        near: Option<String>,
        /// What there is.
        known: Vec<String>,
    },
    /// A date that is not EDTF.
    #[error("{error}")]
    Date {
        /// Where.
        at: AtDate,
        /// What is wrong with it.
        error: DateError,
    },
    /// A pattern that is none.
    #[error("this is not a valid {what}: {message}")]
    Pattern {
        /// Where.
        at: AtDate,
        /// What it should be.
        what: &'static str,
        /// Why it is not.
        message: String,
    },
    /// The sort of a pattern within its quotes, where it is part of the text.
    #[error("`{label}:` is inside the quotation marks")]
    QuotedLabel {
        /// Where.
        at: AtDate,
        /// The sort.
        label: &'static str,
        /// The text without it.
        text: String,
    },
    /// A set of something else than belongs there.
    #[error("expected {wanted}, found {found}")]
    WrongSort {
        /// Where.
        at: AtDate,
        /// What belongs there.
        wanted: Sorts,
        /// What stands there.
        found: Sorts,
    },
    /// Two sets that cannot be put together.
    #[error("`{sign}` needs two sets of the same sort, but these are {} and {}", left.1, right.1)]
    Mismatch {
        /// The operator.
        sign: &'static str,
        /// Where the one set stands and what it is.
        left: (AtDate, Sorts),
        /// The other.
        right: (AtDate, Sorts),
    },
    /// An argument is missing.
    #[error("`{function}` needs {expected}")]
    MissingArgument {
        /// Where it belongs.
        at: AtDate,
        /// The function.
        function: &'static str,
        /// What belongs there.
        expected: &'static str,
    },
    /// An argument too many.
    #[error("`{function}` does not take this argument")]
    ExtraArgument {
        /// Where.
        at: AtDate,
        /// The function.
        function: &'static str,
        /// All that it takes.
        takes: &'static str,
    },
    /// A named query that needs itself.
    #[error("the query `{name}` uses itself")]
    Circular {
        /// Where.
        at: AtDate,
        /// The query.
        name: String,
    },
    /// Queries and variables within each other grow without end.
    #[error("the expression becomes too large")]
    TooLarge {
        /// Where.
        at: AtDate,
    },
    /// A named query of the model is wrong itself.
    #[error("the model's query `{name}` has an error: {cause}")]
    Query {
        /// Where it is used.
        at: AtDate,
        /// Its name.
        name: String,
        /// Its text.
        text: String,
        /// What is wrong with it.
        cause: Box<QueryError>,
    },
}

fn none_of(sorts: Sorts) -> String {
    if sorts == Sorts::NODES {
        return "nothing".to_owned();
    }
    let words: Vec<&str> = sorts.iter().map(Sort::one).collect();
    format!("no {}", words.join(" or "))
}

impl ResolveError {
    /// Where in the text.
    pub fn at(&self) -> AtDate {
        match self {
            ResolveError::UnknownFunction { at, .. }
            | ResolveError::UnknownName { at, .. }
            | ResolveError::Ambiguous { at, .. }
            | ResolveError::UnknownWord { at, .. }
            | ResolveError::Date { at, .. }
            | ResolveError::Pattern { at, .. }
            | ResolveError::QuotedLabel { at, .. }
            | ResolveError::WrongSort { at, .. }
            | ResolveError::Mismatch { right: (at, _), .. }
            | ResolveError::MissingArgument { at, .. }
            | ResolveError::ExtraArgument { at, .. }
            | ResolveError::Circular { at, .. }
            | ResolveError::TooLarge { at }
            | ResolveError::Query { at, .. } => at.clone(),
        }
    }

    /// What to do, where that can be reported.
    pub fn help(&self) -> Option<String> {
        let meant = |near: &String| format!("did you mean `{near}`?");
        match self {
            ResolveError::UnknownFunction { near, .. } => Some(match near {
                Some(near) => meant(near),
                None => "docs/query.md lists all functions".to_owned(),
            }),
            ResolveError::UnknownName { near, .. } => near.as_ref().map(meant),
            ResolveError::UnknownWord { near: Some(near), .. } => Some(meant(near)),
            ResolveError::UnknownWord { known, what, .. } => Some(listed(what, known)),
            ResolveError::Ambiguous { found, .. } => {
                Some(format!("use one of the ids; {}", listed("thing", found)))
            }
            ResolveError::Date { error, .. } => error.help.clone(),
            ResolveError::QuotedLabel { label, text, .. } => {
                Some(format!("write `{label}:{text:?}`"))
            }
            ResolveError::WrongSort { wanted, found, .. } => conversion(*wanted, *found),
            ResolveError::Mismatch { left, right, .. } => conversion(left.1, right.1),
            ResolveError::ExtraArgument { function, takes, .. } => {
                Some(format!("write `{function}({takes})`"))
            }
            ResolveError::Circular { .. } => {
                Some("a query can use other queries, but not itself through them".to_owned())
            }
            ResolveError::TooLarge { .. } => {
                Some("ask for parts of it in several questions".to_owned())
            }
            _ => None,
        }
    }
}

fn listed(what: &str, known: &[String]) -> String {
    const SHOWN: usize = 12;
    if known.is_empty() {
        return format!("the model has no {what}");
    }
    let more = if known.len() > SHOWN { ", .." } else { "" };
    let shown: Vec<&str> = known.iter().take(SHOWN).map(String::as_str).collect();
    format!("there are {}{more}", shown.join(", "))
}

fn conversion(wanted: Sorts, found: Sorts) -> Option<String> {
    let wanted = wanted.first()?;
    Some(format!("`{wanted}(..)` gives the {wanted} of {found}"))
}

/// Why an expression cannot be evaluated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EvaluateError {
    /// The perspective that the question comes with names an unknown source.
    #[error(transparent)]
    Perspective(#[from] UnknownSource),
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum QueryError {
    /// It is no expression.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// Its words mean nothing here.
    #[error(transparent)]
    Resolve(#[from] ResolveError),
    /// It cannot be evaluated.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
}

impl QueryError {
    /// Where in the text, if anywhere.
    pub fn at(&self) -> Option<AtDate> {
        match self {
            QueryError::Parse(error) => Some(error.at()),
            QueryError::Resolve(error) => Some(error.at()),
            QueryError::Evaluate(_) => None,
        }
    }

    /// What to do, where that can be reported.
    pub fn help(&self) -> Option<String> {
        match self {
            QueryError::Parse(error) => error.help(),
            QueryError::Resolve(error) => error.help(),
            QueryError::Evaluate(_) => None,
        }
    }

    /// The error with its place in `text` underlined, without a line break at its end.
    pub fn show(&self, text: &str) -> String {
        if let QueryError::Resolve(ResolveError::Query { name, text: inner, cause, .. }) = self {
            return format!("in the model's query `{name}`:\n{}", cause.show(inner));
        }
        let message = self.to_string();
        let [first, second] = self.labels();
        let mut marks = Vec::new();
        for (kind, (at, label)) in
            [(AnnotationKind::Primary, first.as_ref()), (AnnotationKind::Context, second.as_ref())]
                .into_iter()
                .filter_map(|(kind, mark)| mark.map(|mark| (kind, mark)))
        {
            let mark = kind.span(clamp(text, at.clone()));
            marks.push(if label.is_empty() { mark } else { mark.label(label.as_str()) });
        }
        let mut group = Group::with_title(Level::ERROR.primary_title(&*message));
        if !marks.is_empty() {
            group = group.element(Snippet::source(text).annotations(marks));
        }
        if let Some(help) = self.help() {
            group = group.element(Level::HELP.message(help));
        }
        Renderer::plain().render(&[group])
    }

    fn labels(&self) -> [Option<(AtDate, String)>; 2] {
        match self {
            QueryError::Resolve(ResolveError::Mismatch { left, right, .. }) => [
                Some((right.0.clone(), right.1.to_string())),
                Some((left.0.clone(), left.1.to_string())),
            ],
            _ => [self.at().map(|at| (at, String::new())), None],
        }
    }
}

/// A stretch that can be underlined: within the text and not empty where that is possible.
fn clamp(text: &str, at: AtDate) -> AtDate {
    let start = at.start.min(text.len());
    let end = at.end.clamp(start, text.len());
    start..end
}
