//! The graph of a model: what a reader gave, packed for walks in memory order.
//!
//! Takes entries ([`Builder`] is a [`Sink`](crate::model::Sink)), resolves their ids and gives an
//! [`OrgGraph`]: flat tables of 4-byte numbers in which texts are borrowed from the files. Organs
//! are numbered in preorder of the main hierarchy, so that a subtree is a range. A [`Slice`] is the
//! graph at a date, in a [`Perspective`]: nothing that does not count there is walked. petgraph's
//! algorithms run on a slice through [`Hierarchy`] and [`Lineage`].
//!
//! Nothing here judges: what cannot be resolved is kept as a [`GraphProblem`] for `check` to report.
//!
//! | file | owns |
//! |---|---|
//! | `index` | the numbers of things, packed texts, words |
//! | `ids` | the nodes by their ids |
//! | `rows` | compressed rows |
//! | `tables` | the rows of each table |
//! | `build` | entries to tables |
//! | `assemble` | resolving ids, numbering in preorder |
//! | `org_graph` | reading the tables |
//! | `find` | looks things up by id and by name |
//! | `perspective` | which claims count |
//! | `slice` | the graph at a date, with its answers |
//! | `lives` | from when to when something was: by the preferred claims, by all of them, by change events |
//! | `dated_by` | the claims and the change events that give its bounds |
//! | `attested` | when a thing was last attested, and for how long it is presumed after that |
//! | `conflicts`, `reliability` | whether two claims rule each other out; how reliable the sources of an item are |
//! | `service` | the days on which somebody served |
//! | `ex_officio` | seats by virtue of a post |
//! | `values` | kinds and places over time |
//! | `vacancy` | posts that are stated to have been vacant |
//! | `walk` | walks up and down the hierarchy of a slice |
//! | `lineage`, `paths` | walks and ways through time along its lineage |
//! | `change_days` | the days on which an answer may change |
//! | `chains` | chains that must hold on one day of several |
//! | `subtree`, `days` | subtrees by the order of the numbers |
//! | `steps`, `arrivals` | the lineage as dated rows; when a walk came by |
//! | `kinds` | counts of kinds |
//! | `caches` | what slices have worked out and share, beside the graph |
//! | `attendance` | who was at an event, as listed, and its organs |
//! | `identifiers` | identifiers elsewhere, and pages of things |
//! | `problem` | what could not be resolved |
//! | `visit` | petgraph's traits over a slice |
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
//! assert!(loaded.diagnostics.is_empty());
//! let graph = loaded.sink.finish(loaded.sources, loaded.charter);
//!
//! let spec = PerspectiveSpec { according_to: vec!["minutes".into()], ..Default::default() };
//! let perspective = Perspective::new(&graph, &spec)?;
//! let slice = Slice::new(&graph, Some(When::parse("1972")?), perspective, Threshold::default());
//!
//! let (club, board) = (graph.node("club").unwrap(), graph.node("board").unwrap());
//! assert_eq!(slice.answer(club), Answer::Presumed);
//! assert_eq!(slice.why(club).to_string(), "begun 1950-05-02, end not recorded; last attested 1950-05-02");
//! assert_eq!(slice.answer(board), Answer::No);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod arrivals;
mod assemble;
mod attendance;
mod attested;
mod build;
mod caches;
mod chains;
mod change_days;
mod conflicts;
mod dated_by;
mod days;
mod ex_officio;
mod find;
mod identifiers;
mod ids;
mod index;
mod kinds;
mod lineage;
mod lives;
mod org_graph;
mod paths;
mod perspective;
mod problem;
mod reliability;
mod rows;
mod service;
mod slice;
mod steps;
mod subtree;
mod tables;
mod vacancy;
mod values;
mod visit;
mod walk;

#[cfg(test)]
mod tests;

pub use build::Builder;
pub use caches::Caches;
pub(crate) use change_days::{DaysOfChange, DaysOfItem};
pub use find::{Found, fold};
pub use identifiers::IdentifierRef;
pub use index::{Class, FactIx, Item, NodeIx, RelationIx, SourceIx, TransitionIx, UnderIx};
pub use lineage::{Bundle, Step};
pub use org_graph::{CiteRef, FactRef, OrgGraph, RelationRef, TransitionRef, UnderRef};
pub use paths::{Hop, LineagePath, Paths};
pub use perspective::{Perspective, PerspectiveSpec, UnknownSource};
pub use problem::GraphProblem;
pub use service::{DayRange, ServiceDays};
pub use slice::{Slice, Threshold, Why};
pub use steps::LineageDirection;
pub use tables::{Field, RelationKind, Trait};
pub use visit::{Hierarchy, Lineage};
