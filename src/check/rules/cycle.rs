//! S004: a cycle of superiors on one day, along one line.

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashSet;

use crate::check::context::Subject;
use crate::check::cycles::{Edge, Loop, MOST_STEPS, Searched, search, tangled};
use crate::check::reporter::{ConflictAnswer, Reporter, Say};
use crate::check::rule::{Rule, RuleGroup};
use crate::diagnostics::Diagnostic;
use crate::graph::{Class, Item, NodeIx, UnderIx, UnderRef};
use crate::model::RuleLevel;
use crate::time::extent::{both, has_day};
use crate::time::{Day, When};

pub(in crate::check) static RULE: Rule = Rule {
    code: "S004",
    name: "cycle",
    group: RuleGroup::Structure,
    level: RuleLevel::Error,
    what: "Organs that stand under each other, or posts that report to each other, in a cycle, along one line and on the same days. \
           Lines that the charter calls `circular` are exempt.",
    why: "on these days no organ of the cycle has a place in the hierarchy",
    fails: r#"Model(organs: {
    "party": Organ(existence: "1945/..", under: [Under(organ: "bureau", during: "1950/1960")]),
    "bureau": Organ(existence: "1945/..", under: ["party"]),
})"#,
    passes: r#"Model(organs: {
    "party": Organ(existence: "1945/..", under: [Under(organ: "bureau", during: "1950/1960")]),
    "bureau": Organ(existence: "1945/..", under: [Under(organ: "party", during: "1961/")]),
})"#,
    fix: "Date the relations so that they follow each other, put one of them on a line of its \
          own, such as `elected_by`, or let the charter call the line `circular`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for line in subject.graph.line_names() {
        if !subject.graph.line_entry(line).is_some_and(|entry| entry.circular) {
            check_line(subject, line, out);
        }
    }
}

/// The edges along a line from these organs upward: a cycle through one of them has no others.
fn edges_above(subject: &Subject<'_>, line: &str, mut open: Vec<NodeIx>) -> Vec<Edge> {
    let mut seen = FixedBitSet::with_capacity(subject.graph.len());
    let mut edges = Vec::new();
    while let Some(organ) = open.pop() {
        if seen.put(organ.index()) {
            continue;
        }
        for under in subject.unders_of(organ).filter(|under| under.line == line) {
            let (from, to, name) = (organ.0, under.superior.0, under.ix.0);
            edges.push(Edge { from, to, name, days: (Day::MIN, Day::MAX) });
            open.push(under.superior);
        }
    }
    edges
}

fn check_line(subject: &Subject<'_>, line: &str, out: &mut Reporter<'_>) {
    // Organs are numbered in preorder: a cycle must somewhere lead to a later number.
    let upward = |under: &UnderRef<'_>| under.superior >= under.unit && under.line == line;
    let heads: Vec<NodeIx> = subject.unders().filter(upward).map(|under| under.superior).collect();
    if heads.is_empty() {
        return;
    }
    let tangled = tangled(subject.graph.len(), edges_above(subject, line, heads));
    let mut reported: FxHashSet<Vec<u32>> = FxHashSet::default();
    for weight in [ConflictAnswer::Certain, ConflictAnswer::Presumed, ConflictAnswer::Possible] {
        let dated: Vec<Edge> = tangled.iter().map(|edge| dated(subject, *edge, weight)).collect();
        let (cycles, searched) = search(&dated, MOST_STEPS);
        if searched == Searched::Part {
            out.push(ConflictAnswer::Possible, |say| {
                let what = "the relations form so many cycles that not all of them were looked \
                            for";
                say.whole(None, what).help("fix the reported cycles, then check again")
            });
        }
        for cycle in cycles {
            let names: Vec<u32> = cycle.edges.iter().map(|edge| edge.name).collect();
            if subject.in_question(when(subject, &cycle)) && reported.insert(names) {
                let first = Item::Under(UnderIx(cycle.edges[0].name));
                out.about(subject, first, weight, |say| report(subject, say, &cycle, weight));
            }
        }
    }
}

/// No day at all.
const NONE: (Day, Day) = (Day::MAX, Day::MIN);

fn dated(subject: &Subject<'_>, edge: Edge, weight: ConflictAnswer) -> Edge {
    let under = subject.graph.under(UnderIx(edge.name));
    Edge { days: days(subject, &under, weight), ..edge }
}

/// The days on which a relation holds with that weight. One without a date holds for as long as
/// both organs do; and since it was at all, they were at one time.
fn days(subject: &Subject<'_>, under: &UnderRef<'_>, weight: ConflictAnswer) -> (Day, Day) {
    // What is only planned is in no cycle for certain.
    if weight > ConflictAnswer::Possible && !subject.is_held(Item::Under(under.ix)) {
        return NONE;
    }
    let own = subject.extent_or_plan(Item::Under(under.ix));
    if own.is_dated() {
        return match weight {
            ConflictAnswer::Certain => own.bounds(),
            ConflictAnswer::Presumed => own.presumed(),
            ConflictAnswer::Possible => own.possible(),
        };
    }
    let life = |node: NodeIx| match (subject.life(node), weight) {
        (life, _) if !life.is_dated() => (Day::MIN, Day::MAX),
        (life, ConflictAnswer::Possible) => life.possible(),
        (life, _) if has_day(life.presumed()) => life.presumed(),
        (life, _) => life.certain(),
    };
    let days = both(life(under.unit), life(under.superior));
    if has_day(days) { days } else { NONE }
}

/// The days of a cycle; where the unknown days leave none that is certain, the possible ones.
fn when(subject: &Subject<'_>, cycle: &Loop) -> (Day, Day) {
    if has_day(cycle.days) {
        return cycle.days;
    }
    let under = |edge: &Edge| subject.graph.under(UnderIx(edge.name));
    let possible =
        cycle.edges.iter().map(|edge| days(subject, &under(edge), ConflictAnswer::Possible));
    possible.fold((Day::MIN, Day::MAX), both)
}

fn report(subject: &Subject<'_>, say: Say, cycle: &Loop, weight: ConflictAnswer) -> Diagnostic {
    let chain = cycle.chain(|node| subject.id(NodeIx(node)));
    let (may, on) = match weight {
        ConflictAnswer::Possible => ("may ", "if all of these relations held on one day "),
        ConflictAnswer::Presumed => ("", "unless one of these relations had ended, "),
        ConflictAnswer::Certain => ("", ""),
    };
    let is_of_posts = subject.graph.class(NodeIx(cycle.edges[0].from)) == Class::Post;
    let (whose, verb) = match is_of_posts {
        true => ("posts", "report to"),
        false => ("organs", "stand under"),
    };
    let (from, to) = when(subject, cycle);
    let days = When::between(from, to);
    let always = days == When::EVER;
    let message = format!("{whose} {may}{verb} each other in a cycle: {chain}");
    let mut found = say.at(subject.span(Item::Under(UnderIx(cycle.edges[0].name))), message);
    for (at, edge) in cycle.shown().iter().enumerate() {
        let (unit, superior) = (subject.id(NodeIx(edge.from)), subject.id(NodeIx(edge.to)));
        let under = subject.graph.under(UnderIx(edge.name));
        let step = format!("{unit} {} {superior}", subject.relation(&under));
        match at {
            0 => found = found.label(step),
            _ => found = found.also(subject.span(Item::Under(UnderIx(edge.name))), step),
        }
    }
    found = match always {
        true => found.note("the cycle exists at any time: no date separates the relations"),
        false => found.note(format!("the cycle exists {on}in {days}")),
    };
    found.help("date the relations, or put one of them on another line")
}
