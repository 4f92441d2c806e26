//! `organigram ranking`: in which order people stand, and how two orders differ.

use std::io::Write;

use clap_complete::engine::ArgValueCompleter;

use super::open::project;
use super::table::{TableFormat, TextTable};
use super::terminal::{bold, dim};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::diagnostics::plural;
use crate::project::{Answer, Ranking, RankingAnswer, RankingMove};

/// Show the order in which people are named at an event, or by the ranks of their seats in an organ, and what differs in
/// another one.
///
/// Two orders are compared among those whom both name: the distance is the number of pairs that changed places (Kendall).
/// Where somebody stands says nothing of the offices that anybody held.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// An event, or an organ at a date (`politburo @ 1980`): an id or a name.
    #[arg(value_name = "WHAT", add = ArgValueCompleter::new(super::complete::things))]
    what: String,
    /// Another one, that came later.
    #[arg(value_name = "LATER", add = ArgValueCompleter::new(super::complete::things))]
    later: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: RankingFormat,
    #[command(flatten)]
    slice: SliceArgs,
}

/// The form of the answer.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum RankingFormat {
    /// Text for people.
    #[default]
    Text,
    /// JSON for programs.
    Json,
    /// CSV for spreadsheets: the orders alone.
    Csv,
}

const EXAMPLES: &str = "\
Examples:
  organigram ranking model.ron congress-5 congress-6
  organigram ranking models/wpk.ron 'wpk-presidium @ 2013-01'
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let found = project.ranking(&args.slice.question(), &args.what, args.later.as_deref())?;
    match args.format {
        RankingFormat::Json => terminal.json(&found)?,
        RankingFormat::Csv => {
            let table =
                TextTable { columns: RankingAnswer::HEADINGS.to_vec(), rows: found.cells() };
            table.write(TableFormat::Csv, terminal)?;
        }
        RankingFormat::Text => report(&found, &mut terminal.out)?,
    }
    let is_empty = found.ranking.rows.is_empty();
    Ok(if is_empty { Outcome::Diagnostics } else { Outcome::Fine })
}

fn report(found: &RankingAnswer<'_>, out: &mut impl Write) -> Result<(), CliError> {
    order(&found.ranking, out)?;
    if let Some(against) = &found.against {
        writeln!(out)?;
        order(against, out)?;
        writeln!(out)?;
    }
    let Some(change) = &found.change else { return Ok(()) };
    let tau = change.tau.map_or(String::new(), |tau| format!(" (tau {tau:.2})"));
    let pairs = plural(change.pairs, "pair");
    writeln!(out, "{} of {pairs} changed places{tau}", change.distance)?;
    for [now_first, before] in &change.moved {
        let (now_first, before) = (found.name(now_first), found.name(before));
        writeln!(out, "  {now_first} now stands before {before}")?;
    }
    if change.moved.len() < change.distance {
        writeln!(out, "  and {}", plural(change.distance - change.moved.len(), "pair"))?;
    }
    let moved = |one: &RankingMove<'_>| {
        format!("{} ({} → {})", found.name(one.person), one.before, one.after)
    };
    let named = |person: &&str| found.name(person).to_owned();
    for (title, people) in [
        ("Rose", change.rose.iter().map(moved).collect::<Vec<_>>()),
        ("Fell", change.fell.iter().map(moved).collect()),
        ("Came", change.came.iter().map(named).collect()),
        ("Went", change.went.iter().map(named).collect()),
    ] {
        if !people.is_empty() {
            writeln!(out, "{}: {}", bold(title), people.join(", "))?;
        }
    }
    Ok(())
}

fn order(order: &Ranking<'_>, out: &mut impl Write) -> Result<(), CliError> {
    let id = dim(&format!("[{}]", order.of));
    let date = if order.date.is_empty() { "undated" } else { &order.date };
    writeln!(out, "{} {id}; {date}; by {}", bold(order.name), order.basis.words())?;
    if order.rows.is_empty() {
        writeln!(out, "  nobody is recorded in an order")?;
    }
    for row in &order.rows {
        let doubt = match row.answer {
            Answer::Certain => String::new(),
            answer => format!("  {answer}: {}", row.why),
        };
        let cites = dim(&row.cites.join("; "));
        let line = format!("  {:>3}. {}{doubt}  {cites}", row.place, row.name);
        writeln!(out, "{}", line.trim_end())?;
    }
    if order.unranked > 0 {
        writeln!(out, "  {} without a rank left out", plural(order.unranked, "seat"))?;
    }
    Ok(())
}
