//! Optimise: a [`Plan`] to one that finds the same with less work.
//!
//! Changes nothing about what is found: a property test holds it to that. Takes no notice of the
//! graph.
//!
//! | rewritten | to | because |
//! |---|---|---|
//! | `x & kind(k)`, and any other test | `x`, of which each is tested | the rest of the graph is not looked at |
//! | `x ~ kind(k)` | `x`, of which each is tested | the same |
//! | `a & ~b` | `a`, if shown, without `b` | the complement is not built |
//! | `none() \| x`, `x ~ none()` | `x` | |
//! | `none() & x`, `under(none())` | `none()` | |
//! | ids put together by `\|` | one set of ids | |
//! | `(x @ A) @ B` | `x @ A` | the inner date decides |

use super::plan::{ContextChange, Plan, Test};
use super::syntax::Pairing;

/// The same in less work.
#[must_use]
pub fn optimise(plan: Plan) -> Plan {
    match plan {
        Plan::Pair(pairing, a, b) => pair(pairing, optimise(*a), optimise(*b)),
        Plan::Not(inner) => match optimise(*inner) {
            Plan::Nothing(sort) => Plan::Every(sort),
            Plan::Where(sort, test) => Plan::Where(sort, Test::Fails(Box::new(test))),
            Plan::Every(sort) => Plan::Nothing(sort),
            inner => Plan::Not(Box::new(inner)),
        },
        Plan::Move(step, along, inner) => {
            let inner = optimise(*inner);
            let is_empty = matches!(inner, Plan::Nothing(_));
            let plan = Plan::Move(step, along, Box::new(inner));
            if is_empty { Plan::Nothing(plan.sort()) } else { plan }
        }
        Plan::Join(join, along, sets) => {
            let sets: Vec<Plan> = sets.into_iter().map(optimise).collect();
            match sets.iter().find(|set| matches!(set, Plan::Nothing(_))) {
                Some(none) => none.clone(),
                None => Plan::Join(join, along, sets),
            }
        }
        Plan::Keep(inner, tests) => keep(optimise(*inner), tests),
        Plan::Graded(grade, inner) => match optimise(*inner) {
            none @ Plan::Nothing(_) => none,
            inner => Plan::Graded(grade, Box::new(inner)),
        },
        Plan::In(change, inner) => changed(change, optimise(*inner)),
        Plan::Nothing(_) | Plan::Items(..) | Plan::Every(_) | Plan::Where(..) => plan,
    }
}

fn pair(pairing: Pairing, a: Plan, b: Plan) -> Plan {
    match (pairing, a, b) {
        (Pairing::Or, Plan::Nothing(_), x) | (Pairing::Or, x, Plan::Nothing(_)) => x,
        (Pairing::Or, Plan::Items(sort, a), Plan::Items(_, b)) => Plan::Items(sort, a.union(&b)),
        (Pairing::Minus, x, Plan::Nothing(_)) => x,
        (_, none @ Plan::Nothing(_), _) | (Pairing::And, _, none @ Plan::Nothing(_)) => none,
        (Pairing::And, a, b) => and(a, b),
        (Pairing::Minus, a, Plan::Where(_, test)) => minus_test(a, test),
        (pairing, a, b) => Plan::Pair(pairing, Box::new(a), Box::new(b)),
    }
}

fn and(a: Plan, b: Plan) -> Plan {
    match (a, b) {
        (x, Plan::Every(_)) | (Plan::Every(_), x) => keep(x, vec![Test::Shown]),
        (x, Plan::Where(_, test)) => keep(x, vec![test, Test::Shown]),
        (Plan::Where(_, test), x) => keep(x, vec![test, Test::Shown]),
        (a, Plan::Not(b)) | (Plan::Not(b), a) => {
            let shown = keep(a, vec![Test::Shown]);
            Plan::Pair(Pairing::Minus, Box::new(shown), b)
        }
        (a, b) => Plan::Pair(Pairing::And, Box::new(a), Box::new(b)),
    }
}

/// `a ~ where(test)`: what fails the test, or is not shown. What is shown in any case needs no
/// second look.
fn minus_test(a: Plan, test: Test) -> Plan {
    if a.is_shown() {
        return keep(a, vec![Test::Fails(Box::new(test))]);
    }
    let sort = a.sort();
    Plan::Pair(Pairing::Minus, Box::new(a), Box::new(Plan::Where(sort, test)))
}

fn keep(plan: Plan, mut tests: Vec<Test>) -> Plan {
    if plan.is_shown() {
        tests.retain(|test| !matches!(test, Test::Shown));
    }
    match plan {
        plan if tests.is_empty() => plan,
        none @ Plan::Nothing(_) => none,
        Plan::Keep(inner, mut first) => {
            first.extend(tests);
            Plan::Keep(inner, first)
        }
        plan => Plan::Keep(Box::new(plan), tests),
    }
}

fn changed(change: ContextChange, inner: Plan) -> Plan {
    match (&change, inner) {
        (_, none @ Plan::Nothing(_)) => none,
        (
            ContextChange::AsOf(_) | ContextChange::AnyTime,
            inner @ Plan::In(ContextChange::AsOf(_) | ContextChange::AnyTime, _),
        ) => inner,
        (_, inner) => Plan::In(change, Box::new(inner)),
    }
}
