//! Organisations as code: a person writes what sources say about an organisation as RON text, and
//! organigram loads it, checks it, answers questions about any date and draws it.
//!
//! # A tour of the house
//!
//! Data flows one way; `docs/architecture.md` shows who may import whom, and a test holds it.
//!
//! - [`text`] numbers every byte of every file; [`time`] knows dates and the four answers; [`diag`] is
//!   what a finding is and how it is told. None of them knows the others' work.
//! - [`model`] is the plain data: one type for each record of the language.
//! - [`load`] reads RON files into entries, and tells every fault of every file at once.
//! - [`graph`] packs entries into an [`OrgGraph`](graph::OrgGraph); a [`Slice`](graph::Slice) is the
//!   graph at a date, in a perspective, and everything below asks slices.
//! - [`ask`] tells who held what and what changed; [`query`] is the set language; [`check`] holds the
//!   rules.
//! - [`view`] says what to show, [`layout`] where it goes, [`render`] writes it down.
//! - [`exchange`] reads and writes other people's formats.
//! - [`cli`] is the program.
//!
//! # From a text to an answer
//!
//! ```
//! use organigram::graph::{Builder, Perspective, PerspectiveSpec, Slice, Threshold};
//! use organigram::load::load_text;
//! use organigram::time::{Answer, When};
//!
//! let text = r#"Model(
//!     sources: { "minutes": Source(title: "Minute book") },
//!     organs: {
//!         "club": Organ(name: "Chess Club", existence: "1950-05-02/", cite: "minutes p. 1"),
//!         "board": Organ(name: "Board", under: "club", existence: "1950/1971", cite: "minutes p. 2"),
//!     },
//! )"#;
//! let loaded = load_text("club.ron", text, Builder::default());
//! assert!(loaded.findings.is_empty());
//! let graph = loaded.sink.finish(loaded.sources, loaded.charter);
//!
//! let spec = PerspectiveSpec { according_to: vec!["minutes".into()], ..Default::default() };
//! let perspective = Perspective::new(&graph, &spec)?;
//! let slice = Slice::new(&graph, Some(When::parse("1972")?), perspective, Threshold::default());
//!
//! let (club, board) = (graph.node("club").unwrap(), graph.node("board").unwrap());
//! assert_eq!(slice.answer(club), Answer::Presumed);
//! assert_eq!(slice.why(club).to_string(), "begun 1950-05-02, end not recorded");
//! assert_eq!(slice.answer(board), Answer::No);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// What only a feature uses that is left out.
#![cfg_attr(
    not(all(feature = "cli", feature = "png", feature = "pdf", feature = "graphviz")),
    allow(dead_code, unused_imports)
)]

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
mod hands;
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
