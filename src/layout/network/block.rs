//! What stands in one place of the layers, as it is handed on: its boxes, its lines and its size. Never makes one.

use crate::layout::Direction;
use crate::layout::route::Curve;
use crate::layout::scene::{Rect, SceneItem};

/// How large the cards are.
pub(super) struct Sizes<'w> {
    pub(super) width: f64,
    pub(super) heights: &'w [f64],
}

/// The cards of a unit with their left and top at 0.
#[derive(Clone, Default)]
pub(super) struct Block {
    pub(super) size: (f64, f64),
    /// In the order of the unit.
    pub(super) cards: Vec<Rect>,
    /// What lines within it share, and the last part of the line of each card.
    pub(super) buses: Vec<SceneItem>,
    pub(super) leads: Vec<Option<SceneItem>>,
    /// The frames of clusters within it, outer ones first, and the lines that lead to them with the links that
    /// each stands for.
    pub(super) frames: Vec<(usize, Rect)>,
    pub(super) ways: Vec<(Vec<usize>, Curve)>,
    /// Whether a frame stands round it, to which a line leads that is of all that hang on nothing within.
    pub(super) is_framed: bool,
    /// Whether that frame is the one of a cluster.
    pub(super) is_cluster: bool,
}

/// How wide a block should be: so many times as wide as high, and which way its trees grow.
#[derive(Clone, Copy)]
pub(super) struct BlockShape {
    pub(super) aspect: f64,
    pub(super) direction: Direction,
}
