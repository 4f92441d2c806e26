//! `organigram show`: the dossier of one thing.

use std::io::Write;

use unicode_width::UnicodeWidthStr;

use clap_complete::engine::ArgValueCompleter;

use super::open::{note_namesakes, project};
use super::terminal::{bold, dim};
use super::{CliError, Format, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::model::Modality;
use crate::project::{Answer, CiteText, DateText, Dossier, Statement};

/// Show all that a model says of one organ, post, person or event.
///
/// It is found by its id or by any of its names, in any letter case.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// Its id, or any of its names.
    #[arg(add = ArgValueCompleter::new(super::complete::things))]
    name: String,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    slice: SliceArgs,
}

const EXAMPLES: &str = "\
Examples:
  organigram show models/wpk.ron arf
  organigram show models/wpk.ron \"society for rallying comrades\" --as-of 1936-06-01
  organigram show models/wpk.ron kim-jong-il --according-to embassy-2013-10-10
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let question = args.slice.question();
    let dossier = project.show(&question, &args.name)?;
    note_namesakes(&project, &args.name, terminal);
    match args.format {
        Format::Json => terminal.json(&dossier)?,
        Format::Text => {
            let dated = question.as_of.is_some();
            print(&dossier, &question.describe()?, dated, &mut terminal.out)?;
        }
    }
    Ok(Outcome::Fine)
}

fn print(
    dossier: &Dossier<'_>,
    question: &str,
    dated: bool,
    out: &mut impl Write,
) -> Result<(), CliError> {
    writeln!(out, "{} {}", bold(dossier.name), dim(&format!("[{}]", dossier.id)))?;
    let kind = if dossier.kind.is_empty() { String::new() } else { format!(": {}", dossier.kind) };
    writeln!(out, "{}{kind}; {question}", dossier.class)?;
    if dated || dossier.answer == Answer::No {
        writeln!(out, "{}: {}", bold(&dossier.answer.to_string()), dossier.why)?;
    }
    for section in &dossier.sections {
        writeln!(out, "\n{}", bold(&capital(section.title)))?;
        let widest = section.rows.iter().map(|row| row.value.width()).max().unwrap_or(0);
        for row in &section.rows {
            print_row(row, widest.min(44), out)?;
        }
    }
    writeln!(out, "\n{}", bold("Sources"))?;
    let widest = dossier.sources.iter().map(|source| source.id.width()).max().unwrap_or(0);
    for source in &dossier.sources {
        let known = source.identifiers.iter().map(|one| format!("; {} {}", one.scheme, one.id));
        let known: String = known.collect();
        writeln!(out, "  {}  {}{known}", pad(source.id, widest), source.description)?;
    }
    if dossier.sources.is_empty() {
        writeln!(out, "  none is cited")?;
    }
    Ok(())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn print_row(row: &Statement<'_>, widest: usize, out: &mut impl Write) -> Result<(), CliError> {
    let mut line = format!("  {}{}", answer_mark(row.answer), pad(&row.value, widest));
    if let Some(id) = row.id {
        line.push_str(&dim(&format!(" [{id}]")));
    }
    if let Some(link) = row.link.as_ref().filter(|link| **link != row.value) {
        line.push_str(&dim(&format!("  {link}")));
    }
    let mut details = vec![row.how.clone(), dates(&row.dates)];
    details.extend(row.rival.then(|| "rival".to_owned()));
    details.extend((row.modality != Modality::default()).then(|| row.modality.to_string()));
    details.retain(|detail| !detail.is_empty());
    if !details.is_empty() {
        line.push_str(&format!("  {}", details.join("; ")));
    }
    // Where the dates carry citations of their own, those of the entry say nothing more.
    let reported = row.dates.iter().any(|date| date.cites == row.cites) && row.dates.len() > 1;
    if !row.cites.is_empty() && !reported {
        line.push_str(&format!("  {}", dim(&cites(&row.cites))));
    }
    writeln!(out, "{}", line.trim_end())?;
    if let Some(answer) = row.answer {
        writeln!(out, "      {}", dim(format!("{answer}: {}", row.why).trim_end_matches(": ")))?;
    }
    for quotation in row.cites.iter().map(CiteText::quotation).filter(|text| !text.is_empty()) {
        writeln!(out, "      {}", dim(&quotation))?;
    }
    if !row.note.is_empty() {
        writeln!(out, "      {}", dim(&format!("note: {}", row.note)))?;
    }
    Ok(())
}

fn answer_mark(answer: Option<Answer>) -> &'static str {
    match answer {
        None => "",
        Some(Answer::Certain) => "  ",
        Some(Answer::Presumed) => "~ ",
        Some(Answer::Possible) => "? ",
        Some(Answer::No) => "- ",
    }
}

fn dates(dates: &[DateText<'_>]) -> String {
    let alone = dates.len() == 1;
    let texts: Vec<String> = dates.iter().map(|date| date_text(date, alone)).collect();
    texts.join(" | rival: ")
}

fn date_text(date: &DateText<'_>, alone: bool) -> String {
    let mut text = date.edtf.to_owned();
    if let Some(written) = date.as_written {
        text.push_str(&format!(" \"{written}\""));
    }
    if date.modality != Modality::default() {
        text.push_str(&format!(" ({})", date.modality));
    }
    if !alone {
        text.push_str(&format!(" ({})", cites(&date.cites)));
    }
    text
}

pub(super) fn cites(cites: &[CiteText<'_>]) -> String {
    cites.iter().map(CiteText::to_string).collect::<Vec<_>>().join("; ")
}
