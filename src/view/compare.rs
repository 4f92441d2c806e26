//! Two states in one picture: two dates, two sources, two states of knowledge or two models. Takes a slice
//! and a scope of each, gives one view whose marks say what differs. Never says which of the two is right.
//!
//! What differs is for [`crate::ask::diff`] to say; here it is put on the cards and entries that it is about.

mod hierarchy;
mod order;
mod roster;
mod states;
#[cfg(test)]
mod tests;

use super::{HierarchyView, RosterView};

pub use states::{Comparison, State};

impl HierarchyView {
    /// The org charts of two states in one: what came, what went, what moved and what was renamed.
    pub fn compared(states: &Comparison<'_, '_, '_>) -> HierarchyView {
        hierarchy::compared(states)
    }
}

impl RosterView {
    /// The rosters of two states side by side: who came and went, who rose and fell.
    pub fn compared(states: &Comparison<'_, '_, '_>) -> RosterView {
        roster::compared(states)
    }
}
