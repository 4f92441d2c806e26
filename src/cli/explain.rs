//! `organigram explain`: the page of one rule.

use std::io::Write;

use super::{CliError, Outcome, Terminal};
use crate::project::explain_rule;

/// Explain a rule: what it reports, why it matters, and how to fix it.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The rule's code or name: T003, absent-superior.
    rule: String,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    write!(terminal.out, "{}", explain_rule(&args.rule)?)?;
    Ok(Outcome::Fine)
}
