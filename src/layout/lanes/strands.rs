//! Strands and the links between them: what is placed in lanes, what keeps two of them apart, and the chance by which
//! orders are bettered. Never places anything.

/// A stretch of the axis that one lane must keep free for a strand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::layout) struct Stretch {
    pub(in crate::layout) from: f64,
    pub(in crate::layout) to: f64,
}

/// A link between two strands at a place of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::layout) struct StrandLink {
    pub(in crate::layout) a: usize,
    pub(in crate::layout) b: usize,
    pub(in crate::layout) x: f64,
}

/// Price of crossing a strand, of a link for every lane it spans, and of a lane.
pub(super) const CROSS: f64 = 8.0;
pub(super) const SPAN: f64 = 1.0;
pub(super) const ROW: f64 = 4.0;

/// The first of a set of things joined in pairs, shortening the way to it.
pub(in crate::layout) fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// Small random numbers that are the same on every run (Knuth's linear congruence for 64 bits).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }

    /// From 0 up to 1.
    pub(super) fn share(&mut self) -> f32 {
        self.roll(1 << 24) as f32 / (1 << 24) as f32
    }
}

pub(super) fn overlap(a: Stretch, b: Stretch) -> bool {
    a.from < b.to && b.from < a.to
}
