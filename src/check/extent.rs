//! Days by all rival claims at once.
//!
//! Takes the periods that sources claim; gives what follows whichever of them is right and
//! whatever the unknown days are. Looks at no graph.

use crate::time::{Bound, DateSpan, Day, Period};

/// From when to when something was: every rival claim and every unknown day allowed for.
///
/// ```text
///        start            certain            end
///   |-------------|===================|-------------|
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Extent {
    /// The days on which it may have begun.
    pub(super) start: DateSpan,
    /// The days on which it may have ended.
    pub(super) end: DateSpan,
    /// The latest first day by any claim, and the earliest last one.
    first: Day,
    last: Day,
    /// The earliest last day if ends that are not recorded have not come.
    presumed_last: Day,
    /// Whether any claim has a date.
    dated: bool,
}

impl Extent {
    /// No claim has a date.
    pub(super) const UNDATED: Extent = Extent {
        start: DateSpan::UNKNOWN,
        end: DateSpan::UNKNOWN,
        first: Day::MAX,
        last: Day::MIN,
        presumed_last: Day::MIN,
        dated: false,
    };

    /// By one claim. A period that ends before it begins says nothing.
    #[inline]
    pub(super) fn of(period: Period) -> Extent {
        if period.is_unknown() || period.is_backwards() {
            return Extent::UNDATED;
        }
        let (start, end) = (period.start(), period.end());
        let first = start.latest.min(end.latest);
        let last = end.earliest.max(start.earliest);
        let unrecorded = period.end_bound() == Bound::Unknown;
        Extent {
            start,
            end,
            first,
            last,
            presumed_last: if unrecorded { Day::MAX } else { last },
            dated: true,
        }
    }

    /// By this claim or by a rival.
    pub(super) fn or(self, rival: Extent) -> Extent {
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
            },
        }
    }

    /// As long as both were: what is said of the one bounds the other.
    pub(super) fn and(self, other: Extent) -> Extent {
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
            },
        }
    }

    /// From the first date to the last of two things that both are dates of it: born and died.
    pub(super) fn between(first: Extent, last: Extent) -> Extent {
        Extent {
            start: first.start,
            end: last.end,
            first: first.start.latest,
            last: last.end.earliest,
            presumed_last: last.presumed_last,
            dated: first.dated || last.dated,
        }
    }

    /// The days on which it may have begun, no later than it ended.
    #[inline]
    pub(super) fn begun(self) -> DateSpan {
        DateSpan { latest: self.start.latest.min(self.end.latest), ..self.start }
    }

    /// The days on which it may have ended, no earlier than it began.
    #[inline]
    pub(super) fn ended(self) -> DateSpan {
        DateSpan { earliest: self.end.earliest.max(self.start.earliest), ..self.end }
    }

    #[inline]
    pub(super) fn is_dated(self) -> bool {
        self.dated
    }

    /// The first and last day on which it may have been.
    #[inline]
    pub(super) fn possible(self) -> (Day, Day) {
        (self.start.earliest, self.end.latest)
    }

    /// The first and last day on which it was for certain; the wrong way round if there is none.
    #[inline]
    pub(super) fn certain(self) -> (Day, Day) {
        stretch(self.first, self.last)
    }

    /// The latest first day and the earliest last one, which may be the wrong way round.
    #[inline]
    pub(super) fn bounds(self) -> (Day, Day) {
        (self.first, self.last)
    }

    /// The same, provided that no end came that is not recorded.
    #[inline]
    pub(super) fn presumed(self) -> (Day, Day) {
        stretch(self.first, self.presumed_last)
    }
}

/// "After any day" is no first day, and "before any day" no last one.
#[inline]
fn stretch(first: Day, last: Day) -> (Day, Day) {
    if first == Day::MAX || last == Day::MIN { (Day::MAX, Day::MIN) } else { (first, last) }
}

/// The days that several share for certain; where those are unknown, the ones they may share.
pub(super) fn shared(extents: impl Iterator<Item = Extent> + Clone) -> (Day, Day) {
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
pub(super) fn both(a: (Day, Day), b: (Day, Day)) -> (Day, Day) {
    (a.0.max(b.0), a.1.min(b.1))
}

/// Whether a stretch has a day.
#[inline]
pub(super) fn has_day(days: (Day, Day)) -> bool {
    days.0 <= days.1
}

/// Whether one date is before another that it must not precede.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Before {
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
pub(super) fn before(a: DateSpan, b: DateSpan) -> Before {
    if a.latest < b.earliest {
        Before::Certain
    } else if a.earliest < b.earliest && a.latest < b.latest {
        Before::Possible
    } else {
        Before::No
    }
}
