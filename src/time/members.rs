//! Dates that mean days which lie apart: `[1667,1670..1672]`, `{1960,1961-12}`, `1999-XX-01`, `XXXX-10`,
//! a season of either hemisphere.
//!
//! Takes the members of such a date, gives it a number, and the members back for the number. The table only grows,
//! one entry for each text that is met, and takes no more than [`MOST`]; a date past that is taken as all days from
//! its first to its last, which is less sure and never wrong. Never answers a question.

use std::sync::RwLock;

use rustc_hash::FxHashMap;

use super::DateSpan;

/// How many entries the table holds, and how many members one date may have.
const MOST: usize = 50_000;
pub(super) const MOST_MEMBERS: usize = 12_000;

/// Number of a date in the table; 0 for a plain one.
pub(super) type SetIx = u16;

/// What the members of a date mean together.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Combination {
    /// Exactly one of them; which one is not known.
    One,
    /// Each of them.
    Each,
    /// Any of them is as good: the days of a question such as `founded(XXXX-10)`.
    Any,
}

/// A date with members.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct DateMembers {
    pub(super) choice: Combination,
    /// The members of a single date, or of the start of an interval.
    pub(super) start: Vec<DateSpan>,
    /// The members of the end of an interval; empty for a single date.
    pub(super) end: Vec<DateSpan>,
    /// As it was written.
    pub(super) text: String,
    /// Whether no member of the start ends before one that begins earlier. Members that lie apart never do.
    pub(super) is_in_order: bool,
}

impl DateMembers {
    pub(super) fn new(
        choice: Combination,
        start: Vec<DateSpan>,
        end: Vec<DateSpan>,
        text: String,
    ) -> DateMembers {
        let is_in_order = start.is_sorted_by_key(|span| span.latest);
        DateMembers { choice, start, end, text, is_in_order }
    }
}

#[derive(Default)]
struct Table {
    all: Vec<&'static DateMembers>,
    known: FxHashMap<&'static DateMembers, SetIx>,
}

static TABLE: RwLock<Option<Table>> = RwLock::new(None);

/// The number of a date with members; 0 where the table is full or the members are too many.
pub(super) fn number(members: DateMembers) -> SetIx {
    if members.start.len().max(members.end.len()) > MOST_MEMBERS {
        return 0;
    }
    let mut table = TABLE.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    let table = table.get_or_insert_default();
    if let Some(known) = table.known.get(&members) {
        return *known;
    }
    let ix = table.all.len() + 1;
    if ix > MOST {
        return 0;
    }
    let members: &'static DateMembers = Box::leak(Box::new(members));
    table.all.push(members);
    let ix = SetIx::try_from(ix).expect("the table holds fewer");
    table.known.insert(members, ix);
    ix
}

pub(super) fn members(ix: SetIx) -> &'static DateMembers {
    let table = TABLE.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    table.as_ref().expect("a number was given").all[usize::from(ix) - 1]
}
