//! Tables of many pieces to one graph.
//!
//! Takes the parts that builders filled, in the order of the text; joins them, resolves ids, numbers
//! the organs in preorder of the main hierarchy and sorts the relations into rows. Each step is
//! linear, and those that touch every organ use both cores. Gives the [`OrgGraph`]; what does not
//! resolve is left out and kept as a fault.

mod join;
mod order;

use hashbrown::HashTable;

use super::access::{OrgGraph, SourceRow};
use super::build::{Loose, Part, TieEnd};
use super::fault::{Fault, Faults};
use super::index::{Class, StrRef, Texts, Words};
use super::rows::Rows;
use super::tables::{CiteRow, NodeRow, TransitionRow, UnderRow};
use crate::model::Charter;
use crate::text::{SourceMap, Span};
use crate::time::Period;

/// Stands in a table for an id that did not resolve.
pub(super) const NOWHERE: u32 = u32::MAX;

/// The line along which an organ stands where none is named.
pub(super) const MAIN_LINE: &str = "part_of";

pub(super) fn finish(
    parts: Vec<Part>,
    sources: SourceMap,
    charter: Option<Charter<'static>>,
) -> OrgGraph {
    let mut whole = join::join(parts);
    let texts = Texts { sources, arena: std::mem::take(&mut whole.arena.text) };
    let class_starts = class_starts(&whole);
    let (mut nodes, mut node_claims, hashes) = join::nodes(&mut whole);
    let mut faults = std::mem::take(&mut whole.faults);
    let mut index = index(&nodes, &hashes, &texts, &mut faults);
    drop(hashes);
    let ids = Ids { nodes: &nodes, index: &index, texts: &texts, class_starts };
    let refs = std::mem::take(&mut whole.under_refs);
    resolve_unders(&ids, &mut whole.unders, &refs, &mut faults);
    drop(refs);
    resolve_ties(&ids, &mut whole, &mut faults);
    let mut ends: Vec<u32> = whole.ends.iter().map(|&end| ids.resolve(end, &mut faults)).collect();
    for &check in &whole.checks {
        let _: u32 = ids.resolve(check, &mut faults);
    }

    let charter = charter.or(whole.extras.charter.take());
    let organs = class_starts[1] as usize;
    let main = main_line(&whole.lines, charter.as_ref());
    let (order, subtree_ends, parents) = order::preorder(organs, &nodes, &whole.unders, main);
    if let Some(order) = order {
        order::renumber(
            &order,
            order::Tables {
                nodes: &mut nodes,
                claims: &mut node_claims,
                unders: &mut whole.unders,
                under_claims: &mut whole.under_claims,
                ties: &mut whole.ties,
                ends: &mut ends,
                index: &mut index,
            },
        );
    }
    let units = under_rows(organs, &whole.unders);
    let (heirs, forerunners) = lineage_rows(organs, &whole.transitions, &ends);
    let (ties_from, ties_to) = tie_orders(&whole);
    let extras = std::mem::take(&mut whole.extras);
    let sources = source_rows(&whole.cited, extras.sources, &whole.cites, &mut faults);
    faults.kept.sort_by_key(|fault| fault.span().start);
    OrgGraph {
        texts,
        title: extras.title,
        note: extras.note,
        charter,
        views: extras.views,
        queries: extras.queries,
        levels: extras.levels,
        nodes,
        class_starts,
        subtree_ends,
        parents,
        beside: std::sync::OnceLock::new(),
        claims: [node_claims, whole.under_claims, whole.tie_claims, whole.transition_claims],
        unders: whole.unders,
        units,
        ties: whole.ties,
        ties_from,
        ties_to,
        transitions: whole.transitions,
        ends,
        heirs,
        forerunners,
        cites: whole.cites,
        lists: whole.lists,
        quotes: whole.quotes,
        kinds: whole.kinds,
        lines: whole.lines,
        sources,
        index,
        faults,
    }
}

fn class_starts(whole: &Part) -> [u32; 5] {
    let mut starts = [0; 5];
    for class in 0..4 {
        starts[class + 1] = starts[class] + whole.nodes[class].rows.len() as u32;
    }
    starts
}

/// Spreads the 32 bits that were kept of a hash over the 64 that a table wants.
pub(super) fn spread(hash: u32) -> u64 {
    (u64::from(hash) << 32) | u64::from(hash)
}

fn index(nodes: &[NodeRow], hashes: &[u32], texts: &Texts, faults: &mut Faults) -> HashTable<u32> {
    let mut table = HashTable::with_capacity(nodes.len());
    for (at, (row, &hash)) in nodes.iter().zip(hashes).enumerate() {
        let same = |&there: &u32| {
            hashes[there as usize] == hash
                && texts.get(nodes[there as usize].id) == texts.get(row.id)
        };
        match table.find(spread(hash), same) {
            None => {
                let rehash = |&there: &u32| spread(hashes[there as usize]);
                table.insert_unique(spread(hash), at as u32, rehash);
            }
            Some(&first) => faults.push(Fault::DuplicateId {
                id: texts.get(row.id).to_owned(),
                first: place(nodes[first as usize].id, nodes[first as usize].pos),
                again: place(row.id, row.pos),
            }),
        }
    }
    table
}

fn place(text: StrRef, pos: u32) -> Span {
    text.span().unwrap_or(Span::at(crate::text::Pos(pos)))
}

/// All that is needed to find a node by its id.
struct Ids<'a> {
    nodes: &'a [NodeRow],
    index: &'a HashTable<u32>,
    texts: &'a Texts,
    class_starts: [u32; 5],
}

impl Ids<'_> {
    fn find(&self, id: &str) -> Option<u32> {
        let hash = spread((super::index::hash(id) >> 32) as u32);
        self.index.find(hash, |&at| self.texts.get(self.nodes[at as usize].id) == id).copied()
    }

    fn resolve(&self, loose: Loose, faults: &mut Faults) -> u32 {
        let id = self.texts.get(loose.text);
        let span = loose.text.span().unwrap_or(Span::at(crate::text::Pos::NONE));
        let Some(found) = self.find(id) else {
            let expected = loose.expected;
            faults.push(Fault::UnknownId { span, id: id.to_owned(), expected });
            return NOWHERE;
        };
        let class = class_of(&self.class_starts, found);
        if loose.expected.contains(&class) {
            return found;
        }
        let row = &self.nodes[found as usize];
        let there = place(row.id, row.pos);
        let (id, expected) = (id.to_owned(), loose.expected);
        faults.push(Fault::WrongClass { span, id, expected, found: class, there });
        NOWHERE
    }
}

pub(super) fn class_of(starts: &[u32; 5], node: u32) -> Class {
    match starts[1..].partition_point(|&end| end <= node) {
        0 => Class::Organ,
        1 => Class::Event,
        2 => Class::Post,
        _ => Class::Person,
    }
}

fn resolve_unders(ids: &Ids<'_>, unders: &mut [UnderRow], refs: &[StrRef], faults: &mut Faults) {
    let half = unders.len() / 2;
    let (first, second) = unders.split_at_mut(half);
    let (first_refs, second_refs) = refs.split_at(half);
    let resolve = |unders: &mut [UnderRow], refs: &[StrRef]| {
        let mut faults = Faults::default();
        // Siblings stand together in most texts: their superior is found once.
        let mut last = ("", NOWHERE);
        for (under, &text) in unders.iter_mut().zip(refs) {
            let id = ids.texts.get(text);
            if id != last.0 || last.1 == NOWHERE {
                let loose = Loose { text, expected: super::build::ORGAN };
                last = (id, ids.resolve(loose, &mut faults));
            }
            under.to = last.1;
        }
        faults
    };
    let (a, b) = std::thread::scope(|scope| {
        let second = scope.spawn(|| resolve(second, second_refs));
        (resolve(first, first_refs), second.join().expect("resolving does not panic"))
    });
    faults.append(a);
    faults.append(b);
}

fn resolve_ties(ids: &Ids<'_>, whole: &mut Part, faults: &mut Faults) {
    for (tie, ends) in whole.ties.iter_mut().zip(std::mem::take(&mut whole.tie_refs)) {
        let [from, to] = ends.map(|end| match end {
            TieEnd::Here(class, row) => ids.class_starts[class as usize] + row,
            TieEnd::Loose(loose) => ids.resolve(loose, faults),
        });
        (tie.from, tie.to) = (from, to);
    }
}

/// The numbers of the lines that count as the main one: what is written, and the empty one.
fn main_line(lines: &Words, charter: Option<&Charter<'_>>) -> [Option<u32>; 2] {
    let named = charter.map_or("", |charter| &charter.main_line);
    let name = if named.is_empty() { MAIN_LINE } else { named };
    [lines.find(""), lines.find(name)]
}

fn under_rows(organs: usize, unders: &[UnderRow]) -> Rows {
    let found = (0..unders.len() as u32).zip(unders).filter(|(_, under)| under.to != NOWHERE);
    Rows::new(organs, found.map(|(at, under)| (under.to, at)))
}

fn lineage_rows(organs: usize, transitions: &[TransitionRow], ends: &[u32]) -> (Rows, Rows) {
    let pairs = |side: fn(&TransitionRow) -> (u32, u32)| {
        (0..transitions.len() as u32).zip(transitions).flat_map(move |(at, transition)| {
            let (start, end) = side(transition);
            let ends = &ends[start as usize..end as usize];
            // Events may be among the ends; the rows are those of organs.
            let organs = ends.iter().filter(move |&&end| (end as usize) < organs);
            organs.map(move |&end| (end, at))
        })
    };
    let heirs = Rows::new(organs, pairs(|transition| (transition.from, transition.into)));
    let forerunners = Rows::new(organs, pairs(|transition| (transition.into, transition.by)));
    (heirs, forerunners)
}

/// The ties sorted by their one end and by their other.
fn tie_orders(whole: &Part) -> (Vec<u32>, Vec<u32>) {
    let found = |at: &u32| {
        let tie = &whole.ties[*at as usize];
        tie.from != NOWHERE && tie.to != NOWHERE
    };
    let mut by_from: Vec<u32> = (0..whole.ties.len() as u32).filter(found).collect();
    let mut by_to = by_from.clone();
    by_from.sort_by_key(|&at| whole.ties[at as usize].from);
    by_to.sort_by_key(|&at| whole.ties[at as usize].to);
    (by_from, by_to)
}

/// The sources: first those that are cited, in the numbers that citations have for them.
fn source_rows(
    cited: &Words,
    mut declared: indexmap::IndexMap<String, crate::model::Source<'static>>,
    cites: &[CiteRow],
    faults: &mut Faults,
) -> Vec<SourceRow> {
    let mut rows: Vec<SourceRow> = cited
        .list()
        .iter()
        .map(|id| SourceRow::new(id.clone(), declared.shift_remove(id)))
        .collect();
    let mut unknown: Vec<bool> = rows.iter().map(|row| row.source.is_none()).collect();
    for cite in cites {
        if std::mem::take(&mut unknown[cite.source as usize]) {
            let span = Span::at(crate::text::Pos(cite.pos));
            faults.push(Fault::UnknownSource { span, id: rows[cite.source as usize].id.clone() });
        }
    }
    let uncited = declared.into_iter().map(|(id, source)| SourceRow::new(id, Some(source)));
    rows.extend(uncited);
    date_sources(&mut rows, faults);
    nest_sources(&mut rows, faults);
    rows
}

fn date_sources(rows: &mut [SourceRow], faults: &mut Faults) {
    for row in rows {
        let Some(source) = &row.source else { continue };
        if source.published.edtf.is_empty() {
            continue;
        }
        match Period::parse(&source.published.edtf) {
            Ok(period) => row.published = Some(period),
            Err(error) => {
                let span = Span::at(source.published.pos.0);
                faults.push(Fault::Date { span, error });
            }
        }
    }
}

/// Finds the source within which each voice speaks; a voice has the date of its source.
fn nest_sources(rows: &mut [SourceRow], faults: &mut Faults) {
    let numbers: std::collections::HashMap<String, u32> =
        (0..rows.len() as u32).map(|at| (rows[at as usize].id.clone(), at)).collect();
    for row in rows.iter_mut() {
        let Some(source) = row.source.as_ref().filter(|source| !source.within.is_empty()) else {
            continue;
        };
        row.within = numbers.get(&*source.within).copied();
        if row.within.is_none() {
            let span = Span::at(source.pos.0);
            faults.push(Fault::UnknownSource { span, id: source.within.clone().into_owned() });
        }
    }
    for at in 0..rows.len() {
        let mut outer = at as u32;
        for _ in 0..rows.len() {
            if rows[at].published.is_some() {
                break;
            }
            let Some(next) = rows[outer as usize].within else { break };
            outer = next;
            rows[at].published = rows[outer as usize].published;
        }
    }
}
