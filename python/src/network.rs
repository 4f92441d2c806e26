//! Things and relations as graphs of other libraries. Takes the rows of the front door; gives a graph of networkx or
//! rustworkx, whichever is asked for. Places nothing.

use std::collections::HashMap;

use organigram::project::{NetworkFooting, NetworkRows, Project, Question};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};
use serde_json::Value;

use crate::errors::Failure;
use crate::rows::footing;

/// A thing or a relation: what it is and what is said of it.
struct Attributes(Vec<(&'static str, Value)>);

/// Things by their ids, and relations between them.
pub(crate) struct Network {
    things: Vec<(String, Attributes)>,
    relations: Vec<(String, String, Attributes)>,
}

impl Attributes {
    fn of(own: Vec<(&'static str, String)>, said: &NetworkFooting) -> Attributes {
        let own = own.into_iter().filter(|(_, text)| !text.is_empty());
        let own = own.map(|(name, text)| (name, Value::from(text)));
        Attributes(own.chain(footing(said)).collect())
    }

    fn dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (name, value) in &self.0 {
            match value {
                Value::Number(number) => dict.set_item(name, number.as_i64())?,
                value => dict.set_item(name, value.as_str())?,
            }
        }
        Ok(dict)
    }
}

/// The rows of a network, apart from the model.
pub(crate) fn rows(
    project: &Project,
    question: &Question,
    expressions: &[String],
) -> Result<Network, Failure> {
    let NetworkRows { things, relations, .. } = project.network(question, expressions)?;
    let things = things.into_iter().map(|thing| {
        let own =
            vec![("class", thing.class), ("name", thing.name), ("kind", thing.kind.to_owned())];
        (thing.id, Attributes::of(own, &thing.footing))
    });
    let relations = relations.into_iter().map(|one| {
        let own = vec![("relation", one.relation)];
        (one.from, one.to, Attributes::of(own, &one.footing))
    });
    Ok(Network { things: things.collect(), relations: relations.collect() })
}

/// What is said of the whole.
fn about<'py>(py: Python<'py>, title: &str, question: &str) -> PyResult<Bound<'py, PyDict>> {
    let about = PyDict::new(py);
    about.set_item("title", title)?;
    about.set_item("question", question)?;
    Ok(about)
}

/// The network as a graph of networkx.
pub(crate) fn networkx<'py>(
    py: Python<'py>,
    network: &Network,
    title: &str,
    question: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let graph = py.import("networkx")?.getattr("MultiDiGraph")?.call0()?;
    graph.getattr("graph")?.call_method1("update", (about(py, title, question)?,))?;
    let nodes = network.things.iter().map(|(id, said)| Ok((id, said.dict(py)?)));
    let nodes = PyList::new(py, nodes.collect::<PyResult<Vec<_>>>()?)?;
    graph.call_method1("add_nodes_from", (nodes,))?;
    let edges = network.relations.iter().map(|(from, to, said)| Ok((from, to, said.dict(py)?)));
    let edges = PyList::new(py, edges.collect::<PyResult<Vec<_>>>()?)?;
    graph.call_method1("add_edges_from", (edges,))?;
    Ok(graph)
}

/// The network as a graph of rustworkx.
pub(crate) fn rustworkx<'py>(
    py: Python<'py>,
    network: &Network,
    title: &str,
    question: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let graph = py.import("rustworkx")?.getattr("PyDiGraph")?.call0()?;
    graph.setattr("attrs", about(py, title, question)?)?;
    let nodes = network.things.iter().map(|(id, said)| {
        let dict = said.dict(py)?;
        dict.set_item("id", id)?;
        Ok(dict)
    });
    let nodes = PyList::new(py, nodes.collect::<PyResult<Vec<_>>>()?)?;
    graph.call_method1("add_nodes_from", (nodes,))?;
    let places: HashMap<&str, usize> =
        network.things.iter().enumerate().map(|(place, (id, _))| (id.as_str(), place)).collect();
    let edges = network.relations.iter().map(|(from, to, said)| {
        let ends = (places[from.as_str()], places[to.as_str()], said.dict(py)?);
        ends.into_pyobject(py)
    });
    let edges = PyList::new(py, edges.collect::<PyResult<Vec<Bound<'_, PyTuple>>>>()?)?;
    graph.call_method1("add_edges_from", (edges,))?;
    Ok(graph)
}
