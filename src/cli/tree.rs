//! `organigram tree`: the hierarchy in the terminal.

use std::io::Write;

use super::open::project;
use super::terminal::{bold, dim};
use super::{CliError, Format, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::project::{Answer, LeftOut, TreeAnswer, TreeRow};

/// Show who stood under whom, as a tree.
///
/// Marks: `~` presumed (begun for certain, end not recorded), `?` possible or only planned. An organ
/// with several superiors is shown with its units under the first, and only named under the others.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// The organ to start from, by id or name; by default all that have no superior.
    organ: Option<String>,
    /// How many levels to unfold.
    #[arg(long, value_name = "LEVELS")]
    depth: Option<u32>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    slice: SliceArgs,
}

const EXAMPLES: &str = "\
Examples:
  organigram tree models/wpk.ron --as-of 2013-01-28
  organigram tree models/wpk.ron wpk --depth 2 --possible --as-of 2013
  organigram tree models/wpk.ron --according-to kcna-2019-07-03 --line part_of
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let question = args.slice.question();
    let rows = project.tree(&question, args.organ.as_deref(), args.depth)?;
    let outcome = if rows.is_empty() { Outcome::Diagnostics } else { Outcome::Fine };
    let left_out = match args.organ {
        None => project.left_out(&question)?,
        Some(_) => LeftOut::default(),
    };
    match args.format {
        Format::Json => terminal.json(&TreeAnswer::new(rows, left_out)?)?,
        Format::Text if rows.is_empty() => {
            writeln!(terminal.out, "no organ found {}", question.describe()?)?;
        }
        Format::Text => print(&rows, question.as_of.is_some(), &mut terminal.out)?,
    }
    if let Some(organs) = left_out.in_words() {
        terminal.note(&format!("{organs} left out; --possible shows them"));
    }
    Ok(outcome)
}

fn print(rows: &[TreeRow<'_>], dated: bool, out: &mut impl Write) -> Result<(), CliError> {
    // Of each level above: whether more units follow on it.
    let mut goes_on: Vec<bool> = Vec::new();
    for row in rows {
        goes_on.truncate((row.level as usize).saturating_sub(1));
        if row.level > 0 {
            goes_on.push(!row.last);
        }
        line(row, &rails(&goes_on), dated, out)?;
    }
    Ok(())
}

fn line(row: &TreeRow<'_>, rails: &str, dated: bool, out: &mut impl Write) -> Result<(), CliError> {
    let mark = mark(row, dated);
    write!(out, "{}{mark}{} {}", dim(rails), bold(row.name), dim(&format!("[{}]", row.id)))?;
    if let Some(label) = &row.line_label {
        write!(out, " {}", dim(&format!("({label})")))?;
    }
    if let Some(last) = row.last_attested {
        write!(out, " {}", dim(&format!("(last attested {last})")))?;
    }
    if row.elsewhere && row.hidden > 0 {
        write!(out, " {}", dim("(unfolded above)"))?;
    }
    Ok(writeln!(out)?)
}

/// Deeper levels are shown by their number, and not by rails across the screen.
const MOST_RAILS: usize = 40;

/// What is drawn in front of an item: a rail for each level that goes on below it, and its own bend.
fn rails(goes_on: &[bool]) -> String {
    let Some((inner, outer)) = goes_on.split_last() else { return String::new() };
    if outer.len() > MOST_RAILS {
        return format!("{}level {} └─ ", "   ".repeat(MOST_RAILS), goes_on.len());
    }
    let rails = outer.iter().map(|more| if *more { "│  " } else { "   " });
    rails.chain([if *inner { "├─ " } else { "└─ " }]).collect()
}

/// The mark of an answer that is not certain, and of what is only planned or projected.
fn mark(row: &TreeRow<'_>, dated: bool) -> &'static str {
    match row.answer {
        _ if !dated && row.modality.is_held() => "",
        Answer::Certain => "",
        Answer::Presumed => "~ ",
        Answer::Possible | Answer::No => "? ",
    }
}
