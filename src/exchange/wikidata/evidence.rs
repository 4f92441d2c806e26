//! Which statements count, and what they rest on.
//!
//! Takes statements with their ranks and references, gives citations and the sources that they need. A statement of
//! deprecated rank counts nowhere. A reference is a source that Wikidata quotes (`within` it), and the place is that of
//! the reference, with the id of the statement; a statement without any is cited to Wikidata.

use indexmap::IndexMap;

use super::entity::{Rank, Snak, WikidataEntity, WikidataReference, WikidataStatement};
use super::time_value;
use crate::model::{Cite, OneOrMany, Source, Text};
use crate::text::to_id;

/// The id of the source that Wikidata itself is.
const WIKIDATA: &str = "wikidata";

const STATED_IN: &str = "P248";
const IMPORTED_FROM: &str = "P143";
const ADDRESSES: [&str; 2] = ["P854", "P4656"];
const TITLE: &str = "P1476";
const PAGES: &str = "P304";
const PUBLISHED: &str = "P577";
const PUBLISHER: &str = "P123";

/// The statements of a property that count: those of preferred rank first.
pub(super) fn counted<'e>(
    entity: &'e WikidataEntity,
    property: &str,
) -> impl Iterator<Item = &'e WikidataStatement> {
    let all = entity.statements(property);
    let of = |rank: Rank| all.iter().filter(move |one| one.rank == rank);
    of(Rank::Preferred).chain(of(Rank::Normal))
}

/// The labels of the items that the file has, by id.
pub(super) type Labels<'e> = IndexMap<&'e str, &'e str>;

/// What statements cite, gathered as sources.
#[derive(Debug, Default)]
pub(super) struct CitedReferences {
    pub(super) sources: IndexMap<String, Source<'static>>,
}

impl CitedReferences {
    /// What a statement rests on.
    pub(super) fn cite(
        &mut self,
        statement: &WikidataStatement,
        labels: &Labels<'_>,
    ) -> OneOrMany<Cite<'static>> {
        let mut cites: OneOrMany<Cite<'static>> = OneOrMany::None;
        for reference in &statement.references {
            let Some((id, source)) = source(reference, labels) else { continue };
            let pages = text_of(reference, PAGES);
            let at = match (pages.is_empty(), statement.id.is_empty()) {
                (true, _) => statement.id.clone(),
                (false, true) => format!("p. {pages}"),
                (false, false) => format!("p. {pages} ({})", statement.id),
            };
            self.wikidata();
            self.sources.entry(id.clone()).or_insert(source);
            let cite = Cite { source: id.into(), at: at.into(), ..Cite::default() };
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        }
        if cites.is_empty() {
            self.wikidata();
            let at = statement.id.clone().into();
            cites.push(Cite { source: WIKIDATA.into(), at, ..Cite::default() });
        }
        cites
    }

    /// What an entity as a whole rests on.
    pub(super) fn entity(&mut self, id: &str) -> OneOrMany<Cite<'static>> {
        self.wikidata();
        let cite = Cite { source: WIKIDATA.into(), at: id.to_owned().into(), ..Cite::default() };
        OneOrMany::One(cite)
    }

    fn wikidata(&mut self) {
        self.sources.entry(WIKIDATA.to_owned()).or_insert_with(|| Source {
            title: "Wikidata".into(),
            url: "https://www.wikidata.org".into(),
            kind: "knowledge base".into(),
            ..Source::default()
        });
    }
}

fn first<'r>(reference: &'r WikidataReference, property: &str) -> Option<&'r Snak> {
    reference.snaks.get(property)?.first()
}

fn text_of(reference: &WikidataReference, property: &str) -> String {
    first(reference, property).and_then(Snak::text).map(|term| term.value).unwrap_or_default()
}

/// The source of a reference and its id: the work that it is stated in, or an address.
fn source(reference: &WikidataReference, labels: &Labels<'_>) -> Option<(String, Source<'static>)> {
    let item = [STATED_IN, IMPORTED_FROM]
        .into_iter()
        .find_map(|property| first(reference, property)?.item());
    let url = ADDRESSES
        .into_iter()
        .map(|property| text_of(reference, property))
        .find(|url| !url.is_empty());
    let url = url.unwrap_or_default();
    let label = |id: &str| {
        labels.get(id).map(|label| (*label).to_owned()).filter(|label| !label.is_empty())
    };
    let title = match text_of(reference, TITLE) {
        title if title.is_empty() => item.as_deref().and_then(label).unwrap_or_default(),
        title => title,
    };
    // Of several pages of one work each is a source of its own where it has an address.
    let id = match (url.is_empty(), item) {
        (false, _) => to_id(&url),
        (true, Some(item)) => item,
        (true, None) if !title.is_empty() => to_id(&title),
        (true, None) => return None,
    };
    let published = first(reference, PUBLISHED).and_then(Snak::time).and_then(time_value::date);
    let publisher = first(reference, PUBLISHER).and_then(Snak::item);
    let publisher = publisher.map(|id| label(&id).unwrap_or(id)).unwrap_or_default();
    let text = |text: String| Text::from(text);
    let source = Source {
        title: text(title),
        url: text(url),
        publisher: text(publisher),
        published: published.unwrap_or_default(),
        within: WIKIDATA.into(),
        ..Source::default()
    };
    Some((id, source))
}
