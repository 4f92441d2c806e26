//! organigram for Python: the front door of the library as classes and exceptions.
//!
//! Takes objects of Python, asks the library, gives tables of Arrow, pictures and exceptions. A door like the program: it
//! translates, and decides no answer. Long work is done without the interpreter's lock.
//!
//! | file | owns |
//! |---|---|
//! | `model` | opening a model, from files, texts and data frames; the class `Model` |
//! | `slice` | the class `Slice`: every question |
//! | `question` | arguments of Python as questions of the library |
//! | `rows`, `columns`, `table` | answers as columns of Arrow; the class `Table` |
//! | `picture` | the class `Picture` |
//! | `network` | graphs of networkx and rustworkx |
//! | `frames` | data frames as tables to import |
//! | `diagnostic`, `errors` | the class `Diagnostic`; what goes wrong, as exceptions |

#![forbid(unsafe_code)]

mod columns;
mod diagnostic;
mod errors;
mod frames;
mod model;
mod network;
mod picture;
mod question;
mod rows;
mod slice;
mod table;

use std::ffi::OsString;

use pyo3::prelude::*;

/// Run the program on some arguments, the first of which is its own name; gives its exit code.
#[pyfunction]
#[pyo3(signature = (args))]
fn run_command(py: Python<'_>, args: Vec<OsString>) -> PyResult<u8> {
    errors::without_lock(py, || Ok(organigram::cli::run(args)))
}

/// The compiled part of organigram.
#[pymodule]
fn _organigram(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<diagnostic::PyDiagnostic>()?;
    module.add_class::<slice::PySlice>()?;
    module.add_class::<model::PyModel>()?;
    module.add_class::<table::PyTable>()?;
    module.add_class::<picture::PyPicture>()?;
    module.add_function(wrap_pyfunction!(model::open, module)?)?;
    module.add_function(wrap_pyfunction!(run_command, module)?)
}
