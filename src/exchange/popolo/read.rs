//! Popolo documents to a model.
//!
//! Takes documents with their names, gives a model and a note for every field that a model has no place for. Never drops one
//! in silence.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value, json};

use crate::exchange::csv::import::{plain_dates, plain_period};
use crate::exchange::identifiers::{Identifiers, add};
use crate::exchange::unique_keys;
use crate::model::{
    Cite, Date, Disputed, Event, Modality, Model, Name, OneOrMany, Organ, Person, Post, Seat,
    Source, Tenure, Text, Under,
};
use crate::text::to_id;

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

/// An identifier as it stands, whether a text or a number.
fn identifier_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
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
            ids: fields.identifiers(),
            url: fields.url(),
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
            ids: fields.identifiers(),
            url: fields.url(),
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
            url: fields.url(),
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
            ids: fields.identifiers(),
            url: fields.url(),
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
        let on_behalf_of: OneOrMany<Text<'static>> =
            fields.id("on_behalf_of_id", "organizations").into_iter().collect();
        let term = term.map(|term| format!("legislative period {term}"));
        let note: Text<'static> = term.unwrap_or_default().into();
        let cite = fields.cites();
        fields.fields.remove("id");
        let post = fields.id("post_id", "posts");
        let organ = fields.id("organization_id", "organizations").unwrap_or_default();
        let model = &mut fields.reader.model;
        match post {
            Some(post) => {
                let tenure = Tenure {
                    person,
                    post,
                    during,
                    on_behalf_of,
                    note,
                    cite,
                    modality,
                    ..Tenure::default()
                };
                model.tenures.push(tenure);
            }
            None => {
                let seat = Seat {
                    person,
                    organ,
                    title,
                    during,
                    on_behalf_of,
                    note,
                    cite,
                    modality,
                    ..Seat::default()
                };
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

    /// The identifiers of a thing; one without a scheme is the file's own.
    fn identifiers(&mut self) -> Identifiers<'static> {
        let mut ids = Identifiers::default();
        let Some(Value::Array(all)) = self.take("identifiers") else { return ids };
        for one in all {
            let id = one.get("identifier").map(identifier_text).unwrap_or_default();
            let scheme = one.get("scheme").and_then(Value::as_str).map(to_id).unwrap_or_default();
            let scheme = if scheme.is_empty() { "own".to_owned() } else { scheme.to_lowercase() };
            add(&mut ids, &scheme, &id);
        }
        ids
    }

    /// The first of the links of a thing; the others are left, and counted.
    fn url(&mut self) -> Text<'static> {
        let Some(Value::Array(mut links)) = self.take("links") else { return Text::default() };
        if links.is_empty() {
            return Text::default();
        }
        let url = links.remove(0).get("url").and_then(Value::as_str).unwrap_or_default().to_owned();
        if !links.is_empty() {
            self.fields.insert("links".to_owned(), Value::Array(links));
        }
        url.into()
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
