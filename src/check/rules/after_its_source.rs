//! E005: a date after the publication of the source that gives it.

use crate::check::context::{Subject, fact_span};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, FactRef, Field, Item, OrgGraph, SourceIx};
use crate::model::RuleLevel;
use crate::syntax::places;
use crate::time::{Bound, Day, Period};

pub(in crate::check) static RULE: Rule = Rule {
    code: "E005",
    name: "after-its-source",
    group: RuleGroup::Evidence,
    level: RuleLevel::Warn,
    what: "A claim with a date after the publication of every source that is cited for it. Plans \
           and projections are exempt, and so is a law or a statute up to the day on which it \
           comes into force (`in_force`).",
    why: "a source cannot report what happened after it was published",
    fails: r#"Model(
    sources: { "paper": Source(published: "1950-05") },
    events: { "fire": Event(on: "1951", cite: ["paper"]) },
)"#,
    passes: r#"Model(
    sources: { "paper": Source(published: "1950-05") },
    events: { "fire": Event(on: "1951", cite: ["paper"], modality: Planned) },
)"#,
    fix: "Correct the date of the claim or of the source, cite the later source from which the \
          date comes, or give the claim its modality: `Planned`, `Projected`. For a law, an \
          order or a statute that was published before it came into force, write that day too: \
          `Source(published: \"1979-02-14\", in_force: \"1979-04-01\")`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    let last: Vec<Option<Day>> =
        graph.sources().map(|source| last_reported(graph, source)).collect();
    if last.iter().all(Option::is_none) {
        return;
    }
    let mut check_item = |item| check_item(subject, item, &last, out);
    for class in [Class::Organ, Class::Event, Class::Post, Class::Person] {
        subject.nodes(class).for_each(|node| check_item(Item::Node(node)));
    }
    subject.unders().for_each(|under| check_item(Item::Under(under.ix)));
    subject.ties().for_each(|tie| check_item(Item::Tie(tie.ix)));
    subject.transitions().for_each(|transition| check_item(Item::Transition(transition.ix)));
}

#[inline]
fn check_item(subject: &Subject<'_>, item: Item, last: &[Option<Day>], out: &mut Reporter<'_>) {
    let graph = subject.graph;
    for fact in graph.facts(item) {
        let Some(day) = latest_stated(&fact).filter(|_| fact.modality.is_held()) else { continue };
        let mut cites = graph.fact_cites(&fact).peekable();
        let Some(first) = cites.peek().copied() else { continue };
        let before = |cite: crate::graph::CiteRef<'_>| {
            last[cite.source.index()].is_some_and(|published| published < day)
        };
        if !cites.all(before) {
            continue;
        }
        out.about(subject, item, ConflictAnswer::Certain, |say| {
            let source = graph.source_id(first.source);
            let held = graph.in_force(first.source).or(graph.published(first.source));
            let when = held.map(|p| p.to_string()).unwrap_or_default();
            let how = if graph.in_force(first.source).is_some() { "in force" } else { "published" };
            say.at(
                fact_span(graph, &fact),
                format!("`{}` is later than its source `{source}`", fact.text),
            )
            .label(format!("after {when}"))
            .also(places::head_span(graph.texts(), first.pos), format!("{how} {when}"))
            .help("correct a date, cite the later source, or write `modality: Planned`")
            .help(
                "for a law that was published earlier, write the day on which it came into \
                   force: `in_force`",
            )
        });
    }
}

/// The last day of which a source may show: of its publication, or from which it holds.
fn last_reported(graph: &OrgGraph, source: SourceIx) -> Option<Day> {
    let last = |period: Period| period.possible_days().1;
    graph.in_force(source).map(last).max(graph.published(source).map(last))
}

/// The latest day that a claim names at the least: of its end where one is stated, else of its
/// start.
fn latest_stated(fact: &FactRef<'_>) -> Option<Day> {
    let dates = matches!(fact.field, Field::Date | Field::Born | Field::Died);
    if !dates || fact.period.is_unknown() || fact.period.is_backwards() {
        return None;
    }
    let start = fact.period.start().earliest;
    Some(match fact.period.end_bound() {
        Bound::Stated => start.max(fact.period.end().earliest),
        _ => start,
    })
}
