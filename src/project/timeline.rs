//! What happened when. Takes a question and an expression, gives happenings in the order of their dates; never
//! prints.

use super::{Project, ProjectError, Question, Session};
use crate::ask::{Happening, timeline};
use crate::query::{Runs, Sorts};

impl Project {
    /// The dated happenings of the whole model, or of what an expression of the query language finds, in order.
    /// With a date, those that may have come about then.
    ///
    /// ```
    /// use organigram::project::{Project, Question};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(name: "Chess Club", existence: "1950-05-01/1971", cite: "minutes p. 3"),
    ///     "band": Organ(name: "Brass Band", existence: "1949/"),
    /// })"#);
    /// let happenings = project.timeline(&Question::default(), Some("club"))?;
    /// let texts: Vec<&str> = happenings.iter().map(|happening| happening.text.as_str()).collect();
    /// assert_eq!(texts, ["Chess Club: begins", "Chess Club: ends"]);
    /// assert_eq!(happenings[0].cites, ["minutes p. 3"]);
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, and when the expression is wrong or finds transitions or
    /// claims.
    pub fn timeline(
        &self,
        question: &Question,
        expression: Option<&str>,
    ) -> Result<Vec<Happening>, ProjectError> {
        self.session().timeline(question, expression)
    }
}

impl Session<'_> {
    /// As [`Project::timeline`].
    ///
    /// # Errors
    /// As [`Project::timeline`].
    pub fn timeline(
        &self,
        question: &Question,
        expression: Option<&str>,
    ) -> Result<Vec<Happening>, ProjectError> {
        let slice = self.slice(question)?;
        let wanted = match expression {
            None => Runs::from(0..self.graph().len() as u32),
            Some(expression) => self.things(question, expression)?,
        };
        let mut happenings = timeline(&slice, |node| wanted.contains(node.0));
        if let Some(when) = slice.when() {
            happenings.retain(|happening| happening.meets(when));
        }
        Ok(happenings)
    }

    /// The organs, events, posts or people that an expression finds.
    fn things(&self, question: &Question, expression: &str) -> Result<Runs, ProjectError> {
        let plan = self.plan(expression, Sorts::ALL)?;
        if plan.sort().class().is_none() {
            let message = format!(
                "a timeline shows organs, events, posts or people, but these are {}",
                plan.sort()
            );
            return Err(ProjectError::Usage(message.into()));
        }
        self.evaluate(expression, &plan, &question.context(self.graph())?)
    }
}
