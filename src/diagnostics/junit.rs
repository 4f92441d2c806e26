//! Writes diagnostics as a JUnit report, which CI servers show as tests.
//!
//! Takes what was checked; writes one suite for each model and one case for each diagnostic: an error is a failure, what
//! weighs less is a case that passes and says so. A model without diagnostics is one case that passes.

use std::io::{self, Write};

use super::{CheckedTexts, Diagnostic, Level};
use crate::text::{SourceMap, fits_xml};

/// Writes a whole report.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut impl Write, models: &[CheckedTexts<'_>]) -> io::Result<()> {
    let errors = |all: &[Diagnostic]| all.iter().filter(|one| one.level == Level::Error).count();
    let cases: usize = models.iter().map(|model| model.diagnostics.len().max(1)).sum();
    let failures: usize = models.iter().map(|model| errors(model.diagnostics)).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"organigram check\" tests=\"{cases}\" failures=\"{failures}\">"
    )?;
    for model in models {
        let (name, all) = (escaped(model.name), model.diagnostics);
        let (cases, failures) = (all.len().max(1), errors(all));
        writeln!(out, "  <testsuite name=\"{name}\" tests=\"{cases}\" failures=\"{failures}\">")?;
        if all.is_empty() {
            writeln!(out, "    <testcase name=\"no problem\" classname=\"{name}\"/>")?;
        }
        for problem in all {
            case(out, problem, model.name, model.sources)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn case(
    out: &mut impl Write,
    problem: &Diagnostic,
    model: &str,
    sources: &SourceMap,
) -> io::Result<()> {
    let file = sources.file_of(problem.pos()).map(|file| file.name.as_str());
    let file = file.or(problem.file.as_deref()).unwrap_or(model);
    let line = sources.line_col(problem.pos()).map(|place| format!(":{}", place.line));
    let place = format!("{file}{}", line.unwrap_or_default());
    let code = format!("{} {}", problem.code.code, problem.code.name);
    let message = escaped(&problem.message);
    let notes = problem.notes.iter().map(|note| format!("\n{note}"));
    let help = problem.help.iter().map(|help| format!("\nhelp: {help}"));
    let text = format!("{place}: {}{}", problem.message, notes.chain(help).collect::<String>());
    let text = escaped(&text);
    let (name, class) = (escaped(&format!("{code} {place}")), escaped(file));
    writeln!(out, "    <testcase name=\"{name}\" classname=\"{class}\">")?;
    match problem.level {
        Level::Error => {
            let kind = escaped(&code);
            writeln!(out, "      <failure message=\"{message}\" type=\"{kind}\">{text}</failure>")?;
        }
        Level::Warning => writeln!(out, "      <system-out>warning: {text}</system-out>")?,
        Level::Note => writeln!(out, "      <system-out>note: {text}</system-out>")?,
    }
    writeln!(out, "    </testcase>")
}

/// A text in XML, between quotes too; what XML has no place for is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter if fits_xml(letter) => escaped.push(letter),
            _ => {}
        }
    }
    escaped
}
