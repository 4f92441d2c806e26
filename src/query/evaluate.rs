//! Evaluate: a [`Plan`] in a [`Context`] to the set of what it finds.
//!
//! Knows no names and no text. Every part is evaluated in a slice: the context's, or another one
//! where the plan changes it.

use super::claims::{ClaimRow, ClaimTable};
use super::error::EvaluateError;
use super::filter::{Member, Tester};
use super::people;
use super::plan::{Along, ContextChange, Grade, Join, Move, Plan, Sort, Test};
use super::runs::Runs;
use super::syntax::Pairing;
use super::together;
use super::vacant;
use super::walk::{self, WalkDirection, descent, reach};
use crate::ask::Length;
use crate::graph::{
    Caches, Item, LineageDirection, NodeIx, OrgGraph, Perspective, PerspectiveSpec, Slice,
    Threshold,
};
use crate::time::When;

/// How a question looks at the graph: what the command line's options of these names say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// The days asked about; at any time where there are none.
    pub when: Option<When>,
    /// Which claims count.
    pub perspective: PerspectiveSpec,
    /// From which answer on things are found.
    pub threshold: Threshold,
    /// The lines that walks up and down keep to where the question names none; all where empty.
    pub lines: Vec<String>,
}

impl Context {
    /// The slice of a graph that the question looks at.
    ///
    /// # Errors
    /// When the perspective names a source that the graph lacks.
    pub fn slice<'g>(&self, graph: &'g OrgGraph) -> Result<Slice<'g>, EvaluateError> {
        self.slice_of(&Caches::new(graph))
    }

    /// The same, one of several slices that share what they work out.
    ///
    /// # Errors
    /// When the perspective names a source that the graph lacks.
    pub fn slice_of<'g>(&self, caches: &Caches<'g>) -> Result<Slice<'g>, EvaluateError> {
        let perspective = Perspective::new(caches.graph(), &self.perspective)?;
        Ok(caches.slice(self.when, perspective, self.threshold).along(&self.lines))
    }

    /// The same question with a change.
    #[must_use]
    pub fn changed(&self, change: &ContextChange) -> Context {
        let mut changed = self.clone();
        match change {
            ContextChange::AsOf(when) => changed.when = Some(*when),
            ContextChange::AnyTime => changed.when = None,
            ContextChange::Loosely => changed.threshold = Threshold::Possible,
            ContextChange::According(sources) => changed.perspective.according_to = sources.clone(),
            ContextChange::Without(sources) => {
                changed.perspective.without.extend_from_slice(sources)
            }
            ContextChange::KnownBy(when) => changed.perspective.known_by = Some(*when),
        }
        changed
    }

    /// The same question with another threshold.
    #[must_use]
    pub fn with_threshold(&self, threshold: Threshold) -> Context {
        Context { threshold, ..self.clone() }
    }
}

/// Evaluates plans on one graph.
#[derive(Debug)]
pub struct Evaluator<'g> {
    graph: &'g OrgGraph,
    caches: Caches<'g>,
    claims: ClaimTable,
}

type Result<T, E = EvaluateError> = std::result::Result<T, E>;

impl<'g> Evaluator<'g> {
    /// An evaluator of plans that were resolved on this graph.
    pub fn new(graph: &'g OrgGraph) -> Self {
        Evaluator { graph, caches: Caches::new(graph), claims: ClaimTable::default() }
    }

    /// The graph.
    pub fn graph(&self) -> &'g OrgGraph {
        self.graph
    }

    /// What is kept from one question to the next.
    pub fn caches(&self) -> &Caches<'g> {
        &self.caches
    }

    /// The claims by their numbers in a set of claims.
    pub fn claims(&self) -> &[ClaimRow] {
        self.claims.all(self.graph)
    }

    /// What a number in a set of a sort stands for.
    pub fn item(&self, sort: Sort, number: u32) -> Item {
        self.member(sort, number).item()
    }

    pub(super) fn member(&self, sort: Sort, number: u32) -> Member {
        let claims = if sort == Sort::Claims { self.claims() } else { &[] };
        Member::new(sort, number, claims)
    }

    /// What a plan finds: numbers of nodes, of transitions or of claims, as its sort says.
    ///
    /// # Errors
    /// When the context's perspective names a source that the graph lacks.
    pub fn evaluate(&self, plan: &Plan, context: &Context) -> Result<Runs> {
        match plan {
            Plan::Nothing(_) => Ok(Runs::NONE),
            Plan::Items(_, items) => Ok(items.clone()),
            Plan::Every(sort) => {
                self.shown(*sort, &context.slice_of(&self.caches)?, &self.universe(*sort))
            }
            Plan::Where(sort, test) => {
                let slice = context.slice_of(&self.caches)?;
                let fit = self.passing(*sort, &slice, &self.universe(*sort), test);
                self.shown(*sort, &slice, &fit)
            }
            Plan::Keep(inner, tests) => {
                let found = self.evaluate(inner, context)?;
                let slice = context.slice_of(&self.caches)?;
                let pass = |found: Runs, test| self.passing(inner.sort(), &slice, &found, test);
                Ok(tests.iter().fold(found, pass))
            }
            Plan::Move(step, along, inner) => {
                let starts = self.evaluate(inner, context)?;
                let slice = sliced(&context.slice_of(&self.caches)?, along);
                if matches!(step, Move::Roots | Move::Leaves) {
                    // What must not stand above or below is asked for at the dual threshold.
                    let dual = context.with_threshold(context.threshold.dual());
                    let others = self.evaluate(inner, &dual)?;
                    let slice = slice.with_threshold(dual.threshold);
                    return Ok(ends(*step, &starts, &others, &slice));
                }
                Ok(self.moved(*step, along.depth, inner.sort(), &starts, &slice))
            }
            Plan::Join(join, along, sets) => {
                let sets: Vec<Runs> =
                    sets.iter().map(|set| self.evaluate(set, context)).collect::<Result<_>>()?;
                let slice = sliced(&context.slice_of(&self.caches)?, along);
                Ok(match (join, &sets[..]) {
                    (Join::Meet, [a, b]) => walk::meet(&slice, a, b),
                    (Join::Between, [a, b]) => walk::between(&slice, a, b),
                    _ => walk::common(&slice, &sets),
                })
            }
            Plan::Pair(pairing, a, b) => {
                let left = self.evaluate(a, context)?;
                if left.is_empty() && *pairing != Pairing::Or {
                    return Ok(left);
                }
                if *pairing == Pairing::Minus {
                    return self.minus(a, left, b, context);
                }
                let right = self.evaluate(b, context)?;
                Ok(match pairing {
                    Pairing::And => left.intersection(&right),
                    _ => left.union(&right),
                })
            }
            Plan::Not(inner) => {
                let every = Plan::Every(inner.sort());
                let all = self.evaluate(&every, context)?;
                self.minus(&every, all, inner, context)
            }
            Plan::Graded(grade, inner) => self.graded(*grade, inner, context),
            Plan::In(change, inner) => self.evaluate(inner, &context.changed(change)),
        }
    }

    /// What of the members of `a` is not found by `b`: `b` is asked at the dual threshold, for what is certainly
    /// left over must not even be possible there. A test of things that are shown in any case is asked alone.
    fn minus(&self, a: &Plan, left: Runs, b: &Plan, context: &Context) -> Result<Runs> {
        let dual = context.with_threshold(context.threshold.dual());
        Ok(match b {
            // What is in neither is taken away one after the other, for each side may be known better alone.
            Plan::Pair(Pairing::Or, b, c) => {
                let left = self.minus(a, left, b, context)?;
                self.minus(a, left, c, context)?
            }
            // What is not in both is left over of one or of the other.
            Plan::Pair(Pairing::And, b, c) => {
                let rest = self.minus(a, left.clone(), b, context)?;
                rest.union(&self.minus(a, left, c, context)?)
            }
            Plan::Keep(inner, tests) if a.is_shown() => {
                let mut rest = self.minus(a, left.clone(), inner, context)?;
                for test in tests.iter().filter(|test| !matches!(test, Test::Shown)) {
                    let fails = Plan::Where(inner.sort(), test.clone());
                    rest = rest.union(&self.minus(a, left.clone(), &fails, context)?);
                }
                rest
            }
            Plan::Pair(Pairing::Minus, b, c) if matches!(**c, Plan::Nothing(_)) => {
                self.minus(a, left, b, context)?
            }
            // Nothing that is shown is left when all that is shown is taken away.
            Plan::Every(_) if a.is_shown() => Runs::NONE,
            Plan::Not(inner) if a.is_shown() => left.intersection(&self.evaluate(inner, context)?),
            Plan::Where(sort, test) if a.is_shown() => {
                let passed = self.passing(*sort, &dual.slice_of(&self.caches)?, &left, test);
                left.difference(&passed)
            }
            _ => left.difference(&self.evaluate(b, &dual)?),
        })
    }

    /// All things of a sort, whether the slice shows them or not.
    fn universe(&self, sort: Sort) -> Runs {
        match sort.class() {
            Some(class) => Runs::from(self.graph.node_range(class)),
            None if sort == Sort::Transitions => {
                Runs::from(0..self.graph.all_transitions().len() as u32)
            }
            None => Runs::from(0..self.claims().len() as u32),
        }
    }

    fn shown(&self, sort: Sort, slice: &Slice<'_>, of: &Runs) -> Result<Runs> {
        Ok(self.passing(sort, slice, of, &Test::Shown))
    }

    fn passing(&self, sort: Sort, slice: &Slice<'_>, of: &Runs, test: &Test) -> Runs {
        let tester = Tester::new(slice, test);
        let claims = if sort == Sort::Claims { self.claims() } else { &[] };
        tester.passes_all(of, |number| Member::new(sort, number, claims))
    }

    fn moved(
        &self,
        step: Move,
        depth: Option<u32>,
        sort: Sort,
        starts: &Runs,
        slice: &Slice<'_>,
    ) -> Runs {
        match step {
            Move::Superiors => reach(slice, starts, WalkDirection::Up, Some(depth.unwrap_or(1))),
            Move::Units => reach(slice, starts, WalkDirection::Down, Some(depth.unwrap_or(1))),
            Move::Above => reach(slice, starts, WalkDirection::Up, depth),
            Move::Under => reach(slice, starts, WalkDirection::Down, depth),
            Move::Predecessors => descent(slice, starts, LineageDirection::Back, depth),
            Move::Successors => descent(slice, starts, LineageDirection::Forth, depth),
            Move::To => starts.union(&descent(slice, starts, LineageDirection::Back, depth)),
            Move::From => starts.union(&descent(slice, starts, LineageDirection::Forth, depth)),
            Move::Origins => walk::origins(slice, starts),
            Move::Roots | Move::Leaves => ends(step, starts, starts, slice),
            Move::Related(to) => people::related(&self.claims, slice, sort, to, starts),
            Move::Holders => people::holders(slice, starts),
            Move::Members(membership) => people::members(slice, starts, membership),
            Move::Seats => people::seats(&self.claims, slice, starts),
            Move::Career => people::career(&self.claims, slice, starts),
            Move::Colleagues => people::colleagues(slice, starts),
            Move::HeldTogether | Move::Concurrent => {
                together::shared(step, slice, sort, starts).keys().map(|person| person.0).collect()
            }
            Move::Vacant => vacant::vacant(slice, starts),
            Move::Attended => people::attended(slice, starts),
            Move::Tenures => people::tenures(&self.claims, slice, starts),
            Move::Longest => {
                let length = |number| Length::of(self.period(sort, number, slice)?);
                starts.filter(|number| length(number).is_some())
            }
        }
    }

    /// Those of a set with one answer: found and shown at its threshold, and at no stricter one.
    fn graded(&self, grade: Grade, inner: &Plan, context: &Context) -> Result<Runs> {
        let at = |threshold| {
            let context = context.with_threshold(threshold);
            let found = self.evaluate(inner, &context)?;
            self.shown(inner.sort(), &context.slice_of(&self.caches)?, &found)
        };
        match grade {
            Grade::Certain => at(Threshold::Certain),
            Grade::Presumed => Ok(at(Threshold::Presumed)?.difference(&at(Threshold::Certain)?)),
            Grade::Possible => Ok(at(Threshold::Possible)?.difference(&at(Threshold::Presumed)?)),
            Grade::Absent => {
                let loose = context.with_threshold(Threshold::Possible);
                let found = self.evaluate(inner, &loose.changed(&ContextChange::AnyTime))?;
                let dual = context.with_threshold(context.threshold.dual());
                let shown = self.shown(inner.sort(), &dual.slice_of(&self.caches)?, &found)?;
                Ok(found.difference(&shown))
            }
        }
    }
}

/// Those of some organs above or below which none of the others stands.
fn ends(step: Move, starts: &Runs, others: &Runs, slice: &Slice<'_>) -> Runs {
    match step {
        Move::Roots => starts.filter(|node| {
            let mut superiors = slice.superiors(NodeIx(node));
            !superiors.any(|(under, _)| others.contains(under.superior.0))
        }),
        _ => starts.filter(|node| {
            let mut units = slice.units(NodeIx(node));
            !units.any(|(under, _)| others.contains(under.unit.0))
        }),
    }
}

fn sliced<'g>(slice: &Slice<'g>, along: &Along) -> Slice<'g> {
    let slice = slice.clone().via(&along.via);
    if along.lines.is_empty() { slice } else { slice.along(&along.lines) }
}
