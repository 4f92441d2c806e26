//! What a rule is: its code, its name, its level, its page and its check.
//!
//! A rule is data and one function. Holds nothing of a model and decides nothing about levels.

use super::context::Subject;
use super::reporter::Reporter;
use crate::diagnostics::Code;
use crate::model::RuleLevel;

/// What a rule is about; the groups are the chapters of `docs/rules/`.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RuleGroup {
    /// Ids that name nothing, or twice the same.
    References,
    /// Dates that contradict each other.
    Time,
    /// What the charter lays down.
    Structure,
    /// What grew out of what.
    Lineage,
    /// What the sources bear out.
    Evidence,
    /// The model as a whole.
    Model,
    /// The levels and allows of the check itself.
    Check,
}

impl RuleGroup {
    /// All groups, in the order of the pages.
    pub const ALL: [RuleGroup; 7] = [
        RuleGroup::References,
        RuleGroup::Time,
        RuleGroup::Structure,
        RuleGroup::Lineage,
        RuleGroup::Evidence,
        RuleGroup::Model,
        RuleGroup::Check,
    ];

    /// The letter with which the codes of the group begin.
    pub fn letter(self) -> char {
        match self {
            RuleGroup::References => 'R',
            RuleGroup::Time => 'T',
            RuleGroup::Structure => 'S',
            RuleGroup::Lineage => 'N',
            RuleGroup::Evidence => 'E',
            RuleGroup::Model => 'M',
            RuleGroup::Check => 'C',
        }
    }

    /// The heading of the group.
    pub fn title(self) -> &'static str {
        match self {
            RuleGroup::References => "References",
            RuleGroup::Time => "Time",
            RuleGroup::Structure => "Structure",
            RuleGroup::Lineage => "Lineage",
            RuleGroup::Evidence => "Evidence",
            RuleGroup::Model => "Model",
            RuleGroup::Check => "The check itself",
        }
    }
}

/// One rule. Its texts are its page, and its examples are run as tests.
pub struct Rule {
    /// The stable code, such as `T003`; never used again for anything else.
    pub code: &'static str,
    /// The name, which reads after "allow".
    pub name: &'static str,
    /// What it is about.
    pub group: RuleGroup,
    /// How heavily it weighs where nobody says otherwise.
    pub level: RuleLevel,
    /// What it reports, in one or two sentences.
    pub what: &'static str,
    /// Why that matters, in one sentence: every diagnostic says it.
    pub why: &'static str,
    /// A model that it reports.
    pub fails: &'static str,
    /// The model fixed.
    pub passes: &'static str,
    /// How to fix it.
    pub fix: &'static str,
    /// The check.
    pub(super) check: fn(&Subject<'_>, &mut Reporter<'_>),
}

impl Rule {
    /// The code and the name as diagnostics carry them.
    pub fn diag_code(&self) -> Code {
        Code { code: self.code, name: self.name }
    }

    /// Whether a text names this rule: its name, or its code in any case.
    pub fn is_called(&self, text: &str) -> bool {
        self.name == text || self.code.eq_ignore_ascii_case(text)
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}
