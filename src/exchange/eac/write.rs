//! A model as documents of EAC-CPF 2.0, one for each organ and person.
//!
//! Takes a model, gives documents with the names of their files, and what they cannot say, by kind and number. Each date
//! stands as EDTF with the days between which it lies; how a source says something and which other values are claimed
//! stands in notes. What is only planned or forecast is left out.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::dates::element;
use super::node::XmlNode;
use crate::exchange::behalf::{BEHALF, behalf};
use crate::exchange::dated_values::{TIMES_OF_VALUES, times_of_values};
use crate::exchange::identifiers::{Identifiers, pairs};
use crate::exchange::modality;
use crate::exchange::no_person::{BY_POST, VACANCIES, by_post, vacancies};
use crate::exchange::quotations::{QUOTES, quotations};
use crate::identifiers::scheme;
use crate::model::{
    Choice, Cite, Claim, Date, Disputed, Modality, Model, Name, OneOrMany, Organ, Person, Remit,
    SuccessionIn, Text, Transition,
};

const NAMESPACE: &str = "https://archivists.org/ns/eac/v2";

/// A model as EAC-CPF documents by the names of their files, and what was left out of them.
///
/// ```
/// let model = ron::from_str(r#"Model(organs: { "club": Organ(name: "Club", existence: "1950~/") })"#)?;
/// let (documents, left_out) = organigram::exchange::to_eac(&model);
/// assert_eq!(documents[0].0, "club.xml");
/// assert!(documents[0].1.contains(r#"standardDate="1950~""#) && left_out.is_empty());
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn to_eac(model: &Model<'_>) -> (Vec<(String, String)>, Vec<String>) {
    let mut writer = EacWriter { model, relations: HashMap::new(), left: BTreeMap::new() };
    writer.relations();
    let (mut documents, mut used) = (Vec::new(), HashSet::new());
    for (id, organ) in &model.organs {
        match modality::of_entry(organ.modality, &organ.existence).is_held() {
            true => documents.push((file(id, &mut used), writer.organ(id, organ))),
            false => writer.leave(PLANS, 1),
        }
    }
    for (id, person) in &model.people {
        match person.modality.is_held() {
            true => documents.push((file(id, &mut used), writer.person(id, person))),
            false => writer.leave(PLANS, 1),
        }
    }
    let changes = model
        .transitions
        .iter()
        .filter(|one| one.change.from.is_empty() || one.change.into.is_empty());
    let changes = changes.count();
    writer.leave("change events without a predecessor and a successor", changes);
    writer.leave("events", model.events.len());
    let reports = model.posts.values().map(|post| post.under.len()).sum();
    writer.leave("which posts report to which", reports);
    let planned = model.organs.values().flat_map(remits).filter(|one| !one.modality.is_held());
    writer.leave(PLANS, planned.count());
    let organs = model.organs.values().filter(|organ| !organ.url.is_empty()).count();
    let people = model.people.values().filter(|person| !person.url.is_empty()).count();
    writer.leave("web pages of organs and people", organs + people);
    let sources = model.sources.values().map(|source| pairs(&source.ids).count());
    let posts = model.posts.values().map(|post| pairs(&post.ids).count());
    writer.leave("identifiers of posts and sources", sources.chain(posts).sum());
    let judged =
        model.sources.values().filter(|source| source.reliability != Default::default()).count();
    writer.leave("how far sources are trusted", judged);
    let left = writer.left.into_iter().map(|(what, count)| format!("{what} ({count})"));
    (documents, left.collect())
}

/// The local type of a mandate that is a law, and the role of a place that is a territory.
pub(super) const LEGAL_BASIS: &str = "legal-basis";
pub(super) const JURISDICTION: &str = "jurisdiction";

const PLANS: &str = "what is only planned or forecast";

fn remits<'m, 't>(organ: &'m Organ<'t>) -> impl Iterator<Item = &'m Remit<'t>> {
    [&organ.functions, &organ.mandates, &organ.jurisdiction, &organ.legal_basis]
        .into_iter()
        .flat_map(|all| all.iter())
}

/// The name of a document's file: its id, where every system takes it.
fn file(id: &str, used: &mut HashSet<String>) -> String {
    let fits = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let plain: String = id.chars().map(fits).collect();
    let plain = plain.trim_start_matches('.').to_owned();
    let numbered = (2..).map(|number| format!("{plain}-{number}.xml"));
    let mut tries = std::iter::once(format!("{plain}.xml")).chain(numbered);
    // Names that differ by case alone are one on some systems.
    tries.find(|name| used.insert(name.to_lowercase())).expect("numbers do not end")
}

struct EacWriter<'m, 't> {
    model: &'m Model<'t>,
    /// The relations of each entity to others.
    relations: HashMap<&'m str, Vec<EacRelation<'m, 't>>>,
    left: BTreeMap<&'static str, usize>,
}

#[derive(Clone)]
struct EacRelation<'m, 't> {
    target: &'m str,
    is_person: bool,
    kind: &'static str,
    role: String,
    during: &'m Disputed<'t, Date<'t>>,
    note: &'m Text<'t>,
    cite: &'m OneOrMany<Cite<'t>>,
    modality: Modality,
}

/// The sources of one document, each with the place that is cited.
#[derive(Default)]
struct Cited {
    ids: HashMap<(String, String), String>,
    elements: Vec<XmlNode<'static>>,
}

impl<'m, 't> EacWriter<'m, 't> {
    fn leave(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.left.entry(what).or_default() += count;
        }
    }

    fn relations(&mut self) {
        let model = self.model;
        let mut all: Vec<(&'m str, EacRelation<'m, 't>)> = Vec::new();
        let mut both =
            |one: &'m str, other: EacRelation<'m, 't>, back: (&'static str, &str, bool)| {
                let (kind, role, is_person) = back;
                let reverse = EacRelation {
                    target: one,
                    is_person,
                    kind,
                    role: role.to_owned(),
                    ..other.clone()
                };
                all.push((other.target, reverse));
                all.push((one, other));
            };
        for (id, organ) in &model.organs {
            for under in &organ.under {
                let cite = if under.cite.is_empty() { &organ.cite } else { &under.cite };
                let own = if under.modality == Modality::default() {
                    organ.modality
                } else {
                    under.modality
                };
                let role = if under.line.is_empty() {
                    "superior".to_owned()
                } else {
                    format!("superior ({})", under.line)
                };
                let (during, note) = (&under.during, &under.note);
                let modality = modality::of_entry(own, during);
                let target = &*under.organ;
                let kind = "hierarchical-parent";
                let relation = EacRelation {
                    target,
                    is_person: false,
                    kind,
                    role,
                    during,
                    note,
                    cite,
                    modality,
                };
                both(id, relation, ("hierarchical-child", "subordinate", false));
            }
        }
        for transition in &model.transitions {
            let change = &transition.change;
            let modality = modality::of_entry(change.modality, &change.on);
            for from in &change.from {
                for into in &change.into {
                    let (target, role) =
                        (&**from, format!("predecessor ({})", passage(transition)));
                    let (during, note, cite) = (&change.on, &change.note, &change.cite);
                    let kind = "temporal-earlier";
                    let relation = EacRelation {
                        target,
                        is_person: false,
                        kind,
                        role,
                        during,
                        note,
                        cite,
                        modality,
                    };
                    let back = format!("successor ({})", passage(transition));
                    both(into, relation, ("temporal-later", &back, false));
                }
            }
        }
        self.leave(TIMES_OF_VALUES, times_of_values(model));
        self.leave(QUOTES, quotations(model));
        self.leave(VACANCIES, vacancies(model));
        self.leave(BY_POST, by_post(model));
        self.leave(BEHALF, behalf(model));
        for tenure in model.tenures.iter().filter(|tenure| !tenure.is_vacancy()) {
            let Some(post) = model.posts.get(&tenure.post).filter(|post| !post.organ.is_empty())
            else {
                *self.left.entry("tenures of posts without an organ").or_default() += 1;
                continue;
            };
            let title = if post.title.is_empty() { &tenure.post } else { &post.title };
            let role = match tenure.status {
                crate::model::Status::Held => title.to_string(),
                status => format!("{title} ({status})"),
            };
            let (during, note, cite) = (&tenure.during, &tenure.note, &tenure.cite);
            let modality = modality::of_entry(tenure.modality, during);
            let back = role.clone();
            let target = &*tenure.person;
            let relation = EacRelation {
                target,
                is_person: true,
                kind: "associative",
                role,
                during,
                note,
                cite,
                modality,
            };
            both(&post.organ, relation, ("associative", &back, false));
        }
        let seats = model.seats.iter().filter(|seat| !seat.is_vacancy() && !seat.is_of_a_post());
        for seat in seats {
            let role =
                if seat.title.is_empty() { "member".to_owned() } else { seat.title.to_string() };
            let (during, note, cite) = (&seat.during, &seat.note, &seat.cite);
            let modality = modality::of_entry(seat.modality, during);
            let back = role.clone();
            let target = &*seat.person;
            let relation = EacRelation {
                target,
                is_person: true,
                kind: "associative",
                role,
                during,
                note,
                cite,
                modality,
            };
            both(&seat.organ, relation, ("associative", &back, false));
        }
        let plans = all.iter().filter(|(_, relation)| !relation.modality.is_held()).count() / 2;
        self.leave(PLANS, plans);
        for (id, relation) in all.into_iter().filter(|(_, relation)| relation.modality.is_held()) {
            self.relations.entry(id).or_default().push(relation);
        }
    }

    fn organ(&self, id: &str, organ: &Organ<'_>) -> String {
        let mut cited = Cited::default();
        let entry = self.cite(&mut cited, &organ.cite);
        let mut identity = XmlNode::new("identity")
            .with("sourceReference", &entry)
            .holding(XmlNode::new("entityType").with("value", "corporateBody"))
            .holding_all(self.names(&mut cited, id, &organ.name, &organ.names));
        if let Some(kind) = organ.kind.preferred().filter(|kind| !kind.trim().is_empty()) {
            let term = XmlNode::new("term").saying(kind);
            let kind = XmlNode::new("otherEntityType").holding(term);
            identity = identity.holding(XmlNode::new("otherEntityTypes").holding(kind));
        }
        identity = identity.holding_all(identifiers(&organ.ids));
        let mut remarks = rivals("kind", &organ.kind, |kind| kind);
        remarks.extend(rivals("place", &organ.place, |place| place));
        remarks.extend(modality_note(organ.modality));
        identity = identity.holding_all(described(&remarks));
        let mut description = XmlNode::new("description");
        let functions = self.remits(&mut cited, "function", &organ.functions, "");
        description = description.holding_all(group("functions", functions));
        let mut mandates = self.remits(&mut cited, "mandate", &organ.mandates, "");
        mandates.extend(self.remits(&mut cited, "mandate", &organ.legal_basis, LEGAL_BASIS));
        description = description.holding_all(group("mandates", mandates));
        let mut places = Vec::new();
        if let Some(place) = organ.place.preferred().filter(|place| !place.trim().is_empty()) {
            let name = XmlNode::new("placeName").saying(place);
            places.push(XmlNode::new("place").holding(name));
        }
        places.extend(self.jurisdiction(&mut cited, &organ.jurisdiction));
        description = description.holding_all(group("places", places));
        description = description
            .holding_all(self.existence(&mut cited, &organ.existence))
            .holding_all(history(&organ.note));
        self.document(id, identity, description, cited)
    }

    fn person(&self, id: &str, person: &Person<'_>) -> String {
        let mut cited = Cited::default();
        let entry = self.cite(&mut cited, &person.cite);
        let mut remarks = rivals("born", &person.born, |date| &date.edtf);
        remarks.extend(rivals("died", &person.died, |date| &date.edtf));
        remarks.extend(modality_note(person.modality));
        let identity = XmlNode::new("identity")
            .with("sourceReference", &entry)
            .holding(XmlNode::new("entityType").with("value", "person"))
            .holding_all(self.names(&mut cited, id, &person.name, &person.names))
            .holding_all(identifiers(&person.ids))
            .holding_all(described(&remarks));
        let side = |dates: &Disputed<'_, Date<'_>>| {
            dates
                .preferred()
                .filter(|date| !date.edtf.contains('/'))
                .map(|date| date.edtf.to_string())
        };
        let (born, died) = (side(&person.born), side(&person.died));
        let mut description = XmlNode::new("description");
        if born.is_some() || died.is_some() {
            let life = format!("{}/{}", born.unwrap_or_default(), died.unwrap_or_default());
            let range = element(&Date::from(Text::from(life)), "");
            description = description
                .holding_all(range.map(|range| XmlNode::new("existDates").holding(range)));
        }
        description = description.holding_all(history(&person.note));
        self.document(id, identity, description, cited)
    }

    /// Functions and mandates: a term, a time, a remark.
    fn remits(
        &self,
        cited: &mut Cited,
        name: &'static str,
        remits: &[Remit<'_>],
        kind: &str,
    ) -> Vec<XmlNode<'static>> {
        let held = remits.iter().filter(|remit| remit.modality.is_held());
        let said = held.filter(|remit| !remit.text.trim().is_empty());
        let mut node = |remit: &Remit<'_>| {
            XmlNode::new(name)
                .with("localType", kind)
                .with("sourceReference", &self.cite(cited, &remit.cite))
                .holding(XmlNode::new("term").saying(&remit.text))
                .holding_all(remit.during.preferred().and_then(|date| element(date, "")))
                .holding_all(described(&remit_remarks(remit)))
        };
        said.map(&mut node).collect()
    }

    /// The territories for which a body is competent.
    fn jurisdiction(&self, cited: &mut Cited, remits: &[Remit<'_>]) -> Vec<XmlNode<'static>> {
        let held = remits.iter().filter(|remit| remit.modality.is_held());
        let said = held.filter(|remit| !remit.text.trim().is_empty());
        let mut node = |remit: &Remit<'_>| {
            XmlNode::new("place")
                .with("sourceReference", &self.cite(cited, &remit.cite))
                .holding(XmlNode::new("placeName").saying(&remit.text))
                .holding(XmlNode::new("placeRole").saying(JURISDICTION))
                .holding_all(remit.during.preferred().and_then(|date| element(date, "")))
                .holding_all(described(&remit_remarks(remit)))
        };
        said.map(&mut node).collect()
    }

    fn names(
        &self,
        cited: &mut Cited,
        id: &str,
        name: &Text<'_>,
        names: &OneOrMany<Name<'_>>,
    ) -> Vec<XmlNode<'static>> {
        let main = if name.trim().is_empty() { id } else { name };
        let entry =
            |text: &str| XmlNode::new("nameEntry").holding(XmlNode::new("part").saying(text));
        let mut all = vec![entry(main).with("preferredForm", "true")];
        for name in
            names.iter().filter(|name| name.modality.is_held() && !name.text.trim().is_empty())
        {
            let used = name.used.preferred().and_then(|date| element(date, ""));
            let used = used.map(|date| XmlNode::new("useDates").holding(date));
            let is_token = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let lang =
                Some(&*name.lang).filter(|lang| lang.chars().all(is_token)).unwrap_or_default();
            let node = entry(&name.text).holding_all(used);
            all.push(
                node.with("languageOfElement", lang)
                    .with("sourceReference", &self.cite(cited, &name.cite)),
            );
        }
        all
    }

    fn existence(
        &self,
        cited: &mut Cited,
        dates: &Disputed<'_, Date<'_>>,
    ) -> Option<XmlNode<'static>> {
        let claim = dates.claims().first()?;
        let date = element(&claim.value, &self.cite(cited, &claim.cite))?;
        let mut remarks = rivals("existence", dates, |date| &date.edtf);
        remarks.extend(modality_note(claim.modality));
        // What a range rests on is said of the whole.
        let sources = self.cite(cited, &claim.cite);
        let node = XmlNode::new("existDates").with("sourceReference", &sources);
        Some(node.holding(date).holding_all(described(&remarks)))
    }

    /// The sources of citations, as a document refers to them.
    fn cite(&self, cited: &mut Cited, cites: &[Cite<'_>]) -> String {
        let mut ids: Vec<String> = Vec::new();
        for cite in cites {
            let key = (cite.source.to_string(), cite.at.to_string());
            let id = cited.ids.get(&key).cloned().unwrap_or_else(|| {
                let id = format!("s{}", cited.elements.len() + 1);
                let source = self.model.sources.get(&cite.source);
                let title =
                    source.map(|source| &*source.title).filter(|title| !title.trim().is_empty());
                let url = source.map(|source| &*source.url).unwrap_or_default();
                let is_address = url.starts_with("http://") || url.starts_with("https://");
                let is_whole = is_address
                    && !url.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c));
                let reference = XmlNode::new("reference").saying(title.unwrap_or(&cite.source));
                let mut element = XmlNode::new("source")
                    .with("id", &id)
                    .with("href", if is_whole { url } else { "" })
                    .holding(reference);
                if !cite.at.is_empty() {
                    element = element.holding(XmlNode::new("citedRange").saying(&cite.at));
                }
                cited.elements.push(element);
                cited.ids.insert(key, id.clone());
                id
            });
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.join(" ")
    }

    fn relation(&self, cited: &mut Cited, relation: &EacRelation<'_, '_>) -> XmlNode<'static> {
        let kind = if relation.is_person { "person" } else { "corporateBody" };
        let name = match relation.is_person {
            true => self.model.people.get(relation.target).map(|person| &*person.name),
            false => self.model.organs.get(relation.target).map(|organ| &*organ.name),
        };
        let name = name.filter(|name| !name.trim().is_empty()).unwrap_or(relation.target);
        let target = XmlNode::new("targetEntity")
            .with("targetType", kind)
            .with("valueURI", &address(relation.target))
            .holding(XmlNode::new("part").saying(name));
        let date = relation.during.preferred().and_then(|date| element(date, ""));
        let mut remarks = rivals("time", relation.during, |date| &date.edtf);
        remarks.extend(modality_note(relation.modality));
        if !relation.note.trim().is_empty() {
            remarks.push(relation.note.to_string());
        }
        let claim = relation.during.claims().first();
        let cites = claim.map(|claim| &claim.cite).filter(|cites| !cites.is_empty());
        XmlNode::new("relation")
            .with("sourceReference", &self.cite(cited, cites.unwrap_or(relation.cite)))
            .holding(target)
            .holding_all(date)
            .holding(XmlNode::new("relationType").saying(relation.kind))
            .holding(XmlNode::new("targetRole").saying(&relation.role))
            .holding_all(described(&remarks))
    }

    fn document(
        &self,
        id: &str,
        identity: XmlNode<'static>,
        description: XmlNode<'static>,
        mut cited: Cited,
    ) -> String {
        let none = Vec::new();
        let relations = self.relations.get(id).unwrap_or(&none);
        let relations: Vec<XmlNode<'static>> =
            relations.iter().map(|relation| self.relation(&mut cited, relation)).collect();
        let agent = XmlNode::new("agent").with("agentType", "machine").saying("organigram");
        let event = XmlNode::new("maintenanceEvent")
            .with("maintenanceEventType", "derived")
            .holding(agent)
            .holding(XmlNode::new("eventDateTime").saying("not recorded"));
        let title =
            if self.model.title.trim().is_empty() { "not recorded" } else { &self.model.title };
        let mut control = XmlNode::new("control")
            .with("maintenanceStatus", "derived")
            .with("dateEncoding", "iso8601")
            .holding(XmlNode::new("recordId").saying(id))
            .holding(
                XmlNode::new("maintenanceAgency").holding(XmlNode::new("agencyName").saying(title)),
            )
            .holding(XmlNode::new("maintenanceHistory").holding(event));
        if !cited.elements.is_empty() {
            control = control.holding(XmlNode::new("sources").holding_all(cited.elements));
        }
        let mut entity = XmlNode::new("cpfDescription").holding(identity);
        if !description.children.is_empty() {
            entity = entity.holding(description);
        }
        if !relations.is_empty() {
            entity = entity.holding(XmlNode::new("relations").holding_all(relations));
        }
        let root = XmlNode::new("eac").with("xmlns", NAMESPACE);
        root.holding(control).holding(entity).to_document()
    }
}

/// The kind of a change, and in what it was a succession.
fn passage(transition: &Transition<'_>) -> String {
    match transition.change.r#in {
        SuccessionIn::Unsaid => transition.kind.to_string(),
        what => format!("{} in {what}", transition.kind),
    }
}

/// An id as a relative address.
fn address(id: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '~');
    if id.chars().all(fits) { id.to_owned() } else { String::new() }
}

/// The values that are claimed beside the first, in words.
fn rivals<'m, 't, T>(
    field: &str,
    values: &'m Disputed<'t, T>,
    text: impl Fn(&'m T) -> &'m str,
) -> Vec<String> {
    let rival = |claim: &'m Claim<'t, T>| {
        let sources: Vec<&str> = claim.cite.iter().map(|cite| &*cite.source).collect();
        let by =
            if sources.is_empty() { String::new() } else { format!(", by {}", sources.join(", ")) };
        let when = match &*claim.during.edtf {
            "" => String::new(),
            edtf => format!(", during {edtf}"),
        };
        format!(
            "Another claim of {field}: {} ({}{when}{by})",
            text(&claim.value),
            claim.modality.name().to_lowercase()
        )
    };
    values.claims().iter().skip(1).map(rival).collect()
}

fn modality_note(modality: Modality) -> Option<String> {
    (modality != Modality::Asserted).then(|| format!("Modality: {modality}"))
}

fn described(remarks: &[String]) -> Option<XmlNode<'static>> {
    let paragraphs = remarks.iter().map(|remark| XmlNode::new("p").saying(remark));
    (!remarks.is_empty()).then(|| XmlNode::new("descriptiveNote").holding_all(paragraphs))
}

fn remit_remarks(remit: &Remit<'_>) -> Vec<String> {
    let mut remarks = rivals("time", &remit.during, |date| &date.edtf);
    remarks.extend(modality_note(remit.modality));
    remarks.extend(Some(remit.note.to_string()).filter(|note| !note.trim().is_empty()));
    remarks
}

/// Elements in the one that holds all of their sort.
fn group(name: &'static str, all: Vec<XmlNode<'static>>) -> Option<XmlNode<'static>> {
    (!all.is_empty()).then(|| XmlNode::new(name).holding_all(all))
}

/// What a thing is called in registers: the scheme is the local type.
fn identifiers(ids: &Identifiers<'_>) -> Vec<XmlNode<'static>> {
    let said = pairs(ids).filter(|(_, id)| !id.trim().is_empty());
    let node = |(name, id): (&str, &str)| {
        let address = scheme(name).and_then(|scheme| scheme.linked_name(id)).unwrap_or_default();
        XmlNode::new("identityId").with("localType", name).with("valueURI", &address).saying(id)
    };
    said.map(node).collect()
}

fn history(note: &str) -> Option<XmlNode<'static>> {
    let paragraph = XmlNode::new("p").saying(note);
    (!note.trim().is_empty()).then(|| XmlNode::new("biogHist").holding(paragraph))
}
