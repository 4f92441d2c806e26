//! T008: a successor that is older than its predecessor.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Item, NodeIx, TransitionIx, TransitionRef};
use crate::model::{Choice, RuleLevel, TransitionKind};
use crate::time::Day;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T008",
    name: "older-successor",
    group: RuleGroup::Time,
    level: RuleLevel::Warn,
    what: "An organ that came out of a split, a merger or a succession although it certainly \
           began before its predecessor. An organ that had earlier gone into the predecessor and \
           leaves it again is fine; a merger of one is reported by `merger-of-one`.",
    why: "these transitions create something new; an organ that existed before can only take \
          another up",
    fails: r#"Model(
    organs: { "old": Organ(existence: "1950/"), "new": Organ(existence: "1940/") },
    transitions: [Succeeded(from: "old", into: "new", on: "1960")],
)"#,
    passes: r#"Model(
    organs: { "old": Organ(existence: "1950/"), "new": Organ(existence: "1940/") },
    transitions: [Absorbed(from: "old", into: "new", on: "1960")],
)"#,
    fix: "Write `Absorbed` if the successor existed before and went on, `Origin` if the relation \
          is looser; or correct the dates.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    use TransitionKind::{Merged, Split, Succeeded};
    for transition in subject.transitions() {
        let of_one = transition.kind == Merged && transition.from().nth(1).is_none();
        if !matches!(transition.kind, Split | Merged | Succeeded) || of_one {
            continue;
        }
        let all = OlderSuccessors::of(subject, &transition, Vec::new());
        let mut others = OlderSuccessors::default();
        for into in transition.into() {
            let successor = subject.life(into).start.latest;
            if !subject.life(into).is_dated() || all.after(successor).is_none() {
                continue;
            }
            let ways = ways_before(subject, into, &transition);
            let latecomers = if ways.is_empty() {
                &all
            } else {
                if others.ways != ways {
                    others = OlderSuccessors::of(subject, &transition, ways);
                }
                &others
            };
            let Some(from) = latecomers.after(successor) else { continue };
            let item = Item::Transition(transition.ix);
            out.about(subject, item, ConflictAnswer::Certain, |say| {
                let (old, new) = (subject.id(from), subject.id(into));
                let kind = transition.kind.name();
                let (born, before) = (Item::Node(into), Item::Node(from));
                say.at(subject.span(item), format!("{new} is older than its predecessor {old}"))
                    .label(format!("a `{kind}` creates something new"))
                    .also(subject.date_span(born), format!("{new} began here"))
                    .also(subject.date_span(before), format!("{old} began here"))
                    .help(
                        "write `Absorbed` if the successor existed before and went on, or correct \
                       a date",
                    )
            });
        }
    }
}

/// The predecessors in a transition that began later than all before them in the text: the first
/// that began after a day is one of them. So no successor of many has to be held against each of many.
#[derive(Default)]
struct OlderSuccessors {
    /// What was left out: whatever these transitions led into.
    ways: Vec<TransitionIx>,
    /// The first day on which each may have begun, rising.
    starts: Vec<(Day, NodeIx)>,
}

impl OlderSuccessors {
    fn of(subject: &Subject<'_>, leaves: &TransitionRef<'_>, ways: Vec<TransitionIx>) -> Self {
        let mut starts: Vec<(Day, NodeIx)> = Vec::new();
        let into = |way: &TransitionIx, organ| subject.graph.transition(*way).has_successor(organ);
        for from in leaves.from() {
            let life = subject.life(from);
            let latest = starts.last().map_or(Day::MIN, |(start, _)| *start);
            let is_late = life.is_dated() && life.start.earliest > latest;
            if is_late && !ways.iter().any(|way| into(way, from)) {
                starts.push((life.start.earliest, from));
            }
        }
        OlderSuccessors { ways, starts }
    }

    /// The first in the text that began after a day for certain.
    fn after(&self, day: Day) -> Option<NodeIx> {
        let at = self.starts.partition_point(|(start, _)| *start <= day);
        self.starts.get(at).map(|(_, organ)| *organ)
    }
}

/// The transitions by which an organ had gone into others, none later than this one for certain.
fn ways_before(
    subject: &Subject<'_>,
    organ: NodeIx,
    leaves: &TransitionRef<'_>,
) -> Vec<TransitionIx> {
    let left = subject.extent(Item::Transition(leaves.ix));
    let ways = subject.graph.transitions_from(organ).filter(|way| {
        let went = subject.extent(Item::Transition(way.ix));
        let later = went.is_dated() && left.is_dated() && left.end.latest < went.start.earliest;
        way.ix != leaves.ix && !later
    });
    ways.map(|way| way.ix).collect()
}
