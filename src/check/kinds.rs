//! Kinds as a charter lays them down: what is one of what, and what a kind takes over.
//!
//! Takes a charter; answers for the name of a kind. A kind that is one of another takes over all
//! that it does not say itself.

use crate::graph::OrgGraph;
use crate::model::{Charter, Kind};

/// No charter nests its kinds deeper; a cycle of `is` ends here.
const DEEPEST: usize = 64;

/// The kinds of a charter.
#[derive(Copy, Clone, Debug)]
pub(super) struct Kinds<'g>(&'g Charter<'static>);

impl<'g> Kinds<'g> {
    /// The kinds of a graph's charter, if it names any.
    pub(super) fn of(graph: &'g OrgGraph) -> Option<Kinds<'g>> {
        graph.charter().filter(|charter| !charter.kinds.is_empty()).map(Kinds)
    }

    /// A kind, the kind that it is one of, and so on.
    pub(super) fn chain(self, kind: &'g str) -> impl Iterator<Item = (&'g str, &'g Kind<'static>)> {
        let entry = move |name: &'g str| self.0.kinds.get(name).map(|kind| (name, kind));
        std::iter::successors(entry(kind), move |(_, kind)| entry(&kind.is)).take(DEEPEST)
    }

    /// Whether a kind is another or one of it.
    pub(super) fn is_a(self, kind: &'g str, wanted: &str) -> bool {
        kind == wanted || self.chain(kind).any(|(name, _)| name == wanted)
    }

    /// The nearest of a kind and those above it of which something is said.
    pub(super) fn said(
        self,
        kind: &'g str,
        says: impl Fn(&Kind<'static>) -> bool,
    ) -> Option<(&'g str, &'g Kind<'static>)> {
        self.chain(kind).find(|(_, kind)| says(kind))
    }
}
