//! Sets of numbers as sorted runs: a subtree of a million organs is one run.
//!
//! Takes numbers and ranges, gives the algebra of sets in one pass over the runs of both. Knows
//! nothing of what the numbers stand for.

use std::ops::Range;

/// A set of numbers: ranges that are sorted, not empty, and neither overlap nor touch.
///
/// ```
/// use organigram::query::Runs;
/// let (a, b) = (Runs::from_iter([1, 2, 3, 7]), Runs::from(3..8));
/// assert_eq!(a.intersection(&b).iter().collect::<Vec<_>>(), [3, 7]);
/// assert_eq!(a.union(&b).len(), 7);
/// assert_eq!(a.difference(&b), Runs::from(1..3));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Runs(Vec<Range<u32>>);

impl Runs {
    /// The set without a number.
    pub const NONE: Runs = Runs(Vec::new());

    /// The set of some numbers that are sorted already; equal ones may follow each other.
    pub fn from_sorted(numbers: impl IntoIterator<Item = u32>) -> Self {
        let mut runs = Runs::NONE;
        for number in numbers {
            runs.push(number..number + 1);
        }
        runs
    }

    /// The set of some sorted ranges.
    pub(super) fn from_ranges(ranges: Vec<Range<u32>>) -> Self {
        let mut runs = Runs::NONE;
        ranges.into_iter().for_each(|range| runs.push(range));
        runs
    }

    /// Adds a range that begins no earlier than the last one.
    fn push(&mut self, range: Range<u32>) {
        if range.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => self.0.push(range),
        }
    }

    /// The ranges.
    pub fn ranges(&self) -> &[Range<u32>] {
        &self.0
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether there is no number.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a number is among them.
    pub fn contains(&self, number: u32) -> bool {
        let at = self.0.partition_point(|run| run.end <= number);
        self.0.get(at).is_some_and(|run| run.start <= number)
    }

    /// The only number, where there is one alone.
    pub fn only(&self) -> Option<u32> {
        match self.0[..] {
            [Range { start, end }] if end == start + 1 => Some(start),
            _ => None,
        }
    }

    /// The numbers, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = u32> + Clone + '_ {
        self.0.iter().cloned().flatten()
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Runs) -> Runs {
        if self.is_empty() || other.is_empty() {
            return if self.is_empty() { other.clone() } else { self.clone() };
        }
        let mut runs = Runs(Vec::with_capacity(self.0.len() + other.0.len()));
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(one), Some(two)) = (a.peek(), b.peek()) {
            let next = if one.start <= two.start { a.next() } else { b.next() };
            runs.push(next.expect("it was peeked at").clone());
        }
        a.chain(b).for_each(|run| runs.push(run.clone()));
        runs
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Runs) -> Runs {
        let mut runs = Runs::NONE;
        let (mut a, mut b) = (0, 0);
        while let (Some(one), Some(two)) = (self.0.get(a), other.0.get(b)) {
            runs.push(one.start.max(two.start)..one.end.min(two.end));
            if one.end <= two.end {
                a += 1;
            } else {
                b += 1;
            }
        }
        runs
    }

    /// What is in this and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Runs) -> Runs {
        let mut runs = Runs::NONE;
        let mut b = 0;
        for one in &self.0 {
            let mut start = one.start;
            while let Some(two) = other.0.get(b).filter(|two| two.start < one.end) {
                runs.push(start..two.start.max(start));
                start = start.max(two.end);
                if two.end > one.end {
                    break;
                }
                b += 1;
            }
            runs.push(start.min(one.end)..one.end);
        }
        runs
    }

    /// Those that pass a test.
    #[must_use]
    pub fn filter(&self, mut test: impl FnMut(u32) -> bool) -> Runs {
        Runs::from_sorted(self.iter().filter(|&number| test(number)))
    }
}

impl From<Range<u32>> for Runs {
    fn from(range: Range<u32>) -> Self {
        let mut runs = Runs::NONE;
        runs.push(range);
        runs
    }
}

impl FromIterator<u32> for Runs {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut numbers: Vec<u32> = numbers.into_iter().collect();
        if !numbers.is_sorted() {
            numbers.sort_unstable();
        }
        Runs::from_sorted(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::Runs;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn runs_are_sets(a in prop::collection::btree_set(0u32..40, 0..30), b in prop::collection::btree_set(0u32..40, 0..30)) {
            let (x, y): (Runs, Runs) = (a.iter().copied().collect(), b.iter().copied().collect());
            let same = |runs: Runs, set: BTreeSet<u32>| {
                prop_assert_eq!(&runs, &set.iter().copied().collect::<Runs>());
                prop_assert_eq!(runs.len(), set.len());
                for number in 0..41 {
                    prop_assert_eq!(runs.contains(number), set.contains(&number));
                }
                Ok(())
            };
            same(x.union(&y), &a | &b)?;
            same(x.intersection(&y), &a & &b)?;
            same(x.difference(&y), &a - &b)?;
            same(x.filter(|number| number % 2 == 0), a.iter().copied().filter(|n| n % 2 == 0).collect())?;
        }
    }
}
