//! When what is shown of a thing changes. Takes dossiers; gives moments, by perspective, certainty and thing. Never asks.

use std::collections::BTreeSet;

use super::dossiers::{DossierData, Shared};

/// By perspective, certainty and thing.
pub(super) type MomentsOfThings = Vec<[Vec<BTreeSet<u32>>; 3]>;

/// The moments at which something else is shown.
pub(super) struct Changes {
    /// Of a thing or of any of its relations.
    pub(super) all: MomentsOfThings,
    /// Of a thing or of what it stood under.
    pub(super) of_organs: MomentsOfThings,
}

impl Changes {
    pub(super) fn of(dossiers: &[Vec<DossierData>], shared: &Shared) -> Changes {
        let moments = |runs: &[u32], least| {
            let mut moments = BTreeSet::new();
            runs.iter().for_each(|run| shared.changes(*run, least, &mut moments));
            moments
        };
        let of = |runs: fn(&DossierData) -> &[u32]| -> MomentsOfThings {
            let all = |all: &Vec<DossierData>, least| {
                all.iter().map(|one| moments(runs(one), least)).collect()
            };
            dossiers.iter().map(|by| [3, 2, 1].map(|least| all(by, least))).collect()
        };
        Changes {
            all: of(|one| &one.runs),
            // Its own run comes first, and then those of its superiors.
            of_organs: of(|one| one.runs.get(..=one.superiors).unwrap_or_default()),
        }
    }
}
