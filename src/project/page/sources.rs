//! The sources of a model, and the perspectives that a page offers: all sources, those of the model's own views, and
//! each of the main sources. Takes a graph; never says which claims count.

use serde::Serialize;

use super::super::{Project, ProjectError, Question, Request};
use crate::ask::{describe_source, source_identifiers};
use crate::graph::{OrgGraph, SourceIx};
use crate::model::Reliability;

/// A source as the page shows it.
#[derive(Serialize)]
pub(super) struct SourceData {
    id: String,
    /// In one line.
    d: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    /// Its address, where that is a page of the web.
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    r: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<u32>,
    /// What it is called in registers, and where it is found there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<(String, String)>,
}

pub(super) fn sources(graph: &OrgGraph) -> Vec<SourceData> {
    graph.sources().map(|source| described(graph, source)).collect()
}

fn described(graph: &OrgGraph, source: SourceIx) -> SourceData {
    let entry = graph.source_entry(source);
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let url = entry.map(|entry| &*entry.url).filter(|url| is_web(url));
    SourceData {
        id: graph.source_id(source).to_owned(),
        d: describe_source(graph, source),
        title: text(entry.map(|entry| &*entry.title)),
        url: text(url),
        kind: text(entry.map(|entry| &*entry.kind)),
        note: text(entry.map(|entry| &*entry.note)),
        r: match entry.map_or(Reliability::Unjudged, |entry| entry.reliability) {
            Reliability::Unjudged => String::new(),
            judged => judged.to_string(),
        },
        within: graph.within(source).map(|host| host.index() as u32),
        ids: source_identifiers(graph, source)
            .into_iter()
            .map(|one| (format!("{} {}", one.scheme, one.id), one.link.unwrap_or_default()))
            .collect(),
    }
}

fn is_web(url: &str) -> bool {
    let starts =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    starts("https://") || starts("http://")
}

/// Which claims count, as the page names it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct PerspectiveData {
    /// Sources by number.
    by: Vec<u32>,
    without: Vec<u32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    known_by: String,
    modality: Vec<String>,
    #[serde(skip)]
    pub(super) question: Question,
}

impl PerspectiveData {
    /// Whether a question is asked in this perspective.
    pub(super) fn is_of(&self, question: &Question) -> bool {
        let own = &self.question;
        (&own.according_to, &own.without, &own.known_by, &own.modality)
            == (&question.according_to, &question.without, &question.known_by, &question.modality)
    }
}

/// The perspectives that a page offers, all sources first.
pub(super) fn perspectives(
    project: &Project,
    views: &[Request],
    most: usize,
) -> Result<Vec<PerspectiveData>, ProjectError> {
    let graph = project.graph();
    let mut all = vec![perspective(graph, &Question::default())];
    let own = views.iter().map(|view| perspective(graph, &view.question));
    for offered in own {
        // Those of the model's own views are offered however many they are.
        if !all.contains(&offered) {
            all.push(offered);
        }
    }
    let mains = main_sources(graph).into_iter().map(|source| {
        let question = Question {
            according_to: vec![graph.source_id(source).to_owned()],
            ..Question::default()
        };
        perspective(graph, &question)
    });
    let mains: Vec<PerspectiveData> = mains.collect();
    if mains.len() > 1 {
        for offered in mains {
            if all.len() < most && !all.contains(&offered) {
                all.push(offered);
            }
        }
    }
    Ok(all)
}

fn perspective(graph: &OrgGraph, question: &Question) -> PerspectiveData {
    let numbers = |ids: &[String]| {
        let known = ids.iter().filter_map(|id| graph.source(id));
        known.map(|source| source.index() as u32).collect()
    };
    PerspectiveData {
        by: numbers(&question.according_to),
        without: numbers(&question.without),
        known_by: question.known_by.clone().unwrap_or_default(),
        modality: question.modality.iter().map(ToString::to_string).collect(),
        question: Question {
            according_to: question.according_to.clone(),
            without: question.without.clone(),
            known_by: question.known_by.clone(),
            modality: question.modality.clone(),
            ..Question::default()
        },
    }
}

/// The sources that stand within no other, those that are cited most first; what is quoted within a source counts
/// for it.
fn main_sources(graph: &OrgGraph) -> Vec<SourceIx> {
    let mut counts = vec![0u32; graph.sources().len()];
    for source in graph.cited_sources() {
        let hosts = std::iter::successors(Some(source), |source| graph.within(*source)).take(64);
        hosts.for_each(|source| counts[source.index()] += 1);
    }
    let mut sources: Vec<SourceIx> = graph
        .sources()
        .filter(|source| graph.within(*source).is_none() && counts[source.index()] > 0)
        .collect();
    sources.sort_by_key(|source| (std::cmp::Reverse(counts[source.index()]), source.index()));
    sources
}
