//! `organigram lineage`: what grew out of what.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use clap_complete::engine::ArgValueCompleter;

use super::open::{find, open};
use super::show::cites;
use super::terminal::{bold, dim};
use super::{Failure, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::graph::{Class, Hop, Item, NodeIx, Path, Paths, Slice, Step, Trait};
use crate::model::{Choice, Modality, TransitionKind};
use crate::time::Answer;
use crate::view::dossier::{CiteText, DateText, cite_texts, dates, transition_how};

/// Tell what an organ grew out of and what it became, or all ways from one organ to another.
///
/// A way goes forward in time and passes no organ twice; all that leads from one organ to the next
/// is told in one way.
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
    /// Tell the nearest forerunners that the organ shares with these, and the ways from them.
    #[arg(long, value_name = "ORGAN", value_delimiter = ',', conflicts_with = "to")]
    common: Vec<String>,
    /// Only through these kinds of transition: split, merged, absorbed, succeeded, origin, ..
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kind)]
    via: Vec<TransitionKind>,
    /// Only a way with the fewest steps.
    #[arg(long, requires = "to")]
    shortest: bool,
    /// How many ways to tell at most.
    #[arg(long, value_name = "WAYS", default_value_t = 100)]
    most: usize,
    #[command(flatten)]
    slice: SliceArgs,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What to print.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Format {
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
struct Telling<'g> {
    from: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    common: Option<Vec<&'g str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forerunners: Option<Vec<StepText<'g>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heirs: Option<Vec<StepText<'g>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paths: Option<Vec<Vec<Vec<StepText<'g>>>>>,
    more: bool,
}

#[derive(Serialize)]
struct StepText<'g> {
    from: &'g str,
    to: &'g str,
    kind: String,
    dates: Vec<DateText<'g>>,
    answer: Answer,
    modality: Modality,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'g str,
    cites: Vec<CiteText<'g>>,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let graph = open(&args.model, terminal)?;
    let slice = args.slice.slice(&graph)?.via(&args.via);
    let from = find(&graph, &args.from, "organ", &[Class::Organ])?;
    let to = args.to.as_ref().map(|to| find(&graph, to, "organ", &[Class::Organ])).transpose()?;
    let telling = match to {
        _ if !args.common.is_empty() => common(&slice, from, &args.common, args.most)?,
        Some(to) if args.shortest => {
            let found: Vec<Path> = slice.shortest(from, to).into_iter().collect();
            ways(&slice, from, Some(to), Paths { found, more: false })
        }
        Some(to) => ways(&slice, from, Some(to), slice.paths(from, to, args.most)),
        None => around(&slice, from),
    };
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut terminal.out, &telling)
                .map_err(std::io::Error::from)?;
            writeln!(terminal.out)?;
        }
        Format::Dot => dot(&telling, &slice, &mut terminal.out)?,
        Format::Text => {
            Teller { slice: &slice, out: &mut terminal.out }.tell(&telling, from, to)?
        }
    }
    let found = telling.paths.as_ref().is_none_or(|paths| !paths.is_empty());
    Ok(if found { Outcome::Fine } else { Outcome::Findings })
}

fn ways<'g>(slice: &Slice<'g>, from: NodeIx, to: Option<NodeIx>, paths: Paths) -> Telling<'g> {
    let hop = |hop: &Hop| hop.iter().map(|&step| step_text(slice, step)).collect();
    let text = |path: &Path| path.iter().map(hop).collect();
    Telling {
        from: slice.graph().id(from),
        to: to.map(|to| slice.graph().id(to)),
        common: None,
        forerunners: None,
        heirs: None,
        paths: Some(paths.found.iter().map(text).collect()),
        more: paths.more,
    }
}

/// The nearest forerunners that several organs share, and the ways from them to each.
fn common<'g>(
    slice: &Slice<'g>,
    first: NodeIx,
    others: &[String],
    most: usize,
) -> Result<Telling<'g>, Failure> {
    let graph = slice.graph();
    let mut organs = vec![first];
    for name in others {
        organs.push(find(graph, name, "organ", &[Class::Organ])?);
    }
    let shared = crate::query::common(slice, &organs);
    let mut paths = Paths::default();
    for (&from, &to) in shared.iter().flat_map(|from| organs.iter().map(move |to| (from, to))) {
        let left = most.saturating_sub(paths.found.len());
        let found = slice.paths(from, to, left);
        paths.found.extend(found.found);
        paths.more |= found.more;
    }
    let mut telling = ways(slice, first, None, paths);
    telling.common = Some(shared.iter().map(|&organ| graph.id(organ)).collect());
    Ok(telling)
}

/// The steps as a graph in Graphviz's language: one arrow a step, with its kind, date and sources.
fn dot(telling: &Telling<'_>, slice: &Slice<'_>, out: &mut impl Write) -> Result<(), Failure> {
    let graph = slice.graph();
    let ways = telling.paths.iter().flatten().flatten().flatten();
    let around = telling.forerunners.iter().chain(&telling.heirs).flatten();
    let steps: Vec<&StepText<'_>> = ways.chain(around).collect();
    let quote = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let ids: BTreeSet<&str> = steps.iter().flat_map(|step| [step.from, step.to]).collect();
    writeln!(out, "digraph lineage {{\n  rankdir=LR;\n  node [shape=box];")?;
    for id in ids {
        let name = graph.node(id).map_or(id, |node| graph.name(node));
        writeln!(out, "  {} [label={}];", quote(id), quote(name))?;
    }
    let mut told = BTreeSet::new();
    for step in steps {
        let label = quote(&format!("{} {}", date(step), step.kind));
        let line = format!(
            "  {} -> {} [label={label}, tooltip={}];",
            quote(step.from),
            quote(step.to),
            quote(&cites(&step.cites))
        );
        if told.insert(line.clone()) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(writeln!(out, "}}")?)
}

fn around<'g>(slice: &Slice<'g>, organ: NodeIx) -> Telling<'g> {
    let texts =
        |steps: Vec<Step>| Some(steps.into_iter().map(|step| step_text(slice, step)).collect());
    Telling {
        from: slice.graph().id(organ),
        to: None,
        common: None,
        forerunners: texts(slice.steps_to_forerunners(organ)),
        heirs: texts(slice.steps_to_heirs(organ)),
        paths: None,
        more: false,
    }
}

fn step_text<'g>(slice: &Slice<'g>, step: Step) -> StepText<'g> {
    let graph = slice.graph();
    let transition = graph.transition(step.transition);
    let item = Item::Transition(step.transition);
    StepText {
        from: graph.id(step.from),
        to: graph.id(step.to),
        kind: transition_how(graph, &transition),
        dates: dates(slice, item),
        answer: slice.transition_answer(&transition),
        modality: transition.modality,
        note: graph.property(item, Trait::Note).unwrap_or_default(),
        cites: cite_texts(slice, graph.cites(item)),
    }
}

struct Teller<'s, 'g, W> {
    slice: &'s Slice<'g>,
    out: &'s mut W,
}

impl<W: Write> Teller<'_, '_, W> {
    fn tell(
        &mut self,
        telling: &Telling<'_>,
        from: NodeIx,
        to: Option<NodeIx>,
    ) -> Result<(), Failure> {
        let graph = self.slice.graph();
        let name =
            |node| format!("{} {}", bold(graph.name(node)), dim(&format!("[{}]", graph.id(node))));
        if let Some(shared) = &telling.common {
            return self.shared(shared, telling);
        }
        if let (Some(paths), Some(to)) = (&telling.paths, to) {
            return self.paths(paths, telling.more, &name(from), &name(to));
        }
        let sides = [("Forerunners of", &telling.forerunners), ("Heirs of", &telling.heirs)];
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

    fn shared(&mut self, shared: &[&str], telling: &Telling<'_>) -> Result<(), Failure> {
        let graph = self.slice.graph();
        if shared.is_empty() {
            return Ok(writeln!(self.out, "no shared forerunner is recorded")?);
        }
        for id in shared {
            let name = graph.node(id).map_or(*id, |node| graph.name(node));
            writeln!(
                self.out,
                "Nearest shared forerunner: {} {}",
                bold(name),
                dim(&format!("[{id}]"))
            )?;
        }
        let paths = telling.paths.as_deref().unwrap_or_default();
        if paths.is_empty() { Ok(()) } else { self.paths(paths, telling.more, "", "") }
    }

    fn paths(
        &mut self,
        paths: &[Vec<Vec<StepText<'_>>>],
        more: bool,
        from: &str,
        to: &str,
    ) -> Result<(), Failure> {
        if paths.is_empty() {
            return Ok(writeln!(self.out, "no way is recorded from {from} to {to}")?);
        }
        for (at, path) in paths.iter().enumerate() {
            let organs = path.iter().map(|hop| hop[0].from).chain(path.last().map(|hop| hop[0].to));
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

    fn steps(&mut self, steps: &[StepText<'_>], names: Names) -> Result<(), Failure> {
        for step in steps {
            let (from, to) = (self.name(step.from, names), self.name(step.to, names));
            let mut line = format!("  {}  {from} → {to}  {}", date(step), step.kind);
            if step.modality != Modality::default() {
                line.push_str(&format!(", {}", step.modality));
            }
            if !step.cites.is_empty() {
                line.push_str(&format!("  {}", dim(&cites(&step.cites))));
            }
            writeln!(self.out, "{line}")?;
            for rival in step.dates.iter().skip(1) {
                let cites = cites(&rival.cites);
                writeln!(
                    self.out,
                    "      {}",
                    dim(&format!("rival date: {} ({cites})", rival.edtf))
                )?;
            }
            if !step.note.is_empty() {
                writeln!(self.out, "      {}", dim(&format!("note: {}", step.note)))?;
            }
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
