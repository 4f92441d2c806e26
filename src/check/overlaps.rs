//! More at one time than there may be.
//!
//! Takes of each of several its latest first day and its earliest last one; gives those that held
//! at one time whatever the unknown days are. Who leaves on the day on which another comes makes no
//! crowd. Looks at no graph.
//!
//! Two held at one time for certain if each began, at the latest, before the other ended, at the
//! earliest: the latest first day may well be after the earliest last one (`1955/` has no day that
//! is certain, and still something in 1955 is). Intervals that meet two by two all meet in one
//! moment (Helly 1923), so that it is enough to look at pairs.

use crate::time::Day;

/// So many crowds are enough to show.
const MOST_CROWDS: usize = 100;

/// The first that held at one time and were more than `most`: their places in what was given, the
/// latest to come last.
pub(super) fn crowd(held: &[(Day, Day)], most: usize) -> Option<Vec<usize>> {
    crowds(held, most, 1).pop()
}

/// The same for everybody who came when there were enough already.
pub(super) fn all_crowds(held: &[(Day, Day)], most: usize) -> Vec<Vec<usize>> {
    crowds(held, most, MOST_CROWDS)
}

fn crowds(held: &[(Day, Day)], most: usize, wanted: usize) -> Vec<Vec<usize>> {
    let known = |at: &usize| held[*at].0 != Day::MAX && held[*at].1 != Day::MIN;
    let mut order: Vec<usize> = (0..held.len()).filter(known).collect();
    order.sort_by_key(|&at| held[at]);
    let (mut here, mut found): (Vec<usize>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    for at in order {
        let (first, last) = held[at];
        here.retain(|&other| held[other].1 > first);
        let met = here.iter().copied().filter(|&other| held[other].0 < last);
        let members: Vec<usize> = met.chain([at]).collect();
        if members.len() > most {
            found.push(members);
            if found.len() == wanted {
                break;
            }
        }
        here.push(at);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// First and last days that are possible for the start and for the end.
    type Unknown = (i32, i32, i32, i32);

    /// Every choice of the unknown days of one.
    fn choices((start, more, len, longer): Unknown) -> Vec<(i32, i32)> {
        let starts = start..=start + more;
        let ends = start + len..=start + len + longer;
        let pairs = starts.flat_map(|s| ends.clone().map(move |e| (s, e)));
        pairs.filter(|(s, e)| s <= e).collect()
    }

    /// Whether all were at one moment between two days.
    fn meet(chosen: &[(i32, i32)]) -> bool {
        let pairs = chosen.iter().enumerate();
        pairs.clone().all(|(a, x)| pairs.clone().all(|(b, y)| a == b || x.0 < y.1))
    }

    proptest! {
        #[test]
        fn all_are_a_crowd_exactly_when_they_are_in_every_choice_of_days(
            rows in prop::collection::vec((0i32..6, 0i32..3, 0i32..5, 0i32..3), 2..4)
        ) {
            let held: Vec<(Day, Day)> = rows.iter().map(|&(start, more, len, longer)| {
                let (latest, earliest) = (start + more, start + len);
                (Day(latest.min(earliest + longer)), Day(earliest.max(start)))
            }).collect();
            let mut every = vec![vec![]];
            for row in &rows {
                every = every.iter().flat_map(|done: &Vec<(i32, i32)>| {
                    choices(*row).into_iter().map(move |one| [&done[..], &[one]].concat())
                }).collect();
            }
            let certain = every.iter().all(|chosen| meet(chosen));
            let found = crowd(&held, rows.len() - 1);
            prop_assert_eq!(found.is_some(), certain);
        }
    }
}
