//! Looks at the bands of a lineage: what joins them must reach them, and two of one lane must not overlap.
//! Takes a scene, gives the problems found.

use super::points;
use crate::layout::scene::{Group, Scene, SceneItem};

/// How far from a band or an event the end of a link may lie: within the slot in which curves bend.
const NEAR: f64 = 15.0;

/// Curves between bands with an end that lies on no band and no event.
pub fn loose_links(scene: &Scene) -> Vec<String> {
    let bands: Vec<Stretch> = scene.groups("band").into_iter().filter_map(stretch).collect();
    let events: Vec<(f64, f64)> = scene.groups("event").into_iter().filter_map(middle).collect();
    let held = |&(x, y): &(f64, f64)| {
        let on_band = |band: &Stretch| {
            (band.y - y).abs() < 1.0 && band.from - NEAR <= x && x <= band.to + NEAR
        };
        let at_event = |event: &(f64, f64)| (event.0 - x).hypot(event.1 - y) < 4.0;
        bands.iter().any(on_band) || events.iter().any(at_event)
    };
    let links = scene.leaves().into_iter().filter_map(|item| match item {
        SceneItem::Path(path) if path.class.starts_with("link ") => Some(path),
        _ => None,
    });
    let mut loose = Vec::new();
    for link in links {
        let places: Vec<(f64, f64)> = link.steps.iter().flat_map(points).collect();
        let ends = [places.first(), places.last()].into_iter().flatten();
        loose.extend(
            ends.filter(|end| !held(end)).map(|(x, y)| format!("{} at {x} {y}", link.class)),
        );
    }
    loose
}

/// Bands that overlap another in any part, by their ids.
pub fn overlapping_bands(scene: &Scene) -> Vec<(String, String)> {
    overlapping(scene, stretch)
}

/// Bands that overlap another where both are for certain, by their ids. What is uncertain of two may overlap
/// where nobody knows on which day one took the place of the other.
pub fn overlapping_solid_bands(scene: &Scene) -> Vec<(String, String)> {
    overlapping(scene, bar)
}

fn overlapping(scene: &Scene, taken: fn(&Group) -> Option<Stretch>) -> Vec<(String, String)> {
    let mut bands: Vec<(Stretch, String)> = scene
        .groups("band")
        .into_iter()
        .filter_map(|band| Some((taken(band)?, band.id.clone().unwrap_or_default())))
        .collect();
    bands.sort_by(|a, b| a.0.y.total_cmp(&b.0.y).then(a.0.from.total_cmp(&b.0.from)));
    let pairs = bands.windows(2).filter(|pair| {
        (pair[0].0.y - pair[1].0.y).abs() < 1.0 && pair[1].0.from < pair[0].0.to - 0.5
    });
    pairs.map(|pair| (pair[0].1.clone(), pair[1].1.clone())).collect()
}

/// What a band takes of its lane.
struct Stretch {
    from: f64,
    to: f64,
    y: f64,
}

fn stretch(band: &Group) -> Option<Stretch> {
    let mut places: Vec<(f64, f64)> = Vec::new();
    for item in &band.items {
        match item {
            // A stroke for what is too short stands on its lane, and takes nothing of it.
            SceneItem::Rect(rect) if rect.class == "moment" => {
                places.push((rect.x + rect.w / 2.0, rect.y + rect.h / 2.0));
            }
            SceneItem::Rect(rect) => {
                let y = rect.y + rect.h / 2.0;
                places.extend([(rect.x, y), (rect.right(), y)]);
            }
            SceneItem::Path(path) if path.class == "loose" => {
                places.extend(path.steps.iter().flat_map(points));
            }
            _ => {}
        }
    }
    let y = places.first()?.1;
    let from = places.iter().map(|place| place.0).fold(f64::INFINITY, f64::min);
    let to = places.iter().map(|place| place.0).fold(f64::NEG_INFINITY, f64::max);
    Some(Stretch { from, to, y })
}

/// The part of a band that is for certain.
fn bar(band: &Group) -> Option<Stretch> {
    band.items.iter().find_map(|item| match item {
        SceneItem::Rect(rect) if rect.class == "bar" => {
            Some(Stretch { from: rect.x, to: rect.right(), y: rect.y })
        }
        _ => None,
    })
}

/// The middle of the sign of an event.
fn middle(event: &Group) -> Option<(f64, f64)> {
    let sign = event.items.iter().find_map(|item| match item {
        SceneItem::Path(path) => Some(path),
        _ => None,
    })?;
    let places: Vec<(f64, f64)> = sign.steps.iter().flat_map(points).collect();
    let half = |of: fn(&(f64, f64)) -> f64| {
        let low = places.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        (low + high) / 2.0
    };
    Some((half(|place| place.0), half(|place| place.1)))
}
