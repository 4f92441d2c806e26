//! What changed. Takes a question and the two states to compare, gives the differences; never says which is right.

use super::{Compare, Project, ProjectError, Question};
use crate::ask::{Between, Diff, diff};

impl Project {
    /// What differs between two dates, two sources, two states of knowledge or two models.
    ///
    /// ```
    /// use organigram::project::{Compare, DifferenceKind, Project, Question};
    /// use organigram::time::Answer;
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(name: "Chess Club", existence: "1950-05-01/1971", cite: "minutes p. 3"),
    /// })"#);
    /// let diff = project.diff(&Question::default(), &Compare::dates("1949", "1960"))?;
    /// let change = &diff.changes[0];
    /// assert_eq!((change.kind, change.answer), (DifferenceKind::Founded, Answer::Certain));
    /// assert_eq!((change.ids[0].as_str(), change.cites[0].as_str()), ("club", "minutes p. 3"));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When no two states are named, and when the question or a state names what the model lacks.
    pub fn diff(&self, question: &Question, compare: &Compare) -> Result<Diff, ProjectError> {
        let states = compare.states(self, question)?;
        let other = compare.against.as_deref().unwrap_or(self);
        let (before, after) =
            (states.before.slice(self.graph())?, states.after.slice(other.graph())?);
        let between = if compare.from.is_some() { Between::Dates } else { Between::Tellings };
        Ok(diff(&before, &after, between))
    }
}

impl Compare {
    /// The two states in words: `from 1945 to 1946; all sources`.
    ///
    /// # Errors
    /// As [`Project::diff`].
    pub fn describe(&self, project: &Project, question: &Question) -> Result<String, ProjectError> {
        let states = self.states(project, question)?;
        let [before, after] = states.titles()?;
        Ok(format!("from {before} to {after}"))
    }
}
