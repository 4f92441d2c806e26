//! Gives every strand of a lineage a lane, so that few links cross other strands and little space is
//! left. Takes stretches on an axis and links at places of it, gives a lane each; knows nothing of what
//! they are and never lets two strands of one lane overlap.
//!
//! The problem is that of storylines: Tanahashi and Ma, "Design considerations for optimizing storyline
//! visualizations", IEEE TVCG 18(12), 2012, with the lines kept straight. Their genetic search is replaced
//! by annealing with dice that fall alike on every run ([`order`]).

mod order;
mod settle;
mod sift;

use std::collections::BTreeMap;

/// A stretch of the axis that one lane must keep free for a strand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) from: f64,
    pub(super) to: f64,
}

/// A link between two strands at a place of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) x: f64,
}

/// Price of crossing a strand, of a link for every lane it spans, and of a lane.
const CROSS: f64 = 8.0;
const SPAN: f64 = 1.0;
const ROW: f64 = 4.0;
/// How far to either side of its place a link may bend.
const REACH: f64 = 16.0;
/// How often a component is ordered, if it has few strands.
const RUNS: usize = 6;
const FEW: usize = 300;

/// A lane for every strand, counted from the top.
pub(super) fn lanes(strands: &[Stretch], links: &[Link]) -> Vec<usize> {
    let mut lanes = vec![0; strands.len()];
    let mut stack = Stack { lanes: Vec::new(), bottom: 0 };
    let (joined, single): (Vec<_>, Vec<_>) =
        components(strands, links).into_iter().partition(|members| members.len() > 1);
    for members in joined {
        let own = component(strands, links, &members);
        let offset = stack.add(&footprint(strands, links, &members, &own));
        for (&member, lane) in members.iter().zip(own) {
            lanes[member] = offset + lane;
        }
    }
    for members in single {
        let lane = stack.first_free(strands[members[0]]);
        stack.put(lane, strands[members[0]]);
        lanes[members[0]] = lane;
    }
    lanes
}

/// Strands that hang together, those that begin first before others.
fn components(strands: &[Stretch], links: &[Link]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..strands.len()).collect();
    for link in links {
        let (a, b) = (find(&mut root, link.a), find(&mut root, link.b));
        root[a.max(b)] = a.min(b);
    }
    let mut groups = vec![Vec::new(); strands.len()];
    for strand in 0..strands.len() {
        let top = find(&mut root, strand);
        groups[top].push(strand);
    }
    groups.retain(|members| !members.is_empty());
    let start = |members: &Vec<usize>| {
        members.iter().map(|&member| strands[member].from).fold(f64::INFINITY, f64::min)
    };
    groups.sort_by(|a, b| start(a).total_cmp(&start(b)).then(a[0].cmp(&b[0])));
    groups
}

/// The first of a set of things joined in pairs, shortening the way to it.
pub(super) fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// Lanes of the members of one component, counted from 0.
fn component(strands: &[Stretch], links: &[Link], members: &[usize]) -> Vec<usize> {
    let mut place = BTreeMap::new();
    for (i, &member) in members.iter().enumerate() {
        place.insert(member, i);
    }
    let own = |link: &Link| {
        let (&a, &b) = (place.get(&link.a)?, place.get(&link.b)?);
        (a != b).then_some(Link { a, b, x: link.x })
    };
    let links: Vec<Link> = links.iter().filter_map(own).collect();
    let strands: Vec<Stretch> = members.iter().map(|&member| strands[member]).collect();
    // Chance makes much of a small component: the best of some is taken.
    let runs = (FEW / members.len()).clamp(1, RUNS);
    let settled =
        |seed| settle::settled(&strands, &links, &order::annealed(&strands, &links, seed));
    let tried = (1..=runs as u64).map(settled).map(|lanes| {
        let cost = settle::cost(&strands, &links, &lanes);
        (cost, lanes)
    });
    tried.min_by(|a, b| a.0.total_cmp(&b.0)).expect("there is a run").1
}

/// Small random numbers that are the same on every run (Knuth's linear congruence for 64 bits).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }

    /// From 0 up to 1.
    fn share(&mut self) -> f32 {
        self.roll(1 << 24) as f32 / (1 << 24) as f32
    }
}

fn overlap(a: Stretch, b: Stretch) -> bool {
    a.from < b.to && b.from < a.to
}

/// The lanes of the whole picture, filled from the top.
struct Stack {
    lanes: Vec<Vec<Stretch>>,
    bottom: usize,
}

impl Stack {
    fn is_free(&self, lane: usize, stretch: Stretch) -> bool {
        self.lanes.get(lane).is_none_or(|taken| taken.iter().all(|other| !overlap(*other, stretch)))
    }

    fn first_free(&self, stretch: Stretch) -> usize {
        (0..).find(|&lane| self.is_free(lane, stretch)).expect("lanes below the last are free")
    }

    fn put(&mut self, lane: usize, stretch: Stretch) {
        if self.lanes.len() <= lane {
            self.lanes.resize(lane + 1, Vec::new());
        }
        self.lanes[lane].push(stretch);
        self.bottom = self.bottom.max(lane + 1);
    }

    /// Puts a component as high as it fits, links and all, into what those before have left free.
    fn add(&mut self, footprint: &[(usize, Stretch)]) -> usize {
        let fits = |offset: &usize| {
            footprint.iter().all(|&(lane, stretch)| self.is_free(offset + lane, stretch))
        };
        let offset = (0..=self.bottom).find(fits).expect("below the last lane all is free");
        for &(lane, stretch) in footprint {
            self.put(offset + lane, stretch);
        }
        offset
    }
}

/// The lanes that a component needs free, and where: those of its strands and those its links cross.
fn footprint(
    strands: &[Stretch],
    links: &[Link],
    members: &[usize],
    own: &[usize],
) -> Vec<(usize, Stretch)> {
    let lane_of: BTreeMap<usize, usize> =
        members.iter().copied().zip(own.iter().copied()).collect();
    let mut taken: Vec<(usize, Stretch)> =
        members.iter().zip(own).map(|(&member, &lane)| (lane, strands[member])).collect();
    for link in links {
        let (Some(&a), Some(&b)) = (lane_of.get(&link.a), lane_of.get(&link.b)) else { continue };
        let stretch = Stretch { from: link.x - REACH, to: link.x + REACH };
        taken.extend((a.min(b) + 1..a.max(b)).map(|lane| (lane, stretch)));
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stretch(from: f64, to: f64) -> Stretch {
        Stretch { from, to }
    }

    #[test]
    fn a_split_stands_beside_its_origin() {
        // Three that live on and a branch of the first: no link needs to cross the second.
        let strands = [stretch(0.0, 9.0), stretch(0.0, 9.0), stretch(4.0, 9.0), stretch(5.0, 9.0)];
        let links =
            [Link { a: 0, b: 2, x: 4.0 }, Link { a: 1, b: 3, x: 5.0 }, Link { a: 0, b: 1, x: 0.0 }];
        let lanes = lanes(&strands, &links);
        for link in links {
            let between = lanes[link.a].min(lanes[link.b]) + 1..lanes[link.a].max(lanes[link.b]);
            for (strand, lane) in lanes.iter().enumerate() {
                let alive = strands[strand].from < link.x && link.x < strands[strand].to;
                assert!(!(between.contains(lane) && alive), "{lanes:?}");
            }
        }
    }

    #[test]
    fn strands_that_never_meet_share_a_lane() {
        assert_eq!(lanes(&[stretch(0.0, 3.0), stretch(4.0, 6.0)], &[]), [0, 0]);
    }

    proptest! {
        #[test]
        fn no_two_strands_of_a_lane_overlap(
            rows in prop::collection::vec((0.0..100.0f64, 1.0..60.0f64), 1..40),
            pairs in prop::collection::vec((0usize..40, 0usize..40, 0.0..160.0f64), 0..50)
        ) {
            let strands: Vec<Stretch> = rows.iter().map(|&(from, long)| stretch(from, from + long)).collect();
            let known = |&(a, b, _): &(usize, usize, f64)| a < strands.len() && b < strands.len();
            let links: Vec<Link> =
                pairs.iter().filter(|pair| known(pair)).map(|&(a, b, x)| Link { a, b, x }).collect();
            let lanes = lanes(&strands, &links);
            for a in 0..strands.len() {
                for b in 0..a {
                    prop_assert!(lanes[a] != lanes[b] || !overlap(strands[a], strands[b]));
                }
            }
        }
    }
}
