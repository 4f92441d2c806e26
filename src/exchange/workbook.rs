//! Workbooks: XLSX and OpenDocument sheets in, XLSX out.
//!
//! Takes the bytes of a workbook, gives each of its sheets as a table of text, as the import of tables reads them;
//! takes a model, gives a workbook for colleagues. Dates are as precise as the sheet shows them, a formula is its value,
//! and what two rows share in a merged cell stands in both. Never trusts what a workbook says of its own size, never
//! runs anything that lies in it, and opens no file.
//!
//! | file | owns |
//! |---|---|
//! | `book_sheets` | what a workbook holds |
//! | `unpacked` | how large a packed workbook may be |
//! | `grid` | the cells of a sheet, and its text |
//! | `precision` | how much of a date a sheet shows |
//! | `xlsx`, `ods` | the two formats |
//! | `write` | a model as a workbook |
//! | `date_columns` | the dates of a workbook, from the earliest to the latest day |

mod book_sheets;
mod date_columns;
mod grid;
mod ods;
mod precision;
mod unpacked;
mod write;
mod xlsx;

#[cfg(test)]
mod tests;

pub(super) use book_sheets::BookSheets;
pub use write::to_xlsx;

/// The sheets of a workbook that show something.
///
/// # Errors
/// When it is none, is encrypted or too large: in words.
pub(super) fn sheets(bytes: &[u8]) -> Result<BookSheets, String> {
    let contents = unpacked::contents(bytes)?;
    match contents.has_sheets_of_ods {
        true => ods::sheets(bytes),
        false if contents.has_sheets_of_xlsx => xlsx::sheets(bytes, contents.has_merged_cells),
        false => Err("it is an archive (zip) without sheets".to_owned()),
    }
}
