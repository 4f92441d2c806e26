//! What is known of every band's days, made ready for an axis. Takes a lineage view, gives for each band
//! where it is for certain, where it may be and what is not recorded. Never makes up a date: a band
//! without one is reported to stand before or after the axis.

use crate::time::{DateSpan, Day};
use crate::view::{Band, End, EventMark, EventMarkKind, LineageView};

/// Where a band stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Where {
    /// Without a date, left of the axis.
    Before,
    /// Without a date, but after something dated: right of the axis.
    After,
    /// Without a date, but grown out of something on this day: beside it, on a ground of its own.
    Beside(Day),
    /// On the axis: the days on which it may be and those on which it is.
    Dated {
        /// First day it may be.
        from: Day,
        /// Last day it may be, as far as anything is recorded.
        to: Day,
        /// The days it is for certain.
        solid: Option<(Day, Day)>,
    },
}

/// What is known of one band.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) place: Where,
    /// Nothing bounds its start from below.
    pub(super) fade_in: bool,
    /// Nothing bounds its end from above.
    pub(super) fade_out: bool,
    /// It is known to go on.
    pub(super) open: bool,
    /// The days of its renames.
    pub(super) renames: Vec<Option<Day>>,
}

/// What is known of all bands and events.
pub(super) struct Spans {
    pub(super) bands: Vec<Known>,
    /// The day at which each event is drawn, if it has one.
    pub(super) event_marks: Vec<Option<Day>>,
    /// Days on which something happens.
    pub(super) days: Vec<Day>,
    pub(super) range: (Day, Day),
    /// Whether days are only steps of an order: nothing has a date.
    pub(super) is_ordered: bool,
}

impl Spans {
    pub(super) fn of(view: &LineageView) -> Spans {
        let event_marks: Vec<Option<Day>> = view.event_marks.iter().map(event_day).collect();
        let attested = attested(view, &event_marks);
        let begun = begun(view, &event_marks);
        let one = |((band, days), begun): ((&Band, &Vec<Day>), DateSpan)| known(band, days, begun);
        let reported = view.bands.iter().zip(&attested).zip(begun);
        let mut bands: Vec<Known> = reported.map(one).collect();
        place_undated(view, &event_marks, &mut bands);
        let days = days(view, &bands, &event_marks);
        let range = range(view, &days);
        Spans { bands, event_marks, days, range, is_ordered: false }
    }
}

/// A split is drawn on its first possible day, where the results begin to be possible; what ends its
/// sources on its last, where they cease to be.
fn event_day(event: &EventMark) -> Option<Day> {
    let (first, last) = (bounded(event.on.earliest), bounded(event.on.latest));
    if event.from.len() == 1 && event.into.len() > 1 { first.or(last) } else { last.or(first) }
}

fn bounded(day: Day) -> Option<Day> {
    day.is_bounded().then_some(day)
}

/// For each band without a recorded start, the days of the event that made it. An origin may lie long
/// before what grew out of it, and what absorbs or is revived was there before.
fn begun(view: &LineageView, event_marks: &[Option<Day>]) -> Vec<DateSpan> {
    use EventMarkKind::{Founded, Merged, Reorganised, Split, Succeeded};
    let mut begun = vec![DateSpan::UNKNOWN; view.bands.len()];
    for (event, _) in view.event_marks.iter().zip(event_marks).filter(|(_, day)| day.is_some()) {
        if !matches!(event.kind, Founded | Merged | Reorganised | Split | Succeeded) {
            continue;
        }
        for &band in event.into.iter().filter(|band| !event.from.contains(band)) {
            let known = &mut begun[band];
            let sooner = *known == DateSpan::UNKNOWN || event.on.latest < known.latest;
            if view.bands[band].start == DateSpan::UNKNOWN && sooner {
                *known = event.on;
            }
        }
    }
    begun
}

/// For each band, the days on which an event shows it alive. An origin may lie long before the end of
/// its source, and says nothing of it unless nothing else does; nor does it of what it leads to.
fn attested(view: &LineageView, event_marks: &[Option<Day>]) -> Vec<Vec<Day>> {
    let mut days = vec![Vec::new(); view.bands.len()];
    let mut origins = days.clone();
    for (event, day) in view.event_marks.iter().zip(event_marks) {
        let Some(day) = *day else { continue };
        let list = if event.kind == EventMarkKind::Origin { &mut origins } else { &mut days };
        for &band in &event.from {
            list[band].push(day);
        }
        if event.kind != EventMarkKind::Origin {
            event.into.iter().for_each(|&band| days[band].push(day));
        }
    }
    for ((days, origins), band) in days.iter_mut().zip(origins).zip(&view.bands) {
        if days.is_empty() && band.start == DateSpan::UNKNOWN {
            *days = origins;
        }
    }
    days
}

fn known(band: &Band, attested: &[Day], begun: DateSpan) -> Known {
    let begins = if band.start == DateSpan::UNKNOWN { begun } else { band.start };
    let (start, start_by) = (bounded(begins.earliest), bounded(begins.latest));
    let renames: Vec<Option<Day>> = band
        .renames
        .iter()
        .map(|rename| bounded(rename.on.earliest).or(bounded(rename.on.latest)))
        .collect();
    let last_seen = attested.iter().copied().chain(renames.iter().flatten().copied()).max();
    let (end, open) = match band.end {
        End::Stated(span) => (span, false),
        End::NotRecorded(day) => {
            let day = day.into_iter().chain(last_seen).max();
            (DateSpan { earliest: day.unwrap_or(Day::MIN), latest: Day::MAX }, false)
        }
        End::Open => (DateSpan::UNKNOWN, true),
    };
    let (end_from, end_by) = (bounded(end.earliest), bounded(end.latest));
    let first = start.or(start_by).or(last_seen).or(end_from).or(end_by);
    let Some(first) = first else {
        return Known { place: Where::Before, fade_in: false, fade_out: false, open, renames };
    };
    let sure_from = start_by.or(start).unwrap_or(first);
    let sure_to = if open { Day::MAX } else { end_from.or(end_by).unwrap_or(sure_from).max(first) };
    let last = if open { Day::MAX } else { end_by.unwrap_or(sure_to.max(sure_from)).max(first) };
    let solid = (sure_from < sure_to).then_some((sure_from, sure_to));
    Known {
        place: Where::Dated { from: first, to: last, solid },
        fade_in: start.is_none(),
        fade_out: end_by.is_none() && !open,
        open,
        renames,
    }
}

/// An undated band before nothing dated stands beside the last dated event that led to it, or after the axis
/// where what it grew out of is dated and the event is not.
fn place_undated(view: &LineageView, event_marks: &[Option<Day>], bands: &mut [Known]) {
    let dated: Vec<bool> = bands.iter().map(|known| known.place != Where::Before).collect();
    for (band, known) in bands.iter_mut().enumerate() {
        if dated[band] {
            continue;
        }
        let with = |event: &EventMark, side: &[usize], other: &[usize], day: &Option<Day>| {
            side.contains(&band) && (day.is_some() || other.iter().any(|&o| dated[o])) && {
                !event.from.is_empty() && !event.into.is_empty()
            }
        };
        let events = || view.event_marks.iter().zip(event_marks);
        let leads_on = events().any(|(event, day)| with(event, &event.from, &event.into, day));
        let comes_from = events().any(|(event, day)| with(event, &event.into, &event.from, day));
        if comes_from && !leads_on {
            let led = events().filter(|(event, _)| event.into.contains(&band));
            let last = led.filter(|(event, _)| !event.from.is_empty()).filter_map(|(_, day)| *day);
            known.place = last.max().map_or(Where::After, Where::Beside);
        }
    }
}

fn days(view: &LineageView, bands: &[Known], event_marks: &[Option<Day>]) -> Vec<Day> {
    let mut days: Vec<Day> = event_marks.iter().flatten().copied().collect();
    for known in bands {
        if let Where::Dated { from, to, solid } = known.place {
            let solid = solid.into_iter().flat_map(|(a, b)| [a, b]);
            days.extend([from, to].into_iter().chain(solid).filter(|day| day.is_bounded()));
        }
        days.extend(known.renames.iter().flatten());
    }
    match view.range {
        Some((from, to)) => days.into_iter().filter(|day| (from..=to).contains(day)).collect(),
        None => days,
    }
}

/// The days that are asked for; else from the first day to the last, with a margin in proportion.
fn range(view: &LineageView, days: &[Day]) -> (Day, Day) {
    if let Some(range) = view.range {
        return range;
    }
    let first = days.iter().min().copied().unwrap_or(Day(0));
    let last = days.iter().max().copied().unwrap_or(Day(365));
    let margin = ((i64::from(last.0) - i64::from(first.0)) / 40).max(20) as i32;
    (Day(first.0.saturating_sub(margin)), Day(last.0.saturating_add(margin)))
}
