//! The time axis: days to pixels and back, ticks in units that people use. Takes the days that matter and
//! a width, gives places. Days keep their order and stand in scale, but for two things that the ticks show:
//! a long empty stretch is cut short and the cut is marked, and between days on which much happens the
//! scale is larger, so that what happens on each can be distinguished.

use super::metrics::TextStyle;
use super::scene::{
    Anchor, Group, PathStep, Point, Rect, SceneItem, TimeScale, group, line_of_text, path,
};
use super::{Calendar, Stretches};
use crate::time::Day;

/// Width of a cut, and the part of the whole that an empty stretch must take to be cut.
const CUT: f64 = 46.0;
const LONG: f64 = 0.16;
/// Least distance between ticks.
const TICK: f64 = 44.0;
/// Distance between two days on which curves bend, where the axis has room for it, and the part of its
/// width that may be added for that.
const ROOM: f64 = 32.0;
const SPARE: f64 = 0.6;

/// A piece of the axis with one scale.
#[derive(Clone, Copy, Debug)]
struct ScalePiece {
    from: f64,
    to: f64,
    x: f64,
    width: f64,
    cut: bool,
}

/// Days to pixels.
pub(super) struct Axis {
    pieces: Vec<ScalePiece>,
}

impl Axis {
    /// An axis over `range` of about this width. `days` are those on which something happens, `crowd`
    /// those on which curves bend and want room.
    pub(super) fn new(
        range: (Day, Day),
        days: &[Day],
        crowd: &[Day],
        width: f64,
        stretches: Stretches,
    ) -> Axis {
        let (from, to) =
            (f64::from(range.0.0), f64::from(range.1.0).max(f64::from(range.0.0) + 1.0));
        let (cuts, crowd) = match stretches {
            Stretches::InScale => (Vec::new(), Vec::new()),
            Stretches::CutShort => (cuts(from, to, days), sorted(from, to, crowd)),
        };
        let kept = to - from - cuts.iter().map(|(a, b)| b - a).sum::<f64>();
        let scale = (width - CUT * cuts.len() as f64) / kept;
        let mut axis = Axis { pieces: Vec::new() };
        let mut at = from;
        let room = room(&crowd, scale, width * SPARE);
        for (a, b) in cuts {
            axis.spread(at, a, scale, &crowd, room);
            axis.push(a, b, CUT, true);
            at = b;
        }
        axis.spread(at, to, scale, &crowd, room);
        axis
    }

    /// Pieces in scale, but none between two crowded days narrower than `room`.
    fn spread(&mut self, from: f64, to: f64, scale: f64, crowd: &[f64], room: f64) {
        let first = crowd.partition_point(|&day| day <= from);
        let inside = crowd[first..].iter().copied().take_while(|&day| day < to);
        let (mut at, mut crowded) = (from, crowd.binary_search_by(|d| d.total_cmp(&from)).is_ok());
        for day in inside.chain([to]) {
            let plain = (day - at) * scale;
            let ends = day < to || crowd.binary_search_by(|d| d.total_cmp(&to)).is_ok();
            let wide = if crowded && ends { plain.max(room) } else { plain };
            self.push(at, day, wide, false);
            (at, crowded) = (day, true);
        }
    }

    fn push(&mut self, from: f64, to: f64, width: f64, cut: bool) {
        self.pieces.push(ScalePiece { from, to, x: self.width(), width, cut });
    }

    /// From the first day to the last.
    pub(super) fn width(&self) -> f64 {
        self.pieces.last().map_or(0.0, |piece| piece.x + piece.width)
    }

    /// Where a day stands. Days outside the range stand at its ends.
    pub(super) fn x(&self, day: Day) -> f64 {
        let day = f64::from(day.0);
        let at = self.pieces.partition_point(|piece| piece.to < day);
        let piece = self.pieces.get(at).or(self.pieces.last()).expect("an axis has a piece");
        let share = ((day - piece.from) / (piece.to - piece.from)).clamp(0.0, 1.0);
        piece.x + share * piece.width
    }

    /// Whether a label at this place keeps off those of the cuts.
    fn is_clear(&self, x: f64) -> bool {
        let mut cuts = self.pieces.iter().filter(|piece| piece.cut);
        cuts.all(|cut| (x - cut.x - cut.width / 2.0).abs() > CUT)
    }

    /// The ticks with their labels. Between two cuts, the first shows its year if none other does.
    fn labelled(&self) -> Vec<(Day, String)> {
        let mut all = Vec::new();
        for mut ticks in self.ticks() {
            ticks.retain(|(day, _)| self.is_clear(self.x(*day)));
            let year = |day: Day| day.ymd().0;
            let reported =
                ticks.iter().any(|(day, unit)| unit.label(*day) == year(*day).to_string());
            let label = |(i, (day, unit)): (usize, (Day, TickUnit))| {
                let label = unit.label(day);
                let first = !reported && i == 0;
                (day, if first { format!("{label} {}", year(day)) } else { label })
            };
            all.extend(ticks.into_iter().enumerate().map(label));
        }
        all
    }

    /// Centuries down to single days, as there is room, for each run of the axis between cuts.
    fn ticks(&self) -> Vec<Vec<(Day, TickUnit)>> {
        let mut ticks = Vec::new();
        for run in self.pieces.split(|piece| piece.cut).filter(|run| !run.is_empty()) {
            let ends = (run[0].from, run[run.len() - 1].to);
            let mut days: Vec<(Day, TickUnit)> = Vec::new();
            for unit in TickUnit::ALL {
                days = self.finer(&days, unit, ends);
            }
            ticks.push(days);
        }
        ticks
    }

    /// Adds the ticks of a unit between those there are: each that has room to its neighbours.
    fn finer(
        &self,
        known: &[(Day, TickUnit)],
        unit: TickUnit,
        ends: (f64, f64),
    ) -> Vec<(Day, TickUnit)> {
        let mut all = Vec::new();
        let day = |value: f64| Day(value as i32);
        let starts = std::iter::once(None).chain(known.iter().map(|tick| Some(*tick)));
        let stops = known.iter().map(|tick| Some(*tick)).chain([None]);
        for (start, stop) in starts.zip(stops) {
            all.extend(start);
            let from = start.map_or(day(ends.0.ceil()), |(day, _)| Day(day.0 + 1));
            let to = stop.map_or(day(ends.1.floor()), |(day, _)| Day(day.0 - 1));
            let between = unit.days(from, to);
            let given = [start, stop].map(|tick| tick.map(|(day, _)| self.x(day)));
            let mut left = given[0].unwrap_or(f64::NEG_INFINITY);
            let places: Vec<f64> = between.iter().map(|&day| self.x(day)).collect();
            for (i, &x) in places.iter().enumerate() {
                let right = places.get(i + 1).copied().or(given[1]).unwrap_or(f64::INFINITY);
                if x - left >= TICK && right - x >= TICK {
                    all.push((between[i], unit));
                }
                left = x;
            }
        }
        all
    }

    /// Grid lines from `top` to `bottom`, with the ticks' labels above, and below a tall chart as well;
    /// below all, the years of another calendar.
    pub(super) fn draw(&self, top: f64, bottom: f64, calendar: Option<Calendar>) -> SceneItem {
        let (mut grid, mut labels, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let below = bottom + TextStyle::Tick.ascent() + 4.0;
        let other_y = bottom + foot(bottom - top, None) + TextStyle::Tick.ascent() + 2.0;
        for (day, text) in self.labelled() {
            let x = self.x(day);
            grid.extend([PathStep::Move(Point(x, top)), PathStep::Line(Point(x, bottom))]);
            let label = |y, text| line_of_text(TextStyle::Tick, x, y, Anchor::Middle, text);
            labels.push(label(top - 6.0, text.clone()));
            if bottom - top > TALL {
                labels.push(label(below, text));
            }
            let year = calendar.filter(|_| day.ymd().1 == 1 && day.ymd().2 == 1);
            let year = year.and_then(|calendar| calendar.year(day.ymd().0, others.is_empty()));
            others.extend(year.map(|year| label(other_y, year)));
        }
        let runs = self.pieces.split(|piece| piece.cut).filter(|run| !run.is_empty());
        let line = |run: &[ScalePiece]| {
            let last = run[run.len() - 1];
            [PathStep::Move(Point(run[0].x, top)), PathStep::Line(Point(last.x + last.width, top))]
        };
        let mut items = vec![path("grid", grid)];
        let cuts = self.pieces.iter().filter(|piece| piece.cut);
        items.extend(cuts.flat_map(|piece| cut_mark(piece, top, bottom)));
        items.push(path("axis", runs.flat_map(line).collect()));
        items.extend(labels);
        if !others.is_empty() {
            items.push(group("calendar", others));
        }
        let scale = Some(Box::new(TimeScale { top, bottom, days: self.places() }));
        SceneItem::from(Group { class: "time".into(), items, scale, ..Group::default() })
    }

    /// An axis of what comes after what, without a day or a grid.
    pub(super) fn draw_order(&self, top: f64) -> SceneItem {
        let (width, y) = (self.width(), top - 6.0);
        let line = vec![PathStep::Move(Point(0.0, top)), PathStep::Line(Point(width, top))];
        let tip = [(-6.0, -3.5), (0.0, 0.0), (-6.0, 3.5)].map(|(x, y)| Point(width + x, top + y));
        let tip = vec![PathStep::Move(tip[0]), PathStep::Line(tip[1]), PathStep::Line(tip[2])];
        // Nothing is said of what did not come of one another.
        let words = "each stands after what it came of; nothing has a date".to_owned();
        let label = line_of_text(TextStyle::Tick, 0.0, y, Anchor::Start, words);
        let items = vec![path("axis", line), path("axis", tip), label];
        group("time", items)
    }

    /// The ends of the pieces, and where they stand.
    fn places(&self) -> Vec<(Day, f64)> {
        let place = |day: f64, x: f64| (Day(day as i32), x);
        let starts = self.pieces.iter().map(|piece| place(piece.from, piece.x));
        let end = self.pieces.last().map(|piece| place(piece.to, piece.x + piece.width));
        starts.chain(end).collect()
    }
}

/// A chart taller than this has its ticks' labels below as well.
const TALL: f64 = 480.0;

/// Room for the labels below a chart of this height.
pub(super) fn foot(height: f64, calendar: Option<Calendar>) -> f64 {
    let own = if height > TALL { 18.0 } else { 0.0 };
    own + if calendar.is_some() { 16.0 } else { 0.0 }
}

impl Calendar {
    /// A year by its number in this calendar, the first one with the calendar's name; none before it began.
    fn year(self, year: i32, first: bool) -> Option<String> {
        let (name, before) = match self {
            Calendar::Juche => ("Juche", 1911),
            Calendar::Minguo => ("Minguo", 1911),
            Calendar::Buddhist => ("B.E.", -543),
        };
        let number = (year > before).then(|| year - before)?;
        Some(if first { format!("{name} {number}") } else { number.to_string() })
    }
}

/// Empty stretches that take a good part of the whole, less a margin on either side.
fn cuts(from: f64, to: f64, days: &[Day]) -> Vec<(f64, f64)> {
    let days = sorted(from, to, days);
    let margin = (to - from) * 0.025;
    let gaps = days.windows(2).map(|pair| (pair[0] + margin, pair[1] - margin));
    gaps.filter(|(a, b)| b - a > (to - from) * LONG).collect()
}

/// Two slanted strokes over the axis and a pale stripe for the days left out.
fn cut_mark(piece: &ScalePiece, top: f64, bottom: f64) -> Vec<SceneItem> {
    let rect = Rect {
        class: "gutter".into(),
        x: piece.x,
        y: top,
        w: piece.width,
        h: bottom - top,
        r: 0.0,
    };
    let middle = piece.x + piece.width / 2.0;
    let stroke = |x: f64| {
        [PathStep::Move(Point(x - 3.0, top + 5.0)), PathStep::Line(Point(x + 3.0, top - 5.0))]
    };
    let axis = [
        PathStep::Move(Point(piece.x, top)),
        PathStep::Line(Point(middle - 4.0, top)),
        PathStep::Move(Point(middle + 4.0, top)),
        PathStep::Line(Point(piece.x + piece.width, top)),
    ];
    let steps = stroke(middle - 3.0).into_iter().chain(stroke(middle + 3.0)).chain(axis).collect();
    let years = ((piece.to - piece.from) / 365.25).round();
    let text = format!("{years} years");
    let label = line_of_text(TextStyle::Tick, middle, top - 8.0, Anchor::Middle, text);
    vec![SceneItem::Rect(rect), path("axis", steps), label]
}

/// What ticks stand for, from far apart to close.
#[derive(Clone, Copy, PartialEq)]
enum TickUnit {
    Years(i32),
    Months(u32),
    Days(u32),
}

impl TickUnit {
    /// Each divides the one before it.
    const ALL: [TickUnit; 12] = [
        TickUnit::Years(1000),
        TickUnit::Years(500),
        TickUnit::Years(100),
        TickUnit::Years(50),
        TickUnit::Years(10),
        TickUnit::Years(5),
        TickUnit::Years(1),
        TickUnit::Months(6),
        TickUnit::Months(3),
        TickUnit::Months(1),
        TickUnit::Days(10),
        TickUnit::Days(1),
    ];

    /// More ticks than this in one gap never fit.
    const MANY: i32 = 400;

    /// Its days in a stretch; none where they are many.
    fn days(self, from: Day, to: Day) -> Vec<Day> {
        let ((first, ..), (last, ..)) = (from.ymd(), to.ymd());
        let apart = match self {
            TickUnit::Years(years) => years * 365,
            TickUnit::Months(months) => months as i32 * 28,
            TickUnit::Days(days) => days as i32 - 1,
        };
        if to < from || (to.0 - from.0) / apart.max(1) > TickUnit::MANY {
            return Vec::new();
        }
        let first_of = |year, month: u32| Day::from_ymd(year, month, 1);
        let days: Vec<Day> = match self {
            TickUnit::Years(years) => (first.div_euclid(years) * years..=last)
                .step_by(years as usize)
                .filter_map(|year| first_of(year, 1))
                .collect(),
            TickUnit::Months(months) => (first..=last)
                .flat_map(|year| (1..=12).step_by(months as usize).map(move |m| (year, m)))
                .filter_map(|(year, month)| first_of(year, month))
                .collect(),
            TickUnit::Days(days) => (from.0..=to.0)
                .map(Day)
                .filter(|day| matches!(day.ymd().2, d if days == 1 || [11, 21].contains(&d)))
                .collect(),
        };
        days.into_iter().filter(|day| (from..=to).contains(day)).collect()
    }

    fn label(self, day: Day) -> String {
        let (year, month, of_month) = day.ymd();
        match self {
            TickUnit::Years(_) => year.to_string(),
            TickUnit::Months(_) if month == 1 => year.to_string(),
            TickUnit::Months(_) => MONTHS[month as usize - 1].to_owned(),
            TickUnit::Days(_) => format!("{of_month} {}", MONTHS[month as usize - 1]),
        }
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The days within a range, each once, in order.
fn sorted(from: f64, to: f64, days: &[Day]) -> Vec<f64> {
    let mut days: Vec<f64> = days.iter().map(|day| f64::from(day.0)).collect();
    days.retain(|day| (from..=to).contains(day));
    days.sort_by(f64::total_cmp);
    days.dedup();
    days
}

/// How far crowded days can stand apart, so that this costs no more than `spare` in all.
fn room(crowd: &[f64], scale: f64, spare: f64) -> f64 {
    let cost = |room: f64| -> f64 {
        crowd.windows(2).map(|pair| (room - (pair[1] - pair[0]) * scale).max(0.0)).sum()
    };
    if cost(ROOM) <= spare {
        return ROOM;
    }
    let (mut low, mut high) = (0.0, ROOM);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if cost(middle) <= spare { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32) -> Day {
        Day::from_ymd(year, 1, 1).expect("the year has a first day")
    }

    #[test]
    fn days_stand_in_proportion() {
        let axis = Axis::new((Day(0), Day(1000)), &[], &[], 500.0, Stretches::InScale);
        assert_eq!(axis.x(Day(250)), 125.0);
        assert_eq!(axis.x(Day(5000)), 500.0);
    }

    #[test]
    fn long_empty_stretches_are_cut() {
        let days = [day(1926), day(1930), day(1945), day(2013), day(2021)];
        let axis = Axis::new((day(1925), day(2022)), &days, &[], 1000.0, Stretches::CutShort);
        assert_eq!(axis.pieces.iter().filter(|piece| piece.cut).count(), 1);
        let places: Vec<f64> = days.iter().map(|&day| axis.x(day)).collect();
        assert!(places.is_sorted());
        assert!((axis.width() - 1000.0).abs() < 1e-6);
    }

    #[test]
    fn crowded_days_get_room_and_keep_their_order() {
        let crowd: Vec<Day> = (0..10).map(|i| Day(3000 + 10 * i)).collect();
        let axis = Axis::new((Day(0), Day(9000)), &crowd, &crowd, 900.0, Stretches::CutShort);
        let places: Vec<f64> = crowd.iter().map(|&day| axis.x(day)).collect();
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= ROOM - 1e-6), "{places:?}");
        assert!(axis.width() <= 900.0 * (1.0 + SPARE));
    }

    #[test]
    fn ticks_are_finer_where_there_is_room() {
        let crowd: Vec<Day> = (0..12).map(|i| Day(day(1946).0 + 30 * i)).collect();
        let axis = Axis::new((day(1900), day(2000)), &[], &crowd, 900.0, Stretches::CutShort);
        let labels: Vec<String> = axis.labelled().into_iter().map(|(_, label)| label).collect();
        assert!(labels.contains(&"1910".to_owned()) && !labels.contains(&"1911".to_owned()));
        assert!(labels.contains(&"Jul".to_owned()), "{labels:?}");
        let places: Vec<f64> = axis.labelled().into_iter().map(|(day, _)| axis.x(day)).collect();
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= TICK));
    }

    #[test]
    fn another_calendar_counts_from_its_own_first_year() {
        assert_eq!(Calendar::Juche.year(2013, false), Some("102".to_owned()));
        assert_eq!(Calendar::Juche.year(1912, true), Some("Juche 1".to_owned()));
        assert_eq!(Calendar::Juche.year(1911, true), None);
        assert_eq!(Calendar::Buddhist.year(1932, false), Some("2475".to_owned()));
    }
}
