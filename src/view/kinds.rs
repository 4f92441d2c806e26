//! Labels that marks refer to by place: kinds and lines. Takes names, gives each a place in the order of
//! first use; never chooses a colour.

use indexmap::IndexMap;

use crate::graph::{Class, NodeIx, OrgGraph, Slice};

/// Labels by place.
#[derive(Default)]
pub(super) struct Places {
    known: IndexMap<String, usize>,
    pub(super) labels: Vec<String>,
    by: Grouping,
}

/// What makes two organs of one sort.
#[derive(Copy, Clone, Default)]
enum Grouping {
    #[default]
    Kind,
    /// The class that the charter puts the kind in.
    Class,
}

/// More kinds than this are hard to distinguish by colour.
const MANY: usize = 8;

impl Places {
    /// The place of a name; a new one gets the label.
    pub(super) fn place(&mut self, name: &str, label: impl FnOnce() -> String) -> usize {
        if let Some(&place) = self.known.get(name) {
            return place;
        }
        let place = self.labels.len();
        self.labels.push(label());
        self.known.insert(name.to_owned(), place);
        place
    }

    /// Places for the kinds of these organs; for the charter's classes of them where kinds are many.
    pub(super) fn for_organs(graph: &OrgGraph, organs: &[NodeIx]) -> Places {
        let mut kinds: Vec<u32> = organs.iter().map(|&organ| graph.kind_number(organ)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let by = if kinds.len() > MANY { Grouping::Class } else { Grouping::Kind };
        Places { by, ..Places::default() }
    }

    /// The same for things of all classes.
    pub(super) fn for_nodes(graph: &OrgGraph, nodes: &[NodeIx]) -> Places {
        let organ = |node: &NodeIx| graph.class(*node) == Class::Organ;
        let organs: Vec<NodeIx> = nodes.iter().copied().filter(organ).collect();
        Places::for_organs(graph, &organs)
    }

    /// The place of a thing's kind; of its class where that has no kinds.
    pub(super) fn of_node(&mut self, slice: &Slice<'_>, node: NodeIx) -> Option<usize> {
        let class = slice.graph().class(node);
        if class == Class::Organ {
            return self.of_organ(slice, node);
        }
        let name = class.to_string();
        Some(self.place(&format!("class {name}"), || name))
    }

    /// The place of an organ's kind, if it has one.
    pub(super) fn of_organ(&mut self, slice: &Slice<'_>, organ: NodeIx) -> Option<usize> {
        let (graph, kind) = (slice.graph(), slice.kind_then(organ));
        let entry = graph.charter().and_then(|charter| charter.kinds.get(kind));
        let class = entry.map_or("", |kind| &kind.class);
        if matches!(self.by, Grouping::Class) && !class.is_empty() {
            return Some(self.place(class, || class.replace('_', " ")));
        }
        let label = || graph.label_of_kind(kind).to_owned();
        (!kind.is_empty()).then(|| self.place(kind, label))
    }
}
