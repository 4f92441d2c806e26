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
    /// Only this organ, what ever stood under it, and the posts, people and events of those; may be repeated.
    #[arg(long, value_name = "ORGAN")]
    root: Vec<String>,
    /// Only what this expression of the query language finds, at any time and be it only possible; may be repeated.
    #[arg(long, value_name = "EXPR")]
    only: Vec<String>,
    /// Only from this date on.
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Only up to this date.
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
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
  organigram page models/wpk.ron -o guerrillas.html --from 1926 --to 1945
";

/// A page that is larger than this opens slowly and is refused by many mail programs.
const LARGE: usize = 20_000_000;

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let mut options = PageOptions::default();
    options.views.clone_from(&args.view);
    options.root.clone_from(&args.root);
    options.only.clone_from(&args.only);
    options.from.clone_from(&args.from);
    options.to.clone_from(&args.to);
    options.perspectives = args.perspectives;
    options.language = args.lang;
    let page = project.page(&options)?;
    write_file(&args.output, page.html.as_bytes(), terminal)?;
    if page.left_out > 0 {
        terminal.note(&format!(
            "{} series of pictures are left out, each of a view by one perspective and certainty: there are too many; \
             what the model says of each day is there all the same",
            page.left_out
        ));
    }
    let size = page.html.len();
    if size > LARGE {
        terminal.note(&format!(
            "the page has {} MB, which many browsers are slow to open: leave things out with `--view`, `--root`, \
             `--only`, `--from`, `--to` and `--perspectives`",
            size / 1_000_000
        ));
    }
    Ok(Outcome::Fine)
}
