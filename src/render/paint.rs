//! Draws a scene on something that takes outlines and glyphs: pixels, or a page of PDF. Takes a scene's items and
//! how they look, shows the canvas what to draw, back to front; never knows what the canvas makes of it.

use super::look::{Look, Looks, Part};
use super::svg::way_of;
use super::typeset::{Run, typeset};
use crate::layout::{Anchor, PathStep, Point, Rect, SceneItem, TextBlock};

/// What can be drawn on.
pub(super) trait Canvas {
    /// Whether anything within these bounds would be seen.
    fn shows(&self, bounds: &Rect) -> bool;
    /// Draws an outline.
    fn outline(&mut self, steps: &[PathStep], look: &Look);
    /// Draws a run whose line begins at a point of the baseline, in letters of this size.
    fn words(&mut self, run: &Run, line: Point, size: f64, look: &Look);
}

/// Draws items, back to front.
pub(super) fn paint(
    items: &[SceneItem],
    within: Option<Part>,
    looks: &mut Looks,
    on: &mut impl Canvas,
) {
    for item in items {
        match item {
            SceneItem::Group(group) => {
                let part = looks.part(within, "g", &group.class);
                paint(&group.items, Some(part), looks, on);
            }
            SceneItem::Rect(rect) => {
                if on.shows(rect) {
                    let part = looks.part(within, "rect", &rect.class);
                    on.outline(&corners(rect), looks.look(part));
                }
            }
            SceneItem::Path(path) => {
                if bounds(&path.steps).is_some_and(|bounds| on.shows(&bounds)) {
                    let part = looks.part(within, "path", &path.class);
                    on.outline(&path.steps, looks.look(part));
                }
            }
            SceneItem::Text(text) => {
                if on.shows(&text.bounds()) {
                    let (class, ..) = text.style.face();
                    let part = looks.part(within, "text", &format!("{class} {}", text.class));
                    words(text, looks.look(part), on);
                }
            }
        }
    }
}

fn words(text: &TextBlock, look: &Look, on: &mut impl Canvas) {
    let (_, size, _) = text.style.face();
    let way = way_of(&text.lines);
    for (row, words) in text.lines.iter().enumerate() {
        let line = typeset(words, text.style, way);
        let x = match text.anchor {
            Anchor::Start => text.x,
            Anchor::Middle => text.x - line.width / 2.0,
            Anchor::End => text.x - line.width,
        };
        let start = Point(x, text.y + text.style.height(row));
        line.runs.iter().for_each(|run| on.words(run, start, size, look));
    }
}

/// A box as an outline.
pub(super) fn corners(rect: &Rect) -> Vec<PathStep> {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let r = rect.r.min(rect.w / 2.0).min(rect.h / 2.0);
    if r <= 0.0 {
        let rest =
            [Point(right, top), Point(right, bottom), Point(left, bottom)].map(PathStep::Line);
        return [PathStep::Move(Point(left, top))]
            .into_iter()
            .chain(rest)
            .chain([PathStep::Close])
            .collect();
    }
    // How far the handles of a curve stand off that is nearest to a quarter of a circle.
    let k = r * (1.0 - 0.552_284_75);
    vec![
        PathStep::Move(Point(left + r, top)),
        PathStep::Line(Point(right - r, top)),
        PathStep::Curve(Point(right - k, top), Point(right, top + k), Point(right, top + r)),
        PathStep::Line(Point(right, bottom - r)),
        PathStep::Curve(
            Point(right, bottom - k),
            Point(right - k, bottom),
            Point(right - r, bottom),
        ),
        PathStep::Line(Point(left + r, bottom)),
        PathStep::Curve(Point(left + k, bottom), Point(left, bottom - k), Point(left, bottom - r)),
        PathStep::Line(Point(left, top + r)),
        PathStep::Curve(Point(left, top + k), Point(left + k, top), Point(left + r, top)),
        PathStep::Close,
    ]
}

/// The box round an outline.
pub(super) fn bounds(steps: &[PathStep]) -> Option<Rect> {
    let points = steps.iter().flat_map(|step| match *step {
        PathStep::Move(a) | PathStep::Line(a) => vec![a],
        PathStep::Curve(a, b, c) => vec![a, b, c],
        PathStep::Close => Vec::new(),
    });
    points.map(|Point(x, y)| Rect { x, y, ..Rect::default() }).reduce(|a, b| union(&a, &b))
}

/// The box round two boxes.
pub(super) fn union(a: &Rect, b: &Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    let (w, h) = (a.right().max(b.right()) - x, a.bottom().max(b.bottom()) - y);
    Rect { x, y, w, h, ..Rect::default() }
}
