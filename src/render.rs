//! Turns a finished picture into bytes. Takes a `Scene` (or, for other layout programs, a `View`), gives
//! text; never measures, places or chooses what to show.

pub mod dot;
mod svg;
mod theme;

pub use dot::dot;
pub use svg::svg;
pub use theme::{Ink, Theme};
