//! What every piece of every table looks into: the tables made ready, and what was indexed. Plain data.

use super::ids::Ids;
use super::join::Joined;
use super::references::References;
use super::row::Spec;

/// What all pieces look into.
pub(super) struct Shared<'r, 't> {
    pub(super) specs: &'r [Spec<'t>],
    pub(super) joined: &'r Joined<'t>,
    pub(super) ids: &'r Ids<'t>,
    pub(super) references: &'r References<'r, 't>,
}
