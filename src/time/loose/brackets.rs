//! Sets and limits that lack little to be EDTF: takes the text, gives it with the signs that EDTF has for them. What it
//! gives for a whole set can be read.

use crate::time::edtf::understood;

/// Reads one side of a set that is not EDTF itself.
type ReadSide = fn(&str) -> Option<String>;

pub(in crate::time) fn readable(text: String) -> Option<String> {
    understood(&text).is_ok().then_some(text)
}

/// The same signs in their EDTF spelling: no blanks, capital `X` and `Y`, `%` for `?~`. The `u` of
/// the drafts of EDTF before 2019 was an open digit.
pub(in crate::time) fn tidied(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|found| !found.is_whitespace()).collect();
    let bare = bare.replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2212}'], "-");
    let bare = bare.replace("?~", "%").replace("~?", "%").replace(['x', 'u'], "X");
    let bare = bare.replace('y', "Y").replace('e', "E").replace('s', "S").replace("...", "..");
    Some(bare.replace('…', ".."))
}

/// A limit without the brackets that make it a date.
pub(in crate::time) fn unclosed(text: &str) -> Option<String> {
    let limit = text.starts_with("..") || text.ends_with("..") || text.contains("..");
    (limit && !text.contains(['/', '[', '{'])).then(|| format!("[{}]", text.replace(' ', "")))
}

/// A set that lacks little to be EDTF: people write sets in no other way.
pub(super) fn bracketed(text: &str, read_side: ReadSide) -> Option<String> {
    let is_set = text.starts_with(['[', '{']) && (text.contains("..") || text.contains(','));
    let lower = text.to_lowercase();
    let ways =
        || tidied(&lower).and_then(readable).or_else(|| set(&lower, read_side).and_then(readable));
    is_set.then(ways)?
}

/// A set of which the sides are not of one precision, as ISO 8601-2, 6.4 asks: both as days.
pub(in crate::time) fn set(text: &str, read_side: ReadSide) -> Option<String> {
    let inner = text.strip_prefix('[')?;
    let (set, rest) = inner.split_once(']')?;
    let (from, to) = set.split_once("..")?;
    let side = |text: &str| {
        let edtf = readable(text.trim().to_uppercase()).or_else(|| read_side(text))?;
        understood(&edtf).ok()
    };
    let (from, to) = (side(from)?, side(to)?);
    Some(format!("[{}..{}]{rest}", from.start().earliest, to.end().latest))
}
