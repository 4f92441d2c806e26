//! One row for each thing and date, as scholars build panels for statistics. Takes a question, an expression and dates;
//! gives typed rows, date by date, so that a large panel need not be held whole. Never prints.

use serde::Serialize;

use super::cells::Cells;
use super::{QueryColumn, QueryRow};
use crate::ask::{self, Standing, is_unjudged};
use crate::diagnostics::plural;
use crate::graph::{Class, NodeIx, OrgGraph, RelationKind, Slice};
use crate::project::session::wrong;
use crate::project::{Advice, Project, ProjectError, Question, Session};
use crate::query::{AnswerRow, Sorts};
use crate::time::{Answer, Bound, Day, Period, When};

/// More dates than these are refused.
const MOST_DATES: usize = 100_000;

/// On which dates a panel looks.
///
/// ```
/// use organigram::project::PanelDates;
/// assert_eq!(PanelDates::every("12-31", "1946", "1948")?.texts(), ["1946-12-31", "1947-12-31", "1948-12-31"]);
/// assert_eq!(PanelDates::every("month", "1946", "1946")?.texts()[1], "1946-02-28");
/// assert_eq!(PanelDates::listed(["1946", "1950-06-25"])?.texts().len(), 2);
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PanelDates(Vec<String>);

impl PanelDates {
    /// The same day of each year (`12-31`), or the last day of each month (`month`), from the first of two years to the
    /// last. The 29th of February is the 28th where there is none.
    ///
    /// # Errors
    /// When the day or a year is none, and when there are more than 100,000 dates.
    pub fn every(step: &str, from: &str, to: &str) -> Result<PanelDates, ProjectError> {
        let year = |field: &'static str, text: &str| {
            let year = text.trim().parse::<i32>().ok().filter(|year| (-9999..=9999).contains(year));
            year.ok_or_else(|| {
                ProjectError::Usage(Advice::new("{} is no year of {}", &[&text, &field]))
            })
        };
        let (first, last) = (year("the first", from)?, year("the last", to)?);
        let last_of =
            |year: i32, month: u32| (28..=31).rev().find_map(|day| Day::from_ymd(year, month, day));
        let on = |year: i32| -> Result<Vec<Day>, ProjectError> {
            if step == "month" {
                return Ok((1..=12).filter_map(|month| last_of(year, month)).collect());
            }
            let parts = step.split_once('-').and_then(|(month, day)| {
                Some((month.parse::<u32>().ok()?, day.parse::<u32>().ok()?))
            });
            let day = parts.and_then(|(month, day)| match (month, day) {
                (2, 29) => last_of(year, 2),
                _ => Day::from_ymd(year, month, day),
            });
            let day = day.ok_or_else(|| {
                let text = "{} is neither a day of the year, such as 12-31, nor `month`";
                ProjectError::Usage(Advice::new(text, &[&step]))
            })?;
            Ok(vec![day])
        };
        let mut days = Vec::new();
        for year in first..=last {
            days.extend(on(year)?);
            if days.len() > MOST_DATES {
                break;
            }
        }
        PanelDates::of(days.into_iter().map(|day| day.to_string()).collect())
    }

    /// Dates as they are written, in EDTF: days, months, years.
    ///
    /// # Errors
    /// When one is not EDTF, and when there is none or are more than 100,000.
    pub fn listed<'t>(
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<PanelDates, ProjectError> {
        let texts = texts.into_iter().map(str::trim).filter(|text| !text.is_empty());
        let mut dates = Vec::new();
        for text in texts.take(MOST_DATES + 1) {
            When::parse(text).map_err(|error| ProjectError::Date {
                field: "dates",
                text: text.to_owned(),
                error,
            })?;
            dates.push(text.to_owned());
        }
        PanelDates::of(dates)
    }

    fn of(dates: Vec<String>) -> Result<PanelDates, ProjectError> {
        if dates.is_empty() || dates.len() > MOST_DATES {
            let text = "a panel takes 1 to 100000 dates, and these are {}";
            return Err(ProjectError::Usage(Advice::new(text, &[&plural(dates.len(), "date")])));
        }
        Ok(PanelDates(dates))
    }

    /// The dates in EDTF, in their order.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        &self.0
    }
}

/// A thing at a date.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct PanelRow<'g> {
    /// The date, in EDTF.
    pub date: String,
    /// The thing as it was then: id, name, kind, answer and reason, superiors, sources, footing.
    #[serde(flatten)]
    pub then: QueryRow<'g>,
    /// The first and the last day on which it may have begun; nothing where no source says.
    pub start: [Option<Day>; 2],
    /// The first and the last day on which it may have ended; nothing where that is not recorded, and only the first
    /// where it goes on by a source of that day.
    pub end: [Option<Day>; 2],
    /// Who held it, of a post; who held a post of it, of an organ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<PanelHolder<'g>>,
    /// Where bodies are [followed](crate::project::PanelLines): the id of the line to which the organ belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<&'g str>,
    /// Likewise: the changes that led to the organ, with their dates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<String>,
}

/// A holder of a post at a date.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct PanelHolder<'g> {
    /// The person's id.
    pub person: &'g str,
    /// The id of the post.
    pub post: &'g str,
    /// How sure it is.
    pub answer: Answer,
}

impl Project {
    /// What an expression finds at each of several dates: one row for each thing and date. [`Session::panel_at`] gives
    /// one date at a time, for panels that memory does not hold.
    ///
    /// ```
    /// use organigram::project::{PanelDates, Project, Question};
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(name: "Chess Club", existence: "1950/1971-05-01"),
    /// })"#);
    /// let dates = PanelDates::every("12-31", "1969", "1972")?;
    /// let panel = project.panel(&Question::default(), "organs()", &dates)?;
    /// let seen: Vec<&str> = panel.iter().map(|row| row.date.as_str()).collect();
    /// assert_eq!(seen, ["1969-12-31", "1970-12-31"]);
    /// assert_eq!(panel[0].end[0], panel[0].end[1]);
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Project::query`]; when the question has a date of its own, and when the expression finds transitions or
    /// claims, which are at no date.
    pub fn panel(
        &self,
        question: &Question,
        expression: &str,
        dates: &PanelDates,
    ) -> Result<Vec<PanelRow<'_>>, ProjectError> {
        let session = self.session();
        let mut rows = Vec::new();
        for date in dates.texts() {
            rows.extend(session.panel_at(question, expression, date)?);
        }
        Ok(rows)
    }
}

impl<'p> Session<'p> {
    /// The rows of a panel at one date.
    ///
    /// # Errors
    /// As [`Project::panel`].
    pub fn panel_at(
        &self,
        question: &Question,
        expression: &str,
        date: &str,
    ) -> Result<Vec<PanelRow<'p>>, ProjectError> {
        if question.as_of.is_some() {
            return Err(ProjectError::Usage(Advice::new(
                "a panel has dates of its own; leave {as_of} out",
                &[],
            )));
        }
        let question = question.clone().as_of(date);
        let plan = self.plan(expression, Sorts::ALL)?;
        let sort = plan.sort();
        if sort.class().is_none() {
            let text = "a panel shows organs, events, posts or people, but these are {}";
            return Err(ProjectError::Usage(Advice::new(text, &[&sort])));
        }
        let context = question.context(self.graph())?;
        let found = self.evaluator().rows(&plan, &context);
        let found = found.map_err(|error| wrong(expression)(error.into()))?.rows;
        let slice = self.slice(&question)?;
        let cells = Cells::new(self.evaluator(), &slice, sort);
        let row = |row| {
            let row: &AnswerRow = row;
            let node = NodeIx(row.number);
            let period = cells.period(row.number).unwrap_or(Period::UNKNOWN);
            PanelRow {
                date: date.to_owned(),
                then: cells.row(row, &COLUMNS),
                start: side(period.start_bound(), period.start().earliest, period.start().latest),
                end: side(period.end_bound(), period.end().earliest, period.end().latest),
                holders: holders(&slice, node),
                line: None,
                changes: Vec::new(),
            }
        };
        Ok(found.iter().map(row).collect())
    }
}

/// What is said of each thing.
const COLUMNS: [QueryColumn; 6] = [
    QueryColumn::Id,
    QueryColumn::Name,
    QueryColumn::Kind,
    QueryColumn::Superior,
    QueryColumn::Sources,
    QueryColumn::Modality,
];

/// The days between which a bound lies, where it is recorded.
fn side(bound: Bound, earliest: Day, latest: Day) -> [Option<Day>; 2] {
    match bound {
        Bound::Unknown => [None, None],
        _ => [earliest, latest].map(|day| Some(day).filter(|day| day.is_bounded())),
    }
}

/// Who held a post, or the posts of an organ.
fn holders<'g>(slice: &Slice<'g>, node: NodeIx) -> Vec<PanelHolder<'g>> {
    let graph: &'g OrgGraph = slice.graph();
    let posts: Vec<NodeIx> = match graph.class(node) {
        Class::Post => vec![node],
        Class::Organ => {
            let posts = graph.relations_to(node).filter(|tie| tie.kind == RelationKind::PostOf);
            posts.map(|tie| tie.from).collect()
        }
        _ => Vec::new(),
    };
    let of = |post: NodeIx| {
        let held = ask::holders(slice, post).holdings.into_iter();
        let held =
            held.filter(|held| held.standing <= Standing::Perhaps && slice.shows(held.answer));
        held.map(move |held| PanelHolder {
            person: held.person,
            post: graph.id(post),
            answer: held.answer,
        })
    };
    posts.into_iter().flat_map(of).collect()
}

impl PanelRow<'_> {
    /// The headings of a panel as a table.
    pub const HEADINGS: [&'static str; 19] = [
        "date",
        "id",
        "name",
        "kind",
        "answer",
        "why",
        "earliest_start",
        "latest_start",
        "earliest_end",
        "latest_end",
        "superior",
        "holders",
        "last_attested",
        "modality",
        "reliability",
        "sources",
        "cites",
        "line",
        "changes",
    ];

    /// The holders as text: `person` of a post, `post: person` of an organ; one that is merely possible has the word
    /// behind it.
    #[must_use]
    pub fn holders_text(&self) -> String {
        let own = self.then.id.unwrap_or_default();
        let holder = |holder: &PanelHolder<'_>| {
            let post =
                if holder.post == own { String::new() } else { format!("{}: ", holder.post) };
            let doubt = if holder.answer == Answer::Possible { " (possible)" } else { "" };
            format!("{post}{}{doubt}", holder.person)
        };
        self.holders.iter().map(holder).collect::<Vec<_>>().join("; ")
    }

    /// The cells under [`PanelRow::HEADINGS`].
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
        let own = self.then.id.unwrap_or_default();
        let reliability = match is_unjudged(&self.then.reliability) {
            true => String::new(),
            false => self.then.reliability.to_string(),
        };
        let cites: Vec<String> = self.then.cites.iter().map(ToString::to_string).collect();
        vec![
            self.date.clone(),
            own.to_owned(),
            self.then.text(QueryColumn::Name),
            self.then.text(QueryColumn::Kind),
            self.then.text(QueryColumn::Answer),
            self.then.text(QueryColumn::Why),
            day(self.start[0]),
            day(self.start[1]),
            day(self.end[0]),
            day(self.end[1]),
            self.then.text(QueryColumn::Superior),
            self.holders_text(),
            self.then.text(QueryColumn::Attested),
            self.then.text(QueryColumn::Modality),
            reliability,
            self.then.text(QueryColumn::Sources),
            cites.join("; "),
            self.line.unwrap_or_default().to_owned(),
            self.changes.join("; "),
        ]
    }
}
