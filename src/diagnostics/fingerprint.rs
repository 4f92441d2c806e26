//! What stays of a diagnostic when lines move.
//!
//! Takes a diagnostic and the texts; gives a number that depends on the rule, the file, the message
//! and the underlined words, and on no line or column. Never changes between versions: it is
//! FNV-1a (RFC 9923) over these texts.

use super::Diagnostic;
use crate::text::SourceMap;

/// The number by which a diagnostic is known again, as 16 hexadecimal digits.
pub fn fingerprint(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let first = diagnostic.labels.first();
    let file = first.and_then(|label| sources.file_of(label.span.start));
    let name = file.map(|file| &*file.name).or(diagnostic.file.as_deref()).unwrap_or("");
    let name = within_model(name, sources);
    let words = first.and_then(|label| sources.str(label.span)).unwrap_or("");
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in [diagnostic.code.code, name, &diagnostic.message, words] {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// A file's name from the folder of the entry file on, however the entry file was named; the whole
/// name where it lies elsewhere.
pub(super) fn within_model<'n>(name: &'n str, sources: &SourceMap) -> &'n str {
    let entry = sources.files().first().map_or("", |file| &*file.name);
    let folder = entry.rfind('/').map_or("", |end| &entry[..=end]);
    name.strip_prefix(folder).unwrap_or(name)
}
