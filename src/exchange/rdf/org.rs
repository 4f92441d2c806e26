//! A model by W3C's Organization Ontology (2014), with the foundation event of the Core Public Organisation Vocabulary.
//!
//! Takes a model, gives Turtle. A dated superior and a holder are memberships with an interval; an undated superior is
//! `org:subOrganizationOf`. Never says which organs are public organisations: a model does not.

use super::triples::{DANGLING, RIVALS, Triples, address, bounds, is_plain};
use crate::exchange::behalf::{BEHALF, behalf};
use crate::exchange::dated_values::{TIMES_OF_VALUES, times_of_values};
use crate::exchange::modality;
use crate::exchange::no_person::{BY_POST, VACANCIES, by_post, vacancies};
use crate::model::{
    Cite, Date, Disputed, Modality, Model, Name, OneOrMany, Organ, Transition, TransitionKind,
};

/// A model in the words of the Organization Ontology, as Turtle, and what was left out of it.
///
/// ```
/// let model = ron::from_str(r#"Model(organs: {
///     "club": Organ(name: "Chess Club"), "board": Organ(under: Under(organ: "club", during: "1950/1971")),
/// })"#)?;
/// let (turtle, left_out) = organigram::exchange::to_org(&model);
/// assert!(turtle.contains("<#organ/club> a org:Organization") && turtle.contains("org:memberDuring"));
/// assert!(left_out.is_empty());
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn to_org(model: &Model<'_>) -> (String, Vec<String>) {
    let prefixes =
        ["org", "cv", "foaf", "owl", "skos", "dct", "time", "schema", "rdf", "xsd", "edtf"];
    let mut writer = OrgWriter { model, triples: Triples::new(&prefixes) };
    for (id, organ) in &model.organs {
        writer.organ(id, organ);
    }
    for (id, person) in &model.people {
        writer.person(id, person);
    }
    for (id, post) in &model.posts {
        writer.post(id, post);
    }
    writer.memberships();
    for change in &model.transitions {
        writer.change(change);
    }
    writer.triples.leave("events, which the vocabulary has no class for", model.events.len());
    writer.triples.sources(model);
    writer.triples.finish()
}

struct OrgWriter<'m, 't> {
    model: &'m Model<'t>,
    triples: Triples,
}

impl OrgWriter<'_, '_> {
    fn organ(&mut self, id: &str, organ: &Organ<'_>) {
        let how = modality::of_entry(organ.modality, &organ.existence);
        if !self.triples.is_held(how) {
            return;
        }
        let subject = address("organ", id);
        self.triples.a(&subject, "org:Organization");
        self.triples.text(&subject, "dct:identifier", id, "");
        self.names(&subject, id, &organ.name, &organ.names);
        self.triples.known_as(&subject, "dct:identifier", &organ.ids, &organ.url);
        for kind in organ.kind.claims() {
            let class = address("kind", &kind.value);
            self.triples.link(&subject, "org:classification", &class);
        }
        self.lifetime(&subject, &organ.existence);
        if let Some(place) = organ.place.preferred() {
            self.triples.text(&subject, "schema:location", place, "");
        }
        self.triples.leave(RIVALS, organ.place.claims().len().saturating_sub(1));
        for function in organ.functions.iter().filter(|one| one.modality.is_held()) {
            let purpose = address("function", &function.text);
            self.triples.link(&subject, "org:purpose", &purpose);
            self.triples.word(&purpose, "skos:Concept", "skos:prefLabel", &function.text);
        }
        for territory in organ.jurisdiction.iter().filter(|one| one.modality.is_held()) {
            let place = address("place", &territory.text);
            self.triples.link(&subject, "dct:spatial", &place);
            self.triples.word(&place, "dct:Location", "skos:prefLabel", &territory.text);
        }
        let remits = organ.functions.iter().chain(&*organ.jurisdiction);
        let dated = remits.filter(|one| !one.during.claims().is_empty()).count();
        self.triples.leave("times of functions and territories", dated);
        let laws = organ.mandates.len() + organ.legal_basis.len();
        self.triples.leave("mandates and legal bases", laws);
        self.triples.leave("numbers of members", organ.members.len());
        self.triples.remarks(&subject, "skos:note", how, &organ.note);
        self.triples.cites(self.model, &subject, &organ.cite);
        for kind in organ.kind.claims() {
            let class = address("kind", &kind.value);
            self.triples.word(&class, "skos:Concept", "skos:prefLabel", &kind.value);
        }
        for under in &organ.under {
            let own =
                if under.modality == Modality::default() { organ.modality } else { under.modality };
            let how = modality::of_entry(own, &under.during);
            let cites = if under.cite.is_empty() { &organ.cite } else { &under.cite };
            if !self.model.organs.contains_key(&under.organ) {
                self.triples.leave(DANGLING, 1);
            } else if !self.triples.is_held(how) {
                continue;
            } else if under.during.claims().is_empty()
                && under.line.is_empty()
                && how == Modality::Asserted
            {
                self.triples.link(
                    &subject,
                    "org:subOrganizationOf",
                    &address("organ", &under.organ),
                );
            } else {
                let line = if under.line.is_empty() { "part of" } else { &under.line };
                let ends = (subject.as_str(), address("organ", &under.organ));
                let role = address("line", line);
                self.membership(ends, &role, line, (&under.during, how, cites, &under.note));
            }
        }
    }

    fn names(&mut self, subject: &str, id: &str, name: &str, names: &OneOrMany<Name<'_>>) {
        let main = if name.is_empty() { id } else { name };
        self.triples.text(subject, "skos:prefLabel", main, "");
        for name in names.iter().filter(|name| name.modality.is_held() && *name.text != *main) {
            self.triples.text(subject, "skos:altLabel", &name.text, &name.lang);
            self.triples.leave("times of names", usize::from(!name.used.claims().is_empty()));
        }
    }

    /// The beginning and the end of an organ.
    fn lifetime(&mut self, subject: &str, dates: &Disputed<'_, Date<'_>>) {
        self.triples.leave(RIVALS, dates.claims().len().saturating_sub(1));
        let Some(date) = dates.preferred().filter(|date| !date.edtf.is_empty()) else { return };
        let (start, end) = bounds(&date.edtf);
        for (predicate, bound) in [("schema:foundingDate", start), ("schema:dissolutionDate", end)]
        {
            if !bound.is_empty() && !self.triples.plain_date(subject, predicate, bound) {
                self.triples.typed(subject, predicate, bound, "edtf:EDTF");
            }
        }
    }

    fn person(&mut self, id: &str, person: &crate::model::Person<'_>) {
        if !self.triples.is_held(person.modality) {
            return;
        }
        let subject = address("person", id);
        self.triples.a(&subject, "foaf:Person");
        self.triples.text(&subject, "dct:identifier", id, "");
        let main = if person.name.is_empty() { id } else { &person.name };
        self.triples.text(&subject, "foaf:name", main, "");
        self.names(&subject, id, &person.name, &person.names);
        self.triples.known_as(&subject, "dct:identifier", &person.ids, &person.url);
        for (predicate, dates) in
            [("schema:birthDate", &person.born), ("schema:deathDate", &person.died)]
        {
            self.triples.leave(RIVALS, dates.claims().len().saturating_sub(1));
            let date = dates.preferred().filter(|date| !date.edtf.is_empty());
            if let Some(date) = date
                && !self.triples.plain_date(&subject, predicate, &date.edtf)
            {
                self.triples.typed(&subject, predicate, &date.edtf, "edtf:EDTF");
            }
        }
        self.triples.remarks(&subject, "skos:note", person.modality, &person.note);
        self.triples.cites(self.model, &subject, &person.cite);
    }

    fn post(&mut self, id: &str, post: &crate::model::Post<'_>) {
        let how = modality::of_entry(post.modality, &post.existence);
        if !self.triples.is_held(how) {
            return;
        }
        let subject = address("post", id);
        self.triples.a(&subject, "org:Post");
        self.triples.text(&subject, "dct:identifier", id, "");
        self.names(&subject, id, &post.title, &post.names);
        self.triples.known_as(&subject, "dct:identifier", &post.ids, &post.url);
        self.triples.link(&subject, "org:role", &address("role", id));
        if self.model.organs.contains_key(&*post.organ) {
            self.triples.link(&subject, "org:postIn", &address("organ", &post.organ));
        }
        for under in &post.under {
            let own =
                if under.modality == Modality::default() { post.modality } else { under.modality };
            let is_plain = under.during.claims().is_empty() && under.line.is_empty();
            if !self.model.posts.contains_key(&under.post) {
                self.triples.leave(DANGLING, 1);
            } else if !self.triples.is_held(modality::of_entry(own, &under.during)) {
                continue;
            } else if is_plain && own == Modality::Asserted {
                self.triples.link(&subject, "org:reportsTo", &address("post", &under.post));
            } else {
                self.triples.leave("reports to posts that have dates, a line or a modality", 1);
            }
        }
        self.triples.leave("times of posts", usize::from(!post.existence.claims().is_empty()));
        self.triples.leave("numbers of seats of posts", usize::from(post.seats > 0));
        self.triples.remarks(&subject, "skos:note", how, &post.note);
        self.triples.cites(self.model, &subject, &post.cite);
        let role = address("role", id);
        let title = if post.title.is_empty() { id } else { &post.title };
        self.triples.word(&role, "org:Role", "skos:prefLabel", title);
    }

    /// Who held and who sat.
    fn memberships(&mut self) {
        let model = self.model;
        self.triples.leave(TIMES_OF_VALUES, times_of_values(model));
        self.triples.leave(BEHALF, behalf(model));
        self.triples.leave(VACANCIES, vacancies(model));
        self.triples.leave(BY_POST, by_post(model));
        for tenure in model.tenures.iter().filter(|tenure| !tenure.is_vacancy()) {
            let how = modality::of_entry(tenure.modality, &tenure.during);
            let organ = model.posts.get(&*tenure.post).map(|post| &*post.organ).unwrap_or_default();
            if !model.people.contains_key(&*tenure.person)
                || !model.posts.contains_key(&*tenure.post)
            {
                self.triples.leave(DANGLING, 1);
            } else if !model.organs.contains_key(organ) {
                self.triples.leave("tenures of posts without an organ", 1);
            } else if self.triples.is_held(how) {
                let ends = (address("person", &tenure.person), address("organ", organ));
                let role = address("role", &tenure.post);
                let said = (&tenure.during, how, &tenure.cite[..], &*tenure.note);
                let status = tenure.status;
                let membership = self.membership((&ends.0, ends.1), &role, "", said);
                if status != crate::model::Status::Held {
                    self.triples.text(&membership, "skos:note", &status.to_string(), "en");
                }
            }
        }
        let seats = model.seats.iter().filter(|seat| !seat.is_vacancy() && !seat.is_of_a_post());
        for seat in seats {
            let how = modality::of_entry(seat.modality, &seat.during);
            if !model.people.contains_key(&*seat.person) || !model.organs.contains_key(&*seat.organ)
            {
                self.triples.leave(DANGLING, 1);
            } else if self.triples.is_held(how) {
                let ends = (address("person", &seat.person), address("organ", &seat.organ));
                let title = if seat.title.is_empty() { "member" } else { &seat.title };
                let said = (&seat.during, how, &seat.cite[..], &*seat.note);
                let membership =
                    self.membership((&ends.0, ends.1), &address("title", title), title, said);
                if seat.membership != crate::model::Membership::Full {
                    self.triples.text(&membership, "skos:note", &seat.membership.to_string(), "en");
                }
                self.triples.leave("ranks of seats", usize::from(seat.rank > 0));
            }
        }
    }

    /// Somebody, or an organ, in an organ for a time. Gives its address; `label` is that of a role which nothing else
    /// describes.
    fn membership(
        &mut self,
        (member, organ): (&str, String),
        role: &str,
        label: &str,
        (during, how, cites, note): (&Disputed<'_, Date<'_>>, Modality, &[Cite<'_>], &str),
    ) -> String {
        let subject = self.triples.next("membership");
        self.triples.a(&subject, "org:Membership");
        self.triples.link(&subject, "org:member", member);
        self.triples.link(&subject, "org:organization", &organ);
        self.triples.link(&subject, "org:role", role);
        let interval = self.interval(&subject, during);
        self.triples.remarks(&subject, "skos:note", how, note);
        self.triples.cites(self.model, &subject, cites);
        if let Some((interval, date)) = interval {
            self.describe_interval(&interval, &date);
        }
        if !label.is_empty() {
            self.triples.word(role, "org:Role", "skos:prefLabel", label);
        }
        subject
    }

    fn interval(
        &mut self,
        subject: &str,
        during: &Disputed<'_, Date<'_>>,
    ) -> Option<(String, String)> {
        self.triples.leave(RIVALS, during.claims().len().saturating_sub(1));
        let date = during.preferred().filter(|date| !date.edtf.is_empty())?;
        let interval = self.triples.next("interval");
        self.triples.link(subject, "org:memberDuring", &interval);
        Some((interval, date.edtf.to_string()))
    }

    /// An interval: its bounds where they are plain, and all of it in EDTF.
    fn describe_interval(&mut self, interval: &str, edtf: &str) {
        self.triples.a(interval, "time:Interval");
        self.triples.typed(interval, "rdf:value", edtf, "edtf:EDTF");
        let (start, end) = bounds(edtf);
        let mut instants = Vec::new();
        for (predicate, bound) in [("time:hasBeginning", start), ("time:hasEnd", end)] {
            let word = match bound.len() {
                4 => "time:inXSDgYear",
                7 => "time:inXSDgYearMonth",
                _ => "time:inXSDDate",
            };
            if is_plain(bound) {
                let instant = self.triples.next("instant");
                self.triples.link(interval, predicate, &instant);
                instants.push((instant, word, bound));
            }
        }
        for (instant, word, bound) in instants {
            self.triples.a(&instant, "time:Instant");
            self.triples.plain_date(&instant, word, bound);
        }
    }

    fn change(&mut self, transition: &Transition<'_>) {
        let change = &transition.change;
        let how = modality::of_entry(change.modality, &change.on);
        if !self.triples.is_held(how) {
            return;
        }
        let subject = self.triples.next("change");
        self.triples.a(&subject, "org:ChangeEvent");
        if transition.kind == TransitionKind::Founded {
            self.triples.a(&subject, "cv:FoundationEvent");
        }
        let known = |id: &str| self.model.organs.contains_key(id);
        let before: Vec<String> = transition
            .predecessors()
            .filter(|id| known(id))
            .map(|id| address("organ", id))
            .collect();
        let after: Vec<String> =
            transition.successors().filter(|id| known(id)).map(|id| address("organ", id)).collect();
        let all = transition
            .predecessors()
            .chain(transition.successors())
            .filter(|id| !known(id))
            .count();
        self.triples.leave(DANGLING, all);
        for organ in before {
            self.triples.link(&subject, "org:originalOrganization", &organ);
        }
        for organ in after {
            self.triples.link(&subject, "org:resultingOrganization", &organ);
        }
        let name = if change.name.is_empty() {
            transition.kind.to_string()
        } else {
            change.name.to_string()
        };
        self.triples.text(&subject, "skos:prefLabel", &name, "");
        self.triples.text(&subject, "dct:type", &transition.kind.to_string(), "en");
        // The vocabulary wants a language, and a model does not say which: BCP 47 has `und` for that.
        self.triples.text(&subject, "dct:description", &change.how, "und");
        self.triples.leave(RIVALS, change.on.claims().len().saturating_sub(1));
        if let Some(date) = change.on.preferred().filter(|date| !date.edtf.is_empty())
            && !self.triples.plain_date(&subject, "dct:date", &date.edtf)
        {
            self.triples.typed(&subject, "dct:date", &date.edtf, "edtf:EDTF");
        }
        self.triples.leave("who brought a change about", change.by.len());
        self.triples.remarks(&subject, "skos:note", how, &change.note);
        self.triples.cites(self.model, &subject, &change.cite);
    }
}
