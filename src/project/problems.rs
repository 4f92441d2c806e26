//! Checking a project. Takes which rules weigh how much and what is known already, gives every problem; with
//! the feature `write`, puts safe fixes into the files. Never prints.

#[cfg(feature = "write")]
use std::collections::BTreeSet;

use super::{CheckRequest, Project, ProjectError, opaque_ids};
#[cfg(feature = "write")]
use crate::check::fixes;
use crate::check::{self, Baseline, CheckOptions, CheckReport, Tally};
#[cfg(feature = "write")]
use crate::diagnostics::Edit;
use crate::diagnostics::{Counts, Diagnostic};
use crate::model::RuleLevel;

/// Every problem of a project.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Problems {
    /// The problems that are kept whole, in the order of the text: those of loading and those of rules.
    pub diagnostics: Vec<Diagnostic>,
    /// The rules that reported something, with how often.
    pub report: CheckReport,
    /// How many there are in all, kept whole or not.
    pub counts: Counts,
    /// How many were known by the baseline and are not reported.
    pub known: usize,
    strict: bool,
}

impl Problems {
    /// Whether the check failed: there are errors, or warnings where `deny` names them.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.counts.errors > 0 || (self.strict && self.counts.warnings > 0)
    }
}

impl Project {
    /// Checks the model by all rules, the charter's own included.
    ///
    /// # Errors
    /// When a rule, a source, a line or a date of the request is not one.
    pub fn check(&self, request: &CheckRequest) -> Result<Problems, ProjectError> {
        let mut report = match self.is_charter() {
            true => CheckReport::default(),
            false => self.rules(request)?,
        };
        let known = request.baseline.as_ref();
        let known = known.map_or(0, |known| known.apply(&mut report, self.texts()));
        let read = self.load_problems();
        let counts = Counts {
            errors: read.counts().errors + report.errors(),
            warnings: read.counts().warnings + report.warnings(),
            notes: read.counts().notes + report.notes(),
        };
        for problem in &mut report.diagnostics {
            opaque_ids::explain(self.graph(), problem);
        }
        let mut diagnostics = read.kept().to_vec();
        diagnostics.append(&mut report.diagnostics);
        diagnostics.sort_by_key(|problem| (problem.pos().is_some(), problem.pos(), problem.code));
        report.tallies.extend(read.by_code().map(|(code, counts)| Tally::of(code, counts)));
        let strict = request.deny.iter().any(|name| name == "warnings");
        Ok(Problems { diagnostics, report, counts, known, strict })
    }

    /// The text of a baseline that knows everything that the rules report now.
    ///
    /// # Errors
    /// As [`Project::check`].
    pub fn baseline(&self, request: &CheckRequest) -> Result<String, ProjectError> {
        let all = CheckRequest { most: None, baseline: None, ..request.clone() };
        Ok(Baseline::write(&self.rules(&all)?.diagnostics, self.texts()))
    }

    /// The edits of all safe fixes, none of which overlaps another: what [`fix`] puts into the files in one round. Of a
    /// model that could not be read whole, those of loading alone.
    #[cfg(feature = "write")]
    #[must_use]
    pub fn safe_edits(&self) -> Vec<Edit> {
        match self.unreadable() {
            None => fixes::edits(self.problems()),
            Some(_) => fixes::edits(self.load_problems().kept()),
        }
    }

    /// What the rules report, the known problems among it.
    fn rules(&self, request: &CheckRequest) -> Result<CheckReport, ProjectError> {
        let slice = request.question.slice(self.graph())?;
        let context = request.question.context(self.graph())?;
        let options = CheckOptions {
            when: slice.when(),
            perspective: slice.perspective().clone(),
            asking: context,
            levels: self.levels(request)?,
            most: request.most.unwrap_or(usize::MAX),
            ..CheckOptions::default()
        };
        Ok(check::check(self.graph(), &options))
    }

    /// The levels that a request sets, the strongest last.
    fn levels(&self, request: &CheckRequest) -> Result<Vec<(String, RuleLevel)>, ProjectError> {
        let charter = self.graph().charter();
        let own = || charter.into_iter().flat_map(|charter| charter.rules.keys());
        let mut levels = Vec::new();
        for (names, level) in [
            (&request.allow, RuleLevel::Off),
            (&request.warn, RuleLevel::Warn),
            (&request.deny, RuleLevel::Error),
        ] {
            let warnings = |name: &&String| level == RuleLevel::Error && *name == "warnings";
            for name in names.iter().filter(|name| !warnings(name)) {
                if check::find_rule(name).is_none() && !own().any(|rule| rule == name) {
                    let known = check::rule_names().map(|name| -> &str { name });
                    let known = known.chain(own().map(|name| &**name));
                    return Err(ProjectError::unknown("rule", name, known));
                }
                levels.push((name.clone(), level));
            }
        }
        Ok(levels)
    }
}

/// A project after its safe fixes were put into the files.
#[cfg(feature = "write")]
#[derive(Debug)]
#[non_exhaustive]
pub struct FixedProject {
    /// The project as it is now.
    pub project: Project,
    /// The problems that are left.
    pub problems: Problems,
    /// How many problems were fixed.
    pub fixed: usize,
    /// The files that were changed, by name.
    pub files: BTreeSet<String>,
}

/// Puts the safe fixes into the files of a model, as long as there are some: one fix may show the next problem.
/// `load` reads the model anew, once a round.
///
/// # Errors
/// As [`Project::check`]; and when a file cannot be written.
#[cfg(feature = "write")]
pub fn fix(
    load: impl Fn() -> Project,
    request: &CheckRequest,
) -> Result<FixedProject, ProjectError> {
    const MOST_ROUNDS: usize = 20;
    let (mut fixed, mut files) = (0, BTreeSet::new());
    for round in 0.. {
        let project = load();
        let problems = project.check(request)?;
        // A rule that saw only the half of a text that could be read may be wrong.
        let all = match project.unreadable() {
            None => &problems.diagnostics[..],
            Some(_) => project.load_problems().kept(),
        };
        let done = match round {
            MOST_ROUNDS => fixes::Fixed::default(),
            _ => fixes::fix(all, project.texts())
                .map_err(|error| ProjectError::Usage(error.to_string().into()))?,
        };
        fixed += done.diagnostics;
        files.extend(done.files);
        if done.diagnostics == 0 {
            return Ok(FixedProject { project, problems, fixed, files });
        }
    }
    unreachable!("the last round fixes nothing")
}
