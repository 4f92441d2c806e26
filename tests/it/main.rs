//! The tests of the whole, one module a stage, in one binary.

mod ask;
mod browser;
mod changed;
mod check;
mod cited;
mod citing;
mod cli;
mod docs;
mod drawn;
mod examples;
mod exchange;
mod git;
mod graph;
mod graphviz;
#[cfg(all(unix, feature = "workbooks"))]
mod hostile;
mod house;
mod language;
mod load;
mod lsp;
mod matrix;
mod mermaid;
mod offices;
mod onramps;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod pdf;
mod project;
mod records;
mod reliability;
mod render;
mod serve;
mod sets_agree;
mod site;
mod svg;
mod svg_programs;
mod tabulate;
mod targets;
mod truth;
mod updates;
mod views;
mod weekly;
mod workbooks;
