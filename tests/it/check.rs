//! Checking, from the outside: annotated bad models, messages, pages, formats, and fixes.

mod converted;
mod files;
mod formats;
mod messages;
mod oracle;
mod pages;
mod suite;

use std::path::Path;

use organigram::check::{CheckOptions, CheckReport, check};
use organigram::graph::{Builder, OrgGraph};
use organigram::load;

/// The graph of a model's file, which must be read without an error.
fn graph(path: &Path) -> OrgGraph {
    let loaded = load::load(path, &load::LoadOptions::default(), Builder::default());
    assert_eq!(loaded.diagnostics.counts().errors, 0, "{:?}", loaded.diagnostics.kept());
    loaded.sink.finish(loaded.sources, loaded.charter)
}

/// A model of one text, in a file of its own.
fn graph_of(text: &str) -> OrgGraph {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("model.ron");
    std::fs::write(&path, text).expect("written");
    graph(&path)
}

fn run(graph: &OrgGraph) -> CheckReport {
    check(graph, &CheckOptions::default())
}
