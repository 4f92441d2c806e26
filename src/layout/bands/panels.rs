//! Stands the families of a large genealogy side by side in panels, each with a time axis of its own, where one
//! axis would make a strip. Takes a lineage view, gives the drawing. Never parts what hangs together, and seldom
//! what is grouped.

use std::ops::Range;

use super::one_axis;
use crate::layout::lanes::find;
use crate::layout::{Chart, LayoutOptions, page};
use crate::time::Day;
use crate::view::{EventMark, LineageView};

/// With fewer bands one axis is read at a glance, whatever its shape.
const MANY: usize = 80;
/// Most panels.
const MOST: usize = 6;
/// How often families are moved between panels, and how even these are when that ends.
const ROUNDS: usize = 2;
const EVEN: f64 = 0.93;
/// What it costs to part a group, as a share of the height of a panel.
const PARTED: f64 = 0.15;
/// White between panels.
const GAP: f64 = 40.0;

/// One panel, or as many as bring the page nearest to the shape asked for.
pub(super) fn chart(view: &LineageView, options: &LayoutOptions) -> Chart {
    let mut best = one_axis(view, options);
    let page = |chart: &Chart| chart.width.max(chart.height * options.aspect);
    if view.bands.len() < MANY || best.width >= best.height * options.aspect {
        return best;
    }
    let mut families = families(view);
    for count in 2..=MOST.min(families.len()) {
        let chart = balanced(view, &mut families, count, options);
        let wide = chart.width >= chart.height * options.aspect;
        if page(&chart) < page(&best) {
            best = chart;
        }
        if wide {
            break;
        }
    }
    best
}

/// What hangs together by events.
struct Family {
    bands: Vec<usize>,
    /// What its first band is grouped by.
    group: Option<usize>,
    /// Its share of the height of its panel.
    height: f64,
}

/// Families in so many panels, moved between them until these are about equally high.
fn balanced(
    view: &LineageView,
    families: &mut [Family],
    count: usize,
    options: &LayoutOptions,
) -> Chart {
    let mut best: Option<Chart> = None;
    for _ in 0..ROUNDS {
        let parts = shared_out(families, count);
        let panel = |part: &Range<usize>| {
            let bands = families[part.clone()].iter().flat_map(|family| &family.bands).copied();
            one_axis(&only(view, &bands.collect::<Vec<_>>()), options)
        };
        let panels: Vec<Chart> = parts.iter().map(panel).collect();
        let heights = panels.iter().map(|panel| panel.height);
        let (least, most) = heights.clone().fold((f64::INFINITY, 0.0), |(least, most), height| {
            (f64::min(least, height), f64::max(most, height))
        });
        for (part, height) in parts.iter().zip(heights) {
            let part = &mut families[part.clone()];
            let known: f64 = part.iter().map(|family| family.height).sum();
            part.iter_mut().for_each(|family| family.height *= height / known);
        }
        if best.as_ref().is_none_or(|best| most < best.height) {
            best = Some(beside(panels, reported(view, families, &parts)));
        }
        if least > most * EVEN {
            break;
        }
    }
    best.expect("there is a round")
}

/// Families, those of a group side by side, what begins first before others.
fn families(view: &LineageView) -> Vec<Family> {
    let mut root: Vec<usize> = (0..view.bands.len()).collect();
    for event in &view.event_marks {
        let mut bands = event.from.iter().chain(&event.into).copied();
        let Some(first) = bands.next() else { continue };
        for other in bands {
            let (a, b) = (find(&mut root, first), find(&mut root, other));
            root[a.max(b)] = a.min(b);
        }
    }
    let mut families = vec![Vec::new(); view.bands.len()];
    for band in 0..view.bands.len() {
        families[find(&mut root, band)].push(band);
    }
    let start = |band: usize| {
        let start = view.bands[band].start;
        if start.earliest.is_bounded() { start.earliest } else { start.latest }
    };
    let mut groups = vec![Day::MAX; view.groups.len()];
    for (band, data) in view.bands.iter().enumerate() {
        if let Some(group) = data.group {
            groups[group] = groups[group].min(start(band));
        }
    }
    let family = |bands: Vec<usize>| Family {
        group: view.bands[bands[0]].group,
        height: bands.len() as f64,
        bands,
    };
    let filled = families.into_iter().filter(|bands: &Vec<usize>| !bands.is_empty());
    let mut families: Vec<Family> = filled.map(family).collect();
    families.sort_by_key(|family| {
        let group = family.group.map(|group| (groups[group], group));
        let first = family.bands.iter().map(|&band| start(band)).min();
        (group.is_none(), group, first, family.bands[0])
    });
    families
}

/// Families in their order in so many panels, none much higher than others and few groups parted: by
/// dynamic programming over where a panel ends.
fn shared_out(families: &[Family], count: usize) -> Vec<Range<usize>> {
    let mut below = vec![0.0];
    for family in families {
        below.push(below[below.len() - 1] + family.height);
    }
    let dear = PARTED * below[families.len()] / count as f64;
    let parts = |end: usize| {
        let group = |family: usize| families[family].group;
        end < families.len() && group(end).is_some() && group(end - 1) == group(end)
    };
    // For each end of the panels so far: the highest of them, how many groups are parted, where the last begins.
    let mut ways: Vec<Vec<(f64, f64, usize)>> =
        vec![(0..=families.len()).map(|end| (below[end], 0.0, 0)).collect()];
    for panel in 1..count {
        let before = &ways[panel - 1];
        let best = |end: usize| {
            let way = |from: usize| {
                let (high, parted, _) = before[from];
                let parted = parted + if parts(from) { dear } else { 0.0 };
                (f64::max(high, below[end] - below[from]), parted, from)
            };
            let cost = |way: &(f64, f64, usize)| way.0 + way.1;
            let ways = (panel..end).map(way);
            ways.min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or((f64::INFINITY, 0.0, 0))
        };
        ways.push((0..=families.len()).map(best).collect());
    }
    let (mut end, mut panels) = (families.len(), Vec::new());
    for way in ways.iter().rev() {
        let from = way[end].2;
        panels.push(from..end);
        end = from;
    }
    panels.reverse();
    panels
}

/// What a reader must know of the panels.
fn reported(view: &LineageView, families: &[Family], parts: &[Range<usize>]) -> String {
    let names = |part: &Range<usize>| {
        let mut groups: Vec<usize> =
            families[part.clone()].iter().filter_map(|family| family.group).collect();
        groups.dedup();
        let names = groups.into_iter().map(|group| view.groups[group].as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let head = format!("In {} panels, each with a time axis of its own", parts.len());
    let grouped = view.groups.len() > 1 && families.iter().all(|family| family.group.is_some());
    if !grouped {
        return head + ".";
    }
    let panels: Vec<String> = parts.iter().map(names).collect();
    format!("{head}; from the left {}.", panels.join(" \u{b7} "))
}

/// The view with these bands alone.
fn only(view: &LineageView, bands: &[usize]) -> LineageView {
    let mut place = vec![None; view.bands.len()];
    bands.iter().enumerate().for_each(|(at, &band)| place[band] = Some(at));
    let places = |side: &[usize]| side.iter().filter_map(|&band| place[band]).collect();
    let here = |event: &&EventMark| {
        event.from.iter().chain(&event.into).next().is_some_and(|&band| place[band].is_some())
    };
    let moved = |event: &EventMark| EventMark {
        from: places(&event.from),
        into: places(&event.into),
        ..event.clone()
    };
    LineageView {
        bands: bands.iter().map(|&band| view.bands[band].clone()).collect(),
        event_marks: view.event_marks.iter().filter(here).map(moved).collect(),
        range: view.range,
        ..LineageView::default()
    }
}

fn beside(panels: Vec<Chart>, reported: String) -> Chart {
    let mut whole = Chart { margin: 12.0, ..Chart::default() };
    whole.notes = vec![reported];
    whole.unused = panels[0].unused.clone();
    for (at, mut panel) in panels.into_iter().enumerate() {
        let x = if at == 0 { 0.0 } else { whole.width + GAP };
        page::shift(&mut panel.items, x, 0.0);
        whole.items.append(&mut panel.items);
        whole.width = x + panel.width;
        whole.height = whole.height.max(panel.height);
        whole.unused.retain(|sign| panel.unused.contains(sign));
    }
    whole
}
