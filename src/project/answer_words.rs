//! What the words of answers mean, for people. Gives a text for a word; never answers a question.

/// The words, and what each says of a statement about some days.
const WORDS: [(&str, &str); 4] = [
    (
        "certain",
        "It was so whichever days the uncertain dates mean.\n\n\
         A club with `existence: \"1950/1971\"` existed for certain in 1960.",
    ),
    (
        "presumed",
        "It had begun for certain, and no source says that it ended. It may have ended unrecorded.\n\n\
         A club with `existence: \"1950/\"` is presumed to have existed in 1960: nothing is recorded of its end. `tree`\n\
         marks it with `~`. A question may ask for what is certain alone.",
    ),
    (
        "possible",
        "The sources allow it and do not settle it: it depends on which of several days a date means, or nothing\n\
         dates it at all.\n\n\
         A club that ended some time in 1957, `existence: \"1950/1957\"`, possibly existed in August 1957. `tree` marks it\n\
         with `?`. What is only possible is left out unless a question asks for it.",
    ),
    (
        "no",
        "No reading of the dates allows it.\n\n\
         A club with `existence: \"1950/1971\"` did not exist in 1949.",
    ),
];

/// What a word of an answer means.
pub(super) fn meaning(word: &str) -> Option<String> {
    let (word, text) = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
    Some(format!("# {word}\n\nAn answer.\n\n{text}\n"))
}

/// The words that have a meaning.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}
