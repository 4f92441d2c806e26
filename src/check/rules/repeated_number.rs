//! M006: two events of one series with one number.

use super::missing_number::series;
use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::Item;
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "M006",
    name: "repeated-number",
    group: RuleGroup::Model,
    level: RuleLevel::Warn,
    what: "Two events of one series with the same number.",
    why: "a number says which meeting of the series is meant",
    fails: r#"Model(events: {
    "c1": Event(series: "congress", number: 1),
    "c2": Event(series: "congress", number: 1),
})"#,
    passes: r#"Model(events: {
    "c1": Event(series: "congress", number: 1),
    "c2": Event(series: "congress", number: 2),
})"#,
    fix: "Correct one of the numbers, or join the two entries if they are one event.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for (name, numbers) in series(subject) {
        for (number, events) in numbers {
            let [first, again, ..] = events[..] else { continue };
            out.about(subject, Item::Node(again), ConflictAnswer::Certain, |say| {
                let graph = subject.graph;
                let message = format!("the series `{name}` has the number {number} twice");
                say.at(graph.id_span(again), message)
                    .label("used again here")
                    .also(graph.id_span(first), "first used here")
                    .help("correct one of the numbers, or join the two entries")
            });
        }
    }
}
