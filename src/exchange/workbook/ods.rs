//! OpenDocument sheets in, read as a stream.
//!
//! Takes the bytes of a document whose unpacked size was looked at, gives its visible sheets as text. The reader of the
//! crate `calamine` gives no merged cells here and unfolds repeated cells before it counts them, so the XML is read
//! directly, by the crate `quick-xml`, which resolves no entity that a document declares.

use std::collections::HashSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::book_sheets::{BookSheet, BookSheets};
use super::grid::Grid;
use super::precision::Shown;
use super::xlsx::{day_of, number};

pub(super) fn sheets(bytes: &[u8]) -> Result<BookSheets, String> {
    let broken = |error: &dyn std::fmt::Display| format!("it is a broken document: {error}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut manifest = String::new();
    if let Ok(mut part) = archive.by_name("META-INF/manifest.xml") {
        part.read_to_string(&mut manifest).map_err(|error| broken(&error))?;
    }
    if manifest.contains("encryption-data") {
        return Err("it is protected by a password; save it without one".to_owned());
    }
    let content = archive.by_name("content.xml").map_err(|error| broken(&error))?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    let (mut document, mut buffer) = (Document::default(), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(element) => document.start(&element),
            Event::End(element) => document.end(element.name().into_inner())?,
            Event::Text(text) => document.text(&text.xml10_content()),
            Event::CData(text) => document.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().ok().flatten();
                let known = match &*reference.xml10_content() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => None,
                };
                letter
                    .or(known)
                    .into_iter()
                    .for_each(|letter| document.text(letter.encode_utf8(&mut [0; 4])));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(document.found)
}

/// A value of a cell, before its text is known.
#[derive(Debug, Default)]
struct OdsCell {
    value: String,
    is_date: bool,
    is_error: bool,
    has_value: bool,
    repeated: u32,
    is_covered: bool,
}

/// Where the reading stands.
#[derive(Debug, Default)]
struct Document {
    found: BookSheets,
    style: String,
    /// The styles of sheets that are not shown.
    hidden: HashSet<String>,
    sheet: Option<OdsSheet>,
    cell: Option<OdsCell>,
    shown: String,
    /// How many paragraphs the cell has.
    paragraphs: usize,
    is_in_paragraph: bool,
    /// How deep in a note on a cell.
    notes: usize,
}

#[derive(Debug, Default)]
struct OdsSheet {
    name: String,
    is_hidden: bool,
    grid: Grid,
    row: u32,
    column: u32,
    rows_repeated: u32,
    /// The cells of the row that show something.
    cells: Vec<(u32, String)>,
    errors: usize,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    Some(
        found
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map(std::borrow::Cow::into_owned)
            .unwrap_or_default(),
    )
}

fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

impl Document {
    fn start(&mut self, element: &BytesStart<'_>) {
        let is_noted = self.notes > 0;
        match element.name().into_inner() {
            "office:annotation" => self.notes += 1,
            _ if is_noted => {}
            "style:style" => self.style = attribute(element, "style:name").unwrap_or_default(),
            "style:table-properties"
                if attribute(element, "table:display").as_deref() == Some("false") =>
            {
                self.hidden.insert(self.style.clone());
            }
            "table:table" if self.sheet.is_none() => {
                let style = attribute(element, "table:style-name").unwrap_or_default();
                self.sheet = Some(OdsSheet {
                    name: attribute(element, "table:name").unwrap_or_default(),
                    is_hidden: self.hidden.contains(&style),
                    ..OdsSheet::default()
                });
            }
            "table:table-row" => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.column = 0;
                    sheet.rows_repeated = count(element, "table:number-rows-repeated");
                }
            }
            name @ ("table:table-cell" | "table:covered-table-cell") => {
                self.cell(element, name == "table:covered-table-cell");
            }
            "text:p" if self.cell.is_some() => {
                if self.paragraphs > 0 {
                    self.shown.push('\n');
                }
                self.paragraphs += 1;
                self.is_in_paragraph = true;
            }
            "text:s" => {
                let blanks = count(element, "text:c").min(1000) as usize;
                self.text(&" ".repeat(blanks));
            }
            "text:tab" => self.text(" "),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>, is_covered: bool) {
        let Some(sheet) = &mut self.sheet else { return };
        let mut cell = OdsCell {
            repeated: count(element, "table:number-columns-repeated"),
            is_covered,
            ..OdsCell::default()
        };
        let rows = count(element, "table:number-rows-spanned");
        sheet.grid.merge(sheet.row, sheet.row.saturating_add(rows.saturating_sub(1)), sheet.column);
        cell.is_error = attribute(element, "calcext:value-type").as_deref() == Some("error");
        let mut value = |name: &str| {
            let value = attribute(element, name);
            cell.has_value |= value.is_some();
            value
        };
        match attribute(element, "office:value-type").unwrap_or_default().as_str() {
            "date" => {
                cell.value = value("office:date-value")
                    .map(|date| day_of(&date).to_owned())
                    .unwrap_or_default();
                cell.is_date = true;
            }
            "float" | "percentage" | "currency" => {
                let text = value("office:value").unwrap_or_default();
                cell.value = text.parse().map_or(text, number);
            }
            "boolean" => cell.value = value("office:boolean-value").unwrap_or_default(),
            "string" => cell.value = value("office:string-value").unwrap_or_default(),
            _ => {}
        }
        self.cell = Some(cell);
        (self.paragraphs, self.is_in_paragraph) = (0, false);
        self.shown.clear();
    }

    fn text(&mut self, text: &str) {
        if self.cell.is_some() && self.is_in_paragraph && self.notes == 0 {
            self.shown.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), String> {
        match name {
            "office:annotation" => self.notes = self.notes.saturating_sub(1),
            _ if self.notes > 0 => {}
            "text:p" => self.is_in_paragraph = false,
            "table:table-cell" | "table:covered-table-cell" => self.end_of_cell(),
            "table:table-row" => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.end_of_row()?;
                }
            }
            "table:table" => {
                if let Some(sheet) = self.sheet.take() {
                    self.end_of_sheet(sheet)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_of_cell(&mut self) {
        let (Some(sheet), Some(cell)) = (&mut self.sheet, self.cell.take()) else { return };
        let text = match (cell.has_value, cell.is_date) {
            (true, true) => Shown::by_text(&self.shown).cut(&cell.value).to_owned(),
            (true, false) if !cell.value.is_empty() => cell.value,
            _ => std::mem::take(&mut self.shown),
        };
        let is_said = !cell.is_covered && !text.trim().is_empty();
        if cell.is_error || text.starts_with("Err:") || text.starts_with("#REF!") {
            sheet.errors += usize::from(is_said);
        } else if is_said {
            let columns = (0..cell.repeated).map(|at| sheet.column.saturating_add(at));
            sheet.cells.extend(columns.take(MOST_COLUMNS).map(|column| (column, text.clone())));
        }
        sheet.column = sheet.column.saturating_add(cell.repeated);
    }

    fn end_of_sheet(&mut self, sheet: OdsSheet) -> Result<(), String> {
        let OdsSheet { name, is_hidden, grid, errors, .. } = sheet;
        if is_hidden {
            self.found.notes.push(format!("the sheet `{name}` is hidden and was not read"));
            return Ok(());
        }
        if errors > 0 {
            self.found.notes.push(format!(
                "sheet `{name}`: {errors} cells show the error of a formula and were read as empty"
            ));
        }
        let text = grid.into_text().map_err(|error| format!("sheet `{name}`: {error}"))?;
        if !text.is_empty() {
            self.found.sheets.push(BookSheet { name, text });
        }
        Ok(())
    }
}

/// No program has sheets of more columns.
const MOST_COLUMNS: usize = 16_384;

impl OdsSheet {
    fn end_of_row(&mut self) -> Result<(), String> {
        let cells = std::mem::take(&mut self.cells);
        let all = cells.len().saturating_mul(self.rows_repeated as usize);
        self.grid.check_room(all).map_err(|error| format!("sheet `{}`: {error}", self.name))?;
        for at in 0..self.rows_repeated.max(1) {
            if cells.is_empty() {
                break;
            }
            for (column, text) in &cells {
                let put = self.grid.put(self.row.saturating_add(at), *column, text);
                put.map_err(|error| format!("sheet `{}`: {error}", self.name))?;
            }
        }
        self.row = self.row.saturating_add(self.rows_repeated.max(1));
        Ok(())
    }
}
