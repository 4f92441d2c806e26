//! How a verb ended. Plain data.

/// How a command that could be run ended.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// All is well.
    Fine,
    /// There are diagnostics, or nothing was found.
    Diagnostics,
}
