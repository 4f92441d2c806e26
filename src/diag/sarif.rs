//! Writes findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors
//! read.
//!
//! Takes findings, the texts they lie in and what is to be told of the rules; writes one run.
//! Paths are relative to `%SRCROOT%` (to the model's folder where absolute ones were given), columns
//! count characters (`unicodeCodePoints`), and each result carries a fingerprint that does not
//! depend on its line. Never writes an absolute path.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::fingerprint::within_model;
use super::{Diagnostic, Level, fingerprint};
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
    /// How to mend it.
    pub mend: &'r str,
    /// How heavily it weighs; `None` where it is off.
    pub level: Option<Level>,
}

/// Writes a whole log.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<'d>(
    out: &mut impl Write,
    findings: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &SourceMap,
    rules: &[RuleInfo<'_>],
) -> io::Result<()> {
    let results: Vec<Value> =
        findings.into_iter().map(|finding| result(finding, sources, rules)).collect();
    let driver = json!({
        "name": "organigram",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(rule).collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(rule: &RuleInfo<'_>) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.what },
        "help": { "text": rule.mend },
        "defaultConfiguration": {
            "enabled": rule.level.is_some(),
            "level": rule.level.map_or("none", level),
        },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn result(finding: &Diagnostic, sources: &SourceMap, rules: &[RuleInfo<'_>]) -> Value {
    let first = finding.labels.first().and_then(|label| location(label.span, "", sources));
    let whole =
        || finding.file.as_ref().map(|file| json!({ "physicalLocation": artifact(file, sources) }));
    let locations: Vec<Value> = first.or_else(whole).into_iter().collect();
    let others = finding.labels.iter().skip(1);
    let related: Vec<Value> =
        others.filter_map(|label| location(label.span, &label.text, sources)).collect();
    let mut result = json!({
        "ruleId": finding.code.code,
        "level": level(finding.level),
        "message": { "text": message(finding) },
        "locations": locations,
        "partialFingerprints": { "organigram/v1": fingerprint(finding, sources) },
    });
    if let Some(index) = rules.iter().position(|rule| rule.code == finding.code.code) {
        result["ruleIndex"] = json!(index);
    }
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(fix) = fix(finding, sources) {
        result["fixes"] = json!([fix]);
    }
    result
}

fn message(finding: &Diagnostic) -> String {
    let lines = finding.notes.iter().map(|note| format!("\n{note}"));
    let help = finding.help.iter().map(|help| format!("\nhelp: {help}"));
    format!("{}{}", finding.message, lines.chain(help).collect::<String>())
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

fn fix(finding: &Diagnostic, sources: &SourceMap) -> Option<Value> {
    let first = finding.fix.first()?;
    let file = sources.file_of(first.span.start)?;
    let changes: Vec<Value> = finding
        .fix
        .iter()
        .map(|edit| {
            let region = region(edit.span, file);
            json!({ "deletedRegion": region, "insertedContent": { "text": edit.text } })
        })
        .collect();
    let mut change = artifact(&file.name, sources);
    change["replacements"] = json!(changes);
    let text = finding.help.first().cloned().unwrap_or_else(|| finding.message.clone());
    Some(json!({ "description": { "text": text }, "artifactChanges": [change] }))
}

/// A relative path as a URI reference (RFC 3986): all but unreserved bytes and `/` are escaped.
fn uri(path: &str) -> String {
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
