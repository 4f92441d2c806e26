//! Dates together with what they mean: a text, and every way in which it may have been.
//!
//! The calendar has few days. What lies before or after all of them is one day more on each side, because no
//! question asks about it.

use std::collections::BTreeSet;

use super::random::Random;

/// How many days there are to ask about.
pub(crate) const DAYS: i8 = 5;
pub(crate) const BEFORE: i8 = -1;
pub(crate) const AFTER: i8 = DAYS;

/// One way in which a date may have been.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Stay {
    /// The days on which it was so.
    pub(crate) days: Vec<i8>,
    /// Whether it ended by an end that nobody recorded.
    pub(crate) unrecorded_end_came: bool,
}

/// A date or an interval, and its ways.
#[derive(Clone, Debug)]
pub(crate) struct Date {
    pub(crate) text: String,
    pub(crate) ways: BTreeSet<Stay>,
}

impl Date {
    /// At all times.
    pub(crate) fn always() -> Date {
        let whole = Stay { days: (BEFORE..=AFTER).collect(), unrecorded_end_came: false };
        Date { text: String::new(), ways: BTreeSet::from([whole]) }
    }
}

impl Date {
    /// On one day.
    pub(crate) fn on(one: i8) -> Date {
        let ways = BTreeSet::from([Stay { days: vec![one], unrecorded_end_came: false }]);
        Date { text: day(one), ways }
    }
}

/// A bound: what it is written as, and the days that it may be.
#[derive(Clone)]
pub(crate) struct Bound {
    text: String,
    days: Vec<i8>,
}

impl Bound {
    fn of(date: &Date) -> Bound {
        Bound { text: date.text.clone(), days: date.ways.iter().map(|stay| stay.days[0]).collect() }
    }

    /// On the days that both may be; as it is where there is none.
    fn shared_with(&self, event: &Date) -> Bound {
        let on_both = |day: &i8| event.ways.iter().any(|stay| stay.days[0] == *day);
        let days: Vec<i8> = self.days.iter().copied().filter(on_both).collect();
        if days.is_empty() { self.clone() } else { Bound { text: self.text.clone(), days } }
    }
}

/// An interval before its ways are worked out. A bound may be unrecorded.
#[derive(Clone)]
pub(crate) struct Interval {
    start: Option<Bound>,
    end: End,
}

#[derive(Clone)]
enum End {
    Unrecorded,
    Stated(Bound),
    /// `..`, by a source that speaks on this day.
    GoesOn {
        spoken: i8,
    },
}

/// A day of the calendar as it is written.
pub(crate) fn day(day: i8) -> String {
    format!("2000-01-{:02}", day + 1)
}

/// A random day of the calendar.
pub(crate) fn any_day(random: &mut Random) -> i8 {
    random.below(DAYS as usize) as i8
}

/// Two different days in order.
pub(crate) fn two_days(random: &mut Random) -> (i8, i8) {
    let (a, b) = (any_day(random), any_day(random));
    if a == b { two_days(random) } else { (a.min(b), a.max(b)) }
}

fn bound(random: &mut Random) -> Bound {
    let (first, last) = two_days(random);
    match random.below(10) {
        0..5 => Bound { text: day(first), days: vec![first] },
        5 => Bound { text: format!("[{},{}]", day(first), day(last)), days: vec![first, last] },
        6 => Bound {
            text: format!("[{}..{}]", day(first), day(last)),
            days: (first..=last).collect(),
        },
        7 => Bound { text: format!("[..{}]", day(last)), days: (BEFORE..=last).collect() },
        8 => Bound { text: format!("[{}..]", day(first)), days: (first..=AFTER).collect() },
        _ => Bound { text: "2000-01".into(), days: (0..=AFTER).collect() },
    }
}

/// A single day, known or not.
pub(crate) fn moment(random: &mut Random) -> Date {
    let bound = bound(random);
    let stay = |day: &i8| Stay { days: vec![*day], unrecorded_end_came: false };
    Date { text: bound.text.clone(), ways: bound.days.iter().map(stay).collect() }
}

/// The source of an interval: named, and the day on which it speaks if that is known.
pub(crate) const SOURCES: [(&str, i8); 2] = [("s", 2), ("t", BEFORE)];

/// An interval as the numbered source gives it.
pub(crate) fn interval(random: &mut Random, source: usize) -> Interval {
    let start = (!random.once_in(6)).then(|| bound(random));
    let end = match random.below(8) {
        0..3 => End::Unrecorded,
        3 => End::GoesOn { spoken: SOURCES[source].1 },
        _ => End::Stated(bound(random)),
    };
    match (&start, &end) {
        (None, End::Unrecorded) => interval(random, source),
        _ => Interval { start, end },
    }
}

/// From a day on, up to a day, or between two.
pub(crate) fn ended_or_begun(random: &mut Random) -> Interval {
    let unrecorded = || Interval { start: None, end: End::Unrecorded };
    let some = match random.below(3) {
        0 => Interval { start: Some(bound(random)), ..unrecorded() },
        1 => Interval { end: End::Stated(bound(random)), ..unrecorded() },
        _ => Interval { start: Some(bound(random)), end: End::Stated(bound(random)) },
    };
    if some.ways().is_empty() { ended_or_begun(random) } else { some }
}

impl Interval {
    /// Whether a source states the end.
    pub(crate) fn has_end(&self) -> bool {
        matches!(self.end, End::Stated(_))
    }

    /// The same from before the calendar on, where nobody recorded the start.
    pub(crate) fn reaching_back(self) -> Interval {
        let before = || Bound { text: String::new(), days: vec![BEFORE] };
        Interval { start: Some(self.start.unwrap_or_else(before)), end: self.end }
    }

    /// Nothing is recorded.
    pub(crate) fn unrecorded() -> Interval {
        Interval { start: None, end: End::Unrecorded }
    }

    /// From a day on.
    pub(crate) fn from(date: &Date) -> Interval {
        Interval { start: Some(Bound::of(date)), end: End::Unrecorded }
    }

    /// Up to a day.
    pub(crate) fn to(date: &Date) -> Interval {
        Interval { start: None, end: End::Stated(Bound::of(date)) }
    }

    /// Whether its source says that it goes on.
    pub(crate) fn goes_on(&self) -> bool {
        matches!(self.end, End::GoesOn { .. })
    }

    /// The start, without the end.
    pub(crate) fn start_alone(&self) -> Interval {
        Interval { start: self.start.clone(), end: End::Unrecorded }
    }

    /// The end, without the start.
    pub(crate) fn end_alone(&self) -> Interval {
        Interval { start: None, end: self.end.clone() }
    }

    pub(crate) fn text(&self) -> String {
        let start = self.start.as_ref().map_or("", |bound| bound.text.as_str());
        let end = match &self.end {
            End::Unrecorded => "",
            End::Stated(bound) => bound.text.as_str(),
            End::GoesOn { .. } => "..",
        };
        format!("{start}/{end}")
    }

    /// Each bound from the first of two that states it.
    pub(crate) fn or(&self, next: &Interval) -> Interval {
        Interval {
            start: self.start.clone().or_else(|| next.start.clone()),
            end: match &self.end {
                End::Unrecorded => next.end.clone(),
                stated => stated.clone(),
            },
        }
    }

    /// The same with the start on a day that an event may have as well, where there is one.
    pub(crate) fn begun_by(&self, event: &Date) -> Interval {
        let start = self.start.as_ref().map(|start| start.shared_with(event));
        self.with(start.or_else(|| Some(Bound::of(event))), self.end.clone())
    }

    /// The same for an event that ended it.
    pub(crate) fn ended_by(&self, event: &Date) -> Interval {
        let end = match &self.end {
            End::Stated(end) => End::Stated(end.shared_with(event)),
            End::Unrecorded => End::Stated(Bound::of(event)),
            goes_on => goes_on.clone(),
        };
        self.with(self.start.clone(), end)
    }

    /// With other bounds, if it may have been so at all.
    fn with(&self, start: Option<Bound>, end: End) -> Interval {
        let other = Interval { start, end };
        if other.ways().is_empty() { self.clone() } else { other }
    }

    /// As it limits what is said of the thing: a tenure shows that its post was there, so that only a stated
    /// bound shows otherwise.
    pub(crate) fn limit(self) -> Interval {
        let at = |day| Bound { text: String::new(), days: vec![day] };
        Interval {
            start: self.start.or(Some(at(BEFORE))),
            end: match self.end {
                End::Stated(bound) => End::Stated(bound),
                _ => End::Stated(at(AFTER)),
            },
        }
    }

    /// Every pair of a start and an end no earlier.
    pub(crate) fn ways(&self) -> BTreeSet<Stay> {
        let all: Vec<i8> = (BEFORE..=AFTER).collect();
        let starts = self.start.as_ref().map_or(&all, |bound| &bound.days);
        let ends: Vec<(i8, bool)> = match &self.end {
            End::Stated(bound) => bound.days.iter().map(|day| (*day, false)).collect(),
            End::Unrecorded => unrecorded(BEFORE),
            End::GoesOn { spoken } => unrecorded(*spoken),
        };
        let pairs = starts.iter().flat_map(|start| ends.iter().map(move |end| (*start, *end)));
        pairs
            .filter(|(start, (end, _))| start <= end)
            .map(|(start, (end, came))| Stay {
                days: (start..=end).collect(),
                unrecorded_end_came: came,
            })
            .collect()
    }
}

/// No end within the calendar, or one on a day from the first possible on that nobody recorded.
fn unrecorded(first: i8) -> Vec<(i8, bool)> {
    let came = (first..AFTER).map(|day| (day, true));
    came.chain([(AFTER, false)]).collect()
}

/// A set of days written as a list: one of them, or all of them.
pub(crate) fn list(random: &mut Random) -> Date {
    let (first, last) = two_days(random);
    let stay = |days: Vec<i8>| Stay { days, unrecorded_end_came: false };
    let (a, b) = (day(first), day(last));
    match random.once_in(2) {
        true => Date {
            text: format!("[{a},{b}]"),
            ways: BTreeSet::from([stay(vec![first]), stay(vec![last])]),
        },
        false => {
            Date { text: format!("{{{a},{b}}}"), ways: BTreeSet::from([stay(vec![first, last])]) }
        }
    }
}
