//! How the entries of a model are said: modalities, citations, remarks and the descriptions of sources.
//!
//! Takes a slice; gives the aspects of each entry and of each source as texts, by keys that are the same in two models.
//! Never says which of two models is right.

use std::collections::BTreeMap;

use serde_json::Value;

use super::identity::key;
use super::words;
use crate::graph::{CiteRef, Item, NodeIx, OrgGraph, Slice, Trait};

/// What is said of the saying of one thing, by aspect.
#[derive(Default)]
pub(super) struct Saying {
    pub(super) ids: Vec<String>,
    pub(super) text: String,
    aspects: BTreeMap<String, String>,
}

impl Saying {
    /// The aspects that differ from those of another model, as they are here and there. A claim that only one of them
    /// makes is a difference of another sort.
    pub(super) fn differences<'s>(
        &'s self,
        other: &'s Saying,
    ) -> impl Iterator<Item = (&'s str, String, String)> + 's {
        let shown = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        self.aspects.iter().filter_map(move |(aspect, text)| {
            let there = other.aspects.get(aspect).filter(|there| *there != text)?;
            let is_own = !self.takes_over(aspect, text) || !other.takes_over(aspect, there);
            is_own.then(|| (aspect.as_str(), shown(text), shown(there)))
        })
    }

    /// Whether an aspect of a claim is that of its entry: where both differ alike, the entry's difference says so.
    fn takes_over(&self, aspect: &str, text: &str) -> bool {
        let entry = aspect.rsplit_once(", ").and_then(|(_, name)| self.aspects.get(name));
        entry.is_some_and(|entry| entry == text)
    }

    fn put(&mut self, aspect: impl Into<String>, text: String) {
        self.aspects.insert(aspect.into(), text);
    }
}

/// The entries that count, with the claims of each.
pub(super) fn entries(slice: &Slice<'_>) -> BTreeMap<String, Saying> {
    let graph = slice.graph();
    let nodes = (0..graph.len() as u32).map(|at| Item::Node(NodeIx(at)));
    let items = nodes
        .chain(graph.all_unders().map(|under| Item::Under(under.ix)))
        .chain(graph.all_relations().map(|tie| Item::Tie(tie.ix)))
        .chain(graph.all_transitions().map(|transition| Item::Transition(transition.ix)));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for item in items.filter(|item| slice.counts_item(*item)) {
        let own = key(graph, item);
        let said = saying(slice, item, &own);
        // Of several between the same things, each has its own number.
        let number = counts.entry(own.clone()).or_default();
        found.insert(format!("{own}\u{3}{number}"), said);
        *number += 1;
    }
    found
}

fn saying(slice: &Slice<'_>, item: Item, key: &str) -> Saying {
    let graph = slice.graph();
    let ids = match item {
        Item::Node(node) => vec![graph.id(node).to_owned()],
        _ => key.split('\u{1}').filter(|id| graph.node(id).is_some()).map(str::to_owned).collect(),
    };
    let mut said = Saying { ids, text: words::sentence(graph, item), ..Saying::default() };
    said.put("modality", graph.modality(item).to_string());
    said.put("cites", cites(slice, graph.cites(item)));
    said.put("note", slice.note(item).to_owned());
    let rank = matches!(item, Item::Tie(_));
    for (name, what) in [
        ("tags", Trait::Tag),
        ("in the source's words", Trait::How),
        ("by", Trait::By),
        ("on behalf of", Trait::OnBehalfOf),
    ] {
        said.put(name, properties(graph, item, what));
    }
    if let Item::Node(node) = item {
        let ids = graph.identifiers(node).map(|one| format!("{} {}", one.scheme, one.id));
        said.put("identifiers", ids.collect::<Vec<_>>().join(", "));
        said.put("url", properties(graph, item, Trait::Url));
    }
    if !rank {
        said.put("number", properties(graph, item, Trait::Number));
        said.put("title", properties(graph, item, Trait::Title));
        said.put("series", properties(graph, item, Trait::Series));
    }
    for fact in graph.facts(item) {
        let name = format!("{} {}", format!("{:?}", fact.field).to_lowercase(), fact.text);
        said.put(format!("{name}, modality"), fact.modality.to_string());
        said.put(format!("{name}, cites"), cites(slice, graph.fact_cites(&fact)));
        said.put(format!("{name}, note"), slice.fact_note(&fact).to_owned());
        let written = graph.fact_property(fact.ix, Trait::AsWritten).unwrap_or_default();
        said.put(format!("{name}, as written"), written.to_owned());
    }
    said
}

fn properties(graph: &OrgGraph, item: Item, wanted: Trait) -> String {
    let texts = graph.properties(item).filter(|(what, _)| *what == wanted).map(|(_, text)| text);
    texts.collect::<Vec<_>>().join(", ")
}

fn cites<'g>(slice: &Slice<'g>, cites: impl Iterator<Item = CiteRef<'g>>) -> String {
    let graph = slice.graph();
    let counted = cites.filter(|cite| slice.perspective().has_source(cite.source));
    let texts = counted.map(|cite| {
        let place = words::cite_text(graph.source_id(cite.source), cite.at);
        let note = Some(cite.note).filter(|note| !note.is_empty());
        let quote = match &*words::quotation(cite.quote, cite.lang, cite.translation) {
            "" => String::new(),
            quote => format!(" {quote}"),
        };
        format!("{place}{quote}{}", note.map_or(String::new(), |note| format!(" ({note})")))
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// The sources that count, with each field of their descriptions.
pub(super) fn sources(slice: &Slice<'_>) -> BTreeMap<String, Saying> {
    let graph = slice.graph();
    let counted = graph.sources().filter(|source| slice.perspective().has_source(*source));
    let described = counted.map(|source| {
        let id = graph.source_id(source).to_owned();
        let mut said = Saying { ids: vec![id.clone()], text: id.clone(), ..Saying::default() };
        let fields = graph.source_entry(source).and_then(|entry| serde_json::to_value(entry).ok());
        let names =
            ["title", "author", "publisher", "published", "in_force", "within", "witness", "kind"];
        let more = ["url", "file", "lang", "reliability", "note"];
        for name in names.into_iter().chain(more) {
            let value = fields.as_ref().and_then(|fields| fields.get(name)).cloned();
            said.put(
                name,
                match value.unwrap_or(Value::Null) {
                    Value::Null => String::new(),
                    Value::String(text) => text,
                    other => other.to_string(),
                },
            );
        }
        (id, said)
    });
    described.collect()
}
