//! Where rows are noted that cannot be used, as they are found. A type alone.

use super::report::RowError;
use super::row::Spec;

/// Takes each row that cannot be used, or not all of it: its table, where it begins, and what is wrong.
pub(super) type RowLog<'l> = Option<Box<dyn FnMut(&Spec<'_>, usize, &[&RowError]) + Send + 'l>>;
