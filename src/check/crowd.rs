//! More at one time than there may be.
//!
//! Takes the days on which each of several held; gives the first days on which more of them held
//! than may. Who leaves on the day on which another comes makes no crowd. Looks at no graph.

use super::extent::has_day;
use crate::time::Day;

/// Those that held at once, and on which days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Crowd {
    /// Their places in what was given, the latest to come last.
    pub(super) members: Vec<usize>,
    pub(super) days: (Day, Day),
}

/// The first days on which more than `most` held.
pub(super) fn crowd(held: &[(Day, Day)], most: usize) -> Option<Crowd> {
    let mut order: Vec<usize> = (0..held.len()).filter(|&at| has_day(held[at])).collect();
    order.sort_by_key(|&at| held[at]);
    let mut here: Vec<usize> = Vec::new();
    for at in order {
        let (first, last) = held[at];
        here.retain(|&other| held[other].1 > first);
        if last > first {
            here.push(at);
        }
        if here.len() > most {
            let last = here.iter().map(|&at| held[at].1).min().unwrap_or(last);
            return Some(Crowd { members: here, days: (first, last) });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_crowd_is_found_exactly_when_a_day_has_one(
            rows in prop::collection::vec((0i32..30, 0i32..12), 0..8), most in 1usize..4
        ) {
            let held: Vec<_> = rows.iter().map(|&(a, n)| (Day(a), Day(a + n))).collect();
            // Between two days stands a moment: who holds on both holds then.
            let at = |day: i32| held.iter().filter(|h| h.0.0 <= day && day < h.1.0).count();
            let first = (0..50).find(|&day| at(day) > most);
            let found = crowd(&held, most);
            prop_assert_eq!(found.as_ref().map(|crowd| crowd.days.0.0), first);
            if let Some(crowd) = found {
                prop_assert_eq!(crowd.members.len(), most + 1);
            }
        }
    }
}
