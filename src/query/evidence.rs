//! What shows that a member of a set is found, where that is more than its own dates: with whom, in which organ, on which
//! days; between which tenures; at which event; by which identifier; how long and the how many-th of how many.
//!
//! Takes a plan and a context, finds the part of the plan that every member has passed; gives a text for each member, and the
//! days. Decides no answer.

use std::collections::BTreeMap;

use super::error::EvaluateError;
use super::evaluate::{Context, Evaluator};
use super::identified::identifiers;
use super::namesakes::{self, Namesake};
use super::people;
use super::plan::{Grade, IdentifierTest, Move, Plan, Sort, Test};
use super::runs::Runs;
use super::shared_days::SharedDays;
use super::syntax::Pairing;
use super::together;
use super::vacant;
use crate::ask::{Length, words};
use crate::graph::{Item, NodeIx, Slice, Threshold};
use crate::time::Answer;

/// A part of a plan that shows more of its members than their dates.
enum EvidencePart<'p> {
    Together(Move, &'p Plan),
    Vacant,
    Attended(&'p Plan),
    Namesakes(Sort),
    Identified(&'p IdentifierTest),
    Longest,
}

/// What shows the members of a plan, for each of three degrees of certainty.
pub(super) struct Evidence<'g> {
    slice: Slice<'g>,
    kind: EvidenceKind,
}

enum EvidenceKind {
    Together([BTreeMap<NodeIx, SharedDays>; 3]),
    Namesakes([BTreeMap<NodeIx, Namesake>; 3]),
    Vacant,
    Attended(Runs),
    Identified(IdentifierTest),
    Longest(LengthPlaces),
}

const THRESHOLDS: [Threshold; 3] = [Threshold::Certain, Threshold::Presumed, Threshold::Possible];

/// The thresholds of the answers that rows have, and where each stands among those that are kept.
fn degree(answer: Answer) -> usize {
    match answer {
        Answer::Certain => 0,
        Answer::Presumed => 1,
        _ => 2,
    }
}

impl<'g> Evidence<'g> {
    /// What shows the members of a plan; nothing where their own dates do.
    pub(super) fn of(
        evaluator: &Evaluator<'g>,
        plan: &Plan,
        context: &Context,
    ) -> Result<Option<Evidence<'g>>, EvaluateError> {
        let Some((part, context)) = part(plan, context) else { return Ok(None) };
        let slice = context.slice_of(evaluator.caches())?;
        let at = |threshold| context.with_threshold(threshold);
        let kind = match part {
            EvidencePart::Vacant => EvidenceKind::Vacant,
            EvidencePart::Attended(events) => {
                EvidenceKind::Attended(evaluator.evaluate(events, &at(Threshold::Possible))?)
            }
            EvidencePart::Namesakes(sort) => {
                let class = sort.class().expect("only things have names");
                let all = |threshold| {
                    let slice = at(threshold).slice_of(evaluator.caches())?;
                    Ok::<_, EvaluateError>(namesakes::namesakes(&slice, class))
                };
                let [a, b, c] = THRESHOLDS.map(all);
                EvidenceKind::Namesakes([a?, b?, c?])
            }
            EvidencePart::Together(step, inner) => {
                let all = |threshold| {
                    let context = at(threshold);
                    let of = evaluator.evaluate(inner, &context)?;
                    let slice = context.slice_of(evaluator.caches())?;
                    Ok::<_, EvaluateError>(together::shared(step, &slice, inner.sort(), &of))
                };
                let [a, b, c] = THRESHOLDS.map(all);
                EvidenceKind::Together([a?, b?, c?])
            }
            EvidencePart::Identified(test) => EvidenceKind::Identified(test.clone()),
            EvidencePart::Longest => {
                let found = evaluator.evaluate(plan, &context)?;
                EvidenceKind::Longest(LengthPlaces::of(evaluator, plan.sort(), &found, &slice))
            }
        };
        Ok(Some(Evidence { slice, kind }))
    }

    /// Whether a row is as sure as the expression finds it, whatever the member's own dates are.
    pub(super) fn decides(&self) -> bool {
        !matches!(self.kind, EvidenceKind::Longest(_) | EvidenceKind::Identified(_))
    }

    /// In what order the members stand; nothing where that is the order of the model.
    pub(super) fn place(&self, number: u32) -> Option<usize> {
        match &self.kind {
            EvidenceKind::Longest(places) => places.0.get(&number).map(|place| place.order),
            _ => None,
        }
    }

    /// What shows a member, in words, and the days where it is a matter of two things at one time.
    pub(super) fn show(&self, number: u32, answer: Answer) -> Option<(String, Option<SharedDays>)> {
        let (slice, node) = (&self.slice, NodeIx(number));
        match &self.kind {
            EvidenceKind::Vacant => Some((vacant::why(slice, node, answer), None)),
            EvidenceKind::Longest(places) => {
                Some((places.0.get(&number)?.words(places.0.len()), None))
            }
            EvidenceKind::Identified(test) => {
                let ids: Vec<&str> = identifiers(slice, node, test).collect();
                Some((format!("{} {}", test.scheme, ids.join(", ")), None))
            }
            EvidenceKind::Attended(events) => Some((attended(slice, events, node)?, None)),
            EvidenceKind::Together(all) => {
                let shared = all[degree(answer)].get(&node)?;
                Some((together::words(slice, shared, answer), Some(shared.clone())))
            }
            EvidenceKind::Namesakes(all) => {
                let namesake = all[degree(answer)].get(&node)?;
                Some((namesake.words(slice, answer), Some(namesake.shared.clone())))
            }
        }
    }
}

/// The part that all members of a plan have passed and that shows more of them, with the context in which it is asked.
fn part<'p>(plan: &'p Plan, context: &Context) -> Option<(EvidencePart<'p>, Context)> {
    let here = |part| Some((part, context.clone()));
    match plan {
        Plan::Move(step @ (Move::Concurrent | Move::HeldTogether), _, inner) => {
            here(EvidencePart::Together(*step, inner))
        }
        Plan::Move(Move::Vacant, ..) => here(EvidencePart::Vacant),
        Plan::Move(Move::Longest, ..) => here(EvidencePart::Longest),
        Plan::Move(Move::Attended, _, inner) => here(EvidencePart::Attended(inner)),
        Plan::Where(sort, test) => here(of_test(*sort, test)?),
        Plan::Keep(inner, tests) => {
            match tests.iter().find_map(|test| of_test(inner.sort(), test)) {
                Some(part) => here(part),
                None => part(inner, context),
            }
        }
        Plan::In(change, inner) => part(inner, &context.changed(change)),
        Plan::Pair(Pairing::And, a, b) => part(a, context).or_else(|| part(b, context)),
        Plan::Pair(Pairing::Minus, inner, _) => part(inner, context),
        Plan::Graded(grade, inner) if *grade != Grade::Absent => part(inner, context),
        _ => None,
    }
}

/// What shows more of those that passed a test.
fn of_test(sort: Sort, test: &Test) -> Option<EvidencePart<'_>> {
    match test {
        Test::CoNamed => Some(EvidencePart::Namesakes(sort)),
        Test::Identified(test) => Some(EvidencePart::Identified(test)),
        _ => None,
    }
}

/// Which of some events somebody attended.
fn attended(slice: &Slice<'_>, events: &Runs, person: NodeIx) -> Option<String> {
    const SHOWN: usize = 3;
    let slice = slice.clone().with_threshold(Threshold::Possible);
    let graph = slice.graph();
    let own = people::attendances(&slice, person).map(|tie| tie.to);
    let mut own: Vec<NodeIx> = own.filter(|event| events.contains(event.0)).collect();
    own.dedup();
    let event = |event: &NodeIx| match &*words::date(&slice, Item::Node(*event)) {
        "" => graph.name(*event).to_owned(),
        date => format!("{} ({date})", graph.name(*event)),
    };
    let shown: Vec<String> = own.iter().take(SHOWN).map(event).collect();
    let more = match own.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!shown.is_empty()).then(|| format!("at {}{more}", shown.join(", ")))
}

/// The lengths of the members of a set, the longest first.
struct LengthPlaces(BTreeMap<u32, LengthPlace>);

/// A length among others: between which places it may stand.
struct LengthPlace {
    length: Length,
    order: usize,
    best: usize,
    worst: usize,
}

impl LengthPlaces {
    fn of(evaluator: &Evaluator<'_>, sort: Sort, found: &Runs, slice: &Slice<'_>) -> LengthPlaces {
        let length =
            |number: u32| Some((number, Length::of(evaluator.period(sort, number, slice)?)?));
        let mut all: Vec<(u32, Length)> = found.iter().filter_map(length).collect();
        all.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        let lengths: Vec<Length> = all.iter().map(|(_, length)| *length).collect();
        let places = Length::places(&lengths);
        let place = |(order, (number, length)): (usize, (u32, Length))| {
            let (best, worst) = places[order];
            (number, LengthPlace { length, order, best, worst })
        };
        LengthPlaces(all.into_iter().enumerate().map(place).collect())
    }
}

impl LengthPlace {
    fn words(&self, count: usize) -> String {
        let place = match self.best == self.worst {
            true => self.best.to_string(),
            false => format!("{} to {}", self.best, self.worst),
        };
        format!("{}; place {place} of {count} by recorded length", self.length)
    }
}
