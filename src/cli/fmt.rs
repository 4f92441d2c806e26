//! `organigram fmt`: one style for model files.

use std::io::Read;
use std::path::PathBuf;

use super::open::write_file;
use super::{Failure, Outcome, Terminal};
use crate::exchange;

/// Put model files into one style. Keeps every comment and changes no meaning.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The files; `-` is standard input, written to standard output.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Change nothing; name the files that are not in style.
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Fine;
    for path in &args.files {
        let text = text(path)?;
        let formatted = exchange::format(&text)
            .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
        let is_input = path.as_os_str() == "-";
        match (args.check, formatted == text) {
            (true, false) => {
                terminal.note(&format!("{} is not in style", path.display()));
                outcome = Outcome::Findings;
            }
            (false, same) if is_input || !same => write_file(path, formatted.as_bytes(), terminal)?,
            _ => {}
        }
    }
    Ok(outcome)
}

fn text(path: &PathBuf) -> Result<String, Failure> {
    let mut text = String::new();
    let read = match path.as_os_str() == "-" {
        true => std::io::stdin().read_to_string(&mut text).map(|_| text),
        false => std::fs::read_to_string(path),
    };
    read.map_err(|error| Failure::File { path: path.display().to_string(), error })
}
