//! E001: an entry for which nobody is cited.

use crate::check::context::Subject;
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, Item, RelationKind};
use crate::model::RuleLevel;

pub(in crate::check) static RULE: Rule = Rule {
    code: "E001",
    name: "unsourced",
    group: RuleGroup::Evidence,
    level: RuleLevel::Warn,
    what: "An organ, event, post, person, transition, tenure or seat for which no source is \
           cited, neither on the entry nor on any of its claims. A model without any source is \
           reported once.",
    why: "a claim without a source cannot be looked up, weighed or disputed",
    fails: r#"Model(
    sources: { "minutes": Source(title: "Minutes") },
    organs: { "club": Organ(name: "Chess Club") },
)"#,
    passes: r#"Model(
    sources: { "minutes": Source(title: "Minutes") },
    organs: { "club": Organ(name: "Chess Club", cite: ["minutes p. 1"]) },
)"#,
    fix: "Cite the source: `cite: [\"minutes p. 1\"]`. Your own conclusion is a claim with the \
          modality `Inferred`, and cites the sources from which you draw it.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let graph = subject.graph;
    if graph.sources().len() == 0 {
        if !graph.is_empty() {
            out.push(ConflictAnswer::Certain, |say| {
                say.whole(None, "the model describes no source").help(
                    "add the sources that you used to `sources`, and cite them on each \
                           entry",
                )
            });
        }
        return;
    }
    for class in [Class::Organ, Class::Event, Class::Post, Class::Person] {
        for node in subject.nodes(class) {
            check_item(subject, Item::Node(node), || subject.id(node), out);
        }
    }
    for transition in subject.transitions() {
        let words = || format!("this `{}`", crate::model::Choice::name(transition.kind));
        check_item(subject, Item::Transition(transition.ix), words, out);
    }
    for tie in subject.ties() {
        let what = match tie.kind {
            RelationKind::Tenure => "tenure",
            RelationKind::Seat | RelationKind::ExOfficio => "seat",
            RelationKind::Vacant => "vacancy",
            _ => continue,
        };
        check_item(subject, Item::Tie(tie.ix), || format!("this {what}"), out);
    }
}

#[inline]
fn check_item(
    subject: &Subject<'_>,
    item: Item,
    words: impl Fn() -> String,
    out: &mut Reporter<'_>,
) {
    let graph = subject.graph;
    let is_cited = graph.cites(item).next().is_some()
        || graph.facts(item).any(|fact| graph.fact_cites(&fact).next().is_some());
    if !is_cited {
        out.about(subject, item, ConflictAnswer::Certain, |say| {
            say.at(subject.span(item), format!("no source is cited for {}", words()))
                .label("no source")
                .help("add `cite: [\"source place\"]`")
        });
    }
}
