//! `organigram rules`: the list of all rules.

use std::io::Write;

use super::{Failure, Outcome, Terminal};
use crate::check::{CHARTER_RULE, Group, RULES, pages};

/// List all rules of `check`, with their codes, names and levels.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// Write the pages of all rules as Markdown files into this folder, for `check` to link to.
    #[arg(long, value_name = "FOLDER")]
    pages: Option<std::path::PathBuf>,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    if let Some(folder) = &args.pages {
        let failed = |error| Failure::File { path: folder.display().to_string(), error };
        std::fs::create_dir_all(folder).map_err(failed)?;
        let write = |name: &str, text: String| {
            let path = folder.join(name);
            std::fs::write(&path, text)
                .map_err(|error| Failure::File { path: path.display().to_string(), error })
        };
        write("README.md", pages::contents())?;
        for rule in RULES.iter().copied().chain([&CHARTER_RULE]) {
            write(&format!("{}.md", rule.code), pages::page(rule))?;
        }
        return Ok(Outcome::Fine);
    }
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for group in Group::ALL {
        writeln!(terminal.out, "{}", group.title())?;
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let (level, what) = (pages::level(rule.level), pages::first(rule.what));
            writeln!(terminal.out, "  {} {:width$}  {level:7}  {what}", rule.code, rule.name)?;
        }
    }
    Ok(Outcome::Fine)
}
