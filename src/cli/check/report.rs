//! What `check` prints. Takes models that were checked, writes their diagnostics in the format that was asked for.

use std::collections::BTreeMap;
use std::io::Write;

use super::super::open::human;
use super::super::rule_links::Pages;
use super::super::{CliError, Terminal};
use crate::diagnostics::human::{Human, summary};
use crate::diagnostics::{
    CheckedTexts, Counts, Level, github, gitlab, json, junit, plural, sarif, short,
};
use crate::project::{self, Problems, Project, RuleRow};

/// A model that was checked.
pub(super) struct Checked {
    pub(super) project: Project,
    pub(super) problems: Problems,
}

/// How diagnostics are written.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub(super) enum ReportFormat {
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
    /// A code quality report for GitLab.
    Gitlab,
    /// JUnit XML, in which an error is a test that fails.
    Junit,
}

pub(super) fn write(
    format: ReportFormat,
    most: usize,
    all: &[Checked],
    pages: Option<&Pages>,
    terminal: &mut Terminal,
) -> Result<(), CliError> {
    let models: Vec<CheckedTexts<'_>> = all.iter().map(texts_of).collect();
    let out = &mut terminal.out;
    match format {
        ReportFormat::Short => {
            for checked in all {
                short::write(out, &checked.problems.diagnostics, checked.project.texts())?;
            }
        }
        ReportFormat::Json => {
            for checked in all {
                json::write(out, &checked.problems.diagnostics, checked.project.texts())?;
            }
        }
        ReportFormat::Github => {
            for checked in all {
                github::write(out, &checked.problems.diagnostics, checked.project.texts())?;
            }
        }
        ReportFormat::Gitlab => gitlab::write(out, &models)?,
        ReportFormat::Junit => junit::write(out, &models)?,
        ReportFormat::Sarif => {
            let pages = pages.map(Pages::all_public).unwrap_or_default();
            let rules: Vec<RuleRow> = project::rules().collect();
            sarif::write_models(out, &models, &rule_infos(&rules, &pages))?;
        }
        ReportFormat::Human => {
            terminal.trust_diagnostics()?;
            let pages = pages.map(Pages::all).unwrap_or_default();
            let human = Human { most, pages, ..human(terminal.color_out) };
            write_human(&human, all, &mut terminal.out)?;
        }
    }
    Ok(())
}

fn texts_of(checked: &Checked) -> CheckedTexts<'_> {
    CheckedTexts {
        name: checked.project.name(),
        diagnostics: &checked.problems.diagnostics,
        sources: checked.project.texts(),
    }
}

fn write_human(human: &Human, all: &[Checked], out: &mut impl Write) -> Result<(), CliError> {
    let mut total = Counts::default();
    for Checked { project, problems } in all {
        let (diagnostics, counts) = (&problems.diagnostics, problems.counts);
        human.write_heaviest(out, diagnostics, counts, project.texts())?;
        write!(out, "{}", problems.report.summary())?;
        total.append(counts);
        if all.len() > 1 {
            writeln!(out, "{}: {}\n", crate::diagnostics::plain(project.name()), summary(counts))?;
        }
    }
    if total.total() > 0 {
        writeln!(out, "`organigram explain CODE` explains a rule")?;
    }
    let models = if all.len() > 1 { plural(all.len(), "model") + ": " } else { String::new() };
    Ok(writeln!(out, "{models}{}", summary(total))?)
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
