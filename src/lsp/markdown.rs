//! A dossier as Markdown.
//!
//! Takes the rows of `show`, gives text in which every row keeps its answer, its modality, the reliability of its sources
//! and who says so. Escapes what the model's texts hold, so that no name becomes a heading or a link.

use std::fmt::Write;

use crate::model::{Modality, Reliability};
use crate::project::{CiteText, DateText, Dossier, Statement};

/// How many rows of a section are written out; the rest is counted.
const MOST_ROWS: usize = 12;

/// The dossier of a thing; `asked` is the question in words.
pub(super) fn dossier_text(dossier: &Dossier<'_>, asked: &str) -> String {
    let mut text = format!("### {}\n\n", escaped(dossier.name));
    let kind = if dossier.kind.is_empty() { "" } else { ": " };
    let of_kind = escaped(dossier.kind);
    let _ = writeln!(text, "{}{kind}{of_kind} {}", dossier.class, code(dossier.id));
    let _ =
        writeln!(text, "\n**{}**: {} ({})", dossier.answer, escaped(&dossier.why), escaped(asked));
    for section in &dossier.sections {
        let _ = writeln!(text, "\n**{}**\n", section.title);
        for row in section.rows.iter().take(MOST_ROWS) {
            let _ = writeln!(text, "- {}", statement(row));
        }
        if let Some(more @ 1..) = section.rows.len().checked_sub(MOST_ROWS) {
            let _ = writeln!(text, "- and {more} more");
        }
    }
    if dossier.sources.is_empty() {
        text.push_str("\nno source is cited\n");
    } else {
        text.push_str("\n**sources**\n\n");
    }
    for source in &dossier.sources {
        let reliability = reliability(source.reliability);
        let described = escaped(&source.description);
        let _ = writeln!(text, "- {} {described}{reliability}", code(source.id));
    }
    text
}

fn statement(row: &Statement<'_>) -> String {
    let mut text = escaped(&row.value);
    if let Some(id) = row.id {
        let _ = write!(text, " {}", code(id));
    }
    let mut details = vec![escaped(&row.how), dates(&row.dates)];
    details.extend(row.rival.then(|| "rival claim".to_owned()));
    details.push(modality(row.modality));
    details.retain(|detail| !detail.is_empty());
    if !details.is_empty() {
        let comma = if text.is_empty() { "" } else { ", " };
        let _ = write!(text, "{comma}{}", details.join("; "));
    }
    // What the dates say of their sources is not said once more of the whole.
    let reported = row.dates.iter().any(|date| date.cites == row.cites);
    if !reported {
        text.push_str(&reliability(row.reliability));
    }
    if !row.cites.is_empty() && !reported {
        let _ = write!(text, " — {}", cites(&row.cites));
    }
    if let Some(answer) = row.answer {
        let _ = write!(text, " — *{answer}*");
        if !row.why.is_empty() {
            let _ = write!(text, ": {}", escaped(&row.why));
        }
    }
    for quotation in row.cites.iter().map(CiteText::quotation).filter(|text| !text.is_empty()) {
        let _ = write!(text, " {}", escaped(&quotation));
    }
    if !row.note.is_empty() {
        let _ = write!(text, " (note: {})", escaped(row.note));
    }
    text
}

fn dates(dates: &[DateText<'_>]) -> String {
    dates.iter().map(date).collect::<Vec<_>>().join(" | rival: ")
}

fn date(date: &DateText<'_>) -> String {
    let mut text = code(date.edtf);
    if let Some(written) = date.as_written {
        let _ = write!(text, " \u{201c}{}\u{201d}", escaped(written));
    }
    let said = modality(date.modality);
    if !said.is_empty() {
        let _ = write!(text, " {said}");
    }
    text.push_str(&reliability(date.reliability));
    if !date.cites.is_empty() {
        let _ = write!(text, " — {}", cites(&date.cites));
    }
    if !date.note.is_empty() {
        let _ = write!(text, " (note: {})", escaped(date.note));
    }
    text
}

fn cites(cites: &[CiteText<'_>]) -> String {
    let cite = |cite: &CiteText<'_>| escaped(&cite.to_string());
    cites.iter().map(cite).collect::<Vec<_>>().join(", ")
}

fn modality(modality: Modality) -> String {
    if modality == Modality::default() { String::new() } else { modality.to_string() }
}

fn reliability(reliability: Reliability) -> String {
    if reliability == Reliability::default() {
        String::new()
    } else {
        format!(" (reliability {reliability})")
    }
}

/// A text as code.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') || text.contains(char::is_control) {
        escaped(text)
    } else {
        format!("`{text}`")
    }
}

/// A text of a model in Markdown, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
