//! How sure a thing is and on what footing it is said. Gives the few values that every view carries on
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

/// How sure a thing is, on what footing it is said, and whether sources disagree.
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
    /// The footing in words, where it is weaker than a plain assertion and is no plan: `reported, low reliability`.
    pub fn footing(self) -> Option<String> {
        crate::ask::words::footing(self.modality, self.reliability)
    }

    /// How the footing shows in a picture.
    pub fn stance(self) -> ModalityMark {
        match self.modality {
            Modality::Planned | Modality::Projected => ModalityMark::Ahead,
            _ if self.reliability == Reliability::Low => ModalityMark::Weak,
            Modality::Asserted | Modality::Reported => ModalityMark::Stated,
            Modality::Implied | Modality::Inferred => ModalityMark::Read,
        }
    }
}
