//! What to check. Plain data.

use crate::graph::{Perspective, Threshold};
use crate::model::RuleLevel;
use crate::query::Context;
use crate::time::When;

/// What to check, and how heavily each rule weighs.
///
/// ```
/// use organigram::check::CheckOptions;
/// use organigram::model::RuleLevel;
/// let options = CheckOptions::default().level("unsourced", RuleLevel::Error).most(10);
/// # assert_eq!(options.levels.len(), 1);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CheckOptions {
    /// The days that are checked; all of them where none is given.
    pub when: Option<When>,
    /// The claims that are checked.
    pub perspective: Perspective,
    /// How the queries of the charter's own rules are asked: the same days and claims, by names.
    pub asking: Context,
    /// Levels by name or code of a rule, stronger than those of the model and of its charter; the
    /// last of one rule decides.
    pub levels: Vec<(String, RuleLevel)>,
    /// How many diagnostics of one rule are kept whole; the rest is counted.
    pub most: usize,
    /// How many threads work; 0 for as many as there are cores.
    pub threads: usize,
}

impl Default for CheckOptions {
    fn default() -> Self {
        let perspective = Perspective::all();
        // Without a date nothing is doubtful for want of one.
        let asking = Context { threshold: Threshold::Recorded, ..Context::default() };
        CheckOptions {
            when: None,
            perspective,
            asking,
            levels: Vec::new(),
            most: 1_000,
            threads: 0,
        }
    }
}

impl CheckOptions {
    /// The level of a rule, by name or code; stronger than what was said of it before.
    #[must_use]
    pub fn level(mut self, rule: impl Into<String>, level: RuleLevel) -> CheckOptions {
        self.levels.push((rule.into(), level));
        self
    }

    /// How many problems of one rule are kept whole.
    #[must_use]
    pub fn most(self, most: usize) -> CheckOptions {
        CheckOptions { most, ..self }
    }

    /// How many threads work; 0 for as many as there are cores.
    #[must_use]
    pub fn threads(self, threads: usize) -> CheckOptions {
        CheckOptions { threads, ..self }
    }
}
