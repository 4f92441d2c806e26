//! Draws placed tenures: bars, names, vacancies, posts at the left. Takes rows with their places, gives
//! items; never decides where a bar stands.

use super::words::{POSTS, SIGN, badges, name_width, post_words};
use super::{HEAD, LEFT, PAD, PlacedBar, PlacedRow, TenurePlan, UNDATED};
use crate::layout::metrics::TextStyle;
use crate::layout::scene::{
    Anchor, Group, HALO, PathStep, Point, Rect, SceneItem, TextBlock, group, line_of_text, path,
    shift,
};
use crate::layout::{Calendar, ids, symbols};
use crate::time::Day;
use crate::view::{Bar, Sign, Status, TenureRow, Vacancy};

/// Between the strokes of one who acts for the holder.
const HATCH: f64 = 6.0;
/// How far the point of a bar that goes on reaches, for one of its height.
const ARROW: f64 = 0.45;
/// What stands where nobody is recorded.
const VACANT: &str = "no holder recorded";

impl TenurePlan<'_> {
    /// Everything on the page, back to front.
    pub(super) fn items(&self, undated: Option<f64>, calendar: Option<Calendar>) -> Vec<SceneItem> {
        let mut time = self.axis.draw(HEAD, self.height, calendar);
        shift(std::slice::from_mut(&mut time), LEFT, 0.0);
        let mut items = vec![time];
        items.extend(undated.map(|x| self.beside(x)));
        items.push(group("rules", self.rules()));
        let rows = self.view.rows.iter().zip(&self.rows);
        items.extend(rows.map(|(row, placed)| self.row(row, placed, undated.unwrap_or_default())));
        items
    }

    /// A hairline between two rows.
    fn rules(&self) -> Vec<SceneItem> {
        let line = |row: &PlacedRow| {
            path(
                "grid",
                vec![
                    PathStep::Move(Point(0.0, row.top)),
                    PathStep::Line(Point(self.width, row.top)),
                ],
            )
        };
        self.rows.iter().skip(1).map(line).collect()
    }

    /// The ground on which the undated stand.
    fn beside(&self, x: f64) -> SceneItem {
        let w = self.width - x;
        let rect = Rect { class: "gutter".into(), x, y: HEAD, w, h: self.height - HEAD, r: 0.0 };
        let label = line_of_text(
            TextStyle::Tick,
            x + w / 2.0,
            HEAD - 6.0,
            Anchor::Middle,
            "undated".into(),
        );
        group("undated", vec![SceneItem::Rect(rect), label])
    }

    fn row(&self, row: &TenureRow, placed: &PlacedRow, undated: f64) -> SceneItem {
        let mut items = vec![post(row, placed)];
        items.extend(row.gaps.iter().map(|gap| self.vacancy(row, gap, placed)));
        items.push(group("leaders", placed.bars.iter().flatten().filter_map(leader).collect()));
        for (bar, place) in row.bars.iter().zip(&placed.bars) {
            items.extend(place.as_ref().map(|place| self.tenure(row, bar, place)));
        }
        for (bar, lines, top) in &placed.undated {
            items.push(loose_name(row, &row.bars[*bar], lines, undated + 8.0, *top));
        }
        group("row", items)
    }

    fn vacancy(&self, row: &TenureRow, gap: &Vacancy, placed: &PlacedRow) -> SceneItem {
        let (from, to) = (gap.from.max(self.range.0), gap.to.min(self.range.1));
        let (a, b) = (self.x(from), self.x(Day(to.0.saturating_add(1))));
        let y = placed.first;
        let mut steps = vec![PathStep::Move(Point(a, y)), PathStep::Line(Point(b, y))];
        for x in [a, b] {
            steps.extend([PathStep::Move(Point(x, y - 4.0)), PathStep::Line(Point(x, y + 4.0))]);
        }
        let mut items = vec![path("vacant", steps)];
        let style = TextStyle::Tick;
        if style.width(VACANT) + 8.0 < b - a {
            items.push(SceneItem::Text(TextBlock {
                class: HALO.into(),
                style,
                x: (a + b) / 2.0,
                y: y + style.ascent() * 0.38,
                anchor: Anchor::Middle,
                lines: vec![VACANT.to_owned()],
            }));
        }
        SceneItem::from(Group {
            class: "vacancy".into(),
            id: Some(ids::of("vacant", &row.id)),
            tooltip: gap.tooltip.clone(),
            items,
            ..Group::default()
        })
    }

    fn tenure(&self, row: &TenureRow, bar: &Bar, place: &PlacedBar) -> SceneItem {
        let mut items = shape(place, bar.status);
        let (before, after) = place.extent.goes_beyond(self.range);
        items.extend(before.then(|| chevron(place, place.from + 3.0, -1.0)));
        items.extend(after.then(|| chevron(place, place.to - 3.0, 1.0)));
        // Words over strokes have a ground of their own.
        let solid = place.solid.map_or((place.to, place.to), |(from, to)| (from - 1.0, to));
        let crosses = !(solid.0..solid.1).contains(&(place.name.x + name_width(bar)))
            || !(solid.0..solid.1).contains(&place.name.x);
        let is_over = place.name.x < place.to && crosses && place.extent.fades() == (false, false);
        let has_ground = place.name.is_above || is_over || bar.status == Status::Acting;
        let class = if has_ground { HALO } else { "" };
        items.extend(name(bar, class, &place.name.lines, place.name.x, place.name.baseline));
        let (x, y, h) = (place.from, place.y, place.height);
        let w = place.to - x + if place.extent.is_open { ARROW * h } else { 0.0 };
        let whole = Rect { x, y, w, h, ..Rect::default() };
        items.extend(bar.highlighted.then(|| symbols::ring(&whole, 2.0)));
        tenure_group(row, bar, items)
    }
}

/// The stroke from a name down to its bar.
fn leader(place: &PlacedBar) -> Option<SceneItem> {
    let top = place.name.baseline - TextStyle::Band.ascent() + 2.0;
    let x = place.from + 0.5;
    let steps = vec![PathStep::Move(Point(x, place.y)), PathStep::Line(Point(x, top))];
    place.name.is_above.then(|| path("leader", steps))
}

fn tenure_group(row: &TenureRow, bar: &Bar, items: Vec<SceneItem>) -> SceneItem {
    let held = if bar.status.is_holder() { "" } else { " honour" };
    let stress = symbols::stress_class(bar.highlighted);
    SceneItem::from(Group {
        class: format!("tenure k0{held}{}{stress}", symbols::mark_class(bar.mark)).into(),
        id: Some(format!("{}@{}", bar.person, row.id)),
        tooltip: bar.tooltip.clone(),
        link: bar.link.clone(),
        items,
        scale: None,
    })
}

/// A name with the sign of an honour before it and badges behind.
fn name(bar: &Bar, class: &'static str, lines: &[String], x: f64, baseline: f64) -> Vec<SceneItem> {
    let style = TextStyle::Band;
    let middle = baseline - style.ascent() * 0.38;
    let mut items = Vec::new();
    if lines.is_empty() {
        return items;
    }
    let mut x = x;
    if !bar.status.is_holder() {
        items.push(symbols::pip(bar.status, Point(x + 4.0, middle), 3.6));
        x += SIGN;
    }
    let last = lines.last().map_or(0.0, |line| style.width(line));
    let below = style.leading() * lines.len().saturating_sub(1) as f64;
    items.push(SceneItem::Text(TextBlock {
        class: class.into(),
        style,
        x,
        y: baseline,
        anchor: Anchor::Start,
        lines: lines.to_vec(),
    }));
    let count = badges(bar.mark);
    let end = Point(x + last + 8.0 + 13.0 * count.saturating_sub(1) as f64, middle + below);
    items.extend(symbols::badges(bar.mark, end));
    items
}

fn loose_name(row: &TenureRow, bar: &Bar, lines: &[String], x: f64, top: f64) -> SceneItem {
    let mut items = name(bar, "", lines, x, top + TextStyle::Band.ascent());
    let (w, h) = (name_width(bar).min(UNDATED), TextStyle::Band.height(lines.len()));
    let words = Rect { x, y: top, w, h, ..Rect::default() };
    items.extend(bar.highlighted.then(|| symbols::ring(&words, 2.0)));
    tenure_group(row, bar, items)
}

/// The title of a row, its organ below.
fn post(row: &TenureRow, placed: &PlacedRow) -> SceneItem {
    let mut items = Vec::new();
    let mut y = placed.top + PAD;
    for (style, lines) in post_words(row) {
        let height = style.height(lines.len());
        items.push(SceneItem::Text(TextBlock {
            class: "".into(),
            style,
            x: 0.0,
            y: y + style.ascent(),
            anchor: Anchor::Start,
            lines,
        }));
        y += height;
    }
    debug_assert!(y <= placed.bottom + 0.01);
    let top = placed.top + PAD;
    let words = Rect { y: top, w: POSTS, h: y - top, ..Rect::default() };
    items.extend(row.highlighted.then(|| symbols::ring(&words, 2.5)));
    let stress = symbols::stress_class(row.highlighted);
    SceneItem::from(Group {
        class: format!("post{}{stress}", symbols::mark_class(row.mark)).into(),
        id: Some(row.id.clone()),
        tooltip: row.tooltip.clone(),
        link: row.link.clone(),
        items,
        scale: None,
    })
}

/// The bar itself: a box for what is certain, dashes for what a bound leaves open, fading ends.
fn shape(place: &PlacedBar, status: Status) -> Vec<SceneItem> {
    let (y, h) = (place.y, place.height);
    let (fade_in, fade_out) = place.extent.fades();
    let (a, b) = match (place.solid, fade_in || fade_out) {
        (Some(solid), _) => solid,
        (None, true) => (place.known, place.known),
        (None, false) => (place.to, place.to),
    };
    let (a, b) = (a.clamp(place.from, place.to), b.clamp(place.from, place.to));
    let rect = |class: &'static str, from: f64, to: f64| {
        SceneItem::Rect(Rect { class: class.into(), x: from, y, w: to - from, h, r: 0.0 })
    };
    let dashes = |from: f64, to: f64| {
        let steps = vec![
            PathStep::Move(Point(from, y)),
            PathStep::Line(Point(to, y)),
            PathStep::Line(Point(to, y + h)),
            PathStep::Line(Point(from, y + h)),
            PathStep::Close,
        ];
        path("unsure", steps)
    };
    let mut items = Vec::new();
    if a > place.from + 0.5 {
        items.push(if fade_in { rect("fade-in", place.from, a) } else { dashes(place.from, a) });
    }
    if place.to > b + 0.5 {
        items.push(if fade_out { rect("fade-out", b, place.to) } else { dashes(b, place.to) });
    }
    if b > a {
        items.push(rect("box", a, b));
    } else if fade_in || fade_out {
        items
            .push(path("edge", vec![PathStep::Move(Point(a, y)), PathStep::Line(Point(a, y + h))]));
    }
    if status == Status::Acting {
        items.push(hatch(place.from, place.to, y, h));
    }
    if place.extent.is_open {
        items.push(arrow(place.to, y, h));
    }
    items
}

/// Slanted strokes, each cut off at the ends of the bar.
fn hatch(from: f64, to: f64, y: f64, h: f64) -> SceneItem {
    let count = ((to - from + h) / HATCH).floor() as usize;
    let steps = (1..=count).flat_map(|stroke| {
        let low = from + HATCH * stroke as f64 - h;
        let (a, b) = (low.max(from), (low + h).min(to));
        let height = |x: f64| y + h - (x - low);
        [PathStep::Move(Point(a, height(a))), PathStep::Line(Point(b.max(a), height(b.max(a))))]
    });
    path("hatch", steps.collect())
}

/// The point of a bar that goes on.
fn arrow(x: f64, y: f64, h: f64) -> SceneItem {
    let steps = vec![
        PathStep::Move(Point(x, y)),
        PathStep::Line(Point(x + ARROW * h, y + h / 2.0)),
        PathStep::Line(Point(x, y + h)),
        PathStep::Close,
    ];
    path("go-on", steps)
}

/// A mark that the tenure goes beyond the days shown.
fn chevron(place: &PlacedBar, x: f64, way: f64) -> SceneItem {
    let (middle, r) = (place.y + place.height / 2.0, 3.5);
    let steps = vec![
        PathStep::Move(Point(x, middle - r)),
        PathStep::Line(Point(x + 3.0 * way, middle)),
        PathStep::Line(Point(x, middle + r)),
    ];
    path("beyond", steps)
}

/// The sample of a sign in a legend.
pub(in crate::layout) fn sample(sign: Sign, x: f64, y: f64) -> Vec<SceneItem> {
    let (top, h) = (y - 5.0, 10.0);
    let rect = |class: &'static str, x: f64, w: f64| {
        SceneItem::Rect(Rect { class: class.into(), x, y: top, w, h, r: 0.0 })
    };
    let line = |class: &'static str, a: f64, b: f64| {
        path(class, vec![PathStep::Move(Point(a, y)), PathStep::Line(Point(b, y))])
    };
    let items = match sign {
        Sign::Imprecise => {
            let (a, b) = (x, x + 14.0);
            let steps = vec![
                PathStep::Move(Point(a, top)),
                PathStep::Line(Point(b, top)),
                PathStep::Line(Point(b, top + h)),
                PathStep::Line(Point(a, top + h)),
                PathStep::Close,
            ];
            vec![path("unsure", steps), rect("box", b, 14.0)]
        }
        Sign::EndNotRecorded => vec![rect("fade-out", x, 28.0)],
        Sign::Open => vec![rect("box", x, 22.0), arrow(x + 22.0, top, h)],
        Sign::Vacant => vec![line("vacant", x, x + 28.0)],
        Sign::Held(Status::Acting) => vec![rect("box", x, 28.0), hatch(x, x + 28.0, top, h)],
        _ => return Vec::new(),
    };
    let class = if sign == Sign::Vacant { "vacancy" } else { "tenure sample k0" };
    vec![SceneItem::from(Group { class: class.into(), items, ..Group::default() })]
}
