//! N005: an identity that is used again after its end.

use crate::check::containment::{Grace, OutsideLife, late};
use crate::check::context::{Subject, newcomers};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::check::rules::lives_on::{ends_its_predecessors, stays};
use crate::graph::{Item, NodeIx, TransitionRef};
use crate::model::{Choice, RuleLevel, TransitionKind};

pub(in crate::check) static RULE: Rule = Rule {
    code: "N005",
    name: "unrevived",
    group: RuleGroup::Lineage,
    level: RuleLevel::Error,
    what: "An organ that comes out of a transition after its own end, without being `Revived` or \
           `Reorganised`. Where only an earlier merger, absorption or dissolution ended it, and \
           not its `existence`, this is a warning at most: organs do merge into others and leave \
           them again.",
    why: "an organ that begins after the end is another one, unless a source says that the old \
          one came back",
    fails: r#"Model(
    organs: { "a": Organ(existence: "1950/1960"), "b": Organ(existence: "1955/1970") },
    transitions: [Succeeded(from: "b", into: "a", on: "1970")],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(existence: "1950/"), "b": Organ(existence: "1955/1970") },
    transitions: [
        Dissolved(organ: "a", on: "1960"),
        Succeeded(from: "b", into: "a", on: "1970"), Revived(organ: "a", on: "1970"),
    ],
)"#,
    fix: "Give the later body an id of its own, add the `Revived` that is missing, or correct \
          the dates. The `existence` of an organ that was revived runs to its last end; \
          `Dissolved` and `Revived` show the pause.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    use TransitionKind::{Origin, Reorganised, Revived};
    for transition in subject.transitions() {
        if matches!(transition.kind, Origin | Reorganised | Revived) {
            continue;
        }
        for into in newcomers(&transition) {
            if let Some((found, end)) = after_end(subject, &transition, into)
                && !is_back(subject, into)
                && subject.in_question(found.days())
            {
                report(subject, &transition, into, (found, end), out);
            }
        }
    }
}

/// Whether an organ comes out of a transition after the end of its existence, or else after a
/// transition that ended it; with what describes that end.
fn after_end(
    subject: &Subject<'_>,
    transition: &TransitionRef<'_>,
    organ: NodeIx,
) -> Option<(OutsideLife, Item)> {
    let on = subject.extent(Item::Transition(transition.ix));
    if !on.is_dated() {
        return None;
    }
    let life = subject.life(organ);
    let own = life.is_dated().then(|| late(on.begun(), life.end, Grace::Day)).flatten();
    if let Some(found) = own.filter(|found| found.weight == ConflictAnswer::Certain) {
        return Some((found, Item::Node(organ)));
    }
    let ended = ended_before(subject, transition, organ).map(|(found, by)| (found.presumed(), by));
    ended.or(own.map(|found| (found, Item::Node(organ))))
}

/// The transition that ended an organ before it came out of this one. What absorbs another after
/// its end does not come out of that: it acts.
fn ended_before(
    subject: &Subject<'_>,
    transition: &TransitionRef<'_>,
    organ: NodeIx,
) -> Option<(OutsideLife, Item)> {
    use TransitionKind::{Founded, Merged, Split, Succeeded};
    if !matches!(transition.kind, Founded | Merged | Split | Succeeded) {
        return None;
    }
    let on = subject.extent(Item::Transition(transition.ix));
    let ends = subject.graph.transitions_from(organ).filter(|end| {
        ends_its_predecessors(end)
            && !stays(end, organ)
            && subject.counts(Item::Transition(end.ix))
            && subject.extent(Item::Transition(end.ix)).is_dated()
    });
    ends.filter_map(|end| {
        let item = Item::Transition(end.ix);
        Some((late(on.begun(), subject.extent(item).ended(), Grace::Day)?, item))
    })
    .max_by_key(|(found, _)| found.weight)
}

fn is_back(subject: &Subject<'_>, organ: NodeIx) -> bool {
    use TransitionKind::{Reorganised, Revived};
    let mut ways = subject.graph.transitions_into(organ);
    ways.any(|way| matches!(way.kind, Revived | Reorganised))
}

fn report(
    subject: &Subject<'_>,
    transition: &TransitionRef<'_>,
    organ: NodeIx,
    (found, end): (OutsideLife, Item),
    out: &mut Reporter<'_>,
) {
    let item = Item::Transition(transition.ix);
    out.about(subject, item, found.weight, |say| {
        let (id, kind) = (subject.id(organ), transition.kind.name());
        let perhaps = if found.weight == ConflictAnswer::Possible { "perhaps " } else { "" };
        let how = match end {
            Item::Transition(ix) => {
                format!("{id} ended here by this `{}`", subject.graph.transition(ix).kind.name())
            }
            _ => format!("{id} existed {}", subject.date_text(end)),
        };
        let said = say
            .at(subject.date_span(item), format!("{id} comes back {perhaps}after its end"))
            .label(format!("out of this `{kind}`"))
            .also(subject.date_span(end), how);
        let said =
            if found.weight == ConflictAnswer::Possible { found.explain(said) } else { said };
        said.help(format!(
            "give the later body an id of its own, or add `Revived(organ: \"{}\", ..)`",
            subject.graph.id(organ)
        ))
    });
}
