//! A model as entities.
//!
//! Takes a model, gives lines or statements, and what it had to leave out by kind and number. A date that is not plain, a plan, a
//! forecast and a rival value are never given as facts: an uncertain date stands in the description, in EDTF.

use std::collections::{BTreeMap, HashSet};

use super::entity::FtmEntity;
use super::ids::{encoded, number_of};
use super::statements::StatementRows;
use super::status::{Known, status};
use crate::exchange::behalf::{BEHALF, behalf};
use crate::exchange::dated_values::{TIMES_OF_VALUES, times_of_values};
use crate::exchange::identifiers::{Identifiers, is_web, pairs, remit_count};
use crate::exchange::modality;
use crate::exchange::no_person::{BY_POST, VACANCIES, by_post, vacancies};
use crate::exchange::quotations::{QUOTES, quotations};
use crate::identifiers::scheme as known;
use crate::model::{
    Cite, Date, Disputed, Map, Modality, Model, Name, OneOrMany, Organ, Text, Transition,
};
use crate::time::{Period, When};

/// A model as FollowTheMoney entities, one a line, and what was left out of them. `asked` are the days that the
/// statuses are about.
///
/// ```
/// let model = ron::from_str(r#"Model(
///     organs: { "club": Organ(name: "Chess Club") },
///     people: { "ada": Person(name: "Ada") },
///     posts: { "chair": Post(title: "Chair", organ: "club") },
///     tenures: [Tenure(person: "ada", post: "chair", during: "1950/")],
/// )"#)?;
/// let (lines, left_out) = organigram::exchange::to_ftm(&model, None);
/// assert!(lines.lines().last().unwrap().contains(r#""status":["unknown"]"#) && left_out.is_empty());
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn to_ftm(model: &Model<'_>, asked: Option<When>) -> (String, Vec<String>) {
    written(model, asked, FtmForm::Lines(String::new()))
}

/// A model as statements of FollowTheMoney, in its CSV, and what was left out of them: a row for each value and each source
/// that says it. The source is the data set; the first and the last day that its date allows stand as `first_seen` and
/// `last_seen`, and nothing stands there where the model has no such date.
///
/// ```
/// let model = ron::from_str(r#"Model(
///     sources: { "gazette": Source(title: "Gazette", published: "1990-05-02") },
///     organs: { "club": Organ(name: "Chess Club", cite: "gazette") },
/// )"#)?;
/// let (rows, left_out) = organigram::exchange::to_ftm_statements(&model, None);
/// let name = rows.lines().find(|row| row.contains("Chess Club")).unwrap();
/// assert!(name.starts_with("club,club,name,name,Organization,Chess Club,gazette,"));
/// assert!(name.contains("1990-05-02T00:00:00") && left_out.is_empty());
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn to_ftm_statements(model: &Model<'_>, asked: Option<When>) -> (String, Vec<String>) {
    written(model, asked, FtmForm::Statements(Box::new(StatementRows::of(model))))
}

/// As what entities are written.
enum FtmForm<'m> {
    Lines(String),
    Statements(Box<StatementRows<'m>>),
}

fn written<'m>(
    model: &'m Model<'_>,
    asked: Option<When>,
    form: FtmForm<'m>,
) -> (String, Vec<String>) {
    let published =
        model.sources.values().filter_map(|source| Period::parse(&source.published.edtf).ok());
    let latest = published.map(|period| period.end().latest).filter(|day| day.is_bounded()).max();
    let mut writer = FtmWriter {
        model,
        known: Known { asked, latest, speaks: None },
        form,
        ids: FtmIds::of(model),
        used: HashSet::new(),
        left: BTreeMap::new(),
    };
    writer.things();
    writer.relations();
    let FtmWriter { form, mut left, .. } = writer;
    let text = match form {
        FtmForm::Lines(lines) => lines,
        FtmForm::Statements(rows) => {
            let (text, undated) = rows.finish();
            if undated > 0 {
                left.insert(OPEN_SOURCES, undated);
            }
            text
        }
    };
    let left = left.into_iter().map(|(what, count)| format!("{what} ({count})"));
    (text, left.collect())
}

/// The ids of the things of a model as FollowTheMoney takes them: letters of ASCII, digits, `.` and `-`.
#[derive(Default)]
struct FtmIds<'m> {
    organs: BTreeMap<&'m str, String>,
    people: BTreeMap<&'m str, String>,
    posts: BTreeMap<&'m str, String>,
    events: BTreeMap<&'m str, String>,
}

impl<'m> FtmIds<'m> {
    fn of(model: &'m Model<'_>) -> FtmIds<'m> {
        let mut used = HashSet::new();
        let mut ids = FtmIds::default();
        ids.organs = all(&model.organs, "organ", &mut used);
        ids.people = all(&model.people, "person", &mut used);
        ids.posts = all(&model.posts, "post", &mut used);
        ids.events = all(&model.events, "event", &mut used);
        ids
    }
}

fn all<'m, T>(
    things: &'m Map<'_, T>,
    kind: &str,
    used: &mut HashSet<String>,
) -> BTreeMap<&'m str, String> {
    let mut ids = BTreeMap::new();
    for id in things.keys() {
        let wanted = plain_id(id);
        let tries = [wanted.clone(), format!("{kind}-{wanted}")];
        let numbered = (2..).map(|number| format!("{kind}-{wanted}-{number}"));
        let free = tries.into_iter().chain(numbered).find(|id| used.insert(id.clone()));
        ids.insert(&**id, free.expect("numbers do not end"));
    }
    ids
}

/// An id in the letters that are allowed; a very long one with a number made of the whole, where letters are lost.
fn plain_id(id: &str) -> String {
    if let Some(code) = encoded(id) {
        return code;
    }
    let fits = |c: char| c.is_ascii_alphanumeric();
    let mut plain = String::new();
    for letter in id.chars().take(100) {
        if fits(letter) {
            plain.push(letter);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let between = if plain.is_empty() || plain.ends_with('-') { "" } else { "-" };
    format!("{plain}{between}{:08x}", number_of(id))
}

struct FtmWriter<'m, 't> {
    model: &'m Model<'t>,
    known: Known,
    form: FtmForm<'m>,
    ids: FtmIds<'m>,
    used: HashSet<String>,
    left: BTreeMap<&'static str, usize>,
}

const OPEN_SOURCES: &str =
    "dates of sources without a last day: their `first_seen` and `last_seen` stay empty";
const UNDATED: &str = "dates that are not plain: they stand in the description, in EDTF";
const PLANS: &str = "what is only planned or forecast";
const REPORTS: &str = "which posts report to which";
const RIVALS: &str = "rival values beside the preferred ones";
const DANGLING: &str = "relations to what the model does not describe";
const IDENTIFIERS: &str =
    "identifiers that FollowTheMoney has no property for, or that are malformed";
const REMITS: &str = "functions, mandates, territories and legal bases";
const PAGES: &str = "web pages of posts and events, and addresses that are none of the web";
const CHANGES: &str = "change events without a predecessor and a successor";

impl FtmWriter<'_, '_> {
    fn leave(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.left.entry(what).or_default() += count;
        }
    }

    fn write(&mut self, entity: &FtmEntity) {
        match &mut self.form {
            FtmForm::Lines(lines) => {
                *lines += &entity.to_line();
                lines.push('\n');
            }
            FtmForm::Statements(rows) => rows.entity(entity),
        }
    }

    /// Adds a value that is said by others than all of the entity, or that its source printed otherwise.
    fn put_as(
        &self,
        entity: &mut FtmEntity,
        property: &str,
        value: &str,
        (cite, as_written): (&OneOrMany<Cite<'_>>, &str),
    ) {
        entity.put(property, value);
        if matches!(self.form, FtmForm::Lines(_)) || cite.is_empty() && as_written.is_empty() {
            return;
        }
        let attested = entity.attest(property, value);
        attested.by_all |= cite.is_empty();
        attested.sources.extend(cite.iter().map(|cite| cite.source.to_string()));
        if attested.as_written.is_empty() {
            as_written.clone_into(&mut attested.as_written);
        }
    }

    /// A relation's own id, made of what it joins.
    fn relation(&mut self, schema: &str, ends: [&str; 2]) -> FtmEntity {
        let wanted = format!("{}-{}-{}", schema.to_lowercase(), ends[0], ends[1]);
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut tries = std::iter::once(wanted.clone()).chain(numbered);
        let id = tries.find(|id| self.used.insert(id.clone())).expect("numbers do not end");
        FtmEntity::new(schema, id)
    }

    fn things(&mut self) {
        let model = self.model;
        for (id, organ) in &model.organs {
            self.organ(id, organ);
        }
        for (id, person) in &model.people {
            if !person.modality.is_held() {
                self.leave(PLANS, 1);
                continue;
            }
            let mut entity = FtmEntity::new("Person", self.ids.people[&**id].clone());
            self.named(&mut entity, id, &person.name, &person.names);
            self.date(&mut entity, &person.born, "birthDate", "born");
            self.date(&mut entity, &person.died, "deathDate", "died");
            self.known_as(&mut entity, &person.ids, &person.url);
            entity.put("notes", &*person.note);
            self.evidence(&mut entity, &person.cite, person.modality);
            self.write(&entity);
        }
        for (id, post) in &model.posts {
            let how = modality::of_entry(post.modality, &post.existence);
            if !how.is_held() {
                self.leave(PLANS, 1);
                continue;
            }
            let mut entity = FtmEntity::new("Position", self.ids.posts[&**id].clone());
            self.named(&mut entity, id, &post.title, &post.names);
            if let Some(organ) = self.ids.organs.get(&*post.organ) {
                entity.put("organization", organ);
            }
            if post.seats > 0 {
                entity.put("numberOfSeats", post.seats.to_string());
            }
            self.period(&mut entity, &post.existence, ["inceptionDate", "dissolutionDate"]);
            self.known_as(&mut entity, &post.ids, &post.url);
            entity.put("notes", &*post.note);
            self.evidence(&mut entity, &post.cite, how);
            self.leave(REPORTS, post.under.len());
            self.write(&entity);
        }
        for (id, event) in &model.events {
            let how = modality::of_entry(event.modality, &event.on);
            if !how.is_held() {
                self.leave(PLANS, 1);
                continue;
            }
            let mut entity = FtmEntity::new("Event", self.ids.events[&**id].clone());
            self.named(&mut entity, id, &event.name, &event.names);
            self.period(&mut entity, &event.on, ["startDate", "endDate"]);
            if let Some(place) = event.place.claims().first() {
                self.put_as(&mut entity, "location", &place.value, (&place.cite, ""));
            }
            for organ in &event.organs {
                self.ids
                    .organs
                    .get(&**organ)
                    .into_iter()
                    .for_each(|id| entity.put("organizer", id));
            }
            for person in &event.people {
                self.ids
                    .people
                    .get(&**person)
                    .into_iter()
                    .for_each(|id| entity.put("involved", id));
            }
            self.known_as(&mut entity, &event.ids, &event.url);
            self.leave("numbers of events", event.numbers.len());
            self.leave("organs of events", event.bodies.len());
            let is_ranked = event.order == crate::model::ListOrder::AsListed;
            self.leave("orders of lists of people", usize::from(is_ranked));
            entity.put("notes", &*event.note);
            self.evidence(&mut entity, &event.cite, how);
            self.write(&entity);
        }
    }

    fn organ(&mut self, id: &str, organ: &Organ<'_>) {
        let how = modality::of_entry(organ.modality, &organ.existence);
        if !how.is_held() {
            self.leave(PLANS, 1);
            return;
        }
        let kind = organ.kind.preferred().map(|kind| &**kind).unwrap_or_default();
        let schema = ["PublicBody", "Company"].into_iter().find(|schema| *schema == kind);
        let mut entity =
            FtmEntity::new(schema.unwrap_or("Organization"), self.ids.organs[id].clone());
        self.named(&mut entity, id, &organ.name, &organ.names);
        if let (None, Some(claim)) = (schema, organ.kind.claims().first()) {
            self.put_as(&mut entity, "classification", kind, (&claim.cite, ""));
        }
        self.period(&mut entity, &organ.existence, ["incorporationDate", "dissolutionDate"]);
        if let Some(place) = organ.place.claims().first() {
            self.put_as(&mut entity, "address", &place.value, (&place.cite, ""));
        }
        let rivals = |claims: usize| claims.saturating_sub(1);
        self.leave(REMITS, remit_count(organ));
        self.leave(RIVALS, rivals(organ.kind.claims().len()) + rivals(organ.place.claims().len()));
        self.known_as(&mut entity, &organ.ids, &organ.url);
        entity.put("notes", &*organ.note);
        self.evidence(&mut entity, &organ.cite, how);
        self.write(&entity);
    }

    /// The identifiers and the page of a thing, as far as its schema has properties for them.
    fn known_as(&mut self, entity: &mut FtmEntity, ids: &Identifiers<'_>, url: &str) {
        let is_legal = !matches!(entity.schema.as_str(), "Position" | "Event");
        let mut taken = 0;
        for (scheme, id) in pairs(ids) {
            let is_whole = known(scheme).is_none_or(|known| known.problem(id).is_none());
            let property = match scheme {
                "wikidata" if is_whole => "wikidataId",
                "lei" if is_whole && is_legal => "leiCode",
                "own" if is_legal => "idNumber",
                _ => continue,
            };
            entity.put(property, id);
            taken += 1;
        }
        self.leave(IDENTIFIERS, pairs(ids).count() - taken);
        let is_put = is_legal && is_web(url);
        entity.put("website", if is_put { url } else { "" });
        self.leave(PAGES, usize::from(!is_put && !url.is_empty()));
    }

    fn relations(&mut self) {
        let model = self.model;
        for (id, organ) in &model.organs {
            for under in &organ.under {
                let own = if under.modality == Modality::default() {
                    organ.modality
                } else {
                    under.modality
                };
                let how = modality::of_entry(own, &under.during);
                let cite = if under.cite.is_empty() { &organ.cite } else { &under.cite };
                let role = if under.line.is_empty() { "part of" } else { &under.line };
                let ends = [Some(&self.ids.organs[&**id]), self.ids.organs.get(&*under.organ)];
                let ends = [("member", ends[0].cloned()), ("organization", ends[1].cloned())];
                self.edge("Membership", ends, &under.during, how, cite, |entity| {
                    entity.put("role", role);
                    entity.put("summary", &*under.note);
                });
            }
        }
        self.leave(TIMES_OF_VALUES, times_of_values(model));
        self.leave(QUOTES, quotations(model));
        self.leave(VACANCIES, vacancies(model));
        self.leave(BY_POST, by_post(model));
        self.leave(BEHALF, behalf(model));
        for tenure in model.tenures.iter().filter(|tenure| !tenure.is_vacancy()) {
            let how = modality::of_entry(tenure.modality, &tenure.during);
            let ends = [
                ("holder", self.ids.people.get(&*tenure.person).cloned()),
                ("post", self.ids.posts.get(&*tenure.post).cloned()),
            ];
            self.edge("Occupancy", ends, &tenure.during, how, &tenure.cite, |entity| {
                if tenure.status != crate::model::Status::Held {
                    entity.put("description", tenure.status.to_string());
                }
                entity.put("summary", &*tenure.note);
            });
        }
        let seats = model.seats.iter().filter(|seat| !seat.is_vacancy() && !seat.is_of_a_post());
        for seat in seats {
            let how = modality::of_entry(seat.modality, &seat.during);
            let ends = [
                ("member", self.ids.people.get(&*seat.person).cloned()),
                ("organization", self.ids.organs.get(&*seat.organ).cloned()),
            ];
            self.edge("Membership", ends, &seat.during, how, &seat.cite, |entity| {
                entity.put("role", &*seat.title);
                if seat.membership != crate::model::Membership::Full {
                    entity.put("role", seat.membership.to_string());
                }
                entity.put("summary", &*seat.note);
            });
        }
        for transition in &model.transitions {
            self.succession(transition);
        }
    }

    fn succession(&mut self, transition: &Transition<'_>) {
        /// Of a change of many into many not each pair is worth a line.
        const MOST: usize = 1000;
        let change = &transition.change;
        let pairs = change.from.len() * change.into.len();
        if pairs == 0 || pairs > MOST {
            self.leave(CHANGES, 1);
            return;
        }
        let how = modality::of_entry(change.modality, &change.on);
        for from in &change.from {
            for into in &change.into {
                let ends = [
                    ("predecessor", self.ids.organs.get(&**from).cloned()),
                    ("successor", self.ids.organs.get(&**into).cloned()),
                ];
                self.edge("Succession", ends, &change.on, how, &change.cite, |entity| {
                    entity.put("role", transition.kind.to_string());
                    entity.put("description", &*change.how);
                    entity.put("summary", &*change.note);
                });
            }
        }
    }

    fn edge(
        &mut self,
        schema: &str,
        [(one, first), (other, second)]: [(&str, Option<String>); 2],
        dates: &Disputed<'_, Date<'_>>,
        how: Modality,
        cite: &OneOrMany<Cite<'_>>,
        more: impl FnOnce(&mut FtmEntity),
    ) {
        if !how.is_held() {
            return self.leave(PLANS, 1);
        }
        let (Some(first), Some(second)) = (first, second) else { return self.leave(DANGLING, 1) };
        let mut entity = self.relation(schema, [&first, &second]);
        entity.put(one, first);
        entity.put(other, second);
        match schema {
            "Succession" => self.date(&mut entity, dates, "date", "on"),
            _ => {
                self.period(&mut entity, dates, ["startDate", "endDate"]);
                let is_weak = modality::is_weak(self.model, cite);
                let speaks = cite.iter().filter_map(|cite| self.model.sources.get(&cite.source));
                let speaks = speaks.filter_map(|source| Period::parse(&source.published.edtf).ok());
                let speaks = speaks
                    .map(|period| period.start().earliest)
                    .filter(|day| day.is_bounded())
                    .max();
                entity.put("status", status(dates, how, is_weak, Known { speaks, ..self.known }));
            }
        }
        more(&mut entity);
        self.evidence(&mut entity, cite, how);
        self.write(&entity);
    }

    fn named(
        &mut self,
        entity: &mut FtmEntity,
        id: &str,
        name: &Text<'_>,
        names: &OneOrMany<Name<'_>>,
    ) {
        let main = if name.is_empty() { id } else { name };
        entity.put("name", main);
        for name in names.iter().filter(|name| name.modality.is_held()) {
            if *name.text == *main {
                if !name.cite.is_empty() {
                    self.put_as(entity, "name", main, (&name.cite, ""));
                }
                continue;
            }
            self.put_as(entity, "alias", &name.text, (&name.cite, ""));
        }
    }

    /// A start and an end, each where it is plain.
    fn period(
        &mut self,
        entity: &mut FtmEntity,
        dates: &Disputed<'_, Date<'_>>,
        [start, end]: [&str; 2],
    ) {
        self.leave(RIVALS, dates.claims().len().saturating_sub(1));
        let Some(claim) = dates.claims().first().filter(|claim| !claim.value.edtf.is_empty())
        else {
            return;
        };
        let (date, said) = (&claim.value, (&claim.cite, &*claim.value.as_written));
        let (first, last) = match date.edtf.split_once('/') {
            Some((first, last)) => (first, last),
            None => (
                &*date.edtf,
                if start == "startDate" && is_plain(&date.edtf) { &*date.edtf } else { "" },
            ),
        };
        let mut is_whole = true;
        for (property, text) in [(start, first), (end, last)] {
            match text {
                "" | ".." => {}
                text if is_plain(text) => self.put_as(entity, property, text, said),
                _ => is_whole = false,
            }
        }
        if !is_whole {
            self.put_as(entity, "description", &format!("EDTF {}", date.edtf), said);
            self.leave(UNDATED, 1);
        }
    }

    fn date(
        &mut self,
        entity: &mut FtmEntity,
        dates: &Disputed<'_, Date<'_>>,
        property: &str,
        word: &str,
    ) {
        self.leave(RIVALS, dates.claims().len().saturating_sub(1));
        let Some(claim) = dates.claims().first().filter(|claim| !claim.value.edtf.is_empty())
        else {
            return;
        };
        let (date, said) = (&claim.value, (&claim.cite, &*claim.value.as_written));
        if is_plain(&date.edtf) {
            self.put_as(entity, property, &date.edtf, said);
        } else {
            self.put_as(entity, "description", &format!("{word}: EDTF {}", date.edtf), said);
            self.leave(UNDATED, 1);
        }
    }

    /// Who says so, and how.
    fn evidence(&mut self, entity: &mut FtmEntity, cites: &OneOrMany<Cite<'_>>, how: Modality) {
        if how != Modality::Asserted {
            entity.put("description", format!("{how} by its source"));
        }
        // One source at several places says it once.
        for cite in cites {
            if entity.sources.iter().all(|known| *known != *cite.source) {
                entity.sources.push(cite.source.to_string());
            }
        }
        for cite in cites {
            let Some(source) = self.model.sources.get(&cite.source) else { continue };
            let itself = OneOrMany::One(Cite { source: cite.source.clone(), ..Cite::default() });
            let is_address =
                |text: &str| text.starts_with("http://") || text.starts_with("https://");
            if is_address(&source.url) {
                self.put_as(entity, "sourceUrl", &source.url, (&itself, ""));
            }
            let publisher = if source.title.is_empty() { &source.publisher } else { &source.title };
            self.put_as(entity, "publisher", publisher, (&itself, ""));
        }
    }
}

/// Whether a date is one that is neither approximate nor one of several: `1950`, `1950-05`, `1950-05-02`.
fn is_plain(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    // Seasons are no months.
    let is_month = |part: &&str| digits(part, 2) && ("01"..="12").contains(part);
    match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && is_month(month),
        [year, month, day] => digits(year, 4) && is_month(month) && digits(day, 2),
        _ => false,
    }
}
