//! Sets a line of text in glyphs. Takes a line, its style and the way it runs, gives runs of one font and one
//! direction each, from left to right, with the place of every glyph. Never draws.
//!
//! The order of runs is that of Unicode's bidirectional algorithm (UAX #9). Each run is shaped alone, by the font
//! that has its letters, so that Arabic is joined also beside Hebrew and Hangul.

use std::borrow::Cow;
use std::ops::Range;

use harfrust::{Direction, ShapeOptions, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};
use unicode_width::UnicodeWidthChar as _;

use super::fonts::{Font, font_of};
use super::svg::TextDirection;
use crate::layout::{FontWeight, TextStyle};
use crate::text::fits_xml;

/// A line in glyphs.
pub(super) struct GlyphLine {
    /// From left to right.
    pub(super) runs: Vec<Run>,
    /// In pixels.
    pub(super) width: f64,
}

/// A stretch of a line in one font and one direction.
pub(super) struct Run {
    pub(super) font: &'static Font,
    /// What it says.
    pub(super) text: String,
    pub(super) is_leftward: bool,
    /// Where it begins, in pixels from the start of the line.
    pub(super) x: f64,
    /// From left to right.
    pub(super) glyphs: Vec<Glyph>,
}

/// A glyph at its place. Lengths are parts of the size of the letters.
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) advance: f64,
    /// How far it is moved from its place, to the right and up.
    pub(super) offset: (f64, f64),
    /// The bytes of the run that it stands for.
    pub(super) letters: Range<usize>,
}

/// Sets a line.
pub(super) fn typeset(line: &str, style: TextStyle, way: TextDirection) -> GlyphLine {
    let line = shown(line);
    let (_, size, weight) = style.face();
    let parts = match way == TextDirection::Right {
        true => by_font(&line, 0..line.len(), Direction::LeftToRight, weight),
        false => in_order(
            &line,
            if way == TextDirection::Left { Level::rtl() } else { Level::ltr() },
            weight,
        ),
    };
    let mut whole = GlyphLine { runs: Vec::with_capacity(parts.len()), width: 0.0 };
    for part in parts {
        let glyphs = part.shape(&line);
        let width: f64 = glyphs.iter().map(|glyph| glyph.advance).sum::<f64>() * size;
        let text = line[part.place].to_owned();
        let is_leftward = part.direction == Direction::RightToLeft;
        whole.runs.push(Run { font: part.font, text, is_leftward, x: whole.width, glyphs });
        whole.width += width;
    }
    whole
}

/// A line as browsers show it in SVG: white runs together, what XML forbids shows as U+FFFD.
fn shown(line: &str) -> Cow<'_, str> {
    let is_white = |letter: char| matches!(letter, ' ' | '\t' | '\n');
    let is_plain = !line.contains(|letter: char| letter.is_control() || !fits_xml(letter))
        && !line.contains("  ")
        && line.trim_matches(' ').len() == line.len();
    if is_plain {
        return Cow::Borrowed(line);
    }
    let words: Vec<&str> = line.split(is_white).filter(|word| !word.is_empty()).collect();
    Cow::Owned(words.join(" ").replace(|letter| !fits_xml(letter), "\u{FFFD}"))
}

/// A part of a line before it is shaped.
struct FontRun {
    place: Range<usize>,
    font: &'static Font,
    direction: Direction,
}

/// The parts of a line from left to right.
fn in_order(line: &str, base: Level, weight: FontWeight) -> Vec<FontRun> {
    let bidi = BidiInfo::new(line, Some(base));
    let mut all = Vec::new();
    for paragraph in &bidi.paragraphs {
        let (levels, visual) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for place in visual {
            if levels[place.start].is_rtl() {
                let parts = by_font(line, place, Direction::RightToLeft, weight);
                all.extend(parts.into_iter().rev());
            } else {
                all.extend(by_font(line, place, Direction::LeftToRight, weight));
            }
        }
    }
    all
}

/// Parts a stretch by font. Signs, blanks and marks stay with the letters before them, where their font has them.
fn by_font(
    line: &str,
    place: Range<usize>,
    direction: Direction,
    weight: FontWeight,
) -> Vec<FontRun> {
    let mut parts: Vec<FontRun> = Vec::new();
    for (at, letter) in line[place.clone()].char_indices() {
        let (start, end) = (place.start + at, place.start + at + letter.len_utf8());
        let stays = |part: &FontRun| {
            letter.width() == Some(0) || !letter.is_alphanumeric() && part.font.has(letter)
        };
        if let Some(last) = parts.last_mut()
            && (stays(last) || std::ptr::eq(last.font, font_of(letter, weight)))
        {
            last.place.end = end;
        } else {
            parts.push(FontRun { place: start..end, font: font_of(letter, weight), direction });
        }
    }
    parts
}

impl FontRun {
    /// Its glyphs from left to right.
    fn shape(&self, line: &str) -> Vec<Glyph> {
        let text = &line[self.place.clone()];
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(self.direction);
        buffer.guess_segment_properties();
        let shaper = self.font.shaper.shaper(&self.font.face).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let ends = ends(shaped.glyph_infos().iter().map(|info| info.cluster as usize), text.len());
        let em = |units: i32| f64::from(units) / self.font.units_per_em;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyphs = glyphs.map(|(info, position)| {
            let start = info.cluster as usize;
            Glyph {
                id: info.glyph_id,
                advance: em(position.x_advance),
                offset: (em(position.x_offset), em(position.y_offset)),
                letters: start..ends[ends.partition_point(|&end| end <= start)],
            }
        });
        glyphs.collect()
    }
}

/// Where the clusters that begin at these bytes end, in order.
fn ends(starts: impl Iterator<Item = usize>, length: usize) -> Vec<usize> {
    let mut ends: Vec<usize> = starts.chain([length]).collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::svg::way_of;

    fn set(line: &str) -> GlyphLine {
        typeset(line, TextStyle::Label, way_of(&[line.to_owned()]))
    }

    /// The runs of a line from left to right, as written.
    fn order(line: &str) -> Vec<String> {
        set(line).runs.iter().map(|run| run.text.trim().to_owned()).collect()
    }

    fn glyphs(line: &str) -> Vec<u32> {
        set(line).runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.id).collect()
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
        let (_, size, _) = TextStyle::Label.face();
        let line = set("ועד العمال (IUW) 조선");
        let mut x = 0.0;
        for run in &line.runs {
            assert!((run.x - x).abs() < 1e-9);
            x += run.glyphs.iter().map(|glyph| glyph.advance * size).sum::<f64>();
        }
        assert!((line.width - x).abs() < 1e-9);
    }

    #[test]
    fn letters_beside_another_script_look_as_they_do_alone() {
        let (arabic, korean) = (glyphs("الاتحاد"), glyphs("조선"));
        for (words, parts) in [
            ("ועד الاتحاد", vec![&arabic]),
            ("الاتحاد (IUW)", vec![&arabic]),
            ("الاتحاد ועד", vec![&arabic]),
            ("Committee الاتحاد", vec![&arabic]),
            ("조선 الاتحاد", vec![&arabic, &korean]),
            ("조선 ועד Party", vec![&korean]),
        ] {
            let found = glyphs(words);
            assert!(found.iter().all(|glyph| *glyph > 0), "{words}: {found:?}");
            for part in parts {
                let stands = found.windows(part.len()).any(|window| window == &part[..]);
                assert!(stands, "{words}: {found:?} lacks {part:?}");
            }
        }
    }

    #[test]
    fn every_letter_belongs_to_a_glyph() {
        for line in ["Committee", "لا إله", "الاتحاد (IUW)", "e\u{301}tat", "조선 당"]
        {
            for run in &set(line).runs {
                let mut said: Vec<_> =
                    run.glyphs.iter().map(|glyph| glyph.letters.clone()).collect();
                said.sort_by_key(|letters| letters.start);
                said.dedup();
                let whole: String = said.into_iter().map(|letters| &run.text[letters]).collect();
                assert_eq!(whole, run.text);
            }
        }
    }

    #[test]
    fn white_runs_together_and_nothing_forbidden_is_set() {
        assert_eq!(shown("a  b\tc "), "a b c");
        assert_eq!(shown("a\u{1}b"), "a\u{FFFD}b");
        assert_eq!(shown("ein Büro"), "ein Büro");
    }
}
