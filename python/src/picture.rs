//! A picture for Python. Takes what to draw and how; gives it as SVG to notebooks, and as a file of any format. Lays out
//! what is asked for, when it is asked for.

use std::path::PathBuf;
use std::sync::OnceLock;

use organigram::atomic_write::{Existing, Folders, NewFile, write_files};
use organigram::model::Choice;
use organigram::project::{BadSvgId, PictureFormat, Project, Request, Style, Theme, View, draw};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::errors::{Failure, with_arguments, without_lock};
use crate::question::option;

/// How to draw, in words.
pub(crate) struct DrawArgs<'a> {
    pub(crate) theme: &'a str,
    pub(crate) direction: Option<&'a str>,
    pub(crate) stretches: Option<&'a str>,
    pub(crate) calendar: Option<&'a str>,
    pub(crate) engine: Option<&'a str>,
    pub(crate) paper: Option<&'a str>,
    pub(crate) scale: f64,
    pub(crate) svg_id: Option<&'a str>,
    pub(crate) svg: Option<&'a str>,
}

impl DrawArgs<'_> {
    fn style(&self) -> Result<Style, Failure> {
        let mut style = Style::default();
        style.theme = Theme::named(self.theme).ok_or_else(|| {
            let known = Theme::NAMES.map(|name| format!("`{name}`")).join(", ");
            Failure::question(format!("theme: `{}` is none of {known}", self.theme))
        })?;
        style.direction = option("direction", self.direction)?.unwrap_or_default();
        style.stretches = option("stretches", self.stretches)?.unwrap_or_default();
        style.calendar = option("calendar", self.calendar)?;
        style.engine = option("engine", self.engine)?.unwrap_or_default();
        style.paper = option("paper", self.paper)?.unwrap_or_default();
        if !(0.05..=20.0).contains(&self.scale) {
            return Err(Failure::question("scale: a number from 0.05 to 20"));
        }
        style.scale = self.scale;
        if let Some(name) = self.svg_id {
            let wrong = |error| Failure::question(format!("svg_id: {error}"));
            style.svg_id = name.parse().map_err(|error: BadSvgId| wrong(error))?;
        }
        style.svg = option("svg", self.svg)?.unwrap_or_default();
        Ok(style)
    }
}

/// A picture of a view.
///
/// Notebooks show it as SVG; ``save`` writes it as SVG, PNG, PDF, HTML, DOT, Mermaid or JSON.
///
/// Attributes
/// ----------
/// notes : list of str
///     What of the wishes makes no difference to such a view.
///
/// Examples
/// --------
/// >>> import organigram
/// >>> picture = organigram.open("models/wpk.ron").draw("origins")
/// >>> picture.to_svg()[:4]
/// '<svg'
#[pyclass(frozen, name = "Picture", module = "organigram")]
pub(crate) struct PyPicture {
    view: View,
    style: Style,
    what: String,
    svg: OnceLock<String>,
    #[pyo3(get)]
    notes: Vec<String>,
}

impl PyPicture {
    /// The picture of a view that the model names, changed by a request, or of the request alone.
    pub(crate) fn draw(
        project: &Project,
        name: Option<&str>,
        asked: Request,
        style: &DrawArgs<'_>,
    ) -> Result<PyPicture, Failure> {
        let style = style.style()?;
        let request = match name {
            Some(name) => Request::named(project, name)?.changed_by(&asked),
            None => asked,
        };
        let view = project.view(&request)?;
        if view.is_empty() {
            let why = with_arguments(&project.why_empty(&request, &view)?);
            return Err(Failure::Draw(format!("nothing to draw: {why}")));
        }
        // A picture may be written as anything: what applies to one format applies.
        let mut of_all = style.clone();
        (of_all.svg_id, of_all.svg) = Default::default();
        let idle = request.idle(&view).into_iter().chain(of_all.idle(&view, PictureFormat::Pdf));
        let notes = idle.map(|note| with_arguments(&note)).collect();
        let form = request.form.name().to_lowercase();
        let what = format!("a {form}: {}", view.caption().subtitle);
        Ok(PyPicture { view, style, what, svg: OnceLock::new(), notes })
    }

    fn bytes(&self, format: PictureFormat) -> Result<Vec<u8>, Failure> {
        Ok(draw(&self.view, &self.style).bytes(format)?)
    }

    fn svg(&self) -> Result<&str, Failure> {
        if let Some(svg) = self.svg.get() {
            return Ok(svg);
        }
        let svg = draw(&self.view, &self.style).svg()?;
        Ok(self.svg.get_or_init(|| svg))
    }
}

#[pymethods]
impl PyPicture {
    /// The picture as SVG.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Raises
    /// ------
    /// DrawError
    ///     When there is too much to lay out, or Graphviz is asked for and not installed.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> organigram.open("models/wpk.ron").draw("origins").to_svg().startswith("<svg")
    /// True
    fn to_svg(&self, py: Python<'_>) -> PyResult<&str> {
        without_lock(py, || self.svg())
    }

    /// The picture in any format.
    ///
    /// Parameters
    /// ----------
    /// format : str
    ///     ``"svg"``, ``"png"``, ``"pdf"``, ``"html"``, ``"dot"``, ``"mmd"`` or ``"json"``.
    ///
    /// Returns
    /// -------
    /// bytes
    ///
    /// Raises
    /// ------
    /// DrawError
    ///     As ``to_svg``.
    /// QuestionError
    ///     When there is no such format.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> organigram.open("models/wpk.ron").draw("origins").to_bytes("pdf")[:5]
    /// b'%PDF-'
    #[pyo3(signature = (format))]
    fn to_bytes<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = without_lock(py, || {
            let format = option::<PictureFormat>("format", Some(format))?.unwrap_or_default();
            self.bytes(format)
        })?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Write the picture into a file, whole or not at all; one that is there is replaced.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file; its ending names the format.
    /// format : str, optional
    ///     The format, whatever the ending.
    ///
    /// Raises
    /// ------
    /// DrawError
    ///     When the ending stands for no format, and as ``to_svg``.
    /// OSError
    ///     When the file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import organigram, pathlib, tempfile
    /// >>> with tempfile.TemporaryDirectory() as folder:
    /// ...     file = pathlib.Path(folder) / "origins.png"
    /// ...     organigram.open("models/wpk.ron").draw("origins").save(file)
    /// ...     file.read_bytes()[:4]
    /// b'\x89PNG'
    #[pyo3(signature = (path, format=None))]
    fn save(&self, py: Python<'_>, path: PathBuf, format: Option<&str>) -> PyResult<()> {
        without_lock(py, || {
            let format = match option::<PictureFormat>("format", format)? {
                Some(format) => format,
                None => PictureFormat::of_path(&path)?,
            };
            let bytes = self.bytes(format)?;
            let file = NewFile::of(&path, Existing::Replaced, &bytes);
            Ok(write_files(&[file], Folders::MustExist)?)
        })
    }

    fn _repr_svg_(&self, py: Python<'_>) -> PyResult<&str> {
        self.to_svg(py)
    }

    fn __repr__(&self) -> String {
        format!("<organigram.Picture of {}>", self.what)
    }
}
