//! The rules, one file each: what it does, why, how to mend it, and the check.

pub(super) mod bad_date;
pub(super) mod circle;
pub(super) mod duplicate_id;
pub(super) mod missing_end;
pub(super) mod unknown_id;
pub(super) mod unknown_rule;
pub(super) mod unknown_source;
pub(super) mod unused_allow;
pub(super) mod wrong_class;
