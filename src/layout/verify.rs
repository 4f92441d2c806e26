//! Looks a finished scene over. Takes a scene, gives the faults found; used by tests and by anyone who
//! writes another layout. Never repairs anything.

use super::scene::{Group, Item, Rect, Scene, Step};

/// Boxes of cards that overlap, by the ids of the cards.
pub fn overlapping_cards(scene: &Scene) -> Vec<(String, String)> {
    let cards = scene.groups("card");
    let mut boxes: Vec<(&str, &Rect)> = cards.iter().filter_map(|card| box_of(card)).collect();
    boxes.sort_by(|a, b| a.1.x.total_cmp(&b.1.x));
    let mut found = Vec::new();
    for (i, (id, rect)) in boxes.iter().enumerate() {
        for (other_id, other) in boxes[i + 1..].iter().take_while(|(_, b)| b.x < rect.right()) {
            if rect.overlaps(other) {
                found.push(((*id).to_owned(), (*other_id).to_owned()));
            }
        }
    }
    found
}

fn box_of<'g>(card: &&'g Group) -> Option<(&'g str, &'g Rect)> {
    let rect = card.items.iter().find_map(|item| match item {
        Item::Rect(rect) if rect.class == "box" => Some(rect),
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
    let one = |item: &&Item| match item {
        Item::Rect(rect) => (!inside(rect)).then(|| format!("{rect:?}")),
        Item::Text(text) => {
            (!inside(&text.bounds())).then(|| format!("{:?} at {} {}", text.lines, text.x, text.y))
        }
        Item::Path(path) => {
            let points = path.steps.iter().flat_map(points);
            let rects = points.map(|(x, y)| Rect { x, y, ..Rect::default() });
            let out: Vec<_> = rects.filter(|rect| !inside(rect)).collect();
            out.first().map(|rect| format!("path {} at {} {}", path.class, rect.x, rect.y))
        }
        Item::Group(_) => None,
    };
    scene.leaves().iter().filter_map(one).collect()
}

fn points(step: &Step) -> Vec<(f64, f64)> {
    match step {
        Step::Move(a) | Step::Line(a) => vec![(a.0, a.1)],
        Step::Curve(a, b, c) => vec![(a.0, a.1), (b.0, b.1), (c.0, c.1)],
        Step::Close => Vec::new(),
    }
}

/// Words of cards that leave their box, by the ids of the cards.
pub fn words_outside_their_box(scene: &Scene) -> Vec<String> {
    let cards = scene.groups("card");
    let outside = |card: &&&Group| {
        let Some((_, rect)) = box_of(card) else { return false };
        card.items.iter().any(|item| match item {
            Item::Text(text) => {
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
        Item::Text(text) => Some((text.lines.join(" "), text.bounds())),
        _ => None,
    });
    let mut texts: Vec<(String, Rect)> = texts.collect();
    texts.sort_by(|a, b| a.1.x.total_cmp(&b.1.x));
    let mut found = Vec::new();
    for (i, (name, rect)) in texts.iter().enumerate() {
        for (other, bounds) in texts[i + 1..].iter().take_while(|(_, b)| b.x < rect.right()) {
            if rect.overlaps(bounds) {
                found.push((name.clone(), other.clone()));
            }
        }
    }
    found
}

/// Curves between bands on which time runs backwards anywhere.
pub fn against_time(scene: &Scene) -> Vec<String> {
    let paths = scene.leaves().into_iter().filter_map(|item| match item {
        Item::Path(path) if path.class.starts_with("link ") => Some(path),
        _ => None,
    });
    let backwards = |path: &&super::scene::Path| {
        let places: Vec<f64> = path.steps.iter().flat_map(points).map(|point| point.0).collect();
        places.windows(2).any(|pair| pair[1] < pair[0] - 0.01)
    };
    paths.filter(backwards).map(|path| path.class.to_string()).collect()
}
