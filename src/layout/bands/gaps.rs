//! Leads curves under the bands that they have nothing to do with: takes the steps of a curve, gives them with
//! a gap on either side of every band between its ends. Never moves anything.

use super::{BAR, Plan};
use crate::layout::scene::{PathStep, Point};

/// White on either side of a band under which a curve passes.
const WHITE: f64 = 2.5;
/// A curve that would be cut into more pieces than this is drawn whole.
const MOST: usize = 40;

/// The bands of every lane, from the top, each lane's from the left.
pub(super) struct Bars {
    lanes: Vec<(f64, Vec<(f64, f64)>)>,
}

impl Bars {
    pub(super) fn of(plan: &Plan<'_>) -> Bars {
        let mut lanes: Vec<(f64, Vec<(f64, f64)>)> =
            plan.rows.iter().map(|&(_, y)| (y, Vec::new())).collect();
        for lane in &plan.lanes {
            let row = lanes.partition_point(|(y, _)| *y < lane.y - 0.5);
            lanes[row].1.push((lane.ends().0, lane.to));
        }
        for (_, bars) in &mut lanes {
            bars.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        Bars { lanes }
    }

    /// The steps with a gap at every band that a curve among them crosses between its ends.
    pub(super) fn under(&self, steps: Vec<PathStep>) -> Vec<PathStep> {
        let mut whole = Vec::with_capacity(steps.len());
        let mut at = Point::default();
        for step in steps {
            match step {
                PathStep::Curve(a, b, c) => {
                    let curve = [at, a, b, c];
                    let gaps = self.gaps(&curve);
                    if gaps.len() > MOST {
                        whole.push(step);
                    } else {
                        cut(&curve, &gaps, &mut whole);
                    }
                    at = c;
                }
                PathStep::Move(point) | PathStep::Line(point) => {
                    whole.push(step);
                    at = point;
                }
                PathStep::Close => whole.push(step),
            }
        }
        whole
    }

    /// Where along the curve, as shares of its way, it is under a band.
    fn gaps(&self, curve: &[Point; 4]) -> Vec<(f64, f64)> {
        let (from, to) = (curve[0].1, curve[3].1);
        let (top, foot) = (from.min(to) + 1.0, from.max(to) - 1.0);
        let first = self.lanes.partition_point(|(y, _)| *y <= top);
        let between = self.lanes[first..].iter().take_while(|(y, _)| *y < foot);
        let crossed = between.filter(|(y, bars)| {
            let x = point(curve, share(curve, *y)).0;
            let next = bars.partition_point(|bar| bar.0 <= x);
            next > 0 && x < bars[next - 1].1
        });
        let reach = BAR / 2.0 + WHITE;
        let ends = crossed.map(|(y, _)| (share(curve, y - reach), share(curve, y + reach)));
        let mut gaps: Vec<(f64, f64)> = ends.map(|(a, b)| (a.min(b), a.max(b))).collect();
        gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
        gaps
    }
}

/// Which share of its way a curve with level ends has gone at a height: the inverse of 3t² - 2t³.
pub(super) fn share(curve: &[Point; 4], y: f64) -> f64 {
    let down = ((y - curve[0].1) / (curve[3].1 - curve[0].1)).clamp(0.0, 1.0);
    0.5 - ((1.0 - 2.0 * down).asin() / 3.0).sin()
}

fn between(a: Point, b: Point, t: f64) -> Point {
    Point(a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
}

pub(super) fn point(curve: &[Point; 4], t: f64) -> Point {
    halves(curve, t).0[3]
}

/// The curve up to a share of its way and from there on (de Casteljau).
fn halves(&[a, b, c, d]: &[Point; 4], t: f64) -> ([Point; 4], [Point; 4]) {
    let (ab, bc, cd) = (between(a, b, t), between(b, c, t), between(c, d, t));
    let (abc, bcd) = (between(ab, bc, t), between(bc, cd, t));
    let middle = between(abc, bcd, t);
    ([a, ab, abc, middle], [middle, bcd, cd, d])
}

/// Adds what the gaps leave of a curve.
fn cut(curve: &[Point; 4], gaps: &[(f64, f64)], steps: &mut Vec<PathStep>) {
    let piece = |from: f64, to: f64| {
        let rest = halves(curve, from).1;
        // What is left runs from `from` to 1.
        halves(&rest, (to - from) / (1.0 - from)).0
    };
    let mut at = 0.0;
    for &(from, to) in gaps.iter().chain([&(1.0, 1.0)]) {
        if from > at {
            let [start, a, b, end] = piece(at, from);
            if at > 0.0 {
                steps.push(PathStep::Move(start));
            }
            steps.push(PathStep::Curve(a, b, end));
        }
        at = f64::max(at, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_passes_under_what_lies_between_its_ends() {
        let bars = Bars {
            lanes: vec![(0.0, vec![(0.0, 50.0)]), (40.0, vec![(0.0, 50.0)]), (80.0, vec![])],
        };
        let curve = |x: f64| {
            vec![
                PathStep::Move(Point(x, 0.0)),
                PathStep::Curve(Point(x + 7.0, 0.0), Point(x + 7.0, 80.0), Point(x + 14.0, 80.0)),
            ]
        };
        // Beside the band of the second lane nothing is cut.
        assert_eq!(bars.under(curve(60.0)), curve(60.0));
        let cut = bars.under(curve(20.0));
        let [_, PathStep::Curve(_, _, Point(_, end)), PathStep::Move(Point(_, start)), last] =
            cut[..]
        else {
            panic!("{cut:?}")
        };
        assert!((end - 34.0).abs() < 0.01 && (start - 46.0).abs() < 0.01, "{cut:?}");
        let PathStep::Curve(_, _, end) = last else { panic!("{last:?}") };
        assert!((end.0 - 34.0).abs() < 0.01 && (end.1 - 80.0).abs() < 0.01);
    }
}
