//! Numbers the organs in preorder of the main hierarchy, so that a subtree is a range of numbers.
//!
//! The main superior of an organ is its first along the main line, else its first along any. Most
//! texts stand nearly in preorder: only the stretch from the first organ that is not in its place
//! to the last one is moved.

use std::ops::Range;

use super::super::build::{NodeTable, UnderTable};
use super::super::ids::Ids;
use super::super::index::NOWHERE;
use super::super::tables::{Claims, NodeRow, PropertyRow, RelationRow, UnderRow};
use crate::workers::Workers;

/// Rows that change places with each other: those from `start` on, by their old numbers in their
/// new order.
pub(super) struct Moves {
    start: u32,
    olds: Vec<u32>,
    news: Vec<u32>,
}

impl Moves {
    fn new(start: u32, olds: Vec<u32>) -> Moves {
        let mut news = vec![0; olds.len()];
        for (new, &old) in (start..).zip(&olds) {
            news[(old - start) as usize] = new;
        }
        Moves { start, olds, news }
    }

    /// The stretch of an order of all rows in which they are not where they were.
    fn of(mut order: Vec<u32>) -> Moves {
        let moved = |(at, old): (usize, &u32)| at as u32 != *old;
        let start = order.iter().enumerate().position(moved).unwrap_or(order.len());
        let end = order.iter().enumerate().rposition(moved).map_or(start, |last| last + 1);
        order.truncate(end);
        order.drain(..start);
        order.shrink_to_fit();
        Moves::new(start as u32, order)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.olds.is_empty()
    }

    fn range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + self.olds.len()
    }

    /// The new number of a row.
    #[inline]
    fn renew(&self, at: &mut u32) {
        if let Some(&new) = self.news.get(at.wrapping_sub(self.start) as usize) {
            *at = new;
        }
    }

    /// How the rows of another table move with these, `first` giving where those of each row begin;
    /// and where they begin then.
    fn following(&self, first: impl Fn(usize) -> u32) -> (Moves, Vec<u32>) {
        let start = first(self.start as usize);
        let (mut olds, mut firsts) = (Vec::new(), Vec::with_capacity(self.olds.len()));
        for &old in &self.olds {
            firsts.push(start + olds.len() as u32);
            olds.extend(first(old as usize)..first(old as usize + 1));
        }
        (Moves::new(start, olds), firsts)
    }

    /// Puts rows in their new places.
    fn apply<T: Copy + Send + Sync>(&self, rows: &mut [T], workers: Workers) {
        let gather = |olds: &[u32]| olds.iter().map(|&old| rows[old as usize]).collect::<Vec<T>>();
        let moved = workers.map(workers.cut(&self.olds).collect(), gather);
        let mut left = &mut rows[self.range()];
        let mut pairs = Vec::with_capacity(moved.len());
        for piece in moved {
            let (place, rest) = left.split_at_mut(piece.len());
            pairs.push((place, piece));
            left = rest;
        }
        workers.map(pairs, |(place, piece)| place.copy_from_slice(&piece));
    }
}

/// How the organs change places, the number after each one's subtree, and each one's main superior,
/// by new number.
pub(super) fn preorder(
    organs: usize,
    nodes: &[NodeRow],
    unders: &[UnderRow],
    main: [Option<u32>; 2],
) -> (Moves, Vec<u32>, Vec<u32>) {
    let mut parents = main_superiors(organs, nodes, unders, main);
    let (order, ends) = Walk::new(&parents).all(&parents);
    let moves = Moves::of(order);
    if !moves.is_empty() {
        moves.apply(&mut parents, Workers::ONE);
        parents.iter_mut().for_each(|parent| moves.renew(parent));
    }
    (moves, ends, parents)
}

fn main_superiors(
    organs: usize,
    nodes: &[NodeRow],
    unders: &[UnderRow],
    main: [Option<u32>; 2],
) -> Vec<u32> {
    let main = main.map(|line| line.unwrap_or(NOWHERE));
    (0..organs)
        .map(|at| {
            let end = nodes.get(at + 1).map_or(unders.len(), |next| next.unders as usize);
            let own = &unders[nodes[at].unders as usize..end];
            let found = || own.iter().filter(|under| under.to != NOWHERE && under.to != at as u32);
            let along = found().find(|under| main.contains(&under.line));
            along.or_else(|| found().next()).map_or(NOWHERE, |under| under.to)
        })
        .collect()
}

/// A walk through a forest that is given by the superior of each organ.
struct Walk {
    /// The first unit of each organ; after those of all, the first root.
    first: Vec<u32>,
    /// The next unit of the same superior.
    next: Vec<u32>,
    order: Vec<u32>,
    ends: Vec<u32>,
    /// The organs whose units are being walked: old and new number.
    open: Vec<(u32, u32)>,
}

impl Walk {
    fn new(parents: &[u32]) -> Walk {
        let count = parents.len();
        let (mut first, mut next) = (vec![NOWHERE; count + 1], vec![NOWHERE; count]);
        for (at, &parent) in parents.iter().enumerate().rev() {
            let parent = if parent == NOWHERE { count } else { parent as usize };
            next[at] = std::mem::replace(&mut first[parent], at as u32);
        }
        let (order, ends) = (Vec::with_capacity(count), vec![0; count]);
        Walk { first, next, order, ends, open: Vec::new() }
    }

    /// Depth first from every root in order, then from whatever a cycle kept away from the roots.
    fn all(mut self, parents: &[u32]) -> (Vec<u32>, Vec<u32>) {
        let count = self.next.len();
        let mut root = self.first[count];
        while root != NOWHERE {
            self.subtree(root);
            root = self.next[root as usize];
        }
        if self.order.len() < count {
            self.cycles(parents);
        }
        (self.order, self.ends)
    }

    /// The way up from an organ that no root leads to ends in a cycle, which is entered where the
    /// way meets it.
    fn cycles(&mut self, parents: &[u32]) {
        let mut seen = vec![false; parents.len()];
        self.order.iter().for_each(|&old| seen[old as usize] = true);
        for at in 0..parents.len() {
            if seen[at] {
                continue;
            }
            let mut root = at;
            while !std::mem::replace(&mut seen[root], true) {
                root = parents[root] as usize;
            }
            let start = self.order.len();
            self.subtree(root as u32);
            self.order[start..].iter().for_each(|&old| seen[old as usize] = true);
        }
    }

    fn subtree(&mut self, root: u32) {
        let mut unit = self.enter(root);
        while let Some(&(at, new)) = self.open.last() {
            if unit == NOWHERE {
                self.ends[new as usize] = self.order.len() as u32;
                self.open.pop();
                unit = self.next[at as usize];
            } else if unit == root {
                // A cycle comes round to where it was entered.
                unit = self.next[unit as usize];
            } else {
                unit = self.enter(unit);
            }
        }
    }

    /// Numbers an organ and gives its first unit.
    #[inline]
    fn enter(&mut self, at: u32) -> u32 {
        self.open.push((at, self.order.len() as u32));
        self.order.push(at);
        self.first[at as usize]
    }
}

/// Whatever holds the numbers of organs.
pub(super) struct OrganTables<'a> {
    pub(super) nodes: &'a mut NodeTable,
    pub(super) unders: &'a mut UnderTable,
    pub(super) ties: &'a mut [RelationRow],
    pub(super) ends: &'a mut [u32],
    pub(super) ids: &'a mut Ids,
}

/// Gives every organ its new number, and puts rows and claims in the order of the new numbers, one
/// table after the other: each stands twice in memory while its rows move.
pub(super) fn renumber(moves: &Moves, tables: OrganTables<'_>, workers: Workers) {
    let OrganTables { nodes, unders, ties, ends, ids } = tables;
    let last = unders.rows.len() as u32;
    let (under_moves, firsts) =
        moves.following(|at| nodes.rows.get(at).map_or(last, |node| node.unders));
    move_rows(&under_moves, &mut unders.rows, &mut unders.claims, |row| &mut row.facts, workers);
    move_rows(moves, &mut nodes.rows, &mut nodes.claims, |row| &mut row.facts, workers);
    for (node, first) in nodes.rows[moves.range()].iter_mut().zip(firsts) {
        node.unders = first;
    }
    let of_unders = || {
        for under in &mut unders.rows {
            moves.renew(&mut under.from);
            moves.renew(&mut under.to);
        }
    };
    let of_others = || {
        for tie in ties {
            moves.renew(&mut tie.from);
            moves.renew(&mut tie.to);
        }
        ends.iter_mut().chain(ids.iter_mut()).for_each(|at| moves.renew(at));
    };
    workers.join(of_unders, of_others);
}

/// Moves rows, and their claims with them.
fn move_rows<T: Copy + Send + Sync>(
    moves: &Moves,
    rows: &mut [T],
    claims: &mut Claims,
    facts: impl Fn(&mut T) -> &mut u32,
    workers: Workers,
) {
    let last = claims.facts.len() as u32;
    let first = |at: usize| rows.get(at).map_or(last, |&(mut row)| *facts(&mut row));
    let (fact_moves, firsts) = moves.following(first);
    moves.apply(rows, workers);
    for (row, first) in rows[moves.range()].iter_mut().zip(firsts) {
        *facts(row) = first;
    }
    fact_moves.apply(&mut claims.facts, workers);
    move_traits(&mut claims.fact_traits, &fact_moves);
    move_traits(&mut claims.traits, moves);
}

fn move_traits(traits: &mut [PropertyRow], moves: &Moves) {
    traits.iter_mut().for_each(|row| moves.renew(&mut row.row));
    traits.sort_by_key(|row| row.row);
}
