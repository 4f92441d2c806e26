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
    filled(heights, gap, high)
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
