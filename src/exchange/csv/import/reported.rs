//! All rows that cannot be used, as they were, each with what is wrong: a table to be put right and imported again.
//!
//! Takes the tables once more and writes the rows of one of them as they are found. Keeps no more than a few of them at a
//! time, however many there are; gives no entries.

use std::io::{self, Write};
use std::sync::mpsc;
use std::thread;

use super::cells::Cell;
use super::mapping::Mapping;
use super::report::RowError;
use super::row::Spec;
use super::run::{ImportOptions, import_logged};
use crate::model::{Entry, Sink};
use crate::text::{SourceFile, SourceMap};

/// The heading of the column that says what is wrong.
const WHY: &str = "problem";

/// How many rows may wait to be written.
const WAITING: usize = 64;

/// Writes the rows of one file that cannot be used, or not all of them, as CSV under the headings of the file, with a
/// last column `problem`. A row that is read as several things may come several times.
///
/// # Errors
/// When `out` takes no more.
pub fn write_reported(
    sources: &SourceMap,
    mapping: &Mapping,
    options: &ImportOptions,
    file: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    thread::scope(|scope| {
        let (sender, lines) = mpsc::sync_channel::<Vec<u8>>(WAITING);
        scope.spawn(move || {
            let mut has_headings = false;
            let log = move |spec: &Spec<'_>, start: usize, errors: &[&RowError]| {
                if spec.file.name != file {
                    return;
                }
                if !std::mem::replace(&mut has_headings, true) {
                    let headings = spec.headings.iter().map(String::as_str).chain([WHY]);
                    // Whoever takes no more rows has said so.
                    _ = sender.send(line(headings));
                }
                let why: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
                let cells = cells(spec, start);
                let cells = cells.iter().map(|cell| &*cell.text);
                let gap = spec.headings.len().saturating_sub(cells.len());
                let why = why.join("; ");
                let row = cells.chain(std::iter::repeat_n("", gap)).chain([why.as_str()]);
                _ = sender.send(line(row));
            };
            // What is wrong with a whole table was said when it was imported.
            _ = import_logged(sources, mapping, options, Nowhere, Some(Box::new(log)));
        });
        lines.iter().try_for_each(|line| out.write_all(&line))
    })
}

/// A row as comma-separated text.
fn line<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(cells).expect("memory takes all");
    out.into_inner().expect("memory takes all")
}

/// The cells of the row that begins at a place; a row that is none as one cell.
fn cells<'t>(spec: &Spec<'t>, start: usize) -> Vec<Cell<'t>> {
    let (mut rows, mut cells) = (spec.rows.from(start), Vec::new());
    if let Some(Err(_)) = rows.next(&mut cells) {
        let text = spec.file.text()[start..rows.at()].trim_end_matches(['\n', '\r']);
        cells = vec![Cell { text: text.into(), at: start }];
    }
    cells
}

/// Entries that nobody wants.
struct Nowhere;

impl Sink for Nowhere {
    fn fresh(&self) -> Self {
        Nowhere
    }

    fn take<'t>(&mut self, _: &'t SourceFile, _: &Entry<'t>) {}

    fn append(&mut self, _: Self) {}
}
