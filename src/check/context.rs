//! What is checked: the slice, and from when to when everything was.
//!
//! Takes a graph and options; gives the items that count, and their days by all claims that count.
//! The lives of organs are worked out once for all rules. Never judges.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::CheckOptions;
use crate::graph::{
    Class, FactRef, Field, Item, NodeIx, OrgGraph, RelationKind, RelationRef, Slice, Threshold,
    TransitionRef, UnderRef,
};
use crate::syntax::places;
use crate::text::Span;
use crate::time::extent::{Extent, both, has_day};
use crate::time::{Day, When};
use crate::workers::Workers;

/// The part of a model that one check looks at.
#[derive(Debug)]
pub(super) struct Subject<'g> {
    pub(super) graph: &'g OrgGraph,
    pub(super) slice: Slice<'g>,
    when: Option<When>,
    everything: bool,
    /// The lives of all organs, part by part.
    lives: OnceLock<Vec<Vec<Extent>>>,
}

/// The value of a claim in its text.
pub(super) fn fact_span(graph: &OrgGraph, fact: &FactRef<'_>) -> Span {
    places::borrowed_span(graph.texts(), fact.text, fact.pos)
}

/// The organs of one side of a transition that are not on the other side too.
fn apart<'g>(
    side: impl Iterator<Item = NodeIx> + 'g,
    other: impl Iterator<Item = NodeIx> + Clone + 'g,
) -> impl Iterator<Item = NodeIx> + 'g {
    const FEW: usize = 8;
    let many = other.clone().nth(FEW).is_some();
    let set: Option<FxHashSet<NodeIx>> = many.then(|| other.clone().collect());
    side.filter(move |organ| match &set {
        Some(set) => !set.contains(organ),
        None => !other.clone().any(|there| there == *organ),
    })
}

/// The organs before a transition that are not among its successors.
pub(super) fn leavers<'g>(transition: &TransitionRef<'g>) -> impl Iterator<Item = NodeIx> + 'g {
    apart(transition.from(), (*transition).into())
}

/// The organs after a transition that were not there before it.
pub(super) fn newcomers<'g>(transition: &TransitionRef<'g>) -> impl Iterator<Item = NodeIx> + 'g {
    apart((*transition).into(), transition.from())
}

/// How many organs have their lives worked out in one go.
const PART: usize = 1 << 16;

impl<'g> Subject<'g> {
    pub(super) fn new(graph: &'g OrgGraph, options: &CheckOptions) -> Subject<'g> {
        let perspective = options.perspective.clone();
        let slice = Slice::new(graph, None, perspective, Threshold::Possible);
        let everything = slice.perspective().is_all() && options.when.is_none();
        let when = options.when;
        Subject { graph, slice, when, everything, lives: OnceLock::new() }
    }

    /// Works out the lives of all organs, before the rules ask for them: a thread that worked them out for one rule
    /// and shared that out could be given another rule in the meantime, which would wait for it forever.
    pub(super) fn work_out_lives(&self, workers: Workers) {
        let lives = self.all_lives(workers);
        self.lives.get_or_init(|| lives);
    }

    /// Part by part, each filled by the thread that takes it, so that its memory is touched once.
    fn all_lives(&self, workers: Workers) -> Vec<Vec<Extent>> {
        let organs = self.graph.organ_count();
        let fill = |part: usize| -> Vec<Extent> {
            let of_part = part * PART..organs.min((part + 1) * PART);
            of_part.map(|at| self.extent(Item::Node(NodeIx(at as u32)))).collect()
        };
        workers.map((0..organs.div_ceil(PART)).collect(), fill)
    }

    // Days.

    /// The days of a node: of an organ from the table, of others from their claims.
    #[inline]
    pub(super) fn life(&self, node: NodeIx) -> Extent {
        let parts = self.lives.get_or_init(|| self.all_lives(Workers::ONE));
        match parts.get(node.index() / PART).and_then(|part| part.get(node.index() % PART)) {
            Some(life) => *life,
            None => self.extent(Item::Node(node)),
        }
    }

    /// The days of an item by all claims that count; none where it is only planned or forecast, for a plan conflicts
    /// with nothing that was.
    #[inline]
    pub(super) fn extent(&self, item: Item) -> Extent {
        self.extent_of(item, Field::Date)
    }

    /// The same; of a plan, the days on which it was to be.
    pub(super) fn extent_or_plan(&self, item: Item) -> Extent {
        self.slice.extent_or_plan(item, Field::Date)
    }

    /// The days of a relation; one without dates holds for as long as both organs do.
    pub(super) fn standing(&self, under: &UnderRef<'_>) -> Extent {
        let own = self.extent(Item::Under(under.ix));
        match own.is_dated() {
            true => own,
            false => self.life(under.unit).and(self.life(under.superior)),
        }
    }

    pub(super) fn extent_of(&self, item: Item, field: Field) -> Extent {
        self.slice.extent(item, field)
    }

    /// The claim about an item's date to point at: the preferred one.
    pub(super) fn date(&self, item: Item) -> Option<FactRef<'g>> {
        self.field(item, Field::Date)
    }

    /// Whether an item is said to have been, and not only planned or forecast.
    pub(super) fn is_held(&self, item: Item) -> bool {
        self.slice.is_held(item)
    }

    pub(super) fn field(&self, item: Item, field: Field) -> Option<FactRef<'g>> {
        let mut facts = self.slice.facts(item, field);
        let first = facts.next()?;
        if first.modality.is_held() {
            return Some(first);
        }
        Some(facts.find(|fact| fact.modality.is_held()).unwrap_or(first))
    }

    /// The stretch of an item's date, else of the item.
    pub(super) fn date_span(&self, item: Item) -> Span {
        self.date(item).map_or_else(|| self.span(item), |fact| fact_span(self.graph, &fact))
    }

    /// The stretch by which an item is known: an id, or the word that begins it.
    pub(super) fn span(&self, item: Item) -> Span {
        match item {
            Item::Node(node) => self.graph.id_span(node),
            item => places::head_span(self.graph.texts(), self.graph.pos(item)),
        }
    }

    /// An item's date as it is written; empty where there is none.
    pub(super) fn date_text(&self, item: Item) -> &'g str {
        self.date(item).map_or("", |fact| fact.text)
    }

    // What counts.

    /// Whether an item is checked: it counts in the perspective, and was on one of the days.
    #[inline]
    pub(super) fn counts(&self, item: Item) -> bool {
        self.everything
            || (self.slice.counts_item(item)
                && self.when.is_none_or(|when| {
                    has_day(both(self.extent(item).possible(), (when.from, when.to)))
                }))
    }

    /// Whether the whole model is checked.
    pub(super) fn is_whole(&self) -> bool {
        self.everything
    }

    /// Whether a conflict on these days is within what is checked.
    pub(super) fn in_question(&self, days: (Day, Day)) -> bool {
        self.when.is_none_or(|when| has_day(both(days, (when.from, when.to))))
    }

    pub(super) fn nodes(&self, class: Class) -> impl Iterator<Item = NodeIx> + '_ {
        self.graph.nodes(class).filter(|&node| self.counts(Item::Node(node)))
    }

    pub(super) fn organs(&self) -> impl Iterator<Item = NodeIx> + '_ {
        self.nodes(Class::Organ)
    }

    /// Whatever may stand under something: the organs and the posts.
    pub(super) fn units(&self) -> impl Iterator<Item = NodeIx> + '_ {
        self.organs().chain(self.nodes(Class::Post))
    }

    pub(super) fn unders(&self) -> impl Iterator<Item = UnderRef<'g>> + '_ {
        self.graph.all_unders().filter(|under| self.counts(Item::Under(under.ix)))
    }

    pub(super) fn unders_of(&self, organ: NodeIx) -> impl Iterator<Item = UnderRef<'g>> + '_ {
        self.graph.unders(organ).filter(|under| self.counts(Item::Under(under.ix)))
    }

    /// The ties that the text states: what follows from two of them is checked where each of the two is.
    pub(super) fn ties(&self) -> impl Iterator<Item = RelationRef> + '_ {
        self.graph.all_relations().filter(|tie| self.counts(Item::Tie(tie.ix)))
    }

    pub(super) fn relations_to(
        &self,
        node: NodeIx,
        kind: RelationKind,
    ) -> impl Iterator<Item = RelationRef> + '_ {
        let counts = move |tie: &RelationRef| tie.kind == kind && self.counts(Item::Tie(tie.ix));
        self.graph.relations_to(node).filter(counts)
    }

    pub(super) fn transitions(&self) -> impl Iterator<Item = TransitionRef<'g>> + '_ {
        self.graph.all_transitions().filter(|t| self.counts(Item::Transition(t.ix)))
    }

    // Words.

    /// A line as a verb: the charter's label, else "stands under" for the main line.
    pub(super) fn line(&self, line: &str) -> String {
        let labelled = self.graph.line_entry(line).is_some_and(|entry| !entry.label.is_empty());
        match labelled {
            true => self.graph.line_label(line),
            false if line == self.graph.main_line() => "stands under".to_owned(),
            false => format!("is {}", line.replace('_', " ")),
        }
    }

    /// How one thing stands under another, as a verb: an organ along a line, a post that reports to another.
    pub(super) fn relation(&self, under: &UnderRef<'_>) -> String {
        let is_report = self.graph.class(under.unit) == Class::Post;
        match is_report && under.line == self.graph.main_line() {
            true => "reports to".to_owned(),
            false => self.line(under.line),
        }
    }

    /// How one of some class stands under another, whatever the line.
    pub(super) fn stands(&self, unit: NodeIx) -> &'static str {
        if self.graph.class(unit) == Class::Post { "reports to" } else { "stands under" }
    }

    /// A node as messages name it.
    pub(super) fn id(&self, node: NodeIx) -> String {
        format!("`{}`", self.graph.id(node))
    }
}
