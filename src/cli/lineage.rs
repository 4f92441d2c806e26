//! `organigram lineage`: what grew out of what.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use clap_complete::engine::ArgValueCompleter;

use super::open::{find, open};
use super::show::cites;
use super::terminal::{bold, dim};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::graph::{Bundle, Class, Hop, Item, LineagePath, NodeIx, Paths, Slice, Step, Trait};
use crate::model::{Choice, Modality, TransitionKind};
use crate::time::Answer;
use crate::view::dossier::{CiteText, DateText, cite_texts, dates, transition_how};

/// Show what an organ grew out of and what it became, or all ways from one organ to another.
///
/// A way goes forward in time and passes no organ twice; all that leads from one organ to the next
/// is reported in one way.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// The organ, by id or name.
    #[arg(add = ArgValueCompleter::new(super::complete::organs))]
    from: String,
    /// The organ to which the ways lead.
    #[arg(add = ArgValueCompleter::new(super::complete::organs))]
    to: Option<String>,
    /// Show the nearest predecessors that the organ shares with these, and the ways from them.
    #[arg(long, value_name = "ORGAN", value_delimiter = ',', conflicts_with = "to")]
    common: Vec<String>,
    /// Only through these kinds of transition: split, merged, absorbed, succeeded, origin, ..
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kind)]
    via: Vec<TransitionKind>,
    /// Only a way with the fewest steps.
    #[arg(long, requires = "to")]
    shortest: bool,
    /// How many ways to show at most.
    #[arg(long, value_name = "WAYS", default_value_t = 100)]
    most: usize,
    #[command(flatten)]
    slice: SliceArgs,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: LineageFormat,
}

/// What to print.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum LineageFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For Graphviz.
    Dot,
}

fn kind(text: &str) -> Result<TransitionKind, String> {
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

/// A lineage, for programs.
#[derive(Serialize)]
struct LineageReport<'g> {
    from: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    common: Option<Vec<&'g str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    predecessors: Option<Vec<StepText<'g>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    successors: Option<Vec<StepText<'g>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paths: Option<Vec<Vec<Vec<StepText<'g>>>>>,
    more: bool,
}

/// The steps of one transition: from each of some organs to each of others.
#[derive(Serialize)]
struct StepText<'g> {
    from: Vec<&'g str>,
    to: Vec<&'g str>,
    kind: String,
    dates: Vec<DateText<'g>>,
    answer: Answer,
    modality: Modality,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'g str,
    cites: Vec<CiteText<'g>>,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let graph = open(&args.model, terminal)?;
    let slice = args.slice.slice(&graph)?.via(&args.via);
    let from = find(&graph, &args.from, "organ", &[Class::Organ])?;
    let to = args.to.as_ref().map(|to| find(&graph, to, "organ", &[Class::Organ])).transpose()?;
    let reporting = match to {
        _ if !args.common.is_empty() => common(&slice, from, &args.common, args.most)?,
        Some(to) if args.shortest => {
            let found: Vec<LineagePath> = slice.shortest(from, to).into_iter().collect();
            ways(&slice, from, Some(to), Paths { found, more: false })
        }
        Some(to) => ways(&slice, from, Some(to), slice.paths(from, to, args.most)),
        None => around(&slice, from),
    };
    match args.format {
        LineageFormat::Json => {
            serde_json::to_writer_pretty(&mut terminal.out, &reporting)
                .map_err(std::io::Error::from)?;
            writeln!(terminal.out)?;
        }
        LineageFormat::Dot => dot(&reporting, &slice, &mut terminal.out)?,
        LineageFormat::Text => {
            Printer { slice: &slice, out: &mut terminal.out }.report(&reporting, from, to)?
        }
    }
    let found = reporting.paths.as_ref().is_none_or(|paths| !paths.is_empty());
    Ok(if found { Outcome::Fine } else { Outcome::Diagnostics })
}

fn ways<'g>(
    slice: &Slice<'g>,
    from: NodeIx,
    to: Option<NodeIx>,
    paths: Paths,
) -> LineageReport<'g> {
    let single = |step: &Step| (step.transition, vec![step.from], vec![step.to]);
    let text = |(transition, from, to)| step_text(slice, &Bundle { transition, from, into: to });
    let hop = |hop: &Hop| hop.iter().map(single).map(text).collect();
    let text = |path: &LineagePath| path.iter().map(hop).collect();
    LineageReport {
        from: slice.graph().id(from),
        to: to.map(|to| slice.graph().id(to)),
        common: None,
        predecessors: None,
        successors: None,
        paths: Some(paths.found.iter().map(text).collect()),
        more: paths.more,
    }
}

/// The nearest predecessors that several organs share, and the ways from them to each.
fn common<'g>(
    slice: &Slice<'g>,
    first: NodeIx,
    others: &[String],
    most: usize,
) -> Result<LineageReport<'g>, CliError> {
    let graph = slice.graph();
    let mut organs = vec![vec![first]];
    for name in others {
        organs.push(vec![find(graph, name, "organ", &[Class::Organ])?]);
    }
    let shared = slice.common_predecessors(&organs);
    let mut paths = Paths::default();
    let ends = organs.iter().flatten();
    for (&from, &to) in shared.iter().flat_map(|from| ends.clone().map(move |to| (from, to))) {
        let left = most.saturating_sub(paths.found.len());
        if left == 0 {
            paths.more = true;
            break;
        }
        let found = slice.paths(from, to, left);
        paths.found.extend(found.found);
        paths.more |= found.more;
    }
    let mut reporting = ways(slice, first, None, paths);
    reporting.common = Some(shared.iter().map(|&organ| graph.id(organ)).collect());
    Ok(reporting)
}

/// The steps as a graph in Graphviz's language: one arrow a step, with its kind, date and sources.
/// What leads from very many to very many leads through a point.
fn dot(
    reporting: &LineageReport<'_>,
    slice: &Slice<'_>,
    out: &mut impl Write,
) -> Result<(), CliError> {
    let graph = slice.graph();
    let ways = reporting.paths.iter().flatten().flatten().flatten();
    let around = reporting.predecessors.iter().chain(&reporting.successors).flatten();
    let steps: Vec<&StepText<'_>> = ways.chain(around).collect();
    let quote = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let ids: BTreeSet<&str> =
        steps.iter().flat_map(|step| step.from.iter().chain(&step.to)).copied().collect();
    writeln!(out, "digraph lineage {{\n  rankdir=LR;\n  node [shape=box];")?;
    for id in ids {
        let name = graph.node(id).map_or(id, |node| graph.name(node));
        writeln!(out, "  {} [label={}];", quote(id), quote(name))?;
    }
    let mut reported = BTreeSet::new();
    for (number, step) in steps.into_iter().enumerate() {
        let label = quote(&format!("{} {}", date(step), step.kind));
        let cites = quote(&cites(&step.cites));
        let mut lines: Vec<String> = Vec::new();
        if step.is_crowded() {
            // Ids are in quotes, so that no organ can have this one.
            let point = format!("transition_{number}");
            lines.push(format!("  {point} [shape=point, xlabel={label}, tooltip={cites}];"));
            lines.extend(step.from.iter().map(|from| format!("  {} -> {point};", quote(from))));
            lines.extend(step.to.iter().map(|to| format!("  {point} -> {};", quote(to))));
        } else {
            lines.extend(step.pairs().map(|(from, to)| {
                let (from, to) = (quote(from), quote(to));
                format!("  {from} -> {to} [label={label}, tooltip={cites}];")
            }));
        }
        for line in lines.into_iter().filter(|line| reported.insert(line.clone())) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(writeln!(out, "}}")?)
}

fn around<'g>(slice: &Slice<'g>, organ: NodeIx) -> LineageReport<'g> {
    let texts =
        |bundles: Vec<Bundle>| Some(bundles.iter().map(|steps| step_text(slice, steps)).collect());
    LineageReport {
        from: slice.graph().id(organ),
        to: None,
        common: None,
        predecessors: texts(slice.steps_to_predecessors(organ)),
        successors: texts(slice.steps_to_successors(organ)),
        paths: None,
        more: false,
    }
}

impl<'g> StepText<'g> {
    /// Whether reporting the steps one by one would take far more than naming the organs.
    fn is_crowded(&self) -> bool {
        const FEW: usize = 4;
        self.from.len().saturating_mul(self.to.len()) > FEW * (self.from.len() + self.to.len())
    }

    fn pairs(&self) -> impl Iterator<Item = (&'g str, &'g str)> + '_ {
        let pairs = self.from.iter().flat_map(|from| self.to.iter().map(|to| (*from, *to)));
        pairs.filter(|(from, to)| from != to)
    }
}

fn step_text<'g>(slice: &Slice<'g>, steps: &Bundle) -> StepText<'g> {
    let graph = slice.graph();
    let transition = graph.transition(steps.transition);
    let item = Item::Transition(steps.transition);
    let ids = |organs: &[NodeIx]| organs.iter().map(|&organ| graph.id(organ)).collect();
    StepText {
        from: ids(&steps.from),
        to: ids(&steps.into),
        kind: transition_how(graph, &transition),
        dates: dates(slice, item),
        answer: slice.transition_answer(&transition),
        modality: transition.modality,
        note: graph.property(item, Trait::Note).unwrap_or_default(),
        cites: cite_texts(slice, graph.cites(item)),
    }
}

struct Printer<'s, 'g, W> {
    slice: &'s Slice<'g>,
    out: &'s mut W,
}

impl<W: Write> Printer<'_, '_, W> {
    fn report(
        &mut self,
        reporting: &LineageReport<'_>,
        from: NodeIx,
        to: Option<NodeIx>,
    ) -> Result<(), CliError> {
        let graph = self.slice.graph();
        let name =
            |node| format!("{} {}", bold(graph.name(node)), dim(&format!("[{}]", graph.id(node))));
        if let Some(shared) = &reporting.common {
            return self.shared(shared, reporting);
        }
        if let (Some(paths), Some(to)) = (&reporting.paths, to) {
            return self.paths(paths, reporting.more, &name(from), &name(to));
        }
        let sides = [
            ("Predecessors of", &reporting.predecessors),
            ("Successors of", &reporting.successors),
        ];
        for (title, steps) in sides {
            let steps = steps.as_deref().unwrap_or_default();
            if steps.is_empty() {
                writeln!(self.out, "{title} {}: none is recorded", name(from))?;
                continue;
            }
            writeln!(self.out, "{title} {}", name(from))?;
            self.steps(steps, Names::Whole)?;
        }
        Ok(())
    }

    fn shared(&mut self, shared: &[&str], reporting: &LineageReport<'_>) -> Result<(), CliError> {
        let graph = self.slice.graph();
        if shared.is_empty() {
            return Ok(writeln!(self.out, "no shared predecessor is recorded")?);
        }
        for id in shared {
            let name = graph.node(id).map_or(*id, |node| graph.name(node));
            writeln!(
                self.out,
                "Nearest shared predecessor: {} {}",
                bold(name),
                dim(&format!("[{id}]"))
            )?;
        }
        let paths = reporting.paths.as_deref().unwrap_or_default();
        if paths.is_empty() { Ok(()) } else { self.paths(paths, reporting.more, "", "") }
    }

    fn paths(
        &mut self,
        paths: &[Vec<Vec<StepText<'_>>>],
        more: bool,
        from: &str,
        to: &str,
    ) -> Result<(), CliError> {
        if paths.is_empty() {
            return Ok(writeln!(self.out, "no way is recorded from {from} to {to}")?);
        }
        for (at, path) in paths.iter().enumerate() {
            let organs =
                path.iter().map(|hop| hop[0].from[0]).chain(path.last().map(|hop| hop[0].to[0]));
            let names: Vec<String> = organs.map(|id| self.name(id, Names::Whole)).collect();
            let bound = if more { " or more" } else { "" };
            writeln!(
                self.out,
                "{} of {}{bound}: {}",
                bold(&format!("Way {}", at + 1)),
                paths.len(),
                names.join(" → ")
            )?;
            path.iter().try_for_each(|hop| self.steps(hop, Names::Ids))?;
        }
        Ok(())
    }

    fn name(&self, id: &str, names: Names) -> String {
        let graph = self.slice.graph();
        match graph.node(id).filter(|_| names == Names::Whole) {
            Some(node) if graph.name(node) != id => {
                format!("{} {}", graph.name(node), dim(&format!("[{id}]")))
            }
            _ => id.to_owned(),
        }
    }

    fn steps(&mut self, steps: &[StepText<'_>], names: Names) -> Result<(), CliError> {
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
    fn crowd(&self, ids: &[&str], names: Names) -> String {
        const SHOWN: usize = 3;
        let shown: Vec<String> = ids.iter().take(SHOWN).map(|id| self.name(id, names)).collect();
        let shown = shown.join(", ");
        match ids.len().saturating_sub(SHOWN) {
            0 => shown,
            more => format!("{shown} and {more} more"),
        }
    }

    fn step(&mut self, step: &StepText<'_>, from: &str, to: &str) -> Result<(), CliError> {
        let mut line = format!("  {}  {from} → {to}  {}", date(step), step.kind);
        if step.modality != Modality::default() {
            line.push_str(&format!(", {}", step.modality));
        }
        if !step.cites.is_empty() {
            line.push_str(&format!("  {}", dim(&cites(&step.cites))));
        }
        writeln!(self.out, "{line}")?;
        for rival in step.dates.iter().skip(1) {
            let reported = format!("rival date: {} ({})", rival.edtf, cites(&rival.cites));
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

fn date<'a>(step: &'a StepText<'_>) -> &'a str {
    step.dates.first().map_or("undated", |date| date.edtf)
}
