//! Identifiers of things on their way in and out of other people's formats.
//!
//! Takes the identifiers of an entry, gives them in pairs, and those that are well formed; takes pairs, gives them as an
//! entry has them. Never drops one: what a format has no place for is counted by whoever writes it.

use crate::identifiers::{Scheme, scheme};
use crate::model::{Map, OneOrMany, Organ, Text};

/// The identifiers of an entry.
pub(super) type Identifiers<'t> = Map<'t, OneOrMany<Text<'t>>>;

/// Each identifier with its scheme.
pub(super) fn pairs<'i>(ids: &'i Identifiers<'_>) -> impl Iterator<Item = (&'i str, &'i str)> {
    ids.iter().flat_map(|(name, all)| all.iter().map(move |id| (&**name, &**id)))
}

/// Each identifier with its known scheme, if it is well formed.
pub(super) fn well_formed<'i>(
    ids: &'i Identifiers<'_>,
) -> impl Iterator<Item = (&'static Scheme, &'i str)> {
    pairs(ids).filter_map(|(name, id)| {
        let known = scheme(name)?;
        known.problem(id).is_none().then_some((known, id))
    })
}

/// The well-formed identifiers of one scheme.
pub(super) fn of_scheme<'i>(ids: &'i Identifiers<'_>, name: &str) -> impl Iterator<Item = &'i str> {
    well_formed(ids).filter(move |(known, _)| known.name == name).map(|(_, id)| id)
}

/// Adds an identifier, once; one that is empty is none.
pub(super) fn add(ids: &mut Identifiers<'static>, name: &str, id: &str) {
    let (name, id) = (name.trim(), id.trim());
    if name.is_empty() || id.is_empty() {
        return;
    }
    let all = ids.entry(Text::Owned(name.to_owned())).or_default();
    if !all.iter().any(|known| **known == *id) {
        all.push(Text::Owned(id.to_owned()));
    }
}

/// How many functions, mandates, territories and legal bases an organ has, for formats without a place for them.
pub(super) fn remit_count(organ: &Organ<'_>) -> usize {
    let remits = [&organ.functions, &organ.mandates, &organ.jurisdiction, &organ.legal_basis];
    remits.iter().map(|all| all.len()).sum()
}

/// Whether an address is one of the web that can be written as it is.
pub(super) fn is_web(url: &str) -> bool {
    let is_address = url.starts_with("http://") || url.starts_with("https://");
    is_address
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}
