//! Finds what can be placed as one. Takes a network view, gives its cards as units: one card, all those that
//! hang on one other card by a line of one sort with all that hangs on them in turn, or a whole tree. Never
//! places anything.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::view::{Bond, Link, Mark, ModalityMark, NetworkView};

/// Cards that are placed as one.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    /// Every card after the one that it hangs on.
    pub(super) cards: Vec<usize>,
    /// What each card hangs on within the unit.
    pub(super) hung: Vec<Option<Hung>>,
    /// The cluster in whose frame it stands.
    pub(super) cluster: Option<usize>,
    /// The cluster whose frame stands round it.
    pub(super) frame: Option<usize>,
    /// Whether clusters have their frames within it.
    pub(super) nests: bool,
}

impl Unit {
    /// Whether a frame stands round it: it is a cluster, or several of its cards hang on nothing within it.
    pub(super) fn is_framed(&self) -> bool {
        self.frame.is_some() || self.hung.iter().filter(|hung| hung.is_none()).count() > 1
    }
}

/// What a card hangs on: the place of a superior, and of the link to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hung {
    pub(super) on: usize,
    pub(super) by: usize,
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
    let mut finder = Finder::of(view);
    finder.hang();
    let mut units = finder.units();
    units.sort_by_key(|unit| unit.cards[0]);
    units
}

struct Finder<'v> {
    view: &'v NetworkView,
    cluster: Vec<Option<usize>>,
    /// How many lines of each card are left, and the exclusive or of their places: of one, its place.
    left: Vec<(usize, usize)>,
    /// How many of them lead off it.
    off: Vec<usize>,
    /// By what each card hangs, if all else that it has hangs on it.
    hung: Vec<Option<Hung>>,
    /// What hangs on each card, in the order of the view.
    below: Vec<Vec<usize>>,
    /// How many cards of each cluster hang on the superior whose they are, by plain lines.
    hanging: Vec<usize>,
    /// Whether all do, by lines that are alike: then it is a part of a tree.
    whole: Vec<bool>,
}

impl<'v> Finder<'v> {
    fn of(view: &'v NetworkView) -> Finder<'v> {
        let count = view.cards.len();
        let mut cluster = vec![None; count];
        for (place, of) in view.clusters.iter().enumerate() {
            let known = of.cards.iter().filter(|&&card| card < count);
            known.for_each(|&card| cluster[card] = Some(place));
        }
        let (mut left, mut off) = (vec![(0, 0); count], vec![0; count]);
        for (place, link) in view.links.iter().enumerate() {
            for end in [link.from, link.to] {
                if let Some((count, places)) = left.get_mut(end) {
                    (*count, *places) = (*count + 1, *places ^ place);
                }
            }
            off.get_mut(link.from).into_iter().for_each(|count| *count += 1);
        }
        let (hung, below) = (vec![None; count], vec![Vec::new(); count]);
        let (hanging, whole) = (vec![0; view.clusters.len()], vec![false; view.clusters.len()]);
        Finder { view, cluster, left, off, hung, below, hanging, whole }
    }

    /// Finds what hangs on what, from the leaves up.
    fn hang(&mut self) {
        let mut ready: Vec<usize> = (0..self.left.len()).collect();
        while let Some(card) = ready.pop() {
            let Some(link) = self.only_link(card).filter(|_| self.hung[card].is_none()) else {
                continue;
            };
            let (on, by) = (link.from, self.left[card].1);
            if link.to != card || on == card || !is_plain(link) || on >= self.left.len() {
                continue;
            }
            self.hung[card] = Some(Hung { on, by });
            if self.cluster[on] == self.cluster[card] {
                ready.push(self.absorb(card));
            } else if let Some(cluster) = self.cluster[card] {
                ready.extend(self.hang_cluster(cluster, on));
            }
        }
        for card in 0..self.hung.len() {
            if let Some(hung) = self.hung[card] {
                self.below[hung.on].push(card);
            }
        }
    }

    /// Counts one more card of a cluster that hangs on a superior. Gives that once all of them do.
    fn hang_cluster(&mut self, cluster: usize, on: usize) -> Option<usize> {
        let of = &self.view.clusters[cluster];
        if of.superior != Some(on) {
            return None;
        }
        self.hanging[cluster] += 1;
        if self.hanging[cluster] < of.cards.len() {
            return None;
        }
        let lines = of.cards.iter().map(|&card| {
            let link = self.hung.get(card)?.map(|hung| &self.view.links[hung.by])?;
            Some((link.line, link.mark))
        });
        let mut lines = lines.collect::<Vec<_>>();
        lines.dedup();
        if lines.len() > 1 {
            return None;
        }
        self.whole[cluster] = true;
        of.cards.iter().map(|&card| self.absorb(card)).last()
    }

    /// Takes a card as a part of the tree of what it hangs on, and gives that.
    fn absorb(&mut self, card: usize) -> usize {
        let Hung { on, by } = self.hung[card].expect("it hangs");
        let (count, places) = self.left[on];
        self.left[on] = (count - 1, places ^ by);
        self.off[on] -= 1;
        on
    }

    /// The one line that is left of a card.
    fn only_link(&self, card: usize) -> Option<&'v Link> {
        let (count, place) = self.left[card];
        self.view.links.get(place).filter(|_| count == 1)
    }

    /// Shares the cards out, from what hangs on nothing down.
    fn units(&self) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut alone: Vec<usize> =
            (0..self.hung.len()).filter(|&card| self.hung[card].is_none()).collect();
        let mut fans: IndexMap<Likeness, Vec<usize>, FxBuildHasher> = IndexMap::default();
        alone.retain(|&card| match self.only_link(card).and_then(|link| ends(card, link)) {
            Some((hub, toward, link)) if self.below[card].is_empty() => {
                let like = (hub, toward, link.bond, link.line, link.mark, self.cluster[card]);
                fans.entry(like).or_default().push(card);
                false
            }
            _ => true,
        });
        for cards in fans.into_values() {
            match cards.len() < FEW {
                true => alone.extend(cards),
                false => units.push(self.unit(cards)),
            }
        }
        while let Some(card) = alone.pop() {
            // All that leads off it leads to its own tree.
            let is_tree = self.below[card].len() >= FEW || self.has_cluster_below(card);
            if self.off[card] == 0 && is_tree {
                units.push(self.unit(vec![card]));
                continue;
            }
            let (cards, cluster) = (vec![card], self.cluster[card]);
            units.push(Unit { cards, hung: vec![None], cluster, ..Unit::default() });
            for group in self.groups_below(card) {
                let two_levels: usize = group.iter().map(|&card| 1 + self.below[card].len()).sum();
                let is_fan = group.len() > 1 && two_levels >= FEW;
                match is_fan || self.is_whole(group[0]) {
                    true => units.push(self.unit(group)),
                    false => alone.extend(group),
                }
            }
        }
        units
    }

    /// What hangs on a card, by what their lines have in common.
    fn groups_below(&self, card: usize) -> Vec<Vec<usize>> {
        let mut groups: IndexMap<(usize, Mark, Option<usize>), Vec<usize>> = IndexMap::new();
        for &below in &self.below[card] {
            let link = self.hung[below].map(|hung| &self.view.links[hung.by]);
            let link = link.expect("what stands below hangs");
            groups.entry((link.line, link.mark, self.cluster[below])).or_default().push(below);
        }
        groups.into_values().collect()
    }

    /// Whether a card stands in a cluster that is a part of a tree.
    fn is_whole(&self, card: usize) -> bool {
        self.cluster[card].is_some_and(|cluster| self.whole[cluster])
    }

    fn has_cluster_below(&self, card: usize) -> bool {
        let is_apart = |below: &usize| self.cluster[*below] != self.cluster[card];
        self.below[card].iter().any(|below| is_apart(below) && self.is_whole(*below))
    }

    /// The unit of these cards and all that hangs on them.
    fn unit(&self, roots: Vec<usize>) -> Unit {
        let cluster = self.cluster[roots[0]];
        let frame = cluster.filter(|&cluster| self.whole[cluster]);
        let cluster = cluster.filter(|_| frame.is_none());
        let mut unit = Unit { cluster, frame, nests: frame.is_some(), ..Unit::default() };
        let mut stack: Vec<(usize, Option<Hung>)> =
            roots.into_iter().rev().map(|root| (root, None)).collect();
        while let Some((card, hung)) = stack.pop() {
            unit.nests |= hung.is_some_and(|hung| self.cluster[hung.on] != self.cluster[card]);
            unit.cards.push(card);
            unit.hung.push(hung);
            stack.extend(self.below[card].iter().rev().map(|&below| (below, self.hung[below])));
        }
        unit
    }
}

/// Whether a line can be one of a tree: a superior's, with no sign of its own.
fn is_plain(link: &Link) -> bool {
    link.bond == Bond::Superior && link.mark.modality_mark() == ModalityMark::Stated
}

fn ends(card: usize, link: &Link) -> Option<(usize, Toward, &Link)> {
    match (link.from == card, link.to == card) {
        (true, false) => Some((link.to, Toward::Hub, link)),
        (false, true) => Some((link.from, Toward::Leaf, link)),
        _ => None,
    }
}
