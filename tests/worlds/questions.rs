//! Random questions, and whether each is so in one world.

use super::dates::{DAYS, any_day, day, two_days};
use super::models::{Shape, World};
use super::random::Random;

/// What a question is about, for the count of wrong answers.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    Existence,
    ExistenceInSeveralDays,
    ExistenceInOneOfSeveralDays,
    Founded,
    Units,
    Chains,
    ChainsInSeveralDays,
    RootsAndLeaves,
    Negation,
    Nested,
    Holders,
    HoldersInSeveralDays,
    Successors,
    Predecessors,
}

/// A set of the language. Its text and its meaning are written side by side.
#[derive(Clone, Debug)]
enum Set {
    /// All organs that are there.
    All,
    /// One organ, if it is there.
    One(usize),
    Existed(i8),
    At(Box<Set>, i8),
    Not(Box<Set>),
    And(Box<Set>, Box<Set>),
    Or(Box<Set>, Box<Set>),
    Minus(Box<Set>, Box<Set>),
    Units(usize),
    Superiors(usize),
    Under(usize),
    Above(usize),
    Roots,
    Leaves,
    Founded(i8, i8),
    Holders,
    Successors(usize),
    Predecessors(usize),
}

pub(crate) struct Question {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) as_of: Option<String>,
    /// Each reading of the date asked about: a list of days on one of which it is to be so.
    readings: Vec<Vec<i8>>,
    set: Set,
    shape: Shape,
}

/// Some questions to a model.
pub(crate) fn some(random: &mut Random, shape: Shape, count: usize) -> Vec<Question> {
    (0..count).map(|_| any(random, shape)).collect()
}

fn any(random: &mut Random, shape: Shape) -> Question {
    let thing = random.below(shape.things().len());
    let several = random.once_in(3);
    let (kind, set) = match shape {
        Shape::Posts if several => (Kind::HoldersInSeveralDays, Set::Holders),
        Shape::Posts => (Kind::Holders, Set::Holders),
        Shape::Lineage if random.once_in(2) => (Kind::Successors, Set::Successors(thing)),
        Shape::Lineage => (Kind::Predecessors, Set::Predecessors(thing)),
        Shape::Levels => level_set(random, thing),
    };
    let (first, last) = two_days(random);
    let one = any_day(random);
    let (as_of, readings) = match kind {
        Kind::Founded | Kind::Successors | Kind::Predecessors => (None, vec![vec![]]),
        Kind::ExistenceInSeveralDays | Kind::ChainsInSeveralDays | Kind::HoldersInSeveralDays => {
            (Some(format!("{}/{}", day(first), day(last))), vec![(first..=last).collect()])
        }
        Kind::ExistenceInOneOfSeveralDays => {
            (Some(format!("[{},{}]", day(first), day(last))), vec![vec![first], vec![last]])
        }
        _ => (Some(day(one)), vec![vec![one]]),
    };
    Question { kind, text: set.text(shape.things()), as_of, readings, set, shape }
}

fn level_set(random: &mut Random, thing: usize) -> (Kind, Set) {
    let (first, last) = two_days(random);
    match random.below(14) {
        0 => (Kind::Existence, Set::All),
        1 => (Kind::ExistenceInSeveralDays, Set::All),
        2 => (Kind::ExistenceInOneOfSeveralDays, Set::All),
        3 => (Kind::Founded, Set::Founded(first, last)),
        4 => {
            (Kind::Units, if random.once_in(2) { Set::Units(thing) } else { Set::Superiors(thing) })
        }
        5 => (Kind::Chains, if random.once_in(2) { Set::Under(thing) } else { Set::Above(thing) }),
        6 => (
            Kind::ChainsInSeveralDays,
            if random.once_in(2) { Set::Under(thing) } else { Set::Above(thing) },
        ),
        7 => (Kind::RootsAndLeaves, if random.once_in(2) { Set::Roots } else { Set::Leaves }),
        8 | 9 => (Kind::Negation, negation(random)),
        _ => (Kind::Nested, nested(random, 3)),
    }
}

fn leaf(random: &mut Random) -> Set {
    let thing = random.below(Shape::Levels.things().len());
    match random.below(6) {
        0 => Set::One(thing),
        1 | 2 => Set::Existed(any_day(random)),
        3 => Set::Under(thing),
        4 => Set::Above(thing),
        _ => Set::All,
    }
}

fn negation(random: &mut Random) -> Set {
    let (a, b) = (leaf(random), leaf(random));
    match random.once_in(3) {
        true => Set::Not(Box::new(a)),
        false => Set::Minus(Box::new(a), Box::new(b)),
    }
}

fn nested(random: &mut Random, depth: usize) -> Set {
    let part = |random: &mut Random| match depth {
        0 => Box::new(leaf(random)),
        _ => Box::new(nested(random, depth - 1)),
    };
    match random.below(8) {
        0 => Set::Not(part(random)),
        1 | 2 => Set::Minus(part(random), part(random)),
        3 => Set::And(part(random), part(random)),
        4 => Set::Or(part(random), part(random)),
        5 => Set::At(part(random), any_day(random)),
        _ => leaf(random),
    }
}

impl Question {
    pub(crate) fn things(&self) -> &'static [&'static str] {
        self.shape.things()
    }

    /// The ways in which the date asked about may be meant.
    pub(crate) fn readings(&self) -> &[Vec<i8>] {
        &self.readings
    }

    /// Whether one fact decides it, so that the answer is to be exact.
    pub(crate) fn is_single(&self) -> bool {
        use Kind::*;
        matches!(self.kind, Existence | ExistenceInOneOfSeveralDays)
    }

    /// Whether a thing is found in a world, on one of the days.
    pub(crate) fn holds(&self, world: &World, days: &[i8], thing: usize) -> bool {
        match days {
            [] => self.set.has(world, 0, thing),
            days => days.iter().any(|day| self.set.has(world, *day, thing)),
        }
    }
}

impl Set {
    fn text(&self, things: &[&str]) -> String {
        let text = |set: &Set| set.text(things);
        match self {
            Set::All => "organs()".into(),
            Set::One(thing) => format!("({} & organs())", things[*thing]),
            Set::Existed(on) => format!("existed({})", day(*on)),
            Set::At(set, on) => format!("(({}) @ {})", text(set), day(*on)),
            Set::Not(set) => format!("~({})", text(set)),
            Set::And(a, b) => format!("({} & {})", text(a), text(b)),
            Set::Or(a, b) => format!("({} | {})", text(a), text(b)),
            Set::Minus(a, b) => format!("({} ~ {})", text(a), text(b)),
            Set::Units(thing) => format!("units({})", things[*thing]),
            Set::Superiors(thing) => format!("superiors({})", things[*thing]),
            Set::Under(thing) => format!("under({})", things[*thing]),
            Set::Above(thing) => format!("above({})", things[*thing]),
            Set::Roots => "roots()".into(),
            Set::Leaves => "leaves()".into(),
            Set::Founded(first, last) => {
                format!("organs() & founded({}/{})", day(*first), day(*last))
            }
            Set::Holders => "holders(p)".into(),
            Set::Successors(thing) => format!("successors({})", things[*thing]),
            Set::Predecessors(thing) => format!("predecessors({})", things[*thing]),
        }
    }

    /// Whether it has a thing on a day in a world.
    fn has(&self, world: &World, on: i8, thing: usize) -> bool {
        let stood = |unit, superior| world.stood(unit, superior, on);
        match self {
            Set::All => world.is_there(thing, on),
            Set::One(one) => *one == thing && world.is_there(thing, on),
            Set::Existed(then) => world.is_there(thing, *then) && world.is_there(thing, on),
            Set::At(set, then) => set.has(world, *then, thing),
            Set::Not(set) => world.is_there(thing, on) && !set.has(world, on, thing),
            Set::And(a, b) => a.has(world, on, thing) && b.has(world, on, thing),
            Set::Or(a, b) => a.has(world, on, thing) || b.has(world, on, thing),
            Set::Minus(a, b) => a.has(world, on, thing) && !b.has(world, on, thing),
            Set::Units(of) => stood(thing, *of),
            Set::Superiors(of) => stood(*of, thing),
            Set::Under(of) => world.chain(thing, *of, on),
            Set::Above(of) => world.chain(*of, thing, on),
            Set::Roots => {
                world.is_there(thing, on) && !(0..world.lives.len()).any(|one| stood(thing, one))
            }
            Set::Leaves => {
                world.is_there(thing, on) && !(0..world.lives.len()).any(|one| stood(one, thing))
            }
            Set::Founded(first, last) => (*first..=*last).contains(&world.lives[thing][0]),
            Set::Holders => stood(thing, 2),
            Set::Successors(of) => world.came_of(*of, thing, -1),
            Set::Predecessors(of) => world.came_of(thing, *of, -1),
        }
    }
}

impl World {
    fn is_there(&self, thing: usize, on: i8) -> bool {
        self.lives[thing].contains(&on)
    }

    /// Whether one thing stood under another on a day, and both were there.
    fn stood(&self, unit: usize, superior: usize, on: i8) -> bool {
        let is_it = |(from, to, days): &(usize, usize, Vec<i8>)| {
            (*from, *to) == (unit, superior) && days.contains(&on)
        };
        self.is_there(unit, on) && self.is_there(superior, on) && self.relations.iter().any(is_it)
    }

    /// The same by way of others, all on that day.
    fn chain(&self, unit: usize, superior: usize, on: i8) -> bool {
        let through = |middle| self.stood(unit, middle, on) && self.chain(middle, superior, on);
        self.stood(unit, superior, on) || (0..self.lives.len()).any(through)
    }

    /// Whether one organ grew out of another by steps, none before `since` and none before the one before it.
    fn came_of(&self, from: usize, into: usize, since: i8) -> bool {
        self.relations.iter().any(|(one, next, days)| {
            let on = days[0];
            *one == from && on >= since && (*next == into || self.came_of(*next, into, on))
        })
    }
}

// A question is never about the days before or after the calendar.
const _: () = assert!(DAYS >= 2);
