//! The four answers, and how several become one. Takes answers, gives an answer; never says why.

use std::fmt;

use serde::Serialize;

use super::members::Combination;

/// Whether something held: ordered, so that `min()` combines what must all be true.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Ruled out.
    No,
    /// An imprecise bound may cover the day, or there is no date at all.
    Possible,
    /// Begun for certain, end not recorded.
    Presumed,
    /// Held, whatever the unknown days were.
    Certain,
}

impl Answer {
    /// Whether a view takes it that has no other choice: certain and presumed.
    #[must_use]
    pub fn holds(self) -> bool {
        self >= Answer::Presumed
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Answer::No => "no",
            Answer::Possible => "possible",
            Answer::Presumed => "presumed",
            Answer::Certain => "certain",
        })
    }
}

/// The answer where exactly one of several cases is so and nobody knows which: what all allow.
pub(super) fn whichever(answers: impl IntoIterator<Item = Answer>) -> Answer {
    let (mut least, mut most) = (Answer::Certain, Answer::No);
    for answer in answers {
        least = least.min(answer);
        most = most.max(answer);
    }
    match (least, most) {
        (least, _) if least >= Answer::Presumed => least.min(most),
        (_, Answer::No) => Answer::No,
        _ => Answer::Possible,
    }
}

/// The answers for each member, put together.
pub(super) fn together(choice: Combination, answers: impl Iterator<Item = Answer>) -> Answer {
    match choice {
        Combination::One => whichever(answers),
        Combination::Each => answers.min().unwrap_or(Answer::No),
        Combination::Any => answers.max().unwrap_or(Answer::No),
    }
}
