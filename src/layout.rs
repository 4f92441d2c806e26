//! Gives a picture coordinates: takes a `View`, gives a [`Scene`]. Knows nothing of the graph, of SVG or of
//! colours. One file per named algorithm, with its paper: `tidy` for org charts, `bands` for lineage,
//! `roster` and `columns` for who sits where, `tenures` for who held what when,
//! `network` for layered graphs.
//!
//! Lengths are pixels of 1/96 inch, x to the right and y downwards.
//!
//! ```
//! use organigram::layout::{LayoutOptions, layout};
//! use organigram::project::{Project, Request};
//!
//! let project = Project::from_text("club.ron", r#"Model(organs: {
//!     "club": Organ(name: "Chess Club", existence: "1950/"),
//!     "board": Organ(name: "Board", under: "club", existence: "1950/1971"),
//! })"#);
//! let view = project.view(&Request::hierarchy())?;
//! let scene = layout(&view, &LayoutOptions::default());
//! assert!(scene.width > 0.0 && scene.height > 0.0);
//! # Ok::<(), organigram::project::ProjectError>(())
//! ```

mod arrange;
mod axis;
mod bands;
mod card;
mod chart;
mod columns;
mod extent;
mod forest;
mod ids;
mod lanes;
mod legend;
mod metrics;
pub mod network;
mod options;
mod ordered;
mod orgchart;
mod page;
mod passes;
mod roster;
mod route;
mod scene;
mod symbols;
mod tenures;
#[cfg(test)]
mod tests;
mod tidy;
#[cfg(test)]
#[path = "../tests/verify/mod.rs"]
mod verify;
mod wrap;

pub use metrics::{FontWeight, TextStyle};
#[cfg(feature = "typeset")]
pub(crate) use metrics::{cjk_font, fonts};
pub use options::{Calendar, Direction, Engine, LayoutOptions, Stretches};
pub(crate) use scene::HALO;
#[cfg(feature = "page")]
pub(crate) use scene::shift as moved;
pub use scene::{
    Anchor, Group, Path, PathStep, Point, Rect, Scene, SceneItem, StyleClass, TextBlock, TimeScale,
};
pub(crate) use symbols::{COLOURS, LINES};
pub use wrap::{flow, wrap};

use chart::Chart;

use crate::view::View;

/// Lays out a view on a page. Lengths are CSS pixels (1/96 inch); the same view gives the same scene on every machine.
///
/// | view | algorithm |
/// |---|---|
/// | hierarchy | `tidy`: the tidy tree of van der Ploeg 2014; long lists of units in columns |
/// | lineage | `bands` and `lanes`: storylines of Tanahashi and Ma 2012 with straight lines |
/// | roster | `columns`, filled to one height |
/// | tenures | lanes on a time axis |
/// | network | layers of Sugiyama, Tagawa and Toda 1981 |
///
/// The module of each names what it takes of its paper.
pub fn layout(view: &View, options: &LayoutOptions) -> Scene {
    let chart = match view {
        View::Hierarchy(view) => orgchart::chart(view, options),
        View::Lineage(view) => bands::chart(view, options),
        View::Roster(view) => roster::chart(view, options),
        View::Tenures(view) => tenures::chart(view, options),
        View::Network(view) => network::chart(view, options),
    };
    page::page(view, chart)
}
