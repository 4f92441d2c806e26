//! `organigram lsp`: the language server, for editors.

use super::rule_links::Pages;
use super::{CliError, Outcome};
use crate::lsp::{LspServer, LspSettings, serve_stdio};

/// Serve an editor as a language server, over standard input and output.
///
/// Editors start it themselves: docs/editors.md says how to set up VS Code, Neovim, Helix, Zed, Emacs and Kate.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// Where the pages of the rules are, for codes to link to: a folder, or an address that may contain
    /// `{code}`; by default the value of the environment variable `ORGANIGRAM_RULES`.
    #[arg(long, value_name = "BASE")]
    rule_pages: Option<String>,
    /// Standard input and output are always used; taken because some editors pass it.
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let mut settings = LspSettings::default();
    if let Some(pages) = Pages::find(args.rule_pages.as_deref())? {
        settings.rule_pages = pages.all();
    }
    serve_stdio(LspServer::new(settings))?;
    Ok(Outcome::Fine)
}
