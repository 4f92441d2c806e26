//! Orders the strands of a component so that few of them lie between the ends of a link while they are there.
//! Takes strands and links, gives an order from the top; knows nothing of lanes.
//!
//! Counting is as in Gronemann, Jünger, Liers and Mambelli, "Crossing minimization in storyline
//! visualization", GD 2016, who solve it exactly, which takes minutes. Here an order is annealed (Kirkpatrick,
//! Gelatt and Vecchi, "Optimization by simulated annealing", Science 220, 1983). What grows out of one strand
//! moves as one block, as in block sifting (Bachmaier, Brandenburg, Brunner and Hübner, "A global k-level
//! crossing reduction algorithm", WALCOM 2010): a tree then costs nothing from the start, and only what ties
//! its branches to one another is left to be bettered. Where there are too many strands for that, they are
//! sifted ([`sifted`]).

use std::ops::Range;

use super::sift::sifted;
use super::{Dice, Link, Stretch, find};

/// Price of passing over a strand that is not there at that time, where one that is there costs 1. It keeps
/// what belongs together near.
const PASS: f32 = 0.02;
/// From how bad a move is taken by chance, at first and at last.
const WARM: f32 = 1.0;
const COLD: f32 = 0.1;
/// How many places are looked at for each strand and each of its likely neighbours, and how many of these
/// count in a large component, where time must grow no faster than the number of strands.
const WORK: usize = 150;
const NEAR: usize = 230;
/// What a move costs beside the places looked at.
const MOVE: usize = 20;
/// A component of more strands than this is sifted.
const LARGE: usize = 1_500;

/// An order, bettered by chance that falls alike on every run. Never one that passes more strands than it
/// began with: a tree passes none.
pub(super) fn annealed(strands: &[Stretch], links: &[Link], seed: u64) -> Vec<u32> {
    let mut sorter = Sorter::new(strands, links);
    if strands.len() > LARGE {
        return sifted(strands, links, sorter.order);
    }
    sorter.weigh();
    let (least, planted) = (sorter.passed(), sorter.order.clone());
    if strands.len() > 2 {
        sorter.anneal(&mut Dice(seed));
    }
    if sorter.passed() > least { planted } else { sorter.order }
}

struct Sorter<'s> {
    strands: &'s [Stretch],
    /// By place on the axis.
    links: Vec<Link>,
    /// The links at each strand.
    at: Vec<Vec<u32>>,
    /// For each link, a bit for each strand that is there at its place.
    there: Vec<u64>,
    /// A tree of links spans the component; each strand's part of it is a range of these numbers.
    number: Vec<u32>,
    branch: Vec<Range<u32>>,
    order: Vec<u32>,
    place: Vec<u32>,
    /// What each link costs in this order.
    prices: Vec<f32>,
    /// What the last move has changed, to take it back.
    before: Vec<(u32, f32)>,
    /// In which move each link was looked at last.
    seen: Vec<u32>,
    moves: u32,
    work: usize,
}

impl<'s> Sorter<'s> {
    fn new(strands: &'s [Stretch], links: &[Link]) -> Self {
        let mut links = links.to_vec();
        links.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut at = vec![Vec::new(); strands.len()];
        for (link, ends) in links.iter().enumerate() {
            at[ends.a].push(link as u32);
            at[ends.b].push(link as u32);
        }
        let count = (strands.len(), links.len());
        let mut sorter = Sorter {
            strands,
            at,
            there: Vec::new(),
            number: vec![0; count.0],
            branch: vec![0..0; count.0],
            order: Vec::with_capacity(count.0),
            place: vec![0; count.0],
            prices: vec![0.0; count.1],
            before: Vec::new(),
            seen: vec![0; count.1],
            moves: 0,
            work: 0,
            links,
        };
        sorter.plant();
        sorter.put(0..count.0);
        sorter
    }

    /// Looks at every link for the first time.
    fn weigh(&mut self) {
        self.there = there(self.strands, &self.links);
        for link in 0..self.links.len() {
            self.prices[link] = self.price(link);
        }
    }

    /// Places a spanning tree: branches above and below what they grow out of, later ones nearer to it, so
    /// that no link of the tree passes over a strand that is there.
    fn plant(&mut self) {
        let tree = self.tree();
        let start = |&a: &usize, &b: &usize| {
            self.strands[a].from.total_cmp(&self.strands[b].from).then(a.cmp(&b))
        };
        let root = (0..self.strands.len()).min_by(start).unwrap_or(0);
        let mut visited = vec![false; self.strands.len()];
        visited[root] = true;
        let (mut next, mut walk) = (0, vec![Visit::Enter(root)]);
        while let Some(visit) = walk.pop() {
            match visit {
                Visit::Place(strand) => self.order.push(strand as u32),
                Visit::Leave(strand) => self.branch[strand].end = next,
                Visit::Enter(strand) => {
                    (self.number[strand], self.branch[strand].start) = (next, next);
                    let mut branches: Vec<usize> = tree[strand].clone();
                    branches.retain(|&branch| !std::mem::replace(&mut visited[branch], true));
                    // What comes last is visited first.
                    let side = |odd: usize| branches.iter().skip(odd).step_by(2).copied();
                    let first = next as usize % 2;
                    walk.push(Visit::Leave(strand));
                    walk.extend(side(first).map(Visit::Enter));
                    walk.push(Visit::Place(strand));
                    let above: Vec<usize> = side(1 - first).collect();
                    walk.extend(above.into_iter().rev().map(Visit::Enter));
                    next += 1;
                }
            }
        }
    }

    /// The earliest links that span the component, for each strand those at it by place.
    fn tree(&self) -> Vec<Vec<usize>> {
        let mut root: Vec<usize> = (0..self.strands.len()).collect();
        let mut tree = vec![Vec::new(); self.strands.len()];
        for link in &self.links {
            let (a, b) = (find(&mut root, link.a), find(&mut root, link.b));
            if a != b {
                root[a.max(b)] = a.min(b);
                tree[link.a].push(link.b);
                tree[link.b].push(link.a);
            }
        }
        tree
    }

    fn anneal(&mut self, dice: &mut Dice) {
        let count = self.strands.len();
        let all = WORK * count * count.min(NEAR);
        while self.work < all {
            let heat = WARM * (COLD / WARM).powf(self.work as f32 / all as f32);
            // A move that is none counts too, so that this ends.
            self.work += 1;
            let Some(change) = self.choose(dice) else { continue };
            self.make(&change, false);
            let worse = self.reprice(change.window());
            if worse > 0.0 && dice.share() >= (-worse / heat).exp() {
                self.make(&change, true);
                self.put(change.window());
                for &(link, price) in &self.before {
                    self.prices[link as usize] = price;
                }
            }
        }
    }

    /// Some strand or all that grows out of it, turned over or moved to what it is linked to or past what
    /// stands beside it.
    fn choose(&self, dice: &mut Dice) -> Option<Change> {
        let strand = dice.roll(self.order.len());
        let alone = dice.roll(3) == 0;
        let block = if alone { self.alone(strand) } else { self.block(strand) };
        let to = match dice.roll(8) {
            0 => return (block.len() > 1).then_some(Change::Turn(block)),
            1..=4 => self.beside_linked(strand, dice),
            _ => self.past_neighbours(&block, dice),
        };
        if to < block.start {
            Some(Change::Exchange(to, block.start, block.end))
        } else {
            (to > block.end).then_some(Change::Exchange(block.start, block.end, to))
        }
    }

    fn beside_linked(&self, strand: usize, dice: &mut Dice) -> usize {
        let links = &self.at[strand];
        let link = self.links[links[dice.roll(links.len())] as usize];
        let other = if link.a == strand { link.b } else { link.a };
        let near = if dice.roll(3) > 0 { self.alone(other) } else { self.block(other) };
        if dice.roll(2) == 0 { near.start } else { near.end }
    }

    fn past_neighbours(&self, block: &Range<usize>, dice: &mut Dice) -> usize {
        let (count, down) = (1 + dice.roll(3), dice.roll(2) == 0);
        let mut to = if down { block.end } else { block.start };
        for _ in 0..count {
            let next = if down { self.order.get(to) } else { self.order[..to].last() };
            let Some(&next) = next else { break };
            let alone = dice.roll(2) == 0;
            let near = if alone { self.alone(next as usize) } else { self.block(next as usize) };
            to = if down { near.end } else { near.start };
        }
        to
    }

    fn alone(&self, strand: usize) -> Range<usize> {
        let place = self.place[strand] as usize;
        place..place + 1
    }

    /// What stands together around a strand and grows out of it.
    fn block(&self, strand: usize) -> Range<usize> {
        let within = |other: &&u32| self.branch[strand].contains(&self.number[**other as usize]);
        let place = self.place[strand] as usize;
        let above = self.order[..place].iter().rev().take_while(within).count();
        let below = self.order[place..].iter().take_while(within).count();
        place - above..place + below
    }

    fn make(&mut self, change: &Change, back: bool) {
        match *change {
            Change::Turn(ref block) => self.order[block.clone()].reverse(),
            Change::Exchange(from, middle, to) if back => {
                self.order[from..to].rotate_right(middle - from);
            }
            Change::Exchange(from, middle, to) => self.order[from..to].rotate_left(middle - from),
        }
    }

    fn put(&mut self, window: Range<usize>) {
        for place in window {
            self.place[self.order[place] as usize] = place as u32;
        }
    }

    /// Looks again at the links that end within a window, and gives how much more they cost.
    fn reprice(&mut self, window: Range<usize>) -> f32 {
        self.put(window.clone());
        self.moves += 1;
        self.work += MOVE + window.len();
        self.before.clear();
        let mut more = 0.0;
        for place in window {
            let strand = self.order[place] as usize;
            for i in 0..self.at[strand].len() {
                let link = self.at[strand][i] as usize;
                if std::mem::replace(&mut self.seen[link], self.moves) == self.moves {
                    continue;
                }
                let price = self.price(link);
                if price != self.prices[link] {
                    more += price - self.prices[link];
                    self.before.push((link as u32, self.prices[link]));
                    self.prices[link] = price;
                }
            }
        }
        more
    }

    fn price(&mut self, link: usize) -> f32 {
        let (passed, between) = self.between(link);
        self.work += 1 + between;
        passed as f32 + PASS * (between - passed) as f32
    }

    /// How many strands lie between the ends of a link: those that are there, and all.
    fn between(&self, link: usize) -> (usize, usize) {
        let Link { a, b, .. } = self.links[link];
        let (a, b) = (self.place[a] as usize, self.place[b] as usize);
        let between = &self.order[a.min(b) + 1..a.max(b)];
        let words = self.strands.len().div_ceil(64);
        let row = &self.there[link * words..][..words];
        let is_there = |&strand: &u32| (row[strand as usize / 64] >> (strand % 64)) & 1;
        (between.iter().map(is_there).sum::<u64>() as usize, between.len())
    }

    /// How many strands all links pass over.
    fn passed(&self) -> usize {
        (0..self.links.len()).map(|link| self.between(link).0).sum()
    }
}

/// For each link, a bit for each strand that is there at its place.
fn there(strands: &[Stretch], links: &[Link]) -> Vec<u64> {
    let words = strands.len().div_ceil(64);
    let mut there = vec![0; words * links.len()];
    for (row, link) in there.chunks_exact_mut(words).zip(links) {
        for (strand, &Stretch { from, to }) in strands.iter().enumerate() {
            row[strand / 64] |= u64::from(from < link.x && link.x < to) << (strand % 64);
        }
    }
    there
}

/// A step of the walk through a tree.
enum Visit {
    Enter(usize),
    Place(usize),
    Leave(usize),
}

/// A change of the order.
enum Change {
    /// Upside down.
    Turn(Range<usize>),
    /// Two blocks that touch, by their ends, take each other's place.
    Exchange(usize, usize, usize),
}

impl Change {
    fn window(&self) -> Range<usize> {
        match *self {
            Change::Turn(ref block) => block.clone(),
            Change::Exchange(from, _, to) => from..to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stretch(from: f64, long: f64) -> Stretch {
        Stretch { from, to: from + long }
    }

    /// How many strands lie between the ends of a link while they are there.
    fn passed(strands: &[Stretch], links: &[Link], order: &[u32]) -> usize {
        let place = |strand: usize| order.iter().position(|&s| s as usize == strand).unwrap();
        let one = |link: &Link| {
            let (a, b) = (place(link.a), place(link.b));
            let between = &order[a.min(b) + 1..a.max(b)];
            let there = between.iter().map(|&strand| strands[strand as usize]);
            there.filter(|strand| strand.from < link.x && link.x < strand.to).count()
        };
        links.iter().map(one).sum()
    }

    proptest! {
        #[test]
        fn an_order_holds_every_strand_once_and_prices_are_kept(
            rows in prop::collection::vec((0.0..100.0f64, 1.0..60.0f64), 3..12),
            pairs in prop::collection::vec((0usize..12, 0usize..12, 0.0..160.0f64), 0..20)
        ) {
            let strands: Vec<Stretch> = rows.iter().map(|&(from, long)| stretch(from, long)).collect();
            let count = strands.len();
            // A chain makes them one component.
            let chain = (1..count).map(|b| Link { a: b - 1, b, x: strands[b].from });
            let more = pairs.iter().filter(|(a, b, _)| a != b && *a < count && *b < count);
            let links: Vec<Link> = chain.chain(more.map(|&(a, b, x)| Link { a, b, x })).collect();
            let mut sorter = Sorter::new(&strands, &links);
            sorter.weigh();
            sorter.anneal(&mut Dice(1));
            let mut all = sorter.order.clone();
            all.sort_unstable();
            prop_assert_eq!(all, (0..count as u32).collect::<Vec<_>>());
            for link in 0..sorter.links.len() {
                prop_assert_eq!(sorter.prices[link], sorter.price(link));
            }
        }

        #[test]
        fn a_tree_that_grows_costs_nothing(
            grown in prop::collection::vec((0usize..40, 0.0..1.0f64, 5.0..60.0f64), 1..40)
        ) {
            // Each grows out of one before it, while that is there, and no two at one time.
            let mut strands = vec![stretch(0.0, 50.0)];
            let mut links = Vec::new();
            for (i, (from, share, long)) in grown.into_iter().enumerate() {
                let a = from % strands.len();
                let Stretch { from, to } = strands[a];
                let x = from + (to - from) * (0.1 + 0.8 * share) + 0.001 * i as f64;
                links.push(Link { a, b: strands.len(), x });
                strands.push(stretch(x, long));
            }
            let planted = Sorter::new(&strands, &links).order;
            prop_assert_eq!(passed(&strands, &links, &planted), 0);
            prop_assert_eq!(passed(&strands, &links, &annealed(&strands, &links, 1)), 0);
        }
    }
}
