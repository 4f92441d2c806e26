//! The engine of layered drawings. Takes sizes and arcs, gives boxes and ways; knows nothing of what they
//! stand for. The crate `graphlay` does the work; nothing outside this file names it, so that another engine
//! can take its place.

use graphlay::{
    Edge, Effort, Graph, GraphBuilder, LayoutOptions, Limits, Node, NodeId, RouteKind, Size,
};

use super::super::Direction;
use super::super::scene::{Point, Rect};
use super::layers;

/// What is to be drawn.
pub(super) struct Plot {
    /// Width and height of each unit.
    pub(super) sizes: Vec<(f64, f64)>,
    /// The cluster in whose frame each unit stands.
    pub(super) clusters: Vec<Option<usize>>,
    /// From unit to unit.
    pub(super) arcs: Vec<(usize, usize)>,
    pub(super) direction: Direction,
}

/// Where everything stands; left and top are 0.
#[derive(Default)]
pub(super) struct Drawing {
    pub(super) boxes: Vec<Rect>,
    pub(super) clusters: Vec<(usize, Rect)>,
    /// The bends of each arc, from rim to rim.
    pub(super) ways: Vec<Vec<Point>>,
    pub(super) size: (f64, f64),
}

/// What the engine draws in a reasonable time: within these, the slowest of the networks that were measured
/// (trees, grids, wheels, complete ones, random ones with 1.3 to 4 lines a thing, with and without circles;
/// an optimised build on a busy core) took 12 s, the next 7 s, half of them less than 1 s.
///
/// Neither things nor lines alone tell the time: 6,000 things in a tree take 1 s, and 300 with 1,200 lines
/// between any two of them 7 s. What tells it best is into how many pieces the layers cut the lines.
pub(super) struct Reach;

impl Reach {
    pub(super) const UNITS: usize = 6_000;
    pub(super) const PIECES: usize = 6_000;
    /// Most arcs at one unit: 500 took 0.2 s and 1,000 took 2.3 s; the time grows with the cube.
    pub(super) const FAN: usize = 500;
    /// Above this many units and pieces the engine tries fewer orders: with all of them 60 units joined by
    /// 392 arcs took more than 100 s, with fewer 1.6 s.
    const CAREFUL: usize = 600;
}

/// Draws a plot in layers.
pub(super) fn layered(plot: &Plot) -> Drawing {
    if let ([(w, h)], []) = (&plot.sizes[..], &plot.arcs[..]) {
        let rect = Rect { w: *w, h: *h, ..Rect::default() };
        return Drawing { boxes: vec![rect], size: (*w, *h), ..Drawing::default() };
    }
    let (graph, frames) = graph(plot);
    let drawn = graphlay::layout(&graph, &options(plot))
        .expect("sizes are positive, arcs join units, and the plot is within reach");
    let (left, top) = (drawn.bounds.min.x, drawn.bounds.min.y);
    let rect = |at: usize| {
        let placed = &drawn.nodes[at];
        let (w, h) = (placed.size.width, placed.size.height);
        let (x, y) = (placed.center.x - w / 2.0 - left, placed.center.y - h / 2.0 - top);
        Rect { x, y, w, h, ..Rect::default() }
    };
    let ways = drawn.edges.iter().map(|route| match route.kind {
        RouteKind::Unrouted => Vec::new(),
        _ => route.points.iter().map(|point| Point(point.x - left, point.y - top)).collect(),
    });
    Drawing {
        boxes: (0..plot.sizes.len()).map(|unit| rect(frames.len() + unit)).collect(),
        ways: ways.collect(),
        size: (drawn.bounds.max.x - left, drawn.bounds.max.y - top),
        clusters: frames.iter().enumerate().map(|(at, &cluster)| (cluster, rect(at))).collect(),
    }
}

/// The plot as the engine's graph: the frames of clusters first, then the units.
fn graph(plot: &Plot) -> (Graph, Vec<usize>) {
    let mut frames: Vec<usize> = plot.clusters.iter().copied().flatten().collect();
    frames.sort_unstable();
    frames.dedup();
    let mut builder = GraphBuilder::new();
    for _ in &frames {
        builder.add_box(Size::new(1.0, 1.0));
    }
    for (&(w, h), cluster) in plot.sizes.iter().zip(&plot.clusters) {
        let frame = cluster.and_then(|cluster| frames.binary_search(&cluster).ok());
        let parent = frame.map(|frame| NodeId(frame as u32));
        builder.add_node(Node { size: Size::new(w, h), parent, ..Node::default() });
    }
    let node = |unit: usize| NodeId((frames.len() + unit) as u32);
    for &(from, to) in &plot.arcs {
        builder.add_edge(Edge { thickness: 2.0, ..Edge::new(node(from), node(to)) });
    }
    (builder.build(), frames)
}

fn options(plot: &Plot) -> LayoutOptions {
    let mut options = LayoutOptions::layered_default();
    options.direction = match plot.direction {
        Direction::Down => graphlay::Direction::TopBottom,
        Direction::Right => graphlay::Direction::LeftRight,
    };
    options.spacing.layer_gap = 54.0;
    options.spacing.node_gap = 24.0;
    // Room for an arrow head before a box.
    options.spacing.stub = 20.0;
    options.spacing.compound_padding = 16.0;
    options.spacing.compound_header = 22.0;
    // The engine moves ports apart in rounds that take a time in the cube of a fan.
    options.tuning.routing.port_relax_rounds = 0;
    if plot.sizes.len() + layers::pieces(plot.sizes.len(), &plot.arcs) > Reach::CAREFUL {
        options.effort = Effort::Fast;
    }
    options.limits = Limits { max_nodes: None, max_edges: None, max_dummies: None };
    options
}
