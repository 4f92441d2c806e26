//! The modality of an entry as a whole: what an export must not assert.
//!
//! Takes the modality of an entry, the claims about its dates and its citations; gives the modality of the whole and
//! whether only sources of low reliability bear it out. Never decides what a format does with it.

use crate::model::{Cite, Date, Disputed, Modality, Model, Reliability};

/// The modality of an entry: its own where it has one, else that of the claim that dates it, one that says that
/// something was before any plan or forecast.
pub(super) fn of_entry(entry: Modality, dates: &Disputed<'_, Date<'_>>) -> Modality {
    if entry != Modality::default() {
        return entry;
    }
    let claims = dates.claims();
    let held = claims.iter().find(|claim| claim.modality.is_held());
    held.or(claims.first()).map_or(entry, |claim| claim.modality)
}

/// Whether something is cited, and to sources of low reliability alone.
pub(super) fn is_weak(model: &Model<'_>, cites: &[Cite<'_>]) -> bool {
    let is_low = |cite: &Cite<'_>| {
        let source = model.sources.get(&cite.source);
        source.is_some_and(|source| source.reliability == Reliability::Low)
    };
    !cites.is_empty() && cites.iter().all(is_low)
}
