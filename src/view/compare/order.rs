//! The order of cards in a chart of two states. Takes the chart of the second with what was put back, and
//! the chart of the first; moves what was put back to its old place among those of its superior. Never
//! changes what hangs under what.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::view::HierarchyView;

type Places<'v> = HashMap<&'v str, usize, FxBuildHasher>;

/// Where each card of a chart stands, by its id.
pub(super) fn places(view: &HierarchyView) -> Places<'_> {
    view.cards.iter().enumerate().map(|(place, card)| (&card.id[..], place)).collect()
}

/// Sorts the cards: those from `first_old` on were put back and belong behind the sibling that came before
/// them in the first chart.
pub(super) fn restore(view: &mut HierarchyView, before: &HierarchyView, first_old: usize) {
    let order = order(view, before, first_old);
    let mut new_places = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        new_places[old] = new;
    }
    let mut cards: Vec<_> = std::mem::take(&mut view.cards).into_iter().map(Some).collect();
    let taken = order.iter().map(|&old| cards[old].take().expect("each place stands once"));
    view.cards = taken.collect();
    for superior in view.cards.iter_mut().filter_map(|card| card.superior.as_mut()) {
        superior.card = new_places[superior.card];
    }
    for extra in &mut view.extras {
        (extra.from, extra.to) = (new_places[extra.from], new_places[extra.to]);
    }
}

/// The places of the cards in the order in which they are to stand: each superior before its units.
fn order(view: &HierarchyView, before: &HierarchyView, first_old: usize) -> Vec<usize> {
    let superior = |place: usize| view.cards[place].superior.as_ref().map(|above| above.card);
    let mut units: HashMap<Option<usize>, Vec<usize>, FxBuildHasher> = HashMap::default();
    for place in 0..first_old {
        units.entry(superior(place)).or_default().push(place);
    }
    let behind = behind(view, before, first_old);
    let mut order = Vec::with_capacity(view.cards.len());
    let mut met = vec![false; view.cards.len()];
    let below = |above: Option<usize>| {
        let kept = units.get(&above).into_iter().flatten().copied().map(Some);
        // Each kept one with those that came behind it.
        let with_old = std::iter::once(None).chain(kept).flat_map(|kept| {
            let next = |last: &Option<usize>| behind.get(&(above, *last)).copied().map(Some);
            std::iter::successors(Some(kept), next).flatten()
        });
        with_old.collect::<Vec<usize>>()
    };
    let mut stack = below(None);
    stack.reverse();
    while let Some(place) = stack.pop() {
        if !std::mem::replace(&mut met[place], true) {
            order.push(place);
            stack.extend(below(Some(place)).into_iter().rev());
        }
    }
    // Whoever stands under each other in a cycle has no first.
    order.extend((0..met.len()).filter(|&place| !met[place]));
    order
}

/// By superior and the card before it, which one was put back behind that card.
fn behind(
    view: &HierarchyView,
    before: &HierarchyView,
    first_old: usize,
) -> HashMap<(Option<usize>, Option<usize>), usize, FxBuildHasher> {
    let now = places(view);
    let mut behind = HashMap::default();
    // The last card that each superior had so far in the first chart, and has still.
    let mut last: HashMap<Option<usize>, usize, FxBuildHasher> = HashMap::default();
    for card in &before.cards {
        let Some(&place) = now.get(&card.id[..]) else { continue };
        let above = view.cards[place].superior.as_ref().map(|above| above.card);
        if place >= first_old {
            behind.insert((above, last.get(&above).copied()), place);
        }
        last.insert(above, place);
    }
    behind
}
