//! Leads lines round boxes. Takes boxes, lines already drawn and pairs of boxes to join; gives a smooth
//! path with an arrow head for each pair. Never moves a box.
//!
//! A shortest path on a grid with a price on every bend (A*; Hart, Nilsson and Raphael 1968), as in the
//! orthogonal connector routing of Wybrow, Marriott and Stuckey (2009) but on an even grid. Running along
//! a line that is already there costs more, so that neighbours part. A chart too large for the grid gets
//! plain curves.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::scene::{PathStep, Point, Rect};

/// Pixels between grid lines; no gap between boxes is narrower than one of them plus twice the rim.
const CELL: f64 = 8.0;
/// How close a line may come to a box that is not its own.
const RIM: f64 = 2.9;
/// Prices in cells.
const BEND: u32 = 8;
const ALONG: u32 = 4;
const ACROSS: u32 = 1;
const NEAR: u32 = 1;
/// Largest grid, and most lines, that are searched.
const MOST_CELLS: usize = 6_000_000;
const MOST_LINES: usize = 600;
/// Most steps that all searches of a chart may take together.
const MOST_STEPS: usize = 4_000_000;
/// How much the search trusts the straight distance: more is faster and less exact.
const TRUST: u32 = 2;
/// Radius of a rounded bend.
const ROUND: f64 = 9.0;

/// A routed line.
#[derive(Clone)]
pub(super) struct Curve {
    /// The way.
    pub(super) steps: Vec<PathStep>,
    /// The arrow head at its end.
    pub(super) head: Vec<PathStep>,
    /// A point halfway along it.
    pub(super) middle: Point,
}

impl Curve {
    /// The same curve with its arrow head at its start.
    pub(super) fn pointing_back(self) -> Curve {
        let (start, next) = match self.steps[..] {
            [PathStep::Move(start), PathStep::Line(next) | PathStep::Curve(next, ..), ..] => {
                (start, next)
            }
            _ => return self,
        };
        Curve { head: head(next, start), ..self }
    }

    /// The same curve elsewhere.
    pub(super) fn moved(self, dx: f64, dy: f64) -> Curve {
        let point = |Point(x, y): Point| Point(x + dx, y + dy);
        let step = |step: PathStep| match step {
            PathStep::Move(a) => PathStep::Move(point(a)),
            PathStep::Line(a) => PathStep::Line(point(a)),
            PathStep::Curve(a, b, c) => PathStep::Curve(point(a), point(b), point(c)),
            PathStep::Close => PathStep::Close,
        };
        let all = |steps: Vec<PathStep>| steps.into_iter().map(step).collect();
        Curve { steps: all(self.steps), head: all(self.head), middle: point(self.middle) }
    }
}

/// Joins each pair of boxes.
pub(super) fn route(
    boxes: &[Rect],
    tracks: &[(Point, Point)],
    ends: &[(usize, usize)],
) -> Vec<Curve> {
    if ends.is_empty() {
        return Vec::new();
    }
    let mut grid = Grid::over(boxes);
    let searched = grid.is_fit() && ends.len() <= MOST_LINES;
    if searched {
        grid.fill(boxes, tracks);
    }
    let one = |&(from, to): &(usize, usize)| {
        let way = if searched { grid.way(&boxes[from], &boxes[to]) } else { None };
        match way {
            Some(points) => rounded(&points),
            None => plain(&boxes[from], &boxes[to]),
        }
    };
    ends.iter().map(one).collect()
}

/// What stands on a grid point: the price of passing across and down, or nothing passes.
#[derive(Clone, Copy, Default)]
struct Spot {
    blocked: bool,
    /// Beside a box: to run along it would look like a part of it.
    near: bool,
    across: u8,
    down: u8,
}

struct Grid {
    columns: usize,
    rows: usize,
    left: f64,
    top: f64,
    spots: Vec<Spot>,
    /// Cheapest known cost of each state, by round: a stale round counts as unknown.
    cost: Vec<(u32, u32)>,
    from: Vec<u32>,
    round: u32,
    steps: usize,
}

/// Right, down, left, up.
const WAYS: [(i64, i64); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];
/// Room round the boxes, in cells.
const MARGIN: f64 = 6.0;

impl Grid {
    fn over(boxes: &[Rect]) -> Grid {
        let right = boxes.iter().map(Rect::right).fold(0.0, f64::max);
        let bottom = boxes.iter().map(Rect::bottom).fold(0.0, f64::max);
        let count = |extent: f64| (extent / CELL + 2.0 * MARGIN) as usize + 1;
        let (left, top) = (-MARGIN * CELL, -MARGIN * CELL);
        let (columns, rows) = (count(right), count(bottom));
        Grid {
            columns,
            rows,
            left,
            top,
            spots: Vec::new(),
            cost: Vec::new(),
            from: Vec::new(),
            round: 0,
            steps: 0,
        }
    }

    fn is_fit(&self) -> bool {
        self.columns.saturating_mul(self.rows) <= MOST_CELLS
    }

    fn fill(&mut self, boxes: &[Rect], tracks: &[(Point, Point)]) {
        let cells = self.columns * self.rows;
        self.spots = vec![Spot::default(); cells];
        self.cost = vec![(0, 0); cells * 4];
        self.from = vec![u32::MAX; cells * 4];
        for rect in boxes {
            let (low, high) =
                (Point(rect.x - RIM, rect.y - RIM), Point(rect.right() + RIM, rect.bottom() + RIM));
            self.each(low, high, |spot| spot.blocked = true);
            let (low, high) =
                (Point(low.0 - CELL, low.1 - CELL), Point(high.0 + CELL, high.1 + CELL));
            self.each(low, high, |spot| spot.near = true);
        }
        for &(a, b) in tracks {
            self.lay(a, b);
        }
    }

    /// Makes a drawn line dear: little to cross, more to run along.
    fn lay(&mut self, a: Point, b: Point) {
        let level = a.1 == b.1;
        let (low, high) = (Point(a.0.min(b.0), a.1.min(b.1)), Point(a.0.max(b.0), a.1.max(b.1)));
        let widen =
            |Point(x, y): Point, by: f64| if level { Point(x, y + by) } else { Point(x + by, y) };
        self.each(widen(low, -5.0), widen(high, 5.0), |spot| {
            let along = if level { &mut spot.across } else { &mut spot.down };
            *along = along.saturating_add(ALONG as u8).min(40);
            let across = if level { &mut spot.down } else { &mut spot.across };
            *across = across.saturating_add(ACROSS as u8).min(40);
        });
    }

    fn each(&mut self, low: Point, high: Point, change: impl Fn(&mut Spot)) {
        let index = |value: f64, start: f64| ((value - start) / CELL).max(0.0);
        let (x0, x1) = (index(low.0, self.left).ceil() as usize, index(high.0, self.left) as usize);
        let (y0, y1) = (index(low.1, self.top).ceil() as usize, index(high.1, self.top) as usize);
        for y in y0..=y1.min(self.rows - 1) {
            for x in x0..=x1.min(self.columns - 1) {
                change(&mut self.spots[y * self.columns + x]);
            }
        }
    }

    fn point(&self, cell: usize) -> Point {
        let (x, y) = (cell % self.columns, cell / self.columns);
        Point(self.left + x as f64 * CELL, self.top + y as f64 * CELL)
    }

    /// The grid points beside a box and the way that leads off it, nearest the middles of its sides first.
    fn ports(&self, rect: &Rect) -> Vec<(usize, usize, u32)> {
        let mut ports = Vec::new();
        let snap = |value: f64, start: f64, up: bool| {
            let cell = (value - start) / CELL;
            (if up { cell.floor() + 1.0 } else { cell.ceil() - 1.0 }).max(0.0) as usize
        };
        let x0 = snap(rect.x - RIM, self.left, false);
        let x1 = snap(rect.right() + RIM, self.left, true);
        let y0 = snap(rect.y - RIM, self.top, false);
        let y1 = snap(rect.bottom() + RIM, self.top, true);
        let mut port = |x: usize, y: usize, way: usize, off: usize| {
            if x < self.columns && y < self.rows && !self.spots[y * self.columns + x].blocked {
                ports.push((y * self.columns + x, way, off as u32 / 2));
            }
        };
        let (middle_x, middle_y) = ((x0 + x1) / 2, (y0 + y1) / 2);
        for x in x0 + 2..x1.saturating_sub(1) {
            port(x, y0, 3, x.abs_diff(middle_x));
            port(x, y1, 1, x.abs_diff(middle_x));
        }
        for y in y0 + 2..y1.saturating_sub(1) {
            port(x0, y, 2, y.abs_diff(middle_y));
            port(x1, y, 0, y.abs_diff(middle_y));
        }
        ports
    }

    fn way(&mut self, from: &Rect, to: &Rect) -> Option<Vec<Point>> {
        self.round += 1;
        let mut queue = BinaryHeap::new();
        let target = Point(to.x + to.w / 2.0, to.y + to.h / 2.0);
        // A line enters a box against the way that would lead off it.
        let goals: BTreeSet<usize> =
            self.ports(to).into_iter().map(|(cell, way, _)| cell * 4 + (way + 2) % 4).collect();
        for (cell, way, off) in self.ports(from) {
            let state = cell * 4 + way;
            self.reach(state, off, u32::MAX);
            queue.push(Reverse((off + self.guess(cell, target, to), off, state)));
        }
        while let Some(Reverse((_, cost, state))) = queue.pop() {
            if self.cost[state] != (self.round, cost) {
                continue;
            }
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return None;
            }
            let (cell, way) = (state / 4, state % 4);
            if goals.contains(&state) {
                return Some(self.unwind(state, from, to));
            }
            for turn in 0..4 {
                if turn == (way + 2) % 4 {
                    continue;
                }
                let Some((next, price)) = self.step(cell, turn) else { continue };
                let price = cost + price + if turn == way { 0 } else { BEND };
                let next_state = next * 4 + turn;
                let (round, known) = self.cost[next_state];
                if round != self.round || price < known {
                    self.reach(next_state, price, state as u32);
                    queue.push(Reverse((price + self.guess(next, target, to), price, next_state)));
                }
            }
        }
        None
    }

    fn reach(&mut self, state: usize, cost: u32, from: u32) {
        self.cost[state] = (self.round, cost);
        self.from[state] = from;
    }

    /// Cells to the rim of the target, at least.
    fn guess(&self, cell: usize, target: Point, to: &Rect) -> u32 {
        let Point(x, y) = self.point(cell);
        let across = ((x - target.0).abs() - to.w / 2.0 - RIM - CELL).max(0.0);
        let down = ((y - target.1).abs() - to.h / 2.0 - RIM - CELL).max(0.0);
        ((across + down) / CELL) as u32 * TRUST
    }

    fn step(&self, cell: usize, way: usize) -> Option<(usize, u32)> {
        let (x, y) = (
            (cell % self.columns) as i64 + WAYS[way].0,
            (cell / self.columns) as i64 + WAYS[way].1,
        );
        if x < 0 || y < 0 || x >= self.columns as i64 || y >= self.rows as i64 {
            return None;
        }
        let next = y as usize * self.columns + x as usize;
        let spot = self.spots[next];
        let price = if WAYS[way].0 != 0 { spot.across } else { spot.down };
        (!spot.blocked).then_some((next, 1 + NEAR * u32::from(spot.near) + u32::from(price)))
    }

    /// The bends of the way that was found, from rim to rim, and the price it puts on those to come.
    fn unwind(&mut self, state: usize, from: &Rect, to: &Rect) -> Vec<Point> {
        let mut states = vec![state];
        let mut at = state;
        while self.from[at] != u32::MAX {
            at = self.from[at] as usize;
            states.push(at);
        }
        states.reverse();
        let mut points = vec![touch(self.point(states[0] / 4), from)];
        for pair in states.windows(2) {
            if pair[0] % 4 != pair[1] % 4 {
                points.push(self.point(pair[0] / 4));
            }
        }
        points.push(touch(self.point(state / 4), to));
        for pair in points.clone().windows(2) {
            self.lay(pair[0], pair[1]);
        }
        points
    }
}

/// The nearest point on the rim of a box.
fn touch(Point(x, y): Point, rect: &Rect) -> Point {
    Point(x.clamp(rect.x, rect.right()), y.clamp(rect.y, rect.bottom()))
}

/// A way through these bends, rounded.
pub(super) fn rounded(points: &[Point]) -> Curve {
    let mut steps = vec![PathStep::Move(points[0])];
    for i in 1..points.len() - 1 {
        let (before, at, after) = (points[i - 1], points[i], points[i + 1]);
        let r = ROUND.min(distance(before, at) / 2.0).min(distance(at, after) / 2.0);
        let (a, b) = (towards(at, before, r), towards(at, after, r));
        steps.push(PathStep::Line(a));
        steps.push(PathStep::Curve(towards(a, at, r * 0.55), towards(b, at, r * 0.55), b));
    }
    let (last, end) = (points[points.len() - 2], points[points.len() - 1]);
    steps.push(PathStep::Line(end));
    Curve { steps, head: head(last, end), middle: halfway(points) }
}

/// A curve from side to side that looks at no box.
fn plain(from: &Rect, to: &Rect) -> Curve {
    let middle = |rect: &Rect| Point(rect.x + rect.w / 2.0, rect.y + rect.h / 2.0);
    let (a, b) = (middle(from), middle(to));
    let apart = to.x >= from.right() || from.x >= to.right();
    let rightwards = b.0 >= a.0;
    let start = Point(if rightwards || !apart { from.right() } else { from.x }, a.1);
    let end = Point(if rightwards && apart { to.x } else { to.right() }, b.1);
    // Boxes above one another are joined along their right sides, within the gap beside them.
    let bend = if apart { (end.0 - start.0) / 2.0 } else { 12.0 };
    let back = if apart { bend } else { -bend };
    let (c, d) = (Point(start.0 + bend, start.1), Point(end.0 - back, end.1));
    Curve {
        steps: vec![PathStep::Move(start), PathStep::Curve(c, d, end)],
        head: head(d, end),
        middle: Point((start.0 + end.0) / 2.0, (start.1 + end.1) / 2.0),
    }
}

/// An arrow head at the end of a line that comes from `from`.
pub(super) fn head(from: Point, Point(x, y): Point) -> Vec<PathStep> {
    let length = distance(from, Point(x, y)).max(0.001);
    let (dx, dy) = ((x - from.0) / length, (y - from.1) / length);
    let corner = |side: f64| Point(x - dx * 7.0 - dy * 3.5 * side, y - dy * 7.0 + dx * 3.5 * side);
    vec![
        PathStep::Move(Point(x, y)),
        PathStep::Line(corner(1.0)),
        PathStep::Line(corner(-1.0)),
        PathStep::Close,
    ]
}

fn distance(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn towards(from: Point, to: Point, by: f64) -> Point {
    let length = distance(from, to).max(0.001);
    Point(from.0 + (to.0 - from.0) * by / length, from.1 + (to.1 - from.1) * by / length)
}

fn halfway(points: &[Point]) -> Point {
    let total: f64 = points.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
    let mut left = total / 2.0;
    for pair in points.windows(2) {
        let length = distance(pair[0], pair[1]);
        if length >= left {
            return towards(pair[0], pair[1], left);
        }
        left -= length;
    }
    points[0]
}
