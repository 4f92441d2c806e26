//! What the verbs print of a model, as facts that each world decides.
//!
//! Takes a project and some days; asks `tree`, `who`, `lineage`, `diff`, `timeline` and `check`, and gives each of
//! their rows with what it claims. Works out no answer of its own.

use std::fmt;

use organigram::ask::{DifferenceKind, HappeningKind, Standing};
use organigram::diagnostics::Level;
use organigram::model::Show;
use organigram::project::{CheckRequest, Compare, LineageRequest, Project, Question, Who};
use organigram::time::Answer;

use super::claims::Perspective;
use super::dates::{AFTER, BEFORE, any_day, day, two_days};
use super::models::{BODY, Model, OTHER_POST, POST, Shape, World};
use super::questions::{Kind, Line};
use super::random::Random;

/// When and by whom the verbs are asked.
pub(crate) struct Asked {
    first: i8,
    last: i8,
    pub(crate) seen: Perspective,
    pub(crate) readings: Vec<Vec<i8>>,
}

/// Whether something is so in a world, on one of some days.
type Holds = Box<dyn Fn(&World, &[i8]) -> bool>;

/// One thing that a verb claims.
pub(crate) struct Fact {
    pub(crate) kind: Kind,
    pub(crate) label: String,
    pub(crate) given: Answer,
    /// Whether one fact decides it, so that the answer is to be exact.
    pub(crate) is_single: bool,
    /// Whether what the verb does not list is ruled out by it.
    pub(crate) is_complete: bool,
    pub(crate) holds: Holds,
}

impl Asked {
    pub(crate) fn some(random: &mut Random, count: usize) -> Vec<Asked> {
        (0..count).map(|_| Asked::any(random)).collect()
    }

    fn any(random: &mut Random) -> Asked {
        let (first, last) = match random.once_in(3) {
            true => two_days(random),
            false => {
                let day = any_day(random);
                (day, day)
            }
        };
        let readings = vec![(first..=last).collect()];
        Asked { first, last, seen: Perspective::any(random), readings }
    }

    fn question(&self) -> Question {
        let mut question = Question::default();
        let spec = super::perspective(self.seen);
        question.according_to = spec.according_to;
        question.without = spec.without;
        question.known_by = spec.known_by.map(|when| when.to_string());
        question.modality = spec.modality;
        question.show = Show::Possible;
        question
    }

    fn dated(&self) -> Question {
        let days = match self.first == self.last {
            true => day(self.first),
            false => format!("{}/{}", day(self.first), day(self.last)),
        };
        self.question().as_of(days)
    }

    fn is_day(&self) -> bool {
        self.first == self.last
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "as of {} to {}, {:?}", day(self.first), day(self.last), self.seen)
    }
}

fn fact(
    kind: Kind,
    label: String,
    given: Answer,
    holds: impl Fn(&World, &[i8]) -> bool + 'static,
) -> Fact {
    Fact { kind, label, given, is_single: false, is_complete: false, holds: Box::new(holds) }
}

/// What all verbs that apply to a model claim of it.
pub(crate) fn facts(project: &Project, model: &Model, asked: &Asked) -> Vec<Fact> {
    let mut facts = match model.shape {
        Shape::Levels => [tree(project, asked), diff_of_organs(project, asked)].concat_all(),
        Shape::Posts => [who(project, asked), diff_of_people(project, asked)].concat_all(),
        Shape::Lineage => [ways(project, asked), steps(project, asked)].concat_all(),
        Shape::Names => diff_of_names(project, asked),
        Shape::Reports => reports(project, asked),
        Shape::Places => Vec::new(),
    };
    facts.extend(timeline(project, model.shape, asked));
    if asked.seen == Perspective::All {
        facts.extend(check(project, model.shape));
    }
    facts
}

trait ConcatAll<T> {
    fn concat_all(self) -> Vec<T>;
}

impl<T, const N: usize> ConcatAll<T> for [Vec<T>; N] {
    fn concat_all(self) -> Vec<T> {
        self.into_iter().flatten().collect()
    }
}

/// The number of a thing by its id.
fn thing(shape: Shape, id: &str) -> Option<usize> {
    match id {
        "p" => Some(POST),
        "o" => Some(BODY),
        "q" if shape == Shape::Posts => Some(OTHER_POST),
        id => shape.things().iter().position(|known| *known == id),
    }
}

fn tree(project: &Project, asked: &Asked) -> Vec<Fact> {
    let rows = project.tree(&asked.dated(), None, None).expect("the question is right");
    let ids = Shape::Levels.things();
    let mut above: Vec<usize> = Vec::new();
    let mut roots = [Answer::No; 3];
    let mut met = [false; 3];
    let mut pairs = [[Answer::No; 3]; 3];
    for row in &rows {
        let Some(organ) = thing(Shape::Levels, row.id) else { continue };
        above.truncate(row.level as usize);
        match above.last() {
            Some(superior) => {
                let known = &mut pairs[organ][*superior];
                *known = row.answer.max(*known);
            }
            None => roots[organ] = row.answer,
        }
        met[organ] = true;
        above.push(organ);
    }
    let mut facts = Vec::new();
    for unit in 0..3 {
        let label = format!("tree: {} at the top", ids[unit]);
        facts.push(fact(Kind::Tree, label, roots[unit], move |world, days| {
            days.iter().any(|day| world.is_there(unit, *day))
        }));
        if !met[unit] {
            let label = format!("tree: {} anywhere", ids[unit]);
            let there = fact(Kind::Tree, label, Answer::No, move |world, days| {
                days.iter().any(|day| world.is_there(unit, *day))
            });
            facts.push(Fact { is_complete: true, ..there });
        }
        for superior in 0..unit {
            let label = format!("tree: {} under {}", ids[unit], ids[superior]);
            let under = fact(Kind::Tree, label, pairs[unit][superior], move |world, days| {
                days.iter().any(|day| world.stood(unit, superior, Line::All, *day))
            });
            facts.push(Fact { is_complete: true, ..under });
        }
    }
    facts
}

/// The tree below each post.
fn reports(project: &Project, asked: &Asked) -> Vec<Fact> {
    let ids = Shape::Reports.things();
    let mut facts = Vec::new();
    for superior in 0..3 {
        let rows = project.tree(&asked.dated(), Some(ids[superior]), Some(1));
        let rows = rows.expect("the question is right");
        for unit in (0..3).filter(|unit| *unit != superior) {
            let below = rows.iter().filter(|row| row.level == 1 && row.id == ids[unit]);
            let given = below.map(|row| row.answer).max().unwrap_or(Answer::No);
            let label = format!("tree {}: {} below it", ids[superior], ids[unit]);
            let under = fact(Kind::Tree, label, given, move |world, days| {
                days.iter().any(|day| world.stood(unit, superior, Line::All, *day))
            });
            facts.push(Fact { is_complete: true, ..under });
        }
    }
    facts
}

/// Who held the post and sat in the organ, asked of the post, the organ and each person.
fn who(project: &Project, asked: &Asked) -> Vec<Fact> {
    let ask = |name: &str| project.who(&asked.dated(), name).expect("the question is right");
    let mut facts = Vec::new();
    let mut add = |kind, from: &str, person: usize, place: usize, given: Answer| {
        let label = format!("who {from}: {} in {place}", Shape::Posts.things()[person]);
        let served = fact(kind, label, given, move |world, days| {
            days.iter().any(|day| world.served(person, place, *day))
        });
        facts.push(Fact { is_complete: true, ..served });
    };
    type Row<'a> = (&'a str, &'a str, Standing, Answer);
    let of = |rows: &[Row<'_>], person: usize, place: &str| {
        let own =
            rows.iter().filter(|row| (row.0, row.1) == (Shape::Posts.things()[person], place));
        own.map(|row| row.3).max().unwrap_or(Answer::No)
    };
    let Who::Post(post) = ask("p") else { panic!("p is a post") };
    let Who::Organ(organ) = ask("o") else { panic!("o is an organ") };
    let of_post: Vec<Row<'_>> =
        post.holdings.iter().map(|h| (h.person, "p", h.standing, h.answer)).collect();
    let seats = organ.full.iter().chain(&organ.candidates).chain(&organ.others);
    let of_organ: Vec<Row<'_>> = seats.map(|h| (h.person, "o", h.standing, h.answer)).collect();
    for person in 0..2 {
        add(Kind::Who, "p", person, POST, of(&of_post, person, "p"));
        add(Kind::Roster, "o", person, BODY, of(&of_organ, person, "o"));
        let name = Shape::Posts.things()[person];
        let Who::Person(career) = ask(name) else { panic!("{name} is a person") };
        let own: Vec<Row<'_>> =
            career.holdings.iter().map(|h| (h.person, h.place, h.standing, h.answer)).collect();
        add(Kind::Who, name, person, POST, of(&own, person, "p"));
        add(Kind::Roster, name, person, BODY, of(&own, person, "o"));
    }
    let somebody = match post.headline() {
        None => Answer::Presumed,
        Some("no holder is certain") => Answer::Possible,
        Some(_) if post.holdings.is_empty() => Answer::No,
        Some(_) => Answer::Possible,
    };
    let label = format!("who p: {:?}", post.headline());
    let headline = fact(Kind::Headline, label, somebody, |world, days| {
        days.iter().any(|day| (0..2).any(|person| world.stood(person, POST, Line::All, *day)))
    });
    facts.push(Fact { is_complete: true, ..headline });
    facts
}

fn ways(project: &Project, asked: &Asked) -> Vec<Fact> {
    let ids = Shape::Lineage.things();
    let mut facts = Vec::new();
    for (from, into) in (0..4).flat_map(|from| (0..4).map(move |into| (from, into))) {
        if from == into {
            continue;
        }
        let request = LineageRequest::of(ids[from]).to(ids[into]);
        let found = project.lineage(&asked.question(), &request).expect("the question is right");
        let has_way = found.paths.is_some_and(|paths| !paths.is_empty());
        let given = if has_way { Answer::Possible } else { Answer::No };
        let label = format!("lineage {} {}", ids[from], ids[into]);
        let came = fact(Kind::LineageWays, label, given, move |world, _| {
            world.came_of(from, into, BEFORE)
        });
        facts.push(Fact { is_complete: true, is_single: false, ..came });
    }
    facts
}

/// Each step by the last day asked about.
fn steps(project: &Project, asked: &Asked) -> Vec<Fact> {
    let ids = Shape::Lineage.things();
    let last = asked.last;
    let mut facts = Vec::new();
    for from in 0..4 {
        let request = LineageRequest::of(ids[from]);
        let found = project.lineage(&asked.dated(), &request).expect("the question is right");
        for step in found.successors.unwrap_or_default() {
            let [into] = step.to[..] else { continue };
            let into = thing(Shape::Lineage, into).expect("it is an organ");
            let label = format!("lineage {}: the step into {}", ids[from], ids[into]);
            let happened = fact(Kind::LineageSteps, label, step.answer, move |world, _| {
                let is_it = |(relation, days): &(super::models::Relation, Vec<i8>)| {
                    relation.to == into && days.first().is_some_and(|day| *day <= last)
                };
                world.relations.iter().any(is_it)
            });
            facts.push(Fact { is_single: true, is_complete: true, ..happened });
        }
    }
    facts
}

/// The differences between the two days asked about, by kind and by the thing that comes first.
fn differences(project: &Project, asked: &Asked) -> Vec<(DifferenceKind, Vec<String>, Answer)> {
    let days = Compare::dates(day(asked.first), day(asked.last));
    let diff = project.diff(&asked.question(), &days).expect("the question is right");
    diff.changes.into_iter().map(|change| (change.kind, change.ids, change.answer)).collect()
}

fn diff_of_organs(project: &Project, asked: &Asked) -> Vec<Fact> {
    let (first, last) = (asked.first, asked.last);
    if asked.is_day() {
        return Vec::new();
    }
    let mut facts = Vec::new();
    for (kind, ids, given) in differences(project, asked) {
        let Some(organ) = ids.first().and_then(|id| thing(Shape::Levels, id)) else { continue };
        let label = format!("diff: {} {kind:?}", Shape::Levels.things()[organ]);
        let holds: Box<dyn Fn(&World) -> bool> = match kind {
            DifferenceKind::Founded => {
                Box::new(move |world| !world.is_there(organ, first) && world.is_there(organ, last))
            }
            DifferenceKind::Ended => {
                Box::new(move |world| world.is_there(organ, first) && !world.is_there(organ, last))
            }
            DifferenceKind::Moved => Box::new(move |world| world.moved(organ, first, last)),
            _ => continue,
        };
        facts.push(fact(Kind::Diff, label, given, move |world, _| holds(world)));
    }
    facts
}

fn diff_of_people(project: &Project, asked: &Asked) -> Vec<Fact> {
    let (first, last) = (asked.first, asked.last);
    if asked.is_day() {
        return Vec::new();
    }
    let mut facts = Vec::new();
    for (kind, ids, given) in differences(project, asked) {
        let things: Vec<usize> = ids.iter().filter_map(|id| thing(Shape::Posts, id)).collect();
        let [person, place] = things[..] else { continue };
        let (then, not_then) = match kind {
            DifferenceKind::In => (last, first),
            DifferenceKind::Out => (first, last),
            _ => continue,
        };
        let label = format!("diff: {ids:?} {kind:?}");
        facts.push(fact(Kind::Diff, label, given, move |world, _| {
            world.served(person, place, then) && !world.served(person, place, not_then)
        }));
    }
    facts
}

fn diff_of_names(project: &Project, asked: &Asked) -> Vec<Fact> {
    let (first, last) = (asked.first, asked.last);
    if asked.is_day() {
        return Vec::new();
    }
    let all = differences(project, asked).into_iter();
    let renamed = all.filter(|(kind, _, _)| *kind == DifferenceKind::Renamed);
    let given = renamed.map(|(_, _, answer)| answer).max().unwrap_or(Answer::No);
    // That an end which nobody recorded may have come is no difference that the verb lists.
    let is_listed = given > Answer::No;
    let holds = move |world: &World, _: &[i8]| {
        world.is_renamed(first, last) && (is_listed || !world.an_unrecorded_end_came)
    };
    let renamed = fact(Kind::Renames, "diff: renamed".to_owned(), given, holds);
    vec![Fact { is_complete: true, ..renamed }]
}

/// The happenings of the days asked about: a beginning, an end, a step of a lineage.
fn timeline(project: &Project, shape: Shape, asked: &Asked) -> Vec<Fact> {
    let (first, last) = (asked.first, asked.last);
    let rows = project.timeline(&asked.dated(), None).expect("the question is right");
    let mut facts = Vec::new();
    for row in rows {
        let things: Vec<usize> = row.ids.iter().filter_map(|id| thing(shape, id)).collect();
        let label = format!("timeline: {} {:?} on {}", row.text, row.what, row.date);
        let within = move |day: Option<&i8>| day.is_some_and(|day| (first..=last).contains(day));
        let holds: Box<dyn Fn(&World) -> bool> = match (row.what, &things[..]) {
            (HappeningKind::Begins, [organ]) => {
                let organ = *organ;
                Box::new(move |world| within(world.lives[organ].first()))
            }
            (HappeningKind::Ends, [organ]) => {
                let organ = *organ;
                Box::new(move |world| within(world.lives[organ].last()))
            }
            (HappeningKind::Transition, [from, into]) if shape == Shape::Lineage => {
                let (from, into) = (*from, *into);
                Box::new(move |world| {
                    let is_it = |(relation, days): &(super::models::Relation, Vec<i8>)| {
                        (relation.from, relation.to) == (from, into) && within(days.first())
                    };
                    world.relations.iter().any(is_it)
                })
            }
            _ => continue,
        };
        facts.push(fact(Kind::Timeline, label, row.answer, move |world, _| holds(world)));
    }
    facts
}

/// Whether somebody served on a day on which somebody or something was not there.
fn serving_outside(person: usize, place: usize, of: usize) -> Box<dyn Fn(&World) -> bool> {
    Box::new(move |world| {
        let own = |(relation, _): &&(super::models::Relation, Vec<i8>)| {
            (relation.from, relation.to) == (person, place)
        };
        let mut days = world.relations.iter().filter(own).flat_map(|(_, days)| days);
        // What reaches out of the calendar on both sides may end there in either order.
        days.any(|day| !world.lives[of].contains(day) || [BEFORE, AFTER].contains(day))
    })
}

/// What the rules say of two things at one time: for certain, or perhaps.
fn check(project: &Project, shape: Shape) -> Vec<Fact> {
    let problems = project.check(&CheckRequest::default()).expect("the question is right");
    let mut facts = Vec::new();
    for problem in &problems.diagnostics {
        let text = &problem.message;
        let quoted: Vec<usize> =
            text.split('`').skip(1).step_by(2).filter_map(|id| thing(shape, id)).collect();
        let perhaps = if text.contains("perhaps") { Answer::Possible } else { Answer::Certain };
        // Of a rule whose level is that of an error, anything less says how sure it is.
        let by_level = match problem.level {
            Level::Error => Answer::Certain,
            Level::Warning => Answer::Presumed,
            _ => Answer::Possible,
        };
        let mut add_as = |given: Answer, holds: Box<dyn Fn(&World) -> bool>| {
            let label = format!("check: {text}");
            facts.push(fact(Kind::Check, label, given, move |world, _| holds(world)));
        };
        let mut add = |holds: Box<dyn Fn(&World) -> bool>| add_as(perhaps, holds);
        let together = |pairs: [(usize, usize); 2]| {
            move |world: &World| {
                let held = |(from, to): (usize, usize), on: i8| {
                    world.relations.iter().any(|(relation, days)| {
                        (relation.from, relation.to, relation.is_main) == (from, to, true)
                            && days.contains(&on)
                    })
                };
                (BEFORE..=AFTER).any(|on| pairs.into_iter().all(|pair| held(pair, on)))
            }
        };
        match (problem.code.name, &quoted[..]) {
            ("two-superiors", [unit, one, two]) => {
                add(Box::new(together([(*unit, *one), (*unit, *two)])));
            }
            ("too-many-holders", _) => add(Box::new(together([(0, POST), (1, POST)]))),
            ("dead-holder", [person, place, ..]) => {
                add_as(by_level, serving_outside(*person, *place, *person));
            }
            // The organ itself ends after all days of the calendar.
            ("absent-organ", [person, place, of, ..]) if place == of => {
                add_as(by_level, serving_outside(*person, *place, *place));
            }
            ("never-together", [one, two]) => {
                let (one, two) = (*one, *two);
                add(Box::new(move |world| {
                    let stood = |on| world.stood(one, two, Line::All, on);
                    !(BEFORE..=AFTER).any(stood)
                }));
            }
            _ => {}
        }
    }
    facts
}
