//! Entries put into a model that has some of them already.
//!
//! Takes the texts of a model, what an import makes of somebody's tables now, and what it made of them the last
//! time; gives the texts with what is new and what has changed. Compares value by value: what the tables changed since
//! the last time is taken, what was changed in the model is kept and reported. Where nothing is remembered, what the
//! model lacks is added to an entry, with its own citations, and what differs is kept and reported. Takes nothing out
//! of a model but a value that came from the same tables, and moves nothing.
//!
//! | file | owns |
//! |---|---|
//! | `memory` | what an import made the last time, kept beside the model |
//! | `entries` | entries as texts, field by field |
//! | `pairs` | which entry of one text is which of another |
//! | `fields` | values of one entry: which is taken |
//! | `fill` | an entry of which nothing is remembered |
//! | `edit` | one entry changed in its text |
//! | `report` | what came of it |

mod edit;
mod entries;
mod fields;
mod fill;
mod memory;
mod pairs;
mod report;

#[cfg(test)]
mod tests;

pub use memory::ImportMemory;
pub use report::{KeptValue, UpdateReport};

use super::format::{ModelSection, NotRon, splice};
use crate::model::Model;
use crate::syntax::SyntaxTree;
use entries::{Edit, EntryText, PlacedEntry, SECTIONS, placed, said};
use fields::MergedEntry;
use pairs::EntryPairs;

/// A model's text with what is new.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpdatedTexts {
    /// The texts in the order in which they came; the same where nothing changed.
    pub texts: Vec<String>,
    /// What came of the entries.
    pub report: UpdateReport,
}

/// Puts entries into the texts of a model, of which the first takes what is new. `last` is what the same import
/// made the last time, and `source` the title under which values are cited that cite nothing, where they come to
/// stand beside others.
///
/// # Errors
/// When a text is no RON.
pub fn update(
    texts: &[&str],
    new: &Model<'_>,
    last: Option<&Model<'_>>,
    source: &str,
) -> Result<UpdatedTexts, NotRon> {
    let mut trees = Vec::with_capacity(texts.len());
    for text in texts {
        trees.push(NotRon::check(text)?);
    }
    let mut work = Work { trees: &trees, edits: vec![Vec::new(); texts.len()], ..Work::default() };
    work.source = source;
    for section in 0..SECTIONS.len() {
        work.section(section, new, last);
    }
    work.cite_tables();
    let Work { edits, mut added, report, .. } = work;
    let mut updated: Vec<String> = Vec::with_capacity(texts.len());
    for (text, mut edits) in texts.iter().zip(edits) {
        // From the end, so that earlier places stay right.
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.0.start));
        let mut text = (*text).to_owned();
        edits.into_iter().for_each(|(range, new)| text.replace_range(range, &new));
        updated.push(text);
    }
    added.retain(|section| !section.entries.is_empty());
    if let Some(first) = updated.first_mut() {
        *first = splice(first, &added)?;
    }
    Ok(UpdatedTexts { texts: updated, report })
}

#[derive(Default)]
struct Work<'w> {
    trees: &'w [SyntaxTree<'w>],
    edits: Vec<Vec<Edit>>,
    added: Vec<ModelSection>,
    report: UpdateReport,
    source: &'w str,
    /// Whether a value rests on the tables themselves.
    cites_tables: bool,
}

impl Work<'_> {
    fn section(&mut self, section: usize, new: &Model<'_>, last: Option<&Model<'_>>) {
        let new = said(section, new);
        let last = last.map(|last| said(section, last)).unwrap_or_default();
        let mut entries = String::new();
        if !new.is_empty() || !last.is_empty() {
            let old = placed(section, self.trees, &new, &last);
            let pairs = EntryPairs::of(section, &new, &last, &old);
            for (at, entry) in new.iter().enumerate() {
                self.entry(section, entry, at, &pairs, &last, &old, &mut entries);
            }
            let gone = pairs.gone.iter().map(|&at| old[at].said.label(section));
            self.report.left.extend(gone);
        }
        let (name, brackets, _) = SECTIONS[section];
        self.added.push(ModelSection { name, brackets, entries });
    }

    #[allow(clippy::too_many_arguments, reason = "one step of a walk over three lists")]
    fn entry(
        &mut self,
        section: usize,
        entry: &EntryText,
        at: usize,
        pairs: &EntryPairs,
        last: &[EntryText],
        old: &[PlacedEntry],
        added: &mut String,
    ) {
        let last = pairs.last[at].map(|at| &last[at]);
        let Some(old) = pairs.old[at].map(|at| &old[at]) else {
            match last {
                Some(_) => self.report.deleted.push(entry.label(section)),
                None => {
                    self.report.added += 1;
                    entry.append(section, added);
                }
            }
            return;
        };
        if old.said.line == entry.line {
            self.report.unchanged += 1;
            return;
        }
        let MergedEntry { line, kept, cites_tables } = match last {
            Some(last) => fields::merged(section, &old.said, entry, last),
            None => fill::merged(section, &old.said, entry, self.source),
        };
        self.cites_tables |= cites_tables;
        self.report.kept.extend(kept);
        match line {
            Some(line) => {
                self.report.updated += 1;
                let edits = edit::edits(section, &self.trees[old.text], old, &line);
                self.edits[old.text].extend(edits);
            }
            None => self.report.unchanged += 1,
        }
    }

    /// The tables themselves as a source, if something rests on them.
    fn cite_tables(&mut self) {
        let id = crate::text::to_id(self.source);
        let has = |tree: &SyntaxTree<'_>| {
            entries::keys(tree, "sources").iter().any(|(key, _)| *key == id)
        };
        let Some(sources) = self.added.first_mut() else { return };
        let quoted = super::ron_line::text(&id);
        let is_new = !sources.entries.contains(&format!("        {quoted}: "));
        if self.cites_tables && is_new && !self.trees.iter().any(has) {
            let title = super::ron_line::text(&self.source);
            sources.entries += &format!("        {quoted}: Source(title: {title}),\n");
        }
    }
}
