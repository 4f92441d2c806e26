//! Walks up and down the hierarchy of a slice.

use rustc_hash::FxHashSet;

use super::index::NodeIx;
use super::slice::Slice;

#[derive(Copy, Clone, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

impl<'g> Slice<'g> {
    /// All that an organ stood under, directly or not, nearest first, with the number of levels.
    /// The organ itself is not among them, not even where the line runs in a cycle.
    pub fn above(&self, organ: NodeIx, depth: Option<u32>) -> Vec<(NodeIx, u32)> {
        self.reach(organ, depth, Direction::Up)
    }

    /// All that stood under an organ, directly or not, nearest first, with the number of levels.
    pub fn below(&self, organ: NodeIx, depth: Option<u32>) -> Vec<(NodeIx, u32)> {
        self.reach(organ, depth, Direction::Down)
    }

    /// The organs found so far are the queue as well: nearest first.
    fn reach(&self, organ: NodeIx, depth: Option<u32>, direction: Direction) -> Vec<(NodeIx, u32)> {
        if self.when().is_some_and(|when| !when.is_day()) && depth != Some(1) {
            let up = direction == Direction::Up;
            return self.reach_on_a_day(organ, depth, up);
        }
        let mut met = Met::new(organ);
        let mut found: Vec<(NodeIx, u32)> = Vec::with_capacity(8);
        let (mut node, mut level, mut next) = (organ, 0, 0);
        loop {
            if depth.is_none_or(|depth| level < depth) {
                self.each_beside(node, direction, |other| {
                    if met.is_new(other, &found) {
                        found.push((other, level + 1));
                    }
                });
            }
            let Some(&queued) = found.get(next) else { return found };
            (node, level) = queued;
            next += 1;
        }
    }

    /// The organs one level up or down. Where nothing is hidden, no claim is looked at.
    #[inline]
    fn each_beside(&self, node: NodeIx, direction: Direction, mut visit: impl FnMut(NodeIx)) {
        let graph = self.graph();
        match direction {
            Direction::Up if self.shows_all() => graph.over(node).for_each(visit),
            Direction::Down if self.shows_all() => graph.beneath(node).for_each(visit),
            Direction::Up => self.superiors(node).for_each(|(under, _)| visit(under.superior)),
            Direction::Down => self.units(node).for_each(|(under, _)| visit(under.unit)),
        }
    }

    /// The nearest superiors that two organs share: of the shared ones (each organ counts as above
    /// itself) those that have no other shared one under them.
    pub fn meet(&self, a: NodeIx, b: NodeIx) -> Vec<NodeIx> {
        if let Some(met) = self.meet_on_lines(a, b) {
            return met.into_iter().collect();
        }
        let (of_a, of_b) = (self.above(a, None), self.above(b, None));
        let many: FxHashSet<NodeIx> = match of_a.len() {
            0..=Met::FEW => FxHashSet::default(),
            _ => of_a.iter().map(|(node, _)| *node).collect(),
        };
        let is_above_a = |node: NodeIx| {
            node == a
                || match many.is_empty() {
                    true => of_a.iter().any(|(other, _)| *other == node),
                    false => many.contains(&node),
                }
        };
        let above_b = of_b.iter().map(|(node, _)| *node);
        let shared: Vec<NodeIx> =
            [b].into_iter().chain(above_b).filter(|&n| is_above_a(n)).collect();
        // Few organs are shared, and each has few superiors: to look at units would be to look at many.
        let mut covered = Vec::with_capacity(shared.len());
        for &node in &shared {
            self.each_beside(node, Direction::Up, |superior| {
                if superior != node {
                    covered.push(superior);
                }
            });
        }
        covered.sort_unstable();
        nearest(shared, |node| covered.binary_search(&node).is_ok())
    }

    /// Where two organs meet if one has a single line of superiors and the other one up to there,
    /// as most have: the first of the one that is on the other. `None` where a line forks or may run
    /// in a cycle.
    fn meet_on_lines(&self, a: NodeIx, b: NodeIx) -> Option<Option<NodeIx>> {
        let mut line = Vec::with_capacity(Met::FEW);
        let mut at = Some(a);
        while let Some(organ) = at {
            if line.len() == Met::FEW {
                return None;
            }
            line.push(organ);
            at = self.only_superior(organ)?;
        }
        let mut at = Some(b);
        for _ in 0..Met::FEW {
            match at {
                Some(organ) if !line.contains(&organ) => at = self.only_superior(organ)?,
                met => return Some(met),
            }
        }
        None
    }

    /// The one superior of an organ, if it has any; `None` where it has several.
    #[inline]
    fn only_superior(&self, organ: NodeIx) -> Option<Option<NodeIx>> {
        let (mut only, mut count) = (None, 0);
        self.each_beside(organ, Direction::Up, |superior| {
            only = Some(superior);
            count += 1;
        });
        (count <= 1).then_some(only)
    }
}

/// The organs that a walk has met. Few are looked through, which is faster than hashing them.
struct Met {
    start: NodeIx,
    many: FxHashSet<NodeIx>,
}

impl Met {
    const FEW: usize = 24;

    fn new(start: NodeIx) -> Met {
        Met { start, many: FxHashSet::default() }
    }

    /// Whether an organ is met for the first time, `found` being those that were met before.
    #[inline]
    fn is_new(&mut self, node: NodeIx, found: &[(NodeIx, u32)]) -> bool {
        if node == self.start {
            return false;
        }
        if found.len() < Met::FEW {
            return found.iter().all(|(other, _)| *other != node);
        }
        if self.many.is_empty() {
            self.many.extend(found.iter().map(|(node, _)| *node));
        }
        self.many.insert(node)
    }
}

/// Those of `shared` that lead to no other of them; all of them where every one does, in a cycle.
pub(super) fn nearest(mut shared: Vec<NodeIx>, leads_on: impl Fn(NodeIx) -> bool) -> Vec<NodeIx> {
    shared.sort_unstable();
    let nearest: Vec<NodeIx> = shared.iter().copied().filter(|&node| !leads_on(node)).collect();
    if nearest.is_empty() { shared } else { nearest }
}
