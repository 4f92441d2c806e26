//! On which days somebody served: takes a tenure or a seat, gives the days that are certain, presumed and possible, within
//! the lives of the person, the post and the organ. Where the days of several dates depend on each other it is less
//! sure than the worlds, never surer.

use super::index::{Class, Item, NodeIx};
use super::org_graph::RelationRef;
use super::slice::Slice;
use super::tables::Field;
use crate::time::{Answer, Bound, Day, Period};

/// From a day to a day, both included.
pub type DayRange = (Day, Day);

/// The days on which somebody served, by how sure they are; each level has those of the surer ones.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ServiceDays {
    /// The days that are certain.
    pub certain: Option<DayRange>,
    /// Those on which it is at least presumed.
    pub presumed: Option<DayRange>,
    /// Those on which it is at least possible, from the first to the last.
    pub possible: DayRange,
}

impl ServiceDays {
    /// Those of something that nothing dates: it may have been on any of some days.
    pub(crate) fn undated(possible: DayRange) -> ServiceDays {
        ServiceDays { certain: None, presumed: None, possible }
    }
}

impl Slice<'_> {
    /// The days on which somebody held a post or sat in an organ; nothing where that is only planned or forecast, where it
    /// has no dates, and where it cannot have been.
    ///
    /// ```
    /// use organigram::graph::{Builder, RelationKind, Slice};
    /// let graph = Builder::from_model(ron::from_str(r#"Model(
    ///     people: { "ann": Person(died: "1958-03-01") }, organs: { "board": Organ() },
    ///     seats: [Seat(person: "ann", organ: "board", during: "1950/1960")],
    /// )"#)?);
    /// let seat = graph.all_relations().find(|tie| tie.kind == RelationKind::Seat).unwrap();
    /// let days = Slice::all(&graph).service_days(&seat).unwrap();
    /// let (first, last) = days.certain.unwrap();
    /// assert_eq!((first.to_string(), last.to_string()), ("1950-12-31".into(), "1958-03-01".into()));
    /// assert_eq!(days.possible.0.to_string(), "1950-01-01");
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    #[must_use]
    pub fn service_days(&self, tie: &RelationRef) -> Option<ServiceDays> {
        if let Some([tenure, seat]) = self.graph().by_virtue(tie.ix) {
            let (held, sits) = (self.service_days(&tenure)?, self.days_of_place(&seat)?);
            let both = |one: Option<DayRange>, other: Option<DayRange>| shared(one?, other?);
            return Some(ServiceDays {
                certain: both(held.certain, sits.certain),
                presumed: both(held.presumed, sits.presumed),
                possible: shared(held.possible, sits.possible)?,
            });
        }
        let item = Item::Tie(tie.ix);
        let (period, modality) = self.merged(item, Field::Date)?;
        if !modality.is_held() || period.is_unknown() {
            return None;
        }
        self.within_lives(tie, period)
    }

    /// The days on which whoever held a post had a seat: without dates at all times at which both are there.
    fn days_of_place(&self, seat: &RelationRef) -> Option<ServiceDays> {
        let item = Item::Tie(seat.ix);
        if !self.is_held(item) {
            return None;
        }
        let dated = self.merged(item, Field::Date).map(|(period, _)| period);
        self.within_lives(seat, dated.unwrap_or(Period::EVER))
    }

    fn within_lives(&self, tie: &RelationRef, period: Period) -> Option<ServiceDays> {
        let mut days = ServiceDays {
            certain: period.days(Answer::Certain),
            presumed: period.days(Answer::Presumed),
            possible: period.days(Answer::Possible)?,
        };
        for node in self.limits(tie) {
            let limit = self.life_limit(node);
            days.certain = days.certain.and_then(|own| shared(own, limit.certain?));
            days.presumed = days.presumed.and_then(|own| shared(own, limit.presumed?));
            days.possible = shared(days.possible, limit.possible)?;
        }
        Some(days)
    }

    /// The days within which a person, a post or an organ leaves room for what is said of it.
    fn life_limit(&self, node: NodeIx) -> ServiceDays {
        const EVER: DayRange = (Day::MIN, Day::MAX);
        let bounds = |period: Period| {
            let (start, end) = (period.start(), period.end());
            let begun = period.start_bound() == Bound::Stated;
            let ended = period.end_bound() == Bound::Stated;
            let from = |day: Day| if begun { day } else { Day::MIN };
            let to = |day: Day| if ended { day } else { Day::MAX };
            let certain = (from(start.latest), to(end.earliest));
            let certain = Some(certain).filter(|(first, last)| first <= last);
            let possible = (from(start.earliest), to(end.latest));
            ServiceDays { certain, presumed: certain, possible }
        };
        if self.graph().class(node) != Class::Person {
            let mut spells = self.spells(node).into_iter();
            return match (spells.next(), spells.next()) {
                (None, _) => {
                    ServiceDays { certain: Some(EVER), presumed: Some(EVER), possible: EVER }
                }
                (Some(only), None) => bounds(only),
                // Between two spells there is nothing, but which days those are depends on both.
                (Some(_), Some(_)) => ServiceDays { certain: None, presumed: None, possible: EVER },
            };
        }
        let item = Item::Node(node);
        let born = self.merged(item, Field::Born).map(|(period, _)| period.start());
        let died = self.merged(item, Field::Died).map(|(period, _)| period.end());
        let mut life = Period::UNKNOWN;
        if let Some(born) = born {
            life = life.with_start_of(Period::on(born));
        }
        if let Some(died) = died {
            life = life.with_end_of(Period::on(died));
        }
        let mut limit = bounds(life);
        if let (Some(born), None) = (born, died) {
            let (presumed, greatest) = Self::ages_of(born);
            limit.presumed = limit.presumed.and_then(|days| shared(days, (Day::MIN, presumed)));
            limit.possible.1 = limit.possible.1.min(greatest);
        }
        limit
    }
}

/// The days that two ranges share.
fn shared(one: DayRange, other: DayRange) -> Option<DayRange> {
    let both = (one.0.max(other.0), one.1.min(other.1));
    (both.0 <= both.1).then_some(both)
}
