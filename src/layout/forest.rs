//! Who hangs under whom in a chart, as arrays. Takes the superiors of a view, gives roots, children and
//! an order in which parents come first; a cycle among superiors is opened at its first member, so every
//! card is drawn once. Never places anything.

use crate::view::HierarchyView;

/// The primary tree of a chart.
pub(super) struct Forest {
    /// Cards without a superior, in the order of the view.
    pub(super) roots: Vec<usize>,
    /// The units of each card, in the order of the view.
    pub(super) children: Vec<Vec<usize>>,
    /// Every card, parents before children.
    pub(super) order: Vec<usize>,
    /// The roots without units and lines, where there are several beside a tree: by place.
    pub(super) lone: Vec<usize>,
}

/// Fewer that stand alone than this need no block of their own.
const SEVERAL: usize = 4;

impl Forest {
    pub(super) fn of(view: &HierarchyView) -> Forest {
        let count = view.cards.len();
        let superior = |card: usize| {
            let above = view.cards[card].superior.as_ref().map(|superior| superior.card);
            above.filter(|&above| above < count && above != card)
        };
        let mut children = vec![Vec::new(); count];
        let mut roots = Vec::new();
        for card in 0..count {
            match superior(card) {
                Some(above) => children[above].push(card),
                None => roots.push(card),
            }
        }
        let mut forest =
            Forest { roots, children, order: Vec::with_capacity(count), lone: Vec::new() };
        forest.walk();
        forest.lone = forest.standing_alone(view);
        forest
    }

    fn standing_alone(&self, view: &HierarchyView) -> Vec<usize> {
        let mut joined = vec![false; self.children.len()];
        for end in view.extras.iter().flat_map(|extra| [extra.from, extra.to]) {
            if let Some(joined) = joined.get_mut(end) {
                *joined = true;
            }
        }
        let alone = |root: &usize| self.children[*root].is_empty() && !joined[*root];
        let mut lone: Vec<usize> = self.roots.iter().copied().filter(alone).collect();
        lone.sort_unstable();
        let others = self.roots.len() - lone.len();
        if lone.len() < SEVERAL || others == 0 { Vec::new() } else { lone }
    }

    fn walk(&mut self) {
        let mut seen = vec![false; self.children.len()];
        for root in self.roots.clone() {
            self.walk_from(root, &mut seen);
        }
        for card in 0..seen.len() {
            if !seen[card] {
                // Nobody above this card is a root: it stands in or under a cycle.
                let top = self.first_of_circle(card, &seen);
                self.roots.push(top);
                self.walk_from(top, &mut seen);
            }
        }
    }

    /// Marks what hangs under a card and drops the one line that would close a cycle.
    fn walk_from(&mut self, root: usize, seen: &mut [bool]) {
        let mut stack = vec![root];
        seen[root] = true;
        while let Some(card) = stack.pop() {
            self.order.push(card);
            self.children[card].retain(|&child| !seen[child]);
            for &child in &self.children[card] {
                seen[child] = true;
            }
            stack.extend(self.children[card].iter().rev());
        }
    }

    /// The card of least place on the cycle above `card`.
    fn first_of_circle(&self, card: usize, seen: &[bool]) -> usize {
        let mut above = vec![None; seen.len()];
        for (parent, children) in self.children.iter().enumerate() {
            for &child in children {
                above[child] = Some(parent);
            }
        }
        let (mut at, mut steps) = (card, 0);
        while let (Some(next), true) = (above[at], steps < seen.len()) {
            (at, steps) = (next, steps + 1);
        }
        let (start, mut least) = (at, at);
        while let Some(next) = above[at].filter(|&next| next != start) {
            at = next;
            least = least.min(at);
        }
        least
    }
}
