//! Brackets: how deep they go, and what an open one holds. Plain data.

/// How many brackets may stand inside each other. `ron` stops at 64 too.
pub(super) const DEEPEST: usize = 64;

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
