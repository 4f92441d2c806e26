//! All that a model says of one thing. Takes a question and a name, gives the dossier; never prints.

use super::{Project, ProjectError, Question};
use crate::ask::{Dossier, dossier};
use crate::graph::Class;
use crate::time::Answer;

impl Project {
    /// All that the model says of one organ, post, person or event, rival claims side by side, each with its
    /// sources.
    ///
    /// ```
    /// use organigram::project::{Project, Question};
    /// use organigram::time::Answer;
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(name: "Chess Club", existence: [
    ///         Claim(value: "1950/1971", cite: "minutes p. 3"), Claim(value: "1951/1971", cite: "gazette"),
    ///     ]),
    /// })"#);
    /// let club = project.show(&Question::default().as_of("1960"), "chess club")?;
    /// assert_eq!((club.id, club.answer), ("club", Answer::Certain));
    /// let existence = &club.sections[0];
    /// assert_eq!((existence.title, existence.rows.len()), ("existence", 2));
    /// assert!(existence.rows[1].rival);
    /// assert_eq!(existence.rows[1].cites[0].source, "gazette");
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, and when nothing or several things fit the name.
    pub fn show(&self, question: &Question, name: &str) -> Result<Dossier<'_>, ProjectError> {
        let slice = question.slice(self.graph())?;
        let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
        Ok(dossier(&slice, self.find(name, "organ, event, post or person", &classes)?))
    }

    /// Whether one thing, by its id or name, was there when a question asks, and why.
    ///
    /// ```
    /// use organigram::project::{Project, Question};
    /// use organigram::time::Answer;
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(existence: "1950/") })"#);
    /// let (answer, why) = project.existed(&Question::default().as_of("1960"), "club")?;
    /// assert_eq!(answer, Answer::Presumed);
    /// assert!(why.contains("end not recorded"), "{why}");
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Project::show`].
    pub fn existed(
        &self,
        question: &Question,
        name: &str,
    ) -> Result<(Answer, String), ProjectError> {
        let slice = question.slice(self.graph())?;
        let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
        let node = self.find(name, "organ, event, post or person", &classes)?;
        Ok((slice.answer(node), slice.why(node).to_string()))
    }
}
