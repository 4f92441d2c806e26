//! A table for Python. Takes a batch of Arrow; gives it to whoever reads the Arrow C stream, to pandas and Polars, to plain
//! Python and to notebooks. Copies nothing where the reader does not; changes no cell.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch, RecordBatchIterator};
use arrow_schema::ffi::FFI_ArrowSchema;
use organigram::time::Day;
use pyo3::exceptions::{PyIndexError, PyKeyError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyIterator, PyList};

use crate::columns::{ColumnKind, Columns};

/// How many rows a notebook shows.
const SHOWN: usize = 20;
/// How many characters of a cell it shows.
const WIDEST: usize = 100;

/// Rows that answer a question, as an Arrow table.
///
/// pandas, Polars, DuckDB and PyArrow read it without a copy, by the Arrow C stream (``__arrow_c_stream__``). Texts are
/// ``large_string``; few words (``answer``, ``kind``, ``modality`` ..) are dictionaries, which become categories;
/// ``answer`` is ordered: ``no < possible < presumed < certain``. Days are ``int32``: days from 1970-01-01 in the proleptic
/// Gregorian calendar, null where nothing bounds them; a text in EDTF stands beside them.
///
/// Attributes
/// ----------
/// columns : list of str
///     The names of the columns.
/// question : str
///     What was asked, in words: the date and the sources that count.
/// notes : list of str
///     What no row can say: what was left out, that nobody is recorded.
///
/// Examples
/// --------
/// >>> import organigram
/// >>> table = organigram.open("models/chess-club.ron").at("1960").query("under(club)")
/// >>> table
/// <organigram.Table of 2 rows: id, name, kind, existence, .., sources, cites; as of 1960; all sources>
/// >>> table.column("answer")
/// ['certain', 'certain']
/// >>> table[0]["why"]
/// 'begun 1950-05-02, known to go on'
#[pyclass(frozen, name = "Table", module = "organigram")]
pub(crate) struct PyTable {
    batch: RecordBatch,
    kinds: Vec<ColumnKind>,
    #[pyo3(get)]
    question: String,
    #[pyo3(get)]
    notes: Vec<String>,
}

impl PyTable {
    pub(crate) fn new(columns: Columns, question: String, notes: Vec<String>) -> PyTable {
        let about = HashMap::from([
            ("organigram.question".to_owned(), question.clone()),
            ("organigram.notes".to_owned(), notes.join("\n")),
        ]);
        let (batch, kinds) = columns.finish(about);
        PyTable { batch, kinds, question, notes }
    }

    fn rows(&self) -> usize {
        self.batch.num_rows()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.batch.schema_ref().fields().iter().map(|field| field.name().as_str())
    }

    /// A cell as an object of Python.
    fn cell<'py>(&self, py: Python<'py>, column: usize, row: usize) -> PyResult<Bound<'py, PyAny>> {
        let array = self.batch.column(column);
        if array.is_null(row) {
            return Ok(py.None().into_bound(py));
        }
        Ok(match self.kinds[column] {
            ColumnKind::Text | ColumnKind::Category => {
                self.words(column, row).into_pyobject(py)?.into_any()
            }
            ColumnKind::Day => {
                array.as_primitive::<Int32Type>().value(row).into_pyobject(py)?.into_any()
            }
            ColumnKind::Number => {
                array.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any()
            }
            ColumnKind::Flag => {
                array.as_boolean().value(row).into_pyobject(py)?.to_owned().into_any()
            }
        })
    }

    /// The text of a cell that has one.
    fn words(&self, column: usize, row: usize) -> &str {
        let array = self.batch.column(column);
        match self.kinds[column] {
            ColumnKind::Category => {
                let array = array.as_dictionary::<Int32Type>();
                let place = array.keys().value(row);
                array.values().as_string::<i32>().value(place as usize)
            }
            _ => array.as_string::<i64>().value(row),
        }
    }

    /// A cell for people: days as dates.
    fn shown(&self, column: usize, row: usize) -> String {
        let array = self.batch.column(column);
        if array.is_null(row) {
            return String::new();
        }
        match self.kinds[column] {
            ColumnKind::Text | ColumnKind::Category => self.words(column, row).to_owned(),
            ColumnKind::Day => Day(array.as_primitive::<Int32Type>().value(row)).to_string(),
            ColumnKind::Number => array.as_primitive::<Int64Type>().value(row).to_string(),
            ColumnKind::Flag => if array.as_boolean().value(row) { "yes" } else { "" }.to_owned(),
        }
    }

    fn row<'py>(&self, py: Python<'py>, row: usize) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (column, name) in self.names().enumerate() {
            dict.set_item(name, self.cell(py, column, row)?)?;
        }
        Ok(dict)
    }

    /// The columns in which something stands.
    fn filled(&self) -> Vec<usize> {
        let columns = 0..self.batch.num_columns();
        columns.filter(|column| self.batch.column(*column).null_count() < self.rows()).collect()
    }
}

/// A text within HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
    out
}

#[pymethods]
impl PyTable {
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.names().collect()
    }

    fn __len__(&self) -> usize {
        self.rows()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, row: isize) -> PyResult<Bound<'py, PyDict>> {
        let place = if row < 0 { row + self.rows() as isize } else { row };
        let place = usize::try_from(place).ok().filter(|place| *place < self.rows());
        let wrong = || PyIndexError::new_err(format!("row {row} of {}", self.rows()));
        self.row(py, place.ok_or_else(wrong)?)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.to_dicts(py)?.try_iter()
    }

    /// One column as a list.
    ///
    /// Parameters
    /// ----------
    /// name : str
    ///     One of ``columns``.
    ///
    /// Returns
    /// -------
    /// list
    ///     Texts, numbers, days from 1970-01-01 as numbers; ``None`` where nothing stands.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When the table has no such column.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> model = organigram.open("models/chess-club.ron")
    /// >>> model.query("under(club)").column("start_min")
    /// [-7184, None, -4383, 1704, 1704, -3653, -1826, 6452]
    #[pyo3(signature = (name))]
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let place = self.names().position(|known| known == name);
        let wrong = || {
            let known = self.names().collect::<Vec<_>>().join(", ");
            PyKeyError::new_err(format!("no column `{name}`; there are {known}"))
        };
        let column = place.ok_or_else(wrong)?;
        let cells = (0..self.rows()).map(|row| self.cell(py, column, row));
        PyList::new(py, cells.collect::<PyResult<Vec<_>>>()?)
    }

    /// The rows as plain dictionaries, without any other library.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     A dictionary a row, by the names of the columns; ``None`` where nothing stands.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> model = organigram.open("models/chess-club.ron")
    /// >>> [row["name"] for row in model.at(1960).query("under(club)").to_dicts()]
    /// ['Board', 'Junior section']
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = (0..self.rows()).map(|row| self.row(py, row));
        PyList::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    /// The table as one of PyArrow, without a copy.
    ///
    /// Returns
    /// -------
    /// pyarrow.Table
    ///
    /// Raises
    /// ------
    /// ModuleNotFoundError
    ///     When PyArrow is not installed: ``pip install pyarrow``.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> model = organigram.open("models/chess-club.ron")
    /// >>> model.query("under(club)").to_arrow().num_rows
    /// 8
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// The table as a data frame of pandas.
    ///
    /// Texts are pandas' own strings backed by Arrow, few words are categories (``answer`` is ordered, so that
    /// ``frame.answer >= "presumed"`` works), days and numbers are ``Int32`` and ``Int64``, which can be missing.
    ///
    /// Returns
    /// -------
    /// pandas.DataFrame
    ///
    /// Raises
    /// ------
    /// ModuleNotFoundError
    ///     When pandas or PyArrow is not installed: ``pip install organigram[pandas]``.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> frame = organigram.open("models/chess-club.ron").at("1960").query("under(club)").to_pandas()
    /// >>> frame[frame.answer >= "presumed"].id.tolist()
    /// ['board', 'juniors']
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        py.import("organigram._frames")?.call_method1("to_pandas", (slf,))
    }

    /// The table as a data frame of Polars.
    ///
    /// Returns
    /// -------
    /// polars.DataFrame
    ///
    /// Raises
    /// ------
    /// ModuleNotFoundError
    ///     When Polars is not installed: ``pip install organigram[polars]``.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> frame = organigram.open("models/chess-club.ron").at("1960").query("under(club)").to_polars()
    /// >>> frame["id"].to_list()
    /// ['board', 'juniors']
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        py.import("organigram._frames")?.call_method1("to_polars", (slf,))
    }

    /// The table by the Arrow C stream, for any library that reads it.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A wish for other types may be left unheard; the reader casts then.
        drop(requested_schema);
        let schema = self.batch.schema();
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], schema);
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// The types of the columns by the Arrow C interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.batch.schema_ref().as_ref());
        let schema =
            schema.map_err(|error| pyo3::exceptions::PyRuntimeError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    fn __repr__(&self) -> String {
        const SOME: usize = 6;
        let names: Vec<&str> = self.names().collect();
        let names = match names.len() > SOME {
            true => {
                format!("{}, .., {}", names[..4].join(", "), names[names.len() - 2..].join(", "))
            }
            false => names.join(", "),
        };
        let rows = match self.rows() {
            1 => "1 row".to_owned(),
            rows => format!("{rows} rows"),
        };
        let notes: Vec<String> = self.notes.iter().map(|note| format!("\nnote: {note}")).collect();
        let notes = notes.concat();
        format!("<organigram.Table of {rows}: {names}; {}>{notes}", self.question)
    }

    fn _repr_html_(&self) -> String {
        let mut out = String::from("<table><thead><tr>");
        let filled = self.filled();
        let names: Vec<&str> = self.names().collect();
        for &column in &filled {
            out.push_str(&format!("<th>{}</th>", escaped(names[column])));
        }
        out.push_str("</tr></thead><tbody>");
        for row in 0..self.rows().min(SHOWN) {
            out.push_str("<tr>");
            for &column in &filled {
                let text = self.shown(column, row);
                let mut cell: String = text.chars().take(WIDEST).collect();
                if cell.len() < text.len() {
                    cell.push('\u{2026}');
                }
                out.push_str(&format!("<td>{}</td>", escaped(&cell)));
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table>");
        let rows = match self.rows() {
            1 => "1 row".to_owned(),
            rows if rows > SHOWN => format!("{rows} rows, the first {SHOWN} shown"),
            rows => format!("{rows} rows"),
        };
        out.push_str(&format!("<p>{rows}; {}</p>", escaped(&self.question)));
        for note in &self.notes {
            out.push_str(&format!("<p>{}</p>", escaped(note)));
        }
        out
    }
}
