//! How much an expression finds, by groups. Takes what it found, gives a count for each kind, superior or year; never
//! prints.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cells::Cells;
use crate::ask::Count;
use crate::project::{ProjectError, Question, Session};
use crate::query::{Runs, Sort, Sorts};
use crate::time::Bound;

/// By what to count.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum GroupBy {
    /// By kind.
    Kind,
    /// By what each stood under.
    Superior,
    /// By the year of the start.
    Year,
}

impl GroupBy {
    /// The heading.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            GroupBy::Kind => "kind",
            GroupBy::Superior => "superior",
            GroupBy::Year => "year",
        }
    }
}

/// How much an expression found, by groups.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct QueryGroups {
    /// What was counted.
    pub sort: Sort,
    /// By what.
    pub by: GroupBy,
    /// The groups: years in their order, others by size, the largest first.
    pub groups: Vec<Count>,
}

impl Session<'_> {
    /// How many things an expression finds, by groups.
    ///
    /// ```
    /// use organigram::project::{GroupBy, Project, Question};
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(kind: "club"), "a": Organ(kind: "team"), "b": Organ(kind: "team"),
    /// })"#);
    /// let found = project.session().groups(&Question::default(), "all()", GroupBy::Kind)?;
    /// assert_eq!((found.groups[0].name.as_str(), found.groups[0].count), ("team", 2));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, and when the expression is wrong.
    pub fn groups(
        &self,
        question: &Question,
        expression: &str,
        by: GroupBy,
    ) -> Result<QueryGroups, ProjectError> {
        let context = question.context(self.graph())?;
        let plan = self.plan(expression, Sorts::ALL)?;
        let found = self.evaluate(expression, &plan, &context)?;
        let (slice, sort) = (self.slice(question)?, plan.sort());
        let cells = Cells::new(self.evaluator(), &slice, sort);
        let counts = match (by, sort) {
            (GroupBy::Kind, Sort::Organs) => self.kinds(&found),
            _ => found.iter().fold(BTreeMap::new(), |mut counts, number| {
                *counts.entry(group(&cells, number, by)).or_default() += 1;
                counts
            }),
        };
        let mut groups: Vec<Count> =
            counts.into_iter().map(|(name, count)| Count { name, count }).collect();
        if by != GroupBy::Year {
            groups.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        }
        Ok(QueryGroups { sort, by, groups })
    }

    /// The organs of each kind, counted without a look at each.
    fn kinds(&self, found: &Runs) -> BTreeMap<String, usize> {
        let counts = self.evaluator().caches().count_kinds(found.ranges());
        let counted = self.graph().kind_names().iter().zip(counts).filter(|(_, count)| *count > 0);
        counted.map(|(kind, count)| (or(kind.clone(), "no kind"), count)).collect()
    }
}

/// The group of one thing.
fn group(cells: &Cells<'_, '_>, number: u32, by: GroupBy) -> String {
    match by {
        GroupBy::Kind => or(cells.kind(cells.item(number)), "no kind"),
        GroupBy::Superior => or(cells.superiors(number).join(", "), "no superior"),
        GroupBy::Year => year(cells, number),
    }
}

/// The year of the start, as far as it is known.
fn year(cells: &Cells<'_, '_>, number: u32) -> String {
    let start = cells.period(number).filter(|period| period.start_bound() == Bound::Stated);
    start.map_or("undated".to_owned(), |period| {
        let (first, last) = (period.start().earliest, period.start().latest);
        match (first.is_bounded(), last.is_bounded()) {
            (true, true) if first.year() == last.year() => format!("{:04}", first.year()),
            (true, _) => format!("{:04} or later", first.year()),
            (_, true) => format!("{:04} or earlier", last.year()),
            _ => "undated".to_owned(),
        }
    })
}

fn or(text: String, none: &str) -> String {
    if text.is_empty() { none.to_owned() } else { text }
}
