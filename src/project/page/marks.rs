//! What the marks of a picture stand for, and what of a view goes with the day alone. Takes views and the names of marks;
//! gives the things of the model. Never draws.

use indexmap::IndexMap;

use crate::graph::{NodeIx, OrgGraph};
use crate::view::{Body, Card, RosterView, View};

/// The things that a mark stands for: the one whose id it has, or those from whose ids its name is made.
pub(super) fn things_of(name: &str, graph: &OrgGraph) -> Vec<u32> {
    let found = resolved(name, graph, 0);
    let mut things: Vec<u32> = Vec::new();
    for node in found {
        if !things.contains(&node.0) {
            things.push(node.0);
        }
    }
    things
}

/// `kim@pb`, `kim@pb~2`, `pb--cc`, `merged-wpk`.
fn resolved(name: &str, graph: &OrgGraph, depth: usize) -> Vec<NodeIx> {
    const DEEPEST: usize = 4;
    if let Some(node) = graph.node(name) {
        return vec![node];
    }
    if depth > DEEPEST || name.is_empty() {
        return Vec::new();
    }
    for separator in ["--", "@"] {
        for (at, _) in name.match_indices(separator) {
            let (one, two) = (&name[..at], &name[at + separator.len()..]);
            let (one, two) = (resolved(one, graph, depth + 1), resolved(two, graph, depth + 1));
            if !one.is_empty() && !two.is_empty() {
                return one.into_iter().chain(two).collect();
            }
        }
    }
    let unnumbered = name.rsplit_once('~').filter(|(_, number)| number.parse::<u32>().is_ok());
    let rest = unnumbered.map(|(name, _)| name).or_else(|| Some(name.split_once('-')?.1));
    rest.map_or_else(Vec::new, |rest| resolved(rest, graph, depth + 1))
}

/// The things of a view in the order of reading, each with how deep it stands, by turns.
pub(super) fn outline(view: &View, graph: &OrgGraph) -> Vec<u32> {
    let mut list = Outline { graph, list: Vec::new() };
    match view {
        View::Hierarchy(view) => list.cards(&view.cards),
        View::Roster(view) => list.roster(view),
        View::Lineage(view) => view.bands.iter().for_each(|band| list.put(&band.id, 0)),
        View::Tenures(view) => {
            for row in &view.rows {
                list.put(&row.id, 0);
                row.bars.iter().for_each(|bar| list.put(&bar.person, 1));
            }
        }
        View::Network(view) => view.cards.iter().for_each(|card| list.put(&card.id, 0)),
    }
    list.list
}

/// The boxes of a chart that are closed.
pub(super) fn closed(view: &View, graph: &OrgGraph) -> Vec<u32> {
    let View::Hierarchy(view) = view else { return Vec::new() };
    let closed = view.cards.iter().filter(|card| card.collapsed > 0);
    closed.filter_map(|card| graph.node(&card.id)).map(|node| node.0).collect()
}

struct Outline<'g> {
    graph: &'g OrgGraph,
    list: Vec<u32>,
}

impl Outline<'_> {
    fn put(&mut self, id: &str, depth: u32) {
        self.list.extend(self.graph.node(id).into_iter().flat_map(|node| [node.0, depth]));
    }

    /// Each card under its superior, whatever the order of the list.
    fn cards(&mut self, cards: &[Card]) {
        let mut units = vec![Vec::new(); cards.len()];
        let mut stack = Vec::new();
        for (at, card) in cards.iter().enumerate() {
            match &card.superior {
                Some(superior) => units[superior.card].push(at),
                None => stack.push((at, 0)),
            }
        }
        stack.reverse();
        while let Some((at, depth)) = stack.pop() {
            self.put(&cards[at].id, depth);
            stack.extend(units[at].iter().rev().map(|unit| (*unit, depth + 1)));
        }
    }

    fn roster(&mut self, view: &RosterView) {
        for body in view.sides.iter().flat_map(|side| &side.bodies) {
            self.body(body, 0);
        }
    }

    fn body(&mut self, body: &Body, depth: u32) {
        self.put(&body.id, depth);
        for list in &body.lists {
            self.put(&list.id, depth + 1);
            for entry in &list.entries {
                self.put(&entry.person, depth + 1 + u32::from(!list.id.is_empty()));
            }
        }
        body.bodies.iter().for_each(|body| self.body(body, depth + 1));
    }
}

/// Takes from a view what goes with the day alone, reasons and the words round it, so that two pictures that look alike
/// are equal; and gives its kinds the numbers that they have in all pictures of the view.
pub(super) fn without_days(view: &mut View, kinds: &mut IndexMap<String, ()>) {
    match view {
        View::Hierarchy(view) => {
            (view.caption.title, view.caption.subtitle) = Default::default();
            renumber(&mut view.kinds, &mut view.cards, kinds);
            view.cards.iter_mut().for_each(bare_card);
            for extra in &mut view.extras {
                (extra.tooltip, extra.link) = Default::default();
            }
        }
        View::Roster(view) => {
            (view.caption.title, view.caption.subtitle) = Default::default();
            let bodies = view.sides.iter_mut().flat_map(|side| &mut side.bodies);
            bodies.for_each(bare_body);
        }
        View::Lineage(view) => {
            (view.caption.title, view.caption.subtitle) = Default::default();
        }
        View::Tenures(view) => {
            (view.caption.title, view.caption.subtitle) = Default::default();
        }
        View::Network(view) => {
            (view.caption.title, view.caption.subtitle) = Default::default();
        }
    }
}

fn renumber(labels: &mut Vec<String>, cards: &mut [Card], kinds: &mut IndexMap<String, ()>) {
    let place = |label: &String| kinds.insert_full(label.clone(), ()).0;
    let places: Vec<usize> = labels.iter().map(place).collect();
    for card in cards {
        card.kind = card.kind.map(|kind| places[kind]);
    }
    *labels = kinds.keys().cloned().collect();
}

fn bare_card(card: &mut Card) {
    (card.tooltip, card.link) = Default::default();
    if let Some(superior) = &mut card.superior {
        (superior.tooltip, superior.link) = Default::default();
    }
}

fn bare_body(body: &mut Body) {
    (body.tooltip, body.link) = Default::default();
    for list in &mut body.lists {
        (list.tooltip, list.link) = Default::default();
        for entry in &mut list.entries {
            (entry.tooltip, entry.link) = Default::default();
        }
    }
    body.bodies.iter_mut().for_each(bare_body);
}
