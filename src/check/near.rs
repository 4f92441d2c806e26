//! Near misses: the word that was probably meant.
//!
//! Takes a word and those that exist; gives the nearest of them or none.

/// The candidate that is at most a third of the word away, the nearest first in their order.
pub(super) fn suggest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let allowed = (word.chars().count() / 3).min(3);
    let near = candidates.into_iter().take(100_000).filter_map(|candidate| {
        let close = candidate.len().abs_diff(word.len()) <= 4 * allowed;
        let distance = close.then(|| strsim::osa_distance(word, candidate))?;
        (distance <= allowed).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}
