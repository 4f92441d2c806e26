//! A model at a date, in a perspective, for Python. Takes a project and a question; asks the front door one call for each
//! method, and gives tables. Decides no answer.

use std::sync::Arc;

use organigram::diagnostics::Diagnostic;
use organigram::project::{
    CheckRequest, Compare, PanelDates, Project, QueryColumn, QueryRequest, Question, Request,
    RowOrder,
};
use pyo3::prelude::*;
use pyo3::types::PyAny;

use crate::columns::Columns;
use crate::errors::{Failure, raised, with_arguments, without_lock};
use crate::model::PyModel;
use crate::network;
use crate::picture::{DrawArgs, PyPicture};
use crate::question::{choice, edtf, option, texts};
use crate::rows;
use crate::table::PyTable;

/// A model at a date, by some sources: every question is asked of one.
///
/// ``Model.at`` makes it. Nothing is worked out before it is asked for, so that it costs nothing to make many.
///
/// Attributes
/// ----------
/// model : Model
///     The model.
/// question : str
///     The date and the sources that count, in words.
///
/// Examples
/// --------
/// >>> import organigram
/// >>> club = organigram.open("models/chess-club.ron").at("1960")
/// >>> club
/// <organigram.Slice of models/chess-club.ron: as of 1960; all sources>
#[pyclass(frozen, subclass, name = "Slice", module = "organigram")]
pub(crate) struct PySlice {
    project: Arc<Project>,
    question: Question,
    words: String,
}

impl PySlice {
    /// A slice, if the question names nothing that the model lacks.
    pub(crate) fn new(project: Arc<Project>, question: Question) -> Result<PySlice, Failure> {
        question.slice(project.graph())?;
        let words = question.describe()?;
        Ok(PySlice { project, question, words })
    }

    /// The project.
    pub(crate) fn project(&self) -> &Arc<Project> {
        &self.project
    }

    fn table(&self, columns: Columns, notes: Vec<String>) -> PyTable {
        PyTable::new(columns, self.words.clone(), notes)
    }

    pub(crate) fn query_table(
        &self,
        expression: &str,
        columns: Vec<QueryColumn>,
        order: RowOrder,
    ) -> Result<PyTable, Failure> {
        let session = self.project.session();
        let asked = match columns.is_empty() {
            // The usual ones depend on what is found: ask for nothing but the footing first.
            true => QueryColumn::usual(session.sort(expression)?),
            false => columns,
        };
        let left = rows::FOOTING.into_iter().filter(|column| !asked.contains(column));
        let asked: Vec<QueryColumn> = asked.iter().copied().chain(left).collect();
        let request = QueryRequest::new(expression).columns(&asked).order(order);
        let request = match asked.contains(&QueryColumn::Existence) {
            true => request.with_periods(),
            false => request,
        };
        let found = session.query(&self.question, &request)?;
        let notes = match found.rows.is_empty() {
            true => vec![with_arguments(&session.why_nothing(&self.question, expression)?)],
            false => Vec::new(),
        };
        Ok(self.table(rows::query(&found), notes))
    }

    pub(crate) fn check_table(&self, request: &CheckRequest) -> Result<PyTable, Failure> {
        let problems = self.problems(request)?;
        let columns = rows::check(&rows::problems(&problems, self.project.texts()));
        Ok(self.table(columns, Vec::new()))
    }

    pub(crate) fn problems(&self, request: &CheckRequest) -> Result<Vec<Diagnostic>, Failure> {
        let mut request = request.clone();
        request.question = self.question.clone();
        Ok(self.project.check(&request)?.diagnostics)
    }
}

/// What an answer is as JSON, read by Python.
fn json<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (text,))
}

fn written(answer: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(answer).map_err(|error| Failure::question(error.to_string()))
}

#[pymethods]
impl PySlice {
    #[getter]
    fn model(&self, py: Python<'_>) -> PyResult<Py<PyModel>> {
        PyModel::of(py, Arc::clone(&self.project))
    }

    #[getter]
    fn question(&self) -> &str {
        &self.words
    }

    fn __repr__(&self) -> String {
        format!("<organigram.Slice of {}: {}>", self.project.name(), self.words)
    }

    /// What an expression of the query language finds.
    ///
    /// Parameters
    /// ----------
    /// expression : str
    ///     An id or a name, a function such as ``under(wpk)``, or several combined with ``&``, ``|`` and ``~``:
    ///     docs/query.md is the reference.
    /// columns : str or list of str, optional
    ///     What to say of each thing, beside its footing: ``id``, ``name``, ``names``, ``kind``, ``existence``, ``superior``,
    ///     ``place``, ``note``, ``length``. The usual ones by default. ``existence`` comes with its days.
    /// order : str, optional
    ///     ``"model"``, ``"start"``, ``"length"``, ``"rank"``, ``"id"`` or ``"name"``.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row a thing; ``answer``, ``why``, ``last_attested``, ``modality``, ``reliability``, ``sources`` and ``cites`` stand in
    ///     every one. ``start_min`` .. ``end_max`` are days from 1970-01-01.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When the expression is wrong; the message underlines the place.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> club = organigram.open("models/chess-club.ron").at("1960")
    /// >>> for row in club.query("under(club)").to_dicts():
    /// ...     print(row["id"], row["answer"], row["cites"])
    /// board certain minutes p. 1
    /// juniors certain minutes p. 30, 88
    #[pyo3(signature = (expression, columns=None, order="model"))]
    fn query(
        &self,
        py: Python<'_>,
        expression: &str,
        columns: Option<&Bound<'_, PyAny>>,
        order: &str,
    ) -> PyResult<PyTable> {
        let columns = texts("columns", columns)?;
        without_lock(py, || {
            let columns = columns.iter().map(|name| option::<QueryColumn>("columns", Some(name)));
            let columns = columns.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
            let order = option::<RowOrder>("order", Some(order))?.unwrap_or_default();
            self.query_table(expression, columns, order)
        })
    }

    /// Who held a post, who sat in an organ, or what a person was.
    ///
    /// Parameters
    /// ----------
    /// name : str
    ///     A post, an organ or a person, by id or any of its names.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row a tenure or seat. ``standing`` says what it makes of the person: ``holder``, ``acting``, ``perhaps``,
    ///     ``honour``, ``forecast`` or ``not``. Where nobody is recorded, ``notes`` say so, with the tenures around.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When nothing, or several things, are called so.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> club = organigram.open("models/chess-club.ron").at("1960")
    /// >>> [(row["name"], row["standing"], row["answer"]) for row in club.who("president").to_dicts()]
    /// [('Vera Stone', 'holder', 'certain')]
    #[pyo3(signature = (name))]
    fn who(&self, py: Python<'_>, name: &str) -> PyResult<PyTable> {
        without_lock(py, || {
            let (columns, notes) = rows::who(&self.project.who(&self.question, name)?);
            Ok(self.table(columns, notes))
        })
    }

    /// What differs between two states: two dates, two sources, two states of knowledge or two models.
    ///
    /// Parameters
    /// ----------
    /// before, after : str, int or datetime.date, optional
    ///     Two dates, in EDTF. The slice must have none of its own.
    /// between : tuple of str, optional
    ///     Two sources: what the second says differently from the first.
    /// and_by : str, optional
    ///     With ``known_by`` of the slice: what was known by this later date.
    /// against : Model, optional
    ///     Another model: what it says differently from this one.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row a difference, with ``kind``, ``ids`` (apart by a blank), ``text``, ``before``, ``after`` and its footing.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When no two states are named, or something that the model lacks.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> model = organigram.open("models/chess-club.ron")
    /// >>> model.diff("1949", "1960").column("text")[0]
    /// 'Gambit Chess Society, 1950-05-02/..'
    #[pyo3(signature = (before=None, after=None, *, between=None, and_by=None, against=None))]
    fn diff(
        &self,
        py: Python<'_>,
        before: Option<&Bound<'_, PyAny>>,
        after: Option<&Bound<'_, PyAny>>,
        between: Option<&Bound<'_, PyAny>>,
        and_by: Option<&Bound<'_, PyAny>>,
        against: Option<PyRef<'_, PyModel>>,
    ) -> PyResult<PyTable> {
        let compare = compare(before, after, between, and_by, against)?;
        without_lock(py, || {
            let diff = self.project.diff(&self.question, &compare)?;
            let words = compare.describe(&self.project, &self.question)?;
            Ok(PyTable::new(rows::diff(&diff), words, Vec::new()))
        })
    }

    /// What happened, in order of time.
    ///
    /// Parameters
    /// ----------
    /// expression : str, optional
    ///     Which organs, events, posts or people; all by default.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row a happening: ``date`` in EDTF, ``first_day`` and ``last_day`` (days from 1970-01-01), ``what``, ``text``,
    ///     ``ids``, and its footing.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When the expression is wrong, or finds transitions or claims.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> model = organigram.open("models/chess-club.ron")
    /// >>> model.timeline("juniors").column("date")
    /// ['1958', '1974-09-01']
    #[pyo3(signature = (expression=None))]
    fn timeline(&self, py: Python<'_>, expression: Option<&str>) -> PyResult<PyTable> {
        without_lock(py, || {
            let happenings = self.project.timeline(&self.question, expression)?;
            Ok(self.table(rows::timeline(&happenings), Vec::new()))
        })
    }

    /// One row for each thing and date, for statistics.
    ///
    /// Parameters
    /// ----------
    /// expression : str
    ///     Which organs, events, posts or people.
    /// dates : str, int, datetime.date or a list of them, optional
    ///     The dates, in EDTF.
    /// every : str, optional
    ///     The same day of each year (``"12-31"``) or the last of each month (``"month"``), from ``first`` to ``last``.
    /// first, last : int, optional
    ///     The first and the last year.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``date`` with its ``first_day`` and ``last_day``, the thing as it was then, ``earliest_start`` .. ``latest_end``
    ///     (days from 1970-01-01), ``superior``, ``holders``, and its footing. What was not there has no row.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When there are no dates or too many, or the slice has a date of its own.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> model = organigram.open("models/chess-club.ron")
    /// >>> panel = model.panel("organs()", every="12-31", first=1973, last=1974)
    /// >>> [(row["date"], row["id"], row["answer"]) for row in panel.to_dicts() if row["id"] == "juniors"]
    /// [('1973-12-31', 'juniors', 'certain')]
    #[pyo3(signature = (expression, dates=None, *, every=None, first=None, last=None))]
    fn panel(
        &self,
        py: Python<'_>,
        expression: &str,
        dates: Option<&Bound<'_, PyAny>>,
        every: Option<&str>,
        first: Option<i32>,
        last: Option<i32>,
    ) -> PyResult<PyTable> {
        let listed = crate::question::dates("dates", dates)?;
        without_lock(py, || {
            let dates = panel_dates(&listed, every, first, last)?;
            let found = self.project.panel(&self.question, expression, &dates)?;
            Ok(self.table(rows::panel(&found), Vec::new()))
        })
    }

    /// Who served in the same body on the same days.
    ///
    /// Parameters
    /// ----------
    /// expression : str, optional
    ///     Which organs, or which people; all organs by default.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row a pair and body, with ``certain_days``, ``presumed_days`` and ``possible_days`` (how many they shared; null
    ///     where that has no bound), ``from`` and ``to`` (days from 1970-01-01), and its footing. ``notes`` say how many
    ///     services are left out because nothing dates them.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When the expression finds neither organs nor people, and when there are more than 20,000,000 pairs.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> wpk = organigram.open("models/wpk.ron").at("2013")
    /// >>> ties = wpk.ties("wpk-presidium")
    /// >>> ties.columns[:4]
    /// ['person', 'name', 'other', 'other_name']
    #[pyo3(signature = (expression=None))]
    fn ties(&self, py: Python<'_>, expression: Option<&str>) -> PyResult<PyTable> {
        without_lock(py, || {
            let found = self.project.ties(&self.question, expression)?;
            Ok(self.table(rows::ties(&found.rows), found.left_out().into_iter().collect()))
        })
    }

    /// Who stood under whom, in the order in which a tree is read.
    ///
    /// Parameters
    /// ----------
    /// organ : str, optional
    ///     The organ to begin at, by id or name; every one that stood under nothing by default.
    /// depth : int, optional
    ///     How many levels below it.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row a place in the tree, with its ``level``. ``elsewhere`` says that the organ is unfolded above, ``hidden`` how
    ///     many units do not follow here. ``notes`` say how many organs may have been there and are left out.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When no organ, or several, are called so.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> club = organigram.open("models/chess-club.ron").at("1960")
    /// >>> [(row["level"], row["id"]) for row in club.tree().to_dicts()]
    /// [(0, 'club'), (1, 'board'), (1, 'juniors')]
    #[pyo3(signature = (organ=None, depth=None))]
    fn tree(&self, py: Python<'_>, organ: Option<&str>, depth: Option<u32>) -> PyResult<PyTable> {
        without_lock(py, || {
            let found = self.project.tree(&self.question, organ, depth)?;
            let left_out = match organ {
                None => self.project.left_out(&self.question)?.in_words(),
                Some(_) => None,
            };
            let notes = left_out.map(|organs| format!("left out: {organs}"));
            Ok(self.table(rows::tree(&found), notes.into_iter().collect()))
        })
    }

    /// All that is said of one thing, rivals side by side.
    ///
    /// Parameters
    /// ----------
    /// name : str
    ///     An organ, an event, a post or a person, by id or any of its names.
    ///
    /// Returns
    /// -------
    /// dict
    ///     What ``organigram show --format json`` gives.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When nothing, or several things, are called so.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> club = organigram.open("models/chess-club.ron").at("1949-06").show("club")
    /// >>> club["answer"], club["why"]
    /// ('no', 'begins only on 1950-05-02')
    #[pyo3(signature = (name))]
    fn show<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let text = without_lock(py, || written(&self.project.show(&self.question, name)?))?;
        json(py, &text)
    }

    /// What an organ grew out of and became, or the ways from one organ to another.
    ///
    /// Parameters
    /// ----------
    /// organ : str
    ///     The organ, by id or name.
    /// to : str, optional
    ///     The organ to which the ways lead; without it the steps around ``organ``.
    /// most : int, optional
    ///     How many ways to give at most.
    ///
    /// Returns
    /// -------
    /// dict
    ///     What ``organigram lineage --format json`` gives.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When no organ, or several, are called so.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> model = organigram.open("models/wpk.ron")
    /// >>> len(model.lineage("diu", "wpk")["paths"])
    /// 5
    #[pyo3(signature = (organ, to=None, *, most=100))]
    fn lineage<'py>(
        &self,
        py: Python<'py>,
        organ: &str,
        to: Option<&str>,
        most: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let text = without_lock(py, || {
            let request = organigram::project::LineageRequest::of(organ).most(most);
            let request = match to {
                Some(to) => request.to(to),
                None => request,
            };
            written(&self.project.lineage(&self.question, &request)?)
        })?;
        json(py, &text)
    }

    /// Every problem of the model, on the days and by the sources of this slice.
    ///
    /// Parameters
    /// ----------
    /// allow, warn, deny : str or list of str, optional
    ///     Rules not to report, to report as warnings, to report as errors, by code or name.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row a problem: ``code``, ``name``, ``level``, ``file``, ``line``, ``column``, ``message``, ``help``.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When no rule is called so.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> organigram.open("models/chess-club.ron").check().column("code")
    /// ['E002']
    #[pyo3(signature = (*, allow=None, warn=None, deny=None))]
    fn check(
        &self,
        py: Python<'_>,
        allow: Option<&Bound<'_, PyAny>>,
        warn: Option<&Bound<'_, PyAny>>,
        deny: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyTable> {
        let request = levels(allow, warn, deny)?;
        without_lock(py, || self.check_table(&request))
    }

    /// Draw a view: one that the model names, or one of a form.
    ///
    /// Parameters
    /// ----------
    /// name : str, optional
    ///     A view that the model names; what else is given adds to it.
    /// form : str, optional
    ///     ``"hierarchy"``, ``"lineage"``, ``"roster"``, ``"tenures"``, ``"diff"`` or ``"network"``.
    /// root : str or list of str, optional
    ///     The organs to begin at, of tenures also people.
    /// depth : int, optional
    ///     How many levels below them, or steps away from them.
    /// only, highlight : str or list of str, optional
    ///     Expressions: show nothing but what they find; stress what they find.
    /// posts : bool, optional
    ///     Whether posts and their holders stand in the boxes.
    /// cluster : str, optional
    ///     What shares a frame in a network: ``"none"``, ``"kind"`` or ``"superior"``.
    /// title : str, optional
    ///     The title; the model's by default.
    /// subtitle : str, optional
    ///     Words below the title; the date and the perspective stand below them all the same.
    /// before, after, between, and_by, against
    ///     Two states of a diff, as in ``diff``.
    /// of : str, optional
    ///     What a diff compares: ``"hierarchy"`` or ``"roster"``.
    /// theme : str, optional
    ///     ``"light"``, ``"dark"`` or ``"print"``.
    /// direction : str, optional
    ///     Where units stand: ``"down"`` or ``"right"``.
    /// stretches : str, optional
    ///     What becomes of long stretches without happenings on a time axis.
    /// calendar : str, optional
    ///     Another calendar below a time axis.
    /// engine : str, optional
    ///     ``"own"``, or ``"graphviz"`` where that is installed.
    /// paper : str, optional
    ///     The paper of a PDF: ``"fitting"``, ``"a4"`` ..
    /// scale : float, optional
    ///     Pixels of a PNG for each of the picture's, which is 1/96 inch; from 0.05 to 20.
    /// svg_id : str, optional
    ///     A name for an SVG that is to stand in a page beside others: its ids and classes begin with it.
    /// svg : str, optional
    ///     ``"styled"`` by a style sheet, or ``"plain"`` by attributes, for office programs and wikis.
    ///
    /// Returns
    /// -------
    /// Picture
    ///     A notebook shows it; ``Picture.save`` writes it.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When something is named that the model lacks.
    /// DrawError
    ///     When there is nothing to draw, or too much.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> club = organigram.open("models/chess-club.ron").at("1960")
    /// >>> club.draw(form="hierarchy")
    /// <organigram.Picture of a hierarchy: As of 1960, according to all sources, preferred claims first, certain and presumed>
    #[pyo3(signature = (
        name=None, *, form=None, root=None, depth=None, only=None, highlight=None, posts=false, cluster=None, title=None, subtitle=None,
        before=None, after=None, between=None, and_by=None, against=None, of=None, theme="light", direction=None,
        stretches=None, calendar=None, engine=None, paper=None, scale=2.0, svg_id=None, svg=None
    ))]
    #[allow(clippy::too_many_arguments, reason = "all but one are named where they are given")]
    fn draw(
        &self,
        py: Python<'_>,
        name: Option<&str>,
        form: Option<&str>,
        root: Option<&Bound<'_, PyAny>>,
        depth: Option<u32>,
        only: Option<&Bound<'_, PyAny>>,
        highlight: Option<&Bound<'_, PyAny>>,
        posts: bool,
        cluster: Option<&str>,
        title: Option<&str>,
        subtitle: Option<&str>,
        before: Option<&Bound<'_, PyAny>>,
        after: Option<&Bound<'_, PyAny>>,
        between: Option<&Bound<'_, PyAny>>,
        and_by: Option<&Bound<'_, PyAny>>,
        against: Option<PyRef<'_, PyModel>>,
        of: Option<&str>,
        theme: &str,
        direction: Option<&str>,
        stretches: Option<&str>,
        calendar: Option<&str>,
        engine: Option<&str>,
        paper: Option<&str>,
        scale: f64,
        svg_id: Option<&str>,
        svg: Option<&str>,
    ) -> PyResult<PyPicture> {
        let mut request = Request::default();
        request.question = self.question.clone();
        request.root = texts("root", root)?;
        request.depth = depth;
        request.only = texts("only", only)?;
        request.highlight = texts("highlight", highlight)?;
        request.title = title.unwrap_or_default().to_owned();
        request.subtitle = subtitle.unwrap_or_default().to_owned();
        if posts {
            request = request.posts();
        }
        request.compare = compare(before, after, between, and_by, against)?;
        let words = || -> Result<_, Failure> {
            Ok((choice("form", form)?, choice("cluster", cluster)?, choice("of", of)?))
        };
        let (form, cluster, of) = raised(py, words())?;
        request.form = form.unwrap_or_default();
        (request.cluster, request.compare.of) = (cluster, of);
        let style =
            DrawArgs { theme, direction, stretches, calendar, engine, paper, scale, svg_id, svg };
        without_lock(py, || PyPicture::draw(&self.project, name, request, &style))
    }

    /// The things that expressions find, and what relates two of them, as a graph of networkx.
    ///
    /// Parameters
    /// ----------
    /// *expressions : str
    ///     Which organs, events, posts or people; the organs by default.
    ///
    /// Returns
    /// -------
    /// networkx.MultiDiGraph
    ///     Nodes are ids, with ``class``, ``name``, ``kind`` and their footing. An edge leads from a unit to its superior, from
    ///     a person to what they held, from a predecessor to its successor; ``relation`` says which, and every edge has its
    ///     own answer, reason and citations. Days are numbers from 1970-01-01. What is empty is left out.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When an expression is wrong, or finds transitions or claims.
    /// ModuleNotFoundError
    ///     When networkx is not installed: ``pip install organigram[networkx]``.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> club = organigram.open("models/chess-club.ron").at("1960")
    /// >>> graph = club.to_networkx("organs()", "people()")
    /// >>> [(unit, superior, edge["relation"], edge["answer"]) for unit, superior, edge in graph.edges(data=True)]
    /// [('board', 'club', 'part_of', 'certain'), ('juniors', 'club', 'part_of', 'certain')]
    #[pyo3(signature = (*expressions))]
    fn to_networkx<'py>(
        &self,
        py: Python<'py>,
        expressions: Vec<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let found =
            without_lock(py, || network::rows(&self.project, &self.question, &expressions))?;
        network::networkx(py, &found, self.project.title(), &self.words)
    }

    /// The things that expressions find, and what relates two of them, as a graph of rustworkx.
    ///
    /// Parameters
    /// ----------
    /// *expressions : str
    ///     Which organs, events, posts or people; the organs by default.
    ///
    /// Returns
    /// -------
    /// rustworkx.PyDiGraph
    ///     The same nodes and edges as ``to_networkx`` has, as dictionaries; nodes have their ``id`` among them.
    ///
    /// Raises
    /// ------
    /// QuestionError
    ///     When an expression is wrong, or finds transitions or claims.
    /// ModuleNotFoundError
    ///     When rustworkx is not installed: ``pip install organigram[rustworkx]``.
    ///
    /// Examples
    /// --------
    /// >>> import organigram
    /// >>> club = organigram.open("models/chess-club.ron").at("1960")
    /// >>> graph = club.to_rustworkx()
    /// >>> graph.num_nodes(), graph.num_edges()
    /// (3, 2)
    #[pyo3(signature = (*expressions))]
    fn to_rustworkx<'py>(
        &self,
        py: Python<'py>,
        expressions: Vec<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let found =
            without_lock(py, || network::rows(&self.project, &self.question, &expressions))?;
        network::rustworkx(py, &found, self.project.title(), &self.words)
    }
}

/// The rules that are named.
fn levels(
    allow: Option<&Bound<'_, PyAny>>,
    warn: Option<&Bound<'_, PyAny>>,
    deny: Option<&Bound<'_, PyAny>>,
) -> PyResult<CheckRequest> {
    let mut request = CheckRequest::default();
    request.allow = texts("allow", allow)?;
    request.warn = texts("warn", warn)?;
    request.deny = texts("deny", deny)?;
    Ok(request)
}

/// The two states that are named.
fn compare(
    before: Option<&Bound<'_, PyAny>>,
    after: Option<&Bound<'_, PyAny>>,
    between: Option<&Bound<'_, PyAny>>,
    and_by: Option<&Bound<'_, PyAny>>,
    against: Option<PyRef<'_, PyModel>>,
) -> PyResult<Compare> {
    let mut compare = Compare::default();
    compare.from = edtf("before", before)?;
    compare.to = edtf("after", after)?;
    compare.between = texts("between", between)?;
    compare.and_by = edtf("and_by", and_by)?;
    compare.against = against.map(|model| Arc::clone(model.as_super().project()));
    Ok(compare)
}

/// The dates of a panel.
fn panel_dates(
    listed: &[String],
    every: Option<&str>,
    first: Option<i32>,
    last: Option<i32>,
) -> Result<PanelDates, Failure> {
    match (every, first, last) {
        (None, None, None) => Ok(PanelDates::listed(listed.iter().map(String::as_str))?),
        (Some(every), Some(first), Some(last)) if listed.is_empty() => {
            Ok(PanelDates::every(every, &first.to_string(), &last.to_string())?)
        }
        _ => Err(Failure::question(
            "a panel takes either `dates`, or `every` with `first` and `last`",
        )),
    }
}
