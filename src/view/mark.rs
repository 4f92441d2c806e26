//! How sure a thing is and on what footing it is said. Gives the few values that every view carries on
//! every mark; never decides how they look.

use serde::Serialize;

use crate::time::Answer;

/// How a source puts a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// The source says so itself.
    #[default]
    Asserted,
    /// The source says that others said so.
    Reported,
    /// Announced, not yet come about.
    Planned,
    /// Somebody's forecast.
    Projected,
    /// An aim put forward.
    Policy,
    /// Left to the reader by the source.
    Implied,
    /// The modeller's own reading.
    Inferred,
}

/// The three ways in which a modality shows in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Asserted or reported.
    Stated,
    /// Planned, projected or a policy: of the future, as seen by the source.
    Ahead,
    /// Implied or inferred: read from the source rather than in it.
    Read,
}

impl Modality {
    /// How this modality shows in a picture.
    pub fn stance(self) -> Stance {
        match self {
            Modality::Asserted | Modality::Reported => Stance::Stated,
            Modality::Planned | Modality::Projected | Modality::Policy => Stance::Ahead,
            Modality::Implied | Modality::Inferred => Stance::Read,
        }
    }
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
}

/// Certain, asserted and undisputed.
impl Default for Mark {
    fn default() -> Self {
        Mark { answer: Answer::Certain, modality: Modality::Asserted, disputed: false }
    }
}
