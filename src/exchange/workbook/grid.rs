//! The cells of a sheet, wherever they lie, and the sheet as text.
//!
//! Takes cells with their places, gives lines of comma-separated text, one for each row of the sheet, blank ones too, so
//! that lines and rows have the same numbers. Holds only cells that show something: a sheet of a million empty rows
//! costs nothing.

/// No sheet that people write has more cells.
const MOST_CELLS: usize = 30_000_000;

/// The longest text of a sheet, in bytes.
const MOST_BYTES: usize = 1 << 30;

/// The most cells of a sheet as a rectangle.
const MOST_AREA: u64 = 1 << 28;

#[derive(Debug, Default)]
pub(super) struct Grid {
    texts: String,
    cells: Vec<GridCell>,
    merged: Vec<MergedRows>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct GridCell {
    row: u32,
    column: u32,
    start: u32,
    end: u32,
}

/// Rows that share the cell of a column.
#[derive(Clone, Copy, Debug)]
struct MergedRows {
    first: u32,
    last: u32,
    column: u32,
}

impl Grid {
    /// A cell that shows something; one that does not is no cell.
    pub(super) fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), String> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if self.cells.len() == MOST_CELLS || self.texts.len() + text.len() > MOST_BYTES {
            return Err(too_large());
        }
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        self.cells.push(GridCell { row, column, start, end: self.texts.len() as u32 });
        Ok(())
    }

    /// Whether there is room for so many more cells.
    pub(super) fn check_room(&self, cells: usize) -> Result<(), String> {
        match self.cells.len().saturating_add(cells) > MOST_CELLS {
            true => Err(too_large()),
            false => Ok(()),
        }
    }

    /// Rows share the cell of a column.
    pub(super) fn merge(&mut self, first: u32, last: u32, column: u32) {
        if last > first {
            self.merged.push(MergedRows { first, last, column });
        }
    }

    /// The sheet as text; empty where no cell shows anything.
    pub(super) fn into_text(mut self) -> Result<String, String> {
        self.cells.sort_unstable();
        self.share()?;
        let Some(last) = self.cells.last() else { return Ok(String::new()) };
        let (last, mut rows) = (last.row, 0_u64);
        let width = self.cells.iter().map(|cell| cell.column).max().unwrap_or(0) + 1;
        for row in self.cells.chunk_by(|one, other| one.row == other.row) {
            rows += u64::from(!row.is_empty());
        }
        if rows * u64::from(width) > MOST_AREA {
            return Err(format!(
                "its cells lie in {rows} rows and {width} columns, most of them empty; delete what stands far to \
                 the right of the table"
            ));
        }
        let mut out = String::with_capacity(self.texts.len() + last as usize);
        let mut line = 0;
        for row in self.cells.chunk_by(|one, other| one.row == other.row) {
            while line < row[0].row {
                out.push('\n');
                line += 1;
            }
            let mut column = 0;
            for cell in row {
                // Of two cells in one place the first counts.
                if cell.column < column {
                    continue;
                }
                while column < cell.column {
                    out.push(',');
                    column += 1;
                }
                quote(&mut out, &self.texts[cell.start as usize..cell.end as usize]);
                column += 1;
                if column < width {
                    out.push(',');
                }
            }
            out.extend(std::iter::repeat_n(',', width.saturating_sub(column + 1) as usize));
            out.push('\n');
            line += 1;
        }
        Ok(out)
    }

    /// Puts what merged rows share into each of them that shows anything.
    fn share(&mut self) -> Result<(), String> {
        let mut shared = Vec::new();
        for MergedRows { first, last, column } in std::mem::take(&mut self.merged) {
            let from = self.cells.partition_point(|cell| cell.row < first);
            let to = self.cells.partition_point(|cell| cell.row <= last);
            let rows = &self.cells[from..to];
            let Some(top) = rows.iter().find(|cell| (cell.row, cell.column) == (first, column))
            else {
                continue;
            };
            for row in rows.chunk_by(|one, other| one.row == other.row) {
                if row[0].row > first && row.iter().all(|cell| cell.column != column) {
                    shared.push(GridCell { row: row[0].row, ..*top });
                }
            }
            if self.cells.len() + shared.len() > MOST_CELLS {
                return Err("its merged cells overlap".to_owned());
            }
        }
        self.cells.extend(shared);
        self.cells.sort_unstable();
        Ok(())
    }
}

fn too_large() -> String {
    format!(
        "it has more than {MOST_CELLS} cells or {} MiB of text; divide it, or save it as CSV",
        MOST_BYTES >> 20
    )
}

/// A cell, in quotation marks where its text needs them. A line break within it is a carriage return, so that lines and
/// rows keep the same numbers.
fn quote(out: &mut String, text: &str) {
    let is_plain = !text.contains([',', '"', '\n', '\r']) && !text.starts_with("sep=");
    if is_plain {
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(&text.replace('"', "\"\"").replace("\r\n", "\r").replace('\n', "\r"));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: &[(u32, u32, &str)]) -> Grid {
        let mut grid = Grid::default();
        for (row, column, text) in cells {
            grid.put(*row, *column, text).unwrap();
        }
        grid
    }

    #[test]
    fn lines_and_rows_have_the_same_numbers() {
        let text =
            grid(&[(2, 1, "a,b"), (0, 0, "x"), (2, 3, "c"), (2, 2, " ")]).into_text().unwrap();
        assert_eq!(text, "x,,,\n\n,\"a,b\",,c\n");
        let text = grid(&[(0, 0, "x"), (1, 0, "a\nb\r\nc"), (2, 0, "y")]).into_text().unwrap();
        assert_eq!(text, "x\n\"a\rb\rc\"\ny\n");
    }

    #[test]
    fn what_rows_share_stands_in_each_of_them() {
        let mut grid =
            grid(&[(0, 0, "h"), (0, 1, "i"), (1, 0, "a"), (1, 1, "1"), (2, 1, "2"), (4, 1, "4")]);
        grid.merge(1, 1_048_575, 0);
        assert_eq!(grid.into_text().unwrap(), "h,i\na,1\na,2\n\na,4\n");
    }

    #[test]
    fn a_stray_cell_far_away_is_named_and_costs_nothing() {
        let mut cells: Vec<(u32, u32, &str)> = (0..100_000).map(|row| (row, 0, "a")).collect();
        cells.push((0, 16_383, "stray"));
        let error = grid(&cells).into_text().unwrap_err();
        assert!(error.contains("100000 rows and 16384 columns"), "{error}");
    }
}
