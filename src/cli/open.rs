//! Opening a model. Takes the arguments that name it, loads it with a sign of life; answers nothing.

use std::sync::mpsc;
use std::time::Duration;

use super::error::name_options;
use super::files::recover;
use super::{CliError, ModelArgs, Terminal};
use crate::diagnostics::human::{Colour, Human};
use crate::project::{Disk, LoadOptions, Outside, Project};

/// Loads a model, whatever is wrong with it.
#[must_use]
pub(super) fn load(args: &ModelArgs, terminal: &mut Terminal) -> Project {
    recover(&args.model, terminal);
    with_sign_of_life(terminal, &args.model.display().to_string(), || {
        let outside = if args.allow_outside { Outside::Allowed } else { Outside::Refused };
        Project::load_from(&Disk, &args.model, &LoadOptions::default().outside(outside))
    })
}

/// Loads a model to answer from.
///
/// # Errors
/// When loading reported errors: an answer from a half-read model may be wrong.
pub(super) fn project(args: &ModelArgs, terminal: &mut Terminal) -> Result<Project, CliError> {
    let project = load(args, terminal);
    readable(project, terminal)
}

/// A model that was loaded, to answer from.
///
/// # Errors
/// When loading reported errors.
pub(super) fn readable(project: Project, terminal: &mut Terminal) -> Result<Project, CliError> {
    if let Some(error) = project.unreadable() {
        let mut shown = project.load_problems().kept().to_vec();
        name_options(&mut shown);
        let counts = project.load_problems().counts();
        let human = human(terminal.color_err);
        human.write_heaviest(&mut terminal.err, &shown, counts, project.texts())?;
        return Err(error.into());
    }
    match project.graph_problems() {
        0 => {}
        1 => terminal.note("the model has a problem; `organigram check` shows it"),
        count => {
            terminal.note(&format!("the model has {count} problems; `organigram check` shows them"))
        }
    }
    Ok(project)
}

/// Says what else is called as the thing whose id was given.
pub(super) fn note_namesakes(project: &Project, id: &str, terminal: &mut Terminal) {
    const MOST: usize = 5;
    let others = project.namesakes(id);
    if others.is_empty() {
        return;
    }
    let shown = others[..others.len().min(MOST)].join(", ");
    let more = if others.len() > MOST { ", .." } else { "" };
    let verb = if others.len() == 1 { "is" } else { "are" };
    terminal.note(&format!("`{id}` is taken for the id; {shown}{more} {verb} called so too"));
}

/// How diagnostics are written for a person at this terminal.
pub(super) fn human(color: bool) -> Human {
    let width = terminal_width().clamp(60, 140);
    Human { colour: if color { Colour::On } else { Colour::Off }, width, ..Human::default() }
}

fn terminal_width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100)
}

/// Runs something that may take long; after a second a terminal shows that it goes on.
pub(super) fn with_sign_of_life<T>(terminal: &Terminal, what: &str, work: impl FnOnce() -> T) -> T {
    if !terminal.is_watched() {
        return work();
    }
    std::thread::scope(|scope| {
        let (done, wait) = mpsc::channel::<()>();
        scope.spawn(move || {
            if wait.recv_timeout(Duration::from_secs(1)) != Err(mpsc::RecvTimeoutError::Timeout) {
                return;
            }
            let bar = indicatif::ProgressBar::new_spinner().with_message(format!("reading {what}"));
            while wait.recv_timeout(Duration::from_millis(100))
                == Err(mpsc::RecvTimeoutError::Timeout)
            {
                bar.tick();
            }
            bar.finish_and_clear();
        });
        let result = work();
        drop(done);
        result
    })
}
