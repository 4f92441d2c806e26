//! `organigram export`: a model in the formats of others.

use std::io::Write;
use std::path::PathBuf;

use std::sync::LazyLock;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::files::{Folders, NewFile, existing, write_all, write_file};
use super::open::project;
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::project::{ExportFormat, ExportRequest};
#[cfg(feature = "parquet")]
use crate::project::{ParquetRequest, Project};

/// The formats of one text or of several, and the one that is a folder of tables.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum ExportChoice {
    Texts(ExportFormat),
    #[cfg(feature = "parquet")]
    Parquet,
}

impl ValueEnum for ExportChoice {
    fn value_variants<'a>() -> &'a [ExportChoice] {
        static ALL: LazyLock<Vec<ExportChoice>> = LazyLock::new(|| {
            let texts = ExportFormat::value_variants().iter().copied().map(ExportChoice::Texts);
            let others = [
                #[cfg(feature = "parquet")]
                ExportChoice::Parquet,
            ];
            texts.chain(others).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            ExportChoice::Texts(format) => format.to_possible_value(),
            #[cfg(feature = "parquet")]
            ExportChoice::Parquet => Some(PossibleValue::new("parquet").help(
                "Tables with the answers for every day, in a folder, for DuckDB, Spark and their like",
            )),
        }
    }
}

/// Export a model, or the part of it that held on a date, to another format.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The format. csv, json and ron lose nothing; `import` reads them back.
    #[arg(value_enum)]
    format: ExportChoice,
    #[command(flatten)]
    model: ModelArgs,
    /// The file to write, or for csv, eac and parquet the folder; by default standard output.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Only the organs that this expression finds, with the relations between them and all that belongs to them.
    #[arg(long, value_name = "EXPR")]
    query: Option<String>,
    /// For ftm: statements instead of entities, as CSV: a row for each value and each source that says it, with the date
    /// of the source.
    #[arg(long)]
    statements: bool,
    /// For parquet: also the table of who stood under whom by any number of steps.
    #[cfg(feature = "parquet")]
    #[arg(long)]
    closure: bool,
    /// Replace existing files.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    slice: SliceArgs,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let format = match args.format {
        #[cfg(feature = "parquet")]
        ExportChoice::Parquet if args.statements => {
            return Err(CliError::Usage("`--statements` is a form of ftm alone".into()));
        }
        #[cfg(feature = "parquet")]
        ExportChoice::Parquet => return parquet(&project, args, terminal),
        ExportChoice::Texts(format) => format,
    };
    #[cfg(feature = "parquet")]
    if args.closure {
        return Err(CliError::Usage("`--closure` is a table of parquet alone".into()));
    }
    if args.statements && format != ExportFormat::Ftm {
        return Err(CliError::Usage("`--statements` is a form of ftm alone".into()));
    }
    let mut request = ExportRequest::new(format);
    request.only.clone_from(&args.query);
    request.statements = args.statements;
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
        (None, [(_, text)]) if !consists_of_files(format) => {
            write_file("-".as_ref(), text.as_bytes(), terminal)?;
        }
        (None, _) => {
            return Err(CliError::Usage(
                "this format consists of several files: name a folder with `--output`".into(),
            ));
        }
    }
    Ok(Outcome::Fine)
}

/// Writes a folder of tables, whole or not at all.
#[cfg(feature = "parquet")]
fn parquet(project: &Project, args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let Some(path) = &args.output else {
        return Err(CliError::Usage(
            "parquet consists of several tables: name a folder with `--output`".into(),
        ));
    };
    let mut request = ParquetRequest::default();
    (request.only, request.closure) = (args.query.clone(), args.closure);
    let folder = project.parquet(&args.slice.question(), &request)?;
    // A table of an earlier folder would be taken for one of this.
    const CLOSURE: &str = "closure.parquet";
    let is_written = folder.names().iter().any(|name| name == CLOSURE);
    if !is_written && path.join(CLOSURE).exists() {
        return Err(CliError::Usage(format!(
            "{} has a {CLOSURE} of an earlier export: remove it, or add `--closure`",
            path.display()
        )));
    }
    terminal.out.flush()?;
    let files = folder.names().iter().map(|name| {
        NewFile::new(path.join(name), existing(args.force), |out| folder.write(name, out))
    });
    write_all(&files.collect::<Vec<_>>(), Folders::Created)?;
    Ok(Outcome::Fine)
}

/// Whether a format is a folder of files.
fn consists_of_files(format: ExportFormat) -> bool {
    matches!(format, ExportFormat::Csv | ExportFormat::Eac)
}
