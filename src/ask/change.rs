//! Whether an organ is the same in two slices.

use crate::graph::{
    Field, Item, NodeIx, RelationKind, RelationRef, Slice, Threshold, Trait, UnderRef,
};
use crate::time::{Answer, Bound, DateSpan, Period, When};

/// The name that a node bore in the slice: one that was in use then, else its own. Of several that
/// may have been, the surest and then the latest: an end that is not recorded gives way to a later
/// start, and a name that a rename gave is in use from its day on. Names in another language come last.
pub fn name_at<'g>(slice: &Slice<'g>, node: NodeIx) -> &'g str {
    names_at(slice, node)[0].0
}

/// A name with a date of its use: whether it is in the node's own language, whether it was in use, since when.
type DatedName<'g> = (&'g str, bool, Answer, DateSpan);

/// The name that a node bore in the slice with its answer, and those that it may have borne instead.
pub(super) fn names_at<'g>(slice: &Slice<'g>, node: NodeIx) -> Vec<(&'g str, Answer)> {
    let own = own_name(slice, node);
    let Some(when) = slice.when() else { return vec![(own, Answer::Certain)] };
    let dated = dated_names(slice, node, when);
    // The first of equals, which `max_by_key` would pass over.
    let in_use = dated.iter().filter(|name| name.2.holds());
    let best = in_use.fold(None::<DatedName<'g>>, |best, name| match best {
        Some((_, own, answer, since))
            if (own, answer, since.earliest) >= (name.1, name.2, name.3.earliest) =>
        {
            best
        }
        _ => Some(*name),
    });
    let mut names =
        vec![best.map_or((own, Answer::Certain), |(name, _, answer, _)| (name, answer))];
    // One that may have begun since would have taken the place of what has no recorded end.
    let may_be = |name: &&DatedName<'g>| match best {
        None => name.2 == Answer::Possible,
        Some((_, own, answer, since)) => {
            let is_later = name.3.latest > since.earliest
                || (name.3.latest == since.earliest && name.2 == Answer::Possible);
            own == name.1 && answer < Answer::Certain && is_later
        }
    };
    for name in dated.iter().filter(may_be) {
        if names.iter().all(|known| known.0 != name.0) {
            names.push((name.0, Answer::Possible));
        }
    }
    if names.len() > 1 && best.is_none() {
        names[0].1 = Answer::Possible;
    }
    names
}

/// All names that a node bore or may have borne in the slice, each once, with how sure that is.
pub(crate) fn names_borne<'g>(slice: &Slice<'g>, node: NodeIx) -> Vec<(&'g str, Answer)> {
    let mut names = names_at(slice, node);
    if names.len() > 1 {
        names.iter_mut().for_each(|(_, answer)| *answer = Answer::Possible.min(*answer));
    }
    // Whoever bore one name for certain may have borne others beside it; what is not certain leaves room for the own one.
    let dated = slice.when().map_or(Vec::new(), |when| dated_names(slice, node, when));
    let undated = slice.facts(Item::Node(node), Field::Name);
    let undated = undated.filter(|fact| fact.period.is_unknown()).map(|fact| fact.text);
    let own = (names[0].1 < Answer::Certain).then(|| own_name(slice, node));
    for name in dated.iter().map(|dated| dated.0).chain(undated).chain(own) {
        if names.iter().all(|known| known.0 != name) {
            names.push((name, Answer::Possible));
        }
    }
    names
}

/// The name of a node's entry; where the entry does not count, one that a claim or a rename gives.
fn own_name<'g>(slice: &Slice<'g>, node: NodeIx) -> &'g str {
    let graph = slice.graph();
    if slice.counts_item(Item::Node(node)) {
        return graph.name(node);
    }
    let claimed = slice.facts(Item::Node(node), Field::Name).next().map(|fact| fact.text);
    let renamed = || slice.renames(node).next().map(|(name, _)| name);
    claimed.or_else(renamed).unwrap_or_else(|| graph.name(node))
}

/// The names that may have been in use then, with the dates of their use.
fn dated_names<'g>(slice: &Slice<'g>, node: NodeIx, when: When) -> Vec<DatedName<'g>> {
    let graph = slice.graph();
    let names = slice.facts(Item::Node(node), Field::Name);
    let names = names.filter(|fact| !fact.period.is_unknown()).map(|fact| {
        let is_own = graph.fact_property(fact.ix, Trait::Lang).is_none();
        (fact.text, is_own, in_use(fact.period, when), fact.period.start())
    });
    let renames: Vec<(&str, DateSpan)> = slice.renames(node).collect();
    let renamed = renames.iter().map(|(name, since)| {
        let period = Period::UNKNOWN.with_start_of(Period::on(*since));
        // The next rename ends its use: on its day the next name is borne.
        let next = renames.iter().filter(|(_, day)| day.earliest > since.latest);
        let next = next.map(|(_, day)| *day).min_by_key(|day| day.earliest);
        let last =
            |day: DateSpan| DateSpan { earliest: day.earliest.prev(), latest: day.latest.prev() };
        let period = next.map_or(period, |day| period.with_end_of(Period::on(last(day))));
        (*name, true, in_use(period, when), *since)
    });
    names.chain(renamed).filter(|(_, _, answer, _)| *answer > Answer::No).collect()
}

/// How sure it is that a node bears another name in one slice than in the other, where it may be another node. A name
/// that may have been in use beside another one on either side leaves it open.
pub(super) fn renamed(one: (&Slice<'_>, NodeIx), other: (&Slice<'_>, NodeIx)) -> Answer {
    let [was, is] = [one, other].map(|(slice, node)| names_at(slice, node));
    match (&was[..], &is[..]) {
        ([(name, Answer::Certain)], [(also, Answer::Certain)]) if name == also => Answer::No,
        _ if was.iter().any(|(name, _)| may_bear(other, name)) => Answer::Possible,
        _ if is.iter().any(|(name, _)| may_bear(one, name)) => Answer::Possible,
        _ => was.iter().chain(&is).map(|(_, answer)| *answer).min().unwrap_or(Answer::No),
    }
}

/// Whether a node may bear a name, as its first or beside another one.
fn may_bear((slice, node): (&Slice<'_>, NodeIx), name: &str) -> bool {
    let Some(when) = slice.when() else { return names_at(slice, node)[0].0 == name };
    names_at(slice, node).iter().any(|(known, _)| *known == name)
        || dated_names(slice, node, when).iter().any(|(known, ..)| *known == name)
}

/// Whether a name was in use: one with a recorded end and no recorded start was, up to that end.
fn in_use(period: Period, when: When) -> Answer {
    let only_end = period.start_bound() == Bound::Unknown && period.end_bound() == Bound::Stated;
    match only_end && when.to < period.end().earliest {
        true => Answer::Presumed,
        false => period.answer(when),
    }
}

/// How sure it is that two slices differ in something, by how sure it is in either.
pub(super) fn differs(before: Answer, after: Answer) -> Answer {
    match (before.min(after), before.max(after)) {
        (Answer::No, more) => more,
        (Answer::Certain, _) => Answer::No,
        _ => Answer::Possible,
    }
}

/// Whether an organ differs between two slices: there or not, its name, what it stood under, who
/// served in it.
pub fn changed(one: &Slice<'_>, other: &Slice<'_>, organ: NodeIx) -> bool {
    let there = |slice: &Slice<'_>| slice.shows(slice.answer(organ));
    if there(one) != there(other) {
        return true;
    }
    there(one)
        && (name_at(one, organ) != name_at(other, organ)
            || superiors(one, organ) != superiors(other, organ)
            || people(one, organ) != people(other, organ))
}

/// Whether an organ differs between two slices, as sure as a threshold asks: for certain only if something about
/// it is certain in the one and ruled out in the other; possibly unless all about it is the same for certain.
pub fn changed_at(one: &Slice<'_>, other: &Slice<'_>, organ: NodeIx, threshold: Threshold) -> bool {
    let differs = |a: Answer, b: Answer| {
        let (less, more) = (a.min(b), a.max(b));
        match threshold {
            Threshold::Certain => less == Answer::No && more == Answer::Certain,
            Threshold::Presumed => less == Answer::No && more >= Answer::Presumed,
            Threshold::Unended => less < Answer::Presumed && more > Answer::No,
            Threshold::Possible | Threshold::Recorded => {
                less < Answer::Certain && more > Answer::No
            }
        }
    };
    let is_there = |slice: &Slice<'_>| slice.answer(organ);
    let (before, after) = (is_there(one), is_there(other));
    if differs(before, after) {
        return true;
    }
    let both = match threshold {
        Threshold::Certain | Threshold::Presumed => before.min(after) >= threshold.least(),
        _ => before.min(after) > Answer::No,
    };
    if !both {
        return false;
    }
    let graph = one.graph();
    let mut unders = graph.unders(organ);
    let posts = graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::PostOf);
    let tenures = posts.flat_map(|tie| graph.relations_to(tie.from));
    let mut services = tenures
        .chain(graph.relations_to(organ))
        .filter(|tie| matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat));
    let named = renamed((one, organ), (other, organ));
    named >= threshold.least()
        || recast(one, other, organ, differs)
        || unders.any(|under| stood_apart(one, other, organ, under, differs))
        || services.any(|tie| differs(served(one, &tie), served(other, &tie)))
}

/// Whether the kind of an organ makes a difference.
fn recast(
    one: &Slice<'_>,
    other: &Slice<'_>,
    organ: NodeIx,
    differs: impl Fn(Answer, Answer) -> bool,
) -> bool {
    let kinds = [one.kinds_then(organ), other.kinds_then(organ)];
    answers_by_kind(&kinds).any(|(before, after)| differs(before, after))
}

/// How sure each kind that an organ is of before or after is, before and after.
pub(super) fn answers_by_kind(
    kinds: &[Vec<(&str, Answer)>; 2],
) -> impl Iterator<Item = (Answer, Answer)> {
    let answer = |side: usize, kind: &str| {
        kinds[side].iter().find(|(known, _)| *known == kind).map_or(Answer::No, |(_, a)| *a)
    };
    kinds.iter().flatten().map(move |(kind, _)| (answer(0, kind), answer(1, kind)))
}

/// Whether a relation makes a difference: not where the same superior is there by another one.
fn stood_apart(
    one: &Slice<'_>,
    other: &Slice<'_>,
    organ: NodeIx,
    under: UnderRef<'_>,
    differs: impl Fn(Answer, Answer) -> bool,
) -> bool {
    let best = |slice: &Slice<'_>| {
        let same = slice.graph().unders(organ);
        let same = same.filter(|u| u.superior == under.superior && u.line == under.line);
        same.map(|u| slice.under_answer(&u)).max().unwrap_or(Answer::No)
    };
    differs(best(one), best(other))
}

fn served(slice: &Slice<'_>, tie: &RelationRef) -> Answer {
    let graph = slice.graph();
    let same =
        graph.relations_from(tie.from).filter(|t| t.to == tie.to && t.membership == tie.membership);
    same.map(|tie| slice.relation_answer(&tie)).max().unwrap_or(Answer::No)
}

fn superiors<'g>(slice: &Slice<'g>, organ: NodeIx) -> Vec<(NodeIx, &'g str)> {
    let mut superiors: Vec<_> =
        slice.superiors(organ).map(|(under, _)| (under.superior, under.line)).collect();
    superiors.sort_unstable();
    superiors.dedup();
    superiors
}

/// Who held a post of the organ or sat in it, and in what way.
fn people(slice: &Slice<'_>, organ: NodeIx) -> Vec<(NodeIx, NodeIx, u8)> {
    let graph = slice.graph();
    let posts = graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::PostOf);
    let tenures = posts.flat_map(|tie| graph.relations_to(tie.from));
    let mut people: Vec<_> = tenures
        .chain(graph.relations_to(organ))
        .filter(|tie| matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat))
        .filter(|tie| slice.shows(slice.relation_answer(tie)))
        .map(|tie| (tie.from, tie.to, tie.membership as u8))
        .collect();
    people.sort_unstable();
    people.dedup();
    people
}
