//! Chains over several days: an organ stood under another by way of a third only on days that both steps share.
//!
//! Takes a slice that asks about more than one day and an organ; gives all that is reached from it on at least one
//! of those days. Walks with the stretches of days on which a chain still holds, and never joins two that do not
//! overlap.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::index::{Item, NodeIx};
use super::org_graph::UnderRef;
use super::slice::Slice;
use super::tables::Field;
use crate::time::{Answer, Day, Period, When};

/// Days from the first to the last, both with it.
type Stretch = (Day, Day);

/// How many stretches one organ keeps; more are taken together where only what may be is asked for, and left
/// aside where it must be sure.
const MOST: usize = 64;

impl<'g> Slice<'g> {
    /// All that stands above or below an organ on one of the days asked about, nearest first, with the number of
    /// levels.
    pub(super) fn reach_on_a_day(
        &self,
        organ: NodeIx,
        depth: Option<u32>,
        up: bool,
    ) -> Vec<(NodeIx, u32)> {
        let Some(when) = self.when() else { return Vec::new() };
        let mut met: IndexMap<NodeIx, (u32, Vec<Stretch>), FxBuildHasher> = IndexMap::default();
        met.insert(organ, (0, vec![(when.from, when.to)]));
        let mut fringe = vec![(organ, (when.from, when.to))];
        let mut level = 0;
        while !fringe.is_empty() && depth.is_none_or(|depth| level < depth) {
            level += 1;
            let mut next = Vec::new();
            for (node, days) in fringe {
                let steps: Vec<UnderRef<'g>> = match up {
                    true => self.superiors(node).map(|(under, _)| under).collect(),
                    false => self.units(node).map(|(under, _)| under).collect(),
                };
                for under in steps {
                    let to = if up { under.superior } else { under.unit };
                    for stretch in self.stood_on(&under, days) {
                        let (_, known) = met.entry(to).or_insert_with(|| (level, Vec::new()));
                        if to != organ && self.is_more(known, stretch) {
                            next.push((to, stretch));
                        }
                    }
                }
            }
            fringe = next;
        }
        let found = met.into_iter().filter(|(node, (_, days))| *node != organ && !days.is_empty());
        found.map(|(node, (level, _))| (node, level)).collect()
    }

    /// Keeps a stretch that none of the known ones holds. Whether it was new.
    fn is_more(&self, known: &mut Vec<Stretch>, new: Stretch) -> bool {
        if known.iter().any(|old| old.0 <= new.0 && new.1 <= old.1) {
            return false;
        }
        if known.len() >= MOST {
            if self.threshold().is_sure() {
                return false;
            }
            let whole = known.iter().fold(new, |all, one| (all.0.min(one.0), all.1.max(one.1)));
            *known = vec![whole];
            return true;
        }
        known.push(new);
        true
    }

    /// The stretches within some days on which a relation held and both its organs existed, as sure as the slice
    /// asks.
    fn stood_on(&self, under: &UnderRef<'g>, within: Stretch) -> Vec<Stretch> {
        let mut days = vec![within];
        let item = Item::Under(under.ix);
        let dated =
            |item| self.date_row(item, Field::Date).is_some_and(|row| !row.period.is_unknown());
        let own = dated(item);
        if own {
            let (period, _) = self.merged(item, Field::Date).expect("a date was found");
            days = shared(&days, &self.sure_days(period));
        }
        for organ in [under.unit, under.superior] {
            let spells = self.spells(organ);
            if spells.iter().any(|spell| !spell.is_unknown()) {
                let lives: Vec<Stretch> =
                    spells.into_iter().flat_map(|spell| self.sure_days(spell)).collect();
                days = shared(&days, &lives);
            }
        }
        days
    }

    fn sure_days(&self, period: Period) -> Vec<Stretch> {
        let least = self.threshold().least();
        if period.is_sparse() {
            // Each stretch between two bounds of its members has one answer: asked at its first day.
            let mut bounds: Vec<Day> = period.bounds();
            bounds.sort_unstable();
            bounds.dedup();
            let pairs = bounds.windows(2).map(|pair| (pair[0], pair[1].prev()));
            return pairs
                .filter(|(from, to)| {
                    from <= to && period.answer(When::day(*from)) >= least.max(Answer::Possible)
                })
                .collect();
        }
        period.days(least).into_iter().collect()
    }
}

/// The stretches that lie in both lists.
fn shared(some: &[Stretch], others: &[Stretch]) -> Vec<Stretch> {
    let pairs = some.iter().flat_map(|a| others.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))));
    pairs.filter(|(from, to)| from <= to).collect()
}
