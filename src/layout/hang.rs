//! Chooses, for every card of a chart, whether its units stand side by side or hang in columns, so that
//! the whole comes near the shape of a page. Takes sizes and a forest, gives an arrangement per card.
//! Never places anything.
//!
//! Every subtree takes the arrangement whose box fits best into a page of a given shape: the page's own
//! for a root, a narrower one at each level below. Two numbers, tried over a range, tell how much narrower;
//! each try is linear. The idea of choosing per parent comes
//! from the size-optimal tip-over drawings of Eades, Lin and Lin, "Minimum size h-v drawings" (1992).

use super::forest::Forest;

/// Gap between neighbours in a row, between levels, and between cards of a column.
pub(super) const ROW_GAP: f64 = 22.0;
pub(super) const LEVEL_GAP: f64 = 38.0;
pub(super) const COLUMN_GAP: f64 = 14.0;
/// How far a card in a column stands in from the line that carries it.
pub(super) const INDENT: f64 = 16.0;

/// How the units of a card stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Arrangement {
    /// Side by side; units without units of their own share a block of so many columns (0: no block).
    Row(usize),
    /// All in one block of so many columns, each with its own units indented below it.
    Columns(usize),
    /// Indented below the card, like an outline.
    Outline,
}

/// The arrangement of every card and the size that its subtree will have at most.
pub(super) struct Plan {
    pub(super) how: Vec<Arrangement>,
    pub(super) size: Vec<(f64, f64)>,
    /// Size of every subtree when drawn as an outline.
    pub(super) outline: Vec<(f64, f64)>,
}

/// What a plan is made from.
pub(super) struct Ground<'f> {
    pub(super) forest: &'f Forest,
    pub(super) width: f64,
    pub(super) heights: &'f [f64],
}

impl Ground<'_> {
    /// A plan in which every unit stands in a row, for charts that grow to the right.
    pub(super) fn rows(&self) -> Plan {
        let count = self.heights.len();
        let zero = vec![(0.0, 0.0); count];
        Plan { how: vec![Arrangement::Row(0); count], size: zero.clone(), outline: zero }
    }

    /// The size of every subtree as an outline.
    pub(super) fn outlines(&self) -> Vec<(f64, f64)> {
        let mut sizes = vec![(0.0, 0.0); self.heights.len()];
        for &card in self.forest.order.iter().rev() {
            let (mut w, mut h) = (self.width, self.heights[card]);
            for &child in &self.forest.children[card] {
                let (child_w, child_h): (f64, f64) = sizes[child];
                w = w.max(INDENT + child_w);
                h += COLUMN_GAP + child_h;
            }
            sizes[card] = (w, h);
        }
        sizes
    }

    /// The plan whose subtrees lean towards these shapes, width to height, by depth; the last holds for
    /// all deeper ones.
    pub(super) fn leaning(&self, leanings: &[f64], outline: &[(f64, f64)]) -> Plan {
        let count = self.heights.len();
        let mut plan = Plan {
            how: vec![Arrangement::Row(0); count],
            size: vec![(0.0, 0.0); count],
            outline: outline.to_vec(),
        };
        for &card in self.forest.order.iter().rev() {
            let leaning = leanings[self.forest.depth[card].min(leanings.len() - 1)];
            let (how, size) = self.best(card, leaning, &plan);
            plan.how[card] = how;
            plan.size[card] = size;
        }
        plan
    }

    fn best(&self, card: usize, leaning: f64, plan: &Plan) -> (Arrangement, (f64, f64)) {
        let own = (self.width, self.heights[card]);
        let children = &self.forest.children[card];
        if children.is_empty() {
            return (Arrangement::Row(0), own);
        }
        let mut choices = vec![self.row(card, leaning, plan)];
        if children.len() > 1 {
            choices.push(self.columns(card, children, leaning, plan));
        }
        choices.push((Arrangement::Outline, plan.outline[card]));
        let cost = |size: (f64, f64)| {
            let (w, h) = (size.0, size.1 * leaning);
            w.max(h) + 0.1 * w.min(h)
        };
        let least = |a: &(Arrangement, (f64, f64)), b: &(Arrangement, (f64, f64))| {
            cost(a.1).total_cmp(&cost(b.1))
        };
        choices.into_iter().min_by(least).expect("a row is always among the choices")
    }

    /// Side by side, the leaves in one block when there are three or more.
    fn row(&self, card: usize, leaning: f64, plan: &Plan) -> (Arrangement, (f64, f64)) {
        let children = &self.forest.children[card];
        let leaf = |child: &usize| self.forest.children[*child].is_empty();
        let leaves: Vec<usize> = children.iter().copied().filter(leaf).collect();
        let blocked = leaves.len() >= 3 && leaves.len() < children.len();
        let (mut w, mut h, mut columns): (f64, f64, usize) = (-ROW_GAP, 0.0, 0);
        if blocked {
            let (best, size) = self.block(&leaves, leaning, plan);
            (w, h, columns) = (w + size.0 + ROW_GAP, size.1, best);
        }
        for child in children.iter().filter(|child| !(blocked && leaf(child))) {
            let size = plan.size[*child];
            (w, h) = (w + size.0 + ROW_GAP, h.max(size.1));
        }
        let own = (self.width, self.heights[card]);
        (Arrangement::Row(columns), (w.max(own.0), own.1 + LEVEL_GAP + h))
    }

    fn columns(
        &self,
        card: usize,
        children: &[usize],
        leaning: f64,
        plan: &Plan,
    ) -> (Arrangement, (f64, f64)) {
        let (columns, (w, h)) = self.block(children, leaning, plan);
        let how = Arrangement::Columns(columns);
        (how, (w.max(self.width), self.heights[card] + LEVEL_GAP + h))
    }

    /// The best number of columns for a block, and its size.
    fn block(&self, members: &[usize], leaning: f64, plan: &Plan) -> (usize, (f64, f64)) {
        let tall: f64 = members.iter().map(|&member| plan.outline[member].1 + COLUMN_GAP).sum();
        let wide = members.iter().map(|&member| plan.outline[member].0).fold(0.0, f64::max);
        let wanted = (leaning * tall / (wide + INDENT + ROW_GAP)).sqrt();
        let floor = (wanted.floor() as usize).clamp(1, members.len());
        let ceil = (wanted.ceil() as usize).clamp(1, members.len());
        let sized = |columns: usize| {
            let ranges = columns_of(members, columns, plan);
            (ranges.len(), block_size(members, &ranges, plan))
        };
        let page = |size: (f64, f64)| size.0.max(size.1 * leaning);
        let (a, b) = (sized(floor), sized(ceil));
        if page(b.1) < page(a.1) { b } else { a }
    }
}

/// Width and height of a block whose columns hold these members.
pub(super) fn block_size(
    members: &[usize],
    ranges: &[std::ops::Range<usize>],
    plan: &Plan,
) -> (f64, f64) {
    let (mut w, mut h): (f64, f64) = (-ROW_GAP, 0.0);
    for range in ranges {
        let column = &members[range.clone()];
        w += ROW_GAP + INDENT + column.iter().map(|&m| plan.outline[m].0).fold(0.0, f64::max);
        let tall = column.iter().map(|&m| plan.outline[m].1 + COLUMN_GAP).sum::<f64>() - COLUMN_GAP;
        h = h.max(tall);
    }
    (w, h)
}

/// Cuts a list into at most so many columns, in order, the tallest as low as can be.
pub(super) fn columns_of(
    members: &[usize],
    columns: usize,
    plan: &Plan,
) -> Vec<std::ops::Range<usize>> {
    let height = |&member: &usize| plan.outline[member].1 + COLUMN_GAP;
    let cut = |limit: f64| {
        let (mut ranges, mut start, mut filled) = (Vec::new(), 0, 0.0);
        for (at, member) in members.iter().enumerate() {
            let more = height(member);
            if filled + more > limit && at > start {
                ranges.push(start..at);
                (start, filled) = (at, 0.0);
            }
            filled += more;
        }
        ranges.push(start..members.len());
        ranges
    };
    let total: f64 = members.iter().map(height).sum();
    if columns <= 1 {
        return cut(f64::INFINITY);
    }
    let (mut low, mut high) = (total / columns as f64, total);
    for _ in 0..12 {
        let middle = (low + high) / 2.0;
        if cut(middle).len() <= columns { high = middle } else { low = middle }
    }
    cut(high)
}

/// Places boxes on shelves so that the page comes near `aspect` : 1. Gives left and top of each, and the
/// size of the page.
pub(super) fn shelves(
    sizes: &[(f64, f64)],
    gap: f64,
    aspect: f64,
) -> (Vec<(f64, f64)>, (f64, f64)) {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&a, &b| sizes[b].1.total_cmp(&sizes[a].1).then(a.cmp(&b)));
    let widest = sizes.iter().map(|size| size.0).fold(0.0, f64::max);
    let area: f64 = sizes.iter().map(|size| (size.0 + gap) * (size.1 + gap)).sum();
    let tries = (0..8).map(|i| widest.max((area * aspect).sqrt() * (0.9 + 0.1 * f64::from(i))));
    let packed = tries.map(|width| shelve(sizes, &order, gap, width));
    let page = |size: (f64, f64)| size.0.max(size.1 * aspect);
    packed.min_by(|a, b| page(a.1).total_cmp(&page(b.1))).expect("there are eight tries")
}

fn shelve(
    sizes: &[(f64, f64)],
    order: &[usize],
    gap: f64,
    width: f64,
) -> (Vec<(f64, f64)>, (f64, f64)) {
    let mut places = vec![(0.0, 0.0); sizes.len()];
    let (mut x, mut y, mut tall, mut used): (f64, f64, f64, f64) = (0.0, 0.0, 0.0, 0.0);
    for &item in order {
        let (w, h) = sizes[item];
        if x > 0.0 && x + w > width + 0.01 {
            (x, y, tall) = (0.0, y + tall + gap, 0.0);
        }
        places[item] = (x, y);
        used = used.max(x + w);
        (x, tall) = (x + w + gap, tall.max(h));
    }
    (places, (used, y + tall))
}
