//! A layered drawing before and after an engine made it: what is to be drawn, what was placed, and what is within
//! reach. Takes and gives sizes, arcs, boxes and ways; knows nothing of what they stand for, nor of any engine.

use std::collections::BTreeMap;

use super::layers;
use crate::layout::Direction;
use crate::layout::scene::{Point, Rect};

/// What is to be drawn.
pub(super) struct Plot {
    /// Width and height of each unit.
    pub(super) sizes: Vec<(f64, f64)>,
    /// The cluster in whose frame each unit stands.
    pub(super) clusters: Vec<Option<usize>>,
    /// From unit to unit.
    pub(super) arcs: Vec<(usize, usize)>,
    pub(super) direction: Direction,
    /// Whether lines may lead to a unit from its side as well.
    pub(super) is_sided: Vec<bool>,
    /// The row in which each stands, where layers are broken.
    pub(super) rows: Option<Rows>,
}

impl Plot {
    /// Whether several drawings of it can be made to choose from.
    pub(super) fn is_small(&self) -> bool {
        self.sizes.len() + layers::pieces(self.sizes.len(), &self.arcs) <= Reach::SEVERAL
    }
}

/// Where everything stands; left and top are 0.
#[derive(Default)]
pub(super) struct Drawing {
    pub(super) boxes: Vec<Rect>,
    pub(super) clusters: Vec<(usize, Rect)>,
    /// The bends of each arc, from rim to rim.
    pub(super) ways: Vec<Vec<Point>>,
    pub(super) size: (f64, f64),
}

impl Drawing {
    pub(super) const LAYER_GAP: f64 = 54.0;
    pub(super) const NODE_GAP: f64 = 24.0;
    /// Between a cluster's frame and what stands in it.
    pub(super) const PADDING: f64 = 16.0;
}

/// What the engine draws in a reasonable time: within these, the slowest of the networks that were measured
/// (trees, grids, wheels, complete ones, random ones with 1.3 to 4 lines a thing, with and without cycles;
/// an optimised build on a busy core) took 12 s, the next 7 s, half of them less than 1 s.
///
/// Neither things nor lines alone show the time: 6,000 things in a tree take 1 s, and 300 with 1,200 lines
/// between any two of them 7 s. What shows it best is into how many pieces the layers cut the lines.
pub(super) struct Reach;

impl Reach {
    pub(super) const UNITS: usize = 6_000;
    pub(super) const PIECES: usize = 6_000;
    /// Most arcs at one unit: 500 took 0.2 s and 1,000 took 2.3 s; the time grows with the cube.
    pub(super) const FAN: usize = 500;
    /// Above this many units and pieces the engine tries fewer orders: with all of them 60 units joined by
    /// 392 arcs took more than 100 s, with fewer 1.6 s.
    pub(super) const CAREFUL: usize = 600;
    /// Up to this many units and pieces several drawings are made.
    pub(super) const SEVERAL: usize = 300;
}

/// What an engine makes of a plot. Its left and top are 0.
pub(super) struct Placing {
    /// As large as the engine was reported.
    pub(super) boxes: Vec<Rect>,
    /// The layer of each unit, among those that it shares a frame with.
    pub(super) layers: Vec<i64>,
    pub(super) clusters: Vec<(usize, Rect)>,
    /// The bends of each arc.
    pub(super) ways: Vec<Vec<Point>>,
    pub(super) size: (f64, f64),
}

/// The row of everything, among its neighbours within one frame or on the page.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) units: Vec<i32>,
    pub(super) clusters: BTreeMap<usize, i32>,
    /// Whether a layer was broken: otherwise the engine finds its own.
    pub(super) is_broken: bool,
    /// About how large all is together: across the layers and along them.
    pub(super) size: (f64, f64),
    /// The units of each row.
    pub(super) lists: Vec<Vec<usize>>,
}

impl Rows {
    /// About how many pieces rows cut arcs into, of those that stay within a frame or the page.
    pub(super) fn pieces(&self, arcs: &[(usize, usize)]) -> usize {
        let row = |unit: usize| i64::from(self.units[unit]);
        arcs.iter().map(|&(from, to)| (row(from) - row(to)).unsigned_abs() as usize).sum()
    }
}

/// A size as layers see it, across and along, and back.
pub(super) fn turned((w, h): (f64, f64), direction: Direction) -> (f64, f64) {
    match direction {
        Direction::Down => (w, h),
        Direction::Right => (h, w),
    }
}
