//! Who held a post, who sat in an organ, what a person was. Takes a question and a name, gives the holders, the
//! roster or the career; never prints.

use super::{Project, ProjectError, Question};
use crate::ask::{self, Who};
use crate::graph::Class;

impl Project {
    /// Who held a post, who sat in an organ, or what a person was.
    ///
    /// What is merely possible is among the rows, with its answer: to leave it out would be to say that nobody was.
    ///
    /// ```
    /// use organigram::project::{Project, Question, Who};
    /// use organigram::time::Answer;
    ///
    /// let project = Project::from_text("club.ron", r#"Model(
    ///     organs: { "club": Organ(name: "Chess Club", existence: "1950/") },
    ///     people: { "vera": Person(name: "Vera Linden") },
    ///     posts: { "president": Post(title: "President", organ: "club") },
    ///     tenures: [Tenure(person: "vera", post: "president", during: "1950/1971", cite: "minutes p. 3")],
    /// )"#);
    /// let Who::Post(post) = project.who(&Question::default().as_of("1960"), "president")? else { panic!() };
    /// let vera = &post.holdings[0];
    /// assert_eq!((vera.name, vera.answer), ("Vera Linden", Answer::Certain));
    /// assert_eq!((vera.why.as_str(), &vera.cites[..]), ("held 1950 to 1971", &["minutes p. 3".to_owned()][..]));
    ///
    /// // Nobody is recorded in 1980: the answer says between which tenures the gap lies.
    /// let later = project.who(&Question::default().as_of("1980"), "president")?;
    /// assert!(!later.has_anybody());
    /// let Who::Post(post) = later else { panic!() };
    /// assert_eq!(post.gap.unwrap().before.unwrap().name, "Vera Linden");
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, and when no post, organ or person, or several, fit the name.
    pub fn who(&self, question: &Question, name: &str) -> Result<Who<'_>, ProjectError> {
        let slice = question.slice(self.graph())?;
        let classes = [Class::Post, Class::Organ, Class::Person];
        let node = self.find(name, "post, organ or person", &classes)?;
        Ok(ask::who(&slice, node).expect("events are not looked for"))
    }
}
