//! Finds what can share a frame. Takes a network view, gives its cards as units: one card, or all those that
//! hang on one other card by a line of one sort and by nothing else. Never places anything.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::view::{Bond, Link, Mark, NetworkView};

/// Cards that are placed as one.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    pub(super) cards: Vec<usize>,
    pub(super) cluster: Option<usize>,
}

/// Fewer cards than this stand for themselves.
const FEW: usize = 4;

/// What the lines of cards in one frame have in common: the other end, which end it is, and the line.
type Likeness = (usize, Toward, Bond, usize, Mark, Option<usize>);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Toward {
    Hub,
    Leaf,
}

/// The units, in the order of their first cards.
pub(super) fn fans(view: &NetworkView) -> Vec<Unit> {
    let count = view.cards.len();
    let mut cluster = vec![None; count];
    for (place, of) in view.clusters.iter().enumerate() {
        of.cards.iter().filter(|&&card| card < count).for_each(|&card| cluster[card] = Some(place));
    }
    let mut fans: IndexMap<Likeness, Vec<usize>, FxBuildHasher> = IndexMap::default();
    let only = only_links(view);
    for (card, link) in only.iter().enumerate() {
        if let Some((hub, toward, link)) = link.and_then(|link| ends(card, link)) {
            let like = (hub, toward, link.bond, link.line, link.mark, cluster[card]);
            fans.entry(like).or_default().push(card);
        }
    }
    let mut shares = vec![false; count];
    let mut units: Vec<Unit> = Vec::new();
    for cards in fans.into_values().filter(|cards| cards.len() >= FEW) {
        cards.iter().for_each(|&card| shares[card] = true);
        units.push(Unit { cluster: cluster[cards[0]], cards });
    }
    let alone = (0..count).filter(|&card| !shares[card]);
    units.extend(alone.map(|card| Unit { cards: vec![card], cluster: cluster[card] }));
    units.sort_by_key(|unit| unit.cards[0]);
    units
}

/// The one link of each card that has one only.
fn only_links(view: &NetworkView) -> Vec<Option<&Link>> {
    let mut only: Vec<(usize, Option<&Link>)> = vec![(0, None); view.cards.len()];
    for link in &view.links {
        for end in [link.from, link.to] {
            if let Some(of) = only.get_mut(end) {
                *of = (of.0 + 1, Some(link));
            }
        }
    }
    only.into_iter().map(|(count, link)| link.filter(|_| count == 1)).collect()
}

fn ends(card: usize, link: &Link) -> Option<(usize, Toward, &Link)> {
    match (link.from == card, link.to == card) {
        (true, false) => Some((link.to, Toward::Hub, link)),
        (false, true) => Some((link.from, Toward::Leaf, link)),
        _ => None,
    }
}
