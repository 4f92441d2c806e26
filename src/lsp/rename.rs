//! Giving something another id, in all files of all models that name it.
//!
//! Takes a place and a new id, gives the edits of each file, or why they are not made: an id that another thing has, one
//! that the language has no room for. An id that stands in no file is not changed.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use serde_json::{Value, json};

use super::protocol::{LspEdit, LspError};
use super::symbols::{IdSpace, Naming, Symbol, namings, namings_in, symbol_at};
use super::workspace::{FileText, OpenModel, Workspace};
use crate::project::query_words;
use crate::text::fits_id;

/// What would be renamed at a byte: its place, and its id.
///
/// # Errors
/// When nothing there has an id of its own.
pub(super) fn prepare(
    workspace: &Workspace,
    file: &FileText,
    at: usize,
) -> Result<(Range<usize>, String), LspError> {
    let models = workspace.models_of(&file.path);
    let (symbol, at) = target(workspace, &models, file, at)?;
    Ok((at, symbol.id))
}

/// What is renamed, with the place of its id.
fn target(
    workspace: &Workspace,
    models: &[Rc<OpenModel>],
    file: &FileText,
    at: usize,
) -> Result<(Symbol, Range<usize>), LspError> {
    let nothing = || LspError::failed("there is no id here that could be changed");
    let found = models.iter().find_map(|model| symbol_at(file, at, &model.project));
    let (symbol, piece) = found.ok_or_else(nothing)?;
    if !namings_in(workspace, models, &symbol).iter().any(|naming| naming.defines) {
        let what = what(symbol.space);
        let why = format!("no file of this model gives the id `{}` to {what}", symbol.id);
        return Err(LspError::failed(why));
    }
    Ok((symbol, piece.at.clone()))
}

fn what(space: IdSpace) -> &'static str {
    match space {
        IdSpace::Things => "an organ, post, person or event",
        IdSpace::Sources => "a source",
        IdSpace::Kinds => "a kind",
        IdSpace::Lines => "a line",
        IdSpace::Queries => "a query",
        IdSpace::Views => "a view",
        IdSpace::Rules => "a rule",
    }
}

/// The edits that give what is named at a byte another id, as the protocol has them.
///
/// # Errors
/// When nothing there has an id, when the new one is none, or when something else has it.
pub(super) fn rename(
    workspace: &Workspace,
    file: &FileText,
    at: usize,
    new: &str,
) -> Result<Value, LspError> {
    let models = all_models(workspace, file);
    let (symbol, _) = target(workspace, &models, file, at)?;
    check_id(new)?;
    if symbol.id == new {
        return Ok(json!({ "changes": {} }));
    }
    check_free(workspace, &models, &symbol, new)?;
    let namings = namings_in(workspace, &models, &symbol);
    let mut changes: BTreeMap<String, Vec<LspEdit>> = BTreeMap::new();
    for naming in &namings {
        let range = naming.file.lines(workspace.unit).range(&naming.at);
        let new_text = written(naming, new);
        changes
            .entry(workspace.uri(&naming.file.path))
            .or_default()
            .push(LspEdit { range, new_text });
    }
    Ok(json!({ "changes": changes }))
}

/// The models of a file, and those that share a file with one of them: an id must change in all.
fn all_models(workspace: &Workspace, file: &FileText) -> Vec<Rc<OpenModel>> {
    let mut models = workspace.models_of(&file.path);
    let mut next = 0;
    while next < models.len() {
        for path in workspace.files(&models[next].clone()) {
            for model in workspace.models_of(&path) {
                if !models.iter().any(|known| known.entry == model.entry) {
                    models.push(model);
                }
            }
        }
        next += 1;
    }
    models
}

fn check_id(new: &str) -> Result<(), LspError> {
    if new.is_empty() {
        return Err(LspError::failed("an id has at least one character"));
    }
    if let Some(letter) = new.chars().find(|letter| !fits_id(*letter)) {
        let what = if letter.is_whitespace() { "blanks" } else { "invisible characters" };
        return Err(LspError::failed(format!("an id holds no {what}: `{new}`")));
    }
    if new.contains(['"', '\\', '\'']) {
        let why =
            format!("`{new}` holds a quotation mark or a backslash, which ids written here cannot");
        return Err(LspError::failed(why));
    }
    Ok(())
}

/// That nothing has the new id yet, and that no expression would mean something else by it.
fn check_free(
    workspace: &Workspace,
    models: &[Rc<OpenModel>],
    symbol: &Symbol,
    new: &str,
) -> Result<(), LspError> {
    // A word of an expression is the id of a thing before it is the name of a query.
    let rivals: &[IdSpace] = match symbol.space {
        IdSpace::Things | IdSpace::Queries => &[IdSpace::Things, IdSpace::Queries],
        ref space => std::slice::from_ref(space),
    };
    for model in models {
        for &space in rivals {
            let taken = Symbol { space, id: new.to_owned() };
            let namings = namings(workspace, model, &taken);
            let Some(naming) = namings.iter().find(|naming| naming.defines).or(namings.first())
            else {
                continue;
            };
            let line = naming.file.lines(workspace.unit).position(naming.at.start).line + 1;
            let name = naming.file.path.file_name().unwrap_or_default().to_string_lossy();
            let what = what(space);
            return Err(LspError::failed(match naming.defines {
                true => format!("`{new}` is the id of {what} already: {name}, line {line}"),
                false => format!("`{new}` is named already as {what}: {name}, line {line}"),
            }));
        }
    }
    Ok(())
}

/// The new id as it is written at a place.
fn written(naming: &Naming, new: &str) -> String {
    if !naming.in_expression {
        return new.to_owned();
    }
    let words = query_words(new);
    let is_word = matches!(&words[..], [word] if word.at == (0..new.len()));
    if is_word { new.to_owned() } else { format!("'{new}'") }
}
