//! E003: a preferred claim that is weaker than its rival.

use crate::check::context::{Subject, fact_span};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, FactRef, Field, Item, Trait};
use crate::model::{Modality, RuleLevel};

pub(in crate::check) static RULE: Rule = Rule {
    code: "E003",
    name: "weak-preference",
    group: RuleGroup::Evidence,
    level: RuleLevel::Warn,
    what: "Several claims of which the first, the preferred one, is only inferred, implied, \
           planned or projected, while a later one is asserted. A preferred claim with a `note` \
           is accepted: the note says why it stands first.",
    why: "every answer uses the first claim, although a source asserts another one outright",
    fails: r#"Model(
    sources: { "a": Source(), "b": Source() },
    organs: { "club": Organ(existence: [
        Claim(value: "1950/", cite: ["a"], modality: Inferred), Claim(value: "1952/", cite: ["b"]),
    ]) },
)"#,
    passes: r#"Model(
    sources: { "a": Source(), "b": Source() },
    organs: { "club": Organ(existence: [
        Claim(value: "1952/", cite: ["b"]), Claim(value: "1950/", cite: ["a"], modality: Inferred),
    ]) },
)"#,
    fix: "Put the asserted claim first. Where the weaker claim is the better one, say why in its \
          `note`.",
    check,
};

fn check(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    for class in [Class::Organ, Class::Event, Class::Post, Class::Person] {
        subject.nodes(class).for_each(|node| check_item(subject, Item::Node(node), out));
    }
    subject.unders().for_each(|under| check_item(subject, Item::Under(under.ix), out));
    subject.ties().for_each(|tie| check_item(subject, Item::Tie(tie.ix), out));
    subject.transitions().for_each(|t| check_item(subject, Item::Transition(t.ix), out));
}

#[inline]
fn check_item(subject: &Subject<'_>, item: Item, out: &mut Reporter<'_>) {
    if subject.graph.facts(item).nth(1).is_none() {
        return;
    }
    for field in [Field::Date, Field::Born, Field::Died, Field::Kind, Field::Place] {
        let mut claims = subject.slice.facts(item, field);
        let weak = |first: &FactRef<'_>| is_weak(first) && !is_explained(subject, first);
        let Some(first) = claims.next().filter(weak) else { continue };
        // Of a kind or a place at different times nothing is preferred.
        let is_of_then = |rival: &FactRef<'_>| {
            !matches!(field, Field::Kind | Field::Place) || rival.period == first.period
        };
        let asserted = |rival: &FactRef<'_>| rival.modality == Modality::Asserted;
        let Some(rival) = claims.find(|rival| asserted(rival) && is_of_then(rival)) else {
            continue;
        };
        out.about(subject, item, ConflictAnswer::Certain, |say| {
            let message = format!("the preferred `{}` is only {}", first.text, first.modality);
            say.at(fact_span(subject.graph, &first), message)
                .label("preferred, because it stands first")
                .also(fact_span(subject.graph, &rival), "asserted by a source")
                .help(
                    "put the asserted claim first, or say in the `note` of this one why it \
                       comes first",
                )
        });
    }
}

fn is_weak(fact: &FactRef<'_>) -> bool {
    !matches!(fact.modality, Modality::Asserted | Modality::Reported)
}

/// Whether a note says something of the claim: why it stands first, or what it is inferred from.
fn is_explained(subject: &Subject<'_>, fact: &FactRef<'_>) -> bool {
    subject.graph.fact_property(fact.ix, Trait::Note).is_some()
}
