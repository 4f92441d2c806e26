//! Trees whose clusters are frames within frames: below each card the frame of what is under it. Takes a unit and
//! the sizes of cards, gives the boxes, the frames and the lines that lead to them. Never decides where it
//! stands.

use rustc_hash::FxHashMap;

use super::Sizes;
use super::blocks::{Block, Shape};
use super::grouping::Unit;
use crate::layout::arrange::pack;
use crate::layout::route;
use crate::layout::scene::{Point, Rect};
use crate::view::NetworkView;

/// Between what stands in a frame, and between it and the frame.
const GAP: f64 = 14.0;
/// Room for the words of a frame, and for the line that leads to it.
const HEADER: f64 = 22.0;
const LEAD: f64 = 24.0;

/// The block of a unit in which clusters have their frames.
pub(super) fn block(view: &NetworkView, unit: &Unit, sizes: &Sizes<'_>, shape: Shape) -> Block {
    Nest::of(unit, sizes, shape).placed(view, sizes)
}

struct Nest<'u> {
    unit: &'u Unit,
    /// What hangs on each card, by place in the unit; at last what hangs on none.
    below: Vec<Vec<usize>>,
    /// The size of each card with all below it; at last of the whole.
    sizes: Vec<(f64, f64)>,
    /// Where each stands in the frame of what it hangs on.
    within: Vec<(f64, f64)>,
    /// The size of the frame below each card; none where nothing hangs on it.
    frames: Vec<Option<(f64, f64)>>,
}

impl<'u> Nest<'u> {
    fn of(unit: &'u Unit, sizes: &Sizes<'_>, shape: Shape) -> Nest<'u> {
        let count = unit.cards.len();
        let place: FxHashMap<usize, usize> =
            unit.cards.iter().enumerate().map(|(at, &card)| (card, at)).collect();
        let mut below = vec![Vec::new(); count + 1];
        for (at, hung) in unit.hung.iter().enumerate() {
            below[hung.map_or(count, |hung| place[&hung.on])].push(at);
        }
        let mut nest = Nest {
            unit,
            below,
            sizes: vec![(0.0, 0.0); count + 1],
            within: vec![(0.0, 0.0); count],
            frames: vec![None; count + 1],
        };
        // What hangs on a card comes after it.
        for at in (0..count).rev() {
            let (w, h) = (sizes.width, sizes.heights[unit.cards[at]]);
            nest.sizes[at] = match nest.frame(at, shape) {
                Some((wide, high)) => (w.max(wide), h + LEAD + high),
                None => (w, h),
            };
        }
        nest.sizes[count] = match unit.is_framed() {
            true => nest.frame(count, shape).unwrap_or_default(),
            false => nest.sizes[0],
        };
        nest
    }

    /// Arranges what hangs on a card and gives the size of their frame.
    fn frame(&mut self, at: usize, shape: Shape) -> Option<(f64, f64)> {
        let members = &self.below[at];
        if members.is_empty() {
            return None;
        }
        let sizes: Vec<(f64, f64)> = members.iter().map(|&member| self.sizes[member]).collect();
        let (places, (w, h)) = pack(&sizes, GAP, shape.aspect);
        for (&member, (x, y)) in members.iter().zip(places) {
            self.within[member] = (x + GAP, y + GAP + HEADER);
        }
        self.frames[at] = Some((w + 2.0 * GAP, h + 2.0 * GAP + HEADER));
        self.frames[at]
    }

    fn placed(&self, view: &NetworkView, sizes: &Sizes<'_>) -> Block {
        let count = self.unit.cards.len();
        let mut block = Block {
            size: self.sizes[count],
            cards: vec![Rect::default(); count],
            leads: vec![None; count],
            is_framed: self.unit.is_framed(),
            is_cluster: self.unit.frame.is_some(),
            ..Block::default()
        };
        if let Some(cluster) = self.unit.frame {
            let (w, h) = self.sizes[count];
            block.frames.push((cluster, Rect { w, h, ..Rect::default() }));
        }
        let of_superior = view.clusters.iter().enumerate();
        let of_superior: FxHashMap<usize, usize> =
            of_superior.filter_map(|(at, of)| Some((of.superior?, at))).collect();
        // Left and top of the frame in which each stands.
        let mut origin = vec![(0.0, 0.0); count];
        for (at, &card) in self.unit.cards.iter().enumerate() {
            let (x, y) = (origin[at].0 + self.within[at].0, origin[at].1 + self.within[at].1);
            let (w, h) = (sizes.width, sizes.heights[card]);
            let middle = x + self.sizes[at].0 / 2.0;
            block.cards[at] = Rect { x: middle - w / 2.0, y, w, h, ..Rect::default() };
            let Some((wide, high)) = self.frames[at] else { continue };
            let (left, top) = (middle - wide / 2.0, y + h + LEAD);
            let rect = Rect { x: left, y: top, w: wide, h: high, ..Rect::default() };
            block.frames.push((of_superior[&card], rect));
            let links = self.below[at].iter().filter_map(|&below| self.unit.hung[below]);
            let curve = route::rounded(&[Point(middle, y + h), Point(middle, top)]);
            block.ways.push((links.map(|hung| hung.by).collect(), curve));
            self.below[at].iter().for_each(|&below| origin[below] = (left, top));
        }
        block
    }
}
