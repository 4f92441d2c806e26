//! The org chart: places every card and every line of the primary tree. Takes a hierarchy view, gives
//! the drawing and the boxes that other lines must go round; leaves title, legend and sources to `page`.
//!
//! Cards that stand side by side are placed by [`super::tidy`]; long lists hang in columns as
//! [`super::arrange`] chooses. All lines are elbows on a bus that the units of one superior share.

use super::arrange::{
    Arrangement, Arrangements, COLUMN_GAP, CardSizes, INDENT, LEVEL_GAP, ROW_GAP, TREE_GAP,
    block_size, columns_of, pack,
};
use super::card;
use super::forest::Forest;
use super::metrics::TextStyle;
use super::route;
use super::scene::{Anchor, Group, PathStep, Point, Rect, SceneItem, line_of_text, path};
use super::tidy::{Sized, tidy};
use super::{Chart, Direction, LayoutOptions};
use super::{ids, page, symbols};
use crate::view::{Card, Extra, HierarchyView};
use crate::workers::Workers;

/// From the foot of a superior to the bus of its units.
const BUS: f64 = 17.0;
/// How far lines may stick out of the chart.
const MARGIN: f64 = 12.0;
/// From the trees to the block of those that stand alone, and the least width of that block.
const LONE_GAP: f64 = 66.0;
const LONE_WIDTH: f64 = 700.0;

/// Places the cards and lines of a view.
pub(super) fn chart(view: &HierarchyView, options: &LayoutOptions) -> Chart {
    let forest = Forest::of(view);
    let (words, width) = card::words_of(view);
    let heights: Vec<f64> = words.iter().map(|words| words.height).collect();
    let mut placed = place(&forest, &heights, width, options);
    let at = page::origin(&view.caption, placed.size.0, MARGIN);
    placed.shift(at);
    let mut items = Vec::new();
    let lines = lines(view, &forest, &placed);
    items.push(super::scene::group("buses", lines.buses));
    items.extend(placed.block.map(|top| heading(forest.lone.len(), Point(at.0, top))));
    let routes = routes(view, &placed, &lines.tracks);
    let cards = view.cards.iter().zip(words).zip(&placed.boxes).zip(lines.leads).collect();
    let cards =
        Workers::for_rows(view.cards.len()).map_rows(cards, |(((card, words), place), lead)| {
            card::draw(card, words, place, lead.map(|lead| lead_line(view, card, lead)))
        });
    items.push(super::scene::group("cards", cards));
    if !routes.is_empty() {
        items.push(super::scene::group("extras", routes));
    }
    let (width, height) = placed.size;
    Chart { items, at, width, height, margin: MARGIN, ..Chart::default() }
}

/// What stands over the block of those that stand alone.
fn heading(count: usize, Point(left, top): Point) -> SceneItem {
    let style = TextStyle::FootHead;
    let text = format!("Without superior or unit then ({count})");
    line_of_text(style, left, top - 12.0, Anchor::Start, text)
}

/// Where the cards stand.
struct PlacedCards {
    boxes: Vec<Rect>,
    plan: Arrangements,
    size: (f64, f64),
    direction: Direction,
    /// The top of the block of those that stand alone.
    block: Option<f64>,
}

/// Trees for another view to draw among other things.
pub(super) struct Hanging {
    pub(super) boxes: Vec<Rect>,
    /// The parts of the lines that units share.
    pub(super) buses: Vec<SceneItem>,
    /// The last part of each card's line.
    pub(super) leads: Vec<Option<SceneItem>>,
    /// Where the line of each superior begins, at its rim and onwards.
    pub(super) feet: Vec<(usize, Point, Point)>,
    pub(super) size: (f64, f64),
}

/// Places the trees of a view whose cards have these sizes; those without units stand among the others.
pub(super) fn hanging(
    view: &HierarchyView,
    heights: &[f64],
    width: f64,
    options: &LayoutOptions,
) -> Hanging {
    let mut forest = Forest::of(view);
    forest.lone.clear();
    let placed = place(&forest, heights, width, options);
    let Lines { buses, leads, feet, .. } = lines(view, &forest, &placed);
    let drawn = |(card, lead): (&Card, Option<_>)| lead.map(|lead| lead_line(view, card, lead));
    let leads = view.cards.iter().zip(leads).map(drawn).collect();
    Hanging { boxes: placed.boxes, buses, leads, feet, size: placed.size }
}

impl PlacedCards {
    fn shift(&mut self, Point(dx, dy): Point) {
        for place in &mut self.boxes {
            (place.x, place.y) = (place.x + dx, place.y + dy);
        }
        self.block = self.block.map(|top| top + dy);
    }
}

fn place(forest: &Forest, heights: &[f64], width: f64, options: &LayoutOptions) -> PlacedCards {
    let ground = CardSizes { forest, width, heights, direction: options.direction };
    let plan = ground.plan(options.aspect);
    let mut trees = Trees { ground: &ground, plan: &plan, size: (0.0, 0.0), block: None };
    let boxes = trees.place(options.aspect);
    let (size, block) = (trees.size, trees.block);
    PlacedCards { boxes, plan, size, direction: options.direction, block }
}

/// What the tidy tree sees as one box.
enum Part {
    /// A card whose units, if any, stand below it in a row.
    Card(usize),
    /// A card with its units indented below it.
    Outline(usize),
    /// Units of one superior in columns.
    Block(Vec<usize>, Vec<std::ops::Range<usize>>),
}

struct Trees<'g> {
    ground: &'g CardSizes<'g>,
    plan: &'g Arrangements,
    size: (f64, f64),
    /// Where the block of those that stand alone begins.
    block: Option<f64>,
}

impl Trees<'_> {
    fn place(&mut self, aspect: f64) -> Vec<Rect> {
        let mut boxes = vec![Rect::default(); self.ground.heights.len()];
        let mut extents = Vec::new();
        let mut members = Vec::new();
        let forest = self.ground.forest;
        let lone = &forest.lone;
        for &root in forest.roots.iter().filter(|&root| lone.binary_search(root).is_err()) {
            let cards = self.tree(root, &mut boxes);
            let right = cards.iter().map(|&card| boxes[card].right()).fold(0.0, f64::max);
            let bottom = cards.iter().map(|&card| boxes[card].bottom()).fold(0.0, f64::max);
            extents.push((right, bottom));
            members.push(cards);
        }
        let (places, size) = pack(&extents, TREE_GAP, aspect);
        for (cards, (x, y)) in members.iter().zip(places) {
            for &card in cards {
                boxes[card].x += x;
                boxes[card].y += y;
            }
        }
        self.size = size;
        self.stand_alone(lone, aspect, &mut boxes);
        boxes
    }

    /// Places those that stand under nothing and over nothing in a block of their own, below the trees.
    fn stand_alone(&mut self, lone: &[usize], aspect: f64, boxes: &mut [Rect]) {
        if lone.is_empty() {
            return;
        }
        let wide = self.ground.width + ROW_GAP;
        let top = self.size.1 + LONE_GAP;
        let rows = self.rows_alone(lone, top, aspect);
        let (mut y, mut lowest) = (top, 0.0);
        for (at, &card) in lone.iter().enumerate() {
            if at % rows == 0 {
                y = top;
            }
            let (x, w, h) =
                ((at / rows) as f64 * wide, self.ground.width, self.ground.heights[card]);
            boxes[card] = Rect { x, y, w, h, ..Rect::default() };
            y = boxes[card].bottom() + COLUMN_GAP;
            lowest = f64::max(lowest, y - COLUMN_GAP);
        }
        let used = lone.len().div_ceil(rows) as f64 * wide - ROW_GAP;
        self.size = (self.size.0.max(used), lowest);
        self.block = Some(top);
    }

    /// How many cards stand below one another in the block of those that stand alone: it fills the width of
    /// the trees, and is wider where the page comes nearer to its shape by that.
    fn rows_alone(&self, lone: &[usize], top: f64, aspect: f64) -> usize {
        let wide = self.ground.width + ROW_GAP;
        let tall = lone.iter().map(|&card| self.ground.heights[card] + COLUMN_GAP).sum::<f64>()
            / lone.len() as f64;
        let fitting = (self.size.0.max(LONE_WIDTH) / wide).floor() as usize;
        let fitting = fitting.clamp(1, lone.len());
        let page = |rows: usize| {
            let w = (lone.len().div_ceil(rows) as f64 * wide).max(self.size.0);
            w.max((top + rows as f64 * tall) * aspect)
        };
        let most = lone.len().div_ceil(fitting);
        (1..=most).min_by(|&a, &b| page(a).total_cmp(&page(b)).then(b.cmp(&a))).unwrap_or(most)
    }

    /// Places one tree with its left and top at 0 and gives its cards.
    fn tree(&self, root: usize, boxes: &mut [Rect]) -> Vec<usize> {
        let (parts, nodes) = self.parts(root);
        let places = tidy(&nodes);
        let mut cards = Vec::new();
        for (part, place) in parts.iter().zip(places) {
            let (x, y) = self.ground.turned(place);
            match part {
                Part::Card(card) => self.put(*card, x, y, boxes, &mut cards),
                Part::Outline(card) => self.outline(*card, x, y, boxes, &mut cards),
                Part::Block(members, ranges) => {
                    self.block(members, ranges, (x, y), boxes, &mut cards);
                }
            }
        }
        let left = cards.iter().map(|&card| boxes[card].x).fold(f64::INFINITY, f64::min);
        let top = cards.iter().map(|&card| boxes[card].y).fold(f64::INFINITY, f64::min);
        for &card in &cards {
            boxes[card].x -= left;
            boxes[card].y -= top;
        }
        cards
    }

    fn parts(&self, root: usize) -> (Vec<Part>, Vec<Sized>) {
        let (mut parts, mut nodes): (Vec<Part>, Vec<Sized>) = (Vec::new(), Vec::new());
        let mut stack = vec![(Part::Card(root), None)];
        while let Some((part, parent)) = stack.pop() {
            let place = parts.len();
            if let Some(parent) = parent {
                let parent: &mut Sized = &mut nodes[parent];
                parent.children.push(place);
            }
            let part = self.as_outline(part);
            nodes.push(self.sized(&part));
            if let Part::Card(card) = part {
                stack.extend(self.below(card).into_iter().rev().map(|below| (below, Some(place))));
            }
            parts.push(part);
        }
        (parts, nodes)
    }

    fn as_outline(&self, part: Part) -> Part {
        match part {
            Part::Card(card) if self.plan.how[card] == Arrangement::Outline => Part::Outline(card),
            other => other,
        }
    }

    /// The parts below a card: one block and the units that stand for themselves.
    fn below(&self, card: usize) -> Vec<Part> {
        let children = &self.ground.forest.children[card];
        let how = self.plan.how[card];
        let (blocked, rest): (Vec<usize>, Vec<usize>) =
            children.iter().partition(|&&child| how.blocks(self.ground.forest, child));
        let cards = rest.into_iter().map(Part::Card);
        if blocked.is_empty() {
            return cards.collect();
        }
        let ranges = columns_of(&blocked, how.columns(), &self.plan.outline);
        std::iter::once(Part::Block(blocked, ranges)).chain(cards).collect()
    }

    fn sized(&self, part: &Part) -> Sized {
        let ground = self.ground;
        let (size, anchor) = match part {
            Part::Card(card) => ((ground.width, ground.heights[*card]), None),
            // What stands over an outline is led to its first card.
            Part::Outline(card) => {
                let first = ground.turned((ground.width, ground.heights[*card])).0;
                (self.plan.outline[*card], Some(first / 2.0))
            }
            Part::Block(members, ranges) => (block_size(members, ranges, &self.plan.outline), None),
        };
        let (w, h) = ground.turned(size);
        let anchor = anchor.unwrap_or(w / 2.0);
        Sized { w: w + ground.gap(), h: h + LEVEL_GAP, anchor, children: Vec::new() }
    }

    fn put(&self, card: usize, x: f64, y: f64, boxes: &mut [Rect], cards: &mut Vec<usize>) {
        let (w, h) = (self.ground.width, self.ground.heights[card]);
        boxes[card] = Rect { x, y, w, h, ..Rect::default() };
        cards.push(card);
    }

    fn outline(&self, card: usize, x: f64, y: f64, boxes: &mut [Rect], cards: &mut Vec<usize>) {
        let mut stack = vec![(card, x, y)];
        while let Some((card, x, y)) = stack.pop() {
            self.put(card, x, y, boxes, cards);
            let mut below = y + self.ground.heights[card] + COLUMN_GAP;
            for &child in &self.ground.forest.children[card] {
                stack.push((child, x + INDENT, below));
                below += self.plan.outline[child].1 + COLUMN_GAP;
            }
        }
    }

    fn block(
        &self,
        members: &[usize],
        ranges: &[std::ops::Range<usize>],
        (mut x, top): (f64, f64),
        boxes: &mut [Rect],
        cards: &mut Vec<usize>,
    ) {
        for range in ranges {
            let (mut y, mut wide): (f64, f64) = (top, 0.0);
            for &member in &members[range.clone()] {
                let (w, h) = self.plan.outline[member];
                self.outline(member, x + INDENT, y, boxes, cards);
                (y, wide) = (y + h + COLUMN_GAP, wide.max(w));
            }
            x += INDENT + wide + ROW_GAP;
        }
    }
}

/// The lines of the primary tree.
#[derive(Default)]
struct Lines {
    /// The part of the elbows that units share.
    buses: Vec<SceneItem>,
    /// From and to of the last part of each card's line.
    leads: Vec<Option<(Point, Point)>>,
    /// Every straight piece, so that other lines keep off it.
    tracks: Vec<(Point, Point)>,
    /// Where the line of each superior begins, at its rim and onwards.
    feet: Vec<(usize, Point, Point)>,
}

/// How a unit is reached from its superior.
enum Lead {
    /// From above, along a bus below the superior.
    Above,
    /// From the left, along a trunk at this x that starts at the superior's foot or its bus.
    Side { trunk: f64, bus: Option<f64> },
    /// From the left, along a bus right of the superior.
    Beside,
    /// From the left, along a trunk at this x, right of the superior: from its side, or from its bus along the
    /// head of several columns.
    Column { trunk: f64, head: Option<f64> },
}

fn lines(view: &HierarchyView, forest: &Forest, placed: &PlacedCards) -> Lines {
    let mut lines = Lines::default();
    lines.leads.resize(view.cards.len(), None);
    let hung = hung(forest, placed);
    for &card in &forest.order {
        if !forest.children[card].is_empty() {
            draw_lines(view, forest, placed, card, &hung, &mut lines);
        }
    }
    lines
}

/// Whether each card stands in a column, under a bus or within an outline.
fn hung(forest: &Forest, placed: &PlacedCards) -> Vec<bool> {
    let mut hung = vec![false; placed.boxes.len()];
    for &card in &forest.order {
        let how = placed.plan.how[card];
        let below = hung[card] || how == Arrangement::Outline;
        for &child in &forest.children[card] {
            hung[child] = below || how.blocks(forest, child);
        }
    }
    hung
}

fn draw_lines(
    view: &HierarchyView,
    forest: &Forest,
    placed: &PlacedCards,
    card: usize,
    hung: &[bool],
    lines: &mut Lines,
) {
    let children = &forest.children[card];
    let outlined = hung[card] || placed.plan.how[card] == Arrangement::Outline;
    let own = &placed.boxes[card];
    let trunk_in = own.x + INDENT * 0.5;
    let head = match placed.direction {
        Direction::Down => None,
        Direction::Right => head(children, placed, hung),
    };
    let mut shared: Vec<(Point, Point)> = Vec::new();
    for &child in children {
        let rect = &placed.boxes[child];
        let trunk = rect.x - INDENT * 0.5;
        let lead = match (placed.direction, outlined, hung[child]) {
            (_, true, _) => Lead::Side { trunk: trunk_in, bus: None },
            (Direction::Down, false, true) => Lead::Side { trunk, bus: Some(own.bottom() + BUS) },
            (Direction::Down, false, false) => Lead::Above,
            (Direction::Right, false, true) => Lead::Column { trunk, head },
            (Direction::Right, false, false) => Lead::Beside,
        };
        let last = join(own, rect, &lead, &mut shared);
        lines.tracks.push(last);
        lines.leads[child] = Some(last);
    }
    lines.feet.extend(shared.first().map(|&(foot, next)| (card, foot, next)));
    let shared = merged(shared);
    lines.tracks.extend(&shared);
    lines.buses.push(bus_path(view, children, shared));
}

/// The height of the line over the columns of a block right of its superior. None: there is one column and
/// nothing else, and its trunk is all that is needed.
fn head(children: &[usize], placed: &PlacedCards, hung: &[bool]) -> Option<f64> {
    let (mut top, mut columns) = (f64::INFINITY, Vec::new());
    for &child in children.iter().filter(|&&child| hung[child]) {
        let rect = &placed.boxes[child];
        top = top.min(rect.y);
        columns.push(rect.x);
    }
    let one = columns.len() == children.len() && columns.windows(2).all(|pair| pair[0] == pair[1]);
    (!one).then_some(top - COLUMN_GAP / 2.0)
}

/// Adds the shared pieces of a line and gives its last one.
fn join(own: &Rect, unit: &Rect, lead: &Lead, shared: &mut Vec<(Point, Point)>) -> (Point, Point) {
    let foot = Point(own.x + own.w / 2.0, own.bottom());
    let side = Point(own.right(), own.y + own.h / 2.0);
    let mut along = |points: &[Point]| shared.extend(points.windows(2).map(|p| (p[0], p[1])));
    let high = unit.y + (unit.h / 2.0).min(22.0);
    match *lead {
        Lead::Above => {
            let (x, bus) = (unit.x + unit.w / 2.0, own.bottom() + BUS);
            along(&[foot, Point(foot.0, bus), Point(x, bus)]);
            (Point(x, bus), Point(x, unit.y))
        }
        Lead::Side { trunk, bus: Some(bus) } => {
            along(&[foot, Point(foot.0, bus), Point(trunk, bus), Point(trunk, high)]);
            (Point(trunk, high), Point(unit.x, high))
        }
        Lead::Side { trunk, bus: None } => {
            along(&[Point(trunk, own.bottom()), Point(trunk, high)]);
            (Point(trunk, high), Point(unit.x, high))
        }
        Lead::Beside => {
            let (bus, y) = (own.right() + BUS, unit.y + unit.h / 2.0);
            along(&[side, Point(bus, side.1), Point(bus, y)]);
            (Point(bus, y), Point(unit.x, y))
        }
        Lead::Column { trunk, head: None } => {
            along(&[side, Point(trunk, side.1), Point(trunk, high)]);
            (Point(trunk, high), Point(unit.x, high))
        }
        Lead::Column { trunk, head: Some(head) } => {
            let bus = own.right() + BUS;
            along(&[side, Point(bus, side.1), Point(bus, head)]);
            along(&[Point(bus, head), Point(trunk, head), Point(trunk, high)]);
            (Point(trunk, high), Point(unit.x, high))
        }
    }
}

/// Joins pieces that lie on one straight line and overlap, so that nothing is drawn twice.
fn merged(pieces: Vec<(Point, Point)>) -> Vec<(Point, Point)> {
    // Across or down, the line's own coordinate, then from and to.
    let mut keyed: Vec<(bool, f64, f64, f64)> = pieces
        .into_iter()
        .map(|(a, b)| {
            if a.0 == b.0 {
                (false, a.0, a.1.min(b.1), a.1.max(b.1))
            } else {
                (true, a.1, a.0.min(b.0), a.0.max(b.0))
            }
        })
        .filter(|(_, _, from, to)| to > from)
        .collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
    let mut joined: Vec<(bool, f64, f64, f64)> = Vec::new();
    for piece in keyed {
        match joined.last_mut() {
            Some(last) if last.0 == piece.0 && last.1 == piece.1 && piece.2 <= last.3 => {
                last.3 = last.3.max(piece.3);
            }
            _ => joined.push(piece),
        }
    }
    let points = |(across, at, from, to)| {
        if across { (Point(from, at), Point(to, at)) } else { (Point(at, from), Point(at, to)) }
    };
    joined.into_iter().map(points).collect()
}

/// The shared part takes the strongest mark among the units, and their line where they agree.
fn bus_path(view: &HierarchyView, children: &[usize], pieces: Vec<(Point, Point)>) -> SceneItem {
    let superiors = children.iter().filter_map(|&child| view.cards[child].superior.as_ref());
    let strongest = superiors.clone().map(|superior| superior.mark).max_by_key(|mark| mark.answer);
    let mark = strongest.unwrap_or_default();
    let mut of_units = superiors.map(|superior| superior.line);
    let first = of_units.next().flatten();
    let line = first.filter(|_| of_units.all(|other| other == first));
    let class = symbols::tree_line_class(line, mark);
    let steps =
        pieces.into_iter().flat_map(|(a, b)| [PathStep::Move(a), PathStep::Line(b)]).collect();
    path(class, steps)
}

fn lead_line(view: &HierarchyView, card: &Card, (from, to): (Point, Point)) -> SceneItem {
    let superior = card.superior.as_ref().expect("a unit has a superior");
    let class = symbols::tree_line_class(superior.line, superior.mark);
    let middle = Point((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
    let mut items = vec![path(class, vec![PathStep::Move(from), PathStep::Line(to)])];
    items.extend((superior.left_out > 0).then(|| symbols::cut(from, to)));
    items.extend(superior.mark.disputed.then(|| symbols::disputed(middle)));
    SceneItem::from(Group {
        class: "lead".into(),
        id: Some(ids::line(&card.id, &view.cards[superior.card].id)),
        tooltip: superior.tooltip.clone(),
        link: superior.link.clone(),
        items,
        scale: None,
    })
}

/// The lines beside the tree, led round the boxes.
fn routes(view: &HierarchyView, placed: &PlacedCards, tracks: &[(Point, Point)]) -> Vec<SceneItem> {
    let known = |extra: &&Extra| extra.from < view.cards.len() && extra.to < view.cards.len();
    let extras: Vec<&Extra> = view.extras.iter().filter(known).collect();
    let ends: Vec<(usize, usize)> = extras.iter().map(|extra| (extra.from, extra.to)).collect();
    let curves = route::route(&placed.boxes, tracks, &ends);
    let draw = |(extra, curve): (&&Extra, route::Curve)| {
        let change = extra.change.map(|change| format!(" {}", symbols::change_class(change)));
        let (line, mark) = (symbols::line_class(extra.line), symbols::mark_class(extra.mark));
        let class = format!("extra{line}{mark}{}", change.unwrap_or_default());
        // The words of a line are said of the unit: it points to the superior.
        let curve = curve.pointing_back();
        let mut items = vec![path("way", curve.steps), path("head", curve.head)];
        items.extend(symbols::badges(extra.mark, curve.middle));
        SceneItem::from(Group {
            class: class.into(),
            id: Some(ids::line(&view.cards[extra.to].id, &view.cards[extra.from].id)),
            tooltip: extra.tooltip.clone(),
            link: extra.link.clone(),
            items,
            scale: None,
        })
    };
    extras.iter().zip(curves).map(draw).collect()
}
