//! Parts lines of several scripts into runs of one font and one way each, placed by the widths of their
//! shaped letters. Takes a scene, gives one in which such a line is several texts. Never touches a line that
//! Liberation Sans can set from left to right.
//!
//! The typesetter behind PNG and PDF shapes a whole line with each font and puts the letters together: Arabic
//! behind Hebrew is not joined then, and where two fonts make a different number of glyphs of a line, letters
//! are missing. So each run stands alone, in the order of Unicode's bidirectional algorithm.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use crate::layout::{
    Anchor, FontWeight, Needs, Scene, SceneItem, TextBlock, TextStyle, cjk_font, fonts, needs,
};
use crate::render::svg::{Way, way_of};

/// The scene with every line of several scripts in runs.
pub(super) fn parted(scene: &Scene) -> Cow<'_, Scene> {
    let is_mixed = |item: &&SceneItem| matches!(item, SceneItem::Text(text) if is_mixed(text));
    if !scene.leaves().iter().any(is_mixed) {
        return Cow::Borrowed(scene);
    }
    let mut scene = scene.clone();
    part(&mut scene.items);
    Cow::Owned(scene)
}

fn part(items: &mut Vec<SceneItem>) {
    for item in std::mem::take(items) {
        match item {
            SceneItem::Group(mut group) => {
                part(&mut group.items);
                items.push(SceneItem::Group(group));
            }
            SceneItem::Text(text) if is_mixed(&text) => {
                items.extend(lines(&text).into_iter().map(SceneItem::Text));
            }
            item => items.push(item),
        }
    }
}

/// Whether a text holds more than Liberation Sans sets from left to right. What only a font of the system has
/// cannot be measured here, and whoever steers the order of letters by hand is left to do so.
fn is_mixed(text: &TextBlock) -> bool {
    let is_steered = |line: &String| {
        line.contains(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
    };
    let is_latin = |line: &String| line.chars().all(|letter| Font::of(letter) == Font::Latin);
    if text.lines.iter().all(|line| line.is_ascii()) {
        return false;
    }
    (way_of(&text.lines) != Way::Right || !text.lines.iter().all(is_latin))
        && !text.lines.iter().any(is_steered)
        && text.lines.iter().all(|line| needs(line) < Needs::System)
}

/// The bundled fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Font {
    /// Latin, Greek, Cyrillic and Hebrew, and what no font has.
    Latin,
    Arabic,
    Cjk,
}

impl Font {
    /// The first font that has a letter.
    fn of(letter: char) -> Font {
        let has = |font: &Font| font.has(letter);
        [Font::Latin, Font::Arabic, Font::Cjk].into_iter().find(has).unwrap_or(Font::Latin)
    }

    fn has(self, letter: char) -> bool {
        letter.is_ascii() && self == Font::Latin
            || self.face(FontWeight::Regular).glyph_index(letter).is_some()
    }

    fn face(self, weight: FontWeight) -> &'static Face<'static> {
        static FACES: [OnceLock<Face<'static>>; 4] = [const { OnceLock::new() }; 4];
        let place = match (self, weight) {
            (Font::Latin, FontWeight::Regular) => 0,
            (Font::Latin, FontWeight::Bold) => 1,
            (Font::Arabic, _) => 2,
            (Font::Cjk, _) => 3,
        };
        FACES[place].get_or_init(|| {
            let bytes = if self == Font::Cjk { cjk_font() } else { fonts()[place] };
            Face::from_slice(bytes, 0).expect("the bundled fonts parse")
        })
    }
}

/// A stretch of a line in one font and one way.
#[derive(Debug, PartialEq)]
struct Run {
    place: Range<usize>,
    font: Font,
    is_leftward: bool,
}

/// The lines of a text, each in runs.
fn lines(text: &TextBlock) -> Vec<TextBlock> {
    let base = if way_of(&text.lines) == Way::Left { Level::rtl() } else { Level::ltr() };
    let mut texts = Vec::new();
    for (row, line) in text.lines.iter().enumerate() {
        let y = text.y + text.style.leading() * row as f64;
        let runs = runs(line, base);
        let widths = runs.iter().map(|run| run.width(&line[run.place.clone()], text.style));
        let widths: Vec<f64> = widths.collect();
        let whole: f64 = widths.iter().sum();
        let mut x = match text.anchor {
            Anchor::Start => text.x,
            Anchor::Middle => text.x - whole / 2.0,
            Anchor::End => text.x - whole,
        };
        for (run, width) in runs.iter().zip(widths) {
            texts.extend(run.set(line, TextBlock { x, y, lines: Vec::new(), ..text.clone() }));
            x += width;
        }
    }
    texts
}

/// The runs of a line from left to right.
fn runs(line: &str, base: Level) -> Vec<Run> {
    let bidi = BidiInfo::new(line, Some(base));
    let mut all = Vec::new();
    for paragraph in &bidi.paragraphs {
        let (levels, visual) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for place in visual {
            let is_leftward = levels[place.start].is_rtl();
            let mut parts = by_font(line, place, is_leftward);
            if is_leftward {
                parts.reverse();
            }
            all.append(&mut parts);
        }
    }
    all
}

/// Parts a stretch by font. Signs and blanks stay with the letters before them, where their font has them.
fn by_font(line: &str, place: Range<usize>, is_leftward: bool) -> Vec<Run> {
    let mut parts: Vec<Run> = Vec::new();
    for (at, letter) in line[place.clone()].char_indices() {
        let (start, end) = (place.start + at, place.start + at + letter.len_utf8());
        let font = Font::of(letter);
        match parts.last_mut() {
            Some(last)
                if last.font == font || !letter.is_alphanumeric() && last.font.has(letter) =>
            {
                last.place.end = end;
            }
            _ => parts.push(Run { place: start..end, font, is_leftward }),
        }
    }
    parts
}

impl Run {
    /// The width of the shaped letters.
    fn width(&self, words: &str, style: TextStyle) -> f64 {
        let (_, size, weight) = style.face();
        let face = self.font.face(weight);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(words);
        buffer.set_direction(match self.is_leftward {
            true => Direction::RightToLeft,
            false => Direction::LeftToRight,
        });
        let shaped = rustybuzz::shape(face, &[], buffer);
        let advance: i32 = shaped.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        f64::from(advance) * size / f64::from(face.units_per_em())
    }

    /// The run at its place. White at its ends is left out: it would be cut off there.
    fn set(&self, line: &str, text: TextBlock) -> Option<TextBlock> {
        let whole = &line[self.place.clone()];
        let words = whole.trim();
        let (before, after) = whole.split_once(words).filter(|_| !words.is_empty())?;
        let left = if self.is_leftward { after } else { before };
        let words = match self.is_leftward && !words.contains(char::is_alphabetic) {
            // Signs alone do not tell that they run to the left.
            true => format!("\u{200F}{words}\u{200F}"),
            false => words.to_owned(),
        };
        let x = text.x + self.width(left, text.style);
        Some(TextBlock { x, anchor: Anchor::Start, lines: vec![words], ..text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runs of a line from left to right, as written.
    fn order(line: &str) -> Vec<&str> {
        let way = way_of(&[line.to_owned()]);
        let base = if way == Way::Left { Level::rtl() } else { Level::ltr() };
        runs(line, base).iter().map(|run| line[run.place.clone()].trim()).collect()
    }

    #[test]
    fn runs_stand_in_the_order_of_reading() {
        assert_eq!(order("Committee ועד اتحاد of all"), ["Committee", "اتحاد", "ועד", "of all"]);
        assert_eq!(order("ועד اتحاد"), ["اتحاد", "ועד"]);
        // The brackets run to the left and are drawn the other way round.
        assert_eq!(order("اتحاد (IUW)"), [")", "IUW", "(", "اتحاد"]);
        assert_eq!(order("조선 Party 당"), ["조선", "Party", "당"]);
        assert_eq!(order("مكتب 1945"), ["1945", "مكتب"]);
    }

    #[test]
    fn runs_fill_the_line_without_a_gap_or_an_overlap() {
        let style = TextStyle::Label;
        let anchors = [Anchor::Start, Anchor::Middle, Anchor::End];
        for (anchor, from, to) in
            anchors.into_iter().zip([0.0, -0.5, -1.0]).map(|(a, f)| (a, f, f + 1.0))
        {
            let (x, y) = (100.0, 20.0);
            let line = "ועד العمال (IUW) 조선";
            let text =
                TextBlock { class: "".into(), style, x, y, anchor, lines: vec![line.into()] };
            assert!(is_mixed(&text));
            let set = lines(&text);
            let whole: f64 = runs(line, Level::rtl())
                .iter()
                .map(|run| run.width(&line[run.place.clone()], style))
                .sum();
            let left = set.iter().map(|run| run.x).fold(f64::MAX, f64::min);
            assert!((left - (x + from * whole)).abs() < 0.01, "{anchor:?}");
            assert!(set.iter().all(|run| run.x < x + to * whole), "{anchor:?}");
            assert!(set.windows(2).all(|pair| pair[0].x < pair[1].x), "{anchor:?}");
        }
    }

    #[test]
    fn usual_lines_are_left_as_they_are() {
        let text = |line: &str| TextBlock {
            class: "".into(),
            style: TextStyle::Foot,
            x: 0.0,
            y: 0.0,
            anchor: Anchor::Start,
            lines: vec![line.to_owned()],
        };
        assert!(!is_mixed(&text("Central Committee, Комитет \u{2192} “Büro”")));
        assert!(!is_mixed(&text("\u{202E}ועד\u{202C}")));
        assert!(!is_mixed(&text("ཏི་སེ ועד")));
        assert!(is_mixed(&text("ועד")));
    }
}
