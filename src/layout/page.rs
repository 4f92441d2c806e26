//! The page round a drawing: title and subtitle above, legend, notes and sources below. Takes a view and
//! its drawing, gives the scene. Never looks into the drawing.

use super::legend::{Form, is_small, swatch};
use super::metrics::TextStyle;
use super::scene::{Anchor, Group, Point, Scene, SceneItem, TextBlock, group, line_of_text, shift};
use super::wrap::flow;
use super::{Chart, ids};
use crate::view::{Caption, LegendEntry, LinkTarget, View};

/// White round the page.
const MARGIN: f64 = 28.0;
/// A page is at least this wide, so that a small chart does not squeeze its title.
const NARROWEST: f64 = 600.0;
/// The widest column of notes and sources.
const COLUMN: f64 = 400.0;
/// Fewer sources than this stand in one column.
const MANY: usize = 8;

/// Puts a drawing on its page.
pub(super) fn page(view: &View, chart: Chart) -> Scene {
    let caption = view.caption();
    let (mut pen, Point(x, y)) = head(caption, chart.width, chart.margin);
    let inner = pen.inner;
    let mut items = chart.items;
    if chart.at != Point(x, y) {
        shift(&mut items, x - chart.at.0, y - chart.at.1);
    }
    pen.items.push(group("chart", items));
    pen.y = y + chart.height + chart.margin + 20.0;
    let form = match view {
        View::Hierarchy(_) | View::Network(_) => Form::Box,
        View::Lineage(_) => Form::Band,
        View::Roster(_) => Form::Pip,
        View::Tenures(_) => Form::Bar,
    };
    let mut legend = view.legend();
    legend.retain(|entry| !chart.unused.contains(&entry.sign));
    pen.legend(&legend, form);
    pen.foot(caption, &chart.notes);
    ids::tell_apart(&mut pen.items);
    Scene {
        width: (inner + 2.0 * MARGIN).ceil(),
        height: (pen.y + MARGIN - 8.0).ceil(),
        title: caption.title.clone(),
        description: caption.subtitle.clone(),
        items: pen.items,
    }
}

/// Where the page has the top left of a drawing of this width. A large one that is drawn there need not be
/// moved.
pub(super) fn origin(caption: &Caption, width: f64, margin: f64) -> Point {
    head(caption, width, margin).1
}

/// The page with title and subtitle, and where the drawing begins.
fn head(caption: &Caption, width: f64, margin: f64) -> (Pen, Point) {
    let inner = (width + 2.0 * margin).max(NARROWEST);
    let mut pen = Pen { y: MARGIN, inner, items: Vec::new() };
    pen.head(caption);
    let x = MARGIN + margin + ((inner - width) / 2.0 - margin).max(0.0);
    let y = pen.y + margin;
    (pen, Point(x, y))
}

/// Writes down the page.
struct Pen {
    y: f64,
    inner: f64,
    items: Vec<SceneItem>,
}

impl Pen {
    fn head(&mut self, caption: &Caption) {
        let mut items = Vec::new();
        for (style, text) in [
            (TextStyle::Title, &caption.title),
            (TextStyle::Subtitle, &caption.second_title),
            (TextStyle::Subtitle, &caption.subtitle),
        ] {
            if !text.is_empty() {
                items.push(self.paragraph(style, "", MARGIN, self.inner, text));
            }
        }
        if !items.is_empty() {
            self.items.push(group("head", items));
            self.y += 16.0;
        }
    }

    /// A wrapped text at the pen; the pen moves below it.
    fn paragraph(
        &mut self,
        style: TextStyle,
        class: &'static str,
        x: f64,
        width: f64,
        text: &str,
    ) -> SceneItem {
        let lines = flow(text, style, width);
        let y = self.y + style.ascent();
        self.y += style.height(lines.len()) + 2.0;
        SceneItem::Text(TextBlock {
            class: class.into(),
            style,
            x,
            y,
            anchor: Anchor::Start,
            lines,
        })
    }

    fn legend(&mut self, entries: &[LegendEntry], form: Form) {
        if entries.is_empty() {
            return;
        }
        let (mut x, mut items) = (MARGIN, Vec::new());
        let row = TextStyle::Foot.leading() + 6.0;
        for entry in entries {
            let sample = if is_small(entry.sign, form) { 16.0 } else { 34.0 };
            let width = sample + TextStyle::Foot.width(&entry.text) + 20.0;
            if x > MARGIN && x + width - 20.0 > MARGIN + self.inner {
                (x, self.y) = (MARGIN, self.y + row);
            }
            let words = (self.inner - sample).max(40.0);
            let lines = flow(&entry.text, TextStyle::Foot, words);
            let more = TextStyle::Foot.height(lines.len() - 1);
            let y = self.y + TextStyle::Foot.ascent();
            items.extend(swatch(entry.sign, form, x, self.y + TextStyle::Foot.leading() / 2.0));
            let style = TextStyle::Foot;
            let text = TextBlock {
                class: "".into(),
                style,
                x: x + sample,
                y,
                anchor: Anchor::Start,
                lines,
            };
            items.push(SceneItem::Text(text));
            x += width;
            self.y += more;
        }
        self.y += row + 6.0;
        self.items.push(group("legend", items));
    }

    fn foot(&mut self, caption: &Caption, notes: &[String]) {
        let mut items = Vec::new();
        for note in notes.iter().chain(&caption.notes) {
            items.push(self.paragraph(
                TextStyle::Foot,
                "note",
                MARGIN,
                self.inner.min(860.0),
                note,
            ));
        }
        if !items.is_empty() {
            self.y += 6.0;
        }
        if !caption.sources.is_empty() {
            items.push(self.paragraph(TextStyle::FootHead, "", MARGIN, self.inner, "Sources"));
            self.sources(caption, &mut items);
        }
        if !items.is_empty() {
            self.items.push(group("foot", items));
        }
    }

    /// The numbered sources, in as many columns as the page has room for.
    fn sources(&mut self, caption: &Caption, items: &mut Vec<SceneItem>) {
        let room = (self.inner / COLUMN).floor() as usize;
        let columns = room.clamp(1, caption.sources.len().div_ceil(MANY));
        let width = self.inner / columns as f64 - 24.0;
        let rows = caption.sources.len().div_ceil(columns);
        let (top, mut lowest) = (self.y, self.y);
        for (i, source) in caption.sources.iter().enumerate() {
            if i % rows == 0 {
                self.y = top;
            }
            let x = MARGIN + (i / rows) as f64 * (width + 24.0);
            let number = format!("{}.", source.number);
            let baseline = self.y + TextStyle::Foot.ascent();
            let mut parts =
                vec![line_of_text(TextStyle::Foot, x + 18.0, baseline, Anchor::End, number)];
            parts.push(self.paragraph(TextStyle::Foot, "", x + 24.0, width - 24.0, &source.text));
            items.push(SceneItem::from(Group {
                class: "source".into(),
                id: Some(format!("s-{}", source.number)),
                link: source.link.clone().map(LinkTarget::Page),
                items: parts,
                ..Group::default()
            }));
            lowest = lowest.max(self.y);
        }
        self.y = lowest;
    }
}
