//! Files of other people to text.
//!
//! Takes a path, gives its text, unpacked if it is packed with gzip; of a workbook a text for each sheet, of JSON that is
//! a table its rows. Says what a file is that is no text, and what to do. Never guesses an encoding: what is not UTF-8 is refused with its place.

use std::io;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::ImportError;
use super::derived::with_derived;
use super::heading_row::with_line_feeds;
use super::json_table;
use super::sheets::JSON_ROWS;
#[cfg(feature = "workbooks")]
use super::sheets::book_and_sheet;
use crate::diagnostics::Advice;
use crate::limited;
use crate::text::SourceMap;

/// How much longer a packed file may be when it is unpacked: tables shrink to a fifth or a twentieth.
const GROWTH: u64 = 100;

/// What may always be unpacked, in bytes.
const SMALL: u64 = 1 << 20;

/// Reads a file and adds it to the others; `name` is what messages call it. `encoding` is the name of
/// an encoding such as `windows-1252`; where it is empty, the file is UTF-8, or UTF-16 with its mark. Of a workbook
/// (`.xlsx`, `.ods`) each sheet is added that shows something, or only those that are `wanted`, as `name#sheet`. Gives
/// what was not read, in words.
///
/// # Errors
/// When it cannot be read, is no such text, or is too long.
pub fn open(
    sources: &mut SourceMap,
    name: &str,
    path: &Path,
    encoding: &str,
    wanted: &[String],
) -> Result<Vec<String>, ImportError> {
    let unreadable = |source| ImportError::Unreadable { file: name.to_owned(), source };
    let fail = |message: Advice| ImportError::Table { file: name.to_owned(), message };
    let bytes = bytes(path).map_err(unreadable)?;
    let mut add = |name: &str, text: String| {
        sources.add(name, path.to_owned(), text).map_err(|error| fail(error.to_string().into()))
    };
    if let Some(sheets) = sheets(&bytes, name) {
        let Sheets { sheets, mut notes } = sheets.map_err(|error| fail(error.into()))?;
        let names: Vec<String> = sheets.iter().map(|(sheet, _)| format!("`{sheet}`")).collect();
        let missing = wanted.iter().find(|wanted| sheets.iter().all(|(name, _)| name != *wanted));
        if let Some(missing) = missing {
            return Err(fail(
                format!("it has no sheet `{missing}`; its sheets are {}", names.join(", ")).into(),
            ));
        }
        if sheets.is_empty() {
            return Err(fail("none of its sheets shows anything".into()));
        }
        for (sheet, text) in sheets {
            if wanted.is_empty() || wanted.contains(&sheet) {
                add(&format!("{name}#{sheet}"), with_derived(text))?;
            }
        }
        notes.iter_mut().for_each(|note| *note = format!("{name}: {note}"));
        return Ok(notes);
    }
    let text = text(bytes, encoding).map_err(fail)?;
    let TableText { sheet, text, notes } = table_text(text).map_err(|error| fail(error.into()))?;
    add(&format!("{name}{sheet}"), text)?;
    Ok(notes.into_iter().map(|note| format!("{name}: {note}")).collect())
}

/// The text of a table as it is read.
pub(crate) struct TableText {
    /// What stands behind the file's name where the text is made of what the file holds.
    pub(crate) sheet: &'static str,
    pub(crate) text: String,
    /// What is not in it, in words.
    pub(crate) notes: Vec<String>,
}

/// A table's text with line feeds and with the columns that follow from others; JSON as a table.
///
/// # Errors
/// When it is JSON and no table.
pub(crate) fn table_text(text: String) -> Result<TableText, String> {
    let (sheet, text, notes) = match json_table::table(&text) {
        Some(table) => {
            let table = table?;
            (JSON_ROWS, table.text, table.notes)
        }
        None => ("", with_line_feeds(text), Vec::new()),
    };
    Ok(TableText { sheet, text: with_derived(text), notes })
}

/// The sheets of a workbook by name, as texts, and what was not read.
struct Sheets {
    sheets: Vec<(String, String)>,
    notes: Vec<String>,
}

/// The sheets of a workbook; nothing where the bytes are something else.
#[cfg(feature = "workbooks")]
fn sheets(bytes: &[u8], name: &str) -> Option<Result<Sheets, String>> {
    let is_book = bytes.starts_with(b"PK\x03\x04") && book_and_sheet(&format!("{name}#")).is_some();
    is_book.then(|| {
        let read = crate::exchange::workbook::sheets(bytes)?;
        let sheets = read.sheets.into_iter().map(|sheet| (sheet.name, sheet.text)).collect();
        Ok(Sheets { sheets, notes: read.notes })
    })
}

#[cfg(not(feature = "workbooks"))]
fn sheets(_: &[u8], _: &str) -> Option<Result<Sheets, String>> {
    None
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = limited::bytes(path, limited::DATA)?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let most = (bytes.len() as u64 * GROWTH).clamp(SMALL, limited::DATA);
    limited::all_of(MultiGzDecoder::new(&bytes[..]), most).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => io::Error::other(format!(
            "it unpacks to more than {GROWTH} times its size, as no table does; unpack it yourself"
        )),
        _ => error,
    })
}

fn text(bytes: Vec<u8>, encoding: &str) -> Result<String, Advice> {
    let known: [(&[u8], &str); 3] = [
        (
            b"PK\x03\x04",
            "it is a workbook or an archive (zip); give a workbook its ending .xlsx or .ods, or save the sheet as \"CSV UTF-8\"",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "it is an old or a protected Excel workbook; save it as .xlsx without a password",
        ),
        (b"%PDF", "it is a PDF"),
    ];
    if let Some((_, what)) = known.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Err((*what).into());
    }
    let named = match (encoding, bytes.as_slice()) {
        ("", [0xff, 0xfe, ..]) => Some(encoding_rs::UTF_16LE),
        ("", [0xfe, 0xff, ..]) => Some(encoding_rs::UTF_16BE),
        ("" | "utf-8" | "UTF-8", _) => None,
        (name, _) => Some(
            encoding_rs::Encoding::for_label(name.as_bytes())
                .ok_or_else(|| format!("unknown encoding `{name}`; known are, for example, windows-1252, windows-1251, euc-kr, gbk, shift_jis"))?,
        ),
    };
    if let Some(named) = named {
        return decoded(&bytes, named);
    }
    if let Some(at) = memchr::memchr(0, &bytes[..bytes.len().min(1 << 16)]) {
        return Err(format!("it is not text: its byte {at} is 0").into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..at]).count() + 1;
        Advice::new(
            "it is not saved as UTF-8: line {} contains the byte {}. Save it as \"CSV UTF-8\", or name its \
             encoding: {encoding} windows-1252 for most spreadsheets of Western languages",
            &[&line, &format!("0x{:02x}", error.as_bytes()[at])],
        )
    })
}

fn decoded(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<String, Advice> {
    let (text, _, broken) = encoding.decode(bytes);
    match text.split('\n').position(|line| broken && line.contains('\u{fffd}')) {
        None => Ok(text.into_owned()),
        Some(line) => {
            Err(format!("it is not in the encoding {}: see line {}", encoding.name(), line + 1)
                .into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_named() {
        let why = |bytes: &[u8], encoding| text(bytes.to_vec(), encoding).unwrap_err().to_string();
        assert!(why(b"PK\x03\x04rest", "").contains("workbook"));
        assert!(why(b"a\0b", "").contains("byte 1 is 0"));
        let latin = why(b"id\nB\xf6hme", "");
        assert!(
            latin.starts_with("it is not saved as UTF-8: line 2 contains the byte 0xf6."),
            "{latin}"
        );
        assert_eq!(text("당".into(), "").unwrap(), "당");
        assert!(why(b"a", "latin-17").contains("unknown encoding"));
    }

    #[test]
    fn encodings_are_read_by_their_mark_or_name() {
        assert_eq!(text(b"id\nB\xf6hme".to_vec(), "windows-1252").unwrap(), "id\nBöhme");
        assert_eq!(text(b"\xff\xfeB\0\xf6\0".to_vec(), "").unwrap(), "Bö");
        assert_eq!(text(b"\xb4\xe7".to_vec(), "euc-kr").unwrap(), "당");
        assert_eq!(
            text(b"a\n\xff".to_vec(), "euc-kr").unwrap_err(),
            "it is not in the encoding EUC-KR: see line 2".into()
        );
    }
}
