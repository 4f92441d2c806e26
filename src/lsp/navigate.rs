//! Going from a place in a text to others: where an id is given, where it is used.
//!
//! Takes a place, gives places of files. What is given in no file, such as a rule of `check`, leads nowhere.

use std::path::Path;

use serde_json::{Value, json};

use super::outline::PieceKind;
use super::protocol::{LspLocation, LspRange};
use super::slots::TextRole;
use super::symbols::{Naming, namings_in, symbol_at};
use super::workspace::{FileText, Workspace};

fn location(workspace: &Workspace, naming: &Naming) -> LspLocation {
    let range = naming.file.lines(workspace.unit).range(&naming.at);
    LspLocation { uri: workspace.uri(&naming.file.path), range }
}

/// The places that name what is named at a byte, in all models of the file.
fn same(workspace: &Workspace, file: &FileText, at: usize) -> Vec<Naming> {
    let models = workspace.models_of(&file.path);
    let symbols = models.iter().filter_map(|model| symbol_at(file, at, &model.project));
    let Some((symbol, _)) = symbols.into_iter().next() else { return Vec::new() };
    namings_in(workspace, &models, &symbol)
}

/// Where what is named at a byte is given its id; of a path, the file.
pub(super) fn definition(workspace: &Workspace, file: &FileText, at: usize) -> Vec<LspLocation> {
    if let Some(found) = named_files(workspace, file, at) {
        return found;
    }
    let namings = same(workspace, file, at);
    let giving = namings.iter().filter(|naming| naming.defines);
    giving.map(|naming| location(workspace, naming)).collect()
}

/// The files that a path or a glob names.
fn named_files(workspace: &Workspace, file: &FileText, at: usize) -> Option<Vec<LspLocation>> {
    let piece = file.piece_at(at)?;
    let PieceKind::Text { role: TextRole::Path, .. } = piece.kind else { return None };
    let path = file.path.parent()?.join(&*piece.says(&file.text));
    let to = |path: &Path| LspLocation { uri: workspace.uri(path), range: LspRange::default() };
    if workspace.text(&path).is_some() {
        return Some(vec![to(&path)]);
    }
    // A glob: the other files of the models in which this one stands.
    let models = workspace.models_of(&file.path);
    let files = models.iter().flat_map(|model| workspace.files(model));
    Some(files.filter(|other| *other != file.path).map(|other| to(&other)).collect())
}

/// All places that name what is named at a byte.
pub(super) fn references(
    workspace: &Workspace,
    file: &FileText,
    at: usize,
    with_definition: bool,
) -> Vec<LspLocation> {
    let namings = same(workspace, file, at);
    let wanted = namings.iter().filter(|naming| with_definition || !naming.defines);
    wanted.map(|naming| location(workspace, naming)).collect()
}

/// The places of this file that name what is named at a byte: 3 where the id is given, else 2.
pub(super) fn highlights(workspace: &Workspace, file: &FileText, at: usize) -> Vec<Value> {
    let lines = file.lines(workspace.unit);
    let here = same(workspace, file, at).into_iter().filter(|naming| naming.file.path == file.path);
    let highlight = |naming: Naming| {
        let kind = if naming.defines { 3 } else { 2 };
        json!({ "range": lines.range(&naming.at), "kind": kind })
    };
    here.map(highlight).collect()
}
