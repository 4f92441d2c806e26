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
mod strands;

pub(super) use strands::{StrandLink, Stretch, find};

use std::collections::BTreeMap;

use strands::overlap;

/// How far to either side of its place a link may bend.
const REACH: f64 = 16.0;
/// How often a component is ordered, if it has few strands.
const RUNS: usize = 6;
const FEW: usize = 300;
/// More pieces than this that links pass by are not kept one by one: a chain of n organs that all go on has n * n.
const MOST_PIECES: usize = 1_000_000;

/// A lane for every strand, counted from the top.
pub(super) fn lanes(strands: &[Stretch], links: &[StrandLink]) -> Vec<usize> {
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
fn components(strands: &[Stretch], links: &[StrandLink]) -> Vec<Vec<usize>> {
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

/// Lanes of the members of one component, counted from 0.
fn component(strands: &[Stretch], links: &[StrandLink], members: &[usize]) -> Vec<usize> {
    let mut place = BTreeMap::new();
    for (i, &member) in members.iter().enumerate() {
        place.insert(member, i);
    }
    let own = |link: &StrandLink| {
        let (&a, &b) = (place.get(&link.a)?, place.get(&link.b)?);
        (a != b).then_some(StrandLink { a, b, x: link.x })
    };
    let links: Vec<StrandLink> = links.iter().filter_map(own).collect();
    let strands: Vec<Stretch> = members.iter().map(|&member| strands[member]).collect();
    // Chance makes much of a small component: the best of some is taken.
    let runs = (FEW / members.len()).clamp(1, RUNS);
    let settled =
        |seed| settle::settled(&strands, &links, &order::annealed(&strands, &links, seed));
    // To weigh one alone would take as long as strands times links.
    if runs == 1 {
        return settled(1);
    }
    let tried = (1..=runs as u64).map(settled).map(|lanes| {
        let cost = settle::cost(&strands, &links, &lanes);
        (cost, lanes)
    });
    tried.min_by(|a, b| a.0.total_cmp(&b.0)).expect("there is a run").1
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

/// The lanes that a component needs free, and where: those of its strands and those its links cross. Of a component with
/// too many of them, each of its lanes from its first place to its last.
fn footprint(
    strands: &[Stretch],
    links: &[StrandLink],
    members: &[usize],
    own: &[usize],
) -> Vec<(usize, Stretch)> {
    let lane_of: BTreeMap<usize, usize> =
        members.iter().copied().zip(own.iter().copied()).collect();
    let inner =
        links.iter().filter_map(|link| Some((link, lane_of.get(&link.a)?, lane_of.get(&link.b)?)));
    let pieces: usize = inner.clone().map(|(_, a, b)| a.abs_diff(*b)).sum();
    if pieces > MOST_PIECES {
        let ends = members.iter().map(|&member| strands[member]);
        let reach = inner.map(|(link, ..)| Stretch { from: link.x - REACH, to: link.x + REACH });
        let whole = ends
            .chain(reach)
            .reduce(|all, one| Stretch { from: all.from.min(one.from), to: all.to.max(one.to) });
        let lanes = own.iter().max().map_or(0, |lane| lane + 1);
        return whole.map_or_else(Vec::new, |whole| (0..lanes).map(|lane| (lane, whole)).collect());
    }
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
        let links = [
            StrandLink { a: 0, b: 2, x: 4.0 },
            StrandLink { a: 1, b: 3, x: 5.0 },
            StrandLink { a: 0, b: 1, x: 0.0 },
        ];
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

    #[test]
    fn what_a_long_chain_keeps_free_grows_with_its_lanes() {
        const COUNT: usize = 3_000;
        let strands: Vec<Stretch> = (0..COUNT).map(|at| stretch(at as f64, 1e6)).collect();
        let links: Vec<StrandLink> =
            (1..COUNT).map(|b| StrandLink { a: 0, b, x: b as f64 }).collect();
        let members: Vec<usize> = (0..COUNT).collect();
        // Each strand in a lane of its own, and each linked to the first.
        let taken = footprint(&strands, &links, &members, &members);
        assert_eq!(taken.len(), COUNT);
        assert!(taken.iter().all(|(_, free)| free.from <= 0.0 - REACH + 1.0 && free.to >= 1e6));
    }

    proptest! {
        #[test]
        fn no_two_strands_of_a_lane_overlap(
            rows in prop::collection::vec((0.0..100.0f64, 1.0..60.0f64), 1..40),
            pairs in prop::collection::vec((0usize..40, 0usize..40, 0.0..160.0f64), 0..50)
        ) {
            let strands: Vec<Stretch> = rows.iter().map(|&(from, long)| stretch(from, from + long)).collect();
            let known = |&(a, b, _): &(usize, usize, f64)| a < strands.len() && b < strands.len();
            let links: Vec<StrandLink> =
                pairs.iter().filter(|pair| known(pair)).map(|&(a, b, x)| StrandLink { a, b, x }).collect();
            let lanes = lanes(&strands, &links);
            for a in 0..strands.len() {
                for b in 0..a {
                    prop_assert!(lanes[a] != lanes[b] || !overlap(strands[a], strands[b]));
                }
            }
        }
    }
}
