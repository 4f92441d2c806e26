//! Reading with a limit, and patterns with a limit.
//!
//! Takes a path, a reader, or a pattern that a user wrote; gives the bytes or the text, or the compiled
//! pattern, or an error that says which limit was passed. A device that never ends, a packed file that
//! grows a thousandfold and a pattern that takes minutes to compile are refused early. Never reads more
//! than it was allowed, and never looks at what the bytes mean.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use globset::{Glob, GlobBuilder};
use regex::{Regex, RegexBuilder};

/// The most bytes of a data file: places in texts are numbered with four bytes.
pub(crate) const DATA: u64 = u32::MAX as u64;

/// The most bytes of a file of settings: a theme, a mapping, a baseline, a history.
pub(crate) const SETTINGS: u64 = 64 << 20;

/// The most bytes of a pattern.
const PATTERN: usize = 4096;

/// How deeply alternatives `{a,b}` of a glob stand in each other at most.
const BRACES: usize = 8;

/// How large a compiled regular expression is at most, in bytes.
const COMPILED: usize = 1 << 20;

/// The bytes of a file, a pipe or a device, if they end before the limit.
///
/// # Errors
/// When the file cannot be read or is longer than `most` bytes.
pub(crate) fn bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let known = file.metadata()?;
    if known.is_file() && known.len() > most {
        return Err(too_long(most));
    }
    all_of(file, most)
}

/// The text of a file, if it is UTF-8 and ends before the limit.
///
/// # Errors
/// When the file cannot be read, is longer than `most` bytes, or is not UTF-8.
pub(crate) fn text(path: &Path, most: u64) -> io::Result<String> {
    utf8(bytes(path, most)?)
}

/// The text that a reader gives, if it is UTF-8 and ends before the limit.
///
/// # Errors
/// When it cannot be read, is longer than `most` bytes, or is not UTF-8.
pub(crate) fn text_of(reader: impl Read, most: u64) -> io::Result<String> {
    utf8(all_of(reader, most)?)
}

/// The bytes that a reader gives, if they end before the limit.
///
/// # Errors
/// When they cannot be read, or are more than `most`.
pub(crate) fn all_of(reader: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_long(most)) } else { Ok(bytes) }
}

fn too_long(most: u64) -> io::Error {
    let most = match most >> 20 {
        0 => format!("{most} bytes"),
        mib if mib >= 1024 => format!("{} GiB", mib.div_ceil(1024)),
        mib => format!("{mib} MiB"),
    };
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it is longer than {most}"))
}

fn utf8(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..at]).count() + 1;
        let what = format!(
            "it is not saved as UTF-8: line {line} contains a byte that does not belong to it"
        );
        io::Error::new(io::ErrorKind::InvalidData, what)
    })
}

/// A glob as a user wrote it, made with `set`'s choices.
///
/// # Errors
/// What is wrong with it, in words: it is too long, nests too deeply, or is no glob.
pub(crate) fn glob(
    pattern: &str,
    set: impl for<'b, 'g> FnOnce(&'b mut GlobBuilder<'g>) -> &'b mut GlobBuilder<'g>,
) -> Result<Glob, String> {
    is_short(pattern)?;
    if depth(pattern) > BRACES {
        return Err(format!("its braces `{{` are nested more than {BRACES} deep"));
    }
    let mut builder = GlobBuilder::new(pattern);
    set(&mut builder).build().map_err(|error| error.kind().to_string())
}

/// A regular expression as a user wrote it, without regard to case.
///
/// # Errors
/// What is wrong with it, in words: it is too long, grows too large, or is no regular expression.
pub(crate) fn regex(pattern: &str) -> Result<Regex, String> {
    is_short(pattern)?;
    let mut builder = RegexBuilder::new(pattern);
    builder.case_insensitive(true).size_limit(COMPILED).dfa_size_limit(COMPILED);
    builder.build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "its repetitions make it too large to search for".to_owned()
        }
        error => {
            let words = error.to_string();
            words.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
    })
}

fn is_short(pattern: &str) -> Result<(), String> {
    match pattern.len() > PATTERN {
        true => Err(format!("it is longer than {PATTERN} bytes")),
        false => Ok(()),
    }
}

/// How many `{` are open at once at most. A `{` that is escaped or in a class counts too: that only
/// refuses what nobody writes.
fn depth(pattern: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for letter in pattern.chars() {
        match letter {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_that_never_ends_is_refused() {
        let error = bytes(Path::new("/dev/zero"), 1 << 20).unwrap_err();
        assert_eq!(error.to_string(), "it is longer than 1 MiB");
    }

    #[test]
    fn what_is_not_utf8_is_named_by_its_line() {
        let error = text_of(&b"one\ntwo\xff"[..], 100).unwrap_err();
        assert_eq!(
            error.to_string(),
            "it is not saved as UTF-8: line 2 contains a byte that does not belong to it"
        );
    }

    #[test]
    fn patterns_that_would_take_long_are_refused_in_words() {
        let alternatives = vec!["a"; 20_000].join("|");
        assert_eq!(regex(&alternatives).unwrap_err(), "it is longer than 4096 bytes");
        assert_eq!(
            regex("(\\pL{50}){50}").unwrap_err(),
            "its repetitions make it too large to search for"
        );
        assert!(glob("{{{{{{{{{a}}}}}}}}}", |glob| glob).unwrap_err().contains("deep"));
        assert!(glob("[", |glob| glob).is_err());
    }
}
