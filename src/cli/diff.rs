//! `organigram diff`: what changed between two dates, two sources, two states of knowledge or two
//! models.

use std::io::Write;
use std::path::PathBuf;

use super::args::when;
use super::open::open;
use super::terminal::{bold, dim};
use super::{CliError, Format, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::ask::{Between, Diff, Difference, DifferenceKind, diff};
use crate::graph::{OrgGraph, Perspective, PerspectiveSpec, Slice, Threshold};
use crate::time::When;

/// Show what changed: between two dates, sources, states of knowledge or models.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// A second model: what it says otherwise than the first.
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// The first date, in EDTF.
    #[arg(long, value_name = "DATE", requires = "to", conflicts_with_all = ["new", "between", "and_by", "as_of"])]
    from: Option<String>,
    /// The second date.
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<String>,
    /// Two sources: what the second says otherwise than the first.
    #[arg(long, num_args = 2, value_names = ["SOURCE", "SOURCE"], conflicts_with_all = ["new", "and_by"])]
    between: Vec<String>,
    /// With --known-by: what was known by this date and not by the other.
    #[arg(long, value_name = "DATE", requires = "known_by", conflicts_with = "new")]
    and_by: Option<String>,
    #[command(flatten)]
    slice: SliceArgs,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// End with code 1 when there is a difference.
    #[arg(long)]
    exit_code: bool,
}

const EXAMPLES: &str = "\
Examples:
  organigram diff models/wpk.ron --from 1945-08-14 --to 1946-12-31
  organigram diff models/wpk.ron --between kcna-2019-07-03 embassy-2013-10-10
  organigram diff models/wpk.ron --known-by 2013-12-31 --and-by 2021-12-31
  organigram diff old.ron new.ron --exit-code
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let graph = open(&args.model, terminal)?;
    let second = match &args.new {
        Some(path) => {
            let model = ModelArgs { model: path.clone(), ..args.model.clone() };
            Some(open(&model, terminal)?)
        }
        None => None,
    };
    let (before, after) = sides(args, second.is_some())?;
    let question = format!("from {} to {}", before.title, after.title);
    let before = before.slice(&graph, &args.slice.line)?;
    let after = after.slice(second.as_ref().unwrap_or(&graph), &args.slice.line)?;
    let between = if args.from.is_some() { Between::Dates } else { Between::Tellings };
    let diff = diff(&before, &after, between);
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut terminal.out, &diff).map_err(std::io::Error::from)?;
            writeln!(terminal.out)?;
        }
        Format::Text => report(&diff, &question, &mut terminal.out)?,
    }
    Ok(if args.exit_code && !diff.is_empty() { Outcome::Diagnostics } else { Outcome::Fine })
}

/// One side of the comparison.
struct Side {
    title: String,
    when: Option<When>,
    spec: PerspectiveSpec,
    threshold: Threshold,
}

impl Side {
    fn slice<'g>(self, graph: &'g OrgGraph, lines: &[String]) -> Result<Slice<'g>, CliError> {
        let perspective = Perspective::new(graph, &self.spec).map_err(|error| {
            let known = graph.sources().map(|source| graph.source_id(source));
            CliError::unknown("source", &error.id, known)
        })?;
        Ok(Slice::new(graph, self.when, perspective, self.threshold).along(lines))
    }
}

fn sides(args: &Args, two_models: bool) -> Result<(Side, Side), CliError> {
    let spec = args.slice.perspective()?;
    let asked = args.slice.when()?;
    let side = |title: String, spec: PerspectiveSpec, when, threshold| Side {
        title,
        when,
        spec,
        threshold,
    };
    let threshold = args.slice.threshold();
    if let (Some(from), Some(to)) = (&args.from, &args.to) {
        let (from, to) = (when("--from", from)?, when("--to", to)?);
        let threshold = match (args.slice.certain, args.slice.possible) {
            (true, _) => Threshold::Certain,
            (_, true) => Threshold::Possible,
            _ => Threshold::Presumed,
        };
        return Ok((
            side(from.to_string(), spec.clone(), Some(from), threshold),
            side(format!("{to}; {spec}"), spec, Some(to), threshold),
        ));
    }
    if let [one, other] = &args.between[..] {
        let of = |source: &String| PerspectiveSpec {
            according_to: vec![source.clone()],
            ..spec.clone()
        };
        return Ok((
            side(one.clone(), of(one), asked, threshold),
            side(other.clone(), of(other), asked, threshold),
        ));
    }
    if let (Some(first), Some(second)) = (spec.known_by, &args.and_by) {
        let second = when("--and-by", second)?;
        let by = |when| PerspectiveSpec { known_by: Some(when), ..spec.clone() };
        return Ok((
            side(format!("what was known by {first}"), by(first), asked, threshold),
            side(format!("what was known by {second}"), by(second), asked, threshold),
        ));
    }
    if two_models {
        let title = |path: &std::path::Path| path.display().to_string();
        let (old, new) = (title(&args.model.model), title(args.new.as_ref().expect("two models")));
        return Ok((side(old, spec.clone(), asked, threshold), side(new, spec, asked, threshold)));
    }
    Err(CliError::Usage(
        "say what to compare: --from DATE --to DATE, --between SOURCE SOURCE, --known-by DATE --and-by DATE, or a second model"
            .to_owned(),
    ))
}

fn report(diff: &Diff, question: &str, out: &mut impl Write) -> Result<(), CliError> {
    writeln!(out, "{}", bold(question))?;
    if diff.is_empty() {
        writeln!(out, "\nno difference")?;
    }
    for (kind, changes) in diff.groups() {
        writeln!(out, "\n{} ({})", bold(kind.heading(diff.between)), changes.len())?;
        for change in changes {
            writeln!(out, "  {} {}", sign(kind), line(kind, change))?;
        }
    }
    Ok(())
}

fn line(kind: DifferenceKind, change: &Difference) -> String {
    let id = match kind {
        DifferenceKind::Founded
        | DifferenceKind::Ended
        | DifferenceKind::Moved
        | DifferenceKind::Recast => {
            change.ids.first().map_or(String::new(), |id| dim(&format!(" [{id}]")))
        }
        _ => String::new(),
    };
    let cites = match change.cites.is_empty() {
        true => String::new(),
        false => dim(&format!("  {}", change.cites.join("; "))),
    };
    format!("{}{id}{cites}", change.text)
}

fn sign(kind: DifferenceKind) -> char {
    match kind {
        DifferenceKind::Founded | DifferenceKind::In | DifferenceKind::Added => '+',
        DifferenceKind::Ended | DifferenceKind::Out | DifferenceKind::Withdrawn => '-',
        DifferenceKind::Contradicted => '!',
        _ => '~',
    }
}
