//! Whether something lies within the life of what it belongs to.
//!
//! Takes two extents; shows whether the one begins before or ends after the other, for certain or
//! possibly. A day's difference at the end is none: what ended on the 30th may be merged on the
//! 31st. Looks at no graph.

use super::reporter::ConflictAnswer;
use crate::diagnostics::Diagnostic;
use crate::time::extent::{Before, Extent, before};
use crate::time::{DateSpan, Day, When};

/// On which side the one sticks out of the other.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum BeforeOrAfter {
    /// It begins too early.
    Early,
    /// It ends too late.
    Late,
}

/// That something does not lie within a life.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct OutsideLife {
    pub(super) weight: ConflictAnswer,
    pub(super) side: BeforeOrAfter,
    /// The bound of the one and of the other.
    inner: DateSpan,
    outer: DateSpan,
}

/// How far apart two dates may be without a conflict.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Grace {
    /// Not a day.
    None,
    /// A day.
    Day,
    /// A day; and up to a year is a warning at most. The parts of one change may lie months apart:
    /// what broke away in July is founded in October, what was dissolved in March is merged in May.
    Year,
}

/// As many days as a year has at the most.
const YEAR: i32 = 366;

/// Whether `inner` sticks out of `outer`: certain before possible, early before late.
#[inline]
pub(super) fn outside_life(inner: Extent, outer: Extent) -> Option<OutsideLife> {
    if !inner.is_dated() || !outer.is_dated() {
        return None;
    }
    let early = early(inner.begun(), outer.start, Grace::None);
    let late = late(inner.ended(), outer.end, Grace::Day);
    let late = late.map(|late| if inner.goes_on() { late.presumed() } else { late });
    match (early, late) {
        (Some(early), Some(late)) if late.weight > early.weight => Some(late),
        (early, late) => early.or(late),
    }
}

/// Whether `inner` is before `outer`.
#[inline]
pub(super) fn early(inner: DateSpan, outer: DateSpan, grace: Grace) -> Option<OutsideLife> {
    let weight = weight(inner, outer, grace)?;
    Some(OutsideLife { weight, side: BeforeOrAfter::Early, inner, outer })
}

/// Whether `inner` is after `outer`.
#[inline]
pub(super) fn late(inner: DateSpan, outer: DateSpan, grace: Grace) -> Option<OutsideLife> {
    let weight = weight(outer, inner, grace)?;
    Some(OutsideLife { weight, side: BeforeOrAfter::Late, inner, outer })
}

#[inline]
fn weight(first: DateSpan, second: DateSpan, grace: Grace) -> Option<ConflictAnswer> {
    match before(first, second) {
        Before::No => None,
        Before::Possible => Some(ConflictAnswer::Possible),
        Before::Certain if grace == Grace::None => Some(ConflictAnswer::Certain),
        Before::Certain if !is_apart(first, second, 1) => None,
        Before::Certain if grace == Grace::Year && !is_apart(first, second, YEAR) => {
            Some(ConflictAnswer::Presumed)
        }
        Before::Certain => Some(ConflictAnswer::Certain),
    }
}

/// Whether more than so many days lie between two dates, whichever days they are.
pub(super) fn is_apart(first: DateSpan, second: DateSpan, days: i32) -> bool {
    i64::from(first.latest.0) + i64::from(days) < i64::from(second.earliest.0)
}

impl OutsideLife {
    /// The same, as a warning at most.
    pub(super) fn presumed(self) -> OutsideLife {
        OutsideLife { weight: self.weight.min(ConflictAnswer::Presumed), ..self }
    }

    /// The days on which the one was, or may have been, and the other was not yet or no longer.
    pub(super) fn days(self) -> (Day, Day) {
        match self.side {
            BeforeOrAfter::Early => (self.inner.earliest, self.outer.latest.prev()),
            BeforeOrAfter::Late => (self.outer.earliest.next(), self.inner.latest),
        }
    }

    /// `before .. began`, `after .. had ended`; `perhaps` first where it is only possible.
    pub(super) fn words(self, name: &str) -> String {
        let perhaps = if self.weight == ConflictAnswer::Possible { "perhaps " } else { "" };
        match self.side {
            BeforeOrAfter::Early => format!("{perhaps}before {name} began"),
            BeforeOrAfter::Late => format!("{perhaps}after {name} had ended"),
        }
    }

    /// Adds to a diagnostic which unknown days would make it a conflict, or why it weighs less.
    pub(super) fn explain(self, found: Diagnostic) -> Diagnostic {
        match self.weight {
            ConflictAnswer::Certain => return found,
            ConflictAnswer::Presumed
                if self.side == BeforeOrAfter::Late && self.inner.earliest == Day::MAX =>
            {
                return found.note("a source without a date says that it goes on, and may have said so before the end");
            }
            ConflictAnswer::Presumed => {
                return found.note(
                    "the two dates are at most a year apart, and may belong to one \
                                   change",
                );
            }
            ConflictAnswer::Possible => {}
        }
        let (from, to) = self.days();
        let days = When::between(from, to);
        found.note(match self.side {
            BeforeOrAfter::Early => format!(
                "a conflict if the start ({}) was before {}, on a day of {days}",
                self.inner, self.outer
            ),
            BeforeOrAfter::Late => format!(
                "a conflict if the end ({}) was after {}, on a day of {days}",
                self.inner, self.outer
            ),
        })
    }
}
