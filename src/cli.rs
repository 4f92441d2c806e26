//! The command line: arguments, files, the terminal and exit codes.
//!
//! Takes what a person typed; calls the stages; prints. One file a verb. Exit codes: 0 when all is
//! well, 1 when there are diagnostics, 2 when the command could not be run.

mod args;
mod changed;
mod check;
mod complete;
mod diff;
mod error;
mod explain;
mod export;
mod external_diff;
mod files;
mod fmt;
mod git;
mod git_program;
mod help;
mod import;
mod lineage;
#[cfg(feature = "lsp")]
mod lsp;
mod new;
mod open;
mod outcome;
mod page;
mod panel;
mod query;
mod ranking;
mod render;
mod repl;
mod revision;
mod rule_links;
mod rules;
mod sanitize;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod site;
mod stats;
mod table;
mod terminal;
mod ties;
mod timeline;
mod tips;
mod tree;
mod who;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use args::{Format, ModelArgs, SliceArgs};
pub use error::CliError;
pub use outcome::Outcome;
pub use terminal::{Color, Terminal};

/// Organisations as code: write what sources say, then check it, ask it and draw it.
#[derive(Parser, Debug)]
#[command(name = "organigram", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
}

const EXAMPLES: &str = "\
Examples:
  organigram check models/wpk.ron                       report every problem of a model
  organigram tree models/wpk.ron --as-of 1937-06        who stood under whom then
  organigram show models/wpk.ron arf                    all that is known of one organ
  organigram lineage models/wpk.ron diu wpk             what grew out of what
  organigram query models/wpk.ron 'disputed()'          sets of organs, posts, people, claims
  organigram who models/wpk.ron wpk-pb --as-of 2013     who held a post, who sat in an organ
  organigram diff models/wpk.ron --from 1945 --to 1946  what changed between two dates
  organigram render models/wpk.ron --all output         draw every view that the model names
  organigram page models/wpk.ron -o wpk.html            one file to explore it with in a browser
  organigram serve models/wpk.ron --open                the same, with each change of the files at once
";

#[derive(Subcommand, Debug)]
enum Verb {
    New(new::Args),
    Check(check::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    Import(import::Args),
    Export(export::Args),
    Fmt(fmt::Args),
    Show(show::Args),
    Tree(tree::Args),
    Lineage(lineage::Args),
    Query(query::Args),
    Who(who::Args),
    Diff(diff::Args),
    Timeline(timeline::Args),
    Panel(panel::Args),
    Ties(ties::Args),
    Ranking(ranking::Args),
    Stats(stats::Args),
    Repl(repl::Args),
    Textconv(git::Textconv),
    ExternalDiff(external_diff::Args),
    Merge(git::Merge),
    #[cfg(feature = "lsp")]
    Lsp(lsp::Args),
    Completions(complete::CompletionArgs),
    Man(complete::Man),
    Render(Box<render::Args>),
    Page(page::Args),
    Site(site::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
}

/// Says why a command line was not understood, and what may have been meant; help and version are such errors too.
fn refused(error: &clap::Error, args: &[OsString]) -> u8 {
    let _ = error.print();
    let words: Vec<String> =
        args.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    if let Some(tip) = tips::tip(&words).filter(|_| error.use_stderr()) {
        let _ = writeln!(io::stderr(), "\n  tip: {}", crate::diagnostics::plain(&tip));
    }
    u8::try_from(error.exit_code()).unwrap_or(2)
}

/// A command line, understood.
fn parse(args: &[OsString]) -> Result<Cli, clap::Error> {
    let whole = args.iter().any(|word| word == "--help-all");
    let matches = help::in_two_lengths(Cli::command(), whole).try_get_matches_from(args)?;
    Cli::from_arg_matches(&matches)
}

/// Runs the program on the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    run(std::env::args_os()).into()
}

/// Runs the program on some arguments, the first of which is its own name, and gives its exit code: for other programs
/// that have it in them, such as a Python in which `organigram` is installed. It writes to the standard output and the
/// standard error of the process.
///
/// ```no_run
/// assert_eq!(organigram::cli::run(["organigram", "check", "models/wpk.ron"]), 0);
/// ```
#[must_use]
pub fn run<A: Into<OsString>>(args: impl IntoIterator<Item = A>) -> u8 {
    let code = run_on(&args.into_iter().map(Into::into).collect::<Vec<_>>());
    // Within another program nothing else writes out what stands behind the last line break.
    let _ = io::stdout().flush();
    code
}

fn run_on(args: &[OsString]) -> u8 {
    let folder = std::env::current_dir().ok();
    let completing = clap_complete::CompleteEnv::with_factory(Cli::command);
    match completing.try_complete(args.iter().cloned(), folder.as_deref()) {
        Ok(false) => {}
        Ok(true) => return 0,
        Err(error) => return refused(&error, args),
    }
    let cli = match parse(args) {
        Ok(cli) => cli,
        Err(error) => return refused(&error, args),
    };
    crate::atomic_write::finish_writing_before_signals();
    let mut terminal = Terminal::new(cli.color);
    let outcome = match &cli.verb {
        Verb::New(args) => new::run(args, &mut terminal),
        Verb::Check(args) => check::run(args, &mut terminal),
        Verb::Rules(args) => rules::run(args, &mut terminal),
        Verb::Explain(args) => explain::run(args, &mut terminal),
        Verb::Import(args) => import::run(args, &mut terminal),
        Verb::Export(args) => export::run(args, &mut terminal),
        Verb::Fmt(args) => fmt::run(args, &mut terminal),
        Verb::Show(args) => show::run(args, &mut terminal),
        Verb::Tree(args) => tree::run(args, &mut terminal),
        Verb::Lineage(args) => lineage::run(args, &mut terminal),
        Verb::Query(args) => query::run(args, &mut terminal),
        Verb::Who(args) => who::run(args, &mut terminal),
        Verb::Diff(args) => diff::run(args, &mut terminal),
        Verb::Timeline(args) => timeline::run(args, &mut terminal),
        Verb::Panel(args) => panel::run(args, &mut terminal),
        Verb::Ranking(args) => ranking::run(args, &mut terminal),
        Verb::Ties(args) => ties::run(args, &mut terminal),
        Verb::Stats(args) => stats::run(args, &mut terminal),
        Verb::Repl(args) => repl::run(args, &mut terminal),
        #[cfg(feature = "lsp")]
        Verb::Lsp(args) => lsp::run(args),
        Verb::Textconv(args) => git::textconv(args, &mut terminal),
        Verb::ExternalDiff(args) => external_diff::run(args, &mut terminal),
        Verb::Merge(args) => git::merge(args, &mut terminal),
        Verb::Completions(args) => complete::completions(args, &mut terminal),
        Verb::Man(args) => complete::man(args, Cli::command()),
        Verb::Render(args) => render::run(args, &mut terminal),
        Verb::Page(args) => page::run(args, &mut terminal),
        Verb::Site(args) => site::run(args, &mut terminal),
        #[cfg(feature = "serve")]
        Verb::Serve(args) => serve::run(args, &mut terminal),
    };
    let outcome =
        outcome.and_then(|outcome| terminal.out.flush().map(|()| outcome).map_err(CliError::from));
    match outcome {
        Ok(Outcome::Fine) => 0,
        Ok(Outcome::Diagnostics) => 1,
        // Whoever reads the output has had enough: that is no failure.
        Err(CliError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(failure) => {
            terminal.failure(&failure);
            2
        }
    }
}
