//! What a reader may choose about a layout. Takes nothing, gives plain values with their defaults; never acts on them.

/// What a reader may choose about a layout.
///
/// ```
/// use organigram::layout::{Direction, LayoutOptions};
/// let options = LayoutOptions::default().direction(Direction::Right).aspect(2.0);
/// # assert_eq!(options.aspect, 2.0);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LayoutOptions {
    /// Where the units of a superior stand.
    pub direction: Direction,
    /// Width of the page that a chart should come near, its height being 1.
    pub aspect: f64,
    /// Whether long stretches of time in which nothing happens are cut short.
    pub stretches: Stretches,
    /// Another calendar whose years stand below a time axis.
    pub calendar: Option<Calendar>,
    /// What places the things of a network.
    pub engine: Engine,
}

impl Default for LayoutOptions {
    fn default() -> Self {
        LayoutOptions {
            direction: Direction::Down,
            aspect: 1.5,
            stretches: Stretches::CutShort,
            calendar: None,
            engine: Engine::Own,
        }
    }
}

impl LayoutOptions {
    /// Where the units of a superior stand.
    #[must_use]
    pub fn direction(self, direction: Direction) -> LayoutOptions {
        LayoutOptions { direction, ..self }
    }

    /// Width of the page that a chart should come near, its height being 1.
    #[must_use]
    pub fn aspect(self, aspect: f64) -> LayoutOptions {
        LayoutOptions { aspect, ..self }
    }

    /// What becomes of long stretches of time in which nothing happens.
    #[must_use]
    pub fn stretches(self, stretches: Stretches) -> LayoutOptions {
        LayoutOptions { stretches, ..self }
    }

    /// Another calendar whose years stand below a time axis.
    #[must_use]
    pub fn calendar(self, calendar: Calendar) -> LayoutOptions {
        LayoutOptions { calendar: Some(calendar), ..self }
    }

    /// What places the things of a network.
    #[must_use]
    pub fn engine(self, engine: Engine) -> LayoutOptions {
        LayoutOptions { engine, ..self }
    }
}

/// What places the things of a network in layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Engine {
    /// Ours: nothing need be installed.
    #[default]
    Own,
    /// The program `dot` of Graphviz. Where it cannot be run, ours does its work and a note says so.
    #[cfg(feature = "graphviz")]
    Graphviz,
}

/// Where the units of a superior stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Direction {
    /// Below it.
    #[default]
    Down,
    /// To its right.
    Right,
}

/// A calendar with years of its own that begin on the first of January.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Calendar {
    /// Juche 1 is 1912.
    Juche,
    /// Minguo 1 is 1912.
    Minguo,
    /// The Buddhist era as counted in Thailand: 2484 is 1941.
    Buddhist,
}

/// What becomes of long stretches of time in which nothing happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Stretches {
    /// They are cut short, with a mark on the axis where that is done.
    #[default]
    #[cfg_attr(feature = "cli", value(name = "cut"))]
    CutShort,
    /// One scale for the whole axis.
    #[cfg_attr(feature = "cli", value(name = "whole"))]
    InScale,
}
