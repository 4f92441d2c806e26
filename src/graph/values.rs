//! Values over time: what kind an organ was of and where it was, by claims that say from when to when.
//!
//! Takes a slice, a thing and a field; gives the value that held on the days asked about, and whether one that
//! fits held. Of two claims for one day the preferred one holds; a claim without days of its own holds where no
//! other does; and one whose end is not recorded gives way to another value that began later. Never surer than the
//! claims together.

use std::collections::{HashMap, HashSet};

use super::index::{FactIx, Item, NodeIx};
use super::org_graph::FactRef;
use super::slice::Slice;
use super::tables::Field;
use crate::time::{Answer, Bound, Day, When};

impl<'g> Slice<'g> {
    /// Whether any claim about a field that counts has days of its own.
    #[inline]
    pub(crate) fn varies(&self, item: Item, field: Field) -> bool {
        self.graph().has_dated_values
            && self.facts(item, field).any(|fact| !fact.period.is_unknown())
    }

    /// The claim about a field that holds on the days asked about: the surest, of several the preferred one. Without a
    /// date the preferred claim.
    ///
    /// ```
    /// use organigram::graph::{Builder, Field, Item, Slice};
    /// use organigram::time::When;
    /// let graph = Builder::from_model(ron::from_str(r#"Model(organs: { "club": Organ(place: [
    ///     Claim(value: "The Old Mill", during: "1950/1960"), Claim(value: "The Red Lion", during: "1961/"),
    /// ]) })"#)?);
    /// let club = Item::Node(graph.node("club").unwrap());
    /// let at = |date| Slice::all(&graph).at(Some(When::parse(date).unwrap()));
    /// assert_eq!(at("1955").value_then(club, Field::Place).unwrap().text, "The Old Mill");
    /// assert_eq!(at("1970").value_then(club, Field::Place).unwrap().text, "The Red Lion");
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    pub fn value_then(&self, item: Item, field: Field) -> Option<FactRef<'g>> {
        let mut held = self.facts(item, field).filter(|fact| fact.modality.is_held());
        let Some(when) = self.when().filter(|_| self.varies(item, field)) else {
            return held.next().or_else(|| self.facts(item, field).next());
        };
        let claims = self.value_claims(item, field);
        let each: Vec<usize> = (0..claims.len()).collect();
        let answers = answers(&claims, &each, when);
        let best = answers.iter().copied().max().filter(|best| *best > Answer::No)?;
        let surest = claims.iter().zip(answers).filter(|(_, answer)| *answer == best);
        let surest: HashSet<FactIx> = surest.map(|(claim, _)| claim.ix).collect();
        // As it is claimed, not as it is seen from the day on which its source speaks.
        held.find(|fact| surest.contains(&fact.ix))
    }

    /// The kind that a node was of on the days asked about, in the charter's words; may be empty.
    pub fn kind_then(&self, node: NodeIx) -> &'g str {
        let graph = self.graph();
        let item = Item::Node(node);
        match self.varies(item, Field::Kind) {
            true => self.value_then(item, Field::Kind).map_or("", |fact| fact.text),
            false => graph.kind(node),
        }
    }

    /// The kinds that an organ may have been of on the days asked about, each with how sure that is: the one by the first
    /// claim that counts where none has days of its own.
    pub(crate) fn kinds_then(&self, organ: NodeIx) -> Vec<(&'g str, Answer)> {
        let item = Item::Node(organ);
        if self.when().is_none() || !self.varies(item, Field::Kind) {
            let claimed = self.value_then(item, Field::Kind);
            let kind = claimed.map_or_else(|| self.graph().kind(organ), |fact| fact.text);
            return vec![(kind, Answer::Certain)];
        }
        let Some(when) = self.when() else { return Vec::new() };
        let claims = self.value_claims(item, Field::Kind);
        let mut kinds: Vec<&'g str> = Vec::new();
        let mut numbers: HashMap<&'g str, usize> = HashMap::new();
        let groups: Vec<usize> = claims
            .iter()
            .map(|claim| {
                *numbers.entry(claim.text).or_insert_with(|| {
                    kinds.push(claim.text);
                    kinds.len() - 1
                })
            })
            .collect();
        let answers = answers(&claims, &groups, when);
        kinds.into_iter().zip(answers).filter(|(_, answer)| *answer > Answer::No).collect()
    }

    /// Whether a value that fits held on the days asked about, of a field some of whose claims have days of their own.
    pub(crate) fn value_answer(
        &self,
        item: Item,
        field: Field,
        fits: impl Fn(&FactRef<'g>) -> bool,
    ) -> Answer {
        let Some(when) = self.when() else {
            let mut held = self.facts(item, field).filter(|fact| fact.modality.is_held());
            return if held.any(|fact| fits(&fact)) { Answer::Certain } else { Answer::No };
        };
        let claims = self.value_claims(item, field);
        let groups: Vec<usize> = claims.iter().map(|claim| usize::from(!fits(claim))).collect();
        answers(&claims, &groups, when).first().copied().unwrap_or(Answer::No)
    }

    /// What is claimed of a field, in the order of preference: the claims with days of their own, then the first without.
    fn value_claims(&self, item: Item, field: Field) -> Vec<FactRef<'g>> {
        let held = self.facts(item, field).filter(|fact| fact.modality.is_held());
        // What is said to go on is so up to the day on which its source speaks.
        let as_seen = held.map(|fact| FactRef { period: self.claimed(item, &fact).0, ..fact });
        let (mut claims, timeless): (Vec<_>, Vec<_>) =
            as_seen.partition(|fact| !fact.period.is_unknown());
        claims.extend(timeless.into_iter().next());
        claims
    }
}

/// How sure it is, for each group of claims, that one of them held on the days asked about. `groups` has the number of the
/// group of each claim.
fn answers(claims: &[FactRef<'_>], groups: &[usize], when: When) -> Vec<Answer> {
    let count = groups.iter().max().map_or(0, |last| last + 1);
    when.ask_each(count, |when| in_stretch(claims, groups, count, when))
}

/// The same for days without a gap.
fn in_stretch(claims: &[FactRef<'_>], groups: &[usize], count: usize, when: When) -> Vec<Answer> {
    let mut found = vec![Answer::No; count];
    if when.is_day() {
        on_a_day(claims, groups, when.from, &mut found);
        return found;
    }
    let bounds = claims.iter().filter(|claim| !claim.period.is_unknown());
    let mut days: Vec<Day> =
        bounds.flat_map(|fact| fact.period.bounds()).flat_map(|day| [day.prev(), day]).collect();
    days.extend([when.from, when.to]);
    days.retain(|day| when.contains(*day) && day.is_bounded());
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        return vec![Answer::Possible; count];
    }
    days.into_iter().for_each(|day| on_a_day(claims, groups, day, &mut found));
    found
}

/// Raises the answers of the groups to what holds on a day, by claims in the order of preference, the one without days
/// last.
fn on_a_day(claims: &[FactRef<'_>], groups: &[usize], day: Day, found: &mut [Answer]) {
    let followers = Followers::on(claims, day);
    // How sure it is that no claim before holds on the day.
    let mut left = Answer::Certain;
    for (claim, &group) in claims.iter().zip(groups) {
        let own = match claim.period.is_unknown() {
            true => Answer::Certain,
            false => claim.period.answer(When::day(day)).min(followers.none_after(claim)),
        };
        found[group] = found[group].max(own.min(left));
        left = left.min(not(own));
        if left == Answer::No {
            return;
        }
    }
}

/// The contrary of an answer.
fn not(answer: Answer) -> Answer {
    match answer {
        Answer::Certain => Answer::No,
        Answer::No => Answer::Certain,
        Answer::Presumed | Answer::Possible => Answer::Possible,
    }
}

/// The values that began last, as seen from a day.
#[derive(Default)]
struct Followers<'t> {
    /// By the first day on which they may have begun; for certain they have.
    begun: Latest<'t>,
    /// By the last day on which they may have begun; they may have.
    perhaps: Latest<'t>,
}

impl<'t> Followers<'t> {
    fn on(claims: &[FactRef<'t>], day: Day) -> Followers<'t> {
        let mut followers = Followers::default();
        if claims.iter().all(|claim| claim.period.end_bound() == Bound::Stated) {
            return followers;
        }
        for claim in claims {
            let period = claim.period;
            if period.is_unknown() || period.is_backwards() {
                continue;
            }
            let (start, end) = (period.start(), period.end());
            let is_stated = period.start_bound() == Bound::Stated;
            let (earliest, latest) = match is_stated {
                true => (start.earliest, start.latest),
                false => (Day::MIN, end.latest),
            };
            if is_stated && latest <= day {
                followers.begun.add(earliest, claim.text);
            }
            if earliest <= day {
                followers.perhaps.add(latest, claim.text);
            }
        }
        followers
    }

    /// How sure it is that no other value has begun since a claim whose end is not recorded.
    fn none_after(&self, claim: &FactRef<'_>) -> Answer {
        if claim.period.end_bound() == Bound::Stated {
            return Answer::Certain;
        }
        let own = claim.period.start();
        let is_after = |latest: &Latest<'_>, day| latest.of_another(claim.text) > Some(day);
        match () {
            () if is_after(&self.begun, own.latest) => Answer::No,
            () if is_after(&self.perhaps, own.earliest) => Answer::Possible,
            () => Answer::Certain,
        }
    }
}

/// The latest of some days, and the latest of another text than that one's.
#[derive(Default)]
struct Latest<'t>([Option<(Day, &'t str)>; 2]);

impl<'t> Latest<'t> {
    fn add(&mut self, day: Day, text: &'t str) {
        let [first, second] = &mut self.0;
        match first {
            Some((latest, known)) if *known == text => *latest = day.max(*latest),
            Some((latest, _)) if day > *latest => (*second, *first) = (*first, Some((day, text))),
            Some(_) if second.is_none_or(|(latest, _)| day > latest) => *second = Some((day, text)),
            Some(_) => {}
            None => *first = Some((day, text)),
        }
    }

    fn of_another(&self, text: &str) -> Option<Day> {
        let mut all = self.0.iter().flatten();
        all.find(|(_, known)| *known != text).map(|(day, _)| *day)
    }
}
