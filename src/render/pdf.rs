//! Writes a scene as PDF. Takes a scene, a theme and a paper, gives bytes: one page as large as the
//! picture, or sheets of a paper, each with its place in the whole at its foot and with marks in the margin
//! where it is to be cut. Fonts are embedded, words stay words, marks lead to their sources, and the same scene
//! gives the same bytes.

mod links;
mod page;
mod sheets;

use krilla::Document;
use krilla::annotation::Annotation;
use krilla::metadata::Metadata;

use self::links::Links;
use self::page::{Fonts, Layer, Window};
use self::sheets::{MARGIN, POINTS, Sheets, sheets};
use super::EncodeError;
use super::look::Looks;
use super::svg::style_sheet;
use super::theme::Theme;
use crate::layout::{Anchor, PathStep, Point, Rect, Scene, SceneItem, TextBlock, TextStyle, flow};

/// The largest side of a page that readers of PDF must take, in points. A larger picture is made smaller.
const LARGEST: f64 = 14_400.0;
/// Points for a pixel of the words at the foot of a sheet.
const FOOT: f64 = 0.68;
/// A cell of the little plan at the foot.
const CELL: (f64, f64) = (7.0, 5.0);
/// Length of a mark in the margin.
const TICK: f64 = 9.0;

/// What a PDF is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Paper {
    /// One page as large as the picture.
    #[default]
    Fitting,
    /// Sheets of 210 by 297 mm.
    A4,
    /// Sheets of 297 by 420 mm.
    A3,
    /// Sheets of 8.5 by 11 inches.
    Letter,
}

impl Paper {
    /// Short and long side in points.
    fn sides(self) -> Option<(f64, f64)> {
        match self {
            Paper::Fitting => None,
            Paper::A4 => Some((595.28, 841.89)),
            Paper::A3 => Some((841.89, 1190.55)),
            Paper::Letter => Some((612.0, 792.0)),
        }
    }
}

/// Writes a scene as PDF.
///
/// # Errors
/// When a font of the system cannot be embedded.
///
/// ```
/// use organigram::layout::{LayoutOptions, layout};
/// use organigram::project::{Project, Request};
/// use organigram::render::{Paper, Theme, pdf};
///
/// let project = Project::open("models/chess-club.ron")?;
/// let view = project.view(&Request::hierarchy())?;
/// let scene = layout(&view, &LayoutOptions::default());
/// let document = pdf(&scene, &Theme::print(), Paper::A4)?;
/// assert!(document.starts_with(b"%PDF-"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pdf(scene: &Scene, theme: &Theme, paper: Paper) -> Result<Vec<u8>, EncodeError> {
    let css = style_sheet(scene, theme) + &theme.sheets();
    let mut file = File {
        document: Document::new(),
        scene,
        looks: Looks::new(&css, theme),
        fonts: Fonts::default(),
    };
    match paper.sides() {
        None => file.fitting(),
        Some(sides) => file.sheets(&sheets(scene, sides)),
    }
    file.finish()
}

/// A PDF on its way.
struct File<'s> {
    document: Document,
    scene: &'s Scene,
    looks: Looks<'s>,
    fonts: Fonts,
}

impl File<'_> {
    /// One page as large as the picture.
    fn fitting(&mut self) {
        let (width, height) = (self.scene.width * POINTS, self.scene.height * POINTS);
        let shrink = (width.max(height) / LARGEST).max(1.0);
        let view = Rect { w: self.scene.width, h: self.scene.height, ..Rect::default() };
        let ground = [ground(&view)];
        let window = Window { view, scale: POINTS / shrink, left: 0.0, top: 0.0 };
        let layers = [(&ground[..], window.clone()), (&self.scene.items, window.clone())];
        let windows = [window];
        let links = Links::of(self.scene, &windows);
        self.page((width / shrink, height / shrink), &layers, links.on(0));
    }

    fn sheets(&mut self, sheets: &Sheets) {
        let windows: Vec<Window> =
            sheets.parts.iter().map(|part| window(sheets, self.scene, *part)).collect();
        let links = Links::of(self.scene, &windows);
        let paper = Rect { w: sheets.sheet.0, h: sheets.sheet.1, ..Rect::default() };
        let ground = [ground(&paper)];
        let whole = Window { view: paper, scale: 1.0, left: 0.0, top: 0.0 };
        for (number, window) in windows.iter().enumerate() {
            let margin = margin(sheets, sheets.parts[number]);
            let foot = [foot(self.scene, sheets, number)];
            let mut layers =
                vec![(&ground[..], whole.clone()), (&self.scene.items, window.clone())];
            if sheets.parts.len() > 1 {
                layers.push((&margin, whole.clone()));
                layers.push((&foot, foot_window(sheets)));
            }
            self.page(sheets.sheet, &layers, links.on(number));
        }
    }

    fn page(
        &mut self,
        size: (f64, f64),
        layers: &[Layer<'_>],
        links: impl Iterator<Item = Annotation>,
    ) {
        page::draw(&mut self.document, size, layers, &mut self.looks, &mut self.fonts, links);
    }

    fn finish(mut self) -> Result<Vec<u8>, EncodeError> {
        let plain = |text: &str| text.replace(|letter: char| letter.is_control(), " ");
        let about = Metadata::new()
            .title(plain(&self.scene.title))
            .description(plain(&self.scene.description))
            .producer(concat!("organigram ", env!("CARGO_PKG_VERSION")).to_owned());
        self.document.set_metadata(about);
        self.document.finish().map_err(|error| EncodeError::Packing(format!("{error:?}")))
    }
}

/// What a sheet shows of the picture.
fn window(sheets: &Sheets, scene: &Scene, (row, column): (usize, usize)) -> Window {
    let (x, y) = (sheets.columns[column], sheets.rows[row]);
    let (width, height) = sheets.sheet;
    let view = Rect {
        x,
        y,
        w: ((width - 2.0 * MARGIN) / sheets.scale).min(scene.width - x),
        h: ((height - 2.0 * MARGIN) / sheets.scale).min(scene.height - y),
        ..Rect::default()
    };
    Window { view, scale: sheets.scale, left: MARGIN, top: MARGIN }
}

/// The colour of the page.
fn ground(page: &Rect) -> SceneItem {
    SceneItem::Rect(Rect { class: "page".into(), ..page.clone() })
}

/// The strip of the lower margin in which the words of the foot stand: their baseline is 12 points above the
/// edge of the sheet.
fn foot_window(sheets: &Sheets) -> Window {
    let (width, height) = sheets.sheet;
    let (above, below) = (14.0 / FOOT, 4.0 / FOOT);
    let room = (width - 2.0 * MARGIN) / FOOT;
    let view = Rect { x: 0.0, y: -above, w: room, h: above + below, ..Rect::default() };
    Window { view, scale: FOOT, left: MARGIN, top: height - 12.0 - above * FOOT }
}

/// The words at the foot of a sheet: its place in the whole, and the title as far as there is room.
fn foot(scene: &Scene, sheets: &Sheets, number: usize) -> SceneItem {
    let (row, column) = sheets.parts[number];
    let style = TextStyle::Foot;
    let place = format!(
        "Sheet {} of {}: row {} of {}, column {} of {}",
        number + 1,
        sheets.parts.len(),
        row + 1,
        sheets.rows.len(),
        column + 1,
        sheets.columns.len()
    );
    let room = (sheets.sheet.0 - 2.0 * MARGIN) / FOOT - plan_width(sheets) / FOOT - 20.0;
    let left = (room - style.width(&place) - style.width("   \u{2026}")).max(0.0);
    let mut title = flow(&scene.title, style, left.max(60.0)).into_iter();
    let first = title.next().unwrap_or_default();
    let more = if title.next().is_some() { "\u{2026}" } else { "" };
    SceneItem::Text(TextBlock {
        class: "note".into(),
        style,
        x: 0.0,
        y: 0.0,
        anchor: Anchor::Start,
        lines: vec![format!("{place}   {first}{more}").trim_end().to_owned()],
    })
}

fn plan_width(sheets: &Sheets) -> f64 {
    CELL.0 * sheets.columns.len() as f64
}

fn line(class: &'static str, from: (f64, f64), to: (f64, f64)) -> SceneItem {
    let steps = vec![PathStep::Move(Point(from.0, from.1)), PathStep::Line(Point(to.0, to.1))];
    SceneItem::Path(crate::layout::Path { class: class.into(), steps })
}

/// What stands in the margin of one of several sheets.
fn margin(sheets: &Sheets, here: (usize, usize)) -> Vec<SceneItem> {
    let mut items = ticks(sheets, here);
    items.extend(plan(sheets, here));
    items
}

/// Marks in the margin where a sheet is cut before it is laid on its neighbour.
fn ticks(sheets: &Sheets, (row, column): (usize, usize)) -> Vec<SceneItem> {
    let (width, height) = sheets.sheet;
    let next = |starts: &[f64], at: usize| Some((starts.get(at + 1)? - starts[at]) * sheets.scale);
    let mut across: Vec<f64> = (column > 0).then_some(MARGIN).into_iter().collect();
    across.extend(next(&sheets.columns, column).map(|x| MARGIN + x));
    let mut down: Vec<f64> = (row > 0).then_some(MARGIN).into_iter().collect();
    down.extend(next(&sheets.rows, row).map(|y| MARGIN + y));
    let edge = MARGIN - 3.0;
    let mut ticks = Vec::new();
    for x in across {
        ticks.push(line("tick", (x, edge), (x, edge - TICK)));
        ticks.push(line("tick", (x, height - edge), (x, height - edge + TICK)));
    }
    for y in down {
        ticks.push(line("tick", (edge, y), (edge - TICK, y)));
        ticks.push(line("tick", (width - edge, y), (width - edge + TICK, y)));
    }
    ticks
}

/// The little plan at the foot: every sheet, this one filled.
fn plan(sheets: &Sheets, here: (usize, usize)) -> Vec<SceneItem> {
    let rows = sheets.rows.len() as f64;
    // A tall plan stays within the margin.
    let cell = (CELL.0, CELL.1.min((MARGIN - 8.0) / rows));
    let (left, bottom) = (sheets.sheet.0 - MARGIN - plan_width(sheets), sheets.sheet.1 - 4.0);
    let top = bottom - rows * cell.1;
    let cells = sheets.parts.iter().map(|&(row, column)| {
        let class = if (row, column) == here { "cell here" } else { "cell" };
        let (x, y) = (left + column as f64 * cell.0, top + row as f64 * cell.1);
        SceneItem::Rect(Rect { class: class.into(), x, y, w: cell.0, h: cell.1, r: 0.0 })
    });
    cells.collect()
}
