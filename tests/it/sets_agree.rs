//! All verbs, pictures and exports of one question show the same things with the same answers: over many dates and
//! several perspectives, on the models that are shipped.
//!
//! Takes what `query` finds as the set that all others must show: a tree, a hierarchy, a network, an export, `show`,
//! `who`, a roster, tenures and a diff. Works out nothing itself.

use std::collections::{BTreeMap, BTreeSet};

use organigram::ask::{DiffMark, Holding, Standing};
use organigram::graph::{Class, Item, NodeIx, RelationKind, Slice};
use organigram::model::{Modality, Show};
use organigram::project::{
    Compare, ExportFormat, ExportRequest, Project, QueryColumn, QueryRequest, Question, Request,
    Session, Who,
};
use organigram::time::{Answer, Day};
use organigram::view::{Body, View};
use serde_json::Value;

const DATES: usize = 30;

/// What is shown: ids with how sure they are.
type Shown = BTreeMap<String, Answer>;

/// A model, and how much of it is asked: of large ones every date, but not everything at each.
struct Sample {
    project: Project,
    name: &'static str,
    /// At every so many dates also pictures and exports are made, and so many things are asked about one by one.
    every: usize,
    most: usize,
}

impl Sample {
    fn small(name: &'static str) -> Sample {
        Sample::asked(name, 4, 5)
    }

    fn large(name: &'static str) -> Sample {
        Sample::asked(name, 15, 2)
    }

    /// With `SETS_EVERY_DATE` set, everything at each date.
    fn asked(name: &'static str, every: usize, most: usize) -> Sample {
        let project = Project::open(format!("models/{name}.ron")).unwrap();
        match std::env::var_os("SETS_EVERY_DATE") {
            Some(_) => Sample { project, name, every: 1, most },
            None => Sample { project, name, every, most },
        }
    }

    fn is_all(&self, at: usize) -> bool {
        at.is_multiple_of(self.every)
    }
}

/// The days between which most happens, one after the other.
fn dates(project: &Project) -> Vec<Day> {
    let slice = Slice::all(project.graph());
    let spells = project.graph().organs().flat_map(|organ| slice.spells(organ));
    let ends = spells.flat_map(|spell| [spell.start().latest, spell.end().latest.next()]);
    let mut days: Vec<Day> = ends.filter(|day| day.is_bounded()).collect();
    days.sort_unstable();
    days.dedup();
    (0..DATES).map(|at| days[at * (days.len() - 1) / (DATES - 1)]).collect()
}

/// All sources, the one cited most alone, all without it, and what is asserted or reported, presumed for ten years.
fn perspectives(project: &Project) -> [Question; 4] {
    let graph = project.graph();
    let cited = |source: &str| {
        let of = |at: u32| graph.cites(Item::Node(NodeIx(at)));
        (0..graph.len() as u32)
            .flat_map(of)
            .filter(|cite| graph.source_id(cite.source) == source)
            .count()
    };
    let sources: Vec<&str> =
        graph.sources().map(|source| graph.source_id(source)).take(8).collect();
    let source = sources.iter().max_by_key(|source| cited(source)).map_or("", |source| *source);
    let all = Question::default();
    let [mut alone, mut without, mut known] = [all.clone(), all.clone(), all.clone()];
    if !source.is_empty() {
        alone.according_to = vec![source.to_owned()];
        without.without = vec![source.to_owned()];
    }
    known.modality = vec![Modality::Asserted, Modality::Reported];
    known.presume_for = Some("10y".parse().unwrap());
    [all, alone, without, known]
}

/// What an expression finds, by id.
fn found(session: &Session<'_>, question: &Question, expression: &str) -> Shown {
    let request = QueryRequest::new(expression).columns(&[QueryColumn::Id]);
    let rows = session.query(question, &request).unwrap().rows;
    let rows = rows.into_iter().map(|row| (row.id.unwrap_or_default().to_owned(), row.answer));
    rows.filter(|(_, answer)| *answer > Answer::No).collect()
}

/// Those of some holdings that make somebody the holder or a member, by person.
fn serving<'h, 'g: 'h>(
    question: &Question,
    holdings: impl Iterator<Item = &'h Holding<'g>>,
) -> Shown {
    // `who` reports what is merely possible always.
    let least = question.threshold().least();
    let held = holdings.filter(|holding| holding.standing <= Standing::Perhaps);
    let held = held.filter(|holding| holding.answer >= least);
    let mut shown = Shown::new();
    for holding in held {
        let known = shown.entry(holding.person.to_owned()).or_insert(holding.answer);
        *known = holding.answer.max(*known);
    }
    shown
}

/// Who stands in the lists of some bodies as more than honoured or forecast.
fn entries<'v>(bodies: impl Iterator<Item = &'v Body>) -> BTreeSet<String> {
    let entries = bodies.flat_map(|body| &body.lists).flat_map(|list| &list.entries);
    let held = entries.filter(|entry| entry.status.is_holder() && entry.mark.modality.is_held());
    held.map(|entry| entry.person.clone()).collect()
}

/// Some bodies with those that stand within them.
fn all_bodies(bodies: &[Body]) -> Vec<&Body> {
    bodies.iter().flat_map(|body| [vec![body], all_bodies(&body.bodies)].concat()).collect()
}

fn pairs(of: impl Iterator<Item = (String, String, Answer)>) -> BTreeMap<(String, String), Answer> {
    let mut pairs = BTreeMap::new();
    for (unit, superior, answer) in of {
        let known = pairs.entry((unit, superior)).or_insert(answer);
        *known = answer.max(*known);
    }
    pairs
}

#[track_caller]
fn same<T: PartialEq + std::fmt::Debug>(what: &str, at: &str, right: &T, found: &T) {
    assert!(right == found, "{what} differs, {at}\n  query: {right:?}\n  {what}: {found:?}");
}

/// The organs and who stood under whom, in the tree, two pictures and an export.
fn organs(sample: &Sample, session: &Session<'_>, question: &Question, at: &str, is_all: bool) {
    let project = &sample.project;
    let right = found(session, question, "organs()");
    let ids: BTreeSet<String> = right.keys().cloned().collect();
    let rows = project.tree(question, None, None).unwrap();
    same("tree", at, &ids, &rows.iter().map(|row| row.id.to_owned()).collect());
    let mut above: Vec<String> = Vec::new();
    let mut stood = Vec::new();
    for row in &rows {
        above.truncate(row.level as usize);
        match above.last() {
            Some(superior) => stood.push((row.id.to_owned(), superior.clone(), row.answer)),
            None => same("tree", at, &right[row.id], &row.answer),
        }
        above.push(row.id.to_owned());
    }
    let stood = pairs(stood.into_iter());
    for id in ids.iter().step_by(ids.len() / sample.most + 1) {
        same("show", at, &right[id], &project.show(question, id).unwrap().answer);
        let units: BTreeSet<String> =
            found(session, question, &format!("units(\"{id}\")")).into_keys().collect();
        let under =
            stood.keys().filter(|(_, superior)| superior == id).map(|(unit, _)| unit.clone());
        same("tree", at, &units, &under.collect());
    }
    if !is_all {
        return;
    }
    let mut request = Request::hierarchy();
    request.question = question.clone();
    let View::Hierarchy(chart) = project.view(&request).unwrap() else { panic!("a hierarchy") };
    let cards = chart.cards.iter().map(|card| (card.id.clone(), card.mark.answer));
    same("hierarchy", at, &right, &cards.collect());
    let id = |card: usize| chart.cards[card].id.clone();
    let main = chart.cards.iter().filter_map(|card| {
        let superior = card.superior.as_ref()?;
        Some((card.id.clone(), id(superior.card), superior.mark.answer))
    });
    let extras = chart.extras.iter().map(|extra| (id(extra.to), id(extra.from), extra.mark.answer));
    same("hierarchy", at, &stood, &pairs(main.chain(extras)));
    let mut request = Request::network().only("organs()");
    request.question = question.clone();
    let View::Network(network) = project.view(&request).unwrap() else { panic!("a network") };
    let cards = network.cards.iter().map(|card| (card.id.clone(), card.mark.answer));
    same("network", at, &right, &cards.collect());
    let json = project.export(question, &ExportRequest::new(ExportFormat::Json)).unwrap();
    let json: Value = serde_json::from_str(&json.files[0].1).unwrap();
    let none = serde_json::Map::new();
    let exported = json["organs"].as_object().unwrap_or(&none);
    same("export", at, &ids, &exported.keys().cloned().collect());
    let mut under = BTreeSet::new();
    for (unit, organ) in exported {
        let superiors = organ.get("under").cloned().unwrap_or_default();
        let list = superiors.as_array().cloned().unwrap_or_else(|| vec![superiors]);
        for superior in list.iter().filter(|superior| !superior.is_null()) {
            let id = superior.as_str().or_else(|| superior["organ"].as_str()).unwrap();
            under.insert((unit.clone(), id.to_owned()));
        }
    }
    let structure = (ids, stood.into_keys().collect());
    same("export", at, &structure.1, &under);
    exports(project, question, at, &structure);
}

/// Organs, and who stood under whom.
type Structure = (BTreeSet<String>, BTreeSet<(String, String)>);

/// The organs of every other export that keeps their ids, and who stood under whom where it keeps all lines.
fn exports(project: &Project, question: &Question, at: &str, (ids, stood): &Structure) {
    let export = |format| project.export(question, &ExportRequest::new(format)).unwrap().files;
    let lines = project.graph().line_names();
    for format in [ExportFormat::Graphml, ExportFormat::Gexf, ExportFormat::Dot] {
        let text = &export(format)[0].1;
        let is_dot = format == ExportFormat::Dot;
        let (nodes, edges) = if is_dot { network_of_dot(text) } else { network_of_xml(text) };
        let organs: BTreeSet<String> =
            nodes.into_iter().filter(|(_, class)| class == "organ").map(|(id, _)| id).collect();
        same(&format!("export {format:?}"), at, ids, &organs);
        let unders =
            edges.into_iter().filter(|(_, _, relation)| lines.contains(&relation.as_str()));
        let unders = unders.map(|(unit, superior, _)| (unit, superior)).collect();
        same(&format!("export {format:?}"), at, stood, &unders);
    }
    let popolo: Value = serde_json::from_str(&export(ExportFormat::Popolo)[0].1).unwrap();
    let organizations = popolo["organizations"].as_array().unwrap();
    let id = |organization: &Value| organization["id"].as_str().unwrap().to_owned();
    // What is only planned is no organization of Popolo.
    let is_held = |id: &&String| {
        let graph = project.graph();
        graph.node(id).is_some_and(|organ| graph.modality(Item::Node(organ)).is_held())
    };
    let held: BTreeSet<String> = ids.iter().filter(is_held).cloned().collect();
    same("export popolo", at, &held, &organizations.iter().map(id).collect());
    let ron = export(ExportFormat::Ron).remove(0).1;
    let read = Project::from_text("export.ron", ron);
    let graph = read.graph();
    let organs = graph.organs().map(|organ| graph.id(organ).to_owned());
    same("export ron", at, ids, &organs.collect());
    let tables = export(ExportFormat::Csv);
    let organs = tables.iter().find(|(name, _)| name.ends_with("organs.csv"));
    let organs = organs.map_or("", |(_, text)| text.as_str()).trim_start_matches('\u{feff}');
    let rows = csv::Reader::from_reader(organs.as_bytes()).into_records();
    let first = rows.map(|row| row.unwrap()[0].to_owned());
    same("export csv", at, ids, &first.collect());
}

/// The nodes with their classes, and the edges with their relations.
type Network = (Vec<(String, String)>, Vec<(String, String, String)>);

/// Those of GraphML and GEXF: an element for each, with its class and its relation within.
fn network_of_xml(text: &str) -> Network {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut network, mut key) = (Network::default(), String::new());
    loop {
        let (element, is_open) = match reader.read_event().unwrap() {
            Event::Start(element) => (element, true),
            Event::Empty(element) => (element, false),
            Event::Text(text) if key == "class" || key == "relation" => {
                note(&mut network, &key, &text);
                continue;
            }
            Event::End(_) => {
                key.clear();
                continue;
            }
            Event::Eof => return network,
            _ => continue,
        };
        let attribute = |name: &str| {
            let found = element.try_get_attribute(name).unwrap()?;
            Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned())
        };
        let name = element.name();
        match name.as_ref() {
            "node" => network.0.push((attribute("id").unwrap(), String::new())),
            "edge" => {
                let [from, to] = ["source", "target"].map(|end| attribute(end).unwrap());
                network.1.push((from, to, String::new()));
            }
            // GraphML declares the keys of nodes and of edges apart.
            "data" if is_open => {
                key = attribute("key").unwrap().trim_start_matches("edge-").to_owned();
            }
            "attvalue" => {
                note(&mut network, &attribute("for").unwrap(), &attribute("value").unwrap());
            }
            _ => {}
        }
    }
}

/// Notes a value of the node or the edge that was read last.
fn note(network: &mut Network, key: &str, value: &str) {
    match key {
        "class" if network.1.is_empty() => {
            network.0.last_mut().expect("a node stands before").1 = value.to_owned();
        }
        "relation" if !network.1.is_empty() => {
            network.1.last_mut().expect("an edge stands before").2 = value.to_owned();
        }
        _ => {}
    }
}

/// Those of DOT: a line for each.
fn network_of_dot(text: &str) -> Network {
    let quoted = |text: &str| text.trim().trim_matches('"').to_owned();
    let field = |text: &str, name: &str| {
        let (_, rest) = text.split_once(&format!("{name}=\"")).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let mut network = Network::default();
    for line in text.lines().filter(|line| line.starts_with("  \"")) {
        let (what, fields) = line.split_once(" [").unwrap();
        match what.split_once(" -> ") {
            Some((from, to)) => {
                network.1.push((quoted(from), quoted(to), field(fields, "_relation")));
            }
            None => network.0.push((quoted(what), field(fields, "_class"))),
        }
    }
    network
}

/// Who held posts and sat in organs, by `who` and the query language, in a roster and in tenures.
fn people(sample: &Sample, session: &Session<'_>, question: &Question, at: &str, is_all: bool) {
    let (project, graph) = (&sample.project, sample.project.graph());
    let posts: Vec<NodeIx> = graph.nodes(Class::Post).collect();
    for post in posts.iter().step_by(posts.len() / sample.most + 1) {
        let id = graph.id(*post);
        let Who::Post(who) = project.who(question, id).unwrap() else { panic!("a post") };
        let right = found(session, question, &format!("holders(\"{id}\")"));
        same("who", &format!("{id}, {at}"), &right, &serving(question, who.holdings.iter()));
        if is_all {
            let mut request = Request::tenures().root(id);
            request.question = question.clone();
            let bars = match project.view(&request) {
                Ok(View::Tenures(view)) => view.rows.into_iter().flat_map(|row| row.bars).collect(),
                _ => Vec::new(),
            };
            let held =
                bars.iter().filter(|bar| bar.status.is_holder() && bar.mark.modality.is_held());
            let drawn: BTreeSet<String> = held.map(|bar| bar.person.clone()).collect();
            same("tenures", &format!("{id}, {at}"), &right.into_keys().collect(), &drawn);
        }
    }
    let has_seats =
        |organ: &NodeIx| graph.relations_to(*organ).any(|tie| tie.kind == RelationKind::Seat);
    let bodies: Vec<NodeIx> = graph.organs().filter(has_seats).collect();
    for body in bodies.iter().step_by(bodies.len() / sample.most + 1) {
        let id = graph.id(*body);
        let at = format!("{id}, {at}");
        let Who::Organ(who) = project.who(question, id).unwrap() else { panic!("an organ") };
        let right = found(session, question, &format!("members(\"{id}\")"));
        let seats = who.full.iter().chain(&who.candidates).chain(&who.others);
        same("who", &at, &right, &serving(question, seats.clone()));
        if !is_all || found(session, question, &format!("\"{id}\"")).is_empty() {
            continue;
        }
        let mut request = Request::roster().root(id);
        request.question = question.clone();
        let View::Roster(roster) = project.view(&request).unwrap() else { panic!("a roster") };
        let holdings = seats.chain(who.posts.iter().flat_map(|post| &post.holdings));
        let right: BTreeSet<String> = serving(question, holdings).into_keys().collect();
        let bodies = &roster.sides[0].bodies;
        // Who sits in a smaller body of the same people stands in that one alone.
        let (own, all) = (entries(bodies.iter()), entries(all_bodies(bodies).into_iter()));
        same("roster", &at, &true, &own.is_subset(&right));
        same("roster", &at, &Vec::<&String>::new(), &right.difference(&all).collect());
    }
}

/// What came and went between two dates, by the sets that a query finds at either.
fn difference(session: &Session<'_>, project: &Project, question: &Question, days: [Day; 2]) {
    let shown = |day: Day| {
        let then = question.clone().as_of(day.to_string());
        found(session, &then, "organs()").into_keys().collect::<BTreeSet<String>>()
    };
    let (before, after) = (shown(days[0]), shown(days[1]));
    let compare = Compare::dates(days[0].to_string(), days[1].to_string());
    let marks = project.diff(question, &compare).unwrap().marks;
    let marked = |mark: DiffMark| {
        let ids = marks.iter().filter(|(_, known)| **known == mark).map(|(id, _)| id.clone());
        ids.collect::<BTreeSet<String>>()
    };
    let (added, removed) = (marked(DiffMark::Added), marked(DiffMark::Removed));
    let at = format!("{days:?}");
    let is_in = |some: BTreeSet<String>, all: &BTreeSet<String>| {
        some.iter().filter(|id| !all.contains(*id)).cloned().collect::<Vec<_>>()
    };
    let none = Vec::<String>::new();
    same("diff", &at, &none, &is_in(&after - &before, &added));
    same("diff", &at, &none, &is_in(&before - &after, &removed));
    same("diff", &at, &none, &(&added & &before).into_iter().collect());
    same("diff", &at, &none, &(&removed & &after).into_iter().collect());
}

fn agree(sample: &Sample) {
    let session = sample.project.session();
    let dates = dates(&sample.project);
    for (who, question) in perspectives(&sample.project).into_iter().enumerate() {
        for (at, day) in dates.iter().enumerate() {
            let mut then = question.clone().as_of(day.to_string());
            if at % 2 == 1 {
                then.show = Show::Possible;
            }
            let is_all = sample.is_all(at);
            let place =
                format!("{} as of {day} in perspective {who}, {:?}", sample.name, then.show);
            organs(sample, &session, &then, &place, is_all);
            people(sample, &session, &then, &place, is_all);
            if is_all && at > 0 {
                difference(&session, &sample.project, &question, [dates[at - 1], *day]);
            }
        }
    }
}

#[test]
fn verbs_pictures_and_exports_agree_on_small_models() {
    ["wpk", "ministry", "six-scripts", "chess-club", "genealogies"]
        .map(Sample::small)
        .iter()
        .for_each(agree);
}

#[test]
fn verbs_pictures_and_exports_agree_on_the_congress() {
    agree(&Sample::large("us-congress"));
}

#[test]
fn verbs_pictures_and_exports_agree_on_the_parties_of_the_world() {
    agree(&Sample::large("parlgov"));
}
