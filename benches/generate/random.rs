//! Chance without state: takes a seed, a purpose and a number, gives the same bits every time.

/// What a draw is for: two purposes never share their bits.
#[derive(Copy, Clone)]
pub(crate) enum For {
    Start = 1,
    End,
    Precision,
    Ended,
    Move,
    Name,
    Cite,
    Kind,
    Block,
    Twin,
    Absorbed,
    Renamed,
    Tenure,
    Person,
    Question,
    Other,
}

/// The output function of SplitMix64 (Steele, Lea and Flood, 2014) at one point of its stream.
pub(crate) fn draw(seed: u64, purpose: For, number: u64) -> u64 {
    let stream = finish(seed.wrapping_add((purpose as u64) << 48));
    finish(stream.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

fn finish(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Whether `number` belongs to an evenly spread share of all numbers. The multiples of the golden
/// ratio are so even that the share is met almost exactly, without counting.
pub(crate) fn in_share(number: u64, share: f64) -> bool {
    let point = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11;
    (point as f64) < share * (1u64 << 53) as f64
}
