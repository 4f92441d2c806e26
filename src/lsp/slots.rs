//! What belongs where in a model: the shapes of the records, and what their texts name.
//!
//! Takes the shape of a value, gives that of each value inside it, whether it is written as one item or as a list, bare
//! or as a claim. A test holds that every text of every record has its role here. Reads no text itself.

use crate::model::{CLAIM_SHAPE, Charter, FieldShape, Model, Record, RecordShape, ValueShape};
use crate::project::{Class, FileRole};

/// What a text in quotes says.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum TextRole {
    /// The id of a thing of some classes.
    Thing(&'static [Class]),
    /// The id of a source.
    Source,
    /// A citation: the id of a source, a blank, and a place in it.
    Cite,
    /// A kind of the charter.
    Kind,
    /// A line of the charter.
    Line,
    /// The name of a query.
    Query,
    /// The name of a view.
    View,
    /// The name of a rule, the charter's own among them.
    Rule,
    /// An expression of the query language.
    Expression,
    /// A date in EDTF.
    Date,
    /// A length of time.
    Lapse,
    /// The path of a file.
    Path,
    /// The scheme of an identifier.
    Scheme,
    /// Anything.
    Free,
}

use Class::{Event, Organ, Person, Post};

const ORGAN: TextRole = TextRole::Thing(&[Organ]);
const PERSON: TextRole = TextRole::Thing(&[Person]);
const BY: TextRole = TextRole::Thing(&[Organ, Person]);
const ELECTED_BY: TextRole = TextRole::Thing(&[Organ, Person, Event]);

/// What the text of a field says.
pub(super) fn role(record: &str, field: &str) -> TextRole {
    match (record, field) {
        ("Under", "organ") | ("Seat" | "Post", "organ") => ORGAN,
        ("TransitionSpec", "organ" | "from" | "into") | ("Event", "organs" | "bodies") => ORGAN,
        ("Tenure" | "Seat", "on_behalf_of") => ORGAN,
        ("TransitionSpec" | "Event", "by") => BY,
        ("Tenure" | "Seat", "by") => ELECTED_BY,
        ("Tenure" | "Seat", "person") | ("Event", "people") => PERSON,
        ("Tenure" | "Under", "post") | ("Seat", "ex_officio") => TextRole::Thing(&[Post]),
        ("ViewSpec", "root") => TextRole::Thing(&[Organ, Post, Person, Event]),
        ("Source", "within") | ("ViewSpec", "according_to" | "without" | "between") => {
            TextRole::Source
        }
        ("Cite", "source") => TextRole::Cite,
        ("Organ" | "Event" | "Post" | "Stand", "kind") => TextRole::Kind,
        ("Kind", "is" | "posts" | "subset_of") => TextRole::Kind,
        ("Under" | "Stand" | "ViewSpec", "line") | ("Charter", "main_line") => TextRole::Line,
        ("Allow", "rule") => TextRole::Rule,
        ("UserRule", "query") | ("ViewSpec", "only" | "highlight") => TextRole::Expression,
        ("Model", "queries") => TextRole::Expression,
        ("Date", "edtf") | ("ViewSpec", "as_of" | "known_by" | "from" | "to" | "and_by") => {
            TextRole::Date
        }
        ("Model", "include" | "charter") => TextRole::Path,
        _ => TextRole::Free,
    }
}

/// What the ids of a map name, and whether they are given to something there.
fn key_role(record: &str, field: &str) -> Option<KeyRole> {
    let (role, defines) = match (record, field) {
        ("Model", "organs") => (ORGAN, true),
        ("Model", "events") => (TextRole::Thing(&[Event]), true),
        ("Model", "posts") => (TextRole::Thing(&[Post]), true),
        ("Model", "people") => (PERSON, true),
        ("Model", "sources") => (TextRole::Source, true),
        ("Model", "views") => (TextRole::View, true),
        ("Model", "queries") => (TextRole::Query, true),
        ("Charter", "kinds") => (TextRole::Kind, true),
        ("Charter", "lines") => (TextRole::Line, true),
        ("Charter", "rules") => (TextRole::Rule, true),
        ("Model" | "Charter", "levels") => (TextRole::Rule, false),
        ("Organ" | "Event" | "Post" | "Person" | "Source", "ids") => (TextRole::Scheme, false),
        _ => return None,
    };
    Some(KeyRole { role, defines })
}

/// What the ids of a map are.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct KeyRole {
    pub(super) role: TextRole,
    /// Whether the id is given here to what follows it.
    pub(super) defines: bool,
}

/// A place for a value.
#[derive(Copy, Clone, Debug)]
pub(super) struct Slot {
    pub(super) shape: ValueShape,
    /// What a text says there.
    role: TextRole,
    keys: Option<KeyRole>,
    /// Whether it is an item of a list of claims.
    claimed: bool,
}

/// A record that stands in a slot.
#[derive(Copy, Clone, Debug)]
pub(super) struct RecordSlot {
    pub(super) record: RecordShape,
    /// What is claimed, where it is a claim.
    value: Option<(fn() -> ValueShape, TextRole)>,
}

impl Slot {
    /// The whole of a file.
    pub(super) fn of_file(role: FileRole) -> Option<Slot> {
        let record = match role {
            FileRole::Model => Model::SHAPE,
            FileRole::Charter => Charter::SHAPE,
            FileRole::Other => return None,
        };
        Some(Slot {
            shape: ValueShape::Record(record),
            role: TextRole::Free,
            keys: None,
            claimed: false,
        })
    }

    fn with(self, shape: ValueShape) -> Slot {
        Slot { shape, ..self }
    }

    /// The slot without the choices between one and many, bare and claimed.
    pub(super) fn bare(self) -> Slot {
        match self.shape {
            ValueShape::OneOrMany(inner)
            | ValueShape::Disputed(inner)
            | ValueShape::PathOr(inner) => self.with(inner()).bare(),
            _ => self,
        }
    }

    /// Whether rival claims may stand here.
    pub(super) fn may_be_disputed(self) -> bool {
        matches!(self.shape, ValueShape::Disputed(_)) && !self.claimed
    }

    /// The items of a list that stands here.
    pub(super) fn item(self) -> Slot {
        match self.shape {
            ValueShape::List(inner) | ValueShape::OneOrMany(inner) => self.with(inner()),
            ValueShape::Disputed(_) => Slot { claimed: true, ..self },
            _ => self,
        }
    }

    /// The record that stands here, by the name before its parentheses.
    pub(super) fn record(self, name: Option<&str>) -> Option<RecordSlot> {
        if let ValueShape::Disputed(inner) = self.shape {
            let is_claim = name == Some(CLAIM_SHAPE.name) || (self.claimed && name.is_none());
            if is_claim {
                return Some(RecordSlot { record: CLAIM_SHAPE, value: Some((inner, self.role)) });
            }
        }
        match self.bare().shape {
            ValueShape::Record(record) | ValueShape::Variants(_, record) => {
                Some(RecordSlot { record, value: None })
            }
            _ => None,
        }
    }

    /// The ids and values of a map that stands here.
    pub(super) fn map(self) -> Option<(Option<KeyRole>, Slot)> {
        match self.bare().shape {
            ValueShape::Map(inner) => Some((self.keys, Slot { keys: None, ..self.with(inner()) })),
            _ => None,
        }
    }

    /// What a text says that stands here.
    pub(super) fn text(self) -> Option<TextRole> {
        if let ValueShape::PathOr(_) = self.shape {
            return Some(TextRole::Path);
        }
        match self.bare().shape {
            ValueShape::Text => Some(self.role),
            ValueShape::Lapse => Some(TextRole::Lapse),
            ValueShape::Record(record) => record.short.map(|short| role(record.name, short)),
            _ => None,
        }
    }
}

impl RecordSlot {
    /// The field of a name and the slot of its value.
    pub(super) fn field(self, name: &str) -> Option<(&'static FieldShape, Slot)> {
        let field = self.record.field(name)?;
        Some((field, self.slot(field)))
    }

    fn slot(self, field: &'static FieldShape) -> Slot {
        match self.value {
            Some((shape, role)) if field.name == "value" => {
                Slot { shape: shape(), role, keys: None, claimed: false }
            }
            _ => {
                // The source of a full citation is an id alone.
                let role = match (self.record.name, field.name) {
                    ("Cite", "source") => TextRole::Source,
                    (record, field) => role(record, field),
                };
                let keys = key_role(self.record.name, field.name);
                Slot { shape: (field.shape)(), role, keys, claimed: false }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The fields whose texts may say anything.
    const FREE: &[&str] = &[
        "Allow.reason",
        "Charter.name",
        "Charter.note",
        "Cite.at",
        "Cite.lang",
        "Cite.note",
        "Cite.quote",
        "Cite.translation",
        "Claim.note",
        "Date.as_written",
        "Date.calendar",
        "Event.ids",
        "Event.name",
        "Event.names",
        "Event.note",
        "Event.place",
        "Event.series",
        "Event.tags",
        "Event.url",
        "Kind.class",
        "Kind.description",
        "Kind.label",
        "Line.description",
        "Line.inverse",
        "Line.label",
        "Members.note",
        "Members.of",
        "Model.note",
        "Model.title",
        "Name.lang",
        "Name.note",
        "Name.text",
        "Number.note",
        "Number.of",
        "Organ.functions",
        "Organ.ids",
        "Organ.jurisdiction",
        "Organ.legal_basis",
        "Organ.mandates",
        "Organ.name",
        "Organ.names",
        "Organ.note",
        "Organ.place",
        "Organ.tags",
        "Organ.url",
        "Person.ids",
        "Person.name",
        "Person.names",
        "Person.note",
        "Person.tags",
        "Person.url",
        "Post.ids",
        "Post.names",
        "Post.note",
        "Post.tags",
        "Post.title",
        "Post.url",
        "Remit.note",
        "Remit.text",
        "Seat.note",
        "Seat.title",
        "Size.note",
        "Source.author",
        "Source.file",
        "Source.ids",
        "Source.kind",
        "Source.lang",
        "Source.note",
        "Source.publisher",
        "Source.title",
        "Source.url",
        "Tenure.note",
        "TransitionSpec.how",
        "TransitionSpec.name",
        "TransitionSpec.note",
        "Under.note",
        "UserRule.message",
        "ViewSpec.note",
        "ViewSpec.title",
    ];

    fn free_texts(
        record: RecordSlot,
        seen: &mut BTreeSet<&'static str>,
        free: &mut BTreeSet<String>,
    ) {
        if !seen.insert(record.record.name) {
            return;
        }
        for field in record.record.fields {
            let slot = record.slot(field);
            let item = match slot.map() {
                Some((keys, value)) => {
                    assert!(keys.is_some(), "{}.{}", record.record.name, field.name);
                    value
                }
                None => slot.item(),
            };
            if [slot.text(), item.text()].contains(&Some(TextRole::Free)) {
                free.insert(format!("{}.{}", record.record.name, field.name));
            }
            for inner in [item.record(None), slot.record(Some("Claim"))].into_iter().flatten() {
                free_texts(inner, seen, free);
            }
            if let Some(inner) = slot.record(None) {
                free_texts(inner, seen, free);
            }
        }
    }

    #[test]
    fn every_text_of_every_record_has_its_role() {
        let (mut seen, mut free) = (BTreeSet::new(), BTreeSet::new());
        for role in [FileRole::Model, FileRole::Charter] {
            let whole = Slot::of_file(role).and_then(|slot| slot.record(None)).unwrap();
            free_texts(whole, &mut seen, &mut free);
        }
        // What is new here is either free for anybody to fill, or needs its role above.
        let known: BTreeSet<String> = FREE.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(free, known);
        for record in ["Organ", "Tenure", "TransitionSpec", "ViewSpec", "Kind", "Date", "Claim"] {
            assert!(seen.contains(record), "{record}");
        }
    }
}
