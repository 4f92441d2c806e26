//! The rules that a charter lays down itself: queries that must find nothing.
//!
//! Takes a graph; gives a report with one diagnostic for each thing that a rule's query finds. A rule
//! whose query cannot be asked is a diagnostic itself.

use super::context::Subject;
use super::levels::{Levels, weight};
use super::registry::RULES;
use super::reporter::ConflictAnswer;
use super::rule::{Rule, RuleGroup};
use super::rules::unused_allow;
use super::suppressions::{Allowing, Allows};
use super::{CheckOptions, CheckReport, Reporter};
use crate::diagnostics::{Diagnostic, Level};
use crate::graph::{Item, OrgGraph};
use crate::model::{Choice, RuleLevel, UserRule};
use crate::query;
use crate::syntax::places;

/// The rule under whose code all rules of charters report.
pub static CHARTER_RULE: Rule = Rule {
    code: "U001",
    name: "charter-rule",
    group: RuleGroup::Model,
    level: RuleLevel::Warn,
    what: "What a rule written in the charter finds, or that the query of such a rule cannot be \
           run.",
    why: "the charter says that this must not occur",
    fails: r#"Model(
    charter: Charter(rules: { "secret-cell": UserRule(message: "no source describes it", query: "kind(cell) & uncited()") }),
    sources: { "minutes": Source(title: "Minute book") },
    organs: { "cell": Organ(kind: "cell") },
)"#,
    passes: r#"Model(
    charter: Charter(rules: { "secret-cell": UserRule(message: "no source describes it", query: "kind(cell) & uncited()") }),
    sources: { "minutes": Source(title: "Minute book") },
    organs: { "cell": Organ(kind: "cell", cite: ["minutes"]) },
)"#,
    fix: "The message comes from the rule. Each problem names its rule: `allow`, `levels` and \
          the command line take that name, and not this one.",
    check: |_, _| {},
};

/// Runs the rules of the graph's charter.
pub(super) fn charter_rules(graph: &OrgGraph, options: &CheckOptions) -> CheckReport {
    let mut report = CheckReport::default();
    let Some(charter) = graph.charter().filter(|charter| !charter.rules.is_empty()) else {
        return report;
    };
    let (subject, allows) = (Subject::new(graph, options), Allows::new(graph));
    let mut asked = Vec::new();
    for (name, rule) in &charter.rules {
        let Some(level) = weight(level(graph, options, name, rule)) else { continue };
        let mut out = Reporter::new(CHARTER_RULE.head(), level, &allows, options.most);
        match query::ask(graph, &rule.query, &options.asking) {
            Ok(answers) => {
                let items = answers.rows.into_iter().map(|row| row.item).collect();
                asked.push(&**name);
                let named = options.levels.iter().any(|(set, _)| set == name);
                let heeded = if named { Allowing::Overruled } else { Allowing::Heeded };
                describe(&subject, (name, rule), items, (&allows, heeded), &mut out);
            }
            Err(why) => {
                let level = level.max(Level::Warning);
                let mut broken = Reporter::new(CHARTER_RULE.head(), level, &allows, options.most);
                broken.push(ConflictAnswer::Certain, |say| {
                    let place = places::head_span(graph.texts(), rule.pos.0);
                    let what = format!("the charter's rule `{name}` cannot be run: {why}");
                    let found = say.at(place, what).help("correct the `query` of the rule");
                    // Why the rule is there says nothing here.
                    Diagnostic { notes: vec![why.show(&rule.query)], ..found }
                });
                report.merge(broken);
            }
        }
        report.merge(out);
    }
    report.merge(unused(&subject, &asked, options, &allows));
    report.sort();
    report
}

/// The allows of entries for these rules that silence nothing, as `unused-allow` shows others.
fn unused<'a>(
    subject: &Subject<'_>,
    asked: &[&str],
    options: &CheckOptions,
    allows: &'a Allows,
) -> Reporter<'a> {
    let (graph, rule) = (subject.graph, &unused_allow::RULE);
    let own = Levels::new(RULES, graph, &options.levels).of(rule).filter(|_| subject.is_whole());
    let mut out = Reporter::new(rule.head(), own.unwrap_or(Level::Note), allows, options.most);
    for allowed in allows.list.iter().filter(|allowed| !allowed.is_used() && own.is_some()) {
        if asked.contains(&&*allowed.rule) {
            unused_allow::describe(subject, allowed, &allowed.rule, &mut out);
        }
    }
    out
}

/// The command line before the model before the charter before the rule itself.
fn level(graph: &OrgGraph, options: &CheckOptions, name: &str, rule: &UserRule<'_>) -> RuleLevel {
    let line = options.levels.iter().rev().find(|(set, _)| set == name).map(|(_, level)| *level);
    let model = graph.levels().get(name).map(|(level, _)| *level);
    let charter = graph.charter().and_then(|charter| charter.levels.get(name)).copied();
    let set = [line, model, charter, Some(rule.level)].into_iter().flatten();
    set.into_iter().find(|level| *level != RuleLevel::Default).unwrap_or(RuleLevel::Warn)
}

fn describe(
    subject: &Subject<'_>,
    (name, rule): (&str, &UserRule<'_>),
    items: Vec<Item>,
    (allows, allowing): (&Allows, Allowing),
    out: &mut Reporter<'_>,
) {
    let graph = subject.graph;
    for item in items {
        if allows.allow_by_name(item, name) && allowing == Allowing::Heeded {
            continue;
        }
        out.about(subject, item, ConflictAnswer::Certain, |say| {
            let what = match item {
                Item::Node(node) => subject.id(node),
                Item::Transition(ix) => format!("this `{}`", graph.transition(ix).kind.name()),
                Item::Under(_) | Item::Tie(_) => "this relation".to_owned(),
            };
            let message = match &*rule.message {
                "" => format!("the charter's rule `{name}` reports {what}"),
                message => format!("{what}: {message}"),
            };
            say.at(subject.span(item), message)
                .label(format!("found by `{name}`"))
                .also(places::head_span(graph.texts(), rule.pos.0), "the charter's rule")
        });
    }
}
