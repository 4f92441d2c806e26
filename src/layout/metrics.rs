//! Widths of words in real font metrics. Takes text and a style, gives pixels; never draws and never
//! asks the system for a font, so a picture is the same on every machine.
//!
//! Liberation Sans has the advance widths of Arial and Helvetica, so that what is measured here fits
//! wherever one of the three is installed. Arabic is measured with Noto Sans Arabic, letter by letter
//! without joining, which errs on the wide side. Chinese, Japanese and Hangul stand on a full em.

use std::sync::OnceLock;

use serde::Serialize;
use ttf_parser::Face;
use unicode_width::UnicodeWidthChar;

static REGULAR: &[u8] = include_bytes!("../../assets/fonts/LiberationSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../assets/fonts/LiberationSans-Bold.ttf");
static ARABIC: &[u8] = include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf");

/// The bundled fonts, for those who draw letters.
pub(crate) fn fonts() -> [&'static [u8]; 3] {
    [REGULAR, BOLD, ARABIC]
}

/// What a text is for; it decides size and weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStyle {
    /// The title of the page.
    Title,
    /// The date and perspective under the title.
    Subtitle,
    /// The name of an organ in a chart.
    Label,
    /// The kind of an organ, above its name.
    Kind,
    /// A smaller line in a box.
    Aside,
    /// The name of a band.
    Band,
    /// A year at an axis.
    Tick,
    /// Legend, notes and sources.
    Foot,
    /// A heading over a part of the foot.
    FootHead,
}

/// Weight of a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Upright regular.
    Regular,
    /// Upright bold.
    Bold,
}

impl TextStyle {
    /// All styles, for those who write a style sheet.
    pub const ALL: [TextStyle; 9] = [
        TextStyle::Title,
        TextStyle::Subtitle,
        TextStyle::Label,
        TextStyle::Kind,
        TextStyle::Aside,
        TextStyle::Band,
        TextStyle::Tick,
        TextStyle::Foot,
        TextStyle::FootHead,
    ];

    /// Class name, size in pixels and weight.
    pub fn face(self) -> (&'static str, f64, Weight) {
        match self {
            TextStyle::Title => ("t-title", 20.0, Weight::Bold),
            TextStyle::Subtitle => ("t-subtitle", 12.0, Weight::Regular),
            TextStyle::Label => ("t-label", 12.0, Weight::Bold),
            TextStyle::Kind => ("t-kind", 9.5, Weight::Regular),
            TextStyle::Aside => ("t-aside", 10.0, Weight::Regular),
            TextStyle::Band => ("t-band", 11.0, Weight::Regular),
            TextStyle::Tick => ("t-tick", 10.5, Weight::Regular),
            TextStyle::Foot => ("t-foot", 10.5, Weight::Regular),
            TextStyle::FootHead => ("t-foothead", 10.5, Weight::Bold),
        }
    }

    /// Height of a line.
    pub fn leading(self) -> f64 {
        (self.face().1 * 1.22 * 2.0).ceil() / 2.0
    }

    /// From the top of a line to its baseline.
    pub fn ascent(self) -> f64 {
        self.face().1 * 0.92
    }

    /// Height of so many lines.
    pub fn height(self, lines: usize) -> f64 {
        self.leading() * lines as f64
    }

    /// Width of a line of text.
    pub fn width(self, text: &str) -> f64 {
        let (_, size, weight) = self.face();
        text.chars().map(|c| f64::from(advance(c, weight))).sum::<f64>() * size / 1000.0
    }
}

/// Advance of a character in thousandths of an em.
fn advance(c: char, weight: Weight) -> f32 {
    let fonts = tables();
    let table = match weight {
        Weight::Regular => &fonts.regular,
        Weight::Bold => &fonts.bold,
    };
    if let Some(advance) = table.common.get(c as usize) {
        return *advance;
    }
    measured(&table.face, c).or_else(|| measured(&fonts.arabic, c)).unwrap_or_else(|| fallback(c))
}

/// No bundled font has the character: a full em for wide ones, a generous half for the rest.
fn fallback(c: char) -> f32 {
    match c.width() {
        Some(0) | None => 0.0,
        Some(1) => 650.0,
        Some(_) => 1000.0,
    }
}

fn measured(face: &Face<'static>, c: char) -> Option<f32> {
    let glyph = face.glyph_index(c)?;
    let advance = f32::from(face.glyph_hor_advance(glyph)?);
    Some(advance * 1000.0 / f32::from(face.units_per_em()))
}

/// The bundled faces with the advances of the usual letters looked up beforehand.
struct Fonts {
    regular: Table,
    bold: Table,
    arabic: Face<'static>,
}

struct Table {
    face: Face<'static>,
    common: Vec<f32>,
}

/// Latin, Greek, Cyrillic and Hebrew.
const COMMON: u32 = 0x600;

fn tables() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts { regular: table(REGULAR), bold: table(BOLD), arabic: face(ARABIC) })
}

fn table(bytes: &'static [u8]) -> Table {
    let face = face(bytes);
    let one = |code| {
        let c = char::from_u32(code).expect("no surrogate lies below 0x600");
        if c.is_control() { 0.0 } else { measured(&face, c).unwrap_or_else(|| fallback(c)) }
    };
    let common = (0..COMMON).map(one).collect();
    Table { face, common }
}

fn face(bytes: &'static [u8]) -> Face<'static> {
    Face::parse(bytes, 0).expect("the bundled fonts parse")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_arial() {
        // Arial: "A" 667, "i" 222, "W" 944 thousandths of an em; bold "A" 722.
        assert!((advance('A', Weight::Regular) - 667.0).abs() < 1.0);
        assert!((advance('i', Weight::Regular) - 222.0).abs() < 1.0);
        assert!((advance('A', Weight::Bold) - 722.0).abs() < 1.0);
    }

    #[test]
    fn scripts_without_a_bundled_font_stand_on_the_em() {
        assert_eq!(advance('당', Weight::Regular), 1000.0);
        assert_eq!(advance('黨', Weight::Bold), 1000.0);
        assert!(advance('ש', Weight::Regular) > 400.0);
        assert!(advance('ع', Weight::Regular) > 300.0);
        assert_eq!(advance('\u{301}', Weight::Regular), 0.0);
    }
}
