//! The rules that a charter lays down itself: queries that must find nothing.
//!
//! Takes a graph and somebody who can answer a query; gives a report with one finding for each
//! thing that a rule's query finds. Knows nothing of the query language.

use super::allows::Allows;
use super::levels::weight;
use super::reporter::Weight;
use super::rule::{Group, Rule};
use super::subject::Subject;
use super::{Options, Report, Reporter, place};
use crate::graph::{Item, OrgGraph};
use crate::model::{Choice, RuleLevel, UserRule};

/// The rule under whose code all rules of charters report.
static RULE: Rule = Rule {
    code: "U001",
    name: "charter-rule",
    group: Group::Model,
    level: RuleLevel::Warn,
    what: "What a rule of the charter's own finds.",
    why: "the charter lays down that nothing of this sort is",
    fails: "",
    passes: "",
    mend: "See the charter's rule.",
    check: |_, _| {},
};

/// Runs the rules of the graph's charter: `find` answers a query, or says why it cannot.
pub fn own_rules(
    graph: &OrgGraph,
    options: &Options,
    find: impl Fn(&str) -> Result<Vec<Item>, String>,
) -> Report {
    let mut report = Report::default();
    let Some(charter) = graph.charter().filter(|charter| !charter.rules.is_empty()) else {
        return report;
    };
    let (subject, allows) = (Subject::new(graph, options), Allows::new(graph));
    for (name, rule) in &charter.rules {
        let Some(level) = weight(level(graph, options, name, rule)) else { continue };
        let mut out = Reporter::new(&RULE, level, &allows, options.most);
        match find(&rule.query) {
            Ok(items) => tell(&subject, name, rule, items, &allows, &mut out),
            Err(why) => out.push(Weight::Certain, |say| {
                let place = place::at(graph, rule.pos.0);
                say.at(place, format!("the charter's rule `{name}` cannot be run: {why}"))
                    .help("correct the `query` of the rule")
            }),
        }
        report.merge(out);
    }
    report.sort();
    report
}

/// The command line before the model before the charter before the rule itself.
fn level(graph: &OrgGraph, options: &Options, name: &str, rule: &UserRule<'_>) -> RuleLevel {
    let line = options.levels.iter().rev().find(|(set, _)| set == name).map(|(_, level)| *level);
    let model = graph.levels().get(name).map(|(level, _)| *level);
    let charter = graph.charter().and_then(|charter| charter.levels.get(name)).copied();
    let set = [line, model, charter, Some(rule.level)].into_iter().flatten();
    set.into_iter().find(|level| *level != RuleLevel::Default).unwrap_or(RuleLevel::Warn)
}

fn tell(
    subject: &Subject<'_>,
    name: &str,
    rule: &UserRule<'_>,
    items: Vec<Item>,
    allows: &Allows,
    out: &mut Reporter<'_>,
) {
    let graph = subject.graph;
    for item in items {
        if allows.allow_by_name(item, name) {
            continue;
        }
        out.about(subject, item, Weight::Certain, |say| {
            let what = match item {
                Item::Node(node) => subject.id(node),
                Item::Transition(ix) => format!("this `{}`", graph.transition(ix).kind.name()),
                Item::Under(_) | Item::Tie(_) => "this relation".to_owned(),
            };
            let message = match &*rule.message {
                "" => format!("{what} is found by the charter's rule `{name}`"),
                message => format!("{what}: {message}"),
            };
            say.at(subject.span(item), message)
                .label(format!("found by `{name}`"))
                .also(place::at(graph, rule.pos.0), "the charter's rule")
        });
    }
}
