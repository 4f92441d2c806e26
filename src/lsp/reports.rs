//! Diagnostics as editors show them.
//!
//! Takes the models of the open texts, gives for each file what `check` reports there, with the places that explain it.
//! Never decides what is a problem; leaves none out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::positions::TextLines;
use super::protocol::{Href, LspDiagnostic, LspLocation, LspRange, RelatedPlace};
use super::workspace::{OpenModel, Workspace};
use crate::diagnostics::{Diagnostic, Level};
use crate::text::{SourceFile, Span};

/// What is reported, by the addresses of the files.
pub(super) type Reports = BTreeMap<String, Vec<LspDiagnostic>>;

/// What `check` reports of all models of the open texts. Every open text has its list, if only an empty one.
pub(super) fn reports(workspace: &Workspace) -> Reports {
    let open = workspace.documents.paths().map(|path| (workspace.uri(path), Vec::new()));
    let mut reports: Reports = open.collect();
    for model in workspace.open_models() {
        of_model(workspace, &model, &mut reports);
    }
    for list in reports.values_mut() {
        list.sort_by_key(|report| (report.range, report.code));
    }
    reports
}

fn of_model(workspace: &Workspace, model: &OpenModel, reports: &mut Reports) {
    // A file of two models has the same problems in both, or more in one of them.
    let key = |report: &LspDiagnostic| (report.range, report.code, report.message.clone());
    let known: BTreeMap<String, BTreeSet<_>> =
        reports.iter().map(|(uri, list)| (uri.clone(), list.iter().map(key).collect())).collect();
    let mut places = Places::new(workspace, model);
    for problem in model.project.problems() {
        let place = match problem.labels.first() {
            Some(label) => places.location(label.span),
            None => None,
        };
        let place = place.unwrap_or_else(|| places.whole(problem));
        let report = places.report(problem, place.range);
        if !known.get(&place.uri).is_some_and(|known| known.contains(&key(&report))) {
            reports.entry(place.uri).or_default().push(report);
        }
    }
}

/// Turns the places of a model's texts into those of the protocol.
pub(super) struct Places<'m> {
    workspace: &'m Workspace,
    model: &'m OpenModel,
    /// The address and the lines of each file, by its first byte.
    files: HashMap<u32, (String, TextLines<'m>)>,
}

impl<'m> Places<'m> {
    pub(super) fn new(workspace: &'m Workspace, model: &'m OpenModel) -> Places<'m> {
        Places { workspace, model, files: HashMap::new() }
    }

    /// A problem that has a place, as it is reported.
    pub(super) fn of(&mut self, problem: &Diagnostic) -> Option<LspDiagnostic> {
        let place = self.location(problem.labels.first()?.span)?;
        Some(self.report(problem, place.range))
    }

    fn lines(&mut self, file: &'m SourceFile) -> &(String, TextLines<'m>) {
        let workspace = self.workspace;
        self.files.entry(file.base().0).or_insert_with(|| {
            (workspace.uri(&file.path), TextLines::new(file.text(), workspace.unit))
        })
    }

    pub(super) fn location(&mut self, span: Span) -> Option<LspLocation> {
        let model = self.model;
        let file = model.project.texts().file_of(span.start)?;
        let (start, end) = (file.offset(span.start), file.offset(span.end.max(span.start)));
        let (uri, lines) = self.lines(file);
        Some(LspLocation { uri: uri.clone(), range: lines.range(&(start..end)) })
    }

    /// The place of a problem that has none in a text: the head of the file that it names, else of the entry file.
    fn whole(&mut self, problem: &Diagnostic) -> LspLocation {
        let files = self.model.project.texts().files();
        let named = files.iter().find(|file| Some(&file.name) == problem.file.as_ref());
        let path = named.map_or(&self.model.entry, |file| &file.path);
        LspLocation { uri: self.workspace.uri(path), range: LspRange::default() }
    }

    fn report(&mut self, problem: &Diagnostic, range: LspRange) -> LspDiagnostic {
        let settings = &self.workspace.settings;
        let related = problem.labels.iter().skip(1).filter_map(|label| {
            let location = self.location(label.span)?;
            let message = if label.text.is_empty() { "see here" } else { &label.text };
            Some(RelatedPlace { location, message: message.to_owned() })
        });
        LspDiagnostic {
            range,
            severity: severity(problem.level),
            code: problem.code.code,
            code_description: settings.rule_page(problem.code.code).map(|href| Href { href }),
            source: "organigram",
            message: message(problem),
            tags: if problem.code.name.starts_with("unused-") { vec![1] } else { Vec::new() },
            related_information: related.collect(),
        }
    }
}

fn severity(level: Level) -> u8 {
    match level {
        Level::Error => 1,
        Level::Warning => 2,
        Level::Note => 3,
    }
}

/// A problem in the words of `check`: what is wrong, the rule, facts, and what to do.
fn message(problem: &Diagnostic) -> String {
    let mut text = format!("{} ({})", problem.message, problem.code.name);
    let label = problem.labels.first().map_or("", |label| &label.text);
    if !label.is_empty() && !problem.message.contains(label) {
        text.push_str(&format!("\nhere: {label}"));
    }
    for note in &problem.notes {
        text.push_str(&format!("\nnote: {note}"));
    }
    for help in &problem.help {
        text.push_str(&format!("\nhelp: {}", help.with(setting)));
    }
    text
}

/// What an editor calls a field of a request.
fn setting(field: &'static str) -> String {
    match field {
        "outside" => "the setting `organigram.allowOutside`".to_owned(),
        "as_of" => "the setting `organigram.asOf`".to_owned(),
        field => format!("`{field}`"),
    }
}
