//! How two states differ in one mark of a picture. Gives the few values that cards and entries carry;
//! never decides which of two states is right, nor how a change looks.

use serde::Serialize;

use crate::ask::{Between, DifferenceKind};

/// How a thing differs between the two states that a picture compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Only the second has it.
    Added,
    /// Only the first has it.
    Gone,
    /// Only the second of two accounts reports it.
    OnlySecond,
    /// Only the first of two accounts reports it.
    OnlyFirst,
    /// It stands elsewhere.
    Moved,
    /// It bears another name.
    Renamed,
    /// It is of another kind.
    Recast,
    /// A person came.
    In,
    /// A person left.
    Out,
    /// A candidate became a full member.
    Promoted,
    /// A full member became a candidate.
    Demoted,
    /// A member is ranked higher than before.
    Higher,
    /// A member is ranked lower than before.
    Lower,
    /// A rank is described one state alone.
    Ranked,
    /// Two accounts give it different superiors.
    PlacedOtherwise,
    /// Two accounts give it different names.
    NamedOtherwise,
    /// The second of two accounts has a full member where the first has a candidate.
    FullInSecond,
    /// The first of two accounts has a full member where the second has a candidate.
    FullInFirst,
    /// The second of two accounts gives a higher rank.
    HigherInSecond,
    /// The first of two accounts gives a higher rank.
    HigherInFirst,
}

impl Change {
    /// What a difference of this kind looks like on one mark; nothing of those between several. Two who
    /// show differently promote nobody.
    pub(super) fn of(kind: DifferenceKind, between: Between) -> Option<Change> {
        match kind {
            DifferenceKind::In if between == Between::Tellings => Some(Change::OnlySecond),
            DifferenceKind::Out if between == Between::Tellings => Some(Change::OnlyFirst),
            DifferenceKind::Promoted if between == Between::Tellings => Some(Change::FullInSecond),
            DifferenceKind::Demoted if between == Between::Tellings => Some(Change::FullInFirst),
            DifferenceKind::Moved if between == Between::Tellings => Some(Change::PlacedOtherwise),
            DifferenceKind::Renamed if between == Between::Tellings => Some(Change::NamedOtherwise),
            DifferenceKind::Renamed => Some(Change::Renamed),
            DifferenceKind::Moved => Some(Change::Moved),
            DifferenceKind::Recast => Some(Change::Recast),
            DifferenceKind::In => Some(Change::In),
            DifferenceKind::Out => Some(Change::Out),
            DifferenceKind::Promoted => Some(Change::Promoted),
            DifferenceKind::Demoted => Some(Change::Demoted),
            DifferenceKind::Ranked => Some(Change::Ranked),
            _ => None,
        }
    }

    /// That a thing stands elsewhere in the second of two states.
    pub(super) fn moved(between: Between) -> Change {
        match between {
            Between::Dates => Change::Moved,
            Between::Tellings => Change::PlacedOtherwise,
        }
    }

    /// A change of rank, from that in the first state to that in the second.
    pub(super) fn rank(from: Option<u32>, to: Option<u32>, between: Between) -> Change {
        let (Some(from), Some(to)) = (from, to) else { return Change::Ranked };
        match (to < from, between) {
            (true, Between::Dates) => Change::Higher,
            (false, Between::Dates) => Change::Lower,
            (true, Between::Tellings) => Change::HigherInSecond,
            (false, Between::Tellings) => Change::HigherInFirst,
        }
    }

    /// That only the second of two states has a thing.
    pub(super) fn only_second(between: Between) -> Change {
        match between {
            Between::Dates => Change::Added,
            Between::Tellings => Change::OnlySecond,
        }
    }

    /// That only the first of two states has a thing.
    pub(super) fn only_first(between: Between) -> Change {
        match between {
            Between::Dates => Change::Gone,
            Between::Tellings => Change::OnlyFirst,
        }
    }

    /// Whether only the first state has the thing.
    pub fn is_past(self) -> bool {
        matches!(self, Change::Gone | Change::OnlyFirst | Change::Out)
    }

    /// Whether the thing ended or the person left: what only one of two describes is not over.
    pub fn ends(self) -> bool {
        matches!(self, Change::Gone | Change::Out)
    }

    /// The change in one or two words.
    pub fn word(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Gone => "gone",
            Change::OnlySecond => "only in the second",
            Change::OnlyFirst => "only in the first",
            Change::Moved => "moved",
            Change::Renamed => "renamed",
            Change::Recast => "of another kind",
            Change::In => "in",
            Change::Out => "out",
            Change::Promoted => "promoted to full member",
            Change::Demoted => "demoted to candidate",
            Change::Higher => "ranked higher than before",
            Change::Lower => "ranked lower than before",
            Change::Ranked => "rank recorded in one state only",
            Change::PlacedOtherwise => "under another superior",
            Change::NamedOtherwise => "under another name",
            Change::FullInSecond => "full member in the second, candidate in the first",
            Change::FullInFirst => "full member in the first, candidate in the second",
            Change::HigherInSecond => "ranked higher in the second",
            Change::HigherInFirst => "ranked higher in the first",
        }
    }
}
