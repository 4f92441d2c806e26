//! What programs read of a page: schema.org as JSON-LD for search engines, and the names by which reference managers take
//! a page in. Takes a dossier, gives HTML for the head. A date is given only where one claim alone states it as a fact and it
//! is a plain day, month or year: there is no word there for anything less sure.

use serde_json::{Value, json};

use super::layout::{Frame, escaped};
use crate::ask::Dossier;
use crate::graph::Slice;
use crate::model::{Modality, Source};

/// The properties that say when a thing began and ended, by what it is.
fn words(class: &str) -> (&'static str, &'static str, &'static str) {
    match class {
        "organ" => ("Organization", "foundingDate", "dissolutionDate"),
        "person" => ("Person", "birthDate", "deathDate"),
        "event" => ("Event", "startDate", "endDate"),
        _ => ("Role", "startDate", "endDate"),
    }
}

pub(super) fn of_thing(
    frame: &Frame<'_>,
    slice: &Slice<'_>,
    about: &Dossier<'_>,
    page: &str,
) -> String {
    let (class, begins, ends) = words(&about.class);
    let name = if class == "Role" { "roleName" } else { "name" };
    let mut data =
        json!({ "@context": "https://schema.org", "@type": class, "identifier": about.id });
    data[name] = json!(about.name);
    if let Some(address) = frame.at(page) {
        data["@id"] = json!(address);
    }
    let graph = slice.graph();
    let others = graph.node(about.id).into_iter().flat_map(|node| graph.names(node));
    let others: Vec<&str> = others.filter(|other| *other != about.name).collect();
    if !others.is_empty() && name == "name" {
        data["alternateName"] = json!(others);
    }
    let stated = |title: &str| {
        let section = about.sections.iter().find(|section| section.title == title)?;
        let [only] = section.rows.as_slice() else { return None };
        (only.modality == Modality::Asserted)
            .then(|| only.value.split(' ').next().unwrap_or_default())
    };
    match class {
        "Person" => {
            for (title, property) in [("born", begins), ("died", ends)] {
                if let Some(day) = stated(title).filter(|day| is_plain(day)) {
                    data[property] = json!(day);
                }
            }
        }
        _ => {
            let title = if class == "Event" { "held" } else { "existence" };
            let (start, end) = match stated(title) {
                Some(period) => period.split_once('/').unwrap_or((period, period)),
                None => ("", ""),
            };
            for (property, day) in [(begins, start), (ends, end)] {
                if is_plain(day) {
                    data[property] = json!(day);
                }
            }
        }
    }
    head(frame, about.name, page, &data)
}

pub(super) fn of_source(
    frame: &Frame<'_>,
    entry: Option<&Source<'static>>,
    title: &str,
    page: &str,
) -> String {
    let mut data =
        json!({ "@context": "https://schema.org", "@type": "CreativeWork", "name": title });
    if let Some(entry) = entry {
        let texts =
            [("author", &entry.author), ("publisher", &entry.publisher), ("url", &entry.url)];
        for (property, text) in texts {
            if !text.is_empty() {
                data[property] = json!(&**text);
            }
        }
        if is_plain(&entry.published.edtf) {
            data["datePublished"] = json!(&*entry.published.edtf);
        }
    }
    head(frame, title, page, &data)
}

/// Whether a date is a year, a month or a day of ISO 8601 and nothing more.
fn is_plain(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let digits =
        |part: &&str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && *month <= "12",
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        _ => false,
    }
}

fn head(frame: &Frame<'_>, name: &str, page: &str, data: &Value) -> String {
    // A script that is data, in which no text can end it.
    let data = data.to_string().replace('<', "\\u003c");
    let address = frame.at(page).map_or_else(String::new, |address| {
        let address = escaped(&address);
        format!(
            "<meta name=\"DC.identifier\" content=\"{address}\">\n<meta name=\"citation_public_url\" content=\"{address}\">\n"
        )
    });
    let (name, title) = (escaped(name), escaped(frame.title));
    format!(
        "<meta name=\"DC.title\" content=\"{name}\">\n<meta name=\"citation_title\" content=\"{name}\">\n\
         <meta name=\"citation_inbook_title\" content=\"{title}\">\n{address}\
         <script type=\"application/ld+json\">{data}</script>\n"
    )
}
