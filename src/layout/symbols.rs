//! The small signs that stand for kinds, certainty, modality, dispute and events. Takes values of a view,
//! gives class names and shapes; never a colour. Shapes carry what colours say, for those who do not see
//! colours.

use super::scene::{PathStep, Point, Rect, SceneItem, StyleClass, group, path};
use crate::time::Answer;
use crate::view::{Change, EventMarkKind, Mark, ModalityMark, Status};

/// How many colours a theme has for kinds; further kinds take the colours again in another shape.
pub(crate) const COLOURS: usize = 8;
/// How many styles there are for lines: the tree's, and six colours in four sorts of dashes.
pub(crate) const LINES: usize = 25;

/// Class of the colour of a kind.
pub(super) fn kind_class(kind: Option<usize>) -> &'static str {
    const KINDS: [&str; COLOURS] = ["k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"];
    kind.map_or("k-none", |kind| KINDS[kind % COLOURS])
}

/// Class of the style of a line, with a blank before it; further lines than there are styles take those
/// beside the tree again.
pub(super) fn line_class(line: Option<usize>) -> String {
    let style = |line: usize| if line < LINES { line } else { 1 + (line - 1) % (LINES - 1) };
    line.map_or_else(String::new, |line| format!(" l{}", style(line)))
}

/// Classes of a mark, each with a blank before it; nothing for what is certain, stated and undisputed.
pub(super) fn mark_class(mark: Mark) -> String {
    let answer = match mark.answer {
        Answer::Certain => "",
        Answer::Presumed => " presumed",
        Answer::Possible | Answer::No => " possible",
    };
    let modality = match mark.modality_mark() {
        ModalityMark::Stated => "",
        ModalityMark::Ahead => " ahead",
        ModalityMark::Read => " read",
        ModalityMark::Weak => " weak",
    };
    let disputed = if mark.disputed { " disputed" } else { "" };
    // Nothing is the usual case, and takes no room.
    [answer, modality, disputed].concat()
}

/// Class of what is stressed.
pub(super) fn stress_class(highlighted: bool) -> &'static str {
    if highlighted { " highlighted" } else { "" }
}

/// Class of a line of the tree.
pub(super) fn tree_line_class(line: Option<usize>, mark: Mark) -> StyleClass {
    let plain =
        matches!((mark.answer, mark.modality_mark()), (Answer::Certain, ModalityMark::Stated));
    match line {
        None if plain => "line".into(),
        Some(0) if plain => "line l0".into(),
        line => {
            let mark = mark_class(Mark { disputed: false, ..mark });
            format!("line{}{mark}", line_class(line)).into()
        }
    }
}

/// The shape of a kind, `r` from its middle to its edge.
pub(super) fn shape(kind: usize, middle: Point, r: f64) -> SceneItem {
    let class: StyleClass = "shape".into();
    let steps = match (kind + kind / COLOURS) % 8 {
        0 => circle(middle, r),
        1 => polygon(middle, r * 1.25, 4, 0.5),
        2 => polygon(middle, r * 1.3, 3, 0.0),
        3 => polygon(middle, r * 1.3, 4, 0.0),
        4 => polygon(middle, r * 1.15, 5, 0.0),
        5 => polygon(middle, r * 1.3, 3, 0.5),
        6 => star(middle, r * 1.35, 4),
        _ => star(middle, r * 1.35, 5),
    };
    path(class, steps)
}

/// A regular polygon with its first corner on top, turned by a part of a corner.
fn polygon(Point(x, y): Point, r: f64, corners: usize, turn: f64) -> Vec<PathStep> {
    let corner = |i: usize| {
        let angle = std::f64::consts::TAU * (i as f64 + turn) / corners as f64;
        Point(x + r * angle.sin(), y - r * angle.cos())
    };
    closed((0..corners).map(corner))
}

fn star(Point(x, y): Point, r: f64, rays: usize) -> Vec<PathStep> {
    let corner = |i: usize| {
        let angle = std::f64::consts::PI * i as f64 / rays as f64;
        let r = if i.is_multiple_of(2) { r } else { r * 0.42 };
        Point(x + r * angle.sin(), y - r * angle.cos())
    };
    closed((0..2 * rays).map(corner))
}

fn closed(corners: impl Iterator<Item = Point>) -> Vec<PathStep> {
    let step = |(i, corner)| if i == 0 { PathStep::Move(corner) } else { PathStep::Line(corner) };
    corners.enumerate().map(step).chain([PathStep::Close]).collect()
}

/// A circle of four curves.
pub(super) fn circle(Point(x, y): Point, r: f64) -> Vec<PathStep> {
    let k = r * 0.5523;
    vec![
        PathStep::Move(Point(x - r, y)),
        PathStep::Curve(Point(x - r, y - k), Point(x - k, y - r), Point(x, y - r)),
        PathStep::Curve(Point(x + k, y - r), Point(x + r, y - k), Point(x + r, y)),
        PathStep::Curve(Point(x + r, y + k), Point(x + k, y + r), Point(x, y + r)),
        PathStep::Curve(Point(x - k, y + r), Point(x - r, y + k), Point(x - r, y)),
        PathStep::Close,
    ]
}

/// The badges of a mark in a row that ends at a point: an arrow for what lies ahead, three dots for what
/// is read from a source, an unequal sign for what is disputed.
pub(super) fn badges(mark: Mark, Point(x, y): Point) -> Vec<SceneItem> {
    let mut items = Vec::new();
    let mut x = x;
    if mark.disputed {
        items.push(disputed(Point(x, y)));
        x -= 13.0;
    }
    items.extend(modality_mark(mark.modality_mark(), Point(x, y)));
    items
}

/// An unequal sign in a disc.
pub(super) fn disputed(Point(x, y): Point) -> SceneItem {
    let stroke = |a: Point, b: Point| [PathStep::Move(a), PathStep::Line(b)];
    let mut signs = Vec::new();
    signs.extend(stroke(Point(x - 3.0, y - 1.4), Point(x + 3.0, y - 1.4)));
    signs.extend(stroke(Point(x - 3.0, y + 1.4), Point(x + 3.0, y + 1.4)));
    signs.extend(stroke(Point(x + 1.6, y - 3.4), Point(x - 1.6, y + 3.4)));
    badge("badge is-disputed", Point(x, y), path("strokes", signs))
}

/// A cut across a line: two short strokes that say that something between is not shown.
pub(super) fn cut(from: Point, to: Point) -> SceneItem {
    let length = (to.0 - from.0).hypot(to.1 - from.1).max(0.001);
    let (dx, dy) = ((to.0 - from.0) / length, (to.1 - from.1) / length);
    // A short line is cut near its start, off the frame of what it leads to.
    let (at, size) = if length < 12.0 { (3.6, 0.8) } else { (length / 2.0, 1.0) };
    let middle = Point(from.0 + dx * at, from.1 + dy * at);
    // The strokes lean against the line by a third of their length.
    let stroke = |along: f64| {
        let end = |side: f64| {
            let (a, b) = ((along + side * 1.6) * size, side * 4.2 * size);
            Point(middle.0 + dx * a - dy * b, middle.1 + dy * a + dx * b)
        };
        [end(-1.0), end(1.0)]
    };
    let [[a, b], [c, d]] = [stroke(-1.6), stroke(1.6)];
    let gap = [
        PathStep::Move(a),
        PathStep::Line(b),
        PathStep::Line(d),
        PathStep::Line(c),
        PathStep::Close,
    ];
    let strokes = [PathStep::Move(a), PathStep::Line(b), PathStep::Move(c), PathStep::Line(d)];
    group("cut", vec![path("gap", gap.to_vec()), path("edges", strokes.to_vec())])
}

/// A frame round what is stressed.
pub(super) fn ring(stressed: &Rect, by: f64) -> SceneItem {
    SceneItem::Rect(Rect {
        class: "ring".into(),
        x: stressed.x - by,
        y: stressed.y - by,
        w: stressed.w + 2.0 * by,
        h: stressed.h + 2.0 * by,
        r: by + 1.5,
    })
}

/// An arrow, three dots or a question mark in a disc; nothing for what is plainly stated.
pub(super) fn modality_mark(mark: ModalityMark, Point(x, y): Point) -> Option<SceneItem> {
    match mark {
        ModalityMark::Stated => None,
        ModalityMark::Ahead => {
            let arrow = vec![
                PathStep::Move(Point(x - 3.2, y)),
                PathStep::Line(Point(x + 3.0, y)),
                PathStep::Move(Point(x + 0.4, y - 2.6)),
                PathStep::Line(Point(x + 3.0, y)),
                PathStep::Line(Point(x + 0.4, y + 2.6)),
            ];
            Some(badge("badge is-ahead", Point(x, y), path("strokes", arrow)))
        }
        ModalityMark::Read => {
            let mut dots = circle(Point(x, y - 1.8), 1.0);
            dots.extend(circle(Point(x - 2.1, y + 1.6), 1.0));
            dots.extend(circle(Point(x + 2.1, y + 1.6), 1.0));
            Some(badge("badge is-read", Point(x, y), path("dots", dots)))
        }
        ModalityMark::Weak => {
            let hook = [
                PathStep::Move(Point(x - 1.9, y - 1.4)),
                PathStep::Curve(
                    Point(x - 1.9, y - 4.2),
                    Point(x + 2.1, y - 4.2),
                    Point(x + 2.1, y - 1.6),
                ),
                PathStep::Curve(Point(x + 2.1, y - 0.4), Point(x, y - 0.6), Point(x, y + 1.0)),
            ];
            let (hook, dot) =
                (path("strokes", hook.to_vec()), path("dots", circle(Point(x, y + 3.1), 0.8)));
            Some(badge("badge is-weak", Point(x, y), group("question", vec![hook, dot])))
        }
    }
}

fn badge(class: &'static str, middle: Point, inside: SceneItem) -> SceneItem {
    group(class, vec![path("disc", circle(middle, 5.5)), inside])
}

/// The sign of an event: filled for what begins or ends an identity, open for what carries it on.
pub(super) fn event(kind: EventMarkKind, Point(x, y): Point) -> SceneItem {
    let at = Point(x, y);
    let (class, steps) = match kind {
        EventMarkKind::Founded => ("change full", polygon(at, 4.8, 4, 0.0)),
        EventMarkKind::Renamed => ("change open", polygon(at, 4.2, 4, 0.5)),
        EventMarkKind::Split => ("change full", fork(at, 4.6)),
        EventMarkKind::Merged => ("change full", circle(at, 4.0)),
        EventMarkKind::Absorbed => ("change open", circle(at, 3.8)),
        EventMarkKind::Succeeded => ("change full", triangle(at, 4.8)),
        EventMarkKind::Reorganised => ("change open", polygon(at, 5.0, 4, 0.0)),
        EventMarkKind::Dissolved => ("change cross", cross(at, 3.4)),
        EventMarkKind::Revived => ("change open", triangle(at, 4.8)),
        EventMarkKind::Origin => ("change dot", circle(at, 2.2)),
    };
    path(class, steps)
}

/// A triangle that points the way time goes.
fn triangle(Point(x, y): Point, r: f64) -> Vec<PathStep> {
    closed([Point(x - r * 0.7, y - r), Point(x + r, y), Point(x - r * 0.7, y + r)].into_iter())
}

/// A triangle that opens the way time goes.
fn fork(Point(x, y): Point, r: f64) -> Vec<PathStep> {
    closed([Point(x + r * 0.8, y - r), Point(x + r * 0.8, y + r), Point(x - r, y)].into_iter())
}

fn cross(Point(x, y): Point, r: f64) -> Vec<PathStep> {
    vec![
        PathStep::Move(Point(x - r, y - r)),
        PathStep::Line(Point(x + r, y + r)),
        PathStep::Move(Point(x - r, y + r)),
        PathStep::Line(Point(x + r, y - r)),
    ]
}

/// Class of the colour of a change.
pub(super) fn change_class(change: Change) -> String {
    let word = match change {
        Change::Added | Change::OnlySecond | Change::In => "added",
        Change::Gone | Change::OnlyFirst | Change::Out => "gone",
        Change::Moved
        | Change::PlacedOtherwise
        | Change::Promoted
        | Change::FullInSecond
        | Change::Higher
        | Change::HigherInSecond => "moved",
        Change::Renamed | Change::NamedOtherwise | Change::Ranked => "renamed",
        Change::Recast
        | Change::Demoted
        | Change::FullInFirst
        | Change::Lower
        | Change::HigherInFirst => "recast",
    };
    format!("c-{word}")
}

/// Two ends of a stroke, from the middle of its sign.
type Stroke = ((f64, f64), (f64, f64));

/// The sign of a change in a disc: what came, what went, and which way something moved.
pub(super) fn change(change: Change, Point(x, y): Point) -> SceneItem {
    let stroke = |a: (f64, f64), b: (f64, f64)| {
        [PathStep::Move(Point(x + a.0, y + a.1)), PathStep::Line(Point(x + b.0, y + b.1))]
    };
    let lines: &[Stroke] = match change {
        Change::Added | Change::OnlySecond | Change::In => {
            &[((-3.0, 0.0), (3.0, 0.0)), ((0.0, -3.0), (0.0, 3.0))]
        }
        Change::Gone | Change::OnlyFirst | Change::Out => &[((-3.0, 0.0), (3.0, 0.0))],
        Change::Moved | Change::PlacedOtherwise => {
            &[((-3.0, 0.0), (3.0, 0.0)), ((0.6, -2.6), (3.0, 0.0)), ((0.6, 2.6), (3.0, 0.0))]
        }
        Change::Renamed | Change::NamedOtherwise => {
            &[((-3.0, -2.6), (3.0, -2.6)), ((0.0, -2.6), (0.0, 3.2))]
        }
        Change::Recast => &[
            ((0.0, -3.2), (3.2, 0.0)),
            ((3.2, 0.0), (0.0, 3.2)),
            ((0.0, 3.2), (-3.2, 0.0)),
            ((-3.2, 0.0), (0.0, -3.2)),
        ],
        Change::Promoted | Change::FullInSecond => {
            &[((0.0, 3.2), (0.0, -3.2)), ((-2.6, -0.6), (0.0, -3.2)), ((2.6, -0.6), (0.0, -3.2))]
        }
        Change::Demoted | Change::FullInFirst => {
            &[((0.0, -3.2), (0.0, 3.2)), ((-2.6, 0.6), (0.0, 3.2)), ((2.6, 0.6), (0.0, 3.2))]
        }
        Change::Higher | Change::HigherInSecond => {
            &[((-3.0, 1.6), (0.0, -1.6)), ((0.0, -1.6), (3.0, 1.6))]
        }
        Change::Lower | Change::HigherInFirst => {
            &[((-3.0, -1.6), (0.0, 1.6)), ((0.0, 1.6), (3.0, -1.6))]
        }
        Change::Ranked => &[
            ((-1.6, 3.0), (-1.6, -3.0)),
            ((-3.4, -1.2), (-1.6, -3.0)),
            ((1.6, -3.0), (1.6, 3.0)),
            ((3.4, 1.2), (1.6, 3.0)),
        ],
    };
    let steps = lines.iter().flat_map(|(a, b)| stroke(*a, *b)).collect();
    badge("badge is-change", Point(x, y), path("strokes", steps))
}

/// The sign of a person: how a post is held shows its shape, how sure it is its filling.
pub(super) fn pip(status: Status, middle: Point, r: f64) -> SceneItem {
    let steps = match status {
        Status::Held => circle(middle, r),
        Status::Acting => polygon(middle, r * 1.2, 4, 0.0),
        Status::Honorary => star(middle, r * 1.45, 5),
        Status::Posthumous => dagger(middle, r * 1.2),
    };
    let class = if status.is_holder() { "pip" } else { "pip honour" };
    path(class, steps)
}

/// The cross that stands before the name of the dead.
fn dagger(Point(x, y): Point, r: f64) -> Vec<PathStep> {
    let (w, arm, cross) = (r * 0.2, r * 0.75, y - r * 0.4);
    let corners = [
        (x - w, y - r),
        (x + w, y - r),
        (x + w, cross - w),
        (x + arm, cross - w),
        (x + arm, cross + w),
        (x + w, cross + w),
        (x + w, y + r * 1.1),
        (x - w, y + r * 1.1),
        (x - w, cross + w),
        (x - arm, cross + w),
        (x - arm, cross - w),
        (x - w, cross - w),
    ];
    closed(corners.into_iter().map(|(x, y)| Point(x, y)))
}
