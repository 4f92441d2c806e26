//! Looks at the frames of a network's clusters. Takes a view and its scene, gives the problems; never repairs
//! anything.

use std::collections::BTreeMap;

use super::super::scene::{Rect, Scene, SceneItem};
use super::{box_of, overlapping};
use crate::view::NetworkView;

/// Frames that overlap without one standing within the other, cards of one cluster that stand in several frames or in none, and cards that stand in
/// a frame with those of another cluster. Of frames within frames the innermost counts.
pub fn mixed_frames(view: &NetworkView, scene: &Scene) -> Vec<String> {
    let groups = scene.groups("of-cluster");
    let frame = |item: &SceneItem| match item {
        SceneItem::Rect(rect) if rect.class == "cluster" => Some(rect.clone()),
        _ => None,
    };
    let frames: Vec<Rect> =
        groups.iter().flat_map(|group| group.items.iter().filter_map(frame)).collect();
    let named = frames.iter().enumerate().map(|(at, rect)| (at.to_string(), rect.clone()));
    let pairs = overlapping(named.collect());
    let frame = |name: &String| &frames[name.parse::<usize>().expect("it is a place")];
    let pairs = pairs.iter().map(|(a, b)| (frame(a), frame(b)));
    let crossing = pairs.filter(|(a, b)| !holds(a, b) && !holds(b, a));
    let mut problems: Vec<String> =
        crossing.map(|(a, b)| format!("frames {a:?} and {b:?} overlap")).collect();
    let cards = scene.groups("card");
    let boxes: BTreeMap<&str, &Rect> = cards.iter().filter_map(|card| box_of(card)).collect();
    let mut cluster = vec![None; view.cards.len()];
    for (place, of) in view.clusters.iter().enumerate() {
        of.cards.iter().for_each(|&card| cluster[card] = Some(place));
    }
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for (card, own) in view.cards.iter().zip(cluster) {
        let Some(rect) = boxes.get(&card.id[..]) else { continue };
        let around = (0..frames.len()).filter(|&at| holds(&frames[at], rect));
        let area = |at: &usize| frames[*at].w * frames[*at].h;
        let within = around.min_by(|a, b| area(a).total_cmp(&area(b)));
        let is_right = match (own, within) {
            (None, None) => frames.iter().all(|frame| !frame.overlaps(rect)),
            (Some(own), Some(frame)) => *taken.entry(own).or_insert(frame) == frame,
            _ => false,
        };
        if !is_right {
            problems.push(format!("{} of {own:?} stands in frame {within:?}", card.id));
        }
    }
    let mut kept: Vec<usize> = taken.into_values().collect();
    let count = kept.len();
    kept.sort_unstable();
    kept.dedup();
    problems.extend((kept.len() < count).then(|| "a frame holds two clusters".to_owned()));
    problems
}

fn holds(frame: &Rect, card: &Rect) -> bool {
    card.x >= frame.x
        && card.y >= frame.y
        && card.right() <= frame.right()
        && card.bottom() <= frame.bottom()
}
