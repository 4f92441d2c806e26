//! How large a packed workbook may be.
//!
//! Takes the bytes of an archive, unpacks each part once without keeping it, and gives what it holds. What an archive
//! says of its own sizes is not believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// How much longer a workbook may be when it is unpacked.
const GROWTH: u64 = 100;

/// What may always be unpacked, and what never, in bytes.
const SMALL: u64 = 256 << 20;
const MOST: u64 = 4 << 30;

/// No workbook has more parts.
const PARTS: usize = 20_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Contents {
    pub(super) has_sheets_of_xlsx: bool,
    pub(super) has_sheets_of_ods: bool,
    pub(super) has_merged_cells: bool,
}

pub(super) fn contents(bytes: &[u8]) -> Result<Contents, String> {
    let most = (bytes.len() as u64).saturating_mul(GROWTH).clamp(SMALL, MOST);
    up_to(bytes, most)
}

fn up_to(bytes: &[u8], most: u64) -> Result<Contents, String> {
    let broken = |error: &dyn std::fmt::Display| format!("it is a broken workbook: {error}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > PARTS {
        return Err(format!("it has more than {PARTS} parts, as no workbook has"));
    }
    let (mut contents, mut left) = (Contents::default(), most);
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(what) if what.contains("assword") => {
                "it is protected by a password; save it without one".to_owned()
            }
            error => broken(&error),
        })?;
        let name = part.name().map_err(|error| broken(&error))?.to_lowercase();
        let is_sheet = name.contains("worksheets/") && name.ends_with(".xml");
        contents.has_sheets_of_xlsx |= is_sheet;
        contents.has_sheets_of_ods |= name == "content.xml";
        let mut watched = Watched::default();
        loop {
            let read = part.read(&mut watched.buffer[KEPT..]).map_err(|error| broken(&error))?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64).ok_or_else(|| {
                format!("it unpacks to more than {GROWTH} times its size, as no workbook does")
            })?;
            contents.has_merged_cells |= is_sheet && watched.has_merged_cells(read);
        }
    }
    Ok(contents)
}

/// So many bytes of the piece before are looked at with the next one.
const KEPT: usize = 16;

struct Watched {
    buffer: Box<[u8]>,
}

impl Default for Watched {
    fn default() -> Self {
        Watched { buffer: vec![0; KEPT + (1 << 16)].into() }
    }
}

impl Watched {
    fn has_merged_cells(&mut self, read: usize) -> bool {
        let found = memchr::memmem::find(&self.buffer[..KEPT + read], b"mergeCell ").is_some();
        self.buffer.copy_within(read..read + KEPT, 0);
        found
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
        archive.write_all(&[b'a'; 1 << 20]).unwrap();
        let bytes = archive.finish().unwrap().into_inner();
        assert!(up_to(&bytes, 1 << 20).unwrap().has_sheets_of_xlsx);
        let error = up_to(&bytes, (1 << 20) - 1).unwrap_err();
        assert!(error.contains("100 times its size"), "{error}");
    }
}
