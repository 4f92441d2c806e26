//! What a picture shows as presumed, in words under it: how much, and when it was last attested. Takes the reasons of
//! the marks as they are made; never decides what is shown.

use rustc_hash::FxHashSet;

use crate::graph::{Class, Item, OrgGraph, Why};
use crate::time::LastDate;
use crate::view::scope::counted;

/// What is presumed of what a picture shows. What it shows twice counts once.
#[derive(Clone, Debug, Default)]
pub(super) struct Presumed {
    organs: Attested,
    services: Attested,
    seen: FxHashSet<Item>,
}

/// How many things are presumed, and the first and the last of the dates at which they were last attested.
#[derive(Clone, Copy, Debug, Default)]
struct Attested {
    count: usize,
    dates: Option<(LastDate, LastDate)>,
}

impl Presumed {
    /// Counts an organ, a tenure or a seat whose answer is presumed for this reason.
    pub(super) fn note(&mut self, graph: &OrgGraph, item: Item, why: &Why) {
        let Why::Presumed(_, last) = why else { return };
        if !self.seen.insert(item) {
            return;
        }
        match item {
            Item::Node(node) if graph.class(node) == Class::Organ => self.organs.note(*last),
            Item::Tie(_) => self.services.note(*last),
            _ => {}
        }
    }

    /// `Presumed to have gone on: 12 organs, last attested between 1998 and 2013-01-28.`
    pub(super) fn in_words(&self) -> Option<String> {
        let parts = [
            self.organs.in_words(counted(self.organs.count, "organ")),
            self.services.in_words(match self.services.count {
                1 => "1 tenure or seat".to_owned(),
                more => format!("{more} tenures and seats"),
            }),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("Presumed to have gone on: {}.", parts.join("; ")))
    }
}

impl Attested {
    fn note(&mut self, last: LastDate) {
        self.count += 1;
        let (first, latest) = self.dates.unwrap_or((last, last));
        let by_day = |date: &LastDate| (date.0.latest, date.0.earliest);
        let first = std::cmp::min_by_key(first, last, by_day);
        self.dates = Some((first, std::cmp::max_by_key(latest, last, by_day)));
    }

    fn in_words(&self, things: String) -> Option<String> {
        let (first, last) = self.dates?;
        Some(match first == last {
            true => format!("{things}, last attested {last}"),
            false => format!("{things}, last attested between {first} and {last}"),
        })
    }
}
