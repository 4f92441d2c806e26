//! The time axis: days to pixels and back, ticks in units that people use. Takes the days that matter and
//! a width, gives places. A day stands exactly where its count puts it; where a long empty stretch is cut
//! short, the scale is exact on either side and the cut is marked.

use super::Stretches;
use super::metrics::TextStyle;
use super::scene::{Anchor, Item, Point, Rect, Step, group, line_of_text, path};
use crate::time::Day;

/// Width of a cut, and the part of the whole that an empty stretch must take to be cut.
const CUT: f64 = 46.0;
const LONG: f64 = 0.16;
/// Least distance between ticks.
const TICK: f64 = 62.0;

/// A piece of the axis with one scale.
#[derive(Clone, Copy, Debug)]
struct Piece {
    from: f64,
    to: f64,
    x: f64,
    width: f64,
    cut: bool,
}

/// Days to pixels.
pub(super) struct Axis {
    pieces: Vec<Piece>,
}

impl Axis {
    /// An axis over `range` of about this width. `days` are those on which something happens.
    pub(super) fn new(range: (Day, Day), days: &[Day], width: f64, stretches: Stretches) -> Axis {
        let (from, to) =
            (f64::from(range.0.0), f64::from(range.1.0).max(f64::from(range.0.0) + 1.0));
        let cuts = match stretches {
            Stretches::InScale => Vec::new(),
            Stretches::CutShort => cuts(from, to, days),
        };
        let kept = to - from - cuts.iter().map(|(a, b)| b - a).sum::<f64>();
        let scale = (width - CUT * cuts.len() as f64) / kept;
        let mut axis = Axis { pieces: Vec::new() };
        let mut at = from;
        for (a, b) in cuts {
            axis.push(at, a, (a - at) * scale, false);
            axis.push(a, b, CUT, true);
            at = b;
        }
        axis.push(at, to, (to - at) * scale, false);
        axis
    }

    fn push(&mut self, from: f64, to: f64, width: f64, cut: bool) {
        self.pieces.push(Piece { from, to, x: self.width(), width, cut });
    }

    /// From the first day to the last.
    pub(super) fn width(&self) -> f64 {
        self.pieces.last().map_or(0.0, |piece| piece.x + piece.width)
    }

    /// Where a day stands. Days outside the range stand at its ends.
    pub(super) fn x(&self, day: Day) -> f64 {
        let day = f64::from(day.0);
        let piece = self.pieces.iter().find(|piece| day <= piece.to);
        let piece = piece.or(self.pieces.last()).expect("an axis has a piece");
        let share = ((day - piece.from) / (piece.to - piece.from)).clamp(0.0, 1.0);
        piece.x + share * piece.width
    }

    /// Whether a label at this place keeps off those of the cuts.
    fn is_clear(&self, x: f64) -> bool {
        let mut cuts = self.pieces.iter().filter(|piece| piece.cut);
        cuts.all(|cut| (x - cut.x - cut.width / 2.0).abs() > CUT)
    }

    /// Grid lines from `top` to `bottom`, with the ticks' labels above, and below a tall chart as well.
    pub(super) fn draw(&self, top: f64, bottom: f64) -> Item {
        let (mut grid, mut labels, mut cuts) = (Vec::new(), Vec::new(), Vec::new());
        for piece in &self.pieces {
            if piece.cut {
                cuts.extend(cut_mark(piece, top, bottom));
                continue;
            }
            for (x, text) in ticks(piece).into_iter().filter(|(x, _)| self.is_clear(*x)) {
                grid.extend([Step::Move(Point(x, top)), Step::Line(Point(x, bottom))]);
                let label = |y| line_of_text(TextStyle::Tick, x, y, Anchor::Middle, text.clone());
                labels.push(label(top - 6.0));
                if bottom - top > 480.0 {
                    labels.push(label(bottom + TextStyle::Tick.ascent() + 4.0));
                }
            }
        }
        let pieces = self.pieces.iter().filter(|piece| !piece.cut);
        let axis = pieces
            .flat_map(|p| [Step::Move(Point(p.x, top)), Step::Line(Point(p.x + p.width, top))])
            .collect();
        let mut items = vec![path("grid", grid)];
        items.extend(cuts);
        items.push(path("axis", axis));
        items.extend(labels);
        group("time", items)
    }
}

/// Empty stretches that take a good part of the whole, less a margin on either side.
fn cuts(from: f64, to: f64, days: &[Day]) -> Vec<(f64, f64)> {
    let mut days: Vec<f64> = days.iter().map(|day| f64::from(day.0)).collect();
    days.retain(|day| (from..=to).contains(day));
    days.sort_by(f64::total_cmp);
    let margin = (to - from) * 0.025;
    let gaps = days.windows(2).map(|pair| (pair[0] + margin, pair[1] - margin));
    gaps.filter(|(a, b)| b - a > (to - from) * LONG).collect()
}

/// Two slanted strokes over the axis and a pale stripe for the days left out.
fn cut_mark(piece: &Piece, top: f64, bottom: f64) -> Vec<Item> {
    let rect = Rect {
        class: "gutter".into(),
        x: piece.x,
        y: top,
        w: piece.width,
        h: bottom - top,
        r: 0.0,
    };
    let middle = piece.x + piece.width / 2.0;
    let stroke =
        |x: f64| [Step::Move(Point(x - 3.0, top + 5.0)), Step::Line(Point(x + 3.0, top - 5.0))];
    let axis = [
        Step::Move(Point(piece.x, top)),
        Step::Line(Point(middle - 4.0, top)),
        Step::Move(Point(middle + 4.0, top)),
        Step::Line(Point(piece.x + piece.width, top)),
    ];
    let steps = stroke(middle - 3.0).into_iter().chain(stroke(middle + 3.0)).chain(axis).collect();
    let years = ((piece.to - piece.from) / 365.25).round();
    let text = format!("{years} years");
    let label = line_of_text(TextStyle::Tick, middle, top - 8.0, Anchor::Middle, text);
    vec![Item::Rect(rect), path("axis", steps), label]
}

/// The ticks of a piece: whole centuries down to single days, as there is room.
fn ticks(piece: &Piece) -> Vec<(f64, String)> {
    let per_day = piece.width / (piece.to - piece.from);
    let first = Day(piece.from.ceil() as i32);
    let (year, _, _) = first.ymd();
    let (last_year, _, _) = Day(piece.to as i32).ymd();
    let place = |day: Day| piece.x + (f64::from(day.0) - piece.from) * per_day;
    let inside = |day: &Day| f64::from(day.0) >= piece.from && f64::from(day.0) <= piece.to;
    let steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];
    let fits = |&step: &i32| f64::from(step) * 365.25 * per_day >= TICK * 0.7;
    let step = steps.into_iter().find(fits).unwrap_or(2000);
    let months = [1, 2, 3, 6].into_iter().find(|&m| f64::from(m) * 30.4 * per_day >= TICK);
    if let (1, Some(months)) = (step, months) {
        let days = (year..=last_year)
            .flat_map(|year| (0..12 / months).map(move |m| (year, 1 + m * months)))
            .filter_map(|(year, month)| Day::from_ymd(year, month as u32, 1));
        let label = |day: Day| match day.ymd() {
            (year, 1, _) => year.to_string(),
            (_, month, _) => MONTHS[month as usize - 1].to_owned(),
        };
        return days.filter(inside).map(|day| (place(day), label(day))).collect();
    }
    let first = year.div_euclid(step) * step;
    let years = (first..=last_year).step_by(step as usize);
    let days = years.filter_map(|year| Day::from_ymd(year, 1, 1).map(|day| (year, day)));
    days.filter(|(_, day)| inside(day)).map(|(year, day)| (place(day), year.to_string())).collect()
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32) -> Day {
        Day::from_ymd(year, 1, 1).expect("the year has a first day")
    }

    #[test]
    fn days_stand_in_proportion() {
        let axis = Axis::new((Day(0), Day(1000)), &[], 500.0, Stretches::InScale);
        assert_eq!(axis.x(Day(250)), 125.0);
        assert_eq!(axis.x(Day(5000)), 500.0);
    }

    #[test]
    fn long_empty_stretches_are_cut() {
        let days = [day(1926), day(1930), day(1945), day(2013), day(2021)];
        let axis = Axis::new((day(1925), day(2022)), &days, 1000.0, Stretches::CutShort);
        assert_eq!(axis.pieces.iter().filter(|piece| piece.cut).count(), 1);
        let places: Vec<f64> = days.iter().map(|&day| axis.x(day)).collect();
        assert!(places.is_sorted());
        assert!((axis.width() - 1000.0).abs() < 1e-6);
    }
}
