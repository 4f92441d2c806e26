//! Tidy trees of boxes of any size in linear time. Takes sizes and children, gives the place of every
//! box; knows nothing of what the boxes are.
//!
//! Atze van der Ploeg, "Drawing non-layered tidy trees in linear time", Software: Practice and
//! Experience 44(12), 2014. It extends Reingold and Tilford (1981) and Buchheim et al. (2002) from layers
//! to boxes of any height. The recursion of the paper is replaced by walks over an array in preorder, so
//! that a chain of a hundred thousand organs does not exhaust the stack.

/// A box of the tree. Its size includes the room that it keeps to its neighbours.
#[derive(Clone, Debug, Default)]
pub(super) struct Sized {
    /// Width with the gap to the next sibling.
    pub(super) w: f64,
    /// Height with the gap to the next level.
    pub(super) h: f64,
    /// Where the line from above meets the box, from its left edge. Parents stand centred on these.
    pub(super) anchor: f64,
    /// Its children, left to right; each has a greater place than its parent.
    pub(super) children: Vec<usize>,
}

/// Places every box: left and top of each, the root's top at 0 and the leftmost left at 0.
pub(super) fn tidy(nodes: &[Sized]) -> Vec<(f64, f64)> {
    if nodes.is_empty() {
        return Vec::new();
    }
    let mut walk = Walk::new(nodes);
    for t in (0..nodes.len()).rev() {
        walk.first(t);
    }
    walk.second()
}

/// Working state of one box, named as in the paper.
#[derive(Clone, Default)]
struct State {
    y: f64,
    prelim: f64,
    modifier: f64,
    shift: f64,
    change: f64,
    thread_left: Option<usize>,
    thread_right: Option<usize>,
    extreme_left: usize,
    extreme_right: usize,
    sum_left: f64,
    sum_right: f64,
}

struct Walk<'n> {
    nodes: &'n [Sized],
    at: Vec<State>,
}

/// The siblings so far by the lowest point of their right contour; the last is the nearest.
type Lowest = Vec<(f64, usize)>;

impl<'n> Walk<'n> {
    fn new(nodes: &'n [Sized]) -> Self {
        let mut at = vec![State::default(); nodes.len()];
        for (t, node) in nodes.iter().enumerate() {
            let below = at[t].y + node.h;
            for &child in &node.children {
                debug_assert!(child > t, "children follow their parents");
                at[child].y = below;
            }
        }
        Walk { nodes, at }
    }

    fn bottom(&self, t: usize) -> f64 {
        self.at[t].y + self.nodes[t].h
    }

    fn first(&mut self, t: usize) {
        let nodes = self.nodes;
        let children = &nodes[t].children;
        let (Some(&first), Some(&last)) = (children.first(), children.last()) else {
            self.at[t].extreme_left = t;
            self.at[t].extreme_right = t;
            return;
        };
        let mut lowest = vec![(self.bottom(self.at[first].extreme_left), 0)];
        for i in 1..children.len() {
            let bottom = self.bottom(self.at[children[i]].extreme_right);
            self.separate(children, i, &lowest);
            while lowest.last().is_some_and(|&(low, _)| bottom >= low) {
                lowest.pop();
            }
            lowest.push((bottom, i));
        }
        self.position_root(t, first, last);
        let (left, right) = (self.at[first].clone(), self.at[last].clone());
        let state = &mut self.at[t];
        state.extreme_left = left.extreme_left;
        state.sum_left = left.sum_left;
        state.extreme_right = right.extreme_right;
        state.sum_right = right.sum_right;
    }

    fn position_root(&mut self, t: usize, first: usize, last: usize) {
        let place = |c: usize| self.at[c].prelim + self.at[c].modifier + self.nodes[c].anchor;
        let middle = (place(first) + place(last)) / 2.0;
        self.at[t].prelim = middle - self.nodes[t].anchor;
    }

    /// Walks down the right contour of the siblings so far and the left one of sibling `i`.
    fn separate(&mut self, children: &[usize], i: usize, lowest: &Lowest) {
        let mut near = lowest.len() - 1;
        let (mut right, mut left) = (Some(children[i - 1]), Some(children[i]));
        let mut sum_right = self.at[children[i - 1]].modifier;
        let mut sum_left = self.at[children[i]].modifier;
        while let (Some(r), Some(l)) = (right, left) {
            if self.bottom(r) > lowest[near].0 && near > 0 {
                near -= 1;
            }
            let right_edge = sum_right + self.at[r].prelim + self.nodes[r].w;
            let distance = right_edge - (sum_left + self.at[l].prelim);
            if distance > 0.0 {
                sum_left += distance;
                self.move_subtree(children, i, lowest[near].1, distance);
            }
            let (r_bottom, l_bottom) = (self.bottom(r), self.bottom(l));
            if r_bottom <= l_bottom {
                right = self.next_right(r);
                sum_right += right.map_or(0.0, |r| self.at[r].modifier);
            }
            if r_bottom >= l_bottom {
                left = self.next_left(l);
                sum_left += left.map_or(0.0, |l| self.at[l].modifier);
            }
        }
        match (right, left) {
            (None, Some(l)) => self.thread_left(children, i, l, sum_left),
            (Some(r), None) => self.thread_right(children, i, r, sum_right),
            _ => {}
        }
    }

    fn move_subtree(&mut self, children: &[usize], i: usize, against: usize, distance: f64) {
        let moved = &mut self.at[children[i]];
        moved.modifier += distance;
        moved.sum_left += distance;
        moved.sum_right += distance;
        if against + 1 != i {
            let share = distance / (i - against) as f64;
            self.at[children[against + 1]].shift += share;
            self.at[children[i]].shift -= share;
            self.at[children[i]].change -= distance - share;
        }
    }

    fn next_left(&self, t: usize) -> Option<usize> {
        self.nodes[t].children.first().copied().or(self.at[t].thread_left)
    }

    fn next_right(&self, t: usize) -> Option<usize> {
        self.nodes[t].children.last().copied().or(self.at[t].thread_right)
    }

    fn thread_left(&mut self, children: &[usize], i: usize, to: usize, sum: f64) {
        let first = children[0];
        let end = self.at[first].extreme_left;
        let delta = (sum - self.at[to].modifier) - self.at[first].sum_left;
        self.at[end].thread_left = Some(to);
        self.at[end].modifier += delta;
        self.at[end].prelim -= delta;
        let moved = self.at[children[i]].clone();
        self.at[first].extreme_left = moved.extreme_left;
        self.at[first].sum_left = moved.sum_left;
    }

    fn thread_right(&mut self, children: &[usize], i: usize, to: usize, sum: f64) {
        let moved = children[i];
        let end = self.at[moved].extreme_right;
        let delta = (sum - self.at[to].modifier) - self.at[moved].sum_right;
        self.at[end].thread_right = Some(to);
        self.at[end].modifier += delta;
        self.at[end].prelim -= delta;
        let before = self.at[children[i - 1]].clone();
        self.at[moved].extreme_right = before.extreme_right;
        self.at[moved].sum_right = before.sum_right;
    }

    /// Adds up the modifiers from the root down and spreads the shifts among siblings.
    fn second(mut self) -> Vec<(f64, f64)> {
        let nodes = self.nodes;
        let mut sums = vec![0.0; nodes.len()];
        let mut places = vec![(0.0, 0.0); nodes.len()];
        for t in 0..nodes.len() {
            let sum = sums[t] + self.at[t].modifier;
            places[t] = (self.at[t].prelim + sum, self.at[t].y);
            let (mut shift, mut spread) = (0.0, 0.0);
            for &child in &nodes[t].children {
                let state = &mut self.at[child];
                shift += state.shift;
                spread += shift + state.change;
                state.modifier += spread;
                sums[child] = sum;
            }
        }
        let left = places.iter().map(|place| place.0).fold(f64::INFINITY, f64::min);
        for place in &mut places {
            place.0 -= left;
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A tree in preorder from a list of depths, each at most one deeper than the one before.
    fn tree(rows: &[(usize, f64, f64)]) -> Vec<Sized> {
        let mut nodes: Vec<Sized> = Vec::new();
        let mut chain: Vec<usize> = Vec::new();
        for &(depth, w, h) in rows {
            chain.truncate(depth.max(usize::from(!nodes.is_empty())));
            let place = nodes.len();
            if let Some(&parent) = chain.last() {
                nodes[parent].children.push(place);
            }
            nodes.push(Sized { w, h, anchor: w / 2.0, children: Vec::new() });
            chain.push(place);
        }
        nodes
    }

    fn overlap(nodes: &[Sized], places: &[(f64, f64)], a: usize, b: usize) -> bool {
        let slack = 1e-6;
        places[a].0 + slack < places[b].0 + nodes[b].w
            && places[b].0 + slack < places[a].0 + nodes[a].w
            && places[a].1 + slack < places[b].1 + nodes[b].h
            && places[b].1 + slack < places[a].1 + nodes[a].h
    }

    #[test]
    fn three_children_stand_under_the_middle() {
        let nodes = tree(&[(0, 10.0, 5.0), (1, 10.0, 5.0), (1, 10.0, 9.0), (1, 10.0, 5.0)]);
        assert_eq!(tidy(&nodes), [(10.0, 0.0), (0.0, 5.0), (10.0, 5.0), (20.0, 5.0)]);
    }

    #[test]
    fn a_deep_chain_needs_no_stack() {
        let rows: Vec<_> = (0..200_000).map(|depth| (depth, 10.0, 5.0)).collect();
        assert_eq!(tidy(&tree(&rows)).len(), 200_000);
    }

    proptest! {
        #[test]
        fn boxes_do_not_overlap_and_parents_are_centred(
            rows in prop::collection::vec((0usize..7, 1.0..40.0f64, 1.0..40.0f64), 1..90)
        ) {
            let nodes = tree(&rows);
            let places = tidy(&nodes);
            for a in 0..nodes.len() {
                for b in 0..a {
                    prop_assert!(!overlap(&nodes, &places, a, b), "{a} and {b} overlap");
                }
            }
            for (t, node) in nodes.iter().enumerate() {
                let Some((first, last)) = node.children.first().zip(node.children.last()) else { continue };
                let middle = |c: usize| places[c].0 + nodes[c].anchor;
                let centre = (middle(*first) + middle(*last)) / 2.0;
                prop_assert!((middle(t) - centre).abs() < 1e-6);
            }
        }
    }
}
