//! A heap of diagnostics that never grows without bound.
//!
//! Takes diagnostics in any order, keeps the first [`Diagnostics::MOST`] whole and counts the rest by
//! level; gives them in the order of the text. Never prints.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Level};

/// How many diagnostics of each level there are.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, level: Level) {
        match level {
            Level::Error => self.errors += 1,
            Level::Warning => self.warnings += 1,
            Level::Note => self.notes += 1,
        }
    }

    /// Counts all of others.
    pub fn append(&mut self, others: Counts) {
        self.errors += others.errors;
        self.warnings += others.warnings;
        self.notes += others.notes;
    }

    /// So many as these are, without others.
    #[must_use]
    pub fn without(self, shown: Counts) -> Counts {
        Counts {
            errors: self.errors.saturating_sub(shown.errors),
            warnings: self.warnings.saturating_sub(shown.warnings),
            notes: self.notes.saturating_sub(shown.notes),
        }
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

/// The heaviest of some, at most `most`, in the order in which they came.
pub fn heaviest(all: &[Diagnostic], most: usize) -> Vec<&Diagnostic> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(all[at].level), at));
    order.truncate(most);
    if all.len() <= most {
        order.sort_unstable();
    }
    order.into_iter().map(|at| &all[at]).collect()
}

/// Diagnostics as they come, bounded in memory.
#[derive(Clone, Default, Debug)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    counts: Counts,
    by_code: BTreeMap<Code, Counts>,
}

impl Diagnostics {
    /// How many are kept whole; a file of a million problems is one problem, not a million messages.
    pub const MOST: usize = 1_000;

    /// No diagnostics.
    pub fn new() -> Self {
        Diagnostics::default()
    }

    /// Takes one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.counts.add(diagnostic.level);
        self.by_code.entry(diagnostic.code).or_default().add(diagnostic.level);
        if self.kept.len() < Diagnostics::MOST {
            self.kept.push(diagnostic);
        }
    }

    /// Takes all of a later heap.
    pub fn append(&mut self, later: Diagnostics) {
        self.counts.append(later.counts);
        for (code, counts) in later.by_code {
            self.by_code.entry(code).or_default().append(counts);
        }
        let room = Diagnostics::MOST.saturating_sub(self.kept.len());
        self.kept.extend(later.kept.into_iter().take(room));
    }

    /// Brings them into the order of the files and of the text, those without a place first.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(|diagnostic| {
            let pos = diagnostic.pos();
            (pos.is_some(), pos, diagnostic.code)
        });
    }

    /// The diagnostics that were kept.
    pub fn kept(&self) -> &[Diagnostic] {
        &self.kept
    }

    /// How many were only counted.
    pub fn dropped(&self) -> usize {
        self.counts.total() - self.kept.len()
    }

    /// How many there are of each level, kept or not.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// How many there are of each code, kept or not.
    pub fn by_code(&self) -> impl Iterator<Item = (Code, Counts)> + '_ {
        self.by_code.iter().map(|(code, counts)| (*code, *counts))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.counts.total() == 0
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}
