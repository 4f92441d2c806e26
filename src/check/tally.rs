//! How often a rule found something. Counts, and never keeps what it counts.

use crate::diagnostics::{Code, Counts, Level};

/// How often one rule found something, by level.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    /// The rule.
    pub code: Code,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Tally {
    pub(super) fn new(code: Code) -> Tally {
        Tally { code, errors: 0, warnings: 0, notes: 0 }
    }

    /// So many of one code.
    pub fn of(code: Code, counts: Counts) -> Tally {
        let Counts { errors, warnings, notes } = counts;
        Tally { code, errors, warnings, notes }
    }

    pub(super) fn count(&mut self, level: Level) {
        match level {
            Level::Error => self.errors += 1,
            Level::Warning => self.warnings += 1,
            Level::Note => self.notes += 1,
        }
    }

    pub(super) fn forget(&mut self, level: Level) {
        match level {
            Level::Error => self.errors -= 1,
            Level::Warning => self.warnings -= 1,
            Level::Note => self.notes -= 1,
        }
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}
