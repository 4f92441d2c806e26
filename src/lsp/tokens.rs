//! The colours of a file's pieces, and names behind its ids.
//!
//! Takes a file, gives the meanings of its words to an editor that colours them, and hints that it shows between them.
//! Says nothing of what is written: a hint is the name that the model gives the thing.

use std::ops::Range;

use serde_json::{Value, json};

use super::outline::{Piece, PieceKind};
use super::slots::TextRole;
use super::workspace::{FileText, Workspace};
use crate::project::{Project, QueryWordKind};

/// The kinds of words, in the order of their numbers.
pub(super) const TOKEN_TYPES: &[&str] = &[
    "property",
    "class",
    "enumMember",
    "variable",
    "namespace",
    "type",
    "function",
    "number",
    "keyword",
    "string",
];

/// What more is said of a word, in the order of the bits.
pub(super) const TOKEN_MODIFIERS: &[&str] = &["declaration"];

fn token_type(kind: PieceKind) -> Option<(u32, u32)> {
    let named =
        |name: &str| TOKEN_TYPES.iter().position(|known| *known == name).map(|at| at as u32);
    let (name, declares) = match kind {
        PieceKind::Field { .. } => ("property", false),
        PieceKind::Record { .. } => ("class", false),
        PieceKind::Choice { .. } => ("enumMember", false),
        PieceKind::Text { role, defines } => (text_type(role)?, defines),
        PieceKind::Word(QueryWordKind::Function(_)) => ("function", false),
        PieceKind::Word(QueryWordKind::Let) => ("keyword", false),
        PieceKind::Word(QueryWordKind::Date) => ("number", false),
        PieceKind::Word(QueryWordKind::Source) => ("namespace", false),
        PieceKind::Word(QueryWordKind::Kind) => ("type", false),
        PieceKind::Word(QueryWordKind::Thing | QueryWordKind::Variable) => ("variable", false),
        PieceKind::Word(_) => ("string", false),
    };
    Some((named(name)?, u32::from(declares)))
}

fn text_type(role: TextRole) -> Option<&'static str> {
    Some(match role {
        TextRole::Thing(_) => "variable",
        TextRole::Source | TextRole::Cite => "namespace",
        TextRole::Kind | TextRole::Line | TextRole::Scheme => "type",
        TextRole::Query | TextRole::View | TextRole::Rule => "function",
        TextRole::Date | TextRole::Lapse => "number",
        TextRole::Expression | TextRole::Path | TextRole::Free => return None,
    })
}

/// The words of a file, each as five numbers that count from the one before it; of `within` those that begin there.
pub(super) fn tokens(
    workspace: &Workspace,
    file: &FileText,
    within: Option<Range<usize>>,
) -> Value {
    let lines = file.lines(workspace.unit);
    let (mut data, mut last) = (Vec::new(), (0u32, 0u32));
    let mut end = 0;
    let outline = match &within {
        Some(range) => file.outline_near(range),
        None => file.outline(),
    };
    for piece in &outline.pieces {
        let is_wanted = within.as_ref().is_none_or(|range| range.contains(&piece.at.start));
        let Some((number, bits)) = token_type(piece.kind).filter(|_| is_wanted) else { continue };
        let range = lines.range(&piece.at);
        // Words lie on one line and do not overlap.
        if range.start.line != range.end.line || piece.at.is_empty() || piece.at.start < end {
            continue;
        }
        end = piece.at.end;
        let (line, column) = (range.start.line, range.start.character);
        let from = if line == last.0 { last.1 } else { 0 };
        data.extend([line - last.0, column - from, range.end.character - column, number, bits]);
        last = (line, column);
    }
    json!({ "data": data })
}

/// The names of the things whose ids are used in a stretch of a file; where a day is set, whether those were there that
/// are described in it.
pub(super) fn hints(workspace: &Workspace, file: &FileText, within: &Range<usize>) -> Value {
    if !workspace.settings.inlay_hints {
        return json!([]);
    }
    let models = workspace.models_of(&file.path);
    let lines = file.lines(workspace.unit);
    let pieces = file.outline_near(within).pieces;
    let first = pieces.partition_point(|piece| piece.at.start < within.start);
    let last = pieces.partition_point(|piece| piece.at.start <= within.end);
    let hint = |piece: &Piece| match piece.kind {
        PieceKind::Text { role: TextRole::Thing(_), defines } => {
            let id = piece.says(&file.text);
            let said = models.iter().find_map(|model| match defines {
                true => answer(workspace, &model.project, &id),
                false => name(&model.project, &id),
            });
            said.map(|(label, tooltip)| {
                json!({
                    "position": lines.position(piece.end),
                    "label": label,
                    "paddingLeft": true,
                    "tooltip": tooltip,
                })
            })
        }
        _ => None,
    };
    Value::Array(pieces[first..last.max(first)].iter().filter_map(hint).collect())
}

/// What a thing is called, where its id does not say so.
fn name(project: &Project, id: &str) -> Option<(String, String)> {
    let thing = project.thing(id)?;
    let is_plain = thing.name == thing.id || thing.name.is_empty();
    (!is_plain).then(|| (thing.name.to_owned(), format!("{} {}", thing.class, thing.id)))
}

/// Whether a thing was there on the day that is set, and why.
fn answer(workspace: &Workspace, project: &Project, id: &str) -> Option<(String, String)> {
    let day = workspace.settings.as_of.as_ref()?;
    let (answer, why) = project.existed(&workspace.settings.question(), id).ok()?;
    Some((format!("{answer} ({day})"), why))
}
