//! Whether a line passes through a box: takes steps and a box, looks at curves in short straight pieces. Never moves
//! either.

use super::scene::{PathStep, Point, Rect};

/// Straight pieces that stand for one curve. An odd number: curves that change places meet in the middle of
/// both, where no two pieces must.
const PIECES: usize = 13;
/// What is closer than this touches, and does not cross.
const TOUCH: f64 = 0.75;

/// Whether steps run through the inside of a box.
pub(super) fn through(steps: &[PathStep], rect: &Rect) -> bool {
    pieces(steps).into_iter().any(|(a, b)| runs_through(a, b, rect))
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
