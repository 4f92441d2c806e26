//! Labels that marks refer to by place: kinds and lines. Takes names, gives each a place in the order of
//! first use; never chooses a colour.

use indexmap::IndexMap;

use crate::graph::{NodeIx, OrgGraph};

/// Labels by place.
#[derive(Default)]
pub(super) struct Places {
    known: IndexMap<String, usize>,
    pub(super) labels: Vec<String>,
}

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

    /// The place of an organ's kind, if it has one.
    pub(super) fn of_organ(&mut self, graph: &OrgGraph, organ: NodeIx) -> Option<usize> {
        let kind = graph.kind(organ);
        let label = || graph.kind_label(organ).to_owned();
        (!kind.is_empty()).then(|| self.place(kind, label))
    }
}
