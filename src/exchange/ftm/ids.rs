//! Ids in the letters that FollowTheMoney takes: those of ASCII, digits, `.` and `-`, with a letter or digit at both ends.
//!
//! Takes an id of a model, gives one that stands for it and for no other, and back. Where an id has other signs, all of
//! them are written as numbers behind `x--`: `B\u{f6}ard/1` is `x--B-f6-ard-2f-1x`.

/// What begins an id with other signs.
const MARK: &str = "x--";

/// The longest id that is written.
const LONGEST: usize = 250;

/// An id as FollowTheMoney takes it; nothing where that would be too long.
pub(super) fn encoded(id: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric();
    let is_plain = id.starts_with(fits)
        && id.ends_with(fits)
        && id.chars().all(|c| fits(c) || matches!(c, '-' | '.'))
        && !id.starts_with(MARK);
    if is_plain {
        return Some(id.to_owned());
    }
    let mut code = MARK.to_owned();
    for letter in id.chars() {
        match letter {
            letter if fits(letter) || letter == '.' => code.push(letter),
            letter => code += &format!("-{:x}-", u32::from(letter)),
        }
    }
    code.push('x');
    (code.len() <= LONGEST).then_some(code)
}

/// A number made of an id, the same everywhere (FNV-1a).
pub(super) fn number_of(id: &str) -> u32 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash as u32
}

/// The id that another stands for; nothing where it stands for itself.
pub(super) fn decoded(code: &str) -> Option<String> {
    let inner = code.strip_prefix(MARK)?.strip_suffix('x')?;
    let mut id = String::new();
    for (at, piece) in inner.split('-').enumerate() {
        match at % 2 {
            0 => id.push_str(piece),
            _ => id.push(char::from_u32(u32::from_str_radix(piece, 16).ok()?)?),
        }
    }
    // Whatever else begins so was never written here.
    (encoded(&id).as_deref() == Some(code)).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_other_signs_come_back_the_same() {
        for id in
            ["B\u{f6}ard/1", "a_b", "-", "x--y", "\u{b2f9}\u{c911}\u{c559}", "a--b-", "q\"|,=x"]
        {
            let code = encoded(id).unwrap();
            assert!(
                code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.'),
                "{code}"
            );
            assert!(code.starts_with('x') && code.ends_with('x'), "{code}");
            assert_eq!(decoded(&code).as_deref(), Some(id));
        }
        assert_eq!(encoded("gb-coh.12").as_deref(), Some("gb-coh.12"));
        for other in ["NK-1", "x--", "x--zz-zz-x", "x--A-41-x"] {
            assert_eq!(decoded(other), None, "{other}");
        }
        assert_eq!(encoded(&"\u{b2f9}".repeat(100)), None);
    }
}
