//! Tables: rows of cells as text, JSON or CSV.
//!
//! Takes columns and cells, writes them. Knows nothing of what they mean.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Terminal;
use super::terminal::bold;
use crate::project::csv_text;

/// How a table is written.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub(super) enum TableFormat {
    /// Only the first column, one value a line.
    Ids,
    /// A table for people.
    #[default]
    Table,
    /// JSON for programs.
    Json,
    /// CSV for spreadsheets (RFC 4180).
    Csv,
}

/// Rows under columns.
pub(super) struct TextTable {
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

impl TextTable {
    /// Those columns of some rows that are wanted.
    pub(super) fn of(
        headings: &[&'static str],
        rows: Vec<Vec<String>>,
        wanted: &[&'static str],
    ) -> TextTable {
        if headings == wanted {
            return TextTable { columns: wanted.to_vec(), rows };
        }
        let place = |wanted| headings.iter().position(|heading| heading == wanted);
        let places: Vec<usize> = wanted.iter().filter_map(place).collect();
        let pick = |row: Vec<String>| places.iter().map(|at| row[*at].clone()).collect();
        TextTable { columns: wanted.to_vec(), rows: rows.into_iter().map(pick).collect() }
    }

    pub(super) fn write(&self, format: TableFormat, terminal: &mut Terminal) -> io::Result<()> {
        match format {
            TableFormat::Ids => terminal
                .data(|out| self.rows.iter().try_for_each(|row| writeln!(out, "{}", row[0]))),
            TableFormat::Table => self.text(&mut terminal.out),
            TableFormat::Json => terminal.data(|mut out| self.json(&mut out)),
            TableFormat::Csv => terminal.data(|mut out| self.csv(&mut out)),
        }
    }

    fn text(&self, out: &mut impl Write) -> io::Result<()> {
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                let cells = self.rows.iter().map(|row| row[at].width());
                cells.chain([self.columns[at].width()]).max().unwrap_or(0)
            })
            .collect();
        // A column in which nothing stands says nothing.
        let filled = |at: usize| at == 0 || self.rows.iter().any(|row| !row[at].is_empty());
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let mut line = String::new();
            for (at, cell) in cells.enumerate().filter(|(at, _)| filled(*at)) {
                line.push_str(cell);
                line.push_str(&" ".repeat(widths[at].saturating_sub(cell.width()) + 2));
            }
            line.trim_end().to_owned()
        };
        writeln!(out, "{}", bold(&line(&mut self.columns.iter().copied())))?;
        for row in &self.rows {
            writeln!(out, "{}", line(&mut row.iter().map(String::as_str)))?;
        }
        Ok(())
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        let object = |row: &Vec<String>| {
            let cells = self.columns.iter().zip(row);
            cells.map(|(name, cell)| ((*name).to_owned(), cell.clone().into())).collect()
        };
        let rows: Vec<serde_json::Map<String, serde_json::Value>> =
            self.rows.iter().map(object).collect();
        serde_json::to_writer_pretty(&mut *out, &rows)?;
        writeln!(out)
    }

    fn csv(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(self.csv_text().as_bytes())
    }

    /// The table as CSV.
    pub(super) fn csv_text(&self) -> String {
        let rows = self.rows.iter().map(|row| row.iter().map(String::as_str));
        csv_text(&self.columns, rows)
    }

    /// A part of a table that is written bit by bit: the headings stand above the first alone.
    pub(super) fn write_csv(&self, is_first: bool, terminal: &mut Terminal) -> io::Result<()> {
        let text = self.csv_text();
        let rows = text.split_once('\n').map_or("", |(_, rows)| rows);
        terminal.data(|out| out.write_all(if is_first { &text } else { rows }.as_bytes()))
    }
}
