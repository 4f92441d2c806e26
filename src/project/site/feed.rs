//! What happened, as a page and as a feed (Atom, RFC 4287), and the list of a site's pages (sitemaps.org). Takes the
//! happenings of a model, gives texts. A feed's entry bears the last day on which its change can have come about; the words
//! say which days are meant. What is dated more loosely than to ten years stands on the page alone.

use std::collections::BTreeSet;

use super::addresses::{file_name, folder};
use super::layout::{Frame, escaped, link};
use crate::ask::Happening;
use crate::project::{Project, ProjectError, Question};

/// How many changes a feed has: the latest.
const MOST: usize = 200;
/// A change that may have come about on more days than this has no place in a feed, which orders by day.
const LOOSEST: i32 = 3653;

pub(super) fn pages(
    project: &Project,
    frame: &Frame<'_>,
    put: &mut impl FnMut(&str, String),
) -> Result<(), ProjectError> {
    let happenings = project.timeline(&Question::default(), None)?;
    let rows: String = happenings.iter().map(|one| row(project, one)).collect();
    let feed = match frame.address {
        Some(_) => "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"changes.xml\">\n",
        None => "",
    };
    let body = format!(
        "<table>\n<thead><tr><th>When</th><th>What</th><th>Who says so</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    );
    put("changes.html", frame.page("", "What happened when", "changes.html", feed, &body));
    if let Some(feed) = atom(project, frame, &happenings) {
        put("changes.xml", feed);
    }
    Ok(())
}

/// The page of the first thing to which something happened.
fn page_of(project: &Project, one: &Happening) -> Option<String> {
    let id = one.ids.first()?;
    let node = project.graph().node(id)?;
    Some(format!("{}/{}.html", folder(project.graph().class(node)), file_name(id)))
}

fn row(project: &Project, one: &Happening) -> String {
    let what = match page_of(project, one) {
        Some(page) => link(&page, &one.text),
        None => escaped(&one.text),
    };
    let modality = match one.modality {
        crate::model::Modality::Asserted => String::new(),
        other => format!(" <em>{other}</em>"),
    };
    let (date, cites) = (escaped(&one.date), escaped(&one.cites.join("; ")));
    format!("<tr><td>{date}</td><td>{what}{modality}</td><td>{cites}</td></tr>\n")
}

fn atom(project: &Project, frame: &Frame<'_>, happenings: &[Happening]) -> Option<String> {
    let own = frame.at("changes.xml")?;
    let day = |one: &Happening| {
        let [Some(first), Some(last)] = one.days() else { return None };
        let is_near = last.0 - first.0 < LOOSEST;
        // RFC 3339 has years of four digits and no others.
        is_near.then(|| last.to_string()).filter(|day| day.len() == 10)
    };
    let mut dated: Vec<(String, &Happening)> =
        happenings.iter().filter_map(|one| Some((day(one)?, one))).collect();
    // The order of the model stays where the days are the same.
    dated.sort_by(|one, other| other.0.cmp(&one.0));
    dated.truncate(MOST);
    let updated = dated.first().map_or("0001-01-01", |(day, _)| day);
    let mut entries = String::new();
    for (day, one) in &dated {
        let Some(address) = page_of(project, one).and_then(|page| frame.at(&page)) else {
            continue;
        };
        let (text, cites) = (escaped(&one.text), escaped(&one.cites.join("; ")));
        let (date, address) = (escaped(&one.date), escaped(&address));
        let modality = escaped(&one.modality.to_string());
        entries += &format!(
            "  <entry>\n    <id>{address}#{date}-{what}</id>\n    <title>{date}: {text}</title>\n    <updated>{day}T00:00:00Z</updated>\n    \
             <link href=\"{address}\"/>\n    <summary>{modality}; {cites}</summary>\n  </entry>\n",
            what = file_name(&one.text),
        );
    }
    let (title, own) = (escaped(frame.title), escaped(&own));
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  <id>{own}</id>\n  \
         <title>{title}</title>\n  <updated>{updated}T00:00:00Z</updated>\n  <author><name>organigram</name></author>\n  \
         <link rel=\"self\" href=\"{own}\"/>\n{entries}</feed>\n"
    ))
}

/// The list of the site's pages for search engines.
pub(super) fn site_map(frame: &Frame<'_>, paths: &BTreeSet<String>) -> Option<String> {
    frame.address?;
    let pages = paths.iter().filter(|path| path.ends_with(".html"));
    let pages = pages.filter_map(|path| frame.at(path));
    let pages: String =
        pages.map(|address| format!("  <url><loc>{}</loc></url>\n", escaped(&address))).collect();
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{pages}</urlset>\n"
    ))
}
