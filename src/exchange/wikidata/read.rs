//! Entities to a model.
//!
//! Takes texts, gives a model and notes. What an entity is, its classes and the use that others make of it show: a person,
//! a position or an organ. Each statement is a claim of its own; each property without a place in a model is counted.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::entity::{Rank, Snak, SnakKind, Term, WikidataEntity, WikidataStatement, entities};
use super::evidence::{CitedReferences, Labels, counted};
use super::relations::{RELATIONS, relations};
use super::time_value;
use crate::model::{
    Cite, Claim, Date, Disputed, Model, Name, OneOrMany, Organ, Person, Post, Text,
};

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

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WikidataClass {
    Organ,
    Person,
    Position,
}

const INSTANCE_OF: &str = "P31";
const SUBCLASS_OF: &str = "P279";
const HUMAN: &[&str] = &["Q5"];
/// Position, public office, and what both are kinds of.
const POSITIONS: &[&str] = &["Q4164871", "Q294414", "Q214339", "Q12737077", "Q108290289"];
const POSITION_HELD: &str = "P39";

/// What was read so far.
pub(super) struct WikidataReader<'e> {
    pub(super) model: Model<'static>,
    pub(super) cited: CitedReferences,
    pub(super) labels: Labels<'e>,
    classes: HashMap<&'e str, WikidataClass>,
    /// Properties that a model has no place for, by their number of statements.
    unread: BTreeMap<String, usize>,
    deprecated: usize,
    pub(super) unknown: usize,
    pub(super) undated: usize,
}

impl<'e> WikidataReader<'e> {
    fn new(all: &'e [WikidataEntity]) -> Self {
        let held = |entity: &'e WikidataEntity| {
            counted(entity, POSITION_HELD).filter_map(|one| one.mainsnak.item())
        };
        let positions: HashSet<String> = all.iter().flat_map(held).collect();
        let classes = all.iter().map(|entity| (entity.id.as_str(), class(entity, &positions)));
        let labels = all.iter().map(|entity| (entity.id.as_str(), entity.label()));
        WikidataReader {
            model: Model::default(),
            cited: CitedReferences::default(),
            labels: labels.collect(),
            classes: classes.collect(),
            unread: BTreeMap::new(),
            deprecated: 0,
            unknown: 0,
            undated: 0,
        }
    }

    /// What an id stands for, if the files describe it.
    pub(super) fn class(&self, id: &str) -> Option<WikidataClass> {
        self.classes.get(id).copied()
    }

    /// What an item is called, or its id.
    pub(super) fn called(&self, id: &str) -> String {
        self.labels.get(id).filter(|label| !label.is_empty()).map_or(id, |label| label).to_owned()
    }

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
        match self.class(&entity.id).unwrap_or(WikidataClass::Organ) {
            WikidataClass::Person => {
                let (born, died) = (self.dates(entity, "P569"), self.dates(entity, "P570"));
                let person = Person { name, names, born, died, note, cite, ..Person::default() };
                self.model.people.insert(id, person);
            }
            WikidataClass::Position => {
                let existence = self.existence(entity);
                let post = Post { title: name, names, existence, note, cite, ..Post::default() };
                self.model.posts.insert(id, post);
            }
            WikidataClass::Organ => {
                let organ = Organ {
                    kind: self.items(entity, INSTANCE_OF),
                    name,
                    names,
                    existence: self.existence(entity),
                    place: self.items(entity, "P159"),
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

    /// The days of a property, each a claim.
    fn dates(
        &mut self,
        entity: &WikidataEntity,
        property: &str,
    ) -> Disputed<'static, Date<'static>> {
        let mut claims = Vec::new();
        for statement in counted(entity, property) {
            if let Some(date) = self.date_of(&statement.mainsnak) {
                let cite = self.cited.cite(statement, &self.labels);
                claims.push(Claim { value: date, cite, ..Claim::default() });
            }
        }
        claims.into_iter().collect()
    }

    /// A date of a snak; what is not known, or too coarse, is counted.
    fn date_of(&mut self, snak: &Snak) -> Option<Date<'static>> {
        if snak.snaktype != SnakKind::Value {
            self.unknown += usize::from(snak.snaktype == SnakKind::SomeValue);
            return None;
        }
        let date = snak.time().and_then(time_value::date);
        self.undated += usize::from(date.is_none());
        date
    }

    /// When an organ or a position was: each statement of its beginning or end is a claim of that bound alone.
    fn existence(&mut self, entity: &WikidataEntity) -> Disputed<'static, Date<'static>> {
        let (starts, ends) = (["P571", "P580"], ["P576", "P582"]);
        let mut claims: Vec<Claim<'static, Date<'static>>> = Vec::new();
        for (properties, is_end) in [(starts, false), (ends, true)] {
            for statement in properties.iter().flat_map(|property| counted(entity, property)) {
                let known = match statement.mainsnak.snaktype {
                    // There is no end: it goes on.
                    SnakKind::NoValue if is_end => Some(Date::from(Text::from(".."))),
                    // It has come, by the day of the last edit.
                    SnakKind::SomeValue if is_end => ended_by(&entity.modified),
                    _ => None,
                };
                let Some(date) = known.or_else(|| self.date_of(&statement.mainsnak)) else {
                    continue;
                };
                let cite = self.cited.cite(statement, &self.labels);
                let value = if is_end { span(None, Some(date)) } else { span(Some(date), None) };
                claims.push(Claim { value, cite, ..Claim::default() });
            }
        }
        joined(claims).into_iter().collect()
    }

    /// The time that qualifiers give a statement, and in words what no date can say.
    pub(super) fn during(
        &mut self,
        statement: &WikidataStatement,
        cite: &OneOrMany<Cite<'static>>,
    ) -> (Disputed<'static, Date<'static>>, &'static str) {
        let qualifier =
            |property: &str| statement.qualifiers.get(property).and_then(|all| all.first());
        let mut note = "";
        let mut bound = |reader: &mut Self, property: &str, is_end: bool| {
            let snak = qualifier(property)?;
            match snak.snaktype {
                SnakKind::NoValue if is_end => Some(Date::from(Text::from(".."))),
                SnakKind::SomeValue if is_end => {
                    note = "ended, by its source, at an unrecorded time";
                    None
                }
                _ => reader.date_of(snak),
            }
        };
        let (start, end) = (bound(self, "P580", false), bound(self, "P582", true));
        let value = match (start, end) {
            (None, None) => qualifier("P585").and_then(|snak| self.date_of(snak)),
            (start, end) => Some(span(start, end)),
        };
        let cite = cite.clone();
        let claim = value.map(|value| Claim { value, cite, ..Claim::default() });
        (claim.into_iter().collect(), note)
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
            self.model.organs.entry(id).or_default();
        }
        let people = self.model.tenures.iter().map(|tenure| tenure.person.clone());
        let people = people.chain(self.model.seats.iter().map(|seat| seat.person.clone()));
        for id in people.collect::<Vec<_>>() {
            self.model.people.entry(id).or_default();
        }
        for id in self.model.tenures.iter().map(|tenure| tenure.post.clone()).collect::<Vec<_>>() {
            self.model.posts.entry(id).or_default();
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

fn class(entity: &WikidataEntity, positions: &HashSet<String>) -> WikidataClass {
    let has = |property: &str| counted(entity, property).next().is_some();
    if entity.is_one_of(INSTANCE_OF, HUMAN) || has("P569") || has(POSITION_HELD) {
        return WikidataClass::Person;
    }
    let is_position =
        entity.is_one_of(INSTANCE_OF, POSITIONS) || entity.is_one_of(SUBCLASS_OF, POSITIONS);
    match is_position || positions.contains(&entity.id) {
        true => WikidataClass::Position,
        false => WikidataClass::Organ,
    }
}

/// Whether some statement of a property has a place in a model.
fn is_read(property: &str) -> bool {
    const READ: [&str; 12] = [
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
    READ.contains(&property) || RELATIONS.contains(&property)
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

/// A start and an end.
fn span(start: Option<Date<'static>>, end: Option<Date<'static>>) -> Date<'static> {
    let (start, end) = (start.unwrap_or_default(), end.unwrap_or_default());
    let written = |date: &Date<'_>| match date.as_written.is_empty() {
        true => date.edtf.to_string(),
        false => date.as_written.to_string(),
    };
    let is_julian = !start.calendar.is_empty() || !end.calendar.is_empty();
    let as_written = match is_julian {
        true => format!("{} – {}", written(&start), written(&end)),
        false => String::new(),
    };
    Date {
        edtf: format!("{}/{}", start.edtf, end.edtf).into(),
        as_written: as_written.trim_matches([' ', '–']).to_owned().into(),
        calendar: if is_julian { "julian".into() } else { Text::default() },
        ..Date::default()
    }
}

/// An end no later than the moment of an edit.
fn ended_by(modified: &str) -> Option<Date<'static>> {
    let day = time_value::edtf_of(modified, 11)?;
    Some(Date::from(Text::from(format!("[..{day}]"))))
}

/// The first start and the first end as one claim, which rests on both statements; the others stay rivals.
fn joined(mut claims: Vec<Claim<'static, Date<'static>>>) -> Vec<Claim<'static, Date<'static>>> {
    let is_end = |claim: &Claim<'_, Date<'_>>| claim.value.edtf.starts_with('/');
    let (starts, ends) =
        (claims.iter().position(|claim| !is_end(claim)), claims.iter().position(is_end));
    let (Some(start), Some(end)) = (starts, ends) else { return claims };
    let end = claims.remove(end);
    let value = span(Some(bound(&claims[start].value)), Some(bound(&end.value)));
    claims[start].value = value;
    for cite in &end.cite {
        if !claims[start].cite.contains(cite) {
            claims[start].cite.push(cite.clone());
        }
    }
    claims
}

/// The date that a claim of one bound states.
fn bound(date: &Date<'static>) -> Date<'static> {
    Date { edtf: date.edtf.trim_matches('/').to_owned().into(), ..date.clone() }
}
