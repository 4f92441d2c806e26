//! Statements that join two things: parts and wholes, predecessors and successors, holders and members.
//!
//! Takes entities that were read, adds to the model what joins them. Two statements of one succession, one from each side,
//! are one change event with both citations.

use std::collections::HashMap;

use super::entity::{Snak, WikidataEntity, WikidataStatement};
use super::evidence::counted;
use super::gathered::{WikidataClass, WikidataReader};
use crate::exchange::merge;
use crate::model::{
    OneOrMany, Post, Seat, Tenure, Text, Transition, TransitionKind, TransitionSpec, Under,
};

/// The properties that are read here.
pub(super) const RELATIONS: [&str; 19] = [
    PART_OF,
    PARENT,
    SUBSIDIARY,
    REPLACES,
    REPLACED_BY,
    MERGED_INTO,
    HELD,
    PARTY,
    MEMBER_OF,
    EMPLOYER,
    DIRECTS,
    "P488",
    "P169",
    "P6",
    "P35",
    "P1037",
    "P3975",
    "P1313",
    "P2388",
];

const PART_OF: &str = "P361";
const PARENT: &str = "P749";
const SUBSIDIARY: &str = "P355";
const REPLACES: &str = "P1365";
const REPLACED_BY: &str = "P1366";
const MERGED_INTO: &str = "P7888";
const HELD: &str = "P39";
const PARTY: &str = "P102";
const MEMBER_OF: &str = "P463";
const EMPLOYER: &str = "P108";
/// The organization that a position directs.
const DIRECTS: &str = "P2389";

/// Who stands at the head of an organ, by the name of what they are.
const HEADS: [(&str, &str); 6] = [
    ("P488", "chairperson"),
    ("P169", "chief executive officer"),
    ("P6", "head of government"),
    ("P35", "head of state"),
    ("P1037", "director or manager"),
    ("P3975", "secretary general"),
];

/// The positions that head an organ.
const HEAD_POSITIONS: [&str; 2] = ["P1313", "P2388"];

pub(super) fn relations(reader: &mut WikidataReader<'_>, all: &[WikidataEntity]) {
    let mut changes = Changes::default();
    for entity in all {
        match reader.class(&entity.id) {
            Some(WikidataClass::Person) => of_person(reader, entity),
            Some(WikidataClass::Position) => of_position(reader, entity),
            _ => of_organ(reader, entity, &mut changes),
        }
    }
    reader.model.transitions = changes.all;
}

/// The item of a statement; one that is not known is counted.
fn item(reader: &mut WikidataReader<'_>, snak: &Snak) -> Option<Text<'static>> {
    let item = snak.item();
    reader.unknown += usize::from(item.is_none());
    item.map(Text::from)
}

fn of_organ(reader: &mut WikidataReader<'_>, entity: &WikidataEntity, changes: &mut Changes) {
    let own = Text::from(entity.id.clone());
    for property in [PART_OF, PARENT] {
        for statement in counted(entity, property) {
            if let Some(organ) = item(reader, &statement.mainsnak) {
                put_under(reader, &own, organ, statement);
            }
        }
    }
    for statement in counted(entity, SUBSIDIARY) {
        if let Some(part) = item(reader, &statement.mainsnak) {
            put_under(reader, &part, own.clone(), statement);
        }
    }
    for (property, kind) in [
        (REPLACES, TransitionKind::Succeeded),
        (REPLACED_BY, TransitionKind::Succeeded),
        (MERGED_INTO, TransitionKind::Absorbed),
    ] {
        for statement in counted(entity, property) {
            let Some(other) = item(reader, &statement.mainsnak) else { continue };
            let (from, into) = match property {
                REPLACES => (other, own.clone()),
                _ => (own.clone(), other),
            };
            let cite = reader.cited.cite(statement, &reader.labels);
            let (on, _) = reader.during(statement, &OneOrMany::None);
            let (from, into) = (OneOrMany::One(from), OneOrMany::One(into));
            let change = TransitionSpec { from, into, on, cite, ..TransitionSpec::default() };
            changes.add(Transition { kind, change });
        }
    }
    for (property, title) in HEADS {
        for statement in counted(entity, property) {
            let Some(person) = item(reader, &statement.mainsnak) else { continue };
            let post = Text::from(format!("{own}/{}", title.replace(' ', "-")));
            let (title, organ) = (Text::from(title), own.clone());
            let made = || Post { title, organ, ..Post::default() };
            reader.model.posts.entry(post.clone()).or_insert_with(made);
            hold(reader, person, post, statement);
        }
    }
    for property in HEAD_POSITIONS {
        for statement in counted(entity, property) {
            if let Some(post) = item(reader, &statement.mainsnak) {
                let post = reader.model.posts.entry(post).or_default();
                if post.organ.is_empty() {
                    post.organ = own.clone();
                }
            }
        }
    }
}

/// A part under its whole, once for each time.
fn put_under(
    reader: &mut WikidataReader<'_>,
    part: &Text<'static>,
    organ: Text<'static>,
    statement: &WikidataStatement,
) {
    let cite = reader.cited.cite(statement, &reader.labels);
    let (during, note) = reader.during(statement, &OneOrMany::None);
    let part = reader.model.organs.entry(part.clone()).or_default();
    let mut unders = part.under.to_vec();
    let known = unders.iter_mut().find(|known| known.organ == organ && known.during == during);
    match known {
        // Said from both sides, or as a part and as a subsidiary.
        Some(known) => {
            for cite in
                cite.iter().filter(|cite| !known.cite.contains(cite)).cloned().collect::<Vec<_>>()
            {
                known.cite.push(cite);
            }
        }
        None => unders.push(Under { organ, during, note: note.into(), cite, ..Under::default() }),
    }
    part.under = unders.into_iter().collect();
}

fn of_position(reader: &mut WikidataReader<'_>, entity: &WikidataEntity) {
    for property in [DIRECTS, PART_OF] {
        for statement in counted(entity, property) {
            let Some(organ) = item(reader, &statement.mainsnak) else { continue };
            let post = reader.model.posts.entry(entity.id.clone().into()).or_default();
            if post.organ.is_empty() {
                post.organ = organ;
            }
        }
    }
}

fn of_person(reader: &mut WikidataReader<'_>, entity: &WikidataEntity) {
    let own = Text::from(entity.id.clone());
    for statement in counted(entity, HELD) {
        if let Some(post) = item(reader, &statement.mainsnak) {
            hold(reader, own.clone(), post, statement);
        }
    }
    for (property, title) in [(PARTY, "member"), (MEMBER_OF, "member"), (EMPLOYER, "employee")] {
        for statement in counted(entity, property) {
            let Some(organ) = item(reader, &statement.mainsnak) else { continue };
            let cite = reader.cited.cite(statement, &reader.labels);
            let (during, note) = reader.during(statement, &OneOrMany::None);
            let (person, title, note) = (own.clone(), Text::from(title), Text::from(note));
            let seat = Seat { person, organ, title, during, note, cite, ..Seat::default() };
            reader.model.seats.push(seat);
        }
    }
}

/// Somebody in a post. Where a statement names the organ of the post, or the district, the remark says so.
fn hold(
    reader: &mut WikidataReader<'_>,
    person: Text<'static>,
    post: Text<'static>,
    statement: &WikidataStatement,
) {
    const REMARKS: [(&str, &str); 4] =
        [("P642", "of"), ("P768", "district"), ("P2937", "term"), ("P5054", "cabinet")];
    let cite = reader.cited.cite(statement, &reader.labels);
    let (during, ended) = reader.during(statement, &OneOrMany::None);
    let mut notes: Vec<String> = Vec::new();
    for (property, word) in REMARKS {
        let all = statement.qualifiers.get(property).into_iter().flatten();
        let items = all.filter_map(Snak::item);
        notes.extend(items.map(|item| format!("{word}: {}", reader.called(&item))));
    }
    notes.extend(Some(ended.to_owned()).filter(|ended| !ended.is_empty()));
    let note = notes.join("\n").into();
    reader.model.tenures.push(Tenure { person, post, during, note, cite, ..Tenure::default() });
}

/// Change events, each once.
#[derive(Default)]
struct Changes {
    all: Vec<Transition<'static>>,
    known: HashMap<(TransitionKind, String, String), usize>,
}

impl Changes {
    fn add(&mut self, change: Transition<'static>) {
        let ends =
            |ends: &OneOrMany<Text<'_>>| ends.first().map(ToString::to_string).unwrap_or_default();
        let key = (change.kind, ends(&change.change.from), ends(&change.change.into));
        match self.known.get(&key) {
            None => {
                self.known.insert(key, self.all.len());
                self.all.push(change);
            }
            Some(&at) => {
                let known = &mut self.all[at];
                merge::transition(known, &change);
                for cite in &change.change.cite {
                    if !known.change.cite.contains(cite) {
                        known.change.cite.push(cite.clone());
                    }
                }
            }
        }
    }
}
