//! `organigram diff`: what changed between two dates, two sources, two states of knowledge or two
//! models.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::revision;
use clap_complete::engine::ArgValueCompleter;

use super::terminal::{bold, dim};
use super::{CliError, Format, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::project::{Belief, Compare, Diff, Difference, DifferenceKind, MovedBy};

/// Show what changed: between two dates, sources, states of knowledge or models.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// A second model: what it says differently from the first. Either may be a pipe, or REVISION:PATH of git.
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// What the model says differently from itself at this revision of git, with all that it includes.
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["new", "from", "between", "and_by"])]
    git: Option<String>,
    /// Only what concerns this organ and what stands under it, in either state; may be repeated.
    #[arg(long, value_name = "ORGAN", add = ArgValueCompleter::new(super::complete::organs))]
    root: Vec<String>,
    /// Only what concerns something that this expression finds in either state; may be repeated.
    #[arg(long, value_name = "EXPR", add = ArgValueCompleter::new(super::complete::expressions))]
    only: Vec<String>,
    /// The first date, in EDTF.
    #[arg(long, value_name = "DATE", requires = "to", conflicts_with_all = ["new", "between", "and_by", "as_of"])]
    from: Option<String>,
    /// The second date.
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<String>,
    /// Two sources: what the second says differently from the first.
    #[arg(long, num_args = 2, value_names = ["SOURCE", "SOURCE"], conflicts_with_all = ["new", "and_by"])]
    between: Vec<String>,
    /// With --known-by: what was known by this date, but not by the other.
    #[arg(long, value_name = "DATE", requires = "known_by", conflicts_with = "new")]
    and_by: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Exit with code 1 if there is a difference.
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    slice: SliceArgs,
}

const EXAMPLES: &str = "\
Examples:
  organigram diff models/wpk.ron --from 1945-08-14 --to 1946-12-31
  organigram diff models/wpk.ron --between kcna-2019-07-03 embassy-2013-10-10
  organigram diff models/wpk.ron --known-by 2013-12-31 --and-by 2021-12-31
  organigram diff old.ron new.ron --exit-code
  organigram diff model.ron --git HEAD~3
  organigram diff HEAD~3:model.ron model.ron --root party
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let mut project = revision::side(&args.model, terminal)?;
    let (question, mut compare) = (args.slice.question(), args.compare(terminal)?);
    if let Some(revision) = &args.git {
        let old = revision::of_file(&args.model, revision, terminal)?;
        compare.against = Some(Arc::new(std::mem::replace(&mut project, old)));
    }
    let diff = project.diff(&question, &compare)?;
    match args.format {
        Format::Json => terminal.json(&diff)?,
        Format::Text => report(&diff, &compare.describe(&project, &question)?, &mut terminal.out)?,
    }
    Ok(if args.exit_code && !diff.is_empty() { Outcome::Diagnostics } else { Outcome::Fine })
}

impl Args {
    /// The states to compare; a second model is loaded.
    fn compare(&self, terminal: &mut Terminal) -> Result<Compare, CliError> {
        let mut compare = Compare::default();
        compare.from.clone_from(&self.from);
        compare.to.clone_from(&self.to);
        compare.between.clone_from(&self.between);
        compare.and_by.clone_from(&self.and_by);
        compare.root.clone_from(&self.root);
        compare.only.clone_from(&self.only);
        if let Some(path) = &self.new {
            let model = ModelArgs { model: path.clone(), ..self.model.clone() };
            compare.against = Some(Arc::new(revision::side(&model, terminal)?));
        }
        Ok(compare)
    }
}

fn report(diff: &Diff, question: &str, out: &mut impl Write) -> Result<(), CliError> {
    writeln!(out, "{}", bold(question))?;
    if diff.is_empty() {
        writeln!(out, "\nno difference")?;
    }
    write_changes(diff, out)
}

/// What differs, by what sort of change it is.
pub(super) fn write_changes(diff: &Diff, out: &mut impl Write) -> Result<(), CliError> {
    for (kind, changes) in diff.groups() {
        writeln!(out, "\n{} ({})", bold(kind.heading(diff.between)), changes.len())?;
        for change in changes {
            writeln!(out, "  {} {}", sign(kind), line(kind, change))?;
            if let Some(belief) = &change.belief {
                writeln!(out, "      {}", believed(belief))?;
            }
        }
    }
    Ok(())
}

/// What was believed before and after, and what moved it.
fn believed(belief: &Belief) -> String {
    let source = |moved: &MovedBy| match moved.published.as_str() {
        "" => moved.source.clone(),
        published => format!("{} (published {published})", moved.source),
    };
    let sources: Vec<String> = belief.moved_by.iter().map(source).collect();
    let moved = match &sources[..] {
        [] => "no source that was published since speaks of it".to_owned(),
        sources => format!("moved by {}", sources.join(", ")),
    };
    format!("first: {}; then: {}; {moved}", belief.earlier, belief.later)
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
