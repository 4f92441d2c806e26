//! N006: a cycle of transitions that time does not resolve.

use rustc_hash::FxHashSet;

use crate::check::context::Subject;
use crate::check::cycles::{Edge, Loop, loops, tangled};
use crate::check::reporter::{ConflictAnswer, Reporter, Say};
use crate::check::rule::{Rule, RuleGroup};
use crate::diagnostics::Diagnostic;
use crate::graph::{Item, NodeIx, TransitionIx, TransitionRef};
use crate::model::{Choice, RuleLevel};
use crate::time::extent::has_day;
use crate::time::{Day, When};

pub(in crate::check) static RULE: Rule = Rule {
    code: "N006",
    name: "lineage-cycle",
    group: RuleGroup::Lineage,
    level: RuleLevel::Error,
    what: "Organs that come out of each other on one and the same day. Real genealogies split \
           and merge again, so this is no problem as long as the days differ; where dates are \
           imprecise or missing it is a note.",
    why: "an organ cannot be the predecessor and the successor of another at the same moment",
    fails: r#"Model(
    organs: { "a": Organ(), "b": Organ() },
    transitions: [
        Succeeded(from: "a", into: "b", on: "1950-01-01"),
        Succeeded(from: "b", into: "a", on: "1950-01-01"),
    ],
)"#,
    passes: r#"Model(
    organs: { "a": Organ(), "b": Organ() },
    transitions: [
        Split(from: "a", into: ["a", "b"], on: "1950-01-01"),
        Absorbed(from: "b", into: "a", on: "1960-01-01"),
    ],
)"#,
    fix: "Correct the direction or the date of one of the transitions.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let mut edges = Vec::new();
    for transition in subject.transitions() {
        edges_of(subject, &transition, &mut edges);
    }
    let nodes = subject.graph.len() + subject.graph.all_transitions().len();
    let cycles = loops(&tangled(nodes, edges));
    let mut cycles: Vec<Loop> =
        cycles.into_iter().map(|cycle| without_hubs(cycle, subject.graph.len())).collect();
    // Organs that one transition takes in and gives out come out of each other through no other.
    cycles.retain(|cycle| cycle.edges.iter().any(|edge| edge.name != cycle.edges[0].name));
    for cycle in cycles {
        if has_day(cycle.days) && subject.in_question(cycle.days) {
            let item = Item::Transition(TransitionIx(cycle.edges[0].name));
            let weight = weight(subject, &cycle);
            out.about(subject, item, weight, |say| report(subject, say, &cycle, weight));
        }
    }
}

/// More pairs of a predecessor and a successor than these are not reported one by one: the transition itself
/// stands between its two sides then, and who is on both of them is passed over.
const MANY: usize = 10_000;

fn edges_of(subject: &Subject<'_>, transition: &TransitionRef<'_>, edges: &mut Vec<Edge>) {
    let days = subject.extent_or_plan(Item::Transition(transition.ix)).possible();
    let edge = |from, to| Edge { from, to, name: transition.ix.0, days };
    let (from, into) = (transition.from(), (*transition).into());
    if from.clone().count() * into.clone().count() <= MANY {
        for from in from {
            edges.extend(into.clone().filter(|&into| into != from).map(|to| edge(from.0, to.0)));
        }
        return;
    }
    let hub = subject.graph.len() as u32 + transition.ix.0;
    let both: FxHashSet<NodeIx> = {
        let from: FxHashSet<NodeIx> = from.clone().collect();
        into.clone().filter(|into| from.contains(into)).collect()
    };
    edges.extend(from.filter(|from| !both.contains(from)).map(|from| edge(from.0, hub)));
    edges.extend(into.filter(|into| !both.contains(into)).map(|into| edge(hub, into.0)));
}

/// The same cycle with its two steps through a transition as one.
fn without_hubs(cycle: Loop, nodes: usize) -> Loop {
    let is_hub = |node: u32| node as usize >= nodes;
    let mut edges: Vec<Edge> = cycle.edges;
    if is_hub(edges[0].from) {
        edges.rotate_left(1);
    }
    edges.dedup_by(|second, first| {
        let one = is_hub(second.from);
        if one {
            first.to = second.to;
        }
        one
    });
    Loop { edges, ..cycle }
}

/// Certain where all of it happened on one known day.
fn weight(subject: &Subject<'_>, cycle: &Loop) -> ConflictAnswer {
    let on_day = |edge: &Edge| {
        let (first, last) =
            subject.extent_or_plan(Item::Transition(TransitionIx(edge.name))).possible();
        first == last
    };
    if cycle.edges.iter().all(on_day) { ConflictAnswer::Certain } else { ConflictAnswer::Possible }
}

fn report(subject: &Subject<'_>, say: Say, cycle: &Loop, weight: ConflictAnswer) -> Diagnostic {
    let chain = cycle.chain(|node| subject.id(NodeIx(node)));
    let perhaps = if weight == ConflictAnswer::Possible { "perhaps " } else { "" };
    let message = format!("organs {perhaps}come out of each other on one day: {chain}");
    let item = |edge: &Edge| Item::Transition(TransitionIx(edge.name));
    let mut found = say.at(subject.date_span(item(&cycle.edges[0])), message);
    for (at, edge) in cycle.shown().iter().enumerate() {
        let kind = subject.graph.transition(TransitionIx(edge.name)).kind.name();
        let step = format!(
            "`{kind}` from {} into {}",
            subject.id(NodeIx(edge.from)),
            subject.id(NodeIx(edge.to))
        );
        match at {
            0 => found = found.label(step),
            _ => found = found.also(subject.date_span(item(edge)), step),
        }
    }
    let (from, to) = cycle.days;
    let found = match (weight, (from, to) == (Day::MIN, Day::MAX)) {
        (ConflictAnswer::Possible, true) => found.note("no date shows which of them came first"),
        (ConflictAnswer::Possible, false) => found.note(format!(
            "a conflict if all of this happened on one day of {}",
            When::between(from, to)
        )),
        _ => found.note(format!("all of this is dated {}", When::between(from, to))),
    };
    found.help("correct the direction or the date of one of the transitions")
}
