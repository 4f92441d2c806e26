//! Check digits: ISO 7064 MOD 11-2 and MOD 97-10, weighted sums, and the digits of base 32.
//!
//! Takes well-formed texts, gives whether their digits fit. Never panics on others: they do not fit.

/// Whether a text is not empty and all its bytes fit.
pub(super) fn is_all(text: &str, fits: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(fits)
}

/// Whether the last sign is the check digit of the others by ISO 7064 MOD 11-2; `X` is ten.
pub(super) fn mod_11_2(text: &str) -> bool {
    let Some((last, digits)) = text.as_bytes().split_last() else { return false };
    let sum =
        digits.iter().fold(0, |sum, digit| (sum + u32::from(digit.wrapping_sub(b'0'))) * 2 % 11);
    value(*last) == (12 - sum % 11) % 11
}

/// Whether a text of digits and capital letters is one by ISO 7064 MOD 97-10; `A` is ten.
pub(super) fn mod_97(text: &str) -> bool {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        byte => u32::from(byte.to_ascii_uppercase().wrapping_sub(b'A')) + 10,
    };
    let rest = text.bytes().map(digit).fold(0, |rest, digit| {
        let shifted = if digit > 9 { rest * 100 } else { rest * 10 };
        (shifted + digit) % 97
    });
    rest == 1
}

/// The sum of the digits, each times the weight of its place.
pub(super) fn weighted(text: &str, weight: impl Fn(usize) -> u32) -> u32 {
    text.bytes().enumerate().map(|(at, byte)| value(byte) * weight(at)).sum()
}

fn value(byte: u8) -> u32 {
    if byte == b'X' { 10 } else { u32::from(byte.wrapping_sub(b'0')) }
}

/// A digit of base 32 as Crockford writes it, in small letters.
pub(super) fn base32(byte: u8) -> Option<u8> {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    DIGITS.iter().position(|digit| *digit == byte).map(|at| at as u8)
}
