//! The pages of organs, posts, people and events. Takes dossiers, gives pages: what each says, with its footing, rivals and
//! citations. Decides nothing: what a dossier has stands there, in its order.

use std::fmt::Write;

use super::addresses::{file_name, folder};
use super::cited::Resting;
use super::layout::{Frame, encoded, escaped, link, quoted};
use super::linked;
use crate::ask::{CiteText, Dossier, DossierSection, Statement, dossier};
use crate::graph::{Class, Slice};
use crate::model::{Modality, Reliability};
use crate::project::{Project, ProjectError, Question};

const CLASSES: [Class; 4] = [Class::Organ, Class::Post, Class::Person, Class::Event];

/// The pages of all things, with their data beside them, and a list of each class.
pub(super) fn pages(
    project: &Project,
    frame: &Frame<'_>,
    resting: &mut Resting,
    put: &mut impl FnMut(&str, String),
) -> Result<(), ProjectError> {
    let graph = project.graph();
    let slice = Question::default().slice(graph)?;
    for class in CLASSES {
        let folder = folder(class);
        let mut rows = String::new();
        for node in graph.nodes(class) {
            let about = dossier(&slice, node);
            let path = format!("{folder}/{}", file_name(about.id));
            resting.take(folder, &about);
            put(&format!("{path}.html"), page(project, frame, &slice, &about, &path));
            let data = serde_json::to_string_pretty(&about).expect("a dossier is JSON");
            put(&format!("{path}.json"), data + "\n");
            let to = link(&format!("{}.html", file_name(about.id)), about.name);
            let when = about.sections.first().filter(|first| WHEN.contains(&first.title));
            let when = when.and_then(|first| first.rows.first()).map_or("", |row| &row.value);
            let (kind, when) = (escaped(about.kind), escaped(when));
            writeln!(rows, "<tr><td>{to}</td><td>{kind}</td><td>{when}</td></tr>").expect("memory");
        }
        let body = match rows.is_empty() {
            true => "<p>The model has none.</p>\n".to_owned(),
            false => format!(
                "<table>\n<thead><tr><th>Name</th><th>Kind</th><th>When</th></tr></thead>\n<tbody>\n{rows}</tbody>\n\
                 </table>\n"
            ),
        };
        let path = format!("{folder}/index.html");
        let title = format!("{}{}", folder[..1].to_uppercase(), &folder[1..]);
        put(&path, frame.page("../", &title, &path, "", &body));
    }
    Ok(())
}

/// The sections of a dossier that say when something was.
const WHEN: [&str; 3] = ["existence", "held", "born"];

fn page(
    project: &Project,
    frame: &Frame<'_>,
    slice: &Slice<'_>,
    about: &Dossier<'_>,
    path: &str,
) -> String {
    let mut body = String::new();
    let kind = if about.kind.is_empty() { String::new() } else { format!(", {}", about.kind) };
    let file = file_name(about.id);
    let explore = match frame.has_explorer {
        true => format!(
            " \u{b7} <a href=\"../explore.html#sel={}\">explore</a>",
            escaped(&encoded(about.id).replace('/', "%2F"))
        ),
        false => String::new(),
    };
    let data = escaped(&encoded(&file));
    body += &format!(
        "<p class=\"what\">{}{} \u{b7} <code>{}</code> \u{b7} <a href=\"{data}.json\">data</a>{explore}</p>\n",
        escaped(&about.class),
        escaped(&kind),
        escaped(about.id),
    );
    for section in &about.sections {
        body += &section_of(project, section);
    }
    if !about.sources.is_empty() {
        body += "<h2>Sources</h2>\n<ul>\n";
        for source in &about.sources {
            let to = link(&format!("../sources/{}.html", file_name(source.id)), source.id);
            let trust = trust(source.reliability);
            body += &format!("<li>{to} {}{trust}</li>\n", escaped(&source.description));
        }
        body += "</ul>\n";
    }
    let page = format!("{path}.html");
    let head = format!(
        "<link rel=\"alternate\" type=\"application/json\" href=\"{data}.json\">\n{}",
        linked::of_thing(frame, slice, about, &page)
    );
    frame.page("../", about.name, &page, &head, &body)
}

fn section_of(project: &Project, section: &DossierSection<'_>) -> String {
    let title = format!("{}{}", section.title[..1].to_uppercase(), &section.title[1..]);
    let rows: String = section.rows.iter().map(|row| statement(project, row)).collect();
    format!("<h2>{}</h2>\n<ul class=\"claims\">\n{rows}</ul>\n", escaped(&title))
}

fn statement(project: &Project, row: &Statement<'_>) -> String {
    let node = row.id.and_then(|id| project.graph().node(id));
    let value = match (node, row.id) {
        (Some(node), Some(id)) => {
            let folder = folder(project.graph().class(node));
            link(&format!("../{folder}/{}.html", file_name(id)), &row.value)
        }
        _ => escaped(&row.value),
    };
    let mut text = format!("<li{}>{value}", if row.rival { " class=\"rival\"" } else { "" });
    if !row.how.is_empty() {
        text += &format!(" <span class=\"how\">{}</span>", escaped(&row.how));
    }
    if row.rival {
        text += " <em>rival claim</em>";
    }
    text += &footing(row.modality, row.reliability);
    text += &cites(&row.cites);
    for (at, date) in row.dates.iter().enumerate() {
        let written =
            date.as_written.map_or_else(String::new, |text| format!(" \u{201c}{text}\u{201d}"));
        let rival = if at > 0 { " <em>rival claim</em>" } else { "" };
        text += &format!(
            "<div class=\"date\">{}{}{rival}{}{}{}</div>",
            escaped(date.edtf),
            escaped(&written),
            footing(date.modality, date.reliability),
            cites(&date.cites),
            note(date.note),
        );
    }
    text + &note(row.note) + "</li>\n"
}

fn note(note: &str) -> String {
    if note.is_empty() {
        String::new()
    } else {
        format!("<div class=\"note\">{}</div>", escaped(note))
    }
}

/// How a claim is made, where that is not as a fact, and how far the best of its sources is trusted.
fn footing(modality: Modality, reliability: Reliability) -> String {
    let modality = match modality {
        Modality::Asserted => String::new(),
        other => format!(" <em>{other}</em>"),
    };
    modality + &trust(reliability)
}

fn trust(reliability: Reliability) -> String {
    match reliability {
        Reliability::Low => " <em>low reliability</em>".to_owned(),
        _ => String::new(),
    }
}

fn cites(cites: &[CiteText<'_>]) -> String {
    let one = |cite: &CiteText<'_>| {
        let to = link(&format!("../sources/{}.html", file_name(cite.source)), &cite.to_string());
        let quote = quoted(cite.quote, cite.lang, cite.translation);
        format!("{to}{quote}")
    };
    match cites {
        [] => " <em>no source</em>".to_owned(),
        cites => {
            let cites: Vec<String> = cites.iter().map(one).collect();
            format!(" <cite>{}</cite>", cites.join("; "))
        }
    }
}
