//! What moved a belief: which sources that were published between two dates speak of something that was known otherwise by
//! the one than by the other.
//!
//! Takes two slices of one graph and what a difference concerns; gives the sources that only the second counts. Never says
//! which of the two states is right.

use std::collections::BTreeSet;

use serde::Serialize;

use super::words;
use crate::graph::{CiteRef, Item, NodeIx, OrgGraph, Slice, SourceIx};

/// What was believed by two dates, and what moved it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Belief {
    /// What was believed by the first date.
    pub earlier: String,
    /// What was believed by the second.
    pub later: String,
    /// The sources that say so and were published between the two, by the date of publication.
    pub moved_by: Vec<MovedBy>,
}

/// A source that moved a belief.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct MovedBy {
    /// Its id.
    pub source: String,
    /// When it was published, in EDTF; empty where that is not recorded.
    pub published: String,
    /// Where it says so.
    pub cites: Vec<String>,
}

/// The sources that only the second of two slices counts and that are cited for a difference; where none is, those that
/// speak of the things that it concerns.
pub(crate) fn moved_by(
    before: &Slice<'_>,
    after: &Slice<'_>,
    ids: &[String],
    cites: &[String],
) -> Vec<MovedBy> {
    let graph = after.graph();
    let is_new = |source: SourceIx| {
        after.perspective().has_source(source) && !before.perspective().has_source(source)
    };
    let new: Vec<SourceIx> = graph.sources().filter(|source| is_new(*source)).collect();
    let cited = |source: &SourceIx| -> Vec<String> {
        let id = graph.source_id(*source);
        let is_of = |cite: &&String| {
            cite.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        cites.iter().filter(is_of).cloned().collect()
    };
    let mut found: Vec<(SourceIx, Vec<String>)> =
        new.iter().map(|source| (*source, cited(source))).collect();
    found.retain(|(_, cites)| !cites.is_empty());
    if found.is_empty() {
        let about = about(graph, ids);
        let said = |source: &SourceIx| -> Vec<String> {
            let own = about.iter().filter(|cite| cite.source == *source);
            let texts: BTreeSet<String> =
                own.map(|cite| words::cite_text(graph.source_id(cite.source), cite.at)).collect();
            texts.into_iter().collect()
        };
        found = new.iter().map(|source| (*source, said(source))).collect();
        found.retain(|(_, cites)| !cites.is_empty());
    }
    found.sort_by_key(|(source, _)| {
        let published = graph.published(*source).map(|period| period.start());
        (published.map(|date| (date.latest, date.earliest)), *source)
    });
    let moved = |(source, cites): (SourceIx, Vec<String>)| MovedBy {
        source: graph.source_id(source).to_owned(),
        published: graph.published(source).map_or(String::new(), |date| date.to_string()),
        cites,
    };
    found.into_iter().map(moved).collect()
}

/// The citations of some things, or of the relations between them where there are several.
fn about<'g>(graph: &'g OrgGraph, ids: &[String]) -> Vec<CiteRef<'g>> {
    let nodes: Vec<NodeIx> = ids.iter().filter_map(|id| graph.node(id)).collect();
    let items: Vec<Item> = match nodes[..] {
        [node] => {
            let unders = graph.unders(node).map(|under| Item::Under(under.ix));
            std::iter::once(Item::Node(node)).chain(unders).collect()
        }
        _ => {
            let ties = nodes.iter().flat_map(|node| graph.relations_from(*node));
            let between = ties.filter(|tie| nodes.contains(&tie.to));
            between.map(|tie| Item::Tie(tie.ix)).collect()
        }
    };
    let own = |item: Item| {
        let facts =
            graph.facts(item).flat_map(move |fact| graph.fact_cites(&fact).collect::<Vec<_>>());
        graph.cites(item).chain(facts).collect::<Vec<_>>()
    };
    items.into_iter().flat_map(own).collect()
}
