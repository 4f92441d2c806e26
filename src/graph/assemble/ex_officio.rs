//! Seats by virtue of a post: whoever holds a post sits in the organs in which its holder has a seat.
//!
//! Takes the ties as they are written, adds a seat for each tenure of such a post, behind all others: the dates and the
//! evidence of the tenure, the rank and the title of the seat. Its answer is that of both together, which
//! the slice works out. Linear in the seats that it adds.

use super::super::build::RelationTable;
use super::super::index::NOWHERE;
use super::super::tables::{PropertyRow, RelationKind, RelationRow, Trait, traits_of};
use crate::model::{Choice, Modality, Status};

/// Adds the seats; gives the tenure and the seat of the post from which each of them follows.
pub(super) fn add_seats(ties: &mut RelationTable) -> Vec<[u32; 2]> {
    let is_found = |row: &RelationRow| row.from != NOWHERE && row.to != NOWHERE;
    let rows = || (0u32..).zip(&ties.rows).filter(|(_, row)| is_found(row));
    let seats: Vec<u32> =
        rows().filter(|(_, row)| row.kind == RelationKind::ExOfficio).map(|(at, _)| at).collect();
    if seats.is_empty() {
        return Vec::new();
    }
    let holds = |row: &RelationRow| {
        row.kind == RelationKind::Tenure && Status::from_index(row.manner.into()).is_holder()
    };
    let mut tenures: Vec<(u32, u32)> =
        rows().filter(|(_, row)| holds(row)).map(|(at, row)| (row.to, at)).collect();
    tenures.sort_unstable();
    let mut pairs = Vec::new();
    for &seat in &seats {
        let post = ties.rows[seat as usize].from;
        let first = tenures.partition_point(|(of, _)| *of < post);
        let held = tenures[first..].iter().take_while(|(of, _)| *of == post);
        pairs.extend(held.map(|(_, tenure)| [*tenure, seat]));
    }
    let stated = ties.claims.facts.len() as u32;
    let ends: Vec<u32> = ties.rows.iter().skip(1).map(|row| row.facts).chain([stated]).collect();
    for &[tenure, seat] in &pairs {
        add(ties, tenure, seat, ends[tenure as usize]);
    }
    pairs
}

fn add(ties: &mut RelationTable, tenure: u32, seat: u32, end: u32) {
    let (held, sits) = (ties.rows[tenure as usize], ties.rows[seat as usize]);
    let row = ties.rows.len() as u32;
    let facts = ties.claims.facts.len() as u32;
    ties.rows.push(RelationRow {
        to: sits.to,
        facts,
        kind: RelationKind::Seat,
        modality: weaker(held.modality, sits.modality),
        manner: sits.manner,
        ..held
    });
    let claims = &mut ties.claims;
    for fact in held.facts..end {
        let mut copy = claims.facts[fact as usize];
        copy.modality = weaker(copy.modality, sits.modality);
        let new = claims.facts.len() as u32;
        claims.facts.push(copy);
        let said: Vec<PropertyRow> = traits_of(&claims.fact_traits, fact).to_vec();
        claims.fact_traits.extend(said.into_iter().map(|one| PropertyRow { row: new, ..one }));
    }
    let said: Vec<PropertyRow> = traits_of(&claims.traits, seat).to_vec();
    let of_place = said.into_iter().filter(|one| matches!(one.what, Trait::Number | Trait::Title));
    claims.traits.extend(of_place.map(|one| PropertyRow { row, ..one }));
}

/// How both together are said: as a plan where one of them is one.
fn weaker(one: Modality, other: Modality) -> Modality {
    match (one.is_held(), other.is_held()) {
        (true, false) => other,
        (false, true) => one,
        _ => one.max(other),
    }
}
