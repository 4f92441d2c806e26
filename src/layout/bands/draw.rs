//! Draws the bands, curves and events of a lineage where the plan has put them. Takes a plan, gives items;
//! never moves anything.

use super::gaps::Bars;
use super::{BADGE, BAR, BandLane, BandName, BandPlan, FADE, HEAD, SHAPE, SLOT, home_band};
use crate::layout::axis::foot;
use crate::layout::extent::{Known, Where};
use crate::layout::metrics::TextStyle;
use crate::layout::scene::{
    Anchor, Group, HALO, PathStep, Point, Rect, SceneItem, TextBlock, group, path, shift,
};
use crate::layout::{Calendar, Chart, ids, symbols};
use crate::view::{Band, EventMark, EventMarkKind, Sign};

impl BandPlan<'_> {
    pub(super) fn draw(self, ways: Vec<EventCurve>, calendar: Option<Calendar>) -> Chart {
        let bottom = self.height;
        let calendar = calendar.filter(|_| !self.spans.is_ordered);
        let mut time = match self.spans.is_ordered {
            true => self.axis.draw_order(HEAD),
            false => self.axis.draw(HEAD, bottom, calendar),
        };
        move_right(&mut time, self.left);
        let mut items = self.gutters(bottom);
        items.push(time);
        items.push(group("links", self.links(ways)));
        let bands = (0..self.lanes.len()).map(|band| self.band(band)).collect();
        items.push(group("bands", bands));
        items.push(group("changes", self.event_marks()));
        let foot = foot(bottom - HEAD, calendar);
        let (width, height) = (self.width, self.height + foot);
        Chart { items, width, height, margin: 12.0, unused: self.unused(), ..Chart::default() }
    }

    /// The grounds on which the undated stand.
    fn gutters(&self, bottom: f64) -> Vec<SceneItem> {
        let right = self.left + self.axis.width() + 12.0;
        let places = self.spans.bands.iter().map(|span| span.place);
        let before = places.clone().any(|place| place == Where::Before);
        let after = places.clone().any(|place| place == Where::After);
        let ground = |x: f64, w: f64| {
            let rect = Rect { class: "gutter".into(), x, y: HEAD, w, h: bottom - HEAD, r: 0.0 };
            let label = TextBlock {
                class: "".into(),
                style: TextStyle::Tick,
                x: x + w / 2.0,
                y: HEAD - 6.0,
                anchor: Anchor::Middle,
                lines: vec!["undated".to_owned()],
            };
            group("undated", vec![SceneItem::Rect(rect), SceneItem::Text(label)])
        };
        let mut items = self.plots();
        if before {
            items.push(ground(-4.0, self.left - 8.0));
        }
        if after {
            items.push(ground(right, self.width - right));
        }
        items
    }

    /// A ground for each undated band that stands beside an event.
    fn plots(&self) -> Vec<SceneItem> {
        let beside = |(_, span): &(&BandLane, &Known)| matches!(span.place, Where::Beside(_));
        let plot = |(lane, _): (&BandLane, &Known)| {
            let name = &lane.names[0];
            let top = baseline(lane, name) - TextStyle::Band.height(name.lines.len()) - 1.0;
            let (x, right) = (lane.from - 6.0, lane.to.max(name.right()) + 6.0);
            let h = lane.y + BAR / 2.0 + 5.0 - top;
            SceneItem::Rect(Rect { class: "gutter".into(), x, y: top, w: right - x, h, r: 4.0 })
        };
        self.lanes.iter().zip(&self.spans.bands).filter(beside).map(plot).collect()
    }

    /// The signs of the legend that this drawing has no use for.
    fn unused(&self) -> Vec<Sign> {
        // Where nothing has a date, nothing fades either.
        if self.spans.is_ordered {
            return vec![Sign::EndNotRecorded];
        }
        let dated = |span: &Known| matches!(span.place, Where::Dated { .. });
        let none = self.spans.bands.iter().all(dated);
        none.then_some(Sign::Undated).into_iter().collect()
    }

    /// Where the first origin of each band lies.
    fn first_origins(&self) -> Vec<f64> {
        let mut first = vec![f64::INFINITY; self.lanes.len()];
        for (event, &node) in self.view.event_marks.iter().zip(&self.nodes) {
            let off = |band: usize| self.event_y(event).is_some_and(|y| y != self.lanes[band].y);
            if event.kind == EventMarkKind::Origin {
                for &band in event.into.iter().filter(|&&band| off(band)) {
                    first[band] = first[band].min(node);
                }
            }
        }
        first
    }

    fn links(&self, ways: Vec<EventCurve>) -> Vec<SceneItem> {
        let bars = Bars::of(self);
        let items = ways.into_iter().map(|way| {
            let event = &self.view.event_marks[way.event];
            self.link(event, way.band, bars.under(way.steps))
        });
        items.collect()
    }

    /// What joins events and bands.
    pub(super) fn ways(&self) -> Vec<EventCurve> {
        let mut ways = Vec::new();
        let first = self.first_origins();
        for (index, (event, &node)) in self.view.event_marks.iter().zip(&self.nodes).enumerate() {
            let Some(y) = self.event_y(event) else { continue };
            for &band in &event.from {
                let lane = &self.lanes[band];
                let out = lane.to.min(node - SLOT).max(lane.ends().0).min(node);
                let steps = self.way(Point(out, lane.y), Point(node, y), Bend::Late);
                ways.push(EventCurve { event: index, band, steps });
            }
            for &band in &event.into {
                let lane = &self.lanes[band];
                let to = lane.ends().0;
                // Where an earlier one runs along the lane already, the next joins it.
                let joins =
                    event.kind == EventMarkKind::Origin && y != lane.y && node > first[band];
                let to = if joins { to.min(node + SLOT) } else { to };
                let to = if lane.joined { to.max((node + SLOT).min(lane.to)) } else { to };
                let steps = self.way(Point(node, y), Point(to.max(node), lane.y), Bend::Early);
                ways.push(EventCurve { event: index, band, steps });
            }
        }
        ways.retain(|way| !way.steps.is_empty());
        ways
    }

    /// The name of an event: what happened, and the one before it, the one after it, or both.
    fn name_of(&self, event: &EventMark) -> String {
        let id = |band: usize| &self.view.bands[band].id[..];
        let kind = event.kind.to_string();
        match (&event.from[..], &event.into[..]) {
            ([from], [into]) if from != into => ids::of(&kind, &ids::line(id(*from), id(*into))),
            ([one], [_, _, ..]) | (_, [one, ..]) | ([one, ..], []) => ids::of(&kind, id(*one)),
            ([], []) => kind,
        }
    }

    /// The line between an event and a band.
    fn link(&self, event: &EventMark, band: usize, steps: Vec<PathStep>) -> SceneItem {
        let band = &self.view.bands[band];
        let (kind, mark) = (symbols::kind_class(band.kind), symbols::mark_class(event.mark));
        let weak = if event.kind == EventMarkKind::Origin { " origin" } else { "" };
        SceneItem::from(Group {
            class: "curve".into(),
            id: Some(ids::line(&self.name_of(event), &band.id)),
            tooltip: event.tooltip.clone(),
            link: event.link.clone(),
            items: vec![path(format!("link {kind}{weak}{mark}"), steps)],
            scale: None,
        })
    }

    /// A curve within one slot and a straight run along the lane of the band.
    fn way(&self, from: Point, to: Point, bend: Bend) -> Vec<PathStep> {
        if from.1 == to.1 {
            let far = to.0 - from.0 > SLOT + 1.0;
            return if far { vec![PathStep::Move(from), PathStep::Line(to)] } else { Vec::new() };
        }
        let (a, b) = match bend {
            Bend::Late => (Point((to.0 - SLOT).max(from.0), from.1), to),
            Bend::Early => (from, Point((from.0 + SLOT).min(to.0).max(from.0 + 4.0), to.1)),
        };
        let reach = (b.0 - a.0) * 0.5;
        let mut steps = vec![PathStep::Move(from)];
        if a.0 > from.0 {
            steps.push(PathStep::Line(a));
        }
        steps.push(PathStep::Curve(Point(a.0 + reach, a.1), Point(b.0 - reach, b.1), b));
        if to.0 > b.0 {
            steps.push(PathStep::Line(to));
        }
        steps
    }

    /// The height at which an event stands: in the lane of the one that carries on.
    fn event_y(&self, event: &EventMark) -> Option<f64> {
        home_band(event, &self.lanes).map(|band| self.lanes[band].y)
    }

    fn band(&self, band: usize) -> SceneItem {
        let (data, lane) = (&self.view.bands[band], &self.lanes[band]);
        let mut items = bar(lane);
        if data.highlighted {
            let (x, end) = (lane.ends().0, lane.ends().1.max(lane.to));
            let w = end - x;
            let place = Rect { x, y: lane.y - BAR / 2.0, w, h: BAR, ..Rect::default() };
            items.insert(0, symbols::ring(&place, 1.6));
        }
        for (at, name) in lane.names.iter().enumerate() {
            items.extend(name.change.map(|x| rename(data, at, Point(x, lane.y))));
            items.push(self.words(lane, name));
        }
        if let Some(name) = lane.names.first() {
            items.extend(data.kind.map(|kind| symbols::shape(kind, before(lane, name), 3.4)));
            items.extend(symbols::badges(data.mark, behind(lane, name)));
        }
        let classes = format!(
            "band {}{}{}",
            symbols::kind_class(data.kind),
            symbols::mark_class(data.mark),
            symbols::stress_class(data.highlighted)
        );
        SceneItem::from(Group {
            class: classes.into(),
            id: Some(data.id.clone()),
            tooltip: data.tooltip.clone(),
            link: data.link.clone(),
            items,
            scale: None,
        })
    }

    fn words(&self, lane: &BandLane, name: &BandName) -> SceneItem {
        let style = TextStyle::Band;
        let y = baseline(lane, name) - style.height(name.lines.len() - 1);
        SceneItem::Text(TextBlock {
            class: HALO.into(),
            style,
            x: name.x,
            y,
            anchor: Anchor::Start,
            lines: name.lines.clone(),
        })
    }

    fn event_marks(&self) -> Vec<SceneItem> {
        let mut items = Vec::new();
        for (event, &x) in self.view.event_marks.iter().zip(&self.nodes) {
            let Some(y) = self.event_y(event) else { continue };
            let mut parts = match event.left_out {
                0 => vec![symbols::event(event.kind, Point(x, y))],
                _ => vec![symbols::cut(Point(x - 4.0, y), Point(x + 4.0, y))],
            };
            parts.extend(symbols::badges(event.mark, Point(x, y + 11.0)));
            items.push(SceneItem::from(Group {
                class: format!("event{}", symbols::mark_class(event.mark)).into(),
                id: Some(self.name_of(event)),
                tooltip: event.tooltip.clone(),
                link: event.link.clone(),
                items: parts,
                scale: None,
            }));
        }
        items
    }
}

/// The stroke at which a name begins that is not the first.
fn rename(band: &Band, name: usize, Point(x, y): Point) -> SceneItem {
    let (top, foot) = (y - BAR / 2.0 - 2.0, y + BAR / 2.0 + 2.0);
    let stroke =
        path("rename", vec![PathStep::Move(Point(x, top)), PathStep::Line(Point(x, foot))]);
    let reported = name.checked_sub(1).and_then(|rename| band.renames.get(rename));
    SceneItem::from(Group {
        class: "renamed".into(),
        id: Some(ids::of("renamed", &band.id)),
        tooltip: reported.map_or_else(String::new, |rename| rename.tooltip.clone()),
        link: reported.and_then(|rename| rename.link.clone()),
        items: vec![stroke],
        scale: None,
    })
}

/// The baseline of the last line of a name.
pub(super) fn baseline(lane: &BandLane, name: &BandName) -> f64 {
    lane.y - BAR / 2.0 - 4.0 - lane.lift - TextStyle::Band.leading() * name.row as f64
}

/// Where the shape of the kind stands, at the first line of a name.
fn before(lane: &BandLane, name: &BandName) -> Point {
    let style = TextStyle::Band;
    let first = baseline(lane, name) - style.height(name.lines.len() - 1);
    Point(name.x - SHAPE + 4.0, first - style.ascent() * 0.36)
}

/// Where the last badge behind a name stands.
fn behind(lane: &BandLane, name: &BandName) -> Point {
    let style = TextStyle::Band;
    let last = name.lines.last().map_or(0.0, |line| style.width(line));
    let y = baseline(lane, name) - style.ascent() * 0.36;
    Point(name.x + last + BADGE * name.badges as f64 - 4.0, y)
}

/// What leads from a band to an event or from an event to a band.
pub(super) struct EventCurve {
    event: usize,
    band: usize,
    pub(super) steps: Vec<PathStep>,
}

/// At which end of a straight run a curve bends.
#[derive(Clone, Copy)]
enum Bend {
    Early,
    Late,
}

fn move_right(item: &mut SceneItem, by: f64) {
    shift(std::slice::from_mut(item), by, 0.0);
}

/// The band itself: solid where it is certain, dashed within bounds, fading where nothing is recorded.
fn bar(lane: &BandLane) -> Vec<SceneItem> {
    let (top, y) = (lane.y - BAR / 2.0, lane.y);
    let (from, to) = lane.ends();
    let mut items = Vec::new();
    let rect = |class: &'static str, a: f64, b: f64| {
        SceneItem::Rect(Rect { class: class.into(), x: a, y: top, w: b - a, h: BAR, r: 0.0 })
    };
    let inner = (
        if lane.fade_in { lane.from + FADE } else { from },
        if lane.fade_out { lane.to - FADE } else { to },
    );
    let dashes = |a: f64, b: f64| {
        path("loose", vec![PathStep::Move(Point(a, y)), PathStep::Line(Point(b, y))])
    };
    let solid = lane.solid.map(|(a, b)| (a.max(inner.0), b.min(inner.1))).filter(|(a, b)| b > a);
    let (a, b) = solid.unwrap_or((inner.1, inner.1));
    if lane.fade_in {
        items.push(rect("fade-in", lane.from, inner.0));
    }
    if a > inner.0 + 0.5 {
        items.push(dashes(inner.0, a));
    }
    if b > a {
        items.push(rect("bar", a, b));
    }
    let last = if lane.open { inner.1 - 8.0 } else { inner.1 };
    if last > b + 0.5 && solid.is_some() {
        items.push(dashes(b, last));
    }
    if lane.fade_out {
        items.push(rect("fade-out", inner.1.max(from), lane.to));
    }
    if items.is_empty() {
        // Too short to be seen otherwise: a stroke across the lane, on which others may go on.
        let place = Rect { x: from - 1.0, y: top - 3.0, w: 2.0, h: BAR + 6.0, ..Rect::default() };
        items.push(SceneItem::Rect(Rect { class: "moment".into(), ..place }));
    }
    if lane.open {
        items.push(arrow(lane.to, y));
    }
    items
}

/// The head of a band that is known to go on.
fn arrow(tip: f64, y: f64) -> SceneItem {
    let steps = vec![
        PathStep::Move(Point(tip - 8.0, y - BAR / 2.0 - 2.5)),
        PathStep::Line(Point(tip + 1.0, y)),
        PathStep::Line(Point(tip - 8.0, y + BAR / 2.0 + 2.5)),
        PathStep::Close,
    ];
    path("go-on", steps)
}

/// A stretch of band for the legend.
pub(in crate::layout) fn sample(sign: Sign, x: f64, y: f64) -> SceneItem {
    let mut lane = BandLane {
        from: x,
        to: x + 28.0,
        solid: Some((x, x + 28.0)),
        fade_in: false,
        fade_out: false,
        open: false,
        bends_in: false,
        bends_out: false,
        joined: false,
        lift: 0.0,
        strand: 0,
        names: Vec::new(),
        y,
    };
    match sign {
        Sign::Imprecise => lane.solid = Some((x + 17.0, x + 28.0)),
        Sign::EndNotRecorded => {
            lane.fade_out = true;
            lane.from = x - 14.0;
        }
        Sign::Open => lane.open = true,
        _ => lane.solid = None,
    }
    let mut items = bar(&lane);
    if sign == Sign::EndNotRecorded {
        items.remove(0);
        let rect = Rect { class: "fade-out".into(), x, y: y - BAR / 2.0, w: 28.0, h: BAR, r: 0.0 };
        items = vec![SceneItem::Rect(rect)];
    }
    SceneItem::from(Group { class: "sample k-none".into(), items, ..Group::default() })
}
