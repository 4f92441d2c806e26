//! `organigram check`: every problem of models.

mod report;
mod watch;

use std::path::{Path, PathBuf};

use super::changed;
use super::error::name_options;
use super::files::{self, recover, write_file};
use super::open::with_sign_of_life;
use super::rule_links::Pages;
use super::{CliError, Outcome, SliceArgs, Terminal};
use crate::diagnostics::plural;
use crate::project::{
    self, Baseline, CheckRequest, CheckTargets, Disk, LoadOptions, Outside, Overlay, Project,
    check_targets,
};
use report::{Checked, ReportFormat};

const EXAMPLES: &str = "\
Examples:
  organigram check models/wpk.ron
  organigram check models/wpk/lineage.ron        the model that includes it
  organigram check models                        every model below a folder
  organigram check models --since origin/main    those that a branch has changed
  organigram check models/wpk.ron --watch        again whenever a file changes
  organigram check - --stdin-name models/wpk.ron < draft.ron
  organigram check models/wpk.ron --as-of 1945 --deny unsourced --allow orphan
  organigram check models/wpk.ron --format sarif > wpk.sarif
  organigram check models/wpk.ron --write-baseline known.txt; later: --baseline known.txt
  organigram explain absent-superior
";

/// Report every problem of models: syntax, broken references, contradictions.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Models, parts of models, charters, folders or patterns; `-` is standard input. A part or a charter is checked
    /// with the models that include it.
    #[arg(required_unless_present = "since", value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// Let models include files that lie outside their own folders.
    #[arg(long)]
    allow_outside: bool,
    /// The file whose text standard input gives.
    #[arg(long, value_name = "FILE", default_value = "stdin.ron")]
    stdin_name: PathBuf,
    /// Check only the models of which a file has changed since this revision of git, committed or not: those below the
    /// working folder where none is named. What others changed since a branch began does not count.
    #[arg(long, value_name = "REVISION", conflicts_with = "stdin_name")]
    since: Option<String>,
    /// Check again whenever a file of the models changes.
    #[arg(long, conflicts_with_all = ["stdin_name", "since", "write_baseline"])]
    watch: bool,
    /// Report these rules as errors; `warnings` makes every warning count as one.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    deny: Vec<String>,
    /// Report these rules as warnings.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    warn: Vec<String>,
    /// Do not report these rules. Of a rule named twice, `--deny` is stronger than `--warn`, and
    /// that than `--allow`; all are stronger than what the model says.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    allow: Vec<String>,
    /// How to write the diagnostics.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ReportFormat,
    /// How many diagnostics to show in full; the rest is only counted.
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    most: usize,
    /// Apply the safe fixes to the files, and report what is left.
    #[arg(long)]
    fix: bool,
    /// Where the pages of the rules are, for codes to link to: a folder, or an address that may contain
    /// `{code}`; by default the value of the environment variable `ORGANIGRAM_RULES`.
    #[arg(long, value_name = "BASE")]
    rule_pages: Option<String>,
    /// Report only problems that are not in this file (see --write-baseline).
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all problems to this file, as known ones for --baseline.
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    #[command(flatten)]
    slice: SliceArgs,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let pages = Pages::find(args.rule_pages.as_deref())?;
    let request = request(args)?;
    if args.watch {
        let check = |terminal: &mut Terminal| round(args, &request, pages.as_ref(), terminal);
        return watch::run(&named(args), check, terminal);
    }
    let all = round(args, &request, pages.as_ref(), terminal)?;
    let failed = all.iter().any(|checked| checked.problems.failed());
    Ok(if failed { Outcome::Diagnostics } else { Outcome::Fine })
}

/// Checks what was named once, and reports it.
fn round(
    args: &Args,
    request: &CheckRequest,
    pages: Option<&Pages>,
    terminal: &mut Terminal,
) -> Result<Vec<Checked>, CliError> {
    // A part lies in another folder than its model, and both may have been left half written.
    args.models.iter().for_each(|path| recover(path, terminal));
    let files = texts(args)?;
    let found = targets(args, &files, terminal)?;
    say_what_is_checked(&found, terminal);
    let mut all = Vec::new();
    for target in &found.targets {
        recover(&target.entry, terminal);
        let load = || target.load(&files, &options(args));
        let mut checked = match args.fix {
            true => fix(load, request, terminal)?,
            false => {
                let name = target.entry.display().to_string();
                let project = with_sign_of_life(terminal, &name, load);
                let problems = project.check(request)?;
                Checked { project, problems }
            }
        };
        name_options(&mut checked.problems.diagnostics);
        all.push(checked);
    }
    if let Some(path) = &args.write_baseline {
        write_file(path, known_problems(&all, request)?.as_bytes(), terminal)?;
    }
    if args.baseline.is_some() {
        let known = all.iter().map(|checked| checked.problems.known).sum();
        terminal.note(&format!("{} not shown", plural(known, "known problem")));
    }
    report::write(args.format, args.most, &all, pages, terminal)?;
    Ok(all)
}

/// The models to check: all that were named, or those of them that have changed.
fn targets(
    args: &Args,
    files: &Overlay,
    terminal: &mut Terminal,
) -> Result<CheckTargets, CliError> {
    let mut found = check_targets(files, &named(args), &options(args))?;
    if let Some(revision) = &args.since {
        let folders = found.targets.iter().filter_map(|target| target.entry.parent());
        let changed = changed::since(revision, folders)?;
        found.keep_changed(files, &changed, &options(args));
        if found.targets.is_empty() {
            terminal.note(&format!("no model has changed since {revision}"));
        }
    }
    Ok(found)
}

fn options(args: &Args) -> LoadOptions {
    let outside = if args.allow_outside { Outside::Allowed } else { Outside::Refused };
    LoadOptions::default().outside(outside)
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The files of the disk, over which standard input lies as the file that it is said to be.
fn texts(args: &Args) -> Result<Overlay, CliError> {
    let mut files = Overlay::new(Disk);
    if args.models.iter().any(|path| is_stdin(path)) {
        let refused = [
            (args.fix, "that could be fixed"),
            (args.watch, "that could be watched"),
            (args.since.is_some(), "that git knows"),
        ];
        if let Some((_, why)) = refused.iter().find(|(asked, _)| *asked) {
            let why = format!("standard input is in no file {why}; name the file instead");
            return Err(CliError::Usage(why));
        }
        files.insert(&args.stdin_name, files::read(Path::new("-"))?);
    }
    Ok(files)
}

/// What is to be checked, by the names of files.
fn named(args: &Args) -> Vec<PathBuf> {
    let name = |path: &PathBuf| if is_stdin(path) { args.stdin_name.clone() } else { path.clone() };
    match args.models.is_empty() {
        true => vec![PathBuf::from(".")],
        false => args.models.iter().map(name).collect(),
    }
}

/// Says where something else is checked than was named.
fn say_what_is_checked(found: &CheckTargets, terminal: &mut Terminal) {
    for target in &found.targets {
        for part in target.parts.iter().filter(|part| **part != target.entry) {
            let (part, entry) = (part.display(), target.entry.display());
            terminal.note(&format!("{part} is part of {entry}, which is checked"));
        }
    }
    for other in &found.others {
        let other = other.display();
        terminal.note(&format!("{other} is neither a model nor a charter and is passed over"));
    }
}

/// The text of a baseline that knows the problems of all models.
fn known_problems(all: &[Checked], request: &CheckRequest) -> Result<String, CliError> {
    let mut text = String::new();
    for checked in all {
        let known = checked.project.baseline(request)?;
        let lines = known.split_inclusive('\n').skip(usize::from(!text.is_empty()));
        text.extend(lines);
    }
    Ok(text)
}

/// What the arguments ask for.
fn request(args: &Args) -> Result<CheckRequest, CliError> {
    let is_whole = args.format != ReportFormat::Human
        || args.fix
        || args.baseline.is_some()
        || args.write_baseline.is_some();
    let mut request = CheckRequest::default();
    request.question = args.slice.question();
    request.allow.clone_from(&args.allow);
    request.warn.clone_from(&args.warn);
    request.deny.clone_from(&args.deny);
    request.most = (!is_whole).then_some(CheckRequest::MOST);
    request.baseline = args.baseline.as_deref().map(baseline).transpose()?;
    Ok(request)
}

fn baseline(path: &Path) -> Result<Baseline, CliError> {
    Ok(Baseline::parse(&files::read_settings(path)?))
}

/// Applies the safe fixes and says how many they were.
fn fix(
    load: impl Fn() -> Project,
    request: &CheckRequest,
    terminal: &mut Terminal,
) -> Result<Checked, CliError> {
    let done = project::fix(load, request)?;
    let files: Vec<&str> = done.files.iter().map(String::as_str).collect();
    match done.fixed {
        0 => terminal.note("no problem has a safe fix"),
        count => {
            let diagnostics = plural(count, "problem");
            terminal.note(&format!("{diagnostics} fixed in {}", files.join(", ")));
        }
    }
    Ok(Checked { project: done.project, problems: done.problems })
}
