//! The name of an SVG in a page. Takes a word, gives it as what ids and classes begin with; never writes anything.

use std::str::FromStr;

/// The name of a picture among others in one page: its ids and classes begin with it and a hyphen, so that no style
/// and no link of one picture reaches another or the page. Without a name they begin with nothing.
///
/// ```
/// use organigram::render::SvgId;
///
/// let id: SvgId = "fig-1".parse()?;
/// assert_eq!(id.name(), "fig-1");
/// assert!("1st figure".parse::<SvgId>().is_err());
/// # Ok::<(), organigram::render::BadSvgId>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SvgId {
    /// The name and a hyphen; empty without a name.
    prefix: String,
}

/// That a word is no name for an SVG: style sheets and addresses need a letter first, and then letters of ASCII,
/// digits, `-` and `_`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a letter first, then letters, digits, `-` and `_`, all of ASCII")]
pub struct BadSvgId;

impl SvgId {
    /// The name, which is the id of the whole picture; empty where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.prefix.strip_suffix('-').unwrap_or_default()
    }

    /// What ids and classes begin with.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }
}

impl FromStr for SvgId {
    type Err = BadSvgId;

    fn from_str(name: &str) -> Result<SvgId, BadSvgId> {
        let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic());
        match is_name && name.chars().all(fits) {
            true => Ok(SvgId { prefix: format!("{name}-") }),
            false => Err(BadSvgId),
        }
    }
}
