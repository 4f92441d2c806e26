//! A model for Python. Takes a file, texts or data frames; gives a model that can be asked at any time by all its sources,
//! and slices of it. Decides no answer.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use organigram::project::{
    CheckRequest, Disk, ExportFormat, ExportRequest, LoadOptions, Outside, Project, Question,
};
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyType};

use crate::diagnostic::PyDiagnostic;
use crate::errors::{Failure, without_lock};
use crate::frames::{self, Frames};
use crate::question::{Perspective, question};
use crate::rows;
use crate::slice::PySlice;
use crate::table::PyTable;

/// A model: what sources say about an organisation.
///
/// ``organigram.open`` reads one from a file. A model is a slice of itself, at any time and by all its sources, and has all
/// methods of ``Slice``; ``at`` gives the slice of a date, or by some of the sources. A model does not change: threads may
/// share it, and each call lets the other threads go on.
///
/// Attributes
/// ----------
/// name : str
///     The path or the name that it was read by.
/// title : str
///     Its title.
/// views : list of str
///     The names of the views that it names, for ``draw``.
/// notes : list of str
///     What was concluded from data frames that it was made of.
///
/// Examples
/// --------
/// >>> import organigram
/// >>> model = organigram.open("models/chess-club.ron")
/// >>> model.title
/// 'Rookhaven Chess Club'
/// >>> model.query("organs()").column("id")
/// ['club', 'board', 'library', 'juniors', 'under-12', 'youth', 'postal', 'problems', 'study']
#[pyclass(frozen, extends = PySlice, name = "Model", module = "organigram")]
pub(crate) struct PyModel {
    notes: Vec<String>,
    reported: Vec<serde_json::Value>,
}

impl PyModel {
    /// A model around a project that could be read.
    pub(crate) fn of(py: Python<'_>, project: Arc<Project>) -> PyResult<Py<PyModel>> {
        PyModel::noted(py, project, Vec::new(), Vec::new())
    }

    fn noted(
        py: Python<'_>,
        project: Arc<Project>,
        notes: Vec<String>,
        reported: Vec<serde_json::Value>,
    ) -> PyResult<Py<PyModel>> {
        let slice = without_lock(py, || PySlice::new(project, Question::default()))?;
        let model = PyClassInitializer::from(slice).add_subclass(PyModel { notes, reported });
        Py::new(py, model)
    }
}

/// Reads a model from somewhere.
pub(crate) fn read(py: Python<'_>, load: impl FnOnce() -> Project + Send) -> PyResult<Py<PyModel>> {
    let project = without_lock(py, || {
        let project = load();
        match project.unreadable() {
            None => Ok(Arc::new(project)),
            Some(error) => Err(Failure::unreadable(&project, &error)),
        }
    })?;
    PyModel::of(py, project)
}

/// Open a model's file, with all that it includes.
///
/// Parameters
/// ----------
/// path : str or os.PathLike
///     The file.
/// allow_outside : bool, optional
///     Whether it may include files that lie outside its own folder.
///
/// Returns
/// -------
/// Model
///
/// Raises
/// ------
/// ModelError
///     When it cannot be read without errors: an answer from a half-read model may be wrong. ``diagnostics`` has every
///     problem with its place.
///
/// Examples
/// --------
/// >>> import organigram
/// >>> organigram.open("models/chess-club.ron")
/// <organigram.Model 'Rookhaven Chess Club' from models/chess-club.ron>
#[pyfunction]
#[pyo3(signature = (path, *, allow_outside=false))]
pub(crate) fn open(py: Python<'_>, path: PathBuf, allow_outside: bool) -> PyResult<Py<PyModel>> {
    let outside = if allow_outside { Outside::Allowed } else { Outside::Refused };
    read(py, || Project::load_from(&Disk, &path, &LoadOptions::default().outside(outside)))
}

#[pymethods]
impl PyModel {
    /// Read a model from a text in memory, which can include nothing.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The model in RON.
    /// name : str, optional
    ///     What problems call it.
    ///
    /// Returns
    /// -------
    /// Model
    ///
    /// Raises
    /// ------
    /// ModelError
    ///     As ``open``.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> model = organigram.Model.from_text('Model(organs: { "club": Organ(existence: "1950/1971") })')
    /// >>> model.at("1960").query("club").column("answer")
    /// ['certain']
    #[classmethod]
    #[pyo3(signature = (text, *, name="model.ron"))]
    fn from_text(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        text: String,
        name: &str,
    ) -> PyResult<Py<PyModel>> {
        read(py, || Project::from_text(name, text))
    }

    /// Read a model from texts in memory, which may include each other.
    ///
    /// Parameters
    /// ----------
    /// texts : dict of str to str
    ///     The texts by their paths.
    /// entry : str
    ///     The path of the one to begin with.
    ///
    /// Returns
    /// -------
    /// Model
    ///
    /// Raises
    /// ------
    /// ModelError
    ///     As ``open``.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> texts = {"club.ron": 'Model(include: ["b.ron"])', "b.ron": 'Model(organs: { "board": Organ() })'}
    /// >>> organigram.Model.from_texts(texts, "club.ron").query("organs()").column("id")
    /// ['board']
    #[classmethod]
    #[pyo3(signature = (texts, entry))]
    fn from_texts(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        texts: HashMap<String, String>,
        entry: &str,
    ) -> PyResult<Py<PyModel>> {
        read(py, || Project::from_texts(Path::new(entry), texts))
    }

    /// Make a model of data frames, as ``organigram import csv`` makes one of tables.
    ///
    /// Columns are found by their headings, dates are read as people write them: docs/tables.md. A frame is one of pandas,
    /// Polars or PyArrow, whatever speaks the Arrow C stream, a dictionary of columns, or a list of rows as dictionaries.
    ///
    /// Parameters
    /// ----------
    /// sources, organs, hierarchy, names, members, lineage, events, posts, people, tenures, seats : frame, optional
    ///     One frame for each kind of row.
    /// mapping : dict or str, optional
    ///     What columns mean and what all rows have in common, as a mapping file has it, in RON or as a dictionary; the
    ///     frames are its tables by their names: ``{"tables": [{"file": "organs", "columns": {"name": "Club"}}]}``.
    /// strict : bool, optional
    ///     Whether a row that cannot be used is an error. Otherwise ``reported`` has them.
    ///
    /// Returns
    /// -------
    /// Model
    ///
    /// Raises
    /// ------
    /// ModelError
    ///     When a row cannot be used, or the model that comes of the rows cannot be read. ``diagnostics`` have the frame as
    ///     their file; the row of headings is line 1.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> organs = {"id": ["club", "board"], "name": ["Chess Club", "Board"], "under": [None, "club"], "start": [1950, 1950]}
    /// >>> model = organigram.Model.from_frames(organs=organs)
    /// >>> model.at("1960").query("under(club)").column("name")
    /// ['Board']
    #[classmethod]
    #[pyo3(signature = (
        *, sources=None, organs=None, hierarchy=None, names=None, members=None, lineage=None, events=None, posts=None,
        people=None, tenures=None, seats=None, mapping=None, strict=true
    ))]
    #[allow(clippy::too_many_arguments, reason = "all of them are named where they are given")]
    fn from_frames(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        sources: Option<Bound<'_, PyAny>>,
        organs: Option<Bound<'_, PyAny>>,
        hierarchy: Option<Bound<'_, PyAny>>,
        names: Option<Bound<'_, PyAny>>,
        members: Option<Bound<'_, PyAny>>,
        lineage: Option<Bound<'_, PyAny>>,
        events: Option<Bound<'_, PyAny>>,
        posts: Option<Bound<'_, PyAny>>,
        people: Option<Bound<'_, PyAny>>,
        tenures: Option<Bound<'_, PyAny>>,
        seats: Option<Bound<'_, PyAny>>,
        mapping: Option<Bound<'_, PyAny>>,
        strict: bool,
    ) -> PyResult<Py<PyModel>> {
        let given = Frames {
            sources,
            organs,
            hierarchy,
            names,
            members,
            lineage,
            events,
            posts,
            people,
            tenures,
            seats,
        };
        let tables = given.tables(py)?;
        let mapping = frames::mapping(py, mapping)?;
        let made = without_lock(py, || frames::model(tables, mapping, strict))?;
        PyModel::noted(py, made.project, made.notes, made.reported)
    }

    /// The model at a date, or by some of its sources.
    ///
    /// Parameters
    /// ----------
    /// as_of : str, int or datetime.date, optional
    ///     The day or period, in EDTF: ``"1936-06-01"``, ``"1936"``, ``"1936/1938"``. At any time where there is none.
    /// according_to : str or list of str, optional
    ///     Only what these sources say, and the sources quoted within them.
    /// without : str or list of str, optional
    ///     Nothing that only these sources say.
    /// known_by : str, int or datetime.date, optional
    ///     Only what was published by then.
    /// modality : str or list of str, optional
    ///     Only claims of these modalities: ``"asserted"``, ``"reported"``, ``"planned"``, ``"projected"``, ``"implied"``,
    ///     ``"inferred"``.
    /// presume_for : str, optional
    ///     How long after its last attestation a thing is presumed to have gone on: ``"5y"``, ``"18m"``, ``"90d"``.
    /// show : str, optional
    ///     ``"default"`` (what is certain or presumed), ``"certain"``, or ``"possible"`` (that too).
    /// lines : str or list of str, optional
    ///     Only these lines of superiors.
    ///
    /// Returns
    /// -------
    /// Slice
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When a date is not EDTF, or a source or a line is not one of the model's; ``help`` says what may have been meant.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> model = organigram.open("models/chess-club.ron")
    /// >>> model.at("1949-06").query("club").column("answer")
    /// ['no']
    /// >>> model.at("1949-06", according_to="jubilee").query("club").column("answer")
    /// ['possible']
    #[pyo3(signature = (
        as_of=None, *, according_to=None, without=None, known_by=None, modality=None, presume_for=None, show=None, lines=None
    ))]
    #[allow(clippy::too_many_arguments, reason = "all but one are named where they are given")]
    fn at(
        slf: &Bound<'_, Self>,
        as_of: Option<&Bound<'_, PyAny>>,
        according_to: Option<&Bound<'_, PyAny>>,
        without: Option<&Bound<'_, PyAny>>,
        known_by: Option<&Bound<'_, PyAny>>,
        modality: Option<&Bound<'_, PyAny>>,
        presume_for: Option<&str>,
        show: Option<&str>,
        lines: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PySlice> {
        let py = slf.py();
        let perspective =
            Perspective { according_to, without, known_by, modality, presume_for, show, lines };
        let question = question(py, as_of, &perspective)?;
        let project = Arc::clone(slf.as_super().get().project());
        without_lock(py, || PySlice::new(project, question))
    }

    #[getter]
    fn name(slf: &Bound<'_, Self>) -> String {
        slf.as_super().get().project().name().to_owned()
    }

    #[getter]
    fn title(slf: &Bound<'_, Self>) -> String {
        slf.as_super().get().project().title().to_owned()
    }

    #[getter]
    fn views(slf: &Bound<'_, Self>) -> Vec<String> {
        let project = slf.as_super().get().project();
        project.views().map(|view| view.name.to_owned()).collect()
    }

    #[getter]
    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }

    /// The organs, events, posts and people that the model has words for.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``id``, ``name``, ``class`` and ``kind``. It answers nothing: ``query`` says whether and when they were.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> organigram.open("models/chess-club.ron").things().column("class")[-4:]
    /// ['post', 'person', 'person', 'person']
    fn things(slf: &Bound<'_, Self>) -> PyResult<PyTable> {
        let project = slf.as_super().get().project();
        without_lock(slf.py(), || {
            let things: Vec<_> = project.things().collect();
            Ok(PyTable::new(rows::things(&things), "what the model names".to_owned(), Vec::new()))
        })
    }

    /// The sources that the model describes.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``id``, ``description``, ``reliability``, ``url`` and ``note``.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> organigram.open("models/chess-club.ron").sources().column("id")
    /// ['minutes', 'jubilee', 'gazette']
    fn sources(slf: &Bound<'_, Self>) -> PyResult<PyTable> {
        let project = slf.as_super().get().project();
        without_lock(slf.py(), || {
            let sources: Vec<_> = project.sources().collect();
            Ok(PyTable::new(
                rows::sources(&sources),
                "the sources of the model".to_owned(),
                Vec::new(),
            ))
        })
    }

    /// Every problem of the model, with its place.
    ///
    /// Returns
    /// -------
    /// list of Diagnostic
    ///     In the order of the text. ``check`` gives the same as a table.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> problem = organigram.open("models/chess-club.ron").diagnostics()[0]
    /// >>> problem.code, problem.level, problem.name
    /// ('E002', 'note', 'excluding-rivals')
    fn diagnostics(slf: &Bound<'_, Self>) -> PyResult<Vec<PyDiagnostic>> {
        let slice = slf.as_super().get();
        let problems = without_lock(slf.py(), || {
            let problems = slice.problems(&CheckRequest::default())?;
            Ok(rows::problems(&problems, slice.project().texts()))
        })?;
        Ok(problems.iter().map(PyDiagnostic::of).collect())
    }

    /// The rows of data frames that could not be used, where ``from_frames`` was asked not to be strict.
    ///
    /// Returns
    /// -------
    /// list of Diagnostic
    ///     ``file`` is the frame; the row of headings is line 1.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> organs = {"id": ["club", "board"], "start": ["1950", "soon"]}
    /// >>> model = organigram.Model.from_frames(organs=organs, strict=False)
    /// >>> print(model.reported()[0])
    /// organs:3:7: error[I005] bad-cell-date: `soon` is not understood as a date: `soon` is not a word used in dates
    fn reported(&self) -> Vec<PyDiagnostic> {
        self.reported.iter().map(PyDiagnostic::of).collect()
    }

    /// The model as one text in RON, without includes.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> text = organigram.open("models/chess-club.ron").to_ron()
    /// >>> organigram.Model.from_text(text).title
    /// 'Rookhaven Chess Club'
    fn to_ron(slf: &Bound<'_, Self>) -> PyResult<String> {
        let project = slf.as_super().get().project();
        without_lock(slf.py(), || {
            let request = ExportRequest::new(ExportFormat::Ron);
            let exported = project.export(&Question::default(), &request)?;
            Ok(exported.files.into_iter().map(|(_, text)| text).collect())
        })
    }

    fn __repr__(slf: &Bound<'_, Self>) -> String {
        let project = slf.as_super().get().project();
        match project.title() {
            "" => format!("<organigram.Model from {}>", project.name()),
            title => format!("<organigram.Model '{title}' from {}>", project.name()),
        }
    }
}
