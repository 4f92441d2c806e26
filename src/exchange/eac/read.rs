//! Documents to a model.
//!
//! Takes documents with their names, gives a model and notes. Legal statuses, and the functions of people, which a model
//! has no fields for, go into the remark; what else has no place is counted.

use super::dates::{dates_in, not_understood};
use super::gathered::{EacReader, RecordSources};
use super::node::XmlNode;
use super::relations::relations;
use super::write::{JURISDICTION, LEGAL_BASIS};
use crate::exchange::identifiers::{Identifiers, add};
use crate::identifiers::of_address;
use crate::model::{
    At, Cite, Claim, Date, Disputed, Model, Name, OneOrMany, Organ, Person, Remit, Source, Text,
};
use crate::text::to_id;
use crate::workers::Workers;

/// The model that EAC-CPF documents describe, and notes on what was left out of it. Each document comes with the name
/// of its file.
///
/// ```
/// let document = r#"<eac xmlns="https://archivists.org/ns/eac/v2"><control><recordId>c</recordId></control>
///     <cpfDescription><identity><entityType value="corporateBody"/><nameEntry><part>Club</part></nameEntry></identity>
///     <description><existDates><dateRange><fromDate standardDate="1950">1950</fromDate></dateRange></existDates>
///     </description></cpfDescription></eac>"#;
/// let (model, notes) = organigram::exchange::from_eac(&[("c.xml".into(), document.into())])?;
/// assert_eq!(model.organs["c"].existence.preferred().unwrap().edtf, "1950/");
/// assert!(notes.is_empty());
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// When a document is no XML or no EAC-CPF: the message names it and the line.
pub fn from_eac(documents: &[(String, String)]) -> Result<(Model<'static>, Vec<String>), String> {
    let mut reader = EacReader::default();
    // Some at a time, so that not all of them are in memory as trees.
    for some in documents.chunks(AT_ONCE) {
        let workers = Workers::for_rows(documents.len());
        let roots = workers.map_rows(some.iter().collect(), |(name, text)| record(name, text));
        for ((name, _), root) in some.iter().zip(roots) {
            reader.document(name, &root?);
        }
    }
    reader.relations();
    Ok(reader.finish())
}

/// How many dates that are not understood are listed.
const LISTED: usize = 20;

/// How many documents are trees in memory at once.
const AT_ONCE: usize = 4096;

/// A document as a tree.
fn record<'d>(name: &str, text: &'d str) -> Result<XmlNode<'d>, String> {
    let root = XmlNode::read(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("{name}: {error}"))?;
    match &*root.name {
        "eac" | "eac-cpf" => Ok(root),
        other => Err(format!("{name}: its outermost element is `{other}`, not `eac` or `eac-cpf`")),
    }
}

impl EacReader {
    fn finish(mut self) -> (Model<'static>, Vec<String>) {
        if self.undated > LISTED {
            self.notes
                .push(format!("and {} more dates that are not understood", self.undated - LISTED));
        }
        for (what, count) in self.unread {
            let times = if count == 1 { "1 time".to_owned() } else { format!("{count} times") };
            self.notes.push(format!("{what} has no place in a model and was left out {times}"));
        }
        (self.model, self.notes)
    }

    fn document(&mut self, name: &str, root: &XmlNode<'_>) {
        let none = XmlNode::default();
        let control = root.first("control").unwrap_or(&none);
        let record = control.first("recordId").map(XmlNode::said).unwrap_or_default();
        let stem = name.rsplit(['/', '\\']).next().unwrap_or(name).trim_end_matches(".xml");
        let record = if record.is_empty() { stem.to_owned() } else { record };
        let sources = self.sources(control, &record);
        let many = root.first("multipleIdentities");
        let descriptions = many.unwrap_or(root).all("cpfDescription");
        for (at, description) in descriptions.enumerate() {
            let id = if at == 0 { to_id(&record) } else { to_id(&format!("{record}-{}", at + 1)) };
            self.entity(id, description, &sources);
        }
    }

    /// The sources of a record, by their ids in it; the record itself where it names none.
    fn sources(&mut self, control: &XmlNode<'_>, record: &str) -> RecordSources {
        let mut sources = RecordSources::default();
        let listed = control.first("sources").into_iter().flat_map(|sources| sources.all("source"));
        for source in listed {
            let reference = source.first("reference").or_else(|| source.first("sourceEntry"));
            let title = reference.map(XmlNode::said).unwrap_or_default();
            let href =
                [Some(source), reference].into_iter().flatten().map(|node| node.attribute("href"));
            let url = href.into_iter().find(|href| !href.is_empty()).unwrap_or_default().to_owned();
            let named = if title.is_empty() { &url } else { &title };
            if named.is_empty() {
                continue;
            }
            let id = to_id(named);
            let note = source.first("descriptiveNote").map(XmlNode::said).unwrap_or_default();
            let known =
                self.model.sources.entry(Text::from(id.clone())).or_insert_with(|| Source {
                    title: title.clone().into(),
                    url: url.into(),
                    note: note.into(),
                    ..Source::default()
                });
            if known.title.is_empty() {
                known.title = title.into();
            }
            let at = source.first("citedRange").map(XmlNode::said).unwrap_or_default();
            let cite = Cite { source: id.into(), at: at.into(), ..Cite::default() };
            let key = source.attribute("id").to_owned();
            sources.by_id.insert(key, cite.clone());
            sources.all.push(cite);
        }
        if sources.all.is_empty() {
            let agency =
                control.first("maintenanceAgency").and_then(|agency| agency.first("agencyName"));
            let agency = agency.map(XmlNode::said).unwrap_or_default();
            let id = to_id(&format!("record-{record}"));
            let title = match agency.is_empty() {
                true => format!("Authority record {record}"),
                false => format!("{agency}: authority record {record}"),
            };
            let source = Source {
                title: title.into(),
                kind: "authority record".into(),
                ..Source::default()
            };
            self.model.sources.insert(id.clone().into(), source);
            sources.all.push(Cite { source: id.into(), ..Cite::default() });
        }
        sources
    }

    fn entity(&mut self, id: String, description: &XmlNode<'_>, sources: &RecordSources) {
        let empty = XmlNode::default();
        let identity = description.first("identity").unwrap_or(&empty);
        let kind = identity.first("entityType");
        let kind = kind.map(|kind| match kind.attribute("value") {
            "" => kind.said(),
            value => value.to_owned(),
        });
        let about = description.first("description").unwrap_or(&empty);
        let is_taken = |model: &Model<'static>| {
            model.organs.contains_key(id.as_str()) || model.people.contains_key(id.as_str())
        };
        if is_taken(&self.model) {
            self.notes.push(format!("the record `{id}` appears twice: the first was taken"));
            return;
        }
        let (name, names) = names(identity, sources);
        if !name.is_empty() {
            self.by_name.entry(crate::graph::fold(&name)).or_insert_with(|| id.clone());
        }
        for what in not_understood(description) {
            self.undated += 1;
            if self.undated <= LISTED {
                self.notes.push(format!("the record `{id}`: {what}"));
            }
        }
        let is_person = kind.as_deref() == Some("person");
        let note = self.note(about, identity, is_person);
        let ids = identifiers(identity);
        let cite = sources.whole();
        match kind.as_deref() {
            Some("person") => {
                let (born, died) = life(about, sources);
                let person =
                    Person { name, names, born, died, ids, note, cite, ..Person::default() };
                self.model.people.insert(id.clone().into(), person);
            }
            Some("family") => {
                self.leave("a family");
                return;
            }
            _ => {
                let organ = Organ {
                    name,
                    names,
                    kind: kinds(identity),
                    existence: existence(about, sources),
                    place: self.places(about, sources),
                    functions: remits(about, sources, "function", |_| true),
                    mandates: remits(about, sources, "mandate", |node| !is_legal(node)),
                    legal_basis: remits(about, sources, "mandate", is_legal),
                    jurisdiction: remits(about, sources, "place", is_jurisdiction),
                    ids,
                    note,
                    cite,
                    ..Organ::default()
                };
                self.model.organs.insert(id.clone().into(), organ);
            }
        }
        relations(self, &id, description, sources);
    }

    /// Remarks, and what a model has no fields for.
    fn note(
        &mut self,
        about: &XmlNode<'_>,
        identity: &XmlNode<'_>,
        is_person: bool,
    ) -> Text<'static> {
        let mut lines = Vec::new();
        for name in ["biogHist", "structureOrGenealogy", "generalContext"] {
            lines.extend(about.all(name).map(XmlNode::said));
        }
        lines.extend(identity.first("descriptiveNote").map(XmlNode::said));
        let in_words: &[(&str, &str)] = match is_person {
            true => {
                &[("function", "Function"), ("mandate", "Mandate"), ("legalStatus", "Legal status")]
            }
            false => &[("legalStatus", "Legal status")],
        };
        for (name, word) in in_words.iter().copied() {
            let mut found = Vec::new();
            about.every(name, &mut found);
            for node in found {
                let terms: Vec<String> = node.all("term").map(XmlNode::said).collect();
                let dates: Vec<String> =
                    dates_in(node).iter().map(|date| date.edtf.to_string()).collect();
                let remark = node.first("descriptiveNote").map(XmlNode::said).unwrap_or_default();
                let when = if dates.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", dates.join(", "))
                };
                let said = [terms.join(", "), remark]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>();
                lines.push(format!("{word}: {}{when}", said.join(": ")));
            }
        }
        for name in ["occupations", "languagesUsed", "localDescriptions", "demographicDescriptions"]
        {
            if about.first(name).is_some() {
                self.leave(&format!("`{name}`"));
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n").into()
    }

    fn places(
        &mut self,
        about: &XmlNode<'_>,
        sources: &RecordSources,
    ) -> Disputed<'static, Text<'static>> {
        let mut found = Vec::new();
        about.every("place", &mut found);
        let mut claims: Vec<Claim<'static, Text<'static>>> = Vec::new();
        for place in found.into_iter().filter(|place| !is_jurisdiction(place)) {
            let name = ["placeName", "placeEntry"].iter().find_map(|name| place.first(name));
            let name = name.map(XmlNode::said).unwrap_or_default();
            // A model has one place of an organ, claimed by several at most: where else it was is left out.
            if name.is_empty() {
                continue;
            }
            if claims.is_empty() {
                claims.push(Claim {
                    cite: sources.of(place),
                    ..Claim::bare(name.into(), At::default())
                });
            } else if claims[0].value != name {
                self.leave("a further place of a body");
            }
        }
        claims.into_iter().collect()
    }
}

/// The name to show and all others, each with the time of its use.
fn names(
    identity: &XmlNode<'_>,
    sources: &RecordSources,
) -> (Text<'static>, OneOrMany<Name<'static>>) {
    let mut entries = Vec::new();
    identity.every("nameEntry", &mut entries);
    let is_preferred = |entry: &&&XmlNode| {
        entry.attribute("preferredForm") == "true"
            || entry.attribute("status") == "authorized"
            || entry.first("authorizedForm").is_some()
    };
    let words = |entry: &XmlNode| {
        let parts: Vec<String> = entry.all("part").map(XmlNode::said).collect();
        parts.join(", ")
    };
    let main = entries.iter().find(is_preferred).or(entries.first()).copied();
    let name: Text<'static> = main.map(words).unwrap_or_default().into();
    let mut names: OneOrMany<Name<'static>> = OneOrMany::None;
    for entry in entries {
        let used: Disputed<'static, Date<'static>> = entry
            .all("useDates")
            .flat_map(dates_in)
            .map(|date| Claim::bare(date, At::default()))
            .take(1)
            .collect();
        let is_main = main.is_some_and(|main| std::ptr::eq(main, entry));
        let text = words(entry);
        // The main name is one of the others too where it was not in use all the time.
        if text.is_empty() || is_main && used.claims().is_empty() {
            continue;
        }
        let lang = ["languageOfElement", "lang"].map(|name| entry.attribute(name));
        let lang = lang.into_iter().find(|lang| !lang.is_empty()).unwrap_or_default().to_owned();
        let cite = sources.of(entry);
        names.push(Name { text: text.into(), lang: lang.into(), used, cite, ..Name::default() });
    }
    (name, names)
}

/// Functions, mandates or territories, each with its time and its sources.
fn remits(
    about: &XmlNode<'_>,
    sources: &RecordSources,
    name: &str,
    is_meant: impl Fn(&XmlNode<'_>) -> bool,
) -> OneOrMany<Remit<'static>> {
    let mut found = Vec::new();
    about.every(name, &mut found);
    let mut remits = OneOrMany::None;
    for node in found.into_iter().filter(|node| is_meant(node)) {
        let said = |name: &str| node.all(name).map(XmlNode::said).collect::<Vec<_>>();
        let (terms, places) = (said("term"), said("placeName"));
        let (text, note) = match name {
            "place" => (places.join(", "), Vec::new()),
            _ => (terms.join(", "), places),
        };
        let remark = node.first("descriptiveNote").map(XmlNode::said).unwrap_or_default();
        let notes = note.into_iter().chain([remark]).filter(|note| !note.is_empty());
        let notes: Vec<String> = notes.collect();
        // What has a remark alone says it there.
        let (text, note) = match text.is_empty() {
            true => (notes.join(": "), String::new()),
            false => (text, notes.join(": ")),
        };
        if text.is_empty() {
            continue;
        }
        let dates = dates_in(node).into_iter().take(1);
        let during = dates.map(|date| Claim::bare(date, At::default())).collect();
        let cite = sources.of(node);
        let (text, note) = (text.into(), note.into());
        remits.push(Remit { text, during, note, cite, ..Remit::default() });
    }
    remits
}

/// Whether a mandate is a law.
fn is_legal(node: &XmlNode<'_>) -> bool {
    node.attribute("localType") == LEGAL_BASIS
}

/// Whether a place is the territory for which a body is competent.
fn is_jurisdiction(node: &XmlNode<'_>) -> bool {
    node.all("placeRole").any(|role| role.said().to_lowercase().contains(JURISDICTION))
}

/// What registers call a thing: by the scheme that is named, by that of the address, or a number of the archive's own.
fn identifiers(identity: &XmlNode<'_>) -> Identifiers<'static> {
    let mut ids = Identifiers::default();
    // Before edition 2.0 the element was called `entityId`.
    for node in ["identityId", "entityId"].into_iter().flat_map(|name| identity.all(name)) {
        let said = node.said();
        let addresses = [said.as_str(), node.attribute("valueURI")];
        let shown = addresses.into_iter().find_map(of_address);
        let named = to_id(node.attribute("localType")).to_lowercase();
        match (shown, named.is_empty()) {
            (Some((scheme, id)), true) => add(&mut ids, scheme, id),
            (None, true) => add(&mut ids, "own", &said),
            (shown, false) => {
                let is_same = shown.filter(|(scheme, _)| *scheme == named);
                add(&mut ids, &named, is_same.map_or(said.as_str(), |(_, id)| id));
            }
        }
    }
    ids
}

fn kinds(identity: &XmlNode<'_>) -> Disputed<'static, Text<'static>> {
    let mut found = Vec::new();
    identity.every("otherEntityType", &mut found);
    let terms = found.iter().flat_map(|kind| kind.all("term")).map(XmlNode::said);
    let terms = terms.filter(|term| !term.is_empty()).take(1);
    terms.map(|term| Claim::bare(Text::from(term), At::default())).collect()
}

fn existence(about: &XmlNode<'_>, sources: &RecordSources) -> Disputed<'static, Date<'static>> {
    let mut claims = Vec::new();
    for node in about.all("existDates") {
        let cite = sources.of_dates(node);
        let dates = dates_in(node).into_iter();
        claims.extend(
            dates.map(|date| Claim {
                cite: cite.clone(),
                ..Claim::bare(period(date), At::default())
            }),
        );
    }
    claims.into_iter().collect()
}

/// A body that has a date and no range was there then; that it ended on that day is not said.
fn period(date: Date<'static>) -> Date<'static> {
    if date.edtf.contains('/') || date.edtf.is_empty() {
        return date;
    }
    Date { edtf: format!("[..{}]/", date.edtf).into(), ..date.clone() }.kept_if_read(date)
}

/// A reading of a date, or the date itself where that is none.
trait KeptIfRead {
    fn kept_if_read(self, other: Self) -> Self;
}

impl KeptIfRead for Date<'static> {
    fn kept_if_read(self, other: Self) -> Self {
        if crate::time::Period::parse(&self.edtf).is_ok() { self } else { other }
    }
}

/// Birth and death of a person, by the range of existence.
fn life(
    about: &XmlNode<'_>,
    sources: &RecordSources,
) -> (Disputed<'static, Date<'static>>, Disputed<'static, Date<'static>>) {
    let (mut born, mut died) = (Disputed::default(), Disputed::default());
    for node in about.all("existDates") {
        let cite = sources.of_dates(node);
        for date in dates_in(node) {
            let Some((first, last)) = date.edtf.split_once('/') else { continue };
            for (side, claims) in [(first, &mut born), (last, &mut died)] {
                if !matches!(side, "" | "..") {
                    let date = Date::from(Text::from(side.to_owned()));
                    claims.push(Claim { cite: cite.clone(), ..Claim::bare(date, At::default()) });
                }
            }
        }
    }
    (born, died)
}
