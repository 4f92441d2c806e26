//! `organigram check`: every problem of a model.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::name_options;
use super::files::{self, recover, write_file};
use super::open::{human, load, load_again};
use super::rule_links::Pages;
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::diagnostics::human::{Human, summary};
use crate::diagnostics::{Level, github, json, plural, sarif, short};
use crate::project::{self, Baseline, CheckRequest, Problems, Project, RuleRow};

const EXAMPLES: &str = "\
Examples:
  organigram check models/wpk.ron
  organigram check models/wpk.ron --as-of 1945 --deny unsourced --allow orphan
  organigram check models/wpk.ron --format sarif > wpk.sarif
  organigram check models/wpk.ron --write-baseline known.txt; later: --baseline known.txt
  organigram explain absent-superior
";

/// Report every problem of a model: syntax, broken references, contradictions.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
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

/// How diagnostics are written.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum ReportFormat {
    /// For people, with the lines underlined.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON object a line.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations for GitHub.
    Github,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let pages = Pages::find(args.rule_pages.as_deref())?;
    let request = request(args)?;
    let (project, mut problems) = match args.fix {
        true => fix(args, &request, terminal)?,
        false => {
            let project = load(&args.model, terminal);
            let problems = project.check(&request)?;
            (project, problems)
        }
    };
    if let Some(path) = &args.write_baseline {
        write_file(path, project.baseline(&request)?.as_bytes(), terminal)?;
    }
    if args.baseline.is_some() {
        terminal.note(&format!("{} not shown", plural(problems.known, "known problem")));
    }
    name_options(&mut problems.diagnostics);
    let outcome = if problems.failed() { Outcome::Diagnostics } else { Outcome::Fine };
    write(args, &project, &problems, pages.as_ref(), terminal)?;
    Ok(outcome)
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
    args: &Args,
    request: &CheckRequest,
    terminal: &mut Terminal,
) -> Result<(Project, Problems), CliError> {
    recover(&args.model.model, terminal);
    let done = project::fix(|| load_again(&args.model, terminal), request)?;
    let files: Vec<&str> = done.files.iter().map(String::as_str).collect();
    match done.fixed {
        0 => terminal.note("no problem has a safe fix"),
        count => {
            let diagnostics = plural(count, "problem");
            terminal.note(&format!("{diagnostics} fixed in {}", files.join(", ")));
        }
    }
    Ok((done.project, done.problems))
}

fn write(
    args: &Args,
    project: &Project,
    problems: &Problems,
    pages: Option<&Pages>,
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    let (all, sources, out) = (&problems.diagnostics, project.texts(), &mut terminal.out);
    match args.format {
        ReportFormat::Short => Ok(short::write(out, all, sources)?),
        ReportFormat::Json => Ok(json::write(out, all, sources)?),
        ReportFormat::Github => Ok(github::write(out, all, sources)?),
        ReportFormat::Sarif => {
            let pages = pages.map(Pages::all_public).unwrap_or_default();
            let rules: Vec<RuleRow> = project::rules().collect();
            Ok(sarif::write(out, all, sources, &rule_infos(&rules, &pages))?)
        }
        ReportFormat::Human => {
            terminal.trust_diagnostics()?;
            let pages = pages.map(Pages::all).unwrap_or_default();
            let human = Human { most: args.most, pages, ..human(terminal.color_out) };
            write_human(&human, problems, project, &mut terminal.out)
        }
    }
}

fn write_human(
    human: &Human,
    problems: &Problems,
    project: &Project,
    out: &mut impl Write,
) -> Result<(), CliError> {
    let (all, counts) = (&problems.diagnostics, problems.counts);
    human.write_heaviest(out, all, counts, project.texts())?;
    write!(out, "{}", problems.report.summary())?;
    if counts.total() > 0 {
        writeln!(out, "`organigram explain CODE` explains a rule")?;
    }
    Ok(writeln!(out, "{}", summary(counts))?)
}

fn rule_infos<'p>(
    rules: &'p [RuleRow],
    pages: &'p BTreeMap<&'static str, String>,
) -> Vec<sarif::RuleInfo<'p>> {
    let info = |rule: &'p RuleRow| sarif::RuleInfo {
        code: rule.code,
        name: rule.name,
        what: rule.what,
        page: rule.page(),
        address: pages.get(rule.code).map(String::as_str),
        level: match rule.level {
            "error" => Some(Level::Error),
            "warning" => Some(Level::Warning),
            "note" => Some(Level::Note),
            _ => None,
        },
    };
    // The rule that stands for those of charters belongs to no group.
    rules.iter().filter(|rule| !rule.group.is_empty()).map(info).collect()
}
