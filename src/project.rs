//! The front door: a model as a whole, with all that can be asked of it.
//!
//! Takes the path of a model, or texts in memory; gives a [`Project`], which answers, is checked and is
//! drawn, each in one call. Never prints, never writes a file and never ends the program.
//!
//! | file | owns |
//! |---|---|
//! | `open` | loading, and the problems of what was loaded |
//! | `question` | the date, the perspective and the certainty of a question, by names |
//! | `problems` | checking: levels, baselines, fixes |
//! | `request` | what to draw, by names |
//! | `scope`, `compare` | from those names to a view, of one state or of two |
//! | `empty`, `view_place` | why a view shows nothing, and where in the model it is wrong |
//! | `picture` | how to draw a view, and as what |
//! | `error` | what can go wrong |
//!
//! ```
//! use organigram::project::Project;
//!
//! let project = Project::from_text("club.ron", r#"Model(organs: {
//!     "club": Organ(name: "Chess Club", existence: "1950/"),
//!     "board": Organ(name: "Board", under: "clubb"),
//! })"#);
//! let problems = project.problems();
//! assert!(problems.iter().any(|problem| problem.message.contains("clubb")));
//! ```

#[cfg(feature = "draw")]
mod compare;
#[cfg(feature = "draw")]
mod empty;
mod error;
mod open;
#[cfg(feature = "draw")]
mod picture;
mod problems;
mod question;
#[cfg(feature = "draw")]
mod request;
#[cfg(feature = "draw")]
mod scope;
#[cfg(feature = "draw")]
mod view_place;

pub use error::ProjectError;
pub use open::{Project, find};
#[cfg(feature = "draw")]
pub use picture::{DrawError, Picture, PictureFormat, Style, UnknownFormat, draw};
pub use problems::{CheckRequest, Problems};
#[cfg(feature = "write")]
pub use problems::{FixedProject, fix};
pub use question::Question;
#[cfg(feature = "draw")]
pub use request::{Compare, Request};

#[cfg(feature = "draw")]
pub use crate::layout::{Calendar, Direction, Engine, Stretches};
pub use crate::load::{Disk, FileKind, Files, FolderEntry, LoadOptions, Outside, Overlay, Texts};
#[cfg(feature = "pdf")]
pub use crate::render::Paper;
#[cfg(feature = "draw")]
pub use crate::render::Theme;
#[cfg(feature = "draw")]
pub use crate::view::{Posts, View};
