//! What a page is to hold, as it is asked for. Plain data.

use super::super::Style;
use crate::render::PageLanguage;

/// What a page is to hold.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PageOptions {
    /// The names of the views; all of the model's where there is none.
    pub views: Vec<String>,
    /// Only these organs, by id or name, what ever stood under them, and the posts, people and events of those.
    pub root: Vec<String>,
    /// Only what these expressions of the query language find, at any time and be it only possible.
    pub only: Vec<String>,
    /// Only from this date on, in EDTF.
    pub from: Option<String>,
    /// Only up to this date, in EDTF.
    pub to: Option<String>,
    /// How many perspectives are offered at the most, beside those of the views: all sources, then the main sources.
    pub perspectives: usize,
    /// The language of the page's own words. What the model says, and the reasons of answers, stay as they are.
    pub language: PageLanguage,
    /// How pictures are drawn.
    pub style: Style,
}

impl Default for PageOptions {
    fn default() -> Self {
        PageOptions {
            views: Vec::new(),
            root: Vec::new(),
            only: Vec::new(),
            from: None,
            to: None,
            perspectives: 8,
            language: PageLanguage::default(),
            style: Style::default(),
        }
    }
}
