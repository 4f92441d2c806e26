//! Organisations as code: a person writes what sources say about an organisation as RON text, and
//! organigram loads it, checks it, answers questions about any date and draws it.
//!
//! # Open, ask, draw
//!
//! ```
//! # #[cfg(feature = "draw")] {
//! use organigram::project::{Project, QueryRequest, Question, Request, Style, draw};
//!
//! let project = Project::open("models/wpk.ron")?;
//! let question = Question::default().as_of("2013-01-28");
//! for row in project.query(&question, &QueryRequest::new("under(wpk) & kind(bureau)"))?.rows {
//!     println!("{}: {}, {}", row.name.unwrap_or_default(), row.answer, row.why);
//! }
//!
//! let view = project.view(&Request::named(&project, "origins")?)?;
//! let svg = draw(&view, &Style::default()).svg()?;
//! # assert!(svg.starts_with("<svg"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # One call for each verb
//!
//! Whatever the program can do is one call of [`Project`](project::Project), and gives rows that serde writes:
//! [`who`](project::Project::who), [`show`](project::Project::show), [`tree`](project::Project::tree),
//! [`lineage`](project::Project::lineage), [`query`](project::Project::query), [`diff`](project::Project::diff),
//! [`timeline`](project::Project::timeline), [`stats`](project::Project::stats),
//! [`complete`](project::Project::complete), [`check`](project::Project::check),
//! [`view`](project::Project::view), and with the feature `tables` `export`, `TableImport`, `ImportedModel` and
//! `format_text`. An answer comes with its reason, the modality and the reliability of its sources, and who says so.
//!
//! # A tour of the house
//!
//! Data flows one way; `docs/architecture.md` shows who may import whom, and a test holds it.
//!
//! - [`text`] numbers every byte of every file; [`time`] knows dates and the four answers; [`diagnostics`] is
//!   what a diagnostic is and how it is reported. None of them knows the others' work.
//! - [`identifiers`] knows what identifiers of registers look like.
//! - [`syntax`] takes RON apart, with every comment and blank; [`load`] and [`exchange`] stand on it.
//! - [`model`] is the plain data: one type for each record of the language.
//! - [`load`] reads RON files into entries, and reports every problem of every file at once.
//! - [`graph`] packs entries into an [`OrgGraph`](graph::OrgGraph); a [`Slice`](graph::Slice) is the
//!   graph at a date, in a perspective, and everything below asks slices.
//! - [`ask`] says who held what and what changed; [`query`] is the set language; [`check`] holds the
//!   rules.
//! - [`view`] says what to show, [`layout`] where it goes, [`render`] writes it down.
//! - [`exchange`] reads and writes other people's formats.
//! - [`project`] is the front door, which calls all of these.
//! - `lsp` is the language server: what an editor asks, answered by the front door; `serve` has the page and the answers
//!   over HTTP, for browsers on this machine.
//! - `cli` is the program: it turns arguments into calls of the front door, and what these give into text.

// What only a feature uses that is left out.
#![cfg_attr(
    not(all(feature = "cli", feature = "png", feature = "pdf", feature = "graphviz")),
    allow(dead_code, unused_imports)
)]

// What tests share with benches and examples names the crate as they do.
#[cfg(test)]
extern crate self as organigram;

pub mod ask;
#[cfg(feature = "write")]
pub mod atomic_write;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostics;
mod dot_escape;
#[cfg(feature = "tables")]
pub mod exchange;
pub mod graph;
#[cfg(feature = "graphviz")]
mod graphviz_program;
pub mod identifiers;
#[cfg(feature = "draw")]
pub mod layout;
mod limited;
pub mod load;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod model;
pub mod project;
pub mod query;
#[cfg(feature = "draw")]
pub mod render;
#[cfg(feature = "serve")]
pub mod serve;
pub mod settings_file;
pub mod syntax;
pub mod text;
pub mod time;
#[cfg(feature = "draw")]
pub mod view;
mod workers;
