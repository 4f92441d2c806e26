//! Rows: what a plan found, each with its answer, the reason and the evidence.
//!
//! A member's answer is the strictest threshold at which the expression still finds it, and no
//! more than its own answer there: so "under the party, presumed" describes the weakest link on the
//! way. The slice that answers is that of the part of the expression from which the member came.

use std::cmp::Reverse;

use super::claims::links;
use super::error::EvaluateError;
use super::evaluate::{Context, Evaluator};
use super::evidence::Evidence;
use super::filter::{self, Member};
use super::plan::{ContextChange, Grade, Move, Plan, Sort, Test};
use super::reason::{self, Because};
use super::runs::Runs;
use super::shared_days::SharedDays;
use super::syntax::Pairing;
use super::walk::origin_witnesses;
use crate::graph::{Class, Item, Slice, SourceIx, Threshold};
use crate::time::{Answer, LastDate, Period};

/// One thing that a query found.
#[derive(Clone, PartialEq, Debug)]
pub struct AnswerRow {
    /// Its number: of a node, a transition or a claim.
    pub number: u32,
    /// What it is, as an item of the graph.
    pub item: Item,
    /// Whether it was so.
    pub answer: Answer,
    /// Why, in words without a capital.
    pub why: String,
    /// Where it is presumed: the latest date at which a source that counts places it there.
    pub last_attested: Option<LastDate>,
    /// Where it is found by what was so at one time (several posts, two people in one organ): what that was, and when.
    pub shared: Option<SharedDays>,
}

impl AnswerRow {
    fn new(number: u32, item: Item, answer: Answer, why: Because) -> AnswerRow {
        let last_attested = why.last_attested.filter(|_| answer < Answer::Certain);
        AnswerRow { number, item, answer, why: why.text, last_attested, shared: None }
    }
}

/// What a query found.
#[derive(Clone, PartialEq, Debug)]
pub struct Answers {
    /// What they are.
    pub sort: Sort,
    /// The members, in the order of the graph; origins of something by how many sources call them so, most first.
    pub rows: Vec<AnswerRow>,
}

/// The slice that speaks for the members of a set.
enum RowSlices<'g> {
    One(Slice<'g>),
    /// That of the first for its members, else that of the second.
    Two(Runs, Box<RowSlices<'g>>, Box<RowSlices<'g>>),
}

impl<'g> RowSlices<'g> {
    fn of(&self, number: u32) -> &Slice<'g> {
        match self {
            RowSlices::One(slice) => slice,
            RowSlices::Two(first, a, _) if first.contains(number) => a.of(number),
            RowSlices::Two(_, _, b) => b.of(number),
        }
    }
}

type Result<T, E = EvaluateError> = std::result::Result<T, E>;

impl<'g> Evaluator<'g> {
    /// What a plan found, with answers and reasons.
    ///
    /// # Errors
    /// As [`Evaluator::evaluate`].
    pub fn rows(&self, plan: &Plan, context: &Context) -> Result<Answers> {
        let found = self.evaluate(plan, context)?;
        let sort = plan.sort();
        let certain = self.evaluate(plan, &context.with_threshold(Threshold::Certain))?;
        let presumed = self.evaluate(plan, &context.with_threshold(Threshold::Presumed))?;
        let slices = self.slices(plan, context)?;
        let most = most(plan);
        let is_absence = plan.grade() == Some(Grade::Absent);
        let tests = tests(plan);
        let evidence = Evidence::of(self, plan, context)?;
        let rows = found.iter().map(|number| {
            let by_thresholds = match (certain.contains(number), presumed.contains(number)) {
                (true, _) => Answer::Certain,
                (_, true) => Answer::Presumed,
                _ => Answer::Possible,
            };
            let member = self.member(sort, number);
            let slice = slices.of(number);
            let own = filter::answer(slice, member);
            let way = by_thresholds.min(most);
            let why = if slice.when().is_none() || way < own {
                reason::of_tests(slice, &tests, member, way)
                    .or_else(|| reason::of_the_way(slice, member, way))
            } else {
                None
            };
            let why = why.unwrap_or_else(|| match way < own && slice.when().is_none() {
                true => format!("a step on the way to it is only {way}").into(),
                false => reason::of_itself(slice, member),
            });
            let answer = if is_absence { way } else { way.min(own) };
            let row = AnswerRow::new(number, member.item(), answer, why);
            if let Some(evidence) = &evidence
                && let Some((text, shared)) = evidence.show(number, way)
            {
                return match evidence.decides() {
                    true => {
                        AnswerRow { answer: way, why: text, last_attested: None, shared, ..row }
                    }
                    false if slice.when().is_none() => AnswerRow { why: text, ..row },
                    false => AnswerRow { why: format!("{text}; {}", row.why), ..row },
                };
            }
            match reason::of_service(slice, member, plan) {
                Some(why) => AnswerRow::new(number, member.item(), way, why.into()),
                None => row,
            }
        });
        let mut rows: Vec<AnswerRow> = rows.collect();
        if let Some(evidence) = &evidence {
            rows.sort_by_key(|row| evidence.place(row.number));
        }
        if let Plan::Move(Move::Origins, _, of) = plan {
            let (of, slice) = (self.evaluate(of, context)?, context.slice_of(self.caches())?);
            rows.sort_by_cached_key(|row| Reverse(origin_witnesses(&slice, &of, row.number)));
        }
        Ok(Answers { sort, rows })
    }

    fn slices(&self, plan: &Plan, context: &Context) -> Result<RowSlices<'g>> {
        match plan {
            Plan::In(change, inner) => self.slices(inner, &context.changed(change)),
            Plan::Keep(inner, tests) if !tests.iter().any(is_dated) => self.slices(inner, context),
            Plan::Keep(_, tests) => Ok(RowSlices::One(self.at_test(tests, context)?)),
            Plan::Where(_, test) => {
                Ok(RowSlices::One(self.at_test(std::slice::from_ref(test), context)?))
            }
            Plan::Pair(Pairing::Or, a, b) if changes(a) || changes(b) => {
                let first = self.evaluate(a, context)?;
                let (a, b) = (self.slices(a, context)?, self.slices(b, context)?);
                Ok(RowSlices::Two(first, Box::new(a), Box::new(b)))
            }
            Plan::Pair(Pairing::And, a, b) => {
                let first =
                    a.grade().is_some() || (b.grade().is_none() && (changes(a) || !changes(b)));
                self.slices(if first { a } else { b }, context)
            }
            Plan::Pair(_, a, _) => self.slices(a, context),
            Plan::Graded(_, inner) => self.slices(inner, context),
            _ => Ok(RowSlices::One(context.slice_of(self.caches())?)),
        }
    }

    /// The slice at the days of a test of existence among some tests.
    fn at_test(&self, tests: &[Test], context: &Context) -> Result<Slice<'g>> {
        let when = tests.iter().find_map(|test| match test {
            Test::Existed(when) => Some(*when),
            _ => None,
        });
        let at = |when| context.changed(&ContextChange::AsOf(when)).slice_of(self.caches());
        when.map_or_else(|| context.slice_of(self.caches()), at)
    }

    /// The dates of a row by the preferred claim that counts.
    pub fn period(&self, sort: Sort, number: u32, slice: &Slice<'_>) -> Option<Period> {
        filter::period(slice, self.member(sort, number))
    }

    /// The sources that speak of a row and count, in the order of their first citation.
    pub fn sources(&self, sort: Sort, number: u32, slice: &Slice<'_>) -> Vec<SourceIx> {
        let mut sources = Vec::new();
        let member = self.member(sort, number);
        let mut note = |source| {
            if !sources.contains(&source) {
                sources.push(source);
            }
        };
        filter::cites(slice, member).iter().for_each(|cite| note(cite.source));
        if let Member::Node(node) = member
            && matches!(slice.graph().class(node), Class::Person | Class::Post)
        {
            let graph = slice.graph();
            let ties = links(graph, node).into_iter().filter(|&tie| slice.counts_item(tie));
            let cites = ties.flat_map(|tie| graph.cites(tie));
            cites.filter(|c| slice.perspective().has_source(c.source)).for_each(|c| note(c.source));
        }
        sources
    }
}

fn is_dated(test: &Test) -> bool {
    matches!(test, Test::Existed(_))
}

/// Whether a plan looks at another slice than its surroundings.
fn changes(plan: &Plan) -> bool {
    let here = match plan {
        Plan::In(..) => true,
        Plan::Where(_, test) => is_dated(test),
        Plan::Keep(_, tests) => tests.iter().any(is_dated),
        _ => false,
    };
    here || plan.parts().into_iter().any(changes)
}

/// The tests that every member of a plan has passed.
fn tests(plan: &Plan) -> Vec<&Test> {
    match plan {
        Plan::Where(_, test) => vec![test],
        Plan::Keep(inner, kept) => tests(inner).into_iter().chain(kept).collect(),
        Plan::Pair(Pairing::And, a, b) => tests(a).into_iter().chain(tests(b)).collect(),
        Plan::Pair(Pairing::Minus, inner, _) | Plan::Graded(_, inner) | Plan::In(_, inner) => {
            tests(inner)
        }
        _ => Vec::new(),
    }
}

/// The most that the members of a graded set can be.
fn most(plan: &Plan) -> Answer {
    match plan.grade() {
        Some(Grade::Possible) => Answer::Possible,
        Some(Grade::Presumed) => Answer::Presumed,
        Some(Grade::Certain | Grade::Absent) | None => Answer::Certain,
    }
}
