//! `organigram export`: a model in the formats of others.

use std::io::Write;
use std::path::PathBuf;

use super::files::{Folders, NewFile, existing, write_all, write_file};
use super::open::project;
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::project::{ExportFormat, ExportRequest};

/// Export a model, or the part of it that held on a date, to another format.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The format. csv, json and ron lose nothing; `import` reads them back.
    #[arg(value_enum)]
    format: ExportFormat,
    #[command(flatten)]
    model: ModelArgs,
    /// The file to write, or for csv the folder; by default standard output.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Only the organs that this expression finds, with the relations between them and all that belongs to them.
    #[arg(long, value_name = "EXPR")]
    query: Option<String>,
    /// Replace existing files.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    slice: SliceArgs,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let mut request = ExportRequest::new(args.format);
    request.only.clone_from(&args.query);
    let exported = project.export(&args.slice.question(), &request)?;
    for what in &exported.left_out {
        terminal.note(&format!("left out: {what}"));
    }
    if let Some(bytes) = &exported.bytes {
        let path = args.output.as_ref().ok_or_else(|| {
            CliError::Usage("a workbook is no text: name its file with `--output`".into())
        })?;
        terminal.out.flush()?;
        write_all(&[NewFile::of(path, existing(args.force), bytes)], Folders::Created)?;
        return Ok(Outcome::Fine);
    }
    match (&args.output, &exported.files[..]) {
        (Some(path), files) => {
            terminal.out.flush()?;
            let files = files.iter().map(|(name, text)| {
                // Of several files the path is the folder.
                let path = if name.is_empty() { path.clone() } else { path.join(name) };
                NewFile::of(path, existing(args.force), text.as_bytes())
            });
            write_all(&files.collect::<Vec<_>>(), Folders::Created)?;
        }
        (None, [(_, text)]) if args.format != ExportFormat::Csv => {
            write_file("-".as_ref(), text.as_bytes(), terminal)?;
        }
        (None, _) => {
            return Err(CliError::Usage(
                "csv consists of several tables: name a folder with `--output`".into(),
            ));
        }
    }
    Ok(Outcome::Fine)
}
