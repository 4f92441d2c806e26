//! Small random models, each with all of its possible worlds.

use std::collections::BTreeSet;

use super::dates::{self, Date, SOURCES, Stay};
use super::random::Random;

/// More worlds than this are not enumerated: another model is taken.
const MOST_WORLDS: usize = 3_000;

/// What a model is about.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// The organs a, b and c, and who stood under whom.
    Levels,
    /// The people h and k, who held the post p.
    Posts,
    /// The organs u, v, w and x, each grown out of others.
    Lineage,
}

impl Shape {
    /// The ids of what may be found.
    pub(crate) fn things(self) -> &'static [&'static str] {
        match self {
            Shape::Levels => &["a", "b", "c"],
            Shape::Posts => &["h", "k"],
            Shape::Lineage => &["u", "v", "w", "x"],
        }
    }
}

/// A model and its worlds.
pub(crate) struct Model {
    pub(crate) text: String,
    pub(crate) shape: Shape,
    pub(crate) worlds: Vec<World>,
}

/// One way in which all of it may have been: the days of each fact.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    /// On which days each thing was there.
    pub(crate) lives: Vec<Vec<i8>>,
    /// Between two things, the first under, in or out of the second: on which days.
    pub(crate) relations: Vec<(usize, usize, Vec<i8>)>,
    pub(crate) an_unrecorded_end_came: bool,
}

/// A date that is still open, and whose it is.
struct Part {
    relation: Option<(usize, usize)>,
    ways: BTreeSet<Stay>,
}

/// A random model with at least one world.
pub(crate) fn any(random: &mut Random) -> Model {
    loop {
        let (text, shape, parts) = match random.below(4) {
            0..2 => levels(random),
            2 => posts(random),
            _ => lineage(random),
        };
        let count = parts.iter().map(|part| part.ways.len()).product::<usize>();
        if (1..=MOST_WORLDS).contains(&count) {
            return Model { text, shape, worlds: worlds(&parts) };
        }
    }
}

fn worlds(parts: &[Part]) -> Vec<World> {
    let mut worlds = vec![World::default()];
    for part in parts {
        let with = |world: &World, stay: &Stay| {
            let mut world = world.clone();
            world.an_unrecorded_end_came |= stay.unrecorded_end_came;
            match part.relation {
                Some((from, to)) => world.relations.push((from, to, stay.days.clone())),
                None => world.lives.push(stay.days.clone()),
            }
            world
        };
        worlds = worlds.iter().flat_map(|w| part.ways.iter().map(move |s| with(w, s))).collect();
    }
    worlds
}

/// A date for an existence, as a value of RON with its citation.
fn existence(random: &mut Random) -> (String, BTreeSet<Stay>) {
    let (source, other) = (random.below(2), random.below(2));
    let cite = format!("cite: \"{}\"", SOURCES[source].0);
    match random.below(8) {
        0 => {
            let Date { text, ways } = dates::list(random);
            (format!("existence: \"{text}\", {cite}"), ways)
        }
        1..3 => {
            let (first, next) = (dates::interval(random, source), dates::interval(random, other));
            let (a, b, of) = (first.text(), next.text(), SOURCES[other].0);
            let text =
                format!("existence: [\"{a}\", Claim(value: \"{b}\", cite: \"{of}\")], {cite}");
            (text, first.or(&next).ways())
        }
        _ => {
            let interval = dates::interval(random, source);
            (format!("existence: \"{}\", {cite}", interval.text()), interval.ways())
        }
    }
}

/// When a relation held, as the field `during` by the second source; nothing where it has no date.
fn during(random: &mut Random, may_lack: bool) -> (String, BTreeSet<Stay>) {
    if may_lack && random.once_in(3) {
        return (String::new(), Date::always().ways);
    }
    if random.once_in(6) {
        let Date { text, ways } = dates::list(random);
        return (format!(", during: \"{text}\", cite: \"t\""), ways);
    }
    let interval = dates::interval(random, 1);
    (format!(", during: \"{}\", cite: \"t\"", interval.text()), interval.ways())
}

const HEAD: &str =
    "Model(sources: { \"s\": Source(published: \"2000-01-03\"), \"t\": Source() },\n";

fn levels(random: &mut Random) -> (String, Shape, Vec<Part>) {
    let mut text = format!("{HEAD} organs: {{\n");
    let (mut lives, mut relations) = (Vec::new(), Vec::new());
    for (unit, id) in Shape::Levels.things().iter().enumerate() {
        let (life, ways) = existence(random);
        lives.push(Part { relation: None, ways });
        text += &format!("  \"{id}\": Organ({life}");
        let superiors: Vec<usize> = (0..unit).filter(|_| !random.once_in(3)).collect();
        let mut under = Vec::new();
        for superior in superiors {
            let (during, ways) = during(random, true);
            let id = Shape::Levels.things()[superior];
            under.push(format!("Under(organ: \"{id}\"{during})"));
            relations.push(Part { relation: Some((unit, superior)), ways });
        }
        if !under.is_empty() {
            text += &format!(", under: [{}]", under.join(", "));
        }
        text += "),\n";
    }
    text += "})";
    lives.append(&mut relations);
    (text, Shape::Levels, lives)
}

/// The post is thing 2, after the two people.
fn posts(random: &mut Random) -> (String, Shape, Vec<Part>) {
    let (mut people, mut tenures) = (String::new(), String::new());
    let (mut lives, mut relations) = (Vec::new(), Vec::new());
    for (person, id) in Shape::Posts.things().iter().enumerate() {
        let mut died = String::new();
        let mut ways = Date::always().ways;
        if random.once_in(2) {
            let death = dates::moment(random);
            died = format!(", died: \"{}\"", death.text);
            let until = |stay: Stay| Stay { days: (-1..=stay.days[0]).collect(), ..stay };
            ways = death.ways.into_iter().map(until).collect();
        }
        people += &format!("  \"{id}\": Person(born: \"1950-01-01\"{died}),\n");
        lives.push(Part { relation: None, ways });
        let (during, ways) = during(random, false);
        tenures += &format!("  Tenure(person: \"{id}\", post: \"p\"{during}),\n");
        relations.push(Part { relation: Some((person, 2)), ways });
    }
    let (post, ways) = match random.once_in(2) {
        true => {
            let source = random.below(2);
            let life = dates::interval(random, source);
            let cite = SOURCES[source].0;
            (format!("existence: \"{}\", cite: \"{cite}\"", life.text()), life.limit().ways())
        }
        false => ("cite: \"t\"".into(), Date::always().ways),
    };
    lives.push(Part { relation: None, ways });
    lives.append(&mut relations);
    let text = format!(
        "{HEAD} organs: {{ \"o\": Organ(existence: \"1900/2100\") }},\n \
         posts: {{ \"p\": Post(organ: \"o\", {post}) }},\n people: {{\n{people} }},\n tenures: [\n{tenures} ])"
    );
    (text, Shape::Posts, lives)
}

fn lineage(random: &mut Random) -> (String, Shape, Vec<Part>) {
    let things = Shape::Lineage.things();
    let mut text = format!("{HEAD} organs: {{");
    text += &things.iter().map(|id| format!(" \"{id}\": Organ(),")).collect::<String>();
    text += " },\n transitions: [\n";
    let mut parts = Vec::new();
    for into in 1..things.len() {
        let from = random.below(into);
        let date = dates::moment(random);
        text += &format!(
            "  Succeeded(from: \"{}\", into: \"{}\", on: \"{}\"),\n",
            things[from], things[into], date.text
        );
        parts.push(Part { relation: Some((from, into)), ways: date.ways });
    }
    text += " ])";
    (text, Shape::Lineage, parts)
}
