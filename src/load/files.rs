//! Reads one file with care.
//!
//! Takes a path, gives its text or why there is none, in the user's words. Never reads what is not
//! a regular file, never more than a model can hold, and never panics on bytes.

#![allow(clippy::result_large_err, reason = "made at most once for each file")]

use std::fs;
use std::io::Read;
use std::path::Path;

use super::code;
use crate::diag::{Diagnostic, Level};

/// No text is longer than this: places are numbers of four bytes.
const LONGEST: u64 = u32::MAX as u64 - 16;

/// The text of a file.
pub(super) fn read(path: &Path, name: &str) -> Result<String, Diagnostic> {
    let fault = |code, what: String| {
        Diagnostic::whole_file(code, Level::Error, what, Some(name.to_owned()))
    };
    let unreadable = |error: std::io::Error| {
        fault(code::UNREADABLE, format!("{name} cannot be read: {}", reason(&error)))
    };
    let about = fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        return Err(fault(code::UNREADABLE, format!("{name} is a folder, not a file"))
            .help(format!("name a file, or include all of it with \"{name}/*.ron\"")));
    }
    if !about.is_file() {
        return Err(fault(code::UNREADABLE, format!("{name} is not a regular file")));
    }
    if about.len() > LONGEST {
        return Err(fault(code::TOO_LARGE, format!("{name} is longer than 4 GiB")));
    }
    let bytes = bytes(path, about.len()).map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST {
        return Err(fault(code::TOO_LARGE, format!("{name} is longer than 4 GiB")));
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(name, &error))
}

/// The bytes of a file that is about `len` long. It may grow while it is read, or be one of those
/// that never end.
fn bytes(path: &Path, len: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(len as usize + 1)?;
    fs::File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..at]).count() + 1;
    let byte = error.as_bytes().get(at).copied().unwrap_or(0);
    let what = format!("{name} is not UTF-8: line {line}, byte {at} is 0x{byte:02x}");
    let utf16 =
        error.as_bytes().starts_with(&[0xff, 0xfe]) || error.as_bytes().starts_with(&[0xfe, 0xff]);
    let found = Diagnostic::whole_file(code::NOT_UTF8, Level::Error, what, Some(name.to_owned()));
    let help = if utf16 { "it looks like UTF-16: " } else { "" };
    found.help(format!("{help}save the file as UTF-8 in your editor"))
}

/// Why the system refused, without its number.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
