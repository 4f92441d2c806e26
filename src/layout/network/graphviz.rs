//! Layers by the program `dot` of Graphviz, where it is installed and asked for. Takes a plot, gives where its
//! units stand and its arcs run; what they look like is the same as with the engine of our own. Never fails:
//! what `dot` cannot do gives nothing.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;

use super::plot::{Drawing, Placing, Plot};
use crate::graphviz_program;
use crate::layout::Direction;
use crate::layout::scene::{Point, Rect};

/// Pixels of an inch, in which Graphviz counts.
const INCH: f64 = 72.0;
/// Room for the words of a frame.
const HEADER: f64 = 22.0;

/// Half of the white between frames, which "plain", with its few digits, would let touch.
const APART: f64 = 4.0;

/// Whether the program can be run.
///
/// # Errors
///
/// Why it cannot: it is not there, or it does not answer.
pub fn is_installed() -> io::Result<()> {
    run("digraph { }".to_owned()).map(drop)
}

fn run(text: String) -> io::Result<Vec<u8>> {
    // Its format "plain" has a line for each node and for each edge.
    graphviz_program::run(text, "plain")
}

/// Where `dot` places units of these sizes.
pub(super) fn placing(plot: &Plot, sizes: &[(f64, f64)]) -> Option<Placing> {
    let plain = run(text(plot, sizes)).ok()?;
    let mut found = GraphvizLayout::default();
    for line in String::from_utf8(plain).ok()?.lines() {
        found.read(line)?;
    }
    let boxes = sizes.iter().enumerate().map(|(unit, &(w, h))| {
        let Point(x, y) = *found.middles.get(&format!("u{unit}"))?;
        Some(Rect { x: x - w / 2.0, y: found.height - y - h / 2.0, w, h, ..Rect::default() })
    });
    let boxes: Vec<Rect> = boxes.collect::<Option<_>>()?;
    let ways = plot.arcs.iter().map(|&(from, to)| {
        let ends = (format!("u{from}"), format!("u{to}"));
        let ways = found.ways.get_mut(&ends).filter(|ways| !ways.is_empty());
        // A line that is not there is led by us.
        let way = ways.map_or_else(Vec::new, |ways| ways.remove(0));
        bends(way.into_iter().map(|Point(x, y)| Point(x, found.height - y)))
    });
    let ways = ways.collect();
    let along = |rect: &Rect| match plot.direction {
        Direction::Down => rect.y + rect.h / 2.0,
        Direction::Right => rect.x + rect.w / 2.0,
    };
    Some(Placing {
        ways,
        layers: boxes.iter().map(|rect| along(rect).round() as i64).collect(),
        clusters: clusters(plot, &boxes),
        boxes,
        size: (found.width, found.height),
    })
}

/// The frames of clusters: what `dot` keeps free of other things.
fn clusters(plot: &Plot, boxes: &[Rect]) -> Vec<(usize, Rect)> {
    let mut frames: Vec<(usize, Rect)> = Vec::new();
    for (cluster, rect) in plot.clusters.iter().zip(boxes) {
        let Some(cluster) = *cluster else { continue };
        match frames.iter_mut().find(|(of, _)| *of == cluster) {
            None => frames.push((cluster, rect.clone())),
            Some((_, frame)) => {
                let (right, bottom) =
                    (frame.right().max(rect.right()), frame.bottom().max(rect.bottom()));
                (frame.x, frame.y) = (frame.x.min(rect.x), frame.y.min(rect.y));
                (frame.w, frame.h) = (right - frame.x, bottom - frame.y);
            }
        }
    }
    const PADDING: f64 = Drawing::PADDING;
    for (_, frame) in &mut frames {
        (frame.x, frame.y) = (frame.x - PADDING, frame.y - PADDING - HEADER);
        (frame.w, frame.h) = (frame.w + 2.0 * PADDING, frame.h + 2.0 * PADDING + HEADER);
    }
    frames
}

/// The plot in the language of Graphviz; units are u0, u1 and so on.
fn text(plot: &Plot, sizes: &[(f64, f64)]) -> String {
    let direction = match plot.direction {
        Direction::Down => "TB",
        Direction::Right => "LR",
    };
    let mut out = String::new();
    let _ = writeln!(
        out,
        "digraph {{ rankdir={direction} newrank=true splines=ortho ranksep={} nodesep={} pad=0 margin=0\n\
         node [shape=box fixedsize=true label=\"\"] edge [arrowhead=none]",
        Drawing::LAYER_GAP / INCH,
        Drawing::NODE_GAP / INCH,
    );
    let mut members: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
    for (unit, (&(w, h), cluster)) in sizes.iter().zip(&plot.clusters).enumerate() {
        let _ = writeln!(out, "u{unit} [width={:.4} height={:.4}]", w / INCH, h / INCH);
        cluster.iter().for_each(|&cluster| members.entry(cluster).or_default().push(unit));
    }
    for (cluster, units) in members {
        let margin = Drawing::PADDING + APART;
        let _ = write!(
            out,
            "subgraph cluster_{cluster} {{ margin={margin} label=\" \" fontsize={HEADER}; "
        );
        for unit in units {
            let _ = write!(out, "u{unit}; ");
        }
        out.push_str("}\n");
    }
    rows(plot, &mut out);
    for (from, to) in &plot.arcs {
        let _ = writeln!(out, "u{from} -> u{to}");
    }
    out.push_str("}\n");
    out
}

/// The rows of what stands on the page, one below another. Those within frames are left to `dot`.
fn rows(plot: &Plot, out: &mut String) {
    let Some(rows) = &plot.rows else { return };
    let mut lists: Vec<&Vec<usize>> = rows.lists.iter().filter(|list| !list.is_empty()).collect();
    let row = |list: &&Vec<usize>| {
        let unit = list[0];
        let cluster = plot.clusters[unit].and_then(|cluster| rows.clusters.get(&cluster));
        (cluster.copied().unwrap_or(rows.units[unit]), rows.units[unit])
    };
    lists.sort_by_key(row);
    for list in &lists {
        out.push_str("{ rank=same; ");
        for unit in *list {
            let _ = write!(out, "u{unit}; ");
        }
        out.push_str("}\n");
    }
    for pair in lists.windows(2) {
        if row(&pair[0]) < row(&pair[1]) && row(&pair[0]).0 != row(&pair[1]).0
            || plot.clusters[pair[0][0]] == plot.clusters[pair[1][0]]
        {
            let _ = writeln!(out, "u{} -> u{} [style=invis]", pair[0][0], pair[1][0]);
        }
    }
}

/// What Graphviz shows in its plain form, in pixels, from the left and from below.
#[derive(Default)]
struct GraphvizLayout {
    width: f64,
    height: f64,
    middles: HashMap<String, Point>,
    ways: HashMap<(String, String), Vec<Vec<Point>>>,
}

impl GraphvizLayout {
    fn read(&mut self, line: &str) -> Option<()> {
        let mut words = line.split_ascii_whitespace();
        let sort = words.next()?;
        match sort {
            "graph" => {
                let mut next = || Some(words.next()?.parse::<f64>().ok()? * INCH);
                next()?;
                (self.width, self.height) = (next()?, next()?);
            }
            "node" => {
                let name = words.next()?.to_owned();
                let mut next = || Some(words.next()?.parse::<f64>().ok()? * INCH);
                self.middles.insert(name, Point(next()?, next()?));
            }
            "edge" => {
                let ends = (words.next()?.to_owned(), words.next()?.to_owned());
                let count: usize = words.next()?.parse().ok()?;
                let mut next = || Some(words.next()?.parse::<f64>().ok()? * INCH);
                let points = (0..count).map(|_| Some(Point(next()?, next()?)));
                self.ways.entry(ends).or_default().push(points.collect::<Option<_>>()?);
            }
            _ => {}
        }
        Some(())
    }
}

/// The places where a line of straight pieces turns.
fn bends(points: impl Iterator<Item = Point>) -> Vec<Point> {
    const NEAR: f64 = 0.5;
    let mut bends: Vec<Point> = Vec::new();
    for point in points {
        let same = |a: f64, b: f64| (a - b).abs() < NEAR;
        if bends.last().is_some_and(|last| same(last.0, point.0) && same(last.1, point.1)) {
            continue;
        }
        if let [.., a, b] = bends[..] {
            let is_straight =
                (same(a.0, b.0) && same(b.0, point.0)) || (same(a.1, b.1) && same(b.1, point.1));
            if is_straight {
                bends.pop();
            }
        }
        bends.push(point);
    }
    bends
}
