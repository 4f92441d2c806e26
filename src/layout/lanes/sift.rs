//! Orders the strands of a component that is too large to be annealed. Takes strands, links and an order to
//! begin with, gives a better one; knows nothing of lanes.
//!
//! Barycentres (Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
//! structures", 1981), then sifting (Matuszewski, Schönfeld and Molitor, "Using sifting for k-layer
//! straightline crossing minimization", GD 1999) within a window.

use super::{Link, Stretch};

/// Price of passing over a strand that is there at that time, and over one that is not.
const CROSS: f64 = 8.0;
const PASS: f64 = 0.25;
/// How far either way a strand is sifted, and how often all are.
const WINDOW: usize = 150;
const ROUNDS: usize = 2;
/// How often strands move to the middle of those that they are linked to.
const SWEEPS: usize = 24;

/// A better order than the one given.
pub(super) fn sifted(strands: &[Stretch], links: &[Link], order: Vec<u32>) -> Vec<u32> {
    let mut at = vec![Vec::new(); strands.len()];
    for link in links {
        at[link.a].push((link.b, link.x));
        at[link.b].push((link.a, link.x));
    }
    let sorter = Sorter { strands, at };
    let mut order = sorter.barycentres(order.into_iter().map(|strand| strand as usize).collect());
    let mut by_links: Vec<usize> = (0..order.len()).collect();
    by_links.sort_by_key(|&strand| (std::cmp::Reverse(sorter.at[strand].len()), strand));
    for _ in 0..ROUNDS {
        by_links.iter().for_each(|&strand| sorter.sift(strand, &mut order));
    }
    order.into_iter().map(|strand| strand as u32).collect()
}

struct Sorter<'s> {
    strands: &'s [Stretch],
    /// Links at each strand: the other end and the place.
    at: Vec<Vec<(usize, f64)>>,
}

impl Sorter<'_> {
    fn barycentres(&self, mut order: Vec<usize>) -> Vec<usize> {
        let mut place = vec![0.0; order.len()];
        for _ in 0..SWEEPS {
            for (i, &strand) in order.iter().enumerate() {
                place[strand] = i as f64;
            }
            let centre = |&strand: &usize| {
                let sum: f64 = self.at[strand].iter().map(|&(other, _)| place[other]).sum();
                (sum + place[strand]) / (self.at[strand].len() as f64 + 1.0)
            };
            let mut keyed: Vec<(f64, usize)> = order.iter().map(|s| (centre(s), *s)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            order = keyed.into_iter().map(|(_, strand)| strand).collect();
        }
        order
    }

    fn price(&self, strand: usize, x: f64) -> f64 {
        let stretch = self.strands[strand];
        if stretch.from < x && x < stretch.to { CROSS } else { PASS }
    }

    /// Moves one strand to its best place.
    fn sift(&self, strand: usize, order: &mut Vec<usize>) {
        let start = order.iter().position(|&s| s == strand).expect("the order holds every strand");
        let mut place = vec![0; order.len()];
        for (i, &s) in order.iter().enumerate() {
            place[s] = i;
        }
        let up = (start.saturating_sub(WINDOW)..start).rev();
        let down = start + 1..order.len().min(start + WINDOW + 1);
        let above = self.best_of(up, strand, order, &place);
        let below = self.best_of(down, strand, order, &place);
        let (best, _) = if below.1 < above.1 { below } else { above };
        let moved = order.remove(start);
        order.insert(best, moved);
    }

    /// The best of some places, one after another away from where `strand` stands, and its cost.
    fn best_of(
        &self,
        places: impl Iterator<Item = usize>,
        strand: usize,
        order: &[usize],
        place: &[usize],
    ) -> (usize, f64) {
        let start = place[strand];
        let (mut best, mut cost) = ((start, 0.0), 0.0);
        for i in places {
            cost += self.swap(order[i], strand, place, start);
            if cost < best.1 - 1e-9 {
                best = (i, cost);
            }
        }
        best
    }

    /// The change of cost when `strand`, moving away from `start`, passes over `other`.
    fn swap(&self, other: usize, strand: usize, place: &[usize], start: usize) -> f64 {
        let up = place[other] < start;
        let mut change = 0.0;
        for &(end, x) in &self.at[strand] {
            if end != other {
                // `other` now lies between unless the far end is on the side moved to.
                let ahead = if up { place[end] < place[other] } else { place[end] > place[other] };
                change += if ahead { -self.price(other, x) } else { self.price(other, x) };
            }
        }
        for &(end, x) in &self.at[other] {
            if end != strand {
                // `strand` now lies between `other` and whatever is beyond it.
                let beyond = if up { place[end] < place[other] } else { place[end] > place[other] };
                change += if beyond { self.price(strand, x) } else { -self.price(strand, x) };
            }
        }
        change
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cost(sorter: &Sorter<'_>, order: &[usize]) -> f64 {
        let place = |strand: usize| order.iter().position(|&s| s == strand).unwrap();
        let ends = (0..order.len()).flat_map(|a| sorter.at[a].iter().map(move |&(b, x)| (a, b, x)));
        let one = |(a, b, x): (usize, usize, f64)| {
            let (a, b) = (place(a).min(place(b)), place(a).max(place(b)));
            order[a + 1..b].iter().map(|&strand| sorter.price(strand, x)).sum::<f64>()
        };
        // Each link is seen from both of its ends.
        ends.map(one).sum::<f64>() / 2.0
    }

    proptest! {
        #[test]
        fn sifting_loses_no_strand_and_never_costs_more(
            rows in prop::collection::vec((0.0..100.0f64, 1.0..60.0f64), 2..9),
            pairs in prop::collection::vec((0usize..9, 0usize..9, 0.0..160.0f64), 0..20)
        ) {
            let strands: Vec<Stretch> =
                rows.iter().map(|&(from, long)| Stretch { from, to: from + long }).collect();
            let count = strands.len();
            let mut at = vec![Vec::new(); count];
            for &(a, b, x) in pairs.iter().filter(|(a, b, _)| a != b && *a < count && *b < count) {
                at[a].push((b, x));
                at[b].push((a, x));
            }
            let sorter = Sorter { strands: &strands, at };
            let mut order: Vec<usize> = (0..count).collect();
            for strand in 0..count {
                let before = cost(&sorter, &order);
                sorter.sift(strand, &mut order);
                prop_assert!(cost(&sorter, &order) <= before + 1e-6);
            }
            order.sort_unstable();
            prop_assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
    }
}
