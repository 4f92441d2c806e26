//! The days on which each organ showed below its main superior.
//!
//! A subtree as of a date asks of every organ below whether it and its place held on that day:
//! looks at the claims of two rows each. The answers for all single days are one stretch of days,
//! which is kept here, block by block, for those blocks that a question touched. Only where all
//! claims count; a slice that counts fewer looks at each organ itself. Never works out a stretch: whoever fills
//! a block gives them.

use std::sync::OnceLock;

use super::index::NodeIx;
use crate::time::Day;

const BLOCK: usize = 4096;

/// The stretches of all organs, by block.
#[derive(Debug, Default)]
pub(super) struct Days(OnceLock<Vec<Block>>);

type Block = OnceLock<Box<[Stretch]>>;

/// From which day to which an organ showed.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Stretch {
    pub(super) const NEVER: Stretch = Stretch { first: Day::MAX, last: Day::MIN };
    /// More than one stretch: the organ has to be looked at. No day is [`Day::MAX`].
    pub(super) const SEVERAL: Stretch = Stretch { first: Day::MAX, last: Day::MAX };

    /// Whether the organ showed on a day; `None` where it has to be looked at.
    #[inline]
    pub(super) fn shows(self, day: Day) -> Option<bool> {
        (self != Stretch::SEVERAL).then_some(self.first <= day && day <= self.last)
    }

    pub(super) fn both(self, other: Stretch) -> Stretch {
        Stretch { first: self.first.max(other.first), last: self.last.min(other.last) }
    }
}

impl Days {
    /// The stretches of the block in which an organ is, and the number of the block's first organ. `organs` is
    /// how many there are; `fill` gives the stretch of one.
    pub(super) fn around(
        &self,
        organ: NodeIx,
        organs: usize,
        fill: impl Fn(NodeIx) -> Stretch,
    ) -> (&[Stretch], u32) {
        let blocks =
            self.0.get_or_init(|| (0..organs.div_ceil(BLOCK)).map(|_| OnceLock::new()).collect());
        let at = organ.index() / BLOCK;
        let first = at * BLOCK;
        let stretches = blocks[at].get_or_init(|| {
            let end = (first + BLOCK).min(organs);
            (first..end).map(|at| fill(NodeIx(at as u32))).collect()
        });
        (stretches, first as u32)
    }
}
