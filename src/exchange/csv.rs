//! Tables of comma-separated values: in and out.

pub(super) mod export;
pub(super) mod import;
