//! What stands in one place of the layers: a card, several in columns, or trees. Takes a unit and the sizes of
//! cards, gives the boxes within it and the lines of its trees. Never decides where it stands.

use super::block::{Block, BlockShape, Sizes};
use super::grouping::Unit;
use crate::layout::orgchart::{self, Hanging};
use crate::layout::route;
use crate::layout::scene::{Group, PathStep, Point, Rect, SceneItem, path, shift};
use crate::layout::{Direction, LayoutOptions, ids, symbols};
use crate::view::{Bond, Card, HierarchyView, Link, NetworkView, Superior};

/// Between cards that share a frame, and between them and it.
const GAP: f64 = 12.0;

impl Block {
    pub(super) fn of(
        view: &NetworkView,
        unit: &Unit,
        sizes: &Sizes<'_>,
        shape: BlockShape,
    ) -> Block {
        match &unit.cards[..] {
            _ if unit.nests => super::nested_clusters::block(view, unit, sizes, shape),
            [card] => {
                let (w, h) = (sizes.width, sizes.heights[*card]);
                let cards = vec![Rect { w, h, ..Rect::default() }];
                Block { size: (w, h), cards, leads: vec![None], ..Block::default() }
            }
            _ if unit.hung.iter().all(Option::is_none) => Block::columns(&unit.cards, sizes, shape),
            _ => Block::trees(view, unit, sizes, shape),
        }
    }

    /// Things that nothing hangs on, in columns within a frame.
    fn columns(cards: &[usize], sizes: &Sizes<'_>, shape: BlockShape) -> Block {
        let (width, heights) = (sizes.width, sizes.heights);
        let total: f64 = cards.iter().map(|&card| heights[card] + GAP).sum();
        let step = width + GAP;
        let columns = (total * shape.aspect / step).sqrt().round();
        let columns = columns.clamp(1.0, cards.len() as f64) as usize;
        let rows = cards.len().div_ceil(columns);
        let mut rects = Vec::new();
        let (mut y, mut bottom) = (GAP, 0.0f64);
        for (at, &card) in cards.iter().enumerate() {
            if at % rows == 0 {
                y = GAP;
            }
            let x = GAP + (at / rows) as f64 * step;
            rects.push(Rect { x, y, w: width, h: heights[card], ..Rect::default() });
            y += heights[card] + GAP;
            bottom = bottom.max(y);
        }
        let used = cards.len().div_ceil(rows);
        Block {
            size: (used as f64 * step + GAP, bottom),
            leads: vec![None; rects.len()],
            cards: rects,
            is_framed: true,
            ..Block::default()
        }
    }

    /// Trees as in an org chart; a frame stands round several.
    fn trees(view: &NetworkView, unit: &Unit, sizes: &Sizes<'_>, shape: BlockShape) -> Block {
        let heights: Vec<f64> = unit.cards.iter().map(|&card| sizes.heights[card]).collect();
        let options = LayoutOptions {
            aspect: shape.aspect,
            direction: shape.direction,
            ..LayoutOptions::default()
        };
        let chart = hierarchy(view, unit);
        let Hanging { boxes: cards, mut buses, leads, feet, size } =
            orgchart::hanging(&chart, &heights, sizes.width, &options);
        let hung = unit.hung.iter().map(|hung| hung.map(|hung| &view.links[hung.by]));
        buses.extend(feet.into_iter().filter_map(|(superior, foot, next)| {
            let mut by = unit.hung.iter().flatten().filter(|hung| hung.on == unit.cards[superior]);
            let link = by.find_map(|hung| {
                Some(&view.links[hung.by]).filter(|link| link.bond == Bond::Superior)
            })?;
            Some(head(Some(link.line), next, foot))
        }));
        let leads = leads.into_iter().zip(hung).map(|(lead, link)| Some(arrow(view, lead?, link?)));
        let leads = leads.collect();
        let is_framed = unit.is_framed();
        let mut block = Block { size, cards, buses, leads, is_framed, ..Block::default() };
        match block.is_framed {
            true => block.grow(Sides { left: 1.6 * GAP, right: GAP, top: GAP, bottom: GAP }),
            false => block.centre(shape.direction),
        }
        block
    }

    /// Makes room on both sides of a tree so that its first card stands in the middle, where lines end.
    fn centre(&mut self, direction: Direction) {
        let first = &self.cards[0];
        let (from, to) = match direction {
            Direction::Down => (first.x, self.size.0 - first.right()),
            Direction::Right => (first.y, self.size.1 - first.bottom()),
        };
        let (before, after) = ((to - from).max(0.0), (from - to).max(0.0));
        self.grow(match direction {
            Direction::Down => Sides { left: before, right: after, ..Sides::default() },
            Direction::Right => Sides { top: before, bottom: after, ..Sides::default() },
        });
    }

    fn grow(&mut self, sides: Sides) {
        let (x, y) = (sides.left, sides.top);
        self.cards.iter_mut().for_each(|rect| (rect.x, rect.y) = (rect.x + x, rect.y + y));
        shift(&mut self.buses, x, y);
        let leads = self.leads.iter_mut().flatten();
        leads.for_each(|lead| shift(std::slice::from_mut(lead), x, y));
        self.size = (self.size.0 + x + sides.right, self.size.1 + y + sides.bottom);
    }

    /// What a line to the unit ends at.
    pub(super) fn dock(&self) -> Rect {
        match self.is_framed {
            true => Rect { w: self.size.0, h: self.size.1, ..Rect::default() },
            false => self.cards[0].clone(),
        }
    }
}

/// Room to add on the sides.
#[derive(Default)]
struct Sides {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// The last part of a line of a tree, with the head and the id that lines of networks have. What is said of a unit
/// points to its superior, where the tree's line begins.
fn arrow(view: &NetworkView, lead: SceneItem, link: &Link) -> SceneItem {
    let SceneItem::Group(mut lead) = lead else { return lead };
    let line = lead.items.iter().find_map(|item| match item {
        SceneItem::Path(path) => Some(&path.steps[..]),
        _ => None,
    });
    if let Some(&[PathStep::Move(from), PathStep::Line(to)]) = line
        && link.bond != Bond::Superior
    {
        lead.items.push(head(Some(link.line), from, to));
    }
    lead.id = Some(ids::line(&view.cards[link.from].id, &view.cards[link.to].id));
    SceneItem::Group(lead)
}

/// An arrow head in the colour of its line alone; the group round it is the mark.
fn head(line: Option<usize>, from: Point, to: Point) -> SceneItem {
    let class = symbols::line_class(line).trim_start().to_owned().into();
    let items = vec![path("head", route::head(from, to))];
    SceneItem::from(Group { class, items, ..Group::default() })
}

/// The trees of a unit as an org chart has them.
fn hierarchy(view: &NetworkView, unit: &Unit) -> HierarchyView {
    let place: rustc_hash::FxHashMap<usize, usize> =
        unit.cards.iter().enumerate().map(|(at, &card)| (card, at)).collect();
    let cards = unit.hung.iter().map(|hung| {
        let superior = hung.map(|hung| {
            let link = &view.links[hung.by];
            let (line, mark) = (Some(link.line), link.mark);
            let (tooltip, link) = (link.tooltip.clone(), link.link.clone());
            Superior { card: place[&hung.on], line, mark, tooltip, link, ..Superior::default() }
        });
        Card { superior, ..Card::default() }
    });
    HierarchyView { cards: cards.collect(), ..HierarchyView::default() }
}
