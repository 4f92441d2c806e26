//! The rules, one file each: what it does, why, how to mend it, and the check.

pub(super) mod absent_organ;
pub(super) mod absent_superior;
pub(super) mod absent_unit;
pub(super) mod bad_date;
pub(super) mod circle;
pub(super) mod dead_holder;
pub(super) mod duplicate_id;
pub(super) mod ends_before_start;
pub(super) mod false_precision;
pub(super) mod gap_in_line;
pub(super) mod misplaced_kind;
pub(super) mod missing_end;
pub(super) mod missing_post;
pub(super) mod no_superior;
pub(super) mod older_heir;
pub(super) mod outside_larger_body;
pub(super) mod too_many_holders;
pub(super) mod two_superiors;
pub(super) mod unknown_id;
pub(super) mod unknown_rule;
pub(super) mod unknown_source;
pub(super) mod untimely_transition;
pub(super) mod unused_allow;
pub(super) mod wrong_class;
pub(super) mod wrong_size;
