//! Moves names along their bands to where no curve passes through them. Takes a plan with everything in its
//! place, changes nothing but where names begin; a name never leaves its band or the part of it that it is
//! true of.

use super::draw::{EventCurve, baseline};
use super::gaps::{point, share};
use super::{BandLane, BandName, BandPlan, SHAPE};
use crate::layout::metrics::TextStyle;
use crate::layout::scene::{PathStep, Point};

/// White between a name and a curve.
const WHITE: f64 = 3.0;

/// Which part of a name may stand before its band.
const HANG: f64 = 0.5;

/// A curve with level ends.
type Curve = [Point; 4];

impl BandPlan<'_> {
    /// Moves each name that a curve would run through to the nearest place that is clear, or to the one that
    /// the fewest run through.
    pub(super) fn clear(&mut self, ways: &[EventCurve]) {
        let mut curves: Vec<Curve> = ways.iter().flat_map(curves).collect();
        curves.sort_by(|a, b| a[0].0.total_cmp(&b[0].0));
        let long = curves.iter().map(|curve| curve[3].0 - curve[0].0).fold(0.0, f64::max);
        for band in 0..self.lanes.len() {
            for at in 0..self.lanes[band].names.len() {
                let (from, to) = self.leeway(band, at);
                let lane = &self.lanes[band];
                let name = &lane.names[at];
                let first = curves.partition_point(|curve| curve[0].0 < from - long);
                let right = to.max(name.x) + name.right() - name.x + WHITE;
                let near = curves[first..].iter().take_while(|curve| curve[0].0 < right);
                let taken = taken(near, lane, name, self.shape(band, at));
                self.lanes[band].names[at].x = clearest(&taken, name.x, (from, to));
            }
        }
    }

    /// From where to where a name may begin: so that most of it stays over its band and right of its place, and
    /// off the names that come next and off what stands before it in the lane.
    fn leeway(&self, band: usize, at: usize) -> (f64, f64) {
        let lane = &self.lanes[band];
        let name = &lane.names[at];
        let end = self.end_of_room(band, at);
        let wide = name.right() - name.x;
        let (most, last) = (name.x - wide * HANG, end - wide);
        let first = at == 0 && self.strands[lane.strand][0] == band;
        let left = self.before[lane.strand] + self.shape(band, at);
        (if first { most.max(left).min(name.x) } else { name.x }, last.max(name.x))
    }

    /// Where the part of the band ends that a name is true of, or the next name in one of its lines begins. Renames may
    /// stand in any order.
    fn end_of_room(&self, band: usize, at: usize) -> f64 {
        let lane = &self.lanes[band];
        let name = &lane.names[at];
        let since = name.change.unwrap_or(f64::NEG_INFINITY);
        let changes = lane.names.iter().filter_map(|other| other.change);
        let end = changes.filter(|&change| change > since).fold(lane.to, f64::min);
        let lines = |name: &BandName| (name.row, name.row + name.lines.len());
        let (low, high) = lines(name);
        let begins = self.strands[lane.strand].iter().flat_map(|&other| {
            let names = self.lanes[other].names.iter().enumerate();
            let beside = names.filter(move |(_, other)| {
                let (first, last) = lines(other);
                other.x > name.x && first < high && low < last
            });
            beside.map(move |(at, next)| next.x - self.shape(other, at) - WHITE)
        });
        begins.fold(end, f64::min)
    }

    /// How far the shape of a kind reaches left of a name.
    fn shape(&self, band: usize, at: usize) -> f64 {
        if at == 0 && self.view.bands[band].kind.is_some() { SHAPE } else { 0.0 }
    }
}

fn curves(way: &EventCurve) -> impl Iterator<Item = Curve> {
    let end = |step: &PathStep| match *step {
        PathStep::Move(point) | PathStep::Line(point) | PathStep::Curve(_, _, point) => point,
        PathStep::Close => Point::default(),
    };
    way.steps.windows(2).filter_map(move |pair| match pair[1] {
        PathStep::Curve(a, b, c) => Some([end(&pair[0]), a, b, c]),
        _ => None,
    })
}

/// The places, from the left, at which a name would stand on a curve, wherever it begins.
fn taken<'c>(
    curves: impl Iterator<Item = &'c Curve>,
    lane: &BandLane,
    name: &BandName,
    shape: f64,
) -> Vec<(f64, f64)> {
    let style = TextStyle::Band;
    let foot = baseline(lane, name) + style.height(1) - style.ascent();
    let top = foot - style.height(name.lines.len());
    let wide = name.right() - name.x;
    let met = curves.filter(|curve| {
        let (a, b) = (curve[0].1, curve[3].1);
        a.min(b) < foot && a.max(b) > top
    });
    let mut taken: Vec<(f64, f64)> = met
        .map(|curve| {
            let (a, b) = (point(curve, share(curve, top)).0, point(curve, share(curve, foot)).0);
            (a.min(b) - WHITE - wide, a.max(b) + WHITE + shape)
        })
        .collect();
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    taken
}

/// The place nearest to where a name begins on which the fewest lie.
fn clearest(taken: &[(f64, f64)], at: f64, (from, to): (f64, f64)) -> f64 {
    let on = |x: f64| taken.iter().take_while(|(a, _)| *a < x).filter(|(_, b)| *b > x).count();
    let ends = taken.iter().flat_map(|&(start, end)| [start, end]);
    let mut places: Vec<f64> = ends.filter(|x| (from..=to).contains(x)).chain([at]).collect();
    let far = |place: &f64| (place - at).abs();
    places.sort_by(|a, b| far(a).total_cmp(&far(b)).then(a.total_cmp(b)));
    let mut best = (usize::MAX, at);
    for place in places {
        best = if on(place) < best.0 { (on(place), place) } else { best };
        if best.0 == 0 {
            break;
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_moves_to_the_nearest_clear_place() {
        let taken = [(0.0, 30.0), (20.0, 45.0), (60.0, 80.0)];
        assert_eq!(clearest(&taken, 50.0, (0.0, 100.0)), 50.0);
        assert_eq!(clearest(&taken, 25.0, (0.0, 100.0)), 45.0);
        assert_eq!(clearest(&taken, 65.0, (0.0, 100.0)), 60.0);
        // Where no place is clear, the fewest curves run through it.
        assert_eq!(clearest(&taken, 25.0, (5.0, 40.0)), 20.0);
    }
}
