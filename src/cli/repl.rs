//! `organigram repl`: a model is read once and asked many times.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use clap::Parser;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{Editor, Helper};

use super::files::{self, write_file};
use super::open::project;
use super::query::{Asker, Output};
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::project::{Completing, Project, Session, query_functions};

/// Ask a model many questions, and read it only once.
///
/// Every line is an expression. A line that begins with a colon sets options of `organigram query` for
/// the questions after it; a colon alone clears them. `?` and `help` list the functions, `quit` ends.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// Keep the lines in this file, for the next time.
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  organigram repl models/wpk.ron
  > diu::wpk
  > : --as-of 1936-06-01 --columns id,answer,why
  > under(kpra)
  > ?
";

/// The options of the questions, as a line sets them.
#[derive(Parser, Debug, Default)]
#[command(name = ":", no_binary_name = true, disable_version_flag = true)]
struct Settings {
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    slice: SliceArgs,
}

struct Words<'p>(&'p Project);

impl Helper for Words<'_> {}
impl Highlighter for Words<'_> {}
impl Validator for Words<'_> {}

impl Hinter for Words<'_> {
    type Hint = String;
}

impl Completer for Words<'_> {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let found = self.0.complete(Completing::Expression, &line[..at]);
        Ok((found.start, found.words.into_iter().map(|word| word.word).collect()))
    }
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let project = project(&args.model, terminal)?;
    let session = project.session();
    let failed = |error: ReadlineError| CliError::Usage(error.to_string());
    let mut editor: Editor<Words<'_>, DefaultHistory> = Editor::new().map_err(failed)?;
    editor.set_helper(Some(Words(&project)));
    // The crate's own files of history bring a second file lock and a second format.
    let mut lines = args.history.as_ref().map_or(Ok(String::new()), |path| kept_lines(path))?;
    for line in lines.lines() {
        let _ = editor.add_history_entry(line);
    }
    let mut settings = Settings::default();
    loop {
        match editor.readline("> ") {
            Ok(line) => {
                let line = line.trim();
                let _ = editor.add_history_entry(line);
                if !line.is_empty() && lines.lines().next_back() != Some(line) {
                    lines.push_str(&format!("{line}\n"));
                }
                if ["quit", "exit", ":q", ":quit", "q"].contains(&line) {
                    break;
                }
                if let Err(failure) = one(line, &session, &mut settings, terminal) {
                    terminal.failure(&failure);
                }
                terminal.out.flush()?;
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(failed(error)),
        }
    }
    if let Some(path) = &args.history {
        write_file(path, lines.as_bytes(), terminal)?;
    }
    Ok(Outcome::Fine)
}

const OUR_MISTAKE: &str = "organigram failed at this question: that is a mistake in the program, \
                           not yours. Please report it with the question and the message above \
                           (SECURITY.md says where)";

/// The lines of last time; none where the file is new.
fn kept_lines(path: &Path) -> Result<String, CliError> {
    if path.exists() { files::read_settings(path) } else { Ok(String::new()) }
}

fn one(
    line: &str,
    session: &Session<'_>,
    settings: &mut Settings,
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    if let Some(options) = line.strip_prefix(':') {
        *settings = Settings::try_parse_from(options.split_whitespace())
            .map_err(|error| CliError::Usage(error.to_string()))?;
        // A question with these options shows at once whether they fit the model.
        session.slice(&settings.slice.question())?;
        return Ok(());
    }
    match line {
        "" => Ok(()),
        "?" | "help" => help(terminal),
        _ => {
            let question = settings.slice.question();
            let asker = Asker { session, question: &question, output: &settings.output };
            // What nobody foresaw ends this one question, and not the session.
            let asked = AssertUnwindSafe(|| asker.answer(line, terminal).map(|_| ()));
            catch_unwind(asked).unwrap_or_else(|_| Err(CliError::Usage(OUR_MISTAKE.to_owned())))
        }
    }
}

fn help(terminal: &mut Terminal) -> Result<(), CliError> {
    for entry in query_functions() {
        let call = format!("{}({})", entry.name, entry.arguments);
        writeln!(terminal.out, "{call:<34}  {}", entry.about)?;
    }
    Ok(())
}
