//! `organigram explain`: the page of one rule.

use std::io::Write;

use super::{CliError, Outcome, Terminal};
use crate::check::{self, pages};
use crate::load;

/// Explain a rule: what it reports, why it matters, and how to fix it.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The rule's code or name: T003, absent-superior.
    rule: String,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let of_charters = Some(&check::CHARTER_RULE).filter(|rule| rule.is_called(&args.rule));
    if let Some(rule) = check::find_rule(&args.rule).or(of_charters) {
        write!(terminal.out, "{}", pages::page(rule))?;
        return Ok(Outcome::Fine);
    }
    let is_called = |code: &&crate::diagnostics::Code| {
        code.code.eq_ignore_ascii_case(&args.rule) || code.name == args.rule
    };
    if let Some(code) = load::code::ALL.iter().find(is_called) {
        let (code, name) = (code.code, code.name);
        writeln!(terminal.out, "# {code} {name}\n")?;
        writeln!(
            terminal.out,
            "A problem of the text itself: the file cannot be read as it stands."
        )?;
        writeln!(terminal.out, "Its message says what to write; no level or allow applies to it.")?;
        return Ok(Outcome::Fine);
    }
    let codes = check::RULES.iter().map(|rule| rule.code);
    Err(CliError::unknown("rule", &args.rule, check::rule_names().chain(codes)))
}
