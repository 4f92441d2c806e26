//! The party as plain vectors: what a peer in memory is filled from, and what answers are compared
//! by. Organs are numbered from 0 as they stand in the text (and in `organs.csv`).

use super::calendar::Period;
use super::party::{Party, Place};

/// First and last day; the ends of time where nothing is recorded.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Life {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Life {
    /// Whether it may have covered the day.
    pub(crate) fn covers(self, day: i32) -> bool {
        self.first <= day && day <= self.last
    }
}

impl From<Option<Period>> for Life {
    fn from(period: Option<Period>) -> Life {
        let first = period.map_or(i32::MIN, |period| period.start.first());
        Life { first, last: period.and_then(Period::last).unwrap_or(i32::MAX) }
    }
}

/// Everything that the questions ask about.
pub(crate) struct Facts {
    pub(crate) ids: Vec<String>,
    pub(crate) names: Vec<String>,
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) lives: Vec<Life>,
    /// Organ, superior, and when.
    pub(crate) under: Vec<(u32, u32, Life)>,
    /// Predecessor and successor.
    pub(crate) lineage: Vec<(u32, u32)>,
}

impl Facts {
    /// All facts of a party. What points nowhere is left out.
    pub(crate) fn of(party: &Party) -> Self {
        let positions = positions(party);
        let at = |place: Place| party.number(place).map(|number| positions[number]);
        let mut facts = Facts {
            ids: Vec::with_capacity(party.len()),
            names: Vec::with_capacity(party.len()),
            kinds: Vec::with_capacity(party.len()),
            lives: Vec::with_capacity(party.len()),
            under: Vec::with_capacity(party.len()),
            lineage: Vec::new(),
        };
        let ended = party.ended();
        for n in 0..party.len() {
            let organ = party.organ(party.at(n));
            let above = organ
                .under
                .iter()
                .filter_map(|under| Some((n as u32, at(under.organ)?, Life::from(under.during))));
            facts.under.extend(above);
            facts.ids.push(organ.place.to_string());
            facts.names.push(organ.name);
            facts.kinds.push(organ.kind);
            let life = Life::from(Some(organ.existence));
            let end = party.number(organ.place).and_then(|number| ended.get(&number));
            facts
                .lives
                .push(Life { last: end.map_or(life.last, |&end| end.min(life.last)), ..life });
        }
        for transition in party.transitions() {
            for from in transition.from.iter().filter_map(|&place| at(place)) {
                let into = transition.into.iter().filter_map(|&place| at(place));
                facts.lineage.extend(into.map(|into| (from, into)));
            }
        }
        facts
    }
}

/// Where each organ stands in the text, by its number.
fn positions(party: &Party) -> Vec<u32> {
    let mut positions = vec![0; party.len()];
    for n in 0..party.len() {
        let number = party.number(party.at(n)).expect("an organ of the party");
        positions[number] = n as u32;
    }
    positions
}
