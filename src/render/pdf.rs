//! Writes a scene as PDF. Takes a scene, a theme and a paper, gives bytes: one page as large as the
//! picture, or pages of a paper size, on which a large picture is laid out in tiles.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref};
use svg2pdf::ConversionOptions;

use super::theme::Theme;
use super::typeset::{WriteError, tree};
use crate::layout::Scene;

/// Points for one pixel of CSS.
const POINTS: f32 = 0.75;
/// White round the picture on a sheet of paper.
const MARGIN: f32 = 28.0;
/// Words smaller than this part of their size are hard to read: the picture takes several sheets instead.
const SMALLEST: f32 = 0.6;

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
    fn sides(self) -> Option<(f32, f32)> {
        match self {
            Paper::Fitting => None,
            Paper::A4 => Some((595.28, 841.89)),
            Paper::A3 => Some((841.89, 1190.55)),
            Paper::Letter => Some((612.0, 792.0)),
        }
    }
}

/// Where the picture stands on each sheet.
struct Sheets {
    /// Size of a sheet.
    sheet: (f32, f32),
    /// Size of the whole picture on the sheets.
    picture: (f32, f32),
    /// Left and top of the part on each sheet.
    parts: Vec<(f32, f32)>,
    margin: f32,
}

/// Writes a scene as PDF.
///
/// # Errors
/// When the drawing is not understood.
pub fn pdf(scene: &Scene, theme: &Theme, paper: Paper) -> Result<Vec<u8>, WriteError> {
    let tree = tree(scene, theme)?;
    let sheets = sheets((scene.width as f32 * POINTS, scene.height as f32 * POINTS), paper);
    let options = ConversionOptions { embed_text: true, ..ConversionOptions::default() };
    let (chunk, picture) = svg2pdf::to_chunk(&tree, options)
        .map_err(|error| WriteError::Packing(error.to_string()))?;
    let mut next = Ref::new(1);
    let (catalog, pages) = (next.bump(), next.bump());
    let mut numbers = std::collections::HashMap::new();
    let chunk = chunk.renumber(|old| *numbers.entry(old).or_insert_with(|| next.bump()));
    let picture = numbers[&picture];
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    let leaves: Vec<(Ref, Ref)> = sheets.parts.iter().map(|_| (next.bump(), next.bump())).collect();
    pdf.pages(pages).kids(leaves.iter().map(|leaf| leaf.0)).count(leaves.len() as i32);
    for (&(leaf, content), &part) in leaves.iter().zip(&sheets.parts) {
        let mut page = pdf.page(leaf);
        page.parent(pages).contents(content);
        page.media_box(Rect::new(0.0, 0.0, sheets.sheet.0, sheets.sheet.1));
        page.resources().x_objects().pair(Name(b"P"), picture);
        page.finish();
        pdf.stream(content, &sheets.content(part));
    }
    pdf.extend(&chunk);
    Ok(pdf.finish())
}

/// As few sheets as leave the words large enough, upright or lying as the picture is.
fn sheets((width, height): (f32, f32), paper: Paper) -> Sheets {
    let Some((short, long)) = paper.sides() else {
        let parts = vec![(0.0, 0.0)];
        return Sheets { sheet: (width, height), picture: (width, height), parts, margin: 0.0 };
    };
    let sheet = if width > height { (long, short) } else { (short, long) };
    let room = (sheet.0 - 2.0 * MARGIN, sheet.1 - 2.0 * MARGIN);
    let fitting = (room.0 / width).min(room.1 / height).min(1.0);
    let scale = if fitting >= SMALLEST { fitting } else { 1.0f32.min(SMALLEST * 1.25) };
    let picture = (width * scale, height * scale);
    // A hair of slack, so that rounding makes no empty sheet.
    let count = |whole: f32, part: f32| ((whole - 0.5) / part).ceil().max(1.0) as usize;
    let (across, down) = (count(picture.0, room.0), count(picture.1, room.1));
    let part = |row: usize, column: usize| (column as f32 * room.0, row as f32 * room.1);
    let parts = (0..down).flat_map(|row| (0..across).map(move |column| part(row, column)));
    Sheets { sheet, picture, parts: parts.collect(), margin: MARGIN }
}

impl Sheets {
    /// Draws the picture, which is one unit wide and high, so that this part of it is on the sheet.
    fn content(&self, (left, top): (f32, f32)) -> Vec<u8> {
        let (width, height) = self.picture;
        let margin = self.margin;
        let room = (self.sheet.0 - 2.0 * margin, self.sheet.1 - 2.0 * margin);
        let mut content = Content::new();
        content.rect(margin, margin, room.0, room.1).clip_nonzero().end_path();
        let x = margin - left;
        let y = self.sheet.1 - margin + top - height;
        content.transform([width, 0.0, 0.0, height, x, y]);
        content.x_object(Name(b"P"));
        content.finish().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_picture_takes_several_sheets_that_cover_it() {
        let sheets = sheets((3000.0, 1000.0), Paper::A4);
        let last = sheets.parts[sheets.parts.len() - 1];
        let room = (sheets.sheet.0 - 2.0 * MARGIN, sheets.sheet.1 - 2.0 * MARGIN);
        assert!(sheets.parts.len() > 1 && sheets.sheet.0 > sheets.sheet.1);
        assert!(last.0 + room.0 >= sheets.picture.0 - 0.5 && last.0 < sheets.picture.0);
        assert!(last.1 + room.1 >= sheets.picture.1 - 0.5 && last.1 < sheets.picture.1);
    }

    #[test]
    fn a_small_picture_is_not_enlarged() {
        let sheets = sheets((200.0, 300.0), Paper::A4);
        assert_eq!((sheets.picture, sheets.parts.len()), ((200.0, 300.0), 1));
    }
}
