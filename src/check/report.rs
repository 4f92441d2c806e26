//! All diagnostics of one check, with their numbers by rule.

use std::fmt;

use super::reporter::Reporter;
use super::tally::Tally;
use crate::diagnostics::{Code, Diagnostic, plural};

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct CheckReport {
    /// The diagnostics that are kept whole, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The rules that found something, in the order of the registry, with all of their diagnostics.
    pub tallies: Vec<Tally>,
}

impl CheckReport {
    pub(super) fn add(&mut self, reporter: Reporter<'_>) {
        if reporter.tally.total() > 0 {
            self.tallies.push(reporter.tally);
            self.diagnostics.extend(reporter.kept);
        }
    }

    /// Adds the diagnostics of one more rule of a code that others share.
    pub(super) fn merge(&mut self, reporter: Reporter<'_>) {
        self.add_tally(reporter.tally);
        self.diagnostics.extend(reporter.kept);
    }

    fn add_tally(&mut self, tally: Tally) {
        match self.tallies.iter_mut().find(|known| known.code == tally.code) {
            Some(known) => {
                known.errors += tally.errors;
                known.warnings += tally.warnings;
                known.notes += tally.notes;
            }
            None if tally.total() > 0 => self.tallies.push(tally),
            None => {}
        }
    }

    /// Adds all of another report, and puts the diagnostics of both in the order of the text.
    pub fn append(&mut self, other: CheckReport) {
        other.tallies.into_iter().for_each(|tally| self.add_tally(tally));
        self.diagnostics.extend(other.diagnostics);
        self.sort();
    }

    /// Takes a diagnostic out of the numbers.
    pub(super) fn forget(&mut self, diagnostic: &Diagnostic) {
        if let Some(tally) = self.tallies.iter_mut().find(|tally| tally.code == diagnostic.code) {
            tally.forget(diagnostic.level);
        }
        self.tallies.retain(|tally| tally.total() > 0);
    }

    pub(super) fn sort(&mut self) {
        self.diagnostics.sort_by_key(|diagnostic| {
            let pos = diagnostic.pos();
            (pos.is_some(), pos, diagnostic.code)
        });
    }

    /// How many errors there are, kept or not.
    pub fn errors(&self) -> usize {
        self.tallies.iter().map(|tally| tally.errors).sum()
    }

    /// How many warnings there are, kept or not.
    pub fn warnings(&self) -> usize {
        self.tallies.iter().map(|tally| tally.warnings).sum()
    }

    /// How many notes there are, kept or not.
    pub fn notes(&self) -> usize {
        self.tallies.iter().map(|tally| tally.notes).sum()
    }

    /// How many diagnostics were only counted.
    pub fn dropped(&self) -> usize {
        self.errors() + self.warnings() + self.notes() - self.diagnostics.len()
    }

    /// The numbers by rule, one line each: the heaviest and most frequent first.
    pub fn summary(&self) -> Summary<'_> {
        Summary(self)
    }
}

/// The numbers of a report by rule, as text.
#[derive(Debug)]
pub struct Summary<'r>(&'r CheckReport);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tallies: Vec<&Tally> = self.0.tallies.iter().collect();
        tallies.sort_by_key(|t| std::cmp::Reverse((t.errors, t.warnings, t.notes)));
        let width = tallies.iter().map(|tally| tally.code.name.len()).max().unwrap_or(0);
        for tally in tallies {
            let counts =
                [(tally.errors, "error"), (tally.warnings, "warning"), (tally.notes, "note")];
            let parts: Vec<String> = counts
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|&(count, what)| plural(count, what))
                .collect();
            let Code { code, name } = tally.code;
            writeln!(f, "{code} {name:width$}  {}", parts.join(", "))?;
        }
        Ok(())
    }
}
