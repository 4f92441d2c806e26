//! Two rosters side by side. Takes two states, gives both with each person's change on either side. Never
//! places anything.

use std::collections::BTreeMap;

use super::{Comparison, told};
use crate::view::evidence::Numbers;
use crate::view::names::name_then;
use crate::view::roster::{note, side};
use crate::view::{Body, Change, Entry, RosterView, Scope, Side};

pub(super) fn compared(states: &Comparison<'_, '_, '_>) -> RosterView {
    let (before, after) = (states.before, states.after);
    let diff = states.diff();
    let mut changes: BTreeMap<(&str, &str), Change> = BTreeMap::new();
    for told in &diff.changes {
        if let ([person, place], Some(change)) =
            (&told.ids[..], Change::of(told.kind, states.between()))
        {
            changes.insert((person, place), change);
        }
    }
    let (mut one, bare, numbers) = side(before.slice, before.scope, Numbers::default());
    let (mut other, more, numbers) = side(after.slice, after.scope, numbers);
    [one.label, other.label] = states.labels();
    let mark = |side: &mut Side, without: [Change; 2]| {
        for body in &mut side.bodies {
            mark_body(body, &changes, without);
        }
    };
    mark(&mut one, [Change::In, Change::OnlySecond]);
    mark(&mut other, [Change::Out, Change::OnlyFirst]);
    let view = RosterView { sides: vec![one, other], ..RosterView::default() };
    // What both sides tell is counted once.
    let mut seen = BTreeMap::new();
    for entry in view.entries() {
        if let Some(change) = entry.change {
            seen.insert((&entry.person, &entry.place), change);
        }
    }
    let mut notes = note(bare.max(more));
    notes.push(told(seen.into_values()));
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

fn mark_body(body: &mut Body, changes: &BTreeMap<(&str, &str), Change>, without: [Change; 2]) {
    for entry in body.lists.iter_mut().flat_map(|list| &mut list.entries) {
        let change = changes.get(&(&entry.person[..], &entry.place[..])).copied();
        entry.change = change.filter(|&change| !without.contains(&change) && counts(entry));
    }
    for inner in &mut body.bodies {
        mark_body(inner, changes, without);
    }
}

/// Whether an entry is of a holder or a member: of others no change is told.
fn counts(entry: &Entry) -> bool {
    entry.status.is_holder() && entry.mark.modality.is_held()
}
