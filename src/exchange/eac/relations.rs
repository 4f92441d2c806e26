//! What a document says of other entities: superiors, predecessors, people.
//!
//! Takes the relations of a description, gives superiors, change events and seats once all entities are known. The same
//! relation in two documents is one.

use super::dates::dates_in;
use super::gathered::{EacReader, RecordSources, RelatedEntity, Relationship};
use super::node::XmlNode;
use crate::graph::fold;
use crate::model::{
    At, Claim, Date, Disputed, OneOrMany, Organ, Person, Seat, SuccessionIn, Text, Transition,
    TransitionKind, TransitionSpec, Under,
};
use crate::text::to_id;

/// Gathers the relations of a description.
pub(super) fn relations(
    reader: &mut EacReader,
    id: &str,
    description: &XmlNode<'_>,
    sources: &RecordSources,
) {
    let Some(all) = description.first("relations") else { return };
    for node in &all.children {
        let related = match &*node.name {
            "cpfRelation" => of_version_1(node),
            "relation" => of_version_2(node),
            "resourceRelation" | "functionRelation" => {
                reader.leave(&format!("`{}`", node.name));
                continue;
            }
            _ => continue,
        };
        let Some((how, is_person, reference, name, role)) = related else {
            reader.leave("a relation of an unknown sort");
            continue;
        };
        let note = node.first("descriptiveNote").map(XmlNode::said).unwrap_or_default();
        let (of, during, cite) = (id.to_owned(), dates_in(node), sources.of_dates(node));
        let related =
            RelatedEntity { of, how, reference, name, is_person, role, during, note, cite };
        reader.related.push(related);
    }
}

type Related = (Relationship, bool, String, String, String);

fn of_version_1(node: &XmlNode<'_>) -> Option<Related> {
    let how = match node.attribute("cpfRelationType") {
        "hierarchical-parent" => Relationship::Superior,
        "hierarchical-child" => Relationship::Subordinate,
        "temporal-earlier" => Relationship::Earlier,
        "temporal-later" => Relationship::Later,
        "associative" | "" => Relationship::Associated,
        _ => return None,
    };
    let name = node.first("relationEntry").map(XmlNode::said).unwrap_or_default();
    let kind = node.attribute("role");
    let is_person = kind.ends_with("#Person") || kind.ends_with("person");
    Some((how, is_person, node.attribute("href").to_owned(), name, String::new()))
}

fn of_version_2(node: &XmlNode<'_>) -> Option<Related> {
    let target = node.first("targetEntity")?;
    let parts: Vec<String> = target.all("part").map(XmlNode::said).collect();
    let said = |name: &str| node.all(name).map(XmlNode::said).collect::<Vec<_>>().join("; ");
    let (kind, role) = (said("relationType").to_lowercase(), said("targetRole"));
    let small = role.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| kind.contains(word) || small == *word);
    let how = if has(&["hierarchical-parent", "superior", "parent"]) {
        Relationship::Superior
    } else if has(&["hierarchical-child", "subordinate", "child"]) {
        Relationship::Subordinate
    } else if has(&["temporal-earlier", "predecessor"]) {
        Relationship::Earlier
    } else if has(&["temporal-later", "successor"]) {
        Relationship::Later
    } else if kind.is_empty() || kind.contains("associative") {
        Relationship::Associated
    } else {
        return None;
    };
    let is_person = target.attribute("targetType") == "person";
    if target.attribute("targetType") == "resource" || target.attribute("targetType") == "function"
    {
        return None;
    }
    Some((how, is_person, target.attribute("valueURI").to_owned(), parts.join(", "), role))
}

impl EacReader {
    /// Puts all relations into the model.
    pub(super) fn relations(&mut self) {
        for related in std::mem::take(&mut self.related) {
            let Some(other) = self.other(&related) else {
                self.leave("a relation to something without a name");
                continue;
            };
            let is_person = |reader: &Self, id: &str| reader.model.people.contains_key(id);
            let (own, target) = (is_person(self, &related.of), is_person(self, &other));
            match (related.how, own, target) {
                (Relationship::Superior, false, false) => {
                    self.under(&related.of.clone(), &other, &related)
                }
                (Relationship::Subordinate, false, false) => {
                    self.under(&other, &related.of.clone(), &related)
                }
                (Relationship::Earlier, false, false) => {
                    self.succeeded(&other, &related.of.clone(), &related)
                }
                (Relationship::Later, false, false) => {
                    self.succeeded(&related.of.clone(), &other, &related)
                }
                (_, false, true) => self.seat(&other, &related.of.clone(), &related),
                (_, true, false) => self.seat(&related.of.clone(), &other, &related),
                (_, true, true) => self.leave("a relation between people"),
                (Relationship::Associated, ..) => {
                    self.leave("an associative relation between bodies")
                }
            }
        }
    }

    /// The entity that is spoken of: a record that was read, by its id or name, or one that is made of its name.
    fn other(&mut self, related: &RelatedEntity) -> Option<String> {
        let is_known =
            |id: &str| self.model.organs.contains_key(id) || self.model.people.contains_key(id);
        let last = related
            .reference
            .rsplit(['/', '#'])
            .next()
            .unwrap_or_default()
            .trim_end_matches(".xml");
        for reference in [related.reference.as_str(), last] {
            let id = to_id(reference);
            if !reference.is_empty() && is_known(&id) {
                return Some(id);
            }
        }
        if let Some(id) =
            self.by_name.get(&fold(&related.name)).filter(|_| !related.name.is_empty())
        {
            return Some(id.clone());
        }
        let is_id = !last.is_empty() && !related.reference.contains("://");
        let id = to_id(if is_id { last } else { &related.name });
        if id.is_empty() {
            return None;
        }
        let (name, cite) = (Text::from(related.name.clone()), related.cite.clone());
        if related.is_person {
            let person = Person { name, cite, ..Person::default() };
            self.model.people.entry(id.clone().into()).or_insert(person);
        } else {
            let organ = Organ { name, cite, ..Organ::default() };
            self.model.organs.entry(id.clone().into()).or_insert(organ);
        }
        if !related.name.is_empty() {
            self.by_name.insert(fold(&related.name), id.clone());
        }
        Some(id)
    }

    fn under(&mut self, organ: &str, superior: &str, related: &RelatedEntity) {
        let under = Under {
            organ: superior.to_owned().into(),
            during: claims(related),
            note: related.note.clone().into(),
            cite: related.cite.clone(),
            ..Under::default()
        };
        let Some(organ) = self.model.organs.get_mut(organ) else { return };
        let is_same =
            |known: &Under<'_>| known.organ == under.organ && alike(&known.during, &under.during);
        if !organ.under.iter().any(is_same) {
            organ.under.push(under);
        }
    }

    fn succeeded(&mut self, from: &str, into: &str, related: &RelatedEntity) {
        let on = related.during.first().map(|date| {
            // A change is a moment: of a range that begins then, the beginning.
            let edtf = date.edtf.split('/').next().unwrap_or_default().to_owned();
            Claim::bare(Date { edtf: edtf.into(), ..date.clone() }, At::default())
        });
        let change = TransitionSpec {
            from: OneOrMany::One(from.to_owned().into()),
            into: OneOrMany::One(into.to_owned().into()),
            on: on.into_iter().filter(|claim| !claim.value.edtf.is_empty()).collect(),
            r#in: match related.role.to_lowercase() {
                role if role.contains(" in law") => SuccessionIn::Law,
                role if role.contains(" in function") => SuccessionIn::Function,
                _ => SuccessionIn::Unsaid,
            },
            note: related.note.clone().into(),
            cite: related.cite.clone(),
            ..TransitionSpec::default()
        };
        let is_same = |known: &Transition<'_>| {
            known.change.from == change.from
                && known.change.into == change.into
                && alike(&known.change.on, &change.on)
        };
        if !self.model.transitions.iter().any(is_same) {
            self.model.transitions.push(Transition { kind: TransitionKind::Succeeded, change });
        }
    }

    fn seat(&mut self, person: &str, organ: &str, related: &RelatedEntity) {
        let role = match related.role.to_lowercase().as_str() {
            "member" => "",
            _ => related.role.as_str(),
        };
        let seat = Seat {
            person: person.to_owned().into(),
            organ: organ.to_owned().into(),
            title: role.to_owned().into(),
            during: claims(related),
            note: related.note.clone().into(),
            cite: related.cite.clone(),
            ..Seat::default()
        };
        let is_same = |known: &Seat<'_>| {
            (&known.person, &known.organ, &known.title) == (&seat.person, &seat.organ, &seat.title)
                && alike(&known.during, &seat.during)
        };
        if !self.model.seats.iter().any(is_same) {
            self.model.seats.push(seat);
        }
    }
}

fn claims(related: &RelatedEntity) -> Disputed<'static, Date<'static>> {
    related.during.iter().cloned().map(|date| Claim::bare(date, At::default())).collect()
}

/// Whether two accounts of a time are the same, however they were printed.
fn alike(one: &Disputed<'_, Date<'_>>, other: &Disputed<'_, Date<'_>>) -> bool {
    let edtf = |dates: &Disputed<'_, Date<'_>>| -> Vec<String> {
        dates.claims().iter().map(|claim| claim.value.edtf.to_string()).collect()
    };
    edtf(one) == edtf(other)
}
