//! Files of other people to text.
//!
//! Takes a path, gives its text, unpacked if it is packed with gzip. Says what a file is that is no
//! text, and what to do. Never guesses an encoding: what is not UTF-8 is refused with its place.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::ImportError;
use crate::text::SourceMap;

/// Texts are numbered with four bytes; whatever unpacks to more is refused before it fills memory.
const MOST: u64 = u32::MAX as u64;

/// Reads a file and adds it to the others; `name` is what messages call it.
///
/// # Errors
/// When it cannot be read, is no UTF-8 text, or is too long.
pub fn open(sources: &mut SourceMap, name: &str, path: &Path) -> Result<(), ImportError> {
    let unreadable = |source| ImportError::Unreadable { file: name.to_owned(), source };
    let fail = |message: String| ImportError::Table { file: name.to_owned(), message };
    let bytes = bytes(path).map_err(unreadable)?;
    let text = text(bytes).map_err(fail)?;
    sources.add(name, path.to_owned(), text).map_err(|error| fail(error.to_string()))?;
    Ok(())
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = std::fs::read(path)?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    drop(bytes);
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(File::open(path)?).take(MOST + 1).read_to_end(&mut unpacked)?;
    match unpacked.len() as u64 > MOST {
        true => Err(io::Error::other("it unpacks to more than 4 GiB")),
        false => Ok(unpacked),
    }
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    let known: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "it is a workbook or an archive (zip); save the sheet as \"CSV UTF-8\""),
        (b"\xd0\xcf\x11\xe0", "it is an old Excel workbook; save the sheet as \"CSV UTF-8\""),
        (b"\xff\xfe", "it is UTF-16; save it as UTF-8"),
        (b"\xfe\xff", "it is UTF-16; save it as UTF-8"),
        (b"%PDF", "it is a PDF"),
    ];
    if let Some((_, what)) = known.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Err((*what).to_owned());
    }
    if let Some(at) = memchr::memchr(0, &bytes[..bytes.len().min(1 << 16)]) {
        return Err(format!("it is not text: its byte {at} is 0"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..at]).count() + 1;
        format!(
            "it is not UTF-8: line {line} has the byte 0x{:02x}; save it as UTF-8",
            error.as_bytes()[at]
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_named() {
        assert!(text(b"PK\x03\x04rest".to_vec()).unwrap_err().contains("workbook"));
        assert!(text(b"a\0b".to_vec()).unwrap_err().contains("byte 1 is 0"));
        assert_eq!(
            text(b"id\nB\xf6hme".to_vec()).unwrap_err(),
            "it is not UTF-8: line 2 has the byte 0xf6; save it as UTF-8"
        );
        assert_eq!(text("당".into()).unwrap(), "당");
    }
}
