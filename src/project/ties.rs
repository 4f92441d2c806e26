//! Who served together. Takes a question and an expression for the bodies or the people; gives typed rows, or the pairs as a
//! network in two formats. Never prints.

use super::{Advice, Project, ProjectError, Question, Session};
use crate::ask::{Tie, Ties, ties};
use crate::diagnostics::plural;
#[cfg(feature = "tables")]
use crate::exchange::{Pair, Pairs};
use crate::graph::Threshold;
use crate::model::Show;
use crate::query::{Runs, Sort, Sorts};
use crate::time::Day;

/// More pairs than these are refused: nobody reads them, and memory has to hold them.
const MOST_PAIRS: usize = 20_000_000;

impl Project {
    /// Who served in the same body on the same days: in all organs, in those that an expression finds, or with the
    /// people that it finds. Without a wish for what is possible, pairs that shared a day for certain or presumably.
    ///
    /// ```
    /// use organigram::project::{Project, Question};
    /// let project = Project::from_text("club.ron", r#"Model(
    ///     organs: { "board": Organ(name: "Board") }, people: { "ann": Person(), "bob": Person() }, seats: [
    ///         Seat(person: "ann", organ: "board", during: "1950/1960"),
    ///         Seat(person: "bob", organ: "board", during: "1955/1970"),
    ///     ],
    /// )"#);
    /// let found = project.ties(&Question::default(), Some("board"))?;
    /// assert_eq!(found.rows[0].people, ["ann", "bob"]);
    /// // From the last day of 1955 on to the first of 1960.
    /// assert_eq!(found.rows[0].certain_days, Some(1463));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks; when the expression is wrong, or finds neither organs nor
    /// people; and when there are more than 20,000,000 pairs.
    pub fn ties(
        &self,
        question: &Question,
        expression: Option<&str>,
    ) -> Result<Ties<'_>, ProjectError> {
        self.session().ties(question, expression)
    }
}

impl<'p> Session<'p> {
    /// As [`Project::ties`].
    ///
    /// # Errors
    /// As [`Project::ties`].
    pub fn ties(
        &self,
        question: &Question,
        expression: Option<&str>,
    ) -> Result<Ties<'p>, ProjectError> {
        let mut slice = self.slice(question)?;
        if question.show == Show::Default {
            slice = slice.with_threshold(Threshold::Presumed);
        }
        let (mut bodies, mut people) = (None, None);
        if let Some(expression) = expression {
            let plan = self.plan(expression, Sorts::ALL)?;
            // Whoever served at any time may have served with somebody then.
            let context = question.context(self.graph())?;
            let found = self.evaluate(expression, &plan, &context)?;
            match plan.sort() {
                Sort::Organs => bodies = Some(found),
                Sort::People => people = Some(found),
                sort => {
                    let text = "ties are those of organs or of people, but these are {}";
                    return Err(ProjectError::Usage(Advice::new(text, &[&sort])));
                }
            }
        }
        let is_in =
            |set: &Option<Runs>, number: u32| set.as_ref().is_none_or(|set| set.contains(number));
        let both = |one, other| is_in(&people, one) || is_in(&people, other);
        let found = ties(
            &slice,
            |organ| is_in(&bodies, organ.0),
            |one, other| both(one.0, other.0),
            MOST_PAIRS,
        );
        found.ok_or_else(|| {
            let text = "there are more than {} of people who served together; ask for fewer organs or people";
            ProjectError::Usage(Advice::new(text, &[&plural(MOST_PAIRS, "pair")]))
        })
    }
}

impl Ties<'_> {
    /// What is left out because nothing dates it, in words.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        match self.undated {
            0 => None,
            1 => Some("one tenure or seat without dates left out".to_owned()),
            count => Some(format!("{count} tenures and seats without dates left out")),
        }
    }
}

#[cfg(feature = "tables")]
impl Ties<'_> {
    /// The pairs as a network of people: one edge for each pair and body.
    #[must_use]
    pub fn as_pairs(&self, title: &str) -> Pairs {
        let mut things: Vec<(String, String)> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for tie in &self.rows {
            for (id, name) in tie.people.iter().zip(tie.names) {
                if seen.insert(*id) {
                    things.push(((*id).to_owned(), name.to_owned()));
                }
            }
        }
        let pair = |tie: &Tie<'_>| Pair {
            ends: tie.people.map(str::to_owned),
            label: tie.body_name.to_owned(),
            attributes: tie
                .cells()
                .into_iter()
                .skip(4)
                .zip(Tie::HEADINGS.into_iter().skip(4))
                .map(|(cell, name)| (name, cell))
                .filter(|(_, cell)| !cell.is_empty())
                .collect(),
            days: [tie.from, tie.to],
        };
        Pairs {
            title: title.to_owned(),
            things,
            attributes: &Tie::HEADINGS[4..],
            pairs: self.rows.iter().map(pair).collect(),
        }
    }
}

impl Tie<'_> {
    /// The headings of ties as a table.
    pub const HEADINGS: [&'static str; 16] = [
        "person",
        "name",
        "other",
        "other_name",
        "body",
        "body_name",
        "answer",
        "why",
        "certain_days",
        "presumed_days",
        "possible_days",
        "from",
        "to",
        "modality",
        "reliability",
        "cites",
    ];

    /// The cells under [`Tie::HEADINGS`].
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
        let count = |days: Option<u64>| days.map_or(String::new(), |days| days.to_string());
        let reliability = match crate::ask::is_unjudged(&self.reliability) {
            true => String::new(),
            false => self.reliability.to_string(),
        };
        vec![
            self.people[0].to_owned(),
            self.names[0].to_owned(),
            self.people[1].to_owned(),
            self.names[1].to_owned(),
            self.body.to_owned(),
            self.body_name.to_owned(),
            self.answer.to_string(),
            self.why.to_owned(),
            count(self.certain_days),
            count(self.presumed_days),
            count(self.possible_days),
            day(self.from),
            day(self.to),
            self.modality.to_string(),
            reliability,
            self.cites.join("; "),
        ]
    }
}
