//! Widths of words in real font metrics. Takes text and a style, gives pixels; never draws and never
//! asks the system for a font, so a picture is the same on every machine.
//!
//! Liberation Sans has the advance widths of Arial and Helvetica, so that what is measured here fits
//! wherever one of the three is installed. Arabic is measured with Noto Sans Arabic, letter by letter
//! without joining, which errs on the wide side. Chinese, Japanese and Hangul stand on a full em: the
//! bundled subset of Noto Sans CJK sets Hangul a little narrower, other fonts do not.

#[cfg(any(test, feature = "typeset"))]
use std::io::Read as _;
use std::sync::OnceLock;

#[cfg(any(test, feature = "typeset"))]
use flate2::read::GzDecoder;
use serde::Serialize;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, MetadataProvider as _};
use unicode_width::UnicodeWidthChar;

static REGULAR: &[u8] = include_bytes!("../../assets/fonts/LiberationSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../assets/fonts/LiberationSans-Bold.ttf");
static ARABIC: &[u8] = include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf");

/// Hangul, common Chinese and kana; `assets/fonts/subset.py` makes it.
#[cfg(any(test, feature = "typeset"))]
static CJK: &[u8] = include_bytes!("../../assets/fonts/NotoSansCJK-subset.otf.gz");

/// The bundled fonts for Latin, Greek, Cyrillic, Hebrew and Arabic, for those who draw letters.
#[cfg(feature = "typeset")]
pub(crate) fn fonts() -> [&'static [u8]; 3] {
    [REGULAR, BOLD, ARABIC]
}

/// The bundled font for Hangul, Chinese and kana, unpacked when first asked for.
#[cfg(any(test, feature = "typeset"))]
pub(crate) fn cjk_font() -> &'static [u8] {
    static UNPACKED: OnceLock<Vec<u8>> = OnceLock::new();
    UNPACKED.get_or_init(|| {
        let mut font = Vec::new();
        GzDecoder::new(CJK).read_to_end(&mut font).expect("the bundled font is whole");
        font
    })
}

/// What a text is for; it decides size and weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStyle {
    /// The title of the page.
    Title,
    /// The date and perspective under the title.
    Subtitle,
    /// A heading within a picture.
    Heading,
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
pub enum FontWeight {
    /// Upright regular.
    Regular,
    /// Upright bold.
    Bold,
}

impl TextStyle {
    /// All styles, for those who write a style sheet.
    pub const ALL: [TextStyle; 10] = [
        TextStyle::Title,
        TextStyle::Subtitle,
        TextStyle::Heading,
        TextStyle::Label,
        TextStyle::Kind,
        TextStyle::Aside,
        TextStyle::Band,
        TextStyle::Tick,
        TextStyle::Foot,
        TextStyle::FootHead,
    ];

    /// Class name, size in pixels and weight.
    pub fn face(self) -> (&'static str, f64, FontWeight) {
        match self {
            TextStyle::Title => ("t-title", 20.0, FontWeight::Bold),
            TextStyle::Subtitle => ("t-subtitle", 12.0, FontWeight::Regular),
            TextStyle::Heading => ("t-heading", 14.0, FontWeight::Bold),
            TextStyle::Label => ("t-label", 12.0, FontWeight::Bold),
            TextStyle::Kind => ("t-kind", 9.5, FontWeight::Regular),
            TextStyle::Aside => ("t-aside", 10.0, FontWeight::Regular),
            TextStyle::Band => ("t-band", 11.0, FontWeight::Regular),
            TextStyle::Tick => ("t-tick", 10.5, FontWeight::Regular),
            TextStyle::Foot => ("t-foot", 10.5, FontWeight::Regular),
            TextStyle::FootHead => ("t-foothead", 10.5, FontWeight::Bold),
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
        let fonts = tables();
        let table = fonts.table(weight);
        text.chars().map(|c| f64::from(fonts.advance(c, table))).sum::<f64>() * size / 1000.0
    }
}

/// No bundled font has the character: a full em for wide ones, a generous half for the rest.
fn fallback(c: char) -> f32 {
    match c.width() {
        Some(0) | None => 0.0,
        Some(1) => 650.0,
        Some(_) => 1000.0,
    }
}

/// A bundled font, as far as widths are concerned.
struct Face {
    letters: Charmap<'static>,
    glyphs: GlyphMetrics<'static>,
    units_per_em: f32,
}

fn measured(face: &Face, c: char) -> Option<f32> {
    let advance = face.glyphs.advance_width(face.letters.map(c)?)?;
    Some(advance * 1000.0 / face.units_per_em)
}

/// The bundled faces with the advances of the usual letters looked up beforehand.
struct Fonts {
    regular: Table,
    bold: Table,
    arabic: Face,
}

impl Fonts {
    fn table(&self, weight: FontWeight) -> &Table {
        match weight {
            FontWeight::Regular => &self.regular,
            FontWeight::Bold => &self.bold,
        }
    }

    /// Advance of a character in thousandths of an em.
    fn advance(&self, c: char, table: &Table) -> f32 {
        if let Some(advance) = table.common.get(c as usize) {
            return *advance;
        }
        measured(&table.face, c)
            .or_else(|| measured(&self.arabic, c))
            .unwrap_or_else(|| fallback(c))
    }
}

struct Table {
    face: Face,
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

fn face(bytes: &'static [u8]) -> Face {
    let font = FontRef::new(bytes).expect("the bundled fonts parse");
    Face {
        letters: font.charmap(),
        glyphs: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
        units_per_em: font.head().expect("the bundled fonts parse").units_per_em().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advance(c: char, weight: FontWeight) -> f32 {
        tables().advance(c, tables().table(weight))
    }

    #[test]
    fn widths_are_those_of_arial() {
        // Arial: "A" 667, "i" 222, "W" 944 thousandths of an em; bold "A" 722.
        assert!((advance('A', FontWeight::Regular) - 667.0).abs() < 1.0);
        assert!((advance('i', FontWeight::Regular) - 222.0).abs() < 1.0);
        assert!((advance('A', FontWeight::Bold) - 722.0).abs() < 1.0);
    }

    #[test]
    fn what_is_measured_fits_the_bundled_letters() {
        let cjk = face(cjk_font());
        for c in ['당', '힣', '黨', '党', 'か', '。'] {
            let drawn = measured(&cjk, c).expect("the font has the letter");
            assert!(drawn <= advance(c, FontWeight::Bold), "{c}");
        }
    }

    #[test]
    fn wide_letters_stand_on_the_em() {
        assert_eq!(advance('당', FontWeight::Regular), 1000.0);
        assert_eq!(advance('黨', FontWeight::Bold), 1000.0);
        assert!(advance('ש', FontWeight::Regular) > 400.0);
        assert!(advance('ع', FontWeight::Regular) > 300.0);
        assert_eq!(advance('\u{301}', FontWeight::Regular), 0.0);
    }
}
