//! A network as a layered graph (Sugiyama, Tagawa and Toda 1981). Takes a network view, gives the drawing;
//! leaves title, legend and sources to `page`. The layers, the order in them and the ways of the lines come
//! from an `engine`; what it is fed with is ours: every connected part for itself, and things that hang on
//! one other by one like line share a frame, so that a wide fan is a block and not a strip.

mod engine;
mod fans;
mod layers;
#[cfg(test)]
mod tests;

use self::engine::{Plot, Reach};
use self::fans::{Unit, fans};
use super::card::{self, Words};
use super::hang::{ROW_GAP, pack};
use super::scene::{Anchor, Group, Item, Point, Rect, Step, group, line_of_text, path};
use super::verify::through;
use super::{Chart, Direction, Options, TextStyle, ids, route, sign};
use crate::view::{Bond, Link, NetworkView};

/// Between connected parts.
const PART_GAP: f64 = 44.0;
/// Between cards that share a frame, and between them and it.
const BLOCK_GAP: f64 = 12.0;

/// Why a network cannot be drawn in a reasonable time, and what to do. None: it can. How much is too much
/// was measured, on the bare engine.
pub fn too_large(view: &NetworkView) -> Option<String> {
    let layout = Ways::of(view);
    let most = layout.degrees().into_iter().max().unwrap_or(0);
    let pieces = layers::pieces(layout.units.len(), &layout.ends());
    let what = if layout.units.len() > Reach::UNITS || pieces > Reach::PIECES {
        format!("{} things and {} lines", view.cards.len(), view.links.len())
    } else if most > Reach::FAN {
        format!("a thing with {most} lines to others that have more of their own")
    } else {
        return None;
    };
    Some(format!(
        "{what} are more than this view draws in a reasonable time; show less by --only, --root and \
         --depth, draw it as a hierarchy, or write .dot and draw that by `sfdp`"
    ))
}

/// Places the cards and lines of a view.
pub(super) fn chart(view: &NetworkView, options: &Options) -> Chart {
    if let Some(why) = too_large(view) {
        return refusal(&why);
    }
    let (words, width) = card::words_of_cards(&view.cards, &view.kinds);
    let heights: Vec<f64> = words.iter().map(|words| words.height).collect();
    let placed = place(view, &Sizes { width, heights: &heights }, options);
    draw(view, words, placed)
}

/// The reason in place of a drawing.
fn refusal(why: &str) -> Chart {
    let words = line_of_text(TextStyle::Foot, 0.0, 14.0, Anchor::Start, why.to_owned());
    Chart {
        items: vec![words],
        width: TextStyle::Foot.width(why),
        height: 20.0,
        margin: 12.0,
        ..Chart::default()
    }
}

/// How large the cards are.
struct Sizes<'w> {
    width: f64,
    heights: &'w [f64],
}

/// The units of a network, and the lines between them.
struct Ways {
    units: Vec<Unit>,
    arcs: Vec<Arc>,
}

/// From unit to unit, and the links that it stands for.
type Arc = (usize, usize, Vec<usize>);

impl Ways {
    fn of(view: &NetworkView) -> Ways {
        let units = fans(view);
        let mut unit_of = vec![0; view.cards.len()];
        for (place, unit) in units.iter().enumerate() {
            unit.cards.iter().for_each(|&card| unit_of[card] = place);
        }
        let mut arcs: Vec<Arc> = Vec::new();
        let mut shared: Vec<Option<usize>> = vec![None; units.len()];
        for (place, link) in view.links.iter().enumerate() {
            let Some((&from, &to)) = unit_of.get(link.from).zip(unit_of.get(link.to)) else {
                continue;
            };
            // A frame has one line, which stands for those of all cards in it.
            let frame = [from, to].into_iter().find(|&unit| units[unit].cards.len() > 1);
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
        Ways { units, arcs }
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
    size: (f64, f64),
}

fn place(view: &NetworkView, sizes: &Sizes<'_>, options: &Options) -> Placed {
    let ways = Ways::of(view);
    let parts = ways.parts(view);
    let arcs = ways.arcs_of(&parts);
    let mut drawn: Vec<Placed> = parts
        .iter()
        .zip(arcs)
        .map(|(part, arcs)| place_part(&ways, part, &arcs, sizes, options.direction))
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
        size,
    };
    for ((part, drawn), (x, y)) in parts.iter().zip(&mut drawn).zip(places) {
        let moved = |rect: &Rect| Rect { x: rect.x + x, y: rect.y + y, ..rect.clone() };
        let cards = part.iter().flat_map(|&unit| &ways.units[unit].cards);
        for (&card, rect) in cards.zip(&drawn.cards) {
            all.cards[card] = moved(rect);
        }
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

/// One connected part with its left and top at 0; cards in the order of its units.
fn place_part(
    ways: &Ways,
    part: &[usize],
    arcs: &[&Arc],
    sizes: &Sizes<'_>,
    direction: Direction,
) -> Placed {
    let blocks: Vec<Block> =
        part.iter().map(|&unit| Block::of(&ways.units[unit].cards, sizes)).collect();
    let local: rustc_hash::FxHashMap<usize, usize> =
        part.iter().enumerate().map(|(at, &unit)| (unit, at)).collect();
    let plot = Plot {
        sizes: blocks.iter().map(|block| block.size).collect(),
        clusters: part.iter().map(|&unit| ways.units[unit].cluster).collect(),
        arcs: arcs.iter().map(|(from, to, _)| (local[from], local[to])).collect(),
        direction,
    };
    let drawing = engine::layered(&plot);
    let mut placed = Placed {
        cards: Vec::new(),
        frames: Vec::new(),
        clusters: drawing.clusters,
        ways: Vec::new(),
        size: drawing.size,
    };
    for (block, rect) in blocks.iter().zip(&drawing.boxes) {
        placed.cards.extend(block.cards.iter().map(|card| Rect {
            x: card.x + rect.x,
            y: card.y + rect.y,
            ..card.clone()
        }));
        if block.cards.len() > 1 {
            placed.frames.push(Rect { class: "fan".into(), r: 6.0, ..rect.clone() });
        }
    }
    let curves = curves(&drawing.boxes, &drawing.ways, &plot.arcs);
    let with_links = arcs.iter().zip(curves);
    let drawn = with_links.filter_map(|((.., links), curve)| Some((links.clone(), curve?)));
    placed.ways = drawn.collect();
    placed.fit();
    placed
}

impl Placed {
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
        let clusters = self.clusters.iter_mut().map(|(_, rect)| rect);
        for rect in self.cards.iter_mut().chain(&mut self.frames).chain(clusters) {
            (rect.x, rect.y) = (rect.x - left, rect.y - top);
        }
        let ways = std::mem::take(&mut self.ways).into_iter();
        self.ways = ways.map(|(links, curve)| (links, curve.moved(-left, -top))).collect();
        self.size = (self.size.0 - left, self.size.1 - top);
    }
}

fn reached(step: &Step) -> Vec<Point> {
    match *step {
        Step::Move(a) | Step::Line(a) => vec![a],
        Step::Curve(a, b, c) => vec![a, b, c],
        Step::Close => Vec::new(),
    }
}

/// The ways as curves. One that runs through a box, as the engine's may where frames are nested, is led
/// round all boxes anew.
fn curves(
    boxes: &[Rect],
    ways: &[Vec<Point>],
    arcs: &[(usize, usize)],
) -> Vec<Option<route::Curve>> {
    let checked = boxes.len().saturating_mul(ways.len()) <= MOST_CHECKS;
    let one = |(points, &(from, to)): (&Vec<Point>, &(usize, usize))| {
        let curve = (points.len() > 1).then(|| route::rounded(points));
        let wrong = curve
            .as_ref()
            .is_none_or(|curve| checked && boxes.iter().any(|rect| through(&curve.steps, rect)));
        if !wrong || from == to {
            return curve;
        }
        route::route(boxes, &[], &[(from, to)]).pop()
    };
    ways.iter().zip(arcs).map(one).collect()
}

/// Most pairs of a line and a box that are looked at.
const MOST_CHECKS: usize = 4_000_000;

/// A card, or several in columns within a frame.
struct Block {
    size: (f64, f64),
    cards: Vec<Rect>,
}

impl Block {
    fn of(cards: &[usize], sizes: &Sizes<'_>) -> Block {
        let (width, heights) = (sizes.width, sizes.heights);
        if let [card] = cards {
            let rect = Rect { w: width, h: heights[*card], ..Rect::default() };
            return Block { size: (width, heights[*card]), cards: vec![rect] };
        }
        let total: f64 = cards.iter().map(|&card| heights[card] + BLOCK_GAP).sum();
        let step = width + BLOCK_GAP;
        let columns = (total * 1.4 / step).sqrt().ceil().clamp(1.0, cards.len() as f64) as usize;
        let rows = cards.len().div_ceil(columns);
        let mut rects = Vec::new();
        let (mut y, mut bottom) = (BLOCK_GAP, 0.0f64);
        for (at, &card) in cards.iter().enumerate() {
            if at % rows == 0 {
                y = BLOCK_GAP;
            }
            let x = BLOCK_GAP + (at / rows) as f64 * step;
            rects.push(Rect { x, y, w: width, h: heights[card], ..Rect::default() });
            y += heights[card] + BLOCK_GAP;
            bottom = bottom.max(y);
        }
        let used = cards.len().div_ceil(rows);
        Block { size: (used as f64 * step + BLOCK_GAP, bottom), cards: rects }
    }
}

fn draw(view: &NetworkView, words: Vec<Words>, placed: Placed) -> Chart {
    let mut items = Vec::new();
    let clusters = placed.clusters.into_iter();
    items.push(group("clusters", clusters.map(|(at, rect)| cluster(view, at, rect)).collect()));
    items.push(group("frames", placed.frames.into_iter().map(Item::Rect).collect()));
    let mut links: Vec<Item> = Vec::new();
    for (places, curve) in placed.ways {
        let of: Vec<&Link> = places.iter().map(|&place| &view.links[place]).collect();
        links.extend(link(view, &of, curve));
    }
    let cards = view.cards.iter().zip(words).zip(&placed.cards);
    let cards = cards.map(|((card, words), rect)| card::draw(card, words, rect, None)).collect();
    items.push(group("links", links));
    items.push(group("cards", cards));
    items.retain(|item| !matches!(item, Item::Group(group) if group.items.is_empty()));
    Chart { items, width: placed.size.0, height: placed.size.1, margin: 12.0, ..Chart::default() }
}

fn cluster(view: &NetworkView, at: usize, rect: Rect) -> Item {
    let style = TextStyle::FootHead;
    let (x, y) = (rect.x + 10.0, rect.y + 6.0 + style.ascent());
    let room = rect.w - 20.0;
    let lines = super::wrap::flow(&view.clusters[at].label, style, room);
    let words = lines.into_iter().next().unwrap_or_default();
    let items = vec![
        Item::Rect(Rect { class: "cluster".into(), r: 8.0, ..rect }),
        line_of_text(style, x, y, Anchor::Start, words),
    ];
    Item::Group(Group {
        class: "of-cluster".into(),
        id: Some(ids::of("cluster", &view.clusters[at].label)),
        tooltip: view.clusters[at].label.clone(),
        items,
        ..Group::default()
    })
}

/// A line for one link, or for those of all that share a frame.
fn link(view: &NetworkView, of: &[&Link], curve: route::Curve) -> Option<Item> {
    let first = of.first()?;
    let class = format!(
        "extra {}{}{}",
        bond_class(first.bond),
        sign::line_class(Some(first.line)),
        sign::mark_class(first.mark)
    );
    let mut items = vec![path("way", curve.steps), path("head", curve.head)];
    items.extend(sign::badges(first.mark, curve.middle));
    let told = of.iter().take(TOLD).map(|link| &link.tooltip[..]);
    let mut tooltip = told.collect::<Vec<_>>().join("\n\n");
    if of.len() > TOLD {
        tooltip.push_str(&format!("\n\nand {} more", of.len() - TOLD));
    }
    let [from, to] = [first.from, first.to].map(|card| &view.cards[card].id);
    let (id, link) = (Some(ids::line(from, to)), first.link.clone());
    Some(Item::Group(Group { class: class.into(), id, tooltip, link, items }))
}

/// Most links that one line tells of.
const TOLD: usize = 12;

fn bond_class(bond: Bond) -> &'static str {
    match bond {
        Bond::Superior => "superior",
        Bond::Descent => "descent",
        Bond::Service => "service",
    }
}

/// A piece of a line for the legend.
pub(super) fn sample(bond: Bond, line: usize, x: f64, y: f64) -> Item {
    let curve = route::rounded(&[Point(x, y), Point(x + 28.0, y)]);
    let class = format!("extra {}{}", bond_class(bond), sign::line_class(Some(line)));
    let items = vec![
        path("way", vec![Step::Move(Point(x, y)), Step::Line(Point(x + 28.0, y))]),
        path("head", curve.head),
    ];
    Item::Group(Group { class: class.into(), items, ..Group::default() })
}
