//! Turns an order of strands into lanes and moves single strands nearer to those that they are linked to.
//! Takes strands, links and an order, gives a lane each; never lets two strands of one lane overlap.

use std::collections::BTreeMap;

use super::{CROSS, Link, ROW, SPAN, Stretch, overlap};

/// With more strands than this none is moved: that takes time that grows faster than their number.
const LARGE: usize = 1_500;

/// Lanes in the order given, as few as it allows.
pub(super) fn settled(strands: &[Stretch], links: &[Link], order: &[u32]) -> Vec<usize> {
    let mut lanes = compact(strands, order);
    settle(strands, links, &mut lanes);
    lanes
}

/// What lanes cost: strands passed, the length of links, and height.
pub(super) fn cost(strands: &[Stretch], links: &[Link], lanes: &[usize]) -> f64 {
    let height = lanes.iter().max().map_or(0, |lane| lane + 1);
    let one = |link: &Link| {
        let (a, b) = (lanes[link.a], lanes[link.b]);
        let between = a.min(b) + 1..a.max(b);
        let passed = lanes.iter().zip(strands).filter(|(lane, strand)| {
            between.contains(lane) && strand.from < link.x && link.x < strand.to
        });
        CROSS * passed.count() as f64 + SPAN * a.abs_diff(b) as f64
    };
    links.iter().map(one).sum::<f64>() + ROW * height as f64
}

/// The highest lane for each strand that keeps the order among those that overlap.
fn compact(strands: &[Stretch], order: &[u32]) -> Vec<usize> {
    let mut lanes = vec![0; strands.len()];
    // The lowest lane taken so far, between ascending places of the axis.
    let mut skyline: BTreeMap<Key, usize> = BTreeMap::new();
    skyline.insert(Key(f64::NEG_INFINITY), 0);
    for &strand in order {
        let Stretch { from, to } = strands[strand as usize];
        split_at(&mut skyline, from);
        split_at(&mut skyline, to);
        let inside = || Key(from)..Key(to);
        let free = skyline.range(inside()).map(|(_, &free)| free).max().unwrap_or(0);
        let inner: Vec<Key> = skyline.range(inside()).skip(1).map(|(&key, _)| key).collect();
        for key in inner {
            skyline.remove(&key);
        }
        skyline.insert(Key(from), free + 1);
        lanes[strand as usize] = free;
    }
    lanes
}

/// A place of the axis with a total order.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key(f64);

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Key) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

fn split_at(skyline: &mut BTreeMap<Key, usize>, x: f64) {
    let (_, &value) =
        skyline.range(..=Key(x)).next_back().expect("the skyline starts at minus infinity");
    skyline.entry(Key(x)).or_insert(value);
}

/// Moves single strands to free lanes nearer their neighbours, as long as that costs less.
fn settle(strands: &[Stretch], links: &[Link], lanes: &mut [usize]) {
    if strands.len() > LARGE {
        return;
    }
    let count = lanes.iter().max().map_or(0, |lane| lane + 1);
    let mut by_place = links.to_vec();
    by_place.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut at = vec![Vec::new(); strands.len()];
    for link in links {
        at[link.a].push((link.b, link.x));
        at[link.b].push((link.a, link.x));
    }
    for _ in 0..6 {
        let mut moved = false;
        for strand in 0..strands.len() {
            let ground = Ground { strands, links: &by_place, lanes, count };
            let costs = ground.costs(strand, &at[strand]);
            let free = ground.free(strand);
            let now = costs[lanes[strand]];
            let choices = (0..count).filter(|&lane| free[lane]).map(|lane| (costs[lane], lane));
            let best = choices.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            if let Some((_, lane)) = best.filter(|(cost, _)| *cost < now - 1e-9) {
                lanes[strand] = lane;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    close_up(lanes);
}

/// Where all strands stand while one looks for a better lane.
struct Ground<'s> {
    strands: &'s [Stretch],
    /// By place.
    links: &'s [Link],
    lanes: &'s [usize],
    count: usize,
}

impl Ground<'_> {
    /// The lanes in which a strand overlaps no other.
    fn free(&self, strand: usize) -> Vec<bool> {
        let mut free = vec![true; self.count];
        for (other, &lane) in self.lanes.iter().enumerate() {
            if other != strand && overlap(self.strands[other], self.strands[strand]) {
                free[lane] = false;
            }
        }
        free
    }

    /// What the links cost in each lane, as far as one strand has to do with them. `own` are the other
    /// ends and the places of its links.
    fn costs(&self, strand: usize, own: &[(usize, f64)]) -> Vec<f64> {
        let stretch = self.strands[strand];
        // How many more links pass over a lane than over the one before it.
        let mut change = vec![0.0; self.count + 1];
        let first = self.links.partition_point(|link| link.x <= stretch.from);
        for link in self.links[first..].iter().take_while(|link| link.x < stretch.to) {
            let (a, b) = (self.lanes[link.a], self.lanes[link.b]);
            if link.a != strand && link.b != strand && a.abs_diff(b) > 1 {
                change[a.min(b) + 1] += CROSS;
                change[a.max(b)] -= CROSS;
            }
        }
        let sum = |sum: &mut f64, change: f64| {
            *sum += change;
            Some(*sum)
        };
        let mut costs: Vec<f64> = change[..self.count].iter().copied().scan(0.0, sum).collect();
        for &(other, x) in own {
            let taken = self.taken(strand, x);
            let end = self.lanes[other];
            for (lane, cost) in costs.iter_mut().enumerate() {
                let (low, high) = (lane.min(end), lane.max(end));
                let between = taken[high].saturating_sub(taken[(low + 1).min(high)]);
                *cost += SPAN * (high - low) as f64 + CROSS * f64::from(between);
            }
        }
        costs
    }

    /// How many lanes before each are taken at a place, by others than one strand.
    fn taken(&self, strand: usize, x: f64) -> Vec<u32> {
        let mut taken = vec![0; self.count + 1];
        for (other, stretch) in self.strands.iter().enumerate() {
            if other != strand && stretch.from < x && x < stretch.to {
                taken[self.lanes[other] + 1] += 1;
            }
        }
        for lane in 0..self.count {
            taken[lane + 1] += taken[lane];
        }
        taken
    }
}

/// Drops lanes in which nothing stands.
fn close_up(lanes: &mut [usize]) {
    let mut used: Vec<usize> = lanes.to_vec();
    used.sort_unstable();
    used.dedup();
    for lane in lanes {
        *lane = used.binary_search(lane).expect("every lane is among those used");
    }
}
