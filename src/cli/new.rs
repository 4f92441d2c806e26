//! `organigram new`: a small model to begin with.

use std::io::Write;
use std::path::PathBuf;

use super::files::{Folders, NewFile, existing, write_all};
use super::{CliError, Outcome, Terminal};
use crate::project::{self, TEMPLATES, Template};

/// Create a small commented model with its charter, to start your own from.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The folder; it is created if it does not exist.
    folder: PathBuf,
    /// Template to start from: company, leninist, ministry or genealogy.
    #[arg(long, value_name = "TEMPLATE", default_value = TEMPLATES[0].name, value_parser = template)]
    from: &'static Template,
    /// Replace existing files.
    #[arg(long)]
    force: bool,
}

fn template(name: &str) -> Result<&'static Template, String> {
    let names = TEMPLATES.map(|template| template.name);
    project::template(name).map_err(|_| format!("one of {}", names.join(", ")))
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let file = |(name, text): (&str, &'static str)| {
        NewFile::of(args.folder.join(name), existing(args.force), text.as_bytes())
    };
    write_all(&args.from.files.map(file), Folders::Created)?;
    let model = args.folder.join("model.ron");
    let model = model.display();
    writeln!(
        terminal.out,
        "created {model}, a small model to start from; read it, change it, \
                            and try"
    )?;
    writeln!(
        terminal.out,
        "  organigram check {model}\n  organigram tree {model}\n  organigram render {model}"
    )?;
    Ok(Outcome::Fine)
}
