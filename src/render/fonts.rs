//! The fonts that letters are drawn with. Takes a letter and a weight, gives the bundled font that has it, or
//! one of the system's where no bundled one does. Never shapes and never draws.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use fontdb::Database;
use harfrust::ShaperData;
use skrifa::charmap::Charmap;
use skrifa::{FontRef, GlyphId, MetadataProvider, raw::TableProvider};

use crate::layout::{FontWeight, cjk_font, fonts};

/// A font that letters can be shaped with and drawn from. Fonts live as long as the program.
pub(super) struct Font {
    /// The file and the place of the font in it.
    pub(super) bytes: &'static [u8],
    pub(super) index: u32,
    pub(super) face: FontRef<'static>,
    pub(super) shaper: ShaperData,
    pub(super) units_per_em: f64,
    letters: Charmap<'static>,
}

impl Font {
    fn parse(bytes: &'static [u8], index: u32) -> Option<Font> {
        let face = FontRef::from_index(bytes, index).ok()?;
        Some(Font {
            bytes,
            index,
            shaper: ShaperData::new(&face),
            units_per_em: f64::from(face.head().ok()?.units_per_em()),
            letters: face.charmap(),
            face,
        })
    }

    /// Whether the font has a letter.
    pub(super) fn has(&self, letter: char) -> bool {
        self.letters.map(letter).is_some()
    }
}

/// The first font that has a letter: Liberation Sans, Noto Sans Arabic, Noto Sans CJK, one of the system's.
/// Liberation Sans where none has it.
pub(super) fn font_of(letter: char, weight: FontWeight) -> &'static Font {
    let latin = bundled(Bundled::Latin(weight));
    if letter.is_ascii() || latin.has(letter) {
        return latin;
    }
    let others = [Bundled::Arabic, Bundled::Cjk].into_iter().map(bundled);
    let found = others.into_iter().find(|font| font.has(letter));
    found.or_else(|| of_the_system(letter, weight)).unwrap_or(latin)
}

enum Bundled {
    Latin(FontWeight),
    Arabic,
    Cjk,
}

fn bundled(font: Bundled) -> &'static Font {
    static FONTS: [OnceLock<Font>; 4] = [const { OnceLock::new() }; 4];
    let place = match font {
        Bundled::Latin(FontWeight::Regular) => 0,
        Bundled::Latin(FontWeight::Bold) => 1,
        Bundled::Arabic => 2,
        Bundled::Cjk => 3,
    };
    FONTS[place].get_or_init(|| {
        let bytes = fonts().get(place).copied().unwrap_or_else(cjk_font);
        Font::parse(bytes, 0).expect("the bundled fonts parse")
    })
}

/// A font of the system that has a letter, the nearest weight first.
fn of_the_system(letter: char, weight: FontWeight) -> Option<&'static Font> {
    static FOUND: Mutex<Option<System>> = Mutex::new(None);
    let mut system = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    system.get_or_insert_with(System::load).font(letter, weight)
}

struct System {
    database: Database,
    /// By the place of the face in each order.
    parsed: HashMap<fontdb::ID, Option<&'static Font>>,
    letters: HashMap<(char, bool), Option<&'static Font>>,
}

impl System {
    fn load() -> System {
        let mut database = Database::new();
        database.load_system_fonts();
        System { database, parsed: HashMap::new(), letters: HashMap::new() }
    }

    fn font(&mut self, letter: char, weight: FontWeight) -> Option<&'static Font> {
        let is_bold = weight == FontWeight::Bold;
        if let Some(font) = self.letters.get(&(letter, is_bold)) {
            return *font;
        }
        let found = self.faces(is_bold).into_iter().find(|&id| self.draws(id, letter));
        let font = found.and_then(|id| self.parse(id));
        self.letters.insert((letter, is_bold), font);
        font
    }

    /// The faces, upright ones and those of the nearest weight first, then by name: the order is the same
    /// wherever the same fonts are installed.
    fn faces(&self, is_bold: bool) -> Vec<fontdb::ID> {
        let wanted: u16 = if is_bold { 700 } else { 400 };
        let mut faces: Vec<_> = self.database.faces().collect();
        faces.sort_by_key(|face| {
            let is_slanted = face.style != fontdb::Style::Normal;
            (is_slanted, face.weight.0.abs_diff(wanted), &face.post_script_name)
        });
        faces.into_iter().map(|face| face.id).collect()
    }

    /// Whether a face has the outline of a letter.
    fn draws(&self, id: fontdb::ID, letter: char) -> bool {
        let has = |bytes: &[u8], index| {
            let face = FontRef::from_index(bytes, index).ok()?;
            let glyph: GlyphId = face.charmap().map(letter)?;
            face.outline_glyphs().get(glyph).map(drop)
        };
        self.database.with_face_data(id, has).flatten().is_some()
    }

    fn parse(&mut self, id: fontdb::ID) -> Option<&'static Font> {
        let Self { database, parsed, .. } = self;
        *parsed.entry(id).or_insert_with(|| {
            let (bytes, index) =
                database.with_face_data(id, |bytes, index| (bytes.to_vec(), index))?;
            Font::parse(Vec::leak(bytes), index).map(|font| &*Box::leak(Box::new(font)))
        })
    }
}
