//! Chooses how wide and high the blocks of a network are. Takes what shapes each can have, gives one of them
//! for each, such that the page is small; never runs the engine: it goes by about how large rows will be.
//!
//! It begins with the best one shape for all, and then changes one block, or all of a row, as long as that
//! makes the page smaller.

use super::turned;
use super::wrapped_layers::{Levels, Rows};
use crate::layout::Direction;

/// A page to fill.
pub(super) struct Page<'l> {
    pub(super) levels: &'l Levels,
    pub(super) direction: Direction,
    pub(super) aspect: f64,
    /// The room across the layers.
    pub(super) room: f64,
}

/// How many times as wide as high blocks can be.
pub(super) const ASPECTS: [f64; 6] = [1.4, 1.0, 0.7, 0.45, 2.2, 3.5];
/// Most looks at a unit.
const MOST_LOOKS: usize = 3_000_000;
/// How much a change must gain.
const GAIN: f64 = 0.995;

impl Page<'_> {
    /// Which of its sizes each block should have, and the rows of them.
    pub(super) fn choose(&self, offers: &[Vec<(f64, f64)>]) -> (Vec<usize>, Rows) {
        let most = offers.iter().map(Vec::len).max().unwrap_or(0);
        let alike = (0..most).map(|shape| {
            let chosen: Vec<usize> = offers.iter().map(|of| shape.min(of.len() - 1)).collect();
            let (price, rows) = self.price(offers, &chosen);
            (price, chosen, rows)
        });
        let (mut price, mut chosen, mut rows) =
            alike.min_by(|a, b| a.0.total_cmp(&b.0)).expect("every block has a shape");
        let mut looks = MOST_LOOKS / offers.len().max(1);
        let mut is_better = most > 1;
        while std::mem::take(&mut is_better) {
            let alone = (0..offers.len()).map(|unit| vec![unit]);
            for group in rows.lists.clone().into_iter().chain(alone) {
                let shapes = group.iter().map(|&unit| offers[unit].len()).max().unwrap_or(1);
                for shape in (0..shapes).filter(|_| shapes > 1) {
                    let mut other = chosen.clone();
                    group.iter().for_each(|&unit| other[unit] = shape.min(offers[unit].len() - 1));
                    if other == chosen || looks == 0 {
                        continue;
                    }
                    looks -= 1;
                    let (now, with) = self.price(offers, &other);
                    if now < price * GAIN {
                        (price, chosen, rows, is_better) = (now, other, with, true);
                    }
                }
            }
        }
        (chosen, rows)
    }

    /// The size of the page, and a little for what it does not fill.
    fn price(&self, offers: &[Vec<(f64, f64)>], chosen: &[usize]) -> (f64, Rows) {
        const SLACK: f64 = 0.15;
        let sizes = offers.iter().zip(chosen).map(|(of, &shape)| turned(of[shape], self.direction));
        let rows = self.levels.rows(&sizes.collect::<Vec<_>>(), self.room);
        let (w, h) = turned(rows.size, self.direction);
        let (w, h) = (w, h * self.aspect);
        (w.max(h) + SLACK * w.min(h), rows)
    }
}
