//! The limit: what the questions ask for in flat arrays and nothing else, organs numbered in preorder
//! of the hierarchy, walks that never clear their marks. No claims, no sources, no texts but names.
//! Takes the facts, answers the questions.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::generate::{Ask, Facts, Life};
use super::{Answer, Asked, Peer};

/// Lists of numbers by key, in two arrays.
struct Rows {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Rows {
    fn new(keys: usize, mut pairs: Vec<(u32, u32)>) -> Rows {
        pairs.sort_by_key(|pair| pair.0);
        let mut starts = vec![0; keys + 1];
        pairs.iter().for_each(|pair| starts[pair.0 as usize + 1] += 1);
        (0..keys).for_each(|key| starts[key + 1] += starts[key]);
        Rows { starts, items: pairs.into_iter().map(|pair| pair.1).collect() }
    }

    fn range(&self, key: u32) -> std::ops::Range<usize> {
        self.starts[key as usize] as usize..self.starts[key as usize + 1] as usize
    }

    fn get(&self, key: u32) -> &[u32] {
        &self.items[self.range(key)]
    }
}

/// The party in arrays.
pub(crate) struct Arrays {
    ids: Vec<String>,
    names: Vec<String>,
    kinds: Vec<u8>,
    kind_names: Vec<&'static str>,
    lives: Vec<Life>,
    numbers: FxHashMap<String, u32>,
    positions: Vec<u64>,
    up: Rows,
    down: Rows,
    /// When each item of `down` held.
    down_lives: Vec<Life>,
    back: Rows,
    marks: Vec<u32>,
    walk: u32,
}

impl Arrays {
    pub(crate) fn new(facts: Facts) -> Self {
        let count = facts.ids.len();
        let number = preorder(&facts);
        let mut at = vec![0; count];
        number.iter().enumerate().for_each(|(old, &new)| at[new as usize] = old);
        let renumbered = |a: u32| number[a as usize];
        let unders: Vec<(u32, u32, Life)> =
            facts.under.iter().map(|&(c, p, life)| (renumbered(c), renumbered(p), life)).collect();
        let mut downs: Vec<(u32, u32, Life)> = unders.iter().map(|&(c, p, l)| (p, c, l)).collect();
        downs.sort_by_key(|&(parent, child, _)| (parent, child));
        let lineage = facts.lineage.iter().map(|&(a, b)| (renumbered(b), renumbered(a))).collect();
        let mut kind_names: Vec<&str> = facts.kinds.clone();
        kind_names.sort_unstable();
        kind_names.dedup();
        let kind =
            |old: usize| kind_names.binary_search(&facts.kinds[old]).expect("it is one") as u8;
        Arrays {
            kinds: at.iter().map(|&old| kind(old)).collect(),
            lives: at.iter().map(|&old| facts.lives[old]).collect(),
            positions: at.iter().map(|&old| old as u64 + 1).collect(),
            numbers: facts.ids.iter().cloned().zip(number.iter().copied()).collect(),
            up: Rows::new(
                count,
                unders.iter().map(|&(child, parent, _)| (child, parent)).collect(),
            ),
            down_lives: downs.iter().map(|&(.., life)| life).collect(),
            down: Rows::new(
                count,
                downs.iter().map(|&(parent, child, _)| (parent, child)).collect(),
            ),
            back: Rows::new(count, lineage),
            ids: at.iter().map(|&old| facts.ids[old].clone()).collect(),
            names: at.iter().map(|&old| facts.names[old].clone()).collect(),
            kind_names,
            marks: vec![0; count],
            walk: 0,
        }
    }

    fn under_on(&mut self, top: u32, day: i32) -> Vec<u32> {
        if !self.lives[top as usize].covers(day) {
            return vec![];
        }
        self.walk += 1;
        self.marks[top as usize] = self.walk;
        let (mut found, mut next) = (vec![top], 0);
        while let Some(&organ) = found.get(next) {
            next += 1;
            for at in self.down.range(organ) {
                let unit = self.down.items[at];
                let there =
                    self.down_lives[at].covers(day) && self.lives[unit as usize].covers(day);
                if there
                    && std::mem::replace(&mut self.marks[unit as usize], self.walk) != self.walk
                {
                    found.push(unit);
                }
            }
        }
        found
    }

    fn steps(&mut self, a: u32, b: u32) -> Option<usize> {
        let (mut marks, walk) = self.new_walk();
        marks[b as usize] = walk;
        let (mut ring, mut answer) = (vec![b], None);
        for steps in 0.. {
            if ring.contains(&a) {
                answer = Some(steps);
            }
            if ring.is_empty() || answer.is_some() {
                break;
            }
            let mut next = Vec::new();
            for &organ in &ring {
                for &other in self.back.get(organ) {
                    if std::mem::replace(&mut marks[other as usize], walk) != walk {
                        next.push(other);
                    }
                }
            }
            ring = next;
        }
        self.marks = marks;
        answer
    }

    /// The marks, taken out so that rows can be read beside them, and this walk's number.
    fn new_walk(&mut self) -> (Vec<u32>, u32) {
        self.walk += 1;
        (std::mem::take(&mut self.marks), self.walk)
    }

    /// All from one on, that one first, as far as `goes_on` says.
    fn reach(
        &mut self,
        from: u32,
        rows: fn(&Self) -> &Rows,
        mut goes_on: impl FnMut(u32) -> bool,
    ) -> Vec<u32> {
        let (mut marks, walk) = self.new_walk();
        marks[from as usize] = walk;
        let (mut found, mut next) = (vec![from], 0);
        'walk: while let Some(&organ) = found.get(next) {
            next += 1;
            for &other in rows(self).get(organ) {
                if std::mem::replace(&mut marks[other as usize], walk) != walk {
                    found.push(other);
                    if !goes_on(other) {
                        break 'walk;
                    }
                }
            }
        }
        self.marks = marks;
        found
    }

    fn meeting(&mut self, a: u32, b: u32) -> Option<u32> {
        let of_a = self.reach(a, |arrays| &arrays.up, |_| true);
        let of_b = self.reach(b, |arrays| &arrays.up, |_| true);
        of_b.into_iter().find(|organ| of_a.contains(organ))
    }

    fn kinds_under(&mut self, top: u32) -> String {
        let mut counts = vec![0usize; self.kind_names.len()];
        for organ in self.reach(top, |arrays| &arrays.down, |_| true) {
            counts[self.kinds[organ as usize] as usize] += 1;
        }
        let names = self.kind_names.iter().zip(counts).filter(|(_, count)| *count > 0);
        let counts: BTreeMap<&&str, usize> = names.collect();
        let counts: Vec<String> = counts.iter().map(|(kind, n)| format!("{kind}={n}")).collect();
        counts.join(";")
    }
}

/// The number of each organ in preorder of the first superiors.
fn preorder(facts: &Facts) -> Vec<u32> {
    let count = facts.ids.len();
    let mut first = vec![u32::MAX; count];
    for &(child, parent, _) in facts.under.iter().rev() {
        first[child as usize] = parent;
    }
    let children = (0..count as u32).filter(|&c| first[c as usize] != u32::MAX);
    let down = Rows::new(count, children.map(|c| (first[c as usize], c)).collect());
    let mut number = vec![0; count];
    let mut next = 0;
    let mut left: Vec<u32> = (0..count as u32).filter(|&c| first[c as usize] == u32::MAX).collect();
    left.reverse();
    while let Some(organ) = left.pop() {
        number[organ as usize] = next;
        next += 1;
        left.extend(down.get(organ).iter().rev());
    }
    number
}

impl Peer for Arrays {
    fn position(&self, organ: u32) -> u64 {
        self.positions[organ as usize]
    }

    fn answer(&mut self, question: &Asked) -> Answer {
        let a = self.numbers[&question.a];
        let other = |peer: &Self| peer.numbers[&question.b];
        match question.ask {
            Ask::Lookup => Answer::Reported(self.names[a as usize].clone()),
            Ask::Chain => Answer::Organs(others(self.reach(a, |arrays| &arrays.up, |_| true))),
            Ask::Province | Ask::Root => {
                Answer::Organs(self.reach(a, |arrays| &arrays.down, |_| true))
            }
            Ask::AsOf => Answer::Organs(self.under_on(a, question.date)),
            Ask::Predecessors => {
                Answer::Organs(others(self.reach(a, |arrays| &arrays.back, |_| true)))
            }
            Ask::IsForerunner => {
                let b = other(self);
                let before = self.reach(b, |arrays| &arrays.back, |organ| organ != a);
                Answer::Reported(before[1..].contains(&a).to_string())
            }
            Ask::Path => {
                let steps = self.steps(a, other(self));
                Answer::Reported(steps.map_or("none".to_owned(), |steps| steps.to_string()))
            }
            Ask::Meet => {
                let met = self.meeting(a, other(self));
                let id = |organ| String::clone(&self.ids[organ as usize]);
                Answer::Reported(met.map_or("none".to_owned(), id))
            }
            Ask::Kinds => Answer::Reported(self.kinds_under(a)),
        }
    }
}

/// All but the first.
fn others(mut found: Vec<u32>) -> Vec<u32> {
    found.swap_remove(0);
    found
}
