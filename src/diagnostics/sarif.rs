//! Writes diagnostics as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors
//! read.
//!
//! Takes diagnostics, the texts they lie in and what is to be described the rules; writes one run.
//! Paths are relative to `%SRCROOT%` (to the model's folder where absolute ones were given), columns
//! count characters (`unicodeCodePoints`), and each result carries a fingerprint that does not
//! depend on its line. Never writes an absolute path.

use std::cell::RefCell;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::fingerprint::within_model;
use super::{CheckedTexts, Diagnostic, Level, fingerprint};
use crate::text::{SourceFile, SourceMap, Span};

/// What the log says of a rule.
#[derive(Clone, Debug)]
pub struct RuleInfo<'r> {
    /// The code.
    pub code: &'r str,
    /// The name.
    pub name: &'r str,
    /// What it reports.
    pub what: &'r str,
    /// Its whole page, in Markdown.
    pub page: String,
    /// The address of its page, where there is one that any reader of the log can reach.
    pub address: Option<&'r str>,
    /// How heavily it weighs; `None` where it is off.
    pub level: Option<Level>,
}

/// Writes a whole log.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<'d>(
    out: &mut impl Write,
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &SourceMap,
    rules: &[RuleInfo<'_>],
) -> io::Result<()> {
    let results = diagnostics.into_iter().map(|diagnostic| result(diagnostic, sources, rules));
    write_log(out, results, rules)
}

/// Writes a whole log of several models, as one run.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_models(
    out: &mut impl Write,
    models: &[CheckedTexts<'_>],
    rules: &[RuleInfo<'_>],
) -> io::Result<()> {
    let results = models.iter().flat_map(|model| {
        model.diagnostics.iter().map(|diagnostic| result(diagnostic, model.sources, rules))
    });
    write_log(out, results, rules)
}

fn write_log(
    out: &mut impl Write,
    results: impl Iterator<Item = Value>,
    rules: &[RuleInfo<'_>],
) -> io::Result<()> {
    let driver = json!({
        "name": "organigram",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(rule).collect::<Vec<_>>(),
    });
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: json!({ "driver": driver }),
            column_kind: "unicodeCodePoints",
            results: Rows(RefCell::new(Some(results))),
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Log<R: Serialize> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<R>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R: Serialize> {
    tool: Value,
    column_kind: &'static str,
    results: R,
}

/// A list that is made as it is written: a log may hold a million results.
struct Rows<I>(RefCell<Option<I>>);

impl<I: Iterator<Item = Value>> Serialize for Rows<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.take().into_iter().flatten())
    }
}

fn rule(rule: &RuleInfo<'_>) -> Value {
    let mut about = json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.what },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": {
            "enabled": rule.level.is_some(),
            "level": rule.level.map_or("none", level),
        },
    });
    if let Some(address) = rule.address {
        about["helpUri"] = json!(address);
    }
    about
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn result(diagnostic: &Diagnostic, sources: &SourceMap, rules: &[RuleInfo<'_>]) -> Value {
    let first = diagnostic.labels.first().and_then(|label| location(label.span, "", sources));
    let whole = || {
        diagnostic.file.as_ref().map(|file| json!({ "physicalLocation": artifact(file, sources) }))
    };
    let locations: Vec<Value> = first.or_else(whole).into_iter().collect();
    let others = diagnostic.labels.iter().skip(1);
    let related: Vec<Value> =
        others.filter_map(|label| location(label.span, &label.text, sources)).collect();
    let mut result = json!({
        "ruleId": diagnostic.code.code,
        "level": level(diagnostic.level),
        "message": { "text": message(diagnostic) },
        "locations": locations,
        "partialFingerprints": { "organigram/v1": fingerprint(diagnostic, sources) },
    });
    if let Some(index) = rules.iter().position(|rule| rule.code == diagnostic.code.code) {
        result["ruleIndex"] = json!(index);
    }
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(fix) = fix(diagnostic, sources) {
        result["fixes"] = json!([fix]);
    }
    result
}

fn message(diagnostic: &Diagnostic) -> String {
    let lines = diagnostic.notes.iter().map(|note| format!("\n{note}"));
    let help = diagnostic.help.iter().map(|help| format!("\nhelp: {help}"));
    format!("{}{}", diagnostic.message, lines.chain(help).collect::<String>())
}

fn artifact(file: &str, sources: &SourceMap) -> Value {
    let absolute = file.starts_with('/') || file.contains(':');
    let file = if absolute { within_model(file, sources) } else { file };
    json!({ "artifactLocation": { "uri": uri(file), "uriBaseId": "%SRCROOT%" } })
}

fn location(span: Span, text: &str, sources: &SourceMap) -> Option<Value> {
    let file = sources.file_of(span.start)?;
    let mut physical = artifact(&file.name, sources);
    physical["region"] = region(span, file);
    let mut location = json!({ "physicalLocation": physical });
    if !text.is_empty() {
        location["message"] = json!({ "text": text });
    }
    Some(location)
}

fn region(span: Span, file: &SourceFile) -> Value {
    let start = file.line_col(file.offset(span.start));
    let end = file.line_col(file.offset(span.end));
    json!({
        "startLine": start.line, "startColumn": start.column,
        "endLine": end.line, "endColumn": end.column,
    })
}

fn fix(diagnostic: &Diagnostic, sources: &SourceMap) -> Option<Value> {
    let first = diagnostic.fix.first()?;
    let file = sources.file_of(first.span.start)?;
    let changes: Vec<Value> = diagnostic
        .fix
        .iter()
        .map(|edit| {
            let region = region(edit.span, file);
            json!({ "deletedRegion": region, "insertedContent": { "text": edit.text } })
        })
        .collect();
    let mut change = artifact(&file.name, sources);
    change["replacements"] = json!(changes);
    let text = diagnostic
        .help
        .first()
        .map(ToString::to_string)
        .unwrap_or_else(|| diagnostic.message.clone());
    Some(json!({ "description": { "text": text }, "artifactChanges": [change] }))
}

/// A relative path as a URI reference (RFC 3986): all but unreserved bytes and `/` are escaped.
pub(crate) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
