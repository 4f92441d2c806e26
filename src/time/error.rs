//! What is said of a text that is not a date.

use std::ops::Range;

/// A text that is not a date we can read: what is wrong, where, and what to write instead.
///
/// ```
/// use organigram::time::Period;
///
/// let error = Period::parse("3 July 1930").unwrap_err();
/// assert_eq!(error.to_string(), "`3 July 1930` is not written as EDTF");
/// assert_eq!(error.help.as_deref(), Some("write `1930-07-03`"));
/// assert_eq!(error.at, 0..11);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct DateError {
    /// What is wrong, in plain words.
    pub message: String,
    /// What to write instead, where that can be reported.
    pub help: Option<String>,
    /// The bytes of the text that are wrong.
    pub at: Range<usize>,
}
