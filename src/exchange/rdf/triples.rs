//! Triples, and the text of them.
//!
//! Takes subjects, predicates and values, gives Turtle by the crate `oxttl`. Knows no vocabulary but the prefixes, and how
//! a date of EDTF is a literal.

use std::collections::{BTreeMap, HashSet};

use oxrdf::{Literal, NamedNode, TripleRef};
use oxttl::TurtleSerializer;
use oxttl::turtle::WriterTurtleSerializer;

use crate::exchange::identifiers::{Identifiers, is_web, pairs};
use crate::exchange::quotations::QUOTES;
use crate::identifiers::scheme;
use crate::model::{Cite, Modality, Model, Source};

/// The prefixes of all vocabularies that are used.
const PREFIXES: [(&str, &str); 12] = [
    ("org", "http://www.w3.org/ns/org#"),
    ("cv", "http://data.europa.eu/m8g/"),
    ("rico", "https://www.ica.org/standards/RiC/ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("time", "http://www.w3.org/2006/time#"),
    ("schema", "https://schema.org/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
];

pub(super) const PLANS: &str = "what is only planned or forecast";
pub(super) const RIVALS: &str = "rival values beside the preferred ones";
pub(super) const REPORTS: &str = "modalities, which stand in a note";
pub(super) const DANGLING: &str = "relations to what the model does not describe";

/// What is written, and what was left out.
pub(super) struct Triples {
    out: WriterTurtleSerializer<Vec<u8>>,
    left: BTreeMap<&'static str, usize>,
    numbers: BTreeMap<&'static str, usize>,
    described: HashSet<String>,
}

impl Triples {
    /// No triple yet, with these of the prefixes.
    pub(super) fn new(prefixes: &[&str]) -> Triples {
        let mut turtle = TurtleSerializer::new();
        for prefix in prefixes {
            turtle = turtle.with_prefix(*prefix, space(prefix)).expect("the address is one");
        }
        Triples {
            out: turtle.for_writer(Vec::new()),
            left: BTreeMap::new(),
            numbers: BTreeMap::new(),
            described: HashSet::new(),
        }
    }

    /// Notes what cannot be said.
    pub(super) fn leave(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.left.entry(what).or_default() += count;
        }
    }

    /// Whether something is said of what was; a plan or a forecast is left out.
    pub(super) fn is_held(&mut self, how: Modality) -> bool {
        self.leave(PLANS, usize::from(!how.is_held()));
        how.is_held()
    }

    /// An address for what has no id: `#membership/1`.
    pub(super) fn next(&mut self, class: &'static str) -> String {
        let number = self.numbers.entry(class).or_default();
        *number += 1;
        format!("#{class}/{number}")
    }

    pub(super) fn a(&mut self, subject: &str, class: &str) {
        self.link(subject, "rdf:type", &word(class));
    }

    /// A word of the model, such as a kind: its class and name, once.
    pub(super) fn word(&mut self, subject: &str, class: &str, predicate: &str, name: &str) {
        if self.described.insert(subject.to_owned()) {
            self.a(subject, class);
            self.text(subject, predicate, name, "");
        }
    }

    /// Something that is an address.
    pub(super) fn link(&mut self, subject: &str, predicate: &str, object: &str) {
        let object = NamedNode::new_unchecked(object);
        self.put(subject, predicate, object.as_ref().into());
    }

    /// A text; an empty one is none.
    pub(super) fn text(&mut self, subject: &str, predicate: &str, text: &str, language: &str) {
        if text.trim().is_empty() {
            return;
        }
        let is_tag = !language.is_empty()
            && language.split('-').all(|part| {
                (1..=8).contains(&part.len())
                    && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
            && language.starts_with(|first: char| first.is_ascii_alphabetic());
        let literal = match is_tag {
            true => Literal::new_language_tagged_literal_unchecked(text, language.to_lowercase()),
            false => Literal::new_simple_literal(text),
        };
        self.put(subject, predicate, literal.as_ref().into());
    }

    /// A literal of a datatype.
    pub(super) fn typed(&mut self, subject: &str, predicate: &str, text: &str, datatype: &str) {
        let literal = Literal::new_typed_literal(text, NamedNode::new_unchecked(word(datatype)));
        self.put(subject, predicate, literal.as_ref().into());
    }

    /// A date that is plain, with the datatype that it has; whether it is plain.
    pub(super) fn plain_date(&mut self, subject: &str, predicate: &str, edtf: &str) -> bool {
        let kind = datatype(edtf);
        if let Some(datatype) = kind {
            self.typed(subject, predicate, edtf, datatype);
        }
        kind.is_some()
    }

    fn put(&mut self, subject: &str, predicate: &str, object: oxrdf::TermRef<'_>) {
        let (subject, predicate) =
            (NamedNode::new_unchecked(subject), NamedNode::new_unchecked(word(predicate)));
        let triple = TripleRef::new(subject.as_ref(), predicate.as_ref(), object);
        self.out.serialize_triple(triple).expect("memory takes all");
    }

    /// How a source says it, and a remark.
    pub(super) fn remarks(&mut self, subject: &str, predicate: &str, how: Modality, note: &str) {
        if how != Modality::Asserted {
            self.leave(REPORTS, 1);
            self.text(subject, predicate, &format!("{how} by its source"), "en");
        }
        self.text(subject, predicate, note, "");
    }

    /// What registers call a thing, and its own page. An identifier by which linked data names the thing is such a name;
    /// any other is a text.
    pub(super) fn known_as(
        &mut self,
        subject: &str,
        predicate: &str,
        ids: &Identifiers<'_>,
        url: &str,
    ) {
        for (name, id) in pairs(ids) {
            match scheme(name).and_then(|scheme| scheme.linked_name(id)) {
                Some(named) if NamedNode::new(named.as_str()).is_ok() => {
                    self.link(subject, "owl:sameAs", &named);
                }
                _ => self.text(subject, predicate, &format!("{name}: {id}"), ""),
            }
        }
        if is_web(url) && NamedNode::new(url).is_ok() {
            self.link(subject, "foaf:homepage", url);
            if self.described.insert(url.to_owned()) {
                self.a(url, "foaf:Document");
            }
        } else {
            self.leave("addresses that are none of the web", usize::from(!url.is_empty()));
        }
    }

    /// What something rests on: its sources, and the places in them.
    pub(super) fn cites(&mut self, model: &Model<'_>, subject: &str, cites: &[Cite<'_>]) {
        for cite in cites {
            self.link(subject, "dct:source", &address("source", &cite.source));
            self.leave(QUOTES, usize::from(!cite.quote.is_empty()));
            if !cite.at.is_empty() {
                let source =
                    model.sources.get(&cite.source).map(title).filter(|title| !title.is_empty());
                let title = source.unwrap_or(&cite.source);
                self.text(
                    subject,
                    "dct:bibliographicCitation",
                    &format!("{title}, {}", cite.at),
                    "",
                );
            }
        }
    }

    /// The sources of a model.
    pub(super) fn sources(&mut self, model: &Model<'_>) {
        for (id, source) in &model.sources {
            let subject = address("source", id);
            self.a(&subject, "dct:BibliographicResource");
            self.text(
                &subject,
                "dct:title",
                if source.title.is_empty() { id } else { &source.title },
                &source.lang,
            );
            self.text(&subject, "dct:creator", &source.author, "");
            self.text(&subject, "dct:publisher", &source.publisher, "");
            self.text(&subject, "dct:description", &source.note, "");
            if !source.published.edtf.is_empty()
                && !self.plain_date(&subject, "dct:issued", &source.published.edtf)
            {
                self.typed(&subject, "dct:issued", &source.published.edtf, "edtf:EDTF");
            }
            if NamedNode::new(&*source.url).is_ok() {
                self.link(&subject, "foaf:page", &source.url);
            }
            self.known_as(&subject, "dct:identifier", &source.ids, "");
            if !source.within.is_empty() {
                self.link(&subject, "dct:isPartOf", &address("source", &source.within));
            }
        }
    }

    /// The text, and what was left out of it.
    pub(super) fn finish(self) -> (String, Vec<String>) {
        let bytes = self.out.finish().expect("memory takes all");
        let text = String::from_utf8(bytes).expect("Turtle is UTF-8");
        let left = self.left.into_iter().map(|(what, count)| format!("{what} ({count})"));
        (in_order(&text), left.collect())
    }
}

/// The text with its prefixes by name: the crate keeps them in no order.
fn in_order(text: &str) -> String {
    let is_prefix = |line: &&str| line.starts_with("@prefix ");
    let mut prefixes: Vec<&str> = text.split_inclusive('\n').take_while(is_prefix).collect();
    let head: usize = prefixes.iter().map(|line| line.len()).sum();
    prefixes.sort_unstable();
    format!("{}{}", prefixes.concat(), &text[head..])
}

fn title<'s>(source: &'s Source<'_>) -> &'s str {
    &source.title
}

/// The address of a thing in the document: `#organ/club`.
pub(super) fn address(class: &str, id: &str) -> String {
    let mut address = format!("#{class}/");
    for letter in id.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | '~' => address.push(letter),
            // Letters of the world may stand in an IRI, but for those of private use.
            letter if !letter.is_ascii() && letter.is_alphanumeric() => address.push(letter),
            letter => {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    address += &format!("%{byte:02X}");
                }
            }
        }
    }
    address
}

fn space(prefix: &str) -> &'static str {
    let found = PREFIXES.iter().find(|(name, _)| *name == prefix);
    found.map(|(_, space)| *space).expect("the prefix is one of those above")
}

/// `org:Post` in full.
fn word(short: &str) -> String {
    let (prefix, name) = short.split_once(':').expect("a word has a prefix");
    format!("{}{name}", space(prefix))
}

/// The datatype of a date that is plain.
fn datatype(edtf: &str) -> Option<&'static str> {
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_month = |month: &str| digits(month, 2) && ("01"..="12").contains(&month);
    let parts: Vec<&str> = edtf.split('-').collect();
    match parts.as_slice() {
        [year] if digits(year, 4) => Some("xsd:gYear"),
        [year, month] if digits(year, 4) && is_month(month) => Some("xsd:gYearMonth"),
        [year, month, day] if digits(year, 4) && is_month(month) && digits(day, 2) => {
            Some("xsd:date")
        }
        _ => None,
    }
}

/// Whether a date is plain: a year, a month or a day.
pub(super) fn is_plain(edtf: &str) -> bool {
    datatype(edtf).is_some()
}

/// The two bounds of a date: what is one day, month or year is both.
pub(super) fn bounds(edtf: &str) -> (&str, &str) {
    let (start, end) = edtf.split_once('/').unwrap_or((edtf, edtf));
    let of = |bound| if matches!(bound, "" | "..") { "" } else { bound };
    (of(start), of(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_addresses_of_the_document() {
        assert_eq!(address("organ", "club/1 \"당\""), "#organ/club%2F1%20%22당%22");
        assert_eq!(bounds("1950/.."), ("1950", ""));
        assert_eq!(bounds("1950-05"), ("1950-05", "1950-05"));
        assert_eq!(datatype("1950-21"), None);
    }
}
