//! Turns a finished picture into bytes. Takes a `Scene` (or, for other layout programs, a `View`), gives
//! text; never measures, places or chooses what to show.
//!
//! ```
//! use organigram::layout::{LayoutOptions, layout};
//! use organigram::project::{Project, Request};
//! use organigram::render::{Theme, svg};
//!
//! let project = Project::from_text("club.ron", r#"Model(organs: {
//!     "club": Organ(name: "Chess Club", existence: "1950/"),
//!     "board": Organ(name: "Board", under: "club", existence: "1950/1971"),
//! })"#);
//! let scene = layout(&project.view(&Request::hierarchy())?, &LayoutOptions::default());
//! assert!(svg(&scene, &Theme::dark()).contains("Chess Club"));
//! # Ok::<(), organigram::project::ProjectError>(())
//! ```

#[cfg(feature = "graphviz")]
pub mod dot;
#[cfg(feature = "page")]
mod explorer;
#[cfg(feature = "typeset")]
mod fonts;
mod html;
mod look;
mod mermaid;
#[cfg(feature = "typeset")]
mod paint;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "png")]
mod png;
mod svg;
mod theme;
#[cfg(feature = "typeset")]
mod typeset;
#[cfg(feature = "typeset")]
mod unseen;

/// Why a picture cannot be written in this form.
#[cfg(feature = "typeset")]
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// More pixels than fit.
    #[error("a picture of {0} by {1} pixels is too large; write it smaller, or as SVG or PDF")]
    TooLarge(u64, u64),
    /// The pixels or the pages could not be packed.
    #[error("the picture could not be packed: {0}")]
    Packing(String),
}

#[cfg(feature = "graphviz")]
pub use dot::dot;
#[cfg(feature = "serve")]
pub use explorer::served_explorer;
#[cfg(feature = "page")]
pub use explorer::{PageLanguage, explorer};
pub use html::html;
pub use mermaid::mermaid;
#[cfg(feature = "pdf")]
pub use pdf::{Paper, pdf};
#[cfg(feature = "png")]
pub use png::png;
#[cfg(feature = "page")]
pub use svg::marks::{MarkWriter, SceneMark};
pub use svg::plain::plain_svg;
pub use svg::{BadSvgId, SvgId, svg, svg_with_id};
#[cfg(test)]
pub(crate) use theme::ThemeFile;
pub use theme::{Ink, Theme, ThemeError};
#[cfg(feature = "typeset")]
pub use unseen::{UnseenLetter, unseen_letters};

use crate::layout::Scene;

/// Writes a scene as JSON, for other people's renderers. `docs/scene.md` shows what stands in it; the
/// number of the form goes up when something in it changes its meaning or goes away.
pub fn json(scene: &Scene) -> String {
    #[derive(serde::Serialize)]
    struct Numbered<'s> {
        version: u32,
        #[serde(flatten)]
        scene: &'s Scene,
    }
    let numbered = Numbered { version: 2, scene };
    let mut text = serde_json::to_string(&numbered).expect("a scene has nothing that JSON lacks");
    text.push('\n');
    text
}
