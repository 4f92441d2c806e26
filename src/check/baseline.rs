//! Diagnostics that are known already.
//!
//! Takes a list of fingerprints and a report; leaves in the report only what is new. A fingerprint
//! does not depend on lines, so that a baseline survives edits above a diagnostic; a problem that is
//! there twice must be in the list twice. Reads and writes no file.

use std::collections::BTreeMap;

use super::CheckReport;
use crate::diagnostics::{Diagnostic, fingerprint};
use crate::text::SourceMap;

/// The diagnostics of an earlier check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<String, usize>,
}

impl Baseline {
    /// Reads a baseline: one diagnostic a line, its fingerprint first. Empty lines and those that
    /// begin with `#` are passed over.
    pub fn parse(text: &str) -> Baseline {
        let mut baseline = Baseline::default();
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            if let Some(print) = line.split_whitespace().next() {
                *baseline.known.entry(print.to_owned()).or_default() += 1;
            }
        }
        baseline
    }

    /// The text of a baseline that knows all these diagnostics.
    pub fn write<'d>(
        diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
        sources: &SourceMap,
    ) -> String {
        let mut lines: Vec<String> = diagnostics
            .into_iter()
            .map(|diagnostic| {
                let message = diagnostic.message.replace(['\n', '\r'], " ");
                let print = fingerprint(diagnostic, sources);
                format!("{print} {} {message}\n", diagnostic.code.code)
            })
            .collect();
        lines.sort();
        format!("# Known problems of `organigram check`, by fingerprint.\n{}", lines.concat())
    }

    /// Takes the known problems out of a report; gives how many they were.
    pub fn apply(&self, report: &mut CheckReport, sources: &SourceMap) -> usize {
        let mut left = self.known.clone();
        let diagnostics = std::mem::take(&mut report.diagnostics);
        let before = diagnostics.len();
        for diagnostic in diagnostics {
            match left.get_mut(&fingerprint(&diagnostic, sources)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    report.forget(&diagnostic);
                }
                _ => report.diagnostics.push(diagnostic),
            }
        }
        before - report.diagnostics.len()
    }
}
