//! Ids that two entries share.
//!
//! Takes the ids of entries with their places, gives one diagnostic for each id that stands in two
//! places. The ids of organs, posts, people and events are one namespace; those of the graph are
//! watched by whoever builds it, for here only the small maps are.

use std::collections::HashMap;

use super::{code, entries};
use crate::diagnostics::{Diagnostic, Level};
use crate::model::Entry;
use crate::syntax::places::key_span;
use crate::text::{Pos, SourceMap, Span};

/// The ids that have been seen.
#[derive(Default, Debug)]
pub(super) struct Seen {
    ids: Vec<(&'static str, Box<str>, Pos)>,
}

impl Seen {
    /// Notes the id of an entry of a small map.
    #[inline]
    pub(super) fn add(&mut self, entry: &Entry<'_>) {
        if let Some((what, id, at)) = entries::small_key(entry) {
            self.ids.push((what, id.into(), at.0));
        }
    }

    /// Notes the id of any entry.
    pub(super) fn add_any(&mut self, entry: &Entry<'_>) {
        match entry {
            Entry::Organ(key, _) => self.ids.push(("thing", (*key.id).into(), key.pos.0)),
            Entry::Event(key, _) => self.ids.push(("thing", (*key.id).into(), key.pos.0)),
            Entry::Post(key, _) => self.ids.push(("thing", (*key.id).into(), key.pos.0)),
            Entry::Person(key, _) => self.ids.push(("thing", (*key.id).into(), key.pos.0)),
            _ => self.add(entry),
        }
    }

    /// Adds the ids of later files.
    pub(super) fn append(&mut self, mut later: Seen) {
        self.ids.append(&mut later.ids);
    }

    /// One diagnostic for every further entry of an id.
    pub(super) fn repeated(&self, sources: &SourceMap) -> Vec<Diagnostic> {
        let mut first: HashMap<(&str, &str), Pos> = HashMap::new();
        let mut found = Vec::new();
        for (what, id, pos) in &self.ids {
            match first.get(&(*what, &**id)) {
                Some(&before) => found.push(repeated(what, id, [before, *pos], sources)),
                None => drop(first.insert((what, id), *pos)),
            }
        }
        found
    }
}

/// The diagnostic that an id stands in two places.
fn repeated(what: &str, id: &str, places: [Pos; 2], sources: &SourceMap) -> Diagnostic {
    let over = |pos: Pos| sources.file_of(pos).map_or(Span::at(pos), |file| key_span(file, pos));
    let [before, again] = places.map(over);
    let message = format!("two entries have the id \"{id}\"");
    let message = if what == "thing" {
        message
    } else {
        format!("two {} have the id \"{id}\"", plural(what))
    };
    Diagnostic::new(code::REPEATED_ID, Level::Error, message, again)
        .label("again here")
        .also(before, "first here")
        .help("give one of them another id, or join the two into one entry")
}

fn plural(what: &str) -> &str {
    match what {
        "source" => "sources",
        "view" => "views",
        "query" => "queries",
        _ => "levels",
    }
}
