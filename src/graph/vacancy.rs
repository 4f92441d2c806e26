//! Vacancies: what a source says of a post that nobody held.
//!
//! Takes a slice and a tenure; says whether it is ruled out by a vacancy that is certain. Nobody holds a post that is
//! vacant, and a tenure is one stretch of days, so that one which began before a vacancy is over when it comes. What is
//! certain by its own dates stays certain, and `check` reports the conflict.

use super::caches::{VacancyStart, VacatedPost};
use super::index::{Item, NodeIx, RelationIx};
use super::org_graph::{OrgGraph, RelationRef};
use super::slice::Slice;
use super::tables::{Field, RelationKind};
use crate::time::{Answer, Bound, Day, Period, When};

impl OrgGraph {
    /// The vacancies that are stated, by what was vacant.
    pub(super) fn find_vacancies(&self) -> Vec<(u32, u32)> {
        let stated = self.all_relations().filter(|tie| tie.kind == RelationKind::Vacant);
        let mut found: Vec<(u32, u32)> = stated.map(|tie| (tie.to.0, tie.ix.0)).collect();
        found.sort_unstable();
        found
    }

    pub(super) fn has_vacancies(&self) -> bool {
        !self.vacant.is_empty()
    }

    /// The vacancies of a post, or of places in an organ, in the order of the text.
    pub fn vacancies(&self, of: NodeIx) -> impl Iterator<Item = RelationRef> + Clone + '_ {
        let first = self.vacant.partition_point(|(node, _)| *node < of.0);
        let own = self.vacant[first..].iter().take_while(move |(node, _)| *node == of.0);
        own.map(|(_, tie)| self.tie(RelationIx(*tie)))
    }
}

impl<'g> Slice<'g> {
    /// The vacancies of a post, or of places in an organ, that count.
    pub fn vacancies(&self, of: NodeIx) -> impl Iterator<Item = RelationRef> + use<'g, '_> {
        let stated = self.graph().vacancies(of);
        stated.filter(|tie| self.counts_item(Item::Tie(tie.ix)))
    }

    /// The dates of a tenure whose end is not recorded: it is presumed to have gone on until the post was vacant, if it had
    /// begun before for certain.
    pub(super) fn ended_by_vacancy(&self, ix: RelationIx, period: Period) -> Period {
        let tie = self.graph().tie(ix);
        let is_open = period.end_bound() != Bound::Stated;
        if tie.kind != RelationKind::Tenure || !tie.status.is_holder() || !is_open {
            return period;
        }
        match self.over_from(tie.to, period) {
            Some(from) => period.presumed_until(from.prev().min(period.end().latest)),
            None => period,
        }
    }

    /// The dates of the vacancies of a post with one holder.
    fn dated_vacancies(&self, post: NodeIx) -> impl Iterator<Item = Period> + use<'g, '_> {
        let has_several = self.graph().number(Item::Node(post)).is_some_and(|seats| seats > 1);
        let stated = self.vacancies(post).filter(move |_| !has_several);
        let dated = stated.filter_map(|tie| self.merged(Item::Tie(tie.ix), Field::Date));
        let held = dated.filter(|(period, said)| said.is_held() && !period.is_unknown());
        held.map(|(period, _)| period).filter(|period| !period.is_backwards())
    }

    /// What follows from the vacancies of a post: of all posts that are said to have been vacant by one walk over their
    /// tenures.
    fn vacated_post(&self, post: NodeIx) -> Option<&VacatedPost> {
        let all = self.vacated().0.get_or_init(|| {
            let mut posts: Vec<u32> = self.graph().vacant.iter().map(|(post, _)| *post).collect();
            posts.dedup();
            posts.into_iter().map(|post| self.find_vacated_post(NodeIx(post))).collect()
        });
        let place = all.binary_search_by_key(&post, |vacated| vacated.post).ok()?;
        Some(&all[place])
    }

    fn find_vacated_post(&self, post: NodeIx) -> VacatedPost {
        let taken = self.find_taken_days(post);
        let (mut certain, mut begun) = (Vec::new(), Vec::new());
        for vacant in self.dated_vacancies(post) {
            certain.extend(sure_days(vacant).into_iter().map(|(first, _)| first));
            // The spans of a date whose days lie apart reach from the first of them to the last.
            let latest = vacant.start().latest.min(vacant.end().latest);
            let last = vacant.end().earliest.max(vacant.start().earliest);
            let is_ended = vacant.end_bound() == Bound::Stated;
            // On a day on which somebody held the post for certain it was not vacant.
            begun.push(VacancyStart {
                earliest: first_free(vacant, vacant.possible_days().0, &taken),
                latest,
                last: is_ended.then(|| first_free(vacant, last, &taken)),
            });
        }
        certain.retain(|day| day.is_bounded());
        certain.sort_unstable();
        VacatedPost { post, certain, begun }
    }

    /// The stretches of days on which somebody held a post for certain, in order and apart from each other.
    fn find_taken_days(&self, post: NodeIx) -> Vec<(Day, Day)> {
        let tenures = self.graph().relations_to(post).filter(|tie| {
            tie.kind == RelationKind::Tenure
                && tie.status.is_holder()
                && self.counts_item(Item::Tie(tie.ix))
        });
        // What is certain of a tenure does not hang on vacancies: they limit what is presumed alone.
        let dated = tenures.filter_map(|tie| self.as_said(Item::Tie(tie.ix), Field::Date));
        let held = dated.filter(|(period, said)| said.is_held() && !period.is_unknown());
        let mut found: Vec<(Day, Day)> = held.flat_map(|(period, _)| sure_days(period)).collect();
        found.sort_unstable();
        found.dedup_by(|next, kept| {
            let joins = next.0 <= kept.1.next();
            if joins {
                kept.1 = kept.1.max(next.1);
            }
            joins
        });
        found
    }

    /// The day from which a tenure is over for certain, for its post was vacant after it had begun; none where it is
    /// certain by its own dates then.
    fn over_from(&self, post: NodeIx, held: Period) -> Option<Day> {
        let vacated = self.vacated_post(post)?;
        let sure = sure_days(held).last().map(|(_, last)| *last);
        let is_over = |(before, from): &(Day, Day)| {
            before.is_bounded()
                && from.is_bounded()
                && is_begun_by(held, *before)
                && sure.is_none_or(|sure| sure < *from)
        };
        // It had begun before a day that is certain, or before any on which the vacancy may have begun; or before the
        // first day that may have been the last of the vacancy, which then had a day after that, whenever it began.
        let start = held.start().latest;
        let after = sure.map_or(start, |sure| start.max(sure.next()));
        let first = vacated.certain.partition_point(|day| *day < after);
        let certain = vacated.certain.get(first).map(|day| (*day, *day));
        let begun = vacated.begun.iter().flat_map(|vacant| {
            let ended = vacant.last.map(|last| (last, vacant.latest.max(start)));
            [(vacant.earliest, vacant.latest)].into_iter().chain(ended)
        });
        certain.into_iter().chain(begun).filter(is_over).map(|(_, from)| from).min()
    }

    /// Whether a tenure that is not certain on a day cannot have been held then, for the post was vacant then, or had
    /// been since the tenure began.
    pub(super) fn is_vacated(&self, tie: &RelationRef, on: Day) -> bool {
        if tie.kind != RelationKind::Tenure || !tie.status.is_holder() {
            return false;
        }
        let is_vacant = |vacant: Period| vacant.answer(When::day(on)) == Answer::Certain;
        let held = self.merged(Item::Tie(tie.ix), Field::Date).map(|(held, _)| held);
        self.dated_vacancies(tie.to).any(is_vacant)
            || held.and_then(|held| self.over_from(tie.to, held)).is_some_and(|from| from <= on)
    }
}

/// The first day from some day on, that day included, on which a post may have been vacant and is not taken for certain;
/// that day itself where there is none.
fn first_free(vacant: Period, from: Day, taken: &[(Day, Day)]) -> Day {
    if taken.is_empty() || !from.is_bounded() {
        return from;
    }
    let mut bounds = if vacant.is_sparse() { vacant.bounds() } else { Vec::new() };
    bounds.sort_unstable();
    let mut day = from;
    while day.is_bounded() && day <= vacant.possible_days().1 {
        let place = taken.partition_point(|(_, last)| *last < day);
        if taken.get(place).is_some_and(|(first, _)| *first <= day) {
            day = taken[place].1.next();
        } else if vacant.answer(When::day(day)) > Answer::No {
            return day;
        } else {
            let place = bounds.partition_point(|bound| *bound <= day);
            day = bounds.get(place).copied().unwrap_or(Day::MAX);
        }
    }
    from
}

/// The stretches of days on which something was for certain.
fn sure_days(period: Period) -> Vec<(Day, Day)> {
    if !period.is_sparse() {
        return period.days(Answer::Certain).into_iter().collect();
    }
    // Each stretch between two bounds of its members has one answer: asked at its first day.
    let mut bounds: Vec<Day> = period.bounds();
    bounds.sort_unstable();
    bounds.dedup();
    let stretches = bounds.windows(2).map(|pair| (pair[0], pair[1].prev()));
    let is_sure = |day: Day| period.answer(When::day(day)) == Answer::Certain;
    stretches.filter(|(first, last)| first <= last && is_sure(*first)).collect()
}

/// Whether something had begun by a day for certain, in one stretch.
fn is_begun_by(period: Period, day: Day) -> bool {
    let begun = period.start().latest;
    // Of a list of days each may stand alone; an interval is one stretch whichever days its bounds are.
    let is_list = period.is_sparse() && period.is_instant();
    !is_list && !period.is_backwards() && begun.is_bounded() && begun <= day
}
