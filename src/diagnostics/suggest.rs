//! Near misses: what somebody probably meant to write.
//!
//! Takes a word and the words that exist, gives the nearest of them or none. Never suggests what is
//! not plausibly a typing error, and never looks long at a candidate that cannot be near.

/// The candidate nearest to `word`, if one is near enough to be a misspelling of it; else the only one that
/// begins with it; else the only one that has all its parts, in any order (`jong-un`: `kim-jong-un`).
///
/// Of a word of several parts, such as the name of a person, each part must be near: `kim-yo-jong` is no misspelling of
/// `kim-tu-bong`.
///
/// Upper and lower case of ASCII letters are the same here. Of equally near candidates the first
/// wins. The cost is bounded: candidates of a very different length are passed over unread, and the
/// distance is computed for no text past 64 bytes and for no more than 100,000 candidates.
pub fn suggest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    const LONGEST: usize = 64;
    const MOST_COMPARED: usize = 100_000;
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let mut allowed = allowance(word);
    let (mut best, mut compared) = (None, 0);
    let (mut begun, mut with_parts) = (Begun::None, Begun::None);
    let parts: Vec<&str> = parts(&lower).collect();
    for candidate in candidates {
        if candidate.eq_ignore_ascii_case(word) {
            return Some(candidate);
        }
        if starts_with(candidate, word) {
            begun = begun.with(candidate);
        }
        if parts.len() > 1 && has_parts(candidate, &parts) {
            with_parts = with_parts.with(candidate);
        }
        if candidate.len().abs_diff(word.len()) > allowed * 4 || candidate.len() > LONGEST {
            continue;
        }
        if compared >= MOST_COMPARED || shared_bytes(&lower, candidate) + 4 * allowed < word.len() {
            continue;
        }
        compared += 1;
        let other = candidate.to_ascii_lowercase();
        let distance = strsim::osa_distance(&lower, &other);
        if distance > allowed || !are_near(&parts, &other) {
            continue;
        }
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
            allowed = distance;
        }
    }
    match begun {
        Begun::One(candidate) if word.len() >= 3 => best.map_or(Some(candidate), |(_, c)| Some(c)),
        _ => match (best, with_parts) {
            (None, Begun::One(candidate)) => Some(candidate),
            _ => best.map(|(_, candidate)| candidate),
        },
    }
}

/// The parts of a word: what stands between signs and blanks.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// Whether each part of a word is near to that of the other, where they have as many.
fn are_near(own: &[&str], other: &str) -> bool {
    if parts(other).count() != own.len() || own.len() < 2 {
        return true;
    }
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let near = |(one, other): (&&str, &str)| {
        // Days and years are mistyped in two figures, and are nobody's name.
        let allowed = if is_number(one) { 2 } else { allowance(one).max(allowance(other)) };
        strsim::osa_distance(one, other) <= allowed
    };
    own.iter().zip(parts(other)).all(near)
}

/// Whether a candidate has all parts of a word.
fn has_parts(candidate: &str, wanted: &[&str]) -> bool {
    let has = |part: &&&str| parts(candidate).any(|own| own.eq_ignore_ascii_case(part));
    wanted.iter().filter(has).count() == wanted.len()
}

/// Which candidates begin with the word.
enum Begun<'c> {
    None,
    One(&'c str),
    Several,
}

impl<'c> Begun<'c> {
    fn with(self, candidate: &'c str) -> Begun<'c> {
        match self {
            Begun::None => Begun::One(candidate),
            Begun::One(one) if one == candidate => self,
            _ => Begun::Several,
        }
    }
}

fn starts_with(candidate: &str, word: &str) -> bool {
    let start = candidate.as_bytes().get(..word.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

/// Every word that may have been meant if `word` has one typing error: a letter too many, two letters
/// swapped, a wrong one, one that is missing. For looking them up where there are too many
/// candidates to compare.
pub fn near_words(word: &str) -> impl Iterator<Item = String> {
    const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz0123456789.-_#";
    let letters: Vec<char> = word.chars().collect();
    let len = if (3..=64).contains(&letters.len()) { letters.len() } else { 0 };
    (0..len).flat_map(move |at| {
        let with = |cut: usize, new: &[char]| -> String {
            letters[..at].iter().chain(new).chain(&letters[at + cut..]).collect()
        };
        let swapped: Vec<char> = letters[at..].iter().take(2).rev().copied().collect();
        let mut near = vec![with(1, &[]), with(swapped.len(), &swapped)];
        near.extend(ALPHABET.chars().map(|letter| with(1, &[letter])));
        near.extend(ALPHABET.chars().map(|letter| with(0, &[letter])));
        near
    })
}

/// How many typing errors a word of this length may have: one in three letters, and no more than three.
fn allowance(word: &str) -> usize {
    match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

/// How many bytes the two have in common, whatever their order: each typing error changes at most the four
/// bytes of one character, so words with too few shared bytes cannot be near.
fn shared_bytes(a: &str, b: &str) -> usize {
    let mut counts = [0u8; 256];
    b.bytes().for_each(|byte| counts[byte.to_ascii_lowercase() as usize] += 1);
    let take = |byte: u8| {
        let count = &mut counts[byte as usize];
        let found = *count > 0;
        *count -= u8::from(found);
        found
    };
    a.bytes().map(take).filter(|&found| found).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_is_corrected_and_nothing_silly_is_suggested() {
        let fields = ["name", "names", "kind", "existence", "under", "note"];
        let to = |word| suggest(word, fields);
        assert_eq!(to("nmae"), Some("name"));
        assert_eq!(to("existance"), Some("existence"));
        assert_eq!(to("Kind"), Some("kind"));
        assert_eq!(to("udner"), Some("under"));
        assert_eq!(to("colour"), None);
        assert_eq!(to("x"), None);
        assert_eq!(suggest("kcna", ["nklw-2013", "kcna-2019", "embassy"]), Some("kcna-2019"));
        assert_eq!(suggest("kcna", ["kcna-2018", "kcna-2019"]), None);
        assert_eq!(suggest("정치국", ["정치극"]), Some("정치극"));
    }

    #[test]
    fn of_names_each_part_must_be_near() {
        let people = ["kim-tu-bong", "kim-jong-un", "kim-jong-il", "pak-hon-yong"];
        assert_eq!(suggest("kim-yo-jong", people), None);
        assert_eq!(suggest("kim-jung-un", people), Some("kim-jong-un"));
        assert_eq!(suggest("jong-un", people), Some("kim-jong-un"));
        assert_eq!(suggest("yong, pak hon", people), Some("pak-hon-yong"));
        assert_eq!(suggest("jong-kim", people), None, "two have both");
        assert_eq!(suggest("Kim Yo Jong", ["Kim Tu Bong", "Yo Jong Kim"]), Some("Yo Jong Kim"));
    }

    #[test]
    fn one_typing_error_reaches_what_was_meant() {
        for meant in ["p01.c03", "p01c.003", "p01.c0a03", "p01.c004"] {
            assert!(near_words("p01.c003").any(|word| word == meant), "{meant}");
        }
        assert_eq!(near_words("ab").count(), 0);
    }

    #[test]
    fn five_million_candidates_are_no_burden() {
        let ids: Vec<String> = (0..50_000).map(|i| format!("p01.c003.b{i:05}")).collect();
        assert_eq!(
            suggest("p01.c003.b00x07", ids.iter().map(String::as_str)),
            Some("p01.c003.b00007")
        );
    }
}
