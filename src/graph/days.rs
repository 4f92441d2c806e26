//! The days on which each organ showed below its main superior.
//!
//! A subtree as of a date asks of every organ below whether it and its place held on that day:
//! looks at the claims of two rows each. The answers for all single days are one stretch of days,
//! which is kept here, block by block, for those blocks that a question touched. Only where all
//! claims count; a slice that counts fewer looks at each organ itself.

use std::sync::OnceLock;

use super::index::{Item, NodeIx};
use super::org_graph::{OrgGraph, UnderRef};
use super::perspective::Perspective;
use super::slice::{Slice, Threshold};
use crate::time::{Answer, Day};

const BLOCK: usize = 4096;

/// By threshold and block.
#[derive(Debug, Default)]
pub(super) struct Days([OnceLock<Vec<Block>>; 3]);

type Block = OnceLock<Box<[Stretch]>>;

/// From which day to which an organ showed.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    first: Day,
    last: Day,
}

impl Stretch {
    const NEVER: Stretch = Stretch { first: Day::MAX, last: Day::MIN };
    /// More than one stretch: the organ has to be looked at. No day is [`Day::MAX`].
    const SEVERAL: Stretch = Stretch { first: Day::MAX, last: Day::MAX };

    /// Whether the organ showed on a day; `None` where it has to be looked at.
    #[inline]
    pub(super) fn shows(self, day: Day) -> Option<bool> {
        (self != Stretch::SEVERAL).then_some(self.first <= day && day <= self.last)
    }

    fn both(self, other: Stretch) -> Stretch {
        Stretch { first: self.first.max(other.first), last: self.last.min(other.last) }
    }
}

impl OrgGraph {
    /// The stretches of a block of organs, and the number of its first organ.
    pub(super) fn days_around(&self, organ: NodeIx, threshold: Threshold) -> (&[Stretch], u32) {
        let blocks = self.memory.days.0[threshold as usize].get_or_init(|| {
            (0..self.organ_count().div_ceil(BLOCK)).map(|_| OnceLock::new()).collect()
        });
        let at = organ.index() / BLOCK;
        let first = at * BLOCK;
        let stretches = blocks[at].get_or_init(|| {
            let slice = Slice::new(self, None, Perspective::all(), threshold);
            let end = (first + BLOCK).min(self.organ_count());
            (first..end).map(|at| stretch(&slice, NodeIx(at as u32))).collect()
        });
        (stretches, first as u32)
    }
}

fn stretch(slice: &Slice<'_>, organ: NodeIx) -> Stretch {
    let graph = slice.graph();
    let Some(main) = graph.main_superior(organ) else { return Stretch::NEVER };
    let mut places = graph.unders(organ).filter(|under| under.superior == main);
    let place = |under: UnderRef<'_>| days(slice, Item::Under(under.ix), Answer::Certain);
    match (places.next(), places.next()) {
        (Some(only), None) => place(only).both(days(slice, Item::Node(organ), Answer::Possible)),
        _ => Stretch::SEVERAL,
    }
}

/// The days on which an item has an answer that the slice shows; `undated` without a date.
fn days(slice: &Slice<'_>, item: Item, undated: Answer) -> Stretch {
    let least = slice.threshold().least();
    let (period, modality) = slice.dating(item);
    if !modality.is_held() && least > Answer::Possible {
        return Stretch::NEVER;
    }
    let days = match period {
        Some(period) => period.days(least),
        None => (undated >= least).then_some((Day::MIN, Day::MAX)),
    };
    days.map_or(Stretch::NEVER, |(first, last)| Stretch { first, last })
}
