//! `organigram timeline`: dated happenings in order.

use std::io::Write;

use unicode_width::UnicodeWidthStr;

use clap_complete::engine::ArgValueCompleter;

use super::open::project;
use super::table::{TableFormat, TextTable};
use super::terminal::{bold, dim};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::model::Modality;
use crate::project::{Answer, Happening};

/// Show what happened, in order of time: in the whole model, or to what an expression finds.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// Which organs, events, posts or people: an expression of the query language.
    #[arg(value_name = "EXPR", add = ArgValueCompleter::new(super::complete::expressions))]
    expr: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: TimelineFormat,
    #[command(flatten)]
    slice: SliceArgs,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum TimelineFormat {
    /// Text for people.
    #[default]
    Text,
    /// JSON for programs.
    Json,
    /// CSV for spreadsheets.
    Csv,
}

const EXAMPLES: &str = "\
Examples:
  organigram timeline models/wpk.ron
  organigram timeline models/wpk.ron 'series(csm)'
  organigram timeline models/wpk.ron 'diu::wpk' --according-to embassy-2013-10-10
  organigram timeline models/wpk.ron kim-jong-il --format csv
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let reported = project.timeline(&args.slice.question(), args.expr.as_deref())?;
    match args.format {
        TimelineFormat::Text => text(&reported, &mut terminal.out)?,
        TimelineFormat::Json => terminal.json(&reported)?,
        TimelineFormat::Csv => table(&reported).write(TableFormat::Csv, terminal)?,
    }
    Ok(if reported.is_empty() { Outcome::Diagnostics } else { Outcome::Fine })
}

fn text(reported: &[Happening], out: &mut impl Write) -> Result<(), CliError> {
    let widest = reported.iter().map(|happening| happening.date.width()).max().unwrap_or(0);
    // Longer dates than this stand out of line: padding has its own limit.
    let widest = widest.min(80);
    for happening in reported {
        let date = format!("{:<widest$}", happening.date);
        let mut line = format!("{}  {}", bold(&date), happening.text);
        if happening.modality != Modality::default() {
            line.push_str(&format!(", {}", happening.modality));
        }
        if happening.answer == Answer::Possible && happening.modality.is_held() {
            line.push_str(", perhaps not then");
        }
        if !happening.cites.is_empty() {
            line.push_str(&dim(&format!("  {}", happening.cites.join("; "))));
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn table(reported: &[Happening]) -> TextTable {
    let row = |happening: &Happening| {
        vec![
            happening.date.clone(),
            format!("{:?}", happening.what).to_lowercase(),
            happening.text.clone(),
            happening.ids.join(" "),
            happening.modality.to_string(),
            happening.answer.to_string(),
            happening.cites.join("; "),
        ]
    };
    TextTable {
        columns: vec!["date", "what", "text", "ids", "modality", "answer", "sources"],
        rows: reported.iter().map(row).collect(),
    }
}
