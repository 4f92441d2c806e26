//! One entry changed in its text.
//!
//! Takes the entry as it stands and as it is to be, gives the edits. An entry without comments is written anew in our
//! style; of one with comments only the fields change that differ. Touches nothing outside of the entry.

use super::entries::{Edit, PlacedEntry, fields_of, value_start};
use crate::exchange::format::append_entry;
use crate::syntax::{Bracketed, SyntaxItem, SyntaxLexer, SyntaxTree, TokenKind};

pub(super) fn edits(
    section: usize,
    tree: &SyntaxTree<'_>,
    old: &PlacedEntry,
    line: &str,
) -> Vec<Edit> {
    let text = &tree.text()[old.range.clone()];
    let is_comment = |kind| matches!(kind, TokenKind::LineComment | TokenKind::BlockComment);
    let item = tree.around(old.range.start).pop();
    let inside = item.and_then(|item| Some((item, tree.bracketed(item)?)));
    match inside {
        Some((_, record)) if SyntaxLexer::new(text).any(|token| is_comment(token.kind)) => {
            fields(tree, record, &old.said.line, line)
        }
        _ => {
            let mut written = String::new();
            append_entry(&mut written, &old.said.keyed(section, line), indent(tree, old));
            vec![(old.range.clone(), written)]
        }
    }
}

/// How far an entry stands in.
fn indent(tree: &SyntaxTree<'_>, old: &PlacedEntry) -> usize {
    let head = &tree.text()[..old.range.start];
    let line = head.rfind('\n').map_or(0, |at| at + 1);
    let blanks = &head[line..];
    if blanks.bytes().all(|byte| byte == b' ') { blanks.len() } else { 8 }
}

/// The edits of the fields that differ.
fn fields(tree: &SyntaxTree<'_>, record: &Bracketed, old: &str, new: &str) -> Vec<Edit> {
    let ((_, old), (_, new)) = (fields_of(old), fields_of(new));
    let mut edits = Vec::new();
    let is_gone = |name: &str| new.iter().all(|(other, _)| other != name);
    for (name, _) in old.iter().filter(|(name, _)| is_gone(name)) {
        if let Some(item) = tree.field(record, name)
            && let Some(range) = tree.range(item)
        {
            let end = item.comma.map_or(range.end, |comma| comma.end);
            edits.push((range.start..end, String::new()));
        }
    }
    let mut added = String::new();
    for (name, value) in new.iter().filter(|field| !old.contains(field)) {
        match tree.field(record, name).and_then(|item| Some((item, tree.range(item)?))) {
            Some((item, range)) => {
                let start = value_start(item).unwrap_or(range.start);
                edits.push((start..range.end, format!(" {value}")));
            }
            None => added += &format!(" {name}: {value},"),
        }
    }
    if !added.is_empty() {
        let stays = |item: &&SyntaxItem| tree.key(item).is_none_or(|name| !is_gone(name));
        edits.push(appended(tree, record, record.items.iter().rfind(stays), &added));
    }
    edits
}

/// New fields behind the last one that stays.
fn appended(
    tree: &SyntaxTree<'_>,
    record: &Bracketed,
    last: Option<&SyntaxItem>,
    added: &str,
) -> Edit {
    let end = |item: &SyntaxItem| match item.comma {
        Some(comma) => Some((comma.end, "")),
        None => Some((tree.range(item)?.end, ",")),
    };
    let open = record.open.map_or(0, |open| open.end);
    let (at, comma) = last.and_then(end).unwrap_or((open, ""));
    (at..at, format!("{comma}{added}"))
}
