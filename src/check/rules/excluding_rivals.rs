//! E002: rival dates that exclude each other.

use rustc_hash::FxHashMap;

use crate::check::context::{Subject, fact_span};
use crate::check::reporter::{ConflictAnswer, Reporter};
use crate::check::rule::{Rule, RuleGroup};
use crate::graph::{Class, FactRef, Field, Item, NodeIx, TransitionRef};
use crate::model::{RuleLevel, TransitionKind};
use crate::time::{Answer, Bound, DateSpan, Period};

pub(in crate::check) static RULE: Rule = Rule {
    code: "E002",
    name: "excluding-rivals",
    group: RuleGroup::Evidence,
    level: RuleLevel::Note,
    what: "Claims about one date that cannot both be true: they have no day in common, or their \
           starts or their ends have none. Also entries that name different founders of one \
           organ. Plans and forecasts do not conflict with what happened.",
    why: "every answer uses the first claim, and a reader should know that another source rules \
          it out",
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
    fix: "Often nothing needs fixing, for sources do differ. Put the claim that you trust first, \
          and say why in its `note`; `allow` the rule on the entry once the question is settled.",
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
    check_founders(subject, out);
}

/// Rival founders: of two entries that say who founded an organ none names anybody of the other.
fn check_founders(subject: &Subject<'_>, out: &mut Reporter<'_>) {
    let mut first: FxHashMap<NodeIx, TransitionRef<'_>> = FxHashMap::default();
    for other in subject.transitions() {
        let named = other.kind == TransitionKind::Founded && other.by().next().is_some();
        if !named || !other.modality.is_held() {
            continue;
        }
        for organ in other.into() {
            let one = *first.entry(organ).or_insert(other);
            if one.ix != other.ix && !one.by().any(|by| other.by().any(|too| too == by)) {
                tell_founders(subject, organ, [one, other], out);
            }
        }
    }
}

fn tell_founders(
    subject: &Subject<'_>,
    organ: NodeIx,
    [one, other]: [TransitionRef<'_>; 2],
    out: &mut Reporter<'_>,
) {
    let item = Item::Transition(other.ix);
    out.about(subject, item, ConflictAnswer::Certain, |say| {
        let names = |by: TransitionRef<'_>| {
            by.by().map(|node| subject.id(node)).collect::<Vec<_>>().join(", ")
        };
        let organ = subject.id(organ);
        let message =
            format!("{organ} is said to be founded by {} and by {}", names(one), names(other));
        say.at(subject.span(item), message)
            .label(format!("by {}", names(other)))
            .also(subject.span(Item::Transition(one.ix)), format!("by {}", names(one)))
            .help("name all of them in one entry if they founded it together")
    });
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
        for rival in rivals {
            if let Some(what) = exclusion(rival.period, first.period) {
                report(subject, item, &first, &rival, what, out);
            }
        }
    }
}

/// What of two claims of one date cannot both be right; empty for all of it.
fn exclusion(a: Period, b: Period) -> Option<&'static str> {
    let apart = |a: DateSpan, b: DateSpan| a.certainly_before(b) || b.certainly_before(a);
    if a.overlap(b) == Answer::No {
        return Some("");
    }
    if a.is_instant() || b.is_instant() {
        return None;
    }
    let ended = a.end_bound() == Bound::Stated && b.end_bound() == Bound::Stated;
    match (apart(a.start(), b.start()), ended && apart(a.end(), b.end())) {
        (true, true) => Some(" in its start and its end"),
        (true, false) => Some(" in its start"),
        (false, true) => Some(" in its end"),
        (false, false) => None,
    }
}

fn report(
    subject: &Subject<'_>,
    item: Item,
    first: &FactRef<'_>,
    rival: &FactRef<'_>,
    what: &str,
    out: &mut Reporter<'_>,
) {
    out.about(subject, item, ConflictAnswer::Certain, |say| {
        let said = |fact: &FactRef<'_>| {
            let by: Vec<&str> = subject
                .graph
                .fact_cites(fact)
                .map(|cite| subject.graph.source_id(cite.source))
                .collect();
            if by.is_empty() {
                "without a source".to_owned()
            } else {
                format!("according to {}", by.join(", "))
            }
        };
        let (one, two) = (first.text, rival.text);
        say.at(fact_span(subject.graph, rival), format!("`{two}` conflicts with `{one}`{what}"))
            .label(said(rival))
            .also(fact_span(subject.graph, first), format!("preferred, {}", said(first)))
            .help("put the claim that you trust first, and say why in its `note`")
    });
}
