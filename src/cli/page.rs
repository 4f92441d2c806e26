//! `organigram page`: one HTML file to explore a model with.

use std::path::PathBuf;

use super::files::write_file;
use super::open::project;
use super::{CliError, ModelArgs, Outcome, Terminal};
use crate::project::{PageLanguage, PageOptions};

/// Write one HTML file with which anybody who has a browser can explore the model.
///
/// It needs no network and no program: through time, by source and by certainty, down to each claim.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,
    /// Only this view of the model's; may be repeated.
    #[arg(long, value_name = "NAME")]
    view: Vec<String>,
    /// How many perspectives are offered, beside those of the views: all sources, then the main sources.
    #[arg(long, value_name = "COUNT", default_value_t = PageOptions::default().perspectives)]
    perspectives: usize,
    /// The language of the page's own words.
    #[arg(long, value_enum, default_value_t)]
    lang: PageLanguage,
}

const EXAMPLES: &str = "\
Examples:
  organigram page models/wpk.ron -o wpk.html
  organigram page models/wpk.ron -o wpk.html --view everyone-2013 --view origins-all
";

/// A page that is larger than this opens slowly and is refused by many mail programs.
const LARGE: usize = 20_000_000;

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let mut options = PageOptions::default();
    options.views.clone_from(&args.view);
    options.perspectives = args.perspectives;
    options.language = args.lang;
    let page = project.page(&options)?;
    write_file(&args.output, page.html.as_bytes(), terminal)?;
    let size = page.html.len();
    if size > LARGE {
        terminal.note(&format!(
            "the page has {} MB, which many browsers are slow to open: leave things out with `--view` and \
             `--perspectives`",
            size / 1_000_000
        ));
    }
    Ok(Outcome::Fine)
}
