//! Writes diagnostics as GitLab's code quality report (GitLab Docs, "Code Quality", "Code Quality report format"), which
//! shows beside the lines of a merge request.
//!
//! Takes diagnostics and the texts they lie in; writes one JSON array. Each has a fingerprint that does not depend on its
//! line. Never writes two with one fingerprint: GitLab would show one of them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::json;

use super::{CheckedTexts, Level, fingerprint};

/// Writes a whole report.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut impl Write, models: &[CheckedTexts<'_>]) -> io::Result<()> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for model in models {
        for problem in model.diagnostics {
            let file = model.sources.file_of(problem.pos());
            let entry = model.sources.files().first().map(|file| &file.name);
            let path = file.map(|file| &file.name).or(problem.file.as_ref()).or(entry);
            let line = model.sources.line_col(problem.pos()).map_or(1, |place| place.line);
            let print = fingerprint(problem, model.sources);
            let again = seen.entry(print.clone()).or_default();
            *again += 1;
            let help = problem.help.iter().map(|help| format!(" ({help})")).collect::<String>();
            rows.push(json!({
                "description": format!("{}{help}", problem.message),
                "check_name": problem.code.name,
                "fingerprint": if *again > 1 { format!("{print}-{again}") } else { print },
                "severity": severity(problem.level),
                "location": { "path": path, "lines": { "begin": line } },
            }));
        }
    }
    serde_json::to_writer_pretty(&mut *out, &rows)?;
    writeln!(out)
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
    }
}
