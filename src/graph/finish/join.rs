//! Puts the tables of all parts one behind the other, so that numbers into them stay right.

use super::super::build::{NodeTable, Part, TieEnd};
use super::super::index::{StrRef, Words};
use super::super::tables::{Claims, NodeRow, TraitRow};

/// The parts as one.
pub(super) fn join(parts: Vec<Part>) -> Part {
    let mut parts = parts.into_iter();
    let mut whole = parts.next().unwrap_or_default();
    for later in parts {
        append(&mut whole, later);
    }
    whole
}

/// By how much each sort of number grows when its part is put behind another.
#[derive(Default)]
struct Shift {
    cites: u32,
    lists: u32,
    kinds: Vec<u32>,
    lines: Vec<u32>,
    sources: Vec<u32>,
}

fn append(whole: &mut Part, mut later: Part) {
    let shift = Shift {
        cites: whole.cites.len() as u32,
        lists: whole.lists.len() as u32,
        kinds: numbers(&mut whole.kinds, &later.kinds),
        lines: numbers(&mut whole.lines, &later.lines),
        sources: numbers(&mut whole.cited, &later.cited),
    };
    if !later.arena.text.is_empty() {
        move_arena(&mut later, whole.arena.text.len() as u32);
        whole.arena.text.push_str(&later.arena.text);
    }
    let node_bases: [u32; 4] = std::array::from_fn(|class| whole.nodes[class].rows.len() as u32);
    append_unders(whole, &mut later, &shift, node_bases[0]);
    for (table, later) in whole.nodes.iter_mut().zip(&mut later.nodes) {
        append_nodes(table, later, &shift);
    }
    append_ties(whole, &mut later, &shift, node_bases);
    append_transitions(whole, &mut later, &shift);
    append_cites(whole, later, &shift);
}

fn numbers(whole: &mut Words, later: &Words) -> Vec<u32> {
    later.list().iter().map(|word| whole.number(word)).collect()
}

fn append_unders(whole: &mut Part, later: &mut Part, shift: &Shift, organs: u32) {
    let facts = whole.under_claims.facts.len() as u32;
    let rows = whole.unders.len() as u32;
    for under in &mut later.unders {
        under.from += organs;
        under.facts += facts;
        under.cites.shift(shift.lists);
        under.line = shift.lines[under.line as usize].min(u32::from(u16::MAX)) as u16;
    }
    for node in &mut later.nodes[0].rows {
        node.unders += rows;
    }
    whole.unders.append(&mut later.unders);
    whole.under_refs.append(&mut later.under_refs);
    append_claims(&mut whole.under_claims, &mut later.under_claims, rows, shift);
}

fn append_nodes(table: &mut NodeTable, later: &mut NodeTable, shift: &Shift) {
    let facts = table.claims.facts.len() as u32;
    let rows = table.rows.len() as u32;
    for row in &mut later.rows {
        row.facts += facts;
        row.cites.shift(shift.lists);
        row.kind = shift.kinds[row.kind as usize];
    }
    table.rows.append(&mut later.rows);
    table.hashes.append(&mut later.hashes);
    append_claims(&mut table.claims, &mut later.claims, rows, shift);
}

fn append_claims(claims: &mut Claims, later: &mut Claims, rows: u32, shift: &Shift) {
    let facts = claims.facts.len() as u32;
    for fact in &mut later.facts {
        fact.cites.shift(shift.lists);
    }
    claims.facts.append(&mut later.facts);
    append_traits(&mut claims.traits, &mut later.traits, rows);
    append_traits(&mut claims.fact_traits, &mut later.fact_traits, facts);
}

fn append_traits(traits: &mut Vec<TraitRow>, later: &mut Vec<TraitRow>, base: u32) {
    for row in later.iter_mut() {
        row.row += base;
    }
    traits.append(later);
}

fn append_ties(whole: &mut Part, later: &mut Part, shift: &Shift, node_bases: [u32; 4]) {
    let facts = whole.tie_claims.facts.len() as u32;
    let rows = whole.ties.len() as u32;
    for tie in &mut later.ties {
        tie.facts += facts;
        tie.cites.shift(shift.lists);
    }
    for end in later.tie_refs.iter_mut().flatten() {
        if let TieEnd::Here(class, row) = end {
            *row += node_bases[*class as usize];
        }
    }
    whole.ties.append(&mut later.ties);
    whole.tie_refs.append(&mut later.tie_refs);
    append_claims(&mut whole.tie_claims, &mut later.tie_claims, rows, shift);
    whole.checks.append(&mut later.checks);
}

fn append_transitions(whole: &mut Part, later: &mut Part, shift: &Shift) {
    let facts = whole.transition_claims.facts.len() as u32;
    let rows = whole.transitions.len() as u32;
    let ends = whole.ends.len() as u32;
    for transition in &mut later.transitions {
        transition.facts += facts;
        transition.cites.shift(shift.lists);
        transition.from += ends;
        transition.into += ends;
        transition.by += ends;
    }
    whole.transitions.append(&mut later.transitions);
    whole.ends.append(&mut later.ends);
    append_claims(&mut whole.transition_claims, &mut later.transition_claims, rows, shift);
}

fn append_cites(whole: &mut Part, mut later: Part, shift: &Shift) {
    for cite in &mut later.cites {
        cite.source = shift.sources[cite.source as usize];
    }
    whole.cites.append(&mut later.cites);
    whole.lists.extend(later.lists.iter().map(|start| start + shift.cites));
    append_traits(&mut whole.quotes, &mut later.quotes, shift.cites);
    whole.faults.append(later.faults);
    let (extras, more) = (&mut whole.extras, later.extras);
    if extras.title.is_empty() {
        extras.title = more.title;
    }
    if extras.note.is_empty() {
        extras.note = more.note;
    }
    extras.charter = extras.charter.take().or(more.charter);
    extras.sources.extend(more.sources);
    extras.views.extend(more.views);
    extras.queries.extend(more.queries);
    extras.levels.extend(more.levels);
}

/// Moves every text of a part that lies in its arena.
fn move_arena(part: &mut Part, base: u32) {
    let claims = part.nodes.iter_mut().map(|table| &mut table.claims).chain([
        &mut part.under_claims,
        &mut part.tie_claims,
        &mut part.transition_claims,
    ]);
    for claims in claims {
        claims.facts.iter_mut().for_each(|fact| fact.text.shift(base));
        let traits = claims.traits.iter_mut().chain(&mut claims.fact_traits);
        traits.for_each(|row| row.text.shift(base));
    }
    for row in part.nodes.iter_mut().flat_map(|table| &mut table.rows) {
        row.id.shift(base);
        row.name.shift(base);
    }
    let loose = part.ends.iter_mut().chain(&mut part.checks);
    loose.for_each(|loose| loose.text.shift(base));
    part.under_refs.iter_mut().for_each(|text: &mut StrRef| text.shift(base));
    for end in part.tie_refs.iter_mut().flatten() {
        if let TieEnd::Loose(loose) = end {
            loose.text.shift(base);
        }
    }
    part.cites.iter_mut().for_each(|cite| cite.at.shift(base));
    part.quotes.iter_mut().for_each(|row| row.text.shift(base));
}

/// The nodes of all classes one behind the other.
pub(super) fn nodes(whole: &mut Part) -> (Vec<NodeRow>, Claims, Vec<u32>) {
    let [organs, events, posts, people] = std::mem::take(&mut whole.nodes);
    let NodeTable { mut rows, mut hashes, mut claims } = organs;
    let unders = whole.unders.len() as u32;
    for mut table in [events, posts, people] {
        let (base, facts) = (rows.len() as u32, claims.facts.len() as u32);
        for row in &mut table.rows {
            row.facts += facts;
            row.unders = unders;
        }
        rows.append(&mut table.rows);
        hashes.append(&mut table.hashes);
        append_claims(&mut claims, &mut table.claims, base, &Shift::default());
    }
    (rows, claims, hashes)
}
