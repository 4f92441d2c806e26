//! A model by the ontology of Records in Contexts (RiC-O 1.0), as archives use it.
//!
//! Takes a model, gives Turtle. Superiors, predecessors, holders and members are relations of their own with dates and
//! certainty; each date is a thing with its normalized value, in EDTF, and as it was written.

use super::triples::{DANGLING, RIVALS, Triples, address, bounds};
use crate::exchange::behalf::{BEHALF, behalf};
use crate::exchange::dated_values::{TIMES_OF_VALUES, times_of_values};
use crate::exchange::modality;
use crate::exchange::no_person::{VACANCIES, vacancies};
use crate::model::{Cite, Date, Disputed, Modality, Model, Name, OneOrMany, Organ, Transition};

/// A model in the words of Records in Contexts, as Turtle, and what was left out of it.
///
/// ```
/// let model = ron::from_str(r#"Model(organs: { "club": Organ(name: "Chess Club", existence: "1950/1971") })"#)?;
/// let (turtle, left_out) = organigram::exchange::to_rico(&model);
/// assert!(turtle.contains("<#organ/club> a rico:CorporateBody") && turtle.contains("rico:hasBeginningDate"));
/// assert!(left_out.is_empty());
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn to_rico(model: &Model<'_>) -> (String, Vec<String>) {
    let prefixes = ["rico", "foaf", "owl", "rdf", "dct", "xsd", "edtf"];
    let mut writer = RicoWriter { model, triples: Triples::new(&prefixes) };
    for (id, organ) in &model.organs {
        writer.organ(id, organ);
    }
    for (id, person) in &model.people {
        if writer.triples.is_held(person.modality) {
            let subject = address("person", id);
            writer.triples.a(&subject, "rico:Person");
            writer.named(&subject, id, &person.name, &person.names);
            writer.triples.known_as(&subject, "rico:identifier", &person.ids, &person.url);
            writer.date(&subject, "rico:hasBirthDate", &person.born);
            writer.date(&subject, "rico:hasDeathDate", &person.died);
            writer.evidence(&subject, person.modality, &person.note, &person.cite);
        }
    }
    for (id, post) in &model.posts {
        writer.post(id, post);
    }
    for (id, event) in &model.events {
        writer.event(id, event);
    }
    writer.holders();
    for change in &model.transitions {
        writer.change(change);
    }
    writer.triples.sources(model);
    writer.triples.finish()
}

struct RicoWriter<'m, 't> {
    model: &'m Model<'t>,
    triples: Triples,
}

/// What is said of a relation: its time, how it is claimed, its remark and what it rests on.
type Said<'s, 't> = (&'s Disputed<'t, Date<'t>>, Modality, &'s str, &'s [Cite<'t>]);

impl<'t> RicoWriter<'_, 't> {
    fn organ(&mut self, id: &str, organ: &Organ<'t>) {
        let how = modality::of_entry(organ.modality, &organ.existence);
        if !self.triples.is_held(how) {
            return;
        }
        let subject = address("organ", id);
        self.triples.a(&subject, "rico:CorporateBody");
        self.named(&subject, id, &organ.name, &organ.names);
        self.triples.known_as(&subject, "rico:identifier", &organ.ids, &organ.url);
        for kind in organ.kind.claims() {
            let class = address("kind", &kind.value);
            self.triples.link(&subject, "rico:hasOrHadCorporateBodyType", &class);
            self.triples.word(&class, "rico:CorporateBodyType", "rico:name", &kind.value);
        }
        self.span(&subject, &organ.existence);
        if let Some(place) = organ.place.preferred() {
            let there = address("place", place);
            self.triples.link(&subject, "rico:hasOrHadLocation", &there);
            self.triples.word(&there, "rico:Place", "rico:name", place);
        }
        self.triples.leave(RIVALS, organ.place.claims().len().saturating_sub(1));
        for function in organ.functions.iter().filter(|one| one.modality.is_held()) {
            let activity = self.triples.next("activity");
            self.triples.link(&subject, "rico:performsOrPerformed", &activity);
            self.triples.a(&activity, "rico:Activity");
            self.triples.text(&activity, "rico:name", &function.text, "");
            self.span(&activity, &function.during);
            self.evidence(&activity, function.modality, &function.note, &function.cite);
        }
        for territory in organ.jurisdiction.iter().filter(|one| one.modality.is_held()) {
            let there = address("place", &territory.text);
            self.triples.link(&subject, "rico:hasOrHadJurisdiction", &there);
            self.triples.word(&there, "rico:Place", "rico:name", &territory.text);
            let times = usize::from(!territory.during.claims().is_empty());
            self.triples.leave("times of territories", times);
        }
        let laws = organ.mandates.len() + organ.legal_basis.len();
        self.triples.leave("mandates and legal bases", laws);
        self.triples.leave("numbers of members", organ.members.len());
        self.evidence(&subject, how, &organ.note, &organ.cite);
        for under in &organ.under {
            let own =
                if under.modality == Modality::default() { organ.modality } else { under.modality };
            let how = modality::of_entry(own, &under.during);
            let cites = if under.cite.is_empty() { &organ.cite } else { &under.cite };
            if !self.model.organs.contains_key(&under.organ) {
                self.triples.leave(DANGLING, 1);
            } else {
                let ends = [address("organ", &under.organ), subject.clone()];
                let said = (&under.during, how, &*under.note, &cites[..]);
                let relation = self.relation("rico:AgentHierarchicalRelation", ends, said);
                if let Some(relation) = relation {
                    self.triples.text(&relation, "rico:generalDescription", &under.line, "");
                }
            }
        }
    }

    fn named(&mut self, subject: &str, id: &str, name: &str, names: &OneOrMany<Name<'_>>) {
        self.triples.text(subject, "rico:identifier", id, "");
        let main = if name.is_empty() { id } else { name };
        self.triples.text(subject, "rico:name", main, "");
        for name in names.iter().filter(|name| name.modality.is_held()) {
            if !name.used.claims().is_empty() {
                self.dated_name(subject, name);
            } else if *name.text != *main {
                self.triples.text(subject, "rico:name", &name.text, &name.lang);
            }
        }
    }

    /// A name that was in use for a while, as a thing of its own.
    fn dated_name(&mut self, subject: &str, name: &Name<'_>) {
        self.triples.leave(RIVALS, name.used.claims().len().saturating_sub(1));
        let address = self.triples.next("name");
        self.triples.link(subject, "rico:hasOrHadName", &address);
        self.triples.a(&address, "rico:Name");
        self.triples.text(&address, "rico:name", &name.text, &name.lang);
        if let Some(date) = name.used.preferred().filter(|date| !date.edtf.is_empty()) {
            let (start, end) = bounds(&date.edtf);
            for (predicate, bound) in [("rico:usedFromDate", start), ("rico:usedToDate", end)] {
                if !bound.is_empty() && !self.triples.plain_date(&address, predicate, bound) {
                    self.triples.typed(&address, predicate, bound, "edtf:EDTF");
                }
            }
        }
        self.triples.cites(self.model, &address, &name.cite);
    }

    /// What something rests on, how it is said, and a remark.
    fn evidence(&mut self, subject: &str, how: Modality, note: &str, cites: &[Cite<'_>]) {
        self.triples.remarks(subject, "rico:descriptiveNote", how, note);
        self.triples.cites(self.model, subject, cites);
    }

    /// The beginning and the end of something.
    fn span(&mut self, subject: &str, dates: &Disputed<'_, Date<'_>>) {
        self.triples.leave(RIVALS, dates.claims().len().saturating_sub(1));
        let Some(date) = dates.preferred().filter(|date| !date.edtf.is_empty()) else { return };
        let (start, end) = bounds(&date.edtf);
        for (predicate, bound) in [("rico:hasBeginningDate", start), ("rico:hasEndDate", end)] {
            if !bound.is_empty() {
                self.described(subject, predicate, bound, &date.as_written);
            }
        }
    }

    fn date(&mut self, subject: &str, predicate: &str, dates: &Disputed<'_, Date<'_>>) {
        self.triples.leave(RIVALS, dates.claims().len().saturating_sub(1));
        if let Some(date) = dates.preferred().filter(|date| !date.edtf.is_empty()) {
            self.described(subject, predicate, &date.edtf, &date.as_written);
        }
    }

    /// A date as a thing.
    fn described(&mut self, subject: &str, predicate: &str, edtf: &str, as_written: &str) {
        let date = self.triples.next("date");
        self.triples.link(subject, predicate, &date);
        self.triples.a(&date, "rico:Date");
        if !self.triples.plain_date(&date, "rico:normalizedDateValue", edtf) {
            self.triples.typed(&date, "rico:normalizedDateValue", edtf, "edtf:EDTF");
        }
        let written = if as_written.is_empty() { edtf } else { as_written };
        self.triples.text(&date, "rico:expressedDate", written, "");
    }

    /// A relation between two things; nothing where it is only planned.
    fn relation(
        &mut self,
        class: &str,
        [source, target]: [String; 2],
        said: Said<'_, '_>,
    ) -> Option<String> {
        let (during, how, note, cites) = said;
        if !self.triples.is_held(how) {
            return None;
        }
        let subject = self.triples.next("relation");
        self.triples.a(&subject, class);
        self.triples.link(&subject, "rico:relationHasSource", &source);
        self.triples.link(&subject, "rico:relationHasTarget", &target);
        self.span(&subject, during);
        self.evidence(&subject, how, note, cites);
        Some(subject)
    }

    fn post(&mut self, id: &str, post: &crate::model::Post<'t>) {
        let how = modality::of_entry(post.modality, &post.existence);
        if !self.triples.is_held(how) {
            return;
        }
        let subject = address("post", id);
        self.triples.a(&subject, "rico:Position");
        self.named(&subject, id, &post.title, &post.names);
        self.triples.known_as(&subject, "rico:identifier", &post.ids, &post.url);
        self.span(&subject, &post.existence);
        if self.model.organs.contains_key(&*post.organ) {
            self.triples.link(&subject, "rico:existsOrExistedIn", &address("organ", &post.organ));
        }
        self.triples.leave("numbers of seats of posts", usize::from(post.seats > 0));
        self.evidence(&subject, how, &post.note, &post.cite);
        for under in &post.under {
            let own =
                if under.modality == Modality::default() { post.modality } else { under.modality };
            let how = modality::of_entry(own, &under.during);
            let cites = if under.cite.is_empty() { &post.cite } else { &under.cite };
            if !self.model.posts.contains_key(&under.post) {
                self.triples.leave(DANGLING, 1);
                continue;
            }
            let ends = [address("post", &under.post), subject.clone()];
            let said = (&under.during, how, &*under.note, &cites[..]);
            if let Some(relation) = self.relation("rico:AgentHierarchicalRelation", ends, said) {
                self.triples.text(&relation, "rico:generalDescription", &under.line, "");
            }
        }
    }

    fn event(&mut self, id: &str, event: &crate::model::Event<'t>) {
        let how = modality::of_entry(event.modality, &event.on);
        if !self.triples.is_held(how) {
            return;
        }
        let subject = address("event", id);
        self.triples.a(&subject, "rico:Event");
        self.named(&subject, id, &event.name, &event.names);
        self.triples.known_as(&subject, "rico:identifier", &event.ids, &event.url);
        self.span(&subject, &event.on);
        for (class, ids) in [("organ", &event.organs), ("person", &event.people)] {
            for id in ids {
                self.triples.link(&subject, "rico:hasOrHadParticipant", &address(class, id));
            }
        }
        self.triples.leave("who called an event", event.by.len());
        self.triples.leave("numbers of events", event.numbers.len());
        self.triples.leave("organs of events", event.bodies.len());
        let is_ranked = event.order == crate::model::ListOrder::AsListed;
        self.triples.leave("orders of lists of people", usize::from(is_ranked));
        self.evidence(&subject, how, &event.note, &event.cite);
    }

    /// Who held what, and who was in what.
    fn holders(&mut self) {
        let model = self.model;
        self.triples.leave(TIMES_OF_VALUES, times_of_values(model));
        self.triples.leave(BEHALF, behalf(model));
        self.triples.leave(VACANCIES, vacancies(model));
        for tenure in model.tenures.iter().filter(|tenure| !tenure.is_vacancy()) {
            if !model.people.contains_key(&*tenure.person)
                || !model.posts.contains_key(&*tenure.post)
            {
                self.triples.leave(DANGLING, 1);
                continue;
            }
            let how = modality::of_entry(tenure.modality, &tenure.during);
            let ends = [address("person", &tenure.person), address("post", &tenure.post)];
            let said = (&tenure.during, how, &*tenure.note, &tenure.cite[..]);
            if let Some(relation) = self.relation("rico:PositionHoldingRelation", ends, said)
                && tenure.status != crate::model::Status::Held
            {
                self.triples.text(
                    &relation,
                    "rico:generalDescription",
                    &tenure.status.to_string(),
                    "en",
                );
            }
        }
        for seat in model.seats.iter().filter(|seat| !seat.is_vacancy()) {
            // A position is an agent, and so may be a member of a body.
            let member = match seat.is_of_a_post() {
                true if model.posts.contains_key(&*seat.ex_officio) => {
                    Some(address("post", &seat.ex_officio))
                }
                false if model.people.contains_key(&*seat.person) => {
                    Some(address("person", &seat.person))
                }
                _ => None,
            };
            let Some(member) = member.filter(|_| model.organs.contains_key(&*seat.organ)) else {
                self.triples.leave(DANGLING, 1);
                continue;
            };
            let how = modality::of_entry(seat.modality, &seat.during);
            let ends = [address("organ", &seat.organ), member];
            let said = (&seat.during, how, &*seat.note, &seat.cite[..]);
            if let Some(relation) = self.relation("rico:MembershipRelation", ends, said) {
                self.triples.text(&relation, "rico:generalDescription", &seat.title, "");
                self.triples.leave("ranks of seats", usize::from(seat.rank > 0));
            }
        }
    }

    /// A change event: a temporal relation for each pair of its organs, and the event itself.
    fn change(&mut self, transition: &Transition<'t>) {
        /// Of a change of many into many not each pair is worth a relation.
        const MOST: usize = 1000;
        let change = &transition.change;
        let how = modality::of_entry(change.modality, &change.on);
        let known = |id: &&crate::model::Text<'t>| self.model.organs.contains_key(&***id);
        let (from, into): (Vec<_>, Vec<_>) = (
            change.from.iter().filter(known).collect(),
            change.into.iter().filter(known).collect(),
        );
        self.triples
            .leave(DANGLING, change.from.len() + change.into.len() - from.len() - into.len());
        if from.len() * into.len() > MOST {
            return self.triples.leave("changes of very many organs into very many", 1);
        }
        for before in &from {
            for after in &into {
                let ends = [address("organ", before), address("organ", after)];
                let said = (&change.on, how, &*change.note, &change.cite[..]);
                if let Some(relation) = self.relation("rico:AgentTemporalRelation", ends, said) {
                    self.triples.text(
                        &relation,
                        "rico:generalDescription",
                        &transition.kind.to_string(),
                        "en",
                    );
                    self.triples.text(&relation, "rico:generalDescription", &change.how, "");
                }
            }
        }
        if (from.is_empty() || into.is_empty()) && self.triples.is_held(how) {
            let subject = self.triples.next("change");
            self.triples.a(&subject, "rico:Event");
            self.triples.text(&subject, "rico:name", &transition.kind.to_string(), "en");
            for organ in change.organ.iter().filter(known).chain(from).chain(into) {
                self.triples.link(&subject, "rico:affectsOrAffected", &address("organ", organ));
            }
            self.span(&subject, &change.on);
            self.evidence(&subject, how, &change.note, &change.cite);
        }
    }
}
