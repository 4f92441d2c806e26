//! A model as one Popolo document.
//!
//! Takes a model, gives JSON and a note for all that Popolo cannot say. What is only planned or forecast is left out.

use serde_json::{Map, Value, json};

use crate::exchange::dated_values::times_of_values;
use crate::exchange::identifiers::{Identifiers, pairs, remit_count};
use crate::exchange::modality;
use crate::exchange::no_person::{by_post, vacancies};
use crate::exchange::quotations::quotations;
use crate::model::{
    CharterRef, Cite, Date, Disputed, Modality, Model, Name, Organ, Seat, Tenure, Text, Under,
};
use crate::time::Period;

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
                ("identifiers", identifiers(&person.ids)),
                ("links", links(&person.url)),
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
                ("links", links(&post.url)),
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
                ("identifiers", identifiers(&event.ids)),
                ("links", links(&event.url)),
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
            ("identifiers", identifiers(&organ.ids)),
            ("links", links(&organ.url)),
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
                ("on_behalf_of_id", json!(tenure.on_behalf_of.first())),
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
                ("on_behalf_of_id", json!(seat.on_behalf_of.first())),
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

fn identifiers(ids: &Identifiers<'_>) -> Value {
    let one = |(scheme, id): (&str, &str)| json!({ "scheme": scheme, "identifier": id });
    pairs(ids).filter(|(_, id)| !id.is_empty()).map(one).collect()
}

fn links(url: &str) -> Value {
    if url.is_empty() { json!([]) } else { json!([{ "url": url }]) }
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
        (
            model.posts.values().map(|post| pairs(&post.ids).count()).sum(),
            "identifiers of posts: Popolo has them of organizations, persons and events",
        ),
        (
            model.organs.values().map(remit_count).sum(),
            "functions, mandates, territories and legal bases: Popolo has no fields for them",
        ),
        (
            model.events.values().map(|event| event.numbers.len()).sum::<usize>()
                + model.organs.values().map(|organ| organ.members.len()).sum::<usize>(),
            "numbers of members and of events: Popolo has no fields for them",
        ),
        (
            model.events.values().map(|event| event.bodies.len() + event.people.len()).sum(),
            "people and organs of events: Popolo has one organization of an event",
        ),
        (
            held_tenures(model)
                .map(|tenure| tenure.on_behalf_of.len().saturating_sub(1))
                .sum::<usize>()
                + held_seats(model)
                    .map(|seat| seat.on_behalf_of.len().saturating_sub(1))
                    .sum::<usize>(),
            "further bodies on whose behalf people sat: Popolo has one of a membership",
        ),
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
        (times_of_values(model), "times of kinds and places: Popolo keeps the preferred claim"),
        (quotations(model), "quotations of sources: Popolo has the address of a source alone"),
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
