//! Shares a list out over columns so that the tallest is as low as can be and the order stays: the linear
//! partition problem (Skiena, The Algorithm Design Manual, 8.5), solved by halving the height until the
//! greedy filling just fits. Takes heights, gives ranges; never draws.

use std::ops::Range;

/// How many times the height is halved: to a fraction of a pixel, whatever the list.
const STEPS: usize = 48;

/// The parts of a list that stand in each column, `gap` between two in one column.
pub(super) fn columns(heights: &[f64], gap: f64, count: usize) -> Vec<Range<usize>> {
    let whole = heights.iter().map(|height| height + gap).sum::<f64>();
    let (mut low, mut high) = (heights.iter().copied().fold(0.0, f64::max), whole);
    for _ in 0..STEPS {
        let middle = (low + high) / 2.0;
        if filled(heights, gap, middle).len() <= count.max(1) {
            high = middle
        } else {
            low = middle
        }
    }
    levelled(heights, gap, high)
}

/// As few columns as the limit allows, each filled to its share of what is left as long as the rest fits.
fn levelled(heights: &[f64], gap: f64, limit: f64) -> Vec<Range<usize>> {
    let mut columns = Vec::new();
    let (mut start, count) = (0, filled(heights, gap, limit).len());
    for left in (1..=count).rev() {
        let rest = &heights[start..];
        let share = height(rest, gap) / left as f64;
        let (mut taken, mut used) = (1, rest[0]);
        while let Some(next) = rest.get(taken) {
            let fits = used + gap + next <= limit + 1e-9;
            // Rather longer columns before shorter ones than one between two.
            let is_short = used + next / 2.0 <= share;
            let is_needed = || filled(&rest[taken..], gap, limit).len() >= left;
            if !fits || !(left == 1 || is_short || is_needed()) {
                break;
            }
            used += gap + next;
            taken += 1;
        }
        columns.push(start..start + taken);
        start += taken;
    }
    columns
}

/// The height of a column.
pub(super) fn height(heights: &[f64], gap: f64) -> f64 {
    let gaps = gap * heights.len().saturating_sub(1) as f64;
    heights.iter().sum::<f64>() + gaps
}

/// Columns filled one after another, none higher than the limit unless a single thing is.
fn filled(heights: &[f64], gap: f64, limit: f64) -> Vec<Range<usize>> {
    let mut columns: Vec<Range<usize>> = Vec::new();
    let mut used = f64::INFINITY;
    for (place, height) in heights.iter().enumerate() {
        match columns.last_mut() {
            Some(column) if used + gap + height <= limit + 1e-9 => {
                column.end = place + 1;
                used += gap + height;
            }
            _ => {
                columns.push(place..place + 1);
                used = *height;
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The lowest height by trying every way to cut.
    fn lowest(heights: &[f64], gap: f64, count: usize) -> f64 {
        if count == 1 || heights.len() <= 1 {
            return height(heights, gap);
        }
        let rest =
            |cut: usize| height(&heights[..cut], gap).max(lowest(&heights[cut..], gap, count - 1));
        (1..=heights.len()).map(rest).fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn columns_end_near_each_other() {
        let lengths = |count: usize| -> Vec<usize> {
            columns(&[10.0; 10], 2.0, count).iter().map(Range::len).collect()
        };
        assert_eq!(lengths(4), [3, 3, 2, 2]);
        assert_eq!(lengths(3), [4, 3, 3]);
        assert!(columns(&[], 2.0, 3).is_empty());
    }

    proptest! {
        #[test]
        fn no_other_cut_is_lower(heights in prop::collection::vec(1.0..50.0f64, 0..9), count in 1usize..5) {
            let parts = columns(&heights, 3.0, count);
            prop_assert!(parts.len() <= count);
            let kept: Vec<usize> = parts.iter().cloned().flatten().collect();
            prop_assert_eq!(kept, (0..heights.len()).collect::<Vec<_>>());
            let tallest = parts.iter().map(|part| height(&heights[part.clone()], 3.0)).fold(0.0, f64::max);
            prop_assert!(tallest <= lowest(&heights, 3.0, count) + 1e-6);
        }
    }
}
