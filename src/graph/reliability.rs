//! How reliable the sources of an item are.
//!
//! Takes a slice and an item, or some citations; gives the judgement of the best source that counts. Never judges a
//! source itself.

use super::index::Item;

use super::org_graph::CiteRef;
use super::slice::Slice;
use super::tables::Field;
use crate::model::Reliability;

impl Slice<'_> {
    /// How reliable the best of the sources is that count and speak of an item or of its dates: low only where all
    /// are. An item that cites nothing is not judged.
    #[must_use]
    pub fn reliability(&self, item: Item) -> Reliability {
        let graph = self.graph();
        let dates = graph.facts_of(item, Field::Date).filter(|fact| fact.modality.is_held());
        let dates = dates.flat_map(|fact| graph.fact_cites(&fact).collect::<Vec<_>>());
        self.reliability_of(graph.cites(item).chain(dates))
    }

    /// The same of some citations: a claim that a reliable source makes too rests on that one.
    pub fn reliability_of<'g>(&self, cites: impl Iterator<Item = CiteRef<'g>>) -> Reliability {
        let counted = cites.filter(|cite| self.perspective().has_source(cite.source));
        let judged = counted.map(|cite| {
            let entry = self.graph().source_entry(cite.source);
            entry.map_or(Reliability::Unjudged, |entry| entry.reliability)
        });
        judged.max_by_key(rank).unwrap_or_default()
    }
}

/// What nobody judged is better than what is not to be relied on alone, and worse than what was judged usable.
fn rank(reliability: &Reliability) -> u8 {
    match reliability {
        Reliability::Low => 0,
        Reliability::Unjudged => 1,
        Reliability::Medium => 2,
        Reliability::High => 3,
    }
}
