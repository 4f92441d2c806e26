//! `organigram render`: pictures of a model. Takes arguments, prints and writes files; what is drawn and how is the
//! library's work.

mod args;
mod list;

use std::io::Write;
use std::path::Path;

pub(super) use self::args::Args;
use super::error::with_options;
use super::files::write_file;
use super::open::project;
use super::{CliError, Outcome, Terminal};
use crate::project::{PictureFormat, Project, Request, draw};

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    if let Some(folder) = &args.all {
        return all(args, &project, folder, terminal);
    }
    match &args.output {
        Some(path) => one(args, &project, path, terminal),
        None => {
            let outcome = list::list(&args.model.model, &project, terminal)?;
            terminal.out.flush()?;
            if args.names_a_picture() {
                terminal.note("nothing is drawn: `-o FILE` names the file of the picture");
            }
            Ok(outcome)
        }
    }
}

/// Writes one picture.
fn one(
    args: &Args,
    project: &Project,
    path: &Path,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    let format = args.file.format(path)?;
    let named = args.name.as_ref().map(|name| Request::named(project, name)).transpose()?;
    let asked = args.request(terminal)?;
    let request = match named {
        Some(named) => named.changed_by(&asked),
        None => asked,
    };
    let view = project.view(&request)?;
    if view.is_empty() {
        let why = project.why_empty(&request, &view)?;
        terminal.note(&format!("nothing to draw: {}", with_options(&why)));
        return Ok(Outcome::Diagnostics);
    }
    let style = args.file.style()?;
    let picture = draw(&view, &style);
    write_file(path, &picture.bytes(format)?, terminal)?;
    let too_much = (format == PictureFormat::Mmd).then(|| picture.beyond_mermaid()).flatten();
    let idle = request.idle(&view).into_iter().chain(style.idle(&view, format));
    let notes = idle.map(|note| with_options(&note)).chain(args.file.mismatch(path));
    for note in notes.chain(too_much.as_ref().map(with_options)) {
        terminal.note(&note);
    }
    #[cfg(any(feature = "png", feature = "pdf"))]
    if let Some(letters) = picture.unseen(format)? {
        terminal.warn(&with_options(&letters));
    }
    Ok(Outcome::Fine)
}

/// Writes every view that the model names.
fn all(
    args: &Args,
    project: &Project,
    folder: &Path,
    terminal: &mut Terminal,
) -> Result<Outcome, CliError> {
    std::fs::create_dir_all(folder).map_err(CliError::file(folder))?;
    let mut outcome = Outcome::Fine;
    let (asked, style) = (args.request(terminal)?, args.file.style()?);
    let views = project.view_files();
    for (name, file) in &views {
        let view = project.view(&Request::named(project, name)?.changed_by(&asked))?;
        if view.is_empty() {
            terminal.note(&format!("`{name}` shows nothing: {}", view.caption().subtitle));
            outcome = Outcome::Diagnostics;
            continue;
        }
        let picture = draw(&view, &style);
        for format in formats_of_all() {
            let path = folder.join(format!("{file}.{}", format.ending()));
            write_file(&path, &picture.bytes(format)?, terminal)?;
        }
    }
    if views.is_empty() {
        terminal.note("the model names no views");
        outcome = Outcome::Diagnostics;
    }
    Ok(outcome)
}

/// What `--all` writes each view as.
fn formats_of_all() -> impl Iterator<Item = PictureFormat> {
    let dot = cfg!(feature = "graphviz").then_some(PictureFormat::Dot);
    [PictureFormat::Svg].into_iter().chain(dot)
}
