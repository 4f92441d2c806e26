//! The tests of the whole, one module a stage, in one binary.

mod ask;
mod browser;
mod check;
mod cli;
mod docs;
mod drawn;
mod examples;
mod exchange;
mod graph;
mod graphviz;
mod house;
mod language;
mod load;
mod lsp;
mod matrix;
mod mermaid;
mod page;
mod pdf;
mod project;
mod reliability;
mod render;
mod sets_agree;
mod svg;
mod tabulate;
mod truth;
mod views;
