//! Looks a finished scene over. Takes a scene, gives the problems found; the tests of layouts, the bench of drawing and
//! the example `pictures` hold scenes to it. Shares no code with the layouts, so that an error of theirs is not an
//! error of its own. Never repairs anything.
#![allow(dead_code, unused_imports, unreachable_pub, reason = "each of those uses a part of it")]

mod bands;
mod edges;
mod frames;
mod people;

use std::collections::BTreeMap;

use organigram::layout::{Group, Path, PathStep, Rect, Scene, SceneItem};
use organigram::view::HierarchyView;

pub use bands::{loose_links, overlapping_bands, overlapping_solid_bands};
pub use edges::{Crossings, crossings, lines_through_cards};
pub use frames::mixed_frames;
pub use people::{
    bars_against_time, overlapping_bars, overlapping_words, rect_of, words,
    words_outside_their_frame,
};

/// Boxes of cards that overlap, by the ids of the cards.
pub fn overlapping_cards(scene: &Scene) -> Vec<(String, String)> {
    let cards = scene.groups("card");
    let boxes = cards.iter().filter_map(|card| box_of(card));
    overlapping(boxes.map(|(id, rect)| (id.to_owned(), rect.clone())).collect())
}

/// Pairs of named boxes that overlap, found by a sweep from the left.
fn overlapping(mut boxes: Vec<(String, Rect)>) -> Vec<(String, String)> {
    boxes.sort_by(|a, b| a.1.x.total_cmp(&b.1.x));
    let mut found = Vec::new();
    for (at, (name, rect)) in boxes.iter().enumerate() {
        for (other, more) in boxes[at + 1..].iter().take_while(|(_, b)| b.x < rect.right()) {
            if rect.overlaps(more) {
                found.push((name.clone(), other.clone()));
            }
        }
    }
    found
}

pub fn box_of<'g>(card: &&'g Group) -> Option<(&'g str, &'g Rect)> {
    let rect = card.items.iter().find_map(|item| match item {
        SceneItem::Rect(rect) if rect.class == "box" => Some(rect),
        _ => None,
    });
    card.id.as_deref().zip(rect)
}

/// What leaves the page: texts as measured, boxes, and the points of paths.
pub fn off_the_page(scene: &Scene) -> Vec<String> {
    let inside = |rect: &Rect| {
        rect.x >= 0.0
            && rect.y >= 0.0
            && rect.right() <= scene.width
            && rect.bottom() <= scene.height
    };
    let one = |item: &&SceneItem| match item {
        SceneItem::Rect(rect) => (!inside(rect)).then(|| format!("{rect:?}")),
        SceneItem::Text(text) => {
            (!inside(&text.bounds())).then(|| format!("{:?} at {} {}", text.lines, text.x, text.y))
        }
        SceneItem::Path(path) => {
            let points = path.steps.iter().flat_map(points);
            let rects = points.map(|(x, y)| Rect { x, y, ..Rect::default() });
            let out: Vec<_> = rects.filter(|rect| !inside(rect)).collect();
            out.first().map(|rect| format!("path {} at {} {}", path.class, rect.x, rect.y))
        }
        SceneItem::Group(_) => None,
    };
    scene.leaves().iter().filter_map(one).collect()
}

pub fn points(step: &PathStep) -> Vec<(f64, f64)> {
    match step {
        PathStep::Move(a) | PathStep::Line(a) => vec![(a.0, a.1)],
        PathStep::Curve(a, b, c) => vec![(a.0, a.1), (b.0, b.1), (c.0, c.1)],
        PathStep::Close => Vec::new(),
    }
}

/// Words of cards that leave their box, by the ids of the cards.
pub fn words_outside_their_box(scene: &Scene) -> Vec<String> {
    let cards = scene.groups("card");
    let outside = |card: &&&Group| {
        let Some((_, rect)) = box_of(card) else { return false };
        card.items.iter().any(|item| match item {
            SceneItem::Text(text) => {
                let words = text.bounds();
                words.x < rect.x || words.right() > rect.right() || words.bottom() > rect.bottom()
            }
            _ => false,
        })
    };
    cards.iter().filter(outside).filter_map(|card| card.id.clone()).collect()
}

/// Names of bands that overlap another name.
pub fn overlapping_names(scene: &Scene) -> Vec<(String, String)> {
    let bands = scene.groups("band");
    let texts = bands.iter().flat_map(|band| &band.items).filter_map(|item| match item {
        SceneItem::Text(text) => Some((text.lines.join(" "), text.bounds())),
        _ => None,
    });
    overlapping(texts.collect())
}

/// Curves between bands on which time runs backwards anywhere.
pub fn against_time(scene: &Scene) -> Vec<String> {
    let paths = scene.leaves().into_iter().filter_map(|item| match item {
        SceneItem::Path(path) if path.class.starts_with("link ") => Some(path),
        _ => None,
    });
    let backwards = |path: &&Path| {
        let places: Vec<f64> = path.steps.iter().flat_map(points).map(|point| point.0).collect();
        places.windows(2).any(|pair| pair[1] < pair[0] - 0.01)
    };
    paths.filter(backwards).map(|path| path.class.to_string()).collect()
}

/// Superiors with units side by side below them that do not stand over the middle of the first and last.
/// A superior counts if every unit stands below it and none of them beneath another.
pub fn off_centre(view: &HierarchyView, scene: &Scene) -> Vec<String> {
    let cards = scene.groups("card");
    let boxes: BTreeMap<&str, &Rect> = cards.iter().filter_map(|card| box_of(card)).collect();
    let mut units: BTreeMap<usize, Vec<&Rect>> = BTreeMap::new();
    for card in &view.cards {
        if let Some((superior, rect)) = card.superior.as_ref().zip(boxes.get(&card.id[..])) {
            units.entry(superior.card).or_default().push(rect);
        }
    }
    let middle = |rect: &Rect| rect.x + rect.w / 2.0;
    let off = |(card, units): (usize, Vec<&Rect>)| {
        let own = boxes.get(&view.cards.get(card)?.id[..])?;
        let row = units.iter().all(|unit| unit.y == units[0].y && unit.y > own.bottom() + 30.0);
        let spread = units.windows(2).all(|pair| pair[1].x > pair[0].x);
        let centre = (middle(units[0]) + middle(units[units.len() - 1])) / 2.0;
        let hung = units.iter().any(|unit| unit.x > own.x && unit.x < own.x + 20.0);
        let off = row && spread && !hung && (middle(own) - centre).abs() > 12.0;
        off.then(|| view.cards[card].id.clone())
    };
    units.into_iter().filter_map(off).collect()
}

/// Lines beside the tree whose arrow head does not stand at the superior: what a line says, it says of the unit.
pub fn against_words(scene: &Scene) -> Vec<String> {
    let cards = scene.groups("card");
    let boxes: BTreeMap<&str, &Rect> = cards.iter().filter_map(|card| box_of(card)).collect();
    let lines = scene.groups("extra");
    let is_wrong = |line: &&&Group| {
        let Some((one, other)) = line.id.as_deref().and_then(|id| id.split_once("--")) else {
            return false;
        };
        // A network's line is named from the superior on, a chart's from the unit on.
        let superior = if line.class.contains(" superior") { one } else { other };
        let is_other = line.class.contains(" descent") || line.class.contains(" service");
        let head = line.items.iter().find_map(|item| match item {
            SceneItem::Path(path) if path.class == "head" => path.steps.first(),
            _ => None,
        });
        let (Some(head), Some(rect), false) = (head, boxes.get(superior), is_other) else {
            return false;
        };
        let (x, y) = points(head)[0];
        let near = Rect { x: x - 1.0, y: y - 1.0, w: 2.0, h: 2.0, ..Rect::default() };
        !near.overlaps(rect)
    };
    lines.iter().filter(is_wrong).map(|line| format!("{:?}", line.id)).collect()
}
