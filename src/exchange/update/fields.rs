//! The values of one entry, of which is known what the tables said the last time.
//!
//! Takes the entry of the model, of the tables now and of the tables then, gives the entry as it is to be. A value
//! is taken over where the model still has the one of the last time; else it is kept.

use super::entries::{EntryText, fields_of, line_of};
use super::report::KeptValue;

/// What came of an entry.
#[derive(Debug, Default)]
pub(super) struct MergedEntry {
    /// The entry as it is to be, if it is to change.
    pub(super) line: Option<String>,
    pub(super) kept: Vec<KeptValue>,
    /// Whether it now cites the tables themselves.
    pub(super) cites_tables: bool,
}

pub(super) fn merged(
    section: usize,
    old: &EntryText,
    new: &EntryText,
    last: &EntryText,
) -> MergedEntry {
    let label = || new.label(section);
    let ((head, mut fields), (_, now), (_, then)) =
        (fields_of(&old.line), fields_of(&new.line), fields_of(&last.line));
    if head.is_empty() {
        return whole(&label(), &old.line, &new.line, &last.line);
    }
    let names = now.iter().chain(&then).map(|(name, _)| name.as_str());
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    let (mut kept, mut changed) = (Vec::new(), false);
    for name in names {
        let at = fields.iter().position(|(field, _)| field == name);
        let model = at.map_or("", |at| &fields[at].1).to_owned();
        let (table, before) = (value(&now, name), value(&then, name));
        if model == table {
            continue;
        }
        if model == before {
            changed = true;
            match (at, table) {
                (Some(at), "") => drop(fields.remove(at)),
                (Some(at), table) => fields[at].1 = table.to_owned(),
                (None, table) => fields.push((name.to_owned(), table.to_owned())),
            }
        } else {
            kept.push(KeptValue {
                entry: label(),
                field: name.to_owned(),
                model,
                table: table.to_owned(),
                is_open: table != before,
            });
        }
    }
    let line = changed.then(|| line_of(section, &head, &fields));
    MergedEntry { line, kept, cites_tables: false }
}

fn value<'f>(fields: &'f [(String, String)], name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

/// An entry that is one value: a query, a level.
fn whole(label: &str, old: &str, new: &str, last: &str) -> MergedEntry {
    if old == last {
        return MergedEntry { line: Some(new.to_owned()), ..MergedEntry::default() };
    }
    let kept = KeptValue {
        entry: label.to_owned(),
        field: "value".to_owned(),
        model: old.to_owned(),
        table: new.to_owned(),
        is_open: new != last,
    };
    MergedEntry { kept: vec![kept], ..MergedEntry::default() }
}
