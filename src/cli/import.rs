//! `organigram import`: other people's tables and files as a model.

mod args;
mod folders;
mod tables;
mod target;

use std::path::Path;

use args::{Csv, ImportFormat, Json, What};
use folders::folder;
use tables::csv;
use target::{old, write};

use super::files;
use super::{CliError, Outcome, Terminal};
use crate::project::{ImportedModel, ReadyMapping, is_ftm, is_query_result};

pub(super) use args::Args;

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    match &args.what {
        What::Csv(args) => csv(args, terminal),
        What::Json(args) => {
            let text = files::read(&args.file)?;
            let model = ImportedModel::from_json(&args.file.display().to_string(), &text)?;
            let old = old(&args.target, terminal)?;
            write(model, &args.target, old, ImportFormat::Human, terminal)
        }
        What::Ftm(args) => {
            let text = files::read(&args.file)?;
            if !is_ftm(&text) {
                let message = "it has no entity of FollowTheMoney, one JSON object a line with `id` and `schema`, and no \
                               statement, one row with `entity_id`, `prop` and `value`";
                return Err(CliError::Usage(format!("{}: {message}", args.file.display())));
            }
            noted(ImportedModel::from_ftm(&args.file.display().to_string(), &text), args, terminal)
        }
        What::Eac(args) => noted(eac(&args.file)?, args, terminal),
        What::Wikidata(args) => wikidata(args, terminal),
        What::Popolo(args) => noted(popolo(&args.file)?, args, terminal),
    }
}

/// Writes a model with notes on what was left out of it.
fn noted(model: ImportedModel, args: &Json, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    model.notes.iter().for_each(|note| terminal.note(note));
    let outcome = if model.notes.is_empty() { Outcome::Fine } else { Outcome::Diagnostics };
    let old = old(&args.target, terminal)?;
    let written = write(model, &args.target, old, ImportFormat::Human, terminal)?;
    Ok(if matches!(outcome, Outcome::Fine) { written } else { outcome })
}

/// One record of EAC-CPF, or a folder of them.
fn eac(path: &Path) -> Result<ImportedModel, CliError> {
    let files = if path.is_dir() { folder(path, &[".xml"])? } else { vec![path.to_owned()] };
    let mut documents = Vec::new();
    for file in files {
        documents.push((file.display().to_string(), files::read(&file)?));
    }
    Ok(ImportedModel::from_eac(&path.display().to_string(), &documents)?)
}

/// Entities of Wikidata, one file or a folder; results of its query service are tables.
fn wikidata(args: &Json, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let path = &args.file;
    let files = if path.is_dir() { folder(path, &[".json"])? } else { vec![path.clone()] };
    let mut documents = Vec::new();
    for file in files {
        documents.push((file.display().to_string(), files::read(&file)?));
    }
    if let [(_, text)] = &documents[..]
        && is_query_result(text)
    {
        let table =
            Csv { tables: vec![path.clone()], target: args.target.clone(), ..Csv::default() };
        return csv(&Csv { from: Some(ReadyMapping::Wikidata), ..table }, terminal);
    }
    let model = ImportedModel::from_wikidata(&path.display().to_string(), &documents)?;
    noted(model, args, terminal)
}

/// One Popolo file, or a folder with one a class.
fn popolo(path: &Path) -> Result<ImportedModel, CliError> {
    let files = if path.is_dir() { folder(path, &[".json"])? } else { vec![path.to_owned()] };
    let mut texts = Vec::new();
    for file in files {
        let class = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        texts.push((class, files::read(&file)?));
    }
    Ok(ImportedModel::from_popolo(&path.display().to_string(), &texts)?)
}
