//! Tenures on a time axis: a row a post, a bar a tenure from its first day to its last. Takes a tenures
//! view, gives the drawing; leaves title, legend and sources to `page`. Never invents a date: what is not
//! known of a bound is dashed, an end that no source gives fades, and the undated stand beside the axis.
//!
//! Tenures that overlap for certain stand in lanes of their own, as few as can be: interval partitioning
//! by the left-edge algorithm (Hashimoto and Stevens, Wire routing by optimizing channel assignment within
//! large apertures, 1971). A name that its bar has no room for stands to its right or above it; the stroke
//! that leads down from a name runs behind the others.

mod draw;
mod lanes;

pub(super) use draw::sample;

use self::lanes::{Extent, Lane, extents, pack};
use std::ops::Range;

use super::axis::{Axis, foot};
use super::columns::columns;
use super::metrics::TextStyle;
use super::page::shift;
use super::wrap::wrap;
use super::{Calendar, Chart, LayoutOptions};
use crate::time::Day;
use crate::view::{TenureRow, TenuresView};

/// Width of the column of posts, and the white between it and the axis.
const POSTS: f64 = 176.0;
const LEFT: f64 = POSTS + 22.0;
/// Height of a bar, and of one for an honour.
const BAR: f64 = 19.0;
const HONOUR: f64 = 13.0;
/// White between lanes and above and below a row.
const LANE: f64 = 5.0;
const PAD: f64 = 9.0;
/// Rows that stand so many times as high as wide are parted into panels, with white between two.
const TALL: f64 = 2.0;
const BETWEEN: f64 = 56.0;
const MOST: usize = 12;
/// A bar is hardly seen that is no wider.
const SLIVER: f64 = 4.0;
/// Room for the ticks.
const HEAD: f64 = 26.0;
/// The widest line of an undated name, and of a name above a bar.
const UNDATED: f64 = 150.0;
const WIDEST: f64 = 230.0;

/// Places the tenures of a view.
pub(super) fn chart(view: &TenuresView, options: &LayoutOptions) -> Chart {
    let view = &within(view);
    let extents: Vec<Vec<Option<Extent>>> = view.rows.iter().map(extents).collect();
    let days = days(view, &extents);
    let range = view.range.filter(|(from, to)| from.is_bounded() && to.is_bounded());
    let range = range.unwrap_or_else(|| with_margin(&days));
    let width = axis_width(view, &extents);
    let days = steps(&days, &extents, range);
    let axis = || Axis::new(range, &days, &[], width, options.stretches);
    let one = Plan::of(view, &extents, axis(), range);
    let heights: Vec<f64> = one.rows.iter().map(|row| row.bottom - row.top).collect();
    let parts = panels(&heights, one.width, options.aspect);
    if parts.len() < 2 {
        return one.draw(options.calendar);
    }
    let mut whole = Chart::default();
    for part in parts {
        let view = TenuresView { rows: view.rows[part.clone()].to_vec(), ..view.clone() };
        let mut panel = Plan::of(&view, &extents[part], axis(), range).draw(options.calendar);
        shift(&mut panel.items, whole.width, 0.0);
        whole.items.append(&mut panel.items);
        whole.width += panel.width + BETWEEN;
        whole.height = whole.height.max(panel.height);
    }
    whole.width -= BETWEEN;
    whole
}

/// The rows of each panel, from left to right: one panel, unless a tall page would be a strip.
fn panels(heights: &[f64], width: f64, aspect: f64) -> Vec<Range<usize>> {
    let whole = HEAD + heights.iter().sum::<f64>();
    if whole < TALL * width {
        return columns(heights, 0.0, 1);
    }
    let off = |count: usize| {
        let shape = (width + BETWEEN) * count as f64 / (whole / count as f64);
        (shape / aspect).ln().abs()
    };
    let count = (1..=MOST).min_by(|&a, &b| off(a).total_cmp(&off(b))).expect("there is one");
    columns(heights, 0.0, count)
}

/// The view without the tenures that lie wholly outside the days to show.
fn within(view: &TenuresView) -> TenuresView {
    let mut view = view.clone();
    let Some(range) = view.range else { return view };
    for row in &mut view.rows {
        let mut extents = extents(row).into_iter();
        row.bars.retain(|_| extents.next().flatten().is_none_or(|extent| extent.touches(range)));
        row.gaps.retain(|gap| gap.from <= range.1 && gap.to >= range.0);
    }
    view.rows.retain(|row| !row.bars.is_empty());
    view
}

/// Every day on which a tenure begins or ends.
fn days(view: &TenuresView, extents: &[Vec<Option<Extent>>]) -> Vec<Day> {
    let known = extents.iter().flatten().flatten().flat_map(Extent::days);
    let mut days: Vec<Day> = known.filter(|day| day.is_bounded()).collect();
    let gaps = view.rows.iter().flat_map(|row| &row.gaps);
    days.extend(gaps.flat_map(|gap| [gap.from, gap.to]));
    days.sort_unstable();
    days
}

fn with_margin(days: &[Day]) -> (Day, Day) {
    let (first, last) = match (days.first(), days.last()) {
        (Some(first), Some(last)) => (*first, *last),
        _ => (Day(0), Day(365)),
    };
    let margin = ((i64::from(last.0) - i64::from(first.0)) / 40).max(20) as i32;
    (Day(first.0.saturating_sub(margin)), Day(last.0.saturating_add(margin)))
}

/// The days that the axis must not cut out: those of every tenure, and a few in between, for only days on
/// which nobody served are empty.
fn steps(days: &[Day], extents: &[Vec<Option<Extent>>], range: (Day, Day)) -> Vec<Day> {
    const STEPS: i64 = 16;
    let mut steps = days.to_vec();
    for extent in extents.iter().flatten().flatten() {
        let (from, to) = extent.drawn(range);
        let long = i64::from(to.0) - i64::from(from.0);
        steps.extend((1..STEPS).map(|step| Day((i64::from(from.0) + long * step / STEPS) as i32)));
    }
    steps
}

/// Wide enough that names need few rows, within reason.
fn axis_width(view: &TenuresView, extents: &[Vec<Option<Extent>>]) -> f64 {
    let names = |(row, extents): (&TenureRow, &Vec<Option<Extent>>)| {
        let lanes = pack(row, extents).into_iter().map(|lane| {
            let names =
                lane.bars.iter().map(|&bar| TextStyle::Band.width(&row.bars[bar].label) + 14.0);
            names.sum::<f64>()
        });
        lanes.fold(0.0, f64::max)
    };
    let widest = view.rows.iter().zip(extents).map(names).fold(0.0, f64::max);
    (widest / 2.2).clamp(760.0, 2200.0)
}

struct Plan<'v> {
    view: &'v TenuresView,
    axis: Axis,
    /// The first and the last day of the axis.
    range: (Day, Day),
    rows: Vec<Placed>,
    width: f64,
    height: f64,
}

/// One row with its place.
struct Placed {
    top: f64,
    bottom: f64,
    bars: Vec<Option<PlacedBar>>,
    /// Middle of the first lane, in which gaps are drawn.
    first: f64,
    /// The undated: the bar, its lines and the top of the first.
    undated: Vec<(usize, Vec<String>, f64)>,
}

/// One bar with its place and its name.
struct PlacedBar {
    extent: Extent,
    /// The days drawn, in pixels: as far as it may reach, and what is certain of it.
    from: f64,
    to: f64,
    solid: Option<(f64, f64)>,
    known: f64,
    y: f64,
    height: f64,
    name: PostName,
}

/// Where the name of a bar stands.
struct PostName {
    /// None of a bar whose name stands in the next.
    lines: Vec<String>,
    x: f64,
    /// That of the first line.
    baseline: f64,
    /// Whether a stroke leads down to the bar.
    is_above: bool,
}

impl<'v> Plan<'v> {
    /// The rows of a view on an axis.
    fn of(
        view: &'v TenuresView,
        extents: &[Vec<Option<Extent>>],
        axis: Axis,
        range: (Day, Day),
    ) -> Plan<'v> {
        let width = LEFT + axis.width();
        let mut plan = Plan { view, axis, range, rows: Vec::new(), width, height: HEAD };
        for (row, extents) in view.rows.iter().zip(extents) {
            plan.push(row, extents);
        }
        plan
    }

    fn x(&self, day: Day) -> f64 {
        LEFT + self.axis.x(day)
    }

    fn right(&self) -> f64 {
        LEFT + self.axis.width()
    }

    /// Gives a row its lanes, its names and its height.
    fn push(&mut self, row: &TenureRow, extents: &[Option<Extent>]) {
        let top = self.height;
        let mut y = top + PAD;
        let mut bars: Vec<Option<PlacedBar>> = (0..row.bars.len()).map(|_| None).collect();
        let mut first = None;
        for lane in pack(row, extents) {
            let (height, placed) = self.lane(row, extents, &lane, y);
            for (bar, place) in lane.bars.iter().zip(placed) {
                first.get_or_insert(place.y + place.height / 2.0);
                bars[*bar] = Some(place);
            }
            y += height + LANE;
        }
        let mut undated = Vec::new();
        let mut beside = top + PAD;
        for bar in (0..row.bars.len()).filter(|&bar| extents[bar].is_none()) {
            let lines = wrap(&row.bars[bar].label, TextStyle::Band, UNDATED);
            let height = TextStyle::Band.height(lines.len());
            undated.push((bar, lines, beside));
            beside += height + 4.0;
        }
        let words = draw::post_height(row);
        let bottom = y.max(beside).max(top + PAD + words) - LANE + PAD;
        self.height = bottom.max(top + PAD + words + PAD);
        let first = first.unwrap_or(top + PAD + BAR / 2.0);
        self.rows.push(Placed { top, bottom: self.height, bars, first, undated });
    }

    /// A bar on the axis; wide enough to be seen, however short it is.
    fn bar(&self, extent: Extent, height: f64) -> PlacedBar {
        const LEAST: f64 = 3.0;
        let end = |day: Day| self.x(Day(day.0.saturating_add(1)));
        let (from, to) = extent.drawn(self.range);
        let from = self.x(from).min(self.right() - LEAST);
        let to = end(to).max(from + LEAST);
        let solid = extent.solid(self.range).map(|(a, b)| {
            let a = self.x(a).min(self.right() - LEAST);
            (a, end(b).max(a + LEAST))
        });
        let known = self.x(extent.known());
        let name = PostName { lines: Vec::new(), x: from, baseline: 0.0, is_above: false };
        PlacedBar { extent, from, to, solid, known, y: 0.0, height, name }
    }

    /// The bars of one lane: names inside where they fit, else to the right, else above.
    fn lane(
        &mut self,
        row: &TenureRow,
        extents: &[Option<Extent>],
        lane: &Lane,
        top: f64,
    ) -> (f64, Vec<PlacedBar>) {
        let height = if lane.is_honour { HONOUR } else { BAR };
        let bars = lane.bars.iter().map(|&bar| extents[bar].expect("the undated are in no lane"));
        let mut placed: Vec<PlacedBar> = bars.map(|extent| self.bar(extent, height)).collect();
        // A day on which two hand over belongs to the one who came.
        for place in 1..placed.len() {
            let next = placed[place].solid.map_or(placed[place].from, |(from, _)| from);
            let own = &mut placed[place - 1];
            own.to = own.to.min(next.max(own.from));
            own.solid = own.solid.map(|(from, to)| (from, to.min(next.max(from))));
        }
        let rows = self.names(row, lane, &mut placed);
        let y = top + TextStyle::Band.leading() * rows as f64 + if rows > 0 { 3.0 } else { 0.0 };
        for bar in &mut placed {
            bar.y = y;
            bar.name.baseline = match bar.name.is_above {
                true => y - 5.0 - TextStyle::Band.leading() * bar.name.baseline,
                false => y + height / 2.0 + TextStyle::Band.ascent() * 0.38,
            };
        }
        (y + height - top, placed)
    }

    /// Finds each name its place; gives the number of rows above. A name above keeps its row for now.
    fn names(&mut self, row: &TenureRow, lane: &Lane, placed: &mut [PlacedBar]) -> usize {
        let mut rows: Vec<f64> = Vec::new();
        for place in 0..placed.len() {
            let bar = &row.bars[lane.bars[place]];
            // Of a sliver before another bar of the same name, that shows enough.
            let sliver = placed[place].to - placed[place].from <= SLIVER;
            let after = lane.bars.get(place + 1).map(|&after| &row.bars[after]);
            if sliver && after.is_some_and(|after| after.label == bar.label) {
                continue;
            }
            let mut width = draw::name_width(bar);
            let next = placed.get(place + 1).map(|next| next.from);
            let mut gaps = row.gaps.iter().map(|gap| self.x(gap.from.max(self.range.0)));
            // A bar that is too short to be seen is drawn longer than it was, into the days after it.
            let gap = gaps.find(|&x| x >= placed[place].from);
            let next = next.into_iter().chain(gap).fold(f64::INFINITY, f64::min);
            let own = &mut placed[place];
            let more = if own.extent.is_open { 10.0 } else { 0.0 };
            // A name begins where something is known, not where a start fades in.
            let fades = own.extent.fades();
            let begin = if fades.0 || fades.1 { own.known } else { own.from };
            let begin = own.solid.map_or(begin, |(from, _)| from).clamp(own.from, own.to);
            let room = |from: f64, to: f64| width + 11.0 <= to.min(next) - from;
            if room(begin, own.to) {
                own.name.x = begin + 6.0;
            } else if room(own.from, own.to) {
                own.name.x = own.from + 6.0;
            } else if own.to + more + width + 14.0 <= next {
                own.name.x = own.to + more + 5.0;
            } else {
                let signs = width - TextStyle::Band.width(&bar.label);
                let lines = wrap(&bar.label, TextStyle::Band, WIDEST);
                let widest = lines.iter().map(|line| TextStyle::Band.width(line));
                width = signs + widest.fold(0.0, f64::max);
                own.name = PostName { lines, x: own.from + 3.0, baseline: 0.0, is_above: true };
                own.name.baseline = take_rows(&mut rows, &own.name, width + 8.0) as f64;
            }
            if own.name.lines.is_empty() {
                own.name.lines = vec![bar.label.clone()];
            }
            self.width = self.width.max(own.name.x + width + 4.0);
        }
        rows.len()
    }

    fn draw(mut self, calendar: Option<Calendar>) -> Chart {
        let has_undated = self.rows.iter().any(|row| !row.undated.is_empty());
        let beside = self.width + 18.0;
        if has_undated {
            self.width = beside + 66.0 + UNDATED;
        }
        self.height = self.height.max(HEAD + 40.0);
        let items = self.items(has_undated.then_some(beside), calendar);
        let foot = foot(self.height - HEAD, calendar);
        Chart { items, width: self.width + 6.0, height: self.height + foot, ..Chart::default() }
    }
}

/// Takes the lowest rows above a lane in which a name's lines are free, counted from the bar up; gives the row
/// of its first line.
fn take_rows(rows: &mut Vec<f64>, name: &PostName, width: f64) -> usize {
    let count = name.lines.len();
    let is_free =
        |rows: &[f64], at: usize| rows.iter().skip(at).take(count).all(|&end| end <= name.x);
    let at = (0..=rows.len()).find(|&at| is_free(rows, at)).unwrap_or(rows.len());
    let top = at + count;
    rows.resize(rows.len().max(top), 0.0);
    rows[at..top].fill(name.x + width);
    top - 1
}
