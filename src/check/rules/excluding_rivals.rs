//! E002: rival dates that exclude each other.

use crate::check::place;
use crate::check::reporter::{Reporter, Weight};
use crate::check::rule::{Group, Rule};
use crate::check::subject::Subject;
use crate::graph::{Class, FactRef, Field, Item};
use crate::model::RuleLevel;
use crate::time::Answer;

pub(in crate::check) static RULE: Rule = Rule {
    code: "E002",
    name: "excluding-rivals",
    group: Group::Evidence,
    level: RuleLevel::Note,
    what: "Rival claims of one date that have no day in common, so that at most one of them is \
           right. Plans and forecasts are no rivals of what was so.",
    why: "every answer rests on the first of the rivals, and a reader should know that another \
           source rules it out",
    fails: r#"Model(
    sources: { "a": Source(), "b": Source() },
    events: { "merger": Event(on: [
        Claim(value: "1949-06-24", cite: ["a"]), Claim(value: "1949-06-30", cite: ["b"]),
    ]) },
)"#,
    passes: r#"Model(
    sources: { "a": Source(), "b": Source() },
    events: { "merger": Event(on: [
        Claim(value: "1949-06-24", cite: ["a"]), Claim(value: "1949", cite: ["b"]),
    ]) },
)"#,
    mend: "Nothing need be mended: sources do differ. Put the claim that you trust first and say \
           why in its `note`, then allow the rule on the entry.",
    check,
};

const DATES: [Field; 3] = [Field::Date, Field::Born, Field::Died];

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
    for field in DATES {
        let held = |fact: &FactRef<'_>| fact.modality.is_held() && !fact.period.is_unknown();
        let mut rivals = subject.slice.facts(item, field).filter(held);
        let Some(first) = rivals.next() else { continue };
        for rival in rivals.filter(|rival| rival.period.overlap(first.period) == Answer::No) {
            tell(subject, item, &first, &rival, out);
        }
    }
}

fn tell(
    subject: &Subject<'_>,
    item: Item,
    first: &FactRef<'_>,
    rival: &FactRef<'_>,
    out: &mut Reporter<'_>,
) {
    out.about(subject, item, Weight::Certain, |say| {
        let said = |fact: &FactRef<'_>| {
            let by: Vec<&str> = subject
                .graph
                .fact_cites(fact)
                .map(|cite| subject.graph.source_id(cite.source))
                .collect();
            if by.is_empty() { String::new() } else { format!("according to {}", by.join(", ")) }
        };
        let (one, two) = (first.text, rival.text);
        say.at(place::fact(subject.graph, rival), format!("`{two}` excludes `{one}`"))
            .label(said(rival))
            .also(place::fact(subject.graph, first), format!("preferred, {}", said(first)))
            .help("put the claim that you trust first, and say why in its `note`")
    });
}
