//! `organigram tree`: the hierarchy in the terminal.

use std::io::Write;

use fixedbitset::FixedBitSet;
use serde::Serialize;

use super::open::{find, open};
use super::terminal::{bold, dim};
use super::{CliError, Format, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::graph::{Class, Item, NodeIx, OrgGraph, Slice, UnderRef};
use crate::time::Answer;

/// Draw who stood under whom, in the terminal.
///
/// Marks: `~` presumed (begun for certain, end not recorded), `?` possible or only planned. An organ
/// with several superiors is unfolded under the first and only named under the others.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// The organ to begin at, by id or name; all that stand under nothing where it is left out.
    organ: Option<String>,
    /// How many levels to unfold.
    #[arg(long, value_name = "LEVELS")]
    depth: Option<u32>,
    #[command(flatten)]
    slice: SliceArgs,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  organigram tree models/wpk.ron --as-of 2013-01-28
  organigram tree models/wpk.ron wpk --depth 2 --possible --as-of 2013
  organigram tree models/wpk.ron --according-to kcna-2019-07-03 --line part_of
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let graph = open(&args.model, terminal)?;
    let slice = args.slice.slice(&graph)?;
    let roots = match &args.organ {
        Some(name) => vec![find(&graph, name, "organ", &[Class::Organ])?],
        None => roots(&slice),
    };
    let mut walk = Walk { slice: &slice, depth: args.depth, seen: seen(&graph) };
    match args.format {
        Format::Json => {
            let nodes: Vec<Branch<'_>> = roots.iter().map(|&root| walk.branch(root)).collect();
            serde_json::to_writer_pretty(&mut terminal.out, &nodes)
                .map_err(std::io::Error::from)?;
            writeln!(terminal.out)?;
        }
        Format::Text => {
            for &root in &roots {
                walk.print(root, &mut terminal.out)?;
            }
            if roots.is_empty() {
                writeln!(terminal.out, "nothing stood {}", args.slice.describe()?)?;
            }
        }
    }
    Ok(if roots.is_empty() { Outcome::Diagnostics } else { Outcome::Fine })
}

fn seen(graph: &OrgGraph) -> FixedBitSet {
    FixedBitSet::with_capacity(graph.organ_count())
}

/// The organs without superiors, and one of each cycle that no root leads to.
fn roots(slice: &Slice<'_>) -> Vec<NodeIx> {
    let mut roots = Vec::new();
    let mut reached = seen(slice.graph());
    let in_cycles = slice.organs().map(|(node, _)| node);
    for root in slice.roots().chain(in_cycles) {
        if reached.contains(root.index()) {
            continue;
        }
        roots.push(root);
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if !reached.put(node.index()) {
                stack.extend(slice.units(node).map(|(under, _)| under.unit));
            }
        }
    }
    roots
}

struct Walk<'s, 'g> {
    slice: &'s Slice<'g>,
    depth: Option<u32>,
    /// The organs that have been unfolded.
    seen: FixedBitSet,
}

/// One organ that is being printed.
struct Level<'g> {
    units: Vec<(UnderRef<'g>, Answer)>,
    next: usize,
}

/// An organ with what stood under it, for programs.
#[derive(Serialize)]
struct Branch<'g> {
    id: &'g str,
    name: &'g str,
    #[serde(skip_serializing_if = "str::is_empty")]
    kind: &'g str,
    answer: Answer,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<&'g str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    units: Vec<Branch<'g>>,
    /// Whether it is unfolded elsewhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    elsewhere: bool,
}

impl<'g> Walk<'_, 'g> {
    fn level(&mut self, node: NodeIx, level: u32) -> Level<'g> {
        let deep = self.depth.is_some_and(|depth| level >= depth);
        let known = self.seen.put(node.index());
        let units = if deep || known { Vec::new() } else { self.slice.units(node).collect() };
        Level { units, next: 0 }
    }

    fn print(&mut self, root: NodeIx, out: &mut impl Write) -> Result<(), CliError> {
        self.line(root, None, self.slice.answer(root), "", out)?;
        let mut levels = vec![self.level(root, 0)];
        while let Some(top) = levels.last_mut() {
            let Some(&(under, answer)) = top.units.get(top.next) else {
                levels.pop();
                continue;
            };
            top.next += 1;
            let rails = rails(&levels);
            self.line(under.unit, Some(&under), answer, &rails, out)?;
            let next = self.level(under.unit, levels.len() as u32);
            levels.push(next);
        }
        Ok(())
    }

    fn line(
        &self,
        node: NodeIx,
        under: Option<&UnderRef<'_>>,
        answer: Answer,
        rails: &str,
        out: &mut impl Write,
    ) -> Result<(), CliError> {
        let graph = self.slice.graph();
        write!(
            out,
            "{}{}{}",
            dim(rails),
            mark(self.slice, answer, node, under),
            bold(crate::ask::name_at(self.slice, node))
        )?;
        write!(out, " {}", dim(&format!("[{}]", graph.id(node))))?;
        if let Some(under) = under.filter(|under| under.line != graph.main_line()) {
            write!(out, " {}", dim(&format!("({})", graph.line_label(under.line))))?;
        }
        if under.is_some()
            && self.seen.contains(node.index())
            && self.slice.units(node).next().is_some()
        {
            write!(out, " {}", dim("(unfolded above)"))?;
        }
        Ok(writeln!(out)?)
    }

    fn branch(&mut self, root: NodeIx) -> Branch<'g> {
        // Children are attached when their level ends, so that no chain is too deep for the stack.
        let mut branches = vec![self.leaf(root, None, self.slice.answer(root))];
        let mut levels = vec![self.level(root, 0)];
        loop {
            let top = levels.last_mut().expect("the root's level is left only by returning");
            if let Some(&(under, answer)) = top.units.get(top.next) {
                top.next += 1;
                let mut leaf = self.leaf(under.unit, Some(under.line), answer);
                leaf.elsewhere = self.seen.contains(under.unit.index());
                branches.push(leaf);
                let next = self.level(under.unit, levels.len() as u32);
                levels.push(next);
                continue;
            }
            levels.pop();
            let done = branches.pop().expect("each level has its branch");
            match branches.last_mut() {
                Some(parent) => parent.units.push(done),
                None => return done,
            }
        }
    }

    fn leaf(&self, node: NodeIx, line: Option<&'g str>, answer: Answer) -> Branch<'g> {
        let graph = self.slice.graph();
        Branch {
            id: graph.id(node),
            name: crate::ask::name_at(self.slice, node),
            kind: graph.kind(node),
            answer,
            why: self.slice.why(node).to_string(),
            line,
            units: Vec::new(),
            elsewhere: false,
        }
    }
}

/// What is drawn in front of an item: a rail for each level that goes on below it, and its own bend.
fn rails(levels: &[Level<'_>]) -> String {
    let goes_on = |level: &Level<'_>| level.next < level.units.len();
    let (inner, outer) = levels.split_last().expect("an item stands on a level");
    let rails = outer.iter().map(|level| if goes_on(level) { "│  " } else { "   " });
    rails.chain([if goes_on(inner) { "├─ " } else { "└─ " }]).collect()
}

/// The mark of an answer that is not certain, and of what is only planned or projected.
pub(super) fn mark(
    slice: &Slice<'_>,
    answer: Answer,
    node: NodeIx,
    under: Option<&UnderRef<'_>>,
) -> &'static str {
    let planned = !slice.graph().modality(Item::Node(node)).is_held()
        || under.is_some_and(|under| !under.modality.is_held());
    match answer {
        _ if slice.when().is_none() && !planned => "",
        Answer::Certain => "",
        Answer::Presumed => "~ ",
        Answer::Possible | Answer::No => "? ",
    }
}
