//! `organigram lineage`: what grew out of what.

use std::io::Write;

use clap_complete::engine::ArgValueCompleter;

use super::open::project;
use super::show::cites;
use super::terminal::{bold, dim};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::model::{Choice, Modality, TransitionKind};
use crate::project::{LineStage, LineageAnswer, LineageRequest, LineageStep, LineageWay};

/// Show the predecessors and successors of an organ, or all paths from one organ to another.
///
/// A path goes forward in time and passes no organ twice. All transitions from one organ to the next
/// are shown as one step.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// The organ, by id or name.
    #[arg(add = ArgValueCompleter::new(super::complete::organs))]
    from: String,
    /// The organ at which the paths end.
    #[arg(add = ArgValueCompleter::new(super::complete::organs))]
    to: Option<String>,
    /// Show the nearest predecessors that the organ shares with these, and the paths from them.
    #[arg(long, value_name = "ORGAN", value_delimiter = ',', conflicts_with = "to")]
    common: Vec<String>,
    /// Follow only these kinds of transition: split, merged, absorbed, succeeded, origin, ..
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kind)]
    via: Vec<TransitionKind>,
    /// Show the organ as one line across these kinds of change, stage by stage: renamed, succeeded, merged, absorbed, split,
    /// reorganised.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kind, conflicts_with_all = ["to", "common", "via", "shortest"])]
    across: Vec<TransitionKind>,
    /// Show only a path with the fewest steps.
    #[arg(long, requires = "to")]
    shortest: bool,
    /// How many paths to show at most.
    #[arg(long, value_name = "WAYS", default_value_t = 100)]
    most: usize,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: LineageFormat,
    #[command(flatten)]
    slice: SliceArgs,
}

/// The form of the answer.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum LineageFormat {
    /// Text for people.
    #[default]
    Text,
    /// JSON for programs.
    Json,
    /// DOT for Graphviz.
    Dot,
}

pub(super) fn kind(text: &str) -> Result<TransitionKind, String> {
    let place = TransitionKind::NAMES.iter().position(|name| name.eq_ignore_ascii_case(text));
    let all = || format!("one of {}", TransitionKind::NAMES.join(", ").to_lowercase());
    place.map(TransitionKind::from_index).ok_or_else(all)
}

const EXAMPLES: &str = "\
Examples:
  organigram lineage models/wpk.ron wpk
  organigram lineage models/wpk.ron diu wpk --according-to embassy-2013-10-10
  organigram lineage models/wpk.ron diu wpk --shortest --via origin
  organigram lineage models/wpk.ron aiyl --common ycl,src
  organigram lineage models/wpk.ron diu wpk --format dot | dot -Tsvg -o lineage.svg
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    if !args.across.is_empty() {
        let line = project.continuity(&args.slice.question(), &args.from, &args.across)?;
        match args.format {
            LineageFormat::Json => terminal.json(&line)?,
            LineageFormat::Text => {
                line.iter().try_for_each(|stage| write_stage(stage, &mut terminal.out))?;
            }
            LineageFormat::Dot => {
                let text = "--across gives text or JSON; DOT is of `lineage` without it";
                return Err(CliError::Usage(text.to_owned()));
            }
        }
        return Ok(Outcome::Fine);
    }
    let lineage = project.lineage(&args.slice.question(), &args.request())?;
    match args.format {
        LineageFormat::Json => terminal.json(&lineage)?,
        LineageFormat::Dot => write!(terminal.out, "{}", lineage.to_dot())?,
        LineageFormat::Text => {
            LineagePrinter { lineage: &lineage, out: &mut terminal.out }.report()?;
        }
    }
    Ok(if lineage.is_found() { Outcome::Fine } else { Outcome::Diagnostics })
}

impl Args {
    fn request(&self) -> LineageRequest {
        let mut request = LineageRequest::of(&self.from);
        request.to.clone_from(&self.to);
        request.common.clone_from(&self.common);
        request.via.clone_from(&self.via);
        request.shortest = self.shortest;
        request.most = self.most;
        request
    }
}

/// One stage of a line: the changes that led to it, then the organ.
pub(super) fn write_stage(stage: &LineStage<'_>, out: &mut impl Write) -> Result<(), CliError> {
    for change in &stage.changes {
        let from = change.from.join(", ");
        let from = if from.is_empty() { String::new() } else { format!("{from} → ") };
        let to = change.to.join(", ");
        let date = change.date().unwrap_or("undated");
        let said = match change.modality == Modality::default() {
            true => String::new(),
            false => format!(", {}", change.modality),
        };
        let cites = dim(&cites(&change.cites));
        let line = format!("    {date}  {from}{to}  {}{said}  {cites}", change.kind);
        writeln!(out, "{}", line.trim_end())?;
    }
    let when = if stage.existence.is_empty() { "undated" } else { &stage.existence };
    writeln!(out, "{} {}  {when}", bold(stage.name), dim(&format!("[{}]", stage.id)))?;
    Ok(())
}

struct LineagePrinter<'s, 'g, W> {
    lineage: &'s LineageAnswer<'g>,
    out: &'s mut W,
}

impl<'g, W: Write> LineagePrinter<'_, 'g, W> {
    fn report(&mut self) -> Result<(), CliError> {
        let lineage = self.lineage;
        let name = |id| format!("{} {}", bold(lineage.name(id)), dim(&format!("[{id}]")));
        if let Some(shared) = &lineage.common {
            return self.shared(shared);
        }
        if let (Some(paths), Some(to)) = (&lineage.paths, lineage.to) {
            return self.paths(paths, &name(lineage.from), &name(to));
        }
        let sides =
            [("Predecessors of", &lineage.predecessors), ("Successors of", &lineage.successors)];
        for (title, steps) in sides {
            let steps = steps.as_deref().unwrap_or_default();
            if steps.is_empty() {
                writeln!(self.out, "{title} {}: none recorded", name(lineage.from))?;
                continue;
            }
            writeln!(self.out, "{title} {}", name(lineage.from))?;
            self.steps(steps, Names::Whole)?;
        }
        let changes = lineage.changes.as_deref().unwrap_or_default();
        if !changes.is_empty() {
            writeln!(self.out, "Changes of {}", name(lineage.from))?;
        }
        changes.iter().try_for_each(|step| self.change(step))
    }

    fn shared(&mut self, shared: &[&'g str]) -> Result<(), CliError> {
        if shared.is_empty() {
            return Ok(writeln!(self.out, "no shared predecessor is recorded")?);
        }
        for id in shared {
            let (name, id) = (bold(self.lineage.name(id)), dim(&format!("[{id}]")));
            writeln!(self.out, "Nearest shared predecessor: {name} {id}")?;
        }
        let paths = self.lineage.paths.as_deref().unwrap_or_default();
        if paths.is_empty() { Ok(()) } else { self.paths(paths, "", "") }
    }

    fn paths(&mut self, paths: &[LineageWay<'g>], from: &str, to: &str) -> Result<(), CliError> {
        if paths.is_empty() {
            writeln!(self.out, "no path is recorded from {from} to {to}")?;
            let Some(way) = &self.lineage.backwards else { return Ok(()) };
            writeln!(self.out, "the recorded dates run backwards on this path:")?;
            return self.steps(way, Names::Ids);
        }
        for (at, path) in paths.iter().enumerate() {
            let organs =
                path.iter().map(|hop| hop[0].from[0]).chain(path.last().map(|hop| hop[0].to[0]));
            let names: Vec<String> = organs.map(|id| self.name(id, Names::Whole)).collect();
            let bound = if self.lineage.more { " or more" } else { "" };
            writeln!(
                self.out,
                "{} of {}{bound}: {}",
                bold(&format!("Path {}", at + 1)),
                paths.len(),
                names.join(" → ")
            )?;
            path.iter().try_for_each(|hop| self.steps(hop, Names::Ids))?;
        }
        Ok(())
    }

    fn name(&self, id: &'g str, names: Names) -> String {
        let name = self.lineage.name(id);
        match names {
            Names::Whole if name != id => format!("{name} {}", dim(&format!("[{id}]"))),
            _ => id.to_owned(),
        }
    }

    fn steps(&mut self, steps: &[LineageStep<'g>], names: Names) -> Result<(), CliError> {
        for step in steps {
            if step.is_crowded() {
                let (from, to) = (self.crowd(&step.from, names), self.crowd(&step.to, names));
                self.step(step, &from, &to)?;
                continue;
            }
            for (from, to) in step.pairs() {
                self.step(step, &self.name(from, names), &self.name(to, names))?;
            }
        }
        Ok(())
    }

    /// The first of very many, and how many more there are.
    fn crowd(&self, ids: &[&'g str], names: Names) -> String {
        const SHOWN: usize = 3;
        let shown: Vec<String> = ids.iter().take(SHOWN).map(|id| self.name(id, names)).collect();
        let shown = shown.join(", ");
        match ids.len().saturating_sub(SHOWN) {
            0 => shown,
            more => format!("{shown} and {more} more"),
        }
    }

    fn step(&mut self, step: &LineageStep<'g>, from: &str, to: &str) -> Result<(), CliError> {
        self.happened(step, &format!("{from} → {to}  {}", step.kind))
    }

    /// What happened to one organ alone.
    fn change(&mut self, step: &LineageStep<'g>) -> Result<(), CliError> {
        self.happened(step, &step.kind)
    }

    fn happened(&mut self, step: &LineageStep<'g>, what: &str) -> Result<(), CliError> {
        let mut line = format!("  {}  {what}", step.date().unwrap_or("undated"));
        if step.modality != Modality::default() {
            line.push_str(&format!(", {}", step.modality));
        }
        if !step.cites.is_empty() {
            line.push_str(&format!("  {}", dim(&cites(&step.cites))));
        }
        writeln!(self.out, "{line}")?;
        for rival in step.dates.iter().skip(1) {
            let reported = format!("conflicting date: {} ({})", rival.edtf, cites(&rival.cites));
            writeln!(self.out, "      {}", dim(&reported))?;
        }
        if !step.note.is_empty() {
            writeln!(self.out, "      {}", dim(&format!("note: {}", step.note)))?;
        }
        Ok(())
    }
}

/// How the organs of a step are called.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Names {
    /// By their ids alone: the line above has the names.
    Ids,
    /// By name and id.
    Whole,
}
