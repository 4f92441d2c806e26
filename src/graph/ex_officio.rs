//! Seats that follow from a tenure: whoever holds a post sits where its holder has a seat.
//!
//! Takes a slice and such a seat; gives its answer, which is that of the tenure and of the post's seat on one day
//! together, and its days. Where the two cannot be joined to one period it is undated: less sure, never surer.

use super::index::{Item, RelationIx};
use super::org_graph::RelationRef;
use super::slice::Slice;
use super::tables::Field;
use crate::time::{Answer, Bound, DateSpan, Day, Period, When};

impl<'g> Slice<'g> {
    /// Whether somebody sat somewhere by virtue of a post then.
    pub(super) fn sat_by_virtue(&self, tie: &RelationRef) -> Answer {
        let Some(both) = self.graph().by_virtue(tie.ix) else { return Answer::No };
        let on = |slice: &Slice<'g>| {
            both.iter().map(|tie| slice.relation_answer(tie)).min().unwrap_or(Answer::No)
        };
        let Some(when) = self.when() else { return on(self) };
        when.ask(|when| {
            let then = self.clone().at(Some(when));
            let together = on(&then);
            if when.is_day() || together == Answer::No {
                return together;
            }
            // The two on one day: on the best of those on which either answer may change.
            let mut days: Vec<Day> =
                both.iter().flat_map(|tie| self.days_of_service(tie)).collect();
            days.extend([when.from, when.to]);
            days.retain(|day| when.contains(*day) && day.is_bounded());
            days.sort_unstable();
            days.dedup();
            let on_a_day = |day: Day| on(&self.clone().at(Some(When::day(day))));
            days.into_iter().map(on_a_day).max().map_or(together, |best| best.min(together))
        })
    }

    /// The dates of such a seat: those of the tenure where the post has its seat at all times, the days that both
    /// share where these are sure to be some; else nothing is known.
    pub(super) fn period_by_virtue(&self, ix: RelationIx) -> Option<Period> {
        let both = self.graph().by_virtue(ix)?;
        let [held, sits] = both.map(|tie| self.merged(Item::Tie(tie.ix), Field::Date));
        let Some((sits, _)) = sits else { return held.map(|(period, _)| period) };
        let (held, _) = held?;
        let is_stated = |period: Period| {
            (period.start_bound(), period.end_bound()) == (Bound::Stated, Bound::Stated)
                && !period.is_sparse()
        };
        let span = |one: DateSpan, other: DateSpan, pick: fn(Day, Day) -> Day| {
            let earliest = pick(one.earliest, other.earliest);
            Period::on(DateSpan { earliest, latest: pick(one.latest, other.latest) })
        };
        let shared = Period::UNKNOWN
            .with_start_of(span(held.start(), sits.start(), Ord::max))
            .with_end_of(span(held.end(), sits.end(), Ord::min));
        let is_sure = shared.start().latest <= shared.end().earliest;
        Some(if is_stated(held) && is_stated(sits) && is_sure { shared } else { Period::UNKNOWN })
    }
}
