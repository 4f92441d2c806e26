//! How much a model says. Takes a question, gives counts; never prints.

use super::{Project, ProjectError, Question};
use crate::ask::{self, Stats};

impl Project {
    /// Counts what the model says: things, kinds, decades, sources, the precision of its dates, gaps.
    ///
    /// ```
    /// use organigram::project::{Project, Question};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(kind: "club", existence: "1950/1971"), "board": Organ(kind: "board"),
    /// })"#);
    /// let stats = project.stats(&Question::default())?;
    /// assert_eq!((stats.things[0].name.as_str(), stats.things[0].count), ("organs", 2));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks.
    pub fn stats(&self, question: &Question) -> Result<Stats, ProjectError> {
        Ok(ask::stats(&question.slice(self.graph())?))
    }
}
