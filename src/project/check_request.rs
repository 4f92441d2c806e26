//! What to check, and how heavily each rule weighs. Plain data.

use super::Question;
use crate::check::Baseline;

/// What to check, and how heavily each rule weighs.
///
/// ```
/// use organigram::project::{CheckRequest, Project};
///
/// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(under: "clubb") })"#);
/// let problems = project.check(&CheckRequest::default())?;
/// assert_eq!(problems.counts.errors, 1);
/// assert!(problems.failed());
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CheckRequest {
    /// The days and the claims that are checked; all where nothing is named.
    pub question: Question,
    /// Rules not to report, by name or code.
    pub allow: Vec<String>,
    /// Rules to report as warnings; stronger than `allow`.
    pub warn: Vec<String>,
    /// Rules to report as errors; stronger than `warn`. `warnings` makes the check fail on any warning.
    pub deny: Vec<String>,
    /// How many problems of one rule are kept whole, the rest being counted; all where there is none.
    pub most: Option<usize>,
    /// Problems that are known and not reported again.
    pub baseline: Option<Baseline>,
}

impl CheckRequest {
    /// How many problems of one rule are enough for somebody who reads them.
    pub const MOST: usize = 1_000;
}
