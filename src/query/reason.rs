//! Reasons: why a member of what a query found has the answer that it has.
//!
//! Takes a slice, a member and its answer; gives one clause in plain words.

use super::filter::{self, Member};
use super::plan::{Move, Plan, Test};
use super::syntax::Pairing;
use crate::graph::{FactRef, Field, Item, NodeIx, RelationKind, RelationRef, Slice, Why};
use crate::time::{Answer, AppositiveDate, BareDate, Bound, LastDate, Period, When};

/// Why an answer is what it is: in words, with the date at which a thing that is presumed was last attested.
pub(super) struct Because {
    pub(super) text: String,
    pub(super) last_attested: Option<LastDate>,
}

impl From<String> for Because {
    fn from(text: String) -> Because {
        Because { text, last_attested: None }
    }
}

impl From<Why> for Because {
    fn from(why: Why) -> Because {
        Because { text: why.to_string(), last_attested: why.last_attested() }
    }
}

/// Why tests of dates that a member passed say no more than `way` of it: the first that does so.
pub(super) fn of_tests(
    slice: &Slice<'_>,
    tests: &[&Test],
    member: Member,
    way: Answer,
) -> Option<Because> {
    let period = filter::period(slice, member);
    tests.iter().find_map(|test| match test {
        Test::Changed(from, to) => match member {
            Member::Node(node) => Some(of_change(slice, node, [*from, *to]).into()),
            _ => None,
        },
        Test::LastAttested(_) => {
            let last = filter::last_attested(slice, member)?;
            Some(format!("last attested {last}").into())
        }
        _ => {
            let period = period?;
            (filter::dated(test, period)? == way).then(|| words(test, period))?.map(Because::from)
        }
    })
}

/// What the dates say to a test of bounds that they pass.
fn words(test: &Test, period: Period) -> Option<String> {
    let (start, end) = (period.start(), period.end());
    let certain = filter::dated(test, period)? == Answer::Certain;
    let asks_start = matches!(test, Test::Founded(_) | Test::After(_) | Test::During(_));
    let asks_end = matches!(test, Test::Ended(_) | Test::Before(_) | Test::During(_));
    if asks_start && period.start_bound() == Bound::Unknown {
        return Some("its start is not recorded".to_owned());
    }
    if asks_end && period.end_bound() != Bound::Stated {
        return Some("its end is not recorded".to_owned());
    }
    let (begun, its_start, ended, its_end) = match period.is_instant() {
        true => ("dated", "its date", "dated", "its date"),
        false => ("begun", "its start", "ended", "its end"),
    };
    Some(match test {
        Test::Founded(_) | Test::After(_) if certain => format!("{begun} {}", BareDate(start)),
        Test::During(_) if certain && period.is_instant() => format!("dated {}", BareDate(start)),
        Test::During(_) if certain => format!("begun {}, ended {}", BareDate(start), BareDate(end)),
        Test::Ended(_) | Test::Before(_) if certain => format!("{ended} {}", BareDate(end)),
        Test::Founded(when) => {
            format!("{its_start}{} may lie outside {when}", AppositiveDate(start))
        }
        Test::Ended(when) => format!("{its_end}{} may lie outside {when}", AppositiveDate(end)),
        Test::After(when) => {
            format!("{its_start}{} may not be after {when}", AppositiveDate(start))
        }
        Test::Before(when) => format!("{its_end}{} may not be before {when}", AppositiveDate(end)),
        Test::During(when) => {
            let unsettled = [Test::Founded(*when), Test::Ended(*when)];
            let unsettled = unsettled.iter().find(|bound| {
                filter::dated(bound, period).is_some_and(|answer| answer < Answer::Certain)
            });
            return words(unsettled?, period);
        }
        _ => return None,
    })
}

/// How an organ stood on either date.
fn of_change(slice: &Slice<'_>, organ: NodeIx, dates: [When; 2]) -> String {
    let [before, after] = dates.map(|when| {
        let then = slice.clone().at(Some(when));
        format!("{when}: {} ({})", then.answer(organ), then.why(organ))
    });
    format!("{before}; {after}")
}

/// Why a member's own answer is what it is.
pub(super) fn of_itself(slice: &Slice<'_>, member: Member) -> Because {
    let of_claim = |item: Item, fact: Option<FactRef<'_>>| match (slice.when(), fact) {
        (None, _) => Why::AnyTime,
        (Some(_), None) => Why::Undated,
        (Some(when), Some(fact)) => slice.claim_why(item, &fact, when),
    };
    let dated = |item: Item| of_claim(item, slice.facts(item, Field::Date).next());
    let why = match member {
        Member::Node(node) => slice.why(node),
        _ if !filter::counts(slice, member) => Why::Unsaid,
        Member::Claim(claim) => match claim.fact(slice.graph()) {
            Some(fact) if !fact.period.is_unknown() => of_claim(claim.item, Some(fact)),
            _ => dated(claim.item),
        },
        Member::Transition(_) => dated(member.item()),
    };
    why.into()
}

/// Of somebody who is found by a service (who held, who sat): why the tenure or the seat has its answer.
pub(super) fn of_service(slice: &Slice<'_>, member: Member, plan: &Plan) -> Option<Why> {
    let (Member::Node(person), true) = (member, by_service(plan)) else { return None };
    let graph = slice.graph();
    slice.when()?;
    let services = graph.relations_from(person).filter(|tie| {
        matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat) && tie.status.is_holder()
    });
    let best = services.fold(None, |best: Option<(Answer, RelationRef)>, tie| {
        let answer = slice.relation_answer(&tie);
        match best {
            Some((known, _)) if known >= answer => best,
            _ => Some((answer, tie)),
        }
    });
    best.map(|(_, tie)| slice.relation_why(&tie))
}

/// Whether the members of a plan are found by who held or sat.
fn by_service(plan: &Plan) -> bool {
    match plan {
        Plan::Move(Move::Holders | Move::Members(_) | Move::Colleagues, ..) => true,
        Plan::Keep(inner, _) | Plan::In(_, inner) | Plan::Pair(Pairing::Minus, inner, _) => {
            by_service(inner)
        }
        Plan::Pair(Pairing::And, a, b) => by_service(a) || by_service(b),
        Plan::Pair(Pairing::Or, a, b) => by_service(a) && by_service(b),
        _ => false,
    }
}

/// Why the way to a member weighs less than the member itself: its weakest relation.
pub(super) fn of_the_way(slice: &Slice<'_>, member: Member, way: Answer) -> Option<Because> {
    let Member::Node(node) = member else { return None };
    if way == Answer::Certain {
        return None;
    }
    let graph = slice.graph();
    let loose = slice.clone().at(slice.when());
    let mut relations = graph.unders(node).chain(graph.units(node));
    let weakest = relations.find(|under| loose.under_answer(under) == way)?;
    let (unit, superior) = (name(slice, weakest.unit), name(slice, weakest.superior));
    let why = slice.under_why(&weakest);
    let text = format!("{unit} under {superior}: {why}");
    Some(Because { text, last_attested: why.last_attested() })
}

fn name(slice: &Slice<'_>, node: NodeIx) -> String {
    slice.graph().name(node).to_owned()
}
