//! What can be done about a place: the safe fixes of `check`, and changes that a writer asks for often.
//!
//! Takes a stretch of a file, gives edits with their titles. An `allow` is offered only where it silences the problem: the
//! model is read once more with it. Writes to no file.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use serde_json::{Value, json};

use super::cursor::Wanted;
use super::protocol::LspEdit;
use super::reports::Places;
use super::texts::quoted;
use super::workspace::{FileText, OpenModel, Workspace};
use crate::diagnostics::{Diagnostic, Edit};
use crate::syntax::{Bracketed, SyntaxItem, SyntaxTree};
use crate::text::SourceFile;

/// An edit of some files, by their addresses.
type Changes = BTreeMap<String, Vec<LspEdit>>;

/// What can be done about a stretch of a file, as the protocol has it. `only` names the kinds that are asked for.
pub(super) fn actions(
    workspace: &Workspace,
    file: &FileText,
    within: &Range<usize>,
    only: &[String],
) -> Value {
    let asked = |kind: &str| {
        let begins = |wanted: &String| {
            kind == wanted
                || kind.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        only.is_empty() || only.iter().any(begins)
    };
    let mut actions = Vec::new();
    for model in workspace.models_of(&file.path) {
        let own = model.project.texts().files().iter();
        let own = own.into_iter().find(|own| workspace.real(&own.path) == file.path);
        let Some(own) = own else { continue };
        let found = OfModel { workspace, model: &model, file, own };
        if asked("quickfix") {
            found.quick_fixes(within, &mut actions);
        }
        if asked("source.fixAll.organigram") {
            actions.extend(found.fix_all());
        }
    }
    if asked("refactor.rewrite") {
        actions.extend(list_of_claims(workspace, file, within.start));
    }
    let mut seen = Vec::new();
    for action in actions {
        if !seen.contains(&action) {
            seen.push(action);
        }
    }
    Value::Array(seen)
}

struct OfModel<'a> {
    workspace: &'a Workspace,
    model: &'a Rc<OpenModel>,
    file: &'a FileText,
    /// The file as the model has it.
    own: &'a SourceFile,
}

impl<'a> OfModel<'a> {
    /// The problems whose place has a byte in common with a stretch.
    fn problems(&self, within: &Range<usize>) -> impl Iterator<Item = &'a Diagnostic> {
        let start = self.own.pos(within.start);
        let end = self.own.pos(within.end);
        let base = self.own.base();
        let last = self.own.pos(self.own.text().len());
        self.model.project.problems().iter().filter(move |problem| {
            problem.labels.first().is_some_and(|label| {
                let here = base <= label.span.start && label.span.start <= last;
                here && label.span.start <= end && start <= label.span.end
            })
        })
    }

    fn quick_fixes(&self, within: &Range<usize>, actions: &mut Vec<Value>) {
        let mut places = Places::new(self.workspace, self.model);
        for problem in self.problems(within) {
            let Some(report) = places.of(problem) else { continue };
            let report = json!([report]);
            let mut offer = |title: String, changes: Changes, is_preferred: bool| {
                let mut action = json!({
                    "title": title,
                    "kind": "quickfix",
                    "diagnostics": report,
                    "edit": { "changes": changes },
                });
                if is_preferred {
                    action["isPreferred"] = json!(true);
                }
                actions.push(action);
            };
            if !problem.fix.is_empty() {
                offer(self.fix_title(problem), self.changes(&problem.fix), true);
            }
            if problem.code.name == "unknown-source"
                && let Some((id, changes)) = self.new_source(problem)
            {
                offer(format!("Describe the source `{id}`"), changes, false);
            }
            if let Some(changes) = self.allow(problem) {
                let title = format!("Allow `{}` here, with a reason", problem.code.name);
                offer(title, changes, false);
            }
        }
    }

    /// What a fix does, in words.
    fn fix_title(&self, problem: &Diagnostic) -> String {
        let old = |edit: &Edit| self.model.project.texts().str(edit.span).unwrap_or_default();
        match &problem.fix[..] {
            [edit] if edit.text.is_empty() => format!("Remove `{}`", short(old(edit))),
            [edit] if old(edit).is_empty() => format!("Insert `{}`", short(&edit.text)),
            [edit] => format!("Replace `{}` by `{}`", short(old(edit)), short(&edit.text)),
            _ => format!("Fix: {}", problem.message),
        }
    }

    /// The edits of diagnostics as those of the protocol.
    fn changes(&self, edits: &[Edit]) -> Changes {
        let mut places = Places::new(self.workspace, self.model);
        let mut changes = Changes::new();
        for edit in edits {
            let Some(place) = places.location(edit.span) else { continue };
            let edit = LspEdit { range: place.range, new_text: edit.text.clone() };
            changes.entry(place.uri).or_default().push(edit);
        }
        changes
    }

    /// All safe fixes of the model at once.
    fn fix_all(&self) -> Option<Value> {
        let edits = self.model.project.safe_edits();
        (!edits.is_empty()).then(|| {
            json!({
                "title": "Apply all safe fixes",
                "kind": "source.fixAll.organigram",
                "edit": { "changes": self.changes(&edits) },
            })
        })
    }

    /// The edit that silences a problem where it stands, if one does.
    fn allow(&self, problem: &Diagnostic) -> Option<Changes> {
        // What is wrong with the text itself can be allowed by nobody.
        if problem.code.code.starts_with('L') {
            return None;
        }
        let at = self.own.offset(problem.pos());
        let text = &self.file.text;
        let tree = SyntaxTree::parse(text);
        let records = tree.around(at).into_iter().filter_map(|item| tree.bracketed(item));
        let records = records.filter(|group| tree.is_opened_by(group, "("));
        let records: Vec<&Bracketed> = records.collect();
        let allow = format!("Allow(rule: \"{}\", reason: \"\")", problem.code.name);
        for record in records.into_iter().rev() {
            let (range, new_text) = with_allow(&tree, record, &allow)?;
            let mut changed = String::clone(text);
            changed.replace_range(range.clone(), &new_text);
            if self.workspace.silences(self.model, &self.file.path, changed, problem) {
                return Some(one_change(self.workspace, self.file, range, new_text));
            }
        }
        None
    }

    /// A new source with the id that a citation names and nobody described.
    fn new_source(&self, problem: &Diagnostic) -> Option<(String, Changes)> {
        let span = problem.labels.first()?.span;
        let named = &self.own.text()[self.own.offset(span.start)..self.own.offset(span.end)];
        let id = named.trim_matches('"').split(' ').next().unwrap_or_default().to_owned();
        let files = self.workspace.files(self.model);
        let others = files.iter().filter(|path| **path != self.file.path);
        let candidates = std::iter::once(&self.file.path).chain(others);
        for path in candidates {
            let Some(file) = self.workspace.text(path) else { continue };
            let sections = file.outline().sections;
            let Some(section) = sections.iter().find(|section| section.name == "sources") else {
                continue;
            };
            let Some(open) = section.brackets.clone() else { continue };
            let at = open.start + 1;
            let new_text = format!("\n        {}: Source(title: \"\"),", quoted(&id));
            return Some((id, one_change(self.workspace, &file, at..at, new_text)));
        }
        let tree = SyntaxTree::parse(&self.file.text);
        let at = tree.record()?.open?.end;
        let new_text =
            format!("\n    sources: {{\n        {}: Source(title: \"\"),\n    }},", quoted(&id));
        Some((id, one_change(self.workspace, self.file, at..at, new_text)))
    }
}

/// The beginning of a text, on one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 40;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn one_change(
    workspace: &Workspace,
    file: &FileText,
    range: Range<usize>,
    new_text: String,
) -> Changes {
    let range = file.lines(workspace.unit).range(&range);
    [(workspace.uri(&file.path), vec![LspEdit { range, new_text }])].into()
}

/// Where and how a record gets one more `allow`.
fn with_allow(
    tree: &SyntaxTree<'_>,
    record: &Bracketed,
    allow: &str,
) -> Option<(Range<usize>, String)> {
    if let Some(item) = tree.field(record, "allow") {
        let value = value_range(tree, item)?;
        let list = tree.bracketed(item).filter(|group| tree.is_opened_by(group, "["));
        return Some(match list {
            Some(list) => {
                let at = list.open?.end;
                let comma = if list.items.is_empty() { "" } else { ", " };
                (at..at, format!("{allow}{comma}"))
            }
            None => {
                let old = &tree.text()[value.clone()];
                (value, format!("[{old}, {allow}]"))
            }
        });
    }
    let close = record.close?.start;
    let text = match record.items.last().filter(|item| !item.atoms.is_empty()) {
        None => (close..close, format!("allow: {allow}")),
        Some(last) => {
            let end = last.comma.map_or(tree.range(last)?.end, |comma| comma.end);
            let comma = if last.comma.is_some() { "" } else { "," };
            let line = &tree.text()[..tree.range(last)?.start];
            let line = &line[line.rfind('\n').map_or(0, |at| at + 1)..];
            // An entry of several lines gets one more.
            let gap = match line.chars().all(char::is_whitespace)
                && tree.text()[..close].ends_with([' ', '\n'])
            {
                true => format!("\n{line}"),
                false => " ".to_owned(),
            };
            let after = if gap.starts_with('\n') { "," } else { "" };
            (end..end, format!("{comma}{gap}allow: {allow}{after}"))
        }
    };
    Some(text)
}

/// The bytes of the value of a field.
fn value_range(tree: &SyntaxTree<'_>, item: &SyntaxItem) -> Option<Range<usize>> {
    let whole = tree.range(item)?;
    let colon = tree.text()[whole.clone()].find(':')?;
    let value = &tree.text()[whole.start + colon + 1..whole.end];
    let blanks = value.len() - value.trim_start().len();
    Some(whole.start + colon + 1 + blanks..whole.end)
}

/// The value at a byte as the first of two rival claims.
fn list_of_claims(workspace: &Workspace, file: &FileText, at: usize) -> Option<Value> {
    let tree = SyntaxTree::parse(&file.text);
    let around = tree.around(at);
    let item = around
        .into_iter()
        .rev()
        .find(|item| tree.key(item).is_some_and(|key| !key.starts_with('"')))?;
    let value = value_range(&tree, item)?;
    let old = &file.text[value.clone()];
    let Some(Wanted::Value(slot)) = file.cursor(value.start).map(|cursor| cursor.wanted) else {
        return None;
    };
    if !slot.may_be_disputed() || old.starts_with('[') || old.is_empty() {
        return None;
    }
    let new_text = format!("[Claim(value: {old}, cite: \"\"), Claim(value: \"\", cite: \"\")]");
    Some(json!({
        "title": "Make this a list of rival claims",
        "kind": "refactor.rewrite",
        "edit": { "changes": one_change(workspace, file, value, new_text) },
    }))
}
