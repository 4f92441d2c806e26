//! What is known of what stands at a place, as Markdown.
//!
//! Takes a byte of a file, gives the dossier of a thing, the work behind a source, what a kind, a line, a rule or a field
//! is, and what a date means in words. An answer keeps its reason, its footing and its sources; nothing is made surer by
//! being short.

use std::fmt::Write;

use serde_json::{Value, json};

use super::markdown::{code, dossier_text, escaped};
use super::outline::{Piece, PieceKind};
use super::slots::TextRole;
use super::symbols::{IdSpace, Symbol, symbol};
use super::workspace::{FileText, OpenModel, Workspace};
use crate::project::{
    CharterWord, FunctionEntry, Project, ProjectError, QueryWordKind, date_meaning, explain_rule,
};

/// What is shown for a byte of a file, as the protocol has it.
pub(super) fn hover(workspace: &Workspace, file: &FileText, at: usize) -> Option<Value> {
    let piece = file.piece_at(at)?;
    let models = workspace.models_of(&file.path);
    let text = about(workspace, &piece, &file.text, &models)?;
    let range = file.lines(workspace.unit).range(&piece.at);
    Some(json!({ "contents": { "kind": "markdown", "value": text }, "range": range }))
}

fn about(
    workspace: &Workspace,
    piece: &Piece,
    text: &str,
    models: &[std::rc::Rc<OpenModel>],
) -> Option<String> {
    let said = piece.says(text);
    match piece.kind {
        PieceKind::Field { record, about } => Some(field(record, &said, about)),
        PieceKind::Record { about } => Some(titled(&said, about)),
        PieceKind::Choice { what, about } => {
            Some(format!("**{said}**: {what}\n\n{}", paragraph(about)))
        }
        PieceKind::Text { role: TextRole::Date, .. } | PieceKind::Word(QueryWordKind::Date) => {
            Some(date(&said))
        }
        PieceKind::Word(QueryWordKind::Function(entry)) => Some(function(entry)),
        _ => models.iter().find_map(|model| {
            let symbol = symbol(piece, text, &model.project)?;
            named(workspace, &symbol, &model.project)
        }),
    }
}

fn titled(name: &str, about: &str) -> String {
    format!("**{name}**\n\n{}", paragraph(about))
}

fn field(record: &str, name: &str, about: &str) -> String {
    // Two records stand for variants that each have their own name.
    let record = match record {
        "TransitionSpec" => "a transition",
        "ViewSpec" => "a view",
        record => record,
    };
    format!("**{name}** of {record}\n\n{}", paragraph(about))
}

/// The lines of a comment as one paragraph.
fn paragraph(about: &str) -> String {
    let lines = about.split("\n\n").map(|part| {
        part.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n\n").trim().to_owned()
}

/// What a date means, or why it is none.
pub(super) fn date(text: &str) -> String {
    match date_meaning(text) {
        Ok(meaning) => format!("{}\n\n{meaning}", code(text)),
        Err(error) => not_a_date(text, &error),
    }
}

fn not_a_date(text: &str, error: &ProjectError) -> String {
    let reason = match error {
        ProjectError::Date { error, .. } => error.message.clone(),
        error => error.to_string(),
    };
    let help = error.help().map(|help| format!("\n\n{help}")).unwrap_or_default();
    format!("{} is no date in EDTF\n\n{reason}{help}", code(text))
}

pub(super) fn function(entry: &FunctionEntry) -> String {
    format!("```\n{}({})\n```\n\n{}", entry.name, entry.arguments, entry.about)
}

/// What is known of a symbol.
fn named(workspace: &Workspace, symbol: &Symbol, project: &Project) -> Option<String> {
    let id = symbol.id.as_str();
    match symbol.space {
        IdSpace::Things => {
            let thing = project.thing(id)?;
            let question = workspace.settings.question();
            let dossier = project.show(&question, thing.id).ok()?;
            let asked = question.describe().unwrap_or_default();
            Some(dossier_text(&dossier, &asked))
        }
        IdSpace::Sources => Some(source(project, id)),
        IdSpace::Kinds => charter_word("kind", project.kinds(), id),
        IdSpace::Lines => charter_word("line", project.lines(), id),
        IdSpace::Queries => {
            let (_, text) = project.named_queries().find(|(name, _)| *name == id)?;
            Some(format!("**{id}**: a query\n\n```\n{text}\n```"))
        }
        IdSpace::Views => None,
        IdSpace::Rules => {
            let of_charter = charter_word("rule of the charter", project.charter_rules(), id);
            of_charter.or_else(|| explain_rule(id).ok())
        }
    }
}

fn charter_word<'p>(
    what: &str,
    mut words: impl Iterator<Item = CharterWord<'p>>,
    id: &str,
) -> Option<String> {
    let word = words.find(|word| word.word == id)?;
    let mut text = format!("**{id}**: a {what}");
    for part in [word.label, word.about].into_iter().filter(|part| !part.is_empty()) {
        let _ = write!(text, "\n\n{}", escaped(part));
    }
    Some(text)
}

fn source(project: &Project, id: &str) -> String {
    let Some(source) = project.source(id) else {
        return format!("**{}**: a source that the model does not describe", escaped(id));
    };
    let mut text = format!("**{}**: a source\n\n{}", escaped(id), escaped(&source.description));
    if source.reliability != Default::default() {
        let _ = write!(text, "\n\nreliability: {}", source.reliability);
    }
    let is_address = source.url.starts_with("http")
        && !source.url.contains(|sign: char| sign.is_whitespace() || "<>".contains(sign));
    if is_address {
        let _ = write!(text, "\n\n<{}>", source.url);
    }
    if !source.note.is_empty() {
        let _ = write!(text, "\n\n{}", escaped(source.note));
    }
    text
}
