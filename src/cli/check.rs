//! `organigram check`: every fault of a model.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::open::{Opened, human, load, write_file};
use super::rule_links::Pages;
use super::{CliError, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::check::{self, Baseline, CheckOptions, CheckReport, Tally, fixes, pages};
use crate::diagnostics::human::{Human, summary};
use crate::diagnostics::{Counts, Diagnostic, Diagnostics, Level, github, json, sarif, short};
use crate::graph::{Item, OrgGraph};
use crate::model::RuleLevel;
use crate::query;
use crate::text::SourceMap;

const EXAMPLES: &str = "\
Examples:
  organigram check models/wpk.ron
  organigram check models/wpk.ron --as-of 1945 --deny unsourced --allow orphan
  organigram check models/wpk.ron --format sarif > wpk.sarif
  organigram check models/wpk.ron --write-baseline known.txt; later: --baseline known.txt
  organigram explain absent-superior
";

/// Find every fault of a model: what cannot be read, what refers to nothing, what cannot be.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    slice: SliceArgs,
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
    /// How to write the findings.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ReportFormat,
    /// How many findings to show in full before the rest is only counted.
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    most: usize,
    /// Make the mends that are safe, in the files, and report what is left.
    #[arg(long)]
    fix: bool,
    /// Where the pages of the rules are, for codes to link to: a folder, or an address in which
    /// `{code}` may stand. Else the environment's `ORGANIGRAM_RULES`.
    #[arg(long, value_name = "BASE")]
    rule_pages: Option<String>,
    /// Report only what is not in this file.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to this file, to be known from now on.
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
}

/// How findings are written.
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

/// What one look at the files found.
struct Checked {
    graph: OrgGraph,
    read: Diagnostics,
    report: CheckReport,
    counts: Counts,
}

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let pages = Pages::find(args.rule_pages.as_deref())?;
    let known = args.baseline.as_deref().map(baseline).transpose()?;
    let mut checked = match args.fix {
        true => fix(args, known.as_ref(), terminal)?,
        false => look(args, terminal)?,
    };
    if let Some(path) = &args.write_baseline {
        let text = Baseline::write(&checked.report.findings, checked.graph.texts());
        write_file(path, text.as_bytes(), terminal)?;
    }
    if let Some(known) = known {
        let known = known.apply(&mut checked.report, checked.graph.texts());
        terminal.note(&format!("{} not shown", check::plural(known, "known finding")));
        checked.counts = counts(checked.read.counts(), &checked.report);
    }
    let outcome = outcome(args, checked.counts);
    write(args, checked, pages.as_ref(), terminal)?;
    Ok(outcome)
}

/// Loads the model and runs all rules.
fn look(args: &Args, terminal: &mut Terminal) -> Result<Checked, CliError> {
    let Opened { graph, findings: read } = load(&args.model, terminal);
    let options = options(args, &graph)?;
    let mut report = check::check(&graph, &options);
    report.append(check::charter_rules(&graph, &options, asking(args, &graph)?));
    let counts = counts(read.counts(), &report);
    Ok(Checked { graph, read, report, counts })
}

fn baseline(path: &Path) -> Result<Baseline, CliError> {
    let failed = |error| CliError::File { path: path.display().to_string(), error };
    Ok(Baseline::parse(&std::fs::read_to_string(path).map_err(failed)?))
}

/// Mends what is safe to mend, as long as there is something: one mend may show the next fault.
fn fix(
    args: &Args,
    known: Option<&Baseline>,
    terminal: &mut Terminal,
) -> Result<Checked, CliError> {
    const MOST_ROUNDS: usize = 20;
    let (mut findings, mut files) = (0, BTreeSet::new());
    for _ in 0..MOST_ROUNDS {
        let checked = look(args, terminal)?;
        let sources = checked.graph.texts();
        let mut all = checked.read.kept().to_vec();
        // A rule that saw only the half of a text that could be read may be wrong.
        if checked.read.counts().errors == 0 {
            let mut report = checked.report.clone();
            known.map(|known| known.apply(&mut report, sources));
            all.append(&mut report.findings);
        }
        let mended = fixes::mend(&all, sources)?;
        findings += mended.findings;
        files.extend(mended.files);
        if mended.findings == 0 {
            tell_mended(findings, &files, terminal);
            return Ok(checked);
        }
    }
    tell_mended(findings, &files, terminal);
    look(args, terminal)
}

fn tell_mended(findings: usize, files: &BTreeSet<String>, terminal: &mut Terminal) {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    match findings {
        0 => terminal.note("nothing can be mended safely"),
        count => {
            let findings = check::plural(count, "finding");
            terminal.note(&format!("{findings} mended in {}", files.join(", ")));
        }
    }
}

/// Answers the queries of the charter's own rules, looking at what the arguments say.
fn asking<'g>(
    args: &Args,
    graph: &'g OrgGraph,
) -> Result<impl Fn(&str) -> Result<Vec<Item>, check::UnansweredRule> + use<'g>, CliError> {
    let context = args.slice.context(graph)?;
    Ok(move |text: &str| {
        let answers = query::ask(graph, text, &context).map_err(|error| check::UnansweredRule {
            what: error.to_string(),
            shown: error.show(text),
        })?;
        Ok(answers.rows.into_iter().map(|row| row.item).collect())
    })
}

fn options(args: &Args, graph: &OrgGraph) -> Result<CheckOptions, CliError> {
    let slice = args.slice.slice(graph)?;
    let mut levels = Vec::new();
    for (names, level) in [
        (&args.allow, RuleLevel::Off),
        (&args.warn, RuleLevel::Warn),
        (&args.deny, RuleLevel::Error),
    ] {
        let warnings = |name: &&String| level == RuleLevel::Error && *name == "warnings";
        for name in names.iter().filter(|name| !warnings(name)) {
            let own = graph.charter().is_some_and(|charter| charter.rules.contains_key(&**name));
            if check::find_rule(name).is_none() && !own {
                let own: Vec<&str> = graph
                    .charter()
                    .into_iter()
                    .flat_map(|charter| charter.rules.keys().map(|name| &**name))
                    .collect();
                let known = check::rule_names().map(|name| -> &str { name }).chain(own);
                return Err(CliError::unknown("rule", name, known));
            }
            levels.push((name.clone(), level));
        }
    }
    let whole = args.format != ReportFormat::Human || args.fix;
    let most = if whole || args.baseline.is_some() || args.write_baseline.is_some() {
        usize::MAX
    } else {
        CheckOptions::default().most
    };
    let perspective = slice.perspective().clone();
    Ok(CheckOptions { when: slice.when(), perspective, levels, most, ..CheckOptions::default() })
}

fn counts(read: Counts, report: &CheckReport) -> Counts {
    Counts {
        errors: read.errors + report.errors(),
        warnings: read.warnings + report.warnings(),
        notes: read.notes + report.notes(),
    }
}

fn outcome(args: &Args, counts: Counts) -> Outcome {
    let strict = args.deny.iter().any(|name| name == "warnings") && counts.warnings > 0;
    if counts.errors > 0 || strict { Outcome::Diagnostics } else { Outcome::Fine }
}

fn write(
    args: &Args,
    checked: Checked,
    pages: Option<&Pages>,
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    let Checked { graph, read, mut report, counts } = checked;
    let mut all = read.kept().to_vec();
    all.extend(std::mem::take(&mut report.findings));
    all.sort_by_key(|finding| (finding.pos().is_some(), finding.pos(), finding.code));
    let (sources, out) = (graph.texts(), &mut terminal.out);
    match args.format {
        ReportFormat::Short => Ok(short::write(out, &all, sources)?),
        ReportFormat::Json => Ok(json::write(out, &all, sources)?),
        ReportFormat::Github => Ok(github::write(out, &all, sources)?),
        ReportFormat::Sarif => {
            let pages = pages.map(Pages::all_public).unwrap_or_default();
            Ok(sarif::write(out, &all, sources, &rule_infos(&pages))?)
        }
        ReportFormat::Human => {
            report.tallies.extend(read.by_code().map(|(code, counts)| Tally::of(code, counts)));
            terminal.trust_findings()?;
            let pages = pages.map(Pages::all).unwrap_or_default();
            let human = Human { most: args.most, pages, ..human(terminal.color_out) };
            write_human(&human, all, sources, &report, counts, &mut terminal.out)
        }
    }
}

fn write_human(
    human: &Human,
    all: Vec<Diagnostic>,
    sources: &SourceMap,
    report: &CheckReport,
    counts: Counts,
    out: &mut impl Write,
) -> Result<(), CliError> {
    let mut findings = Diagnostics::new();
    let shown = all.len().min(human.most);
    findings.extend(all.into_iter().take(human.most));
    human.write(out, &findings, sources)?;
    if counts.total() > shown {
        writeln!(out, "and {} more\n", counts.total() - shown)?;
    }
    write!(out, "{}", report.summary())?;
    if counts.total() > 0 {
        writeln!(out, "`organigram explain CODE` tells more of a rule")?;
    }
    Ok(writeln!(out, "{}", summary(counts))?)
}

fn rule_infos<'p>(pages: &'p BTreeMap<&'static str, String>) -> Vec<sarif::RuleInfo<'p>> {
    let info = |rule: &&'static check::Rule| sarif::RuleInfo {
        code: rule.code,
        name: rule.name,
        what: rule.what,
        page: pages::page(rule),
        address: pages.get(rule.code).map(String::as_str),
        level: match pages::level(rule.level) {
            "error" => Some(Level::Error),
            "warning" => Some(Level::Warning),
            "note" => Some(Level::Note),
            _ => None,
        },
    };
    check::RULES.iter().map(info).collect()
}
