//! A theme as a file in RON. Takes text, gives a theme; never lets a word into a style sheet that is not
//! a colour.
//!
//! ```ron
//! Theme(base: "dark", page: "#101418", kinds: [(full: "#4cb8ff", pale: "#12324a")])
//! ```

use serde::Deserialize;

use super::{Ink, Theme};

/// Why a theme file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// It is not RON, or not of this shape.
    #[error("{0}")]
    Form(#[from] ron::error::SpannedError),
    /// A base that is not one of the built-in themes.
    #[error("`{0}` is no built-in theme; there are light, dark and print")]
    Base(String),
    /// A value that is not a colour.
    #[error("`{0}` is no colour; write one as #rrggbb")]
    Colour(String),
}

/// What a theme file may set; the rest is that of its base.
#[derive(Debug, Default, Deserialize)]
#[serde(rename = "Theme", default, deny_unknown_fields)]
struct ThemeFile {
    base: Option<String>,
    page: Option<String>,
    ink: Option<String>,
    muted: Option<String>,
    line: Option<String>,
    faint: Option<String>,
    alarm: Option<String>,
    plain: Option<Ink>,
    kinds: Option<Vec<Ink>>,
    lines: Option<Vec<String>>,
}

impl Theme {
    /// Reads a theme file.
    ///
    /// # Errors
    /// When it is not RON of this shape, or names something that is not a colour.
    pub fn from_ron(text: &str) -> Result<Theme, ThemeError> {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let file: ThemeFile = options.from_str(text)?;
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
}
