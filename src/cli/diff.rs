//! `organigram diff`: what changed between two dates, two sources, two states of knowledge or two
//! models.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::open::project;
use super::terminal::{bold, dim};
use super::{CliError, Format, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::project::{Compare, Diff, Difference, DifferenceKind};

/// Show what changed: between two dates, sources, states of knowledge or models.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// A second model: what it says differently from the first.
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
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
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let (question, compare) = (args.slice.question(), args.compare(terminal)?);
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
        if let Some(path) = &self.new {
            let model = ModelArgs { model: path.clone(), ..self.model.clone() };
            compare.against = Some(Arc::new(project(&model, terminal)?));
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
