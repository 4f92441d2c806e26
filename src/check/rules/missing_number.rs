//! M005: a gap in the numbers of a series of events.

use std::collections::BTreeMap;

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Item, NodeIx, Trait};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "M005",
    name: "missing-number",
    group: RuleGroup::Model,
    level: RuleLevel::Warn,
    what: "A gap in the numbers of a series: no event has the number, while events have a lower \
           and a higher one.",
    why: "the meeting with this number took place, or one of the numbers is wrong",
    fails: r#"Model(events: {
    "c1": Event(series: "congress", number: 1),
    "c3": Event(series: "congress", number: 3),
})"#,
    passes: r#"Model(events: {
    "c1": Event(series: "congress", number: 1),
    "c2": Event(series: "congress", number: 2),
    "c3": Event(series: "congress", number: 3),
})"#,
    fix: "Add the event, even if nothing but its number is known; or allow the rule on the later \
           event and say why no source mentions it.",
    check,
};

/// The events of each series, by number.
pub(super) fn series<'g>(subject: &Subject<'g>) -> BTreeMap<&'g str, BTreeMap<u32, Vec<NodeIx>>> {
    let graph = subject.graph;
    let mut series: BTreeMap<&str, BTreeMap<u32, Vec<NodeIx>>> = BTreeMap::new();
    for event in graph.nodes(Class::Event) {
        let item = Item::Node(event);
        if let (Some(name), Some(number)) =
            (graph.property(item, Trait::Series), graph.number(item))
        {
            series.entry(name).or_default().entry(number).or_default().push(event);
        }
    }
    series
}

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for (name, numbers) in series(subject) {
        for ((before, earlier), (after, later)) in numbers.iter().zip(numbers.iter().skip(1)) {
            if after - before < 2 {
                continue;
            }
            let (earlier, later) = (earlier[0], later[0]);
            out.about(subject, Item::Node(later), ConflictAnswer::Certain, |say| {
                let graph = subject.graph;
                let missing = match after - before {
                    2 => format!("number {}", before + 1),
                    _ => format!("numbers {} to {}", before + 1, after - 1),
                };
                say.at(graph.id_span(later), format!("the series `{name}` has no {missing}"))
                    .label(format!("number {after}"))
                    .also(graph.id_span(earlier), format!("number {before}"))
                    .help("add the event, or allow the rule here and say why it is not known")
            });
        }
    }
}
