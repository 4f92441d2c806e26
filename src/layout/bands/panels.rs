//! Stands the families of a large genealogy side by side in panels, each with a time axis of its own, where one
//! axis would make a strip. Takes a lineage view, gives the drawing. Never parts what hangs together.

use super::one_axis;
use crate::layout::lanes::find;
use crate::layout::{Chart, Options, page};
use crate::view::{Joint, LineageView};

/// With fewer bands one axis is read at a glance, whatever its shape.
const MANY: usize = 80;
/// Most panels.
const MOST: usize = 6;
/// White between panels.
const GAP: f64 = 40.0;

/// One panel, or as many as bring the page nearest to the shape asked for.
pub(super) fn chart(view: &LineageView, options: &Options) -> Chart {
    let mut best = one_axis(view, options);
    let page = |chart: &Chart| chart.width.max(chart.height * options.aspect);
    if view.bands.len() < MANY || best.width >= best.height * options.aspect {
        return best;
    }
    let families = families(view);
    for count in 2..=MOST.min(families.len()) {
        let parts = shared_out(&families, view.bands.len().div_ceil(count));
        let chart = beside(parts.iter().map(|part| one_axis(&only(view, part), options)).collect());
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

/// The bands that hang together by events, those first that begin first.
fn families(view: &LineageView) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..view.bands.len()).collect();
    for joint in &view.joints {
        let mut bands = joint.from.iter().chain(&joint.into).copied();
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
    families.retain(|family| !family.is_empty());
    let start = |band: &usize| {
        let start = view.bands[*band].start;
        if start.earliest.is_bounded() { start.earliest } else { start.latest }
    };
    families.sort_by_key(|family| (family.iter().map(start).min(), family[0]));
    families
}

/// Families in their order, about so many bands a panel.
fn shared_out(families: &[Vec<usize>], share: usize) -> Vec<Vec<usize>> {
    let (mut parts, mut before) = (vec![Vec::new()], 0);
    for family in families {
        let last = parts.len() - 1;
        // A family goes where more of it fits.
        if before + family.len() / 2 > share * parts.len() && !parts[last].is_empty() {
            parts.push(Vec::new());
        }
        parts.last_mut().expect("there is a first panel").extend(family);
        before += family.len();
    }
    parts
}

/// The view with these bands alone.
fn only(view: &LineageView, bands: &[usize]) -> LineageView {
    let mut place = vec![None; view.bands.len()];
    bands.iter().enumerate().for_each(|(at, &band)| place[band] = Some(at));
    let places = |side: &[usize]| side.iter().filter_map(|&band| place[band]).collect();
    let here = |joint: &&Joint| {
        joint.from.iter().chain(&joint.into).next().is_some_and(|&band| place[band].is_some())
    };
    let moved = |joint: &Joint| Joint {
        from: places(&joint.from),
        into: places(&joint.into),
        ..joint.clone()
    };
    LineageView {
        bands: bands.iter().map(|&band| view.bands[band].clone()).collect(),
        joints: view.joints.iter().filter(here).map(moved).collect(),
        range: view.range,
        ..LineageView::default()
    }
}

fn beside(panels: Vec<Chart>) -> Chart {
    let mut whole = Chart { margin: 12.0, ..Chart::default() };
    whole.notes = vec![format!("In {} panels, each with a time axis of its own.", panels.len())];
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
