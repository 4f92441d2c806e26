//! Entities to a model.
//!
//! Takes lines or statements, gives a model and notes. A line that is no entity costs itself alone, and each property or schema
//! without a place in a model is counted. `status` says what no date does: `current` is an end that had not come when its
//! source was written, `ended` without a date a remark, for no model can state it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::entity::{FtmEntity, FtmValue};
use super::ids::decoded;
use super::said::{KnownDataset, SaidEntities, is_said, said};
use crate::exchange::csv::import::{plain_dates, plain_period};
use crate::exchange::identifiers::{Identifiers, add};
use crate::exchange::unique_keys;
use crate::model::{
    At, Cite, Claim, Date, Disputed, Event, Model, Name, OneOrMany, Organ, Person, Post, Seat,
    Source, Tenure, Text, Transition, TransitionKind, TransitionSpec, Under,
};
use crate::text::to_id;
use crate::workers::Workers;

/// The model that FollowTheMoney entities describe, one a line, and notes on what was left out of it. Statements, as CSV or
/// as JSON lines, are taken too: each value is cited to the data sets that say it.
///
/// ```
/// let lines = r#"{"id": "c", "schema": "Organization", "properties": {"name": ["Club"], "country": ["de"]}}"#;
/// let (model, notes) = organigram::exchange::from_ftm(lines);
/// assert_eq!(model.organs["c"].name, "Club");
/// assert_eq!(notes, ["Organization: `country` has no place in a model and was left out 1 time"]);
/// ```
#[must_use]
pub fn from_ftm(lines: &str) -> (Model<'static>, Vec<String>) {
    let mut reader = FtmReader::default();
    let mut entities = Vec::new();
    let text = lines.strip_prefix('\u{feff}').unwrap_or(lines);
    if is_said(text) {
        let SaidEntities { entities, datasets, notes } = said(text);
        (reader.datasets, reader.notes) = (datasets, notes);
        return reader.read(entities);
    }
    let lines: Vec<(usize, &str)> =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    // Some at a time, so that not all of them are in memory twice.
    for some in lines.chunks(AT_ONCE) {
        let read = Workers::for_rows(lines.len()).map_rows(some.to_vec(), |(at, line)| {
            let read = unique_keys::checked(line).and_then(serde_json::from_str::<FtmEntity>);
            (at, read)
        });
        for (at, read) in read {
            match read {
                Ok(entity) => entities.push(entity),
                Err(error) => {
                    reader.broken += 1;
                    if reader.broken <= LISTED {
                        let what = error.to_string();
                        let what = what.split(" at line ").next().unwrap_or_default().to_owned();
                        reader.notes.push(format!("line {}: it is no entity: {what}", at + 1));
                    }
                }
            }
        }
    }
    reader.read(entities)
}

/// Whether a text has an entity of FollowTheMoney, or is statements.
///
/// ```
/// use organigram::exchange::is_ftm;
/// assert!(is_ftm(r#"{"id": "c", "schema": "Organization"}"#) && is_ftm("entity_id,prop,value\n"));
/// assert!(!is_ftm("id,name\n1,Club\n"));
/// ```
#[must_use]
pub fn is_ftm(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    is_said(text) || text.lines().any(|line| serde_json::from_str::<FtmEntity>(line).is_ok())
}

/// How many lines are read together.
const AT_ONCE: usize = 50_000;

/// How many lines that are no entities, and how many values that cannot be taken, are listed.
const LISTED: usize = 20;

/// The identifiers of an entity.
fn identifiers(entity: &mut FtmEntity) -> Identifiers<'static> {
    let mut ids = Identifiers::default();
    for (property, scheme) in [("wikidataId", "wikidata"), ("leiCode", "lei"), ("idNumber", "own")]
    {
        for id in entity.take(property) {
            add(&mut ids, scheme, &id);
        }
    }
    ids
}

/// What an entity becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FtmClass {
    Organ,
    Person,
    Post,
    Event,
    Tenure,
    /// Of one in another: a seat of a person, or an organ under another.
    Within(&'static str, &'static str),
    Succession,
    None,
}

fn class(schema: &str) -> FtmClass {
    match schema {
        "Organization" | "PublicBody" | "Company" | "LegalEntity" => FtmClass::Organ,
        "Person" => FtmClass::Person,
        "Position" => FtmClass::Post,
        "Event" => FtmClass::Event,
        "Occupancy" => FtmClass::Tenure,
        "Membership" => FtmClass::Within("member", "organization"),
        "Directorship" => FtmClass::Within("director", "organization"),
        "Employment" => FtmClass::Within("employee", "employer"),
        "Ownership" => FtmClass::Within("asset", "owner"),
        "Succession" => FtmClass::Succession,
        _ => FtmClass::None,
    }
}

#[derive(Default)]
struct FtmReader {
    model: Model<'static>,
    classes: HashMap<String, FtmClass>,
    unders: Vec<(String, Under<'static>)>,
    unread: BTreeMap<(String, String), usize>,
    schemas: BTreeMap<String, usize>,
    /// What is known of the data sets.
    datasets: HashMap<String, KnownDataset>,
    repeated: usize,
    broken: usize,
    /// How many values could not be taken.
    not_taken: usize,
    notes: Vec<String>,
}

fn times(count: usize) -> String {
    if count == 1 { "1 time".to_owned() } else { format!("{count} times") }
}

fn id(text: &str) -> Text<'static> {
    own_id(text).into()
}

/// The id in a model of an entity: the one that it was written for, or its own.
fn own_id(text: &str) -> String {
    decoded(text).unwrap_or_else(|| to_id(text))
}

impl FtmReader {
    fn read(mut self, entities: Vec<FtmEntity>) -> (Model<'static>, Vec<String>) {
        for entity in &entities {
            self.classes.insert(entity.id.clone(), class(&entity.schema));
        }
        entities.into_iter().for_each(|entity| self.entity(entity));
        self.finish()
    }

    fn finish(mut self) -> (Model<'static>, Vec<String>) {
        let mut homeless = 0;
        for (organ, under) in std::mem::take(&mut self.unders) {
            match self.model.organs.get_mut(organ.as_str()) {
                Some(organ)
                    if organ.under.iter().all(|known| {
                        known.organ != under.organ || known.during != under.during
                    }) =>
                {
                    organ.under.push(under);
                }
                Some(_) => {}
                None => homeless += 1,
            }
        }
        if homeless > 0 {
            self.notes.push(format!(
                "{homeless} relations of organs that no line describes were left out"
            ));
        }
        if self.broken > LISTED {
            self.notes
                .push(format!("and {} more lines that are no entities", self.broken - LISTED));
        }
        if self.not_taken > LISTED {
            self.notes.push(format!(
                "and {} more values that could not be taken",
                self.not_taken - LISTED
            ));
        }
        if self.repeated > 0 {
            self.notes.push(format!(
                "{} lines with an id that an earlier line has were left out",
                self.repeated
            ));
        }
        for (schema, count) in self.schemas {
            self.notes.push(format!(
                "{schema}: a model has no place for such entities; left out {}",
                times(count)
            ));
        }
        for ((schema, property), count) in self.unread {
            self.notes.push(format!(
                "{schema}: `{property}` has no place in a model and was left out {}",
                times(count)
            ));
        }
        (self.model, self.notes)
    }

    fn entity(&mut self, mut entity: FtmEntity) {
        let key = own_id(&entity.id);
        let is_repeated = match class(&entity.schema) {
            FtmClass::Organ => self.model.organs.contains_key(key.as_str()),
            FtmClass::Person => self.model.people.contains_key(key.as_str()),
            FtmClass::Post => self.model.posts.contains_key(key.as_str()),
            FtmClass::Event => self.model.events.contains_key(key.as_str()),
            _ => false,
        };
        if is_repeated || key.is_empty() {
            self.repeated += 1;
            return;
        }
        let cite = self.cites(&mut entity);
        match class(&entity.schema) {
            FtmClass::Organ => self.organ(key, &mut entity, cite),
            FtmClass::Person => self.person(key, &mut entity, cite),
            FtmClass::Post => self.post(key, &mut entity, cite),
            FtmClass::Event => self.event(key, &mut entity, cite),
            FtmClass::Tenure => self.tenure(&mut entity, &cite),
            FtmClass::Within(one, whole) => self.within(&mut entity, one, whole, &cite),
            FtmClass::Succession => self.succession(&mut entity, &cite),
            FtmClass::None => {
                *self.schemas.entry(entity.schema).or_default() += 1;
                return;
            }
        }
        for what in std::mem::take(&mut entity.not_taken) {
            self.not_taken += 1;
            if self.not_taken <= LISTED {
                self.notes.push(format!("{} {}: {what}", entity.schema, entity.id));
            }
        }
        for property in entity.properties.keys() {
            *self.unread.entry((entity.schema.clone(), property.clone())).or_default() += 1;
        }
    }

    /// The sources of an entity: the addresses that it names, else its publishers and data sets.
    fn cites(&mut self, entity: &mut FtmEntity) -> OneOrMany<Cite<'static>> {
        let (urls, publishers) = (entity.take("sourceUrl"), entity.take("publisher"));
        let mut cites: OneOrMany<Cite<'static>> = OneOrMany::None;
        let mut cite = |model: &mut Model<'static>, id: String, source: Source<'static>| {
            let id = Text::from(id);
            if !model.sources.contains_key(&id) {
                model.sources.insert(id.clone(), source);
            }
            cites.push(Cite { source: id, ..Cite::default() });
        };
        for url in &urls {
            let publisher = match &publishers[..] {
                [one] => one.clone(),
                _ => String::new(),
            };
            let source =
                Source { url: url.clone().into(), title: publisher.into(), ..Source::default() };
            cite(&mut self.model, to_id(url), source);
        }
        if urls.is_empty() {
            for publisher in publishers {
                let source = Source { title: publisher.clone().into(), ..Source::default() };
                cite(&mut self.model, to_id(&publisher), source);
            }
        }
        for dataset in std::mem::take(&mut entity.datasets) {
            let known = self.datasets.get(&dataset).cloned().unwrap_or_default();
            let is_described = !known.title.is_empty() || !known.url.is_empty();
            let source = Source {
                title: if is_described { known.title } else { dataset.clone() }.into(),
                url: known.url.into(),
                published: Date::from(Text::from(known.published)),
                kind: if is_described { "" } else { "data set" }.into(),
                ..Source::default()
            };
            cite(&mut self.model, to_id(&dataset), source);
        }
        cites
    }

    fn organ(&mut self, key: String, entity: &mut FtmEntity, cite: OneOrMany<Cite<'static>>) {
        let (name, names) = names(entity, &["alias", "previousName", "weakAlias", "abbreviation"]);
        let kind = entity.take("classification");
        let kind = match (kind.is_empty(), entity.schema.as_str()) {
            (true, "PublicBody" | "Company") => vec![entity.schema.clone()],
            _ => kind,
        };
        let organ = Organ {
            name,
            names,
            kind: claims(entity, "classification", kind),
            existence: period(entity, "incorporationDate", "dissolutionDate"),
            place: taken_claims(entity, "address"),
            ids: identifiers(entity),
            url: entity.take_first("website").into(),
            under: entity.take("parent").iter().map(|parent| Under::from(id(parent))).collect(),
            note: note(entity, &["summary", "description", "notes"]),
            cite,
            ..Organ::default()
        };
        self.model.organs.insert(key.into(), organ);
    }

    fn person(&mut self, key: String, entity: &mut FtmEntity, cite: OneOrMany<Cite<'static>>) {
        let (name, names) = names(entity, &["alias", "previousName", "weakAlias"]);
        let person = Person {
            name,
            names,
            ids: identifiers(entity),
            url: entity.take_first("website").into(),
            born: dates(entity, "birthDate"),
            died: dates(entity, "deathDate"),
            note: note(entity, &["summary", "description", "notes", "biography"]),
            cite,
            ..Person::default()
        };
        self.model.people.insert(key.into(), person);
    }

    fn post(&mut self, key: String, entity: &mut FtmEntity, cite: OneOrMany<Cite<'static>>) {
        let (title, names) = names(entity, &["alias", "previousName", "weakAlias"]);
        let post = Post {
            title,
            names,
            organ: id(&entity.take_first("organization")),
            seats: number(entity, "numberOfSeats"),
            ids: identifiers(entity),
            existence: period(entity, "inceptionDate", "dissolutionDate"),
            note: note(entity, &["summary", "description", "notes"]),
            cite,
            ..Post::default()
        };
        self.model.posts.insert(key.into(), post);
    }

    fn event(&mut self, key: String, entity: &mut FtmEntity, cite: OneOrMany<Cite<'static>>) {
        let (name, names) = names(entity, &["alias"]);
        let all = [entity.take("organizer"), entity.take("involved")].concat();
        let of = |class| {
            let ids = all.iter().filter(|id| self.classes.get(*id) == Some(&class));
            ids.map(|found| id(found)).collect()
        };
        let (organs, people) = (of(FtmClass::Organ), of(FtmClass::Person));
        let mut on = dates(entity, "date");
        if on.claims().is_empty() {
            on = period(entity, "startDate", "endDate");
        }
        let event = Event {
            name,
            names,
            on,
            organs,
            people,
            place: taken_claims(entity, "location"),
            ids: identifiers(entity),
            note: note(entity, &["summary", "description", "notes"]),
            cite,
            ..Event::default()
        };
        self.model.events.insert(key.into(), event);
    }

    fn tenure(&mut self, entity: &mut FtmEntity, cite: &OneOrMany<Cite<'static>>) {
        let (holders, posts) = (entity.take("holder"), entity.take("post"));
        let (during, ended) = spell(entity);
        let note = with(note(entity, &["summary", "description"]), ended);
        for person in &holders {
            for post in &posts {
                self.model.tenures.push(Tenure {
                    person: id(person),
                    post: id(post),
                    during: during.clone(),
                    note: note.clone(),
                    cite: cite.clone(),
                    ..Tenure::default()
                });
            }
        }
    }

    fn within(
        &mut self,
        entity: &mut FtmEntity,
        one: &str,
        whole: &str,
        cite: &OneOrMany<Cite<'static>>,
    ) {
        let (members, wholes) = (entity.take(one), entity.take(whole));
        let role = entity.take("role").join("; ");
        let (during, ended) = spell(entity);
        let note = with(note(entity, &["summary", "description"]), ended);
        for member in &members {
            for whole in &wholes {
                let class = self.classes.get(member).copied();
                if class == Some(FtmClass::Organ) {
                    let line = match (one, role.as_str()) {
                        (_, "part of") => "",
                        ("asset", _) => "owned_by",
                        (_, role) => role,
                    };
                    let under = Under {
                        organ: id(whole),
                        line: Text::from(to_id(line)),
                        during: during.clone(),
                        note: note.clone(),
                        cite: cite.clone(),
                        ..Under::default()
                    };
                    self.unders.push((own_id(member), under));
                } else if one == "asset" {
                    *self
                        .schemas
                        .entry("Ownership of what is no organisation".into())
                        .or_default() += 1;
                } else {
                    let role = if role.is_empty() && one != "member" { one } else { &role };
                    self.model.seats.push(Seat {
                        person: id(member),
                        organ: id(whole),
                        title: role.to_owned().into(),
                        during: during.clone(),
                        note: note.clone(),
                        cite: cite.clone(),
                        ..Seat::default()
                    });
                }
            }
        }
    }

    fn succession(&mut self, entity: &mut FtmEntity, cite: &OneOrMany<Cite<'static>>) {
        let from = entity.take("predecessor").iter().map(|found| id(found)).collect();
        let into = entity.take("successor").iter().map(|found| id(found)).collect();
        let mut on = dates(entity, "date");
        if on.claims().is_empty() {
            on = dates(entity, "startDate");
        }
        let role = entity.take("role").join("; ");
        let kind = match role.to_lowercase().as_str() {
            "merged" => TransitionKind::Merged,
            "split" => TransitionKind::Split,
            "absorbed" => TransitionKind::Absorbed,
            "reorganised" => TransitionKind::Reorganised,
            "origin" => TransitionKind::Origin,
            _ => TransitionKind::Succeeded,
        };
        // A role that is no kind of change event is a remark.
        let is_kind = role.eq_ignore_ascii_case(&kind.to_string());
        let remark = if is_kind { String::new() } else { role };
        let change = TransitionSpec {
            from,
            into,
            on,
            how: entity.take("description").join("; ").into(),
            note: with(note(entity, &["summary"]), &remark),
            cite: cite.clone(),
            ..TransitionSpec::default()
        };
        let is_same = |known: &Transition<'static>| {
            known.kind == kind && known.change.on == change.on && known.change.how == change.how
        };
        // A merger of several, or a split into several, has a line for each pair.
        let transitions = &mut self.model.transitions;
        let known = transitions.iter_mut().rev().take(100).find(|known| {
            is_same(known)
                && match kind {
                    TransitionKind::Merged => known.change.into == change.into,
                    TransitionKind::Split => known.change.from == change.from,
                    _ => false,
                }
        });
        match known {
            Some(known) => crate::exchange::merge::transition(known, &Transition { kind, change }),
            None => transitions.push(Transition { kind, change }),
        }
    }
}

fn names(entity: &mut FtmEntity, others: &[&str]) -> (Text<'static>, OneOrMany<Name<'static>>) {
    let all = entity.take("name");
    let name: Text<'static> = all.first().cloned().unwrap_or_default().into();
    let (mut names, mut known): (OneOrMany<Name<'static>>, _) = (OneOrMany::None, HashSet::new());
    let properties = std::iter::once(&"name").chain(others);
    for property in properties {
        let texts = if *property == "name" { all.clone() } else { entity.take(property) };
        for text in texts {
            let cite = cite_of(entity, property, &text);
            // The main name is said once more only where not all of the entity's sources say it.
            let is_said = text == name && cite.is_empty();
            if !is_said && known.insert(text.clone()) {
                names.push(Name { cite, ..Name::from(Text::from(text)) });
            }
        }
    }
    (name, names)
}

/// Who says a value; nobody where it is whoever says all of the entity.
fn cite_of(entity: &FtmEntity, property: &str, value: &str) -> OneOrMany<Cite<'static>> {
    let sources = entity.who_says(property, value).map(|one| &one.sources[..]).unwrap_or_default();
    sources.iter().map(|source| Cite { source: to_id(source).into(), ..Cite::default() }).collect()
}

fn note(entity: &mut FtmEntity, properties: &[&str]) -> Text<'static> {
    let all: Vec<String> = properties.iter().flat_map(|property| entity.take(property)).collect();
    all.join("\n").into()
}

fn with(note: Text<'static>, more: &str) -> Text<'static> {
    match (note.is_empty(), more.is_empty()) {
        (_, true) => note,
        (true, false) => more.to_owned().into(),
        (false, false) => format!("{note}\n{more}").into(),
    }
}

fn claims(
    entity: &FtmEntity,
    property: &str,
    values: Vec<String>,
) -> Disputed<'static, Text<'static>> {
    let claim = |value: String| {
        let cite = cite_of(entity, property, &value);
        Claim { cite, ..Claim::bare(Text::from(value), At::default()) }
    };
    values.into_iter().map(claim).collect()
}

fn taken_claims(entity: &mut FtmEntity, property: &str) -> Disputed<'static, Text<'static>> {
    let values = entity.take(property);
    claims(entity, property, values)
}

/// A whole number; what is none is noted.
fn number(entity: &mut FtmEntity, property: &str) -> u32 {
    let text = entity.take_first(property);
    let number = text.parse().ok();
    if number.is_none() && !text.is_empty() {
        entity.not_taken.push(format!("`{property}` is not a whole number: `{text}`"));
    }
    number.unwrap_or_default()
}

/// A date without its time.
fn date(text: &str) -> Option<Date<'static>> {
    let day = text.split('T').next().unwrap_or(text);
    let read = plain_dates(day)?;
    Some(crate::model::IntoOwned::into_owned(read))
}

/// A date and who says it.
type SaidDate = (Date<'static>, OneOrMany<Cite<'static>>);

/// The dates of a property, as their sources printed them.
fn said_dates(entity: &mut FtmEntity, property: &str) -> Vec<SaidDate> {
    let mut dates = Vec::new();
    for text in entity.take(property) {
        let Some(mut read) = date(&text) else {
            entity.not_taken.push(format!("`{property}` is not a date: `{text}`"));
            continue;
        };
        if let Some(one) = entity.who_says(property, &text).filter(|one| !one.as_written.is_empty())
        {
            read.as_written = one.as_written.clone().into();
        }
        dates.push((read, cite_of(entity, property, &text)));
    }
    dates
}

/// A date that is not plain, as it was written behind some words into the description; it is taken out of that.
fn described_date(entity: &mut FtmEntity, words: &str) -> Option<SaidDate> {
    let values = entity.properties.get_mut("description")?;
    let date = |value: &FtmValue| {
        let edtf = value.text()?.strip_prefix(words)?.strip_prefix("EDTF ")?;
        crate::time::Period::parse(edtf).is_ok().then(|| edtf.to_owned())
    };
    let (at, edtf) = values.iter().enumerate().find_map(|(at, value)| Some((at, date(value)?)))?;
    values.remove(at);
    if values.is_empty() {
        entity.properties.shift_remove("description");
    }
    let value = format!("{words}EDTF {edtf}");
    let as_written = entity.who_says("description", &value).map(|one| one.as_written.clone());
    let as_written = Text::from(as_written.unwrap_or_default());
    let date = Date { edtf: edtf.into(), as_written, ..Date::default() };
    Some((date, cite_of(entity, "description", &value)))
}

fn dates(entity: &mut FtmEntity, property: &str) -> Disputed<'static, Date<'static>> {
    let words = match property {
        "birthDate" => "born: ",
        "deathDate" => "died: ",
        _ => "on: ",
    };
    if let Some((date, cite)) = described_date(entity, words) {
        return [Claim { cite, ..Claim::bare(date, At::default()) }].into_iter().collect();
    }
    let claim = |(date, cite)| Claim { cite, ..Claim::bare(date, At::default()) };
    said_dates(entity, property).into_iter().map(claim).collect()
}

/// A start and an end. Several of one are rivals; a start and an end that not the same sources say are two claims.
fn period(entity: &mut FtmEntity, start: &str, end: &str) -> Disputed<'static, Date<'static>> {
    let whole = described_date(entity, "");
    let (starts, ends) = (said_dates(entity, start), said_dates(entity, end));
    if let Some((date, cite)) = whole {
        // What is plain of it stands in the properties too.
        return [Claim { cite, ..Claim::bare(date, At::default()) }].into_iter().collect();
    }
    let mut claims = Vec::new();
    let mut claim = |start: Option<&SaidDate>, end: Option<&SaidDate>| {
        let cite = start.or(end).map(|(_, cite)| cite.clone()).unwrap_or_default();
        let [first, last] = [start, end].map(|bound| bound.map(|(date, _)| date.clone()));
        // What its source printed for both stands once.
        let printed = match (&first, &last) {
            (Some(first), Some(last)) if first.as_written == last.as_written => {
                Some(first.as_written.clone())
            }
            _ => None,
        };
        if let Some(mut date) = plain_period(first, last) {
            if let Some(printed) = printed {
                date.as_written = printed;
            }
            claims.push(Claim { cite, ..Claim::bare(date, At::default()) });
        }
    };
    match (starts.first(), ends.first()) {
        (Some(start), Some(end)) if start.1 != end.1 => {
            claim(Some(start), None);
            claim(None, Some(end));
        }
        (start, end) => claim(start, end),
    }
    starts.iter().skip(1).for_each(|start| claim(Some(start), None));
    ends.iter().skip(1).for_each(|end| claim(None, Some(end)));
    claims.into_iter().collect()
}

/// The time of a relation, with what its status says; and in words what no date can say.
fn spell(entity: &mut FtmEntity) -> (Disputed<'static, Date<'static>>, &'static str) {
    let mut during = period(entity, "startDate", "endDate");
    if during.claims().is_empty() {
        during = dates(entity, "date");
    }
    let has_end = |claims: &[Claim<'static, Date<'static>>]| {
        claims.first().is_some_and(|claim| !claim.value.edtf.ends_with('/'))
    };
    let is_ended = has_end(during.claims());
    let status = entity.take_first("status");
    match status.to_lowercase().as_str() {
        "current" if !is_ended => {
            let mut claims = during.claims().to_vec();
            match claims.first_mut() {
                Some(claim) => claim.value.edtf = format!("{}..", claim.value.edtf).into(),
                None => claims.push(Claim::bare(Date::from(Text::from("/..")), At::default())),
            }
            (claims.into_iter().collect(), "")
        }
        "ended" if !is_ended => (during, "ended, by its source, at an unrecorded time"),
        "" | "current" | "ended" | "unknown" => (during, ""),
        _ => {
            let what = "neither `current`, `ended` nor `unknown`";
            entity.not_taken.push(format!("`status` is {what}: `{status}`"));
            (during, "")
        }
    }
}
