//! What stands above and below a thing, and before and after it, as the call hierarchy of an editor.
//!
//! Takes a thing, gives those that it stands under and grew out of (incoming) and those that stand under it and that it
//! became (outgoing), each with the relation and the answer. What is no thing, or given its id in no file, is left out.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::{Value, json};

use super::protocol::LspRange;
use super::structure::symbol_kind;
use super::symbols::{IdSpace, symbol_at};
use super::workspace::{FileText, OpenModel, Workspace};
use crate::project::{Class, DossierSection, Project, Statement};

/// Which way a hierarchy is followed.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum CallDirection {
    /// To what stands above or came before.
    Incoming,
    /// To what stands below or came after.
    Outgoing,
}

/// The sections of a dossier that lead one way.
fn sections(class: Class, direction: CallDirection) -> &'static [&'static str] {
    use CallDirection::{Incoming, Outgoing};
    match (class, direction) {
        (Class::Organ, Incoming) => &["stood under", "grew out of"],
        (Class::Organ, Outgoing) => &["under it", "became", "posts and holders", "seats"],
        (Class::Post, Incoming) => &["belongs to"],
        (Class::Post, Outgoing) => &["held by"],
        (Class::Person, Incoming) => &["posts", "seats"],
        (Class::Event, Incoming) => &["of"],
        (Class::Event, Outgoing) => &["there"],
        (Class::Person, Outgoing) => &[],
    }
}

/// The thing at a byte of a file, as the protocol has it.
pub(super) fn prepare(workspace: &Workspace, file: &FileText, at: usize) -> Option<Value> {
    workspace.models_of(&file.path).iter().find_map(|model| {
        let (symbol, _) = symbol_at(file, at, &model.project)?;
        let is_thing = symbol.space == IdSpace::Things;
        let id = is_thing.then_some(symbol.id)?;
        let item = item_of(workspace, &model.project, &id, "")?;
        Some(json!([item]))
    })
}

/// The things that one leads to, as the protocol has them. `item` is what this server gave before.
pub(super) fn calls(workspace: &Workspace, item: &Value, direction: CallDirection) -> Value {
    let (Some(uri), Some(id)) = (item["uri"].as_str(), item["data"].as_str()) else {
        return Value::Null;
    };
    let path = workspace.documents.path(uri);
    let models = workspace.models_of(&path);
    let of_model = |model: &Rc<OpenModel>| related(workspace, model, item, id, direction);
    models.iter().find_map(of_model).map_or(Value::Null, Value::Array)
}

fn related(
    workspace: &Workspace,
    model: &OpenModel,
    item: &Value,
    id: &str,
    direction: CallDirection,
) -> Option<Vec<Value>> {
    let project = &model.project;
    let thing = project.thing(id)?;
    let dossier = project.show(&workspace.settings.question(), thing.id).ok()?;
    let wanted = sections(thing.class, direction);
    let mut found: Vec<Value> = Vec::new();
    let mut seen = HashSet::new();
    for section in dossier.sections.iter().filter(|section| wanted.contains(&section.title)) {
        for row in &section.rows {
            let Some(other) = row.id else { continue };
            // Of a thing in several relations each is shown that says something else.
            let detail = detail(section, row);
            if !seen.insert((other, detail.clone())) {
                continue;
            }
            let Some(to) = item_of(workspace, project, other, &detail) else { continue };
            found.push(match direction {
                CallDirection::Incoming => {
                    json!({ "from": to, "fromRanges": [to["selectionRange"]] })
                }
                CallDirection::Outgoing => {
                    json!({ "to": to, "fromRanges": [item["selectionRange"]] })
                }
            });
        }
    }
    Some(found)
}

/// In which relation, when, and how surely.
fn detail(section: &DossierSection<'_>, row: &Statement<'_>) -> String {
    let mut parts = vec![section.title.to_owned(), row.how.clone()];
    parts.extend(row.dates.first().map(|date| date.edtf.to_owned()));
    parts.extend(row.answer.map(|answer| answer.to_string()));
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

/// A thing where it is given its id, as the protocol has it.
fn item_of(workspace: &Workspace, project: &Project, id: &str, detail: &str) -> Option<Value> {
    let thing = project.thing(id)?;
    let place = project.place(id)?.start;
    let texts = project.texts().file_of(place)?;
    let file = workspace.text(&texts.path)?;
    let at = texts.offset(place);
    let outline = file.outline_near(&(at..at + 1));
    let entry = outline.entries.iter().find(|entry| entry.whole.contains(&at) && entry.has_id)?;
    let lines = file.lines(workspace.unit);
    let (range, selection): (LspRange, LspRange) =
        (lines.range(&entry.whole), lines.range(&entry.head));
    let kind = if thing.kind.is_empty() { thing.class.to_string() } else { thing.kind.to_owned() };
    Some(json!({
        "name": thing.name,
        "kind": symbol_kind(entry.section),
        "detail": if detail.is_empty() { kind } else { detail.to_owned() },
        "uri": workspace.uri(&file.path),
        "range": range,
        "selectionRange": selection,
        "data": id,
    }))
}
