//! Runs the annotated bad models of `tests/suite/load`.
//!
//! A diagnostic is expected by a comment on its line, `//~ ERROR unknown-field: no field `nmae``, or
//! below it, one `^` for each line up. The text after the name must stand in the message. Diagnostics
//! without a place are expected anywhere, with `//~ FILE ERROR ..`. `ORGANIGRAM_SUITE=rewrite`
//! writes the comments anew.

use std::path::{Path, PathBuf};

use organigram::diagnostics::{Diagnostic, Level};
use organigram::load::{self, LoadOptions};
use organigram::text::SourceMap;

use super::Lines;

#[test]
fn every_annotated_model_gives_exactly_the_expected_diagnostics() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/load");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "ron"));
    files.sort();
    assert!(!files.is_empty());
    let rewrite = std::env::var_os("ORGANIGRAM_SUITE").is_some_and(|value| value == "rewrite");
    let mut wrong = String::new();
    for path in files {
        let loaded = load::load(&path, &LoadOptions::default(), Lines::default());
        let text = std::fs::read_to_string(&path).unwrap();
        let found = found(loaded.diagnostics.kept(), &loaded.sources);
        if rewrite {
            std::fs::write(&path, annotate(&text, &found)).unwrap();
        } else if expected(&text) != found {
            wrong +=
                &format!("{}\nexpected {:#?}\nfound {found:#?}\n", path.display(), expected(&text));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A diagnostic: its line, and `ERROR name: message`.
pub(crate) type Line = (usize, String);

pub(crate) fn found(diagnostics: &[Diagnostic], sources: &SourceMap) -> Vec<Line> {
    let mut lines: Vec<Line> = diagnostics
        .iter()
        .map(|diagnostic| {
            let level = match diagnostic.level {
                Level::Error => "ERROR",
                Level::Warning => "WARNING",
                Level::Note => "NOTE",
            };
            let line = sources.line_col(diagnostic.pos()).map_or(0, |at| at.line as usize);
            (line, format!("{level} {}: {}", diagnostic.code.name, diagnostic.message))
        })
        .collect();
    lines.sort();
    lines
}

pub(crate) fn expected(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for part in line.split("//~").skip(1) {
            let up = part.bytes().take_while(|byte| *byte == b'^').count();
            lines.push((index + 1 - up, part[up..].trim().to_owned()));
        }
    }
    lines.sort();
    lines
}

/// The text with the diagnostics as comments: on their own line where only one stands there and the
/// line has no text that could hold the comment, else below.
pub(crate) fn annotate(text: &str, found: &[Line]) -> String {
    let is_comment = |line: &&str| !line.trim_start().starts_with("//~");
    let old: Vec<&str> = text.lines().collect();
    let mut moved = vec![0; old.len() + 1];
    let mut kept = Vec::new();
    for (index, line) in old.iter().enumerate() {
        if is_comment(line) {
            kept.push(line.split("//~").next().unwrap().trim_end());
        }
        moved[index + 1] = kept.len();
    }
    let mut out = String::new();
    for (index, line) in kept.iter().enumerate() {
        out += line;
        out += "\n";
        let here: Vec<_> = found.iter().filter(|(line, _)| moved[*line] == index + 1).collect();
        for (up, (_, what)) in here.iter().enumerate() {
            out += &format!("//~{} {what}\n", "^".repeat(up + 1));
        }
    }
    out
}
