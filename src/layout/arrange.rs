//! Chooses, for every card of a chart, whether its units stand side by side or hang in columns, so that
//! the whole comes near the shape of a page. Takes sizes and a forest, gives an arrangement per card.
//! Never places anything.
//!
//! Every subtree offers several boxes, from narrow and tall to wide and low, none worse than another both
//! ways; a row of subtrees of a given height takes the narrowest offer of each. That is the way in which
//! Stockmeyer, "Optimal orientations of cells in slicing floorplan designs", Information and Control 57
//! (1983), fills a floor. Offers are thinned to a fixed number, so the work grows with the cards alone.

use std::ops::Range;

use super::Direction;
use super::forest::Forest;

/// Gap between neighbours in a row, between levels, and between cards of a column.
pub(super) const ROW_GAP: f64 = 22.0;
pub(super) const LEVEL_GAP: f64 = 38.0;
pub(super) const COLUMN_GAP: f64 = 14.0;
/// How far a card in a column stands in from the line that carries it.
pub(super) const INDENT: f64 = 16.0;
/// Most offers kept for a subtree, for a chart that is large and for one that is not; twice as many heights
/// are tried for a row.
const OFFERS: usize = 14;
const MORE_OFFERS: usize = 48;
const LARGE: usize = 400;
/// What trees may lean to: below 1 they are taller than the page, above it wider.
const LEANINGS: [f64; 13] = [0.1, 0.15, 0.2, 0.27, 0.35, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5];
/// How much larger a page of rows may be than one of outlines.
const OUTLINED: f64 = 1.2;
/// By how much two heights that are meant to be one may differ.
const SLACK: f64 = 1e-6;
/// Most columns tried for one block.
const COLUMNS: usize = 12;

/// How the units of a card stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Arrangement {
    /// Side by side; units without units of their own share a block of so many columns (0: no block).
    Row(usize),
    /// Side by side; units with at most one level below them share a block of so many columns.
    Mixed(usize),
    /// All in one block of so many columns, each with its own units indented below it.
    Columns(usize),
    /// Indented below the card, like an outline.
    Outline,
}

impl Arrangement {
    /// How many columns the block of a card has; 0 where there is none.
    pub(super) fn columns(self) -> usize {
        match self {
            Arrangement::Row(columns) | Arrangement::Mixed(columns) => columns,
            Arrangement::Columns(columns) => columns,
            Arrangement::Outline => 0,
        }
    }

    /// Whether a unit stands in the block of its superior.
    pub(super) fn blocks(self, forest: &Forest, unit: usize) -> bool {
        let leaf = |card: usize| forest.children[card].is_empty();
        match self {
            Arrangement::Row(0) | Arrangement::Outline => false,
            Arrangement::Row(_) => leaf(unit),
            Arrangement::Mixed(_) => forest.children[unit].iter().all(|&below| leaf(below)),
            Arrangement::Columns(_) => true,
        }
    }
}

/// The arrangement of every card.
pub(super) struct Arrangements {
    pub(super) how: Vec<Arrangement>,
    /// Size of every subtree when drawn as an outline.
    pub(super) outline: Vec<(f64, f64)>,
}

/// One way to draw a subtree: its box and how it comes about. In a chart that grows to the right the box
/// is turned: its width is how far the units reach down the page.
#[derive(Clone, Copy, Debug)]
struct Offer {
    w: f64,
    h: f64,
    how: Arrangement,
    /// The height that a row leaves to what stands in it.
    room: f64,
}

/// The offers of all cards, in one list: most cards have one.
struct Offers {
    list: Vec<Offer>,
    /// Where those of each card stand.
    places: Vec<Range<usize>>,
}

impl Offers {
    fn for_cards(count: usize) -> Offers {
        Offers { list: Vec::with_capacity(count), places: vec![0..0; count] }
    }

    fn put(&mut self, card: usize, offers: impl IntoIterator<Item = Offer>) {
        let start = self.list.len();
        self.list.extend(offers);
        self.places[card] = start..self.list.len();
    }

    /// From narrow and tall to wide and low.
    fn of(&self, card: usize) -> &[Offer] {
        &self.list[self.places[card].clone()]
    }
}

/// What a plan is made from: the sizes of the cards on the page and the way in which the chart grows.
pub(super) struct CardSizes<'f> {
    pub(super) forest: &'f Forest,
    pub(super) width: f64,
    pub(super) heights: &'f [f64],
    pub(super) direction: Direction,
}

impl CardSizes<'_> {
    /// A size on the page as the tree sees it, and back: turned where the chart grows to the right.
    pub(super) fn turned(&self, (w, h): (f64, f64)) -> (f64, f64) {
        match self.direction {
            Direction::Down => (w, h),
            Direction::Right => (h, w),
        }
    }

    /// White between neighbours.
    pub(super) fn gap(&self) -> f64 {
        match self.direction {
            Direction::Down => ROW_GAP,
            Direction::Right => COLUMN_GAP,
        }
    }

    /// How many offers are worth the time.
    fn most(&self) -> usize {
        if self.heights.len() > LARGE { OFFERS } else { MORE_OFFERS }
    }

    /// The plan whose page comes nearest to `aspect` : 1 with the least room left empty.
    pub(super) fn plan(&self, aspect: f64) -> Arrangements {
        let how = vec![Arrangement::Row(0); self.heights.len()];
        let mut plan = Arrangements { how, outline: self.outlines() };
        let mut offers = Offers::for_cards(self.heights.len());
        for &card in self.forest.order.iter().rev() {
            if self.forest.children[card].is_empty() {
                offers.put(card, [self.leaf(card)]);
            } else {
                offers.put(card, self.offers(card, &offers, &plan.outline));
            }
        }
        let roots = self.choose_roots(&offers, aspect);
        self.settle(roots, &offers, &mut plan);
        plan
    }

    /// The size of every subtree as an outline.
    fn outlines(&self) -> Vec<(f64, f64)> {
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

    /// The one way to draw a card without units.
    fn leaf(&self, card: usize) -> Offer {
        let (w, h) = self.turned((self.width, self.heights[card]));
        Offer { w, h, how: Arrangement::Row(0), room: 0.0 }
    }

    /// The ways to draw a card with its units.
    fn offers(&self, card: usize, all: &Offers, outline: &[(f64, f64)]) -> Vec<Offer> {
        let (width, height) = self.turned((self.width, self.heights[card]));
        let children = &self.forest.children[card];
        let below = height + LEVEL_GAP;
        let (w, h) = self.turned(outline[card]);
        let mut offers = vec![Offer { w, h, how: Arrangement::Outline, room: 0.0 }];
        for (columns, (w, h)) in self.blocks(children, outline) {
            if columns > 1 {
                let how = Arrangement::Columns(columns);
                offers.push(Offer { w: w.max(width), h: below + h, how, room: 0.0 });
            }
        }
        for row in self.rows_of(card, outline) {
            for (room, w, how) in row.sizes(all, 2 * self.most(), self.gap()) {
                offers.push(Offer { w: w.max(width), h: below + room, how, room });
            }
        }
        thinned(offers, self.most())
    }

    /// The sizes of a block as the tree sees them, narrow to wide.
    fn blocks(&self, members: &[usize], outline: &[(f64, f64)]) -> Vec<(usize, (f64, f64))> {
        let mut sizes = blocks(members, outline);
        if self.direction == Direction::Right {
            sizes.reverse();
        }
        sizes.into_iter().map(|(columns, size)| (columns, self.turned(size))).collect()
    }

    /// What can stand below a card when its units stand side by side: each for itself, or those with at most
    /// one level below them in one block, or only those without any. Fewer than three make no block.
    fn rows_of(&self, card: usize, outline: &[(f64, f64)]) -> Vec<RowContent> {
        let children = &self.forest.children[card];
        let row = |how: Arrangement| {
            let (blocked, units): (Vec<usize>, Vec<usize>) =
                children.iter().partition(|&&unit| how.blocks(self.forest, unit));
            let block = (3..children.len()).contains(&blocked.len());
            block.then(|| RowContent { how, blocks: self.blocks(&blocked, outline), units })
        };
        let plain =
            || RowContent { how: Arrangement::Row(0), blocks: Vec::new(), units: children.clone() };
        let leaves = row(Arrangement::Row(1)).unwrap_or_else(plain);
        let mixed =
            row(Arrangement::Mixed(1)).filter(|mixed| mixed.units.len() < leaves.units.len());
        std::iter::once(leaves).chain(mixed).collect()
    }

    /// An offer for every root, such that the page of all trees is smallest.
    fn choose_roots(&self, offers: &Offers, aspect: f64) -> Vec<(usize, Offer)> {
        let alone = |root: &usize| self.forest.lone.binary_search(root).is_ok();
        let roots: Vec<usize> =
            self.forest.roots.iter().copied().filter(|root| !alone(root)).collect();
        let leanings: &[f64] = if roots.len() == 1 { &[1.0] } else { &LEANINGS };
        let choose = |leaning: f64| -> Vec<(usize, Offer)> {
            let best = |root: &usize| {
                let size = |offer: &Offer| {
                    let (w, h) = self.turned((offer.w, offer.h));
                    w.max(h * aspect * leaning)
                };
                let page = |offer: &Offer| size(offer) * self.plainness(*root, offer);
                let offer = offers.of(*root).iter().min_by(|a, b| page(a).total_cmp(&page(b)));
                (*root, *offer.expect("every card has an offer"))
            };
            roots.iter().map(best).collect()
        };
        let page = |chosen: &[(usize, Offer)]| {
            let sizes: Vec<_> =
                chosen.iter().map(|(_, offer)| self.turned((offer.w, offer.h))).collect();
            let (w, h) = packed_size(&sizes, TREE_GAP, aspect);
            let plain: f64 = chosen.iter().map(|(root, offer)| self.plainness(*root, offer)).sum();
            w.max((h + self.alone(w)) * aspect) * plain / chosen.len().max(1) as f64
        };
        let tries = leanings.iter().map(|&leaning| choose(leaning));
        let priced = tries.map(|chosen| (page(&chosen), chosen));
        priced.min_by(|a, b| a.0.total_cmp(&b.0)).expect("there are leanings to try").1
    }

    /// The price of an offer beside its size: an outline of many levels reads less like a chart.
    fn plainness(&self, root: usize, offer: &Offer) -> f64 {
        let children = &self.forest.children;
        let deep = || children[root].iter().any(|&unit| !children[unit].is_empty());
        match offer.how {
            Arrangement::Columns(_) | Arrangement::Outline if deep() => OUTLINED,
            _ => 1.0,
        }
    }

    /// About how high the block of those that stand alone will be.
    fn alone(&self, width: f64) -> f64 {
        let lone = &self.forest.lone;
        let height: f64 = lone.iter().map(|&card| self.heights[card] + COLUMN_GAP).sum();
        height / (width / (self.width + ROW_GAP)).floor().max(1.0)
    }

    /// Hands the choices down from the roots.
    fn settle(&self, roots: Vec<(usize, Offer)>, offers: &Offers, plan: &mut Arrangements) {
        let mut chosen: Vec<Option<Offer>> = vec![None; self.heights.len()];
        for (root, offer) in roots {
            chosen[root] = Some(offer);
        }
        for &card in &self.forest.order {
            // Cards below a block or an outline are indented with it and need no choice.
            let Some(offer) = chosen[card] else { continue };
            plan.how[card] = offer.how;
            if let Arrangement::Row(_) | Arrangement::Mixed(_) = offer.how {
                let units = self.forest.children[card].iter().copied();
                for unit in units.filter(|&unit| !offer.how.blocks(self.forest, unit)) {
                    chosen[unit] = narrowest(offers.of(unit), offer.room).copied();
                }
            }
        }
    }
}

/// What stands in a row: perhaps a block, by its number of columns, and units.
struct RowContent {
    how: Arrangement,
    blocks: Vec<(usize, (f64, f64))>,
    units: Vec<usize>,
}

impl RowContent {
    /// The row at some heights: each with the least width that it allows and the arrangement that has it.
    fn sizes(&self, all: &Offers, most: usize, gap: f64) -> Vec<(f64, f64, Arrangement)> {
        let heights = self.heights(all, most);
        let mut widths = vec![-gap; heights.len()];
        let mut columns = vec![0; heights.len()];
        let blocks = self.blocks.iter().map(|&(columns, (w, h))| (h, (columns, w)));
        for ((width, columns), (best, w)) in
            widths.iter_mut().zip(&mut columns).zip(narrowest_of_each(blocks, &heights))
        {
            (*width, *columns) = (*width + w + gap, best);
        }
        for &unit in &self.units {
            let offers = all.of(unit).iter().map(|offer| (offer.h, offer.w));
            for (width, w) in widths.iter_mut().zip(narrowest_of_each(offers, &heights)) {
                *width += w + gap;
            }
        }
        let how = |columns| match self.how {
            Arrangement::Mixed(_) => Arrangement::Mixed(columns),
            _ => Arrangement::Row(columns),
        };
        let sizes = heights.into_iter().zip(widths).zip(columns);
        sizes.map(|((height, width), columns)| (height, width, how(columns))).collect()
    }

    /// The heights at which something in the row could change, lowest first, thinned. All units and the block
    /// fit into each.
    fn heights(&self, all: &Offers, most: usize) -> Vec<f64> {
        let units = self.units.iter().map(|&unit| lowest(all.of(unit)));
        let block = self.blocks.last().map(|(_, size)| size.1);
        let least = units.chain(block).fold(0.0, f64::max);
        let blocks = self.blocks.iter().map(|(_, size)| size.1);
        let units = self.units.iter().flat_map(|&unit| all.of(unit).iter().map(|offer| offer.h));
        let mut heights: Vec<f64> = blocks.chain(units).filter(|&height| height >= least).collect();
        heights.sort_unstable_by(f64::total_cmp);
        heights.dedup();
        thin(heights, most)
    }
}

/// What of a list that runs from tall to low comes first at each of some rising heights: the tallest that
/// fits, and the lowest where none does.
fn narrowest_of_each<T: Copy>(
    list: impl DoubleEndedIterator<Item = (f64, T)>,
    heights: &[f64],
) -> impl Iterator<Item = T> {
    let mut rising = list.rev().peekable();
    let mut fitting = rising.next();
    heights.iter().map_while(move |&room| {
        while let Some(taller) = rising.next_if(|&(height, _)| height <= room + SLACK) {
            fitting = Some(taller);
        }
        fitting.map(|(_, what)| what)
    })
}

fn lowest(offers: &[Offer]) -> f64 {
    offers.last().map_or(0.0, |offer| offer.h)
}

/// The narrowest offer of at most this height; offers run from narrow and tall to wide and low.
fn narrowest(offers: &[Offer], room: f64) -> Option<&Offer> {
    offers.iter().find(|offer| offer.h <= room + SLACK)
}

/// Drops every offer that another beats both ways, then all but some spread over the rest.
fn thinned(mut offers: Vec<Offer>, most: usize) -> Vec<Offer> {
    offers.sort_by(|a, b| a.w.total_cmp(&b.w).then(a.h.total_cmp(&b.h)));
    let mut kept: Vec<Offer> = Vec::new();
    for offer in offers {
        if kept.last().is_none_or(|last| offer.h < last.h - 0.5) {
            kept.push(offer);
        }
    }
    thin(kept, most)
}

/// At most so many of a list: its ends and others evenly between.
fn thin<T: Copy>(list: Vec<T>, most: usize) -> Vec<T> {
    if list.len() <= most {
        return list;
    }
    (0..most).map(|i| list[i * (list.len() - 1) / (most - 1)]).collect()
}

/// The sizes of a block by its number of columns, narrow to wide.
fn blocks(members: &[usize], outline: &[(f64, f64)]) -> Vec<(usize, (f64, f64))> {
    let mut sizes: Vec<(usize, (f64, f64))> = Vec::new();
    let mut columns = 1;
    while columns <= members.len() && sizes.len() < COLUMNS {
        let ranges = columns_of(members, columns, outline);
        sizes.push((ranges.len(), block_size(members, &ranges, outline)));
        // Past a few columns one more makes little difference.
        columns += 1 + columns / 6;
    }
    sizes
}

/// Width and height of a block whose columns hold these members.
pub(super) fn block_size(
    members: &[usize],
    ranges: &[Range<usize>],
    outline: &[(f64, f64)],
) -> (f64, f64) {
    let (mut w, mut h): (f64, f64) = (-ROW_GAP, 0.0);
    for range in ranges {
        let column = &members[range.clone()];
        w += ROW_GAP + INDENT + column.iter().map(|&m| outline[m].0).fold(0.0, f64::max);
        let tall = column.iter().map(|&m| outline[m].1 + COLUMN_GAP).sum::<f64>() - COLUMN_GAP;
        h = h.max(tall);
    }
    (w, h)
}

/// Cuts a list into at most so many columns, in order, the tallest as low as can be.
pub(super) fn columns_of(
    members: &[usize],
    columns: usize,
    outline: &[(f64, f64)],
) -> Vec<Range<usize>> {
    let heights = || members.iter().map(|&member| outline[member].1 + COLUMN_GAP);
    let count = |limit: f64| {
        let (mut count, mut filled) = (1, 0.0);
        for height in heights() {
            if filled + height > limit && filled > 0.0 {
                (count, filled) = (count + 1, 0.0);
            }
            filled += height;
        }
        count
    };
    let total: f64 = heights().sum();
    let mut limit = f64::INFINITY;
    if columns > 1 {
        let mut low = total / columns as f64;
        limit = total;
        for _ in 0..12 {
            let middle = (low + limit) / 2.0;
            if count(middle) <= columns { limit = middle } else { low = middle }
        }
    }
    let (mut ranges, mut start, mut filled) = (Vec::with_capacity(columns), 0, 0.0);
    for (at, height) in heights().enumerate() {
        if filled + height > limit && at > start {
            ranges.push(start..at);
            (start, filled) = (at, 0.0);
        }
        filled += height;
    }
    ranges.push(start..members.len());
    ranges
}

/// Gap between the trees of a forest.
pub(super) const TREE_GAP: f64 = 44.0;

/// Places boxes so that the page comes near `aspect` : 1. Gives left and top of each, and the size of the
/// page.
///
/// Tallest first, each as high as it fits and then as far left: the skyline of Burke, Kendall and
/// Whitwell, "A new placement heuristic for the orthogonal stock-cutting problem", Operations Research
/// 52(4), 2004. So small trees fill the room beside large ones. The skyline of many boxes is long, and each is held
/// against all of it: more than [`MOST_ON_SKYLINE`] stand on shelves, in linear time.
pub(super) fn pack(sizes: &[(f64, f64)], gap: f64, aspect: f64) -> Packed {
    let many = sizes.len() > MOST_ON_SKYLINE;
    pack_by(if many { shelve } else { pack_within }, sizes, gap, aspect)
}

/// Left and top of each box, and the size of the page.
type Packed = (Vec<(f64, f64)>, (f64, f64));

/// Places boxes, in an order, on a page of a width.
type Packing = fn(&[(f64, f64)], &[usize], f64, f64) -> Packed;

/// The best of some widths of the page.
fn pack_by(packing: Packing, sizes: &[(f64, f64)], gap: f64, aspect: f64) -> Packed {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&a, &b| sizes[b].1.total_cmp(&sizes[a].1).then(a.cmp(&b)));
    let widest = sizes.iter().map(|size| size.0).fold(0.0, f64::max);
    let area: f64 = sizes.iter().map(|size| (size.0 + gap) * (size.1 + gap)).sum();
    let tries = (0..10).map(|i| widest.max((area * aspect).sqrt() * (0.85 + 0.07 * f64::from(i))));
    let packed = tries.map(|width| packing(sizes, &order, gap, width));
    let page = |size: (f64, f64)| size.0.max(size.1 * aspect);
    packed.min_by(|a, b| page(a.1).total_cmp(&page(b.1))).expect("there are several tries")
}

/// As many boxes as a skyline is asked to place.
const MOST_ON_SKYLINE: usize = 2_000;

/// As many boxes as are placed only to learn how large their page would be.
const MOST_PLACED_TO_MEASURE: usize = 100;

/// The size of the page on which [`pack`] would place boxes; of many boxes about that, by shelves.
fn packed_size(sizes: &[(f64, f64)], gap: f64, aspect: f64) -> (f64, f64) {
    match sizes.len() > MOST_PLACED_TO_MEASURE {
        true => pack_by(shelve, sizes, gap, aspect).1,
        false => pack(sizes, gap, aspect).1,
    }
}

/// One beside the other, tallest first, on shelves as high as the first box on each.
fn shelve(sizes: &[(f64, f64)], order: &[usize], gap: f64, width: f64) -> Packed {
    let mut places = vec![(0.0, 0.0); sizes.len()];
    let (mut x, mut shelf, mut below): (f64, f64, f64) = (0.0, 0.0, 0.0);
    let mut used: (f64, f64) = (0.0, 0.0);
    for &item in order {
        let (w, h) = sizes[item];
        if x > 0.0 && x + w > width {
            (x, shelf) = (0.0, below);
        }
        places[item] = (x, shelf);
        used = (used.0.max(x + w), used.1.max(shelf + h));
        below = below.max(shelf + h + gap);
        x += w + gap;
    }
    (places, used)
}

fn pack_within(sizes: &[(f64, f64)], order: &[usize], gap: f64, width: f64) -> Packed {
    let mut places = vec![(0.0, 0.0); sizes.len()];
    // Where each step of the skyline begins, and how far down it reaches; the last ends at the page.
    let mut skyline = vec![(0.0, 0.0)];
    let mut used: (f64, f64) = (0.0, 0.0);
    for &item in order {
        let (w, h) = sizes[item];
        let (x, y) = highest(&skyline, w + gap, width + gap);
        places[item] = (x, y);
        used = (used.0.max(x + w), used.1.max(y + h));
        cover(&mut skyline, x, x + w + gap, y + h + gap);
    }
    (places, used)
}

/// The highest place for something of a width, the leftmost of those.
fn highest(skyline: &[(f64, f64)], w: f64, width: f64) -> (f64, f64) {
    let mut best = (0.0, f64::INFINITY);
    for (i, &(x, _)) in skyline.iter().enumerate() {
        if x > 0.0 && x + w > width + 0.01 {
            break;
        }
        let under = skyline[i..].iter().take_while(|step| step.0 < x + w - 0.01);
        let y = under.map(|step| step.1).fold(0.0, f64::max);
        if y < best.1 - 0.01 {
            best = (x, y);
        }
    }
    best
}

/// Lowers the skyline between two places.
fn cover(skyline: &mut Vec<(f64, f64)>, from: f64, to: f64, down: f64) {
    let first = skyline.partition_point(|step| step.0 < from);
    let past = skyline.partition_point(|step| step.0 < to);
    let rest = skyline[past.max(1) - 1].1;
    let ends = skyline.get(past).is_none_or(|step| step.0 > to);
    let steps = std::iter::once((from, down)).chain(ends.then_some((to, rest)));
    skyline.splice(first..past, steps);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::scene::Rect;
    use proptest::prelude::*;

    #[test]
    fn small_ones_stand_beside_a_tall_one() {
        let (places, _) =
            pack(&[(100.0, 300.0), (80.0, 90.0), (80.0, 90.0), (80.0, 90.0)], 10.0, 1.0);
        assert!(places[1..].iter().all(|place| place.0 >= 110.0), "{places:?}");
    }

    proptest! {
        #[test]
        fn the_first_that_fits_is_found_at_every_height(
            mut tall in prop::collection::btree_set(1..40u32, 1..12),
            heights in prop::collection::btree_set(1..50u32, 0..20),
        ) {
            let least = *tall.first().expect("there is one");
            let list: Vec<(f64, u32)> = std::iter::from_fn(|| tall.pop_last())
                .map(|height| (f64::from(height), height))
                .collect();
            let heights: Vec<f64> =
                heights.into_iter().filter(|&height| height >= least).map(f64::from).collect();
            let found: Vec<u32> = narrowest_of_each(list.iter().copied(), &heights).collect();
            let plain = |room: &f64| list.iter().find(|(height, _)| height <= room).map(|one| one.1);
            let expected: Vec<u32> = heights.iter().filter_map(plain).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn packed_boxes_keep_apart(sizes in prop::collection::vec((1.0..90.0f64, 1.0..90.0f64), 1..40)) {
            let order: Vec<usize> = (0..sizes.len()).collect();
            let shelved = shelve(&sizes, &order, 10.0, 200.0);
            for (places, size) in [pack(&sizes, 10.0, 1.5), shelved] {
            let rect = |i: usize| Rect {
                x: places[i].0, y: places[i].1, w: sizes[i].0, h: sizes[i].1, ..Rect::default()
            };
            for a in 0..sizes.len() {
                prop_assert!(rect(a).right() <= size.0 + 0.01 && rect(a).bottom() <= size.1 + 0.01);
                for b in 0..a {
                    let wider = Rect { w: sizes[b].0 + 9.9, h: sizes[b].1 + 9.9, ..rect(b) };
                    let own = Rect { w: sizes[a].0 + 9.9, h: sizes[a].1 + 9.9, ..rect(a) };
                    prop_assert!(!own.overlaps(&wider), "{a} {b} {places:?}");
                }
            }
            }
        }
    }
}
