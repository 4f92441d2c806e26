//! The sources that are described somewhere. Plain data.

use std::collections::{HashMap, HashSet};

use crate::graph::fold;
use crate::model::Text;

/// The sources that a table, the mapping or the model describes.
#[derive(Debug, Default)]
pub(super) struct DescribedSources<'t> {
    pub(super) ids: HashSet<Text<'t>>,
    /// Ids by folded title.
    pub(super) titles: HashMap<String, Text<'t>>,
    /// Whether a table says which sources there are. A text that names none of them is then an id.
    pub(super) is_table: bool,
}

impl<'t> DescribedSources<'t> {
    /// Remembers a source.
    pub(super) fn add(&mut self, id: Text<'t>, title: &str) {
        if !title.is_empty() {
            self.titles.entry(fold(title)).or_insert_with(|| id.clone());
        }
        self.ids.insert(id);
    }
}
