//! Things by the identifiers that registers gave them.
//!
//! Takes a slice and a thing; gives its identifiers of one scheme, those that fit where a pattern is given. They rest on what
//! the entry of the thing rests on, and are the same in every world. Never says whether an identifier is right.

use super::plan::IdentifierTest;
use crate::graph::{Item, NodeIx, Slice};
use crate::identifiers::compared;

/// The identifiers of a scheme that a thing has and that fit.
pub(super) fn identifiers<'g>(
    slice: &Slice<'g>,
    node: NodeIx,
    IdentifierTest { scheme, pattern }: &IdentifierTest,
) -> impl Iterator<Item = &'g str> {
    let fits = move |id: &str| {
        pattern
            .as_ref()
            .is_none_or(|pattern| pattern.fits(id) || pattern.fits(&compared(scheme, id)))
    };
    let all = slice.graph().identifiers(node).filter(move |one| one.scheme == scheme);
    let counts = slice.counts_item(Item::Node(node));
    all.map(|one| one.id).filter(move |id| counts && fits(id))
}
