//! On which days somebody held a post or sat in an organ, as sure as a threshold asks. Takes a slice and relations; gives
//! ranges of days, those of what nothing dates too, and what days are left between them. Never less than what may be so
//! where the possible is asked for, never more than what must be where the certain is.

use crate::graph::{DayRange, Item, RelationKind, RelationRef, ServiceDays, Slice, Threshold};
use crate::time::{Day, When};

const EVER: DayRange = (Day::MIN, Day::MAX);

/// Whether a tenure or a seat makes somebody a holder or a member, on whatever days: it counts, and is neither an honour
/// nor a plan nor a forecast.
pub(super) fn is_service(slice: &Slice<'_>, tie: &RelationRef) -> bool {
    let item = Item::Tie(tie.ix);
    matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat)
        && tie.status.is_holder()
        && slice.counts_item(item)
        && slice.is_held(item)
}

/// The days of a service; all days are possible of one that nothing dates, none is of one whose dates rule it out.
pub(super) fn days(slice: &Slice<'_>, tie: &RelationRef) -> Option<ServiceDays> {
    if !is_service(slice, tie) {
        return None;
    }
    let is_undated = || slice.period(Item::Tie(tie.ix)).is_none_or(|period| period.is_unknown());
    slice.service_days(tie).or_else(|| is_undated().then(|| ServiceDays::undated(EVER)))
}

/// Those of some days that are as sure as a threshold asks.
pub(super) fn as_sure(days: ServiceDays, threshold: Threshold) -> Option<DayRange> {
    match threshold {
        Threshold::Certain => days.certain,
        Threshold::Presumed => days.presumed,
        Threshold::Possible | Threshold::Unended | Threshold::Recorded => Some(days.possible),
    }
}

/// The days of a service as sure as the slice's threshold asks, as far as they are asked about. Of one of several stretches
/// of days nobody knows which is meant: then nothing is sure.
pub(super) fn asked(slice: &Slice<'_>, tie: &RelationRef) -> Option<DayRange> {
    let own = as_sure(days(slice, tie)?, slice.threshold())?;
    match slice.when() {
        None => Some(own),
        Some(when) if !when.is_plain() && slice.threshold().is_sure() => None,
        Some(when) => within(own, when),
    }
}

/// The part of some days that is asked about.
fn within(days: DayRange, when: When) -> Option<DayRange> {
    let part = (days.0.max(when.from), days.1.min(when.to));
    (part.0 <= part.1).then_some(part)
}

/// The stretches of some days that none of some ranges has.
pub(super) fn gaps(when: When, mut ranges: Vec<DayRange>) -> Vec<DayRange> {
    ranges.sort_unstable();
    let (mut gaps, mut next) = (Vec::new(), when.from);
    for (first, last) in ranges {
        if first > when.to {
            break;
        }
        if first > next {
            gaps.push((next, first.prev()));
        }
        if last >= when.to {
            return gaps;
        }
        next = next.max(last.next());
    }
    if next <= when.to {
        gaps.push((next, when.to));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gaps_are_the_days_of_no_range(
            ranges in prop::collection::vec((0i32..30, 0i32..8), 0..6), from in 0i32..30, more in 0i32..15,
        ) {
            let when = When::between(Day(from), Day(from + more));
            let ranges: Vec<DayRange> =
                ranges.into_iter().map(|(first, len)| (Day(first), Day(first + len))).collect();
            let found = gaps(when, ranges.clone());
            let has = |ranges: &[DayRange], day| ranges.iter().any(|(a, b)| *a <= day && day <= *b);
            for day in (0..60).map(Day) {
                let is_gap = when.contains(day) && !has(&ranges, day);
                prop_assert_eq!(has(&found, day), is_gap, "{:?}", day);
            }
        }
    }
}
