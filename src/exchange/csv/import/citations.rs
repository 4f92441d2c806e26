//! What the cells of a row cite: sources that are described, by id or title, and sources that the cell itself
//! names by title or address, each with the place in it.
//!
//! Takes a cell, gives citations, and the sources that nothing else describes. A page alone is a place in what the
//! mapping cites, or in the table itself.

use super::columns::Field;
use super::described::{CitedSource, is_address};
use super::row::{RON, RowCells, split};
use super::sheets::book_and_sheet;
use crate::model::{Cite, OneOrMany, Text};
use crate::text::{SourceFile, to_id};

impl<'t> RowCells<'_, 't> {
    pub(super) fn cite(&self) -> OneOrMany<Cite<'t>> {
        let text = self.raw(Field::Cite);
        if text.is_empty() {
            return self.spec.cite.clone();
        }
        if let Some(nested) = self.nested::<OneOrMany<Cite<'static>>>(Field::Cite, &text) {
            return self.or_none(nested);
        }
        let pos = self.at(Field::Cite);
        let cited = self.cited(&text);
        let cites = cited.iter().filter_map(|cited| Some(self.citation(cited)?.0));
        cites.map(|cite| Cite { pos, ..cite }).collect()
    }

    /// The citations of a cell: pieces between separators, or addresses one after another.
    fn cited(&self, text: &Text<'t>) -> OneOrMany<Text<'t>> {
        let separator = self.spec.lists[Field::Cite as usize];
        let is_list = |text: &str| separator.is_some_and(|separator| text.contains(separator));
        if self.spec.sources.is_table || !is_address(text) || is_list(text) {
            return split(text, separator);
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '|');
        let starts = text.match_indices("http").map(|(at, _)| at);
        let starts: Vec<usize> =
            starts.filter(|&at| at == 0 || text[..at].ends_with(ends)).collect();
        let stops = starts.iter().skip(1).copied().chain([text.len()]);
        let pieces =
            starts.iter().zip(stops).map(|(&start, stop)| text[start..stop].trim_end_matches(ends));
        pieces.map(|piece| Text::Owned(piece.to_owned())).collect()
    }

    /// A citation, and the title of its source where the cell itself names one.
    fn citation(&self, cited: &Text<'t>) -> Option<(Cite<'t>, Option<Text<'t>>)> {
        Some(match self.spec.sources.cited(cited) {
            CitedSource::Source(cite) => (cite, None),
            CitedSource::Address(cite) => {
                let address = cite.source.clone();
                (cite, Some(address))
            }
            CitedSource::Title(title, at) => {
                let source = Text::Owned(to_id(&title));
                (Cite { source, at, ..Cite::default() }, Some(title))
            }
            CitedSource::Place(at) => {
                let (source, made) = self.own_source();
                (Cite { source, at, ..Cite::default() }, made)
            }
            CitedSource::Nothing => return None,
        })
    }

    /// What a page alone is a page of: what the mapping cites, or else the table itself, with its title.
    fn own_source(&self) -> (Text<'t>, Option<Text<'t>>) {
        match self.spec.cite.first() {
            Some(cite) => (cite.source.clone(), None),
            None => (
                to_id(file_title(self.spec.file)).into(),
                Some(file_title(self.spec.file).to_owned().into()),
            ),
        }
    }

    /// The sources that nothing but the row's citations describes: their ids and titles.
    pub(super) fn made_sources(&self) -> OneOrMany<(Text<'t>, Text<'t>)> {
        let text = self.raw(Field::Cite);
        if text.is_empty() || text.starts_with(RON) {
            return OneOrMany::None;
        }
        let made = |cited: &Text<'t>| {
            let (cite, title) = self.citation(cited)?;
            Some((cite.source, title?))
        };
        self.cited(&text).iter().filter_map(made).collect()
    }
}

/// What a table is called as a source: its file, without folders.
pub(super) fn file_title(file: &SourceFile) -> &str {
    let name = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name);
    // The sheets of a workbook are one source.
    book_and_sheet(name).map_or(name, |(book, _)| book)
}
