//! What columns are called in the languages of the world's archives: the list in `headings.txt`.
//!
//! Takes a heading in small letters with `_` between its words, says what it may mean. Reads no cell.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The list, by what its words mean.
static LISTS: LazyLock<HashMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| lists(include_str!("headings.txt")));

fn lists(text: &'static str) -> HashMap<&'static str, Vec<&'static str>> {
    let mut lists: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words = match line.split_once(": ").filter(|_| !line.starts_with(' ')) {
            Some((key, words)) => {
                name = key;
                words
            }
            None => line,
        };
        let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
        lists.entry(name).or_default().extend(words);
    }
    lists
}

fn list(name: &str) -> &'static [&'static str] {
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

/// Other headings of a field, in German, French, Russian, Korean, Chinese and Japanese.
pub(super) fn in_other_languages(field: &str) -> &'static [&'static str] {
    list(field)
}

/// Whether a heading is the title of a post: `Chairman`, `1. Sekretär`.
pub(super) fn is_post(heading: &str) -> bool {
    let is_rank = |word: &str| {
        list("ranks").contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut rest = heading;
    while !list("posts").contains(&rest) {
        match rest.split_once('_') {
            Some((rank, others)) if is_rank(rank) => rest = others,
            _ => return false,
        }
    }
    true
}

/// Whether only tables of people have such a heading.
pub(super) fn is_of_people(heading: &str) -> bool {
    list("of_people").contains(&heading)
}

/// Whether the names of organs stand under such a heading, and nothing else.
pub(super) fn is_of_organs(heading: &str) -> bool {
    list("of_organs").contains(&heading)
}

/// Whether a heading speaks of the beginning or end of an organ, not of somebody's time in it.
pub(super) fn is_founding(heading: &str) -> bool {
    list("of_founding").iter().any(|word| heading.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv::import::columns::plain;

    #[test]
    fn every_word_stands_as_headings_are_compared() {
        for word in LISTS.values().flatten() {
            assert_eq!(*word, plain(word), "`{word}` is never found");
        }
        assert!(
            is_post(&plain("1. Sekretär")) && is_post("deputy_director") && !is_post("sekretariat")
        );
    }
}
