//! T002: a period that ends before it begins.

use crate::check::context::{Subject, fact_span};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Item};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "T002",
    name: "ends-before-start",
    group: RuleGroup::Time,
    level: RuleLevel::Error,
    what: "A period that ends before it begins, whichever days the two dates mean.",
    why: "such a period holds on no day",
    fails: r#"Model(organs: { "club": Organ(existence: "1960/1950") })"#,
    passes: r#"Model(organs: { "club": Organ(existence: "1950/1960") })"#,
    fix: "Write the earlier date first, or correct the wrong one. Where the source itself has \
          them in this order, keep its words in `as_written`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let classes = [Class::Organ, Class::Event, Class::Post, Class::Person];
    for node in classes.into_iter().flat_map(|class| subject.graph.nodes(class)) {
        check_item(subject, Item::Node(node), out);
    }
    subject.graph.all_unders().for_each(|under| check_item(subject, Item::Under(under.ix), out));
    subject.graph.all_relations().for_each(|tie| check_item(subject, Item::Tie(tie.ix), out));
    subject
        .graph
        .all_transitions()
        .for_each(|transition| check_item(subject, Item::Transition(transition.ix), out));
}

#[inline]
fn check_item(subject: &Subject<'_>, item: Item, out: &mut Reporter<'_>) {
    for fact in subject.graph.facts(item) {
        if fact.period.is_backwards() && subject.slice.counts_item(item) {
            out.about(subject, item, ConflictAnswer::Certain, |say| {
                let text = fact.period.to_string();
                say.at(fact_span(subject.graph, &fact), format!("`{text}` ends before it begins"))
                    .label("the second date is the earlier one")
                    .help("write the earlier date first, or correct the wrong one")
            });
        }
    }
}
