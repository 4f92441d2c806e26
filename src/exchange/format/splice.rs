//! New entries put into an existing model, of which every byte stays.
//!
//! Takes the text of a model and entries in our style, gives the text with the entries at the end of
//! their sections; a section that is missing is added at the end. Never moves or rewrites what is
//! there, and does not know which ids the new entries have.

use super::NotRon;
use crate::syntax::{Bracketed, SyntaxAtom, SyntaxTree};

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
    let tree = NotRon::check(text)?;
    let model = tree.record().ok_or_else(|| no_record(text))?;
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    let mut added = String::new();
    for section in sections.iter().filter(|section| !section.entries.is_empty()) {
        let group = tree.field(model, section.name).and_then(|field| tree.bracketed(field));
        match group {
            Some(group) => edits.push(into(&tree, group, &section.entries, "    ")),
            None => {
                let [open, close] = section.brackets;
                added +=
                    &format!("    {}: {open}\n{}    {close},\n", section.name, section.entries);
            }
        }
    }
    if !added.is_empty() {
        edits.push(into(&tree, model, &added, ""));
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
    let tree = NotRon::check(text)?;
    let model = tree.record().ok_or_else(|| no_record(text))?;
    let groups = model.items.iter().filter_map(|item| tree.bracketed(item));
    let maps = groups.filter(|group| tree.is_opened_by(group, "{"));
    let keys = maps.flat_map(|map| &map.items).filter_map(|item| match item.atoms.first() {
        Some(SyntaxAtom::Token(key)) => ron::from_str(tree.str(key)).ok(),
        _ => None,
    });
    Ok(keys.collect())
}

fn no_record(text: &str) -> NotRon {
    NotRon::at(text, 0, "this file contains no `Model(..)`")
}

/// The edit that puts lines before a group's closing bracket, which comes to stand at `indent` if it
/// had no line of its own.
fn into(
    tree: &SyntaxTree<'_>,
    group: &Bracketed,
    lines: &str,
    indent: &str,
) -> (usize, usize, String) {
    let text = tree.text();
    let close = group.close.map_or(group.end, |close| close.start);
    let head = text[..close].trim_end_matches([' ', '\t']);
    let own_line = head.ends_with('\n') || head.is_empty();
    let indent = if own_line { &text[head.len()..close] } else { indent };
    let last = group.items.last().filter(|last| last.comma.is_none());
    let comma = last.and_then(|last| tree.range(last)).map(|range| range.end);
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
