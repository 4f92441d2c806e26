//! Lives: from when to when an organ, a post or a person was there, put together from the claims that count and
//! from the change events that bear on them.
//!
//! Takes a slice and a node; gives its spells. Each bound comes from the first claim that states it; a
//! founding, a dissolution, a merger or an absorption fills what the claims leave unrecorded, and a revival
//! begins a new spell. Never takes a bound that is not recorded for one that is.

use std::cmp::Reverse;

use super::index::{Class, Item, NodeIx, RelationIx, SourceIx};
use super::org_graph::{OrgGraph, RelationRef, TransitionRef};
use super::slice::{Slice, Why};
use super::tables::{CiteList, FactRow, Field, RelationKind};
use crate::model::{Modality, TransitionKind};
use crate::time::extent::Extent;
use crate::time::{Answer, Bound, DateSpan, Day, Period, When};

/// The spells in which something was there; none where nothing dates it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Life {
    first: Option<Period>,
    later: Vec<Period>,
    /// Whether it is only planned or forecast.
    pub(super) is_held: bool,
}

impl Life {
    pub(super) fn spells(&self) -> impl DoubleEndedIterator<Item = Period> + '_ {
        self.first.into_iter().chain(self.later.iter().copied())
    }

    /// From the start of the first spell to the end of the last.
    pub(super) fn whole(&self) -> Option<Period> {
        match (self.first, self.later.last()) {
            (Some(first), Some(last)) => Some(first.with_end_of(*last)),
            (first, _) => first,
        }
    }

    /// The spell that says most for the days asked about, with the answer.
    pub(super) fn best(&self, when: When) -> Option<(Period, Answer)> {
        let answers = self.spells().enumerate();
        let answers = answers.map(|(at, spell)| (spell, spell.answer(when), Reverse(at)));
        answers
            .max_by_key(|(_, answer, at)| (*answer, *at))
            .map(|(spell, answer, _)| (spell, answer))
    }
}

/// Above this age a death that is not recorded is no longer presumed away, and above the second it has come.
const PRESUMED_AGE: i32 = 100;
const GREATEST_AGE: i32 = 125;

impl OrgGraph {
    /// The organs on whose lives change events bear.
    pub(super) fn find_eventful(&self) -> Vec<bool> {
        let mut found = vec![false; self.organ_count()];
        let mut note = |organ: NodeIx| {
            if let Some(place) = found.get_mut(organ.index()) {
                *place = true;
            }
        };
        for transition in self.all_transitions() {
            use TransitionKind::{Absorbed, Dissolved, Founded, Merged, Revived};
            match transition.kind {
                Founded | Revived => transition.into().for_each(&mut note),
                Dissolved | Merged | Absorbed => {
                    TransitionRef::from(transition).for_each(&mut note)
                }
                _ => {}
            }
        }
        found
    }
}

impl<'g> Slice<'g> {
    /// Whether change events may bear on the life of an organ.
    #[inline]
    pub(super) fn is_eventful(&self, organ: NodeIx) -> bool {
        organ.index() < self.graph().organ_count()
            && self.graph().eventful.get(organ.index()).is_some_and(|is_eventful| *is_eventful)
    }

    /// The dates of an item by the claims that count: each bound by the first that states it.
    #[inline]
    pub(super) fn merged(&self, item: Item, field: Field) -> Option<(Period, Modality)> {
        let (period, modality) = self.as_said(item, field)?;
        Some((self.presumed(item, period), modality))
    }

    /// The same without what limits the presumption that it went on.
    #[inline]
    pub(super) fn as_said(&self, item: Item, field: Field) -> Option<(Period, Modality)> {
        let first = self.date_row(item, field)?;
        let period = self.as_seen(item, first.cites, first.period);
        let open = |bound| bound == Bound::Unknown;
        if !first.modality.is_held() || !(open(period.start_bound()) || open(period.end_bound())) {
            return Some((period, first.modality));
        }
        Some((self.filled_by_claims(item, first, period), first.modality))
    }

    /// A period with what limits the presumption that it went on: the time since it was attested, a vacancy of the post.
    #[inline]
    fn presumed(&self, item: Item, period: Period) -> Period {
        let period = self.lapsing(item, period);
        match item {
            Item::Tie(ix) if self.graph().has_vacancies() => self.ended_by_vacancy(ix, period),
            _ => period,
        }
    }

    /// Whether an item is said to have been, and not only planned or forecast: by one of its dates that count, else by
    /// its entry.
    pub fn is_held(&self, item: Item) -> bool {
        if let Item::Tie(ix) = item
            && let Some(both) = self.graph().by_virtue(ix)
        {
            return both.iter().all(|tie| self.is_held(Item::Tie(tie.ix)));
        }
        let mut said = self.facts(item, Field::Date).map(|fact| fact.modality).peekable();
        match said.peek() {
            Some(_) => said.any(Modality::is_held),
            None => self.graph().modality(item).is_held(),
        }
    }

    /// From when to when an item was by every claim that counts, whichever of them is right; undated where it is
    /// only planned or forecast. Where [`Slice::merged`] answers by the preferred claims, this is for a check, which
    /// may call a conflict certain only where no rival claim ends it.
    pub(crate) fn extent(&self, item: Item, field: Field) -> Extent {
        if let Item::Tie(ix) = item
            && let Some(both) = self.graph().by_virtue(ix)
        {
            let [held, sits] = both.map(|tie| self.extent(Item::Tie(tie.ix), field));
            return if sits.is_dated() && held.is_dated() { held.and(sits) } else { held };
        }
        self.extent_by(item, field, Modality::is_held)
    }

    /// The same; of what is only planned or forecast, from when to when it was to be.
    pub(crate) fn extent_or_plan(&self, item: Item, field: Field) -> Extent {
        let held = self.extent(item, field);
        if held.is_dated() { held } else { self.extent_by(item, field, |said| !said.is_held()) }
    }

    fn extent_by(&self, item: Item, field: Field, takes: impl Fn(Modality) -> bool) -> Extent {
        let mut whole = Extent::UNDATED;
        let rows = self.graph().fact_rows(item).iter();
        for row in rows.filter(|row| row.field == field && takes(row.modality) && self.counts(row))
        {
            let extent = Extent::of(self.as_seen(item, row.cites, row.period));
            let is_undated = |row: &FactRow| self.known_until(item, row.cites).is_none();
            let goes_on = row.period.end_bound() == Bound::Open && is_undated(row);
            whole = whole.or(if goes_on { extent.going_on() } else { extent });
        }
        whole
    }

    fn filled_by_claims(&self, item: Item, first: &FactRow, mut period: Period) -> Period {
        let rows = self.graph().fact_rows(item).iter();
        let rows = rows.filter(|row| row.field == first.field && row.modality.is_held());
        for row in rows.filter(|row| !std::ptr::eq(*row, first) && self.counts(row)) {
            let other = self.as_seen(item, row.cites, row.period);
            if other.is_instant() && other.contradicts(period) {
                continue;
            }
            let states = |own, other| own == Bound::Unknown && other != Bound::Unknown;
            let mut more = period;
            if states(period.start_bound(), other.start_bound()) {
                more = more.with_start_of(other);
            }
            if states(period.end_bound(), other.end_bound()) {
                more = more.with_end_of(other).seen_until(self.known_until(item, row.cites));
            }
            if !more.is_backwards() {
                period = more;
            }
        }
        match item {
            Item::Tie(ix) if period.end_bound() == Bound::Unknown => {
                self.ended_by_another(ix, period)
            }
            _ => period,
        }
    }

    /// A tenure or a seat whose end is not recorded, with the end of another one of the same person in the same place
    /// and way that was held for certain after it began: nobody holds one post twice at one time.
    fn ended_by_another(&self, ix: RelationIx, period: Period) -> Period {
        let graph = self.graph();
        let tie = graph.tie(ix);
        let is_same = |other: &RelationRef| {
            (other.to, other.kind, other.status, other.membership)
                == (tie.to, tie.kind, tie.status, tie.membership)
                && other.ix != ix
                && graph.by_virtue(other.ix).is_none()
        };
        let begun = period.start().latest;
        let ends = |other: RelationRef| {
            let row = self.date_row(Item::Tie(other.ix), Field::Date)?;
            let ended =
                row.period.end_bound() == Bound::Stated && row.period.end().earliest >= begun;
            (ended && row.modality.is_held()).then_some(row.period)
        };
        let others = graph.relations_from(tie.from).filter(is_same).filter_map(ends);
        let last = others.max_by_key(|other| other.end().latest);
        last.map_or(period, |last| period.with_end_of(last))
    }

    /// A period that is said to go on is certain up to the day on which its source speaks.
    #[inline]
    pub(super) fn as_seen(&self, item: Item, cites: CiteList, period: Period) -> Period {
        match period.end_bound() {
            Bound::Open => period.seen_until(self.known_until(item, cites)),
            _ => period,
        }
    }

    /// The last day on which a source of a claim that counts speaks.
    pub(super) fn known_until(&self, item: Item, cites: CiteList) -> Option<Day> {
        let graph = self.graph();
        let cites = cites.or(graph.item_cites(item));
        let sources = graph.cite_rows(cites).iter().map(|cite| SourceIx(cite.source));
        let counted = sources.filter(|source| self.perspective().has_source(*source));
        counted.filter_map(|source| self.spoke(source)).max()
    }

    /// The day up to which a source can know of things: the first on which it may have been published, or its
    /// host where it is quoted by another.
    pub(super) fn spoke(&self, source: SourceIx) -> Option<Day> {
        let graph = self.graph();
        let hosts = std::iter::successors(Some(source), |source| graph.within(*source)).take(64);
        let published = hosts.into_iter().find_map(|source| graph.published(source));
        published.map(|day| day.start().earliest).filter(|day| day.is_bounded())
    }

    /// The life of an organ, a post or an event.
    pub(super) fn life(&self, node: NodeIx) -> Life {
        let claimed = self.merged(Item::Node(node), Field::Date);
        let modality =
            claimed.map_or(self.graph().modality(Item::Node(node)), |(_, modality)| modality);
        let life = Life {
            first: claimed.map(|(period, _)| period),
            later: Vec::new(),
            is_held: modality.is_held(),
        };
        if life.is_held && self.is_eventful(node) { self.with_events(node, life) } else { life }
    }

    /// The dates of an organ on which change events bear, and how they are said; nothing where it had several spells
    /// or its days lie apart.
    pub(super) fn single_life(&self, organ: NodeIx) -> Option<(Option<Period>, Modality)> {
        let life = self.life(organ);
        let is_plain = life.later.is_empty() && !life.first.is_some_and(Period::is_sparse);
        is_plain.then(|| (life.first, self.dating(Item::Node(organ)).1))
    }

    /// The date of a transition that counts and was held.
    pub(super) fn happened(&self, transition: &TransitionRef<'_>) -> Option<Period> {
        let item = Item::Transition(transition.ix);
        if !self.counts_item(item) {
            return None;
        }
        match self.date_row(item, Field::Date) {
            Some(row) if !row.modality.is_held() => None,
            Some(row) => Some(row.period),
            None => transition.modality.is_held().then_some(Period::UNKNOWN),
        }
    }

    fn with_events(&self, organ: NodeIx, life: Life) -> Life {
        let graph = self.graph();
        let dates = |transitions: &mut dyn Iterator<Item = TransitionRef<'g>>| -> Vec<Period> {
            let mut dates: Vec<Period> =
                transitions.filter_map(|transition| self.happened(&transition)).collect();
            dates.sort_by_key(|date| date.possible_days());
            dates.dedup();
            dates
        };
        let into = |kind| graph.transitions_into(organ).filter(move |t| t.kind == kind);
        let founded = dates(&mut into(TransitionKind::Founded));
        let revived = dates(&mut into(TransitionKind::Revived));
        let ended = dates(&mut graph.transitions_from(organ).filter(|t| t.ends(organ)));

        let mut first = life.first.unwrap_or(Period::UNKNOWN);
        if first.start_bound() == Bound::Unknown
            && let Some(day) = self
                .first_founding(organ)
                .or(founded.first().copied().filter(|day| !day.is_unknown()))
        {
            let filled = first.with_start_of(event(day));
            first = if filled.is_backwards() { first } else { filled };
        }
        first = narrowed(first, &founded, Period::start_met_by);
        let after_revivals = ended.iter().filter(|end| {
            revived.last().is_none_or(|last| end.possible_days().0 > last.possible_days().1)
        });
        first = narrowed(first, after_revivals, Period::end_met_by);
        let last = first;
        let mut later = Vec::new();
        let end_after = |start: DateSpan, next: Option<&Period>| {
            let mut ends = ended.iter().copied();
            ends.find(|end| {
                let (from, to) = end.possible_days();
                to >= start.earliest && next.is_none_or(|next| from <= next.possible_days().1)
            })
        };
        if first.end_bound() == Bound::Unknown
            && let Some(day) = end_after(first.start(), revived.first())
        {
            first = first.with_end_of(end_within(day, first.start()));
        }
        for (at, start) in revived.iter().enumerate() {
            let began = event(*start);
            let goes_on = revived.get(at + 1).is_none()
                && last.end_bound() == Bound::Stated
                && last.end().latest >= began.start().earliest;
            let end = end_after(began.start(), revived.get(at + 1));
            let mut spell = Period::UNKNOWN.with_start_of(began);
            if goes_on {
                spell = spell.with_end_of(last);
                // The end that the claims state is that of the last spell.
                if at == 0
                    && let Some(day) = end_after(last.start(), revived.first())
                {
                    first = Period::UNKNOWN
                        .with_start_of(last)
                        .with_end_of(end_within(day, last.start()));
                }
            } else if let Some(day) = end {
                spell = spell.with_end_of(end_within(day, began.start()));
            }
            later.push(spell);
        }
        let is_dated = life.first.is_some() || !first.is_unknown();
        let lapsing = |spell| self.lapsing(Item::Node(organ), spell);
        let first = lapsing(first);
        let later = later.into_iter().map(lapsing).collect();
        Life { first: is_dated.then_some(first), later, ..life }
    }

    /// The date of the founding that is reported first, for rival foundings are rival claims.
    fn first_founding(&self, organ: NodeIx) -> Option<Period> {
        let founded = self.graph().transitions_into(organ);
        let mut founded = founded.filter(|t| t.kind == TransitionKind::Founded);
        founded.find_map(|t| self.happened(&t).filter(|day| !day.is_unknown()))
    }

    /// Whether a person was alive then.
    pub(super) fn alive(&self, person: NodeIx) -> Answer {
        let Some(when) = self.when() else { return Answer::Certain };
        let item = Item::Node(person);
        let born = self.merged(item, Field::Born).map(|(period, _)| period.start());
        let died = self.merged(item, Field::Died).map(|(period, _)| period.end());
        if born.is_none() && died.is_none() {
            return Answer::Possible;
        }
        let life = self.lapsing(item, lifetime(born, died));
        when.ask(|when| alive(life, born, died, when))
    }

    /// The days of a life by its recorded bounds alone, as a limit on what somebody or something did: `No`
    /// outside of them, `Possible` where a bound is not exact, else no limit.
    fn limit(&self, node: NodeIx, when: When) -> Answer {
        let lasting = |period: Period| {
            if period.is_unknown() {
                return Answer::Certain;
            }
            let period =
                if period.end_bound() == Bound::Stated { period } else { period.with_end_of(EVER) };
            let period = if period.start_bound() == Bound::Stated {
                period
            } else {
                period.with_start_of(EVER)
            };
            period.answer(when)
        };
        match self.graph().class(node) {
            Class::Person => {
                let item = Item::Node(node);
                let born = self.merged(item, Field::Born).map(|(period, _)| period.start());
                let died = self.merged(item, Field::Died).map(|(period, _)| period.end());
                let unborn = born.map_or(Answer::Certain, |born| {
                    lasting(Period::UNKNOWN.with_start_of(Period::on(born)))
                });
                let dead = died.map_or(Answer::Certain, |died| {
                    lasting(Period::UNKNOWN.with_end_of(Period::on(died)))
                });
                unborn.min(dead)
            }
            _ => {
                let life = self.life(node);
                let spells = life.spells().map(lasting);
                spells.max().unwrap_or(Answer::Certain)
            }
        }
    }

    /// What limits a tenure or a seat: the person, the post or organ, and the organ of the post; what limits that a
    /// post belongs to an organ: the two.
    pub(super) fn limits(&self, tie: &RelationRef) -> impl Iterator<Item = NodeIx> + use<'g> {
        let graph = self.graph();
        let posts = graph.relations_from(tie.to).filter(|tie| tie.kind == RelationKind::PostOf);
        let is_limited = matches!(tie.kind, RelationKind::PostOf | RelationKind::ExOfficio)
            || tie.status.is_holder();
        let first = is_limited.then_some(tie.from);
        let organs: Vec<NodeIx> = posts.map(|tie| tie.to).collect();
        first.into_iter().chain([tie.to]).chain(organs)
    }

    /// The answer of a tenure, a seat or a post's place by its own dates. Where a post belongs needs none.
    fn by_own_dates(&self, tie: &RelationRef) -> Answer {
        let is_place = matches!(tie.kind, RelationKind::PostOf | RelationKind::ExOfficio);
        self.dated(Item::Tie(tie.ix), if is_place { Answer::Certain } else { Answer::Possible })
    }

    /// Whether somebody held a post or sat in an organ then, or a post belonged to an organ: in the days of that
    /// itself, and within the lives of the person, the post and the organ.
    pub(super) fn served(&self, tie: &RelationRef) -> Answer {
        let item = Item::Tie(tie.ix);
        let own = self.by_own_dates(tie);
        let Some(when) = self.when().filter(|_| own > Answer::No) else { return own };
        if own < Answer::Certain && when.is_day() && self.is_vacated(tie, when.from) {
            return Answer::No;
        }
        if !when.is_day() && when.is_plain() {
            return self.served_on_a_day(tie, when).min(own);
        }
        let when = match self.merged(item, Field::Date) {
            Some((period, _))
                if when.is_plain() && !period.is_unknown() && !period.is_backwards() =>
            {
                let (from, to) = period.possible_days();
                When::between(when.from.max(from), when.to.min(to))
            }
            _ => when,
        };
        self.limits(tie).map(|node| self.limited(node, own, when)).min().unwrap_or(own).min(own)
    }

    /// The same on one of several days, the tenure and all that limits it together: on the best of those days on
    /// which the answer may change.
    fn served_on_a_day(&self, tie: &RelationRef, when: When) -> Answer {
        let mut days = self.days_of_service(tie);
        days.extend([when.from, when.to]);
        days.retain(|day| when.contains(*day) && day.is_bounded());
        days.sort_unstable();
        days.dedup();
        if days.is_empty() {
            return self.by_own_dates(tie);
        }
        let on = |day| self.clone().at(Some(When::day(day))).served(tie);
        days.into_iter().map(on).max().unwrap_or(Answer::No)
    }

    /// The days on which the answer about a tenure, a seat or a post's place may change, and those before them.
    pub(super) fn days_of_service(&self, tie: &RelationRef) -> Vec<Day> {
        let dates = |item| self.merged(item, Field::Date).map(|(period, _)| period);
        let mut periods: Vec<Period> = dates(Item::Tie(tie.ix)).into_iter().collect();
        for node in self.limits(tie) {
            let dates = [Field::Born, Field::Died].into_iter();
            let dates = dates.filter_map(|field| self.merged(Item::Node(node), field));
            periods.extend(dates.map(|(period, _)| period));
            if self.graph().class(node) != Class::Person {
                periods.extend(self.life(node).spells());
            }
        }
        periods.extend(self.vacancies(tie.to).filter_map(|tie| dates(Item::Tie(tie.ix))));
        let bounds = periods.into_iter().flat_map(Period::bounds);
        bounds.flat_map(|day| [day.prev(), day]).collect()
    }

    /// The last days of somebody of whom no death is recorded: that up to which one is presumed away, and that up to which
    /// life is possible at all.
    pub(super) fn ages_of(born: DateSpan) -> (Day, Day) {
        (born.earliest.years_later(PRESUMED_AGE), born.latest.years_later(GREATEST_AGE))
    }

    fn limited(&self, node: NodeIx, own: Answer, when: When) -> Answer {
        let limit = when.ask(|when| self.limit(node, when));
        if own == Answer::Certain || limit == Answer::No {
            return limit;
        }
        match self.graph().class(node) {
            Class::Person => self.aged(node, when).min(limit),
            _ => limit,
        }
    }

    /// Nobody is presumed to serve past the age to which a death that is not recorded is presumed away.
    fn aged(&self, person: NodeIx, when: When) -> Answer {
        let item = Item::Node(person);
        let born = self.merged(item, Field::Born).map(|(period, _)| period.start());
        match (born, self.date_row(item, Field::Died)) {
            (Some(born), None) if when.from > born.latest.years_later(GREATEST_AGE) => Answer::No,
            (Some(born), None) if when.from > born.earliest.years_later(PRESUMED_AGE) => {
                Answer::Possible
            }
            _ => Answer::Certain,
        }
    }

    /// Why a tenure, a seat or a post's place is not as sure as its own dates make it: the person, the post or the
    /// organ was not there, or may not have been.
    pub(super) fn limited_why(&self, tie: &RelationRef) -> Option<Why> {
        let when = self.when()?;
        let (own, served) = (self.by_own_dates(tie), self.served(tie));
        if served >= own {
            return None;
        }
        if own < Answer::Certain && when.is_day() && self.is_vacated(tie, when.from) {
            return Some(Why::Vacant);
        }
        let mut limits = self.limits(tie);
        match limits.find(|node| self.limited(*node, own, when) <= served) {
            Some(node) if self.graph().class(tie.from) != Class::Person => Some(self.why(node)),
            Some(node) => Some(Why::Outlived(self.graph().class(node))),
            None => (served == Answer::No).then_some(Why::NotTogether),
        }
    }
}

/// A period one of whose stated bounds is also the day of an event: the first event that agrees with it says more of
/// the day.
fn narrowed<'p>(
    period: Period,
    events: impl IntoIterator<Item = &'p Period>,
    meet: impl Fn(Period, Period) -> Period,
) -> Period {
    let met = events.into_iter().map(|event| meet(period, *event));
    let mut met = met.filter(|met| *met != period && !met.is_backwards());
    met.next().unwrap_or(period)
}

/// Without beginning and end.
const EVER: Period = Period::EVER;

/// The date of an event as a bound: one of its days, which may lie apart.
fn event(date: Period) -> Period {
    let (earliest, latest) = date.possible_days();
    let is_set = date.is_sparse() && date.is_instant();
    if is_set { date } else { Period::on(DateSpan { earliest, latest }) }
}

/// The same as an end that is not before the start.
fn end_within(end: Period, start: DateSpan) -> Period {
    let (earliest, latest) = end.possible_days();
    if earliest.is_bounded() {
        return event(end);
    }
    Period::on(DateSpan { earliest: start.earliest.min(latest), latest })
}

/// From birth to death, as far as they are recorded.
fn lifetime(born: Option<DateSpan>, died: Option<DateSpan>) -> Period {
    let side = |span: Option<DateSpan>| span.map(Period::on);
    let mut life = Period::UNKNOWN;
    if let Some(born) = side(born) {
        life = life.with_start_of(born);
    }
    if let Some(died) = side(died) {
        life = life.with_end_of(died);
    }
    life
}

fn alive(life: Period, born: Option<DateSpan>, died: Option<DateSpan>, when: When) -> Answer {
    let answer = life.answer(when);
    match (born, died) {
        (Some(born), None) => {
            let at_age = |day: Day, age: i32| day.years_later(age);
            if when.from > at_age(born.latest, GREATEST_AGE) {
                Answer::No
            } else if when.from > at_age(born.earliest, PRESUMED_AGE) {
                answer.min(Answer::Possible)
            } else {
                answer
            }
        }
        (None, Some(died)) if when.to < died.earliest.years_later(-GREATEST_AGE) => Answer::No,
        _ => answer,
    }
}
