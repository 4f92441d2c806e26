//! Looks at the lines of a finished scene: what they run through and what they cross. Takes a scene, gives
//! the problems or their number. Curves are looked at in short straight pieces.

use super::super::scene::{Path, PathStep, Point, Rect, Scene, SceneItem};
use super::box_of;

/// Straight pieces that stand for one curve. An odd number: curves that change places meet in the middle of
/// both, where no two pieces must.
const PIECES: usize = 13;
/// What is closer than this touches, and does not cross.
const TOUCH: f64 = 0.75;

/// Lines that run through the inside of a card, by the classes of the lines and the ids of the cards.
pub fn lines_through_cards(scene: &Scene) -> Vec<(String, String)> {
    let cards = scene.groups("card");
    let boxes: Vec<(&str, &Rect)> = cards.iter().filter_map(|card| box_of(card)).collect();
    let mut found = Vec::new();
    for path in paths(scene) {
        let first = path.class.split(' ').next().unwrap_or_default();
        if first != "line" && first != "way" {
            continue;
        }
        for (a, b) in pieces(&path.steps) {
            let through = boxes.iter().filter(|(_, rect)| runs_through(a, b, rect));
            found.extend(through.map(|(id, _)| (path.class.to_string(), (*id).to_owned())));
        }
    }
    found
}

fn paths(scene: &Scene) -> impl Iterator<Item = &Path> {
    scene.leaves().into_iter().filter_map(|item| match item {
        SceneItem::Path(path) => Some(path),
        _ => None,
    })
}

/// The straight pieces of a path.
fn pieces(steps: &[PathStep]) -> Vec<(Point, Point)> {
    let (mut pieces, mut at, mut start) = (Vec::new(), Point::default(), Point::default());
    for step in steps {
        match *step {
            PathStep::Move(point) => start = point,
            PathStep::Line(point) => pieces.push((at, point)),
            PathStep::Curve(a, b, c) => {
                let on = |i: usize| bezier([at, a, b, c], i as f64 / PIECES as f64);
                pieces.extend((0..PIECES).map(|i| (on(i), on(i + 1))));
            }
            PathStep::Close => pieces.push((at, start)),
        }
        at = match *step {
            PathStep::Move(point) | PathStep::Line(point) | PathStep::Curve(_, _, point) => point,
            PathStep::Close => start,
        };
    }
    pieces
}

fn bezier(p: [Point; 4], t: f64) -> Point {
    let weights =
        [(1.0 - t).powi(3), 3.0 * t * (1.0 - t).powi(2), 3.0 * t * t * (1.0 - t), t.powi(3)];
    let sum = |of: fn(&Point) -> f64| p.iter().zip(weights).map(|(point, w)| of(point) * w).sum();
    Point(sum(|point| point.0), sum(|point| point.1))
}

/// Whether steps run through the inside of a box.
pub(in crate::layout) fn through(steps: &[PathStep], rect: &Rect) -> bool {
    pieces(steps).into_iter().any(|(a, b)| runs_through(a, b, rect))
}

/// Whether a piece passes the inside of a box (Liang and Barsky 1984: what is left of it after clipping).
fn runs_through(a: Point, b: Point, rect: &Rect) -> bool {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let sides = [
        (-dx, a.0 - (rect.x + TOUCH)),
        (dx, rect.right() - TOUCH - a.0),
        (-dy, a.1 - (rect.y + TOUCH)),
        (dy, rect.bottom() - TOUCH - a.1),
    ];
    for (along, room) in sides {
        if along == 0.0 {
            if room <= 0.0 {
                return false;
            }
        } else if along < 0.0 {
            from = from.max(room / along);
        } else {
            to = to.min(room / along);
        }
    }
    from < to
}

/// What a reader's eye has to sort out in a genealogy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crossings {
    /// Pairs of curves that cross each other.
    pub curves: usize,
    /// Bands that a curve passes which has nothing to do with them.
    pub bands: usize,
    /// Names that a curve passes.
    pub names: usize,
}

/// How often the curves of a genealogy cross each other, other bands and names. A curve that is led under
/// a band, with a gap on either side of it, counts as one that crosses it.
pub fn crossings(scene: &Scene) -> Crossings {
    let links: Vec<Vec<(Point, Point)>> = paths(scene)
        .filter(|path| path.class.starts_with("link "))
        .map(|path| pieces(&without_gaps(&path.steps)))
        .collect();
    let pairs = (0..links.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
    let curves = pairs.filter(|&(i, j)| cross(&links[i], &links[j])).count();
    let groups = scene.groups("band");
    let bands: Vec<(Point, Point)> = groups.iter().filter_map(|b| axis_of(&b.items)).collect();
    let over = |link: &Vec<(Point, Point)>| {
        bands.iter().filter(|band| cross(link, std::slice::from_ref(band))).count()
    };
    let words = groups.iter().flat_map(|band| &band.items).filter_map(|item| match item {
        SceneItem::Text(text) => Some(text.bounds()),
        _ => None,
    });
    let words: Vec<Rect> = words.collect();
    let through = |link: &Vec<(Point, Point)>| {
        let runs = |rect: &&Rect| link.iter().any(|&(a, b)| runs_through(a, b, rect));
        words.iter().filter(runs).count()
    };
    let (bands, names) = (links.iter().map(over).sum(), links.iter().map(through).sum());
    Crossings { curves, bands, names }
}

/// The steps of a curve as if the pen had never been lifted on the way.
fn without_gaps(steps: &[PathStep]) -> Vec<PathStep> {
    let whole = |(at, step): (usize, &PathStep)| match *step {
        PathStep::Move(point) if at > 0 => PathStep::Line(point),
        step => step,
    };
    steps.iter().enumerate().map(whole).collect()
}

/// From the first to the last place of a band.
fn axis_of(items: &[SceneItem]) -> Option<(Point, Point)> {
    let mut ends: Option<(Point, Point)> = None;
    for item in items {
        let (from, to) = match item {
            SceneItem::Rect(rect) => {
                let y = rect.y + rect.h / 2.0;
                (Point(rect.x, y), Point(rect.right(), y))
            }
            SceneItem::Path(path) if path.class == "loose" => *pieces(&path.steps).first()?,
            _ => continue,
        };
        let known = ends.unwrap_or((from, to));
        ends = Some((Point(known.0.0.min(from.0), from.1), Point(known.1.0.max(to.0), to.1)));
    }
    ends
}

fn cross(one: &[(Point, Point)], other: &[(Point, Point)]) -> bool {
    one.iter().any(|&(a, b)| other.iter().any(|&(c, d)| pieces_cross(a, b, c, d)))
}

/// Whether two pieces cross well inside both.
fn pieces_cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |p: Point, q: Point, r: Point| {
        let long = (q.0 - p.0).hypot(q.1 - p.1).max(1e-9);
        ((q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)) / long
    };
    let apart = |s: f64, t: f64| (s > TOUCH && t < -TOUCH) || (s < -TOUCH && t > TOUCH);
    let near = |s: f64, t: f64| s * t < 0.0;
    let (s1, t1) = (side(a, b, c), side(a, b, d));
    let (s2, t2) = (side(c, d, a), side(c, d, b));
    (apart(s1, t1) && near(s2, t2)) || (near(s1, t1) && apart(s2, t2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::scene::{Anchor, line_of_text, path};
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
}
