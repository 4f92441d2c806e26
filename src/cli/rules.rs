//! `organigram rules`: the list of all rules.

use std::io::Write;

use super::files::{Existing, Folders, NewFile, write_all};
use super::{CliError, Outcome, Terminal};
use crate::project::{RuleRow, rule_pages, rules};

/// List all rules of `check`, with their codes, names and levels.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// Write the pages of all rules as Markdown files into this folder, for `check` to link to.
    #[arg(long, value_name = "FOLDER")]
    pages: Option<std::path::PathBuf>,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    if let Some(folder) = &args.pages {
        let pages = rule_pages();
        let files = pages.iter().map(|(name, text)| {
            NewFile::of(folder.join(name), Existing::Replaced, text.as_bytes())
        });
        write_all(&files.collect::<Vec<_>>(), Folders::Created)?;
        return Ok(Outcome::Fine);
    }
    // The rule that stands for those of charters belongs to no group.
    let rules: Vec<RuleRow> = rules().filter(|rule| !rule.group.is_empty()).collect();
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for group in rules.chunk_by(|one, next| one.group == next.group) {
        writeln!(terminal.out, "{}", group[0].group)?;
        for RuleRow { code, name, level, summary, .. } in group {
            writeln!(terminal.out, "  {code} {name:width$}  {level:7}  {summary}")?;
        }
    }
    Ok(Outcome::Fine)
}
