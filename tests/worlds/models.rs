//! Small random models, each with all of its possible worlds in each perspective.

use std::collections::BTreeSet;

use super::claims::{self, Claims, Modality, Perspective};
use super::dates::{self, Date, SOURCES, Stay};
use super::names::{BorneName, NameUse};
use super::places::{HeldPlace, PlaceClaim};
use super::random::Random;

/// More worlds than this are not enumerated: another model is taken, or another question.
const MOST_WORLDS: usize = 3_000;

/// What a model is about.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// The organs a, b and c, and who stood under whom along two lines.
    Levels,
    /// The posts a, b and c, and which reported to which along two lines.
    Reports,
    /// The people h and k, who held the posts p and q and sat in the organ o, whose posts those are.
    Posts,
    /// The organs u, v, w and x, each grown out of others.
    Lineage,
    /// The organ n and its names, beside the organ m, which is called as n may have been.
    Names,
    /// The organ n and its places.
    Places,
}

/// The numbers of the post, of the organ and of another post in a world of people.
pub(crate) const POST: usize = 2;
pub(crate) const BODY: usize = 3;
pub(crate) const OTHER_POST: usize = 4;

impl Shape {
    /// The ids of what may be found.
    pub(crate) fn things(self) -> &'static [&'static str] {
        match self {
            Shape::Levels | Shape::Reports => &["a", "b", "c"],
            Shape::Posts => &["h", "k"],
            Shape::Lineage => &["u", "v", "w", "x"],
            Shape::Names | Shape::Places => &["n"],
        }
    }
}

/// A model and all that it claims.
pub(crate) struct Model {
    pub(crate) text: String,
    pub(crate) shape: Shape,
    parts: Vec<Part>,
}

/// Between two things, the first under, in or out of the second.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Relation {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The main line, or the other one.
    pub(crate) is_main: bool,
}

/// One way in which all of it may have been: the days of each fact.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    /// On which days each thing was there.
    pub(crate) lives: Vec<Vec<i8>>,
    /// On which days each relation held.
    pub(crate) relations: Vec<(Relation, Vec<i8>)>,
    /// The names that the organ bore besides its own.
    pub(crate) names: Vec<BorneName>,
    /// The places that are claimed of it, the preferred first.
    pub(crate) places: Vec<HeldPlace>,
    pub(crate) an_unrecorded_end_came: bool,
}

/// A date that is still open, and whose it is.
struct Part {
    relation: Option<Relation>,
    /// Who is cited for it without a date, and how it is said; its claims have their own citations.
    cite: Option<usize>,
    modality: Modality,
    what: Dating,
}

/// What dates a part.
enum Dating {
    Claims(Claims),
    /// Those of a tenure or a seat.
    Service(Claims),
    /// The same ways in every perspective in which it is cited; else at all times.
    Fixed(BTreeSet<Stay>),
    /// The life of an organ by its claims; the organ is there only where something that counts speaks of it.
    Organ(Claims),
    /// The life of a post, likewise; without a date it is there at all times.
    Post(Claims),
    /// The use of a name.
    Name(NameUse),
    /// A place.
    Place(PlaceClaim),
}

/// A random model with at least one world.
pub(crate) fn any(random: &mut Random) -> Model {
    loop {
        let (text, shape, parts) = match random.below(13) {
            0..4 => levels(random, Shape::Levels),
            11 | 12 => places(random),
            9 | 10 => levels(random, Shape::Reports),
            4 | 5 => posts(random),
            6 | 7 => lineage(random),
            _ => names(random),
        };
        let model = Model { text, shape, parts };
        if model.worlds(Perspective::All).is_some() {
            return model;
        }
    }
}

impl Model {
    /// The worlds of a perspective; nothing where there are none, or too many.
    pub(crate) fn worlds(&self, seen: Perspective) -> Option<Vec<World>> {
        let ways: Vec<_> =
            self.parts.iter().enumerate().map(|(at, _)| self.ways(at, seen)).collect();
        let count = ways.iter().map(BTreeSet::len).product::<usize>();
        if !(1..=MOST_WORLDS).contains(&count) {
            return None;
        }
        let mut worlds = vec![World::default()];
        for (part, ways) in self.parts.iter().zip(&ways) {
            let with = |world: &World, stay: &Stay| {
                let mut world = world.clone();
                world.an_unrecorded_end_came |= stay.unrecorded_end_came;
                match (part.relation, &part.what) {
                    (Some(relation), _) => world.relations.push((relation, stay.days.clone())),
                    (None, Dating::Place(place)) => world.places.extend(place.held(&stay.days)),
                    (None, Dating::Name(name)) => world.names.push(name.borne(&stay.days)),
                    (None, _) => world.lives.push(stay.days.clone()),
                }
                world
            };
            worlds = worlds.iter().flat_map(|w| ways.iter().map(move |s| with(w, s))).collect();
        }
        // Nobody holds a post that is vacant.
        worlds.retain(|world| !world.is_held_while_vacant());
        (!worlds.is_empty()).then_some(worlds)
    }

    fn ways(&self, at: usize, seen: Perspective) -> BTreeSet<Stay> {
        let part = &self.parts[at];
        let never = || BTreeSet::from([Stay { days: Vec::new(), unrecorded_end_came: false }]);
        let is_said = seen.counts(part.cite, part.modality);
        match &part.what {
            Dating::Place(place) => place.ways(seen),
            Dating::Name(name) => name.ways(seen).into_iter().collect(),
            Dating::Fixed(_) if !is_said && part.relation.is_some() => never(),
            Dating::Fixed(ways) if is_said => ways.clone(),
            // Of a post of which nothing that counts speaks, nobody knows.
            Dating::Fixed(_)
                if self.shape == Shape::Posts && at >= POST && !self.touches(at, seen) =>
            {
                never()
            }
            Dating::Fixed(_) => Date::always().ways,
            Dating::Claims(_) if !is_said => never(),
            Dating::Claims(claims) => {
                let ways = claims.ways(seen, &claims::always());
                match part.modality {
                    Modality::Planned => ways.into_iter().chain(never()).collect(),
                    _ => ways,
                }
            }
            // What is only planned makes nobody a holder.
            Dating::Service(claims) if claims.is_planned(seen, part.modality) => never(),
            Dating::Service(_) if !is_said => never(),
            Dating::Service(claims) => claims.ways(seen, &claims::always()),
            Dating::Organ(claims) | Dating::Post(claims) => {
                let undated = match part.what {
                    Dating::Organ(_) => claims::any_time(),
                    _ => claims::always(),
                };
                match is_said || claims.speaks(seen) || self.touches(at, seen) {
                    true => claims.ways(seen, &undated),
                    false => never(),
                }
            }
        }
    }

    /// Whether a relation that counts is of a thing.
    fn touches(&self, thing: usize, seen: Perspective) -> bool {
        let is_of = |part: &Part| {
            part.relation.is_some_and(|relation| [relation.from, relation.to].contains(&thing))
                && seen.counts(part.cite, part.modality)
        };
        self.parts.iter().any(is_of)
    }
}

const HEAD: &str =
    "Model(sources: { \"s\": Source(published: \"2000-01-03\"), \"t\": Source() },\n";
const LINES: &str =
    " charter: Charter(lines: { \"part_of\": Line(), \"guided_by\": Line(several: true) }),\n";

/// Organs under organs, or posts that report to posts.
fn levels(random: &mut Random, shape: Shape) -> (String, Shape, Vec<Part>) {
    let is_posts = shape == Shape::Reports;
    let (field, record, end) =
        if is_posts { ("posts", "Post", "post") } else { ("organs", "Organ", "organ") };
    let mut text = format!("{HEAD}{LINES} {field}: {{\n");
    let (mut lives, mut relations, mut transitions) = (Vec::new(), Vec::new(), String::new());
    for (unit, id) in shape.things().iter().enumerate() {
        let life = if is_posts { Claims::of_a_post(random) } else { Claims::of_a_life(random) };
        let existence = life.value().map_or(String::new(), |value| format!("existence: {value}, "));
        text += &format!("  \"{id}\": {record}({existence}");
        transitions += &life.transitions(id, "e");
        lives.push(Part {
            relation: None,
            cite: None,
            modality: Modality::Asserted,
            what: if is_posts { Dating::Post(life) } else { Dating::Organ(life) },
        });
        let mut under = Vec::new();
        for to in 0..unit {
            if random.once_in(3) {
                continue;
            }
            let is_main = !random.once_in(4);
            let (entry, part) = relation(random, Relation { from: unit, to, is_main }, true);
            let line = if is_main { "" } else { ", line: \"guided_by\"" };
            under.push(format!("Under({end}: \"{}\"{line}{entry})", shape.things()[to]));
            relations.push(part);
        }
        if !under.is_empty() {
            text += &format!("under: [{}]", under.join(", "));
        }
        text += "),\n";
    }
    lives.append(&mut relations);
    if is_posts {
        return (text + " })", shape, lives);
    }
    // What others merge with and go up in; nobody asks about the two.
    text += "  \"d\": Organ(existence: \"1900/\"), \"e\": Organ(existence: \"1900/\"),\n";
    text += &format!(" }}, transitions: [\n{transitions} ])");
    (text, shape, lives)
}

/// The fields of a relation's entry that say when it held and who says so.
fn relation(random: &mut Random, relation: Relation, may_lack: bool) -> (String, Part) {
    let claims = Claims::of_a_relation(random, may_lack);
    let cite = random.below(2);
    let during = claims.value().map_or(String::new(), |value| format!(", during: {value}"));
    let is_planned = during.is_empty() && random.once_in(8);
    let modality = if is_planned { Modality::Planned } else { Modality::Asserted };
    let entry = format!("{during}, cite: \"{}\"{}", SOURCES[cite].0, modality.field());
    // A rule on who sits, and a vacancy, are held to what was as a tenure is.
    let is_service = relation.to >= POST;
    let what = if is_service { Dating::Service(claims) } else { Dating::Claims(claims) };
    (entry, Part { relation: Some(relation), cite: Some(cite), modality, what })
}

/// People are things 0 and 1.
fn posts(random: &mut Random) -> (String, Shape, Vec<Part>) {
    let (mut people, mut tenures, mut seats) = (String::new(), String::new(), String::new());
    let (mut lives, mut relations) = (Vec::new(), Vec::new());
    let fixed = |cite, ways| Part {
        relation: None,
        cite,
        modality: Modality::Asserted,
        what: Dating::Fixed(ways),
    };
    for (from, id) in Shape::Posts.things().iter().enumerate() {
        let mut died = String::new();
        let mut ways = Date::always().ways;
        if random.once_in(2) {
            let death = dates::moment(random);
            died = format!(", died: \"{}\"", death.text);
            let until = |stay: Stay| Stay { days: (-1..=stay.days[0]).collect(), ..stay };
            ways = death.ways.into_iter().map(until).collect();
        }
        people += &format!("  \"{id}\": Person(born: \"1950-01-01\"{died}),\n");
        lives.push(fixed(None, ways));
        let (entry, part) = relation(random, Relation { from, to: POST, is_main: true }, false);
        tenures += &format!("  Tenure(person: \"{id}\", post: \"p\"{entry}),\n");
        relations.push(part);
        if random.once_in(3) {
            let held = Relation { from, to: OTHER_POST, is_main: true };
            let (entry, part) = relation(random, held, false);
            tenures += &format!("  Tenure(person: \"{id}\", post: \"q\"{entry}),\n");
            relations.push(part);
        }
        if random.once_in(2) {
            let (entry, part) = relation(random, Relation { from, to: BODY, is_main: true }, false);
            seats += &format!("  Seat(person: \"{id}\", organ: \"o\"{entry}),\n");
            relations.push(part);
        }
    }
    if random.once_in(3) {
        let (entry, part) =
            relation(random, Relation { from: POST, to: BODY, is_main: true }, true);
        seats += &format!("  Seat(ex_officio: \"p\", organ: \"o\"{entry}),\n");
        relations.push(part);
    }
    if random.once_in(4) {
        let (entry, part) =
            relation(random, Relation { from: POST, to: POST, is_main: true }, false);
        tenures += &format!("  Tenure(post: \"p\", vacant: true{entry}),\n");
        relations.push(part);
    }
    let source = random.below(2);
    let cite = SOURCES[source].0;
    let (post, ways) = match random.once_in(2) {
        true => {
            let life = dates::interval(random, source);
            (format!("existence: \"{}\", cite: \"{cite}\"", life.text()), life.limit().ways())
        }
        false => (format!("cite: \"{cite}\""), Date::always().ways),
    };
    lives.push(fixed(Some(source), ways));
    lives.push(fixed(None, Date::always().ways));
    lives.push(fixed(None, Date::always().ways));
    lives.append(&mut relations);
    let text = format!(
        "{HEAD} organs: {{ \"o\": Organ(existence: \"1900/2100\") }},\n \
         posts: {{ \"p\": Post(organ: \"o\", seats: 1, {post}), \"q\": Post(organ: \"o\") }},\n people: {{\n{people} }},\n \
         tenures: [\n{tenures} ],\n seats: [\n{seats} ])"
    );
    (text, Shape::Posts, lives)
}

fn lineage(random: &mut Random) -> (String, Shape, Vec<Part>) {
    let things = Shape::Lineage.things();
    let mut text = format!("{HEAD} organs: {{");
    text += &things.iter().map(|id| format!(" \"{id}\": Organ(),")).collect::<String>();
    text += " },\n transitions: [\n";
    let mut parts = Vec::new();
    for to in 1..things.len() {
        let from = random.below(to);
        let (date, cite) = (dates::moment(random), random.below(2));
        text += &format!(
            "  Succeeded(from: \"{}\", into: \"{}\", on: \"{}\", cite: \"{}\"),\n",
            things[from], things[to], date.text, SOURCES[cite].0
        );
        parts.push(Part {
            relation: Some(Relation { from, to, is_main: true }),
            cite: Some(cite),
            modality: Modality::Asserted,
            what: Dating::Fixed(date.ways),
        });
    }
    text += " ])";
    (text, Shape::Lineage, parts)
}

/// Both sources know the organ; a name counts for whom its source counts.
fn names(random: &mut Random) -> (String, Shape, Vec<Part>) {
    let part = |what| Part { relation: None, cite: None, modality: Modality::Asserted, what };
    let (used, renames, all) = NameUse::some(random, "n");
    let text = format!(
        "{HEAD} organs: {{ \"n\": Organ(name: \"A\", names: [{used}], existence: \"1900/2100\", \
         cite: [\"s\", \"t\"]), \"m\": Organ(name: \"B\", existence: \"1900/2100\", cite: [\"s\", \"t\"]) }},\n transitions: [\n{renames} ])"
    );
    let life = || part(Dating::Fixed(Date::always().ways));
    let uses = all.into_iter().map(|name| part(Dating::Name(name)));
    (text, Shape::Names, [life(), life()].into_iter().chain(uses).collect())
}

/// Both sources know the organ; a place counts for whom its source counts.
fn places(random: &mut Random) -> (String, Shape, Vec<Part>) {
    let part = |what| Part { relation: None, cite: None, modality: Modality::Asserted, what };
    let (value, all) = PlaceClaim::some(random);
    let text = format!(
        "{HEAD} organs: {{ \"n\": Organ(place: [{value}], existence: \"1900/2100\", \
         cite: [\"s\", \"t\"]) }})"
    );
    let lives = part(Dating::Fixed(Date::always().ways));
    let claims = all.into_iter().map(|place| part(Dating::Place(place)));
    (text, Shape::Places, std::iter::once(lives).chain(claims).collect())
}
