//! The sources that are described somewhere, and what a citation in a cell names among them.
//!
//! Takes the ids and titles of sources and what a cell cites, says which source that is. Reads no cell, and makes no
//! source: what only the cell names is given as it is written.

use std::collections::{HashMap, HashSet};

use super::absent::names_nothing;
use super::locators;
use crate::graph::fold;
use crate::model::{Cite, Text};

/// The sources that a table, the mapping or the model describes.
#[derive(Debug, Default)]
pub(in crate::exchange::csv) struct DescribedSources<'t> {
    pub(super) ids: HashSet<Text<'t>>,
    /// Ids by folded title.
    titles: HashMap<String, Text<'t>>,
    /// Whether a table says which sources there are. A text that names none of them is then an id.
    pub(super) is_table: bool,
}

/// What a citation in a cell names.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange::csv) enum CitedSource<'t> {
    /// A source, by its id or its title.
    Source(Cite<'t>),
    /// A source that only the cell names, by its address.
    Address(Cite<'t>),
    /// A source that only the cell names: its title, and the place in it.
    Title(Text<'t>, Text<'t>),
    /// A place, in what the rows of the table cite or in the table itself.
    Place(Text<'t>),
    /// Nothing.
    Nothing,
}

impl<'t> DescribedSources<'t> {
    /// No source yet, in a table of them.
    pub(in crate::exchange::csv) fn of_table() -> Self {
        DescribedSources { is_table: true, ..DescribedSources::default() }
    }

    /// Remembers a source.
    pub(in crate::exchange::csv) fn add(&mut self, id: Text<'t>, title: &str) {
        if !title.is_empty() {
            self.titles.entry(fold(title)).or_insert_with(|| id.clone());
        }
        self.ids.insert(id);
    }

    /// What a citation names.
    pub(in crate::exchange::csv) fn cited(&self, cited: &Text<'t>) -> CitedSource<'t> {
        let first = cited.split(' ').next().unwrap_or_default();
        if self.ids.contains(first) {
            return CitedSource::Source(Cite::from(cited.clone()));
        }
        if names_nothing(cited) {
            return CitedSource::Nothing;
        }
        if is_address(cited) {
            let cite = Cite::from(cited.clone());
            // Whoever lists sources and cites another by its address made an id of it.
            return match self.is_table {
                true => CitedSource::Source(cite),
                false => CitedSource::Address(cite),
            };
        }
        let (title, at) = locators::of(cited).unwrap_or((cited, ""));
        let at = Text::Owned(at.to_owned());
        if title.is_empty() {
            return CitedSource::Place(at);
        }
        if let Some(source) = self.titles.get(&fold(title)) {
            return CitedSource::Source(Cite { source: source.clone(), at, ..Cite::default() });
        }
        match self.is_table {
            true => CitedSource::Source(Cite::from(cited.clone())),
            false => CitedSource::Title(Text::Owned(title.to_owned()), at),
        }
    }
}

/// Whether a text is an address on the web.
pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}
