//! Answers as stretches of days.
//!
//! Takes the days on which an answer may change, and a way to ask for one day; gives the stretches on which it is one
//! and the same. What comes again and again for ever is followed as far as the dates of the model reach, and is possible
//! beyond.

use std::io;

use super::Tables;
use super::writer::{TableCell, TableWriter};
use crate::graph::{Class, DaysOfItem, Item, RelationKind, Slice};
use crate::time::{Answer, Day, When};

const MOST_YEARS: i32 = 20_000;

/// Days with one answer, both ends included.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct AnswerDays {
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) answer: Answer,
}

/// The stretches on which an answer is not `no`, in order.
pub(super) fn stretches(
    days: &DaysOfItem,
    is_followed: impl Fn(Day) -> bool,
    mut ask: impl FnMut(Day) -> Answer,
) -> Vec<AnswerDays> {
    let before = days.days.first().map_or(Day(0), |first| first.prev());
    let starts = std::iter::once(before).chain(days.days.iter().copied());
    let ends = days.days.iter().map(|day| day.prev()).chain([Day::MAX]);
    let mut found: Vec<AnswerDays> = Vec::new();
    for (at, (day, to)) in starts.zip(ends).enumerate() {
        let from = if at == 0 { Day::MIN } else { day };
        let answer = match ask(day) {
            Answer::No if days.repeats && !is_followed(day) => Answer::Possible,
            answer => answer,
        };
        match found.last_mut() {
            Some(last) if last.answer == answer && last.to.next() == from => last.to = to,
            _ if answer > Answer::No => found.push(AnswerDays { from, to, answer }),
            _ => {}
        }
    }
    found
}

/// The answer about an item.
pub(super) fn answer(slice: &Slice<'_>, item: Item) -> Answer {
    let graph = slice.graph();
    match item {
        Item::Node(node) => slice.answer(node),
        Item::Under(ix) => slice.under_answer(&graph.under(ix)),
        Item::Tie(ix) => slice.relation_answer(&graph.tie(ix)),
        Item::Transition(ix) => slice.transition_answer(&graph.transition(ix)),
    }
}

/// The word for an answer.
pub(super) fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::No => "no",
        Answer::Possible => "possible",
        Answer::Presumed => "presumed",
        Answer::Certain => "certain",
    }
}

/// The same as a number that can be compared.
pub(super) fn sureness(answer: Answer) -> TableCell<'static> {
    TableCell::Int(match answer {
        Answer::No => 0,
        Answer::Possible => 1,
        Answer::Presumed => 2,
        Answer::Certain => 3,
    })
}

impl<'g> Tables<'_, 'g> {
    /// The years that the dates reach; of a model that reaches further than [`MOST_YEARS`], the last so many.
    pub(super) fn years(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        let (first, last) = self.days.horizon();
        let first = first.year().max(last.year().saturating_sub(MOST_YEARS));
        for year in if self.days.is_dated() { first..last.year() + 1 } else { 0..0 } {
            let ends = [Day::from_ymd(year, 1, 1), Day::from_ymd(year, 12, 31)];
            let [Some(first), Some(last)] = ends else { continue };
            out.row([year.into(), first.0.into(), last.0.into()])?;
        }
        Ok(())
    }

    /// The days on which something was so.
    pub(super) fn days_of(&self, item: Item) -> Vec<AnswerDays> {
        let days = self.days.of_answer(self.slice, item);
        let mut then = self.slice.clone();
        let ask = |day| {
            then.set_when(Some(When::day(day)));
            answer(&then, item)
        };
        stretches(&days, |day| self.days.is_within_horizon(day), ask)
    }

    pub(super) fn answers(&self, out: &mut TableWriter<'_>) -> io::Result<()> {
        for (item, of, row) in self.items() {
            for days in self.days_of(item) {
                let AnswerDays { from, to, answer } = days;
                let [from, to]: [TableCell<'_>; 2] = [from.0.into(), to.0.into()];
                out.row([of.into(), row.into(), from, to, word(answer).into(), sureness(answer)])?;
            }
        }
        Ok(())
    }

    /// Everything that carries claims, with the name of its table and its number there.
    pub(super) fn items(&self) -> impl Iterator<Item = (Item, &'static str, u32)> {
        let (graph, part) = (self.slice.graph(), self.part);
        let nodes = [Class::Organ, Class::Event, Class::Post, Class::Person].into_iter();
        let nodes = nodes.flat_map(move |class| {
            let table = match class {
                Class::Organ => "organs",
                Class::Event => "events",
                Class::Post => "posts",
                Class::Person => "people",
            };
            part.nodes(graph, class).map(move |node| (Item::Node(node), table, node.0))
        });
        let unders = graph.all_unders().filter(|under| part.has_under(under.ix));
        let unders = unders.map(|under| (Item::Under(under.ix), "hierarchy", under.ix.0));
        let kinds = [RelationKind::Tenure, RelationKind::Seat, RelationKind::PostOf].into_iter();
        let ties = kinds.flat_map(move |kind| {
            let ties = graph.all_relations().filter(move |tie| tie.kind == kind);
            let table = match kind {
                RelationKind::Tenure => "tenures",
                RelationKind::Seat => "seats",
                _ => "post_organs",
            };
            ties.filter(|tie| part.has_tie(tie.ix))
                .map(move |tie| (Item::Tie(tie.ix), table, tie.ix.0))
        });
        let met = graph.all_relations().filter(|tie| {
            use RelationKind::{Attended, BodyOf, CalledBy, Met};
            matches!(tie.kind, Met | CalledBy | Attended | BodyOf) && part.has_tie(tie.ix)
        });
        let met = met.map(|tie| (Item::Tie(tie.ix), "event_ends", tie.ix.0));
        let steps = graph.all_transitions().filter(|step| part.has_transition(step.ix));
        let steps = steps.map(|step| (Item::Transition(step.ix), "transitions", step.ix.0));
        nodes.chain(unders).chain(ties).chain(met).chain(steps)
    }
}

/// The answer to the question of the folder, as a cell.
pub(super) fn cell(slice: &Slice<'_>, item: Item) -> TableCell<'static> {
    TableCell::Str(word(answer(slice, item)))
}
