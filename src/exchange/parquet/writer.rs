//! Rows to row groups. Takes the schema of a table and its rows, writes one Parquet file as they come. Holds one row
//! group in memory; gives the same bytes for the same rows.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;

use super::schema::{ColumnSchema, ColumnType, TableSchema};

/// How many rows a row group holds at the most, and about how many bytes of one column's texts.
const MOST_ROWS: usize = 500_000;
const MOST_BYTES: usize = 64 << 20;

/// A value of a row.
#[derive(Copy, Clone, Debug)]
pub(super) enum TableCell<'a> {
    None,
    Int(i32),
    Str(&'a str),
}

impl<'a> From<&'a str> for TableCell<'a> {
    fn from(text: &'a str) -> Self {
        TableCell::Str(text)
    }
}

impl From<i32> for TableCell<'_> {
    fn from(number: i32) -> Self {
        TableCell::Int(number)
    }
}

/// A number of a graph, of which there are never more than half of all.
impl From<u32> for TableCell<'_> {
    fn from(number: u32) -> Self {
        TableCell::Int(i32::try_from(number).unwrap_or(i32::MAX))
    }
}

impl<'a, C: Into<TableCell<'a>>> From<Option<C>> for TableCell<'a> {
    fn from(value: Option<C>) -> Self {
        value.map_or(TableCell::None, Into::into)
    }
}

/// A text that says nothing where it is empty.
pub(super) fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// The values of one column of a row group.
enum Column {
    Ints { values: Vec<i32>, levels: Vec<i16> },
    Texts { bytes: Vec<u8>, ends: Vec<usize>, levels: Vec<i16> },
}

/// Bytes on their way to the file: the crate wants a writer that may change threads.
#[derive(Clone, Default)]
struct Outbox(Arc<Mutex<Vec<u8>>>);

impl Write for Outbox {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Outbox {
    fn empty(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.write_all(&bytes)?;
        bytes.clear();
        Ok(())
    }
}

/// Writes the rows of one table.
pub(super) struct TableWriter<'w> {
    table: &'static TableSchema,
    file: SerializedFileWriter<Outbox>,
    outbox: Outbox,
    out: &'w mut dyn Write,
    columns: Vec<Column>,
    rows: usize,
}

impl<'w> TableWriter<'w> {
    pub(super) fn new(table: &'static TableSchema, out: &'w mut dyn Write) -> io::Result<Self> {
        let outbox = Outbox::default();
        let schema = parse_message_type(&message(table)).map_err(failed)?;
        let file = SerializedFileWriter::new(outbox.clone(), Arc::new(schema), properties(table));
        let columns = table.columns.iter().map(Column::new).collect();
        Ok(TableWriter { table, file: file.map_err(failed)?, outbox, out, columns, rows: 0 })
    }

    /// Adds a row: a cell for each column.
    ///
    /// # Panics
    /// When a cell is not of the column's type.
    pub(super) fn row<const N: usize>(&mut self, cells: [TableCell<'_>; N]) -> io::Result<()> {
        self.cells(&cells)
    }

    /// The same for a number of cells that is not known beforehand.
    pub(super) fn cells(&mut self, cells: &[TableCell<'_>]) -> io::Result<()> {
        assert_eq!(cells.len(), self.columns.len(), "cells of a row of {}", self.table.name);
        let mut largest = 0;
        for ((column, cell), schema) in self.columns.iter_mut().zip(cells).zip(self.table.columns) {
            largest = largest.max(column.push(*cell, schema));
        }
        self.rows += 1;
        if self.rows >= MOST_ROWS || largest >= MOST_BYTES { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(failed)?;
        for (column, schema) in self.columns.iter_mut().zip(self.table.columns) {
            let mut writer = group.next_column().map_err(failed)?.expect("one a column");
            column.write(writer.untyped(), schema.nullable).map_err(failed)?;
            writer.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        self.rows = 0;
        self.outbox.empty(self.out)
    }

    /// Writes what is left, and the end of the file.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.file.close().map_err(failed)?;
        self.outbox.empty(self.out)
    }
}

impl Column {
    fn new(schema: &ColumnSchema) -> Column {
        match schema.holds {
            ColumnType::Number | ColumnType::Day => {
                Column::Ints { values: Vec::new(), levels: Vec::new() }
            }
            _ => Column::Texts { bytes: Vec::new(), ends: Vec::new(), levels: Vec::new() },
        }
    }

    /// Adds a value; gives how many bytes of text there are.
    fn push(&mut self, cell: TableCell<'_>, schema: &ColumnSchema) -> usize {
        match (self, cell) {
            (Column::Ints { values, levels }, TableCell::Int(value)) => {
                values.push(value);
                levels.push(1);
                0
            }
            (Column::Texts { bytes, ends, levels }, TableCell::Str(text)) => {
                bytes.extend_from_slice(text.as_bytes());
                ends.push(bytes.len());
                levels.push(1);
                bytes.len()
            }
            (Column::Ints { levels, .. } | Column::Texts { levels, .. }, TableCell::None)
                if schema.nullable =>
            {
                levels.push(0);
                0
            }
            (_, cell) => panic!("{} cannot hold {cell:?}", schema.name),
        }
    }

    fn write(&mut self, writer: &mut ColumnWriter<'_>, nullable: bool) -> Result<(), ParquetError> {
        match (self, writer) {
            (Column::Ints { values, levels }, ColumnWriter::Int32ColumnWriter(writer)) => {
                writer.write_batch(values, nullable.then_some(levels), None)?;
                values.clear();
                levels.clear();
            }
            (
                Column::Texts { bytes, ends, levels },
                ColumnWriter::ByteArrayColumnWriter(writer),
            ) => {
                let shared = Bytes::from(std::mem::take(bytes));
                let starts = std::iter::once(0).chain(ends.iter().copied());
                let pieces = starts.zip(ends.iter()).map(|(start, end)| shared.slice(start..*end));
                let values: Vec<ByteArray> = pieces.map(ByteArray::from).collect();
                writer.write_batch(&values, nullable.then_some(levels), None)?;
                ends.clear();
                levels.clear();
            }
            _ => unreachable!("columns are made by the schema"),
        }
        Ok(())
    }
}

/// The schema in the words of the format.
fn message(table: &TableSchema) -> String {
    let columns = table.columns.iter().map(|column| {
        let repetition = if column.nullable { "OPTIONAL" } else { "REQUIRED" };
        let (name, of) = (column.name, column.holds.physical());
        match of {
            "int32" => format!("{repetition} INT32 {name};"),
            _ => format!("{repetition} BYTE_ARRAY {name} (UTF8);"),
        }
    });
    format!("message {} {{ {} }}", table.name, columns.collect::<Vec<_>>().join(" "))
}

fn properties(table: &TableSchema) -> Arc<WriterProperties> {
    let properties = WriterProperties::builder()
        .set_created_by(concat!("organigram ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_compression(Compression::SNAPPY);
    let properties = table.columns.iter().fold(properties, |properties, column| {
        let path = ColumnPath::from(column.name);
        match column.holds {
            ColumnType::Number => properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path, Encoding::DELTA_BINARY_PACKED),
            ColumnType::Id => properties.set_column_dictionary_enabled(path, false),
            _ => properties,
        }
    });
    Arc::new(properties.build())
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
