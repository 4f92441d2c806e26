//! Numbers the organs in preorder of the main hierarchy, so that a subtree is a range of numbers.
//!
//! The main superior of an organ is its first along the main line, else its first along any. Where
//! a text already stands in preorder, as most written ones do, nothing is moved.

use hashbrown::HashTable;

use super::super::rows::Rows;
use super::super::tables::{Claims, FactRow, NodeRow, TieRow, TraitRow, UnderRow};
use super::NOWHERE;

/// The order of the organs (old numbers in their new order; `None` where it is as written), the
/// number after each one's subtree, and each one's main superior, by new number.
pub(super) fn preorder(
    organs: usize,
    nodes: &[NodeRow],
    unders: &[UnderRow],
    main: [Option<u32>; 2],
) -> (Option<Vec<u32>>, Vec<u32>, Vec<u32>) {
    let parents = main_superiors(organs, nodes, unders, main);
    let (order, ends) = walk(&parents);
    if order.iter().enumerate().all(|(at, &old)| at as u32 == old) {
        return (None, ends, parents);
    }
    let new = inverse(&order);
    let parents = order
        .iter()
        .map(|&old| match parents[old as usize] {
            NOWHERE => NOWHERE,
            parent => new[parent as usize],
        })
        .collect();
    (Some(order), ends, parents)
}

fn main_superiors(
    organs: usize,
    nodes: &[NodeRow],
    unders: &[UnderRow],
    main: [Option<u32>; 2],
) -> Vec<u32> {
    let main = main.map(|line| line.map_or(NOWHERE, |line| line));
    (0..organs)
        .map(|at| {
            let end = nodes.get(at + 1).map_or(unders.len(), |next| next.unders as usize);
            let own = &unders[nodes[at].unders as usize..end];
            let found = || own.iter().filter(|under| under.to != NOWHERE && under.to != at as u32);
            let along = found().find(|under| main.contains(&u32::from(under.line)));
            along.or_else(|| found().next()).map_or(NOWHERE, |under| under.to)
        })
        .collect()
}

/// Depth first from every root in order, then from whatever a circle kept away from the roots.
fn walk(parents: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let count = parents.len();
    let with_parent = (0..count as u32).zip(parents).filter(|(_, parent)| **parent != NOWHERE);
    let units = Rows::new(count, with_parent.map(|(at, &parent)| (parent, at)));
    let mut order = Vec::with_capacity(count);
    let mut new = vec![NOWHERE; count];
    let mut ends = vec![0; count];
    let mut stack: Vec<(u32, u32)> = Vec::new();
    let roots = (0..count as u32).filter(|&at| parents[at as usize] == NOWHERE);
    for root in roots.chain(0..count as u32) {
        if new[root as usize] != NOWHERE {
            continue;
        }
        stack.push((root, 0));
        new[root as usize] = order.len() as u32;
        order.push(root);
        while let Some((at, next)) = stack.last_mut() {
            let units = units.get(*at as usize);
            if let Some(&unit) = units.get(*next as usize) {
                *next += 1;
                if new[unit as usize] == NOWHERE {
                    new[unit as usize] = order.len() as u32;
                    order.push(unit);
                    stack.push((unit, 0));
                }
            } else {
                ends[new[*at as usize] as usize] = order.len() as u32;
                stack.pop();
            }
        }
    }
    (order, ends)
}

fn inverse(order: &[u32]) -> Vec<u32> {
    let mut new = vec![0; order.len()];
    for (at, &old) in order.iter().enumerate() {
        new[old as usize] = at as u32;
    }
    new
}

/// Whatever holds the numbers of organs.
pub(super) struct Tables<'a> {
    pub(super) nodes: &'a mut Vec<NodeRow>,
    pub(super) claims: &'a mut Claims,
    pub(super) unders: &'a mut Vec<UnderRow>,
    pub(super) under_claims: &'a mut Claims,
    pub(super) ties: &'a mut Vec<TieRow>,
    pub(super) ends: &'a mut Vec<u32>,
    pub(super) index: &'a mut HashTable<u32>,
}

/// Gives every organ its new number, and puts rows and claims in the order of the new numbers.
pub(super) fn renumber(order: &[u32], tables: Tables<'_>) {
    let new = inverse(order);
    let renew = |at: &mut u32| {
        if let Some(&new) = new.get(*at as usize) {
            *at = new;
        }
    };
    let starts: Vec<u32> = tables.unders.iter().map(|under| under.facts).collect();
    let under_order = move_unders(order, tables.nodes, tables.unders, renew);
    let starts = move_claims(&under_order, tables.under_claims, &starts);
    for (under, start) in tables.unders.iter_mut().zip(starts) {
        under.facts = start;
    }
    let later = order.len() as u32..tables.nodes.len() as u32;
    let node_order: Vec<u32> = order.iter().copied().chain(later).collect();
    let starts: Vec<u32> = tables.nodes.iter().map(|node| node.facts).collect();
    let starts = move_claims(&node_order, tables.claims, &starts);
    *tables.nodes = node_order.iter().map(|&old| tables.nodes[old as usize]).collect();
    for (node, start) in tables.nodes.iter_mut().zip(starts) {
        node.facts = start;
    }
    number_unders(tables.nodes, tables.unders, order.len());
    for tie in tables.ties.iter_mut() {
        renew(&mut tie.from);
        renew(&mut tie.to);
    }
    tables.ends.iter_mut().for_each(renew);
    tables.index.iter_mut().for_each(renew);
}

/// Sorts the superiors by the new number of their organ; gives their old numbers in new order.
fn move_unders(
    order: &[u32],
    nodes: &[NodeRow],
    unders: &mut Vec<UnderRow>,
    renew: impl Fn(&mut u32),
) -> Vec<u32> {
    let mut sorted = Vec::with_capacity(unders.len());
    for &old in order {
        let end = nodes.get(old as usize + 1).map_or(unders.len() as u32, |next| next.unders);
        sorted.extend(nodes[old as usize].unders..end);
    }
    let mut moved: Vec<UnderRow> = sorted.iter().map(|&old| unders[old as usize]).collect();
    for under in &mut moved {
        renew(&mut under.from);
        renew(&mut under.to);
    }
    *unders = moved;
    sorted
}

fn number_unders(nodes: &mut [NodeRow], unders: &[UnderRow], organs: usize) {
    let mut next = 0;
    for (at, node) in nodes.iter_mut().enumerate() {
        node.unders = if at < organs { next } else { unders.len() as u32 };
        while unders.get(next as usize).is_some_and(|under| under.from == at as u32) {
            next += 1;
        }
    }
}

/// Sorts claims by the new order of their rows; gives where each row's facts begin now.
fn move_claims(order: &[u32], claims: &mut Claims, starts: &[u32]) -> Vec<u32> {
    let end = claims.facts.len();
    let range = |old: u32| {
        let next = starts.get(old as usize + 1).map_or(end, |&next| next as usize);
        starts[old as usize] as usize..next
    };
    let mut facts: Vec<FactRow> = Vec::with_capacity(end);
    let mut new_starts = Vec::with_capacity(order.len());
    let mut new_facts = vec![0; if claims.fact_traits.is_empty() { 0 } else { end }];
    for &old in order {
        let base = facts.len();
        new_starts.push(base as u32);
        facts.extend_from_slice(&claims.facts[range(old)]);
        if !new_facts.is_empty() {
            for (offset, old) in range(old).enumerate() {
                new_facts[old] = (base + offset) as u32;
            }
        }
    }
    claims.facts = facts;
    move_traits(&mut claims.fact_traits, &new_facts);
    if !claims.traits.is_empty() {
        move_traits(&mut claims.traits, &inverse(order));
    }
    new_starts
}

fn move_traits(traits: &mut [TraitRow], new: &[u32]) {
    traits.iter_mut().for_each(|row| row.row = new[row.row as usize]);
    traits.sort_by_key(|row| row.row);
}
