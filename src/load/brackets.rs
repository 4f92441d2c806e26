//! Brackets: what an open one holds. Plain data.

/// What an open bracket holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum BracketContent {
    Fields,
    Items,
    Entries,
}

/// An open bracket.
#[derive(Copy, Clone, Debug)]
pub(super) struct Open {
    /// Its byte.
    pub(super) at: usize,
    /// What closes it.
    pub(super) close: u8,
    /// What it holds.
    pub(super) holds: BracketContent,
}
