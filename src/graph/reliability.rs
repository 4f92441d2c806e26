//! How reliable the sources of an item are.
//!
//! Takes a slice and an item; gives the judgement of the best source that counts. Never judges a source itself.

use super::index::Item;
use super::org_graph::OrgGraph;
use super::slice::Slice;
use super::tables::Field;
use crate::model::Reliability;

impl Slice<'_> {
    /// How reliable the best of the sources is that count and speak of an item: low only where all are.
    pub fn reliability(&self, item: Item) -> Reliability {
        let graph = self.graph();
        if !graph.has_unreliable_sources() {
            return Reliability::Unjudged;
        }
        let dates = graph.facts_of(item, Field::Date).filter(|fact| fact.modality.is_held());
        let dates = dates.flat_map(|fact| graph.fact_cites(&fact).collect::<Vec<_>>());
        let all = graph.cites(item).chain(dates).map(|cite| cite.source);
        let judged = all.filter(|source| self.perspective().has_source(*source)).map(|source| {
            graph.source_entry(source).map_or(Reliability::Unjudged, |entry| entry.reliability)
        });
        // From the best to the worst, for what nobody judged may well be good.
        let order = |reliability: &Reliability| match reliability {
            Reliability::High => 0,
            Reliability::Medium => 1,
            Reliability::Unjudged => 2,
            Reliability::Low => 3,
        };
        judged.min_by_key(order).unwrap_or_default()
    }
}

impl OrgGraph {
    /// Whether any source is called unreliable.
    fn has_unreliable_sources(&self) -> bool {
        let entries = self.sources().filter_map(|source| self.source_entry(source));
        entries.into_iter().any(|entry| entry.reliability == Reliability::Low)
    }
}
