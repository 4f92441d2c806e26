//! Reads one file with care.
//!
//! Takes a path, gives its text or why there is none, in the user's words. Never reads what is not
//! a regular file, never more than a model can hold, and never panics on bytes.

#![allow(clippy::result_large_err, reason = "made at most once for each file")]

use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::code;
use crate::diagnostics::{Diagnostic, Level};

/// No text is longer than this: places are numbers of four bytes.
const LONGEST: u64 = u32::MAX as u64 - 16;
/// A file longer than this is read by two threads.
const LARGE: u64 = 64 << 20;

/// The text of a file; a large one is read by two threads if there are as many.
pub(super) fn read(path: &Path, name: &str, threads: usize) -> Result<String, Diagnostic> {
    let fault = |code, what: String| {
        Diagnostic::whole_file(code, Level::Error, what, Some(name.to_owned()))
    };
    let unreadable = |error: io::Error| {
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
    let bytes = bytes(path, about.len(), threads).map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST {
        return Err(fault(code::TOO_LARGE, format!("{name} is longer than 4 GiB")));
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(name, &error))
}

/// The bytes of a file that is about `len` long. It may grow while it is read, or be one of those
/// that never end.
fn bytes(path: &Path, len: u64, threads: usize) -> io::Result<Vec<u8>> {
    let apart = threads > 1 && len > LARGE;
    let mut bytes = if apart { halves(path, len as usize)? } else { Vec::new() };
    bytes.try_reserve_exact((len as usize).saturating_sub(bytes.len()))?;
    let mut file = fs::File::open(path)?;
    if !bytes.is_empty() {
        file.seek(SeekFrom::Start(bytes.len() as u64))?;
    }
    file.take(LONGEST + 1 - bytes.len() as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The first `len` bytes of a file, the halves read at once; nothing if it has become shorter.
fn halves(path: &Path, len: usize) -> io::Result<Vec<u8>> {
    // The system is asked first: `vec!` ends the program where memory is short.
    Vec::<u8>::new().try_reserve_exact(len)?;
    let mut bytes = vec![0; len];
    let (first, second) = bytes.split_at_mut(len / 2);
    let read = std::thread::scope(|scope| {
        let second = scope.spawn(|| piece(path, len / 2, second));
        piece(path, 0, first).and(second.join().expect("no reader panics"))
    });
    match read {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => bytes.clear(),
        read => read?,
    }
    Ok(bytes)
}

fn piece(path: &Path, from: usize, bytes: &mut [u8]) -> io::Result<()> {
    let mut file = fs::File::open(path)?;
    file.seek(SeekFrom::Start(from as u64))?;
    file.read_exact(bytes)
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
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
