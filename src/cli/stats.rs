//! `organigram stats`: how much a model says.

use std::io::Write;

use unicode_width::UnicodeWidthStr;

use super::open::project;
use super::terminal::bold;
use super::{CliError, Format, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::project::{Count, Stats};

/// Count what a model says: things, kinds, decades, sources, the precision of dates, gaps.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// How many rows of each list to print; 0 prints all.
    #[arg(long, value_name = "ROWS", default_value_t = 12)]
    most: usize,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    slice: SliceArgs,
}

const EXAMPLES: &str = "\
Examples:
  organigram stats models/wpk.ron
  organigram stats models/wpk.ron --without outside --format json
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let question = args.slice.question();
    let stats = project.stats(&question)?;
    match args.format {
        Format::Json => terminal.json(&stats)?,
        Format::Text => {
            writeln!(terminal.out, "{}; {}", bold(project.title()), question.describe()?)?;
            text(&stats, args.most, &mut terminal.out)?;
        }
    }
    Ok(Outcome::Fine)
}

fn text(stats: &Stats, most: usize, out: &mut impl Write) -> Result<(), CliError> {
    let most = if most == 0 { usize::MAX } else { most };
    for (title, counts) in [
        ("What there is", &stats.things),
        ("Organs by kind", &stats.kinds),
        ("Organs that existed in each decade, certain or presumed", &stats.decades),
        ("Citations by source", &stats.sources),
        ("Dates by precision", &stats.precision),
    ] {
        list(title, counts, most, out)?;
    }
    writeln!(out, "\n{}", bold("Gaps"))?;
    let widest = stats.gaps.iter().map(|gap| gap.name.width()).max().unwrap_or(0).min(80);
    for gap in &stats.gaps {
        let more = if gap.count > gap.first.len() { ", .." } else { "" };
        let first = gap.first.join(", ");
        writeln!(out, "  {:<widest$}  {:>6}  {first}{more}", gap.name, gap.count)?;
    }
    Ok(())
}

fn list(title: &str, counts: &[Count], most: usize, out: &mut impl Write) -> Result<(), CliError> {
    const BAR: usize = 30;
    writeln!(out, "\n{}", bold(title))?;
    let widest = counts.iter().take(most).map(|count| count.name.width()).max().unwrap_or(0);
    let greatest = counts.iter().map(|count| count.count).max().unwrap_or(0).max(1);
    for Count { name, count } in counts.iter().take(most) {
        let bar = "▪".repeat((count * BAR).div_ceil(greatest));
        let pad = " ".repeat(widest.saturating_sub(name.width()));
        writeln!(out, "  {name}{pad}  {count:>6}  {bar}")?;
    }
    if counts.len() > most {
        let rest: usize = counts[most..].iter().map(|count| count.count).sum();
        writeln!(out, "and {} more, {rest} in total", counts.len() - most)?;
    }
    Ok(())
}
