//! The engine of layered drawings. Takes sizes and arcs, gives boxes and ways; knows nothing of what they
//! stand for. The crate `graphlay` does the work; nothing outside this file names it, so that another engine
//! can take its place, as the program `dot` does on demand.

use std::collections::BTreeMap;

use graphlay::{
    Edge, Effort, Graph, GraphBuilder, LayoutOptions, Limits, Node, NodeId, PortCentring,
    PortSides, RankConstraint, RouteKind, Size,
};

use super::super::scene::{Point, Rect};
use super::super::{Direction, Engine};
use super::layers;
use super::wrapped_layers::{Rows, upwards};

/// What is to be drawn.
pub(super) struct Plot {
    /// Width and height of each unit.
    pub(super) sizes: Vec<(f64, f64)>,
    /// The cluster in whose frame each unit stands.
    pub(super) clusters: Vec<Option<usize>>,
    /// From unit to unit.
    pub(super) arcs: Vec<(usize, usize)>,
    pub(super) direction: Direction,
    /// Whether lines may lead to a unit from its side as well.
    pub(super) is_sided: Vec<bool>,
    /// The row in which each stands, where layers are broken.
    pub(super) rows: Option<Rows>,
}

impl Plot {
    /// Whether several drawings of it can be made to choose from.
    pub(super) fn is_small(&self) -> bool {
        self.sizes.len() + layers::pieces(self.sizes.len(), &self.arcs) <= Reach::SEVERAL
    }
}

/// Boxes of a layer that differ by less in length stand along its middle.
const UNEVEN: f64 = 60.0;

/// Where everything stands; left and top are 0.
#[derive(Default)]
pub(super) struct Drawing {
    pub(super) boxes: Vec<Rect>,
    pub(super) clusters: Vec<(usize, Rect)>,
    /// The bends of each arc, from rim to rim.
    pub(super) ways: Vec<Vec<Point>>,
    pub(super) size: (f64, f64),
}

impl Drawing {
    pub(super) const LAYER_GAP: f64 = 54.0;
    pub(super) const NODE_GAP: f64 = 24.0;
    /// Between a cluster's frame and what stands in it.
    pub(super) const PADDING: f64 = 16.0;
}

/// What the engine draws in a reasonable time: within these, the slowest of the networks that were measured
/// (trees, grids, wheels, complete ones, random ones with 1.3 to 4 lines a thing, with and without cycles;
/// an optimised build on a busy core) took 12 s, the next 7 s, half of them less than 1 s.
///
/// Neither things nor lines alone show the time: 6,000 things in a tree take 1 s, and 300 with 1,200 lines
/// between any two of them 7 s. What shows it best is into how many pieces the layers cut the lines.
pub(super) struct Reach;

impl Reach {
    pub(super) const UNITS: usize = 6_000;
    pub(super) const PIECES: usize = 6_000;
    /// Most arcs at one unit: 500 took 0.2 s and 1,000 took 2.3 s; the time grows with the cube.
    pub(super) const FAN: usize = 500;
    /// Above this many units and pieces the engine tries fewer orders: with all of them 60 units joined by
    /// 392 arcs took more than 100 s, with fewer 1.6 s.
    const CAREFUL: usize = 600;
    /// Up to this many units and pieces several drawings are made.
    const SEVERAL: usize = 300;
}

/// What an engine makes of a plot. Its left and top are 0.
pub(super) struct Placing {
    /// As large as the engine was reported.
    pub(super) boxes: Vec<Rect>,
    /// The layer of each unit, among those that it shares a frame with.
    pub(super) layers: Vec<i64>,
    pub(super) clusters: Vec<(usize, Rect)>,
    /// The bends of each arc.
    pub(super) ways: Vec<Vec<Point>>,
    pub(super) size: (f64, f64),
}

/// Draws a plot in layers. None: the engine that was asked for could not.
pub(super) fn layered(plot: &Plot, engine: Engine) -> Option<Drawing> {
    if let ([(w, h)], []) = (&plot.sizes[..], &plot.arcs[..]) {
        let rect = Rect { w: *w, h: *h, ..Rect::default() };
        return Some(Drawing { boxes: vec![rect], size: (*w, *h), ..Drawing::default() });
    }
    let run = |sizes: &[(f64, f64)]| match engine {
        Engine::Own => Some(placing(plot, sizes)),
        #[cfg(feature = "graphviz")]
        Engine::Graphviz => super::graphviz::placing(plot, sizes),
    };
    let placed = run(&plot.sizes)?;
    let even = if plot.is_small() { evened(plot, &placed) } else { None };
    Some(drawing(plot, even.map_or(Some(placed), |sizes| run(&sizes))?))
}

/// The sizes that units have if all of a layer reach as far along it as the longest. The engine lines a layer
/// up along its middle; so it lines them up along its beginning. None: they are about as long.
fn evened(plot: &Plot, placed: &Placing) -> Option<Vec<(f64, f64)>> {
    let long = |(w, h): (f64, f64)| match plot.direction {
        Direction::Down => h,
        Direction::Right => w,
    };
    let layer = |unit: usize| (plot.clusters[unit], placed.layers[unit]);
    let mut longest: BTreeMap<_, (f64, f64)> = BTreeMap::new();
    for (unit, &size) in plot.sizes.iter().enumerate() {
        let (least, most) = longest.entry(layer(unit)).or_insert((f64::INFINITY, 0.0));
        (*least, *most) = (least.min(long(size)), most.max(long(size)));
    }
    longest.values().any(|(least, most)| most - least > UNEVEN).then(|| {
        let even = |(unit, &(w, h)): (usize, &(f64, f64))| {
            let most = longest[&layer(unit)].1;
            match plot.direction {
                Direction::Down => (w, most),
                Direction::Right => (most, h),
            }
        };
        plot.sizes.iter().enumerate().map(even).collect()
    })
}

/// What was placed, each box with its own size again and each line led to it.
fn drawing(plot: &Plot, placed: Placing) -> Drawing {
    let Placing { mut boxes, mut ways, clusters, size, .. } = placed;
    for (rect, &(w, h)) in boxes.iter_mut().zip(&plot.sizes) {
        (rect.w, rect.h) = (w, h);
    }
    for (way, &(from, to)) in ways.iter_mut().zip(&plot.arcs) {
        if let [first, .., last] = &mut way[..] {
            *first = touching(*first, &boxes[from]);
            *last = touching(*last, &boxes[to]);
        }
    }
    Drawing { boxes, ways, size, clusters }
}

/// The end of a line where it meets a box that reaches less far than the engine was reported.
fn touching(Point(x, y): Point, rect: &Rect) -> Point {
    Point(x.min(rect.right()), y.min(rect.bottom()))
}

/// What the crate makes of units of these sizes.
fn placing(plot: &Plot, sizes: &[(f64, f64)]) -> Placing {
    let (graph, frames) = graph(plot, sizes);
    let drawn = graphlay::layout(&graph, &options(plot))
        .expect("sizes are positive, arcs join units, and the plot is within reach");
    let (left, top) = (drawn.bounds.min.x, drawn.bounds.min.y);
    let rect = |placed: &graphlay::Placement| {
        let (w, h) = (placed.size.width, placed.size.height);
        let (x, y) = (placed.center.x - w / 2.0 - left, placed.center.y - h / 2.0 - top);
        Rect { x, y, w, h, ..Rect::default() }
    };
    let upwards = upwards(&plot.clusters, &plot.arcs);
    let ways = drawn.edges.iter().zip(upwards).map(|(route, is_upwards)| {
        let points = route.points.iter().filter(|_| route.kind != RouteKind::Unrouted);
        let mut way: Vec<Point> =
            points.map(|point| Point(point.x - left, point.y - top)).collect();
        if is_upwards {
            way.reverse();
        }
        way
    });
    let (of_clusters, units) = drawn.nodes.split_at(frames.len());
    Placing {
        ways: ways.collect(),
        boxes: units.iter().map(rect).collect(),
        layers: units.iter().map(|unit| unit.rank.map_or(0, i64::from)).collect(),
        clusters: frames.into_iter().zip(of_clusters.iter().map(rect)).collect(),
        size: (drawn.bounds.max.x - left, drawn.bounds.max.y - top),
    }
}

/// The plot as the engine's graph: the frames of clusters first, then the units.
fn graph(plot: &Plot, sizes: &[(f64, f64)]) -> (Graph, Vec<usize>) {
    let mut frames: Vec<usize> = plot.clusters.iter().copied().flatten().collect();
    frames.sort_unstable();
    frames.dedup();
    let mut builder = GraphBuilder::new();
    for cluster in &frames {
        let rank = rank(plot.rows.as_ref().and_then(|rows| rows.clusters.get(cluster)));
        builder.add_node(Node { size: Size::new(1.0, 1.0), rank, ..Node::default() });
    }
    for (unit, (&(w, h), cluster)) in sizes.iter().zip(&plot.clusters).enumerate() {
        let frame = cluster.and_then(|cluster| frames.binary_search(&cluster).ok());
        let parent = frame.map(|frame| NodeId(frame as u32));
        let rank = rank(plot.rows.as_ref().and_then(|rows| rows.units.get(unit)));
        // A line that left a box on its side would leave it where it does not reach.
        let is_even = (w, h) == plot.sizes[unit];
        let is_facing = !is_even || !plot.is_sided[unit];
        let port_sides = is_facing.then_some(PortSides::FacingOnly);
        builder.add_node(Node {
            size: Size::new(w, h),
            parent,
            rank,
            port_sides,
            ..Node::default()
        });
    }
    let node = |unit: usize| NodeId((frames.len() + unit) as u32);
    for (&(from, to), is_upwards) in plot.arcs.iter().zip(upwards(&plot.clusters, &plot.arcs)) {
        let (from, to) = if is_upwards { (to, from) } else { (from, to) };
        builder.add_edge(Edge { thickness: 2.0, ..Edge::new(node(from), node(to)) });
    }
    (builder.build(), frames)
}

fn rank(row: Option<&i32>) -> RankConstraint {
    row.map_or(RankConstraint::Free, |&row| RankConstraint::Fixed(row))
}

fn options(plot: &Plot) -> LayoutOptions {
    let mut options = LayoutOptions::layered_default();
    options.direction = match plot.direction {
        Direction::Down => graphlay::Direction::TopBottom,
        Direction::Right => graphlay::Direction::LeftRight,
    };
    // Ends stand in the middle of a side, half of this apart: so they meet the first card of a tree.
    options.routing.centre_ports = PortCentring::All;
    options.spacing.port_gap = 36.0;
    options.spacing.layer_gap = Drawing::LAYER_GAP;
    options.spacing.node_gap = Drawing::NODE_GAP;
    // Room for an arrow head before a box.
    options.spacing.stub = 20.0;
    options.spacing.compound_padding = Drawing::PADDING;
    options.spacing.compound_header = 22.0;
    // The engine moves ports apart in rounds that take a time in the cube of a fan.
    options.tuning.routing.port_relax_rounds = 0;
    if plot.sizes.len() + layers::pieces(plot.sizes.len(), &plot.arcs) > Reach::CAREFUL {
        options.effort = Effort::Fast;
    }
    options.limits = Limits { max_nodes: None, max_edges: None, max_dummies: None };
    options
}
