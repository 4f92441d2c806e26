//! What of a model a folder holds. Takes a slice, and which organs are wanted; gives which things and relations are
//! written, and whether a closure of these would be too large. Of every relation that is written both ends are, so that tables can be joined.

use fixedbitset::FixedBitSet;

use crate::graph::{
    Class, NodeIx, OrgGraph, RelationIx, RelationKind, RelationRef, Slice, TransitionIx,
    TransitionRef, UnderIx,
};

/// A closure of more rows than this, and of more for each organ than that, says nothing that is not easier asked.
const MOST_ROWS: u64 = 20_000_000;
const MOST_EACH: u64 = 100;

/// Whether a closure of so many organs has too many rows.
pub(super) fn is_too_many(rows: u64, organs: u64) -> bool {
    rows > MOST_ROWS && rows > organs.saturating_mul(MOST_EACH)
}

/// The numbers of what is written.
pub(super) struct Part {
    nodes: FixedBitSet,
    unders: FixedBitSet,
    ties: FixedBitSet,
    transitions: FixedBitSet,
}

impl Part {
    pub(super) fn of(slice: &Slice<'_>, only: Option<&dyn Fn(NodeIx) -> bool>) -> Part {
        let graph = slice.graph();
        let mut part = Part {
            nodes: FixedBitSet::with_capacity(graph.len()),
            unders: FixedBitSet::new(),
            ties: FixedBitSet::new(),
            transitions: FixedBitSet::new(),
        };
        let wanted = |node: NodeIx| only.is_none_or(|only| only(node));
        for node in slice.organs().map(|(node, _)| node).filter(|node| wanted(*node)) {
            part.nodes.insert(node.index());
        }
        // What is no organ comes with the organs to which it belongs, where only some of these are wanted.
        if only.is_none() {
            let others = [Class::Event, Class::Post, Class::Person].into_iter();
            let others = others.flat_map(|class| slice.nodes(class));
            others.for_each(|(node, _)| part.nodes.insert(node.index()));
        }
        part.take_relations(slice, only.is_some());
        part
    }

    fn take_relations(&mut self, slice: &Slice<'_>, is_chosen: bool) {
        let graph = slice.graph();
        for unit in graph.organs().chain(graph.nodes(Class::Post)) {
            for (under, _) in slice.superiors(unit) {
                if !is_chosen || self.has(under.unit) && self.has(under.superior) {
                    put(&mut self.unders, under.ix.index());
                    self.add([under.unit, under.superior]);
                }
            }
        }
        let shows = |tie: &RelationRef| slice.shows(slice.relation_answer(tie));
        // Where a post belongs and who met comes first, for who held the post and who was there.
        let is_first = |tie: &RelationRef| {
            matches!(tie.kind, RelationKind::PostOf | RelationKind::Met | RelationKind::Seat)
        };
        for round in [true, false] {
            let ties = graph.all_relations().filter(|tie| is_first(tie) == round);
            for tie in ties.filter(shows) {
                // Of an event, the other end is what is known; of all else, that to which it leads.
                let known = match tie.kind {
                    RelationKind::CalledBy => tie.from,
                    _ => tie.to,
                };
                if !is_chosen || self.has(known) {
                    put(&mut self.ties, tie.ix.index());
                    self.add([tie.from, tie.to]);
                }
            }
        }
        for transition in graph.all_transitions() {
            let is_shown = slice.shows(slice.transition_answer(&transition));
            let mut ends = ends(transition);
            if is_shown && (!is_chosen || ends.any(|end| self.has(end))) {
                put(&mut self.transitions, transition.ix.index());
                self.add(self::ends(transition));
            }
        }
    }

    fn add(&mut self, nodes: impl IntoIterator<Item = NodeIx>) {
        nodes.into_iter().for_each(|node| self.nodes.insert(node.index()));
    }

    pub(super) fn has(&self, node: NodeIx) -> bool {
        self.nodes.contains(node.index())
    }

    pub(super) fn has_under(&self, ix: UnderIx) -> bool {
        self.unders.contains(ix.index())
    }

    pub(super) fn has_tie(&self, ix: RelationIx) -> bool {
        self.ties.contains(ix.index())
    }

    pub(super) fn has_transition(&self, ix: TransitionIx) -> bool {
        self.transitions.contains(ix.index())
    }

    /// How many rows the closure of the main hierarchy has, where they are too many.
    pub(super) fn closure_overflow(&self, graph: &OrgGraph) -> Option<u64> {
        let mut depths = vec![0u64; graph.organ_count()];
        let (mut rows, mut organs) = (0, 0);
        for organ in graph.organs() {
            // A superior is numbered before its units.
            let above =
                graph.main_superior(organ).map_or(0, |superior| depths[superior.index()] + 1);
            depths[organ.index()] = above;
            if self.has(organ) {
                rows += above;
                organs += 1;
            }
        }
        is_too_many(rows, organs).then_some(rows)
    }

    /// The nodes of a class that are written.
    pub(super) fn nodes<'a>(
        &'a self,
        graph: &OrgGraph,
        class: Class,
    ) -> impl Iterator<Item = NodeIx> + use<'a> {
        graph.nodes(class).filter(|node| self.has(*node))
    }
}

fn put(set: &mut FixedBitSet, at: usize) {
    set.grow_and_insert(at);
}

/// All organs of a transition.
fn ends(transition: TransitionRef<'_>) -> impl Iterator<Item = NodeIx> + '_ {
    transition.from().chain(transition.into()).chain(transition.by())
}
