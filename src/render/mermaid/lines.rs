//! The lines of Mermaid that all views are written with: nodes, stress, and texts in which no sign means anything. Takes
//! texts and marks, writes lines; knows no view.

use std::fmt::Write as _;

use crate::time::Answer;
use crate::view::{Mark, ModalityMark};

pub(super) fn weak(mark: Mark) -> bool {
    mark.modality_mark() == ModalityMark::Ahead || mark.answer <= Answer::Possible
}

pub(super) fn node(out: &mut String, place: usize, lines: &[String], mark: Mark) {
    // A roster says it among the details already.
    let is_new = |said: &String| !lines.iter().any(|line| line.contains(&**said));
    let said = mark.qualification().filter(is_new).map(|said| format!("({said})"));
    let label: Vec<String> = lines.iter().chain(&said).map(|line| escape(line)).collect();
    let disputed = if mark.disputed { " \u{2260}" } else { "" };
    let class = match (mark.modality_mark(), mark.answer) {
        (ModalityMark::Ahead, _) => ":::ahead",
        (_, Answer::No | Answer::Possible) => ":::possible",
        (_, Answer::Presumed) => ":::presumed",
        (_, Answer::Certain) => "",
    };
    let _ = writeln!(out, "  n{place}[\"{}{disputed}\"]{class}", label.join("<br/>"));
}

/// A thick outline for the nodes that are stressed.
pub(super) fn stress(out: &mut String, highlighted: impl Iterator<Item = bool>) {
    let nodes = highlighted.enumerate().filter(|(_, is)| *is);
    let nodes: Vec<String> = nodes.map(|(place, _)| format!("n{place}")).collect();
    if !nodes.is_empty() {
        let _ = writeln!(out, "  class {} highlighted", nodes.join(","));
        out.push_str("  classDef highlighted stroke-width:4px\n");
    }
}

/// Words in which Mermaid finds nothing but words: its signs become its own escapes, a hash, a number and a
/// semicolon. What it reads after it has read those is kept apart by a sign that takes no room.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut last = None;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        if is_read_together(last, letter) {
            out.push(JOINER);
        }
        let stresses = is_stress(last, letter, next);
        out.extend(stresses.then_some(BLANK));
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | '[' | ']' | '{' | '}' | '|' | ';' | ':'
            | '%' | '$' => {
                let _ = write!(out, "#{};", letter as u32);
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
        out.extend(stresses.then_some(BLANK));
        last = Some(letter);
    }
    out.extend((last == Some('\\')).then_some(JOINER));
    out
}

/// Takes no room, and is no white space to Mermaid.
const JOINER: char = '\u{2060}';
/// Takes no room, and is white space to Mermaid.
const BLANK: char = '\u{FEFF}';
/// Whether Mermaid would read more into two signs that stand side by side, even as escapes: a list, a
/// heading or a quotation at the start (versions before 12 show *Unsupported markdown* for `1. Name`), `$$`
/// as mathematics, `:fa-` as an icon, `](`, `://`, `www.` and `@` as links, a backslash as an escape or a
/// line break.
fn is_read_together(last: Option<char>, letter: char) -> bool {
    match (last, letter) {
        (None, letter) => letter.is_ascii_punctuation() || letter.is_ascii_digit() || letter == ' ',
        (Some('$'), '$') | (Some(':'), 'f' | '/') | (Some('\\'), _) => true,
        (Some(']'), '(') | (Some('w'), '.') | (Some(_), '@') => true,
        _ => false,
    }
}

/// Whether a sign would slant, embolden or strike what stands beside it. Between letters an underscore
/// does nothing.
fn is_stress(last: Option<char>, letter: char, next: Option<char>) -> bool {
    let within = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    matches!(letter, '*' | '~') || (letter == '_' && !(within(last) && within(next)))
}
