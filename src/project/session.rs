//! Several questions to one project. Takes a project, keeps what one question works out for the next; gives the
//! slices and sets that the verbs ask. Never prints.

use std::fmt;

use super::{Project, ProjectError, Question};
use crate::graph::{OrgGraph, Slice};
use crate::query::{self, Context, Evaluator, Plan, QueryError, Runs, Sorts};

/// A project that is asked again and again: what one question works out, the next need not.
///
/// Every question can be asked of the [`Project`] too, which then begins anew each time.
///
/// ```
/// use organigram::project::{Project, Question};
///
/// let project = Project::from_text("club.ron", r#"Model(organs: {
///     "club": Organ(existence: "1950/1971"), "board": Organ(under: "club", existence: "1950/1971"),
/// })"#);
/// let session = project.session();
/// let question = Question::default().as_of("1960");
/// assert_eq!(session.count(&question, "under(club)")?, 1);
/// assert_eq!(session.count(&question, "all()")?, 2);
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub struct Session<'p> {
    project: &'p Project,
    evaluator: Evaluator<'p>,
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("project", self.project).finish_non_exhaustive()
    }
}

impl Project {
    /// A session with this project.
    #[must_use]
    pub fn session(&self) -> Session<'_> {
        Session { project: self, evaluator: Evaluator::new(self.graph()) }
    }
}

impl<'p> Session<'p> {
    /// The project.
    #[must_use]
    pub fn project(&self) -> &'p Project {
        self.project
    }

    pub(super) fn graph(&self) -> &'p OrgGraph {
        self.project.graph()
    }

    pub(super) fn evaluator(&self) -> &Evaluator<'p> {
        &self.evaluator
    }

    /// The slice of the project that a question looks at.
    ///
    /// # Errors
    /// When a date is not EDTF, or a source or a line is not one of the model's.
    pub fn slice(&self, question: &Question) -> Result<Slice<'p>, ProjectError> {
        question.slice_of(self.evaluator.caches())
    }

    /// The plan of an expression whose set has a use if it is of some sorts.
    pub(super) fn plan(&self, expression: &str, wanted: Sorts) -> Result<Plan, ProjectError> {
        query::plan_as(self.graph(), expression, wanted).map_err(wrong(expression))
    }

    /// What a plan finds.
    pub(super) fn evaluate(
        &self,
        expression: &str,
        plan: &Plan,
        context: &Context,
    ) -> Result<Runs, ProjectError> {
        let found = self.evaluator.evaluate(plan, context);
        found.map_err(|error| wrong(expression)(error.into()))
    }
}

/// An error in an expression as one of the project, with its place underlined.
pub(super) fn wrong(expression: &str) -> impl Fn(QueryError) -> ProjectError + '_ {
    move |error| ProjectError::Shown(error.show(expression))
}
