//! Data frames as a model. Takes frames of any library, as headings and texts of cells; gives the model that importing them
//! as tables gives, with every row that cannot be used. Decides nothing about a cell.

use std::sync::Arc;

use organigram::project::{
    Mapping, Project, Strictness, TableImport, TableKind, TableMapping, csv_text,
};
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyDict, PyString};
use serde_json::Value;

use crate::errors::Failure;
use crate::rows;

/// The frames that were given.
pub(crate) struct Frames<'py> {
    pub(crate) sources: Option<Bound<'py, PyAny>>,
    pub(crate) organs: Option<Bound<'py, PyAny>>,
    pub(crate) hierarchy: Option<Bound<'py, PyAny>>,
    pub(crate) names: Option<Bound<'py, PyAny>>,
    pub(crate) members: Option<Bound<'py, PyAny>>,
    pub(crate) lineage: Option<Bound<'py, PyAny>>,
    pub(crate) events: Option<Bound<'py, PyAny>>,
    pub(crate) posts: Option<Bound<'py, PyAny>>,
    pub(crate) people: Option<Bound<'py, PyAny>>,
    pub(crate) tenures: Option<Bound<'py, PyAny>>,
    pub(crate) seats: Option<Bound<'py, PyAny>>,
}

/// A frame as a table.
pub(crate) struct FrameTable {
    kind: TableKind,
    text: String,
}

/// The model that came of frames.
pub(crate) struct FrameModel {
    pub(crate) project: Arc<Project>,
    pub(crate) notes: Vec<String>,
    pub(crate) reported: Vec<Value>,
}

impl Frames<'_> {
    /// The frames as tables.
    pub(crate) fn tables(&self, py: Python<'_>) -> PyResult<Vec<FrameTable>> {
        let given = [
            (TableKind::Sources, &self.sources),
            (TableKind::Organs, &self.organs),
            (TableKind::Hierarchy, &self.hierarchy),
            (TableKind::Names, &self.names),
            (TableKind::Members, &self.members),
            (TableKind::Lineage, &self.lineage),
            (TableKind::Events, &self.events),
            (TableKind::Posts, &self.posts),
            (TableKind::People, &self.people),
            (TableKind::Tenures, &self.tenures),
            (TableKind::Seats, &self.seats),
        ];
        let cells = py.import("organigram._frames")?.getattr("cells")?;
        let mut tables = Vec::new();
        for (kind, frame) in given {
            let Some(frame) = frame else { continue };
            let (names, rows): (Vec<String>, Vec<Vec<String>>) =
                cells.call1((frame,))?.extract()?;
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let rows = rows.iter().map(|row| row.iter().map(String::as_str));
            tables.push(FrameTable { kind, text: csv_text(&names, rows) });
        }
        Ok(tables)
    }
}

/// The text of a mapping: a dictionary becomes JSON, which mappings may be in.
pub(crate) fn mapping(py: Python<'_>, given: Option<Bound<'_, PyAny>>) -> PyResult<Option<String>> {
    let Some(given) = given else { return Ok(None) };
    if given.is_instance_of::<PyString>() {
        return given.extract().map(Some);
    }
    let given = given.cast_into::<PyDict>()?;
    py.import("json")?.call_method1("dumps", (given,))?.extract().map(Some)
}

/// Makes a model of tables.
pub(crate) fn model(
    tables: Vec<FrameTable>,
    mapping: Option<String>,
    strict: bool,
) -> Result<FrameModel, Failure> {
    let mut known = match &mapping {
        None => Mapping::default(),
        Some(text) => {
            Mapping::read(text).map_err(|error| Failure::question(format!("mapping: {error}")))?
        }
    };
    for table in &tables {
        let name = table.kind.name();
        match known.tables.iter_mut().find(|known| known.file == name) {
            Some(known) => known.holds = known.holds.or(Some(table.kind)),
            None => known.tables.push(TableMapping {
                file: name.to_owned(),
                holds: Some(table.kind),
                ..TableMapping::default()
            }),
        }
    }
    let mut import = TableImport::new(known);
    import.strictness = Strictness::Lenient;
    for table in tables {
        import.add(table.kind.name(), table.text)?;
    }
    let imported = import.import()?;
    let report = &imported.report;
    let reported = rows::problems(&report.diagnostics, import.texts());
    let count = report.reported();
    if strict && (count > 0 || !reported.is_empty()) {
        let rows = if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
        return Err(Failure::Model {
            message: format!("the frames cannot be used as they are: {rows} reported"),
            help: Some("`strict=False` makes a model of the others".to_owned()),
            problems: reported,
        });
    }
    let notes = report.notes.clone();
    let project = Project::from_text("frames", imported.to_text());
    match project.unreadable() {
        None => Ok(FrameModel { project: Arc::new(project), notes, reported }),
        Some(error) => Err(Failure::unreadable(&project, &error)),
    }
}
