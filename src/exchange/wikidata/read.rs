//! Entities to a model.
//!
//! Takes texts, gives a model and notes. What an entity is, its classes and the use that others make of it show: a person,
//! a position or an organ. Each statement is a claim of its own; each property without a place in a model is counted.

use std::collections::{BTreeMap, HashSet};

use super::entity::{Rank, Snak, Term, WikidataEntity, entities};
use super::evidence::counted;
use super::gathered::{INSTANCE_OF, POSITION_HELD, SUBCLASS_OF, WikidataClass, WikidataReader};
use super::registers::{REGISTERS, WEBSITE};
use super::relations::{RELATIONS, relations};
use crate::exchange::identifiers::{Identifiers, add};
use crate::identifiers::scheme;
use crate::model::{Claim, Disputed, Model, Name, OneOrMany, Organ, Person, Post, Text};

/// The model that entities of Wikidata describe, and notes on what was left out of it. Each text comes with the name of
/// its file.
///
/// ```
/// let entity = r#"{"id": "Q1", "labels": {"en": {"language": "en", "value": "Chess Club"}}, "claims": {"P571": [
///     {"id": "Q1$A", "rank": "normal", "mainsnak": {"snaktype": "value", "datavalue": {"value":
///         {"time": "+1950-00-00T00:00:00Z", "precision": 9}}}}]}}"#;
/// let (model, notes) = organigram::exchange::from_wikidata(&[("q1.json".into(), entity.into())])?;
/// assert_eq!(model.organs["Q1"].name, "Chess Club");
/// assert_eq!(model.organs["Q1"].existence.preferred().unwrap().edtf, "1950/");
/// assert!(notes.is_empty());
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// When a text is no JSON, or has no entity.
pub fn from_wikidata(
    documents: &[(String, String)],
) -> Result<(Model<'static>, Vec<String>), String> {
    let (mut all, mut notes) = (Vec::new(), Vec::new());
    for (name, text) in documents {
        let (found, left) = entities(text).map_err(|error| format!("{name}: {error}"))?;
        all.extend(found);
        notes.extend(left.into_iter().map(|note| format!("{name}: {note}")));
    }
    let mut seen = HashSet::new();
    all.retain(|entity| seen.insert(entity.id.clone()));
    let mut reader = WikidataReader::new(&all);
    let words = words(&all);
    for entity in all.iter().filter(|entity| !words.contains(entity.id.as_str())) {
        reader.entity(entity);
    }
    relations(&mut reader, &all);
    reader.made_of_names();
    let (model, more) = reader.finish();
    notes.extend(more);
    Ok((model, notes))
}

/// The entities that the others only speak of, as kinds, places or sources, and that join nothing themselves.
fn words(all: &[WikidataEntity]) -> HashSet<&str> {
    let values = |entity: &WikidataEntity| -> Vec<String> {
        let classes = [INSTANCE_OF, SUBCLASS_OF, "P159"];
        let snaks = classes.into_iter().flat_map(|property| entity.statements(property));
        let statements = entity.claims.values().flatten();
        let references = statements.flat_map(|statement| &statement.references);
        let cited = references.flat_map(|reference| reference.snaks.values().flatten());
        snaks.map(|statement| &statement.mainsnak).chain(cited).filter_map(Snak::item).collect()
    };
    let spoken_of: HashSet<String> = all.iter().flat_map(values).collect();
    let joins = |entity: &WikidataEntity| {
        let own = RELATIONS.iter().chain(&["P571", "P576", "P569"]);
        own.into_iter().any(|property| counted(entity, property).next().is_some())
    };
    let words = all.iter().filter(|entity| spoken_of.contains(&entity.id) && !joins(entity));
    words.map(|entity| entity.id.as_str()).collect()
}

impl WikidataReader<'_> {
    fn entity(&mut self, entity: &WikidataEntity) {
        for (property, statements) in &entity.claims {
            let dropped = statements.iter().filter(|one| one.rank == Rank::Deprecated).count();
            self.deprecated += dropped;
            if !is_read(property) && statements.len() > dropped {
                *self.unread.entry(property.clone()).or_default() += statements.len() - dropped;
            }
        }
        let cite = self.cited.entity(&entity.id);
        let (name, names) = self.names(entity);
        let id = Text::from(entity.id.clone());
        let note = entity.descriptions.get("en").map(|note| Text::from(note.value.clone()));
        let note = note.unwrap_or_default();
        let (ids, url) = (identifiers(entity), page(entity));
        match self.class(&entity.id).unwrap_or(WikidataClass::Organ) {
            WikidataClass::Person => {
                let (born, died) = (self.dates(entity, "P569"), self.dates(entity, "P570"));
                let person =
                    Person { name, names, born, died, ids, url, note, cite, ..Person::default() };
                self.model.people.insert(id, person);
            }
            WikidataClass::Position => {
                let existence = self.existence(entity);
                let post =
                    Post { title: name, names, existence, ids, url, note, cite, ..Post::default() };
                self.model.posts.insert(id, post);
            }
            WikidataClass::Organ => {
                let organ = Organ {
                    kind: self.items(entity, INSTANCE_OF),
                    name,
                    names,
                    existence: self.existence(entity),
                    place: self.items(entity, "P159"),
                    ids,
                    url,
                    note,
                    cite,
                    ..Organ::default()
                };
                self.model.organs.insert(id, organ);
            }
        }
    }

    /// The label, and the others with their languages; official names with the times of their use.
    fn names(&mut self, entity: &WikidataEntity) -> (Text<'static>, OneOrMany<Name<'static>>) {
        let main = entity.label().to_owned();
        let mut names: Vec<Name<'static>> = Vec::new();
        let mut add = |name: Name<'static>| {
            let is_main = name.text == main && name.used.claims().is_empty();
            if !is_main
                && names.iter().all(|known| (&known.text, &known.used) != (&name.text, &name.used))
            {
                names.push(name);
            }
        };
        let plain = |term: &Term| Name {
            text: term.value.clone().into(),
            lang: term.language.clone().into(),
            ..Name::default()
        };
        for property in ["P1448", "P1813"] {
            for statement in counted(entity, property) {
                let Some(term) = statement.mainsnak.text() else { continue };
                let cite = self.cited.cite(statement, &self.labels);
                let (used, _) = self.during(statement, &OneOrMany::None);
                add(Name { used, cite, ..plain(&term) });
            }
        }
        entity.labels.values().map(plain).for_each(&mut add);
        entity.aliases.values().flatten().map(plain).for_each(&mut add);
        let names = names.into_iter().collect();
        (main.into(), names)
    }

    /// The values of a property that are items, each a claim.
    fn items(
        &mut self,
        entity: &WikidataEntity,
        property: &str,
    ) -> Disputed<'static, Text<'static>> {
        let mut claims = Vec::new();
        for statement in counted(entity, property) {
            match statement.mainsnak.item() {
                Some(item) => {
                    let cite = self.cited.cite(statement, &self.labels);
                    claims.push(Claim {
                        value: Text::from(self.called(&item)),
                        cite,
                        ..Claim::default()
                    });
                }
                None => self.unknown += 1,
            }
        }
        claims.into_iter().collect()
    }

    /// Organs and people that statements speak of and no entity describes.
    fn made_of_names(&mut self) {
        let mut organs: Vec<Text<'static>> = Vec::new();
        for organ in self.model.organs.values() {
            organs.extend(organ.under.iter().map(|under| under.organ.clone()));
        }
        for transition in &self.model.transitions {
            organs.extend(transition.change.from.iter().chain(&transition.change.into).cloned());
        }
        organs.extend(self.model.seats.iter().map(|seat| seat.organ.clone()));
        organs.extend(self.model.posts.values().map(|post| post.organ.clone()));
        for id in organs.into_iter().filter(|id| !id.is_empty()) {
            let ids = of_item(&id);
            let organ = || Organ { ids, ..Organ::default() };
            self.model.organs.entry(id).or_insert_with(organ);
        }
        let people = self.model.tenures.iter().map(|tenure| tenure.person.clone());
        let people = people.chain(self.model.seats.iter().map(|seat| seat.person.clone()));
        for id in people.collect::<Vec<_>>() {
            let ids = of_item(&id);
            let person = || Person { ids, ..Person::default() };
            self.model.people.entry(id).or_insert_with(person);
        }
        for id in self.model.tenures.iter().map(|tenure| tenure.post.clone()).collect::<Vec<_>>() {
            let ids = of_item(&id);
            let post = || Post { ids, ..Post::default() };
            self.model.posts.entry(id).or_insert_with(post);
        }
    }

    fn finish(mut self) -> (Model<'static>, Vec<String>) {
        for (id, source) in self.cited.sources {
            self.model.sources.insert(id.into(), source);
        }
        let mut notes = Vec::new();
        let mut note = |count: usize, what: &str| {
            if count > 0 {
                notes.push(format!("left out: {what} ({count})"));
            }
        };
        note(self.deprecated, "statements of deprecated rank");
        note(self.unknown, "values that are said to be there and not to be known");
        note(self.undated, "dates less precise than a century");
        if !self.unread.is_empty() {
            notes.push(unread_note(&self.unread));
        }
        (self.model, notes)
    }
}

/// The entity's own number, and those that other registers gave it.
fn identifiers(entity: &WikidataEntity) -> Identifiers<'static> {
    let mut ids = Identifiers::default();
    ids.extend(of_item(&entity.id));
    for (property, scheme) in REGISTERS {
        for statement in counted(entity, property) {
            if let Some(term) = statement.mainsnak.text() {
                add(&mut ids, scheme, &term.value);
            }
        }
    }
    ids
}

/// The identifiers of an item as such. What has another name is of an item that only a title shows.
fn of_item(id: &str) -> Identifiers<'static> {
    let mut ids = Identifiers::default();
    if scheme("wikidata").is_some_and(|known| known.problem(id).is_none()) {
        add(&mut ids, "wikidata", id);
    }
    ids
}

/// The official website: the first that counts.
fn page(entity: &WikidataEntity) -> Text<'static> {
    let pages = counted(entity, WEBSITE).filter_map(|statement| statement.mainsnak.text());
    pages.map(|term| Text::from(term.value)).next().unwrap_or_default()
}

/// Whether some statement of a property has a place in a model.
fn is_read(property: &str) -> bool {
    const READ: [&str; 13] = [
        WEBSITE,
        INSTANCE_OF,
        SUBCLASS_OF,
        "P159",
        "P569",
        "P570",
        "P571",
        "P576",
        "P580",
        "P582",
        "P1448",
        "P1813",
        POSITION_HELD,
    ];
    READ.contains(&property)
        || RELATIONS.contains(&property)
        || REGISTERS.iter().any(|(known, _)| *known == property)
}

/// `left out: statements that have no place in a model, by property: P18 (12), P856 (3), and 40 more properties`.
fn unread_note(unread: &BTreeMap<String, usize>) -> String {
    const LISTED: usize = 12;
    let mut all: Vec<(&String, &usize)> = unread.iter().collect();
    all.sort_by_key(|(property, count)| {
        (std::cmp::Reverse(**count), property.len(), (*property).clone())
    });
    let mut listed: Vec<String> =
        all.iter().take(LISTED).map(|(property, count)| format!("{property} ({count})")).collect();
    if all.len() > LISTED {
        listed.push(format!("and {} more properties", all.len() - LISTED));
    }
    format!(
        "left out: statements that have no place in a model, by property: {}",
        listed.join(", ")
    )
}
