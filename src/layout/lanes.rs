//! Gives every strand of a lineage a lane, so that few links cross other strands and little space is
//! left. Takes stretches on an axis and links at places of it, gives a lane each; knows nothing of what
//! they are and never lets two strands of one lane overlap.
//!
//! The problem is that of storylines: Tanahashi and Ma, "Design considerations for optimizing storyline
//! visualizations", IEEE TVCG 18(12), 2012, with the lines kept straight. Their genetic search is replaced
//! by barycentre and transposition (Sugiyama, Tagawa and Toda 1981; Gansner et al. 1993) and sifting
//! (Matuszewski, Schönfeld and Molitor 1999) from several fixed starts, and by iterated local search
//! (Lourenço, Martin and Stützle 2003) with dice that fall alike on every run.

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

/// Price of crossing a strand, and of passing over an order place where none stands at that time.
const CROSS: f64 = 8.0;
const PASS: f64 = 0.25;
/// Price of a link for every lane it spans.
const SPAN: f64 = 1.0;
/// How far to either side of its place a link may bend.
const REACH: f64 = 16.0;
/// How far sifting looks either way in a very large component, and when a component is that.
const WINDOW: usize = 150;
const LARGE: usize = 1_500;
/// Rounds of sifting for every start, and for the best of them.
const SHORT: usize = 2;
const LONG: usize = 10;
/// How often a component is shaken for each of its strands, and how many strands are too many for that.
const SHAKES: usize = 8;
const FEW: usize = 200;

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
    let sorter = Sorter::new(&strands, &links);
    // A few rounds tell which start is worth the rest.
    let first = sorter.starts().into_iter().map(|order| sorter.improve(order, SHORT));
    let (_, order) =
        first.min_by(|a, b| a.0.total_cmp(&b.0)).expect("there is more than one start");
    let (cost, order) = sorter.improve(order, LONG);
    let order = sorter.shake(cost, order);
    let mut lanes = compact(&strands, &order);
    settle(&strands, &links, &mut lanes);
    lanes
}

/// Orders the strands of a component.
struct Sorter<'s> {
    strands: &'s [Stretch],
    links: &'s [Link],
    /// Links at each strand: the other end and the place.
    at: Vec<Vec<(usize, f64)>>,
}

impl<'s> Sorter<'s> {
    fn new(strands: &'s [Stretch], links: &'s [Link]) -> Self {
        let mut at = vec![Vec::new(); strands.len()];
        for link in links {
            at[link.a].push((link.b, link.x));
            at[link.b].push((link.a, link.x));
        }
        Sorter { strands, links, at }
    }

    /// By beginning; by a walk through the links from the longest strand, alternating sides; by a walk in
    /// depth; by barycentres.
    fn starts(&self) -> Vec<Vec<usize>> {
        let mut by_start: Vec<usize> = (0..self.strands.len()).collect();
        by_start.sort_by(|&a, &b| {
            self.strands[a].from.total_cmp(&self.strands[b].from).then(a.cmp(&b))
        });
        let walked = self.walked();
        let barycentres = self.barycentres(walked.clone());
        let deep = self.deep(&by_start);
        vec![walked, barycentres, deep, by_start]
    }

    fn walked(&self) -> Vec<usize> {
        let length = |&s: &usize| self.strands[s].to - self.strands[s].from;
        let count = self.strands.len();
        let longest = (0..count).max_by(|a, b| length(a).total_cmp(&length(b)).then(b.cmp(a)));
        let mut order = std::collections::VecDeque::from([longest.unwrap_or(0)]);
        let mut seen = vec![false; count];
        seen[order[0]] = true;
        let mut queue = std::collections::VecDeque::from([(order[0], true)]);
        while let Some((strand, below)) = queue.pop_front() {
            let mut next: Vec<(usize, f64)> = self.at[strand].clone();
            next.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            for (i, (other, _)) in next.into_iter().enumerate() {
                if !std::mem::replace(&mut seen[other], true) {
                    let side = below ^ (i % 2 == 1);
                    if side {
                        order.push_back(other)
                    } else {
                        order.push_front(other)
                    }
                    queue.push_back((other, side));
                }
            }
        }
        order.into()
    }

    /// Each strand right after the one that leads to it, those of later links nearer.
    fn deep(&self, by_start: &[usize]) -> Vec<usize> {
        let mut seen = vec![false; self.strands.len()];
        let mut order = Vec::new();
        for &first in by_start {
            let mut stack = vec![first];
            while let Some(strand) = stack.pop() {
                if std::mem::replace(&mut seen[strand], true) {
                    continue;
                }
                order.push(strand);
                let mut next = self.at[strand].clone();
                next.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
                stack
                    .extend(next.into_iter().map(|(other, _)| other).filter(|&other| !seen[other]));
            }
        }
        order
    }

    fn barycentres(&self, mut order: Vec<usize>) -> Vec<usize> {
        let mut place = vec![0.0; order.len()];
        for _ in 0..24 {
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

    /// What an order costs.
    fn cost(&self, order: &[usize]) -> f64 {
        let mut place = vec![0; order.len()];
        for (i, &strand) in order.iter().enumerate() {
            place[strand] = i;
        }
        let one = |link: &Link| {
            let (low, high) = (place[link.a].min(place[link.b]), place[link.a].max(place[link.b]));
            order[low + 1..high].iter().map(|&strand| self.price(strand, link.x)).sum::<f64>()
        };
        self.links.iter().map(one).sum()
    }

    /// Sifts until a round gains nothing.
    fn improve(&self, mut order: Vec<usize>, rounds: usize) -> (f64, Vec<usize>) {
        let rounds = if order.len() > LARGE { 1 } else { rounds };
        let mut by_links: Vec<usize> = (0..order.len()).collect();
        by_links.sort_by_key(|&strand| (std::cmp::Reverse(self.at[strand].len()), strand));
        for _ in 0..rounds {
            let gain: f64 = by_links.iter().map(|&strand| self.sift(strand, &mut order)).sum();
            if gain < 1e-9 {
                break;
            }
        }
        (self.cost(&order), order)
    }

    /// Moves a few neighbours elsewhere, lets two of them and those that they are linked to find their best
    /// places, and keeps what is no worse.
    fn shake(&self, mut cost: f64, mut order: Vec<usize>) -> Vec<usize> {
        let count = order.len();
        if !(4..=FEW).contains(&count) {
            return order;
        }
        let mut dice = Dice(1);
        for _ in 0..SHAKES * count {
            if cost < CROSS {
                break;
            }
            let mut other = order.clone();
            let most = 1 + dice.roll(count / 3);
            let long = 1 + dice.roll(most);
            let from = dice.roll(count - long + 1);
            let mut block: Vec<usize> = other.drain(from..from + long).collect();
            if dice.roll(3) == 0 {
                block.reverse();
            }
            let to = dice.roll(other.len() + 1);
            let moved: Vec<usize> = block.iter().copied().take(2).collect();
            other.splice(to..to, block);
            let linked = moved.iter().flat_map(|&strand| self.at[strand].iter().take(3));
            let linked: Vec<usize> = linked.map(|&(strand, _)| strand).collect();
            for strand in moved.into_iter().chain(linked) {
                self.sift(strand, &mut other);
            }
            let price = self.cost(&other);
            if price <= cost {
                (cost, order) = (price, other);
            }
        }
        order
    }

    /// Moves one strand to its best place and gives what that gains.
    fn sift(&self, strand: usize, order: &mut Vec<usize>) -> f64 {
        let start = order.iter().position(|&s| s == strand).expect("the order holds every strand");
        let mut place = vec![0; order.len()];
        for (i, &s) in order.iter().enumerate() {
            place[s] = i;
        }
        let reach = if order.len() > LARGE { WINDOW } else { order.len() };
        let up = (start.saturating_sub(reach)..start).rev();
        let down = start + 1..order.len().min(start + reach + 1);
        let above = self.best_of(up, strand, order, &place);
        let below = self.best_of(down, strand, order, &place);
        let (best, gain) = if below.1 < above.1 { below } else { above };
        let moved = order.remove(start);
        order.insert(best, moved);
        -gain
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

/// Small random numbers that are the same on every run (Knuth's linear congruence for 64 bits).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }
}

/// The highest lane for each strand that keeps the order among those that overlap.
fn compact(strands: &[Stretch], order: &[usize]) -> Vec<usize> {
    let mut lanes = vec![0; strands.len()];
    // The lowest lane taken so far, between ascending places of the axis.
    let mut skyline: BTreeMap<Key, usize> = BTreeMap::new();
    skyline.insert(Key(f64::NEG_INFINITY), 0);
    for &strand in order {
        let Stretch { from, to } = strands[strand];
        split_at(&mut skyline, from);
        split_at(&mut skyline, to);
        let inside = || Key(from)..Key(to);
        let free = skyline.range(inside()).map(|(_, &free)| free).max().unwrap_or(0);
        let inner: Vec<Key> = skyline.range(inside()).skip(1).map(|(&key, _)| key).collect();
        for key in inner {
            skyline.remove(&key);
        }
        skyline.insert(Key(from), free + 1);
        lanes[strand] = free;
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

fn overlap(a: Stretch, b: Stretch) -> bool {
    a.from < b.to && b.from < a.to
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

        #[test]
        fn the_price_of_a_swap_is_the_difference_of_costs(
            rows in prop::collection::vec((0.0..100.0f64, 1.0..60.0f64), 2..9),
            pairs in prop::collection::vec((0usize..9, 0usize..9, 0.0..160.0f64), 0..20)
        ) {
            let strands: Vec<Stretch> = rows.iter().map(|&(from, long)| stretch(from, from + long)).collect();
            let known = |&(a, b, _): &(usize, usize, f64)| a != b && a < strands.len() && b < strands.len();
            let links: Vec<Link> =
                pairs.iter().filter(|pair| known(pair)).map(|&(a, b, x)| Link { a, b, x }).collect();
            let sorter = Sorter::new(&strands, &links);
            for strand in 0..strands.len() {
                let mut order: Vec<usize> = (0..strands.len()).collect();
                let before = sorter.cost(&order);
                let gain = sorter.sift(strand, &mut order);
                prop_assert!((before - gain - sorter.cost(&order)).abs() < 1e-6);
            }
        }
    }
}
