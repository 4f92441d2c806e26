//! `organigram check`: every fault of a model.

use std::io::Write;
use std::path::PathBuf;

use super::open::{Opened, human, load, write_file};
use super::{Failure, ModelArgs, Outcome, SliceArgs, Terminal};
use crate::check::{self, Baseline, Options, Report, mend, pages};
use crate::diag::human::summary;
use crate::diag::{Counts, Diagnostic, Findings, Level, github, json, sarif, short};
use crate::graph::{Item, OrgGraph};
use crate::model::RuleLevel;
use crate::query;

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
    /// Do not report these rules.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    allow: Vec<String>,
    /// How to write the findings.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// How many findings to show in full before the rest is only counted.
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    most: usize,
    /// Make the mends that are safe, in the files.
    #[arg(long)]
    fix: bool,
    /// Report only what is not in this file.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to this file, to be known from now on.
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
}

/// How findings are written.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Format {
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

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let Opened { graph, findings: read } = load(&args.model, terminal);
    let options = options(args, &graph)?;
    let mut report = check::check(&graph, &options);
    report.append(check::own_rules(&graph, &options, asking(args, &graph)?));
    if let Some(path) = &args.write_baseline {
        let text = Baseline::write(&report.findings, graph.texts());
        write_file(path, text.as_bytes(), terminal)?;
    }
    if let Some(path) = &args.baseline {
        let known = std::fs::read_to_string(path)
            .map_err(|error| Failure::File { path: path.display().to_string(), error })?;
        let known = Baseline::parse(&known).apply(&mut report, graph.texts());
        terminal.note(&format!("{known} known findings are not shown"));
    }
    let mut all = read.kept().to_vec();
    all.extend(std::mem::take(&mut report.findings));
    all.sort_by_key(|finding| (finding.pos().is_some(), finding.pos(), finding.code));
    let counts = counts(read.counts(), &report);
    if args.fix {
        return fix(&all, &graph, counts, terminal);
    }
    write(args, &graph, all, &report, counts, terminal)?;
    Ok(outcome(args, counts))
}

/// Answers the queries of the charter's own rules, looking at what the arguments say.
fn asking<'g>(
    args: &Args,
    graph: &'g OrgGraph,
) -> Result<impl Fn(&str) -> Result<Vec<Item>, String> + use<'g>, Failure> {
    let context = args.slice.context(graph)?;
    Ok(move |text: &str| {
        let answers = query::ask(graph, text, &context).map_err(|error| error.to_string())?;
        Ok(answers.rows.into_iter().map(|row| row.item).collect())
    })
}

fn options(args: &Args, graph: &OrgGraph) -> Result<Options, Failure> {
    let slice = args.slice.slice(graph)?;
    let mut levels = Vec::new();
    for (names, level) in [
        (&args.allow, RuleLevel::Off),
        (&args.warn, RuleLevel::Warn),
        (&args.deny, RuleLevel::Error),
    ] {
        for name in names.iter().filter(|name| *name != "warnings") {
            let own = graph.charter().is_some_and(|charter| charter.rules.contains_key(&**name));
            if check::find_rule(name).is_none() && !own {
                return Err(Failure::unknown("rule", name, check::rule_names()));
            }
            levels.push((name.clone(), level));
        }
    }
    let whole = args.format != Format::Human || args.fix;
    let most = if whole || args.baseline.is_some() || args.write_baseline.is_some() {
        usize::MAX
    } else {
        Options::default().most
    };
    let perspective = slice.perspective().clone();
    Ok(Options { when: slice.when(), perspective, levels, most, ..Options::default() })
}

fn counts(read: Counts, report: &Report) -> Counts {
    Counts {
        errors: read.errors + report.errors(),
        warnings: read.warnings + report.warnings(),
        notes: read.notes + report.notes(),
    }
}

fn outcome(args: &Args, counts: Counts) -> Outcome {
    let strict = args.deny.iter().any(|name| name == "warnings") && counts.warnings > 0;
    if counts.errors > 0 || strict { Outcome::Findings } else { Outcome::Fine }
}

fn write(
    args: &Args,
    graph: &OrgGraph,
    all: Vec<Diagnostic>,
    report: &Report,
    counts: Counts,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let (sources, out) = (graph.texts(), &mut terminal.out);
    match args.format {
        Format::Short => Ok(short::write(out, &all, sources)?),
        Format::Json => Ok(json::write(out, &all, sources)?),
        Format::Github => Ok(github::write(out, &all, sources)?),
        Format::Sarif => Ok(sarif::write(out, &all, sources, &rule_infos())?),
        Format::Human => {
            let mut findings = Findings::new();
            let shown = all.len().min(args.most);
            findings.extend(all.into_iter().take(args.most));
            let human = human(terminal.color_out);
            let human = crate::diag::human::Human { most: args.most, ..human };
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
    }
}

fn rule_infos() -> Vec<sarif::RuleInfo<'static>> {
    let info = |rule: &&'static check::Rule| sarif::RuleInfo {
        code: rule.code,
        name: rule.name,
        what: rule.what,
        mend: rule.mend,
        level: match pages::level(rule.level) {
            "error" => Some(Level::Error),
            "warning" => Some(Level::Warning),
            "note" => Some(Level::Note),
            _ => None,
        },
    };
    check::RULES.iter().map(info).collect()
}

fn fix(
    all: &[Diagnostic],
    graph: &OrgGraph,
    counts: Counts,
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let mended = mend::mend(all, graph.texts()).map_err(|error| match error {
        mend::MendError::File { file, error } => Failure::File { path: file, error },
        changed => Failure::Usage(changed.to_string()),
    })?;
    let out = &mut terminal.out;
    match mended.findings {
        0 => writeln!(out, "nothing could be mended safely")?,
        count => {
            let findings = check::plural(count, "finding");
            writeln!(out, "{findings} mended in {}", mended.files.join(", "))?;
        }
    }
    if mended.skipped > 0 {
        writeln!(out, "{} more overlap these: run again", mended.skipped)?;
    }
    let left = counts.total() - mended.findings;
    writeln!(out, "{} left", check::plural(left, "finding"))?;
    Ok(if left > 0 { Outcome::Findings } else { Outcome::Fine })
}
