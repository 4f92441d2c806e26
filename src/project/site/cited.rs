//! The pages of sources: what each is, and all that rests on it. Takes dossiers as they are made, gives pages. What is said by
//! several sources stands at each.

use std::collections::HashMap;

use serde::Serialize;

use super::addresses::file_name;
use super::layout::{Frame, encoded, escaped, link, quoted};
use super::linked;
use crate::ask::{CiteText, Dossier, describe_source};
use crate::graph::SourceIx;
use crate::model::{Modality, Reliability};
use crate::project::Project;

/// What rests on each source, by its id.
pub(super) struct Resting {
    claims: HashMap<String, Vec<RestingClaim>>,
}

/// A claim that rests on a source.
#[derive(Serialize)]
struct RestingClaim {
    /// The page of the thing that it is about, from the site's folder.
    page: String,
    id: String,
    name: String,
    about: &'static str,
    value: String,
    modality: Modality,
    #[serde(skip_serializing_if = "String::is_empty")]
    at: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    quote: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    lang: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    translation: String,
}

impl Resting {
    pub(super) fn new(project: &Project) -> Resting {
        let graph = project.graph();
        let none = |source: SourceIx| (graph.source_id(source).to_owned(), Vec::new());
        Resting { claims: graph.sources().map(none).collect() }
    }

    /// Takes in what is said of a thing.
    pub(super) fn take(&mut self, folder: &str, about: &Dossier<'_>) {
        for section in &about.sections {
            for row in &section.rows {
                let value = match row.how.is_empty() {
                    true => row.value.clone(),
                    false => format!("{} ({})", row.value, row.how),
                };
                for cite in &row.cites {
                    self.put(folder, about, section.title, value.clone(), row.modality, cite);
                }
                for date in &row.dates {
                    for cite in date.cites.iter().filter(|cite| !row.cites.contains(cite)) {
                        let value = format!("{value}: {}", date.edtf);
                        self.put(folder, about, section.title, value, date.modality, cite);
                    }
                }
            }
        }
    }

    fn put(
        &mut self,
        folder: &str,
        about: &Dossier<'_>,
        section: &'static str,
        value: String,
        modality: Modality,
        cite: &CiteText<'_>,
    ) {
        self.claims.entry(cite.source.to_owned()).or_default().push(RestingClaim {
            page: format!("{folder}/{}.html", file_name(about.id)),
            id: about.id.to_owned(),
            name: about.name.to_owned(),
            about: section,
            value,
            modality,
            at: cite.at.to_owned(),
            quote: cite.quote.to_owned(),
            lang: cite.lang.to_owned(),
            translation: cite.translation.to_owned(),
        });
    }
}

#[derive(Serialize)]
struct RestingData<'p> {
    id: &'p str,
    description: String,
    reliability: Reliability,
    #[serde(skip_serializing_if = "str::is_empty")]
    url: &'p str,
    claims: &'p [RestingClaim],
}

/// The pages of all sources, with their data beside them, and a list of them.
pub(super) fn pages(
    project: &Project,
    frame: &Frame<'_>,
    resting: &Resting,
    put: &mut impl FnMut(&str, String),
) {
    let graph = project.graph();
    let mut rows = String::new();
    for source in graph.sources() {
        let id = graph.source_id(source);
        let claims = resting.claims.get(id).map_or(&[][..], Vec::as_slice);
        let description = describe_source(graph, source);
        let entry = graph.source_entry(source);
        let reliability = entry.map_or_else(Reliability::default, |entry| entry.reliability);
        let url = entry.map_or("", |entry| &*entry.url);
        let path = format!("sources/{}", file_name(id));
        let data = RestingData { id, description: description.clone(), reliability, url, claims };
        let data = serde_json::to_string_pretty(&data).expect("a source is JSON");
        put(&format!("{path}.json"), data + "\n");
        put(&format!("{path}.html"), page(project, frame, source, claims, &path));
        let to = link(&format!("{}.html", file_name(id)), id);
        let (said, count) = (escaped(&description), claims.len());
        rows += &format!("<tr><td>{to}</td><td>{said}</td><td>{count}</td></tr>\n");
    }
    let body = format!(
        "<table>\n<thead><tr><th>Source</th><th>What it is</th><th>Claims</th></tr></thead>\n<tbody>\n{rows}</tbody>\n\
         </table>\n"
    );
    let path = "sources/index.html";
    put(path, frame.page("../", "Sources", path, "", &body));
}

fn page(
    project: &Project,
    frame: &Frame<'_>,
    source: SourceIx,
    claims: &[RestingClaim],
    path: &str,
) -> String {
    let graph = project.graph();
    let id = graph.source_id(source);
    let data = escaped(&encoded(&file_name(id)));
    let mut body = format!(
        "<p class=\"what\">source \u{b7} <code>{}</code> \u{b7} <a href=\"{data}.json\">data</a></p>\n<p>{}</p>\n",
        escaped(id),
        escaped(&describe_source(graph, source)),
    );
    let entry = graph.source_entry(source);
    if let Some(entry) = entry {
        let url = &*entry.url;
        let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
        let url = match is_web {
            true => format!("<a href=\"{0}\" rel=\"noopener noreferrer\">{0}</a>", escaped(url)),
            false => escaped(url),
        };
        let reliability = match entry.reliability {
            Reliability::Unjudged => String::new(),
            judged => judged.to_string(),
        };
        let facts = [
            ("Kind", escaped(&entry.kind)),
            ("Language", escaped(&entry.lang)),
            ("Reliability", escaped(&reliability)),
            ("Address", url),
            ("Remark", escaped(&entry.note)),
        ];
        let facts = facts.iter().filter(|(_, fact)| !fact.is_empty());
        let facts: String =
            facts.map(|(name, fact)| format!("<dt>{name}</dt><dd>{fact}</dd>\n")).collect();
        if !facts.is_empty() {
            body += &format!("<dl>\n{facts}</dl>\n");
        }
    }
    if let Some(outer) = graph.within(source) {
        let outer = graph.source_id(outer);
        body +=
            &format!("<p>Quoted in {}.</p>\n", link(&format!("{}.html", file_name(outer)), outer));
    }
    body += &format!(
        "<h2>What rests on it</h2>\n<p>{} claims</p>\n<ul class=\"claims\">\n",
        claims.len()
    );
    for claim in claims {
        let to = link(&format!("../{}", claim.page), &claim.name);
        let modality = match claim.modality {
            Modality::Asserted => String::new(),
            other => format!(" <em>{other}</em>"),
        };
        let at = if claim.at.is_empty() {
            String::new()
        } else {
            format!(" <cite>{}</cite>", escaped(&claim.at))
        };
        let quote = quoted(&claim.quote, &claim.lang, &claim.translation);
        let (about, value) = (claim.about, escaped(&claim.value));
        body += &format!("<li>{to}, {about}: {value}{modality}{at}{quote}</li>\n");
    }
    body += "</ul>\n";
    let page = format!("{path}.html");
    let title = entry.map_or("", |entry| &*entry.title);
    let title = if title.is_empty() { id } else { title };
    frame.page("../", title, &page, &linked::of_source(frame, entry, title, &page), &body)
}
