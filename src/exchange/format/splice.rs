//! New entries put into an existing model, of which every byte stays.
//!
//! Takes the text of a model and entries in our style, gives the text with the entries at the end of
//! their sections; a section that is missing is added at the end. Never moves or rewrites what is
//! there, and does not know which ids the new entries have.

use super::tree::{Atom, Group, parse};
use super::{NotRon, lexer::Broken};

/// The entries of one section: `organs` and lines such as `"club": Organ(..),`.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelSection {
    /// The name of the field of `Model`.
    pub name: &'static str,
    /// `{}` or `[]`.
    pub brackets: [char; 2],
    /// The entries, each with its comma and line break, eight columns in.
    pub entries: String,
}

/// Puts new entries at the end of a model's sections.
///
/// # Errors
/// When the text is no RON, or no record.
pub fn splice(text: &str, sections: &[ModelSection]) -> Result<String, NotRon> {
    let root = parse(text).map_err(|broken| NotRon::new(text, broken))?;
    let model = record(&root).ok_or_else(|| no_record(text))?;
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    let mut added = String::new();
    for section in sections.iter().filter(|section| !section.entries.is_empty()) {
        match field(model, section.name) {
            Some(group) => edits.push(into(text, group, &section.entries, "    ")),
            None => {
                let [open, close] = section.brackets;
                added +=
                    &format!("    {}: {open}\n{}    {close},\n", section.name, section.entries);
            }
        }
    }
    if !added.is_empty() {
        edits.push(into(text, model, &added, ""));
    }
    // Sections stand in any order in the text; edits from the end leave the earlier places right.
    edits.sort_by_key(|(from, ..)| std::cmp::Reverse(*from));
    let mut result = text.to_owned();
    for (from, to, new) in edits {
        result.replace_range(from..to, &new);
    }
    Ok(result)
}

/// The ids of the sections that are maps, in the order of the text, escapes undone.
///
/// # Errors
/// When the text is no RON, or no record.
pub fn ids(text: &str) -> Result<Vec<String>, NotRon> {
    let root = parse(text).map_err(|broken| NotRon::new(text, broken))?;
    let model = record(&root).ok_or_else(|| no_record(text))?;
    let maps = model.items.iter().filter_map(|item| match item.atoms.last() {
        Some(Atom::Group(group)) if group.open == "{" => Some(group),
        _ => None,
    });
    let keys = maps.flat_map(|map| &map.items).filter_map(|item| match item.atoms.first() {
        Some(Atom::Token(key)) => ron::from_str(key.text).ok(),
        _ => None,
    });
    Ok(keys.collect())
}

fn no_record(text: &str) -> NotRon {
    NotRon::new(text, Broken { at: 0, what: "this file holds no `Model(..)`" })
}

/// The record that a file holds.
fn record<'r, 't>(root: &'r Group<'t>) -> Option<&'r Group<'t>> {
    let atoms = root.items.iter().flat_map(|item| &item.atoms);
    atoms.into_iter().find_map(|atom| match atom {
        Atom::Group(group) if group.open == "(" => Some(group),
        _ => None,
    })
}

/// The bracketed value of a field.
fn field<'r, 't>(record: &'r Group<'t>, name: &str) -> Option<&'r Group<'t>> {
    record.items.iter().find_map(|item| match (item.atoms.first(), item.atoms.last()) {
        (Some(Atom::Token(key)), Some(Atom::Group(group))) if key.text == name => Some(group),
        _ => None,
    })
}

/// The edit that puts lines before a group's closing bracket, which comes to stand at `indent` if it
/// had no line of its own.
fn into(text: &str, group: &Group<'_>, lines: &str, indent: &str) -> (usize, usize, String) {
    let close = group.close_at;
    let head = text[..close].trim_end_matches([' ', '\t']);
    let own_line = head.ends_with('\n') || head.is_empty();
    let indent = if own_line { &text[head.len()..close] } else { indent };
    let comma = match group.items.last() {
        Some(last) if !comma_follows(text, last.end, close) => Some(last.end),
        _ => None,
    };
    let start = comma.unwrap_or(head.len()).min(head.len());
    let mut new = String::new();
    if comma.is_some() {
        new.push(',');
        new.push_str(&text[start..head.len()]);
    }
    if !own_line {
        new.push('\n');
    }
    new.push_str(lines);
    new.push_str(indent);
    (start, close, new)
}

/// Whether a comma stands between an item's end and its group's end, beside comments.
fn comma_follows(text: &str, from: usize, to: usize) -> bool {
    let pieces = super::Lexer::new(&text[from..to]).map_while(Result::ok);
    pieces.into_iter().any(|piece| piece.sort == super::Sort::Comma)
}
