//! Whether something was current or had ended, as far as it is known.
//!
//! Takes a period, how it is claimed and up to which day the model knows anything; gives the word for it. Says `current`
//! only where it is certain on a day that was asked about: no source knows today.

use crate::model::{Date, Disputed, Modality};
use crate::time::{Answer, Bound, Day, Period, When};

/// Up to when anything is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The days that were asked about.
    pub(super) asked: Option<When>,
    /// The day of the latest source.
    pub(super) latest: Option<Day>,
    /// The day on which the sources of the one that is asked about speak.
    pub(super) speaks: Option<Day>,
}

pub(super) fn status(
    dates: &Disputed<'_, Date<'_>>,
    modality: Modality,
    is_weak: bool,
    known: Known,
) -> &'static str {
    let period = dates.preferred().and_then(|date| Period::parse(&date.edtf).ok());
    // "Goes on" is certain only up to the day on which its source speaks.
    let period = period.map(|period| period.seen_until(known.speaks));
    let (Some(period), Modality::Asserted, false) = (period, modality, is_weak) else {
        return "unknown";
    };
    // Rivals that differ leave it open.
    if dates.claims().len() > 1 {
        return "unknown";
    }
    let has_end = period.end_bound() == Bound::Stated && !period.is_instant();
    match known {
        Known { asked: Some(asked), .. } => match period.answer(asked) {
            Answer::Certain => "current",
            Answer::No if has_end && period.end().latest < asked.from => "ended",
            _ => "unknown",
        },
        Known { latest: Some(latest), .. } if has_end && period.end().latest <= latest => "ended",
        _ => "unknown",
    }
}
