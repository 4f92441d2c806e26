//! Lineage on a time axis: a band an organ, exactly from its first day to its last, and a curve for every
//! split, merger and succession at its date. Takes a lineage view, gives the drawing; leaves title, legend
//! and sources to `page`. Never invents a date: what is not known is dashed, fades, or stands apart as undated.
//!
//! Lanes are those of [`super::lanes`] (storylines, Tanahashi and Ma 2012). An organ that carries another on
//! keeps its lane (a path cover of the events). A source bends into an event in the slot before its date
//! and a result out of it in the slot after, so that every curve meets its date exactly and time flows
//! one way.

mod draw;
mod gaps;
mod labels;
mod panels;

pub(super) use draw::sample;
pub(super) use panels::chart;

use super::axis::Axis;
use super::extent::{Spans, Where};
use super::lanes::{StrandLink, Stretch, find, lanes};
use super::metrics::TextStyle;
use super::ordered::{is_undated, ordered};
use super::wrap::wrap;
use super::{Chart, LayoutOptions};
use crate::time::Day;
use crate::view::{EventMark, EventMarkKind, LineageView, Mark, ModalityMark};

/// Width of the slot beside an event in which curves bend.
const SLOT: f64 = 14.0;
/// Thickness of a band.
const BAR: f64 = 7.0;
/// A band shorter than this is hard to see.
const LEAST: f64 = 3.0;
/// How far a band sticks out of the axis that goes on beyond it.
const BEYOND: f64 = 8.0;
/// How long a band takes to fade where its end is not recorded.
const FADE: f64 = 40.0;
/// Above and below what stands in a lane.
const PAD: f64 = 6.0;
/// A name longer than this takes two lines.
const NAME: f64 = 190.0;
/// Room for the ticks.
const HEAD: f64 = 26.0;

/// Places all bands on one axis.
fn one_axis(view: &LineageView, options: &LayoutOptions) -> Chart {
    let spans = if is_undated(view) { ordered(view) } else { Spans::of(view) };
    let width = match spans.is_ordered {
        true => 150.0 * spans.days.iter().max().map_or(1.0, |last| f64::from(last.0) / 1000.0),
        false => 820.0 + 3.2 * view.bands.len() as f64,
    };
    let width = width.clamp(300.0, 3600.0);
    let bends = |event: &EventMark| !event.from.is_empty() && !event.into.is_empty();
    let event_marks =
        view.event_marks.iter().zip(&spans.event_marks).filter(|(event, _)| bends(event));
    let crowd: Vec<Day> = event_marks.filter_map(|(_, day)| *day).collect();
    let axis = Axis::new(spans.range, &spans.days, &crowd, width, options.stretches);
    let mut plan = BandPlan::new(view, &spans, &axis);
    plan.chain();
    plan.name();
    plan.stack();
    let ways = plan.ways();
    plan.clear(&ways);
    plan.draw(ways, options.calendar)
}

/// Everything known about one band on the page. `x` counts from the left of the drawing.
struct BandLane {
    /// First and last place where the band may be, and the part where it is for certain.
    from: f64,
    to: f64,
    solid: Option<(f64, f64)>,
    fade_in: bool,
    fade_out: bool,
    open: bool,
    /// Curves take the first or last slot of the band.
    bends_in: bool,
    bends_out: bool,
    /// The curve of an origin ends on the first slot of the band.
    joined: bool,
    /// How much more than usual its names keep off it, for the frame of what is stressed.
    lift: f64,
    strand: usize,
    names: Vec<BandName>,
    y: f64,
}

impl BandLane {
    /// Where the band itself begins and ends: past the curves that lead into and out of it, as far as it is
    /// long enough for them.
    fn ends(&self) -> (f64, f64) {
        let from = if self.bends_in { self.from + SLOT } else { self.from };
        let to = if self.bends_out { self.to - SLOT } else { self.to };
        match (self.bends_in, self.bends_out) {
            _ if from <= to => (from, to),
            (true, true) => ((from + to) / 2.0, (from + to) / 2.0),
            (true, false) => (to, to),
            _ => (from, from),
        }
    }
}

/// One label of a band.
struct BandName {
    /// Where the words begin, right of the shape of the kind.
    x: f64,
    /// How many lines above the lowest its last line stands.
    row: usize,
    lines: Vec<String>,
    /// Where the name changed; none for the first.
    change: Option<f64>,
    /// How many badges stand behind it.
    badges: usize,
}

impl BandName {
    fn right(&self) -> f64 {
        let widths = self.lines.iter().map(|line| TextStyle::Band.width(line));
        // Badges stand behind the last line, which may be shorter than others.
        let last = self.lines.last().map_or(0.0, |line| TextStyle::Band.width(line));
        self.x + widths.fold(0.0, f64::max).max(last + BADGE * self.badges as f64)
    }
}

/// Room for a badge behind a name, and for the shape of a kind before it.
const BADGE: f64 = 14.0;
const SHAPE: f64 = 11.0;

fn badges(mark: Mark) -> usize {
    usize::from(mark.disputed) + usize::from(mark.modality_mark() != ModalityMark::Stated)
}

struct BandPlan<'v> {
    view: &'v LineageView,
    spans: &'v Spans,
    axis: &'v Axis,
    /// Where the axis begins: right of the undated.
    left: f64,
    lanes: Vec<BandLane>,
    /// Where each event stands.
    nodes: Vec<f64>,
    strands: Vec<Vec<usize>>,
    rows: Vec<(f64, f64)>,
    /// Where the lane of each strand is free from, before it.
    before: Vec<f64>,
    width: f64,
    height: f64,
}

impl<'v> BandPlan<'v> {
    fn new(view: &'v LineageView, spans: &'v Spans, axis: &'v Axis) -> Self {
        let gutter = gutter(view, spans);
        let mut plan = BandPlan {
            view,
            spans,
            axis,
            left: gutter,
            lanes: Vec::new(),
            nodes: Vec::new(),
            strands: Vec::new(),
            rows: Vec::new(),
            before: Vec::new(),
            width: gutter + axis.width(),
            height: 0.0,
        };
        plan.lanes = (0..view.bands.len()).map(|band| plan.lane(band)).collect();
        plan.nodes = (0..view.event_marks.len()).map(|index| plan.node(index)).collect();
        plan
    }

    fn lane(&self, band: usize) -> BandLane {
        let right = self.left + self.axis.width();
        // What was before the days that are shown, or goes on after them, sticks out of the axis.
        let x = |day: Day| match day {
            day if day < self.spans.range.0 => self.left - BEYOND,
            day if day > self.spans.range.1 => right + BEYOND,
            day => self.left + self.axis.x(day),
        };
        let span = &self.spans.bands[band];
        let (from, to, solid) = match span.place {
            Where::Before => (0.0, self.left - 16.0, None),
            Where::After => (right + 16.0, right + 60.0, None),
            Where::Beside(day) => (x(day) + SLOT + 8.0, x(day) + SLOT + 40.0, None),
            Where::Dated { from, to, solid } => (x(from), x(to), solid.map(|(a, b)| (x(a), x(b)))),
        };
        let (fade_in, fade_out) = (span.fade_in && from >= self.left, span.fade_out && to <= right);
        let from = if fade_in { from - FADE } else { from };
        let to = if fade_out { to + FADE } else { to };
        let to = if span.open { right + BEYOND } else { to };
        let solid = if span.open { solid.map(|(a, _)| (a, right)) } else { solid };
        BandLane {
            from,
            to: to.max(from),
            solid,
            fade_in,
            fade_out,
            open: span.open,
            bends_in: false,
            bends_out: false,
            joined: false,
            lift: if self.view.bands[band].highlighted { 2.5 } else { 0.0 },
            strand: band,
            names: Vec::new(),
            y: 0.0,
        }
    }

    /// An event stands at its day; one without a day where its sources end or its results begin.
    fn node(&self, index: usize) -> f64 {
        let event = &self.view.event_marks[index];
        let dated = self.spans.event_marks[index].map(|day| self.left + self.axis.x(day));
        let begins =
            event.into.iter().map(|&band| self.lanes[band].from).fold(f64::INFINITY, f64::min);
        let ends =
            event.from.iter().map(|&band| self.lanes[band].to).fold(f64::NEG_INFINITY, f64::max);
        let starts =
            event.from.iter().map(|&band| self.lanes[band].from).fold(f64::NEG_INFINITY, f64::max);
        let undated = if begins.is_finite() { begins } else { ends };
        dated.unwrap_or(if undated.is_finite() { undated } else { self.left }).max(starts)
    }

    /// Joins bands that carry one another on into strands, the longest-lived pairs first.
    fn chain(&mut self) {
        let count = self.lanes.len();
        let (mut next, mut before) = (vec![None; count], vec![None; count]);
        let mut pairs = Vec::new();
        for (event, node) in self.view.event_marks.iter().zip(&self.nodes) {
            for (&from, &into) in
                event.from.iter().flat_map(|from| event.into.iter().map(move |into| (from, into)))
            {
                let (a, b) = (&self.lanes[from], &self.lanes[into]);
                let weak = event.kind == EventMarkKind::Origin;
                if from != into && !weak && follows(a, b) && a.to <= node + SLOT {
                    pairs.push(((a.to - a.from) + (b.to - b.from), from, into));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        // What comes back to where it began on one day must not close to a ring.
        let mut root: Vec<usize> = (0..count).collect();
        for (_, from, into) in pairs {
            let apart = find(&mut root, from) != find(&mut root, into);
            if next[from].is_none() && before[into].is_none() && apart {
                let (a, b) = (find(&mut root, from), find(&mut root, into));
                root[a.max(b)] = a.min(b);
                next[from] = Some(into);
                before[into] = Some(from);
            }
        }
        for start in (0..count).filter(|&band| before[band].is_none()) {
            let mut strand = vec![start];
            while let Some(following) = next[strand[strand.len() - 1]] {
                strand.push(following);
            }
            for &band in &strand {
                self.lanes[band].strand = self.strands.len();
            }
            self.strands.push(strand);
        }
        self.widen();
        self.bend();
    }

    /// Makes what is too short to be seen longer, but not into the band that carries it on.
    fn widen(&mut self) {
        for strand in &self.strands {
            let starts = strand.iter().skip(1).map(|&next| self.lanes[next].from);
            let starts: Vec<f64> = starts.chain([f64::INFINITY]).collect();
            for (&band, next) in strand.iter().zip(starts) {
                let lane = &mut self.lanes[band];
                let to = (lane.from + LEAST).min(next).max(lane.to);
                lane.solid = lane.solid.map(|(a, b)| (a, if b == lane.to { to } else { b }));
                lane.to = to;
            }
        }
    }

    /// Notes which bands begin or end in a curve.
    fn bend(&mut self) {
        for (event, &node) in self.view.event_marks.iter().zip(&self.nodes) {
            let home = home(event, &self.lanes);
            for &band in &event.into {
                let lane = &mut self.lanes[band];
                if Some(lane.strand) != home && (lane.from - node).abs() < SLOT {
                    // What an origin leads to began for reasons of its own, and keeps its whole length.
                    let weak = event.kind == EventMarkKind::Origin;
                    *(if weak { &mut lane.joined } else { &mut lane.bends_in }) = true;
                }
            }
            for &band in &event.from {
                let lane = &mut self.lanes[band];
                if Some(lane.strand) != home && (lane.to - node).abs() < 2.0 {
                    lane.bends_out = true;
                }
            }
        }
    }

    /// Breaks the names into lines and finds each a row above its band in which it stands alone.
    fn name(&mut self) {
        for strand in self.strands.clone() {
            let mut ends: Vec<f64> = Vec::new();
            for band in strand {
                let mut names = Vec::new();
                for (x, text, change) in self.labels(band) {
                    let lines = wrap(&text, TextStyle::Band, NAME);
                    let badges =
                        if change.is_none() { badges(self.view.bands[band].mark) } else { 0 };
                    let mut name = BandName { x, row: 0, lines, change, badges };
                    name.row = free_row(&mut ends, name.lines.len(), x, name.right() + 8.0);
                    names.push(name);
                }
                self.lanes[band].names = names;
            }
        }
    }

    fn labels(&self, band: usize) -> Vec<(f64, String, Option<f64>)> {
        let (data, lane) = (&self.view.bands[band], &self.lanes[band]);
        let bent = if lane.bends_in || lane.joined { SLOT } else { 0.0 };
        let fade = if lane.fade_in { FADE } else { 0.0 };
        let shape = if data.kind.is_some() { SHAPE } else { 0.0 };
        let x = lane.from + bent.max(fade) + shape + 1.0;
        let mut labels = vec![(x, data.label.clone(), None)];
        for (rename, day) in data.renames.iter().zip(&self.spans.bands[band].renames) {
            let x = day.map_or(lane.from, |day| self.left + self.axis.x(day));
            let x = x.clamp(lane.from + bent, lane.to.max(lane.from + bent));
            labels.push((x + 4.0, rename.label.clone(), Some(x)));
        }
        labels
    }

    /// Gives every strand its lane and every lane its height.
    fn stack(&mut self) {
        let stretches = self.stretches();
        let mut links = Vec::new();
        for (event, &x) in self.view.event_marks.iter().zip(&self.nodes) {
            let Some(home) = home(event, &self.lanes) else { continue };
            let others = event.from.iter().chain(&event.into).map(|&band| self.lanes[band].strand);
            links.extend(others.filter(|&other| other != home).map(|other| StrandLink {
                a: home,
                b: other,
                x,
            }));
        }
        let lanes = lanes(&stretches, &links);
        let count = lanes.iter().max().map_or(0, |lane| lane + 1);
        let mut words = vec![0.0; count];
        for (strand, &lane) in self.strands.iter().zip(&lanes) {
            let names = strand.iter().flat_map(|&band| &self.lanes[band].names);
            let rows = names.map(|name| name.row + name.lines.len()).max().unwrap_or(0);
            words[lane] = f64::max(words[lane], TextStyle::Band.height(rows));
        }
        let mut y = HEAD + PAD;
        for words in words {
            let bar = y + words + BAR / 2.0 + 1.0;
            self.rows.push((y, bar));
            y = bar + BAR / 2.0 + 2.0 * PAD;
        }
        for (strand, &lane) in self.strands.iter().zip(&lanes) {
            for &band in strand {
                self.lanes[band].y = self.rows[lane].1;
            }
        }
        self.before = before(&stretches, &lanes);
        self.height = y.max(HEAD + 40.0);
        self.width = stretches.iter().map(|s| s.to).fold(self.width + 8.0, f64::max);
    }

    /// The part of the axis that a strand's lane must keep free for bands and names.
    fn stretch(&self, strand: &[usize]) -> Stretch {
        let mut stretch = Stretch { from: f64::INFINITY, to: f64::NEG_INFINITY };
        for &band in strand {
            let lane = &self.lanes[band];
            stretch.from = stretch.from.min(lane.from);
            stretch.to = stretch.to.max(lane.to);
            for name in &lane.names {
                stretch.to = stretch.to.max(name.right());
            }
        }
        stretch
    }

    /// The stretches of all strands, led on to the events that they have to do with.
    fn stretches(&self) -> Vec<Stretch> {
        let mut all: Vec<Stretch> =
            self.strands.iter().map(|strand| self.stretch(strand)).collect();
        for (event, &node) in self.view.event_marks.iter().zip(&self.nodes) {
            for &band in &event.into {
                let stretch = &mut all[self.lanes[band].strand];
                stretch.from = stretch.from.min(node);
            }
            for &band in &event.from {
                let stretch = &mut all[self.lanes[band].strand];
                stretch.to = stretch.to.max(node);
            }
        }
        all.into_iter()
            .map(|Stretch { from, to }| Stretch { from: from - 6.0, to: to + 10.0 })
            .collect()
    }
}

/// For each strand, where what stands before it in its lane ends; 0 where nothing does.
fn before(stretches: &[Stretch], lanes: &[usize]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    let start = |strand: &usize| (lanes[*strand], stretches[*strand].from);
    order.sort_by(|a, b| start(a).0.cmp(&start(b).0).then(start(a).1.total_cmp(&start(b).1)));
    let mut before = vec![0.0; stretches.len()];
    for pair in order.windows(2).filter(|pair| lanes[pair[0]] == lanes[pair[1]]) {
        before[pair[1]] = stretches[pair[0]].to;
    }
    before
}

/// Whether one band may take the lane after another: no two may be there for certain at one time, and what
/// is uncertain of both may overlap a little. A band that is nowhere for certain counts from where it may
/// begin, so that those before and after it keep apart as well.
fn follows(before: &BandLane, after: &BandLane) -> bool {
    let last = before.solid.map_or(before.from, |(_, last)| last);
    let first = after.solid.map_or(after.from, |(first, _)| first);
    last <= first && before.to <= after.from + SLOT
}

/// The strand in whose lane an event stands.
fn home(event: &EventMark, lanes: &[BandLane]) -> Option<usize> {
    home_band(event, lanes).map(|band| lanes[band].strand)
}

/// The band that carries on: the only one on a side, with results before sources; else the longest.
fn home_band(event: &EventMark, lanes: &[BandLane]) -> Option<usize> {
    let long = |band: &usize| lanes[*band].to - lanes[*band].from;
    let longest = |bands: &[usize]| {
        bands.iter().copied().max_by(|a, b| long(a).total_cmp(&long(b)).then(b.cmp(a)))
    };
    match (&event.from[..], &event.into[..]) {
        ([], [one]) | (_, [one]) if event.from.len() != 1 => Some(*one),
        ([one], _) if event.kind != EventMarkKind::Absorbed => Some(*one),
        (_, [one]) => Some(*one),
        (from, into) => longest(into).or_else(|| longest(from)),
    }
}

/// The lowest row in which a label of so many lines stands alone from here to there.
fn free_row(ends: &mut Vec<f64>, lines: usize, from: f64, to: f64) -> usize {
    let free = |row: usize, ends: &[f64]| {
        (row..row + lines).all(|row| ends.get(row).is_none_or(|&end| end <= from))
    };
    let row = (0..).find(|&row| free(row, ends)).expect("rows above all others are free");
    if ends.len() < row + lines {
        ends.resize(row + lines, f64::NEG_INFINITY);
    }
    for end in &mut ends[row..row + lines] {
        *end = end.max(to);
    }
    row
}

/// Width of the ground for the undated, if there are any before the axis.
fn gutter(view: &LineageView, spans: &Spans) -> f64 {
    let before =
        view.bands.iter().zip(&spans.bands).filter(|(_, span)| span.place == Where::Before);
    let widths = before.map(|(band, _)| {
        let lines = wrap(&band.label, TextStyle::Band, NAME);
        lines.iter().map(|line| TextStyle::Band.width(line)).fold(60.0, f64::max)
    });
    widths
        .fold(None, |widest: Option<f64>, w| Some(widest.map_or(w, |widest| widest.max(w))))
        .map_or(0.0, |widest| widest + 40.0)
}
