//! Writes a scene as PDF. Takes a scene, a theme and a paper, gives bytes: one page as large as the
//! picture, or sheets of a paper, each with its place in the whole at its foot and with marks in the margin
//! where it is to be cut. Fonts are embedded, words stay words, and the same scene gives the same bytes.

mod objects;
mod sheets;

use pdf_writer::{Chunk, Content, Finish, Name, Pdf, Rect, Ref, TextStr};
use svg2pdf::ConversionOptions;

use self::sheets::{MARGIN, POINTS, Sheets, sheets};
use super::theme::Theme;
use super::typeset::{WriteError, tree};
use crate::layout::{Anchor, Scene, SceneItem, TextBlock, TextStyle, flow};

/// The largest side of a page that readers of PDF must take, in points. A larger page is told in larger
/// units.
const LARGEST: f64 = 14_400.0;
/// Points for a pixel of the words at the foot of a sheet.
const FOOT: f64 = 0.68;
/// A cell of the little plan at the foot.
const CELL: (f64, f64) = (7.0, 5.0);
/// Length of a mark in the margin.
const TICK: f64 = 9.0;

/// What a PDF is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
/// When the drawing is not understood.
pub fn pdf(scene: &Scene, theme: &Theme, paper: Paper) -> Result<Vec<u8>, WriteError> {
    let Some(sides) = paper.sides() else {
        let mut file = File::begin(scene, scene, theme)?;
        file.fitting(scene);
        return Ok(file.finish());
    };
    let sheets = sheets(scene, sides);
    if sheets.parts.len() == 1 {
        let mut file = File::begin(scene, scene, theme)?;
        file.sheet(&sheets, 0, scene, theme);
        return Ok(file.finish());
    }
    let whole = with_feet(scene, &sheets);
    let mut file = File::begin(scene, &whole, theme)?;
    for sheet in 0..sheets.parts.len() {
        file.sheet(&sheets, sheet, scene, theme);
    }
    Ok(file.finish())
}

/// How far apart the words at the feet stand below the picture: none reaches the sheet of another.
fn apart(sheets: &Sheets) -> f64 {
    (sheets.sheet.1 / sheets.scale.min(FOOT)).ceil()
}

/// The picture with the words of each sheet's foot far below it, so that all words share their fonts.
fn with_feet(scene: &Scene, sheets: &Sheets) -> Scene {
    let mut whole = scene.clone();
    let apart = apart(sheets);
    let count = sheets.parts.len();
    let style = TextStyle::Foot;
    for (number, (row, column)) in sheets.parts.iter().enumerate() {
        let place = format!(
            "Sheet {} of {count}: row {} of {}, column {} of {}",
            number + 1,
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
        whole.items.push(SceneItem::Text(TextBlock {
            class: "note".into(),
            style,
            x: 0.0,
            y: scene.height + apart * (number + 1) as f64,
            anchor: Anchor::Start,
            lines: vec![format!("{place}   {first}{more}").trim_end().to_owned()],
        }));
    }
    whole.height += apart * (count + 1) as f64;
    whole
}

fn plan_width(sheets: &Sheets) -> f64 {
    CELL.0 * sheets.columns.len() as f64
}

/// A PDF on its way.
struct File {
    pdf: Pdf,
    next: Ref,
    pages: Ref,
    leaves: Vec<Ref>,
    /// The drawing, one unit wide and high, and its size in pixels.
    picture: Ref,
    size: (f64, f64),
    chunk: Chunk,
}

impl File {
    fn begin(scene: &Scene, whole: &Scene, theme: &Theme) -> Result<File, WriteError> {
        let options = ConversionOptions { embed_text: true, ..ConversionOptions::default() };
        let (chunk, picture) = svg2pdf::to_chunk(&tree(whole, theme)?, options)
            .map_err(|error| WriteError::Packing(error.to_string()))?;
        let mut next = Ref::new(1);
        let (catalog, pages, info) = (next.bump(), next.bump(), next.bump());
        let mut numbers = objects::numbers(&chunk, picture, &mut next);
        let chunk = chunk.renumber(|old| *numbers.entry(old).or_insert_with(|| next.bump()));
        let picture = numbers[&picture];
        let mut pdf = Pdf::new();
        let mut root = pdf.catalog(catalog);
        root.pages(pages).viewer_preferences().display_doc_title(true);
        root.finish();
        let plain = |text: &str| text.replace(|letter: char| letter.is_control(), " ");
        let mut about = pdf.document_info(info);
        about.title(TextStr(&plain(&scene.title))).subject(TextStr(&plain(&scene.description)));
        about.producer(TextStr(concat!("organigram ", env!("CARGO_PKG_VERSION"))));
        about.finish();
        let size = (whole.width, whole.height);
        Ok(File { pdf, next, pages, leaves: Vec::new(), picture, size, chunk })
    }

    /// One page as large as the picture.
    fn fitting(&mut self, scene: &Scene) {
        let (width, height) = (scene.width * POINTS, scene.height * POINTS);
        let unit = (width.max(height) / LARGEST).ceil().max(1.0);
        let mut content = Content::new();
        self.draw(&mut content, POINTS / unit, 0.0, height / unit);
        self.page((width / unit, height / unit), unit, content);
    }

    /// One sheet of paper.
    fn sheet(&mut self, sheets: &Sheets, number: usize, scene: &Scene, theme: &Theme) {
        let (width, height) = sheets.sheet;
        let (row, column) = sheets.parts[number];
        let (left, top) = (sheets.columns[column], sheets.rows[row]);
        let mut content = Content::new();
        if let Some([r, g, b]) = colour(&theme.page).filter(|page| *page != [1.0; 3]) {
            content
                .set_fill_rgb(r, g, b)
                .rect(0.0, 0.0, width as f32, height as f32)
                .fill_nonzero();
        }
        let room = (
            (width - 2.0 * MARGIN).min((scene.width - left) * sheets.scale),
            (height - 2.0 * MARGIN).min((scene.height - top) * sheets.scale),
        );
        content.save_state();
        clip(&mut content, MARGIN, height - MARGIN - room.1, room.0, room.1);
        let (x, y) = (MARGIN - left * sheets.scale, height - MARGIN + top * sheets.scale);
        self.draw(&mut content, sheets.scale, x, y);
        content.restore_state();
        if sheets.parts.len() > 1 {
            let ink = colour(&theme.muted).unwrap_or([0.35; 3]);
            ticks(&mut content, sheets, (row, column), ink);
            content.save_state();
            clip(&mut content, MARGIN, 8.0, width - 2.0 * MARGIN, 14.0);
            let baseline = scene.height + apart(sheets) * (number + 1) as f64;
            self.draw(&mut content, FOOT, MARGIN, 12.0 + baseline * FOOT);
            content.restore_state();
            // Above the ground of the words.
            plan(&mut content, sheets, (row, column), ink);
        }
        self.page(sheets.sheet, 1.0, content);
    }

    /// Draws the whole so that its top left corner is at a point.
    fn draw(&self, content: &mut Content, scale: f64, x: f64, y: f64) {
        let (width, height) = (self.size.0 * scale, self.size.1 * scale);
        let matrix = [width, 0.0, 0.0, height, x, y - height];
        content.save_state();
        content.transform(matrix.map(|value| value as f32));
        content.x_object(Name(b"P"));
        content.restore_state();
    }

    fn page(&mut self, size: (f64, f64), unit: f64, content: Content) {
        let (leaf, stream) = (self.next.bump(), self.next.bump());
        let mut page = self.pdf.page(leaf);
        page.parent(self.pages).contents(stream);
        page.media_box(Rect::new(0.0, 0.0, size.0 as f32, size.1 as f32));
        if unit > 1.0 {
            page.user_unit(unit as f32);
        }
        page.resources().x_objects().pair(Name(b"P"), self.picture);
        page.finish();
        self.pdf.stream(stream, &content.finish());
        self.leaves.push(leaf);
    }

    fn finish(mut self) -> Vec<u8> {
        let count = self.leaves.len() as i32;
        self.pdf.pages(self.pages).kids(self.leaves.iter().copied()).count(count);
        self.pdf.extend(&self.chunk);
        objects::sorted(&self.pdf.finish())
    }
}

fn clip(content: &mut Content, x: f64, y: f64, w: f64, h: f64) {
    content.rect(x as f32, y as f32, w as f32, h as f32).clip_nonzero().end_path();
}

/// Marks in the margin where a sheet is cut before it is laid on its neighbour.
fn ticks(content: &mut Content, sheets: &Sheets, (row, column): (usize, usize), ink: [f32; 3]) {
    let (width, height) = sheets.sheet;
    let next = |starts: &[f64], at: usize| Some((starts.get(at + 1)? - starts[at]) * sheets.scale);
    let mut across: Vec<f64> = (column > 0).then_some(MARGIN).into_iter().collect();
    across.extend(next(&sheets.columns, column).map(|x| MARGIN + x));
    let mut down: Vec<f64> = (row > 0).then_some(height - MARGIN).into_iter().collect();
    down.extend(next(&sheets.rows, row).map(|y| height - MARGIN - y));
    content.set_stroke_rgb(ink[0], ink[1], ink[2]).set_line_width(0.5);
    let mut line = |from: (f64, f64), to: (f64, f64)| {
        content.move_to(from.0 as f32, from.1 as f32).line_to(to.0 as f32, to.1 as f32).stroke();
    };
    let edge = MARGIN - 3.0;
    for x in across {
        line((x, edge), (x, edge - TICK));
        line((x, height - edge), (x, height - edge + TICK));
    }
    for y in down {
        line((edge, y), (edge - TICK, y));
        line((width - edge, y), (width - edge + TICK, y));
    }
}

/// The little plan at the foot: every sheet, this one filled.
fn plan(content: &mut Content, sheets: &Sheets, here: (usize, usize), ink: [f32; 3]) {
    let rows = sheets.rows.len() as f64;
    // A tall plan stays within the margin.
    let cell = (CELL.0, CELL.1.min((MARGIN - 8.0) / rows));
    let (left, top) = (sheets.sheet.0 - MARGIN - plan_width(sheets), 4.0 + rows * cell.1);
    content.set_line_width(0.4).set_stroke_rgb(ink[0], ink[1], ink[2]);
    content.set_fill_rgb(ink[0], ink[1], ink[2]);
    for &(row, column) in &sheets.parts {
        let (x, y) = (left + column as f64 * cell.0, top - (row + 1) as f64 * cell.1);
        content.rect(x as f32, y as f32, cell.0 as f32, cell.1 as f32);
        if (row, column) == here {
            content.fill_nonzero_and_stroke();
        } else {
            content.stroke();
        }
    }
}

/// Red, green and blue of a colour such as `#12161b`; nothing of one that is told otherwise.
fn colour(text: &str) -> Option<[f32; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?].map(|value| f32::from(value) / 255.0))
}
