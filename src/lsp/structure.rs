//! The structure of a file: its symbols, what may be folded, what a selection grows to.
//!
//! Takes a file, gives lists for the editor's outline, its folds and its selections. Looks no id up; of all models only
//! the search for symbols knows.

use serde_json::{Value, json};

use super::outline::{OutlineEntry, OutlineSection};
use super::positions::TextLines;
use super::protocol::{LspPosition, LspRange};
use super::workspace::{FileText, Workspace};
use crate::syntax::{SyntaxLexer, SyntaxTree, TokenKind};

/// How many symbols of all models are given at most.
const MOST: usize = 500;

/// The kind of a symbol by its section, in the protocol's numbers.
pub(super) fn symbol_kind(section: &str) -> u8 {
    match section {
        "organs" => 5,
        "people" => 13,
        "posts" => 11,
        "events" => 24,
        "sources" => 1,
        "kinds" => 10,
        "lines" => 22,
        "queries" | "rules" => 12,
        "transitions" => 25,
        _ => 8,
    }
}

/// The sections and entries of a file.
pub(super) fn document_symbols(workspace: &Workspace, file: &FileText) -> Value {
    let outline = file.outline();
    let lines = file.lines(workspace.unit);
    let section = |section: &OutlineSection| {
        let within = |entry: &&OutlineEntry| {
            section.whole.start <= entry.whole.start && entry.whole.end <= section.whole.end
        };
        let entries = outline.entries.iter().filter(within);
        let children: Vec<Value> =
            entries.map(|entry| entry_symbol(entry, &file.text, &lines)).collect();
        json!({
            "name": section.name,
            "kind": 3,
            "range": lines.range(&section.whole),
            "selectionRange": lines.range(&section.head),
            "children": children,
        })
    };
    Value::Array(outline.sections.iter().map(section).collect())
}

/// What an entry is called: its name, else its id, else what its record is.
fn entry_name(entry: &OutlineEntry, text: &str) -> (String, String) {
    let head = text[entry.head.clone()].to_owned();
    let name = entry.name.clone().map(|name| text[name].to_owned()).unwrap_or_default();
    let parts = if entry.has_id { String::new() } else { parts(entry, text) };
    match (name.is_empty(), parts.is_empty()) {
        (false, _) => (name, head),
        (true, false) => (format!("{head} {parts}"), String::new()),
        (true, true) if head.is_empty() => ("(no id)".to_owned(), String::new()),
        (true, true) => (head, String::new()),
    }
}

/// The ids in an entry without one of its own: who held what.
fn parts(entry: &OutlineEntry, text: &str) -> String {
    const FIELDS: [&str; 6] = ["person", "post", "organ", "from", "into", "on"];
    let Some(body) = entry.body.clone() else { return String::new() };
    let tree = SyntaxTree::parse(&text[body]);
    let Some(record) = tree.record() else { return String::new() };
    let texts = FIELDS.iter().filter_map(|field| {
        let item = tree.field(record, field)?;
        let range = tree.range(item)?;
        let value = &tree.text()[range];
        let texts = SyntaxLexer::new(value).filter(|token| token.kind == TokenKind::Text);
        let texts: Vec<&str> =
            texts.map(|token| value[token.range()].trim_matches('"')).take(3).collect();
        (!texts.is_empty()).then(|| texts.join(", "))
    });
    texts.collect::<Vec<_>>().join(" → ")
}

fn entry_symbol(entry: &OutlineEntry, text: &str, lines: &TextLines<'_>) -> Value {
    let (name, detail) = entry_name(entry, text);
    json!({
        "name": name,
        "detail": detail,
        "kind": symbol_kind(entry.section),
        "range": lines.range(&entry.whole),
        "selectionRange": lines.range(&entry.head),
    })
}

/// The entries of all models of the open texts whose id or name has all words of a text.
pub(super) fn workspace_symbols(workspace: &Workspace, query: &str) -> Value {
    let words: Vec<String> = query.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let mut found = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for model in workspace.open_models() {
        for path in workspace.files(&model) {
            let Some(file) = workspace.text(&path) else { continue };
            if !seen.insert(path) {
                continue;
            }
            let lines = file.lines(workspace.unit);
            for entry in file.outline().entries.iter().filter(|entry| entry.has_id) {
                let (name, detail) = entry_name(entry, &file.text);
                let all = format!("{name} {detail}").to_lowercase();
                if words.iter().all(|word| all.contains(word)) {
                    found.push(json!({
                        "name": name,
                        "kind": symbol_kind(entry.section),
                        "containerName": if detail.is_empty() { entry.section.to_owned() } else { detail },
                        "location": { "uri": workspace.uri(&file.path), "range": lines.range(&entry.head) },
                    }));
                }
                if found.len() == MOST {
                    return Value::Array(found);
                }
            }
        }
    }
    Value::Array(found)
}

/// Brackets and comments that are longer than a line.
pub(super) fn folds(workspace: &Workspace, file: &FileText) -> Value {
    let lines = file.lines(workspace.unit);
    let tree = SyntaxTree::parse(&file.text);
    let mut folds: Vec<(usize, usize, &str)> = Vec::new();
    for group in tree.groups() {
        let (Some(open), Some(close)) = (group.open, group.close) else { continue };
        // The line of the closing bracket stays.
        folds.push((lines.line(open.start), lines.line(close.start).saturating_sub(1), "region"));
    }
    let mut comments: Option<(usize, usize)> = None;
    for token in SyntaxLexer::new(&file.text).filter(|token| token.kind != TokenKind::Blank) {
        let (first, last) = (lines.line(token.start), lines.line(token.end.max(1) - 1));
        let is_comment = matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment);
        match &mut comments {
            Some((_, end)) if is_comment && first <= *end + 1 => *end = last,
            open => {
                folds.extend(open.map(|(first, last)| (first, last, "comment")));
                *open = is_comment.then_some((first, last));
            }
        }
    }
    folds.extend(comments.map(|(first, last)| (first, last, "comment")));
    folds.retain(|(first, last, _)| first < last);
    folds.sort_unstable();
    // Two brackets that open in one line fold as the outer one.
    folds.reverse();
    folds.dedup_by_key(|(first, ..)| *first);
    folds.reverse();
    let fold = |(first, last, kind): (usize, usize, &str)| json!({ "startLine": first, "endLine": last, "kind": kind });
    Value::Array(folds.into_iter().map(fold).collect())
}

/// For each place the stretches that it lies in, from the innermost out.
pub(super) fn selections(workspace: &Workspace, file: &FileText, places: &[LspPosition]) -> Value {
    let lines = file.lines(workspace.unit);
    let tree = SyntaxTree::parse(&file.text);
    let one = |place: &LspPosition| {
        let at = lines.offset(*place);
        let whole = 0..file.text.len();
        let mut stretches = Vec::from([whole]);
        for item in tree.around(at) {
            let Some(whole) = tree.range(item) else { continue };
            stretches.push(whole);
            for atom in &item.atoms {
                let range = tree.atom_range(atom);
                if range.contains(&at) {
                    stretches.push(range.clone());
                    if let Some(group) = tree.group(atom) {
                        let end = group.close.map_or(group.end, |close| close.start);
                        stretches.push(range.start + 1..end);
                    }
                }
            }
        }
        if let Some(piece) = file.piece_at(at) {
            stretches.push(piece.at.clone());
        }
        stretches.retain(|stretch| stretch.start <= at && at <= stretch.end);
        let mut selection = Value::Null;
        let mut outer = None;
        for stretch in stretches {
            let range = lines.range(&stretch);
            let is_inside = outer.is_none_or(|outer: LspRange| {
                outer != range && outer.start <= range.start && range.end <= outer.end
            });
            if is_inside {
                selection = match selection {
                    Value::Null => json!({ "range": range }),
                    parent => json!({ "range": range, "parent": parent }),
                };
                outer = Some(range);
            }
        }
        selection
    };
    Value::Array(places.iter().map(one).collect())
}
