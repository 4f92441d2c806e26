//! What an expression finds. Takes a question and an expression of the query language, gives typed rows, counts or
//! the plan; never prints.

mod cells;
mod groups;
mod panel;
mod rows;

use std::cmp::Reverse;

use super::session::wrong;
use super::{Advice, Project, ProjectError, Question, Session};
use crate::ask::Length;
use crate::graph::Threshold;
use crate::query::{AnswerRow, Context, PlanPart, Sort, Sorts};
use crate::time::Day;
use cells::Cells;

pub use groups::{GroupBy, QueryGroups};
pub use panel::{PanelDates, PanelHolder, PanelRow};
pub use rows::{QueryColumn, QueryRequest, QueryRow, QueryRows, RowOrder};

impl Project {
    /// What an expression of the query language finds, each with its answer and the reason.
    ///
    /// ```
    /// use organigram::project::{Project, QueryColumn, QueryRequest, Question};
    /// use organigram::time::Answer;
    ///
    /// let project = Project::from_text("club.ron", r#"Model(organs: {
    ///     "club": Organ(name: "Chess Club", existence: "1950/1971"),
    ///     "board": Organ(name: "Board", existence: "1950/", under: "club", cite: "minutes p. 3"),
    /// })"#);
    /// let question = Question::default().as_of("1960");
    /// let found = project.query(&question, &QueryRequest::new("under(club)"))?;
    /// let board = &found.rows[0];
    /// assert_eq!((board.id, board.answer), (Some("board"), Answer::Presumed));
    /// assert_eq!(board.why, "begun 1950, end not recorded; last attested 1950");
    ///
    /// let all = QueryRequest::new("under(club)").columns(&QueryColumn::ALL);
    /// assert_eq!(project.query(&question, &all)?.rows[0].cites[0].at, "p. 3");
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, and when the expression is wrong.
    pub fn query(
        &self,
        question: &Question,
        request: &QueryRequest,
    ) -> Result<QueryRows<'_>, ProjectError> {
        self.session().query(question, request)
    }
}

impl<'p> Session<'p> {
    /// As [`Project::query`].
    ///
    /// # Errors
    /// As [`Project::query`].
    pub fn query(
        &self,
        question: &Question,
        request: &QueryRequest,
    ) -> Result<QueryRows<'p>, ProjectError> {
        let context = question.context(self.graph())?;
        let plan = self.plan(&request.expression, Sorts::ALL)?;
        let sort = plan.sort();
        let answers = self.evaluator().rows(&plan, &context);
        let mut rows = answers.map_err(|error| wrong(&request.expression)(error.into()))?.rows;
        let slice = self.slice(question)?;
        let cells = Cells::new(self.evaluator(), &slice, sort);
        sort_rows(&mut rows, request.order, &cells);
        let most = request.limit.unwrap_or(usize::MAX);
        let left_out = rows.len().saturating_sub(most);
        rows.truncate(most);
        let columns = match &request.columns[..] {
            [] if plan.is_of_services() => QueryColumn::of_services(),
            [] => QueryColumn::usual(sort),
            columns => columns.to_vec(),
        };
        let row = |row: &AnswerRow| {
            let period = request.periods.then(|| cells.period(row.number)).flatten();
            QueryRow { period, ..cells.row(row, &columns) }
        };
        let rows = rows.iter().map(row).collect();
        Ok(QueryRows { sort, columns, rows, left_out })
    }

    /// What sort of things an expression finds.
    ///
    /// # Errors
    /// When the expression is wrong.
    pub fn sort(&self, expression: &str) -> Result<Sort, ProjectError> {
        Ok(self.plan(expression, Sorts::ALL)?.sort())
    }

    /// How many things an expression finds.
    ///
    /// # Errors
    /// As [`Project::query`].
    pub fn count(&self, question: &Question, expression: &str) -> Result<usize, ProjectError> {
        self.count_in(expression, &question.context(self.graph())?)
    }

    /// How many things an expression finds if what is merely possible is counted too.
    ///
    /// # Errors
    /// As [`Project::query`].
    pub fn count_possible(
        &self,
        question: &Question,
        expression: &str,
    ) -> Result<usize, ProjectError> {
        let context = question.context(self.graph())?;
        self.count_in(expression, &context.with_threshold(Threshold::Possible))
    }

    fn count_in(&self, expression: &str, context: &Context) -> Result<usize, ProjectError> {
        let plan = self.plan(expression, Sorts::ALL)?;
        Ok(self.evaluate(expression, &plan, context)?.len())
    }

    /// That an expression finds nothing, and how much is left out as merely possible.
    ///
    /// ```
    /// use organigram::project::{Project, Question};
    /// let project = Project::from_text("club.ron", r#"Model(organs: { "club": Organ(existence: "1950~/") })"#);
    /// let why = project.session().why_nothing(&Question::default().as_of("1949-06"), "organs()")?;
    /// assert_eq!(why.to_string(), "no certain or presumed organ found; one is possible, and `possible` shows it");
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Project::query`].
    pub fn why_nothing(
        &self,
        question: &Question,
        expression: &str,
    ) -> Result<Advice, ProjectError> {
        let one = self.plan(expression, Sorts::ALL)?.sort().one();
        Ok(match self.count_possible(question, expression)? {
            0 => Advice::new("no {} found", &[&one]),
            1 => {
                let text =
                    "no certain or presumed {} found; one is possible, and {possible} shows it";
                Advice::new(text, &[&one])
            }
            count => {
                let text =
                    "no certain or presumed {} found; {} are possible, and {possible} shows them";
                Advice::new(text, &[&one, &count])
            }
        })
    }

    /// The parts of the plan by which an expression is answered, with how much each finds.
    ///
    /// # Errors
    /// As [`Project::query`].
    pub fn explain(
        &self,
        question: &Question,
        expression: &str,
    ) -> Result<Vec<PlanPart>, ProjectError> {
        let context = question.context(self.graph())?;
        let plan = self.plan(expression, Sorts::ALL)?;
        let parts = self.evaluator().explain(&plan, &context);
        parts.map_err(|error| wrong(expression)(error.into()))
    }
}

fn sort_rows(rows: &mut [AnswerRow], order: RowOrder, cells: &Cells<'_, '_>) {
    match order {
        RowOrder::Model => {}
        RowOrder::Start => rows.sort_by_cached_key(|row| first_day(row, cells)),
        RowOrder::Id => rows.sort_by_key(|row| cells.id(row)),
        RowOrder::Name => rows.sort_by_cached_key(|row| cells.name(row)),
        RowOrder::Length => rows.sort_by_cached_key(|row| {
            let length = cells.period(row.number).and_then(Length::of);
            (length.is_none(), Reverse(length))
        }),
        RowOrder::Rank => rows.sort_by_cached_key(|row| {
            let rank = cells.rank(row);
            (rank.is_none(), rank)
        }),
    }
}

/// The first day on which a thing may have begun; the last where there is no first.
fn first_day(row: &AnswerRow, cells: &Cells<'_, '_>) -> (Day, Day) {
    cells.period(row.number).map_or((Day::MAX, Day::MAX), |period| {
        let start = period.start();
        let first = if start.earliest.is_bounded() { start.earliest } else { start.latest };
        (first, start.latest)
    })
}
