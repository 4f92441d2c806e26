//! The arguments of questions. Takes objects of Python as people write them: a text or several, a date or a year; gives
//! the library's question. Never answers.

use clap::ValueEnum;
use organigram::model::{Choice, Lapse, Modality, Show};
use organigram::project::Question;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString};

use crate::errors::Failure;

/// A text, or several.
pub(crate) fn texts(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<String>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    if let Ok(text) = given.extract::<String>() {
        return Ok(vec![text]);
    }
    let wrong = |_| PyTypeError::new_err(format!("`{name}` takes a text or several"));
    given.try_iter().map_err(wrong)?.map(|item| item?.extract::<String>().map_err(wrong)).collect()
}

/// A date in EDTF: a text as it is, a year, or a day of `datetime`.
pub(crate) fn edtf(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<String>> {
    let Some(given) = given else { return Ok(None) };
    if given.is_instance_of::<PyString>() {
        return given.extract().map(Some);
    }
    if given.is_instance_of::<PyInt>() && !given.is_instance_of::<pyo3::types::PyBool>() {
        let year: i32 = given.extract()?;
        let sign = if year < 0 { "-" } else { "" };
        return Ok(Some(format!("{sign}{:04}", year.unsigned_abs())));
    }
    // A day, or a moment of one: only the day counts.
    if given.hasattr("isoformat")? && given.hasattr("year")? {
        let text: String = given.call_method0("isoformat")?.extract()?;
        return Ok(Some(text.split(['T', ' ']).next().unwrap_or_default().to_owned()));
    }
    Err(PyTypeError::new_err(format!("`{name}` takes a date in EDTF, a year or a day")))
}

/// Dates in EDTF, one or several.
pub(crate) fn dates(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<String>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    if let Ok(date) = edtf(name, Some(given)) {
        return Ok(date.into_iter().collect());
    }
    let items = given.try_iter()?.map(|item| edtf(name, Some(&item?)));
    Ok(items.collect::<PyResult<Vec<_>>>()?.into_iter().flatten().collect())
}

/// One of the words of the language.
pub(crate) fn choice<C: Choice>(name: &str, given: Option<&str>) -> Result<Option<C>, Failure> {
    let Some(given) = given else { return Ok(None) };
    let same = |known: &&str| known.eq_ignore_ascii_case(given);
    let place = C::NAMES.iter().position(same);
    place.map(|place| Some(C::from_index(place))).ok_or_else(|| none_of(name, given, C::NAMES))
}

/// One of the words of an option.
pub(crate) fn option<V: ValueEnum>(name: &str, given: Option<&str>) -> Result<Option<V>, Failure> {
    let Some(given) = given else { return Ok(None) };
    V::from_str(given, true).map(Some).map_err(|_| {
        let known = V::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let known: Vec<String> = known.map(|known| known.get_name().to_owned()).collect();
        none_of(name, given, &known.iter().map(String::as_str).collect::<Vec<_>>())
    })
}

fn none_of(name: &str, given: &str, known: &[&str]) -> Failure {
    let known = known.iter().map(|known| format!("`{}`", known.to_lowercase()));
    let known = known.collect::<Vec<_>>().join(", ");
    Failure::question(format!("{name}: `{given}` is none of {known}"))
}

/// What a question says beside its date.
pub(crate) struct Perspective<'a, 'py> {
    pub(crate) according_to: Option<&'a Bound<'py, PyAny>>,
    pub(crate) without: Option<&'a Bound<'py, PyAny>>,
    pub(crate) known_by: Option<&'a Bound<'py, PyAny>>,
    pub(crate) modality: Option<&'a Bound<'py, PyAny>>,
    pub(crate) presume_for: Option<&'a str>,
    pub(crate) show: Option<&'a str>,
    pub(crate) lines: Option<&'a Bound<'py, PyAny>>,
}

/// The question of some arguments.
pub(crate) fn question(
    py: Python<'_>,
    as_of: Option<&Bound<'_, PyAny>>,
    perspective: &Perspective<'_, '_>,
) -> PyResult<Question> {
    let mut question = Question::default();
    question.as_of = edtf("as_of", as_of)?;
    question.according_to = texts("according_to", perspective.according_to)?;
    question.without = texts("without", perspective.without)?;
    question.known_by = edtf("known_by", perspective.known_by)?;
    let modality = texts("modality", perspective.modality)?;
    let lapse = perspective.presume_for;
    let words = || -> Result<_, Failure> {
        let modality = modality.iter().map(|word| choice::<Modality>("modality", Some(word)));
        let modality = modality.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        let lapse = lapse.map(|text| text.parse::<Lapse>()).transpose();
        let lapse = lapse.map_err(|error| Failure::question(format!("presume_for: {error}")))?;
        Ok((modality, lapse, choice::<Show>("show", perspective.show)?.unwrap_or_default()))
    };
    let words = crate::errors::raised(py, words());
    (question.modality, question.presume_for, question.show) = words?;
    question.lines = texts("lines", perspective.lines)?;
    Ok(question)
}
