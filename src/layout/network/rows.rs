//! Breaks wide layers into rows. Takes a plot and the room across it, gives each unit and each cluster its row
//! among those that it shares a frame or the page with; never places anything.
//!
//! A list of two hundred things that stand under one is a layer, and a strip of a page. A designer would put
//! it in several rows under their superior, and so does this: what leads on to more comes first, the
//! rest below, and what hangs on one thing is shared out evenly, so that it stays beneath it.

use std::collections::BTreeMap;

use super::engine::{Drawing, Plot};
use super::layers::layers;
use crate::layout::Direction;

/// The row of everything, among its neighbours within one frame or on the page.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) units: Vec<i32>,
    pub(super) clusters: BTreeMap<usize, i32>,
}

/// What stands together in one frame, or on the page: units and clusters.
#[derive(Default)]
struct Level {
    /// Across the layers and along them.
    sizes: Vec<(f64, f64)>,
    arcs: Vec<(usize, usize)>,
    /// What leads to each, wherever that stands.
    above: Vec<Option<usize>>,
    leads_on: Vec<bool>,
}

/// The rows of a plot none of whose layers should be wider than the room. None: none is.
pub(super) fn rows(plot: &Plot, room: f64) -> Option<Rows> {
    let across = |(w, h): (f64, f64)| match plot.direction {
        Direction::Down => (w, h),
        Direction::Right => (h, w),
    };
    let count = plot.sizes.len();
    let mut above = vec![None; count];
    let mut leads_on = vec![false; count];
    for &(from, to) in plot.arcs.iter().filter(|(from, to)| from != to) {
        above[to] = above[to].or(Some(from));
        leads_on[from] = true;
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (unit, cluster) in plot.clusters.iter().enumerate() {
        cluster.iter().for_each(|&cluster| members.entry(cluster).or_default().push(unit));
    }
    let mut rows = Rows { units: vec![0; count], clusters: BTreeMap::new() };
    let mut page = Level::default();
    let mut item = vec![0; count];
    let mut is_broken = false;
    // The engine takes no arc between equal rows, not even of two frames.
    let mut taken = 0;
    // On the page a cluster is one thing.
    for units in members.values() {
        let level = Level {
            sizes: units.iter().map(|&unit| across(plot.sizes[unit])).collect(),
            arcs: within(units, &plot.arcs, count),
            above: units.iter().map(|&unit| above[unit]).collect(),
            leads_on: units.iter().map(|&unit| leads_on[unit]).collect(),
        };
        let (broken, of, size) = level.rows(room - 2.0 * Drawing::PADDING);
        is_broken |= broken;
        units.iter().zip(&of).for_each(|(&unit, row)| rows.units[unit] = taken + row);
        taken += 1 + of.iter().max().copied().unwrap_or(0);
        units.iter().for_each(|&unit| item[unit] = page.sizes.len());
        page.sizes.push((size.0 + 2.0 * Drawing::PADDING, size.1 + 3.0 * Drawing::PADDING));
    }
    let free: Vec<usize> = (0..count).filter(|&unit| plot.clusters[unit].is_none()).collect();
    for &unit in &free {
        item[unit] = page.sizes.len();
        page.sizes.push(across(plot.sizes[unit]));
    }
    page.join(&item, &plot.arcs);
    let (broken, of, _) = page.rows(room);
    let (clusters, units) = of.split_at(members.len());
    rows.clusters.extend(members.keys().copied().zip(clusters.iter().map(|row| taken + row)));
    free.iter().zip(units).for_each(|(&unit, &row)| rows.units[unit] = taken + row);
    (broken || is_broken).then_some(rows)
}

/// The arcs between these units, by their places among them.
fn within(units: &[usize], arcs: &[(usize, usize)], count: usize) -> Vec<(usize, usize)> {
    let mut place = vec![None; count];
    units.iter().enumerate().for_each(|(at, &unit)| place[unit] = Some(at));
    let both = |&(from, to): &(usize, usize)| place[from].zip(place[to]);
    arcs.iter().filter_map(both).filter(|(from, to)| from != to).collect()
}

/// Which arcs lead from a cluster, or from a unit in none, to another that stands above it: where clusters
/// lead to one another in a circle.
pub(super) fn upwards(plot: &Plot) -> Vec<bool> {
    let count = plot.sizes.len();
    let mut known: BTreeMap<usize, usize> = BTreeMap::new();
    let mut items = 0;
    let mut item = vec![0; count];
    for (unit, cluster) in plot.clusters.iter().enumerate() {
        item[unit] = match cluster {
            Some(cluster) => *known.entry(*cluster).or_insert(items),
            None => items,
        };
        items += usize::from(item[unit] == items);
    }
    let arcs: Vec<(usize, usize)> =
        plot.arcs.iter().map(|&(from, to)| (item[from], item[to])).collect();
    let layers = layers(items, &arcs);
    let up = |&(from, to): &(usize, usize)| layers[from] > layers[to];
    // The engine finds its own way round circles of units.
    arcs.iter().map(|arc| !known.is_empty() && up(arc)).collect()
}

impl Level {
    /// Takes the arcs between things that stand for several units each.
    fn join(&mut self, item: &[usize], arcs: &[(usize, usize)]) {
        self.above = vec![None; self.sizes.len()];
        self.leads_on = vec![false; self.sizes.len()];
        let ends = arcs.iter().map(|&(from, to)| (item[from], item[to]));
        for (from, to) in ends.filter(|(from, to)| from != to) {
            self.arcs.push((from, to));
            self.above[to] = self.above[to].or(Some(from));
            self.leads_on[from] = true;
        }
    }

    /// Whether a layer was broken, the row of each, and about how large all are together.
    fn rows(&self, room: f64) -> (bool, Vec<i32>, (f64, f64)) {
        let layer = layers(self.sizes.len(), &self.arcs);
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, &layer) in layer.iter().enumerate() {
            members.entry(layer).or_default().push(at);
        }
        let mut rows = vec![0; self.sizes.len()];
        let (mut next, mut size) = (0, (0.0f64, 0.0f64));
        let is_broken = members.len() != {
            for members in members.values() {
                for row in self.broken(members, room) {
                    row.iter().for_each(|&at| rows[at] = next);
                    next += 1;
                    let tall = row.iter().map(|&at| self.sizes[at].1).fold(0.0, f64::max);
                    size = (size.0.max(self.width(&row)), size.1 + tall + Drawing::LAYER_GAP);
                }
            }
            next as usize
        };
        (is_broken, rows, size)
    }

    fn width(&self, row: &[usize]) -> f64 {
        row.iter().map(|&at| self.sizes[at].0 + Drawing::NODE_GAP).sum()
    }

    /// A layer in rows of about equal width.
    fn broken(&self, members: &[usize], room: f64) -> Vec<Vec<usize>> {
        if self.width(members) <= room {
            return vec![members.to_vec()];
        }
        let (first, last): (Vec<usize>, Vec<usize>) =
            members.iter().partition(|&&at| self.leads_on[at]);
        [first, last].into_iter().flat_map(|members| self.shared_out(members, room)).collect()
    }

    /// These in as few rows as have room for them, each thing in the row that is emptiest.
    fn shared_out(&self, mut members: Vec<usize>, room: f64) -> Vec<Vec<usize>> {
        // What hangs on one thing stays together.
        members.sort_by_key(|&at| self.above[at]);
        let count = (self.width(&members) / room).ceil().max(1.0) as usize;
        let mut rows: Vec<(f64, Vec<usize>)> = vec![(0.0, Vec::new()); count];
        for at in members {
            let emptiest = rows.iter_mut().min_by(|a, b| a.0.total_cmp(&b.0));
            let (used, row) = emptiest.expect("there is at least one row");
            *used += self.sizes[at].0 + Drawing::NODE_GAP;
            row.push(at);
        }
        rows.into_iter().map(|(_, row)| row).filter(|row| !row.is_empty()).collect()
    }
}
