//! Values over time: what kind an organ was of and where it was, by claims that say from when to when.
//!
//! Takes a slice, a thing and a field; gives the value that held on the days asked about, and whether one that
//! fits held. Of two claims for one day the preferred one holds; a claim without days of its own holds where no
//! other does; and one whose end is not recorded gives way to another value that began later. Never surer than the
//! claims together.

use super::index::{Item, NodeIx};
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
        if self.when().is_none() || !self.varies(item, field) {
            return held.next().or_else(|| self.facts(item, field).next());
        }
        let mut best: Option<(Answer, FactRef<'g>)> = None;
        for fact in held {
            let answer = self.value_answer(item, field, |one| one.ix == fact.ix);
            if answer > best.as_ref().map_or(Answer::No, |(known, _)| *known) {
                best = Some((answer, fact));
            }
        }
        best.map(|(_, fact)| fact)
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
        let mut found: Vec<(&'g str, Answer)> = Vec::new();
        for fact in self.facts(item, Field::Kind) {
            if found.iter().all(|(kind, _)| *kind != fact.text) {
                let answer = self.value_answer(item, Field::Kind, |one| one.text == fact.text);
                found.push((fact.text, answer));
            }
        }
        found.retain(|(_, answer)| *answer > Answer::No);
        found
    }

    /// Whether a value that fits held on the days asked about, of a field some of whose claims have days of their own.
    pub(crate) fn value_answer(
        &self,
        item: Item,
        field: Field,
        fits: impl Fn(&FactRef<'g>) -> bool,
    ) -> Answer {
        let held = self.facts(item, field).filter(|fact| fact.modality.is_held());
        // What is said to go on is so up to the day on which its source speaks.
        let as_seen = held.map(|fact| FactRef { period: self.claimed(item, &fact).0, ..fact });
        let (dated, timeless): (Vec<FactRef<'g>>, Vec<FactRef<'g>>) =
            as_seen.partition(|fact| !fact.period.is_unknown());
        let Some(when) = self.when() else {
            let any = dated.iter().chain(&timeless).any(&fits);
            return if any { Answer::Certain } else { Answer::No };
        };
        let claims: Vec<&FactRef<'g>> = dated.iter().chain(timeless.first()).collect();
        when.ask(|when| {
            let on = |day: Day| on_a_day(&claims, day, &fits);
            if when.is_day() {
                return on(when.from);
            }
            let bounds = dated.iter().flat_map(|fact| fact.period.bounds());
            let mut days: Vec<Day> = bounds.flat_map(|day| [day.prev(), day]).collect();
            days.extend([when.from, when.to]);
            days.retain(|day| when.contains(*day) && day.is_bounded());
            days.sort_unstable();
            days.dedup();
            days.into_iter().map(on).max().unwrap_or(Answer::Possible)
        })
    }
}

/// Whether a value that fits held on a day, by claims in the order of preference, the one without days last.
fn on_a_day<'g>(claims: &[&FactRef<'g>], day: Day, fits: impl Fn(&FactRef<'g>) -> bool) -> Answer {
    let mut found = Answer::No;
    // How sure it is that no claim before holds on the day.
    let mut left = Answer::Certain;
    for claim in claims {
        let own = match claim.period.is_unknown() {
            true => Answer::Certain,
            false => claim.period.answer(When::day(day)).min(unless_followed(claims, claim, day)),
        };
        if fits(claim) {
            found = found.max(own.min(left));
        }
        left = left.min(not(own));
    }
    found
}

/// The contrary of an answer.
fn not(answer: Answer) -> Answer {
    match answer {
        Answer::Certain => Answer::No,
        Answer::No => Answer::Certain,
        Answer::Presumed | Answer::Possible => Answer::Possible,
    }
}

/// How sure it is that no other value has begun since a claim whose end is not recorded.
fn unless_followed(claims: &[&FactRef<'_>], claim: &FactRef<'_>, day: Day) -> Answer {
    if claim.period.end_bound() == Bound::Stated {
        return Answer::Certain;
    }
    let own = claim.period.start();
    let others = claims.iter().filter(|other| other.text != claim.text);
    let dated = others.filter(|other| !other.period.is_unknown() && !other.period.is_backwards());
    let followed = dated.map(|other| {
        let (start, end) = (other.period.start(), other.period.end());
        let is_stated = other.period.start_bound() == Bound::Stated;
        let earliest = if is_stated { start.earliest } else { Day::MIN };
        let latest = if is_stated { start.latest } else { end.latest };
        if is_stated && earliest > own.latest && latest <= day {
            Answer::Certain
        } else if latest > own.earliest && earliest <= day {
            Answer::Possible
        } else {
            Answer::No
        }
    });
    followed.max().map_or(Answer::Certain, not)
}
