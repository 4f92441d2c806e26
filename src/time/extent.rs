//! Days by all rival claims at once.
//!
//! Takes the periods that sources claim; gives what follows whichever of them is right and
//! whatever the unknown days are: for one claim alone the days for which [`Period::answer`] is at
//! least so sure, and never more of them. Looks at no graph.

use super::{DateSpan, Day, Period};

/// From when to when something was: every rival claim and every unknown day allowed for.
///
/// ```text
///        start            certain            end
///   |-------------|===================|-------------|
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Extent {
    /// The days on which it may have begun.
    pub(crate) start: DateSpan,
    /// The days on which it may have ended.
    pub(crate) end: DateSpan,
    /// The latest first day by any claim, and the earliest last one.
    first: Day,
    last: Day,
    /// The earliest last day if ends that are not recorded have not come.
    presumed_last: Day,
    /// Whether any claim has a date.
    dated: bool,
    /// Whether a source without a date says that it goes on.
    goes_on: bool,
}

impl Extent {
    /// No claim has a date.
    pub(crate) const UNDATED: Extent = Extent {
        start: DateSpan::UNKNOWN,
        end: DateSpan::UNKNOWN,
        first: Day::MAX,
        last: Day::MIN,
        presumed_last: Day::MIN,
        dated: false,
        goes_on: false,
    };

    /// By one claim. A period that ends before it begins says nothing.
    #[inline]
    pub(crate) fn of(period: Period) -> Extent {
        if period.is_unknown() || period.is_backwards() {
            return Extent::UNDATED;
        }
        Extent {
            start: period.start(),
            end: period.end(),
            first: period.latest_start(),
            last: period.earliest_end(),
            presumed_last: period.presumed_end(),
            dated: true,
            goes_on: false,
        }
    }

    /// The same, of which a source without a date says that it goes on: then it has no end, and no day after its start
    /// is certain for that.
    pub(crate) fn going_on(self) -> Extent {
        Extent { end: DateSpan::day(Day::MAX), goes_on: self.dated, ..self }
    }

    /// By this claim or by a rival.
    pub(crate) fn or(self, rival: Extent) -> Extent {
        match (self.dated, rival.dated) {
            (_, false) => self,
            (false, true) => rival,
            (true, true) => Extent {
                start: hull(self.start, rival.start),
                end: hull(self.end, rival.end),
                first: self.first.max(rival.first),
                last: self.last.min(rival.last),
                presumed_last: self.presumed_last.min(rival.presumed_last),
                dated: true,
                goes_on: self.goes_on || rival.goes_on,
            },
        }
    }

    /// As long as both were: what is said of the one bounds the other.
    pub(crate) fn and(self, other: Extent) -> Extent {
        match (self.dated, other.dated) {
            (_, false) => self,
            (false, true) => other,
            (true, true) => Extent {
                start: later(self.start, other.start),
                end: earlier(self.end, other.end),
                first: self.first.max(other.first),
                last: self.last.min(other.last),
                presumed_last: self.presumed_last.min(other.presumed_last),
                dated: true,
                goes_on: self.goes_on || other.goes_on,
            },
        }
    }

    /// From the first date to the last of two things that both are dates of it: born and died.
    pub(crate) fn between(first: Extent, last: Extent) -> Extent {
        Extent {
            start: first.start,
            end: last.end,
            first: first.start.latest,
            last: last.end.earliest,
            presumed_last: last.presumed_last,
            dated: first.dated || last.dated,
            goes_on: last.goes_on,
        }
    }

    /// The days on which it may have begun, no later than it ended.
    #[inline]
    pub(crate) fn begun(self) -> DateSpan {
        DateSpan { latest: self.start.latest.min(self.end.latest), ..self.start }
    }

    /// The days on which it may have ended, no earlier than it began.
    #[inline]
    pub(crate) fn ended(self) -> DateSpan {
        DateSpan { earliest: self.end.earliest.max(self.start.earliest), ..self.end }
    }

    /// Whether that it has no end is only presumed, for the source that says so has no date.
    pub(crate) fn goes_on(self) -> bool {
        self.goes_on
    }

    #[inline]
    pub(crate) fn is_dated(self) -> bool {
        self.dated
    }

    /// The first and last day on which it may have been.
    #[inline]
    pub(crate) fn possible(self) -> (Day, Day) {
        (self.start.earliest, self.end.latest)
    }

    /// The first and last day on which it was for certain; the wrong way round if there is none.
    #[inline]
    pub(crate) fn certain(self) -> (Day, Day) {
        stretch(self.first, self.last)
    }

    /// The latest first day and the earliest last one, which may be the wrong way round.
    #[inline]
    pub(crate) fn bounds(self) -> (Day, Day) {
        (self.first, self.last)
    }

    /// The same, provided that no end came that is not recorded.
    #[inline]
    pub(crate) fn presumed(self) -> (Day, Day) {
        stretch(self.first, self.presumed_last)
    }
}

/// "After any day" is no first day, and "before any day" no last one.
#[inline]
fn stretch(first: Day, last: Day) -> (Day, Day) {
    if first == Day::MAX || last == Day::MIN { (Day::MAX, Day::MIN) } else { (first, last) }
}

/// The days that several share for certain; where those are unknown, the ones they may share.
pub(crate) fn shared(extents: impl Iterator<Item = Extent> + Clone) -> (Day, Day) {
    let ever = (Day::MIN, Day::MAX);
    let certain = extents.clone().map(Extent::certain).fold(ever, both);
    if has_day(certain) { certain } else { extents.map(Extent::possible).fold(ever, both) }
}

fn hull(a: DateSpan, b: DateSpan) -> DateSpan {
    DateSpan { earliest: a.earliest.min(b.earliest), latest: a.latest.max(b.latest) }
}

fn later(a: DateSpan, b: DateSpan) -> DateSpan {
    DateSpan { earliest: a.earliest.max(b.earliest), latest: a.latest.max(b.latest) }
}

fn earlier(a: DateSpan, b: DateSpan) -> DateSpan {
    DateSpan { earliest: a.earliest.min(b.earliest), latest: a.latest.min(b.latest) }
}

/// The days that two stretches share; the wrong way round if none.
#[inline]
pub(crate) fn both(a: (Day, Day), b: (Day, Day)) -> (Day, Day) {
    (a.0.max(b.0), a.1.min(b.1))
}

/// Whether a stretch has a day.
#[inline]
pub(crate) fn has_day(days: (Day, Day)) -> bool {
    days.0 <= days.1
}

/// Whether one date is before another that it must not precede.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Before {
    /// It is not, or the two may be one date reported with more and with less precision: `1936` and
    /// `1936-12`.
    No,
    /// It may be.
    Possible,
    /// It is, whichever days the two are.
    Certain,
}

/// Whether `a` is before `b`.
#[inline]
pub(crate) fn before(a: DateSpan, b: DateSpan) -> Before {
    if a.latest < b.earliest {
        Before::Certain
    } else if a.earliest < b.earliest && a.latest < b.latest {
        Before::Possible
    } else {
        Before::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Answer, When};
    use proptest::prelude::*;

    /// Dates of every form over a few years, with ends that are open, not recorded and said to go on.
    fn any_period() -> impl Strategy<Value = Period> {
        let date = prop_oneof![
            (1950i32..1954).prop_map(|year| year.to_string()),
            (1950i32..1954, 1u32..13).prop_map(|(year, month)| format!("{year}-{month:02}")),
            (1950i32..1954, 1u32..13, 1u32..29)
                .prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
            (1950i32..1954).prop_map(|year| format!("{year}~")),
        ];
        let side = prop_oneof![date.clone(), Just(String::new()), Just("..".to_owned())];
        let sets = prop_oneof![
            Just("[1950,1952]".to_owned()),
            Just("{1950,1952-12}".to_owned()),
            Just("{1950..1952}".to_owned()),
            Just("195X-12-25".to_owned()),
            Just("1951-XX-01".to_owned()),
            Just("[1950,1951-06]/1953".to_owned()),
            Just("1950/[1951,1953]".to_owned()),
        ];
        let interval = (side.clone(), side).prop_map(|(from, to)| format!("{from}/{to}"));
        let text = prop_oneof![4 => interval, 2 => date, 1 => sets];
        let read = text.prop_filter_map("a date that is none", |text| Period::parse(&text).ok());
        (read, prop::option::of(0i32..1500)).prop_map(|(period, seen)| match seen {
            Some(days) => {
                period
                    .seen_until(Some(Day(Period::parse("1950").unwrap().start().earliest.0 + days)))
            }
            None => period,
        })
    }

    fn holds(days: (Day, Day), day: Day) -> bool {
        days.0 <= day && day <= days.1
    }

    proptest! {
        #[test]
        fn the_days_of_one_claim_are_those_of_its_answers(
            period in any_period(), offset in -800i32..2600
        ) {
            let extent = Extent::of(period);
            let day = Day(Period::parse("1950").unwrap().start().earliest.0 + offset);
            let answer = period.answer(When::day(day));
            let (certain, presumed, possible) = (
                holds(extent.certain(), day), holds(extent.presumed(), day), holds(extent.possible(), day),
            );
            prop_assert!(!certain || answer == Answer::Certain, "{period} {day}: {answer:?}");
            prop_assert!(!presumed || answer >= Answer::Presumed, "{period} {day}: {answer:?}");
            prop_assert!(possible || answer == Answer::No || period.is_unknown(), "{period} {day}");
            if !period.is_sparse() && extent.is_dated() {
                prop_assert_eq!(certain, answer == Answer::Certain);
                prop_assert_eq!(certain || presumed, answer >= Answer::Presumed);
                prop_assert_eq!(possible, answer >= Answer::Possible);
            }
        }

        #[test]
        fn what_follows_from_two_claims_follows_from_each(
            one in any_period(), two in any_period(), offset in -800i32..2600
        ) {
            let day = Day(Period::parse("1950").unwrap().start().earliest.0 + offset);
            let either = Extent::of(one).or(Extent::of(two));
            let dated = [one, two].into_iter().filter(|period| Extent::of(*period).is_dated());
            let answers: Vec<Answer> = dated.map(|period| period.answer(When::day(day))).collect();
            if holds(either.certain(), day) {
                prop_assert!(answers.iter().all(|answer| *answer == Answer::Certain));
            }
            if holds(either.presumed(), day) {
                prop_assert!(answers.iter().all(|answer| *answer >= Answer::Presumed));
            }
            if either.is_dated() && !holds(either.possible(), day) {
                prop_assert!(answers.iter().all(|answer| *answer == Answer::No));
            }
        }
    }
}
