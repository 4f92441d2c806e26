//! Tables that only some questions need: beside the graph, each made when it is first asked for.
//!
//! Takes a graph; gives slices that share what one of them has worked out. Whoever asks a graph more than one
//! question keeps one [`Caches`] and makes the slices of all its questions from it. No answer depends on what is
//! kept, and the graph itself never changes.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::days::{Days, Stretch};
use super::index::{NodeIx, UnderIx};
use super::kinds::KindCounts;
use super::org_graph::OrgGraph;
use super::steps::Steps;
use crate::time::{DateSpan, Day};

/// What has been worked out about a graph and is asked for again. A clone shares it.
///
/// ```
/// use organigram::graph::{Builder, Caches, Perspective, Threshold};
///
/// let graph = Builder::from_model(ron::from_str(r#"Model(organs: {
///     "club": Organ(), "board": Organ(under: ["club"]),
/// })"#)?);
/// let caches = Caches::new(&graph);
/// let club = graph.node("club").unwrap();
/// let ask = |threshold| caches.slice(None, Perspective::all(), threshold).subtree(club).len();
/// assert_eq!(ask(Threshold::Certain), ask(Threshold::Possible));
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Caches<'g> {
    pub(super) graph: &'g OrgGraph,
    pub(super) tables: Arc<SliceTables>,
}

/// When each node was last attested, once that is asked for; the slices of one perspective share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Attestations(pub(super) Arc<OnceLock<Box<[Option<DateSpan>]>>>);

/// What follows from the vacancies of each post that is said to have been vacant, by number of post, once that is asked
/// for; the slices of one perspective share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Vacated(pub(super) Arc<OnceLock<Vec<VacatedPost>>>);

/// What follows from the vacancies of a post for whoever held it before.
#[derive(Debug)]
pub(super) struct VacatedPost {
    pub(super) post: NodeIx,
    /// The first days of the stretches on which it was vacant for certain, in order.
    pub(super) certain: Vec<Day>,
    /// When each vacancy began.
    pub(super) begun: Vec<VacancyStart>,
}

/// When a vacancy began.
#[derive(Debug)]
pub(super) struct VacancyStart {
    pub(super) earliest: Day,
    pub(super) latest: Day,
    /// The first day that may have been its last, where an end is stated.
    pub(super) last: Option<Day>,
}

#[derive(Debug, Default)]
pub(super) struct SliceTables {
    /// What leads on from each organ, by direction.
    pub(super) steps: [OnceLock<Steps>; 2],
    /// The days on which organs showed, by threshold.
    pub(super) days: [Days; 4],
    pub(super) kinds: OnceLock<KindCounts>,
    /// Relations beside the main hierarchy, by superior.
    pub(super) beside: OnceLock<Vec<(u32, UnderIx)>>,
    /// The days on which those showed, by threshold.
    pub(super) days_beside: [OnceLock<Vec<Stretch>>; 4],
}

impl<'g> Caches<'g> {
    /// Nothing yet about a graph.
    #[must_use]
    pub fn new(graph: &'g OrgGraph) -> Self {
        Caches { graph, tables: Arc::default() }
    }

    /// The graph.
    #[inline]
    pub fn graph(&self) -> &'g OrgGraph {
        self.graph
    }

    /// How many organs of each kind there are among some ranges of numbers, by the number of the kind. Ranges
    /// that are long take no longer than short ones.
    pub fn count_kinds(&self, organs: &[Range<u32>]) -> Vec<usize> {
        self.graph.count_kinds(organs, &self.tables.kinds)
    }
}
