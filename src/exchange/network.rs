//! A model as a plain network of nodes and edges with attributes, for tools that know no more.
//!
//! Takes a model, gives a [`Network`]: organs, events, posts and people are nodes; superiors,
//! transitions, tenures, seats and the rest are edges. Citations and rival claims go along as texts.
//! Draws nothing, writes nothing.

use std::collections::BTreeSet;

use crate::model::{Choice, Cite, Date, Disputed, Modality, Model, Text, Transition, is_default};
use crate::time::{Day, Period};

use super::identifiers::{Identifiers, pairs};
use super::{modality, ron_line};

/// Nodes and edges with attributes.
#[derive(Default)]
pub(super) struct Network {
    pub(super) title: String,
    /// The names of all attributes, for formats that declare them first.
    pub(super) attributes: &'static [&'static str],
    /// Whether an edge between two has no direction.
    pub(super) is_undirected: bool,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

pub(super) struct Node {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) days: Days,
}

pub(super) struct Edge {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) label: String,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) days: Days,
}

/// The first and the last day that something may have held, where they are bounded.
#[derive(Copy, Clone, Default)]
pub(super) struct Days {
    pub(super) first: Option<Day>,
    pub(super) last: Option<Day>,
}

/// The attributes of a model.
const ATTRIBUTES: [&str; 23] = [
    "class",
    "kind",
    "kinds",
    "date",
    "dates",
    "place",
    "places",
    "numbers",
    "functions",
    "mandates",
    "jurisdiction",
    "legal_basis",
    "tags",
    "ids",
    "url",
    "relation",
    "status",
    "on_behalf_of",
    "names",
    "note",
    "cites",
    "modality",
    "reliability",
];

/// What all things say in the end.
struct Common<'m, 't> {
    model: &'m Model<'t>,
    note: &'m Text<'t>,
    cite: &'m [Cite<'t>],
    modality: Modality,
}

fn common(into: &mut Vec<(&'static str, String)>, common: &Common<'_, '_>) {
    put(into, "note", common.note.to_string());
    let cites: Vec<String> = common.cite.iter().map(ron_line::text).collect();
    put(into, "cites", cites.join("; "));
    let modality = (!is_default(&common.modality)).then(|| common.modality.name().to_owned());
    put(into, "modality", modality.unwrap_or_default());
    let weak = modality::is_weak(common.model, common.cite);
    put(into, "reliability", if weak { "Low".to_owned() } else { String::new() });
}

/// Identifiers elsewhere, and the page of a thing.
fn known_as(into: &mut Vec<(&'static str, String)>, ids: &Identifiers<'_>, url: &str) {
    let ids: Vec<String> = pairs(ids).map(|(scheme, id)| format!("{scheme}: {id}")).collect();
    put(into, "ids", ids.join("; "));
    put(into, "url", url.to_owned());
}

fn put(into: &mut Vec<(&'static str, String)>, name: &'static str, value: String) {
    if !value.is_empty() {
        into.push((name, value));
    }
}

/// The preferred text, and all claims as RON where there are several or some evidence.
fn texts(
    into: &mut Vec<(&'static str, String)>,
    [one, all]: [&'static str; 2],
    values: &Disputed<'_, Text<'_>>,
) {
    let Some(preferred) = values.preferred() else { return };
    put(into, one, preferred.to_string());
    if *values != Disputed::from(preferred.clone()) {
        put(into, all, ron_line::text(values));
    }
}

/// The preferred date, and all claims as RON where there are several or some evidence.
fn dates(into: &mut Vec<(&'static str, String)>, dates: &Disputed<'_, Date<'_>>) -> Days {
    let Some(preferred) = dates.preferred() else { return Days::default() };
    put(into, "date", preferred.edtf.to_string());
    if *dates != Disputed::from(preferred.clone()) {
        put(into, "dates", ron_line::text(dates));
    }
    let Ok(period) = Period::parse(&preferred.edtf) else { return Days::default() };
    let (first, last) = period.possible_days();
    let bounded = |day: Day| Some(day).filter(|day| day.is_bounded());
    Days { first: bounded(first), last: bounded(last) }
}

impl Network {
    /// The network of a model.
    pub(super) fn of(model: &Model<'_>) -> Network {
        let mut network = Network {
            title: model.title.to_string(),
            attributes: &ATTRIBUTES,
            ..Network::default()
        };
        network.organs(model);
        network.events(model);
        network.posts(model);
        network.people(model);
        for transition in &model.transitions {
            network.transition(model, transition);
        }
        network.strangers();
        network
    }

    fn node(
        &mut self,
        class: &str,
        id: &str,
        name: &str,
        fill: impl FnOnce(&mut Vec<(&'static str, String)>) -> Days,
    ) {
        let mut attributes = vec![("class", class.to_owned())];
        let days = fill(&mut attributes);
        let label = if name.is_empty() { id } else { name }.to_owned();
        self.nodes.push(Node { id: id.to_owned(), label, attributes, days });
    }

    fn edge(
        &mut self,
        ends: [&str; 2],
        label: &str,
        fill: impl FnOnce(&mut Vec<(&'static str, String)>) -> Days,
    ) {
        let mut attributes = vec![("relation", label.to_owned())];
        let days = fill(&mut attributes);
        let [from, to] = ends.map(str::to_owned);
        self.edges.push(Edge { from, to, label: label.to_owned(), attributes, days });
    }

    fn organs(&mut self, model: &Model<'_>) {
        for (id, organ) in &model.organs {
            self.node("organ", id, &organ.name, |into| {
                texts(into, ["kind", "kinds"], &organ.kind);
                let days = dates(into, &organ.existence);
                texts(into, ["place", "places"], &organ.place);
                let members: Vec<String> = organ.members.iter().map(ron_line::text).collect();
                put(into, "numbers", members.join("; "));
                for (name, remits) in [
                    ("functions", &organ.functions),
                    ("mandates", &organ.mandates),
                    ("jurisdiction", &organ.jurisdiction),
                    ("legal_basis", &organ.legal_basis),
                ] {
                    let said: Vec<String> = remits.iter().map(ron_line::text).collect();
                    put(into, name, said.join("; "));
                }
                put(into, "tags", organ.tags.join("; "));
                known_as(into, &organ.ids, &organ.url);
                put(into, "names", names(&organ.names));
                common(
                    into,
                    &Common {
                        model,
                        note: &organ.note,
                        cite: &organ.cite,
                        modality: modality::of_entry(organ.modality, &organ.existence),
                    },
                );
                days
            });
            for under in &organ.under {
                let line = if under.line.is_empty() { "part_of" } else { &under.line };
                let is_own = !under.cite.is_empty() || under.modality != Modality::default();
                let modality = if is_own { under.modality } else { organ.modality };
                let modality = modality::of_entry(modality, &under.during);
                self.edge([id, &under.organ], &modality.of_word(line), |into| {
                    let days = dates(into, &under.during);
                    let cite = if under.cite.is_empty() { &organ.cite } else { &under.cite };
                    common(into, &Common { model, note: &under.note, cite, modality });
                    days
                });
            }
        }
    }

    fn events(&mut self, model: &Model<'_>) {
        for (id, event) in &model.events {
            self.node("event", id, &event.name, |into| {
                put(into, "kind", event.kind.to_string());
                let days = dates(into, &event.on);
                texts(into, ["place", "places"], &event.place);
                let numbers: Vec<String> = event.numbers.iter().map(ron_line::text).collect();
                put(into, "numbers", numbers.join("; "));
                put(into, "tags", event.tags.join("; "));
                known_as(into, &event.ids, &event.url);
                put(into, "names", names(&event.names));
                common(
                    into,
                    &Common {
                        model,
                        note: &event.note,
                        cite: &event.cite,
                        modality: modality::of_entry(event.modality, &event.on),
                    },
                );
                days
            });
            for (ids, relation) in [
                (&event.organs, "of"),
                (&event.by, "called_by"),
                (&event.bodies, "had"),
                (&event.people, "attended_by"),
            ] {
                for other in ids {
                    self.edge([id, other], relation, |_| Days::default());
                }
            }
        }
    }

    fn posts(&mut self, model: &Model<'_>) {
        for (id, post) in &model.posts {
            self.node("post", id, &post.title, |into| {
                put(into, "kind", post.kind.to_string());
                let days = dates(into, &post.existence);
                put(into, "tags", post.tags.join("; "));
                known_as(into, &post.ids, &post.url);
                put(into, "names", names(&post.names));
                common(
                    into,
                    &Common {
                        model,
                        note: &post.note,
                        cite: &post.cite,
                        modality: modality::of_entry(post.modality, &post.existence),
                    },
                );
                days
            });
            if !post.organ.is_empty() {
                self.edge([id, &post.organ], "post_of", |_| Days::default());
            }
            for under in &post.under {
                let line = if under.line.is_empty() { "reports_to" } else { &under.line };
                let is_own = !under.cite.is_empty() || under.modality != Modality::default();
                let modality = if is_own { under.modality } else { post.modality };
                let modality = modality::of_entry(modality, &under.during);
                self.edge([id, &under.post], &modality.of_word(line), |into| {
                    let days = dates(into, &under.during);
                    let cite = if under.cite.is_empty() { &post.cite } else { &under.cite };
                    common(into, &Common { model, note: &under.note, cite, modality });
                    days
                });
            }
        }
        for tenure in &model.tenures {
            let modality = modality::of_entry(tenure.modality, &tenure.during);
            let (from, word) = match tenure.is_vacancy() {
                true => (&tenure.post, "vacant"),
                false => (&tenure.person, "held"),
            };
            self.edge([from, &tenure.post], &modality.of_word(word), |into| {
                let days = dates(into, &tenure.during);
                put(into, "status", tenure.status.to_string());
                put(into, "on_behalf_of", tenure.on_behalf_of.join("; "));
                common(into, &Common { model, note: &tenure.note, cite: &tenure.cite, modality });
                days
            });
        }
    }

    fn people(&mut self, model: &Model<'_>) {
        for (id, person) in &model.people {
            self.node("person", id, &person.name, |into| {
                let edtf = |dates: &Disputed<'_, Date<'_>>| {
                    dates.preferred().map(|date| date.edtf.to_string()).unwrap_or_default()
                };
                let (born, died) = (edtf(&person.born), edtf(&person.died));
                if !(born.is_empty() && died.is_empty()) {
                    put(into, "date", format!("{born}/{died}"));
                }
                put(into, "tags", person.tags.join("; "));
                known_as(into, &person.ids, &person.url);
                put(into, "names", names(&person.names));
                common(
                    into,
                    &Common {
                        model,
                        note: &person.note,
                        cite: &person.cite,
                        modality: person.modality,
                    },
                );
                Days::default()
            });
        }
        for seat in &model.seats {
            let modality = modality::of_entry(seat.modality, &seat.during);
            let (from, word) = match (seat.is_vacancy(), seat.is_of_a_post()) {
                (true, _) => (&seat.organ, "vacant"),
                (_, true) => (&seat.ex_officio, "seat_ex_officio_in"),
                _ => (&seat.person, "seat_in"),
            };
            self.edge([from, &seat.organ], &modality.of_word(word), |into| {
                put(into, "kind", seat.title.to_string());
                let days = dates(into, &seat.during);
                put(into, "status", seat.membership.to_string());
                put(into, "on_behalf_of", seat.on_behalf_of.join("; "));
                common(into, &Common { model, note: &seat.note, cite: &seat.cite, modality });
                days
            });
        }
    }

    /// A transition is an edge from each organ before it to each after it; one that would be far
    /// more edges than it has ends is a node between them.
    fn transition(&mut self, model: &Model<'_>, transition: &Transition<'_>) {
        const FEW: usize = 4;
        let change = &transition.change;
        let modality = modality::of_entry(change.modality, &change.on);
        let relation = modality.of_word(&transition.kind.name().to_lowercase());
        let fill = |attributes: &mut Vec<(&'static str, String)>| {
            put(attributes, "kind", change.how.to_string());
            let days = dates(attributes, &change.on);
            let (note, cite) = (&change.note, &*change.cite);
            common(attributes, &Common { model, note, cite, modality });
            days
        };
        let (from, into) = (change.from.len(), change.into.len());
        if from.saturating_mul(into) > FEW * (from + into) {
            // No id of a model has a blank.
            let id = format!("transition {}", self.nodes.len());
            self.node("transition", &id, &relation, fill);
            change.from.iter().for_each(|from| self.edge([from, &id], &relation, fill));
            change.into.iter().for_each(|into| self.edge([&id, into], &relation, fill));
            return;
        }
        for from in &change.from {
            change.into.iter().for_each(|into| self.edge([from, into], &relation, fill));
        }
    }

    /// Formats want a node at both ends of an edge: an id that the model lacks becomes a bare one.
    fn strangers(&mut self) {
        let known: BTreeSet<&str> = self.nodes.iter().map(|node| node.id.as_str()).collect();
        let ends = self.edges.iter().flat_map(|edge| [&edge.from, &edge.to]);
        let strangers: BTreeSet<String> =
            ends.filter(|id| !known.contains(id.as_str())).cloned().collect();
        for id in strangers {
            self.node("unknown", &id, "", |_| Days::default());
        }
    }
}

fn names(names: &[crate::model::Name<'_>]) -> String {
    names.iter().map(|name| &*name.text).collect::<Vec<_>>().join("; ")
}
