//! `organigram rules`: the list of all rules.

use std::io::Write;

use super::{CliError, Outcome, Terminal};
use crate::atomic_write::{Existing, Folders, NewFile, write_files};
use crate::check::{CHARTER_RULE, RULES, RuleGroup, pages};

/// List all rules of `check`, with their codes, names and levels.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// Write the pages of all rules as Markdown files into this folder, for `check` to link to.
    #[arg(long, value_name = "FOLDER")]
    pages: Option<std::path::PathBuf>,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    if let Some(folder) = &args.pages {
        let rules = RULES.iter().copied().chain([&CHARTER_RULE]);
        let pages = rules.map(|rule| (format!("{}.md", rule.code), pages::page(rule)));
        let contents = ("README.md".to_owned(), pages::contents());
        let pages: Vec<_> = std::iter::once(contents).chain(pages).collect();
        let files = pages.iter().map(|(name, text)| {
            NewFile::of(folder.join(name), Existing::Replaced, text.as_bytes())
        });
        write_files(&files.collect::<Vec<_>>(), Folders::Created)?;
        return Ok(Outcome::Fine);
    }
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for group in RuleGroup::ALL {
        writeln!(terminal.out, "{}", group.title())?;
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let (level, what) = (pages::level(rule.level), pages::first(rule.what));
            writeln!(terminal.out, "  {} {:width$}  {level:7}  {what}", rule.code, rule.name)?;
        }
    }
    Ok(Outcome::Fine)
}
