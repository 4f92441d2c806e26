//! `organigram lineage`: what grew out of what.

use std::io::Write;

use serde::Serialize;

use super::open::{find, open};
use super::show::cites;
use super::terminal::{bold, dim};
use super::{Failure, Format, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::graph::{Class, Hop, Item, NodeIx, Path, Slice, Step, Trait};
use crate::model::Modality;
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
    from: String,
    /// The organ to which the ways lead.
    to: Option<String>,
    /// How many ways to tell at most.
    #[arg(long, value_name = "WAYS", default_value_t = 100)]
    most: usize,
    #[command(flatten)]
    slice: SliceArgs,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  organigram lineage models/wpk.ron wpk
  organigram lineage models/wpk.ron diu wpk --according-to embassy-2013-10-10
";

/// A lineage, for programs.
#[derive(Serialize)]
struct Telling<'g> {
    from: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'g str>,
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
    let slice = args.slice.slice(&graph)?;
    let from = find(&graph, &args.from, "organ", &[Class::Organ])?;
    let to = args.to.as_ref().map(|to| find(&graph, to, "organ", &[Class::Organ])).transpose()?;
    let telling = match to {
        Some(to) => between(&slice, from, to, args.most),
        None => around(&slice, from),
    };
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut terminal.out, &telling)
                .map_err(std::io::Error::from)?;
            writeln!(terminal.out)?;
        }
        Format::Text => {
            Teller { slice: &slice, out: &mut terminal.out }.tell(&telling, from, to)?
        }
    }
    let found = telling.paths.as_ref().is_none_or(|paths| !paths.is_empty());
    Ok(if found { Outcome::Fine } else { Outcome::Findings })
}

fn between<'g>(slice: &Slice<'g>, from: NodeIx, to: NodeIx, most: usize) -> Telling<'g> {
    let paths = slice.paths(from, to, most);
    let hop = |hop: &Hop| hop.iter().map(|&step| step_text(slice, step)).collect();
    let text = |path: &Path| path.iter().map(hop).collect();
    Telling {
        from: slice.graph().id(from),
        to: Some(slice.graph().id(to)),
        forerunners: None,
        heirs: None,
        paths: Some(paths.found.iter().map(text).collect()),
        more: paths.more,
    }
}

fn around<'g>(slice: &Slice<'g>, organ: NodeIx) -> Telling<'g> {
    let texts =
        |steps: Vec<Step>| Some(steps.into_iter().map(|step| step_text(slice, step)).collect());
    Telling {
        from: slice.graph().id(organ),
        to: None,
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
        cites: cite_texts(graph, graph.cites(item)),
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
            self.steps(steps)?;
        }
        Ok(())
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
            let mut ids: Vec<&str> = path.iter().map(|hop| hop[0].from).collect();
            ids.extend(path.last().map(|hop| hop[0].to));
            let bound = if more { " or more" } else { "" };
            writeln!(
                self.out,
                "{} of {}{bound}: {}",
                bold(&format!("Way {}", at + 1)),
                paths.len(),
                ids.join(" → ")
            )?;
            path.iter().try_for_each(|hop| self.steps(hop))?;
        }
        Ok(())
    }

    fn steps(&mut self, steps: &[StepText<'_>]) -> Result<(), Failure> {
        for step in steps {
            let mut line = format!("  {}  {} → {}  {}", date(step), step.from, step.to, step.kind);
            if step.modality != Modality::default() {
                line.push_str(&format!(", {}", step.modality));
            }
            line.push_str(&format!("  {}", dim(&cites(&step.cites))));
            writeln!(self.out, "{}", line.trim_end())?;
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

fn date<'a>(step: &'a StepText<'_>) -> &'a str {
    step.dates.first().map_or("undated", |date| date.edtf)
}
