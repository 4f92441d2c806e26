//! In which order people stand. Takes a question and one or two events or organs; gives the order of each and how they differ;
//! never prints.

use serde::Serialize;

use super::{Advice, Project, ProjectError, Question};
use crate::ask::{Ranking, RankingChange, ranking, ranking_change};
use crate::graph::{Class, Threshold};
use crate::model::{ListOrder, Show};

/// One order, or two with what differs.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct RankingAnswer<'g> {
    /// The order that was asked about; of two, the first.
    pub ranking: Ranking<'g>,
    /// The second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<Ranking<'g>>,
    /// How the second differs from the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<RankingChange<'g>>,
}

impl Project {
    /// The order of the people of an event, or of the seats of an organ at a date, and how another one differs from it. Each
    /// is named by an id or a name, with `@ DATE` behind it where the date is not that of the question.
    ///
    /// ```
    /// use organigram::project::{Project, Question};
    /// let project = Project::from_text("party.ron", r#"Model(
    ///     people: { "ann": Person(name: "Ann"), "bob": Person(name: "Bob") },
    ///     organs: { "bureau": Organ() }, seats: [
    ///         Seat(person: "ann", organ: "bureau", rank: 1, during: "1950/1954"),
    ///         Seat(person: "bob", organ: "bureau", rank: 2, during: "1950/1954"),
    ///         Seat(person: "bob", organ: "bureau", rank: 1, during: "1955/1960"),
    ///         Seat(person: "ann", organ: "bureau", rank: 2, during: "1955/1960"),
    ///     ],
    /// )"#);
    /// let found = project.ranking(&Question::default(), "bureau @ 1952", Some("bureau @ 1958"))?;
    /// assert_eq!(found.ranking.rows[0].name, "Ann");
    /// assert_eq!(found.change.unwrap().moved, [["bob", "ann"]]);
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, when no event or organ, or several, fit a name, and when the seats of an
    /// organ are asked for at no date, or the people of an event are listed by the alphabet.
    pub fn ranking(
        &self,
        question: &Question,
        of: &str,
        against: Option<&str>,
    ) -> Result<RankingAnswer<'_>, ProjectError> {
        let first = self.order(question, of)?;
        let second = against.map(|of| self.order(question, of)).transpose()?;
        let change = second.as_ref().map(|second| ranking_change(&first, second));
        Ok(RankingAnswer { ranking: first, against: second, change })
    }

    fn order(&self, question: &Question, of: &str) -> Result<Ranking<'_>, ProjectError> {
        let (name, question) = match of.rsplit_once('@') {
            Some((name, date)) if !name.trim().is_empty() => {
                (name.trim(), question.clone().as_of(date.trim()))
            }
            _ => (of, question.clone()),
        };
        let node = self.find(name, "event or organ", &[Class::Event, Class::Organ])?;
        let mut slice = question.slice(self.graph())?;
        if self.graph().class(node) == Class::Event {
            if self.graph().list_order(node) == ListOrder::Alphabetical {
                return Err(ProjectError::Usage(Advice::new(
                    "the people of {} are listed by the alphabet, which says nothing of where they stand",
                    &[&name],
                )));
            }
            // Who was at an event was there when it was held, whatever day is asked about.
            slice = slice.at(None);
            if question.show == Show::Default {
                slice = slice.with_threshold(Threshold::Presumed);
            }
        } else if question.as_of.is_none() {
            return Err(ProjectError::Usage(Advice::new(
                "the ranks of the seats of {} are those of a date: add {as_of} DATE, or write `{} @ DATE`",
                &[&name, &name],
            )));
        }
        Ok(ranking(&slice, node).expect("only events and organs are looked for"))
    }
}

impl RankingAnswer<'_> {
    /// The headings of [`RankingAnswer::cells`].
    pub const HEADINGS: [&'static str; 12] = [
        "of",
        "date",
        "basis",
        "place",
        "person",
        "name",
        "answer",
        "why",
        "last_attested",
        "modality",
        "reliability",
        "cites",
    ];

    /// The orders as a table, one below the other.
    #[must_use]
    pub fn cells(&self) -> Vec<Vec<String>> {
        let of = |order: &Ranking<'_>| {
            let row = |row: &crate::ask::RankingRow<'_>| {
                vec![
                    order.of.to_owned(),
                    order.date.clone(),
                    format!("{:?}", order.basis).to_lowercase(),
                    row.place.to_string(),
                    row.person.to_owned(),
                    row.name.to_owned(),
                    row.answer.to_string(),
                    row.why.clone(),
                    row.last_attested.map_or(String::new(), |last| last.to_string()),
                    row.modality.to_string(),
                    match crate::ask::is_unjudged(&row.reliability) {
                        true => String::new(),
                        false => row.reliability.to_string(),
                    },
                    row.cites.join("; "),
                ]
            };
            order.rows.iter().map(row).collect::<Vec<_>>()
        };
        [Some(&self.ranking), self.against.as_ref()].into_iter().flatten().flat_map(of).collect()
    }

    /// The name of somebody in one of the orders, by id.
    #[must_use]
    pub fn name<'s>(&'s self, person: &'s str) -> &'s str {
        let orders = [Some(&self.ranking), self.against.as_ref()].into_iter().flatten();
        let mut rows = orders.flat_map(|order| &order.rows);
        rows.find(|row| row.person == person).map_or(person, |row| row.name)
    }
}
