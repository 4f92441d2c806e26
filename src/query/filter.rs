//! Tests of single things: whether one stays in a set.
//!
//! Takes a slice and a test, prepares what the test needs once, and answers for one thing after
//! the other. Answers of dates are compared with the slice's threshold, as everywhere.

use std::cell::RefCell;

use rustc_hash::FxHashSet;

use super::claims::ClaimRow;
use super::identified::identifiers;
use super::life::life;
use super::namesakes::namesakes;
use super::plan::{Sort, Test};
use super::runs::Runs;
use crate::graph::{
    CiteRef, Class, FactIx, FactRef, Field, Item, NodeIx, Perspective, PerspectiveSpec, Slice,
    SourceIx, Threshold, Trait, TransitionIx, TransitionRef,
};
use crate::model::{Modality, TransitionKind};
use crate::time::{Answer, Bound, Day, LastDate, Period, When};

/// One member of a set.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Member {
    Node(NodeIx),
    Transition(TransitionIx),
    Claim(ClaimRow),
}

impl Member {
    pub(super) fn new(sort: Sort, number: u32, claims: &[ClaimRow]) -> Member {
        match sort {
            Sort::Transitions => Member::Transition(TransitionIx(number)),
            Sort::Claims => Member::Claim(claims[number as usize]),
            _ => Member::Node(NodeIx(number)),
        }
    }

    pub(super) fn item(self) -> Item {
        match self {
            Member::Node(node) => Item::Node(node),
            Member::Transition(transition) => Item::Transition(transition),
            Member::Claim(claim) => claim.item,
        }
    }
}

/// What sources can contradict each other in: of names and counts there may be many.
const DISPUTED: [Field; 5] = [Field::Date, Field::Born, Field::Died, Field::Kind, Field::Place];

/// A test that is ready for the members of a set.
pub(super) struct Tester<'t, 'g> {
    slice: &'t Slice<'g>,
    test: &'t Test,
    /// The slices that the test looks at beside its own.
    others: Vec<Slice<'g>>,
    /// What must not be so, asked at the dual threshold.
    fails: Option<Box<FailingTest<'g>>>,
    /// The claims in conflict on the value that was asked about last: those of one value stand together.
    conflicts: RefCell<Option<(Item, Field, FxHashSet<FactIx>)>>,
}

/// A test that has to fail, with the slice at the dual threshold in which it is asked.
struct FailingTest<'g> {
    slice: Slice<'g>,
    test: Test,
}

impl<'t, 'g> Tester<'t, 'g> {
    pub(super) fn new(slice: &'t Slice<'g>, test: &'t Test) -> Self {
        let at = |when: &When| slice.clone().at(Some(*when));
        let fails = match test {
            Test::Fails(inner) => {
                let slice = slice.clone().with_threshold(slice.threshold().dual());
                Some(Box::new(FailingTest { slice, test: (**inner).clone() }))
            }
            _ => None,
        };
        let others = match test {
            Test::Existed(when) => vec![at(when)],
            Test::Changed(from, to) => vec![at(from), at(to)],
            Test::Cited(sources) => vec![according(slice, sources)],
            _ => Vec::new(),
        };
        Tester { slice, test, others, fails, conflicts: RefCell::new(None) }
    }

    /// The members of a set that pass.
    pub(super) fn passes_all(&self, of: &Runs, member: impl Fn(u32) -> Member) -> Runs {
        match &self.fails {
            Some(fails) => {
                let inner = Tester::new(&fails.slice, &fails.test);
                of.difference(&inner.passes_all(of, member))
            }
            None if matches!(self.test, Test::CoNamed) => self.co_named(of),
            None => of.filter(|number| self.passes(member(number))),
        }
    }

    fn passes(&self, member: Member) -> bool {
        let slice = self.slice;
        let item = member.item();
        match self.test {
            Test::Shown => self.shown(member),
            Test::Fails(_) | Test::CoNamed => unreachable!("asked of all members at once"),
            Test::Kind(_, fits) if slice.varies(item, Field::Kind) => {
                let is_one = |fact: &FactRef<'_>| {
                    let number = slice.graph().number_of_kind(fact.text);
                    number.is_some_and(|number| fits[number as usize])
                };
                slice.shows(slice.value_answer(item, Field::Kind, is_one))
            }
            Test::Kind(_, fits) => self.kind(member).is_some_and(|kind| fits[kind]),
            Test::Name(pattern) => match member {
                Member::Node(node) => {
                    pattern.fits(slice.graph().name(node))
                        || slice.facts(item, Field::Name).any(|fact| pattern.fits(fact.text))
                        || slice.renames(node).any(|(name, _)| pattern.fits(name))
                }
                _ => false,
            },
            Test::Place(pattern) if slice.varies(item, Field::Place) => {
                let is_there = |fact: &FactRef<'_>| pattern.fits(fact.text);
                slice.shows(slice.value_answer(item, Field::Place, is_there))
            }
            Test::Place(pattern) => {
                slice.facts(item, Field::Place).any(|fact| pattern.fits(fact.text))
            }
            Test::Tag(pattern) => self.has(item, Trait::Tag, |text| pattern.fits(text)),
            Test::Identified(test) => match member {
                Member::Node(node) => identifiers(slice, node, test).next().is_some(),
                _ => false,
            },
            Test::Series(pattern) => self.has(item, Trait::Series, |text| pattern.fits(text)),
            Test::Existed(when) => slice.shows(self.existed(member, *when)),
            Test::Founded(_)
            | Test::Ended(_)
            | Test::Before(_)
            | Test::After(_)
            | Test::During(_) => self.dated(member, self.test),
            Test::Undated => self.period(member).is_none_or(Period::is_unknown),
            Test::Changed(..) => match member {
                Member::Node(organ) => crate::ask::changed_at(
                    &self.others[0],
                    &self.others[1],
                    organ,
                    slice.threshold(),
                ),
                _ => false,
            },
            Test::Cited(_) => counts(&self.others[0], member),
            Test::Uncited => self.sources(member).is_empty(),
            Test::SingleSourced => self.sources(member).len() == 1,
            Test::LastAttested(when) => self.was_last_attested_before(member, *when),
            Test::Disputed => self.disputed(member),
            Test::Modality(modality) => self.said(member, *modality),
        }
    }

    fn kind(&self, member: Member) -> Option<usize> {
        let graph = self.slice.graph();
        match member {
            Member::Node(node) => Some(graph.kind_number(node) as usize),
            Member::Transition(ix) => Some(graph.transition(ix).kind as usize),
            Member::Claim(_) => None,
        }
    }

    fn has(&self, item: Item, what: Trait, fits: impl Fn(&str) -> bool) -> bool {
        let mut properties = self.slice.graph().properties(item);
        properties.any(|(found, text)| found == what && fits(text))
    }

    fn shown(&self, member: Member) -> bool {
        self.slice.shows(answer(self.slice, member))
    }

    // Dates.

    fn existed(&self, member: Member, when: When) -> Answer {
        match member {
            Member::Node(node) => self.others[0].answer(node),
            _ if !counts(self.slice, member) => Answer::No,
            _ => self.period(member).map_or(Answer::Possible, |period| period.answer(when)),
        }
    }

    /// Whether the dates give an answer that the slice shows. A plan is never more than possible.
    fn dated(&self, member: Member, test: &Test) -> bool {
        if !counts(self.slice, member) {
            return false;
        }
        let period = self.period(member).unwrap_or(Period::UNKNOWN);
        // What is said without any date is not a matter of time.
        let is_timeless = period.is_unknown() && matches!(member, Member::Claim(_));
        let is_left_aside = match self.slice.threshold() {
            Threshold::Unended => asks_for_unrecorded_end(test, period),
            Threshold::Recorded => asks_for_unrecorded(test, period),
            _ => false,
        };
        if is_timeless || is_left_aside {
            return false;
        }
        let answer = dated(test, period).unwrap_or(Answer::No);
        let held = self.modality(member).is_held();
        self.slice.shows(if held { answer } else { answer.min(Answer::Possible) })
    }

    fn period(&self, member: Member) -> Option<Period> {
        period(self.slice, member)
    }

    fn modality(&self, member: Member) -> Modality {
        let graph = self.slice.graph();
        let item = member.item();
        match member {
            Member::Claim(claim) => claim.fact(graph).map(|fact| fact.modality),
            _ => self.slice.facts(item, Field::Date).next().map(|fact| fact.modality),
        }
        .unwrap_or(graph.modality(item))
    }

    // Evidence.

    /// The witnesses that speak of a member: a source that speaks within another is one of its own, unless the model
    /// says that the two are one.
    fn sources(&self, member: Member) -> Vec<SourceIx> {
        let graph = self.slice.graph();
        let witness = |cite: CiteRef<'_>| graph.witness(cite.source);
        let mut found: Vec<SourceIx> = cites(self.slice, member).into_iter().map(witness).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those that bore a name of another one at the same time. All members of a set are of one class.
    fn co_named(&self, of: &Runs) -> Runs {
        let Some(first) = of.iter().next() else { return Runs::NONE };
        let found = namesakes(self.slice, self.slice.graph().class(NodeIx(first)));
        of.filter(|number| found.contains_key(&NodeIx(number)))
    }

    /// Whether the last day on which sources place a member there is before the days; of what they place nowhere, no. That is
    /// a matter of what is recorded, and the same in every world.
    fn was_last_attested_before(&self, member: Member, when: When) -> bool {
        let Some(last) = last_attested(self.slice, member) else { return false };
        last.0.latest < when.from
    }

    fn disputed(&self, member: Member) -> bool {
        let graph = self.slice.graph();
        match member {
            Member::Claim(claim) => {
                let rival = claim.fact(graph).is_some_and(|fact| {
                    DISPUTED.contains(&fact.field)
                        && self.conflicting(claim.item, fact.field, |all| all.contains(&fact.ix))
                });
                rival || matches!(claim.item, Item::Transition(ix) if self.has_rival_founding(ix))
            }
            Member::Transition(ix) => self.has_rivals(member.item()) || self.has_rival_founding(ix),
            Member::Node(node) => {
                let mut unders = graph.unders(node);
                let is_organ = graph.class(node) == Class::Organ;
                self.has_rivals(member.item())
                    || unders.any(|under| self.has_rivals(Item::Under(under.ix)))
                    || is_organ
                        && graph.transitions_into(node).any(|t| self.has_rival_founding(t.ix))
            }
        }
    }

    /// Whether the same organ was founded at another time or by others as well: an organ is founded
    /// once, so that two foundings are rival accounts of one.
    fn has_rival_founding(&self, ix: TransitionIx) -> bool {
        let graph = self.slice.graph();
        let counts = |t: &TransitionRef<'_>| {
            let item = Item::Transition(t.ix);
            t.kind == TransitionKind::Founded
                && t.modality.is_held()
                && self.slice.counts_item(item)
        };
        let one = graph.transition(ix);
        let others = one.into().flat_map(|organ| graph.transitions_into(organ));
        counts(&one)
            && others.filter(|other| other.ix != ix && counts(other)).any(|other| {
                let period = |t: &TransitionRef<'_>| self.slice.period(Item::Transition(t.ix));
                let apart = period(&one).zip(period(&other)).is_some_and(|(a, b)| a.contradicts(b));
                let named = one.by().next().is_some() && other.by().next().is_some();
                apart || named && !one.by().any(|by| other.by().any(|also| also == by))
            })
    }

    /// Whether two claims of an item contradict each other.
    fn has_rivals(&self, item: Item) -> bool {
        let two = |field| self.slice.facts(item, field).nth(1).is_some();
        DISPUTED
            .iter()
            .any(|&field| two(field) && self.conflicting(item, field, |claims| !claims.is_empty()))
    }

    /// Asks something of the claims on a value that conflict with another.
    fn conflicting(
        &self,
        item: Item,
        field: Field,
        ask: impl Fn(&FxHashSet<FactIx>) -> bool,
    ) -> bool {
        let mut last = self.conflicts.borrow_mut();
        let known = last.take().filter(|(of, about, _)| (*of, *about) == (item, field));
        let (.., claims) = last
            .insert(known.unwrap_or_else(|| (item, field, self.slice.conflicting(item, field))));
        ask(claims)
    }

    fn said(&self, member: Member, wanted: Modality) -> bool {
        let graph = self.slice.graph();
        match member {
            Member::Claim(_) => self.modality(member) == wanted,
            _ => {
                let item = member.item();
                let counts = |fact: &FactRef<'_>| {
                    let mut counted = self.slice.facts(item, fact.field);
                    counted.any(|other| other.ix == fact.ix)
                };
                graph.modality(item) == wanted && self.slice.counts_item(item)
                    || graph.facts(item).any(|fact| fact.modality == wanted && counts(&fact))
            }
        }
    }
}

/// All citations of a member that count in the slice.
pub(super) fn cites<'g>(slice: &Slice<'g>, member: Member) -> Vec<CiteRef<'g>> {
    let graph = slice.graph();
    let own = |fact: &FactRef<'g>| graph.fact_cites(fact).collect::<Vec<_>>();
    let found: Vec<CiteRef<'g>> = match member {
        Member::Claim(claim) => match claim.fact(graph) {
            Some(fact) => own(&fact),
            None => graph.cites(claim.item).collect(),
        },
        _ => {
            let item = member.item();
            graph.cites(item).chain(graph.facts(item).flat_map(|fact| own(&fact))).collect()
        }
    };
    found.into_iter().filter(|cite| slice.perspective().has_source(cite.source)).collect()
}

/// The latest date at which a source that counts places a member there.
pub(super) fn last_attested(slice: &Slice<'_>, member: Member) -> Option<LastDate> {
    match member {
        Member::Node(node) => slice.last_attested(node),
        Member::Claim(claim) => slice.claimed(claim.item, &claim.fact(slice.graph())?).1,
        Member::Transition(_) => None,
    }
}

/// Whether anything that counts speaks of a member.
pub(super) fn counts(slice: &Slice<'_>, member: Member) -> bool {
    match member {
        Member::Node(node) => slice.attested(node),
        Member::Transition(ix) => slice.counts_item(Item::Transition(ix)),
        Member::Claim(claim) => claim.counts(slice),
    }
}

/// Whether a member was there then.
pub(super) fn answer(slice: &Slice<'_>, member: Member) -> Answer {
    let graph = slice.graph();
    match member {
        Member::Node(node) => slice.answer(node),
        Member::Transition(ix) => slice.transition_answer(&graph.transition(ix)),
        Member::Claim(claim) if !claim.counts(slice) => Answer::No,
        Member::Claim(claim) => {
            let fact = claim.fact(graph);
            let modality = fact.map_or(graph.modality(claim.item), |fact| fact.modality);
            let answer = match (slice.when(), period(slice, Member::Claim(claim))) {
                (Some(when), Some(period)) if !period.is_unknown() => period.answer(when),
                _ => Answer::Certain,
            };
            if modality.is_held() { answer } else { answer.min(Answer::Possible) }
        }
    }
}

/// The dates of a member by the preferred claim that counts.
pub(super) fn period(slice: &Slice<'_>, member: Member) -> Option<Period> {
    let graph = slice.graph();
    match member {
        Member::Claim(claim) => match claim.fact(graph) {
            Some(fact) => Some(slice.claimed(claim.item, &fact).0),
            None => slice.period(claim.item),
        },
        Member::Node(node) if graph.class(node) == Class::Person => life(slice, node),
        _ => slice.period(member.item()),
    }
}

/// The slice that shows only what some sources say.
fn according<'g>(slice: &Slice<'g>, sources: &[SourceIx]) -> Slice<'g> {
    let graph = slice.graph();
    let ids = sources.iter().map(|&source| graph.source_id(source).to_owned()).collect();
    let presume_for = slice.perspective().presume_for();
    let spec = PerspectiveSpec { according_to: ids, presume_for, ..PerspectiveSpec::default() };
    let perspective = Perspective::new(graph, &spec).expect("the sources are the graph's");
    slice.caches().slice(None, perspective, slice.threshold())
}

// Bounds against days. A bound that is not recorded may lie on any day that the other bound leaves open.

/// What the dates answer to a test of bounds; nothing for another test.
pub(super) fn dated(test: &Test, period: Period) -> Option<Answer> {
    match test {
        Test::Founded(when) => Some(founded(period, *when)),
        Test::Ended(when) => Some(ended(period, *when)),
        Test::Before(when) => Some(before(period, *when)),
        Test::After(when) => Some(after(period, *when)),
        Test::During(when) => Some(during(period, *when)),
        _ => None,
    }
}

/// Whether a test asks for a bound that nobody recorded.
fn asks_for_unrecorded(test: &Test, period: Period) -> bool {
    let start = matches!(test, Test::Founded(_) | Test::After(_) | Test::During(_));
    start && period.start_bound() == Bound::Unknown || asks_for_unrecorded_end(test, period)
}

/// Whether a test asks for an end that nobody recorded: it has not come where all such ends have not.
fn asks_for_unrecorded_end(test: &Test, period: Period) -> bool {
    matches!(test, Test::Ended(_) | Test::Before(_) | Test::During(_))
        && period.end_bound() != Bound::Stated
}

fn founded(period: Period, when: When) -> Answer {
    match period.start_bound() {
        Bound::Stated | Bound::Unknown => period.start_within(when),
        Bound::Open => Answer::No,
    }
}

fn ended(period: Period, when: When) -> Answer {
    match period.end_bound() {
        Bound::Stated => period.end_within(when),
        // No end need ever have come.
        Bound::Unknown | Bound::Open => period.end_within(when).min(Answer::Possible),
    }
}

fn before(period: Period, when: When) -> Answer {
    ended(period, When::between(Day::MIN, when.from.prev()))
}

fn after(period: Period, when: When) -> Answer {
    if period.start_bound() == Bound::Open {
        return Answer::No;
    }
    founded(period, When::between(when.to.next(), Day::MAX))
}

fn during(period: Period, when: When) -> Answer {
    let possible = period.answer(when) > Answer::No;
    let answer = founded(period, when).min(ended(period, when));
    if possible { answer } else { Answer::No }
}
