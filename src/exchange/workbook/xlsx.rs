//! XLSX in, cell by cell, by the crate `calamine`.
//!
//! Takes the bytes of a workbook whose unpacked size was looked at, gives its visible sheets as text. Holds no sheet as
//! a rectangle: a sheet may have cells in its last row and column.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::book_sheets::{BookSheet, BookSheets};
use super::grid::Grid;
use super::precision::Shown;

pub(super) fn sheets(bytes: &[u8], has_merged_cells: bool) -> Result<BookSheets, String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| words(&error))?;
    let mut found = BookSheets::default();
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            found.notes.push(format!("the sheet `{}` is hidden and was not read", sheet.name));
            continue;
        }
        let in_sheet = |error: String| format!("sheet `{}`: {error}", sheet.name);
        let (grid, errors) = grid(&mut book, &sheet.name, has_merged_cells).map_err(in_sheet)?;
        if errors > 0 {
            found.notes.push(format!(
                "sheet `{}`: {errors} cells show the error of a formula and were read as empty",
                sheet.name
            ));
        }
        let text = grid.into_text().map_err(in_sheet)?;
        if !text.is_empty() {
            found.sheets.push(BookSheet { name: sheet.name, text });
        }
    }
    Ok(found)
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The cells of a sheet, and how many of them are errors.
fn grid(book: &mut Book<'_>, name: &str, has_merged_cells: bool) -> Result<(Grid, usize), String> {
    let (mut grid, mut errors) = (Grid::default(), 0);
    if has_merged_cells {
        for area in book.merge_cells_by_sheet_name(name).map_err(|error| words(&error))? {
            grid.merge(area.start.0, area.end.0, area.start.1);
        }
    }
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| words(&error))?;
    let mut text = String::new();
    while let Some((cell, style)) =
        cells.next_cell_with_style_id().map_err(|error| words(&error))?
    {
        let (row, column) = cell.get_position();
        text.clear();
        match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Error(_) => {
                errors += 1;
                continue;
            }
            DataRef::String(value) => text.push_str(value),
            DataRef::SharedString(value) => text.push_str(value),
            DataRef::Int(value) => text = value.to_string(),
            DataRef::Float(value) => text = number(*value),
            DataRef::Bool(value) => text = value.to_string(),
            DataRef::DateTime(value) => {
                let format =
                    cells.styles().get(style).and_then(|style| style.number_format.as_ref());
                let shown =
                    format.map_or(Shown::Day, |format| Shown::by_format(&format.format_code));
                text = date(value, shown);
            }
            DataRef::DateTimeIso(value) => text.push_str(day_of(value)),
            DataRef::DurationIso(value) => text.push_str(value),
        }
        grid.put(row, column, &text)?;
    }
    Ok((grid, errors))
}

/// A number as people write it: no point where it is whole.
pub(super) fn number(value: f64) -> String {
    match value.fract() == 0.0 && value.abs() < 1e15 {
        true => format!("{value:.0}"),
        false => value.to_string(),
    }
}

/// The day of a date with a time.
pub(super) fn day_of(date: &str) -> &str {
    date.split(['T', ' ']).next().unwrap_or(date)
}

fn date(value: &ExcelDateTime, shown: Shown) -> String {
    // What is less than a day is a time, and a length of time is no date.
    if value.is_duration() || value.as_f64() < 1.0 {
        return number(value.as_f64());
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    shown.cut(&format!("{year:04}-{month:02}-{day:02}")).to_owned()
}

fn words(error: &XlsxError) -> String {
    match error {
        XlsxError::Password => "it is protected by a password; save it without one".to_owned(),
        error => format!("it is a broken workbook: {error}"),
    }
}
