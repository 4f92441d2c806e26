//! Puts the tables of all parts one behind the other, so that numbers into them stay right.
//!
//! Each table of a later part is freed as soon as it has been copied: at no time are there two of
//! more than one or two tables.

use super::super::build::{CiteTable, Extras, NodeTable, Part, RelationEnd, RelationTable};
use super::super::build::{TransitionTable, UnderTable};
use super::super::index::{Class, NOWHERE, Vocabulary};
use super::super::tables::{Claims, NodeRow, PropertyRow};
use crate::workers::Workers;

/// The parts as one.
pub(super) fn join(parts: Vec<Part>, workers: Workers) -> Part {
    let mut parts = parts.into_iter();
    let mut whole = parts.next().unwrap_or_default();
    for later in parts {
        append(&mut whole, later, workers);
    }
    whole
}

/// By how much each sort of number grows when its part is put behind another.
#[derive(Default)]
struct Shift {
    arena: u32,
    cites: u32,
    lists: u32,
    unders: u32,
    reports: u32,
    nodes: [u32; 4],
    kinds: Vec<u32>,
    lines: Vec<u32>,
    sources: Vec<u32>,
}

fn append(whole: &mut Part, later: Part, workers: Workers) {
    let shift = &Shift {
        arena: whole.arena.text.len() as u32,
        cites: whole.cites.rows.len() as u32,
        lists: whole.cites.lists.len() as u32,
        unders: whole.unders.rows.len() as u32,
        reports: whole.reports.rows.len() as u32,
        nodes: std::array::from_fn(|class| whole.nodes[class].rows.len() as u32),
        kinds: numbers(&mut whole.kinds, &later.kinds),
        lines: numbers(&mut whole.lines, &later.lines),
        sources: numbers(&mut whole.cited, &later.cited),
    };
    whole.arena.text.push_str(&later.arena.text);
    whole.problems.append(later.problems);
    append_extras(&mut whole.extras, later.extras);
    let nodes = || {
        for (class, (table, later)) in whole.nodes.iter_mut().zip(later.nodes).enumerate() {
            let unders = if class == Class::Post as usize { shift.reports } else { shift.unders };
            append_nodes(table, later, unders, shift);
        }
    };
    let organs = shift.nodes[Class::Organ as usize];
    let unders = || append_unders(&mut whole.unders, later.unders, [shift.unders, organs], shift);
    let posts = shift.nodes[Class::Post as usize];
    let others = || {
        append_unders(&mut whole.reports, later.reports, [shift.reports, posts], shift);
        append_ties(&mut whole.ties, later.ties, shift);
        append_transitions(&mut whole.transitions, later.transitions, shift);
        append_cites(&mut whole.cites, later.cites, shift);
    };
    workers.join(nodes, || workers.join(unders, others));
}

/// Puts rows behind others, each changed on the way.
fn add<T>(rows: &mut Vec<T>, mut later: Vec<T>, change: impl Fn(&mut T)) {
    if rows.is_empty() {
        later.iter_mut().for_each(change);
        *rows = later;
        return;
    }
    rows.reserve_exact(later.len());
    rows.extend(later.into_iter().map(|mut row| {
        change(&mut row);
        row
    }));
}

fn numbers(whole: &mut Vocabulary, later: &Vocabulary) -> Vec<u32> {
    later.list().iter().map(|word| whole.number(word)).collect()
}

/// `rows` and `nodes` are by how much the numbers of its rows and those of its nodes grow.
fn append_unders(
    table: &mut UnderTable,
    later: UnderTable,
    [rows, nodes]: [u32; 2],
    shift: &Shift,
) {
    let facts = table.claims.facts.len() as u32;
    add(&mut table.rows, later.rows, |under| {
        under.from += nodes;
        if under.to != NOWHERE {
            under.to += nodes;
        }
        under.facts += facts;
        under.cites.shift(shift.lists);
        under.line = shift.lines[under.line as usize];
    });
    add(&mut table.refs, later.refs, |under| {
        under.row += rows;
        under.text.shift(shift.arena);
    });
    append_claims(&mut table.claims, later.claims, rows, shift);
}

fn append_nodes(table: &mut NodeTable, later: NodeTable, unders: u32, shift: &Shift) {
    let facts = table.claims.facts.len() as u32;
    let rows = table.rows.len() as u32;
    add(&mut table.rows, later.rows, |row| {
        row.id.shift(shift.arena);
        row.name.shift(shift.arena);
        row.facts += facts;
        row.unders += unders;
        row.cites.shift(shift.lists);
        row.kind = shift.kinds[row.kind as usize];
    });
    add(&mut table.hashes, later.hashes, |_| {});
    append_claims(&mut table.claims, later.claims, rows, shift);
}

fn append_claims(claims: &mut Claims, later: Claims, rows: u32, shift: &Shift) {
    let facts = claims.facts.len() as u32;
    add(&mut claims.facts, later.facts, |fact| {
        fact.text.shift(shift.arena);
        fact.cites.shift(shift.lists);
    });
    append_traits(&mut claims.traits, later.traits, rows, shift);
    append_traits(&mut claims.fact_traits, later.fact_traits, facts, shift);
}

fn append_traits(traits: &mut Vec<PropertyRow>, later: Vec<PropertyRow>, base: u32, shift: &Shift) {
    add(traits, later, |row| {
        row.row += base;
        row.text.shift(shift.arena);
    });
}

fn append_ties(table: &mut RelationTable, later: RelationTable, shift: &Shift) {
    let facts = table.claims.facts.len() as u32;
    let rows = table.rows.len() as u32;
    add(&mut table.rows, later.rows, |tie| {
        tie.facts += facts;
        tie.cites.shift(shift.lists);
    });
    add(&mut table.refs, later.refs, |ends| {
        ends.iter_mut().for_each(|end| match end {
            RelationEnd::Here(class, row) => *row += shift.nodes[*class as usize],
            RelationEnd::Loose(loose) => loose.text.shift(shift.arena),
        });
    });
    add(&mut table.checks, later.checks, |loose| loose.text.shift(shift.arena));
    append_claims(&mut table.claims, later.claims, rows, shift);
}

fn append_transitions(table: &mut TransitionTable, later: TransitionTable, shift: &Shift) {
    let facts = table.claims.facts.len() as u32;
    let rows = table.rows.len() as u32;
    let ends = table.ends.len() as u32;
    add(&mut table.rows, later.rows, |transition| {
        transition.facts += facts;
        transition.cites.shift(shift.lists);
        transition.from += ends;
        transition.into += ends;
        transition.by += ends;
    });
    add(&mut table.ends, later.ends, |loose| loose.text.shift(shift.arena));
    append_claims(&mut table.claims, later.claims, rows, shift);
}

fn append_cites(table: &mut CiteTable, later: CiteTable, shift: &Shift) {
    add(&mut table.rows, later.rows, |cite| {
        cite.source = shift.sources[cite.source as usize];
        cite.at.shift(shift.arena);
    });
    add(&mut table.lists, later.lists, |start| *start += shift.cites);
    append_traits(&mut table.quotes, later.quotes, shift.cites, shift);
}

fn append_extras(extras: &mut Extras, later: Extras) {
    if extras.title.is_empty() {
        extras.title = later.title;
    }
    if extras.note.is_empty() {
        extras.note = later.note;
    }
    extras.charter = extras.charter.take().or(later.charter);
    extras.presume_for.0 = extras.presume_for.0.or(later.presume_for.0);
    extras.sources.extend(later.sources);
    extras.views.extend(later.views);
    extras.queries.extend(later.queries);
    extras.levels.extend(later.levels);
}

/// The nodes of all classes one behind the other, and what posts report to behind what organs stand under.
pub(super) fn nodes(whole: &mut Part) -> NodeTable {
    let [mut nodes, events, posts, people] = std::mem::take(&mut whole.nodes);
    let organs = whole.unders.rows.len() as u32;
    let all = organs + whole.reports.rows.len() as u32;
    let first_post = (nodes.rows.len() + events.rows.len()) as u32;
    for (class, table) in [events, posts, people].into_iter().enumerate() {
        let (base, facts) = (nodes.rows.len() as u32, nodes.claims.facts.len() as u32);
        add(&mut nodes.rows, table.rows, |row: &mut NodeRow| {
            row.facts += facts;
            // Events stand before what posts report to, people behind it.
            row.unders = [organs, organs + row.unders, all][class];
        });
        add(&mut nodes.hashes, table.hashes, |_| {});
        append_claims(&mut nodes.claims, table.claims, base, &Shift::default());
    }
    let reports = std::mem::take(&mut whole.reports);
    if !reports.rows.is_empty() {
        let unmoved =
            Shift { lines: (0..whole.lines.list().len() as u32).collect(), ..Shift::default() };
        append_unders(&mut whole.unders, reports, [organs, first_post], &unmoved);
    }
    nodes
}
