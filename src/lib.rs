//! Organisations as code: a person writes what sources say about an organisation as RON text, and
//! organigram loads it, checks it, answers questions about any date and draws it.
//!
//! # Open, ask, draw
//!
//! ```
//! # #[cfg(feature = "draw")] {
//! use organigram::project::{Project, Question, Request, Style, draw};
//!
//! let project = Project::open("models/wpk.ron")?;
//! let slice = Question::default().as_of("2013-01-28").slice(project.graph())?;
//! let bureau = project.organ("wpk-pb")?;
//! println!("{}: {}", slice.answer(bureau), slice.why(bureau));
//!
//! let view = project.view(&Request::named(&project, "origins")?)?;
//! let svg = draw(&view, &Style::default()).svg()?;
//! # assert!(svg.starts_with("<svg"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A tour of the house
//!//!
//! Data flows one way; `docs/architecture.md` shows who may import whom, and a test holds it.
//!
//! - [`text`] numbers every byte of every file; [`time`] knows dates and the four answers; [`diagnostics`] is
//!   what a diagnostic is and how it is reported. None of them knows the others' work.
//! - [`model`] is the plain data: one type for each record of the language.
//! - [`load`] reads RON files into entries, and reports every problem of every file at once.
//! - [`graph`] packs entries into an [`OrgGraph`](graph::OrgGraph); a [`Slice`](graph::Slice) is the
//!   graph at a date, in a perspective, and everything below asks slices.
//! - [`ask`] shows who held what and what changed; [`query`] is the set language; [`check`] holds the
//!   rules.
//! - [`view`] says what to show, [`layout`] where it goes, [`render`] writes it down.
//! - [`exchange`] reads and writes other people's formats.
//! - [`cli`] is the program.
//! - [`project`] is the front door, which calls all of these.

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
#[cfg(any(feature = "graphviz", feature = "tables"))]
mod dot_escape;
#[cfg(feature = "tables")]
pub mod exchange;
pub mod graph;
#[cfg(feature = "draw")]
pub mod layout;
pub mod load;
pub mod model;
pub mod project;
pub mod query;
#[cfg(feature = "draw")]
pub mod render;
pub mod text;
pub mod time;
#[cfg(feature = "draw")]
pub mod view;
mod workers;
