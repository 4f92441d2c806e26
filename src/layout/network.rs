//! A network as a layered graph (Sugiyama, Tagawa and Toda 1981). Takes a network view, gives the drawing;
//! leaves title, legend and sources to `page`. The layers, the order in them and the ways of the lines come
//! from an `engine`; what it is fed with is ours: every connected part for itself, and things that hang on
//! one other by one like line share a frame, so that a wide fan is a block and not a strip.

mod block;
mod blocks;
mod bonds;
mod engine;
#[cfg(feature = "graphviz")]
mod graphviz;
mod grouping;
mod layers;
mod nested_clusters;
mod plot;
mod shapes;
#[cfg(test)]
mod tests;
mod wrapped_layers;

use self::block::{Block, BlockShape, Sizes};
use self::bonds::class_of;
use self::grouping::{Unit, fans};
use self::plot::{Drawing, Plot, Reach, Rows, turned};
use self::wrapped_layers::Levels;
use super::arrange::{ROW_GAP, pack};
use super::card::{self, CardLines};
use super::passes::through;
use super::scene::{
    Anchor, Group, PathStep, Point, Rect, SceneItem, group, line_of_text, path, shift,
};
use super::{Chart, Engine, LayoutOptions, TextStyle, ids, route, symbols};
use crate::view::{Bond, Link, NetworkView};

#[cfg(feature = "graphviz")]
pub use self::graphviz::is_installed;

pub(super) use self::bonds::sample;

/// Between connected parts.
const PART_GAP: f64 = 44.0;

/// Why a network cannot be drawn in a reasonable time. None: it can. How much is too much was measured, on the bare
/// engine.
pub fn too_large(view: &NetworkView) -> Option<String> {
    let ways = NetworkUnits::of(view);
    // Units and arcs are counted first: what is far too much must not take long to show.
    let is_too_much = ways.units.len() > Reach::UNITS
        || ways.arcs.len() > Reach::PIECES
        || layers::pieces(ways.units.len(), &ways.ends()) > Reach::PIECES;
    let most = ways.degrees().into_iter().max().unwrap_or(0);
    let what = if is_too_much {
        format!("{} things and {} lines", view.cards.len(), view.links.len())
    } else if most > Reach::FAN {
        format!("one thing with {most} lines to others that have lines of their own")
    } else {
        return None;
    };
    Some(format!("{what}: too many to draw in a reasonable time"))
}

/// Places the cards and lines of a view.
pub(super) fn chart(view: &NetworkView, options: &LayoutOptions) -> Chart {
    if let Some(why) = too_large(view) {
        return reason_only(&why);
    }
    let (words, width) = card::words_of_cards(&view.cards, &view.kinds);
    let heights: Vec<f64> = words.iter().map(|words| words.height).collect();
    let placed = place(view, &Sizes { width, heights: &heights }, options);
    draw(view, words, placed)
}

/// The reason in place of a drawing.
fn reason_only(why: &str) -> Chart {
    let words = line_of_text(TextStyle::Foot, 0.0, 14.0, Anchor::Start, why.to_owned());
    Chart {
        items: vec![words],
        width: TextStyle::Foot.width(why),
        height: 20.0,
        margin: 12.0,
        ..Chart::default()
    }
}

/// The units of a network, and the lines between them.
struct NetworkUnits {
    units: Vec<Unit>,
    arcs: Vec<Arc>,
}

/// From unit to unit, and the links that it stands for.
type Arc = (usize, usize, Vec<usize>);

impl NetworkUnits {
    fn of(view: &NetworkView) -> NetworkUnits {
        let units = fans(view);
        let mut unit_of = vec![0; view.cards.len()];
        for (place, unit) in units.iter().enumerate() {
            unit.cards.iter().for_each(|&card| unit_of[card] = place);
        }
        let is_framed: Vec<bool> = units.iter().map(Unit::is_framed).collect();
        let mut arcs: Vec<Arc> = Vec::new();
        let mut shared: Vec<Option<usize>> = vec![None; units.len()];
        for (place, link) in view.links.iter().enumerate() {
            let Some((&from, &to)) = unit_of.get(link.from).zip(unit_of.get(link.to)) else {
                continue;
            };
            if from == to && units[from].cards.len() > 1 {
                continue; // a line of a tree
            }
            // A frame has one line, which stands for those of all that hang on nothing in it.
            let frame = [from, to].into_iter().find(|&unit| is_framed[unit]);
            match frame.and_then(|frame| shared[frame]) {
                Some(arc) => {
                    arcs[arc].2.push(place);
                }
                None => {
                    frame.into_iter().for_each(|frame| shared[frame] = Some(arcs.len()));
                    arcs.push((from, to, vec![place]));
                }
            }
        }
        NetworkUnits { units, arcs }
    }

    /// The ends of each arc.
    fn ends(&self) -> Vec<(usize, usize)> {
        self.arcs.iter().map(|(from, to, _)| (*from, *to)).collect()
    }

    fn degrees(&self) -> Vec<usize> {
        let mut degrees = vec![0; self.units.len()];
        for (from, to, _) in &self.arcs {
            degrees[*from] += 1;
            degrees[*to] += 1;
        }
        degrees
    }

    /// The arcs of each part.
    fn arcs_of(&self, parts: &[Vec<usize>]) -> Vec<Vec<&Arc>> {
        let mut part_of = vec![0; self.units.len()];
        for (at, part) in parts.iter().enumerate() {
            part.iter().for_each(|&unit| part_of[unit] = at);
        }
        let mut arcs = vec![Vec::new(); parts.len()];
        self.arcs.iter().for_each(|arc| arcs[part_of[arc.0]].push(arc));
        arcs
    }

    /// The connected parts, each in the order of its units; a cluster holds its units together.
    fn parts(&self, view: &NetworkView) -> Vec<Vec<usize>> {
        let mut sets = petgraph::unionfind::UnionFind::new(self.units.len());
        for (from, to, _) in &self.arcs {
            sets.union(*from, *to);
        }
        let mut first = vec![None; view.clusters.len()];
        for (place, unit) in self.units.iter().enumerate() {
            if let Some(cluster) = unit.cluster {
                let first = *first[cluster].get_or_insert(place);
                sets.union(first, place);
            }
        }
        let mut parts: indexmap::IndexMap<usize, Vec<usize>> = indexmap::IndexMap::new();
        for unit in 0..self.units.len() {
            parts.entry(sets.find(unit)).or_default().push(unit);
        }
        let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
        // Those that stand alone come last.
        parts.sort_by_key(|part| part.len() == 1);
        parts
    }
}

/// Where everything stands.
struct Placed {
    cards: Vec<Rect>,
    frames: Vec<Rect>,
    /// The frames of clusters, by cluster.
    clusters: Vec<(usize, Rect)>,
    ways: Vec<(Vec<usize>, route::Curve)>,
    /// What the lines of trees share, and the last part of the line of each card.
    buses: Vec<SceneItem>,
    leads: Vec<Option<SceneItem>>,
    size: (f64, f64),
    /// Whether another engine than was asked for had to do.
    is_replaced: bool,
}

fn place(view: &NetworkView, sizes: &Sizes<'_>, options: &LayoutOptions) -> Placed {
    let ways = NetworkUnits::of(view);
    let parts = ways.parts(view);
    let arcs = ways.arcs_of(&parts);
    let mut drawn: Vec<Placed> = parts
        .iter()
        .zip(&arcs)
        .map(|(part, arcs)| NetworkPart { view, ways: &ways, part, arcs, sizes }.place(options))
        .collect();
    let extents: Vec<(f64, f64)> = drawn.iter().map(|part| part.size).collect();
    let joined = parts.iter().take_while(|part| part.len() > 1).count();
    let (mut places, mut size) = match joined {
        0 => (Vec::new(), (0.0, -PART_GAP)),
        _ => pack(&extents[..joined], PART_GAP, options.aspect),
    };
    let alone = stand_alone(&extents[joined..], &mut size, options.aspect);
    places.extend(alone);
    let mut all = Placed {
        cards: vec![Rect::default(); view.cards.len()],
        frames: Vec::new(),
        clusters: Vec::new(),
        ways: Vec::new(),
        buses: Vec::new(),
        leads: vec![None; view.cards.len()],
        size,
        is_replaced: drawn.iter().any(|part| part.is_replaced),
    };
    for ((part, drawn), (x, y)) in parts.iter().zip(&mut drawn).zip(places) {
        let moved = |rect: &Rect| moved(rect, x, y);
        let cards = part.iter().flat_map(|&unit| &ways.units[unit].cards);
        drawn.shift_lines(x, y);
        for ((&card, rect), lead) in cards.zip(&drawn.cards).zip(drawn.leads.drain(..)) {
            all.cards[card] = moved(rect);
            all.leads[card] = lead;
        }
        all.buses.append(&mut drawn.buses);
        all.frames.extend(drawn.frames.iter().map(moved));
        all.clusters.extend(drawn.clusters.iter().map(|(place, rect)| (*place, moved(rect))));
        let ways = drawn.ways.drain(..);
        all.ways.extend(ways.map(|(links, curve)| (links, curve.moved(x, y))));
    }
    all
}

/// Places those that no line leads to in rows below the rest.
fn stand_alone(extents: &[(f64, f64)], size: &mut (f64, f64), aspect: f64) -> Vec<(f64, f64)> {
    let area: f64 = extents.iter().map(|(w, h)| (w + ROW_GAP) * (h + ROW_GAP)).sum();
    let room = size.0.max((area * aspect).sqrt());
    let (mut x, mut y, mut tallest) = (0.0, size.1 + PART_GAP, 0.0f64);
    let mut places = Vec::new();
    for &(w, h) in extents {
        if x > 0.0 && x + w > room {
            (x, y, tallest) = (0.0, y + tallest + ROW_GAP, 0.0);
        }
        places.push((x, y));
        *size = (size.0.max(x + w), size.1.max(y + h));
        (x, tallest) = (x + w + ROW_GAP, tallest.max(h));
    }
    places
}

/// One connected part.
struct NetworkPart<'p> {
    view: &'p NetworkView,
    ways: &'p NetworkUnits,
    part: &'p [usize],
    arcs: &'p [&'p Arc],
    sizes: &'p Sizes<'p>,
}

/// The room across that is tried, by how much it is wider than that of a page as large as all blocks together.
const ROOMS: [f64; 4] = [f64::INFINITY, 1.0, 1.5, 2.2];
/// The shape of a block that is the whole of its part.
const ALONE: f64 = 1.5;
/// How much smaller the page of a later try must be.
const BETTER: f64 = 0.97;

/// Whether a part needs no other try: it is small, or about as wide and high as a page should be.
fn is_good((w, h): (f64, f64), aspect: f64) -> bool {
    const SMALL: f64 = 1_200.0;
    const LIKE: f64 = 1.35;
    w.max(h) < SMALL || (1.0 / LIKE..LIKE).contains(&(w / h / aspect))
}

impl NetworkPart<'_> {
    /// The best drawing of those that are tried, with its left and top at 0; cards in the order of its units.
    fn place(&self, options: &LayoutOptions) -> Placed {
        let offers = self.offers(options);
        let mut plot = self.plot(&offers, options);
        let is_small = plot.is_small();
        let mut tries = self.tries(&offers, &plot, options);
        if !is_small {
            // One drawing must do: the one that promises the smallest page.
            let page = |rows: &Rows| page(turned(rows.size, options.direction), options.aspect);
            // A line past a row is a piece more; the first try breaks nothing.
            let mut at = 0;
            tries.retain(|(_, rows)| {
                at += 1;
                at == 1 || rows.pieces(&plot.arcs) <= Reach::PIECES
            });
            tries.sort_by(|a, b| page(&a.1).total_cmp(&page(&b.1)));
            tries.truncate(1);
        }
        let mut best: Option<Placed> = None;
        for (chosen, rows) in tries {
            let blocks = offers.iter().zip(&chosen).map(|(of, &shape)| of[shape].clone());
            let blocks: Vec<Block> = blocks.collect();
            plot.sizes = blocks.iter().map(|block| block.size).collect();
            plot.rows = rows.is_broken.then_some(rows);
            let placed = self.draw(blocks, &plot, options.engine);
            let size = |placed: &Placed| page(placed.size, options.aspect);
            let is_better = best.as_ref().is_none_or(|best| size(&placed) < size(best) * BETTER);
            if is_better {
                best = Some(placed);
            }
            if best.as_ref().is_some_and(|best| is_good(best.size, options.aspect)) {
                break;
            }
        }
        best.expect("the first try breaks no layer and so places all")
    }

    /// The blocks that each unit can be drawn as.
    fn offers(&self, options: &LayoutOptions) -> Vec<Vec<Block>> {
        let one = |&unit: &usize| {
            let aspects = match self.part {
                [_] => &[ALONE][..],
                _ => &shapes::ASPECTS,
            };
            let mut blocks: Vec<Block> = Vec::new();
            for &aspect in aspects {
                let shape = BlockShape { aspect, direction: options.direction };
                let block = Block::of(self.view, &self.ways.units[unit], self.sizes, shape);
                if blocks.iter().all(|known| known.size != block.size) {
                    blocks.push(block);
                }
            }
            blocks
        };
        self.part.iter().map(one).collect()
    }

    fn plot(&self, offers: &[Vec<Block>], options: &LayoutOptions) -> Plot {
        let units = self.part.iter().map(|&unit| &self.ways.units[unit]);
        let local: rustc_hash::FxHashMap<usize, usize> =
            self.part.iter().enumerate().map(|(at, &unit)| (unit, at)).collect();
        Plot {
            sizes: offers.iter().map(|of| of[0].size).collect(),
            clusters: units.clone().map(|unit| unit.cluster).collect(),
            arcs: self.arcs.iter().map(|(from, to, _)| (local[from], local[to])).collect(),
            direction: options.direction,
            is_sided: units.map(|unit| unit.cards.len() == 1 || unit.is_framed()).collect(),
            rows: None,
        }
    }

    /// A shape for each block, and its row, by the room across.
    fn tries(
        &self,
        offers: &[Vec<Block>],
        plot: &Plot,
        options: &LayoutOptions,
    ) -> Vec<(Vec<usize>, Rows)> {
        let sizes: Vec<Vec<(f64, f64)>> =
            offers.iter().map(|of| of.iter().map(|block| block.size).collect()).collect();
        let levels = Levels::of(&plot.clusters, &plot.arcs);
        let tries = ROOMS.iter().map(|times| {
            let room = times * across(&plot.sizes, options);
            let (direction, aspect) = (options.direction, options.aspect);
            shapes::Page { levels: &levels, direction, aspect, room }.choose(&sizes)
        });
        let mut tries: Vec<(Vec<usize>, Rows)> = tries.collect();
        let mut at = 0;
        tries.retain(|(_, rows)| {
            at += 1;
            at == 1 || rows.is_broken
        });
        tries
    }

    fn draw(&self, mut blocks: Vec<Block>, plot: &Plot, engine: Engine) -> Placed {
        let asked = engine::layered(plot, engine);
        let is_replaced = asked.is_none();
        let drawing = asked.or_else(|| engine::layered(plot, Engine::Own));
        let drawing = drawing.expect("our own engine draws what is within reach");
        let curves = curves(&drawing, &blocks, &plot.arcs);
        let mut placed = Placed {
            cards: Vec::new(),
            frames: Vec::new(),
            clusters: drawing.clusters,
            ways: Vec::new(),
            buses: Vec::new(),
            leads: Vec::new(),
            size: drawing.size,
            is_replaced,
        };
        for (block, rect) in blocks.iter_mut().zip(&drawing.boxes) {
            placed.add(block, rect);
        }
        let with_links = self.arcs.iter().zip(curves);
        let drawn = with_links.filter_map(|((.., links), curve)| Some((links.clone(), curve?)));
        placed.ways.extend(drawn);
        placed.fit();
        placed
    }
}

/// How wide a page of a shape must be to hold something.
fn page((w, h): (f64, f64), aspect: f64) -> f64 {
    w.max(h * aspect)
}

/// How far a page reaches across the layers if it is as large as all units together.
fn across(sizes: &[(f64, f64)], options: &LayoutOptions) -> f64 {
    let area = |&size: &(f64, f64)| {
        let (across, along) = turned(size, options.direction);
        (across + Drawing::NODE_GAP) * (along + Drawing::LAYER_GAP)
    };
    let area: f64 = sizes.iter().map(area).sum();
    let (w, h) = ((area * options.aspect).sqrt(), (area / options.aspect).sqrt());
    turned((w, h), options.direction).0
}

impl Placed {
    /// Adds what stands in a box.
    fn add(&mut self, block: &mut Block, place: &Rect) {
        let (x, y) = (place.x, place.y);
        self.cards.extend(block.cards.iter().map(|card| moved(card, x, y)));
        shift(&mut block.buses, x, y);
        self.buses.append(&mut block.buses);
        for mut lead in block.leads.drain(..) {
            lead.iter_mut().for_each(|lead| shift(std::slice::from_mut(lead), x, y));
            self.leads.push(lead);
        }
        let frames = block.frames.drain(..);
        self.clusters.extend(frames.map(|(cluster, rect)| (cluster, moved(&rect, x, y))));
        let ways = block.ways.drain(..);
        self.ways.extend(ways.map(|(links, curve)| (links, curve.moved(x, y))));
        if block.is_framed && !block.is_cluster {
            self.frames.push(Rect { class: "fan".into(), r: 6.0, ..place.clone() });
        }
    }

    fn shift_lines(&mut self, x: f64, y: f64) {
        shift(&mut self.buses, x, y);
        let leads = self.leads.iter_mut().flatten();
        leads.for_each(|lead| shift(std::slice::from_mut(lead), x, y));
    }

    /// Moves everything so that no line leaves the part on the left or on top, and grows it to hold all.
    fn fit(&mut self) {
        let (mut left, mut top) = (0.0f64, 0.0f64);
        for (_, curve) in &self.ways {
            for Point(x, y) in curve.steps.iter().flat_map(reached) {
                (left, top) = (left.min(x), top.min(y));
                self.size = (self.size.0.max(x), self.size.1.max(y));
            }
        }
        if (left, top) == (0.0, 0.0) {
            return;
        }
        self.shift_lines(-left, -top);
        let clusters = self.clusters.iter_mut().map(|(_, rect)| rect);
        for rect in self.cards.iter_mut().chain(&mut self.frames).chain(clusters) {
            (rect.x, rect.y) = (rect.x - left, rect.y - top);
        }
        let ways = std::mem::take(&mut self.ways).into_iter();
        self.ways = ways.map(|(links, curve)| (links, curve.moved(-left, -top))).collect();
        self.size = (self.size.0 - left, self.size.1 - top);
    }
}

fn reached(step: &PathStep) -> Vec<Point> {
    match *step {
        PathStep::Move(a) | PathStep::Line(a) => vec![a],
        PathStep::Curve(a, b, c) => vec![a, b, c],
        PathStep::Close => Vec::new(),
    }
}

/// The ways as curves. One that runs through a box, as the engine's may where frames are nested, or that
/// misses the card that it should end at, is led round all boxes anew.
fn curves(
    drawing: &Drawing,
    blocks: &[Block],
    arcs: &[(usize, usize)],
) -> Vec<Option<route::Curve>> {
    let boxes = &drawing.boxes;
    let checked = boxes.len().saturating_mul(arcs.len()) <= MOST_CHECKS;
    let docks = blocks.iter().zip(boxes).map(|(block, rect)| moved(&block.dock(), rect.x, rect.y));
    let docks: Vec<Rect> = docks.collect();
    let mut curves: Vec<Option<route::Curve>> = Vec::with_capacity(arcs.len());
    let (mut wrong, mut places) = (Vec::new(), Vec::new());
    for (points, &(from, to)) in drawing.ways.iter().zip(arcs) {
        let curve = (points.len() > 1).then(|| route::rounded(points));
        let is_sound = |curve: &route::Curve| {
            let meets = |point: Option<&Point>, unit: usize| {
                point.is_some_and(|point| on_the_rim(point, &docks[unit]))
            };
            meets(points.first(), from)
                && meets(points.last(), to)
                && !(checked && boxes.iter().any(|rect| through(&curve.steps, rect)))
        };
        let is_sound = curve.as_ref().is_some_and(is_sound);
        if from != to && !is_sound {
            places.push(curves.len());
            wrong.push((from, to));
        }
        let is_sound = is_sound || from != to;
        curves.push(if is_sound { curve } else { Some(loop_at(&docks[from])) });
    }
    let mut obstacles = docks;
    for (block, rect) in blocks.iter().zip(boxes).filter(|(block, _)| !block.is_framed) {
        let hung = block.cards.iter().skip(1);
        obstacles.extend(hung.map(|card| moved(card, rect.x, rect.y)));
    }
    for (place, curve) in places.into_iter().zip(route::route(&obstacles, &[], &wrong)) {
        curves[place] = Some(curve);
    }
    curves
}

/// A line from a card to itself, at its right, where no other card stands so near.
fn loop_at(dock: &Rect) -> route::Curve {
    let (near, far) = (dock.right(), dock.right() + Drawing::NODE_GAP / 2.0);
    let (high, low) = (dock.y + dock.h * 0.3, dock.y + dock.h * 0.7);
    route::rounded(&[Point(near, high), Point(far, high), Point(far, low), Point(near, low)])
}

fn on_the_rim(&Point(x, y): &Point, rect: &Rect) -> bool {
    const NEAR: f64 = 1.0;
    let across = x > rect.x - NEAR && x < rect.right() + NEAR;
    let along = y > rect.y - NEAR && y < rect.bottom() + NEAR;
    let inside = x > rect.x + NEAR
        && x < rect.right() - NEAR
        && y > rect.y + NEAR
        && y < rect.bottom() - NEAR;
    across && along && !inside
}

fn moved(rect: &Rect, x: f64, y: f64) -> Rect {
    Rect { x: rect.x + x, y: rect.y + y, ..rect.clone() }
}

/// Most pairs of a line and a box that are looked at.
const MOST_CHECKS: usize = 4_000_000;

fn draw(view: &NetworkView, words: Vec<CardLines>, placed: Placed) -> Chart {
    let mut items = Vec::new();
    let ways: Vec<&[PathStep]> = placed.ways.iter().map(|(_, curve)| &curve.steps[..]).collect();
    let clusters = placed.clusters.into_iter();
    let clusters = clusters.map(|(at, rect)| cluster(&view.clusters[at].label, rect, &ways));
    items.push(group("clusters", clusters.collect()));
    items.push(group("frames", placed.frames.into_iter().map(SceneItem::Rect).collect()));
    items.push(group("buses", placed.buses));
    let mut links: Vec<SceneItem> = Vec::new();
    for (places, curve) in placed.ways {
        let of: Vec<&Link> = places.iter().map(|&place| &view.links[place]).collect();
        links.extend(link(view, &of, curve));
    }
    let cards = view.cards.iter().zip(words).zip(placed.cards.iter().zip(placed.leads));
    let cards =
        cards.map(|((card, words), (rect, lead))| card::draw(card, words, rect, lead)).collect();
    items.push(group("links", links));
    items.push(group("cards", cards));
    items.retain(|item| !matches!(item, SceneItem::Group(group) if group.items.is_empty()));
    let notes = placed.is_replaced.then(|| REPLACED.to_owned()).into_iter().collect();
    let (width, height) = placed.size;
    Chart { items, width, height, margin: 12.0, notes, ..Chart::default() }
}

const REPLACED: &str = "Graphviz could not place this; organigram did.";

/// The frame of a cluster, its name in a corner that no line passes.
fn cluster(label: &str, rect: Rect, ways: &[&[PathStep]]) -> SceneItem {
    let style = TextStyle::FootHead;
    let lines = super::wrap::flow(label, style, rect.w - 20.0);
    let words = lines.into_iter().next().unwrap_or_default();
    let (wide, high) = (style.width(&words), style.ascent());
    let (left, right) = (rect.x + 10.0, rect.right() - 10.0 - wide);
    let (top, bottom) = (rect.y + 6.0 + high, rect.bottom() - 6.0);
    let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
    let is_free = |(x, y): &(f64, f64)| {
        let words =
            Rect { x: x - 2.0, y: y - high, w: wide + 4.0, h: high + 3.0, ..Rect::default() };
        !ways.iter().any(|steps| through(steps, &words))
    };
    let (x, y) = corners.into_iter().find(is_free).unwrap_or(corners[0]);
    let items = vec![
        SceneItem::Rect(Rect { class: "cluster".into(), r: 8.0, ..rect }),
        line_of_text(style, x, y, Anchor::Start, words),
    ];
    let (class, tooltip) = ("of-cluster".into(), label.to_owned());
    let id = Some(ids::of("cluster", label));
    SceneItem::from(Group { class, id, tooltip, items, ..Group::default() })
}

/// A line for one link, or for those of all that share a frame.
fn link(view: &NetworkView, of: &[&Link], curve: route::Curve) -> Option<SceneItem> {
    let first = of.first()?;
    let class = class_of(first);
    // The words of a line are said of the unit: it points to the superior.
    let curve = if first.bond == Bond::Superior { curve.pointing_back() } else { curve };
    let mut items = vec![path("way", curve.steps), path("head", curve.head)];
    items.extend(symbols::badges(first.mark, curve.middle));
    let reported = of.iter().take(REPORTED).map(|link| &link.tooltip[..]);
    let mut tooltip = reported.collect::<Vec<_>>().join("\n\n");
    if of.len() > REPORTED {
        tooltip.push_str(&format!("\n\nand {} more", of.len() - REPORTED));
    }
    let [from, to] = [first.from, first.to].map(|card| &view.cards[card].id);
    let (id, link) = (Some(ids::line(from, to)), first.link.clone());
    Some(SceneItem::from(Group { class: class.into(), id, tooltip, link, items, scale: None }))
}

/// Most links that one line describes.
const REPORTED: usize = 12;
