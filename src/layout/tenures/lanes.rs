//! The days of tenures made ready for an axis, and the lanes of those that overlap. Takes the bars of a row,
//! gives what is certain of each, how far it may reach, and which share a lane. Never makes up a date.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::time::{DateSpan, Day};
use crate::view::{Bar, End, TenureRow};

/// What is known of the days of one tenure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    /// The first day it may have begun; none where nothing bounds it.
    first: Option<Day>,
    /// The days it held for certain, or the one day known of it.
    sure: (Day, Day),
    /// The last day it may have lasted; none where nothing bounds it.
    last: Option<Day>,
    /// Where a fading end is cut off: the next holder's first day.
    until: Option<Day>,
    /// Whether anything is certain beyond one bound.
    has_sure: bool,
    /// Known to go on.
    pub(super) is_open: bool,
}

impl Extent {
    /// Of one bar; nothing of one without dates.
    fn of(bar: &Bar) -> Option<Extent> {
        let known = |day: Day| Some(day).filter(|day| day.is_bounded());
        let (start, start_by) = (known(bar.start.earliest), known(bar.start.latest));
        let (end, is_open) = match bar.end {
            End::Stated(span) => (span, false),
            End::NotRecorded(day) => {
                (DateSpan { earliest: day.unwrap_or(Day::MIN), latest: Day::MAX }, false)
            }
            End::Open => (DateSpan::UNKNOWN, true),
        };
        let (end_from, end_by) = (known(end.earliest), known(end.latest));
        let begun = start_by.or(start);
        let ended = end_from.or(end_by);
        let sure_from = begun.or(ended)?;
        let sure_to = ended.unwrap_or(sure_from);
        // A single imprecise date, or an end before the start: nothing is certain between the two.
        let sure = if sure_to < sure_from { (sure_to, sure_to) } else { (sure_from, sure_to) };
        let has_sure = sure_to >= sure_from && begun.is_some() && (is_open || ended.is_some());
        let first = start.map(|day| day.min(sure.0));
        let last = end_by.map(|day| day.max(sure_from).max(sure.1));
        Some(Extent { first, sure, last, until: None, has_sure, is_open })
    }

    /// Every day that is known of it.
    pub(super) fn days(&self) -> impl Iterator<Item = Day> + use<> {
        [self.first, Some(self.sure.0), Some(self.sure.1), self.last].into_iter().flatten()
    }

    /// Whether its start has no bound, and whether its end has none.
    pub(super) fn fades(&self) -> (bool, bool) {
        (self.first.is_none(), self.last.is_none() && !self.is_open)
    }

    /// The days that are drawn on an axis over a range.
    pub(super) fn drawn(&self, range: (Day, Day)) -> (Day, Day) {
        let fading = i64::from(range.1.0) - i64::from(range.0.0);
        let back = Day((i64::from(self.sure.0.0) - fading / 14).max(i64::from(range.0.0)) as i32);
        let from = self.first.unwrap_or(back.min(self.sure.0));
        let open = self.until.unwrap_or(range.1);
        let to = if self.is_open { range.1 } else { self.last.unwrap_or(open) };
        (from.max(range.0), to.max(self.sure.1).min(range.1).max(from.max(range.0)))
    }

    /// The days for which it is drawn as certain.
    pub(super) fn solid(&self, range: (Day, Day)) -> Option<(Day, Day)> {
        let to = if self.is_open { range.1 } else { self.sure.1 };
        let (from, to) = (self.sure.0.max(range.0), to.min(range.1));
        (self.has_sure && from <= to).then_some((from, to))
    }

    /// The one day that is known of it, where nothing longer is.
    pub(super) fn known(&self) -> Day {
        self.sure.0
    }

    /// Whether any of it may lie within the range.
    pub(super) fn touches(&self, range: (Day, Day)) -> bool {
        let last =
            if self.is_open { Day::MAX } else { self.last.or(self.until).unwrap_or(Day::MAX) };
        self.first.unwrap_or(Day::MIN) <= range.1 && last >= range.0
    }

    /// Whether it goes beyond the range on either side.
    pub(super) fn goes_beyond(&self, range: (Day, Day)) -> (bool, bool) {
        let last = self.last.unwrap_or(self.sure.1);
        (self.sure.0 < range.0, !self.is_open && last > range.1)
    }
}

/// The extents of a row's bars. Where one person at a time holds a post, a fading end is over by the time
/// the next is known to have begun.
pub(super) fn extents(row: &TenureRow) -> Vec<Option<Extent>> {
    let mut extents: Vec<Option<Extent>> = row.bars.iter().map(Extent::of).collect();
    if row.seats == Some(1) {
        for place in 0..extents.len() {
            let Some(own) = extents[place] else { continue };
            let is_holder = |bar: &Bar| bar.status.is_holder() && bar.mark.modality.is_held();
            let later = row.bars.iter().zip(&extents).filter(|(bar, _)| is_holder(bar));
            let starts = later.filter_map(|(_, extent)| extent.map(|extent| extent.sure.0));
            let next = starts.filter(|&start| start > own.sure.0).min();
            if let (Some(extent), true) = (&mut extents[place], is_holder(&row.bars[place])) {
                extent.until = next.map(|day| Day(day.0 - 1));
            }
        }
    }
    extents
}

/// The bars of one lane, from left to right.
pub(super) struct Lane {
    pub(super) bars: Vec<usize>,
    pub(super) is_honour: bool,
    /// The last day that is taken for certain, and the last that may be.
    sure: Day,
    last: Day,
}

/// Shares a row's dated bars out over lanes: those who held the post first, then the honours.
pub(super) fn pack(row: &TenureRow, extents: &[Option<Extent>]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    for is_honour in [false, true] {
        // Lanes by the day on which they may be free again, and those that are, the first one first. A lane that is
        // free for one bar is so for all later ones, for they come in the order of their days.
        let (mut busy, mut free) = (BinaryHeap::new(), BTreeSet::new());
        let sort = |bar: &usize| {
            let bar = &row.bars[*bar];
            (!bar.status.is_holder() || !bar.mark.modality.is_held()) == is_honour
        };
        let mut bars: Vec<(usize, Extent)> =
            (0..row.bars.len()).filter(sort).filter_map(|bar| Some((bar, extents[bar]?))).collect();
        bars.sort_by_key(|(bar, extent)| (extent.sure.0, extent.first, *bar));
        for (bar, extent) in bars {
            // Without a bound it may reach back as far as anybody knows: nothing stands before it.
            // Where one hands over to the next, the unknown days of both may be the same.
            let begins = extent.first.unwrap_or(Day::MIN);
            while let Some(&Reverse((last, lane))) = busy.peek()
                && last <= extent.sure.0
            {
                busy.pop();
                free.insert(lane);
            }
            let (sure, last) = taken(&extent);
            let at = match free.iter().copied().find(|&lane: &usize| lanes[lane].sure <= begins) {
                Some(at) => {
                    free.remove(&at);
                    let lane = &mut lanes[at];
                    lane.bars.push(bar);
                    (lane.sure, lane.last) = (lane.sure.max(sure), lane.last.max(last));
                    at
                }
                None => {
                    lanes.push(Lane { bars: vec![bar], is_honour, sure, last });
                    lanes.len() - 1
                }
            };
            busy.push(Reverse((lanes[at].last, at)));
        }
    }
    lanes
}

/// The last day that a tenure takes of its lane for certain, and the last that it may take.
fn taken(extent: &Extent) -> (Day, Day) {
    match (extent.is_open, extent.last, extent.until) {
        (true, _, _) => (Day::MAX, Day::MAX),
        (false, Some(last), _) => (extent.sure.1, last),
        (false, None, until) => {
            let until = until.unwrap_or(Day::MAX);
            (until, until)
        }
    }
}
