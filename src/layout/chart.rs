//! A drawing without title, legend and sources: what each layout gives and `page` takes.

use super::scene::{Point, SceneItem};
use crate::view::Sign;

/// A drawing without title, legend and sources.
#[derive(Default)]
pub(super) struct Chart {
    pub(super) items: Vec<SceneItem>,
    /// Where the top left of the drawing stands in its coordinates.
    pub(super) at: Point,
    pub(super) width: f64,
    pub(super) height: f64,
    /// How far lines may stick out of it.
    pub(super) margin: f64,
    /// Signs of the view's legend that the drawing does without.
    pub(super) unused: Vec<Sign>,
    /// What a reader must know of the drawing, beside what the view shows.
    pub(super) notes: Vec<String>,
}
