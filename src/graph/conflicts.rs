//! Conflicts: whether two claims about one thing cannot both be true, and whether two events may be one.
//!
//! Takes two claims of one item and one field; gives yes or no. A finer date agrees with a coarser one, an end
//! that is not recorded with any end, a plan with what came of it; a source does not conflict with itself by
//! giving two values. Never decides which of two claims is right.

use rustc_hash::{FxHashMap, FxHashSet};

use super::find::fold;
use super::index::{FactIx, Item, NodeIx, SourceIx, TransitionIx};
use super::org_graph::{FactRef, TransitionRef};
use super::slice::Slice;
use super::tables::Field;
use crate::model::TransitionKind;
use crate::time::{Bound, Day, Period};

/// What a claim says in the field that is compared.
#[derive(Clone, PartialEq, Eq, Hash)]
enum ComparedValue {
    Days(Period),
    Kind(String),
    Words(Vec<String>),
    Text(String),
}

/// What is said, and by which sources: claims that have both in common conflict with the same others.
#[derive(PartialEq, Eq, Hash)]
struct Testimony {
    sources: Vec<SourceIx>,
    value: ComparedValue,
    /// The days of which a kind or a place is claimed, where the claim names some.
    during: Option<Period>,
}

impl<'g> Slice<'g> {
    /// Whether two claims of one item and one field cannot both be true.
    pub fn conflict(&self, item: Item, one: &FactRef<'_>, other: &FactRef<'_>) -> bool {
        one.ix != other.ix
            && one.modality.is_held()
            && other.modality.is_held()
            && self.exclude(&self.testimony(item, one), &self.testimony(item, other))
    }

    /// The claims of a field of an item that conflict with another. However many claims there are, one of each
    /// testimony is compared, and none with what the same sources say.
    pub fn conflicting(&self, item: Item, field: Field) -> FxHashSet<FactIx> {
        let mut said: FxHashMap<Testimony, Vec<FactIx>> = FxHashMap::default();
        for fact in self.facts(item, field).filter(|fact| fact.modality.is_held()) {
            said.entry(self.testimony(item, &fact)).or_default().push(fact.ix);
        }
        let mut by_sources: FxHashMap<&[SourceIx], Vec<&Testimony>> = FxHashMap::default();
        said.keys().for_each(|testimony| {
            by_sources.entry(&testimony.sources).or_default().push(testimony);
        });
        let is_rivalled = |one: &Testimony| {
            let mut others = by_sources
                .iter()
                .filter(|(sources, _)| sources.is_empty() || **sources != one.sources.as_slice())
                .flat_map(|(_, others)| others);
            others.any(|other| self.exclude(one, other))
        };
        let rivalled = said.iter().filter(|(one, _)| is_rivalled(one));
        rivalled.flat_map(|(_, facts)| facts.iter().copied()).collect()
    }

    fn testimony(&self, item: Item, fact: &FactRef<'_>) -> Testimony {
        let value = match fact.field {
            Field::Date | Field::Born | Field::Died => ComparedValue::Days(fact.period),
            Field::Kind => ComparedValue::Kind(fact.text.to_owned()),
            Field::Place => ComparedValue::Words(words(fact.text)),
            _ => ComparedValue::Text(fold(fact.text)),
        };
        let has_days =
            matches!(fact.field, Field::Kind | Field::Place) && !fact.period.is_unknown();
        let during = has_days.then_some(fact.period);
        Testimony { sources: self.said_by(item, fact), value, during }
    }

    /// Whether two testimonies on one thing cannot both be true.
    fn exclude(&self, one: &Testimony, other: &Testimony) -> bool {
        use ComparedValue::{Days, Kind, Text, Words};
        if !one.sources.is_empty() && one.sources == other.sources {
            return false;
        }
        // A value that changed is no conflict: the two have to hold on one day, and that of a move has both.
        let is_of_one_time = match (one.during, other.during) {
            (None, None) => true,
            (Some(a), Some(b)) => a.intersect_certain(b).is_some_and(|both| both.from < both.to),
            _ => false,
        };
        if !is_of_one_time {
            return false;
        }
        match (&one.value, &other.value) {
            (Days(a), Days(b)) => {
                a.contradicts(*b)
                    || self.goes_on_past(&one.sources, *a, *b)
                    || self.goes_on_past(&other.sources, *b, *a)
            }
            (Kind(a), Kind(b)) => !self.is_wider(a, b) && !self.is_wider(b, a),
            (Words(a), Words(b)) => {
                !a.is_empty() && !b.is_empty() && !a.iter().any(|word| b.contains(word))
            }
            (Text(a), Text(b)) => a != b,
            _ => false,
        }
    }

    /// Whether two transitions of one kind between the same organs may be one event: their dates allow it, or they
    /// are rival accounts, by different sources, of what happens once. What may happen again did, where the dates
    /// exclude each other: an organ is reorganised, dissolved and revived several times, and may join and leave
    /// another more than once.
    pub fn may_be_one_event(&self, one: TransitionIx, other: TransitionIx) -> bool {
        let item = |ix| Item::Transition(ix);
        let dates = self.period(item(one)).zip(self.period(item(other)));
        let Some((first, second)) = dates.filter(|(a, b)| a.contradicts(*b)) else { return true };
        let transition = self.graph().transition(one);
        match transition.kind {
            TransitionKind::Founded => true,
            TransitionKind::Reorganised | TransitionKind::Renamed => false,
            _ => {
                let (mine, theirs) = (self.cited_by(item(one)), self.cited_by(item(other)));
                let apart = !mine.is_empty() && !mine.iter().any(|source| theirs.contains(source));
                apart && !theirs.is_empty() && !self.is_undone(transition, first, second)
            }
        }
    }

    /// Whether something that went back on a transition may lie between two dates of it: a revival between two
    /// dissolutions, or what led back from one of its successors to one of its predecessors.
    fn is_undone(&self, transition: TransitionRef<'g>, one: Period, other: Period) -> bool {
        use TransitionKind::{Dissolved, Revived};
        let graph = self.graph();
        let undoes = |t: &TransitionRef<'g>| match transition.kind {
            Dissolved => t.kind == Revived,
            Revived => t.kind != Revived && (*t).into().next().is_none(),
            _ => {
                (*t).into().any(|organ| transition.has_predecessor(organ)) && t.ix != transition.ix
            }
        };
        let from = one.start().earliest.min(other.start().earliest);
        let to = one.end().latest.max(other.end().latest);
        let between = |t: &TransitionRef<'g>| {
            let (first, last) = self.transition_days(t);
            first <= to && last >= from && self.counts_item(Item::Transition(t.ix))
        };
        let back = |organ| graph.transitions_from(organ).chain(graph.transitions_into(organ));
        let mut ends: Vec<NodeIx> = transition.into().collect();
        if ends.is_empty() {
            ends = TransitionRef::from(transition).collect();
        }
        ends.into_iter().flat_map(back).any(|t| undoes(&t) && between(&t))
    }

    fn cited_by(&self, item: Item) -> Vec<SourceIx> {
        let graph = self.graph();
        let facts = graph.facts(item).flat_map(|fact| graph.fact_cites(&fact).collect::<Vec<_>>());
        let all = graph.cites(item).chain(facts).map(|cite| cite.source);
        all.filter(|source| self.perspective().has_source(*source)).collect()
    }

    fn said_by(&self, item: Item, fact: &FactRef<'_>) -> Vec<SourceIx> {
        let graph = self.graph();
        let mut sources: Vec<SourceIx> = graph.fact_cites(fact).map(|cite| cite.source).collect();
        if sources.is_empty() {
            sources = graph.cites(item).map(|cite| cite.source).collect();
        }
        sources.retain(|source| self.perspective().has_source(*source));
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// Whether what one source knew to go on had ended before that source spoke, as the other has it.
    fn goes_on_past(&self, sources: &[SourceIx], one: Period, other: Period) -> bool {
        if one.end_bound() != Bound::Open
            || other.end_bound() != Bound::Stated
            || other.is_instant()
        {
            return false;
        }
        let spoke: Option<Day> = sources.iter().filter_map(|source| self.spoke(*source)).max();
        spoke.is_none_or(|day| day > other.end().latest)
    }

    /// Whether one kind is the other, or a wider one in the charter.
    fn is_wider(&self, wide: &str, kind: &str) -> bool {
        let kinds = self.graph().charter().map(|charter| &charter.kinds);
        let mut at = kind.to_owned();
        for _ in 0..64 {
            if fold(&at) == fold(wide) {
                return true;
            }
            let wider = kinds.and_then(|kinds| kinds.get(&*at)).map(|kind| kind.is.to_string());
            match wider.filter(|wider| !wider.is_empty()) {
                Some(wider) => at = wider,
                None => return false,
            }
        }
        false
    }
}

/// The words of a place that show it from others: two places that share one may be the same, one given more closely.
fn words(place: &str) -> Vec<String> {
    const COMMON: [&str; 24] = [
        "the", "of", "in", "at", "on", "near", "and", "area", "areas", "county", "province",
        "city", "district", "region", "north", "south", "east", "west", "northern", "southern",
        "eastern", "western", "street", "road",
    ];
    let folded = fold(place);
    let words =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> =
        words.filter(|word| !COMMON.contains(word)).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}
