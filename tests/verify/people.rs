//! Looks rosters and tenures over. Takes a scene, gives the problems found. Never repairs anything.

use std::collections::BTreeMap;

use super::overlapping;
use organigram::layout::{Group, Rect, Scene, SceneItem};
use organigram::view::{Bar, TenuresView};

/// Words below a group of this class that overlap other words below one.
pub fn overlapping_words(scene: &Scene, class: &str) -> Vec<(String, String)> {
    let groups = scene.groups(class);
    let mut texts: Vec<(String, Rect)> = Vec::new();
    groups.iter().for_each(|group| words(&group.items, &mut texts));
    overlapping(texts)
}

pub fn words(items: &[SceneItem], texts: &mut Vec<(String, Rect)>) {
    for item in items {
        match item {
            SceneItem::Group(group) => words(&group.items, texts),
            SceneItem::Text(text) => texts.push((text.lines.join(" "), text.bounds())),
            SceneItem::Rect(_) | SceneItem::Path(_) => {}
        }
    }
}

/// Words of boxed bodies that leave their box.
pub fn words_outside_their_frame(scene: &Scene) -> Vec<String> {
    let mut outside = Vec::new();
    for body in scene.groups("body") {
        let Some(frame) = rect_of(body, "frame") else { continue };
        let mut texts = Vec::new();
        words(&body.items, &mut texts);
        let leaves = |bounds: &Rect| {
            bounds.x < frame.x
                || bounds.y < frame.y
                || bounds.right() > frame.right() + 0.01
                || bounds.bottom() > frame.bottom() + 0.01
        };
        outside.extend(texts.into_iter().filter(|(_, b)| leaves(b)).map(|(text, _)| text));
    }
    outside
}

pub fn rect_of<'s>(group: &'s Group, class: &str) -> Option<&'s Rect> {
    group.items.iter().find_map(|item| match item {
        SceneItem::Rect(rect) if rect.class == class => Some(rect),
        _ => None,
    })
}

/// Bars, as far as they are certain, that overlap another.
pub fn overlapping_bars(scene: &Scene) -> Vec<(String, String)> {
    let groups = scene.groups("tenure");
    let bar = |group: &&&Group| {
        Some((group.id.clone().unwrap_or_default(), rect_of(group, "box")?.clone()))
    };
    overlapping(groups.iter().filter_map(|group| bar(&group)).collect())
}

/// Pairs of bars of which the one that began later is drawn to the left of the other.
pub fn bars_against_time(view: &TenuresView, scene: &Scene) -> Vec<(String, String)> {
    let mut drawn: BTreeMap<String, Vec<&Rect>> = BTreeMap::new();
    let groups = scene.groups("tenure");
    for group in &groups {
        if let (Some(id), Some(rect)) = (&group.id, rect_of(group, "box")) {
            drawn.entry(id.clone()).or_default().push(rect);
        }
    }
    let mut bars: Vec<(&Bar, f64, String)> = Vec::new();
    for row in &view.rows {
        // Whoever held a post twice has two bars of one name, which cannot be distinguished.
        let once = |bar: &&Bar| row.bars.iter().filter(|b| b.person == bar.person).count() == 1;
        for bar in row.bars.iter().filter(|bar| bar.start.is_day()).filter(once) {
            let id = format!("{}@{}", bar.person, row.id);
            if let Some([rect]) = drawn.get(&id).map(Vec::as_slice) {
                bars.push((bar, rect.x, id));
            }
        }
    }
    bars.sort_by_key(|(bar, _, _)| bar.start.earliest);
    let backwards = bars.windows(2).filter(|pair| {
        pair[1].0.start.earliest > pair[0].0.start.earliest && pair[1].1 < pair[0].1 - 0.01
    });
    backwards.map(|pair| (pair[0].2.clone(), pair[1].2.clone())).collect()
}
