//! A problem of a model, for Python. Takes what the JSON writer gives; adds nothing.

use pyo3::prelude::*;
use serde_json::Value;

/// One problem of a model: what is wrong, where, and how to fix it.
///
/// Attributes
/// ----------
/// code : str
///     The rule's code, such as ``"L001"``; ``organigram explain L001`` explains it.
/// name : str
///     The rule's name, such as ``"unknown-field"``.
/// level : str
///     ``"error"``, ``"warning"`` or ``"note"``.
/// message : str
///     What is wrong.
/// file : str or None
///     The file, where the problem has one.
/// line, column : int or None
///     Where it begins, both from 1; columns count characters.
/// end_line, end_column : int or None
///     Where it ends.
/// notes : list of str
///     Facts that help to understand it.
/// help : str or None
///     What to do.
///
/// Examples
/// --------
/// >>> import organigram
/// >>> model = organigram.Model.from_text('Model(organs: { "board": Organ(under: "clubb") })')
/// >>> problem = model.diagnostics()[-1]
/// >>> problem.code, problem.level, problem.line, problem.column
/// ('R001', 'error', 1, 40)
/// >>> print(problem)
/// model.ron:1:40: error[R001] unknown-id: no organ has the id `clubb`
#[pyclass(frozen, name = "Diagnostic", module = "organigram", get_all)]
pub(crate) struct PyDiagnostic {
    code: String,
    name: String,
    level: String,
    message: String,
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
    notes: Vec<String>,
    help: Option<String>,
}

impl PyDiagnostic {
    pub(crate) fn of(problem: &Value) -> PyDiagnostic {
        let text = |field: &str| problem[field].as_str().map(str::to_owned);
        let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
        let list = |field: &str| -> Vec<String> {
            let items = problem[field].as_array().into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        PyDiagnostic {
            code: text("code").unwrap_or_default(),
            name: text("name").unwrap_or_default(),
            level: text("level").unwrap_or_default(),
            message: text("message").unwrap_or_default(),
            file: text("file"),
            line: number(&problem["line"]),
            column: number(&problem["column"]),
            end_line: number(&problem["end"]["line"]),
            end_column: number(&problem["end"]["column"]),
            notes: list("notes"),
            help: Some(list("help").join("\n")).filter(|help| !help.is_empty()),
        }
    }
}

#[pymethods]
impl PyDiagnostic {
    fn __str__(&self) -> String {
        let place = match (&self.file, self.line, self.column) {
            (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}: "),
            (Some(file), ..) => format!("{file}: "),
            _ => String::new(),
        };
        format!("{place}{}[{}] {}: {}", self.level, self.code, self.name, self.message)
    }

    fn __repr__(&self) -> String {
        format!("<organigram.Diagnostic {self}>", self = self.__str__())
    }
}
