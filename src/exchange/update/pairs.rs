//! Which entry of one text is which of another: things by their ids; tenures, seats and change events, which have
//! none, by what they join.
//!
//! Takes three lists of entries, gives pairs. Never pairs two entries with one.

use std::collections::{HashMap, VecDeque};

use super::entries::{EntryText, PlacedEntry, SECTIONS, fields_of};

/// For each of the new entries: the one that was made of it the last time, and the one of the model that it is.
#[derive(Debug, Default)]
pub(super) struct EntryPairs {
    pub(super) last: Vec<Option<usize>>,
    pub(super) old: Vec<Option<usize>>,
    /// The entries of the model that the tables made the last time and no more.
    pub(super) gone: Vec<usize>,
}

impl EntryPairs {
    pub(super) fn of(
        section: usize,
        new: &[EntryText],
        last: &[EntryText],
        old: &[PlacedEntry],
    ) -> EntryPairs {
        let ends = |entries: &mut dyn Iterator<Item = &EntryText>| -> Vec<PairedEntry> {
            entries.map(|entry| PairedEntry::of(section, entry)).collect()
        };
        let new = ends(&mut new.iter());
        let last = ends(&mut last.iter());
        let old = ends(&mut old.iter().map(|placed| &placed.said));
        let (mut free_last, mut free_old) = (vec![true; last.len()], vec![true; old.len()]);
        let last_to_old = paired(&last, &old, &mut free_old, false);
        let new_to_last = paired(&new, &last, &mut free_last, false);
        // What nothing is remembered of may be there by another hand.
        let unknown: Vec<usize> = (0..new.len()).filter(|&at| new_to_last[at].is_none()).collect();
        let others: Vec<PairedEntry> = unknown.iter().map(|&at| new[at].clone()).collect();
        let found = paired(&others, &old, &mut free_old, true);
        let mut pairs = EntryPairs { last: new_to_last, ..EntryPairs::default() };
        pairs.old = pairs.last.iter().map(|last| last.and_then(|last| last_to_old[last])).collect();
        for (at, found) in unknown.into_iter().zip(found) {
            pairs.old[at] = found;
        }
        let gone = (0..last.len()).filter(|&at| free_last[at]);
        pairs.gone = gone.filter_map(|at| last_to_old[at]).collect();
        pairs
    }
}

/// An entry by what makes it the one that it is.
#[derive(Clone, Debug)]
struct PairedEntry {
    line: String,
    identity: String,
    /// How its time begins, of what has no id.
    start: String,
}

impl PairedEntry {
    fn of(section: usize, entry: &EntryText) -> PairedEntry {
        let ends: &[&str] = match SECTIONS[section].0 {
            "tenures" => &["person", "post"],
            "seats" => &["person", "organ", "title"],
            "transitions" => &["organ", "from", "into"],
            _ => {
                let (line, identity) = (entry.line.clone(), entry.id.clone());
                return PairedEntry {
                    line: format!("{identity}\n{line}"),
                    identity,
                    start: String::new(),
                };
            }
        };
        let (head, fields) = fields_of(&entry.line);
        let field = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name);
            found.map(|(_, value)| value.as_str()).unwrap_or_default()
        };
        let ends: Vec<&str> = ends.iter().map(|end| field(end)).collect();
        let time = [field("during"), field("on")].concat();
        let first = time.split('"').nth(1).unwrap_or_default();
        let start = first.split('/').next().unwrap_or_default();
        PairedEntry {
            line: entry.line.clone(),
            identity: format!("{head} {}", ends.join(" ")),
            start: start.to_owned(),
        }
    }
}

/// EntryPairs entries with others: the equal ones first, then by identity in their order. With `careful`, times must begin
/// alike, or one of them not be recorded.
fn paired(
    entries: &[PairedEntry],
    others: &[PairedEntry],
    free: &mut [bool],
    careful: bool,
) -> Vec<Option<usize>> {
    let mut pairs = vec![None; entries.len()];
    let mut take =
        |pairs: &mut Vec<Option<usize>>, key: fn(&PairedEntry) -> &str, careful: bool| {
            let mut by_key: HashMap<&str, VecDeque<usize>> = HashMap::new();
            for (at, other) in others.iter().enumerate().filter(|(at, _)| free[*at]) {
                by_key.entry(key(other)).or_default().push_back(at);
            }
            for (at, entry) in entries.iter().enumerate() {
                if pairs[at].is_some() {
                    continue;
                }
                let Some(found) = by_key.get_mut(key(entry)) else { continue };
                let fits = |other: &usize| {
                    let (one, other) = (&entry.start, &others[*other].start);
                    !careful || one.is_empty() || other.is_empty() || one == other
                };
                if let Some(place) = found.iter().position(fits) {
                    pairs[at] = found.remove(place);
                }
            }
            for at in pairs.iter().flatten() {
                free[*at] = false;
            }
        };
    take(&mut pairs, |entry| &entry.line, false);
    // Of several tenures of one person in one post, those that begin alike are the same.
    take(&mut pairs, |entry| &entry.identity, true);
    if !careful {
        take(&mut pairs, |entry| &entry.identity, false);
    }
    pairs
}
