//! `organigram who`: who held a post, who sat in an organ, what a person was.

use std::io::Write;

use unicode_width::UnicodeWidthStr;

use clap_complete::engine::ArgValueCompleter;

use super::lineage::write_stage;
use super::open::{note_namesakes, project};
use super::table::{TableFormat, TextTable};
use super::terminal::{bold, dim};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::model::{Modality, Reliability, TransitionKind};
use crate::project::{
    Answer, Career, Holding, PostHolders, Project, Question, Roster, Standing, Who,
};

/// Show who held a post, who sat in an organ, or what a person was.
///
/// An honour, a plan or a forecast is marked as such, and never makes anybody the holder. Where nobody is
/// recorded, the answer says between which tenures the gap lies.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// A post, an organ or a person: its id or any of its names.
    #[arg(value_name = "WHAT", add = ArgValueCompleter::new(super::complete::things))]
    what: String,
    /// Follow the post or the organ across these kinds of change, stage by stage: renamed, succeeded, merged, absorbed,
    /// split, reorganised.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = super::lineage::kind)]
    across: Vec<TransitionKind>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: WhoFormat,
    #[command(flatten)]
    slice: SliceArgs,
}

/// The form of the answer.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum WhoFormat {
    /// Text for people.
    #[default]
    Text,
    /// JSON for programs.
    Json,
    /// CSV for spreadsheets: a row for each tenure and seat.
    Csv,
}

const EXAMPLES: &str = "\
Examples:
  organigram who models/wpk.ron \"general secretary\" --as-of 2000-01-01
  organigram who models/wpk.ron wpk-presidium --as-of 2013-01
  organigram who models/wpk.ron kim-jong-il
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let question = args.slice.question();
    if !args.across.is_empty() {
        return across(args, &project, &question, terminal);
    }
    let who = project.who(&question, &args.what)?;
    note_namesakes(&project, &args.what, terminal);
    let outcome = if who.has_anybody() { Outcome::Fine } else { Outcome::Diagnostics };
    match args.format {
        WhoFormat::Text => {}
        WhoFormat::Json => {
            terminal.json(&who)?;
            return Ok(outcome);
        }
        WhoFormat::Csv => {
            let table = TextTable { columns: Who::HEADINGS.to_vec(), rows: who.cells() };
            table.write(TableFormat::Csv, terminal)?;
            return Ok(outcome);
        }
    }
    let mut printer = WhoPrinter { out: &mut terminal.out, dated: question.as_of.is_some() };
    let question = question.describe()?;
    printer.who(&who, &question)?;
    Ok(outcome)
}

/// The same through all stages of a body.
fn across(
    args: &Args,
    project: &Project,
    question: &Question,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let stages = project.who_across(question, &args.what, &args.across)?;
    note_namesakes(project, &args.what, terminal);
    match args.format {
        WhoFormat::Json => terminal.json(&stages)?,
        WhoFormat::Csv => {
            let rows = stages.iter().filter_map(|stage| stage.who.as_ref()).flat_map(Who::cells);
            let table = TextTable { columns: Who::HEADINGS.to_vec(), rows: rows.collect() };
            table.write(TableFormat::Csv, terminal)?;
        }
        WhoFormat::Text => {
            let dated = question.as_of.is_some();
            let words = question.describe()?;
            for (at, stage) in stages.iter().enumerate() {
                if at > 0 {
                    writeln!(terminal.out)?;
                }
                write_stage(&stage.stage, &mut terminal.out)?;
                let mut printer = WhoPrinter { out: &mut terminal.out, dated };
                match &stage.who {
                    Some(who) => printer.who(who, &words)?,
                    None => writeln!(printer.out, "  no post of this title or kind is recorded")?,
                }
            }
        }
    }
    let has_anybody = stages.iter().any(|stage| stage.who.as_ref().is_some_and(Who::has_anybody));
    Ok(if has_anybody { Outcome::Fine } else { Outcome::Diagnostics })
}

fn id(id: &str) -> String {
    dim(&format!("[{id}]"))
}

struct WhoPrinter<'o, W> {
    out: &'o mut W,
    dated: bool,
}

impl<W: Write> WhoPrinter<'_, W> {
    fn who(&mut self, who: &Who<'_>, question: &str) -> Result<(), CliError> {
        match who {
            Who::Post(post) => {
                writeln!(self.out, "{} {}; {question}", bold(&post.title), id(post.post))?;
                self.post(post)
            }
            Who::Organ(roster) => self.roster(roster, question),
            Who::Person(career) => self.career(career, question),
        }
    }

    fn post(&mut self, post: &PostHolders<'_>) -> Result<(), CliError> {
        let is_holder = |h: &&Holding<'_>| h.standing <= Standing::Acting;
        let holders: Vec<&Holding<'_>> = post.holdings.iter().filter(is_holder).collect();
        let others: Vec<&Holding<'_>> =
            post.holdings.iter().filter(|holding| !is_holder(holding)).collect();
        match self.dated {
            true => self.people(&holders)?,
            false => self.in_order(post, holders)?,
        }
        let nobody = post.nobody();
        if let Some(nobody) = &nobody {
            writeln!(self.out, "  {nobody}")?;
        }
        let stated = post.vacancies.iter().map(ToString::to_string);
        for vacancy in stated.filter(|stated| nobody.as_ref() != Some(stated)) {
            writeln!(self.out, "  {vacancy}")?;
        }
        self.people(&others)
    }

    fn roster(&mut self, roster: &Roster<'_>, question: &str) -> Result<(), CliError> {
        writeln!(self.out, "{} {}; {question}", bold(roster.name), id(roster.organ))?;
        if self.dated || roster.answer == Answer::No {
            writeln!(self.out, "{}: {}", roster.answer, roster.why)?;
        }
        let (vacant, filled): (Vec<_>, Vec<_>) =
            roster.posts.iter().partition(|post| post.holdings.is_empty());
        for post in filled {
            writeln!(self.out, "\n{} {}", bold(&post.title), id(post.post))?;
            self.post(post)?;
        }
        self.vacant(&vacant)?;
        let (perhaps, others): (Vec<_>, Vec<_>) =
            roster.others.iter().partition(|seat| seat.standing == Standing::Perhaps);
        for (title, seats) in [
            ("Full members", roster.full.iter().collect()),
            ("Candidate members", roster.candidates.iter().collect()),
            ("Perhaps members", perhaps),
            ("Not counted as members", others),
        ] {
            if !seats.is_empty() {
                writeln!(self.out, "\n{} ({})", bold(title), seats.len())?;
                self.people(&seats)?;
            }
        }
        if !roster.vacancies.is_empty() {
            writeln!(self.out, "\n{} ({})", bold("Vacant places"), roster.vacancies.len())?;
        }
        for vacancy in &roster.vacancies {
            let rank = vacancy.rank.map_or("  - ".to_owned(), |rank| format!("{rank:>2}. "));
            writeln!(self.out, "  {rank}{vacancy}")?;
        }
        let empty = roster.full.is_empty() && roster.candidates.is_empty();
        let empty = empty && roster.vacancies.is_empty();
        if empty && roster.posts.is_empty() && roster.others.is_empty() {
            writeln!(self.out, "no member or post holder is recorded")?;
        }
        Ok(())
    }

    /// Holders in the order of time, those who followed themselves in one line, with the days between for which no
    /// source names a holder.
    fn in_order(
        &mut self,
        post: &PostHolders<'_>,
        mut holders: Vec<&Holding<'_>>,
    ) -> Result<(), CliError> {
        holders.sort_by_key(|held| (held.first_day().is_none(), held.first_day()));
        let mut lines: Vec<Vec<&Holding<'_>>> = Vec::new();
        for held in holders {
            match held.term {
                Some(number) if number > 1 => {
                    let is_before = |line: &&mut Vec<&Holding<'_>>| {
                        let last = line.last().expect("a line has a holder");
                        last.person == held.person && last.term == Some(number - 1)
                    };
                    match lines.iter_mut().rev().find(is_before) {
                        Some(line) => line.push(held),
                        None => lines.push(vec![held]),
                    }
                }
                _ => lines.push(vec![held]),
            }
        }
        let names = width(lines.iter().map(|line| line[0].name));
        let whens: Vec<String> = lines.iter().map(|line| whole(line)).collect();
        let dates = width(whens.iter().map(String::as_str));
        let mut gaps = post.unnamed.iter().peekable();
        for (line, during) in lines.iter().zip(&whens) {
            let first = line[0].first_day();
            while let Some(gap) = gaps.next_if(|gap| first.is_none_or(|day| gap.to < day)) {
                writeln!(self.out, "  {}", dim(&gap.to_string()))?;
            }
            let (name, during) = (pad(line[0].name, names), pad(during, dates));
            let terms = terms(line);
            let line = format!("  {name}  {during}  {terms}{}", self.rest_of(line));
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// What the terms of a holder are where they are not plain ones, with the sources of all of them.
    fn rest_of(&self, line: &[&Holding<'_>]) -> String {
        let mut cites: Vec<String> = Vec::new();
        for cite in line.iter().flat_map(|held| &held.cites) {
            if !cites.contains(cite) {
                cites.push(cite.clone());
            }
        }
        let mut whole = line[0].clone();
        whole.cites = cites;
        self.rest(&whole)
    }

    /// Posts of which nobody is recorded: a line each.
    fn vacant(&mut self, posts: &[&PostHolders<'_>]) -> Result<(), CliError> {
        if posts.is_empty() {
            return Ok(());
        }
        let title =
            if self.dated { "No holder is recorded at that time" } else { "No holder is recorded" };
        writeln!(self.out, "\n{} ({})", bold(title), posts.len())?;
        for post in posts {
            let stated =
                post.vacancies.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
            let around = match stated.is_empty() {
                true => post.gap.as_ref().map_or(String::new(), ToString::to_string),
                false => stated,
            };
            writeln!(
                self.out,
                "  {} {}{}",
                post.title,
                id(post.post),
                dim(&format!("  {around}"))
            )?;
        }
        Ok(())
    }

    fn career(&mut self, career: &Career<'_>, question: &str) -> Result<(), CliError> {
        writeln!(self.out, "{} {}; {question}", bold(career.name), id(career.person))?;
        for (verb, date) in [("born", career.born), ("died", career.died)] {
            if !date.is_empty() {
                writeln!(self.out, "{verb} {date}")?;
            }
        }
        if career.holdings.is_empty() {
            writeln!(self.out, "no post or seat is recorded")?;
        }
        let lengths: Vec<String> = career.holdings.iter().map(length).collect();
        let widths = (
            width(career.holdings.iter().map(|holding| when(holding))),
            width(career.holdings.iter().map(|holding| holding.service.as_str())),
            width(lengths.iter().map(String::as_str)),
        );
        for (holding, length) in career.holdings.iter().zip(&lengths) {
            let (during, service) = (pad(when(holding), widths.0), pad(&holding.service, widths.1));
            let (length, rest) = (pad(length, widths.2), self.rest(holding));
            let line = format!("  {during}  {service}  {length}  {rest}");
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn people(&mut self, holdings: &[&Holding<'_>]) -> Result<(), CliError> {
        let names = width(holdings.iter().map(|holding| holding.name));
        let dates = width(holdings.iter().map(|holding| when(holding)));
        for holding in holdings {
            let rank = match (holding.rank, holding.membership) {
                (Some(rank), _) => format!("{rank:>2}. "),
                (None, Some(_)) => "  - ".to_owned(),
                (None, None) => String::new(),
            };
            let (name, during) = (pad(holding.name, names), pad(when(holding), dates));
            let line = format!("  {rank}{name}  {during}  {}", self.rest(holding));
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// What a holding is where it is not a plain one, the answer, and the sources.
    fn rest(&self, holding: &Holding<'_>) -> String {
        let mut parts = Vec::new();
        match holding.standing {
            // The answer says it.
            Standing::Perhaps if self.dated => {}
            Standing::Holder | Standing::Not => {}
            Standing::Acting => parts.push("acting".to_owned()),
            Standing::Perhaps => parts.push("perhaps".to_owned()),
            Standing::Honour => parts.push("not the holder".to_owned()),
            Standing::Forecast => {
                parts.push(format!(
                    "only {}, not a holder",
                    holding.modality.to_string().to_lowercase()
                ));
            }
        }
        parts.extend(holding.ex_officio.iter().map(|post| format!("by virtue of the post {post}")));
        let reported =
            holding.standing == Standing::Forecast || holding.modality == Modality::default();
        if !reported {
            parts.push(holding.modality.to_string());
        }
        if holding.reliability == Reliability::Low {
            parts.push("low reliability".to_owned());
        }
        if self.dated {
            parts.push(format!("{}: {}", holding.answer, holding.why));
        }
        format!("{}  {}", parts.join("; "), dim(&holding.cites.join("; ")))
    }
}

fn when<'a>(holding: &'a Holding<'_>) -> &'a str {
    if holding.during.is_empty() { "undated" } else { &holding.during }
}

/// From the beginning of the first of some terms to the end of the last.
fn whole(line: &[&Holding<'_>]) -> String {
    match line {
        [first, .., last] => {
            let begun = first.during.split_once('/').map_or(&*first.during, |sides| sides.0);
            let ended = last.during.split_once('/').map_or(&*last.during, |sides| sides.1);
            format!("{begun}/{ended}")
        }
        _ => line.first().map_or(String::new(), |held| when(held).to_owned()),
    }
}

/// The terms of a holder one by one, where there are several.
fn terms(line: &[&Holding<'_>]) -> String {
    if line.len() < 2 {
        return String::new();
    }
    let each: Vec<&str> = line.iter().map(|held| when(held)).collect();
    format!("{} terms: {}  ", line.len(), each.join(", "))
}

fn length(holding: &Holding<'_>) -> String {
    holding.length.map_or(String::new(), |length| length.to_string())
}

fn width<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
