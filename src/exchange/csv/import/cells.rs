//! The rows and cells of a table of text (RFC 4180), borrowed from it, each with its place.
//!
//! Takes a text and its separator, gives rows. Knows no columns. A quotation mark that is never
//! closed costs its own line and no more. The crate `csv` reads the same tables, but copies every
//! cell and knows no columns of a line; the tests hold the two against each other.

use super::columns::is_heading;
use crate::model::Text;

/// One cell: what it says, and where it begins in its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell<'t> {
    pub(super) text: Text<'t>,
    pub(super) at: usize,
}

/// A row that is no row.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct CellProblem {
    pub(super) at: usize,
    pub(super) what: &'static str,
}

/// Reads rows one after another.
#[derive(Clone, Debug)]
pub(super) struct Rows<'t> {
    text: &'t str,
    at: usize,
    separator: u8,
    /// Whether a quotation mark was found that is never closed: cells stay within lines from then on.
    unclosed: bool,
    /// Rows that begin here or later belong to the next piece.
    stop: usize,
    /// Where the table ends, whatever piece is read.
    end: usize,
    /// Whether rows without any text are passed over.
    without_blank: bool,
    /// Whether a carriage return within a cell is a line break, as it is in a sheet.
    is_sheet: bool,
}

/// The sign that separates the cells: the one that gives most of the first rows one number of cells, or the one
/// that a line `sep=;` names.
pub(super) fn separator(text: &str) -> u8 {
    let line = text.trim_start_matches('\u{feff}').lines().next().unwrap_or("").as_bytes();
    if let [b's', b'e', b'p', b'=', sign] = line {
        return *sign;
    }
    // Below one heading alone, signs are part of what the cells say.
    if std::str::from_utf8(line).is_ok_and(|line| is_heading(line.trim().trim_matches('"'))) {
        return b',';
    }
    let mut best = (b',', (0, 0, 0));
    for sign in [b',', b';', b'\t', b'|'] {
        let found = regularity(text, sign);
        // Bars are mostly between the items of lists.
        if found > best.1 && (sign != b'|' || best.1.0 == 0 && found.1 > 1) {
            best = (sign, found);
        }
    }
    best.0
}

/// How many of the first rows have the most frequent number of cells above one, how many cells the first row has,
/// and that number.
fn regularity(text: &str, separator: u8) -> (usize, usize, usize) {
    const LOOKED_AT: usize = 20;
    let (mut rows, mut cells) = (Rows::new(text, separator), Vec::new());
    let mut counts: Vec<usize> = Vec::new();
    while counts.len() < LOOKED_AT
        && let Some(row) = rows.next(&mut cells)
    {
        counts.push(if row.is_ok() { cells.len() } else { 0 });
    }
    let times = |count: usize| counts.iter().filter(|other| **other == count).count();
    let above_one = counts.iter().filter(|count| **count > 1);
    above_one.map(|&count| (times(count), counts[0], count)).max().unwrap_or((0, 0, 0))
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str, separator: u8) -> Self {
        let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        if text[at..].starts_with("sep=") {
            at += text[at..].find('\n').map_or(text.len() - at, |end| end + 1);
        }
        Rows {
            text,
            at,
            separator,
            unclosed: false,
            stop: usize::MAX,
            end: usize::MAX,
            without_blank: false,
            is_sheet: false,
        }
    }

    /// The same rows as those of a sheet, in which a line of text is a row whatever its cells hold.
    pub(super) fn of_sheet(self) -> Self {
        Rows { is_sheet: true, ..self }
    }

    /// The same table read from the row that begins at `at`.
    pub(super) fn from(&self, at: usize) -> Self {
        Rows { at, stop: self.end, ..self.clone() }
    }

    /// The same rows up to the one that begins at `stop`.
    pub(super) fn until(&self, stop: usize) -> Self {
        Rows { stop, ..self.clone() }
    }

    /// The same rows in a table that ends at `end`.
    pub(super) fn ending(&self, end: usize) -> Self {
        Rows { stop: end, end, ..self.clone() }
    }

    /// The same rows but for those without any text.
    pub(super) fn without_blank(self) -> Self {
        Rows { without_blank: true, ..self }
    }

    pub(super) fn separator(&self) -> u8 {
        self.separator
    }

    /// Where the next row is looked for.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Reads the next row into `cells` and gives the place where it begins; passes over empty lines.
    pub(super) fn next(&mut self, cells: &mut Vec<Cell<'t>>) -> Option<Result<usize, CellProblem>> {
        loop {
            let row = self.any(cells)?;
            let is_blank =
                self.without_blank && cells.iter().all(|cell| cell.text.trim().is_empty());
            if row.is_err() || !is_blank {
                return Some(row);
            }
        }
    }

    fn any(&mut self, cells: &mut Vec<Cell<'t>>) -> Option<Result<usize, CellProblem>> {
        let bytes = self.text.as_bytes();
        while let Some(b'\n' | b'\r') = bytes.get(self.at) {
            self.at += 1;
        }
        if self.at == bytes.len() || self.at >= self.stop {
            return None;
        }
        let start = self.at;
        cells.clear();
        Some(loop {
            match self.cell() {
                Ok((cell, last)) => {
                    cells.push(cell);
                    if last {
                        break Ok(start);
                    }
                }
                Err(error) => break Err(error),
            }
        })
    }

    /// One cell, and whether it is the last of its row.
    #[inline]
    fn cell(&mut self) -> Result<(Cell<'t>, bool), CellProblem> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) == Some(&b'"') {
            return self.quoted();
        }
        let at = self.at;
        let end = memchr::memchr2(self.separator, b'\n', &bytes[at..]);
        let end = end.map_or(bytes.len(), |len| at + len);
        let last = bytes.get(end) != Some(&self.separator);
        self.at = (end + 1).min(bytes.len());
        let text = &self.text[at..end];
        let text = if last { text.strip_suffix('\r').unwrap_or(text) } else { text };
        // A separator at the very end of the text has an empty cell behind it.
        if !last && end + 1 == bytes.len() {
            self.text = &self.text[..end];
            self.at = end;
            return Ok((Cell { text: text.into(), at }, false));
        }
        Ok((Cell { text: text.into(), at }, last))
    }

    fn quoted(&mut self) -> Result<(Cell<'t>, bool), CellProblem> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let line_end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        let limit = if self.unclosed { line_end } else { bytes.len() };
        let (mut end, mut doubled) = (start, false);
        loop {
            let Some(step) = memchr::memchr(b'"', &bytes[end..limit]) else {
                self.unclosed = true;
                self.at = (line_end + 1).min(bytes.len());
                return Err(CellProblem {
                    at: start - 1,
                    what: "this quotation mark is never closed",
                });
            };
            end += step;
            if bytes.get(end + 1) != Some(&b'"') {
                break;
            }
            (end, doubled) = (end + 2, true);
        }
        let inner = &self.text[start..end];
        let mut text =
            if doubled { Text::Owned(inner.replace("\"\"", "\"")) } else { Text::from(inner) };
        if self.is_sheet && text.contains('\r') {
            text = text.replace('\r', "\n").into();
        }
        self.after_quote(Cell { text, at: start }, end + 1)
    }

    fn after_quote(&mut self, cell: Cell<'t>, end: usize) -> Result<(Cell<'t>, bool), CellProblem> {
        let bytes = self.text.as_bytes();
        match &bytes[end..] {
            [] => self.at = end,
            [b'\n', ..] => self.at = end + 1,
            [b'\r', b'\n', ..] => self.at = end + 2,
            [b'\r'] => self.at = end + 1,
            [sign] if *sign == self.separator => {
                self.text = &self.text[..end];
                self.at = end;
                return Ok((cell, false));
            }
            [sign, ..] if *sign == self.separator => {
                self.at = end + 1;
                return Ok((cell, false));
            }
            rest => {
                self.at = memchr::memchr(b'\n', rest).map_or(bytes.len(), |at| end + at + 1);
                let what = "this cell goes on after its closing quotation mark";
                return Err(CellProblem { at: end, what });
            }
        }
        Ok((cell, true))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<Result<Vec<String>, CellProblem>> {
        let mut rows = Rows::new(text, b',');
        let (mut cells, mut all) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next(&mut cells) {
            all.push(row.map(|_| cells.iter().map(|cell| cell.text.to_string()).collect()));
        }
        all
    }

    #[test]
    fn quotes_line_breaks_and_ends_of_all_sorts() {
        let text = "\u{feff}a,\"b \"\"c\"\"\r\nd\",\r\n\n\"\",x,\"y\"\n1,2,";
        let expected = [["a", "b \"c\"\r\nd", ""], ["", "x", "y"], ["1", "2", ""]];
        assert_eq!(rows(text), expected.map(|row| Ok(row.map(String::from).to_vec())));
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_line() {
        // The first mark is closed by the one before `z`, which `z` then follows.
        let found = rows("a,b\n\"x,1\ny,2\n\"z\",3\nw,4\n");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[1].is_err() && found[2].is_ok());
        let found = rows("a,b\n\"x,1\ny,2\nz,3\n");
        assert!(found[1].is_err());
        assert_eq!(found[3], Ok(vec!["z".into(), "3".into()]));
    }

    #[test]
    fn the_separator_is_found() {
        assert_eq!(separator("a;b;c,d\n1,2,3,4,5"), b';');
        assert_eq!(separator("\"a;b;c\",d"), b',');
        assert_eq!(separator("a\tb"), b'\t');
        assert_eq!(separator("sep=;\na,b"), b';');
        assert_eq!(separator(""), b',');
    }

    proptest! {
        #[test]
        fn reads_what_the_crate_csv_writes(
            table in prop::collection::vec(prop::collection::vec("[a,\"\n\r =é\t]{0,5}", 3), 1..6)
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let expected: Vec<_> = table.into_iter().map(Ok).collect();
            prop_assert_eq!(rows(&text), expected);
        }
    }
}
