//! The order of a lineage of which nothing has a date. Takes a lineage view, gives each band and event its place in
//! a row: what came of something stands after it. The places are steps and no days, and no axis shows them as such.

use std::collections::VecDeque;

use super::extent::{Known, Spans, Where};
use crate::time::{DateSpan, Day};
use crate::view::{Band, End, LineageView};

/// How far a step is from the next.
const STEP: i32 = 1000;

/// Whether nothing of a view has a date.
pub(super) fn is_undated(view: &LineageView) -> bool {
    let is_known = |span: DateSpan| span.earliest.is_bounded() || span.latest.is_bounded();
    let ends = |band: &Band| match band.end {
        End::Stated(span) => is_known(span),
        End::NotRecorded(day) => day.is_some(),
        End::Open => false,
    };
    let mut renames = view.bands.iter().flat_map(|band| &band.renames);
    !view.bands.iter().any(|band| is_known(band.start) || ends(band))
        && !view.event_marks.iter().any(|event| is_known(event.on))
        && !renames.any(|rename| is_known(rename.on))
}

/// The places of bands and events in their order.
pub(super) fn ordered(view: &LineageView) -> Spans {
    let (bands, events) = ranks(view);
    let day = |rank: i32| Day(rank * STEP);
    let mut ends: Vec<i32> = bands.iter().map(|rank| (rank + 1) * STEP).collect();
    for (event, rank) in view.event_marks.iter().zip(&events) {
        for &band in &event.from {
            let goes_on = if event.into.contains(&band) { STEP / 2 } else { 0 };
            ends[band] = ends[band].max(rank * STEP + goes_on);
        }
    }
    let known = |((band, rank), end): ((&Band, &i32), &i32)| {
        let (from, count) = (rank * STEP, band.renames.len() as i32 + 1);
        let renames = (1..count).map(|at| Some(Day(from + (end - from) / count * at)));
        Known {
            place: Where::Dated { from: Day(from), to: Day(*end), solid: None },
            fade_in: false,
            fade_out: false,
            open: band.end == End::Open,
            renames: renames.collect(),
        }
    };
    let last = ends.iter().copied().max().unwrap_or(STEP);
    Spans {
        bands: view.bands.iter().zip(&bands).zip(&ends).map(known).collect(),
        event_marks: events.iter().map(|&rank| Some(day(rank))).collect(),
        days: bands.iter().map(|&rank| day(rank)).chain([Day(last)]).collect(),
        range: (Day(-STEP / 10), Day(last + STEP / 10)),
        is_ordered: true,
    }
}

/// The step at which each band begins and each event happens: one after all that lead to it. Where these run in a
/// cycle, what is listed first comes first.
fn ranks(view: &LineageView) -> (Vec<i32>, Vec<i32>) {
    let events = &view.event_marks;
    let (mut bands, mut happens) = (vec![0; view.bands.len()], vec![0; events.len()]);
    let mut leads_to = vec![Vec::new(); view.bands.len()];
    let mut waits_for = vec![0usize; view.bands.len()];
    let made = |event: usize| {
        let from = &events[event].from;
        events[event].into.iter().copied().filter(|band| !from.contains(band))
    };
    let mut open: Vec<usize> = events.iter().map(|event| event.from.len()).collect();
    for (index, event) in events.iter().enumerate() {
        event.from.iter().for_each(|&band| leads_to[band].push(index));
        made(index).for_each(|band| waits_for[band] += 1);
    }
    let mut ready: VecDeque<usize> = VecDeque::new();
    let mut done = vec![false; view.bands.len()];
    for index in (0..events.len()).filter(|&index| open[index] == 0) {
        made(index).for_each(|band| waits_for[band] -= 1);
    }
    ready.extend((0..view.bands.len()).filter(|&band| waits_for[band] == 0));
    let mut next = 0;
    loop {
        let band = match ready.pop_front() {
            Some(band) => band,
            None => match (next..done.len()).find(|&band| !done[band]) {
                Some(band) => band,
                None => return (bands, happens),
            },
        };
        if std::mem::replace(&mut done[band], true) {
            continue;
        }
        next = if band == next { next + 1 } else { next };
        for &event in &leads_to[band] {
            happens[event] = happens[event].max(bands[band] + 1);
            open[event] -= 1;
            if open[event] > 0 {
                continue;
            }
            for into in made(event) {
                if !done[into] {
                    bands[into] = bands[into].max(happens[event]);
                }
                waits_for[into] = waits_for[into].saturating_sub(1);
                if waits_for[into] == 0 {
                    ready.push_back(into);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::EventMark;

    fn view(bands: usize, events: &[(&[usize], &[usize])]) -> LineageView {
        let band = Band { end: End::NotRecorded(None), ..Band::default() };
        let event = |(from, into): &(&[usize], &[usize])| EventMark {
            from: from.to_vec(),
            into: into.to_vec(),
            ..EventMark::default()
        };
        LineageView {
            bands: vec![band; bands],
            event_marks: events.iter().map(event).collect(),
            ..LineageView::default()
        }
    }

    #[test]
    fn what_came_of_something_stands_after_it() {
        // 3 grew out of what 0 and 1 became; 4 was founded.
        let events: [(&[usize], &[usize]); 3] = [(&[2], &[3]), (&[0, 1], &[2]), (&[], &[4])];
        let view = view(5, &events);
        assert!(is_undated(&view));
        assert_eq!(ranks(&view), (vec![0, 0, 1, 2, 0], vec![2, 1, 0]));
        let spans = ordered(&view);
        let place = |band: usize| match spans.bands[band].place {
            Where::Dated { from, to, solid: None } => (from.0, to.0),
            other => panic!("{other:?}"),
        };
        assert_eq!((place(0), place(2), place(3)), ((0, 1000), (1000, 2000), (2000, 3000)));
    }

    #[test]
    fn a_cycle_ends_and_a_date_is_seen() {
        let mut view = view(3, &[(&[0], &[1]), (&[1], &[2]), (&[2], &[0])]);
        assert_eq!(ranks(&view).0, [0, 1, 2]);
        view.event_marks[1].on = DateSpan::day(Day(3));
        assert!(!is_undated(&view));
    }
}
