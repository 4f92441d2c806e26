//! The roster: bodies with their posts and members in columns, parts boxed inside their whole, and two
//! states side by side. Takes a roster view, gives the drawing; leaves title, legend and sources to `page`.
//!
//! Lists and boxes are shared out by [`super::columns`], in as many columns as bring the whole closest to
//! the shape of a page. Two states stand as a slopegraph (Tufte, The Visual Display of Quantitative
//! Information, 1983): a line leads from each person's place in the first to that in the second, so that
//! a change of rank is a slope.

use super::card::strike;
use super::columns::{columns, height};
use super::metrics::TextStyle;
use super::scene::{
    Anchor, Group, PathStep, Point, Rect, SceneItem, TextBlock, group, line_of_text, path, shift,
};
use super::wrap::wrap;
use super::{Chart, LayoutOptions, symbols};
use crate::view::{Body, Change, List, ListSort, Mark, RosterEntry, RosterSide, RosterView};

/// Width of a column of people, and the white between two.
const COLUMN: f64 = 218.0;
const GAP: f64 = 24.0;
/// White between two people, between two lists and round what stands in a box.
const ROW: f64 = 7.0;
const LIST: f64 = 14.0;
const PAD: f64 = 12.0;
/// Room for a sign and for a change before a name.
const PIP: f64 = 17.0;
const CHANGE: f64 = 17.0;
/// Room for badges behind a name.
const BADGES: f64 = 28.0;
/// Short lists stand at the left of a page, not in its middle.
const NARROWEST: f64 = 600.0;
/// Between two states; more columns than this are never tried.
const BETWEEN: f64 = 84.0;
const MOST: usize = 16;
/// A list longer than this takes several columns even beside another.
const SLOPES: usize = 36;

/// Places the people of a view.
pub(super) fn chart(view: &RosterView, options: &LayoutOptions) -> Chart {
    let columns = Look::of(view);
    let (left, right) = match &view.sides[..] {
        [one] => return finish(columns.best(one, options.aspect), Vec::new()),
        [left, right, ..] => (left, right),
        [] => return finish(DrawnPart::default(), Vec::new()),
    };
    // Both states have as many columns, so that neither looks larger than it is; short ones have one, so
    // that lines can lead across.
    let shape = (options.aspect - 0.2) / 2.0;
    let longest =
        [left, right].map(|side| side.bodies.iter().flat_map(Body::all).map(people).sum::<usize>());
    let width = match longest.into_iter().max() {
        Some(longest) if longest > SLOPES => {
            columns.best(left, shape).width.max(columns.best(right, shape).width)
        }
        _ => COLUMN + 2.0 * PAD,
    };
    let (one, mut two) = (columns.side(left, width), columns.side(right, width));
    two.shift(width + BETWEEN, 0.0);
    let links =
        if width <= COLUMN + 4.0 * PAD { links(&one.anchors, &two.anchors) } else { Vec::new() };
    let mut both = one;
    both.height = both.height.max(two.height);
    both.width = two.width + width + BETWEEN;
    both.items.extend(two.items);
    finish(both, links)
}

fn finish(block: DrawnPart, links: Vec<SceneItem>) -> Chart {
    let mut items = Vec::new();
    if !links.is_empty() {
        items.push(group("slopes", links));
    }
    items.push(group("bodies", block.items));
    Chart { items, width: block.width.max(NARROWEST), height: block.height, ..Chart::default() }
}

/// What all entries of a picture have room for.
struct Look {
    /// Room for the widest rank; none where nobody has one.
    rank: f64,
    is_compared: bool,
}

/// A drawn part, its top left corner at zero until it is shifted to its place.
#[derive(Default)]
struct DrawnPart {
    items: Vec<SceneItem>,
    width: f64,
    height: f64,
    anchors: Vec<Place>,
}

/// Where a person stands, for lines that lead there.
struct Place {
    key: (String, String),
    change: Option<Change>,
    left: Point,
    right: Point,
}

impl DrawnPart {
    fn shift(&mut self, dx: f64, dy: f64) {
        shift(&mut self.items, dx, dy);
        for place in &mut self.anchors {
            place.left = Point(place.left.0 + dx, place.left.1 + dy);
            place.right = Point(place.right.0 + dx, place.right.1 + dy);
        }
    }

    /// Takes another part in at a place.
    fn put(&mut self, mut other: DrawnPart, x: f64, y: f64) {
        other.shift(x, y);
        self.items.append(&mut other.items);
        self.anchors.append(&mut other.anchors);
        self.height = self.height.max(y + other.height);
        self.width = self.width.max(x + other.width);
    }

    fn text(&mut self, class: &'static str, style: TextStyle, x: f64, lines: Vec<String>) {
        let y = self.height + style.ascent();
        self.height += style.height(lines.len());
        let text = TextBlock { class: class.into(), style, x, y, anchor: Anchor::Start, lines };
        self.width = self.width.max(text.bounds().right());
        self.items.push(SceneItem::Text(text));
    }
}

impl Look {
    fn of(view: &RosterView) -> Look {
        let ranks = view.entries().filter_map(|entry| entry.rank);
        let widths = ranks.map(|rank| TextStyle::Tick.width(&rank.to_string()) + 9.0);
        let rank = widths.fold(0.0, f64::max);
        Look { rank, is_compared: view.sides.len() > 1 }
    }

    /// The side in as many columns as bring it closest to a shape.
    fn best(&self, side: &RosterSide, aspect: f64) -> DrawnPart {
        let people: usize = side.bodies.iter().flat_map(Body::all).map(people).sum();
        let most = people.div_ceil(3).clamp(1, MOST);
        let tries = (1..=most).map(|count| {
            let width = count as f64 * (COLUMN + GAP) - GAP;
            let block = self.side(side, width);
            ((block.width / block.height.max(1.0) / aspect).ln().abs(), block)
        });
        let best = tries.min_by(|a, b| a.0.total_cmp(&b.0));
        best.expect("at least one column is tried").1
    }

    fn side(&self, side: &RosterSide, width: f64) -> DrawnPart {
        let mut block = DrawnPart { width, ..DrawnPart::default() };
        if !side.label.is_empty() {
            let lines = wrap(&side.label, TextStyle::Heading, width);
            block.text("side", TextStyle::Heading, 0.0, lines);
            block.height += 8.0;
        }
        if side.bodies.is_empty() {
            let lines = wrap("No such body is recorded.", TextStyle::Aside, width);
            block.text("", TextStyle::Aside, 0.0, lines);
        }
        let bodies: Vec<DrawnPart> =
            side.bodies.iter().map(|body| self.body(body, width, Frame::Open)).collect();
        let top = block.height;
        stack(bodies, 26.0, top, &mut block);
        block.width = block.width.max(width);
        block
    }

    /// A body: its name, the bodies inside it, its lists.
    fn body(&self, body: &Body, width: f64, frame: Frame) -> DrawnPart {
        let pad = if frame == Frame::Boxed { PAD } else { 0.0 };
        let inner = width - 2.0 * pad;
        let mut block = DrawnPart { height: pad, ..DrawnPart::default() };
        self.heading(body, pad, inner, frame, &mut block);
        let lists = body.lists.iter().map(|list| self.list(list, inner));
        let mut parts: Vec<DrawnPart> = Vec::new();
        let posts = body.lists.iter().take_while(|list| list.sort == ListSort::Post).count();
        let mut lists: Vec<DrawnPart> = lists.collect();
        let members = lists.split_off(posts);
        if !lists.is_empty() {
            let most = ((inner + GAP) / (COLUMN + GAP)).floor().max(1.0) as usize;
            let count = lists.len().min(most);
            parts.push(share_out(lists, LIST, count, COLUMN.min(inner)));
        }
        parts.extend(self.inner(&body.bodies, inner));
        parts.extend(members);
        if !body.note.is_empty() {
            let mut none = DrawnPart::default();
            none.text("note", TextStyle::Aside, 0.0, wrap(&body.note, TextStyle::Aside, inner));
            parts.push(none);
        }
        let top = block.height + 8.0;
        for part in &mut parts {
            part.shift(pad, 0.0);
        }
        stack(parts, LIST, top, &mut block);
        block.height += pad;
        block.width = width;
        if frame == Frame::Boxed {
            let rect = Rect {
                class: "frame".into(),
                w: width,
                h: block.height,
                r: 4.0,
                ..Rect::default()
            };
            block.items.insert(0, SceneItem::Rect(rect));
        }
        let group = Group {
            class: format!("body{}", symbols::mark_class(body.mark)).into(),
            id: None,
            items: std::mem::take(&mut block.items),
            ..Group::default()
        };
        block.items.push(group.into());
        block
    }

    fn heading(&self, body: &Body, x: f64, width: f64, frame: Frame, block: &mut DrawnPart) {
        let style = if frame == Frame::Boxed { TextStyle::Label } else { TextStyle::Heading };
        let mut head = DrawnPart::default();
        head.text("", style, x, wrap(&body.name, style, width - BADGES));
        let last = last_line(&head);
        let middle = Point(x + style.width(&last) + 12.0, head.height - style.leading() / 2.0);
        head.items.extend(badges(body.mark, middle));
        let under = [Some(body.kind.clone()), body.original.clone()];
        let under: Vec<String> =
            under.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        if !under.is_empty() {
            let lines = wrap(&under.join(" \u{b7} "), TextStyle::Aside, width);
            head.text("", TextStyle::Aside, x, lines);
        }
        let words = Rect { x, w: head.width - x, h: head.height, ..Rect::default() };
        head.items.extend(body.highlighted.then(|| symbols::ring(&words, 2.5)));
        if frame == Frame::Open {
            let y = head.height + 4.0;
            head.items.push(path(
                "rule",
                vec![PathStep::Move(Point(x, y)), PathStep::Line(Point(x + width, y))],
            ));
            head.height = y;
        }
        let group = Group {
            class: format!("heading{}", symbols::stress_class(body.highlighted)).into(),
            id: Some(body.id.clone()),
            tooltip: body.tooltip.clone(),
            link: body.link.clone(),
            items: std::mem::take(&mut head.items),
            scale: None,
        };
        head.items.push(group.into());
        let top = block.height;
        block.put(head, 0.0, top);
    }

    /// The bodies inside another: one takes the whole width, several stand in columns.
    fn inner(&self, bodies: &[Body], width: f64) -> Option<DrawnPart> {
        let most = ((width + GAP) / (COLUMN + GAP)).floor().max(1.0) as usize;
        let count = bodies.len().min(most);
        if count == 0 {
            return None;
        }
        let each = (width + GAP) / count as f64 - GAP;
        let blocks: Vec<DrawnPart> =
            bodies.iter().map(|body| self.body(body, each, Frame::Boxed)).collect();
        Some(share_out(blocks, LIST, count, each))
    }

    /// A heading and the people below it.
    fn list(&self, list: &List, width: f64) -> DrawnPart {
        let count = ((width + GAP) / (COLUMN + GAP)).round().max(1.0) as usize;
        let count = if list.sort == ListSort::Post { 1 } else { count };
        let each = if list.sort == ListSort::Post {
            width.min(COLUMN)
        } else {
            (width + GAP) / count as f64 - GAP
        };
        let mut block = DrawnPart::default();
        let heading = wrap(&list.heading, TextStyle::FootHead, each);
        block.text("list", TextStyle::FootHead, 0.0, heading);
        if let Some(original) = &list.original {
            block.text("", TextStyle::Aside, 0.0, wrap(original, TextStyle::Aside, each));
        }
        if list.sort == ListSort::Post {
            let words = Rect { w: block.width, h: block.height, ..Rect::default() };
            block.items.extend(list.highlighted.then(|| symbols::ring(&words, 2.0)));
            block.items = vec![SceneItem::from(Group {
                class: format!("post{}", symbols::stress_class(list.highlighted)).into(),
                id: Some(list.id.clone()).filter(|id| !id.is_empty()),
                tooltip: list.tooltip.clone(),
                link: list.link.clone(),
                items: std::mem::take(&mut block.items),
                scale: None,
            })];
        }
        block.height += 5.0;
        let rows: Vec<DrawnPart> =
            list.entries.iter().map(|entry| self.entry(entry, list.sort, each)).collect();
        let top = block.height;
        block.put(share_out(rows, ROW, count, each), 0.0, top);
        if !list.note.is_empty() {
            block.height += if list.entries.is_empty() { 0.0 } else { ROW };
            block.text("note", TextStyle::Aside, 0.0, wrap(&list.note, TextStyle::Aside, each));
        }
        block
    }

    /// One person: sign, rank, name, and what else is reported.
    fn entry(&self, entry: &RosterEntry, sort: ListSort, width: f64) -> DrawnPart {
        let change = if self.is_compared { CHANGE } else { 0.0 };
        let rank = if sort == ListSort::Members { self.rank } else { 0.0 };
        let x = change + PIP + rank;
        let mut block = DrawnPart { height: 2.0, ..DrawnPart::default() };
        let lines = wrap(&entry.name, TextStyle::Label, width - x - BADGES);
        let middle = 2.0 + TextStyle::Label.leading() / 2.0;
        block.text("", TextStyle::Label, x, lines);
        let last = last_line(&block);
        let end = Point(
            x + TextStyle::Label.width(&last) + 12.0,
            block.height - TextStyle::Label.leading() / 2.0,
        );
        if entry.change.is_some_and(Change::ends) {
            let struck = match block.items.last() {
                Some(SceneItem::Text(text)) => Some(strike(text)),
                _ => None,
            };
            block.items.extend(struck);
        }
        let original = entry.original.iter().map(|text| ("name", text));
        for (class, text) in original.chain(entry.details.iter().map(|text| ("detail", text))) {
            let lines = wrap(text, TextStyle::Aside, width - x - 2.0);
            block.text(class, TextStyle::Aside, x, lines);
        }
        block.height += 2.0;
        // The ground of a change fills the column, and a frame goes round it.
        let reach = match entry.change {
            Some(_) => width,
            None => block.width.max(end.0 + BADGES - 14.0).min(width),
        };
        let mut items = Vec::new();
        if entry.change.is_some() {
            let ground = Rect {
                class: "ground".into(),
                w: width,
                h: block.height,
                r: 3.0,
                ..Rect::default()
            };
            items.push(SceneItem::Rect(ground));
        }
        items.extend(
            entry.change.map(|change| symbols::change(change, Point(CHANGE / 2.0 + 1.0, middle))),
        );
        items.push(symbols::pip(entry.status, Point(change + 7.0, middle), 4.0));
        items.extend(entry.rank.filter(|_| rank > 0.0).map(|number| {
            let y = 2.0 + TextStyle::Label.ascent();
            line_of_text(TextStyle::Tick, x - 6.0, y, Anchor::End, number.to_string())
        }));
        items.append(&mut block.items);
        items.extend(badges(entry.mark, end));
        let whole = Rect { w: reach, h: block.height, ..Rect::default() };
        items.extend(entry.highlighted.then(|| symbols::ring(&whole, 2.0)));
        block.items = vec![SceneItem::from(Group {
            class: format!(
                "entry {}{}{}",
                class_of(entry),
                symbols::mark_class(entry.mark),
                symbols::stress_class(entry.highlighted)
            )
            .into(),
            id: Some(format!("{}@{}", entry.person, entry.place)),
            tooltip: entry.tooltip.clone(),
            link: entry.link.clone(),
            items,
            scale: None,
        })];
        block.width = width;
        block.anchors.push(Place {
            key: (entry.person.clone(), entry.place.clone()),
            change: entry.change,
            left: Point(0.0, middle),
            right: Point(width, middle),
        });
        block
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Open,
    Boxed,
}

fn class_of(entry: &RosterEntry) -> String {
    entry.change.map_or_else(|| "k0".to_owned(), symbols::change_class)
}

fn people(body: &Body) -> usize {
    body.lists.iter().map(|list| list.entries.len()).sum()
}

/// The last line of the last text of a block.
fn last_line(block: &DrawnPart) -> String {
    match block.items.last() {
        Some(SceneItem::Text(text)) => text.lines.last().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

/// Badges in a row that begins at a point.
fn badges(mark: Mark, Point(x, y): Point) -> Vec<SceneItem> {
    let count = symbols::badges(mark, Point(0.0, 0.0)).len();
    symbols::badges(mark, Point(x + 13.0 * count.saturating_sub(1) as f64, y))
}

/// Blocks below each other, from a height on.
fn stack(blocks: Vec<DrawnPart>, gap: f64, top: f64, into: &mut DrawnPart) {
    let mut y = top;
    for block in blocks {
        let height = block.height;
        into.put(block, 0.0, y);
        y += height + gap;
    }
}

/// Blocks in columns, in their order.
fn share_out(blocks: Vec<DrawnPart>, gap: f64, count: usize, width: f64) -> DrawnPart {
    let heights: Vec<f64> = blocks.iter().map(|block| block.height).collect();
    let mut all = DrawnPart::default();
    let mut blocks = blocks.into_iter();
    for (place, part) in columns(&heights, gap, count).into_iter().enumerate() {
        let x = place as f64 * (width + GAP);
        let mut column = DrawnPart { width, ..DrawnPart::default() };
        stack(blocks.by_ref().take(part.len()).collect(), gap, 0.0, &mut column);
        debug_assert!((column.height - height(&heights[part], gap)).abs() < 0.01);
        all.put(column, x, 0.0);
    }
    all
}

/// A line from each person's place in the first state to that in the second.
fn links(from: &[Place], to: &[Place]) -> Vec<SceneItem> {
    let mut items = Vec::new();
    for place in from {
        let same = |other: &&Place| other.key == place.key;
        // Whoever is reported in an inner body now was reported in the outer one before, or the other way round.
        let person = |other: &&Place| other.key.0 == place.key.0;
        let once = |places: &[Place]| places.iter().filter(person).count() == 1;
        let moved = || to.iter().find(person).filter(|_| once(from) && once(to));
        let Some(other) = to.iter().find(same).or_else(moved) else { continue };
        let (a, b) =
            (Point(place.right.0 + 4.0, place.right.1), Point(other.left.0 - 4.0, other.left.1));
        let reach = (b.0 - a.0) / 2.0;
        let curve = PathStep::Curve(Point(a.0 + reach, a.1), Point(b.0 - reach, b.1), b);
        let class = match other.change.or(place.change) {
            Some(change) => format!("slope {}", symbols::change_class(change)),
            None => "slope k-none".to_owned(),
        };
        items.push(SceneItem::from(Group {
            class: class.into(),
            items: vec![path("link", vec![PathStep::Move(a), curve])],
            ..Group::default()
        }));
    }
    items
}
