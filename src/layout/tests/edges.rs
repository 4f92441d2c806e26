//! Crossings of made-up lines.

use crate::layout::scene::{Anchor, line_of_text, path};
use crate::layout::scene::{PathStep, Point, Rect, Scene, SceneItem};
use crate::layout::verify::{Crossings, crossings};
use crate::layout::{Group, TextStyle};

fn link(points: &[(f64, f64)]) -> SceneItem {
    let mut steps = vec![PathStep::Move(Point(points[0].0, points[0].1))];
    steps.extend(points[1..].iter().map(|&(x, y)| PathStep::Line(Point(x, y))));
    path("link k0", steps)
}

/// A curve as between two lanes.
fn bend(from: (f64, f64), to: (f64, f64)) -> SceneItem {
    let middle = (from.0 + to.0) / 2.0;
    let end = Point(to.0, to.1);
    let curve = PathStep::Curve(Point(middle, from.1), Point(middle, to.1), end);
    path("link k0", vec![PathStep::Move(Point(from.0, from.1)), curve])
}

fn band(from: f64, to: f64, y: f64) -> SceneItem {
    let (x, w, h) = (from, to - from, 7.0);
    let bar = Rect { class: "bar".into(), x, y: y - h / 2.0, w, h, ..Rect::default() };
    let name = line_of_text(TextStyle::Band, x, y - 8.0, Anchor::Start, "Committee".into());
    let items = vec![SceneItem::Rect(bar), name];
    SceneItem::from(Group { class: "band k0".into(), items, ..Group::default() })
}

fn counted(items: Vec<SceneItem>) -> (usize, usize, usize) {
    let Crossings { curves, bands, names } = crossings(&Scene { items, ..Scene::default() });
    (curves, bands, names)
}

#[test]
fn crossings_are_counted() {
    let (down, up) = (bend((0.0, 0.0), (50.0, 90.0)), bend((0.0, 90.0), (50.0, 0.0)));
    assert_eq!(counted(vec![down.clone(), up.clone()]), (1, 0, 0));
    // Each pair is counted once, however often its curves meet.
    let waves = link(&[(0.0, 20.0), (20.0, 70.0), (30.0, 20.0), (50.0, 70.0)]);
    assert_eq!(counted(vec![down.clone(), waves.clone()]), (1, 0, 0));
    assert_eq!(counted(vec![down, up, waves]), (3, 0, 0));
}

#[test]
fn what_meets_does_not_cross() {
    let fork = [bend((0.0, 40.0), (50.0, 0.0)), bend((0.0, 40.0), (50.0, 80.0))];
    assert_eq!(counted(fork.into()), (0, 0, 0));
    let beside = [link(&[(0.0, 0.0), (90.0, 0.0)]), link(&[(0.0, 9.0), (90.0, 9.0)])];
    assert_eq!(counted(beside.into()), (0, 0, 0));
    let ends_there = [band(0.0, 400.0, 100.0), bend((200.0, 180.0), (240.0, 100.0))];
    assert_eq!(counted(ends_there.into()), (0, 0, 0));
}

#[test]
fn passed_bands_and_names_are_counted() {
    let passes = |x: f64| link(&[(x, 0.0), (x, 200.0)]);
    let bands = || vec![band(0.0, 400.0, 60.0), band(0.0, 400.0, 120.0)];
    assert_eq!(counted([bands(), vec![passes(300.0)]].concat()), (0, 2, 0));
    assert_eq!(counted([bands(), vec![passes(20.0)]].concat()), (0, 2, 2));
    let short = [vec![passes(300.0)], vec![band(0.0, 200.0, 60.0)]].concat();
    assert_eq!(counted(short), (0, 0, 0));
    // Led under a band, with a gap on either side of it.
    let mut steps = vec![PathStep::Move(Point(300.0, 0.0)), PathStep::Line(Point(300.0, 52.0))];
    steps.extend([PathStep::Move(Point(300.0, 68.0)), PathStep::Line(Point(300.0, 90.0))]);
    assert_eq!(counted(vec![band(0.0, 400.0, 60.0), path("link k0", steps)]), (0, 1, 0));
}
