//! Subtrees of a slice by the order of the numbers: the hierarchy's walk down without a queue.
//!
//! An organ and all below it in the main hierarchy are numbers without a gap, so that most of a
//! subtree is read in the order of memory. Only relations beside the main hierarchy (an organ that
//! moved, a second line) lead out of it; they are few, and kept in a list of their own.

use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::days::Stretch;
use super::index::{Item, NodeIx, UnderIx};
use super::org_graph::{OrgGraph, UnderRef};
use super::slice::Slice;
use crate::model::Modality;
use crate::time::{Answer, Day, Period};

/// The relations beside the main hierarchy, by superior.
fn beside(graph: &OrgGraph) -> Vec<(u32, UnderIx)> {
    // Where the main hierarchy runs in a cycle, it is cut: the cut relation is beside it.
    let main = |under: &UnderRef<'_>| {
        graph.main_superior(under.unit) == Some(under.superior)
            && graph.main_subtree(under.superior).contains(&under.unit.0)
    };
    let organs = graph.organ_count();
    let of_organs = graph.all_unders().filter(|under| under.unit.index() < organs);
    let beside = of_organs.filter(|under| !main(under));
    let mut beside: Vec<(u32, UnderIx)> =
        beside.map(|under| (under.superior.0, under.ix)).collect();
    beside.sort_unstable();
    beside
}

impl<'g> Slice<'g> {
    /// All that stood under an organ, directly or not: the same as [`Slice::below`] without the
    /// levels, as sorted ranges of numbers that neither overlap nor touch.
    pub fn subtree(&self, organ: NodeIx) -> Vec<Range<u32>> {
        let is_organ = organ.index() < self.graph().organ_count();
        if !is_organ || self.when().is_some_and(|when| !when.is_day()) {
            let below = self.below(organ, None);
            return merged(below.into_iter().map(|(node, _)| node.0..node.0 + 1).collect());
        }
        let ranges = if self.shows_all() { self.whole_subtree(organ) } else { self.scan(organ) };
        merged(ranges)
    }

    /// The relations beside the main hierarchy.
    fn beside(&self) -> &[(u32, UnderIx)] {
        self.tables().beside.get_or_init(|| beside(self.graph()))
    }

    /// Those of them whose superiors have these numbers, as places in their list.
    fn beside_in(&self, superiors: &Range<u32>) -> Range<usize> {
        let all = self.beside();
        let start = all.partition_point(|(superior, _)| *superior < superiors.start);
        let end = all.partition_point(|(superior, _)| *superior < superiors.end);
        start..end
    }

    /// Whether no relation of hierarchy is hidden.
    pub(super) fn shows_all(&self) -> bool {
        self.shows_everything() && self.walks_all_lines()
    }

    fn whole_subtree(&self, organ: NodeIx) -> Vec<Range<u32>> {
        let graph = self.graph();
        let main = graph.main_subtree(organ);
        let mut found = vec![main.clone()];
        let mut left = vec![main];
        while let Some(range) = left.pop() {
            for &(_, under) in &self.beside()[self.beside_in(&range)] {
                let unit = graph.under(under).unit;
                if !found.iter().any(|range| range.contains(&unit.0)) {
                    let more = graph.main_subtree(unit);
                    found.push(more.clone());
                    left.push(more);
                }
            }
        }
        without(merged(found), organ.0)
    }

    /// Reads subtree by subtree in the order of the numbers; passes over what does not show.
    fn scan(&self, organ: NodeIx) -> Vec<Range<u32>> {
        let graph = self.graph();
        if !self.shows(self.answer(organ)) {
            return Vec::new();
        }
        let mut met = FixedBitSet::with_capacity(graph.organ_count());
        let mut found: Vec<Range<u32>> = Vec::new();
        let mut tops = vec![organ];
        let mut known = Known::of(self);
        while let Some(top) = tops.pop() {
            if met.put(top.index()) {
                continue;
            }
            if top != organ {
                found.push(top.0..top.0 + 1);
            }
            self.scan_top(top, &mut known, &mut met, &mut found, &mut tops);
        }
        found.sort_unstable_by_key(|range| range.start);
        found
    }

    fn scan_top(
        &self,
        top: NodeIx,
        known: &mut Option<Known<'_, 'g>>,
        met: &mut FixedBitSet,
        found: &mut Vec<Range<u32>>,
        tops: &mut Vec<NodeIx>,
    ) {
        let graph = self.graph();
        let range = graph.main_subtree(top);
        let all_beside = self.beside();
        let mut beside = self.beside_in(&range);
        let mut at = top.0;
        while at < range.end {
            let node = NodeIx(at);
            let is_new = at != top.0 && !met.contains(node.index());
            let mut shows = || match known.as_mut().and_then(|known| known.shows(node)) {
                Some(shows) => shows,
                None => self.shows_main(node),
            };
            if at != top.0 && !(is_new && shows()) {
                at = graph.main_subtree(node).end;
                continue;
            }
            met.insert(node.index());
            if at != top.0 {
                match found.last_mut() {
                    Some(last) if last.end == at => last.end += 1,
                    _ => found.push(at..at + 1),
                }
            }
            if all_beside[beside.clone()].first().is_some_and(|(superior, _)| *superior < at) {
                let left = &all_beside[beside.clone()];
                beside.start += left.partition_point(|(superior, _)| *superior < at);
            }
            for place in beside.clone().take_while(|place| all_beside[*place].0 == at) {
                let under = graph.under(all_beside[place].1);
                let shows = || {
                    let known = known.as_ref().and_then(|known| known.shows_beside(place));
                    known.unwrap_or_else(|| self.shows_below(&under))
                };
                if !met.contains(under.unit.index()) && shows() {
                    tops.push(under.unit);
                }
            }
            at += 1;
        }
    }

    /// Whether an organ shows below its main superior, which is known to show.
    fn shows_main(&self, node: NodeIx) -> bool {
        let main = self.graph().main_superior(node);
        let mut unders = self.graph().unders(node);
        unders.any(|under| Some(under.superior) == main && self.shows_below(&under))
    }
}

/// What is known of a day without looking at each organ: where all claims count and all lines are
/// walked.
struct Known<'s, 'g> {
    slice: &'s Slice<'g>,
    /// The same of all claims at any time, by which blocks are filled.
    all: Slice<'g>,
    day: Day,
    block: &'s [Stretch],
    first: u32,
    /// The days of the relations beside the main hierarchy.
    beside: &'s [Stretch],
}

impl<'s, 'g> Known<'s, 'g> {
    fn of(slice: &'s Slice<'g>) -> Option<Self> {
        let when = slice.when().filter(|when| when.is_day())?;
        let is_whole = slice.perspective().is_all()
            && slice.perspective().presume_for().is_none()
            && slice.walks_all_lines();
        let all = slice.of_all_claims(slice.threshold());
        is_whole.then(|| {
            let days = &slice.tables().days_beside[slice.threshold().least() as usize];
            let stretch = |(_, under): &(u32, UnderIx)| {
                let under = all.graph().under(*under);
                stretch_below(&all, under.unit, std::iter::once(under))
            };
            let beside = days.get_or_init(|| slice.beside().iter().map(stretch).collect());
            Known { slice, day: when.from, block: &[], first: 0, beside, all }
        })
    }

    /// Whether a relation beside the main hierarchy shows below its superior, which is known to show.
    #[inline]
    fn shows_beside(&self, place: usize) -> Option<bool> {
        self.beside[place].shows(self.day)
    }

    /// Whether an organ shows below its main superior, which is known to show; `None` where it has
    /// to be looked at.
    #[inline]
    fn shows(&mut self, node: NodeIx) -> Option<bool> {
        let at = node.0.wrapping_sub(self.first) as usize;
        if let Some(stretch) = self.block.get(at) {
            return stretch.shows(self.day);
        }
        let days = &self.slice.tables().days[self.slice.threshold().least() as usize];
        let organs = self.slice.graph().organ_count();
        (self.block, self.first) = days.around(node, organs, |organ| stretch(&self.all, organ));
        self.block[(node.0 - self.first) as usize].shows(self.day)
    }
}

/// The days on which an organ shows below its main superior, of all claims.
fn stretch(slice: &Slice<'_>, organ: NodeIx) -> Stretch {
    let graph = slice.graph();
    let Some(main) = graph.main_superior(organ) else { return Stretch::NEVER };
    stretch_below(slice, organ, graph.unders(organ).filter(|under| under.superior == main))
}

/// The days on which an organ shows by some of its relations.
fn stretch_below<'g>(
    slice: &Slice<'g>,
    organ: NodeIx,
    mut places: impl Iterator<Item = UnderRef<'g>> + Clone,
) -> Stretch {
    let plain = |item| match slice.dating(item).0 {
        Some(period) => !period.is_sparse(),
        None => true,
    };
    let is_plain =
        plain(Item::Node(organ)) && places.clone().all(|under| plain(Item::Under(under.ix)));
    let life = match slice.is_eventful(organ) {
        true => slice.single_life(organ),
        false => Some(slice.dating(Item::Node(organ))),
    };
    let place =
        |under: UnderRef<'_>| days(slice, slice.dating(Item::Under(under.ix)), Answer::Certain);
    match (places.next(), places.next(), life.filter(|_| is_plain)) {
        (Some(only), None, Some(life)) => place(only).both(days(slice, life, Answer::Possible)),
        _ => Stretch::SEVERAL,
    }
}

/// The days on which what is dated so has an answer that the slice shows; `undated` without a date.
fn days(
    slice: &Slice<'_>,
    (period, modality): (Option<Period>, Modality),
    undated: Answer,
) -> Stretch {
    let least = slice.threshold().least();
    if !modality.is_held() && least > Answer::Possible {
        return Stretch::NEVER;
    }
    let days = match period {
        Some(period) => period.days(least),
        None => (undated >= least).then_some((Day::MIN, Day::MAX)),
    };
    days.map_or(Stretch::NEVER, |(first, last)| Stretch { first, last })
}

/// Sorted ranges that neither overlap nor touch.
fn merged(mut ranges: Vec<Range<u32>>) -> Vec<Range<u32>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<u32>> = Vec::with_capacity(ranges.len());
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The ranges without one number.
fn without(ranges: Vec<Range<u32>>, number: u32) -> Vec<Range<u32>> {
    let cut = |range: Range<u32>| match range.contains(&number) {
        true => [range.start..number, number + 1..range.end],
        false => [range, 0..0],
    };
    ranges.into_iter().flat_map(cut).filter(|range| !range.is_empty()).collect()
}
