//! One box of an org chart: its words broken into lines, its size, its drawing. Takes a card, gives a
//! size and, once placed, a group. Never decides where a box stands.

use super::metrics::TextStyle;
use super::scene::{Anchor, Group, PathStep, Point, Rect, SceneItem, TextBlock, path};
use super::symbols;
use super::wrap::wrap;
use crate::view::{Card, HierarchyView, Role};
use crate::workers::Workers;

/// Room for words in a box, at most.
const WORDS: f64 = 158.0;
const LEFT: f64 = 13.0;
const RIGHT: f64 = 9.0;
const TOP: f64 = 7.0;
const BOTTOM: f64 = 8.0;
/// From the side and the top of a box to the stripe: under its line, and not past its round corners.
const EDGE: (f64, f64) = (0.4, 0.6);
/// Room for the mark of the kind before its name.
const SHAPE: f64 = 12.0;

/// The words of a box, broken into lines.
pub(super) struct CardLines {
    rows: Vec<CardRow>,
    width: f64,
    /// Height of the box.
    pub(super) height: f64,
}

struct CardRow {
    class: &'static str,
    style: TextStyle,
    indent: f64,
    lines: Vec<String>,
}

/// The words of every card, and the one width that fits them all.
pub(super) fn words_of(view: &HierarchyView) -> (Vec<CardLines>, f64) {
    words_of_cards(&view.cards, &view.kinds)
}

/// The same for cards of any view.
pub(super) fn words_of_cards(cards: &[Card], kinds: &[String]) -> (Vec<CardLines>, f64) {
    let words =
        Workers::for_rows(cards.len()).map_rows(cards.iter().collect(), |card| words(card, kinds));
    let widest = words.iter().map(|words| words.width).fold(64.0, f64::max);
    (words, (widest + LEFT + RIGHT).ceil())
}

fn words(card: &Card, kinds: &[String]) -> CardLines {
    let mut rows = Vec::new();
    if let Some(kind) = card.kind.and_then(|kind| kinds.get(kind)) {
        rows.push(row("kind", TextStyle::Kind, SHAPE, kind));
    }
    rows.push(row("", TextStyle::Label, 0.0, &card.label));
    for aside in &card.asides {
        rows.push(row(role_class(aside.role), TextStyle::Aside, 0.0, &aside.text));
    }
    if card.collapsed > 0 {
        rows.push(row("collapsed", TextStyle::Aside, 0.0, &format!("+ {} below", card.collapsed)));
    }
    let width = rows.iter().map(CardRow::width).fold(0.0, f64::max);
    let height = rows.iter().map(|row| row.style.height(row.lines.len())).sum::<f64>();
    CardLines { rows, width, height: (TOP + height + BOTTOM).ceil() }
}

fn row(class: &'static str, style: TextStyle, indent: f64, text: &str) -> CardRow {
    CardRow { class, style, indent, lines: wrap(text, style, WORDS - indent) }
}

impl CardRow {
    fn width(&self) -> f64 {
        let widest = self.lines.iter().map(|line| self.style.width(line)).fold(0.0, f64::max);
        widest + self.indent
    }
}

fn role_class(role: Role) -> &'static str {
    match role {
        Role::Name => "name",
        Role::Holder => "holder",
        Role::Date => "date",
        Role::Note => "note",
    }
}

/// Draws a card at its place; `lead` is the line that comes from its superior.
pub(super) fn draw(
    card: &Card,
    words: CardLines,
    place: &Rect,
    lead: Option<SceneItem>,
) -> SceneItem {
    // The line, two boxes, the sign and a text a row, most often.
    let mut items = Vec::with_capacity(4 + words.rows.len());
    items.extend(lead);
    if card.collapsed > 0 {
        let behind = Rect { x: place.x + 4.0, y: place.y + 4.0, ..place.clone() };
        items.push(SceneItem::Rect(Rect { class: "behind".into(), ..behind }));
    }
    items.extend(card.highlighted.then(|| symbols::ring(place, 3.2)));
    items.push(SceneItem::Rect(Rect { class: "box".into(), r: 3.0, ..place.clone() }));
    items.push(stripe(place));
    let is_gone = card.changes.iter().flatten().any(|change| change.ends());
    let mut y = place.y + TOP;
    for row in words.rows {
        let x = place.x + LEFT;
        if row.indent > 0.0 {
            let middle = Point(x + 3.5, y + row.style.leading() / 2.0 - 0.5);
            items.push(symbols::shape(card.kind.unwrap_or(0), middle, 3.5));
        }
        let (x, below) = (x + row.indent, y + row.style.height(row.lines.len()));
        let is_struck = row.style == TextStyle::Label && is_gone;
        let words = text(row, x, y);
        items.extend(is_struck.then(|| strike(&words)));
        items.push(SceneItem::Text(words));
        y = below;
    }
    items.extend(symbols::badges(card.mark, Point(place.right() - 8.0, place.y)));
    for (at, &change) in card.changes.iter().flatten().enumerate() {
        items.push(symbols::change(change, Point(place.x + 11.0 + 13.0 * at as f64, place.y)));
    }
    SceneItem::from(Group {
        class: class(card).into(),
        id: Some(card.id.clone()),
        tooltip: card.tooltip.clone(),
        link: card.link.clone(),
        items,
        scale: None,
    })
}

/// What a card is: its kind, or what became of it where two states are compared, and how sure that is.
fn class(card: &Card) -> String {
    let mark = symbols::mark_class(card.mark);
    let rest = [&mark, symbols::stress_class(card.highlighted)];
    match card.changes.as_ref().map(|changes| changes.first()) {
        None => ["card ", symbols::kind_class(card.kind), rest[0], rest[1]].concat(),
        Some(None) => ["card k-none", rest[0], rest[1]].concat(),
        Some(Some(&change)) => ["card ", &symbols::change_class(change), rest[0], rest[1]].concat(),
    }
}

/// A line through every line of a text.
pub(super) fn strike(text: &TextBlock) -> SceneItem {
    let lines = text.lines.iter().enumerate();
    let steps = lines.flat_map(|(row, line)| {
        let y = text.y + text.style.leading() * row as f64 - text.style.ascent() * 0.33;
        let right = text.x + text.style.width(line);
        [PathStep::Move(Point(text.x, y)), PathStep::Line(Point(right, y))]
    });
    path("strike", steps.collect())
}

fn text(row: CardRow, x: f64, y: f64) -> TextBlock {
    let y = y + row.style.ascent();
    let CardRow { class, style, lines, .. } = row;
    TextBlock { class: class.into(), style, x, y, anchor: Anchor::Start, lines }
}

/// The coloured edge that shows the kind from afar, within the line of the box.
fn stripe(place: &Rect) -> SceneItem {
    SceneItem::Rect(Rect {
        class: "stripe".into(),
        x: place.x + EDGE.0,
        y: place.y + EDGE.1,
        w: 5.0 - EDGE.0,
        h: place.h - 2.0 * EDGE.1,
        r: 0.0,
    })
}
