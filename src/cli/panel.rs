//! `organigram panel`: one row for each thing and date, for statistics.

use std::path::PathBuf;

use clap_complete::engine::ArgValueCompleter;

use super::files::read_settings;
use super::open::project;
use super::table::{TableFormat, TextTable};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::model::TransitionKind;
use crate::project::{PanelDates, PanelRow};

/// Tabulate what an expression finds at each of several dates: one row for each thing and date.
///
/// Each row has the answer and its reason, the bounds of the dates, name, superior and holders as they were then, and
/// who says so. What is not there at a date has no row, unless it is named: then its answer is no.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// Which organs, events, posts or people: an expression of the query language.
    #[arg(value_name = "EXPR", add = ArgValueCompleter::new(super::complete::expressions))]
    expr: String,
    /// The same day of each year (12-31), or the last day of each month (month).
    #[arg(
        long,
        value_name = "DAY",
        requires_all = ["from", "to"],
        required_unless_present_any = ["on", "dates"]
    )]
    every: Option<String>,
    /// The first year.
    #[arg(long, value_name = "YEAR", requires = "every", allow_hyphen_values = true)]
    from: Option<String>,
    /// The last year.
    #[arg(long, value_name = "YEAR", requires = "every", allow_hyphen_values = true)]
    to: Option<String>,
    /// These dates, in EDTF.
    #[arg(
        long,
        value_name = "DATE",
        value_delimiter = ',',
        conflicts_with_all = ["every", "dates"],
        allow_hyphen_values = true
    )]
    on: Vec<String>,
    /// The dates in this file, one a line.
    #[arg(long, value_name = "FILE", conflicts_with = "every")]
    dates: Option<PathBuf>,
    /// Follow bodies across these kinds of change, so that each row says to which line it belongs: renamed, succeeded, merged,
    /// absorbed, split, reorganised.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = super::lineage::kind)]
    across: Vec<TransitionKind>,
    /// How to print the rows.
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
    #[command(flatten)]
    slice: SliceArgs,
}

const EXAMPLES: &str = "\
Examples:
  organigram panel models/wpk.ron 'kind(bureau)' --every 12-31 --from 1945 --to 1950
  organigram panel models/wpk.ron 'posts()' --on 1946,2013-01-28 --format csv
  organigram panel models/wpk.ron 'organs()' --every month --from 1946 --to 1946 --format json
";

/// The columns of a table for people: the others stand in CSV and JSON.
const SHORT: [&str; 10] = [
    "date",
    "id",
    "line",
    "name",
    "answer",
    "superior",
    "holders",
    "last_attested",
    "changes",
    "why",
];

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let (question, session) = (args.slice.question(), project.session());
    let dates = dates(args)?;
    let lines = match args.across.is_empty() {
        true => None,
        false => Some(session.panel_lines(&question, &args.across)?),
    };
    let mut found = 0;
    let mut rows = Vec::new();
    for (number, date) in dates.texts().iter().enumerate() {
        let mut then = session.panel_at(&question, &args.expr, date)?;
        if let Some(lines) = &lines {
            lines.mark(&mut then);
        }
        rows.extend(then);
        if args.format == TableFormat::Csv {
            found += rows.len();
            table(&rows, &PanelRow::HEADINGS).write_csv(number == 0, terminal)?;
            rows.clear();
        }
    }
    match args.format {
        TableFormat::Csv => {}
        TableFormat::Json => terminal.json(&rows)?,
        TableFormat::Table if rows.is_empty() => terminal.note("nothing found at these dates"),
        format => table(&rows, &SHORT).write(format, terminal)?,
    }
    Ok(if found + rows.len() == 0 { Outcome::Diagnostics } else { Outcome::Fine })
}

fn dates(args: &Args) -> Result<PanelDates, CliError> {
    if let (Some(step), Some(from), Some(to)) = (&args.every, &args.from, &args.to) {
        return Ok(PanelDates::every(step, from, to)?);
    }
    match &args.dates {
        Some(path) => Ok(PanelDates::listed(read_settings(path)?.lines())?),
        None => Ok(PanelDates::listed(args.on.iter().map(String::as_str))?),
    }
}

fn table(rows: &[PanelRow<'_>], headings: &[&'static str]) -> TextTable {
    TextTable::of(&PanelRow::HEADINGS, rows.iter().map(PanelRow::cells).collect(), headings)
}
