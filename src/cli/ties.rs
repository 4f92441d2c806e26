//! `organigram ties`: who served together.

use std::path::PathBuf;

use clap_complete::engine::ArgValueCompleter;

use super::files::write_file;
use super::open::project;
use super::table::{TableFormat, TextTable};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::project::{Tie, Ties};

/// Show who served in the same body at the same time: pairs of people, with the days that they shared.
///
/// A body is an organ, with its seats and its posts. Days are counted as certain, as presumed (no end that is not
/// recorded has come) and as possible.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// Which organs, or which people: an expression of the query language.
    #[arg(value_name = "EXPR", add = ArgValueCompleter::new(super::complete::expressions))]
    expr: Option<String>,
    /// How to print the pairs.
    #[arg(long, value_enum, default_value_t)]
    format: TieFormat,
    /// The file to write; by default standard output.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    #[command(flatten)]
    slice: SliceArgs,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum TieFormat {
    /// A table for people.
    #[default]
    Table,
    /// JSON for programs.
    Json,
    /// CSV for spreadsheets.
    Csv,
    /// A network for yEd, Cytoscape, networkx.
    Graphml,
    /// A network in time for Gephi.
    Gexf,
}

const EXAMPLES: &str = "\
Examples:
  organigram ties models/wpk.ron wpk-pb --as-of 2013
  organigram ties models/wpk.ron kim-jong-un --possible
  organigram ties models/wpk.ron --format gexf -o ties.gexf
";

/// The columns of a table for people: the others stand in CSV and JSON.
const SHORT: [&str; 8] =
    ["name", "other_name", "body_name", "answer", "certain_days", "from", "to", "cites"];

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let found = project.ties(&args.slice.question(), args.expr.as_deref())?;
    let pairs = || found.as_pairs(project.title());
    let text = match args.format {
        TieFormat::Table if args.output.is_none() => None,
        TieFormat::Table | TieFormat::Csv => Some(table(&found, &Tie::HEADINGS).csv_text()),
        TieFormat::Json => Some(json(&found)?),
        TieFormat::Graphml => Some(pairs().to_graphml()),
        TieFormat::Gexf => Some(pairs().to_gexf()),
    };
    match (&args.output, text) {
        (Some(path), Some(text)) => write_file(path, text.as_bytes(), terminal)?,
        (None, Some(text)) => terminal.data(|out| out.write_all(text.as_bytes()))?,
        _ if found.rows.is_empty() => terminal.note("no pair found"),
        _ => table(&found, &SHORT).write(TableFormat::Table, terminal)?,
    }
    if let Some(note) = found.left_out() {
        terminal.note(&note);
    }
    Ok(if found.rows.is_empty() { Outcome::Diagnostics } else { Outcome::Fine })
}

fn json(found: &Ties<'_>) -> Result<String, CliError> {
    let text = serde_json::to_string_pretty(found).map_err(std::io::Error::from)?;
    Ok(text + "\n")
}

fn table(found: &Ties<'_>, headings: &[&'static str]) -> TextTable {
    TextTable::of(&Tie::HEADINGS, found.rows.iter().map(Tie::cells).collect(), headings)
}
