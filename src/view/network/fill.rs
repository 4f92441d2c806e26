//! Fills a network from a slice. Takes a slice and a scope; gives a card for each thing that the scope keeps
//! and a link for each relation between two of them. Never places anything.

use std::collections::VecDeque;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::{Bond, Cluster, Link, NetworkView};
use crate::graph::{Class, Item, NodeIx, OrgGraph, RelationKind, RelationRef, Slice, TransitionIx};
use crate::model::{Clustering, TransitionKind};
use crate::view::evidence::{Evidence, Said};
use crate::view::kinds::Places;
use crate::view::{Card, Mark, Scope};

impl NetworkView {
    /// The network of a slice: what the scope names (the organs where it names nothing), near its roots
    /// where it has any, and all that relates two of them.
    pub fn of(slice: &Slice<'_>, scope: &Scope) -> NetworkView {
        let nodes = nodes(slice, scope);
        let graph = slice.graph();
        let mut filler = NetworkFiller {
            slice,
            graph,
            scope,
            evidence: Evidence::new(slice),
            kinds: Places::for_nodes(graph, &nodes),
            lines: Places::default(),
            places: nodes.iter().copied().zip(0..).collect(),
            links: Vec::new(),
        };
        filler.lines_in_order();
        let mut cards: Vec<Card> = nodes.iter().map(|&node| filler.card(node)).collect();
        nodes.iter().for_each(|&node| filler.link(node));
        filler.transitions(&mut cards);
        let clusters = filler.clusters(&nodes);
        let numbers = filler.evidence.numbers();
        let notes = numbers.presumed().into_iter().collect();
        NetworkView {
            caption: scope.caption(slice, notes, numbers.references()),
            kinds: filler.kinds.labels,
            lines: filler.lines.labels,
            cards,
            links: filler.links,
            clusters,
        }
    }
}

/// The things of the picture, in the model's order.
fn nodes(slice: &Slice<'_>, scope: &Scope) -> Vec<NodeIx> {
    let mut nodes: Vec<NodeIx> = match &scope.only {
        Some(only) => only.found.iter().map(NodeIx).collect(),
        None => slice.organs().map(|(organ, _)| organ).collect(),
    };
    nodes.retain(|&node| slice.shows(slice.answer(node)) || slice.when().is_none());
    if !scope.roots.is_empty() {
        let near = near(slice, scope, &nodes);
        nodes.retain(|node| near.contains(node));
    }
    nodes
}

/// The things at most the scope's depth of lines from its roots, whichever way the lines lead.
fn near(slice: &Slice<'_>, scope: &Scope, nodes: &[NodeIx]) -> FxHashSet<NodeIx> {
    let known: FxHashSet<NodeIx> = nodes.iter().copied().collect();
    let roots = scope.roots.iter().copied().filter(|root| known.contains(root));
    let mut seen: FxHashSet<NodeIx> = roots.clone().collect();
    let mut queue: VecDeque<(NodeIx, u32)> = roots.map(|root| (root, 0)).collect();
    let mut passed = FxHashSet::default();
    while let Some((node, steps)) = queue.pop_front() {
        if scope.depth.is_some_and(|depth| steps >= depth) {
            continue;
        }
        for next in neighbours(slice, node, &mut passed) {
            if known.contains(&next) && seen.insert(next) {
                queue.push_back((next, steps + 1));
            }
        }
    }
    seen
}

/// What a relation joins to a thing; by way of a wide transition only the first time that it is
/// passed in that direction.
fn neighbours(
    slice: &Slice<'_>,
    node: NodeIx,
    passed: &mut FxHashSet<(TransitionIx, bool)>,
) -> Vec<NodeIx> {
    let graph = slice.graph();
    let mut next: Vec<NodeIx> = Vec::new();
    if graph.class(node) == Class::Organ {
        next.extend(slice.superiors(node).map(|(under, _)| under.superior));
        next.extend(slice.units(node).map(|(under, _)| under.unit));
        for transition in graph.transitions_from(node).chain(graph.transitions_into(node)) {
            if !slice.shows(slice.transition_answer(&transition)) {
                continue;
            }
            let mut is_new = |forth| !transition.is_wide() || passed.insert((transition.ix, forth));
            if transition.has_predecessor(node) && is_new(true) {
                next.extend(transition.into());
            }
            if transition.has_successor(node) && is_new(false) {
                next.extend(transition.from());
            }
        }
    }
    next.extend(graph.relations_from(node).map(|tie| tie.to));
    next.extend(graph.relations_to(node).map(|tie| tie.from));
    next
}

struct NetworkFiller<'s, 'g> {
    slice: &'s Slice<'g>,
    graph: &'g OrgGraph,
    scope: &'s Scope,
    evidence: Evidence<'s, 'g>,
    kinds: Places,
    lines: Places,
    /// The place of each thing among the cards.
    places: IndexMap<NodeIx, usize, FxBuildHasher>,
    links: Vec<Link>,
}

impl<'g> NetworkFiller<'_, 'g> {
    fn card(&mut self, node: NodeIx) -> Card {
        let answer = self.slice.answer(node);
        let Said { tooltip, link } = self.evidence.organ(node, answer);
        Card {
            id: self.graph.id(node).to_owned(),
            label: self.graph.name(node).to_owned(),
            kind: self.kinds.of_node(self.slice, node),
            mark: self.evidence.mark(Item::Node(node), answer),
            highlighted: self.scope.stresses(node),
            tooltip,
            link,
            ..Card::default()
        }
    }

    /// The main line and what became of what come first, so that they look the same in every picture.
    fn lines_in_order(&mut self) {
        let main = self.graph.main_line();
        self.lines.place(main, || self.graph.line_label(main));
        let known = |node: NodeIx| self.places.contains_key(&node);
        let mut transitions = self.graph.all_transitions();
        // Without any their places are left to other lines: styles are few.
        if transitions.any(|step| step.from().any(known) && step.into().any(known)) {
            for (name, label) in [DESCENT, ORIGIN] {
                self.lines.place(name, || label.to_owned());
            }
        }
    }

    /// The superiors of an organ or a post, and what else leads off a thing.
    fn link(&mut self, node: NodeIx) {
        let to = self.places[&node];
        for (under, answer) in self.slice.superiors(node) {
            let Some(&from) = self.places.get(&under.superior) else { continue };
            let label = self.graph.under_label(&under);
            let is_report = self.graph.class(node) == Class::Post;
            let name = if is_report { format!("tie {label}") } else { under.line.to_owned() };
            let line = self.lines.place(&name, || label);
            let mark = self.evidence.mark(Item::Under(under.ix), answer);
            let Said { tooltip, link } = self.evidence.under(&under, answer);
            self.add(Link { from, to, bond: Bond::Superior, line, mark, tooltip, link });
        }
        // What was vacant relates no two things.
        let ties = self.graph.relations_from(node);
        for tie in ties.filter(|tie| tie.kind != RelationKind::Vacant) {
            self.tie(tie);
        }
    }

    /// A tenure, a seat, a meeting. Where a post is not shown, its holder leads to its organ.
    fn tie(&mut self, tie: RelationRef) {
        let answer = self.slice.relation_answer(&tie);
        let past = self.slice.when().is_none();
        if !self.slice.counts_item(Item::Tie(tie.ix)) || !(past || self.slice.shows(answer)) {
            return;
        }
        let ends = if self.places.contains_key(&tie.to) {
            vec![tie.to]
        } else if tie.kind == RelationKind::Tenure {
            let of = self.graph.relations_from(tie.to).filter(|of| of.kind == RelationKind::PostOf);
            of.map(|of| of.to).filter(|organ| self.places.contains_key(organ)).collect()
        } else {
            Vec::new()
        };
        for end in ends {
            let (from, to) = (self.places[&tie.from], self.places[&end]);
            let name = words(tie.kind, end == tie.to);
            let line = self.lines.place(&format!("tie {name}"), || name.to_owned());
            let mark = self.evidence.mark(Item::Tie(tie.ix), answer);
            let Said { tooltip, link } = self.evidence.tie(tie.ix, answer);
            self.add(Link { from, to, bond: Bond::Service, line, mark, tooltip, link });
        }
    }

    /// A link from each thing before a transition to each after it; where they would be far more than
    /// the ends, a card for the transition stands between.
    fn transitions(&mut self, cards: &mut Vec<Card>) {
        const FEW: usize = 4;
        for transition in self.graph.all_transitions() {
            let answer = self.slice.transition_answer(&transition);
            if !self.slice.shows(answer) {
                continue;
            }
            let places = |nodes: Vec<NodeIx>| -> Vec<usize> {
                nodes.iter().filter_map(|node| self.places.get(node).copied()).collect()
            };
            let from = places(transition.from().collect());
            let into = places(transition.into().collect());
            let (name, label) = match transition.kind {
                TransitionKind::Origin => ORIGIN,
                _ => DESCENT,
            };
            if from.len().saturating_mul(into.len()) > FEW * (from.len() + into.len()) {
                let line = self.lines.place(name, || label.to_owned());
                let mark = self.evidence.mark(Item::Transition(transition.ix), answer);
                let Said { tooltip, link } = self.evidence.transition(transition);
                let (id, label) =
                    (format!("transition {}", cards.len()), transition.kind.to_string());
                let between = cards.len();
                let kind = label.clone();
                cards.push(Card {
                    id,
                    label,
                    mark,
                    tooltip,
                    link: link.clone(),
                    ..Card::default()
                });
                let ends = from.into_iter().map(|from| (from, between));
                let ends = ends.chain(into.into_iter().map(|to| (between, to)));
                self.links.extend(ends.map(|(from, to)| {
                    let (tooltip, link) = (kind.clone(), link.clone());
                    Link { from, to, bond: Bond::Descent, line, mark, tooltip, link }
                }));
                continue;
            }
            for (&from, &to) in from.iter().flat_map(|a| into.iter().map(move |b| (a, b))) {
                if from == to {
                    continue;
                }
                let line = self.lines.place(name, || label.to_owned());
                let mark = self.evidence.mark(Item::Transition(transition.ix), answer);
                let Said { tooltip, link } = self.evidence.transition(transition);
                self.add(Link { from, to, bond: Bond::Descent, line, mark, tooltip, link });
            }
        }
    }

    /// Adds a link; where several sources describe one, the first keeps its line and describes them all.
    fn add(&mut self, link: Link) {
        let same = |known: &&mut Link| {
            (known.from, known.to, known.line) == (link.from, link.to, link.line)
        };
        // Links of one thing stand together, so the last few are all that can be the same.
        let last = self.links.len().saturating_sub(RECENT);
        match self.links[last..].iter_mut().find(same) {
            Some(known) => {
                known.tooltip.push_str("\n\n");
                known.tooltip.push_str(&link.tooltip);
                known.link = known.link.take().or(link.link);
                let answer = known.mark.answer.max(link.mark.answer);
                let disputed = known.mark.disputed || link.mark.disputed;
                known.mark = Mark { answer, disputed, ..known.mark };
            }
            None => self.links.push(link),
        }
    }

    fn clusters(&mut self, nodes: &[NodeIx]) -> Vec<Cluster> {
        let mut clusters: IndexMap<String, Cluster, FxBuildHasher> = IndexMap::default();
        for (place, &node) in nodes.iter().enumerate() {
            let (key, label, superior) = match self.scope.cluster {
                Clustering::None => return Vec::new(),
                Clustering::Kind => {
                    let Some(kind) = self.kinds.of_node(self.slice, node) else { continue };
                    (kind.to_string(), self.kinds.labels[kind].clone(), None)
                }
                Clustering::Superior => {
                    let above = self.above(node);
                    let known = above.and_then(|above| Some((above, *self.places.get(&above)?)));
                    let Some((above, superior)) = known else { continue };
                    let name = self.graph.name(above).to_owned();
                    (self.graph.id(above).to_owned(), name, Some(superior))
                }
            };
            let new = || Cluster { label, cards: Vec::new(), superior };
            clusters.entry(key).or_insert_with(new).cards.push(place);
        }
        // The one unit of a superior is reported by its frame as several are; of a kind of one, nothing is.
        let is_shown = |cluster: &Cluster| cluster.cards.len() > 1 || cluster.superior.is_some();
        clusters.into_values().filter(is_shown).collect()
    }

    /// What a thing belongs to: its first superior, the organ of a post, a seat or an event.
    fn above(&self, node: NodeIx) -> Option<NodeIx> {
        if self.graph.class(node) == Class::Organ {
            return self.slice.superiors(node).map(|(under, _)| under.superior).next();
        }
        self.graph.relations_from(node).map(|tie| tie.to).find(|to| self.places.contains_key(to))
    }
}

/// The lines of transitions: a blank keeps them apart from those of the charter.
const DESCENT: (&str, &str) = ("transition descent", "became, split or merged into");
const ORIGIN: (&str, &str) = ("transition origin", "origin or predecessor of");

/// How far back a link of the same two things is looked for.
const RECENT: usize = 64;

/// What a tie shows, read from its start; a tenure may lead to the post itself or to the post's organ.
fn words(kind: RelationKind, to_the_end: bool) -> &'static str {
    match kind {
        RelationKind::Tenure if to_the_end => "held",
        RelationKind::Tenure => "held a post in",
        RelationKind::Seat => "sat in",
        RelationKind::ExOfficio => "has a seat ex officio in",
        RelationKind::Vacant => "was vacant",
        RelationKind::PostOf => "is a post of",
        RelationKind::Met => "was a meeting of",
        RelationKind::CalledBy => "was initiated by",
        RelationKind::Attended => "was at",
        RelationKind::BodyOf => "had",
    }
}
