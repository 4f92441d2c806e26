//! Breaks wide layers into rows. Takes which units stand in which cluster and what leads to what, and for any
//! sizes and room across gives each unit and each cluster its row among those that it shares a frame or the
//! page with, and about how large all will be; never places anything.
//!
//! A list of two hundred things that stand under one is a layer, and a strip of a page. A designer would put
//! it in several rows under their superior, and so does this: what leads on to more comes first, the
//! rest below, and what hangs on one thing is shared out evenly, so that it stays beneath it.

use std::collections::BTreeMap;

use super::engine::Drawing;
use super::layers::layers;

/// The row of everything, among its neighbours within one frame or on the page.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) units: Vec<i32>,
    pub(super) clusters: BTreeMap<usize, i32>,
    /// Whether a layer was broken: otherwise the engine finds its own.
    pub(super) is_broken: bool,
    /// About how large all is together: across the layers and along them.
    pub(super) size: (f64, f64),
    /// The units of each row.
    pub(super) lists: Vec<Vec<usize>>,
}

impl Rows {
    /// About how many pieces rows cut arcs into, of those that stay within a frame or the page.
    pub(super) fn pieces(&self, arcs: &[(usize, usize)]) -> usize {
        let row = |unit: usize| i64::from(self.units[unit]);
        arcs.iter().map(|&(from, to)| (row(from) - row(to)).unsigned_abs() as usize).sum()
    }
}

/// The frames of a plot and the page, with the layers of each.
pub(super) struct Levels {
    frames: Vec<(usize, Level)>,
    /// On the page a cluster is one thing; clusters come first.
    page: Level,
}

/// What stands together in one frame, or on the page.
#[derive(Default)]
struct Level {
    /// The units by place; of the page those in no cluster, whose places follow those of clusters.
    units: Vec<usize>,
    /// The members of each layer, by place.
    layers: Vec<Vec<usize>>,
    /// What leads to each, wherever that stands.
    above: Vec<Option<usize>>,
    leads_on: Vec<bool>,
}

impl Levels {
    pub(super) fn of(clusters: &[Option<usize>], arcs: &[(usize, usize)]) -> Levels {
        let count = clusters.len();
        let mut above = vec![None; count];
        let mut leads_on = vec![false; count];
        for &(from, to) in arcs.iter().filter(|(from, to)| from != to) {
            above[to] = above[to].or(Some(from));
            leads_on[from] = true;
        }
        let (item, members) = items(clusters);
        let frames = members.into_iter().map(|(cluster, units)| {
            let mut level = Level {
                above: units.iter().map(|&unit| above[unit]).collect(),
                leads_on: units.iter().map(|&unit| leads_on[unit]).collect(),
                units,
                ..Level::default()
            };
            level.layer(&within(&level.units, arcs, count));
            (cluster, level)
        });
        let frames: Vec<(usize, Level)> = frames.collect();
        let free = (0..count).filter(|&unit| clusters[unit].is_none()).collect();
        let mut page = Level { units: free, ..Level::default() };
        page.join(frames.len() + page.units.len(), &item, arcs);
        Levels { frames, page }
    }

    /// The rows of units of these sizes, across the layers and along them, none wider than the room if it can
    /// be helped.
    pub(super) fn rows(&self, sizes: &[(f64, f64)], room: f64) -> Rows {
        const PADDING: f64 = Drawing::PADDING;
        let mut rows = Rows { units: vec![0; sizes.len()], ..Rows::default() };
        // The engine takes no arc between equal rows, not even of two frames.
        let mut taken = 0;
        let mut on_page = Vec::new();
        for (_, level) in &self.frames {
            let own: Vec<(f64, f64)> = level.units.iter().map(|&unit| sizes[unit]).collect();
            let broken = level.rows(&own, room - 2.0 * PADDING);
            rows.is_broken |= broken.len() > level.layers.len();
            for row in &broken {
                let units: Vec<usize> = row.iter().map(|&at| level.units[at]).collect();
                units.iter().for_each(|&unit| rows.units[unit] = taken);
                rows.lists.push(units);
                taken += 1;
            }
            let (across, along) = size(&own, &broken);
            on_page.push((across + 2.0 * PADDING, along + 3.0 * PADDING));
        }
        on_page.extend(self.page.units.iter().map(|&unit| sizes[unit]));
        let broken = self.page.rows(&on_page, room);
        rows.is_broken |= broken.len() > self.page.layers.len();
        rows.size = size(&on_page, &broken);
        for row in broken {
            let mut list = Vec::new();
            for at in row {
                match self.frames.get(at) {
                    Some((cluster, _)) => drop(rows.clusters.insert(*cluster, taken)),
                    None => list.push(self.page.units[at - self.frames.len()]),
                }
            }
            list.iter().for_each(|&unit| rows.units[unit] = taken);
            rows.lists.push(list);
            taken += 1;
        }
        rows
    }
}

/// The place of each unit on the page, clusters first, and the units of each cluster.
fn items(clusters: &[Option<usize>]) -> (Vec<usize>, BTreeMap<usize, Vec<usize>>) {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (unit, cluster) in clusters.iter().enumerate() {
        cluster.iter().for_each(|&cluster| members.entry(cluster).or_default().push(unit));
    }
    let mut item = vec![0; clusters.len()];
    for (place, units) in members.values().enumerate() {
        units.iter().for_each(|&unit| item[unit] = place);
    }
    let free = (0..clusters.len()).filter(|&unit| clusters[unit].is_none());
    free.enumerate().for_each(|(at, unit)| item[unit] = members.len() + at);
    (item, members)
}

/// The arcs between these units, by their places among them.
fn within(units: &[usize], arcs: &[(usize, usize)], count: usize) -> Vec<(usize, usize)> {
    let mut place = vec![None; count];
    units.iter().enumerate().for_each(|(at, &unit)| place[unit] = Some(at));
    let both = |&(from, to): &(usize, usize)| place[from].zip(place[to]);
    arcs.iter().filter_map(both).filter(|(from, to)| from != to).collect()
}

/// Which arcs lead from a cluster, or from a unit in none, to another that stands above it: where clusters
/// lead to one another in a cycle. The engine finds its own way round cycles of units.
pub(super) fn upwards(clusters: &[Option<usize>], arcs: &[(usize, usize)]) -> Vec<bool> {
    let (item, members) = items(clusters);
    if members.is_empty() {
        return vec![false; arcs.len()];
    }
    let arcs: Vec<(usize, usize)> = arcs.iter().map(|&(from, to)| (item[from], item[to])).collect();
    let layers = layers(item.iter().max().map_or(0, |most| most + 1), &arcs);
    arcs.iter().map(|&(from, to)| layers[from] > layers[to]).collect()
}

/// About how large rows of things are together.
fn size(sizes: &[(f64, f64)], rows: &[Vec<usize>]) -> (f64, f64) {
    let one = |(across, along): (f64, f64), row: &Vec<usize>| {
        let tall = row.iter().map(|&at| sizes[at].1).fold(0.0, f64::max);
        (across.max(width(sizes, row)), along + tall + Drawing::LAYER_GAP)
    };
    rows.iter().fold((0.0, 0.0), one)
}

fn width(sizes: &[(f64, f64)], row: &[usize]) -> f64 {
    row.iter().map(|&at| sizes[at].0 + Drawing::NODE_GAP).sum()
}

impl Level {
    /// Takes the arcs between things that stand for several units each.
    fn join(&mut self, count: usize, item: &[usize], arcs: &[(usize, usize)]) {
        (self.above, self.leads_on) = (vec![None; count], vec![false; count]);
        let ends = arcs.iter().map(|&(from, to)| (item[from], item[to]));
        let ends: Vec<(usize, usize)> = ends.filter(|(from, to)| from != to).collect();
        for &(from, to) in &ends {
            self.above[to] = self.above[to].or(Some(from));
            self.leads_on[from] = true;
        }
        self.layer(&ends);
    }

    fn layer(&mut self, arcs: &[(usize, usize)]) {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, layer) in layers(self.above.len(), arcs).into_iter().enumerate() {
            members.entry(layer).or_default().push(at);
        }
        self.layers = members.into_values().collect();
    }

    /// The members of each row.
    fn rows(&self, sizes: &[(f64, f64)], room: f64) -> Vec<Vec<usize>> {
        self.layers.iter().flat_map(|members| self.broken(members, sizes, room)).collect()
    }

    /// A layer in rows of about equal width.
    fn broken(&self, members: &[usize], sizes: &[(f64, f64)], room: f64) -> Vec<Vec<usize>> {
        if width(sizes, members) <= room {
            return vec![members.to_vec()];
        }
        let (first, last): (Vec<usize>, Vec<usize>) =
            members.iter().partition(|&&at| self.leads_on[at]);
        let rows = |members| self.shared_out(members, sizes, room);
        [first, last].into_iter().flat_map(rows).collect()
    }

    /// These in as few rows as have room for them, each thing in the row that is emptiest.
    fn shared_out(
        &self,
        mut members: Vec<usize>,
        sizes: &[(f64, f64)],
        room: f64,
    ) -> Vec<Vec<usize>> {
        // What hangs on one thing stays together.
        members.sort_by_key(|&at| self.above[at]);
        let count = (width(sizes, &members) / room).ceil().clamp(1.0, 1_000.0) as usize;
        let mut rows: Vec<(f64, Vec<usize>)> = vec![(0.0, Vec::new()); count];
        for at in members {
            let emptiest = rows.iter_mut().min_by(|a, b| a.0.total_cmp(&b.0));
            let (used, row) = emptiest.expect("there is at least one row");
            *used += sizes[at].0 + Drawing::NODE_GAP;
            row.push(at);
        }
        rows.into_iter().map(|(_, row)| row).filter(|row| !row.is_empty()).collect()
    }
}
