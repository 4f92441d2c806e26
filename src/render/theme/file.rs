//! A theme as a file in RON or JSON. Takes text, gives a theme; never lets a word into a style sheet that is not
//! a colour.
//!
//! ```ron
//! Theme(base: "dark", page: "#101418", kinds: [(full: "#4cb8ff", pale: "#12324a")])
//! ```

use serde::Deserialize;

use super::{Ink, Theme};
use crate::settings_file::{self, SettingsError};

/// Why a theme file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// It is neither RON nor JSON of this shape.
    #[error("{0}")]
    Form(#[from] SettingsError),
    /// A base that is not one of the built-in themes.
    #[error("`{0}` is not a built-in theme; there are light, dark and print")]
    Base(String),
    /// A value that is not a colour.
    #[error("`{0}` is not a colour; write one as #rrggbb")]
    Colour(String),
}

/// A theme of one's own. Colours are `#rgb` or `#rrggbb`; what is not set is that of the base.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename = "Theme", default, deny_unknown_fields)]
pub(crate) struct ThemeFile {
    /// The theme to start from: `light`, `dark` or `print`; `light` where none is named.
    base: Option<String>,
    /// The ground.
    page: Option<String>,
    /// Words.
    ink: Option<String>,
    /// Words that step back.
    muted: Option<String>,
    /// Lines between boxes.
    line: Option<String>,
    /// Grid lines.
    faint: Option<String>,
    /// What is disputed or wrong.
    alarm: Option<String>,
    /// What has no kind.
    plain: Option<Ink>,
    /// Each kind in turn.
    kinds: Option<Vec<Ink>>,
    /// Each line of superiors in turn.
    lines: Option<Vec<String>>,
}

impl Theme {
    /// Reads a theme file.
    ///
    /// # Errors
    /// When it is neither RON nor JSON of this shape, or names something that is not a colour.
    pub fn from_ron(text: &str) -> Result<Theme, ThemeError> {
        let file: ThemeFile = settings_file::read(text)?;
        let base = file.base.as_deref().unwrap_or("light");
        let mut theme = Theme::named(base).ok_or_else(|| ThemeError::Base(base.to_owned()))?;
        let set = |own: &mut String, value: Option<String>| *own = value.unwrap_or(own.clone());
        set(&mut theme.page, file.page);
        set(&mut theme.ink, file.ink);
        set(&mut theme.muted, file.muted);
        set(&mut theme.line, file.line);
        set(&mut theme.faint, file.faint);
        set(&mut theme.alarm, file.alarm);
        theme.plain = file.plain.unwrap_or(theme.plain);
        theme.kinds = file.kinds.filter(|kinds| !kinds.is_empty()).unwrap_or(theme.kinds);
        theme.lines = file.lines.filter(|lines| !lines.is_empty()).unwrap_or(theme.lines);
        let other = theme.colours().find(|colour| !is_colour(colour)).map(str::to_owned);
        other.map_or(Ok(theme), |other| Err(ThemeError::Colour(other)))
    }

    fn colours(&self) -> impl Iterator<Item = &str> {
        let own = [&self.page, &self.ink, &self.muted, &self.line, &self.faint, &self.alarm];
        let inks = self.kinds.iter().chain([&self.plain]).flat_map(|ink| [&ink.full, &ink.pale]);
        own.into_iter().chain(inks).chain(&self.lines).map(String::as_str)
    }
}

/// Whether a text is `#rgb` or `#rrggbb`.
fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_what_it_names() {
        let theme = Theme::from_ron(r##"Theme(base: "dark", page: "#101418")"##).unwrap();
        assert_eq!(theme, Theme { page: "#101418".into(), ..Theme::dark() });
    }

    #[test]
    fn what_is_no_colour_stays_out_of_the_style_sheet() {
        let hostile = r#"(ink: "red}</style><script>")"#;
        assert!(matches!(Theme::from_ron(hostile), Err(ThemeError::Colour(_))));
        assert!(matches!(Theme::from_ron(r#"(base: "loud")"#), Err(ThemeError::Base(_))));
    }

    /// Contrast of two colours by WCAG 2.1.
    fn contrast(a: &str, b: &str) -> f64 {
        let light = |colour: &str| -> f64 {
            let channel = |at: usize| {
                let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_can_be_read_in_every_theme() {
        for name in Theme::NAMES {
            let theme = Theme::named(name).unwrap();
            let words = [&theme.ink, &theme.muted].into_iter();
            for word in words.clone().chain(theme.kinds.iter().map(|ink| &ink.full)) {
                assert!(contrast(word, &theme.page) >= 4.5, "{name}: {word} on the page");
            }
            for ink in theme.kinds.iter().chain([&theme.plain]) {
                for word in [&theme.ink, &theme.muted, &ink.full] {
                    assert!(contrast(word, &ink.pale) >= 4.5, "{name}: {word} on {}", ink.pale);
                }
            }
        }
    }

    /// What is not words: WCAG 2.1, 1.4.11. Grid lines are no more than a hint, and may be paler.
    #[test]
    fn lines_and_shapes_can_be_seen_in_every_theme() {
        for name in Theme::NAMES {
            let theme = Theme::named(name).unwrap();
            let inks = || theme.kinds.iter().chain([&theme.plain]);
            let full = inks().map(|ink| &ink.full);
            let strokes = [&theme.line, &theme.alarm].into_iter().chain(&theme.lines).chain(full);
            for stroke in strokes {
                assert!(contrast(stroke, &theme.page) >= 3.0, "{name}: {stroke} on the page");
                for ink in inks() {
                    assert!(contrast(stroke, &ink.pale) >= 3.0, "{name}: {stroke} on {}", ink.pale);
                }
            }
        }
    }

    #[test]
    fn no_two_of_the_first_lines_look_alike() {
        for name in Theme::NAMES {
            let theme = Theme::named(name).unwrap();
            let strokes: Vec<_> = (1..=12).map(|place| theme.line(place)).collect();
            for (i, one) in strokes.iter().enumerate() {
                assert!(!strokes[..i].contains(one), "{name}: {one:?}");
            }
        }
        let print = Theme::print();
        let forms: Vec<_> =
            (1..=8).map(|place| (print.line(place).dashes, print.line(place).width)).collect();
        for (i, one) in forms.iter().enumerate() {
            assert!(
                !forms[..i].contains(one),
                "black and white alone must distinguish them: {one:?}"
            );
        }
    }

    /// What a colour is to people without one sort of cones, as linear red, green and blue.
    type Sight = [[f64; 3]; 3];

    /// Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
    /// deficiency", IEEE TVCG 15(6), 2009, at full severity.
    const SIGHTS: [(&str, Sight); 4] = [
        ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "no red",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
        ),
        (
            "no green",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ),
        (
            "no blue",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ],
        ),
    ];

    /// A colour as seen, in CIE L*a*b*, where distances are what people distinguish.
    fn seen(colour: &str, sight: &Sight) -> [f64; 3] {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let linear = [channel(1), channel(3), channel(5)];
        let [r, g, b] = sight
            .map(|row| row.iter().zip(linear).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0));
        let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047;
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883;
        let bend = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let [x, y, z] = [x, y, z].map(bend);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// Kinds also differ by shape; a distance of 2.3 is just seen.
    #[test]
    fn kinds_stay_apart_for_colour_blind_readers() {
        for theme in [Theme::light(), Theme::dark()] {
            for (sight, matrix) in &SIGHTS {
                for (i, one) in theme.kinds.iter().enumerate() {
                    for other in &theme.kinds[..i] {
                        let (a, b) = (seen(&one.full, matrix), seen(&other.full, matrix));
                        let apart: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
                        assert!(apart.sqrt() > 9.0, "{sight}: {} {}", one.full, other.full);
                    }
                }
            }
        }
    }
}
