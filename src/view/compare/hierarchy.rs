//! Two org charts in one. Takes two states, gives the second with what only the first has put back where
//! it stood. Never places anything.

use std::collections::{BTreeMap, BTreeSet};

use super::order;
use super::states::{Comparison, State, reported};
use crate::ask::{Between, Diff, DiffMark, Difference, DifferenceKind};
use crate::graph::{Class, Slice};
use crate::time::Answer;
use crate::view::evidence::Numbers;
use crate::view::hierarchy::state;
use crate::view::{Card, CardNote, Change, Extra, HierarchyView, Role, Superior};

/// What is said of an organ that stands elsewhere because its superior does.
const ALONG: &str = "with its superior";

/// So many lines of former superiors can be followed.
const FEW: usize = 6;

/// A relation between two cards: the unit, the superior, the line.
type Tie = (String, String, String);

pub(super) fn compared(states: &Comparison<'_, '_, '_>) -> HierarchyView {
    let diff = states.diff();
    let (before, numbers) = state(states.before.slice, states.before.scope, Numbers::default());
    let (after, numbers) = state(states.after.slice, states.after.scope, numbers);
    let marks = OrganChanges::of(&diff);
    let (old, new) = (ties(&before), ties(&after));
    let mut join = JoinedCharts { states, marks, places: BTreeMap::new(), view: after };
    let known = order::places(&before);
    let first_old = join.view.cards.len();
    for card in 0..first_old {
        let is_new = !known.contains_key(&join.view.cards[card].id[..]);
        join.mark(card, is_new);
    }
    join.put_back(&before);
    let added = Change::only_second(states.between());
    for extra in &mut join.view.extras {
        let tie = tie(&join.view.cards, &join.view.lines, extra.to, extra.from, extra.line);
        extra.change = (!old.contains(&tie)).then_some(added);
    }
    join.former_lines(&before, &new);
    let mut view = join.view;
    order::restore(&mut view, &before, first_old);
    let marks = &OrganChanges::of(&diff);
    let changes = view.cards.iter().flat_map(|card| {
        let there = diff.marks.contains_key(&card.id) && open(states, &card.id).is_some();
        let is_open = move |change: &Change| there || marks.is_open(&card.id, *change);
        card.changes.iter().flatten().map(move |change| (*change, is_open(change)))
    });
    let counts = reported(changes);
    let drawn: BTreeSet<&str> = view.cards.iter().map(|card| &card.id[..]).collect();
    let kinds = [DifferenceKind::Founded, DifferenceKind::Ended];
    let not_drawn = states
        .not_drawn(&diff, &kinds, |reported| reported.ids.iter().all(|id| drawn.contains(&id[..])));
    view.caption.sources = numbers.references();
    view.caption.subtitle = states.question();
    view.caption.notes.push(counts);
    view.caption.notes.extend(not_drawn);
    view
}

/// The relations that a chart draws.
fn ties(view: &HierarchyView) -> BTreeSet<Tie> {
    let hung = view.cards.iter().enumerate().filter_map(|(place, card)| {
        let superior = card.superior.as_ref()?;
        Some(tie(&view.cards, &view.lines, place, superior.card, superior.line))
    });
    let beside = view.extras.iter().map(|e| tie(&view.cards, &view.lines, e.to, e.from, e.line));
    hung.chain(beside).collect()
}

fn tie(cards: &[Card], lines: &[String], unit: usize, above: usize, line: Option<usize>) -> Tie {
    let line = line.and_then(|line| lines.get(line)).cloned().unwrap_or_default();
    (cards[unit].id.clone(), cards[above].id.clone(), line)
}

/// The differences by the id of the organ that they are about.
struct OrganChanges<'d> {
    there: &'d BTreeMap<String, DiffMark>,
    changes: BTreeMap<&'d str, Vec<(Change, &'d Difference)>>,
}

impl<'d> OrganChanges<'d> {
    fn of(diff: &'d Diff) -> OrganChanges<'d> {
        let mut changes: BTreeMap<&str, Vec<(Change, &Difference)>> = BTreeMap::new();
        let own = [DifferenceKind::Renamed, DifferenceKind::Moved, DifferenceKind::Recast];
        for reported in diff.changes.iter().filter(|reported| own.contains(&reported.kind)) {
            let (Some(id), Some(change)) =
                (reported.ids.first(), Change::of(reported.kind, diff.between))
            else {
                continue;
            };
            changes.entry(id).or_default().push((change, reported));
        }
        changes.values_mut().for_each(|changes| changes.sort_by_key(|(change, _)| *change));
        OrganChanges { there: &diff.marks, changes }
    }

    /// Whether a change of an organ is only possible.
    fn is_open(&self, id: &str, change: Change) -> bool {
        let own = self.changes.get(id).into_iter().flatten();
        own.filter(|known| known.0 == change)
            .any(|(_, reported)| reported.answer == Answer::Possible)
    }
}

struct JoinedCharts<'c, 'd, 's, 'a, 'b> {
    states: &'c Comparison<'s, 'a, 'b>,
    marks: OrganChanges<'d>,
    /// Where each card stands, by its id.
    places: BTreeMap<String, usize>,
    view: HierarchyView,
}

impl JoinedCharts<'_, '_, '_, '_, '_> {
    /// Says on a card of the second chart how it differs; `is_new` to the chart, if not to the model.
    fn mark(&mut self, place: usize, is_new: bool) {
        let card = &mut self.view.cards[place];
        let mut changes = Vec::new();
        if self.marks.there.get(&card.id) == Some(&DiffMark::Added) {
            let change = Change::only_second(self.states.between());
            changes.push(change);
            if let Some(open) = open(self.states, &card.id) {
                card.asides.push(CardNote { role: Role::Note, text: open.to_owned() });
            }
        } else {
            let own = self.marks.changes.get(&card.id[..]).cloned().unwrap_or_default();
            let is_move = |change| matches!(change, Change::Moved | Change::PlacedOtherwise);
            let moved = own.iter().any(|(change, ..)| is_move(*change));
            for (change, reported) in &own {
                changes.push(*change);
                let was = reported.before.as_deref().unwrap_or_default();
                let is = reported.after.as_deref().unwrap_or_default();
                let text = match change {
                    _ if reported.answer == Answer::Possible => {
                        format!("perhaps: {was} \u{2192} {is}")
                    }
                    Change::Renamed | Change::NamedOtherwise => self.states.was("", was),
                    Change::Recast => self.states.was("of the kind ", was),
                    _ => self.states.was("under ", &above(self.states.before, &card.id)),
                };
                card.asides.push(CardNote { role: Role::Note, text });
            }
            if is_new && !moved {
                changes.push(Change::moved(self.states.between()));
                card.asides.push(CardNote { role: Role::Note, text: ALONG.to_owned() });
            }
        }
        card.changes = Some(changes);
        self.places.insert(card.id.clone(), place);
    }

    /// Puts the cards back that only the first chart has.
    fn put_back(&mut self, before: &HierarchyView) {
        for card in &before.cards {
            if self.places.contains_key(&card.id) {
                continue;
            }
            let mut card = card.clone();
            let kind = card.kind.and_then(|kind| before.kinds.get(kind));
            card.kind = kind.map(|kind| place_of(&mut self.view.kinds, kind));
            card.superior = card.superior.and_then(|superior| {
                let above = self.find(&before.cards[superior.card].id)?;
                let line = superior.line.and_then(|line| before.lines.get(line));
                let line = line.map(|line| place_of(&mut self.view.lines, line));
                Some(Superior { card: above, line, ..superior })
            });
            if self.marks.there.get(&card.id) == Some(&DiffMark::Removed) {
                let change = Change::only_first(self.states.between());
                card.changes = Some(vec![change]);
                if let Some(open) = open(self.states, &card.id) {
                    card.asides.push(CardNote { role: Role::Note, text: open.to_owned() });
                }
            } else {
                let (was, now) =
                    (above(self.states.before, &card.id), above(self.states.after, &card.id));
                let text = match self.states.between() {
                    _ if was == now => ALONG.to_owned(),
                    Between::Dates => format!("now under {now}"),
                    Between::Tellings => format!("the second: under {now}"),
                };
                card.asides.push(CardNote { role: Role::Note, text });
                card.changes = Some(vec![Change::moved(self.states.between())]);
            }
            self.places.insert(card.id.clone(), self.view.cards.len());
            self.view.cards.push(card);
        }
    }

    /// The relations that only the first chart has, between cards that both have or that were put back. Many of
    /// them cross too much to be followed: then those that the cards show in words are left to the words.
    fn former_lines(&mut self, before: &HierarchyView, new: &BTreeSet<Tie>) {
        let now = ties(&self.view);
        let hung = before.cards.iter().enumerate().filter_map(|(place, card)| {
            let superior = card.superior.as_ref()?;
            let extra = Extra {
                from: superior.card,
                to: place,
                line: superior.line,
                mark: superior.mark,
                tooltip: superior.tooltip.clone(),
                link: superior.link.clone(),
                change: None,
            };
            Some(extra)
        });
        let former: Vec<Extra> = hung.chain(before.extras.iter().cloned()).collect();
        let first = self.view.extras.len();
        for extra in former {
            let tie = tie(&before.cards, &before.lines, extra.to, extra.from, extra.line);
            if new.contains(&tie) || now.contains(&tie) {
                continue;
            }
            let (Some(from), Some(to)) = (self.find(&tie.1), self.find(&tie.0)) else { continue };
            let gone = Change::only_first(self.states.between());
            let line = extra.line.map(|_| place_of(&mut self.view.lines, &tie.2));
            self.view.extras.push(Extra { from, to, line, change: Some(gone), ..extra });
        }
        let moved = Change::moved(self.states.between());
        let cards = &self.view.cards;
        let is_reported =
            |extra: &Extra| cards[extra.to].changes.iter().flatten().any(|change| *change == moved);
        if self.view.extras[first..].iter().filter(|extra| is_reported(extra)).count() > FEW {
            let former = self.view.extras.split_off(first);
            self.view.extras.extend(former.into_iter().filter(|extra| !is_reported(extra)));
        }
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }
}

fn place_of(labels: &mut Vec<String>, label: &str) -> usize {
    labels.iter().position(|known| known == label).unwrap_or_else(|| {
        labels.push(label.to_owned());
        labels.len() - 1
    })
}

/// What the dates leave open of an organ that comes or goes.
fn open(states: &Comparison<'_, '_, '_>, id: &str) -> Option<&'static str> {
    let answer = |state: State<'_, '_>| {
        let graph = state.slice.graph();
        let organ = graph.node(id).filter(|&node| graph.class(node) == Class::Organ);
        organ.map_or(Answer::No, |organ| state.slice.answer(organ))
    };
    crate::ask::perhaps(answer(states.before), answer(states.after), states.between())
}

/// What an organ stood under in a state, by name.
fn above(state: State<'_, '_>, id: &str) -> String {
    let slice: &Slice<'_> = state.slice;
    let graph = slice.graph();
    let organ = graph.node(id).filter(|&node| graph.class(node) == Class::Organ);
    let superiors = organ.into_iter().flat_map(|organ| slice.superiors(organ));
    let mut names: Vec<String> = Vec::new();
    for (under, _) in superiors {
        let name = crate::view::names::name_then(slice, under.superior);
        let name = match under.line == graph.main_line() {
            true => name.to_owned(),
            false => format!("{name} ({})", graph.line_label(under.line)),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { "no recorded superior".to_owned() } else { names.join(", ") }
}
