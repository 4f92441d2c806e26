//! `organigram query`: what an expression finds, with answers and reasons.

use std::io::Write;
use std::num::NonZeroUsize;

use clap_complete::engine::ArgValueCompleter;

use super::error::with_options;
use super::open::project;
use super::table::{TableFormat, TextTable};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::diagnostics::plural;
use crate::project::{
    Count, GroupBy, QueryColumn, QueryGroups, QueryRequest, QueryRow, QueryRows, Question,
    RowOrder, Session,
};

/// Ask a model: organs, posts, people, events, transitions and claims as sets.
///
/// An expression is an id or a name, a function such as under(wpk), or several expressions combined
/// with & (and), | (or) and ~ (without). x @ DATE is x as of a date. docs/query.md is the
/// reference.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// The expression.
    #[arg(value_name = "EXPR", add = ArgValueCompleter::new(super::complete::expressions))]
    expr: String,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    slice: SliceArgs,
}

/// How to print the answer.
#[derive(clap::Args, Debug, Clone, Default)]
#[command(next_help_heading = "Output")]
pub(super) struct Output {
    /// The columns, in order.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "COLUMN")]
    columns: Vec<QueryColumn>,
    /// How to print the rows.
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
    /// Print only the count.
    #[arg(long, conflicts_with_all = ["columns", "group_by", "explain"])]
    count: bool,
    /// Count by kind, by main superior or by the year of the start.
    #[arg(long, value_enum, value_name = "GROUP", conflicts_with_all = ["columns", "explain"])]
    group_by: Option<GroupBy>,
    /// The order of the rows.
    #[arg(long, value_enum, default_value_t, value_name = "BY")]
    sort: RowOrder,
    /// Print at most so many rows, the first in their order, and say how many are left out.
    #[arg(long, value_name = "N", conflicts_with_all = ["count", "group_by", "explain"])]
    limit: Option<NonZeroUsize>,
    /// Print how the expression is evaluated, and how much each part of it finds.
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  organigram query models/wpk.ron 'diu::wpk'
  organigram query models/wpk.ron 'all()' --as-of 1936-06-01 --without outside
  organigram query models/wpk.ron 'possible()' --as-of 1936-06-01 --columns id,why
  organigram query models/wpk.ron 'under(wpk-cc) & kind(bureau)' --format json
  organigram query models/wpk.ron 'disputed()' --group-by kind
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let question = args.slice.question();
    Asker { session: &project.session(), question: &question, output: &args.output }
        .answer(&args.expr, terminal)
}

/// Asks expressions in one way.
pub(super) struct Asker<'a, 'p> {
    pub(super) session: &'a Session<'p>,
    pub(super) question: &'a Question,
    pub(super) output: &'a Output,
}

impl Asker<'_, '_> {
    /// Answers one expression.
    pub(super) fn answer(&self, expr: &str, terminal: &mut Terminal) -> Result<Outcome, CliError> {
        let Asker { session, question, output } = self;
        if output.explain {
            return self.explain(expr, terminal);
        }
        if output.count {
            let found = session.count(question, expr)?;
            writeln!(terminal.out, "{found}")?;
            return Ok(outcome(found));
        }
        let mut left_out = 0;
        let table = match output.group_by {
            Some(by) => groups(&session.groups(question, expr, by)?),
            None => {
                let found = session.query(question, &output.request(expr))?;
                left_out = found.left_out;
                rows(&found, output.format)
            }
        };
        if table.rows.is_empty() && output.format == TableFormat::Table {
            terminal.out.flush()?;
            terminal.note(&with_options(&session.why_nothing(question, expr)?));
        } else {
            table.write(output.format, terminal)?;
        }
        if left_out > 0 {
            terminal.out.flush()?;
            terminal.note(&format!("{} left out by --limit", plural(left_out, "row")));
        }
        Ok(outcome(table.rows.len()))
    }

    fn explain(&self, expr: &str, terminal: &mut Terminal) -> Result<Outcome, CliError> {
        for part in self.session.explain(self.question, expr)? {
            writeln!(terminal.out, "{:>9}  {}{}", part.found, "  ".repeat(part.depth), part.text)?;
        }
        Ok(Outcome::Fine)
    }
}

impl Output {
    fn request(&self, expr: &str) -> QueryRequest {
        let mut request = QueryRequest::new(expr).order(self.sort);
        request.limit = self.limit.map(NonZeroUsize::get);
        match self.format {
            TableFormat::Ids => request.columns(&[QueryColumn::Id, QueryColumn::Name]),
            _ => request.columns(&self.columns),
        }
    }
}

fn outcome(found: usize) -> Outcome {
    if found == 0 { Outcome::Diagnostics } else { Outcome::Fine }
}

fn rows(found: &QueryRows<'_>, format: TableFormat) -> TextTable {
    // What has no id is called by its name.
    let columns = match (format, found.sort.has_ids()) {
        (TableFormat::Ids, true) => vec![QueryColumn::Id],
        (TableFormat::Ids, false) => vec![QueryColumn::Name],
        _ => found.columns.clone(),
    };
    let row = |row: &QueryRow<'_>| columns.iter().map(|column| row.text(*column)).collect();
    TextTable {
        columns: columns.iter().map(|column| column.name()).collect(),
        rows: found.rows.iter().map(row).collect(),
    }
}

fn groups(found: &QueryGroups) -> TextTable {
    let row = |group: &Count| vec![group.name.clone(), group.count.to_string()];
    TextTable {
        columns: vec![found.by.name(), "count"],
        rows: found.groups.iter().map(row).collect(),
    }
}
