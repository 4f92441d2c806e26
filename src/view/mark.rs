//! How sure a thing is and how its sources say it. Gives the few values that every view carries on
//! every mark; never decides how they look.

use serde::Serialize;

use crate::model::{Modality, Reliability};
use crate::time::Answer;

/// The ways in which a modality and a reliability show in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ModalityMark {
    /// Asserted or reported.
    Stated,
    /// Planned or projected: of the future, as seen by the source.
    Ahead,
    /// Implied or inferred: read from the source rather than in it.
    Read,
    /// Said by sources of low reliability alone.
    Weak,
}

/// How sure a thing is, how its sources say it, and whether they disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Mark {
    /// Whether it held.
    pub answer: Answer,
    /// How its preferred claim is put.
    pub modality: Modality,
    /// Whether rival claims exist.
    pub disputed: bool,
    /// How reliable the best source of it is.
    pub reliability: Reliability,
}

/// Certain, asserted and undisputed.
impl Default for Mark {
    fn default() -> Self {
        Mark {
            answer: Answer::Certain,
            modality: Modality::Asserted,
            disputed: false,
            reliability: Reliability::Unjudged,
        }
    }
}

impl Mark {
    /// How a thing is said, in words, where that is weaker than a plain assertion: `reported, low reliability`, `planned`.
    #[must_use]
    pub fn qualification(self) -> Option<String> {
        let is_ahead = self.modality_mark() == ModalityMark::Ahead;
        let said = crate::ask::words::qualification(self.modality, self.reliability);
        said.or_else(|| is_ahead.then(|| self.modality.to_string()))
    }

    /// How the modality and the reliability show in a picture.
    pub fn modality_mark(self) -> ModalityMark {
        match self.modality {
            Modality::Planned | Modality::Projected => ModalityMark::Ahead,
            _ if self.reliability == Reliability::Low => ModalityMark::Weak,
            Modality::Asserted | Modality::Reported => ModalityMark::Stated,
            Modality::Implied | Modality::Inferred => ModalityMark::Read,
        }
    }
}
