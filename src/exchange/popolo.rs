//! Popolo (popoloproject.com): persons, organizations, memberships, posts, events and areas as JSON.
//!
//! Takes one document, or one a class, gives a model, and a note for every field that a model has no
//! place for; takes a model, gives one document, and a note for all that Popolo cannot say. Opens no
//! file.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::csv::import::{plain_dates, plain_period};
use super::no_person::{by_post, vacancies};
use super::{modality, unique_keys};
use crate::model::{
    CharterRef, Cite, Date, Disputed, Event, Modality, Model, Name, OneOrMany, Organ, Person, Post,
    Seat, Source, Tenure, Text, Under,
};
use crate::text::to_id;
use crate::time::Period;

const CLASSES: [&str; 6] = ["persons", "organizations", "memberships", "posts", "events", "areas"];

/// The model that Popolo documents describe, and notes on what was left out of it. Each document
/// comes with the name of its file, which shows the class of a bare list.
///
/// ```
/// let document = r#"{ "organizations": [{ "id": "club", "name": "Club", "image": "x.png" }] }"#;
/// let (model, notes) = organigram::exchange::from_popolo(&[("all".into(), document.into())])?;
/// assert_eq!(model.organs["club"].name, "Club");
/// assert_eq!(notes, ["organizations: `image` has no place in a model and was left out 1 time"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// When a text is no JSON, or has a key twice in one object.
pub fn from_popolo(
    documents: &[(String, String)],
) -> Result<(Model<'static>, Vec<String>), serde_json::Error> {
    let mut reader = Reader::default();
    let mut classes: BTreeMap<&'static str, Vec<Value>> = BTreeMap::new();
    for (name, text) in documents {
        let text = unique_keys::checked(text)?;
        sort(name, serde_json::from_str(text)?, &mut classes, &mut reader);
    }
    for class in ["organizations", "persons", "posts", "events"] {
        if let Some(items) = classes.get_mut(class) {
            reader.number(class, items);
        }
        nested(class, &mut classes);
    }
    let mut all = |class| classes.remove(class).unwrap_or_default();
    let [persons, organizations, memberships, posts, events, areas] = CLASSES.map(&mut all);
    reader.prefixed = clashes(&[&persons, &organizations, &posts, &events]);
    if reader.prefixed {
        reader
            .notes
            .push("some ids occur in several classes: every id now begins with its class".into());
    }
    reader.areas = areas
        .iter()
        .filter_map(|area| {
            let name = area.get("name")?.as_str()?.to_owned();
            Some((id_text(area.get("id")?), name))
        })
        .collect();
    organizations.into_iter().for_each(|value| reader.read("organizations", value, Reader::organ));
    persons.into_iter().for_each(|value| reader.read("persons", value, Reader::person));
    posts.into_iter().for_each(|value| reader.read("posts", value, Reader::post));
    events.into_iter().for_each(|value| reader.read("events", value, Reader::event));
    memberships.into_iter().for_each(|value| reader.read("memberships", value, Reader::membership));
    let times = |count| if count == 1 { "time" } else { "times" };
    let unused = reader.unused.into_iter().map(|((class, field), count)| {
        format!(
            "{class}: `{field}` has no place in a model and was left out {count} {}",
            times(count)
        )
    });
    reader.notes.extend(unused);
    Ok((reader.model, reader.notes))
}

/// Puts the things of a document into their classes.
fn sort(
    name: &str,
    document: Value,
    classes: &mut BTreeMap<&'static str, Vec<Value>>,
    reader: &mut Reader,
) {
    let class = |name: &str| {
        let name = name.to_lowercase();
        let stem = name.trim_end_matches('s');
        let stem = if stem == "people" { "person" } else { stem };
        CLASSES.into_iter().find(|class| class.trim_end_matches('s') == stem)
    };
    match document {
        Value::Object(fields) => {
            for (field, value) in fields {
                match (class(&field), value) {
                    (Some(class), Value::Array(items)) => {
                        classes.entry(class).or_default().extend(items);
                    }
                    _ => *reader.unused.entry(("document".to_owned(), field)).or_default() += 1,
                }
            }
        }
        Value::Array(items) if class(name).is_some() => {
            classes.entry(class(name).expect("just seen")).or_default().extend(items);
        }
        _ => reader.notes.push(format!(
            "{name}: a list does not say what it contains; name the file after its class \
             (persons.json, ..)"
        )),
    }
}

/// Memberships and posts may stand within the things that they are about: those within things of a class.
fn nested(within: &str, classes: &mut BTreeMap<&'static str, Vec<Value>>) {
    for (class, field, own) in [
        ("persons", "memberships", "person_id"),
        ("organizations", "memberships", "organization_id"),
        ("organizations", "posts", "organization_id"),
        ("posts", "memberships", "post_id"),
    ] {
        if class != within {
            continue;
        }
        let mut found = Vec::new();
        for thing in classes.get_mut(class).into_iter().flatten().filter_map(Value::as_object_mut) {
            let id = thing.get("id").cloned().unwrap_or_default();
            let Some(Value::Array(items)) = thing.remove(field) else { continue };
            for mut item in items {
                if let Some(item) = item.as_object_mut() {
                    item.entry(own).or_insert_with(|| id.clone());
                }
                found.push(item);
            }
        }
        if !found.is_empty() {
            classes.entry(field).or_default().extend(found);
        }
    }
}

/// An id that is not taken: the wanted one, or that with the least number from 2 on.
fn free(wanted: &str, taken: &HashSet<String>) -> String {
    let mut tries = std::iter::once(wanted.to_owned())
        .chain((2_u64..).map(|number| format!("{wanted}-{number}")));
    tries.find(|id| !taken.contains(id)).expect("there are more numbers than things")
}

/// Whether one id stands in two classes.
fn clashes(classes: &[&Vec<Value>]) -> bool {
    let mut seen = BTreeMap::new();
    classes.iter().enumerate().any(|(class, items)| {
        let ids = items.iter().filter_map(|item| item.get("id"));
        ids.into_iter().any(|id| *seen.entry(id_text(id)).or_insert(class) != class)
    })
}

/// An id as it was written: the number 1 is not the text "1".
fn as_written(value: &Value) -> Option<String> {
    (!id_text(value).is_empty()).then(|| value.to_string())
}

fn id_text(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    to_id(&text)
}

/// The fields of one thing; whatever is taken out has been used.
struct Fields<'r> {
    class: &'static str,
    /// What it is called: by its id, or by that of its person.
    own: String,
    fields: Map<String, Value>,
    reader: &'r mut Reader,
}

#[derive(Default)]
struct Reader {
    model: Model<'static>,
    /// The id that each thing has in the model, by its class and its id as written.
    ids: HashMap<(&'static str, String), String>,
    areas: BTreeMap<String, String>,
    prefixed: bool,
    unused: BTreeMap<(String, String), usize>,
    notes: Vec<String>,
}

impl Reader {
    /// Gives each thing of a class an id of its own, and drops what stands there twice word for word. Who
    /// shares an id with another keeps it, if it comes first; the others get a number behind it.
    fn number(&mut self, class: &'static str, items: &mut Vec<Value>) {
        let mut first: HashMap<String, Value> = HashMap::new();
        let mut taken: HashSet<String> = HashSet::new();
        items.retain_mut(|item| {
            let Some(written) = item.get("id").and_then(as_written) else { return true };
            if first.get(&written).is_some_and(|other| other == item) {
                self.notes
                    .push(format!("{class}: {written} appears twice, word for word: kept once"));
                return false;
            }
            let wanted = id_text(&item["id"]);
            let id = free(&wanted, &taken);
            taken.insert(id.clone());
            if id != wanted {
                let note = format!(
                    "{class}: the id {written} is used already: this entry got the id \
                             `{id}`"
                );
                self.notes.push(note);
            }
            let whole = item.clone();
            if let Entry::Vacant(place) = first.entry(written) {
                self.ids.insert((class, place.key().clone()), id);
                place.insert(whole);
            } else {
                // No id that anybody wrote is an object: what stands within this thing finds it by that.
                item["id"] = json!({ "given": id });
                self.ids.insert((class, item["id"].to_string()), id);
            }
            true
        });
    }

    fn read(&mut self, class: &'static str, value: Value, read: fn(&mut Fields<'_>)) {
        let Value::Object(fields) = value else {
            self.notes.push(format!("{class}: an item that is not a JSON object was left out"));
            return;
        };
        let own = fields.get("id").or_else(|| fields.get("person_id")).and_then(as_written);
        let own = own.unwrap_or_default();
        let mut fields = Fields { class, own, fields, reader: self };
        read(&mut fields);
        let left = std::mem::take(&mut fields.fields);
        for (field, value) in left {
            let said = !(value.is_null() || value == "" || value == json!([]));
            if said {
                *self.unused.entry((class.to_owned(), field)).or_default() += 1;
            }
        }
    }

    fn organ(fields: &mut Fields<'_>) {
        let Some(id) = fields.own_id() else { return };
        let organ = Organ {
            name: fields.name(),
            kind: fields.disputed("classification"),
            names: fields.names("other_names"),
            under: fields.id("parent_id", "organizations").map(Under::from).into_iter().collect(),
            existence: fields.period("founding_date", "dissolution_date"),
            place: fields.area(),
            note: fields.note(&["abstract", "description"]),
            cite: fields.cites(),
            ..Organ::default()
        };
        fields.reader.model.organs.insert(id, organ);
    }

    fn person(fields: &mut Fields<'_>) {
        let Some(id) = fields.own_id() else { return };
        let person = Person {
            name: fields.name(),
            names: fields.names("other_names"),
            born: fields.date("birth_date"),
            died: fields.date("death_date"),
            note: fields.note(&["summary", "biography"]),
            cite: fields.cites(),
            ..Person::default()
        };
        fields.reader.model.people.insert(id, person);
    }

    fn post(fields: &mut Fields<'_>) {
        let Some(id) = fields.own_id() else { return };
        let (label, role) = (fields.text("label"), fields.text("role"));
        let other: Option<Name<'static>> =
            Some(fields.text("other_label")).filter(|text| !text.is_empty()).map(Name::from);
        let post = Post {
            title: if label.is_empty() { role.clone() } else { label },
            kind: role,
            names: other.into_iter().collect(),
            organ: fields.id("organization_id", "organizations").unwrap_or_default(),
            existence: fields.period("start_date", "end_date"),
            cite: fields.cites(),
            ..Post::default()
        };
        fields.reader.model.posts.insert(id, post);
    }

    fn event(fields: &mut Fields<'_>) {
        let Some(id) = fields.own_id() else { return };
        let event = Event {
            name: fields.text("name"),
            kind: fields.text("classification"),
            on: fields.period("start_date", "end_date"),
            place: fields.disputed("location"),
            organs: fields.id("organization_id", "organizations").into_iter().collect(),
            note: fields.note(&["description"]),
            cite: fields.cites(),
            ..Event::default()
        };
        fields.reader.model.events.insert(id, event);
    }

    fn membership(fields: &mut Fields<'_>) {
        let Some(person) = fields.id("person_id", "persons") else {
            let note = "memberships: an entry without `person_id` was left out".to_owned();
            fields.reader.notes.push(note);
            fields.fields.clear();
            return;
        };
        let mut during = fields.period("start_date", "end_date");
        let term = fields.id("legislative_period_id", "events");
        // Who sat in a legislature without dates of his own sat through its term.
        let mut modality = Modality::default();
        if let Some(term) = &term
            && during == Disputed::default()
            && let Some(event) = fields.reader.model.events.get(term)
            && event.on != Disputed::default()
        {
            during = event.on.clone();
            modality = Modality::Inferred;
        }
        let title = match (fields.text("role"), fields.text("label")) {
            (role, label) if role.is_empty() => label,
            (role, _) => role,
        };
        let behalf = fields.text("on_behalf_of_id");
        let behalf = (!behalf.is_empty()).then(|| format!("on behalf of {behalf}"));
        let term = term.map(|term| format!("legislative period {term}"));
        let notes: Vec<String> = behalf.into_iter().chain(term).collect();
        let note: Text<'static> = notes.join("; ").into();
        let cite = fields.cites();
        fields.fields.remove("id");
        let post = fields.id("post_id", "posts");
        let organ = fields.id("organization_id", "organizations").unwrap_or_default();
        let model = &mut fields.reader.model;
        match post {
            Some(post) => {
                let tenure =
                    Tenure { person, post, during, note, cite, modality, ..Tenure::default() };
                model.tenures.push(tenure);
            }
            None => {
                let seat =
                    Seat { person, organ, title, during, note, cite, modality, ..Seat::default() };
                model.seats.push(seat);
            }
        }
    }
}

impl Fields<'_> {
    /// The name; where there is none, the main one of the other names, or the parts of it.
    fn name(&mut self) -> Text<'static> {
        let name = self.text("name");
        if !name.is_empty() {
            return name;
        }
        let part = |value: &Value, field: &str| {
            value.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let parts = |value: &Value| {
            let name = part(value, "name");
            let (given, family) = (part(value, "given_name"), part(value, "family_name"));
            if name.is_empty() { format!("{given} {family}").trim().to_owned() } else { name }
        };
        let own = parts(&Value::Object(self.fields.clone()));
        let others = self.fields.get("other_names").and_then(Value::as_array);
        let mut others = others.into_iter().flatten();
        let main = others.clone().find(|other| part(other, "note") == "Main").or(others.next());
        match own.is_empty() {
            true => main.map(parts).unwrap_or_default().into(),
            false => own.into(),
        }
    }

    fn take(&mut self, field: &str) -> Option<Value> {
        self.fields.remove(field).filter(|value| !value.is_null())
    }

    fn text(&mut self, field: &str) -> Text<'static> {
        match self.take(field) {
            Some(Value::String(text)) => text.into(),
            Some(other) => other.to_string().into(),
            None => Text::default(),
        }
    }

    fn own_id(&mut self) -> Option<Text<'static>> {
        let id = self.id("id", self.class);
        if id.is_none() {
            let note = format!("{}: an entry without an id was left out", self.class);
            self.reader.notes.push(note);
            self.fields.clear();
        }
        id
    }

    fn id(&mut self, field: &str, class: &str) -> Option<Text<'static>> {
        let value = self.take(field)?;
        let known = CLASSES.into_iter().find(|known| *known == class);
        let known = known.zip(as_written(&value)).and_then(|key| self.reader.ids.get(&key));
        let id = known.cloned().or_else(|| Some(id_text(&value)).filter(|id| !id.is_empty()))?;
        Some(if self.reader.prefixed { format!("{class}/{id}").into() } else { id.into() })
    }

    fn disputed(&mut self, field: &str) -> Disputed<'static, Text<'static>> {
        let text = self.text(field);
        if text.is_empty() { Disputed::default() } else { Disputed::from(text) }
    }

    fn area(&mut self) -> Disputed<'static, Text<'static>> {
        let Some(id) = self.take("area_id").map(|value| id_text(&value)) else {
            return Disputed::default();
        };
        let name = self.reader.areas.get(&id).cloned().unwrap_or(id);
        Disputed::from(Text::Owned(name))
    }

    fn note(&mut self, fields: &[&str]) -> Text<'static> {
        let notes = fields.iter().map(|field| self.text(field)).filter(|text| !text.is_empty());
        notes.collect::<Vec<_>>().join("\n").into()
    }

    /// A date as EDTF; one that is none is reported and stays as it was written.
    fn edtf(&mut self, field: &str) -> Date<'static> {
        let text = self.text(field);
        if text.is_empty() {
            return Date::default();
        }
        match plain_dates(&text) {
            Some(date) => crate::model::IntoOwned::into_owned(date),
            None => {
                let own = &self.own;
                let of = if own.is_empty() { String::new() } else { format!(" `{own}`") };
                let note = format!("{}{of}: `{field}` is not a date: `{text}`", self.class);
                self.reader.notes.push(note);
                Date { edtf: "".into(), as_written: text, ..Date::default() }
            }
        }
    }

    fn date(&mut self, field: &str) -> Disputed<'static, Date<'static>> {
        let date = self.edtf(field);
        if date.edtf.is_empty() { Disputed::default() } else { Disputed::from(date) }
    }

    fn period(&mut self, start: &str, end: &str) -> Disputed<'static, Date<'static>> {
        let said = |date: Date<'static>| Some(date).filter(|date| *date != Date::default());
        let (start, end) = (said(self.edtf(start)), said(self.edtf(end)));
        plain_period(start, end).map(Disputed::from).unwrap_or_default()
    }

    fn names(&mut self, field: &str) -> OneOrMany<Name<'static>> {
        let Some(Value::Array(names)) = self.take(field) else { return OneOrMany::None };
        let name = |name: Value| {
            let Value::Object(fields) = name else { return None };
            let own = self.own.clone();
            let mut fields = Fields { class: self.class, own, fields, reader: &mut *self.reader };
            let used = fields.period("start_date", "end_date");
            let name = Name {
                text: fields.text("name"),
                note: fields.text("note"),
                lang: fields.text("lang"),
                used,
                ..Name::default()
            };
            Some(name).filter(|name| !name.text.is_empty())
        };
        names.into_iter().filter_map(name).collect()
    }

    /// The sources of a thing: each address becomes a source of the model.
    fn cites(&mut self) -> OneOrMany<Cite<'static>> {
        let Some(Value::Array(sources)) = self.take("sources") else { return OneOrMany::None };
        let mut cites = OneOrMany::None;
        for source in sources {
            let text = |field| source.get(field).and_then(Value::as_str).unwrap_or("").to_owned();
            let (url, note) = (text("url"), text("note"));
            let id =
                id_text(&Value::String(if url.is_empty() { note.clone() } else { url.clone() }));
            if id.is_empty() {
                continue;
            }
            let described =
                Source { url: url.into(), title: note.clone().into(), ..Source::default() };
            self.reader.model.sources.entry(id.clone().into()).or_insert(described);
            cites.push(Cite { source: id.into(), ..Cite::default() });
        }
        cites
    }
}

/// The model as one Popolo document, and notes on what Popolo cannot say.
///
/// # Panics
/// Never: what is built here can be said in JSON.
#[must_use]
pub fn to_popolo(model: &Model<'_>) -> (String, Vec<String>) {
    let is_held = |modality, dates| modality::of_entry(modality, dates).is_held();
    let organs = model.organs.iter().filter(|(_, organ)| is_held(organ.modality, &organ.existence));
    let organs = organs.map(|(id, organ)| organization(model, id, organ));
    let persons = model.people.iter().map(|(id, person)| {
        thing(
            id,
            &[
                ("name", json!(person.name)),
                ("other_names", other_names(&person.names)),
                ("birth_date", one_date(&person.born)),
                ("death_date", one_date(&person.died)),
                ("summary", json!(person.note)),
                ("sources", sources(model, &person.cite)),
            ],
        )
    });
    let posts = model.posts.iter().filter(|(_, post)| is_held(post.modality, &post.existence));
    let posts = posts.map(|(id, post)| {
        let [start, end] = dates(&post.existence);
        thing(
            id,
            &[
                ("label", json!(post.title)),
                ("role", json!(post.kind)),
                ("organization_id", json!(post.organ)),
                ("start_date", start),
                ("end_date", end),
                ("sources", sources(model, &post.cite)),
            ],
        )
    });
    let events = model.events.iter().filter(|(_, event)| is_held(event.modality, &event.on));
    let events = events.map(|(id, event)| {
        let [start, end] = dates(&event.on);
        thing(
            id,
            &[
                ("name", json!(event.name)),
                ("classification", json!(event.kind)),
                ("location", json!(event.place.preferred())),
                ("organization_id", json!(event.organs.first())),
                ("start_date", start),
                ("end_date", end),
                ("description", json!(event.note)),
                ("sources", sources(model, &event.cite)),
            ],
        )
    });
    let document = json!({
        "persons": persons.collect::<Vec<_>>(),
        "organizations": organs.collect::<Vec<_>>(),
        "posts": posts.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "memberships": memberships(model),
    });
    let mut text = serde_json::to_string_pretty(&document).expect("JSON values are JSON");
    text.push('\n');
    (text, unsaid(model))
}

fn organization(model: &Model<'_>, id: &str, organ: &Organ<'_>) -> Value {
    let [start, end] = dates(&organ.existence);
    thing(
        id,
        &[
            ("name", json!(organ.name)),
            ("classification", json!(organ.kind.preferred())),
            ("other_names", other_names(&organ.names)),
            ("parent_id", json!(parent(model, organ))),
            ("founding_date", start),
            ("dissolution_date", end),
            ("description", json!(organ.note)),
            ("sources", sources(model, &organ.cite)),
        ],
    )
}

/// The superiors of an organ along the main line that are more than planned: Popolo knows one parent and one sort of
/// standing under another.
fn parents<'m, 't>(
    model: &'m Model<'t>,
    organ: &'m Organ<'t>,
) -> impl Iterator<Item = &'m Text<'t>> {
    let main = match &model.charter {
        CharterRef::Inline(charter) if !charter.main_line.is_empty() => &*charter.main_line,
        _ => "part_of",
    };
    let is_main = move |under: &&Under<'_>| under.line.is_empty() || under.line == main;
    let is_held = |under: &&Under<'_>| {
        let modality = modality::of_entry(under.modality, &under.during);
        modality.is_held()
            && model.organs.get(&under.organ).is_none_or(|superior| {
                modality::of_entry(superior.modality, &superior.existence).is_held()
            })
    };
    organ.under.iter().filter(is_main).filter(is_held).map(|under| &under.organ)
}

fn parent<'m, 't>(model: &'m Model<'t>, organ: &'m Organ<'t>) -> Option<&'m Text<'t>> {
    parents(model, organ).next()
}

/// Whether a tenure or a seat says that somebody held or sat, in a post and an organ that are more than planned.
fn served(
    model: &Model<'_>,
    modality: Modality,
    during: &Disputed<'_, Date<'_>>,
    organ: &str,
) -> bool {
    let there = model.organs.get(organ);
    modality::of_entry(modality, during).is_held()
        && there.is_none_or(|organ| modality::of_entry(organ.modality, &organ.existence).is_held())
}

fn held_tenures<'m, 't>(model: &'m Model<'t>) -> impl Iterator<Item = &'m Tenure<'t>> {
    let of_somebody = model.tenures.iter().filter(|tenure| !tenure.is_vacancy());
    of_somebody.filter(|tenure| {
        let post = model.posts.get(&tenure.post);
        let is_planned =
            post.is_some_and(|post| !modality::of_entry(post.modality, &post.existence).is_held());
        let organ = post.map_or("", |post| &*post.organ);
        !is_planned && served(model, tenure.modality, &tenure.during, organ)
    })
}

fn held_seats<'m, 't>(model: &'m Model<'t>) -> impl Iterator<Item = &'m Seat<'t>> {
    let of_somebody = model.seats.iter().filter(|seat| !seat.is_vacancy() && !seat.is_of_a_post());
    of_somebody.filter(|seat| served(model, seat.modality, &seat.during, &seat.organ))
}

fn memberships(model: &Model<'_>) -> Vec<Value> {
    let tenures = held_tenures(model).filter(|tenure| tenure.status.is_holder()).map(|tenure| {
        let [start, end] = dates(&tenure.during);
        let post = model.posts.get(&tenure.post);
        thing(
            "",
            &[
                ("person_id", json!(tenure.person)),
                ("post_id", json!(tenure.post)),
                ("organization_id", json!(post.map_or("", |post| &post.organ))),
                ("role", json!(post.map_or("", |post| &post.title))),
                ("start_date", start),
                ("end_date", end),
                ("sources", sources(model, &tenure.cite)),
            ],
        )
    });
    let seats = held_seats(model).map(|seat| {
        let [start, end] = dates(&seat.during);
        thing(
            "",
            &[
                ("person_id", json!(seat.person)),
                ("organization_id", json!(seat.organ)),
                ("role", json!(seat.title)),
                ("start_date", start),
                ("end_date", end),
                ("sources", sources(model, &seat.cite)),
            ],
        )
    });
    tenures.chain(seats).collect()
}

/// An object of the fields that say something.
fn thing(id: &str, fields: &[(&str, Value)]) -> Value {
    let mut object = Map::new();
    let id = ("id", json!(id));
    for (field, value) in std::iter::once(&id).chain(fields) {
        if !(value.is_null() || *value == "" || *value == json!([])) {
            object.insert((*field).to_owned(), value.clone());
        }
    }
    Value::Object(object)
}

fn other_names(names: &[Name<'_>]) -> Value {
    let name = |name: &Name<'_>| {
        let [start, end] = dates(&name.used);
        thing(
            "",
            &[
                ("name", json!(name.text)),
                ("lang", json!(name.lang)),
                ("note", json!(name.note)),
                ("start_date", start),
                ("end_date", end),
            ],
        )
    };
    names.iter().map(name).collect()
}

fn sources(model: &Model<'_>, cites: &[Cite<'_>]) -> Value {
    let source = |cite: &Cite<'_>| {
        let known = model.sources.get(&cite.source);
        let title = known.map_or("", |source| &source.title);
        let note = [title, &cite.at].into_iter().filter(|part| !part.is_empty());
        let note = note.collect::<Vec<_>>().join(", ");
        let note = if note.is_empty() { cite.source.to_string() } else { note };
        thing("", &[("url", json!(known.map_or("", |source| &source.url))), ("note", json!(note))])
    };
    cites.iter().map(source).collect()
}

/// Popolo's dates are a year, a month or a day: the first and the last that the period may mean, as
/// precise as it is.
fn dates(dates: &Disputed<'_, Date<'_>>) -> [Value; 2] {
    let held = dates.claims().iter().find(|claim| claim.modality.is_held());
    let edtf = held.or(dates.claims().first()).map_or("", |claim| &*claim.value.edtf);
    let (start, end) = edtf.split_once('/').unwrap_or((edtf, edtf));
    [start, end].map(|side| match Period::parse(side) {
        Ok(period)
            if side.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
                && side.len() <= 10 =>
        {
            debug_assert!(!period.is_unknown());
            json!(side)
        }
        _ => Value::Null,
    })
}

fn one_date(value: &Disputed<'_, Date<'_>>) -> Value {
    let [start, _] = dates(value);
    start
}

/// What Popolo has no words for.
fn unsaid(model: &Model<'_>) -> Vec<String> {
    let several = model.organs.values().filter(|organ| parents(model, organ).nth(1).is_some());
    let main: usize = model.organs.values().map(|organ| parents(model, organ).count()).sum();
    let all: usize = model.organs.values().map(|organ| organ.under.len()).sum();
    let rival = |dates: &Disputed<'_, Date<'_>>| dates.claims().len() > 1;
    let rivals = model.organs.values().filter(|organ| rival(&organ.existence)).count();
    let imprecise = model.organs.values().filter(|organ| {
        let said = organ.existence.preferred().is_some_and(|date| !date.edtf.is_empty());
        said && dates(&organ.existence).iter().all(Value::is_null)
    });
    let honours = model.tenures.iter().filter(|tenure| !tenure.status.is_holder()).count();
    [
        (model.transitions.len(), "transitions: Popolo has no lineage"),
        (planned(model), "things that are only planned or forecast: Popolo would assert them"),
        (honours, "honours: Popolo would show them as holding the post"),
        (several.count(), "organs with several superiors: Popolo keeps the first"),
        (
            all - main,
            "superiors along other lines, or only planned: Popolo knows one kind of parent",
        ),
        (
            model.posts.values().map(|post| post.under.len()).sum(),
            "reports of posts to posts: Popolo has no field for them",
        ),
        (vacancies(model), "vacancies: each membership of Popolo is somebody's"),
        (by_post(model), "seats of whoever holds a post: each membership of Popolo is somebody's"),
        (rivals, "organs whose dates are disputed: Popolo keeps the preferred claim"),
        (imprecise.count(), "organs with dates that are too imprecise for Popolo"),
        (
            weak(model),
            "marks of memberships that are only reported, implied, inferred or of low \
             reliability: Popolo has no field for them",
        ),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect()
}

/// How many organs, posts, events, tenures and seats are only planned or forecast.
fn planned(model: &Model<'_>) -> usize {
    let planned = |modality, dates| usize::from(!modality::of_entry(modality, dates).is_held());
    let organs = model.organs.values().map(|organ| planned(organ.modality, &organ.existence));
    let posts = model.posts.values().map(|post| planned(post.modality, &post.existence));
    let events = model.events.values().map(|event| planned(event.modality, &event.on));
    let services = model.tenures.len() - held_tenures(model).count() + model.seats.len()
        - held_seats(model).count()
        - vacancies(model)
        - by_post(model);
    organs.chain(posts).chain(events).sum::<usize>() + services
}

/// How many memberships are said in a weaker way than by an assertion.
fn weak(model: &Model<'_>) -> usize {
    let is_weak = |modality, dates, cites: &[Cite<'_>]| {
        modality::of_entry(modality, dates) != Modality::Asserted || modality::is_weak(model, cites)
    };
    let tenures = held_tenures(model).filter(|tenure| tenure.status.is_holder());
    let tenures = tenures.filter(|t| is_weak(t.modality, &t.during, &t.cite)).count();
    tenures + held_seats(model).filter(|s| is_weak(s.modality, &s.during, &s.cite)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"{
        "persons": [{ "id": "ada", "name": "Ada Linden", "birth_date": "1920", "gender": "female",
            "other_names": [{ "name": "A. L.", "start_date": "1940" }], "sources": [{ "url": "https://a.example/1", "note": "Page" }] }],
        "organizations": [{ "id": "club", "name": "Club", "classification": "club", "founding_date": "1950-05-02" },
            { "id": "board", "name": "Board", "parent_id": "club", "founding_date": "1950", "dissolution_date": "1960", "area_id": "x" }],
        "posts": [{ "id": "chair", "label": "Chair", "organization_id": "board" }],
        "memberships": [{ "person_id": "ada", "post_id": "chair", "organization_id": "board", "start_date": "1950" },
            { "person_id": "ada", "organization_id": "club", "role": "member" }],
        "events": [{ "id": "agm", "name": "Meeting", "start_date": "1950-05-02", "end_date": "1950-05-03" }],
        "areas": [{ "id": "x", "name": "Rookhaven" }]
    }"#;

    #[test]
    fn a_document_becomes_a_model_and_goes_out_again() {
        let (model, notes) = from_popolo(&[("all".into(), DOCUMENT.into())]).unwrap();
        assert_eq!(notes, ["persons: `gender` has no place in a model and was left out 1 time"]);
        assert_eq!(model.organs["board"].existence.preferred().unwrap().edtf, "1950/1960");
        assert_eq!(model.organs["board"].place.preferred().unwrap(), "Rookhaven");
        assert_eq!(model.tenures[0].post, "chair");
        assert_eq!(model.seats[0].title, "member");
        assert_eq!(model.sources["https://a.example/1"].title, "Page");
        let (text, unsaid) = to_popolo(&model);
        assert!(unsaid.is_empty(), "{unsaid:?}");
        let (again, _) = from_popolo(&[("all".into(), text)]).unwrap();
        assert_eq!(again.people, model.people);
        assert_eq!(again.tenures, model.tenures);
        assert_eq!(again.events, model.events);
    }

    #[test]
    fn ids_of_several_classes_are_kept_apart() {
        let persons = r#"[{ "id": 1, "name": "A" }]"#;
        let organizations = r#"[{ "id": 1, "name": "B", "parent_id": 2 }]"#;
        let memberships = r#"[{ "person_id": 1, "organization_id": 1 }, { "organization_id": 1 }]"#;
        let files =
            [("people", persons), ("organizations", organizations), ("memberships", memberships)];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let (model, notes) = from_popolo(&files).unwrap();
        assert!(model.people.contains_key("persons/1"));
        assert_eq!(model.seats[0].organ, "organizations/1");
        assert_eq!(notes.len(), 2);
    }
}
