//! Two rosters side by side. Takes two states, gives both with each person's change on either side. Never
//! places anything.

use std::collections::BTreeMap;

use super::states::{Comparison, perhaps, reported};
use crate::ask::{Difference, DifferenceKind};
use crate::view::evidence::Numbers;
use crate::view::names::name_then;
use crate::view::roster::{note, side};
use crate::view::{Body, Change, RosterEntry, RosterSide, RosterView, Scope};

pub(super) fn compared(states: &Comparison<'_, '_, '_>) -> RosterView {
    let (before, after) = (states.before, states.after);
    let diff = states.diff();
    let mut changes: BTreeMap<(&str, &str), Change> = BTreeMap::new();
    let mut unsure: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for reported in &diff.changes {
        if let ([person, place], Some(change)) =
            (&reported.ids[..], Change::of(reported.kind, states.between()))
        {
            changes.insert((person, place), change);
            if let Some(open) = perhaps(reported, states.between()) {
                unsure.insert((person, place), open);
            }
        }
    }
    let (mut one, bare, numbers) = side(before.slice, before.scope, Numbers::default());
    let (mut other, more, numbers) = side(after.slice, after.scope, numbers);
    [one.label, other.label] = states.labels();
    let ranks = [&one, &other].map(ranks);
    for (key, change) in changes.iter_mut().filter(|(_, change)| **change == Change::Ranked) {
        let [from, to] = [&ranks[0], &ranks[1]].map(|ranks| ranks.get(&owned(key)).copied());
        *change = Change::rank(from.flatten(), to.flatten(), states.between());
    }
    let mark = |side: &mut RosterSide, without: [Change; 2]| {
        for body in &mut side.bodies {
            mark_body(body, &ServiceChanges { changes: &changes, unsure: &unsure, without });
        }
    };
    mark(&mut one, [Change::In, Change::OnlySecond]);
    mark(&mut other, [Change::Out, Change::OnlyFirst]);
    let view = RosterView { sides: vec![one, other], ..RosterView::default() };
    // What both sides show is counted once.
    let mut seen = BTreeMap::new();
    for entry in view.entries() {
        if let Some(change) = entry.change {
            let is_open = unsure.contains_key(&(&entry.person[..], &entry.place[..]));
            seen.insert((&entry.person, &entry.place), (change, is_open));
        }
    }
    let mut notes = note(bare.max(more));
    let is_drawn = |reported: &Difference| {
        let [person, place] = &reported.ids[..] else { return true };
        seen.contains_key(&(person, place))
    };
    let kinds = [DifferenceKind::In, DifferenceKind::Out];
    let not_drawn = states.not_drawn(&diff, &kinds, is_drawn);
    notes.push(reported(seen.into_values()));
    notes.extend(not_drawn);
    let title = match (&after.scope.roots[..], &before.scope.roots[..]) {
        _ if !before.scope.title.is_empty() => before.scope.title.clone(),
        ([one], _) => name_then(after.slice, *one).to_owned(),
        (_, [one]) => name_then(before.slice, *one).to_owned(),
        _ => String::new(),
    };
    let scope = Scope { title, ..before.scope.clone() };
    let mut caption = scope.caption(after.slice, notes, numbers.references());
    caption.subtitle = states.question();
    RosterView { caption, ..view }
}

/// A person and a place, by their ids.
type Key = (String, String);

fn owned((person, place): &(&str, &str)) -> Key {
    ((*person).to_owned(), (*place).to_owned())
}

/// The ranks of those who count in a state.
fn ranks(side: &RosterSide) -> BTreeMap<Key, Option<u32>> {
    let bodies = side.bodies.iter().flat_map(Body::all).flat_map(|body| &body.lists);
    let entries = bodies.flat_map(|list| &list.entries).filter(|entry| counts(entry));
    entries.map(|entry| ((entry.person.clone(), entry.place.clone()), entry.rank)).collect()
}

/// How services differ, by person and place.
struct ServiceChanges<'m> {
    changes: &'m BTreeMap<(&'m str, &'m str), Change>,
    /// Those of which the other state cannot show.
    unsure: &'m BTreeMap<(&'m str, &'m str), &'m str>,
    /// Changes that are reported on the other side.
    without: [Change; 2],
}

fn mark_body(body: &mut Body, marks: &ServiceChanges<'_>) {
    for entry in body.lists.iter_mut().flat_map(|list| &mut list.entries) {
        let key = (&entry.person[..], &entry.place[..]);
        let change = marks.changes.get(&key).copied();
        let open = marks.unsure.get(&key);
        entry.change = change.filter(|change| !marks.without.contains(change) && counts(entry));
        entry
            .details
            .extend(open.filter(|_| entry.change.is_some()).map(|open| (*open).to_owned()));
    }
    for inner in &mut body.bodies {
        mark_body(inner, marks);
    }
}

/// Whether an entry is of a holder or a member: of others no change is reported.
fn counts(entry: &RosterEntry) -> bool {
    entry.status.is_holder() && entry.mark.modality.is_held()
}
