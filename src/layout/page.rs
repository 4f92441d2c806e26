//! The page round a drawing: title and subtitle above, legend, notes and sources below. Takes a view and
//! its drawing, gives the scene. Never looks into the drawing.

use super::metrics::TextStyle;
use super::scene::{
    Anchor, Group, Path, PathStep, Point, Rect, Scene, SceneItem, TextBlock, group, line_of_text,
    path,
};
use super::wrap::flow;
use super::{Chart, ids, symbols};
use crate::time::Answer;
use crate::view::{
    Caption, Change, LegendEntry, LinkTarget, Mark, Modality, ModalityMark, Sign, Status, View,
};

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

/// Moves everything by the same way.
pub(super) fn shift(items: &mut [SceneItem], dx: f64, dy: f64) {
    let moved = |Point(x, y): Point| Point(x + dx, y + dy);
    for item in items {
        match item {
            SceneItem::Group(group) => shift(&mut group.items, dx, dy),
            SceneItem::Rect(rect) => (rect.x, rect.y) = (rect.x + dx, rect.y + dy),
            SceneItem::Text(text) => (text.x, text.y) = (text.x + dx, text.y + dy),
            SceneItem::Path(path) => {
                for step in &mut path.steps {
                    *step = match *step {
                        PathStep::Move(a) => PathStep::Move(moved(a)),
                        PathStep::Line(a) => PathStep::Line(moved(a)),
                        PathStep::Curve(a, b, c) => PathStep::Curve(moved(a), moved(b), moved(c)),
                        PathStep::Close => PathStep::Close,
                    };
                }
            }
        }
    }
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
        for (style, text) in
            [(TextStyle::Title, &caption.title), (TextStyle::Subtitle, &caption.subtitle)]
        {
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

/// Whether the sample of a sign is a small mark rather than a stretch of a band or line.
fn is_small(sign: Sign, form: Form) -> bool {
    use Sign::{Answer, Changed, Disputed, EventMark, Held, Kind, ModalityMark, Rename};
    match (sign, form) {
        (Held(Status::Acting), Form::Bar) => false,
        (Answer(_), Form::Pip) => true,
        _ => {
            matches!(
                sign,
                Kind(_) | ModalityMark(_) | Disputed | Rename | EventMark(_) | Held(_) | Changed(_)
            )
        }
    }
}

/// What stands for an organ in a picture.
#[derive(Clone, Copy)]
enum Form {
    Box,
    Band,
    Pip,
    Bar,
}

/// The sample of a sign, its middle at this height.
fn swatch(sign: Sign, form: Form, x: f64, y: f64) -> Vec<SceneItem> {
    let middle = Point(x + 6.0, y);
    match sign {
        Sign::Kind(kind) => {
            let class = symbols::kind_class(Some(kind)).to_owned();
            vec![classed(class, vec![symbols::shape(kind, middle, 4.0)])]
        }
        Sign::Line(line) => {
            let class = format!("line{}", symbols::line_class(Some(line)));
            vec![path(class, vec![PathStep::Move(Point(x, y)), PathStep::Line(Point(x + 28.0, y))])]
        }
        Sign::Extra(line) => vec![extra(&symbols::line_class(Some(line)), x, y)],
        Sign::Former => {
            let class = format!(" {}", symbols::change_class(Change::Gone));
            vec![extra(&class, x, y)]
        }
        Sign::Link(bond, line) => vec![super::network::sample(bond, line, x, y)],
        Sign::Answer(answer) => vec![answer_sample(answer, form, x, y)],
        Sign::ModalityMark(stance) => stance_sample(stance, middle),
        Sign::Disputed => vec![symbols::disputed(middle)],
        Sign::EventMark(kind) => {
            vec![classed("changes".to_owned(), vec![symbols::event(kind, middle)])]
        }
        Sign::Rename => vec![rename(middle)],
        Sign::Indirect => vec![indirect(x, y)],
        Sign::Highlighted => vec![highlighted(form, x, y)],
        Sign::Held(Status::Acting) if matches!(form, Form::Bar) => {
            super::tenures::sample(sign, x, y)
        }
        Sign::Held(status) => {
            vec![classed("k0".to_owned(), vec![symbols::pip(status, middle, 4.0)])]
        }
        Sign::Changed(change) => {
            vec![classed(symbols::change_class(change), vec![symbols::change(change, middle)])]
        }
        Sign::Vacant => super::tenures::sample(sign, x, y),
        Sign::Imprecise | Sign::EndNotRecorded | Sign::Open if matches!(form, Form::Bar) => {
            super::tenures::sample(sign, x, y)
        }
        Sign::Imprecise | Sign::EndNotRecorded | Sign::Open | Sign::Undated => {
            vec![super::bands::sample(sign, x, y)]
        }
    }
}

fn classed(class: String, items: Vec<SceneItem>) -> SceneItem {
    SceneItem::from(Group { class: class.into(), items, ..Group::default() })
}

fn stance_sample(stance: ModalityMark, middle: Point) -> Vec<SceneItem> {
    symbols::stance(stance, middle).into_iter().collect()
}

fn rename(Point(x, y): Point) -> SceneItem {
    let steps = vec![PathStep::Move(Point(x, y - 5.0)), PathStep::Line(Point(x, y + 5.0))];
    classed("k-none".to_owned(), vec![path("rename", steps)])
}

fn extra(class: &str, x: f64, y: f64) -> SceneItem {
    let way = SceneItem::Path(Path {
        class: "way".into(),
        steps: vec![PathStep::Move(Point(x, y)), PathStep::Line(Point(x + 28.0, y))],
    });
    let head = [Point(x + 28.0, y), Point(x + 21.0, y - 3.5), Point(x + 21.0, y + 3.5)];
    let steps = vec![
        PathStep::Move(head[0]),
        PathStep::Line(head[1]),
        PathStep::Line(head[2]),
        PathStep::Close,
    ];
    classed(format!("extra{class}"), vec![way, path("head", steps)])
}

fn answer_sample(answer: Answer, form: Form, x: f64, y: f64) -> SceneItem {
    let mark = symbols::mark_class(Mark { answer, modality: Modality::Asserted, disputed: false });
    if matches!(form, Form::Pip) {
        let pip = symbols::pip(Status::Held, Point(x + 6.0, y), 4.0);
        return classed(format!("sample k0{mark}"), vec![pip]);
    }
    let class = match form {
        Form::Bar => "sample tenure k0",
        Form::Box | Form::Band | Form::Pip => "sample k-none",
    };
    classed(format!("{class}{mark}"), vec![SceneItem::Rect(sample(form, x, y))])
}

/// A small organ, or a small tenure.
fn sample(form: Form, x: f64, y: f64) -> Rect {
    let (class, h, r) = match form {
        Form::Box => ("box", 10.0, 2.0),
        Form::Bar => ("box", 10.0, 0.0),
        Form::Band | Form::Pip => ("bar", 7.0, 0.0),
    };
    Rect { class: class.into(), x, y: y - h / 2.0, w: 28.0, h, r }
}

fn highlighted(form: Form, x: f64, y: f64) -> SceneItem {
    if matches!(form, Form::Pip) {
        let whole = Rect { x: x + 2.0, y: y - 5.0, w: 24.0, h: 10.0, ..Rect::default() };
        let pip = symbols::pip(Status::Held, Point(x + 8.0, y), 3.0);
        return classed("sample k-none".to_owned(), vec![pip, symbols::ring(&whole, 1.0)]);
    }
    let by = match form {
        Form::Box | Form::Bar | Form::Pip => 3.2,
        Form::Band => 2.0,
    };
    let sample = Rect { w: 28.0 - 2.0 * by, ..sample(form, x + by, y) };
    classed("sample k-none".to_owned(), vec![symbols::ring(&sample, by), SceneItem::Rect(sample)])
}

fn indirect(x: f64, y: f64) -> SceneItem {
    let (from, to) = (Point(x, y), Point(x + 28.0, y));
    let line = path("line", vec![PathStep::Move(from), PathStep::Line(to)]);
    group("sample", vec![line, symbols::cut(from, to)])
}
