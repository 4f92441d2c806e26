//! `organigram explain`: the page of one rule, or what a word of an answer means.

use std::io::Write;

use super::{CliError, Outcome, Terminal};
use crate::project::explain;

/// Explain a rule (what it reports, why it matters, and how to fix it) or an answer (certain, presumed, possible, no).
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The rule's code or name, or an answer: T003, absent-superior, presumed.
    rule: String,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    write!(terminal.out, "{}", explain(&args.rule)?)?;
    Ok(Outcome::Fine)
}
